"""From what a row has to what a field shows, by the field's declared type. SQLite keeps times, days, ids and truth as text or numbers."""

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


def converter(type_: Any, prefix: str | None) -> Callable[[Any], Any]:
    """The function for a Strawberry type; None stays None."""
    plain = _plain(type_, prefix)
    return lambda value: None if value is None else plain(value)


def _plain(type_: Any, prefix: str | None) -> Callable[[Any], Any]:
    if isinstance(type_, StrawberryOptional):
        return _plain(type_.of_type, prefix)
    if isinstance(type_, StrawberryList):
        item = _plain(type_.of_type, prefix)
        return lambda value: [item(one) for one in _items(value)]
    if isinstance(type_, StrawberryEnumDefinition):
        return type_.wrapped_cls
    if isinstance(type_, EnumMeta):
        return type_
    return _SIMPLE.get(type_) or (_id(prefix) if type_ is strawberry.ID else lambda value: value)


def _items(value: Any) -> list[Any]:
    if isinstance(value, str):
        return orjson.loads(value) if value.startswith("[") else sorted(words(value))
    return sorted(value) if isinstance(value, frozenset | set) else list(value)


def _id(prefix: str | None) -> Callable[[Any], Any]:
    def convert(value: Any) -> str:
        if prefix is None:
            return str(value)
        return ids.to_text(prefix, value if isinstance(value, UUID) else UUID(value))

    return convert


def day(value: Any) -> date:
    """A calendar day as either database has it."""
    return date.fromisoformat(value) if isinstance(value, str) else value


_SIMPLE: dict[Any, Callable[[Any], Any]] = {bool: bool, datetime: db.instant, date: day}
