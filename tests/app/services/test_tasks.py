import asyncio
from collections import Counter
from datetime import UTC, date, datetime, timedelta
from uuid import UUID, uuid4

import pytest

from app.core import db
from app.core.runtime import Runtime, now
from app.models import Collaborator, Comment, Event, Membership, MembershipStatus, Participant, PocActivityKind, Task, TaskSide, TaskStatus
from app.services import collaborators, task_groups, tasks
from tests.app.services.tasking import INTERNAL, SHARED, comment_on, last_event, needs_of, tasks_of, times_of
from tests.outcomes import DONE, outcome
from tests.world import World, rows, snapshot

DAY = date(2026, 3, 29)
"""On which clocks are put forward in Berlin."""


async def full(world: World) -> UUID:
    """A task that has everything."""
    sam, poc = world.actor(world.sam), world.active.id
    group = await task_groups.create(sam, poc, title="g")
    first = await tasks.create(sam, poc, title="first")
    return await tasks.create(
        sam, poc, title=" Meet ", description=" At noon ", group_id=group, side=TaskSide.CUSTOMER, due_on=DAY,
        assigned_participant_id=world.cara_on_active.id, depends_on=[first],
    )  # fmt: skip


async def test_given_all_facts_when_a_task_is_made_then_it_has_them_with_one_event_and_customers_see_the_time_move(
    runtime: Runtime, world: World
) -> None:
    runtime.clock.advance(timedelta(hours=1))
    task = await Task.get(id=await full(world))
    assert (task.title, task.description, task.side, task.status) == ("Meet", "At noon", TaskSide.CUSTOMER, TaskStatus.TODO)
    assert (task.visibility, task.position, task.version, task.created_at) == (SHARED, 0, 1, now())
    assert (task.due_on, task.due_at) == (DAY, datetime(2026, 3, 29, 22, tzinfo=UTC))
    assert (task.assigned_participant_id, task.assigned_user_id) == (world.cara_on_active.id, None)
    assert (task.completed_at, task.completed_by_id, task.completed_by_customer) == (None, None, False)
    assert await tasks_of(world.active.id) == {"- SHARED": ["first"], "g SHARED": ["Meet"]}
    assert len(await needs_of(task.id)) == 1
    event = await Event.get(target_id=task.id)
    assert (event.action, event.target_kind, event.poc_id, event.activity) == (
        "task.created", "task", world.active.id, PocActivityKind.TASK_CREATED,
    )  # fmt: skip
    assert (event.shared, event.changes) == (True, {"title": [None, "Meet"]})
    assert await times_of(world.active.id) == (now(), now())


async def test_given_an_internal_task_when_it_is_made_changed_and_deleted_then_customers_see_no_time_move(
    runtime: Runtime, world: World
) -> None:
    sam, poc = world.actor(world.sam), world.active.id
    seen = (await times_of(poc))[1]
    runtime.clock.advance(timedelta(hours=1))
    id_ = await tasks.create(sam, poc, title="t", visibility=INTERNAL)
    assert (await last_event(poc))[:2] == ("task.created", False)
    await tasks.update(sam, id_, title="u")
    assert (await last_event(poc))[:2] == ("task.changed", False)
    await tasks.complete(sam, id_)
    assert (await last_event(poc))[:2] == ("task.completed", False)
    await tasks.reopen(sam, id_)
    assert (await last_event(poc))[:2] == ("task.reopened", False)
    await tasks.delete(sam, id_)
    assert await last_event(poc) == ("task.deleted", False, {"title": ["u", None]})
    assert await times_of(poc) == (now(), seen)


async def test_given_who_may_not_when_tasks_are_made_changed_or_deleted_then_refused_and_nothing_is_written(world: World) -> None:
    sam = world.actor(world.sam)
    shared = await tasks.create(sam, world.active.id, title="t")
    hidden = await tasks.create(sam, world.active.id, title="u", visibility=INTERNAL)
    before = await snapshot()
    for person, of_shared, of_internal in (
        (world.cara, "FORBIDDEN", "NOT_FOUND taskId"),
        (world.dora, "NOT_FOUND taskId", "NOT_FOUND taskId"),
        (world.kim, "NOT_FOUND taskId", "NOT_FOUND taskId"),
        (world.max, "NOT_FOUND taskId", "NOT_FOUND taskId"),
        (world.olga, "NOT_FOUND taskId", "NOT_FOUND taskId"),
    ):
        actor = world.actor(person)
        assert await outcome(tasks.create(actor, world.active.id, title="x")) == of_shared.replace("taskId", "pocId")
        assert await outcome(tasks.update(actor, shared, title="x")) == of_shared
        assert await outcome(tasks.delete(actor, shared)) == of_shared
        assert await outcome(tasks.update(actor, hidden, title="x")) == of_internal
        assert await outcome(tasks.delete(actor, hidden)) == of_internal
    for call in (tasks.update(sam, None, title="x"), tasks.delete(sam, None), tasks.update(sam, uuid4(), title="x")):
        assert await outcome(call) == "NOT_FOUND taskId"
    assert await outcome(tasks.create(sam, None, title="x")) == "NOT_FOUND pocId"
    assert await snapshot() == before
    assert await outcome(tasks.update(world.actor(world.mia), hidden, title="x")) == DONE


async def test_given_wrong_facts_when_a_task_is_made_or_changed_then_all_is_named_and_nothing_is_written(world: World) -> None:
    sam = world.actor(world.sam)
    other = await task_groups.create(world.actor(world.kim), world.kims.id, title="of another POC")
    foreign = await tasks.create(world.actor(world.kim), world.kims.id, title="of another POC")
    task = await tasks.create(sam, world.active.id, title="t")
    before = await snapshot()
    wrong = {
        "title": " ", "description": "x" * 10_001, "group_id": other, "assigned_participant_id": world.dora_on_active.id,
        "assigned_user_id": world.cara.id, "due_on": date(9999, 12, 31), "position": -1, "depends_on": [task, foreign, None],
    }  # fmt: skip
    named = (
        "REQUIRED title; TOO_LONG description; NOT_FOUND assignedParticipantId; NOT_FOUND assignedUserId; INVALID dueOn;"
        " NOT_FOUND groupId; NOT_FOUND dependsOn.1; NOT_FOUND dependsOn.2; INVALID position"
    )
    assert await outcome(tasks.create(sam, world.active.id, **wrong)) == named
    assert await outcome(tasks.update(sam, task, **wrong)) == named
    cleared = tasks.update(sam, task, title=None, side=None, status=None, visibility=None, position=None)
    assert await outcome(cleared) == "REQUIRED title; REQUIRED side; REQUIRED status; REQUIRED visibility; REQUIRED position"
    for day in (date.min, date(1900, 1, 1)):
        assert await outcome(tasks.update(sam, task, due_on=day)) == "INVALID dueOn"
    assert await snapshot() == before
    assert await outcome(tasks.update(sam, task, due_on=date(2020, 1, 1))) == DONE  # a day that is over


async def test_given_people_when_a_task_is_assigned_then_to_those_on_the_poc_and_colleagues_who_read_pocs(world: World) -> None:
    sam, poc = world.actor(world.sam), world.active.id
    async with db.transaction():
        await Collaborator.create(poc_id=poc, user_id=world.max.id, since=now())
        ended = await Participant.create(poc=world.kims, user=world.carl, joined_at=now())
        left = await Membership.get(user_id=world.mia.id)
        await Membership.filter(id=left.id).update(status=MembershipStatus.DEACTIVATED)
    task = await tasks.create(sam, poc, title="t")
    for user_id, expected in (
        (world.sam.id, DONE),
        (world.max.id, DONE),  # who works on it, whatever the role
        (world.kim.id, DONE),
        (world.ada.id, DONE),
        (world.mia.id, "NOT_FOUND assignedUserId"),
        (world.otto.id, "NOT_FOUND assignedUserId"),
        (world.cara.id, "NOT_FOUND assignedUserId"),
        (uuid4(), "NOT_FOUND assignedUserId"),
    ):
        assert await outcome(tasks.update(sam, task, assigned_user_id=user_id)) == expected
    await collaborators.remove(sam, poc, world.max.id)
    assert await outcome(tasks.update(sam, task, assigned_user_id=world.max.id)) == "NOT_FOUND assignedUserId"  # a MEMBER
    await tasks.update(sam, task, assigned_user_id=None)
    for participant_id, expected in (
        (world.cara_on_active.id, DONE),
        (world.carl_on_active.id, DONE),
        (world.dora_on_active.id, "NOT_FOUND assignedParticipantId"),
        (ended.id, "NOT_FOUND assignedParticipantId"),
        (world.cara.id, "NOT_FOUND assignedParticipantId"),
    ):
        assert await outcome(tasks.update(sam, task, assigned_participant_id=participant_id)) == expected
    assert (await Task.get(id=task)).assigned_participant_id == world.carl_on_active.id


async def test_given_one_assignee_when_another_is_named_then_invalid_unless_the_first_is_cleared_in_the_same_call(world: World) -> None:
    sam, poc, cara = world.actor(world.sam), world.active.id, world.cara_on_active.id
    both = {"assigned_participant_id": cara, "assigned_user_id": world.sam.id}
    before = await snapshot()
    assert await outcome(tasks.create(sam, poc, title="t", **both)) == "INVALID assignedUserId"
    assert await snapshot() == before
    task = await tasks.create(sam, poc, title="t", assigned_participant_id=cara)
    before = await snapshot()
    assert await outcome(tasks.update(sam, task, assigned_user_id=world.sam.id)) == "INVALID assignedUserId"
    assert await outcome(tasks.update(sam, task, **both)) == "INVALID assignedUserId"
    assert await snapshot() == before
    await tasks.update(sam, task, assigned_user_id=world.sam.id, assigned_participant_id=None)
    assert await outcome(tasks.update(sam, task, assigned_participant_id=cara)) == "INVALID assignedUserId"
    row = await Task.get(id=task)
    assert (row.assigned_participant_id, row.assigned_user_id) == (None, world.sam.id)


async def test_given_changes_when_a_task_is_changed_then_one_event_tells_them_without_the_description(world: World) -> None:
    sam, poc = world.actor(world.sam), world.active.id
    task = await full(world)
    [needed] = await needs_of(task)
    group = (await Task.get(id=task)).group_id
    await tasks.update(
        sam, task, expected_version=1, title="Call", description=None, group_id=None, side=TaskSide.ANYONE, due_on=None,
        status=TaskStatus.BLOCKED, assigned_participant_id=None, position=0, depends_on=[],
    )  # fmt: skip
    assert await last_event(poc) == ("task.changed", True, {
        "title": ["Meet", "Call"], "description": ["[changed]", None], "groupId": [str(group), None], "side": ["CUSTOMER", "ANYONE"],
        "status": ["TODO", "BLOCKED"], "assignedParticipantId": [str(world.cara_on_active.id), None], "dueOn": ["2026-03-29", None],
        "dependsOn": [[str(needed)], []],
    })  # fmt: skip
    row = await Task.get(id=task)
    assert (row.version, row.due_on, row.due_at, row.description) == (2, None, None, None)
    assert await tasks_of(poc) == {"- SHARED": ["Call", "first"]}
    assert await rows("event") == 4


async def test_given_nothing_different_when_a_task_is_changed_then_success_and_nothing_is_written(runtime: Runtime, world: World) -> None:
    sam = world.actor(world.sam)
    task = await full(world)
    row = await Task.get(id=task)
    async with db.transaction():  # somebody who could not be chosen now
        await Participant.filter(id=world.cara_on_active.id).update(removed_at=now())
    runtime.clock.advance(timedelta(hours=1))
    before = await snapshot()
    same = {
        "title": "Meet ", "description": "At noon", "group_id": row.group_id, "side": TaskSide.CUSTOMER, "due_on": DAY, "position": 0,
        "assigned_participant_id": world.cara_on_active.id, "assigned_user_id": None, "depends_on": list(await needs_of(task)) * 2,
        "status": TaskStatus.TODO, "visibility": SHARED, "expected_version": 1,
    }  # fmt: skip
    for given in ({}, same, {"position": 99}):
        assert await outcome(tasks.update(sam, task, **given)) == DONE
    assert await snapshot() == before


async def test_given_a_stale_version_when_changed_then_stale_and_nothing_is_written(world: World) -> None:
    sam = world.actor(world.sam)
    task = await tasks.create(sam, world.active.id, title="t")
    await tasks.update(sam, task, expected_version=1, title="u")
    before = await snapshot()
    for version in (0, 1, 3):
        assert await outcome(tasks.update(sam, task, expected_version=version, title="v")) == "STALE expectedVersion"
        assert await outcome(tasks.update(sam, task, expected_version=version)) == "STALE expectedVersion"
    assert await snapshot() == before
    await tasks.complete(sam, task)
    assert await outcome(tasks.update(sam, task, expected_version=2, title="v")) == "STALE expectedVersion"
    assert await outcome(tasks.update(sam, task, expected_version=3, title="v")) == DONE


async def test_given_twenty_with_the_same_version_when_they_change_it_at_once_then_one_wins(world: World) -> None:
    sam = world.actor(world.sam)
    task = await tasks.create(sam, world.active.id, title="t")
    outcomes = await asyncio.gather(*(outcome(tasks.update(sam, task, expected_version=1, title=str(n))) for n in range(20)))
    assert Counter(outcomes) == {DONE: 1, "STALE expectedVersion": 19}
    assert await Event.filter(action="task.changed").count() == 1


@pytest.mark.parametrize("status", [TaskStatus.IN_PROGRESS, TaskStatus.BLOCKED])
async def test_given_a_status_when_changed_then_to_all_but_done_and_never_from_it(world: World, status: TaskStatus) -> None:
    sam = world.actor(world.sam)
    task = await tasks.create(sam, world.active.id, title="t")
    await tasks.update(sam, task, status=status)
    assert (await Task.get(id=task)).status is status
    before = await snapshot()
    assert await outcome(tasks.update(sam, task, status=TaskStatus.DONE, title="u")) == "INVALID status"
    assert await snapshot() == before
    await tasks.complete(sam, task)
    before = await snapshot()
    assert await outcome(tasks.update(sam, task, status=status)) == "NOT_OPEN status"
    assert await outcome(tasks.update(sam, task, status=TaskStatus.DONE)) == DONE  # as it is
    assert await snapshot() == before


async def test_given_a_task_when_deleted_then_its_comments_and_dependencies_go_and_the_others_close_up(world: World) -> None:
    sam, poc = world.actor(world.sam), world.active.id
    a, b, c = [await tasks.create(sam, poc, title=title) for title in "abc"]
    await tasks.update(sam, b, depends_on=[a])
    await tasks.update(sam, c, depends_on=[b])
    await comment_on(b, world.cara)
    stays = await comment_on(c, world.cara)
    assert await tasks.delete(sam, b) == poc
    assert await tasks_of(poc) == {"- SHARED": ["a", "c"]}
    assert await rows("task_dependency") == 0
    assert [comment.id for comment in await Comment.all()] == [stays]
    assert await last_event(poc) == ("task.deleted", True, {"title": ["b", None]})
    assert await outcome(tasks.delete(sam, b)) == "NOT_FOUND taskId"


async def test_given_a_thousand_tasks_when_one_more_is_made_then_limit_reached_also_by_many_at_once(world: World) -> None:
    sam = world.actor(world.sam)
    async with db.transaction():
        await Task.bulk_create([Task(poc_id=world.active.id, title=str(n), position=n, created_at=now()) for n in range(tasks.MOST - 2)])
    outcomes = await asyncio.gather(*(outcome(tasks.create(sam, world.active.id, title="x", position=0)) for _ in range(5)))
    assert Counter(outcomes) == {DONE: 2, "LIMIT_REACHED pocId": 3}
    before = await snapshot()
    assert await outcome(tasks.create(sam, world.active.id, title="x", visibility=INTERNAL)) == "LIMIT_REACHED pocId"
    assert await snapshot() == before
    assert len((await tasks_of(world.active.id))["- SHARED"]) == tasks.MOST
    assert await outcome(tasks.create(sam, world.won.id, title="x")) == DONE
