"""Groups of tasks: making, changing and deleting them. A group that turns INTERNAL takes its tasks with it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final
from uuid import UUID

from app.auth.actor import Actor
from app.auth.finding import find_any_poc, find_on_poc
from app.auth.permissions import Permission
from app.core import db, text
from app.core.changes import UNSET, Unset
from app.core.errors import Code, UserError, UserErrors, refuse
from app.core.runtime import now
from app.models import Poc, Task, TaskGroup, Visibility
from app.services import grants, poc_changes, positions, task_dependencies
from app.services.task_places import Place, siblings_of_group

MOST: Final = 100
"""Groups a POC."""


async def create(
    actor: Actor, poc_id: UUID | None, *, title: str, visibility: Visibility = Visibility.SHARED, position: int | None = None
) -> UUID:
    """Make a group at a position among those of its visibility, or behind them; the group's id. LIMIT_REACHED at `pocId`."""
    async with db.transaction():
        on = await find_any_poc(actor, poc_id, "pocId")
        on.require(actor, Permission.POCS_MANAGE)
        if await TaskGroup.filter(poc_id=on.poc.id).count() >= MOST:
            raise refuse(Code.LIMIT_REACHED, f"A POC has at most {MOST} groups of tasks.", "pocId")
        errors: list[UserError] = []
        with text.collecting(errors):
            title = text.name(title, "title")
        with text.collecting(errors):
            place = await positions.make_room("task_group", siblings_of_group(on.poc.id, visibility), position)
        if errors:
            raise UserErrors(errors)
        group = await TaskGroup.create(poc_id=on.poc.id, title=title, visibility=visibility, position=place, created_at=now())
        await _record(actor, on.poc, "task.group_created", group.id, {"title": [None, title]}, visibility)
        made: UUID = group.id
        return made


async def update(
    actor: Actor,
    group_id: UUID | None,
    *,
    title: str | Unset | None = UNSET,
    visibility: Visibility | Unset | None = UNSET,
    position: int | Unset | None = UNSET,
) -> UUID:
    """Change what is given (None: REQUIRED); the POC's id. Nothing different: success, and nothing is written.

    A group that turns INTERNAL makes its tasks INTERNAL, with their comments; INVALID at `visibility` if SHARED tasks elsewhere
    depend on them. One that turns SHARED shares itself alone.
    """
    async with db.transaction():
        on, group = await find_on_poc(TaskGroup, actor, group_id, "groupId")
        on.require(actor, Permission.POCS_MANAGE)
        poc: Poc = on.poc
        errors: list[UserError] = []
        given: dict[str, Any] = {"title": group.title, "visibility": group.visibility}
        if title is not UNSET:
            with text.collecting(errors):
                given["title"] = text.name(title, "title")
        if visibility is not UNSET:
            with text.collecting(errors):
                given["visibility"] = await _visible_as(group, grants.decided(visibility, "visibility"))
        with text.collecting(errors):
            here, there = siblings_of_group(poc.id, group.visibility), siblings_of_group(poc.id, given["visibility"])
            given["position"] = await positions.settle("task_group", group.id, here, group.position, to=position, among=there)
        if errors:
            raise UserErrors(errors)
        changed = {column: value for column, value in given.items() if value != getattr(group, column)}
        if not changed:
            return group.poc_id
        await TaskGroup.filter(id=group.id).update(**given)
        if changed.get("visibility") is Visibility.INTERNAL:
            await _hide_tasks(poc.id, group.id)
        changes = {column: [getattr(group, column), value] for column, value in changed.items()}
        await _record(actor, poc, "task.group_changed", group.id, changes, group.visibility, given["visibility"])
        return group.poc_id


async def delete(actor: Actor, group_id: UUID | None) -> UUID:
    """Delete a group; the POC's id. Its tasks stay, behind those without a group."""
    async with db.transaction():
        on, group = await find_on_poc(TaskGroup, actor, group_id, "groupId")
        on.require(actor, Permission.POCS_MANAGE)
        for visibility in Visibility:
            await _release_tasks(on.poc.id, Place(group.id, visibility))
        await TaskGroup.filter(id=group.id).delete()
        await positions.close_gap("task_group", siblings_of_group(on.poc.id, group.visibility), group.position)
        await _record(actor, on.poc, "task.group_deleted", group.id, {"title": [group.title, None]}, group.visibility)
        return group.poc_id


async def _visible_as(group: TaskGroup, visibility: Visibility) -> Visibility:
    if visibility is Visibility.INTERNAL and await task_dependencies.is_needed_outside(group.id):
        message = "Shared tasks outside of this group depend on tasks in it, so it can't be internal."
        raise refuse(Code.INVALID, message, "visibility")
    return visibility


async def _hide_tasks(poc_id: UUID, group_id: UUID) -> None:
    """SHARED tasks turn INTERNAL, behind those that are, and so do their comments."""
    hidden = Place(group_id, Visibility.INTERNAL)
    values = {"group": group_id, "before": await Task.filter(**hidden.siblings(poc_id)).count()}
    await db.execute(
        "update task set visibility = 'INTERNAL', position = position + :before, version = version + 1"
        " where group_id = :group and visibility = 'SHARED'",
        values,
    )
    of_group = "task_id in (select id from task where group_id = :group)"
    await db.execute(f"update comment set visibility = 'INTERNAL' where visibility = 'SHARED' and {of_group}", {"group": group_id})


async def _release_tasks(poc_id: UUID, place: Place) -> None:
    """Tasks of one visibility leave their group, and stand behind those of the same visibility without one."""
    others = await Task.filter(**Place(None, place.visibility).siblings(poc_id)).count()
    await db.execute(
        "update task set group_id = null, position = position + :others, version = version + 1"
        " where group_id = :group and visibility = :visibility",
        {"others": others, "group": place.group_id, "visibility": place.visibility.value},
    )


async def _record(actor: Actor, poc: Poc, action: str, group_id: UUID, changes: Mapping[str, object], *visible_as: Visibility) -> None:
    """Customers may know of what is SHARED, or was until now, or is from now on."""
    shared = Visibility.SHARED in visible_as
    await poc_changes.record(actor, poc, action, "task_group", group_id, shared=shared, changes=changes)
