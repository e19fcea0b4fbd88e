"""How tasks and their groups stand on a POC, as the tables have it."""

from __future__ import annotations

from datetime import datetime
from itertools import groupby
from uuid import UUID

from app.core import db
from app.core.runtime import now
from app.models import Comment, Event, Poc, Task, TaskDependency, TaskGroup, User, Visibility

INTERNAL = Visibility.INTERNAL
SHARED = Visibility.SHARED
Layout = dict[str, list[str]]


async def groups_of(poc_id: UUID) -> Layout:
    """Titles of the groups in their order, by visibility. Positions count from 0 without gaps, or the test fails."""
    rows = await TaskGroup.filter(poc_id=poc_id).order_by("visibility", "position")
    found = {}
    for visibility, group in groupby(rows, lambda row: row.visibility.value):
        standing = list(group)
        assert [row.position for row in standing] == list(range(len(standing))), visibility
        found[visibility] = [row.title for row in standing]
    return found


async def tasks_of(poc_id: UUID) -> Layout:
    """Titles of the tasks in their order, by `group visibility` (`- SHARED` for those without a group); else as `groups_of`."""
    titles = {group.id: group for group in await TaskGroup.filter(poc_id=poc_id)}
    found: dict[str, list[Task]] = {}
    for task in await Task.filter(poc_id=poc_id).order_by("position"):
        group = titles[task.group_id] if task.group_id else None
        assert group is None or group.visibility is SHARED or task.visibility is INTERNAL, task.title
        found.setdefault(f"{group.title if group else '-'} {task.visibility.value}", []).append(task)
    for place, standing in found.items():
        assert [task.position for task in standing] == list(range(len(standing))), place
    return {place: [task.title for task in standing] for place, standing in found.items()}


async def clear(poc_id: UUID) -> None:
    """Take all tasks and groups away, for the next example of a property."""
    async with db.transaction():
        await Task.filter(poc_id=poc_id).delete()
        await TaskGroup.filter(poc_id=poc_id).delete()


async def needs_of(task_id: UUID) -> set[UUID]:
    """On which tasks one depends."""
    return {row.depends_on_id for row in await TaskDependency.filter(task_id=task_id)}


async def comment_on(task_id: UUID, author: User, body: str = "Hello", visibility: Visibility = SHARED) -> UUID:
    """A comment on a task."""
    async with db.transaction():
        task = await Task.get(id=task_id)
        made = await Comment.create(
            poc_id=task.poc_id, task_id=task_id, author=author, body=body, visibility=visibility, created_at=now()
        )  # fmt: skip
        id_: UUID = made.id
        return id_


async def last_event(poc_id: UUID) -> tuple[str, bool, object]:
    """What was last written of a POC: the action, whether customers may know of it, and the changes."""
    event = await Event.filter(poc_id=poc_id).order_by("-at", "-id").first()
    assert event is not None
    return event.action, event.shared, event.changes


async def times_of(poc_id: UUID) -> tuple[datetime, datetime]:
    """When the POC was last changed, for its staff and for its customers."""
    poc = await Poc.get(id=poc_id)
    return poc.updated_at, poc.shared_updated_at
