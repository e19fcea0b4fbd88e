"""Values: what stands in the answer for what a row has, by the field's type, as Python source.

SQLite keeps times, days, ids and truth as text or numbers; PostgreSQL has types of its own.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import Enum
from functools import lru_cache
from typing import Any, cast
from uuid import UUID

import orjson
from graphql import (
    GraphQLEnumType,
    GraphQLList,
    GraphQLNonNull,
    GraphQLObjectType,
    GraphQLOutputType,
    GraphQLScalarType,
    get_nullable_type,
)

from app.core import ids
from app.core.db import Dialect
from app.models.fields import words
from schema.core.scalars import instant_out


@dataclass(slots=True)
class Names:
    """What generated source refers to, by made-up names."""

    known: dict[str, Any] = field(default_factory=dict)

    def name(self, thing: object) -> str:
        """The name of a thing."""
        for name, known in self.known.items():
            if known is thing:
                return name
        name = f"x{len(self.known)}"
        self.known[name] = thing
        return name


def stored(type_: GraphQLOutputType, value: str, names: Names, dialect: Dialect) -> str:
    """What stands in the answer for a column; `value` is a name, so it costs nothing to repeat."""
    if not isinstance(type_, GraphQLNonNull):
        shown = stored(GraphQLNonNull(type_), value, names, dialect)
        return shown if shown == value else f"(None if {value} is None else {shown})"
    inner = type_.of_type
    if isinstance(inner, GraphQLList):
        item = stored(inner.of_type, "item", names, dialect)
        return f"[{item} for item in {names.name(_items)}({value})]"
    if isinstance(inner, GraphQLEnumType):
        members = {str(getattr(member.value, "value", member.value)): name for name, member in inner.values.items()}
        return value if all(stands == name for stands, name in members.items()) else f"{names.name(members)}[{value}]"
    write = _SCALARS[dialect].get(inner.name)
    return value if write is None else write(value, names)


def identity(prefix: str, value: str, names: Names, dialect: Dialect) -> str:
    """The API's id of a row."""
    return f"{names.name(ids.to_text)}({prefix!r}, {value if dialect == 'postgres' else f'{names.name(UUID)}({value})'})"


Write = Callable[[Any], Any]


def plain(type_: GraphQLOutputType, shows: Callable[[GraphQLObjectType], Write]) -> Write:
    """What writes a value that Python made; `shows` gives what writes the objects of a type."""
    inner = type_.of_type if isinstance(type_, GraphQLNonNull) else type_
    if isinstance(inner, GraphQLEnumType):
        return _name
    if isinstance(inner, GraphQLList):
        if isinstance(get_nullable_type(inner.of_type), GraphQLEnumType):
            return _names
        item = plain(inner.of_type, shows)
        return lambda value: None if value is None else [item(one) for one in value]
    write = inner.serialize if isinstance(inner, GraphQLScalarType) else shows(cast("GraphQLObjectType", inner))
    return lambda value: None if value is None else write(value)


def _name(value: Enum | None) -> str | None:
    return None if value is None else value.name


def _names(values: Iterable[Enum] | None) -> list[str] | None:
    """Sets of words are few, and the same for many."""
    if isinstance(values, frozenset):
        return _sorted_names(values)
    return None if values is None else [value.name for value in values]


@lru_cache(maxsize=256)
def _sorted_names(values: frozenset[Any]) -> list[str]:
    return [value.name for value in sorted(values)]


def is_plain(type_: GraphQLOutputType) -> bool:
    """Whether a value of Python's is its own answer."""
    inner = type_.of_type if isinstance(type_, GraphQLNonNull) else type_
    return isinstance(inner, GraphQLScalarType) and inner.name in ("String", "Int", "Boolean")


def _items(value: str | Sequence[Any]) -> Sequence[Any]:
    if isinstance(value, str):
        return orjson.loads(value) if value.startswith("[") else sorted(words(value))
    return value


def _instant(value: str) -> str:
    return instant_out(datetime.fromisoformat(value))


def as_text(value: object) -> str | None:
    """An id as rows of SQLite have it."""
    return None if value is None else str(value)


_SCALARS: dict[Dialect, dict[str, Callable[[str, Names], str]]] = {
    "postgres": {"Boolean": lambda value, _: f"({value} != 0)"},
    "sqlite": {
        "Boolean": lambda value, _: f"({value} != 0)",
        "DateTime": lambda value, names: f"{names.name(_instant)}({value})",
    },
}
"""What is not its own answer, by the type's name."""

_SPELLED = {
    "Date": "to_char({}, 'YYYY-MM-DD')",
    "DateTime": "to_char({} at time zone 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS.MS\"Z\"')",
}


def spelled(type_name: str, sql: str, dialect: Dialect) -> str:
    """The SQL of a column as it stands in the answer: PostgreSQL writes times five times as fast as Python does."""
    spelling = _SPELLED.get(type_name)
    return sql if spelling is None or dialect == "sqlite" else spelling.format(sql)
