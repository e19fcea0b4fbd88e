"""What a partner has more and more of: customers with something of everything in each, and more of everything in one of them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from app.core.text import sort_key
from app.models import (
    AccessLevel,
    ActingSession,
    Customer,
    CustomerStaff,
    CustomerStage,
    Event,
    Integration,
    IntegrationKind,
    IntegrationShare,
    Invitation,
    InvitationKind,
    Membership,
    PartnerLink,
    Partnership,
    PartnershipKind,
    PartnershipOrigin,
    PartnershipPeriod,
    Role,
    SharePermission,
    Tenant,
    User,
)
from tests.partners import Connected
from tests.world import World

DAY = timedelta(days=1)


async def grow_partners(
    world: World, one: Connected, records: Sequence[Customer], tenants: Sequence[Tenant], people: Sequence[User], at: datetime
) -> None:
    """Northwind gets each of the tenants as a customer, by one of its records; each person is a user of `one` customer that it has."""
    bonds = await _connected(world, records, tenants, at)
    await _inside(world, [(one, person) for person in people], at)
    await CustomerStaff.bulk_create(
        [CustomerStaff(customer_id=one.record.id, user_id=person.id, level=AccessLevel.VIEW, created_at=at) for person in people]
    )
    await _integrated(world, one, bonds, tenants, at)
    sessions = [
        ActingSession(
            partnership_id=bond.id, partner_id=world.northwind.id, customer_id=bond.customer_id, record_id=bond.record_id,
            actor_id=world.mia.id, reason="Reason", started_at=at, expires_at=at + DAY,
        )
        for bond in (*bonds, *[one.partnership] * len(people))
    ]  # fmt: skip
    await ActingSession.bulk_create(sessions)
    await Event.bulk_create(
        [
            Event(
                at=at, action="tenant.changed", tenant_id=tenant_id, actor_id=world.mia.id, target_kind="tenant", target_id=tenant_id,
                partner_id=partner_id, acting_id=session.id, changes={"name": ["A", "B"]},
            )
            for session in sessions
            for tenant_id, partner_id in ((session.customer_id, world.northwind.id), (world.northwind.id, None))
        ]
    )  # fmt: skip
    await PartnerLink.bulk_create(
        [
            PartnerLink(
                tenant_id=world.northwind.id, kind=PartnershipKind.MSP, token_hash=person.id.hex, hint="hint", created_by_id=person.id,
                created_at=at, customer_id=record.id,
            )
            for person, record in zip(people, records, strict=True)
        ]
    )  # fmt: skip


async def _connected(world: World, records: Sequence[Customer], tenants: Sequence[Tenant], at: datetime) -> list[Partnership]:
    bonds = [
        Partnership(
            partner_id=world.northwind.id, customer_id=tenant.id, record_id=record.id, kind=PartnershipKind.MSP,
            origin=PartnershipOrigin.LINKED, since=at, allowed_roles=frozenset({Role.MEMBER}),
        )
        for tenant, record in zip(tenants, records, strict=True)
    ]  # fmt: skip
    await Partnership.bulk_create(bonds)
    await PartnershipPeriod.bulk_create([PartnershipPeriod(partnership_id=bond.id, kind=bond.kind, began_at=at) for bond in bonds])
    for bond in bonds:
        connected = {"stage": CustomerStage.CONNECTED, "organization_id": bond.customer_id, "partnership_id": bond.id}
        await Customer.filter(id=bond.record_id).update(**connected)
    return bonds


async def _inside(world: World, users: Sequence[tuple[Connected, User]], at: datetime) -> None:
    await Membership.bulk_create(
        [Membership(user_id=person.id, tenant_id=to.tenant.id, roles={Role.MEMBER}, created_at=at) for to, person in users]
    )
    await Invitation.bulk_create(
        [
            Invitation(
                tenant_id=to.tenant.id, kind=InvitationKind.MEMBER, email=f"u-{person.email}", email_key=f"u-{person.email}",
                sort_name=person.sort_name, roles={Role.MEMBER}, invited_by_id=world.mia.id, set_by_id=world.mia.id,
                partner_id=world.northwind.id, created_at=at, expires_at=at + DAY, send_count=1,
            )
            for to, person in users
        ]
    )  # fmt: skip


async def _integrated(world: World, one: Connected, bonds: Sequence[Partnership], tenants: Sequence[Tenant], at: datetime) -> None:
    """Of one kind many integrations, of each other kind one; one of them is shared with all customers, and all with one."""
    kind = await IntegrationKind.get(key="webhook")
    kinds = [
        IntegrationKind(
            id=tenant.id, key=f"kind-{tenant.name}", name=tenant.name, sort_name=tenant.sort_name, description="-", category="-",
            settings_schema={}, credential_schema={}, can_check=False,
        )
        for tenant in tenants
    ]  # fmt: skip
    await IntegrationKind.bulk_create(kinds)
    owners = [(world.northwind, kind), (one.tenant, kind)]
    made = [
        Integration(
            tenant_id=owner.id, kind_id=its.id, name=tenant.name, sort_name=sort_key(tenant.name), settings={"url": "https://h.example"},
            created_at=at,
        )
        for tenant, other in zip(tenants, kinds, strict=True)
        for owner, its in (*owners, (world.northwind, other))
    ]  # fmt: skip
    await Integration.bulk_create(made)
    own = [integration for integration in made if integration.tenant_id == world.northwind.id]
    shared = [(own[0], bond) for bond in bonds] + [(integration, one.partnership) for integration in own]
    await IntegrationShare.bulk_create(
        [
            IntegrationShare(
                tenant_id=world.northwind.id, integration_id=integration.id, integration_name=integration.name,
                kind_id=integration.kind_id, partnership_id=bond.id, record_id=bond.record_id, organization_id=bond.customer_id,
                permission=SharePermission.USE_AND_VIEW_SETTINGS, shared_by_id=world.mia.id, created_at=at, active_since=at,
            )
            for integration, bond in shared
        ]
    )  # fmt: skip
