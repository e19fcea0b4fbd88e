"""Making, changing and deleting groups of tasks."""

from __future__ import annotations

import strawberry

from app.auth import policies
from app.auth.permissions import Permission
from app.core import ids
from app.services import task_groups
from schema.core.context import Context
from schema.core.permissions import locked
from schema.mutations.payloads import Facts, changed, fact, mutation, payload, uuid_of
from schema.reading.declare import given, one
from schema.types.enums import Visibility
from schema.types.pocs import Poc
from schema.types.tasks import TaskGroup

STRUCTURE = locked(Permission.POCS_MANAGE, of="POC")


@strawberry.input(description="A new group of tasks.")
class CreateTaskGroupInput:
    """Facts of a group."""

    poc_id: strawberry.ID = fact("On which POC.")
    title: str = fact("What it is called.")
    visibility: Visibility = fact("Whom it is for. In an internal group all tasks are internal.", Visibility.SHARED)
    position: int | None = fact("Where it stands among the groups of its visibility, from 0; behind them unless told.", None)


@payload
class CreateTaskGroupPayload:
    """The group."""

    group: TaskGroup | None = one("The new group.", scope=policies.contents)
    poc: Poc | None = one("The POC.", scope=policies.pocs)


@strawberry.input(description="Changes to a group of tasks: what is left out stays as it is; nothing can be cleared.")
class UpdateTaskGroupInput:
    """Changes."""

    group_id: strawberry.ID = fact("Which group.")
    title: str | None = fact("What it is called.", strawberry.UNSET)
    visibility: Visibility | None = fact(
        "Whom it is for. Turning internal, its tasks turn internal, too; turning shared, they stay as they are.", strawberry.UNSET
    )
    position: int | None = fact("Where it stands among the groups of its visibility, from 0.", strawberry.UNSET)


@payload
class UpdateTaskGroupPayload:
    """The group."""

    group: TaskGroup | None = one("The group after the change.", scope=policies.contents)
    poc: Poc | None = one("The POC.", scope=policies.pocs)


@strawberry.input(description="A group of tasks to delete.")
class DeleteTaskGroupInput:
    """Which."""

    group_id: strawberry.ID = fact("Which group.")


@payload
class DeleteTaskGroupPayload:
    """What is gone."""

    deleted_id: strawberry.ID | None = given("The id that was deleted.")
    poc: Poc | None = one("The POC.", scope=policies.pocs)


@strawberry.type
class TaskGroupMutations:
    """Root fields about groups of tasks."""

    @mutation(STRUCTURE, "Make a group of tasks on a POC.")
    async def create_task_group(self, context: Context, input: CreateTaskGroupInput) -> Facts[CreateTaskGroupPayload]:  # noqa: A002
        """Make."""
        poc_id = uuid_of("poc", input.poc_id)
        group_id = await task_groups.create(
            context.actor, poc_id, title=input.title, visibility=input.visibility, position=input.position
        )  # fmt: skip
        return Facts(group=group_id, poc=poc_id)

    @mutation(STRUCTURE, "Change a group of tasks.")
    async def update_task_group(self, context: Context, input: UpdateTaskGroupInput) -> Facts[UpdateTaskGroupPayload]:  # noqa: A002
        """Change."""
        group_id = uuid_of("group", input.group_id)
        poc_id = await task_groups.update(
            context.actor,
            group_id,
            title=changed(input.title),
            visibility=changed(input.visibility),
            position=changed(input.position),
        )
        return Facts(group=group_id, poc=poc_id)

    @mutation(STRUCTURE, "Delete a group of tasks; its tasks stay, without a group.")
    async def delete_task_group(self, context: Context, input: DeleteTaskGroupInput) -> Facts[DeleteTaskGroupPayload]:  # noqa: A002
        """Delete."""
        group_id = uuid_of("group", input.group_id)
        poc_id = await task_groups.delete(context.actor, group_id)
        return Facts(deleted_id=group_id and ids.to_text("group", group_id), poc=poc_id)
