"""What tests of templates share: a POC with a bit of everything, what it amounts to without ids and people, and copies of it."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from app.core.runtime import now
from app.models import (
    Poc,
    Resource,
    ResourceKind,
    StoredFile,
    SuccessCriterion,
    Task,
    TaskDependency,
    TaskGroup,
    TaskSide,
    TaskStatus,
    Visibility,
)
from app.services import poc_templates, pocs
from tests.world import World

INTERNAL = Visibility.INTERNAL
ORDER = ("position", "id")


async def stored(world: World, name: str = "handbook.pdf") -> UUID:
    file = await StoredFile.create(
        tenant=world.northwind, poc_id=world.active.id, uploaded_by=world.sam, name=name, content_type="application/pdf", size=7,
        created_at=now(), expires_at=now(), received_at=now(),
    )  # fmt: skip
    file_id: UUID = file.id
    return file_id


async def fill(world: World, poc: Poc) -> UUID:
    """A bit of everything, with people and states that no template has; the id of the file."""
    group = await TaskGroup.create(poc=poc, title="Setting up", created_at=now())
    await TaskGroup.create(poc=poc, title="Backstage", visibility=INTERNAL, created_at=now())
    first = await Task.create(
        poc=poc, group=group, title="Install", description="By *hand*", side=TaskSide.CUSTOMER, status=TaskStatus.DONE,
        due_on=date(2026, 3, 9), assigned_participant=world.cara_on_active, completed_at=now(), completed_by=world.cara,
        completed_by_customer=True, version=4, created_at=now(),
    )  # fmt: skip
    second = await Task.create(
        poc=poc, group=group, title="Try", position=1, status=TaskStatus.BLOCKED, assigned_user=world.sam, created_at=now()
    )
    await Task.create(poc=poc, title="Price it", visibility=INTERNAL, due_on=date(2026, 2, 27), created_at=now())
    await TaskDependency.create(task=second, depends_on=first)
    file_id = await stored(world)
    await Resource.create(poc=poc, kind=ResourceKind.LINK, title="Guide", url="https://docs.example/", version=3, created_at=now())
    await Resource.create(poc=poc, kind=ResourceKind.CODE, title="Snippet", body="a\n\tb", language="sh", position=1, created_at=now())
    await Resource.create(poc=poc, kind=ResourceKind.FILE, title="Handbook", file_id=file_id, position=2, created_at=now())
    await Resource.create(poc=poc, kind=ResourceKind.TEXT, title="Prices", body="20 %", visibility=INTERNAL, created_at=now())
    await SuccessCriterion.create(
        poc=poc, title="Latency", description="At noon", target="200", unit="ms", must_have=False, weight=7, achieved="150", outcome="MET",
        version=5, created_at=now(),
    )  # fmt: skip
    return file_id


async def contents(poc: Poc, first: date) -> dict[str, list[Any]]:
    """What is on a POC, without ids, days of the calendar, people and states."""
    groups = await TaskGroup.filter(poc_id=poc.id).order_by(*ORDER)
    tasks = await Task.filter(poc_id=poc.id).order_by(*ORDER)
    links = await TaskDependency.filter(task__poc_id=poc.id)
    heading = {group.id: place for place, group in enumerate(groups)} | {None: None}
    place = {task.id: place for place, task in enumerate(tasks)}
    return {
        "groups": [(one.title, one.visibility, one.position) for one in groups],
        "tasks": [
            (one.title, one.description, one.side, one.visibility, one.position, heading[one.group_id], one.due_on and one.due_on - first)
            for one in tasks
        ],
        "links": sorted((place[link.task_id], place[link.depends_on_id]) for link in links),
        "resources": [
            (one.kind, one.title, one.description, one.url, one.body, one.language, one.file_id, one.visibility, one.position)
            for one in await Resource.filter(poc_id=poc.id).order_by(*ORDER)
        ],
        "criteria": [
            (one.title, one.description, one.target, one.unit, one.must_have, one.weight, one.position)
            for one in await SuccessCriterion.filter(poc_id=poc.id).order_by(*ORDER)
        ],
    }


async def again(world: World, template_id: UUID | None, **facts: Any) -> Poc:
    poc_id = await pocs.create(world.actor(world.sam), name="Again", customer_id=world.acme.id, template_id=template_id, **facts)
    return await Poc.get(id=poc_id)


async def saved(world: World, poc: Poc, **facts: Any) -> UUID:
    return await poc_templates.save(world.actor(world.ada), poc.id, **{"name": "Starter", **facts})
