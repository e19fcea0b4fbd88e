from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any
from uuid import UUID

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.core.runtime import Runtime, now
from app.models import Comment, Task, Visibility
from app.services import task_groups, tasks
from tests.app.services.tasking import INTERNAL, SHARED, Layout, clear, comment_on, groups_of, last_event, tasks_of, times_of
from tests.outcomes import DONE, outcome
from tests.world import World, snapshot

positions = st.none() | st.integers(0, 4)
visibilities = st.sampled_from(Visibility)
steps = st.lists(
    st.one_of(
        st.tuples(st.just("add group"), visibilities, positions),
        st.tuples(st.just("move group"), st.integers(0, 9), st.none() | visibilities, positions),
        st.tuples(st.just("delete group"), st.integers(0, 9)),
        st.tuples(st.just("add task"), st.none() | st.integers(0, 9), visibilities, positions),
        st.tuples(
            st.just("move task"), st.integers(0, 9), st.sampled_from(["stay", "leave", 0, 1, 2]), st.none() | visibilities, positions
        ),
        st.tuples(st.just("delete task"), st.integers(0, 9)),
    ),
    min_size=1,
    max_size=25,
)


@dataclass
class Model:
    """What groups and tasks there should be: titles in their order, by where they stand."""

    groups: Layout = field(default_factory=lambda: {"SHARED": [], "INTERNAL": []})
    tasks: dict[tuple[str, str], list[str]] = field(default_factory=dict)
    ids: dict[str, UUID] = field(default_factory=dict)

    def place_of_group(self, title: str) -> str:
        """The visibility of a group."""
        return next(visibility for visibility, titles in self.groups.items() if title in titles)

    def place_of_task(self, title: str) -> tuple[str, str]:
        """The group and visibility of a task."""
        return next(place for place, titles in self.tasks.items() if title in titles)

    def put(self, place: tuple[str, str], title: str, position: int | None) -> None:
        """Let a task stand somewhere."""
        _put(self.tasks.setdefault(place, []), title, position)

    def shown(self) -> tuple[Layout, Layout]:
        """As the tables would be told."""
        groups = {visibility: titles for visibility, titles in self.groups.items() if titles}
        return groups, {f"{group} {visibility}": titles for (group, visibility), titles in self.tasks.items() if titles}


def _put(titles: list[str], title: str, position: int | None) -> None:
    titles.insert(len(titles) if position is None else position, title)


async def _group_step(actor: Any, poc_id: UUID, model: Model, n: int, step: tuple[Any, ...]) -> None:
    known = [title for title in model.ids if title.startswith("g")]
    match step:
        case ("add group", visibility, position):
            model.ids[f"g{n}"] = await task_groups.create(actor, poc_id, title=f"g{n}", visibility=visibility, position=position)
            _put(model.groups[visibility], f"g{n}", position)
        case ("move group", which, visibility, position) if known:
            title = known[which % len(known)]
            given = {name: value for name, value in (("visibility", visibility), ("position", position)) if value is not None}
            await task_groups.update(actor, model.ids[title], **given)
            old = model.place_of_group(title)
            new = visibility or old
            if new != old or position is not None:
                model.groups[old].remove(title)
                _put(model.groups[new], title, position)
            if new == INTERNAL:
                for task in model.tasks.pop((title, "SHARED"), []):
                    model.put((title, "INTERNAL"), task, None)
        case ("delete group", which) if known:
            title = known[which % len(known)]
            await task_groups.delete(actor, model.ids.pop(title))
            model.groups[model.place_of_group(title)].remove(title)
            for visibility in ("SHARED", "INTERNAL"):
                for task in model.tasks.pop((title, visibility), []):
                    model.put(("-", visibility), task, None)


async def _task_step(actor: Any, poc_id: UUID, model: Model, n: int, step: tuple[Any, ...]) -> None:
    groups = [title for title in model.ids if title.startswith("g")]
    known = [title for title in model.ids if title.startswith("t")]
    match step:
        case ("add task", which, visibility, position):
            group = "-" if which is None or not groups else groups[which % len(groups)]
            model.ids[f"t{n}"] = await tasks.create(
                actor, poc_id, title=f"t{n}", group_id=model.ids.get(group), visibility=visibility, position=position
            )  # fmt: skip
            internal = group != "-" and model.place_of_group(group) == INTERNAL
            model.put((group, INTERNAL.value if internal else visibility.value), f"t{n}", position)
        case ("move task", which, where, visibility, position) if known:
            title = known[which % len(known)]
            old = model.place_of_task(title)
            given: dict[str, Any] = {name: v for name, v in (("visibility", visibility), ("position", position)) if v is not None}
            group = (
                old[0] if where == "stay" or (where != "leave" and not groups) else "-" if where == "leave" else groups[where % len(groups)]
            )
            if where != "stay":
                given["group_id"] = model.ids.get(group)
            internal = group != "-" and model.place_of_group(group) == INTERNAL
            result = await outcome(tasks.update(actor, model.ids[title], **given))
            if internal and group == old[0] and visibility is SHARED:
                assert result == "INVALID visibility"
                return
            assert result == DONE
            new = (group, "INTERNAL" if internal else visibility.value if visibility else old[1])
            if new != old or position is not None:
                model.tasks[old].remove(title)
                model.put(new, title, position)
        case ("delete task", which) if known:
            title = known[which % len(known)]
            await tasks.delete(actor, model.ids.pop(title))
            model.tasks[model.place_of_task(title)].remove(title)


@given(steps=steps)
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
async def test_given_any_steps_one_after_the_other_when_made_then_everything_stands_where_it_should(
    world: World, steps: list[tuple[Any, ...]]
) -> None:
    sam, poc = world.actor(world.sam), world.active.id
    await clear(poc)
    model = Model()
    for n, step in enumerate(steps):
        await _group_step(sam, poc, model, n, step)
        await _task_step(sam, poc, model, n, step)
        assert (await groups_of(poc), await tasks_of(poc)) == model.shown(), step


async def test_given_a_shared_task_when_it_turns_internal_and_back_then_its_comments_stay_internal_and_customers_see_the_times_move(
    runtime: Runtime, world: World
) -> None:
    sam, poc = world.actor(world.sam), world.active.id
    task = await tasks.create(sam, poc, title="t")
    comment = await comment_on(task, world.cara)
    beside = await comment_on(await tasks.create(sam, poc, title="u"), world.cara)
    runtime.clock.advance(timedelta(hours=1))
    await tasks.update(sam, task, visibility=INTERNAL)
    assert ((await Comment.get(id=comment)).visibility, (await Comment.get(id=beside)).visibility) == (INTERNAL, SHARED)
    assert await last_event(poc) == ("task.changed", True, {"visibility": ["SHARED", "INTERNAL"]})
    assert await times_of(poc) == (now(), now())
    assert await tasks_of(poc) == {"- INTERNAL": ["t"], "- SHARED": ["u"]}
    gone = now()
    runtime.clock.advance(timedelta(hours=1))
    await tasks.update(sam, task, title="v")  # which is nothing to customers any more
    assert await times_of(poc) == (now(), gone)

    await tasks.update(sam, task, visibility=SHARED)
    assert (await Comment.get(id=comment)).visibility is INTERNAL
    assert await last_event(poc) == ("task.changed", True, {"visibility": ["INTERNAL", "SHARED"], "position": [0, 1]})
    assert await times_of(poc) == (now(), now())


async def test_given_an_internal_group_when_a_task_is_made_in_it_or_moved_there_then_it_is_internal_whatever_was_asked(
    world: World,
) -> None:
    sam, poc = world.actor(world.sam), world.active.id
    group = await task_groups.create(sam, poc, title="g", visibility=INTERNAL)
    made = await tasks.create(sam, poc, title="made", group_id=group, visibility=SHARED)
    assert (await Task.get(id=made)).visibility is INTERNAL
    assert (await last_event(poc))[1] is False
    moved = await tasks.create(sam, poc, title="moved")
    comment = await comment_on(moved, world.carl)
    await tasks.update(sam, moved, group_id=group, visibility=SHARED, position=0)
    assert await tasks_of(poc) == {"g INTERNAL": ["moved", "made"]}
    assert (await Comment.get(id=comment)).visibility is INTERNAL
    changes = {"groupId": [None, str(group)], "visibility": ["SHARED", "INTERNAL"]}
    assert await last_event(poc) == ("task.changed", True, changes)

    before = await snapshot()
    assert await outcome(tasks.update(sam, moved, visibility=SHARED)) == "INVALID visibility"
    assert await outcome(tasks.update(sam, moved, visibility=SHARED, group_id=group)) == "INVALID visibility"
    assert await snapshot() == before
    await tasks.update(sam, moved, group_id=None)
    assert (await Task.get(id=moved)).visibility is INTERNAL
    await tasks.update(sam, made, group_id=None, visibility=SHARED)
    assert await tasks_of(poc) == {"- INTERNAL": ["moved"], "- SHARED": ["made"]}


async def test_given_a_task_on_which_shared_ones_depend_when_moved_into_an_internal_group_then_invalid(world: World) -> None:
    sam, poc = world.actor(world.sam), world.active.id
    group = await task_groups.create(sam, poc, title="g", visibility=INTERNAL)
    first = await tasks.create(sam, poc, title="first")
    task = await tasks.create(sam, poc, title="t", depends_on=[first])
    before = await snapshot()
    assert await outcome(tasks.update(sam, first, group_id=group)) == "INVALID groupId"
    assert await outcome(tasks.update(sam, first, group_id=group, visibility=INTERNAL)) == "INVALID visibility"
    assert await snapshot() == before
    await tasks.update(sam, task, group_id=group)
    assert await outcome(tasks.update(sam, first, group_id=group)) == DONE
