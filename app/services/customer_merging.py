"""Merging: a prospect into the connected record of the same company, which nobody but a person knows to be the same."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final
from uuid import UUID

from app.auth.actor import Actor
from app.auth.finding import find_managed_customer
from app.auth.permissions import Permission
from app.core import db, text
from app.core.errors import Code, UserError, UserErrors, refuse
from app.core.runtime import now
from app.models import Customer, CustomerStage
from app.models.partner_links import STATUS as LINK_STATUS
from app.services import contact_merging, events

_FOLLOWING: Final = ("poc", "invitation", "partner_link")
"""The tables whose rows go over with their `customer_id`."""
_NEEDED: Final = {
    "fromId": (CustomerStage.PROSPECT, "Only a prospect is merged into another record."),
    "intoId": (CustomerStage.CONNECTED, "A prospect is merged into a customer that is connected."),
}
"""In which stage each record has to be."""


async def merge(actor: Actor, *, from_id: UUID | None, into_id: UUID | None) -> None:
    """Give a prospect's contacts, POCs and invitations to a connected customer and delete the prospect, with its list of staff.

    Partner links for the prospect are revoked: whom they would have connected is connected. Both records have to be ones
    that the actor manages. NOT_FOUND; SELF_REFERENCE at `intoId`; CONFLICT at `fromId` (no prospect) and `intoId` (not connected).
    """
    actor.require(Permission.CUSTOMERS_MANAGE)
    if from_id is not None and from_id == into_id:
        raise refuse(Code.SELF_REFERENCE, "A record can't be merged into itself.", "intoId")
    async with db.transaction():
        records = await _both(actor, {"fromId": from_id, "intoId": into_id})
        prospect, customer = records["fromId"], records["intoId"]
        await _hold_pocs(prospect.id)
        await contact_merging.move(actor, prospect.id, customer.id)
        await _revoke_links(actor, prospect.id)
        for table in _FOLLOWING:
            sql = f'update "{table}" set customer_id = :into where customer_id = :prospect'
            await db.execute(sql, {"into": customer.id, "prospect": prospect.id})
        await db.execute("delete from customer where id = :id", {"id": prospect.id})
        changes = {"fromId": str(prospect.id), "intoId": str(customer.id)}
        await events.record(actor, "customer.merged", "customer", customer.id, changes=changes)


async def _both(actor: Actor, ids: Mapping[str, UUID | None]) -> Mapping[str, Customer]:
    """Both records, locked in the order of their ids, so that two who merge at once never wait in a circle."""
    records: dict[str, Customer] = {}
    errors: list[UserError] = []
    for path, id_ in sorted(ids.items(), key=lambda one: str(one[1])):
        with text.collecting(errors):
            records[path] = await find_managed_customer(actor, id_, path)
    for path, (stage, message) in _NEEDED.items():
        if path in records and records[path].stage is not stage:
            errors.append(UserError(Code.CONFLICT, message, (path,)))
    if errors:
        raise UserErrors(errors)
    return records


async def _hold_pocs(prospect_id: UUID) -> None:
    """Lock them one after the other: who invites to one has its lock, and then all of its invitations go over. SQLite has no such locks."""
    if db.dialect() == "postgres":
        await db.fetch("select 1 from poc where customer_id = :prospect order by id for no key update", {"prospect": prospect_id})


async def _revoke_links(actor: Actor, prospect_id: UUID) -> None:
    """Those that work still."""
    sql = (
        "update partner_link set revoked_at = :now where customer_id = :prospect"
        f" and {LINK_STATUS.replace('{a}', 'partner_link')} = 'ACTIVE' returning id"
    )
    for row in await db.fetch(sql, {"now": now(), "prospect": prospect_id}):
        await events.record(actor, "link.revoked", "link", UUID(str(row["id"])))
