"""Contacts: people at a customer. Whether one has access to the portal is in `portal_invites`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

from app.auth import policies
from app.auth.actor import Actor
from app.auth.finding import find_contact, find_customer
from app.auth.permissions import Permission
from app.auth.policies import ACTIVE_PARTICIPANT
from app.auth.scopes import parameters
from app.core import db, text
from app.core.changes import UNSET, Unset
from app.core.errors import Code, UserError, UserErrors, refuse
from app.core.ids import new_id
from app.core.runtime import now
from app.models import Contact
from app.services import events, portal_invites

PHONE_LENGTH: Final = 40
FIELDS: Final = {"first_name": "firstName", "last_name": "lastName", "email": "email", "title": "title", "phone": "phone"}
"""The API's names of the columns that are given; others follow from these."""


@dataclass(frozen=True, slots=True)
class Created:
    """Who was written down, and the invitation, if they were invited."""

    contact_id: UUID
    invitation_id: UUID | None = None


async def create(
    actor: Actor,
    customer_id: UUID | None,
    *,
    first_name: str,
    last_name: str,
    email: str | None = None,
    title: str | None = None,
    phone: str | None = None,
    send_invite: bool = False,
    personal_message: str | None = None,
    locale: str | None = None,
) -> Created:
    """Write down a person at a customer; with `send_invite` also invite them to the portal, or do neither.

    NOT_OPEN at `customerId` for an archived one; ALREADY_EXISTS at `email`. With `send_invite` what `portal_invites.invite` refuses
    at `email`, PLAN_REQUIRED at `sendInvite`; FORBIDDEN without PORTAL_INVITE.
    """
    actor.require(Permission.CONTACTS_MANAGE)
    if send_invite:
        actor.require(Permission.PORTAL_INVITE)
    async with db.transaction():
        customer = await find_customer(actor, customer_id, "customerId")
        if customer.archived_at is not None:
            raise refuse(Code.NOT_OPEN, "This customer is archived, and gets no new contacts.", "customerId")
        facts = _checked({"first_name": first_name, "last_name": last_name, "email": email, "title": title, "phone": phone})
        facts["sort_name"] = text.sort_key(f"{facts['first_name']} {facts['last_name']}")
        contact_id = await write(actor, customer.tenant_id, customer.id, facts)
        if contact_id is None:
            raise _exists()
        if not send_invite:
            return Created(contact_id)
        contact = await Contact.get(id=contact_id)
        invitation_id = await portal_invites.invite(
            actor, contact, "email", plan_at="sendInvite", personal_message=personal_message, locale=locale
        )
        return Created(contact_id, invitation_id)


async def update(
    actor: Actor,
    contact_id: UUID | None,
    *,
    first_name: str | Unset | None = UNSET,
    last_name: str | Unset | None = UNSET,
    email: str | Unset | None = UNSET,
    title: str | Unset | None = UNSET,
    phone: str | Unset | None = UNSET,
) -> UUID:
    """Change what is given; the customer's id. Nothing different: success, and nothing is written.

    With another address or none an open invitation is withdrawn; HAS_ACCOUNT at `email` for who has access to the portal.
    NOT_FOUND at `contactId`; ALREADY_EXISTS at `email`.
    """
    actor.require(Permission.CONTACTS_MANAGE)
    async with db.transaction():
        if email is not UNSET:
            await _hold_addresses(actor, contact_id)
        contact = await find_contact(actor, contact_id, "contactId", to=Permission.CONTACTS_MANAGE)
        given = {"first_name": first_name, "last_name": last_name, "email": email, "title": title, "phone": phone}
        facts = _checked({column: value for column, value in given.items() if value is not UNSET})
        changed = {column: value for column, value in facts.items() if value != getattr(contact, column)}
        if not changed:
            return contact.customer_id
        names = (changed.get(column, getattr(contact, column)) for column in ("first_name", "last_name"))
        moved = "email_key" in changed
        if moved and portal_invites.is_open(contact):
            raise refuse(Code.HAS_ACCOUNT, "This contact has access to the portal by this address; revoke it first.", "email")
        if changed.get("email_key"):  # nobody has accepted by this address: it may be somebody else who is written down here now
            changed["user_id"] = None
        try:
            async with db.transaction():
                await Contact.filter(id=contact.id).update(**changed, sort_name=text.sort_key(" ".join(names)))
        except db.Violation:
            raise _exists() from None
        if moved:
            await portal_invites.withdraw(actor, contact)
        shown = {column: [getattr(contact, column), value] for column, value in changed.items() if column in FIELDS}
        changes = {FIELDS[column]: [events.redacted(value) for value in values] for column, values in shown.items()}
        await events.record(actor, "contact.changed", "contact", contact.id, changes=changes)
        return contact.customer_id


async def delete(actor: Actor, contact_id: UUID | None) -> UUID:
    """Delete a contact, and with it the access to the portal and an open invitation; the customer's id.

    IN_USE at `contactId` for who takes part in a POC. NOT_FOUND.
    """
    actor.require(Permission.CONTACTS_MANAGE)
    async with db.transaction():
        contact = await find_contact(actor, contact_id, "contactId", to=Permission.CONTACTS_MANAGE)
        if await _takes_part(contact):
            raise refuse(Code.IN_USE, "This contact takes part in a POC; remove them there first.", "contactId")
        await portal_invites.take_access(actor, contact)
        await portal_invites.withdraw(actor, contact)
        await events.record(actor, "contact.deleted", "contact", contact.id)
        await db.execute("delete from contact where id = :id", {"id": contact.id})
        return contact.customer_id


async def write(actor: Actor, tenant_id: UUID, customer_id: UUID, facts: Mapping[str, object]) -> UUID | None:
    """Write the row of a contact, checked already, with its event; its id. None: somebody else at the customer has the address."""
    id_ = new_id()
    contact = {"id": id_, "tenant_id": tenant_id, "customer_id": customer_id, "created_at": now(), **facts}
    changes = {FIELDS[column]: [None, events.redacted(value)] for column, value in facts.items() if column in FIELDS and value}
    told = events.rows(actor, "contact.created", "contact", id_, tenant_id=tenant_id, changes=changes)
    return id_ if await db.insert(("contact", contact), *told, unless_taken=True) else None


async def _hold_addresses(actor: Actor, contact_id: UUID | None) -> None:
    """Lock the customer of a contact: of two who give their contacts each other's address, none waits for the other to give it up."""
    if db.dialect() == "postgres":
        of_it = f"select a.customer_id from contact a where a.id = :id and {policies.contacts_as_staff(actor).on('a')}"
        values = {**parameters(actor), "id": contact_id}
        await db.fetch(f"select 1 from customer c where c.id = ({of_it}) for no key update of c", values)


async def _takes_part(contact: Contact) -> bool:
    sql = (
        "select 1 from participant a join poc p on p.id = a.poc_id"
        f" where a.contact_id = :contact and p.status <> 'ARCHIVED' and {ACTIVE_PARTICIPANT.on('a')}"
    )
    return await db.fetch_one(sql, {"contact": contact.id, "now": now()}) is not None


def _checked(given: Mapping[str, Any]) -> dict[str, Any]:
    """The columns of what is given. Raises UserErrors with all that is wrong."""
    errors: list[UserError] = []
    facts: dict[str, Any] = {}
    for column, value in given.items():
        with text.collecting(errors):
            match column:
                case "first_name" | "last_name":
                    facts[column] = text.name(value, FIELDS[column])
                case "email":
                    typed = (value or "").strip()
                    facts["email"], facts["email_key"] = text.email(typed, "email") if typed else (None, None)
                case "phone":
                    facts[column] = text.optional_name(value, "phone", most=PHONE_LENGTH)
                case _:
                    facts[column] = text.optional_name(value, FIELDS[column])
    if errors:
        raise UserErrors(errors)
    return facts


def _exists() -> UserErrors:
    return refuse(Code.ALREADY_EXISTS, "This customer has a contact with this address already.", "email")
