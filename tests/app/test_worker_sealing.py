"""The worker seals events: what is new at once, and what was missed within the hour."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta

import pytest

from app import worker
from app.core.runtime import Runtime
from app.models import EventSeal
from app.services import audit_sealing, events
from tests.app.services.auditing import happen, verified
from tests.world import World


@asynccontextmanager
async def working(runtime: Runtime) -> AsyncIterator[None]:
    """A worker, until the block ends."""
    stop = asyncio.Event()
    async with asyncio.timeout(30), asyncio.TaskGroup() as group:
        group.create_task(worker.work(runtime, stop=stop))
        try:
            yield
        finally:
            stop.set()


async def sealed(count: int) -> None:
    """Wait until so many events are."""
    while await EventSeal.all().count() < count:
        await asyncio.sleep(0.01)


async def test_given_events_when_the_worker_runs_then_they_are_sealed_and_those_that_were_missed_within_the_hour(
    runtime: Runtime, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(worker, "POLL", 0.01)
    monkeypatch.setattr(audit_sealing, "MOST", 2)
    ada = world.actor(world.ada)
    made = await happen(ada, 5)
    async with working(runtime), working(runtime):
        await sealed(5)
        with monkeypatch.context() as patched:
            patched.setattr(events, "new_id", lambda: audit_sealing._before(made[0], audit_sealing.LATE + timedelta(hours=1)))
            await happen(ada)
        await happen(ada)
        await sealed(6)
        while await EventSeal.all().count() < 7:
            runtime.clock.advance(worker.SEAL_ALL_EVERY)
            await asyncio.sleep(0.1)
    assert all(log.holds for log in (await verified()).values())
    assert await EventSeal.filter(tenant_id=world.northwind.id).count() == 7
