"""Partnerships: how one begins and ends, and what goes with it. All in the caller's transaction.

Whoever changes a partnership has its lock (`find_partnership`, `find_on_behalf`): what hangs on it, shares and acting
sessions, begins behind that lock only, so nothing begins that has just been let go.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from functools import partial
from uuid import UUID

from app.auth.actor import Actor, Origin
from app.auth.capabilities import PartnerCapability
from app.core import db
from app.core.errors import Code, refuse
from app.core.ids import new_id
from app.core.runtime import now
from app.mail import partnership_messages
from app.models import CustomerStage, Partnership, PartnershipKind, PartnershipOrigin, PartnershipSide, Role
from app.models.integrations import SHARE_OPEN
from app.services import events, partnership_notices

BEGINNING = 7_239_401_557
"""The number of the lock under which partnerships begin, one after the other: else two at once could close a circle."""

_ABOVE = """
with recursive above(id) as (
    select p.partner_id from partnership p where p.customer_id = :partner and p.ended_at is null
    union select p.partner_id from partnership p join above on p.customer_id = above.id where p.ended_at is null
) select 1 from above where above.id = :customer"""


async def take_turn() -> None:
    """Before any other lock of a transaction in which a partnership may begin: wait for those in which another one may.

    Who begins one may have to wait until the customer's last one has ended. Whoever ends that to begin another would wait, too,
    in a circle, if the turn came after the locks of partnership, record and link.
    """
    await db.one_at_a_time(BEGINNING)


async def begin(
    actor: Actor,
    *path: str,
    partner_id: UUID,
    customer_id: UUID,
    record_id: UUID,
    kind: PartnershipKind,
    origin: PartnershipOrigin,
    allowed_roles: Iterable[Role] = (Role.MEMBER,),
    contract_reference: str | None = None,
) -> Partnership:
    """Connect a partner with a customer's tenant, by the partner's record of it, which becomes CONNECTED. The caller has taken its turn.

    At `path`: SELF_REFERENCE (with itself, or in a circle), ALREADY_CONNECTED (the customer has a partner).
    """
    await take_turn()  # which takes nothing if it was taken
    if partner_id == customer_id or await db.fetch_one(_ABOVE, {"partner": partner_id, "customer": customer_id}):
        raise refuse(Code.SELF_REFERENCE, "Nobody is their own partner, and no partner's partner either.", *path)
    at = now()
    try:
        async with db.transaction():
            partnership = await Partnership.create(
                partner_id=partner_id, customer_id=customer_id, record_id=record_id, kind=kind, origin=origin, since=at,
                allowed_roles=frozenset(allowed_roles), contract_reference=contract_reference,
            )  # fmt: skip
    except db.Violation:
        raise refuse(Code.ALREADY_CONNECTED, "This organization has a partner already.", *path) from None
    await open_period(partnership)
    await db.execute(
        "update customer set stage = :stage, organization_id = :organization, partnership_id = :partnership where id = :id",
        {"stage": CustomerStage.CONNECTED.value, "organization": customer_id, "partnership": partnership.id, "id": record_id},
    )
    await record(actor, "partnership.created", partnership, {"kind": [None, kind.value], "origin": [None, origin.value]})
    return partnership


async def finish(actor: Actor, partnership: Partnership, side: PartnershipSide, *, reason: str | None) -> None:
    """End a partnership, and with it shares, acting sessions and proposals. Nothing of the customer's own is touched.

    Both sides are mailed. NOT_OPEN at `partnershipId` for one that has ended already.
    """
    values = {"id": partnership.id, "now": now(), "side": side.value, "reason": reason}
    sql = "update partnership set ended_at = :now, ended_by = :side, end_reason = :reason where id = :id and ended_at is null"
    if await db.execute(sql, values) != 1:
        raise refuse(Code.NOT_OPEN, "This partnership has ended already.", "partnershipId")
    await close_period(partnership)
    await db.execute(
        "update customer set stage = :stage where id = :record", {"stage": CustomerStage.FORMER.value, "record": partnership.record_id}
    )
    await db.execute(
        "update partnership_change set outcome = case when expires_at <= :now then 'EXPIRED' else 'WITHDRAWN' end, decided_at = :now"
        " where partnership_id = :id and outcome is null",
        {"id": partnership.id, "now": now()},
    )
    await let_go(actor, partnership, tuple(PartnerCapability))
    await record(actor, "partnership.ended", partnership)
    await partnership_notices.tell(partnership, side, partial(partnership_messages.partnership_ended, reason=reason))


async def let_go(actor: Actor, partnership: Partnership, lost: Collection[PartnerCapability]) -> None:
    """End what hangs on capabilities that are lost for good: shares (MULTI_TENANCY), acting sessions (MANAGE_ON_BEHALF)."""
    if PartnerCapability.MULTI_TENANCY in lost:
        revoked = await db.fetch(
            "update integration_share set outcome = 'REVOKED', ended_at = :now"
            f" where partnership_id = :id and {SHARE_OPEN.replace('{a}', 'integration_share')} returning id",
            {"id": partnership.id, "now": now()},
        )
        for row in revoked:
            await record_of(actor, "share.revoked", "share", row["id"], partnership)
    if PartnerCapability.MANAGE_ON_BEHALF in lost:
        await end_acting(actor, partnership)


async def end_acting(actor: Actor, partnership: Partnership) -> None:
    """End the acting sessions of a partnership, with effect on their next request."""
    ended = await db.fetch(
        "update acting_session set ended_at = :now, ended_by = 'SYSTEM'"
        " where partnership_id = :id and ended_at is null and expires_at > :now returning id",
        {"id": partnership.id, "now": now()},
    )
    for row in ended:
        await record_of(actor, "acting.ended", "acting_session", row["id"], partnership)


async def open_period(partnership: Partnership) -> None:
    """From now on it is ACTIVE with its kind, which is billed."""
    period: dict[str, object] = {
        "id": new_id(), "partnership_id": partnership.id, "kind": partnership.kind.value, "began_at": now(),
    }  # fmt: skip
    await db.insert(("partnership_period", period))


async def close_period(partnership: Partnership) -> None:
    """It is not ACTIVE any more, or not with this kind. Without an open period nothing happens."""
    await db.execute(
        "update partnership_period set ended_at = :now where partnership_id = :id and ended_at is null",
        {"id": partnership.id, "now": now()},
    )


async def record(actor: Actor, action: str, partnership: Partnership, changes: Mapping[str, object] | None = None) -> None:
    """Write what happened to a partnership into the logs of both sides."""
    await record_of(actor, action, "partnership", partnership.id, partnership, changes)


async def record_of(
    actor: Actor, action: str, kind: str, id_: object, partnership: Partnership, changes: Mapping[str, object] | None = None
) -> None:
    """Write what happened to something that hangs on a partnership into the logs of both sides, whichever did it."""
    target = UUID(str(id_))
    if actor.tenant_id == partnership.partner_id:
        if not actor.acting:
            await events.record(actor, action, kind, target, at_customer=partnership.customer_id, changes=changes)
            return
        # Somebody acts inside the partner: its log and theirs say so; to the customer, who knows neither, its partner did it.
        await events.record(actor, action, kind, target, about_customer=partnership.customer_id, changes=changes)
        itself = replace(actor, partner_id=None, session_id=None, origin=Origin(request_id=actor.origin.request_id))
        at_customer, _ = events.rows(itself, action, kind, target, at_customer=partnership.customer_id, changes=changes)
        await db.insert(at_customer)
        return
    # In an acting session the partner's copy is written by itself.
    for tenant_id in (partnership.customer_id,) if actor.acting else (partnership.customer_id, partnership.partner_id):
        about = partnership.customer_id if tenant_id == partnership.partner_id else None
        await events.record(events.elsewhere(actor, tenant_id), action, kind, target, about_customer=about, changes=changes)
