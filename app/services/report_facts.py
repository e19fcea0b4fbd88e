"""What a report tells of a POC: facts without ids, addresses and anything about whoever asks. Days are the provider's."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import cast
from zoneinfo import ZoneInfo

from app.core import db
from app.models import Audience, TaskStatus
from app.services.engagement import Engagement
from app.services.health import Health


@dataclass(frozen=True, slots=True)
class Signature:
    """Who signed which version, and when."""

    by: str
    day: str
    version: int


@dataclass(frozen=True, slots=True)
class Criterion:
    """A success criterion, and what became of it."""

    title: str
    description: str | None
    target: str
    unit: str | None
    must_have: bool
    achieved: str | None
    outcome: str
    version: int
    signatures: list[Signature] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Task:
    """A task."""

    title: str
    description: str | None
    status: str
    side: str
    due_on: str | None
    completed_by: str | None
    completed_on: str | None
    internal: bool

    @property
    def done(self) -> bool:
        """Whether it is."""
        return self.status == TaskStatus.DONE


@dataclass(frozen=True, slots=True)
class Group:
    """Tasks under a heading; without a title those under none."""

    title: str | None
    internal: bool
    tasks: list[Task] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Resource:
    """A resource: where a link leads, or what a file is called."""

    kind: str
    title: str
    description: str | None
    url: str | None
    file: str | None
    internal: bool


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody on the POC; `note` says what is special about them."""

    name: str
    title: str | None
    note: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """All that a report tells. Days are those of the provider's time zone."""

    audience: Audience
    name: str
    summary: str | None
    status: str
    customer: str
    provider: str
    starts_on: str | None
    ends_on: str | None
    changed_on: str
    internal_notes: str | None
    deal_value: str | None
    engagement: Engagement | None = None
    health: Health | None = None
    zone: ZoneInfo
    criteria: dict[object, Criterion] = field(default_factory=dict)
    groups: dict[object, Group]
    resources: list[Resource] = field(default_factory=list)
    participants: list[Person] = field(default_factory=list)
    collaborators: list[Person] = field(default_factory=list)

    @property
    def tasks(self) -> list[Task]:
        """Those of all groups."""
        return [task for group in self.groups.values() for task in group.tasks]

    @property
    def done(self) -> int:
        """How many of them are."""
        return sum(task.done for task in self.tasks)

    def day(self, at: object) -> str:
        """The day of an instant."""
        return cast("datetime", db.instant(at)).astimezone(self.zone).date().isoformat()
