"""What lies on the POCs of the stage: tasks, comments and the like in heaps, with ties, gaps and values left out, to page through."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from itertools import cycle
from typing import Any

from tortoise.models import Model

from app.models import (
    Comment,
    CriterionOutcome,
    CriterionSignature,
    Event,
    Participant,
    PocActivityKind,
    PocTemplate,
    Resource,
    ResourceKind,
    ResourceOpening,
    StoredFile,
    SuccessCriterion,
    Task,
    TaskDependency,
    TaskGroup,
    TaskSide,
    TaskStatus,
    Visibility,
)
from tests.schema.cast import Cast
from tests.schema.contents import EMPTY

Rows = dict[str, tuple[str, Any]]
SHARED, INTERNAL = Visibility.SHARED, Visibility.INTERNAL
POSITIONS = (0, 0, 1, 3, 3, 3, 7, 7)
VISITED = "poc.visited"
"""No activity, so it has no id that somebody knows."""
ACTIONS = (
    ("task.completed", "task", PocActivityKind.TASK_COMPLETED),
    ("comment.added", "comment", PocActivityKind.COMMENT_ADDED),
    ("resource.added", "resource", PocActivityKind.RESOURCE_ADDED),
    ("criterion.changed", "criterion", PocActivityKind.CRITERION_CHANGED),
    ("task.reopened", "task", PocActivityKind.TASK_REOPENED),
    (VISITED, "poc", None),
    ("invitation.created", "invitation", PocActivityKind.CUSTOMER_INVITED),
    ("participant.left", "participant", PocActivityKind.PARTICIPANT_REMOVED),
)


async def heap_up(cast: Cast, now: datetime, pocs: Sequence[str]) -> Rows:
    """A heap on each of these POCs, and templates of one name; what has an id of its own by its label."""
    people = [cast.rows[name][1] for name in ("sam", "cara", "pia", "lea", "olga")]
    rows: Rows = {}
    for place, label in enumerate(pocs):
        guests = [guest.id for guest in await Participant.filter(poc_id=cast.rows[label][1]).order_by("joined_at", "id")]
        heap = _Heap(cast, label, now - timedelta(hours=place % 2), people[place % 3 :] + people[: place % 3], guests)
        await heap.write()
        rows |= heap.rows
    for n in range(5):
        template = await PocTemplate.create(
            tenant_id=cast.rows["contoso" if n == 4 else "northwind"][1], name="Échelon", content=EMPTY, task_count=n, resource_count=0,
            criteria_count=1, created_at=now,
        )  # fmt: skip
        rows[f"heaped template {n}"] = ("template", template.id)
    return rows


class _Heap:
    """What lies on one POC. People and guests are ids."""

    def __init__(self, cast: Cast, label: str, at: datetime, people: list[Any], guests: list[Any]) -> None:
        self.rows: Rows = {}
        self.tenant = cast.rows["northwind"][1]
        self.poc = cast.rows[label][1]
        self.label, self.at, self.people, self.guests = label, at, people, guests
        self.on_it: dict[str, Any] = {"poc_id": self.poc, "created_at": at}
        self.somebody = cycle(people)

    async def write(self) -> None:
        groups = await self.keep("group", self.groups())
        tasks = await self.keep("task", [self.task(n, (None, *groups)[n % 4]) for n in range(2 * len(POSITIONS))])
        await _write([TaskDependency(task_id=tasks[n].id, depends_on_id=tasks[n // 2].id) for n in range(1, len(tasks))])
        comments = await self.keep("comment", [self.comment(n, tasks[n % 4] if n % 3 else None) for n in range(12)])
        file = await StoredFile.create(
            tenant_id=self.tenant, poc_id=self.poc, uploaded_by_id=self.people[0], name="a.pdf", content_type="application/pdf",
            size=7, created_at=self.at, expires_at=self.at, received_at=self.at,
        )  # fmt: skip
        resources = await self.keep("resource", [self.resource(n, file) for n in range(len(POSITIONS))])
        await _write(
            [
                ResourceOpening(resource_id=resource.id, user_id=person, by_customer=m % 2 == 0, at=self.at)
                for n, resource in enumerate(resources)
                for m, person in enumerate(self.people[: n % 4 + 1])
            ]
        )
        criteria = await self.keep("criterion", [self.criterion(n) for n in range(len(POSITIONS))])
        await _write(
            [
                CriterionSignature(criterion_id=criterion.id, signed_by_id=person, signed_at=self.at, version=1)
                for n, criterion in enumerate(criteria)
                for person in self.people[: n % 3 + 1]
            ]
        )
        things = {"task": tasks, "comment": comments, "resource": resources, "criterion": criteria}
        happened = [self.event(n, {kind: made[n % 7].id for kind, made in things.items()}) for n in range(16)]
        await _write([event for event in happened if event.action == VISITED])
        await self.keep("activity", [event for event in happened if event.action != VISITED])

    async def keep(self, kind: str, made: list[Any]) -> list[Any]:
        await _write(made)
        self.rows |= {f"{self.label}, {kind} {n}": (kind, one.id) for n, one in enumerate(made)}
        return made

    def groups(self) -> list[TaskGroup]:
        places = ((0, SHARED), (0, INTERNAL), (2, SHARED), (2, SHARED))
        return [TaskGroup(**self.on_it, title="Zulu", position=position, visibility=visibility) for position, visibility in places]

    def task(self, n: int, group: TaskGroup | None) -> Task:
        hidden = n % 6 == 0 or (group is not None and group.visibility is INTERNAL)
        done, due = n % 5 == 3, n % 3 > 0
        return Task(
            **self.on_it, title=("Échelon", "alpha")[n % 2], description=None if n % 2 else "*So*", group_id=group and group.id,
            position=POSITIONS[n % len(POSITIONS)], visibility=INTERNAL if hidden else SHARED, side=tuple(TaskSide)[n % 3],
            status=TaskStatus.DONE if done else (TaskStatus.TODO, TaskStatus.IN_PROGRESS, TaskStatus.BLOCKED)[n % 3],
            completed_at=self.at if done else None, completed_by_id=next(self.somebody) if done else None,
            completed_by_customer=done and n % 2 == 0, due_on=date(2026, 3, 2) if due else None,
            due_at=self.at + timedelta(hours=n % 2 * 2) if due else None,
            assigned_participant_id=self.guests[n % len(self.guests)] if self.guests and n % 4 == 1 else None,
            assigned_user_id=next(self.somebody) if n % 4 == 2 else None,
        )  # fmt: skip

    def comment(self, n: int, task: Task | None) -> Comment:
        hidden = n % 5 == 0 or (task is not None and task.visibility is INTERNAL)
        return Comment(
            poc_id=self.poc, created_at=self.at + timedelta(milliseconds=n // 4), author_id=next(self.somebody), body=f"{n} *é*",
            task_id=task and task.id, edited_at=self.at if n % 4 == 0 else None, visibility=INTERNAL if hidden else SHARED,
        )  # fmt: skip

    def resource(self, n: int, file: StoredFile) -> Resource:
        kind = tuple(ResourceKind)[n % 4]
        return Resource(
            **self.on_it, kind=kind, title="alpha", position=POSITIONS[n], visibility=INTERNAL if n % 3 == 1 else SHARED,
            url="https://docs.example/a" if kind is ResourceKind.LINK else None, file_id=file.id if kind is ResourceKind.FILE else None,
            body="Read me." if kind in (ResourceKind.TEXT, ResourceKind.CODE) else None,
        )  # fmt: skip

    def criterion(self, n: int) -> SuccessCriterion:
        outcome = tuple(CriterionOutcome)[n % 3]
        return SuccessCriterion(**self.on_it, title="Zulu", target="1", position=POSITIONS[n], version=1 + n % 2, outcome=outcome)

    def event(self, n: int, things: dict[str, Any]) -> Event:
        """Something that happened to a thing, to a guest, or to what is not there any more."""
        action, kind, activity = ACTIONS[n % len(ACTIONS)]
        target = things.get(kind, self.guests[0] if kind == "participant" and self.guests else self.poc)
        return Event(
            at=self.at + timedelta(milliseconds=n // 5), action=action, tenant_id=self.tenant, actor_id=next(self.somebody),
            target_kind=kind, target_id=target, poc_id=self.poc, activity=activity, shared=n % 4 != 1,
        )  # fmt: skip


async def _write(made: list[Any]) -> None:
    model: type[Model] = type(made[0])
    await model.bulk_create(made)
