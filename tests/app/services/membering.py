"""What tests of members share: a membership by person and tenant, and another member of a tenant."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from app.core.runtime import now
from app.core.text import sort_key
from app.models import Event, Membership, MembershipStatus, Role, Session, Tenant, User
from tests.world import PASSWORD_HASH, World


async def id_of(user: User, tenant: Tenant) -> UUID:
    """The id of a person's membership."""
    return UUID(str((await member(user, tenant)).id))


async def member(user: User, tenant: Tenant) -> Membership:
    """A person's membership, as it is now."""
    return await Membership.get(user_id=user.id, tenant_id=tenant.id)


async def employ(world: World, tenant: Tenant, name: str, *roles: Role, active: bool = True) -> User:
    """One more member of a tenant, signed in there."""
    at, email = now() - timedelta(hours=1), f"{name}@{tenant.sort_name.replace(' ', '-')}.example"
    user = await User.create(
        email=email, email_key=email, first_name=name.capitalize(), last_name="More", sort_name=sort_key(f"{name} More"),
        password_hash=PASSWORD_HASH, created_at=at,
    )  # fmt: skip
    await Membership.create(user=user, tenant=tenant, sort_name=user.sort_name, roles=frozenset(roles), created_at=at)
    if not active:
        await Membership.filter(user_id=user.id).update(status=MembershipStatus.DEACTIVATED, deactivated_at=at)
    session = await Session.create(user=user, tenant=tenant, created_at=at, last_used_at=at, expires_at=now() + timedelta(days=30))
    world.roles[user.id], world.tenants[user.id], world.sessions[user.id] = frozenset(roles), tenant.id, session.id
    return user


async def told(action: str) -> set[tuple[UUID | None, UUID | None, UUID | None, str]]:
    """The events of an action: in whose log, by which partner, by whom, and what was changed."""
    return {(event.tenant_id, event.partner_id, event.actor_id, str(event.changes)) for event in await Event.filter(action=action)}
