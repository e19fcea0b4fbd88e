"""What a template holds, as one document: no people, no states, and days counted from the first one.

Things stand in the order of their positions, and refer to each other by their place in the document.
"""

from __future__ import annotations

from typing import Any, Final, Literal
from uuid import UUID

import orjson
from pydantic import ConfigDict, TypeAdapter
from pydantic.dataclasses import dataclass

from app.models import ResourceKind, TaskSide, Visibility

STRICT: Final = ConfigDict(strict=True, extra="forbid")


@dataclass(frozen=True, slots=True, kw_only=True, config=STRICT)
class Group:
    """A heading of tasks."""

    title: str
    visibility: Visibility


@dataclass(frozen=True, slots=True, kw_only=True, config=STRICT)
class Task:
    """A task; nobody's yet, and not begun."""

    title: str
    description: str | None
    side: TaskSide
    visibility: Visibility
    group: int | None
    """Which of the groups."""
    due: int | None
    """Days after the first one."""
    after: tuple[int, ...]
    """Which of the tasks must be done before."""


@dataclass(frozen=True, slots=True, kw_only=True, config=STRICT)
class Resource:
    """A resource. The bytes of a file never change, so `file` is the file itself."""

    kind: ResourceKind
    title: str
    description: str | None
    url: str | None
    body: str | None
    language: str | None
    file: UUID | None
    visibility: Visibility


@dataclass(frozen=True, slots=True, kw_only=True, config=STRICT)
class Criterion:
    """A success criterion without what became of it."""

    title: str
    description: str | None
    target: str
    unit: str | None
    must_have: bool
    weight: int


@dataclass(frozen=True, slots=True, kw_only=True, config=STRICT)
class Content:
    """The document. Whoever changes its shape raises `format`, and still reads the older ones."""

    format: Literal[1] = 1
    groups: tuple[Group, ...]
    tasks: tuple[Task, ...]
    resources: tuple[Resource, ...]
    criteria: tuple[Criterion, ...]

    @property
    def files(self) -> frozenset[UUID]:
        """The files that it needs."""
        return frozenset(resource.file for resource in self.resources if resource.file)


_SHAPE: Final = TypeAdapter(Content)


def written(content: Content) -> Any:
    """As it is kept, in what JSON has."""
    return _SHAPE.dump_python(content, mode="json")


def read(kept: Any) -> Content:
    """What was kept; ValueError if it is of another shape."""
    return _SHAPE.validate_json(orjson.dumps(kept))
