from __future__ import annotations

from datetime import timedelta

from structlog.testing import capture_logs

from app.core import db
from app.core.runtime import Runtime
from app.models import Event, EventOrigin
from schema.core.context import Context
from schema.core.refusals import Refusals
from tests.world import World, rows


async def test_given_a_signed_in_actor_when_refused_then_recorded_once_a_minute_for_each_operation(runtime: Runtime, world: World) -> None:
    refusals = Refusals()
    sam, kim = Context(world.actor(world.sam)), Context(world.actor(world.kim))
    for _ in range(5):
        await refusals.refused(sam, "createPoc")
    assert await rows("event") == 1
    await refusals.refused(sam, "deletePoc")
    await refusals.refused(kim, "createPoc")
    assert await rows("event") == 3
    runtime.clock.advance(timedelta(seconds=59))
    await refusals.refused(sam, "createPoc")
    assert await rows("event") == 3
    runtime.clock.advance(timedelta(seconds=1))
    await refusals.refused(sam, "createPoc")
    assert await rows("event") == 4


async def test_given_a_refusal_when_recorded_then_it_says_who_and_what(runtime: Runtime, world: World) -> None:
    actor = world.actor(world.sam)
    await Refusals().refused(Context(actor), "createPoc")
    event = await Event.get()
    assert (event.action, event.target_kind, event.target_id) == ("permission.refused", "operation", actor.session_id)
    assert (event.tenant_id, event.actor_id, event.session_id) == (world.northwind.id, world.sam.id, actor.session_id)
    assert event.changes == {"operation": [None, "createPoc"]}
    assert event.request_id == actor.origin.request_id
    assert (await EventOrigin.get(event_id=event.id)).ip == actor.origin.ip


async def test_given_nobody_signed_in_when_refused_then_nothing_is_recorded(runtime: Runtime, world: World) -> None:
    await Refusals().refused(Context(world.actor(world.sam)), "createPoc")
    assert await rows("event") == 1
    await Refusals().refused(Context(world.nobody), "createPoc")
    assert await rows("event") == 1


async def test_given_a_database_that_fails_when_refused_then_only_the_log_says_so(runtime: Runtime, world: World) -> None:
    await db.execute('alter table "event" rename to "gone"')
    with capture_logs() as logged:
        await Refusals().refused(Context(world.actor(world.sam)), "createPoc")
    assert [(entry["event"], entry["operation"]) for entry in logged] == [("refusal not recorded", "createPoc")]
