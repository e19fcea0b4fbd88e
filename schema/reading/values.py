"""Values: what stands in the answer for what a row has, by the field's type, as Python source.

SQLite keeps times, days, ids and truth as text or numbers; PostgreSQL has types of its own.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

import orjson
from graphql import GraphQLEnumType, GraphQLList, GraphQLNonNull, GraphQLOutputType, GraphQLScalarType

from app.core import db, ids
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


def plain(type_: GraphQLOutputType, value: object, show: Callable[[Any, Any], Any]) -> Any:
    """What stands in the answer for a value that Python made; `show` answers with the object of a type."""
    if value is None:
        return None
    inner = type_.of_type if isinstance(type_, GraphQLNonNull) else type_
    if isinstance(inner, GraphQLList):
        items: Any = sorted(value) if isinstance(value, frozenset | set) else value
        return [plain(inner.of_type, item, show) for item in items]
    if isinstance(inner, GraphQLEnumType | GraphQLScalarType):
        return inner.serialize(value)
    return show(inner, value)


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


def uuid(value: object) -> UUID | None:
    """An id as it is, from a row."""
    return db.uuid(value)


_SCALARS: dict[Dialect, dict[str, Callable[[str, Names], str]]] = {
    "postgres": {
        "Boolean": lambda value, _: f"({value} != 0)",
        "Date": lambda value, _: f"{value}.isoformat()",
        "DateTime": lambda value, _: f'{value}.isoformat("T", "milliseconds")[:-6] + "Z"',  # the driver's times are in UTC
    },
    "sqlite": {
        "Boolean": lambda value, _: f"({value} != 0)",
        "DateTime": lambda value, names: f"{names.name(_instant)}({value})",
    },
}
"""What is not its own answer, by the type's name."""
