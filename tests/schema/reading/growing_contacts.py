"""What a provider has more and more of around its contacts: one at each customer and many at one; and the portals of one person."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from app.models import ApiKey, Contact, Customer, Invitation, InvitationKind, Participant, Poc, PocStatus, Role, Tenant, User
from tests.partners import Connected
from tests.world import World


async def grow_contacts(
    world: World, one: Connected, records: Sequence[Customer], tenants: Sequence[Tenant], people: Sequence[User], at: datetime
) -> None:
    """Northwind gets a contact at each record and as many at `one`, each invited to the portal, and keys; cara a portal of each tenant."""
    contacts = [
        Contact(
            tenant_id=world.northwind.id, customer_id=record.id, first_name=person.first_name, last_name="M", sort_name=person.sort_name,
            email=person.email, email_key=person.email_key, created_at=at,
        )
        for person, of in zip(people, records, strict=True)
        for record in (of, one.record)
    ]  # fmt: skip
    await Contact.bulk_create(contacts)
    await Invitation.bulk_create(
        [
            Invitation(
                tenant_id=contact.tenant_id, kind=InvitationKind.PORTAL, contact_id=contact.id, customer_id=contact.customer_id,
                email=contact.email, email_key=contact.email_key, sort_name=contact.sort_name, invited_by_id=world.sam.id,
                set_by_id=world.sam.id, created_at=at, expires_at=at + timedelta(days=7), last_sent_at=at, send_count=1,
            )
            for contact in contacts
        ]
    )  # fmt: skip
    await ApiKey.bulk_create(
        [
            ApiKey(
                tenant_id=world.northwind.id, name="Program", prefix="usk_", key_hash=person.id.hex, roles={Role.MEMBER},
                created_by_id=person.id, created_at=at,
            )
            for person in people
        ]
    )  # fmt: skip
    await _portals(world, tenants, people, at)


async def _portals(world: World, tenants: Sequence[Tenant], people: Sequence[User], at: datetime) -> None:
    """Of Northwind, where she takes part in many POCs, and of each tenant, where she takes part in one."""
    records = [Customer(tenant_id=tenant.id, name="Acme", sort_name="acme", created_at=at) for tenant in tenants]
    await Customer.bulk_create(records)
    pocs = [
        Poc(
            tenant_id=record.tenant_id, customer_id=record.id, owner_id=person.id, name="Another", sort_name="another",
            status=PocStatus.ACTIVE, created_at=at, updated_at=at, shared_updated_at=at,
        )
        for record, person in zip(records, people, strict=True)
    ]  # fmt: skip
    await Poc.bulk_create(pocs)
    await Participant.bulk_create([Participant(poc_id=poc.id, user_id=world.cara.id, joined_at=at) for poc in pocs])
    at_northwind = [] if await Contact.exists(user_id=world.cara.id) else [world.acme]
    await Contact.bulk_create(
        [
            Contact(
                tenant_id=record.tenant_id, customer_id=record.id, first_name="Cara", last_name="C", sort_name="cara c",
                email="cara@acme.example", email_key="cara@acme.example", user_id=world.cara.id, portal_at=at, created_at=at,
            )
            for record in (*at_northwind, *records)
        ]
    )  # fmt: skip
