"""Visits: noted when a customer is shown a POC, written a little later and at most once in five minutes, whoever noted them."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from datetime import timedelta
from typing import Any

import pytest

from app.auth.actor import Actor
from app.core import db, ids
from app.core.ids import new_id
from app.core.runtime import REMEMBERED, Runtime, now, open_runtime
from app.main import create_app
from app.models import Event, EventOrigin, Participant, Poc, PocStatus, Role, User
from app.services import participants, poc_status, visits
from tests.app.pages.browsing import browsing
from tests.conftest import START, test_settings
from tests.world import ORIGIN, PASSWORD, World, snapshot

LITTLE = timedelta(milliseconds=1)


async def visited(user: User, poc: Poc | None = None) -> int:
    """How many visits of somebody are written."""
    return await Event.filter(action="poc.visited", actor_id=user.id, **({"poc_id": poc.id} if poc else {})).count()


async def look(runtime: Runtime, actor: Actor, poc: Poc) -> None:
    """Be shown a POC, and have it written."""
    visits.note(actor, poc.id)
    await visits.write_down(runtime)


# One visit


async def test_given_a_customer_when_shown_a_poc_then_written_with_its_event_and_nothing_else_changes(
    runtime: Runtime, world: World
) -> None:
    before = await snapshot(without=["event", "participant"])
    cara = world.actor(world.cara)

    visits.note(cara, world.active.id)
    assert await visited(world.cara) == 0, "no read waits for a write"
    await visits.write_down(runtime)

    [event] = await Event.filter(action="poc.visited")
    assert (event.at, event.actor_id, event.session_id, event.tenant_id) == (START, world.cara.id, cara.session_id, world.northwind.id)
    assert (event.target_kind, event.target_id, event.poc_id) == ("poc", world.active.id, world.active.id)
    assert (event.activity, event.shared, event.changes) == (None, False, None)
    [origin] = await EventOrigin.filter(event_id=event.id)
    assert (origin.ip, origin.user_agent, event.request_id) == (ORIGIN.ip, ORIGIN.user_agent, ORIGIN.request_id)
    assert (await Participant.get(id=world.cara_on_active.id)).visited_at == START
    assert (await Participant.get(id=world.carl_on_active.id)).visited_at is None
    assert await snapshot(without=["event", "participant"]) == before, "the POC's times stay"


async def test_given_a_customer_who_looks_again_and_again_then_one_visit_in_five_minutes(runtime: Runtime, world: World) -> None:
    cara = world.actor(world.cara)
    for _ in range(3):
        await look(runtime, cara, world.active)
    runtime.clock.advance(visits.APART - LITTLE)
    await look(runtime, cara, world.active)
    assert await visited(world.cara) == 1
    runtime.clock.advance(LITTLE)
    await look(runtime, cara, world.active)
    assert await visited(world.cara) == 2


async def test_given_a_visit_that_is_written_late_when_looked_at_again_then_five_minutes_count_from_the_look(
    runtime: Runtime, world: World
) -> None:
    visits.note(world.actor(world.cara), world.active.id)
    runtime.clock.advance(timedelta(seconds=2))
    await visits.write_down(runtime)
    assert (await Participant.get(id=world.cara_on_active.id)).visited_at == START
    runtime.clock.stand(START + visits.APART)
    await look(runtime, world.actor(world.cara), world.active)
    assert await visited(world.cara) == 2


async def test_given_a_poc_on_hold_when_a_customer_looks_then_it_is_a_visit(runtime: Runtime, world: World) -> None:
    await Poc.filter(id=world.active.id).update(status=PocStatus.ON_HOLD)
    await look(runtime, world.actor(world.cara), world.active)
    assert await visited(world.cara, world.active) == 1


# Who does not visit


async def test_given_whoever_is_no_customer_there_when_noted_then_nothing_is_written(runtime: Runtime, world: World) -> None:
    await look(runtime, world.actor(world.cara), world.active)
    assert await visited(world.cara) == 1
    before = await snapshot()
    for name in ("ada", "mia", "sam", "kim", "olga", "otto", "dora"):
        visits.note(world.actor(world.people[name]), world.active.id)
    for poc in (world.kims, world.olgas, world.draft, world.archived):
        visits.note(world.actor(world.cara), poc.id)
    visits.note(world.nobody, world.active.id)
    visits.note(world.actor(world.carl), new_id())
    await visits.write_down(runtime)
    assert await snapshot() == before


async def test_given_a_participant_in_a_session_of_the_provider_when_noted_then_staff_rules_decide_and_nothing_is_written(
    runtime: Runtime, world: World
) -> None:
    before = await snapshot()
    await look(runtime, world.actor(world.cara, tenant=world.northwind, roles=[Role.MEMBER]), world.active)
    assert await snapshot() == before


@pytest.mark.parametrize("change", ["removed", "the last day is over", "archived"])
async def test_given_a_visit_that_waits_when_the_access_ends_then_it_is_not_written(runtime: Runtime, world: World, change: str) -> None:
    visits.note(world.actor(world.carl), world.active.id)
    visits.note(world.actor(world.cara), world.active.id)
    sam = world.actor(world.sam)
    match change:
        case "removed":
            await participants.remove(sam, world.cara_on_active.id)
        case "archived":
            await poc_status.change(sam, world.active.id, status=PocStatus.ARCHIVED)
        case _:
            await Participant.filter(id=world.cara_on_active.id).update(access_ends_at=now())
    await visits.write_down(runtime)
    assert await visited(world.cara) == 0
    assert await visited(world.carl) == (0 if change == "archived" else 1)
    assert (await Participant.get(id=world.cara_on_active.id)).visited_at is None


# Many at once


@asynccontextmanager
async def others(runtime: Runtime, number: int) -> AsyncIterator[list[Runtime]]:
    """So many more servers on the same database."""
    async with AsyncExitStack() as stack:
        opened = [await open_runtime(runtime.settings) for _ in range(number)]
        for one in opened:
            one.clock.stand(runtime.clock.now())
            stack.push_async_callback(one.database.close)
        yield opened


async def test_given_several_processes_and_participants_when_all_write_at_once_then_one_visit_each(runtime: Runtime, world: World) -> None:
    async with others(runtime, 6) as servers:
        for round_ in (1, 2):
            for server in servers:
                with server.bound():
                    for name in ("cara", "carl", "dora", "sam"):
                        visits.note(world.actor(world.people[name]), world.active.id)
            await asyncio.gather(*(visits.write_down(server) for server in servers))
            assert [await visited(world.people[name]) for name in ("cara", "carl", "dora", "sam")] == [round_, round_, 0, 0]
            for server in (runtime, *servers):
                server.clock.advance(visits.APART)


async def test_given_more_visits_than_are_remembered_when_noted_then_the_oldest_are_lost_and_memory_is_bounded(
    runtime: Runtime, world: World
) -> None:
    visits.note(world.actor(world.carl), world.active.id)
    for _ in range(REMEMBERED - 1):
        visits.note(world.actor(world.kim), new_id())
    visits.note(world.actor(world.cara), world.active.id)
    assert (len(runtime.visits_to_write), len(runtime.visits)) == (REMEMBERED, REMEMBERED)
    waiting = {visit.actor.user_id for visit in runtime.visits_to_write}
    assert waiting == {world.kim.id, world.cara.id}


# Failures, and the loop


@asynccontextmanager
async def without_events() -> AsyncIterator[None]:
    """No event can be written inside."""
    await db.execute("alter table event rename to event_away")
    try:
        yield
    finally:
        await db.execute("alter table event_away rename to event")


async def test_given_a_visit_that_can_not_be_written_when_the_person_looks_again_then_it_is(runtime: Runtime, world: World) -> None:
    visits.note(world.actor(world.cara), world.active.id)
    visits.note(world.actor(world.carl), world.active.id)
    async with without_events():
        with pytest.raises(Exception, match="event"):
            await visits.write_down(runtime)
    assert (await Participant.get(id=world.cara_on_active.id)).visited_at is None, "with its event or not at all"
    await look(runtime, world.actor(world.cara), world.active)
    assert [await visited(world.cara), await visited(world.carl)] == [1, 1]


async def until_visited(user: User) -> None:
    async with asyncio.timeout(20):
        while not await visited(user):
            await asyncio.sleep(0.01)


async def test_given_errors_when_the_loop_writes_then_it_goes_on(runtime: Runtime, world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(visits, "POLL", 0.01)
    stop = asyncio.Event()
    visits.note(world.actor(world.carl), world.active.id)
    async with asyncio.TaskGroup() as group:
        async with without_events():
            group.create_task(visits.keep_writing(runtime, stop=stop))
            async with asyncio.timeout(20):
                while runtime.visits.get((world.carl.id, world.active.id)):
                    await asyncio.sleep(0.01)
        visits.note(world.actor(world.cara), world.active.id)
        await until_visited(world.cara)
        stop.set()
    assert await visited(world.carl) == 0


@pytest.mark.parametrize("poll", [0.01, 60])
async def test_given_the_server_when_a_visit_is_noted_then_it_writes_it_by_itself_at_the_latest_when_it_stops(
    runtime: Runtime, world: World, monkeypatch: pytest.MonkeyPatch, poll: float
) -> None:
    monkeypatch.setattr(visits, "POLL", poll)
    app: Any = create_app(test_settings(runtime.settings.database_url, worker="none"))
    async with app.router.lifespan_context(app):
        with app.state.runtime.bound():
            visits.note(world.actor(world.cara), world.active.id)
            if poll < 1:
                await until_visited(world.cara)
    assert await visited(world.cara) == 1
    assert [task for task in asyncio.all_tasks() if task is not asyncio.current_task()] == []


# The hosted page


async def test_given_the_hosted_page_when_a_customer_opens_a_poc_then_it_is_a_visit(runtime: Runtime, world: World) -> None:
    async with browsing(runtime) as browser:
        await browser.open("/sign-in")
        await browser.press("sign-in", email=world.cara.email, password=PASSWORD)
        for poc in (world.active, world.kims):
            await browser.open(f"/welcome/poc/{ids.to_text('poc', poc.id)}")
    assert [(visit.actor.user_id, visit.poc_id) for visit in runtime.visits_to_write] == [(world.cara.id, world.active.id)]
    await visits.write_down(runtime)
    assert await visited(world.cara, world.active) == 1
