from __future__ import annotations

import pytest
from graphql import GraphQLError, parse
from strawberry.exceptions import StrawberryInputCoercionError
from structlog.testing import capture_logs

from app.core.errors import Refusal, Refused, UserErrors, bad_input, forbidden, unauthenticated
from schema.core.errors import INTERNAL_MESSAGE, Rejected, is_forbidden, on_the_wire, too_complex

FIELD = parse("{ field(argument: 1) }").definitions[0].selection_set.selections[0]  # type: ignore[attr-defined]  # it is an operation
ARGUMENT = FIELD.arguments[0].value


def field_error(raised: Exception | None, message: str = "x", node: object = FIELD) -> GraphQLError:
    return GraphQLError(message, [node], path=["a", 0, "field"], original_error=raised)  # type: ignore[list-item]  # a node


@pytest.mark.parametrize(
    ("raised", "extensions"),
    [
        (forbidden(), {"code": "FORBIDDEN"}),
        (forbidden(path=["filter", "email"]), {"code": "FORBIDDEN", "path": ("filter", "email")}),
        (unauthenticated(), {"code": "UNAUTHENTICATED"}),
        (bad_input("No.", ["after"]), {"code": "BAD_USER_INPUT", "path": ("after",)}),
        (Refused(Refusal.RATE_LIMITED, "No.", retry_after=3), {"code": "RATE_LIMITED", "retryAfter": 3}),
        (too_complex("No."), {"code": "QUERY_TOO_COMPLEX"}),
    ],
)
def test_given_a_refusal_when_shown_then_its_code_and_what_helps(raised: Refused, extensions: dict[str, object]) -> None:
    for wrapped in (field_error(raised), GraphQLError("x", [FIELD], path=["a", 0, "field"], original_error=field_error(raised))):
        with capture_logs() as logged:
            (shown,) = on_the_wire([wrapped], "r1")
        assert shown == {
            "message": raised.message,
            "extensions": extensions,
            "locations": [{"line": 1, "column": 3}],
            "path": ["a", 0, "field"],
        }
        assert logged == []
        assert is_forbidden(wrapped) == (extensions["code"] == "FORBIDDEN")


@pytest.mark.parametrize(
    "error",
    [
        field_error(RuntimeError("secret")),
        field_error(KeyError("secret")),
        field_error(UserErrors([])),
        field_error(GraphQLError("secret", original_error=ValueError("secret"))),
        field_error(None, "secret"),  # what a resolver gave does not fit the schema
        field_error(ValueError("secret"), node=ARGUMENT),
    ],
)
def test_given_anything_unexpected_when_shown_then_masked_and_logged_with_the_same_id(error: GraphQLError) -> None:
    with capture_logs() as logged:
        (shown,) = on_the_wire([error], "r1")
    assert shown["message"] == INTERNAL_MESSAGE
    assert shown["extensions"] == {"code": "INTERNAL", "requestId": "r1"}
    assert shown["path"] == ["a", 0, "field"]
    assert "secret" not in str(shown)
    (entry,) = logged
    assert (entry["event"], entry["log_level"], entry["place"]) == ("request failed", "error", ["a", 0, "field"])
    assert isinstance(entry["exc_info"], Exception)
    assert "argument" not in str(entry["exc_info"])  # the document, with whatever stands in it
    assert not is_forbidden(error)


@pytest.mark.parametrize(
    ("error", "message"),
    [
        (GraphQLError("Syntax Error: Expected '{', found String 'hunter2'."), "Syntax Error: Expected '{', found String."),
        (GraphQLError('Syntax Error: Expected Name, found String "hunter2".'), "Syntax Error: Expected Name, found String."),
        (GraphQLError("Cannot query field 'a' on type 'B'. Did you mean 'c'?"), "Cannot query field 'a' on type 'B'. Did you mean 'c'?"),
        (GraphQLError("Int cannot represent non-integer value: 'hunter2'"), "Int cannot represent non-integer value."),
        (
            GraphQLError("Expected value of type 'A' to include required field 'b', found: {'password': 'hunter2'}."),
            "Expected value of type 'A' to include required field 'b'.",
        ),
        (
            GraphQLError("Expected value of type 'A' not to include unknown field 'b'. Did you mean 'c'? Found: {'password': 'hunter2'}."),
            "Expected value of type 'A' not to include unknown field 'b'. Did you mean 'c'?",
        ),
        (
            GraphQLError("Expected value of type 'A', but encountered error 'hunter2'; found: {'password': 'hunter2'}."),
            "Expected value of type 'A'.",
        ),
        (GraphQLError("Expected value of non-null type 'A!' not to be None."), "Expected value of non-null type 'A!' not to be null."),
        (field_error(None, "Argument 'a' has invalid value: x.", ARGUMENT), "Argument 'a' has invalid value: x."),
        (field_error(StrawberryInputCoercionError("This is null.")), "x."),
    ],
)
def test_given_what_the_client_got_wrong_when_shown_then_told_without_repeating_what_was_sent(error: GraphQLError, message: str) -> None:
    with capture_logs() as logged:
        (shown,) = on_the_wire([error], "r1")
    assert (shown["message"], shown["extensions"]) == (message, {"code": "BAD_USER_INPUT"})
    assert logged == []


@pytest.mark.parametrize(
    ("rejected", "status", "understood", "retry_after"),
    [
        (Rejected([GraphQLError("x")]), 400, True, None),
        (Rejected([bad_input("x")]), 400, True, None),
        (Rejected([too_complex("x")]), 400, True, None),
        (Rejected([unauthenticated()]), 401, True, None),
        (Rejected([forbidden()]), 403, True, None),
        (Rejected([Refused(Refusal.RATE_LIMITED, "x", retry_after=9)]), 429, True, 9),
        (Rejected([Refused(Refusal.IDEMPOTENCY_RUNNING, "x", retry_after=1)]), 409, False, 1),
        (Rejected([Refused(Refusal.IDEMPOTENCY_MISMATCH, "x")]), 422, False, None),
        (Rejected([bad_input("x")], status=413), 413, False, None),
    ],
)
def test_given_a_rejection_when_made_then_it_has_the_status_of_its_reason(
    rejected: Rejected, status: int, *, understood: bool, retry_after: int | None
) -> None:
    assert (rejected.status, rejected.understood, rejected.retry_after) == (status, understood, retry_after)
