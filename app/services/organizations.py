"""Organizations: a tenant with its first admin, perhaps connected through a partner link; by a person who has an account."""

from __future__ import annotations

from dataclasses import dataclass, replace
from uuid import UUID

from app.auth import bearer
from app.auth.actor import Actor
from app.core import db, text
from app.core.errors import Code, UserError, UserErrors, refuse
from app.core.rates import REGISTER
from app.core.runtime import current
from app.models import Role
from app.services import connecting, partner_links, partnerships, tenants


@dataclass(frozen=True, slots=True)
class Founded:
    """The new organization, and its partnership if it came through a partner link."""

    tenant_id: UUID
    partnership_id: UUID | None


async def create(actor: Actor, *, organization_name: str, partner_link_token: str | None = None) -> Founded:
    """Make an organization whose tenant admin the actor is. The session stays where it works.

    REQUIRED at `partnerLinkToken` where registration is not open to all; what is wrong with the link (`connecting.through`) there, too.
    """
    actor.require_oneself()
    current().rates.take(REGISTER, str(actor.user))
    errors: list[UserError] = []
    name = ""
    with text.collecting(errors):
        name = text.name(organization_name, "organizationName")
    with text.collecting(errors):
        if partner_link_token is None and not current().settings.open_registration:
            raise refuse(Code.REQUIRED, "A new organization needs the link of a partner.", "partnerLinkToken")
    if errors:
        raise UserErrors(errors)
    link_id = None if partner_link_token is None else await partner_links.of_token(partner_link_token)
    async with db.transaction():
        if partner_link_token is not None:
            await partnerships.take_turn()
        await tenants.hold_person(actor.user)
        await bearer.require_open(actor)
        through = None if partner_link_token is None else Through(link_id, ("partnerLinkToken",))
        return await found(actor, actor.user, name=name, through=through)


@dataclass(frozen=True, slots=True)
class Through:
    """By which partner link an organization comes, and where in the input it stands."""

    link_id: UUID | None
    path: tuple[str, ...]


async def found(actor: Actor, user_id: UUID, *, name: str, through: Through | None) -> Founded:
    """Make the tenant, its first membership and what a partner link connects it with, in the caller's transaction."""
    founder = replace(actor, user_id=user_id)
    tenant = await tenants.create(name=name, by=founder)
    founder = replace(founder, tenant_id=tenant.id)  # what follows is done there, whatever tenant the session works in
    await tenants.join(founder, tenant.id, user_id, {Role.TENANT_ADMIN})
    if through is None:
        return Founded(tenant.id, None)
    partnership = await connecting.through(founder, *through.path, link_id=through.link_id, tenant_id=tenant.id, user_id=user_id)
    return Founded(tenant.id, partnership.id)
