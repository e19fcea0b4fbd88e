"""Looks: what somebody was shown is noted when it is read and written down a little later, so that no read waits for a write.

A visit is a customer's look at a POC; other looks, and uses of API keys, say themselves how they are written (`Look`).
"""

from __future__ import annotations

import asyncio
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final, Protocol
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
"""Looks of a person at one thing within so long are one."""
POLL: Final = 1.0
"""Seconds between two times of writing."""

_log = structlog.get_logger(__name__)

_TAKE: Final = f"""
    update participant set visited_at = :at
    where poc_id = :poc and user_id = :user and {ACTIVE_PARTICIPANT.on("participant")}
        and (visited_at is null or visited_at <= :before)
        and exists (select 1 from poc seen where seen.id = participant.poc_id and {TAKES_PART.on("seen")})"""
"""The statement that decides: of any number of processes that noted a visit, one writes it; and only who takes part visits."""


class Look(Protocol):
    """What waits to be written."""

    @property
    def key(self) -> tuple[UUID, UUID]:
        """Who looked, and at what."""

    @property
    def at(self) -> datetime:
        """When."""

    async def write(self) -> None:
        """Write it, unless another process has just written one of the same person and thing."""


@dataclass(frozen=True, slots=True)
class Visit:
    """A look at a POC that waits to be written."""

    actor: Actor
    poc_id: UUID
    at: datetime

    @property
    def key(self) -> tuple[UUID, UUID]:
        """The person and the POC."""
        return self.actor.user, self.poc_id

    async def write(self) -> None:
        """The event of a visit, unless there was one just now. It changes nothing of the POC, so the POC's times stay."""
        async with db.transaction():
            values = {**parameters(self.actor), "poc": self.poc_id, "at": self.at, "before": self.at - APART}
            if await db.execute(_TAKE, values) != 1:
                return
            poc = await Poc.get(id=self.poc_id)
            await events.record(self.actor, "poc.visited", "poc", poc.id, tenant_id=poc.tenant_id, poc_id=poc.id)


def note(actor: Actor, poc_id: UUID) -> None:
    """Remember that somebody was shown a POC. Who is no customer there is found out when it is written."""
    if actor.user_id is not None and actor.oneself:
        remember(Visit(actor, poc_id, now()))


def remember(look: Look, *, apart: timedelta = APART) -> None:
    """Keep a look until it is written, if there was none just now; costs next to nothing."""
    runtime = current()
    last = runtime.visits.get(look.key)
    if last is not None and look.at - last < apart:
        return
    runtime.visits.put(look.key, look.at)
    runtime.visits_to_write.append(look)


async def write_down(runtime: Runtime) -> None:
    """Write all that was noted. One that fails is given up, its error raised, and the person's next look is noted again."""
    with runtime.bound():
        while runtime.visits_to_write:
            look: Look = runtime.visits_to_write.popleft()
            try:
                await look.write()
            except Exception:
                runtime.visits.drop(look.key)
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
