"""Tasks of a POC: making, changing, completing, reopening and deleting them. DONE is reached by completing alone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, Final
from uuid import UUID

from app.auth.actor import Actor
from app.auth.finding import OnPoc, find_any_poc, find_on_poc
from app.auth.permissions import Permission
from app.core import db, text
from app.core.changes import UNSET, Unset
from app.core.errors import Code, UserError, UserErrors, forbidden, refuse
from app.core.runtime import now
from app.models import Poc, Task, TaskSide, TaskStatus, Visibility
from app.services import grants, poc_changes, positions, task_dependencies, task_facts
from app.services.task_places import Place, of_changed, of_new

MOST: Final = 1_000
"""Tasks a POC."""

FIELDS: Final = {
    "title": "title", "description": "description", "group_id": "groupId", "side": "side", "status": "status",
    "assigned_participant_id": "assignedParticipantId", "assigned_user_id": "assignedUserId", "due_on": "dueOn",
    "visibility": "visibility", "position": "position",
}  # fmt: skip
"""The API's names of the columns that can be changed."""


async def create(
    actor: Actor,
    poc_id: UUID | None,
    *,
    title: str,
    description: str | None = None,
    group_id: UUID | None = None,
    side: TaskSide = TaskSide.ANYONE,
    assigned_participant_id: UUID | None = None,
    assigned_user_id: UUID | None = None,
    due_on: date | None = None,
    visibility: Visibility = Visibility.SHARED,
    position: int | None = None,
    depends_on: Sequence[UUID | None] = (),
) -> UUID:
    """Make a task at a position, or behind the others of its group and visibility; the task's id. LIMIT_REACHED at `pocId`.

    In an INTERNAL group it is INTERNAL, whatever was asked. For a malformed id of what may be left out pass one that nobody has.
    """
    async with db.transaction():
        on = await find_any_poc(actor, poc_id, "pocId")
        on.require(actor, Permission.POCS_MANAGE)
        poc: Poc = on.poc
        if await Task.filter(poc_id=poc.id).count() >= MOST:
            raise refuse(Code.LIMIT_REACHED, f"A POC has at most {MOST} tasks.", "pocId")
        errors: list[UserError] = []
        facts = await task_facts.checked(
            errors, actor, poc, title=title, description=description, side=side, due_on=due_on,
            assigned_participant_id=assigned_participant_id, assigned_user_id=assigned_user_id,
        )  # fmt: skip
        place = Place(None, visibility)
        with text.collecting(errors):
            place = await of_new(poc, group_id, visibility)
        with text.collecting(errors):
            needed = await task_dependencies.checked(poc, depends_on, place.visibility)
        with text.collecting(errors):
            facts["position"] = await positions.make_room("task", place.siblings(poc.id), position)
        if errors:
            raise UserErrors(errors)
        facts |= {"group_id": place.group_id, "visibility": place.visibility}
        task = await Task.create(**facts, poc_id=poc.id, created_at=now())
        await task_dependencies.replace(task.id, frozenset(), needed)
        await _record(actor, poc, "task.created", task.id, {"title": [None, task.title]}, place.visibility)
        made: UUID = task.id
        return made


async def update(
    actor: Actor,
    task_id: UUID | None,
    *,
    expected_version: int | None = None,
    title: str | Unset | None = UNSET,
    description: str | Unset | None = UNSET,
    group_id: UUID | Unset | None = UNSET,
    side: TaskSide | Unset | None = UNSET,
    status: TaskStatus | Unset | None = UNSET,
    assigned_participant_id: UUID | Unset | None = UNSET,
    assigned_user_id: UUID | Unset | None = UNSET,
    due_on: date | Unset | None = UNSET,
    visibility: Visibility | Unset | None = UNSET,
    position: int | Unset | None = UNSET,
    depends_on: Sequence[UUID | None] | Unset = UNSET,
) -> UUID:
    """Change what is given; the POC's id. Each change adds one to the version; STALE where it is not the expected one.

    None clears description, group, assignees and day; the rest is REQUIRED. Nothing different: success, and
    nothing is written. A task that turns INTERNAL, also by its new group, makes its comments INTERNAL.
    """
    async with db.transaction():
        on, task = await find_on_poc(Task, actor, task_id, "taskId")
        on.require(actor, Permission.POCS_MANAGE)
        if expected_version not in (None, task.version):
            raise _stale()
        poc: Poc = on.poc
        errors: list[UserError] = []
        given = await task_facts.checked(
            errors, actor, poc, task, title=title, description=description, side=side, due_on=due_on,
            assigned_participant_id=assigned_participant_id, assigned_user_id=assigned_user_id,
        )  # fmt: skip
        if status is not UNSET:
            with text.collecting(errors):
                given["status"] = _moved_to(task, grants.decided(status, "status"))
        before = Place(task.group_id, task.visibility)
        place = before
        with text.collecting(errors):
            place = await of_changed(poc, task, group_id, visibility)
        needed_before = needed = await task_dependencies.of(task.id)
        if depends_on is not UNSET:
            with text.collecting(errors):
                needed = await task_dependencies.checked(poc, depends_on, place.visibility, task_id=task.id)
        with text.collecting(errors):
            turned_by = "visibility" if visibility is place.visibility else "groupId"
            await task_dependencies.check_turn(task, place.visibility, turned_by, kept=depends_on is UNSET)
        with text.collecting(errors):
            here, there = before.siblings(poc.id), place.siblings(poc.id)
            given["position"] = await positions.settle("task", task.id, here, task.position, to=position, among=there)
        if errors:
            raise UserErrors(errors)
        given |= {"group_id": place.group_id, "visibility": place.visibility}
        changed = {column: value for column, value in given.items() if value != getattr(task, column)}
        if changed or needed != needed_before:
            await _write(actor, poc, task, changed | {"position": given["position"]}, needed_before, needed)
        return task.poc_id


async def complete(actor: Actor, task_id: UUID | None) -> UUID:
    """Mark a task as done; the POC's id. At `taskId` NOT_OPEN while it waits for others, READ_ONLY for customers unless the POC is active.

    For staff, and for customers if it is theirs or anyone's: FORBIDDEN. Done already: success, and nothing is written.
    """
    async with db.transaction():
        on, task = await find_on_poc(Task, actor, task_id, "taskId")
        _require_hand(on, task)
        if task.status is not TaskStatus.DONE and (first := await task_dependencies.open_ones(task.id)):
            raise refuse(Code.NOT_OPEN, f"To be done first: {first}.", "taskId")
        completed = await db.execute(
            "update task set status = 'DONE', completed_at = :now, completed_by_id = :user, completed_by_customer = :by_customer,"
            " version = version + 1 where id = :id and status <> 'DONE'",
            {"now": now(), "user": actor.user, "by_customer": not on.as_staff, "id": task.id},
        )
        if completed:
            await _record(actor, on.poc, "task.completed", task.id, {"status": [task.status.value, "DONE"]}, task.visibility)
        return task.poc_id


async def reopen(actor: Actor, task_id: UUID | None) -> UUID:
    """Let a task that is done be TODO again; the POC's id. READ_ONLY at `taskId` for customers unless the POC is active.

    For staff, and for customers if one of them completed it: FORBIDDEN. Not done: success, and nothing is written.
    """
    async with db.transaction():
        on, task = await find_on_poc(Task, actor, task_id, "taskId")
        _require_hand(on, task)
        if task.status is TaskStatus.DONE and not on.as_staff and not task.completed_by_customer:
            raise forbidden()
        reopened = await db.execute(
            "update task set status = 'TODO', completed_at = null, completed_by_id = null, completed_by_customer = :by_customer,"
            " version = version + 1 where id = :id and status = 'DONE'",
            {"by_customer": False, "id": task.id},
        )
        if reopened:
            await _record(actor, on.poc, "task.reopened", task.id, {"status": ["DONE", "TODO"]}, task.visibility)
        return task.poc_id


async def delete(actor: Actor, task_id: UUID | None) -> UUID:
    """Delete a task with its comments; the POC's id. What depended on it does so no more."""
    async with db.transaction():
        on, task = await find_on_poc(Task, actor, task_id, "taskId")
        on.require(actor, Permission.POCS_MANAGE)
        await Task.filter(id=task.id).delete()
        await positions.close_gap("task", Place(task.group_id, task.visibility).siblings(on.poc.id), task.position)
        await _record(actor, on.poc, "task.deleted", task.id, {"title": [task.title, None]}, task.visibility)
        return task.poc_id


def _require_hand(on: OnPoc, task: Task) -> None:
    """Who does the work of a task, and may say so: staff, and customers of an active POC what is not the provider's."""
    if not on.as_staff and task.side is TaskSide.PROVIDER:
        raise forbidden()
    on.require_writable("taskId")


def _moved_to(task: Task, status: TaskStatus) -> TaskStatus:
    if status is not task.status and status is TaskStatus.DONE:
        raise refuse(Code.INVALID, "A task is done by completing it.", "status")
    if status is not task.status and task.status is TaskStatus.DONE:
        raise refuse(Code.NOT_OPEN, "This task is done; reopen it first.", "status")
    return status


async def _write(
    actor: Actor, poc: Poc, task: Task, columns: Mapping[str, Any], needed_before: frozenset[UUID], needed: frozenset[UUID]
) -> None:
    if not await Task.filter(id=task.id, version=task.version).update(**columns, version=task.version + 1):
        raise _stale()
    await task_dependencies.replace(task.id, needed_before, needed)
    visibility = columns.get("visibility", task.visibility)
    if visibility is Visibility.INTERNAL:
        hide = "update comment set visibility = 'INTERNAL' where task_id = :task and visibility = 'SHARED'"
        await db.execute(hide, {"task": task.id})
    changes = _for_the_record(task, columns)
    if needed != needed_before:
        changes["dependsOn"] = [sorted(str(id_) for id_ in ids) for ids in (needed_before, needed)]
    # Also if it was SHARED until now: that something of theirs is gone moves the time that customers see.
    await _record(actor, poc, "task.changed", task.id, changes, task.visibility, visibility)


def _stale() -> UserErrors:
    return refuse(Code.STALE, "Somebody has changed this task since; look at it again.", "expectedVersion")


def _for_the_record(task: Task, columns: Mapping[str, Any]) -> dict[str, object]:
    """Before and after of each field, in the API's spelling. A description may name people and be long: that it changed is enough."""
    record: dict[str, object] = {}
    for column, field in FIELDS.items():
        pair = [getattr(task, column), columns.get(column, getattr(task, column))]
        if pair[0] != pair[1]:
            record[field] = [value if value is None or isinstance(value, int) else _plain(column, value) for value in pair]
    return record


def _plain(column: str, value: object) -> str:
    return "[changed]" if column == "description" else str(value)


async def _record(actor: Actor, poc: Poc, action: str, task_id: UUID, changes: Mapping[str, object], *visible_as: Visibility) -> None:
    """Customers may know of what is SHARED, or was until now, or is from now on."""
    shared = Visibility.SHARED in visible_as
    await poc_changes.record(actor, poc, action, "task", task_id, shared=shared, changes=changes)
