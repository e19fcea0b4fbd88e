"""Founding: what only the operator does, on the command line: an organization, and its first member."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from app.auth import passwords
from app.auth.actor import OPERATOR, Actor
from app.auth.permissions import GRANTABLE
from app.core import db, text
from app.core.errors import Code, UserError, UserErrors, refuse
from app.core.ids import to_text
from app.models import InvitationKind, Plan, Role
from app.services import accounts, issuing, tenants


async def create_tenant(
    *, name: str, plan: Plan, email: str, person: str, roles: Iterable[str], password: str | None
) -> dict[str, str | None]:
    """Make an organization and its first member; their ids as the API has them.

    With a password the account is made at once: the operator vouches for the address. Without one the person is invited
    by mail, and there is no user until they accept; an address that has an account can only be invited. Raises UserErrors.
    """
    errors: list[UserError] = []
    held: frozenset[Role] = frozenset()
    first, _, last = " ".join(person.split()).rpartition(" ")
    with text.collecting(errors):
        name = text.name(name, "name")
    with text.collecting(errors):
        held = _roles(roles)
    with text.collecting(errors):
        first, last = text.name(first, "adminName"), text.name(last, "adminName")
    with text.collecting(errors):
        email, key = text.email(email, "adminEmail")
        if password is not None:
            passwords.check(password, "password", about=(email, first, last))
    if errors:
        raise UserErrors(errors)
    hashed = None if password is None else await passwords.hash_of(password)
    async with db.transaction():
        tenant = await tenants.create(name=name, plan=plan)
        if hashed is None:
            await _invite(tenant.id, email, first, last, held)
            return {"tenantId": to_text("tenant", tenant.id), "userId": None}
        user_id = await _make_account(email, key, first, last, hashed)
        await tenants.join(Actor(user_id=user_id), tenant.id, user_id, held)
        return {"tenantId": to_text("tenant", tenant.id), "userId": to_text("user", user_id)}


def _roles(given: Iterable[str]) -> frozenset[Role]:
    roles = frozenset(role.strip().upper() for role in given if role.strip())
    if not roles:
        raise refuse(Code.REQUIRED, "At least one role is needed.", "roles")
    if not roles <= set(GRANTABLE):
        raise refuse(Code.INVALID, f"The roles are {', '.join(GRANTABLE)}.", "roles")
    return frozenset(Role(role) for role in roles)


async def _make_account(email: str, key: str, first: str, last: str, hashed: str) -> UUID:
    try:
        user = await accounts.create(email=email, email_key=key, first_name=first, last_name=last, title=None, password_hash=hashed)
    except db.Violation:
        raise refuse(Code.ALREADY_EXISTS, "This address has an account; without a password its owner is invited.", "adminEmail") from None
    user_id: UUID = user.id
    return user_id


async def _invite(tenant_id: UUID, email: str, first: str, last: str, roles: frozenset[Role]) -> None:
    errors: list[UserError] = []
    who = issuing.invited(errors, email=email, first_name=first, last_name=last, title=None, personal_message=None, locale=None)
    if who is None:
        raise UserErrors(errors)
    await issuing.issue(OPERATOR, who, kind=InvitationKind.MEMBER, tenant_id=tenant_id, roles=roles)
