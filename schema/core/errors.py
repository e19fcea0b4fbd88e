"""Errors on the wire, in one place: what a refusal, a request that is not understood, and everything unexpected become."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Any

import structlog
from graphql import FieldNode, GraphQLError
from strawberry.exceptions import StrawberryInputCoercionError

from app.core.errors import Refusal, Refused

INTERNAL_MESSAGE = "Something went wrong on our side."
WireError = dict[str, Any]

_STATUS = {
    Refusal.UNAUTHENTICATED: 401, Refusal.FORBIDDEN: 403, Refusal.RATE_LIMITED: 429, Refusal.INTERNAL: 500,
    Refusal.IDEMPOTENCY_RUNNING: 409, Refusal.IDEMPOTENCY_MISMATCH: 422,
}  # fmt: skip
_OF_A_HEADER = {Refusal.IDEMPOTENCY_RUNNING, Refusal.IDEMPOTENCY_MISMATCH}
"""Whoever sent the header understands the status, too, whatever form of answer they take."""
# graphql-core repeats what was sent, which may be a password, and speaks Python.
_ECHO = re.compile(
    r"(, but encountered error .*|[,;.] [Ff]ound: .*|(?<=\?) Found: .*|(?<=, found null)\. .*|(?<=\bString) ['\"].*)"
    r"|(?P<kept>\bcannot represent [^:]*): .*",
    re.DOTALL,
)
_log = structlog.get_logger()


class Rejected(Exception):
    """A request that is not executed at all: what to say about it, and HTTP's word for it."""

    def __init__(self, errors: Iterable[GraphQLError | Refused], *, status: int | None = None, allow: str | None = None) -> None:
        super().__init__()
        self.errors = [error if isinstance(error, GraphQLError) else GraphQLError(error.message, original_error=error) for error in errors]
        refusals = [refused for error in self.errors if (refused := _refused(error))]
        self.understood = status is None and not any(refused.code in _OF_A_HEADER for refused in refusals)
        """Whether it was a well-formed request, so that a client from before gets 200."""
        self.status = status or next((_STATUS[refused.code] for refused in refusals if refused.code in _STATUS), 400)
        self.retry_after = next((refused.retry_after for refused in refusals if refused.retry_after), None)
        self.allow = allow


def too_complex(message: str) -> Refused:
    """For what would cost more than one request may."""
    return Refused(Refusal.QUERY_TOO_COMPLEX, message)


def on_the_wire(errors: Sequence[GraphQLError], request_id: str) -> list[WireError]:
    """All errors of an answer. What is masked stands in the log under the same request id."""
    return [_shown(error, request_id) for error in errors]


def internal(error: BaseException, request_id: str, *, place: Sequence[str | int] | None = None) -> WireError:
    """The only thing that is said about a mistake of ours; the rest goes to the log (which blots out what is private)."""
    if isinstance(error, GraphQLError):  # as a text it quotes the document, where a password may stand
        error = RuntimeError(error.message).with_traceback(error.__traceback__)
    _log.error("request failed", place=place, exc_info=error)
    return {"message": INTERNAL_MESSAGE, "extensions": {"code": Refusal.INTERNAL.value, "requestId": request_id}}


def is_forbidden(error: GraphQLError) -> bool:
    """Whether somebody tried what they may not."""
    refused = _refused(error)
    return refused is not None and refused.code is Refusal.FORBIDDEN


def _shown(error: GraphQLError, request_id: str) -> WireError:
    if refused := _refused(error):
        shown = _of_refusal(refused)
    elif _is_of_the_request(error):
        shown = {"message": _plain(error.message), "extensions": {"code": Refusal.BAD_USER_INPUT.value}}
    else:
        shown = internal(_origin(error), request_id, place=error.path)
    if error.locations:
        shown["locations"] = [location.formatted for location in error.locations]
    if error.path:
        shown["path"] = error.path
    return shown


def _of_refusal(refused: Refused) -> WireError:
    extensions: dict[str, object] = {"code": refused.code.value}
    if refused.retry_after is not None:
        extensions["retryAfter"] = refused.retry_after
    if refused.argument_path:
        extensions["path"] = refused.argument_path
    return {"message": refused.message, "extensions": extensions}


def _origin(error: GraphQLError) -> Exception:
    """What was raised first, below all the wrapping."""
    found: Exception = error
    while isinstance(found, GraphQLError) and found.original_error is not None:
        found = found.original_error
    return found


def _refused(error: GraphQLError) -> Refused | None:
    origin = _origin(error)
    return origin if isinstance(origin, Refused) else None


def _is_of_the_request(error: GraphQLError) -> bool:
    """Whether the client can mend it: the document or a variable (no path yet), or an argument (found at its own place)."""
    origin = _origin(error)
    if error.path is None or isinstance(origin, StrawberryInputCoercionError):
        return True
    return isinstance(origin, GraphQLError) and error.nodes is not None and not isinstance(error.nodes[0], FieldNode)


def _plain(message: str) -> str:
    cut = _ECHO.sub(lambda echo: echo["kept"] or "", message).replace(" not to be None", " not to be null")
    return cut if cut.endswith((".", "?", "!")) else f"{cut}."
