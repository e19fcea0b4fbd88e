"""Merging the contacts of a prospect into those of a customer: of two with one address one stays, with what hangs on the other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from app.auth.actor import Actor
from app.core import db
from app.models import Contact
from app.services import events, portal_invites


@dataclass(frozen=True, slots=True)
class _Pair:
    """Two contacts with one address: who stays, and who goes."""

    stays: Contact
    goes: Contact


async def move(actor: Actor, prospect_id: UUID, customer_id: UUID) -> None:
    """Give all contacts of one record to another, in the caller's transaction, which has the locks of both."""
    while True:
        for pair in await _pairs(prospect_id, customer_id):
            await _unite(actor, pair)
        try:
            async with db.transaction():
                sql = "update contact set customer_id = :into where customer_id = :prospect"
                await db.execute(sql, {"into": customer_id, "prospect": prospect_id})
        except db.Violation:  # somebody joined a POC of the customer, and became a contact just now
            continue
        return


async def _pairs(prospect_id: UUID, customer_id: UUID) -> Sequence[_Pair]:
    """Who is a contact of both, all locked in the order of their ids. Who has access stays, else who is of the customer."""
    held = await Contact.filter(customer_id__in=[prospect_id, customer_id]).order_by("id").select_for_update(no_key=True)
    known = {contact.email_key: contact for contact in held if contact.customer_id == customer_id and contact.email_key}
    pairs: list[_Pair] = []
    for contact in held:
        other = known.get(contact.email_key) if contact.customer_id == prospect_id and contact.email_key else None
        if other is not None:
            stays = portal_invites.is_open(contact) and not portal_invites.is_open(other)
            pairs.append(_Pair(contact, other) if stays else _Pair(other, contact))
    return pairs


async def _unite(actor: Actor, pair: _Pair) -> None:
    """What hangs on who goes hangs on who stays: participations, invitations, and what only the former was known for."""
    stays, goes = pair.stays, pair.goes
    values = {"stays": stays.id, "goes": goes.id}
    invited = "select 1 from invitation where contact_id = :stays and kind = 'PORTAL' and accepted_at is null and cancelled_at is null"
    if portal_invites.is_open(stays) or await db.fetch_one(invited, values):
        await portal_invites.withdraw(actor, goes)
    if stays.user_id != goes.user_id:  # the address was two people's, one after the other
        await portal_invites.take_access(actor, goes)
    await db.execute("update participant set contact_id = :stays where contact_id = :goes", values)
    await db.execute("update invitation set contact_id = :stays where contact_id = :goes", values)
    await db.execute("delete from contact where id = :goes", values)
    gained = {column: getattr(goes, column) for column in ("title", "phone") if getattr(stays, column) is None}
    if stays.portal_at is None:  # of two without access, who had it once
        gained |= {column: getattr(goes, column) for column in ("user_id", "portal_at", "revoked_at")}
    gained = {column: value for column, value in gained.items() if value is not None}
    if gained:
        await Contact.filter(id=stays.id).update(**gained)
    await events.record(actor, "contact.deleted", "contact", goes.id, changes={"contactId": str(stays.id)})
