import asyncio
from collections import Counter
from datetime import timedelta
from uuid import UUID

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.core.runtime import Runtime, now
from app.models import Task, TaskDependency
from app.services import tasks
from tests.app.services.tasking import INTERNAL, SHARED, clear, last_event, needs_of, times_of
from tests.outcomes import DONE, outcome
from tests.world import World, snapshot

CIRCLE = "INVALID dependsOn"
MANY = 5
edits = st.lists(st.tuples(st.integers(0, MANY - 1), st.frozensets(st.integers(0, MANY - 1), max_size=3)), min_size=1, max_size=12)


def has_circle(needs: dict[int, frozenset[int]]) -> bool:
    """Whether something must be done before itself: what waits for nothing is taken away until nothing can be."""
    left = dict(needs)
    while free := [one for one, first in left.items() if not first & left.keys()]:
        for one in free:
            del left[one]
    return bool(left)


@given(edits=edits)
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
async def test_given_any_edits_one_after_the_other_when_made_then_never_a_circle_and_else_what_was_asked(
    world: World, edits: list[tuple[int, frozenset[int]]]
) -> None:
    sam = world.actor(world.sam)
    await clear(world.active.id)
    ids = [await tasks.create(sam, world.active.id, title=str(n)) for n in range(MANY)]
    needs: dict[int, frozenset[int]] = {n: frozenset() for n in range(MANY)}
    for task, wanted in edits:
        refused = has_circle(needs | {task: wanted})
        result = await outcome(tasks.update(sam, ids[task], depends_on=[ids[n] for n in wanted]))
        assert result == (CIRCLE if refused else DONE)
        if not refused:
            needs[task] = wanted
        for n, first in needs.items():
            assert await needs_of(ids[n]) == {ids[one] for one in first}


async def test_given_a_set_when_replaced_then_whole_with_one_event_and_one_more_version(runtime: Runtime, world: World) -> None:
    sam, poc = world.actor(world.sam), world.active.id
    a, b, c = [await tasks.create(sam, poc, title=title) for title in "abc"]
    task = await tasks.create(sam, poc, title="t", depends_on=[a, b, a])
    assert await needs_of(task) == {a, b}
    kept = await TaskDependency.get(task_id=task, depends_on_id=b)
    runtime.clock.advance(timedelta(hours=1))
    await tasks.update(sam, task, depends_on=[b, c])
    assert await needs_of(task) == {b, c}
    assert await TaskDependency.get(task_id=task, depends_on_id=b) == kept
    assert (await Task.get(id=task)).version == 2
    before, after = [[str(id_) for id_ in sorted(ids)] for ids in ((a, b), (b, c))]
    assert await last_event(poc) == ("task.changed", True, {"dependsOn": [before, after]})
    assert await times_of(poc) == (now(), now())


async def test_given_itself_or_a_long_way_round_when_depended_on_then_invalid_and_nothing_is_written(world: World) -> None:
    sam, poc = world.actor(world.sam), world.active.id
    ids = [await tasks.create(sam, poc, title="0")]
    for n in range(1, 40):
        ids.append(await tasks.create(sam, poc, title=str(n), depends_on=[ids[-1]]))
    before = await snapshot()
    for needed in (ids[0], ids[1], ids[-1]):
        assert await outcome(tasks.update(sam, ids[0], depends_on=[needed])) == CIRCLE
    assert await snapshot() == before
    assert await outcome(tasks.update(sam, ids[-1], depends_on=[ids[0], ids[1]])) == DONE


async def test_given_two_that_would_close_a_circle_when_made_at_once_then_one_is_refused(world: World) -> None:
    sam, poc = world.actor(world.sam), world.active.id
    for _ in range(5):
        a, b = [await tasks.create(sam, poc, title=title) for title in "ab"]
        results = await asyncio.gather(outcome(tasks.update(sam, a, depends_on=[b])), outcome(tasks.update(sam, b, depends_on=[a])))
        assert Counter(results) == {DONE: 1, CIRCLE: 1}


async def test_given_an_internal_task_when_a_shared_one_would_depend_on_it_then_invalid_whichever_of_them_changes(world: World) -> None:
    sam, poc = world.actor(world.sam), world.active.id
    shared = await tasks.create(sam, poc, title="shared")
    hidden = await tasks.create(sam, poc, title="hidden", visibility=INTERNAL, depends_on=[shared])
    before = await snapshot()
    assert await outcome(tasks.create(sam, poc, title="t", depends_on=[shared, hidden])) == CIRCLE
    assert await outcome(tasks.update(sam, shared, depends_on=[hidden])) == CIRCLE
    assert await snapshot() == before
    waiting = await tasks.create(sam, poc, title="waiting", visibility=INTERNAL, depends_on=[hidden])
    before = await snapshot()
    assert await outcome(tasks.update(sam, waiting, visibility=SHARED)) == "INVALID visibility"
    assert await outcome(tasks.update(sam, waiting, visibility=SHARED, depends_on=[hidden])) == "INVALID dependsOn"
    assert await snapshot() == before
    assert await outcome(tasks.update(sam, waiting, visibility=SHARED, depends_on=[shared])) == DONE
    before = await snapshot()
    assert await outcome(tasks.update(sam, shared, visibility=INTERNAL)) == "INVALID visibility"
    assert await snapshot() == before
    await tasks.update(sam, waiting, visibility=INTERNAL)
    assert await outcome(tasks.update(sam, shared, visibility=INTERNAL)) == DONE
    assert await outcome(tasks.update(sam, hidden, visibility=SHARED)) == "INVALID visibility"


async def test_given_one_that_turns_internal_at_the_same_time_when_a_shared_one_depends_on_it_then_one_is_refused(world: World) -> None:
    sam, poc = world.actor(world.sam), world.active.id
    ids: list[UUID] = [await tasks.create(sam, poc, title=str(n)) for n in range(10)]
    for first, task in zip(ids[::2], ids[1::2], strict=True):
        results = await asyncio.gather(
            outcome(tasks.update(sam, first, visibility=INTERNAL)), outcome(tasks.update(sam, task, depends_on=[first]))
        )  # fmt: skip
        assert tuple(results) in ((DONE, CIRCLE), ("INVALID visibility", DONE))
