"""The status of a POC: which may follow which, and what a move brings with it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final
from uuid import UUID

from app.auth.actor import Actor
from app.auth.finding import find_poc
from app.auth.permissions import Permission
from app.core import db, text
from app.core.errors import Code, refuse
from app.core.runtime import now
from app.models import Poc, PocStatus
from app.services import events, invitations

MOVES: Final[Mapping[PocStatus, frozenset[PocStatus]]] = {
    PocStatus.DRAFT: frozenset({PocStatus.ACTIVE, PocStatus.LOST, PocStatus.ARCHIVED}),
    PocStatus.ACTIVE: frozenset({PocStatus.ON_HOLD, PocStatus.WON, PocStatus.LOST, PocStatus.ARCHIVED}),
    PocStatus.ON_HOLD: frozenset({PocStatus.ACTIVE, PocStatus.WON, PocStatus.LOST, PocStatus.ARCHIVED}),
    PocStatus.WON: frozenset({PocStatus.ACTIVE, PocStatus.ARCHIVED}),
    PocStatus.LOST: frozenset({PocStatus.ACTIVE, PocStatus.ARCHIVED}),
    PocStatus.ARCHIVED: frozenset(),
}
"""Where a POC may go. An ARCHIVED one goes back to where it was, which its row knows (`status_before`)."""


def moves(poc: Poc) -> frozenset[PocStatus]:
    """Where this POC may go now."""
    return frozenset({poc.status_before}) if poc.status_before else MOVES[poc.status]


async def change(actor: Actor, poc_id: UUID | None, *, status: PocStatus, note: str | None = None) -> None:
    """Move a POC on, with a note for the staff (10,000 characters at most). NOT_OPEN where the table has no such move.

    The status that it has already: success, nothing changes. ACTIVE mails the invitations that were held, ARCHIVED
    withdraws those that are pending.
    """
    note = text.body(note, "note")
    async with db.transaction():
        poc = await find_poc(actor, poc_id, "pocId", to=Permission.POCS_MANAGE)
        if status == poc.status:
            return
        if status not in moves(poc) or not await _move(poc, status):
            raise refuse(Code.NOT_OPEN, f"A POC that is {poc.status} can't become {status}.", "status")
        await events.record(
            actor, "poc.status_changed", "poc", poc.id, poc_id=poc.id,
            changes={"status": [poc.status.value, status.value]} | ({"note": note} if note else {}),
            shared=not {PocStatus.DRAFT, PocStatus.ARCHIVED} & {poc.status, status},
        )  # fmt: skip
        if status == PocStatus.ACTIVE:  # not from DRAFT only: a LOST draft that is reopened has held ones, too
            await invitations.send_held(actor, poc.id)
        elif status == PocStatus.ARCHIVED:
            await invitations.withdraw_all(actor, poc.id)


async def _move(poc: Poc, status: PocStatus) -> bool:
    # For customers ARCHIVED does not exist: a POC that comes back must not show that it was away.
    shown = PocStatus.ARCHIVED not in (poc.status, status)
    values = {
        "id": poc.id, "from": poc.status.value, "to": status.value, "now": now(),
        "before": poc.status.value if status == PocStatus.ARCHIVED else None,
        "shared": now() if shown else poc.shared_updated_at,
    }  # fmt: skip
    sql = (
        "update poc set status = :to, status_before = :before, version = version + 1, updated_at = :now, shared_updated_at = :shared"
        " where id = :id and status = :from"
    )
    return await db.execute(sql, values) == 1
