"""A partner's world: customers of Northwind with tenants and people of their own, connected in each of the ways; made with the models."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from app.auth.actor import Actor
from app.auth.permissions import ACTING
from app.core.ids import new_id
from app.core.runtime import now
from app.core.text import sort_key
from app.models import (
    ActingSession,
    Customer,
    CustomerStage,
    Membership,
    Partnership,
    PartnershipKind,
    PartnershipOrigin,
    PartnershipPeriod,
    Plan,
    Role,
    Session,
    Tenant,
    User,
)
from tests.world import ORIGIN, PASSWORD_HASH, World


@dataclass
class Connected:
    """A customer's tenant, its tenant admin (none if it was made without), a member, the partner's record, the partnership."""

    tenant: Tenant
    admin: User
    member: User
    record: Customer
    partnership: Partnership


async def connect(
    world: World,
    name: str = "Umbrella",
    *,
    kind: PartnershipKind = PartnershipKind.MSP,
    origin: PartnershipOrigin = PartnershipOrigin.LINKED,
    allowed_roles: Iterable[Role] = (Role.MEMBER,),
    people: tuple[str, str] = ("uma", "ugo"),
    administered: bool = True,
    record: Customer | None = None,
    partner: Tenant | None = None,
) -> Connected:
    """A customer of Northwind, whose MSP admin is mia. `people` are its tenant admin and a member, signed in; `world.actor` knows them.

    Not `administered`: the first of them is no tenant admin but a member, too, and nobody ever was. `record` is an existing record of it.
    `partner` is another one than Northwind, whose record it then is.
    """
    at = now() - timedelta(hours=3)
    host = f"{name.lower()}.example"
    tenant = await Tenant.create(
        name=name, sort_name=sort_key(name), plan=Plan.FREE, created_at=at, administered_at=at if administered else None
    )
    roles = {people[0]: Role.TENANT_ADMIN if administered else Role.MEMBER, people[1]: Role.MEMBER}
    made = {person: await _employ(world, tenant, person, host, role) for person, role in roles.items()}
    if record is None:
        record = await Customer.create(tenant_id=(partner or world.northwind).id, name=name, sort_name=sort_key(name), created_at=at)
    partnership = await Partnership.create(
        partner_id=(partner or world.northwind).id, customer_id=tenant.id, record_id=record.id, kind=kind, origin=origin, since=at,
        allowed_roles=frozenset(allowed_roles),
    )  # fmt: skip
    await PartnershipPeriod.create(partnership_id=partnership.id, kind=kind, began_at=at)
    await Customer.filter(id=record.id).update(stage=CustomerStage.CONNECTED, organization_id=tenant.id, partnership_id=partnership.id)
    return Connected(tenant, made[people[0]], made[people[1]], await Customer.get(id=record.id), partnership)


async def act(world: World, connected: Connected, *, user: User | None = None, minutes: int = 30) -> Actor:
    """Mia (unless told) in an acting session at the customer, which is open."""
    person = user or world.mia
    session = await ActingSession.create(
        id=new_id(), partnership_id=connected.partnership.id, partner_id=world.northwind.id, customer_id=connected.tenant.id,
        record_id=connected.record.id, actor_id=person.id, reason="They asked us to have a look.", started_at=now(),
        expires_at=now() + timedelta(minutes=minutes),
    )  # fmt: skip
    return Actor(person.id, connected.tenant.id, UUID(str(session.id)), frozenset(), ACTING, ORIGIN, world.northwind.id)


async def _employ(world: World, tenant: Tenant, name: str, host: str, role: Role) -> User:
    at, email = now() - timedelta(hours=2), f"{name}@{host}"
    user = await User.create(
        email=email, email_key=email, first_name=name.capitalize(), last_name="Umber", sort_name=sort_key(f"{name} Umber"),
        password_hash=PASSWORD_HASH, created_at=at,
    )  # fmt: skip
    await Membership.create(user=user, tenant=tenant, sort_name=user.sort_name, roles={role}, created_at=at)
    session = await Session.create(user=user, tenant=tenant, created_at=at, last_used_at=at, expires_at=now() + timedelta(days=30))
    world.roles[user.id], world.tenants[user.id], world.sessions[user.id] = frozenset({role}), tenant.id, session.id
    return user
