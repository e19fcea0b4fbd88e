import asyncio
from collections import Counter
from datetime import timedelta

import pytest

from app.core import db
from app.core.runtime import Runtime, now
from app.models import Comment, Event, Poc, PocStatus, Task, TaskGroup
from app.services import task_groups, tasks
from tests.app.services.tasking import INTERNAL, SHARED, comment_on, groups_of, last_event, tasks_of, times_of
from tests.outcomes import DONE, outcome
from tests.world import World, snapshot


async def test_given_staff_when_a_group_is_made_then_it_stands_last_with_one_event_and_customers_see_the_time_move(
    runtime: Runtime, world: World
) -> None:
    runtime.clock.advance(timedelta(hours=1))
    sam = world.actor(world.sam)
    id_ = await task_groups.create(sam, world.active.id, title="  Kick-off ")
    group = await TaskGroup.get(id=id_)
    assert (group.title, group.visibility, group.position, group.created_at) == ("Kick-off", SHARED, 0, now())
    [event] = await Event.filter(poc_id=world.active.id)
    assert (event.action, event.target_kind, event.target_id) == ("task.group_created", "task_group", id_)
    assert (event.tenant_id, event.actor_id, event.activity) == (world.northwind.id, world.sam.id, None)
    assert (event.shared, event.changes) == (True, {"title": [None, "Kick-off"]})
    assert await times_of(world.active.id) == (now(), now())
    await task_groups.create(sam, world.active.id, title="Second")
    await task_groups.create(sam, world.active.id, title="Between us", visibility=INTERNAL)
    await task_groups.create(sam, world.active.id, title="First", position=0)
    await task_groups.create(sam, world.active.id, title="Last", position=99)
    assert await groups_of(world.active.id) == {"INTERNAL": ["Between us"], "SHARED": ["First", "Kick-off", "Second", "Last"]}


async def test_given_an_internal_group_when_it_is_made_changed_and_deleted_then_customers_see_no_time_move(
    runtime: Runtime, world: World
) -> None:
    sam = world.actor(world.sam)
    seen = (await times_of(world.active.id))[1]
    runtime.clock.advance(timedelta(hours=1))
    id_ = await task_groups.create(sam, world.active.id, title="Between us", visibility=INTERNAL)
    assert (await last_event(world.active.id))[:2] == ("task.group_created", False)
    await task_groups.update(sam, id_, title="Among us")
    assert await last_event(world.active.id) == ("task.group_changed", False, {"title": ["Between us", "Among us"]})
    await task_groups.delete(sam, id_)
    assert await last_event(world.active.id) == ("task.group_deleted", False, {"title": ["Among us", None]})
    assert await times_of(world.active.id) == (now(), seen)


async def test_given_who_may_not_when_groups_are_made_changed_or_deleted_then_refused_and_nothing_is_written(world: World) -> None:
    sam = world.actor(world.sam)
    group = await task_groups.create(sam, world.active.id, title="Kick-off")
    hidden = await task_groups.create(sam, world.active.id, title="Between us", visibility=INTERNAL)
    before = await snapshot()
    for person, of_shared, of_internal in (
        (world.cara, "FORBIDDEN", "NOT_FOUND groupId"),
        (world.dora, "NOT_FOUND groupId", "NOT_FOUND groupId"),
        (world.kim, "NOT_FOUND groupId", "NOT_FOUND groupId"),
        (world.max, "NOT_FOUND groupId", "NOT_FOUND groupId"),
        (world.olga, "NOT_FOUND groupId", "NOT_FOUND groupId"),
    ):
        actor = world.actor(person)
        assert await outcome(task_groups.create(actor, world.active.id, title="x")) == of_shared.replace("groupId", "pocId")
        assert await outcome(task_groups.update(actor, group, title="x")) == of_shared
        assert await outcome(task_groups.delete(actor, group)) == of_shared
        assert await outcome(task_groups.update(actor, hidden, title="x")) == of_internal
        assert await outcome(task_groups.delete(actor, hidden)) == of_internal
    assert await outcome(task_groups.create(sam, None, title="x")) == "NOT_FOUND pocId"
    assert await outcome(task_groups.update(sam, None, title="x")) == "NOT_FOUND groupId"
    assert await outcome(task_groups.delete(sam, world.active.id)) == "NOT_FOUND groupId"
    assert await snapshot() == before
    assert await outcome(task_groups.update(world.actor(world.ada), hidden, title="x")) == DONE


@pytest.mark.parametrize("status", list(PocStatus))
async def test_given_a_poc_in_any_state_when_staff_writes_then_it_is_done(world: World, status: PocStatus) -> None:
    poc = next(poc for poc in world.pocs.values() if poc.status is status and poc.owner_id == world.sam.id)
    sam = world.actor(world.sam)
    group = await task_groups.create(sam, poc.id, title="Kick-off")
    task = await tasks.create(sam, poc.id, title="Meet", group_id=group)
    await tasks.complete(sam, task)
    await tasks.reopen(sam, task)
    assert await tasks_of(poc.id) == {"Kick-off SHARED": ["Meet"]}


async def test_given_wrong_facts_when_a_group_is_made_or_changed_then_all_is_named_and_nothing_is_written(world: World) -> None:
    sam = world.actor(world.sam)
    group = await task_groups.create(sam, world.active.id, title="Kick-off")
    before = await snapshot()
    assert await outcome(task_groups.create(sam, world.active.id, title=" ", position=-1)) == "REQUIRED title; INVALID position"
    assert await outcome(task_groups.create(sam, world.active.id, title="x" * 201)) == "TOO_LONG title"
    assert await outcome(task_groups.update(sam, group, title="a\nb", position=-1)) == "INVALID title; INVALID position"
    cleared = task_groups.update(sam, group, title=None, visibility=None, position=None)
    assert await outcome(cleared) == "REQUIRED title; REQUIRED visibility; REQUIRED position"
    assert await snapshot() == before


async def test_given_nothing_different_when_a_group_is_changed_then_success_and_nothing_is_written(runtime: Runtime, world: World) -> None:
    sam = world.actor(world.sam)
    await task_groups.create(sam, world.active.id, title="Zero")
    group = await task_groups.create(sam, world.active.id, title="Kick-off")
    runtime.clock.advance(timedelta(hours=1))
    before = await snapshot()
    for given in ({}, {"title": " Kick-off "}, {"visibility": SHARED}, {"position": 1}, {"position": 99}):
        assert await outcome(task_groups.update(sam, group, **given)) == DONE
    assert await snapshot() == before


async def test_given_three_groups_when_one_moves_or_goes_then_the_others_close_up(world: World) -> None:
    sam = world.actor(world.sam)
    a, b, _ = [await task_groups.create(sam, world.active.id, title=title) for title in "abc"]
    await task_groups.update(sam, a, position=2)
    assert await groups_of(world.active.id) == {"SHARED": ["b", "c", "a"]}
    assert await last_event(world.active.id) == ("task.group_changed", True, {"position": [0, 2]})
    await task_groups.update(sam, a, position=1)
    assert await groups_of(world.active.id) == {"SHARED": ["b", "a", "c"]}
    await task_groups.delete(sam, b)
    assert await groups_of(world.active.id) == {"SHARED": ["a", "c"]}
    await task_groups.update(sam, a, visibility=INTERNAL)  # in the same place as before, among others
    assert await groups_of(world.active.id) == {"INTERNAL": ["a"], "SHARED": ["c"]}


async def test_given_a_shared_group_when_it_turns_internal_then_its_tasks_and_their_comments_do_and_customers_see_the_time_move(
    runtime: Runtime, world: World
) -> None:
    sam = world.actor(world.sam)
    group = await task_groups.create(sam, world.active.id, title="g")
    hidden = await tasks.create(sam, world.active.id, title="hidden", group_id=group, visibility=INTERNAL)
    one = await tasks.create(sam, world.active.id, title="one", group_id=group)
    await tasks.create(sam, world.active.id, title="two", group_id=group)
    beside = await tasks.create(sam, world.active.id, title="beside")
    on_one, on_beside = await comment_on(one, world.cara), await comment_on(beside, world.cara)
    runtime.clock.advance(timedelta(hours=1))
    await task_groups.update(sam, group, visibility=INTERNAL)
    assert await tasks_of(world.active.id) == {"g INTERNAL": ["hidden", "one", "two"], "- SHARED": ["beside"]}
    assert ((await Comment.get(id=on_one)).visibility, (await Comment.get(id=on_beside)).visibility) == (INTERNAL, SHARED)
    assert [(await Task.get(id=id_)).version for id_ in (hidden, one, beside)] == [1, 2, 1]
    assert await last_event(world.active.id) == ("task.group_changed", True, {"visibility": ["SHARED", "INTERNAL"]})
    assert await times_of(world.active.id) == (now(), now())

    runtime.clock.advance(timedelta(hours=1))
    await task_groups.update(sam, group, visibility=SHARED)  # which shares the group alone
    assert await tasks_of(world.active.id) == {"g INTERNAL": ["hidden", "one", "two"], "- SHARED": ["beside"]}
    assert (await Comment.get(id=on_one)).visibility is INTERNAL
    assert (await last_event(world.active.id))[1] is True
    assert await times_of(world.active.id) == (now(), now())


async def test_given_shared_tasks_elsewhere_that_depend_on_its_tasks_when_a_group_turns_internal_then_invalid(world: World) -> None:
    sam, poc = world.actor(world.sam), world.active.id
    group, other = [await task_groups.create(sam, poc, title=title) for title in "gh"]
    first = await tasks.create(sam, poc, title="first", group_id=group)
    inside = await tasks.create(sam, poc, title="inside", group_id=group, depends_on=[first])
    internal = await tasks.create(sam, poc, title="internal", visibility=INTERNAL, depends_on=[inside])
    outside = await tasks.create(sam, poc, title="outside", group_id=other, depends_on=[first])
    loose = await tasks.create(sam, poc, title="loose", depends_on=[first])
    before = await snapshot()
    assert await outcome(task_groups.update(sam, group, title="new", visibility=INTERNAL)) == "INVALID visibility"
    await tasks.update(sam, outside, depends_on=[])
    assert await outcome(task_groups.update(sam, group, visibility=INTERNAL)) == "INVALID visibility"
    assert before["task_group"] == (await snapshot())["task_group"]
    await tasks.update(sam, loose, depends_on=[])
    assert await outcome(task_groups.update(sam, group, visibility=INTERNAL)) == DONE
    assert (await Task.get(id=internal)).visibility is INTERNAL


async def test_given_a_group_with_tasks_when_deleted_then_they_stand_behind_those_without_a_group(world: World) -> None:
    sam, poc = world.actor(world.sam), world.active.id
    await tasks.create(sam, poc, title="loose")
    await tasks.create(sam, poc, title="loose internal", visibility=INTERNAL)
    group = await task_groups.create(sam, poc, title="g")
    one = await tasks.create(sam, poc, title="one", group_id=group)
    await tasks.create(sam, poc, title="two", group_id=group)
    await tasks.create(sam, poc, title="hidden", group_id=group, visibility=INTERNAL)
    assert await task_groups.delete(sam, group) == poc
    assert await tasks_of(poc) == {"- SHARED": ["loose", "one", "two"], "- INTERNAL": ["loose internal", "hidden"]}
    assert await groups_of(poc) == {}
    assert (await Task.get(id=one)).version == 2
    assert await last_event(poc) == ("task.group_deleted", True, {"title": ["g", None]})


async def test_given_a_hundred_groups_when_one_more_is_made_then_limit_reached_also_by_many_at_once(world: World) -> None:
    sam = world.actor(world.sam)
    async with db.transaction():
        await TaskGroup.bulk_create(
            [TaskGroup(poc_id=world.active.id, title=str(n), position=n, created_at=now()) for n in range(task_groups.MOST - 3)]
        )
    outcomes = await asyncio.gather(*(outcome(task_groups.create(sam, world.active.id, title="x", position=0)) for _ in range(8)))
    assert Counter(outcomes) == {DONE: 3, "LIMIT_REACHED pocId": 5}
    before = await snapshot()
    assert await outcome(task_groups.create(sam, world.active.id, title="x", visibility=INTERNAL)) == "LIMIT_REACHED pocId"
    assert await snapshot() == before
    assert len((await groups_of(world.active.id))["SHARED"]) == task_groups.MOST
    assert await outcome(task_groups.create(sam, world.won.id, title="x")) == DONE


async def test_given_many_moves_at_once_when_groups_are_changed_then_positions_hold(world: World) -> None:
    sam = world.actor(world.sam)
    ids = [await task_groups.create(sam, world.active.id, title=title) for title in "abcdef"]
    moves = [task_groups.update(sam, id_, position=(place * 3) % 6) for place, id_ in enumerate(ids)]
    hides = [task_groups.update(sam, id_, visibility=INTERNAL) for id_ in ids[::2]]
    deletes = [task_groups.delete(sam, ids[1])]
    assert set(await asyncio.gather(*map(outcome, moves + hides + deletes))) <= {DONE, "NOT_FOUND groupId"}
    found = await groups_of(world.active.id)
    assert {place: set(titles) for place, titles in found.items()} == {"INTERNAL": set("ace"), "SHARED": set("df")}
    assert (await Poc.get(id=world.active.id)).version == 1
