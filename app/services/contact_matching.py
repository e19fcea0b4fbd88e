"""Matching: who joins a POC is a contact of its customer, the one with that address, or from now on."""

from __future__ import annotations

from uuid import UUID

from app.auth.actor import Actor
from app.core import db, text
from app.models import Invitation, Poc, User
from app.services import contacts
from app.services.invitation_links import Opened

_OF_ADDRESS = "select c.id from contact c where c.customer_id = {customer} and c.email_key = :key"


async def hold(opened: Opened) -> None:
    """Keep the contact for whom an invitation is, or who is matched by accepting it, as it is until the transaction ends.

    Before the invitation, as everybody does who changes both. Its POC is locked already, and so stays with its customer.
    Whoever was waited for may have merged the contact into another one, who is locked then.
    """
    if db.dialect() == "postgres":
        of_poc = _OF_ADDRESS.format(customer="(select p.customer_id from poc p where p.id = :poc)")
        of_invitation = "select c.id from contact c where c.id = (select i.contact_id from invitation i where i.id = :invitation)"
        which = of_poc if opened.poc_id else of_invitation
        values = {"poc": opened.poc_id, "key": opened.email_key, "invitation": opened.id}
        while not await db.fetch(f"{which} for no key update of c", values) and await db.fetch_one(which, values):
            pass


async def of_person(person: Actor, user: User, poc: Poc, invitation: Invitation) -> UUID:
    """The contact that a person is who joins a POC, perhaps a new one, locked; in the caller's transaction.

    The names are those by which the person calls themselves. Of several who join at once one writes it.
    """
    locking = " for no key update of c" if db.dialect() == "postgres" else ""
    known = _OF_ADDRESS.format(customer=":customer") + locking
    while True:  # whoever was faster may have deleted it since
        row = await db.fetch_one(known, {"customer": poc.customer_id, "key": invitation.email_key})
        if row is not None:
            return UUID(str(row["id"]))
        facts = {
            "first_name": user.first_name, "last_name": user.last_name, "sort_name": text.sort_key(f"{user.first_name} {user.last_name}"),
            "title": invitation.title or user.title, "email": invitation.email, "email_key": invitation.email_key,
        }  # fmt: skip
        made = await contacts.write(person, poc.tenant_id, poc.customer_id, facts)
        if made is not None:
            return made
