"""No door without a lock: every root field has one, only those on the short list are open to everybody, and locks lock."""

from __future__ import annotations

import pytest
import strawberry
from strawberry.permission import PermissionExtension

from app.auth.actor import Actor
from app.auth.permissions import Permission
from app.core.errors import Refusal, Refused
from app.core.ids import new_id
from schema.core.context import Context
from schema.core.permissions import Lock, locked, locks_of, public, public_fields
from schema.schema import schema

PUBLIC = {
    "Query.viewer", "Query.invitationPreview", "Query.partnerLinkPreview", "Query.partnershipKinds",
    "Mutation.signIn", "Mutation.refreshSession",
    "Mutation.requestRegistration", "Mutation.completeRegistration",
    "Mutation.requestPasswordReset", "Mutation.resetPassword", "Mutation.confirmEmailChange", "Mutation.undoEmailChange",
    "Mutation.acceptInvitation", "Mutation.requestFreshInvitation", "Mutation.declineInvitation",
}  # fmt: skip
"""What everybody may use, signed in or not. Whoever opens another door adds it here, and has a reason."""


def unlocked(checked: strawberry.Schema) -> list[str]:
    """The root fields without exactly one lock."""
    return [name for name, locks in locks_of(checked).items() if len(locks) != 1]


def test_given_the_schema_when_its_doors_are_tried_then_each_has_one_lock() -> None:
    fields = {f"{root.name}.{name}" for root in (schema._schema.query_type, schema._schema.mutation_type) if root for name in root.fields}
    assert len(fields) > 40
    assert locks_of(schema).keys() == fields
    assert unlocked(schema) == []


def test_given_the_schema_when_its_doors_are_tried_then_only_the_listed_ones_are_open_to_everybody() -> None:
    assert public_fields(schema) == PUBLIC


def answer() -> str:
    return "come in"


def answer_or_null() -> str | None:
    return "come in"


@strawberry.type
class Doors:
    open: str = strawberry.field(resolver=answer)
    other: str = strawberry.field(resolver=answer, extensions=[PermissionExtension([])])
    public: str | None = strawberry.field(resolver=answer_or_null, extensions=[public()])
    signed_in: str | None = strawberry.field(resolver=answer_or_null, extensions=[locked()])
    managed: str | None = strawberry.field(
        resolver=answer_or_null, extensions=[locked(Permission.CUSTOMERS_MANAGE, Permission.MEMBERS_MANAGE, of="customer")]
    )


DOORS = strawberry.Schema(query=Doors)


def test_given_a_door_without_a_lock_when_tried_then_it_is_found() -> None:
    assert unlocked(DOORS) == ["Doors.open", "Doors.other"]
    assert public_fields(DOORS) == {"Doors.public"}


def test_given_a_lock_when_printed_then_the_sdl_says_what_opens_it() -> None:
    text = DOORS.as_str()
    assert 'public: String @lock(to: "PUBLIC")' in text
    assert 'signedIn: String @lock(to: "SIGNED_IN")' in text
    assert 'managed: String @lock(to: "CUSTOMERS_MANAGE or MEMBERS_MANAGE on the customer")' in text
    assert "open: String!\n" in text


NOBODY = Actor()
MEMBER = Actor(user_id=new_id(), tenant_id=new_id(), permissions=frozenset({Permission.INTEGRATIONS_READ}))
MANAGER = Actor(user_id=new_id(), tenant_id=new_id(), permissions=frozenset({Permission.MEMBERS_MANAGE}))


@pytest.mark.parametrize(
    ("door", "caller", "refusal"),
    [
        ("public", NOBODY, None), ("public", MEMBER, None),
        ("signedIn", NOBODY, Refusal.UNAUTHENTICATED), ("signedIn", MEMBER, None),
        ("managed", NOBODY, Refusal.UNAUTHENTICATED), ("managed", MEMBER, Refusal.FORBIDDEN), ("managed", MANAGER, None),
    ],
)  # fmt: skip
async def test_given_a_lock_when_somebody_comes_then_it_raises_or_opens(door: str, caller: Actor, refusal: Refusal | None) -> None:
    result = await DOORS.execute(f"{{ {door} }}", context_value=Context(caller))
    if refusal is None:
        assert not result.errors
        assert result.data is not None
        assert result.data[door]
        return
    [error] = result.errors or []
    assert isinstance(error.original_error, Refused)
    assert error.original_error.code is refusal
    assert result.data == {door: None}


def test_given_a_lock_when_made_without_a_permission_then_it_is_for_whoever_is_signed_in() -> None:
    assert not Lock().public
    assert Lock(public=True).public
