"""Proposals that a partnership becomes one of another kind: making, withdrawing and answering them.

What gives the partner more holds once the customer's tenant admin has consented, by proposing or by accepting it; what only
takes away holds at once, whoever asks for it.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Final
from uuid import UUID

from app.auth import partnering
from app.auth.actor import Actor
from app.auth.capabilities import gained
from app.auth.finding import find, find_partnership
from app.core import db, text
from app.core.errors import Code, UserError, UserErrors, forbidden, refuse
from app.core.ids import new_id
from app.core.runtime import current, now
from app.mail import partnership_messages
from app.mail.messages import Message
from app.mail.partnership_messages import Between, Reader
from app.models import Partnership, PartnershipChange, PartnershipChangeStatus, PartnershipKind, PartnershipSide
from app.services import partnership_notices, partnerships

LASTS: Final = timedelta(days=7)
"""Until then a proposal can be answered."""
_OPEN: Final = "outcome is null and expires_at > :now"


async def propose(actor: Actor, partnership_id: UUID | None, *, kind: PartnershipKind, message: str | None = None) -> UUID:
    """Propose another kind, or take capabilities away, which holds at once; the change's id.

    At `partnershipId`: NOT_OPEN (suspended, ended), ALREADY_EXISTS (another proposal waits); at `kind`: INVALID (it is of that
    kind); at `message`: TOO_LONG, INVALID.
    """
    async with db.transaction():
        partnership, side = await find_partnership(actor, partnership_id, "partnershipId")
        require_active(partnership, "partnershipId")
        errors: list[UserError] = []
        with text.collecting(errors):
            message = text.body(message, "message", most=text.MESSAGE_LENGTH)
        with text.collecting(errors):
            if kind == partnership.kind:
                raise refuse(Code.INVALID, "The partnership is of this kind already.", "kind")
        with text.collecting(errors):
            await _make_way(partnership)
        if errors:
            raise UserErrors(errors)
        grows = bool(gained(partnership.kind, kind))
        change = await _write(actor, partnership, kind, message, decided=not grows)
        if grows:
            before = partnership.kind
            await partnerships.record(actor, "partnership.change_proposed", partnership, {"kind": [before.value, kind.value]})
            await partnership_notices.tell(partnership, side, lambda reader, between: _proposed(reader, between, before, change))
        else:
            await _become(actor, partnership, side, kind)
        made: UUID = change.id
        return made


async def withdraw(actor: Actor, change_id: UUID | None) -> UUID:
    """Take a proposal back, as the side that made it (else FORBIDDEN); the partnership's id. NOT_PENDING at `changeId`."""
    async with db.transaction():
        partnership, change, side = await _found(actor, change_id)
        if change.proposed_by_id != actor.tenant_id:
            raise forbidden()
        await _decide(change, PartnershipChangeStatus.WITHDRAWN)
        await _told(actor, partnership, side, change, "partnership.change_withdrawn")
        changed: UUID = partnership.id
        return changed


async def answer(actor: Actor, change_id: UUID | None, *, accept: bool) -> UUID:
    """Accept or decline a proposal, as the side that did not make it (else FORBIDDEN); the partnership's id.

    At `changeId`: NOT_PENDING (decided, or its time is over), NOT_OPEN (the partnership is suspended). Accepted, the
    partnership is of the other kind, and what hung on capabilities that it loses is let go.
    """
    async with db.transaction():
        partnership, change, side = await _found(actor, change_id)
        if change.proposed_by_id == actor.tenant_id:
            raise forbidden()
        await _decide(change, PartnershipChangeStatus.ACCEPTED if accept else PartnershipChangeStatus.DECLINED)
        require_active(partnership, "changeId")
        if accept:
            await _become(actor, partnership, side, change.kind)
        else:
            await _told(actor, partnership, side, change, "partnership.change_declined")
        changed: UUID = partnership.id
        return changed


def require_active(partnership: Partnership, path: str) -> None:
    """NOT_OPEN at `path`, unless the partnership, which is locked, is ACTIVE."""
    if partnership.ended_at is not None:
        raise refuse(Code.NOT_OPEN, "This partnership has ended.", path)
    if partnership.suspended_by_partner_at is not None or partnership.suspended_by_customer_at is not None:
        raise refuse(Code.NOT_OPEN, "This partnership is suspended.", path)


async def _found(actor: Actor, change_id: UUID | None) -> tuple[Partnership, PartnershipChange, PartnershipSide]:
    """A proposal that the actor may do something about, as themselves, behind the lock of its partnership."""
    actor.require_oneself()
    seen = partnering.partnership_changes(actor)
    change = await find(PartnershipChange, actor, change_id, seen, "changeId", lock=False)
    partnership, side = await find_partnership(actor, change.partnership_id, "changeId")
    return partnership, await find(PartnershipChange, actor, change_id, seen, "changeId"), side


async def _make_way(partnership: Partnership) -> None:
    """ALREADY_EXISTS while a proposal waits. One whose time is over gives way."""
    values = {"id": partnership.id, "now": now()}
    await db.execute(
        "update partnership_change set outcome = 'EXPIRED', decided_at = expires_at"
        " where partnership_id = :id and outcome is null and expires_at <= :now",
        values,
    )
    if await db.fetch_one("select 1 from partnership_change where partnership_id = :id and outcome is null", values):
        raise refuse(Code.ALREADY_EXISTS, "Another proposal waits for an answer.", "partnershipId")


async def _write(
    actor: Actor, partnership: Partnership, kind: PartnershipKind, message: str | None, *, decided: bool
) -> PartnershipChange:  # fmt: skip
    return await PartnershipChange.create(
        id=new_id(), partnership_id=partnership.id, from_kind=partnership.kind, kind=kind, message=message,
        proposed_by_id=actor.tenant, created_at=now(), expires_at=now() + LASTS,
        outcome=PartnershipChangeStatus.ACCEPTED if decided else None, decided_at=now() if decided else None,
    )  # fmt: skip


async def _decide(change: PartnershipChange, outcome: PartnershipChangeStatus) -> None:
    sql = f"update partnership_change set outcome = :outcome, decided_at = :now where id = :id and {_OPEN}"
    if await db.execute(sql, {"id": change.id, "outcome": outcome.value, "now": now()}) != 1:
        raise refuse(Code.NOT_PENDING, "This proposal does not wait for an answer any more.", "changeId")


async def _become(actor: Actor, partnership: Partnership, side: PartnershipSide, kind: PartnershipKind) -> None:
    """Make a partnership, which is locked and ACTIVE, one of another kind."""
    before = partnership.kind
    await db.execute("update partnership set kind = :kind where id = :id", {"id": partnership.id, "kind": kind.value})
    partnership.kind = kind
    await partnerships.close_period(partnership)
    await partnerships.open_period(partnership)
    lost = gained(kind, before)
    await partnerships.let_go(actor, partnership, lost)
    await partnerships.record(actor, "partnership.kind_changed", partnership, {"kind": [before.value, kind.value]})
    await partnership_notices.tell(
        partnership,
        side,
        lambda reader, between: partnership_messages.partnership_kind_changed(reader, between, before=before, after=kind, ends=bool(lost)),
    )


async def _told(actor: Actor, partnership: Partnership, side: PartnershipSide, change: PartnershipChange, action: str) -> None:
    """Record and mail that a proposal came to nothing."""
    withdrawn = action == "partnership.change_withdrawn"
    say = partnership_messages.partnership_withdrawn if withdrawn else partnership_messages.partnership_declined
    await partnerships.record(actor, action, partnership, {"kind": [change.from_kind.value, change.kind.value]})
    await partnership_notices.tell(partnership, side, lambda reader, between: say(reader, between, after=change.kind))


def _proposed(reader: Reader, between: Between, before: PartnershipKind, change: PartnershipChange) -> Message:
    return partnership_messages.partnership_proposed(
        reader, between, before=before, after=change.kind, message=change.message,
        until=change.expires_at.astimezone(partnership_notices.zone(reader)), link=f"{current().settings.link_url}/sign-in",
    )  # fmt: skip
