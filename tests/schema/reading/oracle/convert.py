"""From what a row has to what a field shows, by the field's declared type."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from enum import EnumMeta
from typing import Any
from uuid import UUID

import orjson
import strawberry
from strawberry.types.base import StrawberryList, StrawberryOptional
from strawberry.types.enum import StrawberryEnumDefinition

from app.core import db, ids
from app.models.fields import words


def converted(value: Any, type_: Any, prefix: str | None) -> Any:
    """A value as a field of a Strawberry type shows it; None stays None."""
    if isinstance(type_, StrawberryOptional):
        return converted(value, type_.of_type, prefix)
    if value is None:
        return None
    if isinstance(type_, StrawberryList):
        return [converted(one, type_.of_type, prefix) for one in _items(value)]
    if type_ is strawberry.ID and prefix is not None:
        return ids.to_text(prefix, UUID(str(value)))
    enum = type_.wrapped_cls if isinstance(type_, StrawberryEnumDefinition) else type_
    return enum(value) if isinstance(enum, EnumMeta) else _PLAIN.get(type_, _same)(value)


def _same(value: Any) -> Any:
    return value


def _items(value: Any) -> list[Any]:
    if isinstance(value, str):
        return orjson.loads(value) if value.startswith("[") else sorted(words(value))
    return sorted(value) if isinstance(value, frozenset | set) else list(value)


def _day(value: Any) -> Any:
    return date.fromisoformat(value) if isinstance(value, str) else value


_PLAIN: dict[Any, Callable[[Any], Any]] = {bool: bool, datetime: db.instant, date: _day, strawberry.ID: str}
