"""What the oracle knows while it answers one operation: who asks, and what gathers the reads of one place."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from inspect import isawaitable
from typing import Any

from app.auth.actor import Actor


@dataclass(slots=True)
class Request:
    """One operation."""

    actor: Actor
    kept: dict[object, Any] = field(default_factory=dict)
    begun: list[asyncio.Future[Any]] = field(default_factory=list)
    """What is awaited at the end, too, if a field beside it failed meanwhile."""

    def once(self, key: object, make: Callable[[], Any]) -> Any:
        """What was made for a key, made when it is first asked for."""
        if key not in self.kept:
            self.kept[key] = make()
        return self.kept[key]

    def begin(self, value: Any) -> Any:
        """A value as it is, or an awaitable that has begun."""
        if not isawaitable(value):
            return value
        task = asyncio.ensure_future(value)
        self.begun.append(task)
        return asyncio.shield(task)  # what fails beside it must not break off what others wait for, too


@dataclass(frozen=True, slots=True, eq=False)
class Row:
    """An object of a declared type, over values by their SQL (or, for given facts, by their names)."""

    type_: type[Any]
    values: Mapping[str, Any]
