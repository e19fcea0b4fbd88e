"""Visits: that a customer looked at a POC, noted when it is read and written down a little later, so that no read waits for a write."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

import structlog

from app.auth.actor import Actor
from app.auth.policies import ACTIVE_PARTICIPANT, TAKES_PART
from app.auth.scopes import parameters
from app.core import db
from app.core.runtime import Runtime, current, now
from app.models import Poc
from app.services import events

APART: Final = timedelta(minutes=5)
"""Looks of a person at a POC within so long are one visit."""
POLL: Final = 1.0
"""Seconds between two times of writing."""

_log = structlog.get_logger(__name__)

_TAKE: Final = f"""
    update participant set visited_at = :at
    where poc_id = :poc and user_id = :user and {ACTIVE_PARTICIPANT.on("participant")}
        and (visited_at is null or visited_at <= :before)
        and exists (select 1 from poc seen where seen.id = participant.poc_id and {TAKES_PART.on("seen")})"""
"""The statement that decides: of any number of processes that noted a visit, one writes it; and only who takes part visits."""


@dataclass(frozen=True, slots=True)
class Visit:
    """A look at a POC that waits to be written."""

    actor: Actor
    poc_id: UUID
    at: datetime


def note(actor: Actor, poc_id: UUID) -> None:
    """Remember that somebody was shown a POC; costs next to nothing. Who is no customer there is found out when it is written."""
    runtime, at = current(), now()
    if actor.user_id is None or not actor.oneself:
        return
    last = runtime.visits.get((actor.user_id, poc_id))
    if last is not None and at - last < APART:
        return
    runtime.visits.put((actor.user_id, poc_id), at)
    runtime.visits_to_write.append(Visit(actor, poc_id, at))


async def write_down(runtime: Runtime) -> None:
    """Write all that was noted. One that fails is given up, its error raised, and the person's next look is noted again."""
    with runtime.bound():
        while runtime.visits_to_write:
            visit: Visit = runtime.visits_to_write.popleft()
            try:
                await _write(visit)
            except Exception:
                runtime.visits.drop((visit.actor.user, visit.poc_id))
                raise


async def keep_writing(runtime: Runtime, *, stop: asyncio.Event) -> None:
    """Write what is noted until told to stop, and then the rest. An error is logged and never ends it."""
    stopped = False
    while not stopped:
        with suppress(TimeoutError):
            await asyncio.wait_for(stop.wait(), POLL)
        stopped = stop.is_set()
        try:
            await write_down(runtime)
        except Exception:  # noqa: BLE001  # e.g. the database is away for a while
            _log.exception("visits")


async def _write(visit: Visit) -> None:
    """The event of a visit, unless there was one just now. It changes nothing of the POC, so the POC's times stay."""
    async with db.transaction():
        values = {**parameters(visit.actor), "poc": visit.poc_id, "at": visit.at, "before": visit.at - APART}
        if await db.execute(_TAKE, values) != 1:
            return
        poc = await Poc.get(id=visit.poc_id)
        await events.record(visit.actor, "poc.visited", "poc", poc.id, tenant_id=poc.tenant_id, poc_id=poc.id)
