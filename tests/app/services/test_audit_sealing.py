"""Sealing: every event of a log gets one place in one chain, whoever seals, however late it was committed."""

from __future__ import annotations

import asyncio
import os
from datetime import timedelta
from uuid import UUID

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.core import db
from app.core.ids import new_id
from app.core.runtime import Runtime
from app.models import Event, EventSeal
from app.services import audit_sealing, events
from app.services.audit_chain import COLUMNS
from tests.app.services.auditing import happen, many, verified
from tests.efforts import effort, noted
from tests.world import World, snapshot

EVENTS = int(os.environ.get("USHER_TEST_EVENTS", "4000"))


async def chain(tenant_id: UUID) -> list[tuple[int, UUID]]:
    """Numbers and events of a tenant's chain."""
    return [(seal.number, seal.event_id) for seal in await EventSeal.filter(tenant_id=tenant_id).order_by("number")]


async def test_given_events_when_sealed_then_each_log_has_a_chain_of_its_own_in_their_order(runtime: Runtime, world: World) -> None:
    ada, otto = world.actor(world.ada), world.actor(world.otto)
    first, others, last = await happen(ada, 2), await happen(otto, 3), await happen(ada)
    await events.record(world.nobody, "session.failed", "user", world.ada.id)  # of no tenant: in no log
    assert await audit_sealing.seal_new() == 6
    assert await chain(world.northwind.id) == list(enumerate([*first, *last], 1))
    assert await chain(world.contoso.id) == list(enumerate(others, 1))
    before = await snapshot()
    assert await audit_sealing.seal_new() == 0
    await audit_sealing.seal_all()
    assert await snapshot() == before
    assert all(log.holds for log in (await verified()).values())
    more = await happen(ada)
    assert await audit_sealing.seal_new() == 1
    assert (await chain(world.northwind.id))[-1] == (4, more[0])


async def test_given_an_event_that_was_committed_late_when_sealed_then_new_finds_it_for_a_while_and_all_always(
    runtime: Runtime, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    ada = world.actor(world.ada)
    [newest] = await happen(ada)
    await audit_sealing.seal_new()

    async def made(before: timedelta) -> UUID:
        with monkeypatch.context() as patched:
            patched.setattr(events, "new_id", lambda: audit_sealing._before(newest, before))
            return (await happen(ada))[0]

    late = await made(audit_sealing.LATE - timedelta(seconds=1))
    later = await made(audit_sealing.LATE + timedelta(seconds=1))
    assert await audit_sealing.seal_new() == 1
    assert await chain(world.northwind.id) == [(1, newest), (2, late)]
    await audit_sealing.seal_all()
    assert await chain(world.northwind.id) == [(1, newest), (2, late), (3, later)]
    assert all(log.holds for log in (await verified()).values())


async def test_given_more_events_than_are_sealed_at_once_when_sealed_then_in_stretches_without_gaps(
    runtime: Runtime, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(audit_sealing, "AT_ONCE", 3)
    monkeypatch.setattr(audit_sealing, "MOST", 5)
    made = await happen(world.actor(world.ada), 20)
    assert await audit_sealing.seal_new() == 6  # whole batches, until it is enough
    since = await audit_sealing.seal_from(None)
    assert since == made[4]
    while since is not None:
        since = await audit_sealing.seal_from(since)
    assert [number for number, _ in await chain(world.northwind.id)] == list(range(1, 21))
    assert all(log.holds for log in (await verified()).values())


async def test_given_several_workers_when_they_seal_at_once_then_there_is_one_chain(runtime: Runtime, world: World) -> None:
    ada, otto = world.actor(world.ada), world.actor(world.otto)

    async def write(times: int) -> None:
        for _ in range(times):
            async with db.transaction():
                await happen(ada)
                await asyncio.sleep(0)
                await happen(otto)

    async def seal(times: int) -> None:
        for _ in range(times):
            await audit_sealing.seal_new()

    await asyncio.gather(*(write(10) for _ in range(4)), *(seal(10) for _ in range(4)))
    await audit_sealing.seal_new()
    for tenant in (world.northwind, world.contoso):
        assert [number for number, _ in await chain(tenant.id)] == list(range(1, 41))
    assert all(log.holds for log in (await verified()).values())


async def test_given_a_long_log_that_is_sealed_when_there_is_something_new_then_sealing_costs_what_is_new(
    runtime: Runtime, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    newest = new_id()
    await many(world.northwind.id, ({"id": _made(newest, timedelta(seconds=EVENTS - place))} for place in range(EVENTS)))
    await audit_sealing.seal_all()
    if db.dialect() == "postgres":
        await db.execute("analyze")
    for _ in range(2):
        with noted(monkeypatch) as asked:
            await audit_sealing.seal_new()
        assert await effort(asked, "event") < (1_000 if db.dialect() == "postgres" else 20_000)
        await happen(world.actor(world.ada))
    assert all(log.holds for log in (await verified()).values())


def _made(newest: UUID, before: timedelta) -> UUID:
    """An id that was made earlier."""
    return UUID(int=audit_sealing._before(newest, before).int | new_id().int & (1 << 80) - 1)


STEPS = st.lists(st.sampled_from(("ada", "otto", "hold", "release", "seal", "seal all", "both seal")), min_size=5, max_size=25)


class Play:
    """Writers and sealers, one step after the other. What is held is written and not committed, so that events are committed in
    another order than they are made; on SQLite nobody else writes meanwhile, so there it is committed first."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._go = asyncio.Event()
        self._holding: list[asyncio.Task[None]] = []

    async def step(self, name: str) -> None:
        """One thing happens."""
        if db.dialect() == "sqlite":
            await self.release()
        steps = {"hold": self._hold, "release": self.release, "seal": audit_sealing.seal_new, "seal all": audit_sealing.seal_all}
        if name in steps:
            await steps[name]()
        elif name == "both seal":
            await asyncio.gather(audit_sealing.seal_new(), audit_sealing.seal_all())
        else:
            await happen(self._world.actor(self._world.people[name]))

    async def release(self) -> None:
        """What is held is committed."""
        self._go.set()
        await asyncio.gather(*self._holding)
        self._go, self._holding = asyncio.Event(), []

    async def _hold(self) -> None:
        held = asyncio.Event()
        self._holding.append(asyncio.create_task(self._write(held, self._go)))
        await held.wait()

    async def _write(self, held: asyncio.Event, go: asyncio.Event) -> None:
        async with db.transaction():
            await happen(self._world.actor(self._world.ada))
            held.set()
            await go.wait()


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture], derandomize=True)
@given(steps=STEPS)
async def test_given_any_order_of_writing_committing_and_sealing_when_all_is_sealed_then_the_chains_have_no_gaps(
    runtime: Runtime, world: World, steps: list[str]
) -> None:
    play = Play(world)
    for step in steps:
        await play.step(step)
    await play.release()
    await audit_sealing.seal_all()
    for tenant in (world.northwind, world.contoso):
        written = await Event.filter(tenant_id=tenant.id).count()
        assert [number for number, _ in await chain(tenant.id)] == list(range(1, written + 1))
    assert all(log.holds for log in (await verified()).values())


def test_given_the_columns_of_an_event_when_compared_then_all_of_them_are_sealed() -> None:
    assert set(COLUMNS) == set(Event._meta.fields_db_projection.values())
