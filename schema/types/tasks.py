"""Tasks of a POC in their groups, and how lists of them are narrowed and ordered."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Annotated

import strawberry

from app import models
from app.auth import actions, people, policies
from schema.reading.connections import Connection
from schema.reading.declare import allowed, column, inside, many, narrows, one, pages, reads
from schema.reading.expressions import Depending, Path, Sql
from schema.reading.sources import Link, Order
from schema.types.comments import BY_WRITING, Comment
from schema.types.enums import TaskSide, TaskStatus, Visibility
from schema.types.nodes import Node
from schema.types.participants import Participant
from schema.types.users import User

if TYPE_CHECKING:
    from schema.types.pocs import Poc

LazyPoc = Annotated["Poc", strawberry.lazy("schema.types.pocs")]

# Positions count per visibility. Of two groups in the same place the SHARED one comes first, so that their tasks don't mix.
_PLACE = "({a}.position * 2 + case when {a}.visibility = 'INTERNAL' then 1 else 0 end)"
_PLACE_OF_GROUP = f"(select {_PLACE.replace('{a}', 'heading')} from task_group heading where heading.id = {{a}}.group_id)"
BY_POSITION = Order(Path("position"), "number")
"""As they stand in their group."""
BY_GROUP_POSITION = Order(Sql(_PLACE), "number")
"""As groups stand on their POC."""
BY_GROUP_AND_POSITION = Order(Sql(f"(coalesce({_PLACE_OF_GROUP} + 1, 0) * 10000 + {{a}}.position)"), "number")
"""As they stand on their POC: those without a group first."""

ASSIGNED_TO_VIEWER = Sql(
    "(case when {a}.assigned_user_id = :user or exists (select 1 from participant doer where doer.id = {a}.assigned_participant_id"
    " and doer.user_id = :user) then 1 else 0 end)"
)
OVERDUE = Sql("(case when {a}.due_at <= :now and {a}.status <> 'DONE' then 1 else 0 end)")


def counted(condition: str = "") -> Depending:
    """How many tasks a POC has of those that the viewer sees, perhaps only those with a condition."""
    count = f"(select count(*) from task counted where counted.poc_id = {{a}}.id{condition and ' and '}{condition}"
    return Depending(policies.pocs_as_staff, Sql(f"{count})"), Sql(f"{count} and {policies.SHARED.on('counted')})"))


DONE_TASKS = counted("counted.status = 'DONE'")
ALL_TASKS = counted()


def share_done(done: int, of: int) -> float:
    """The share of tasks that are done; 0 if there are none. Divided here, so that both databases give the same number."""
    return done / of if of else 0.0


@reads(models.Poc, description="How many tasks the viewer sees on a POC, by how they stand.")
class TaskCounts:
    """Numbers of tasks."""

    todo: int = column("To be done.", counted("counted.status = 'TODO'"))
    in_progress: int = column("Somebody is at it.", counted("counted.status = 'IN_PROGRESS'"))
    blocked: int = column("Something is in the way.", counted("counted.status = 'BLOCKED'"))
    done: int = column("Done.", DONE_TASKS)


@reads(models.Task, description="What the viewer may do now with a task.")
class TaskActions:
    """By role and state."""

    edit: bool = allowed("Change, move or delete it.", actions.edit_content)
    complete: bool = allowed("Mark it as done.", actions.complete_task)
    reopen: bool = allowed("Let it be to do again.", actions.reopen_task)


@reads(models.TaskGroup, prefix="group", scope=policies.contents, description="A heading under which tasks stand.")
class TaskGroup(Node):
    """A heading."""

    poc: LazyPoc = one("On which POC it stands.")
    title: str = column("What it is called.")
    visibility: Visibility = column("Whom it is for. In an internal group all tasks are internal.")
    position: int = column("Where it stands among the groups of its visibility, from 0.")
    tasks: Connection[Task] = pages("Its tasks in their order.", key="group", scope=policies.contents, order=BY_POSITION)


@reads(models.Task, prefix="task", scope=policies.contents, description="Something to do on a POC.")
class Task(Node):
    """Something to do."""

    poc: LazyPoc = one("On which POC it stands.")
    title: str = column("What is to be done.")
    description: str | None = column("More about it.")
    group: TaskGroup | None = one("The group in which it stands; null if in none.", scope=policies.contents)
    status: TaskStatus = column("How it stands.")
    side: TaskSide = column("Whose task it is.")
    assigned_participant: Participant | None = one("Who of the customer does it.", scope=policies.participants)
    assigned_user: User | None = one("Who of the provider does it; null where the viewer can't find the person.", scope=people.users)
    due_on: date | None = column("The day by whose end it should be done.")
    visibility: Visibility = column("Whom it is for.")
    position: int = column("Where it stands among the tasks of its group, or of none, and its visibility, from 0.")
    version: int | None = column("Raised with every change; for staff.", visible=policies.as_staff)
    depends_on: list[Task] = many(
        "What must be done before it can be completed.",
        key=Link(models.TaskDependency, "task", "depends_on"),
        scope=policies.contents,
        order=BY_POSITION,
    )
    completed_at: datetime | None = column("When it was completed; null if it is not done.")
    completed_by: User | None = one("Who completed it; null where the viewer can't find the person.", scope=people.users)
    comments: Connection[Comment] = pages("What was written about it.", key="task", scope=policies.contents, order=BY_WRITING)
    viewer_can: TaskActions = inside("What the viewer may do now.")


@strawberry.input(description="Narrows a list of tasks; everything given must hold.")
class TaskFilter:
    """By state, people and time."""

    status: list[TaskStatus] | None = narrows("In one of these states.", "{a}.status in {value}[text]")
    side: list[TaskSide] | None = narrows("Of one of these sides.", "{a}.side in {value}[text]")
    assigned_to_viewer: bool | None = narrows(
        "Whether it is assigned to the viewer, as a colleague or as a participant.", "{of} = {value}", of=ASSIGNED_TO_VIEWER, value=int
    )
    overdue: bool | None = narrows("Whether its last day is over and it is not done.", "{of} = {value}", of=OVERDUE, value=int)
