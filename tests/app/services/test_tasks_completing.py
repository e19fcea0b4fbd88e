import asyncio
from collections import Counter
from datetime import timedelta
from uuid import UUID

import pytest

from app.core import db
from app.core.errors import UserErrors
from app.core.runtime import Runtime, now
from app.models import Event, Participant, Poc, PocActivityKind, PocStatus, Task, TaskSide, TaskStatus
from app.services import tasks
from tests.app.services.tasking import INTERNAL, last_event, times_of
from tests.outcomes import DONE, outcome
from tests.world import World, snapshot


async def state_of(task_id: UUID) -> tuple[object, ...]:
    """Status, version, and by whom it was completed."""
    task = await Task.get(id=task_id)
    return task.status.value, task.version, task.completed_at, task.completed_by_id, task.completed_by_customer


async def test_given_a_customer_when_completing_then_done_by_them_with_one_event_and_customers_see_the_time_move(
    runtime: Runtime, world: World
) -> None:
    task = await tasks.create(world.actor(world.sam), world.active.id, title="t", side=TaskSide.CUSTOMER)
    runtime.clock.advance(timedelta(hours=1))
    assert await tasks.complete(world.actor(world.cara), task) == world.active.id
    assert await state_of(task) == ("DONE", 2, now(), world.cara.id, True)
    event = await Event.get(action="task.completed")
    assert (event.actor_id, event.tenant_id, event.target_id) == (world.cara.id, world.northwind.id, task)
    assert (event.activity, event.shared, event.changes) == (PocActivityKind.TASK_COMPLETED, True, {"status": ["TODO", "DONE"]})
    assert await times_of(world.active.id) == (now(), now())

    runtime.clock.advance(timedelta(hours=1))
    assert await tasks.reopen(world.actor(world.carl), task) == world.active.id
    assert await state_of(task) == ("TODO", 3, None, None, False)
    assert await last_event(world.active.id) == ("task.reopened", True, {"status": ["DONE", "TODO"]})
    assert await times_of(world.active.id) == (now(), now())


async def test_given_what_is_so_already_when_completed_or_reopened_then_success_and_nothing_is_written(
    runtime: Runtime, world: World
) -> None:
    sam, cara = world.actor(world.sam), world.actor(world.cara)
    first = await tasks.create(sam, world.active.id, title="first")
    task = await tasks.create(sam, world.active.id, title="t", depends_on=[first])
    before = await snapshot()
    for actor in (sam, cara):
        assert await outcome(tasks.reopen(actor, task)) == DONE
    assert await snapshot() == before
    await tasks.complete(sam, first)
    await tasks.complete(cara, task)
    await tasks.reopen(sam, first)  # what is done stays so, though it would have to wait now
    runtime.clock.advance(timedelta(hours=1))
    before = await snapshot()
    for actor in (sam, cara):
        assert await outcome(tasks.complete(actor, task)) == DONE
    assert await snapshot() == before


@pytest.mark.parametrize("status", list(PocStatus))
async def test_given_a_poc_in_any_state_when_completed_then_by_staff_always_and_by_customers_only_while_it_is_active(
    world: World, status: PocStatus
) -> None:
    poc = next(poc for poc in world.pocs.values() if poc.status is status and poc.owner_id == world.sam.id)
    sam, cara = world.actor(world.sam), world.actor(world.cara)
    if status is not PocStatus.ACTIVE:
        async with db.transaction():
            await Participant.create(poc=poc, user=world.cara, joined_at=now())
    task = await tasks.create(sam, poc.id, title="t")
    gone = status in (PocStatus.DRAFT, PocStatus.ARCHIVED)
    expected = DONE if status is PocStatus.ACTIVE else "NOT_FOUND taskId" if gone else "READ_ONLY taskId"
    before = await snapshot()
    assert await outcome(tasks.complete(cara, task)) == expected
    assert (await snapshot() == before) is (expected != DONE)
    assert await outcome(tasks.complete(sam, task)) == DONE
    async with db.transaction():  # as if a customer had
        await Task.filter(id=task).update(completed_by_customer=True)
    before = await snapshot()
    assert await outcome(tasks.reopen(cara, task)) == expected
    assert (await snapshot() == before) is (expected != DONE)
    assert await outcome(tasks.reopen(sam, task)) == DONE


async def test_given_a_task_of_the_provider_when_a_customer_completes_or_reopens_it_then_forbidden(world: World) -> None:
    sam, cara = world.actor(world.sam), world.actor(world.cara)
    task = await tasks.create(sam, world.active.id, title="t")
    await tasks.complete(cara, task)
    await tasks.update(sam, task, side=TaskSide.PROVIDER)
    before = await snapshot()
    assert await outcome(tasks.reopen(cara, task)) == "FORBIDDEN"
    assert await snapshot() == before
    await tasks.reopen(sam, task)
    before = await snapshot()
    assert await outcome(tasks.complete(cara, task)) == "FORBIDDEN"
    async with db.transaction():
        await Poc.filter(id=world.active.id).update(status=PocStatus.WON)
    assert await outcome(tasks.complete(cara, task)) == "FORBIDDEN"
    assert before["task"] == (await snapshot())["task"]
    assert await outcome(tasks.complete(sam, task)) == DONE


async def test_given_a_task_that_staff_completed_when_a_customer_reopens_it_then_forbidden(world: World) -> None:
    sam, cara = world.actor(world.sam), world.actor(world.cara)
    task = await tasks.create(sam, world.active.id, title="t")
    await tasks.complete(sam, task)
    assert await state_of(task) == ("DONE", 2, now(), world.sam.id, False)
    before = await snapshot()
    assert await outcome(tasks.reopen(cara, task)) == "FORBIDDEN"
    assert await snapshot() == before
    assert await outcome(tasks.reopen(world.actor(world.ada), task)) == DONE


async def test_given_who_does_not_see_it_when_completing_or_reopening_then_not_found(world: World) -> None:
    sam = world.actor(world.sam)
    shared = await tasks.create(sam, world.active.id, title="t")
    hidden = await tasks.create(sam, world.active.id, title="t", visibility=INTERNAL)
    before = await snapshot()
    for person, task in (
        (world.cara, hidden), (world.dora, shared), (world.kim, shared), (world.max, shared), (world.olga, shared), (world.sam, None),
    ):  # fmt: skip
        assert await outcome(tasks.complete(world.actor(person), task)) == "NOT_FOUND taskId"
        assert await outcome(tasks.reopen(world.actor(person), task)) == "NOT_FOUND taskId"
    assert await snapshot() == before
    assert await outcome(tasks.complete(sam, hidden)) == DONE


async def test_given_tasks_that_come_first_when_completed_then_not_open_naming_them_until_they_are_done(world: World) -> None:
    sam, cara, poc = world.actor(world.sam), world.actor(world.cara), world.active.id
    a, b = [await tasks.create(sam, poc, title=f"Task {title}") for title in "ab"]
    task = await tasks.create(sam, poc, title="t", depends_on=[b, a])
    before = await snapshot()
    for actor in (sam, cara):
        with pytest.raises(UserErrors) as refused:
            await tasks.complete(actor, task)
        [error] = refused.value.errors
        assert (error.code, error.path, error.message) == ("NOT_OPEN", ("taskId",), "To be done first: Task a, Task b.")
    assert await snapshot() == before
    await tasks.complete(cara, a)
    with pytest.raises(UserErrors, match=r"first: Task b\."):
        await tasks.complete(sam, task)
    await tasks.complete(sam, b)
    assert await outcome(tasks.complete(cara, task)) == DONE


async def test_given_many_that_come_first_when_completed_then_the_message_names_some(world: World) -> None:
    sam, poc = world.actor(world.sam), world.active.id
    ids = [await tasks.create(sam, poc, title=f"T{n}") for n in range(13)]
    task = await tasks.create(sam, poc, title="t", depends_on=ids)
    with pytest.raises(UserErrors, match=r"first: T0, T1, T2, T3, T4, T5, T6, T7, T8, T9 and 3 more\."):
        await tasks.complete(sam, task)


async def test_given_twenty_at_once_when_completed_then_one_event_and_all_succeed(world: World) -> None:
    task = await tasks.create(world.actor(world.sam), world.active.id, title="t")
    people = [world.actor(person) for person in (world.sam, world.ada, world.cara, world.carl)] * 5
    outcomes = await asyncio.gather(*(outcome(tasks.complete(person, task)) for person in people))
    assert outcomes == [DONE] * 20
    event = await Event.get(action="task.completed")
    assert (await state_of(task))[:4] == ("DONE", 2, now(), event.actor_id)
    outcomes = await asyncio.gather(*(outcome(tasks.reopen(world.actor(world.sam), task)) for _ in range(20)))
    assert outcomes == [DONE] * 20
    assert await Event.filter(action="task.reopened").count() == 1


async def test_given_a_delete_at_the_same_time_when_completed_then_an_event_only_of_what_was_there(world: World) -> None:
    sam, cara = world.actor(world.sam), world.actor(world.cara)
    seen: Counter[str] = Counter()
    for _ in range(5):
        task = await tasks.create(sam, world.active.id, title="t")
        completed, deleted = await asyncio.gather(outcome(tasks.complete(cara, task)), outcome(tasks.delete(sam, task)))
        assert deleted == DONE
        actions = [event.action for event in await Event.filter(target_id=task).order_by("id")]
        assert completed in (DONE, "NOT_FOUND taskId")
        assert actions == ["task.created", *(["task.completed"] if completed == DONE else []), "task.deleted"]
        seen[completed] += 1
    assert await Task.all().count() == 0


async def test_given_a_dependency_added_at_the_same_time_when_completed_then_one_of_them_was_first(world: World) -> None:
    sam, cara = world.actor(world.sam), world.actor(world.cara)
    for _ in range(5):
        first = await tasks.create(sam, world.active.id, title="first")
        task = await tasks.create(sam, world.active.id, title="t")
        completed, changed = await asyncio.gather(
            outcome(tasks.complete(cara, task)), outcome(tasks.update(sam, task, depends_on=[first]))
        )  # fmt: skip
        assert changed == DONE
        row = await Task.get(id=task)
        assert (completed, row.status, row.version) in ((DONE, TaskStatus.DONE, 3), ("NOT_OPEN taskId", TaskStatus.TODO, 2))
