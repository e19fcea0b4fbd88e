"""Which tasks must be done before which: never in a circle, and never a SHARED one after an INTERNAL one."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Final
from uuid import UUID

from app.core import db
from app.core.errors import Code, UserError, UserErrors, refuse
from app.models import Poc, Task, TaskDependency, Visibility

NAMED: Final = 10
"""As many titles stand in a message."""


async def of(task_id: UUID) -> frozenset[UUID]:
    """On which tasks one depends."""
    return frozenset([needed.depends_on_id for needed in await TaskDependency.filter(task_id=task_id)])


async def checked(poc: Poc, ids: Sequence[UUID | None], visibility: Visibility, *, task_id: UUID | None = None) -> frozenset[UUID]:
    """Tasks on which a task of a visibility may depend. NOT_FOUND at the place of what is no task of the POC, INVALID at `dependsOn`."""
    asked = [id_ for id_ in ids if id_ is not None]
    found = {task.id: task for task in await Task.filter(id__in=asked, poc_id=poc.id)} if asked else {}
    missing = [place for place, id_ in enumerate(ids) if id_ not in found]
    if missing:
        raise UserErrors([UserError(Code.NOT_FOUND, "There is no such task.", ("dependsOn", str(place))) for place in missing])
    if task_id is not None and await _leads_to(found, task_id):
        raise refuse(Code.INVALID, "A task can't wait for itself, not even by way of others.", "dependsOn")
    if visibility is Visibility.SHARED and any(task.visibility is Visibility.INTERNAL for task in found.values()):
        raise refuse(Code.INVALID, "A shared task can't depend on an internal one.", "dependsOn")
    return frozenset(found)


async def replace(task_id: UUID, before: frozenset[UUID], after: frozenset[UUID]) -> None:
    """Let a task depend on these, all of which are checked, and no others."""
    if gone := before - after:
        await TaskDependency.filter(task_id=task_id, depends_on_id__in=gone).delete()
    await TaskDependency.bulk_create([TaskDependency(task_id=task_id, depends_on_id=needed) for needed in sorted(after - before)])


async def check_turn(task: Task, visibility: Visibility, path: str, *, kept: bool) -> None:
    """INVALID at `path` if a task can't have another visibility because of what depends on it, or (`kept`) of what it depends on."""
    if visibility is task.visibility:
        return
    if visibility is Visibility.SHARED:
        if kept and await TaskDependency.filter(task_id=task.id, depends_on__visibility=Visibility.INTERNAL).exists():
            raise refuse(Code.INVALID, "This task depends on internal ones, so it can't be shared.", path)
    elif await TaskDependency.filter(depends_on_id=task.id, task__visibility=Visibility.SHARED).exists():
        raise refuse(Code.INVALID, "Shared tasks depend on this one, so it can't be internal.", path)


async def is_needed_outside(group_id: UUID) -> bool:
    """Whether SHARED tasks outside of a group depend on tasks in it."""
    sql = (
        "select 1 from task_dependency needed join task waiting on waiting.id = needed.task_id join task first on first.id ="
        " needed.depends_on_id where first.group_id = :group and waiting.visibility = 'SHARED'"
        " and (waiting.group_id is null or waiting.group_id <> :group)"
    )
    return await db.fetch_one(sql, {"group": group_id}) is not None


async def open_ones(task_id: UUID) -> str:
    """The titles of what must be done before a task, for a message; empty if it waits for nothing."""
    titles = [
        needed.title for needed in await Task.filter(id__in=await of(task_id)).order_by("position", "id") if needed.completed_at is None
    ]
    more = len(titles) - NAMED
    return ", ".join(titles[:NAMED]) + (f" and {more} more" if more > 0 else "")


async def _leads_to(ids: Collection[UUID], task_id: UUID) -> bool:
    """Whether a task is one of these, or one that must be done before one of them."""
    sql = (
        "with recursive needed(id) as (select id from task where id in :ids[uuid] union select step.depends_on_id from task_dependency step"
        " join needed on step.task_id = needed.id) select 1 from needed where id = :task"
    )
    return bool(ids) and await db.fetch_one(sql, {"ids": list(ids), "task": task_id}) is not None
