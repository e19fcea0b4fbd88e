"""Sealing: events get their places in the chains of their tenants' logs, after they are committed, and apart from who writes them.

Ids are made in the order of time, but committed in any order; so what is new is looked for from a little before the newest sealed
event on, and now and then from the beginning. One transaction seals at a time, whoever else is at it, and the unique number of a
tenant's seals would refuse a second one. An event without a tenant is in no log, and has no seal.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Final
from uuid import UUID

from app.core import db
from app.core.ids import new_id
from app.models import EventSeal
from app.services.audit_chain import BEGINNING, READ, link

SEALING: Final = 7_239_401_560
"""The number of the lock under which events are sealed."""
LATE: Final = timedelta(minutes=2)
"""How long after its id was made an event is usually committed, at the most; one that is later is found by `seal_from`."""
AT_ONCE: Final = 500
MOST: Final = 5_000
"""How many events are sealed, or looked at, before others get their turn."""
_FIRST: Final = UUID(int=0)
_LAST: Final = UUID(int=2**128 - 1)

_UNSEALED: Final = (
    "from event e where e.id > :since and e.id <= :until and e.tenant_id is not null"
    " and not exists (select 1 from event_seal s where s.event_id = e.id)"
)


async def seal_new() -> int:
    """Seal what was committed lately, as much as is done at a time; how many events. It costs what is new, however much there is."""
    newest = await db.fetch_one("select event_id from event_seal order by event_id desc limit 1")
    # Of a server whose clock is ahead, ids lie in the future.
    since = min(UUID(str(newest["event_id"])), new_id()) if newest else None
    return await _seal(_FIRST if since is None else _before(since, LATE), _LAST)


async def seal_from(since: UUID | None) -> UUID | None:
    """Seal whatever is not sealed of a stretch of all events, from the beginning (None) or behind an id; where the next one begins."""
    begin = since or _FIRST
    row = await db.fetch_one("select id from event where id > :since order by id limit 1 offset :far", {"since": begin, "far": MOST - 1})
    until = UUID(str(row["id"])) if row else None
    await _seal(begin, until or _LAST)
    return until


async def seal_all() -> None:
    """Seal whatever is not sealed."""
    since = await seal_from(None)
    while since is not None:
        since = await seal_from(since)


async def _seal(since: UUID, until: UUID) -> int:
    """Seal the events between two ids."""
    sealed = 0
    while sealed < MOST and await db.fetch_one(f"select 1 {_UNSEALED} limit 1", {"since": since, "until": until}):
        async with db.transaction():
            await db.one_at_a_time(SEALING)
            # Behind the lock it is looked again: somebody else may have sealed them meanwhile.
            values = {"since": since, "until": until, "most": AT_ONCE}
            events = await db.fetch(f"select {READ} {_UNSEALED} order by e.id limit :most", values)
            await EventSeal.bulk_create(_seals(events, await _heads({str(event["tenant_id"]) for event in events})))
        sealed += len(events)
    return sealed


def _seals(events: Sequence[db.Row], heads: Mapping[str, tuple[int, str]]) -> list[EventSeal]:
    """The next places in each chain."""
    ends, seals = dict(heads), []
    for event in events:
        tenant = str(event["tenant_id"])
        number, before = ends.get(tenant, (0, BEGINNING))
        ends[tenant] = (number + 1, link(before, event))
        seals.append(EventSeal(event_id=event["id"], tenant_id=event["tenant_id"], number=number + 1, hash=ends[tenant][1]))
    return seals


async def _heads(tenants: set[str]) -> dict[str, tuple[int, str]]:
    """Where the chains of these tenants end: number and hash."""
    rows = await db.fetch(
        "select t.id, s.number, s.hash from tenant t join event_seal s on s.tenant_id = t.id"
        " and s.number = (select max(last.number) from event_seal last where last.tenant_id = t.id) where t.id in :tenants[uuid]",
        {"tenants": list(tenants)},
    )
    return {str(row["id"]): (row["number"], row["hash"]) for row in rows}


def _before(id_: UUID, by: timedelta) -> UUID:
    """The smallest id that was made so much earlier."""
    milliseconds = max(0, (id_.int >> 80) - int(by.total_seconds() * 1000))
    return UUID(int=milliseconds << 80)
