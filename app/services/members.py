"""Members: inviting people into one's own tenant, and into those of customers that one manages."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from app.auth import limits
from app.auth.actor import Actor
from app.auth.permissions import Permission
from app.core import db, text
from app.core.errors import UserError, UserErrors
from app.core.runtime import now
from app.models import Invitation, InvitationKind, Role
from app.services import granting, grants, issuing


async def invite(
    actor: Actor,
    *,
    email: str,
    roles: Iterable[Role],
    customer_id: UUID | None = None,
    first_name: str | None = None,
    last_name: str | None = None,
    personal_message: str | None = None,
    locale: str | None = None,
) -> UUID:
    """Invite somebody with a set of roles into the session's tenant, or into the organization of a customer; the invitation's id.

    `customer_id` is None if left out; for a malformed one pass an id that nobody has. NOT_FOUND and CAPABILITY_REQUIRED at
    `customerId`. RECIPIENT_REFUSES, ALREADY_MEMBER (also of a deactivated one), ALREADY_EXISTS (with the id of the pending one),
    RATE_LIMITED, ROLE_NOT_ALLOWED (at `email` where a partner would replace an invitation that it does not reach).
    """
    actor.require(Permission.CUSTOMERS_MANAGE if customer_id else Permission.MEMBERS_MANAGE)
    errors: list[UserError] = []
    granted: frozenset[Role] = frozenset()
    who = issuing.invited(
        errors, email=email, first_name=first_name, last_name=last_name, title=None, personal_message=personal_message, locale=locale
    )
    with text.collecting(errors):
        granted = grants.roles(roles, "roles")
    async with db.transaction():
        place: granting.Place | None = None
        with text.collecting(errors):
            place = await (granting.at_customer(actor, customer_id, "customerId") if customer_id else granting.at_home(actor))
        if place is not None:
            with text.collecting(errors):
                await place.check(granted, "roles", keeps_admin=False)
        if errors or who is None or place is None:
            raise UserErrors(errors)
        await _reach_former(actor, place, who)
        return await issuing.issue(actor, who, kind=InvitationKind.MEMBER, tenant_id=place.tenant_id, roles=granted)


async def _reach_former(actor: Actor, place: granting.Place, who: issuing.Invited) -> None:
    """An expired invitation gives way to the new one, which is as much as to cancel it: a partner must reach it."""
    if place.partnership is None:
        return
    former = Invitation.filter(tenant_id=place.tenant_id, kind=InvitationKind.MEMBER, email_key=who.email_key, expires_at__lte=now())
    for invitation in await former.filter(accepted_at=None, cancelled_at=None):
        await granting.require_in(limits.invitations_to_touch(actor), actor, invitation, "email")
