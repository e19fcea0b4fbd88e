from collections.abc import Iterable
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.core.clock import end_of_day
from app.core.runtime import Runtime, now
from app.models import (
    Poc,
    PocTemplate,
    Resource,
    ResourceKind,
    SuccessCriterion,
    Task,
    TaskDependency,
    TaskGroup,
    TaskSide,
    TaskStatus,
    Visibility,
)
from app.services import poc_templates
from tests.app.services.poc_contents import again, contents, fill, saved, stored
from tests.conftest import START
from tests.outcomes import DONE, outcome
from tests.schema.calling import undone
from tests.statements import counted
from tests.world import World, snapshot

titles = st.text(st.characters(exclude_categories=["Cc", "Cs"]), min_size=1, max_size=8)
texts = st.none() | titles
visibilities = st.sampled_from(Visibility)
days = st.none() | st.dates(date(1900, 1, 1), date(2200, 1, 1))
COUNT = 6


@st.composite
def plans(draw: st.DrawFn) -> dict[str, Any]:
    """What may be on a POC; things refer to each other by their place."""
    groups = draw(st.lists(st.tuples(titles, visibilities), max_size=3))
    tasks = draw(
        st.lists(
            st.tuples(
                titles, texts, st.sampled_from(TaskSide), visibilities,
                st.none() | st.integers(0, len(groups) - 1) if groups else st.none(), days, st.sampled_from(TaskStatus),
                st.frozensets(st.integers(0, COUNT), max_size=3),
            ),
            max_size=COUNT,
        )
    )  # fmt: skip
    resources = draw(st.lists(st.tuples(st.sampled_from(ResourceKind), titles, texts, texts, texts, texts, visibilities), max_size=4))
    criteria = draw(st.lists(st.tuples(titles, texts, titles, texts, st.booleans(), st.integers(1, 100)), max_size=4))
    starts = st.none() | st.dates(date(2000, 1, 1), date(2100, 1, 1))
    return {"groups": groups, "tasks": tasks, "resources": resources, "criteria": criteria, "starts": draw(starts), "again": draw(starts)}


def counted_among(common: Iterable[object]) -> list[int]:
    seen: list[object] = []
    return [(seen.append(one), seen.count(one) - 1)[1] for one in common]  # type: ignore[func-returns-value]  # one after the other


async def lay_out(poc: Poc, plan: dict[str, Any], file_id: UUID) -> None:
    places = counted_among(visibility for _, visibility in plan["groups"])
    groups = [
        await TaskGroup.create(poc=poc, title=title, visibility=visibility, position=place, created_at=now())
        for place, (title, visibility) in zip(places, plan["groups"], strict=True)
    ]
    places = counted_among((task[4], task[3]) for task in plan["tasks"])
    tasks: list[Task] = []
    for place, (title, text, side, visibility, group, day, status, after) in zip(places, plan["tasks"], strict=True):
        task = await Task.create(
            poc=poc, title=title, description=text, side=side, visibility=visibility, group=None if group is None else groups[group],
            due_on=day, status=status, position=place, created_at=now(),
        )  # fmt: skip
        for needed in after:
            if needed < len(tasks):
                await TaskDependency.create(task=task, depends_on=tasks[needed])
        tasks.append(task)
    places = counted_among(resource[-1] for resource in plan["resources"])
    for place, (kind, title, text, url, body, language, visibility) in zip(places, plan["resources"], strict=True):
        await Resource.create(
            poc=poc, kind=kind, title=title, description=text, url=url, body=body, language=language, visibility=visibility, position=place,
            file_id=file_id if kind is ResourceKind.FILE else None, created_at=now(),
        )  # fmt: skip
    for place, (title, text, target, unit, must_have, weight) in enumerate(plan["criteria"]):
        await SuccessCriterion.create(
            poc=poc,
            title=title,
            description=text,
            target=target,
            unit=unit,
            must_have=must_have,
            weight=weight,
            position=place,
            created_at=now(),
        )


@given(plan=plans())
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
async def test_given_any_contents_when_saved_and_begun_with_then_the_same_but_for_ids_days_people_and_states(
    runtime: Runtime, world: World, plan: dict[str, Any]
) -> None:
    async with undone():
        await lay_out(world.draft, plan, await stored(world))
        await Poc.filter(id=world.draft.id).update(starts_on=plan["starts"])
        copy = await again(world, await saved(world, world.draft), starts_on=plan["again"])
        today = START.date()  # also where the provider is
        assert await contents(copy, plan["again"] or today) == await contents(world.draft, plan["starts"] or today)
        for task in await Task.filter(poc_id=copy.id):
            assert (task.status, task.version, task.completed_at, task.assigned_user_id) == (TaskStatus.TODO, 1, None, None)
            assert task.due_at == (task.due_on and end_of_day(task.due_on, "Europe/Berlin"))


async def test_given_no_first_day_when_a_poc_begins_with_a_template_then_days_count_from_today_where_the_provider_is(
    runtime: Runtime, world: World
) -> None:
    await fill(world, world.active)
    await Poc.filter(id=world.active.id).update(starts_on=date(2026, 3, 1))
    template_id = await saved(world, world.active)
    runtime.clock.stand(datetime(2026, 7, 9, 22, 30, tzinfo=UTC))  # the tenth in Berlin
    copy = await again(world, template_id)
    assert (await Task.get(poc_id=copy.id, title="Install")).due_on == date(2026, 7, 18)
    assert (await Task.get(poc_id=copy.id, title="Price it")).due_on == date(2026, 7, 8)


async def test_given_a_first_day_so_late_that_a_task_would_be_due_after_all_days_when_begun_then_invalid(world: World) -> None:
    await fill(world, world.active)
    template_id = await saved(world, world.active)
    assert await outcome(again(world, template_id, starts_on=date(9999, 12, 23))) == DONE
    before = await snapshot()
    for day in (24, 25, 31):
        assert await outcome(again(world, template_id, starts_on=date(9999, 12, day))) == "INVALID startsOn"
    assert await snapshot() == before


async def test_given_things_that_change_later_when_looked_at_then_copies_stay_as_they_were(world: World) -> None:
    file_id = await fill(world, world.active)
    was = await contents(world.active, START.date())
    template_id = await saved(world, world.active)
    copy = await again(world, template_id)
    for model in (TaskDependency, Task, TaskGroup, Resource, SuccessCriterion):
        of_poc = {"task__poc_id": world.active.id} if model is TaskDependency else {"poc_id": world.active.id}
        await model.filter(id__in=[one.id for one in await model.filter(**of_poc)]).delete()
    assert await contents(copy, START.date()) == was
    assert await contents(await again(world, template_id), START.date()) == was
    await Task.filter(poc_id=copy.id).update(title="Changed")
    assert await poc_templates.delete(world.actor(world.sam), template_id) == template_id
    assert len((await contents(copy, START.date()))["tasks"]) == 3
    assert await Resource.filter(poc_id=copy.id, file_id=file_id).exists()


async def test_given_as_much_as_a_poc_may_have_when_saved_and_begun_with_then_by_as_many_statements_as_for_little(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    numbers: list[tuple[int, int]] = []
    for poc, factor in ((world.active, 1), (world.kims, 100)):
        groups = [TaskGroup(poc=poc, title=f"G{n}", position=n, created_at=now()) for n in range(factor)]
        await TaskGroup.bulk_create(groups)
        tasks = [
            Task(
                poc=poc,
                group_id=groups[n % factor].id,
                title=f"T{n}",
                description="x" * 100,
                position=n // factor,
                due_on=date(2026, 3, 3),
                created_at=now(),
            )
            for n in range(10 * factor)
        ]
        await Task.bulk_create(tasks)
        await TaskDependency.bulk_create(TaskDependency(task_id=one.id, depends_on_id=tasks[0].id) for one in tasks[1:])
        await Resource.bulk_create(
            Resource(poc=poc, kind=ResourceKind.TEXT, title=f"R{n}", body="y" * 100, position=n, created_at=now())
            for n in range(2 * factor)
        )
        await SuccessCriterion.bulk_create(
            SuccessCriterion(poc=poc, title=f"C{n}", target="1", position=n, created_at=now()) for n in range(factor)
        )
        with counted(monkeypatch) as saving:
            template_id = await saved(world, poc)
        with counted(monkeypatch) as beginning:
            copy = await again(world, template_id)
        numbers.append((len(saving), len(beginning)))
        assert await contents(copy, START.date()) == await contents(poc, START.date())
    assert numbers[0] == numbers[1]
    assert (await PocTemplate.get(id=template_id)).task_count == 1000
