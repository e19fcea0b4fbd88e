"""Copying what is on a POC into a template's document, and from there into a new POC: a few statements, however much it is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable, Iterator
from datetime import date, datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from app.core.clock import end_of_day
from app.core.errors import Code, refuse
from app.core.ids import new_id
from app.core.runtime import now
from app.models import Poc, Resource, SuccessCriterion, Task, TaskDependency, TaskGroup
from app.services import grants
from app.services import poc_template_content as template

ORDER = ("position", "id")


async def content_of(poc: Poc) -> template.Content:
    """What is on a POC. The caller holds its lock."""
    first = _first_day(poc, await grants.time_zone(poc.tenant_id))
    groups = await TaskGroup.filter(poc_id=poc.id).order_by(*ORDER)
    tasks = await Task.filter(poc_id=poc.id).order_by(*ORDER)
    resources = await Resource.filter(poc_id=poc.id).order_by(*ORDER)
    criteria = await SuccessCriterion.filter(poc_id=poc.id).order_by(*ORDER)
    of_group = {group.id: place for place, group in enumerate(groups)}
    of_task = {task.id: place for place, task in enumerate(tasks)}
    after: dict[UUID, list[int]] = {}
    for link in await TaskDependency.filter(task__poc_id=poc.id):
        after.setdefault(link.task_id, []).append(of_task[link.depends_on_id])
    return template.Content(
        groups=tuple(template.Group(title=group.title, visibility=group.visibility) for group in groups),
        tasks=tuple(
            template.Task(
                title=task.title, description=task.description, side=task.side, visibility=task.visibility,
                group=of_group[task.group_id] if task.group_id else None,
                due=(task.due_on - first).days if task.due_on else None,
                after=tuple(sorted(after.get(task.id, ()))),
            )
            for task in tasks
        ),
        resources=tuple(
            template.Resource(
                kind=one.kind, title=one.title, description=one.description, url=one.url, body=one.body, language=one.language,
                file=one.file_id, visibility=one.visibility,
            )
            for one in resources
        ),
        criteria=tuple(
            template.Criterion(
                title=one.title, description=one.description, target=one.target, unit=one.unit, must_have=one.must_have, weight=one.weight
            )
            for one in criteria
        ),
    )  # fmt: skip


async def fill(poc: Poc, content: template.Content) -> None:
    """Put all of a document onto a POC that has nothing yet. INVALID at `startsOn` if a day would be none of the calendar."""
    zone = await grants.time_zone(poc.tenant_id)
    first, at = _first_day(poc, zone), now()
    groups, tasks = _ids(len(content.groups)), _ids(len(content.tasks))
    await TaskGroup.bulk_create(
        TaskGroup(id=id_, poc_id=poc.id, title=one.title, visibility=one.visibility, position=position, created_at=at)
        for id_, one, position in zip(groups, content.groups, _positions(one.visibility for one in content.groups), strict=True)
    )
    dues = [_due(first, one.due, zone) for one in content.tasks]
    places = _positions((one.group, one.visibility) for one in content.tasks)
    await Task.bulk_create(
        Task(
            id=id_, poc_id=poc.id, group_id=None if one.group is None else groups[one.group], title=one.title, description=one.description,
            side=one.side, due_on=day, due_at=midnight, visibility=one.visibility, position=position, created_at=at,
        )
        for id_, one, (day, midnight), position in zip(tasks, content.tasks, dues, places, strict=True)
    )  # fmt: skip
    await TaskDependency.bulk_create(
        TaskDependency(task_id=id_, depends_on_id=tasks[needed])
        for id_, one in zip(tasks, content.tasks, strict=True)
        for needed in one.after
    )
    await Resource.bulk_create(
        Resource(
            id=id_, poc_id=poc.id, kind=one.kind, title=one.title, description=one.description, url=one.url, body=one.body,
            language=one.language, file_id=one.file, visibility=one.visibility, position=position, created_at=at,
        )
        for id_, one, position in zip(
            _ids(len(content.resources)), content.resources, _positions(one.visibility for one in content.resources), strict=True
        )
    )  # fmt: skip
    await SuccessCriterion.bulk_create(
        SuccessCriterion(
            id=id_, poc_id=poc.id, title=one.title, description=one.description, target=one.target, unit=one.unit,
            must_have=one.must_have, weight=one.weight, position=position, created_at=at,
        )
        for position, (id_, one) in enumerate(zip(_ids(len(content.criteria)), content.criteria, strict=True))
    )  # fmt: skip


def _first_day(poc: Poc, time_zone: str) -> date:
    """The day that others are counted from: the POC's first, or where none is set the one it was made on, where its provider is."""
    return poc.starts_on or poc.created_at.astimezone(ZoneInfo(time_zone)).date()


def _due(first: date, after: int | None, time_zone: str) -> tuple[date | None, datetime | None]:
    """A day, and the midnight that ends it."""
    if after is None:
        return None, None
    try:
        day = first + timedelta(days=after)
        return day, end_of_day(day, time_zone)
    except OverflowError:
        raise refuse(Code.INVALID, "With this first day, a task of the template would be due after the end of time.", "startsOn") from None


def _ids(count: int) -> list[UUID]:
    """Ids in their order, by which things stand that have the same position."""
    return sorted(new_id() for _ in range(count))


def _positions(siblings: Iterable[Hashable]) -> Iterator[int]:
    """The place of each among those before it that have the same in common."""
    counted: Counter[Hashable] = Counter()
    for common in siblings:
        yield counted[common]
        counted[common] += 1
