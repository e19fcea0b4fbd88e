"""The contacts of the cast, and who works by a key.

At Acme: ann has no invitation, bo no address; ina is invited to the portal, ivo was but let it expire; conny has access, and
belongs to no tenant; rex had it; cara is the contact who takes part in the active POC. Umbrella, Hooli and Contoso's Fabrikam have
one each. kay has every role at Northwind, but no session: a program works by a key that she made.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from app.auth.actor import Actor
from app.auth.permissions import BY_KEY, GRANTABLE, permissions_of
from app.core.crypto import token_hash
from app.core.runtime import now as clock
from app.core.text import sort_key
from app.models import (
    ApiKey,
    Contact,
    Customer,
    EmailTemplate,
    EmailTemplateKey,
    Invitation,
    InvitationKind,
    Participant,
    Session,
    TenantEmailTemplate,
    User,
)
from tests.schema.contents import Rows
from tests.world import ORIGIN, World

PHONE = "+49 30 1234567"


async def contact_all(world: World, people: dict[str, User], rows: Rows) -> Rows:
    """Write all of it; the rows by label, with those that are there already."""
    at = clock()
    made: Rows = {}
    records = {label: await Customer.get(id=rows[label][1]) for label in ("umbrella", "hooli")}
    for name in ("conny", "rex"):
        session = await Session.create(user=people[name], created_at=at, last_used_at=at, expires_at=at + timedelta(days=30))
        world.sessions[people[name].id] = session.id
    for label, customer, facts in (
        ("ann", world.acme, {}),
        ("bo", world.acme, {"email": None, "email_key": None}),
        ("ina", world.acme, {}),
        ("ivo", world.acme, {}),
        ("conny", world.acme, {"user": people["conny"], "portal_at": at}),
        ("rex", world.acme, {"user": people["rex"], "portal_at": at, "revoked_at": at}),
        ("cara", world.acme, {}),
        ("ursula", records["umbrella"], {}),
        ("hugo", records["hooli"], {}),
        ("finn", world.contoso_customer, {}),
    ):
        contact = await _contact(at, label, customer, **facts)
        made[f"contact {label}"] = ("contact", contact.id)
    await Participant.filter(id=world.cara_on_active.id).update(contact_id=made["contact cara"][1])
    made["portal of conny"] = ("portal", made["contact conny"][1])
    key = await ApiKey.create(
        tenant=world.northwind, name="CRM", prefix="usk_ABCDEFGH", key_hash=token_hash("usk_" + "k" * 43), roles=frozenset(GRANTABLE),
        created_by=people["kay"], created_at=at,
    )  # fmt: skip
    made["key of kay"] = ("key", key.id)
    other = await ApiKey.create(
        tenant=world.contoso, name="CRM", prefix="usk_IJKLMNOP", key_hash=token_hash("usk_" + "o" * 43), roles={"MEMBER"},
        created_by=people["otto"], created_at=at,
    )  # fmt: skip
    made["key of otto"] = ("key", other.id)
    await _template(world, people, at, made)
    return made


def by_key(world: World, people: dict[str, User], rows: Rows) -> Actor:
    """The program that works by kay's key."""
    held = frozenset(GRANTABLE)
    return Actor(people["kay"].id, world.northwind.id, None, held, permissions_of(held) & BY_KEY, ORIGIN, key_id=rows["key of kay"][1])


async def portal_invitations(world: World, people: dict[str, User], rows: Rows, at: datetime, invite: Any) -> dict[str, Invitation]:
    """Of ina and ivo, which are open, and of conny, which was accepted."""
    made: dict[str, Invitation] = {}
    for label, name, facts in (
        ("portal pending", "ina", {}),
        ("portal expired", "ivo", {"at": at - timedelta(days=8)}),
        ("portal accepted", "conny", {"accepted_at": at, "accepted_by": people["conny"]}),
    ):
        contact = await Contact.get(id=rows[f"contact {name}"][1])
        made[label] = await invite(
            facts.pop("at", at), people["sam"], contact.email or "", tenant=world.northwind, kind=InvitationKind.PORTAL, contact=contact,
            customer_id=contact.customer_id, **facts,
        )  # fmt: skip
    return made


async def _contact(at: datetime, label: str, customer: Customer, **facts: Any) -> Contact:
    email = "cara@acme.example" if label == "cara" else f"{label}@{customer.domain or customer.name.lower() + '.example'}"
    known: dict[str, Any] = {"email": email, "email_key": email} | facts
    name = label.capitalize()
    return await Contact.create(
        tenant_id=customer.tenant_id, customer=customer, first_name=name, last_name="Contact", sort_name=sort_key(f"{name} Contact"),
        title="Buyer", phone=PHONE, created_at=at, **known,
    )  # fmt: skip


async def _template(world: World, people: dict[str, User], at: datetime, made: Rows) -> None:
    """Northwind says something of its own in its invitations to POCs."""
    template = await EmailTemplate.get_or_none(key=EmailTemplateKey.POC_INVITATION, locale="en")
    if template is None:
        return
    made["poc invitation"] = ("email_template", template.id)
    await TenantEmailTemplate.create(
        tenant=world.northwind, template=template, subject="Come and see {{poc_name}}", body="Northwind asks you in: {{link}}", version=3,
        updated_at=at, updated_by=people["ada"],
    )  # fmt: skip
