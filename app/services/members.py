"""Members: inviting colleagues into one's own tenant."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from app.auth.actor import Actor
from app.auth.permissions import Permission
from app.core import db, text
from app.core.errors import UserError, UserErrors
from app.models import InvitationKind, Role
from app.services import grants, issuing


async def invite(
    actor: Actor,
    *,
    email: str,
    roles: Iterable[Role],
    first_name: str | None = None,
    last_name: str | None = None,
    personal_message: str | None = None,
    locale: str | None = None,
) -> UUID:
    """Invite a colleague into the session's tenant with a set of roles; the invitation's id.

    RECIPIENT_REFUSES, ALREADY_MEMBER (also of a deactivated one), ALREADY_EXISTS (with the id of the pending one), RATE_LIMITED,
    ROLE_NOT_ALLOWED.
    """
    actor.require(Permission.MEMBERS_MANAGE)
    errors: list[UserError] = []
    granted: frozenset[Role] = frozenset()
    who = issuing.invited(
        errors, email=email, first_name=first_name, last_name=last_name, title=None, personal_message=personal_message, locale=locale
    )
    with text.collecting(errors):
        granted = grants.roles(roles, "roles")
    if errors or who is None:
        raise UserErrors(errors)
    async with db.transaction():
        return await issuing.issue(actor, who, kind=InvitationKind.MEMBER, tenant_id=actor.tenant, roles=granted)
