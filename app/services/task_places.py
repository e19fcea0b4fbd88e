"""Where groups and tasks stand, and for whom: an INTERNAL group has INTERNAL tasks only, and who is hidden takes nobody's place."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from app.core.changes import UNSET, Unset
from app.core.errors import Code, refuse
from app.models import Poc, Task, TaskGroup, Visibility
from app.services import grants, positions


@dataclass(frozen=True, slots=True)
class Place:
    """The group of a task, or none, and whom the task is for."""

    group_id: UUID | None
    visibility: Visibility

    def siblings(self, poc_id: UUID) -> positions.Siblings:
        """Among which tasks it counts."""
        return {"poc_id": poc_id, "group_id": self.group_id, "visibility": self.visibility.value}


def siblings_of_group(poc_id: UUID, visibility: Visibility) -> positions.Siblings:
    """Among which groups one counts."""
    return {"poc_id": poc_id, "visibility": visibility.value}


async def of_new(poc: Poc, group_id: UUID | None, visibility: Visibility) -> Place:
    """Where a new task belongs. In an INTERNAL group it is INTERNAL, whatever was asked; NOT_FOUND at `groupId`."""
    return Place(group_id, Visibility.INTERNAL if await _is_internal(poc, group_id) else visibility)


async def of_changed(poc: Poc, task: Task, group_id: UUID | Unset | None, visibility: Visibility | Unset | None) -> Place:
    """Where a task belongs after a change. NOT_FOUND at `groupId`; at `visibility` REQUIRED, or INVALID for SHARED in an INTERNAL group.

    A task that is moved into an INTERNAL group turns INTERNAL, whatever was asked.
    """
    wanted = task.visibility if visibility is UNSET else grants.decided(visibility, "visibility")
    if group_id is not UNSET and group_id != task.group_id:
        return await of_new(poc, group_id, wanted)
    if wanted is Visibility.SHARED and task.visibility is Visibility.INTERNAL and await _is_internal(poc, task.group_id):
        raise refuse(Code.INVALID, "In an internal group a task is internal; move it to another one, too.", "visibility")
    return Place(task.group_id, wanted)


async def _is_internal(poc: Poc, group_id: UUID | None) -> bool:
    if group_id is None:
        return False
    group = await TaskGroup.filter(id=group_id, poc_id=poc.id).first()
    if group is None:
        raise refuse(Code.NOT_FOUND, "There is no such group of tasks.", "groupId")
    return group.visibility is Visibility.INTERNAL
