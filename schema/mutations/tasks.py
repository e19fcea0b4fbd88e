"""Making, changing, completing, reopening and deleting tasks."""

from __future__ import annotations

from datetime import date
from typing import Any

import strawberry

from app.auth import policies
from app.auth.permissions import Permission
from app.core import ids
from app.core.changes import UNSET
from app.services import tasks
from schema.core.context import Context
from schema.core.permissions import locked
from schema.mutations.payloads import UNKNOWN, Facts, changed, fact, mutation, payload, uuid_of
from schema.reading.declare import given, one
from schema.types.enums import TaskSide, TaskStatus, Visibility
from schema.types.pocs import Poc
from schema.types.tasks import Task

STRUCTURE = locked(Permission.POCS_MANAGE, of="POC")


@strawberry.input(description="A new task.")
class CreateTaskInput:
    """Facts of a task."""

    poc_id: strawberry.ID = fact("On which POC.")
    title: str = fact("What is to be done.")
    description: str | None = fact("More about it.", None)
    group_id: strawberry.ID | None = fact("In which group; in none unless told.", None)
    side: TaskSide = fact("Whose task it is.", TaskSide.ANYONE)
    assigned_participant_id: strawberry.ID | None = fact("Who of the customer does it, if nobody of the provider does.", None)
    assigned_user_id: strawberry.ID | None = fact("Who of the provider does it, if nobody of the customer does.", None)
    due_on: date | None = fact("The day by whose end it should be done, where the provider is.", None)
    visibility: Visibility = fact("Whom it is for; in an internal group it is internal, whatever is asked.", Visibility.SHARED)
    position: int | None = fact("Where it stands among the others of its group and visibility, from 0; behind them unless told.", None)
    depends_on: list[strawberry.ID] | None = fact("Which tasks must be done before it.", None)


@payload
class CreateTaskPayload:
    """The task."""

    task: Task | None = one("The new task.", scope=policies.contents)
    poc: Poc | None = one("The POC.", scope=policies.pocs)


@strawberry.input(description="Changes to a task: what is left out stays as it is, null clears. DONE is reached by completeTask alone.")
class UpdateTaskInput:
    """Changes."""

    task_id: strawberry.ID = fact("Which task.")
    expected_version: int | None = fact("Refused as STALE if it has been changed since this version.", None)
    title: str | None = fact("What is to be done; it can't be cleared.", strawberry.UNSET)
    description: str | None = fact("More about it.", strawberry.UNSET)
    group_id: strawberry.ID | None = fact("In which group. In an internal one it turns internal, with its comments.", strawberry.UNSET)
    side: TaskSide | None = fact("Whose task it is; it can't be cleared.", strawberry.UNSET)
    status: TaskStatus | None = fact("How it stands; neither to nor from DONE.", strawberry.UNSET)
    assigned_participant_id: strawberry.ID | None = fact("Who of the customer does it, if nobody of the provider does.", strawberry.UNSET)
    assigned_user_id: strawberry.ID | None = fact("Who of the provider does it, if nobody of the customer does.", strawberry.UNSET)
    due_on: date | None = fact("The day by whose end it should be done, where the provider is.", strawberry.UNSET)
    visibility: Visibility | None = fact("Whom it is for. Its comments turn internal with it, but not shared.", strawberry.UNSET)
    position: int | None = fact("Where it stands among the others of its group and visibility, from 0.", strawberry.UNSET)
    depends_on: list[strawberry.ID] | None = fact("All tasks that must be done before it.", strawberry.UNSET)


@payload
class UpdateTaskPayload:
    """The task."""

    task: Task | None = one("The task after the change.", scope=policies.contents)
    poc: Poc | None = one("The POC.", scope=policies.pocs)


@strawberry.input(description="A task that is done.")
class CompleteTaskInput:
    """Which."""

    task_id: strawberry.ID = fact("Which task.")


@payload
class CompleteTaskPayload:
    """The task."""

    task: Task | None = one("The task, which is done.", scope=policies.contents)
    poc: Poc | None = one("The POC.", scope=policies.pocs)


@strawberry.input(description="A task that is not done after all.")
class ReopenTaskInput:
    """Which."""

    task_id: strawberry.ID = fact("Which task.")


@payload
class ReopenTaskPayload:
    """The task."""

    task: Task | None = one("The task, which is to be done.", scope=policies.contents)
    poc: Poc | None = one("The POC.", scope=policies.pocs)


@strawberry.input(description="A task to delete, with its comments.")
class DeleteTaskInput:
    """Which."""

    task_id: strawberry.ID = fact("Which task.")


@payload
class DeleteTaskPayload:
    """What is gone."""

    deleted_id: strawberry.ID | None = given("The id that was deleted.")
    poc: Poc | None = one("The POC.", scope=policies.pocs)


@strawberry.type
class TaskMutations:
    """Root fields about tasks."""

    @mutation(STRUCTURE, "Add a task to a POC.")
    async def create_task(self, context: Context, input: CreateTaskInput) -> Facts[CreateTaskPayload]:  # noqa: A002
        """Add."""
        poc_id = uuid_of("poc", input.poc_id)
        task_id = await tasks.create(context.actor, poc_id, **_facts(input))
        return Facts(task=task_id, poc=poc_id)

    @mutation(STRUCTURE, "Change or move a task.")
    async def update_task(self, context: Context, input: UpdateTaskInput) -> Facts[UpdateTaskPayload]:  # noqa: A002
        """Change."""
        task_id = uuid_of("task", input.task_id)
        status = changed(input.status)
        poc_id = await tasks.update(context.actor, task_id, expected_version=input.expected_version, status=status, **_facts(input))
        return Facts(task=task_id, poc=poc_id)

    @mutation(
        locked(of="POC as its staff or a participant"),
        "Mark a task as done. Customers: what is theirs or anyone's, while the POC is active.",
    )
    async def complete_task(self, context: Context, input: CompleteTaskInput) -> Facts[CompleteTaskPayload]:  # noqa: A002
        """Complete."""
        task_id = uuid_of("task", input.task_id)
        return Facts(poc=await tasks.complete(context.actor, task_id), task=task_id)

    @mutation(
        locked(of="POC as its staff or a participant"),
        "Let a task that is done be to do again. Customers: what one of them completed, while the POC is active.",
    )
    async def reopen_task(self, context: Context, input: ReopenTaskInput) -> Facts[ReopenTaskPayload]:  # noqa: A002
        """Reopen."""
        task_id = uuid_of("task", input.task_id)
        return Facts(poc=await tasks.reopen(context.actor, task_id), task=task_id)

    @mutation(STRUCTURE, "Delete a task with its comments.")
    async def delete_task(self, context: Context, input: DeleteTaskInput) -> Facts[DeleteTaskPayload]:  # noqa: A002
        """Delete."""
        task_id = uuid_of("task", input.task_id)
        poc_id = await tasks.delete(context.actor, task_id)
        return Facts(deleted_id=task_id and ids.to_text("task", task_id), poc=poc_id)


def _facts(input_: Any) -> dict[str, Any]:
    """What a new task and a changed one have in common."""
    names = ("title", "description", "side", "due_on", "visibility", "position")
    return {
        **{name: changed(getattr(input_, name)) for name in names},
        "group_id": _id("group", changed(input_.group_id)),
        "assigned_participant_id": _id("participant", changed(input_.assigned_participant_id)),
        "assigned_user_id": _id("user", changed(input_.assigned_user_id)),
        "depends_on": _ids(changed(input_.depends_on)),
    }


def _id(prefix: str, value: Any) -> Any:
    """A malformed id is answered like an unknown one; None clears."""
    return (uuid_of(prefix, value) or UNKNOWN) if isinstance(value, str) else value


def _ids(value: Any) -> Any:
    """None is an empty list."""
    return value if value is UNSET else [uuid_of("task", id_) for id_ in value or []]
