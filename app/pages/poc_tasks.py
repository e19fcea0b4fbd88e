"""The tasks of a POC as its page shows them: in their groups, what each waits for, and what the viewer may do with it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import groupby
from uuid import UUID

from app.auth import actions, people, policies
from app.auth.actor import Actor
from app.auth.scopes import parameters
from app.core import db, ids
from app.pages.people import day_of, full_name


@dataclass(frozen=True, slots=True)
class TaskSeen:
    """Something to do. `waits_for` are the ids and titles of what must be done before."""

    id: str
    title: str
    description: str | None
    status: str
    side: str
    internal: bool
    assignee: str | None
    is_viewers: bool
    due_on: date | None
    overdue: bool
    completed_at: datetime | None
    completed_by: str | None
    may_complete: bool
    may_reopen: bool
    waits_for: list[tuple[str, str]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class GroupSeen:
    """Tasks under one heading; those at the beginning may have none."""

    title: str | None
    internal: bool
    tasks: list[TaskSeen]


@dataclass(frozen=True, slots=True)
class Tasks:
    """All that the viewer sees, which alone counts for how far things are."""

    groups: list[GroupSeen]

    @property
    def all(self) -> list[TaskSeen]:
        """In their order."""
        return [task for group in self.groups for task in group.tasks]

    @property
    def done(self) -> int:
        """How many are done."""
        return sum(task.status == "DONE" for task in self.all)


async def on_poc(actor: Actor, poc_id: UUID) -> Tasks:
    """Those without a group first, then group by group, as the staff put them."""
    contents, known = policies.contents(actor), people.users(actor)
    sql = (
        "select t.id, t.title, t.description, t.status, t.side, t.visibility, t.due_on, t.completed_at,"
        " case when t.due_at <= :now and t.status <> 'DONE' then 1 else 0 end as overdue,"
        " case when u.id = :user then 1 else 0 end as is_viewers, u.first_name, u.last_name,"
        " did.first_name as did_first_name, did.last_name as did_last_name,"
        " g.id as group_id, g.title as group_title, g.visibility as group_visibility,"
        f" case when {actions.complete_task(actor).on('t')} then 1 else 0 end as may_complete,"
        f" case when {actions.reopen_task(actor).on('t')} then 1 else 0 end as may_reopen"
        f" from task t left join task_group g on g.id = t.group_id and {contents.on('g')}"
        f" left join participant a on a.id = t.assigned_participant_id and {policies.participants(actor).on('a')}"
        f' left join "user" u on u.id = coalesce(a.user_id, t.assigned_user_id) and {known.on("u")}'
        f' left join "user" did on did.id = t.completed_by_id and {known.on("did")}'
        f" where t.poc_id = :poc and {contents.on('t')}"
        " order by case when g.id is null then 0 else 1 end, g.position, g.id, t.position, t.id"
    )
    rows = await db.fetch(sql, {**parameters(actor), "poc": poc_id})
    waiting = await _waiting(actor, poc_id)
    groups = []
    for _, those in groupby(rows, key=lambda row: row["group_id"]):
        of_group = list(those)
        tasks = [_task(row, waiting.get(db.uuid(row["id"]), [])) for row in of_group]
        groups.append(GroupSeen(of_group[0]["group_title"], of_group[0]["group_visibility"] == "INTERNAL", tasks))
    return Tasks(groups)


async def _waiting(actor: Actor, poc_id: UUID) -> dict[UUID | None, list[tuple[str, str]]]:
    """What is not done yet and must be done before others, by those."""
    contents = policies.contents(actor)
    sql = (
        "select d.task_id, f.id, f.title from task_dependency d join task t on t.id = d.task_id join task f on f.id = d.depends_on_id"
        f" where t.poc_id = :poc and t.status <> 'DONE' and f.status <> 'DONE' and {contents.on('t')} and {contents.on('f')}"
        " order by f.position, f.id"
    )
    found: dict[UUID | None, list[tuple[str, str]]] = {}
    for row in await db.fetch(sql, {**parameters(actor), "poc": poc_id}):
        found.setdefault(db.uuid(row["task_id"]), []).append((_id(row["id"]), row["title"]))
    return found


def _task(row: db.Row, waits_for: list[tuple[str, str]]) -> TaskSeen:
    return TaskSeen(
        _id(row["id"]), row["title"], row["description"], row["status"], row["side"], row["visibility"] == "INTERNAL",
        full_name(row["first_name"], row["last_name"]), bool(row["is_viewers"]), day_of(row["due_on"]), bool(row["overdue"]),
        db.instant(row["completed_at"]), full_name(row["did_first_name"], row["did_last_name"]),
        bool(row["may_complete"]), bool(row["may_reopen"]), waits_for,
    )  # fmt: skip


def _id(value: object) -> str:
    return ids.to_text("task", UUID(str(value)))
