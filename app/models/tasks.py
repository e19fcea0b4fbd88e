"""Tasks of a POC, in groups, and which must be done before which."""

from __future__ import annotations

from enum import StrEnum
from uuid import UUID

from tortoise import fields
from tortoise.models import Model

from app.models.fields import Instant, Partial, Unique, key, listed, to
from app.models.pocs import Visibility


class TaskStatus(StrEnum):
    """How a task stands. DONE is reached by completing alone."""

    TODO = "TODO"
    IN_PROGRESS = "IN_PROGRESS"
    BLOCKED = "BLOCKED"
    DONE = "DONE"


class TaskSide(StrEnum):
    """Whose task it is."""

    PROVIDER = "PROVIDER"
    CUSTOMER = "CUSTOMER"
    ANYONE = "ANYONE"


class TaskGroup(Model):
    """A heading under which tasks stand. Positions count from 0 among the groups of the same visibility."""

    id = key()
    poc = to("Poc", on_delete=fields.CASCADE)
    poc_id: UUID
    title = fields.CharField(200)
    visibility = fields.CharEnumField(Visibility, default=Visibility.SHARED, max_length=20)
    position = fields.IntField(default=0)
    created_at = Instant()

    class Meta:
        table = "task_group"
        indexes = (listed("poc_id", "position", "id", name="ix_task_group_poc"),)


class Task(Model):
    """Something to do. Positions count from 0 among the tasks of the same group, or of none, and the same visibility."""

    id = key()
    poc = to("Poc", on_delete=fields.CASCADE)
    poc_id: UUID
    group = to("TaskGroup", null=True, on_delete=fields.SET_NULL)  # with its POC both go, in whichever order
    group_id: UUID | None
    title = fields.CharField(200)
    description = fields.TextField(null=True)
    status = fields.CharEnumField(TaskStatus, default=TaskStatus.TODO, max_length=20)
    side = fields.CharEnumField(TaskSide, default=TaskSide.ANYONE, max_length=20)
    assigned_participant = to("Participant", null=True)
    assigned_participant_id: UUID | None
    assigned_user = to("User", null=True)
    assigned_user_id: UUID | None
    due_on = fields.DateField(null=True)
    due_at = Instant(null=True, description="the midnight after due_on in the provider's time zone")
    visibility = fields.CharEnumField(Visibility, default=Visibility.SHARED, max_length=20)
    position = fields.IntField(default=0)
    version = fields.IntField(default=1)
    created_at = Instant()
    completed_at = Instant(null=True)
    completed_by = to("User", null=True)
    completed_by_id: UUID | None
    completed_by_customer = fields.BooleanField(default=False)

    class Meta:
        table = "task"
        indexes = (
            listed("poc_id", "position", "id", name="ix_task_poc"),
            listed("group_id", "position", "id", name="ix_task_group"),
            Partial("due_on", "id", name="ix_task_due", where="completed_at IS NULL AND due_on IS NOT NULL"),
        )


class TaskDependency(Model):
    """`task` can be completed only after `depends_on`, a task of the same POC."""

    id = key()
    task = to("Task", on_delete=fields.CASCADE)
    task_id: UUID
    depends_on = to("Task", on_delete=fields.CASCADE)
    depends_on_id: UUID

    class Meta:
        table = "task_dependency"
        indexes = (
            Unique("task_id", "depends_on_id", name="uq_task_dependency"),
            listed("depends_on_id", name="ix_task_dependency_on"),
        )
