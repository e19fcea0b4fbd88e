"""Keeping: the facts of a payload as JSON, and back.

Kept are ids, and plain values that are nobody's secret. Not kept, and so null when they are read again, are texts (here they
are secrets and addresses), credentials, and objects that can't be without any of these. The viewer is whoever asks.
"""

from __future__ import annotations

import dataclasses
import functools
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final
from uuid import UUID

import strawberry
from strawberry.types.base import StrawberryList, StrawberryOptional
from strawberry.types.enum import StrawberryEnumDefinition

from app.auth.actor import Actor
from schema.reading.expressions import Path
from schema.reading.sources import READS, Column, Either, Nested, One
from schema.types.enums import Code, Plan
from schema.types.errors import UserError
from schema.types.viewer import Viewer, facts


@dataclass(frozen=True, slots=True)
class Kind:
    """How facts of one kind become JSON, and facts again for whoever asks then."""

    write: Callable[[Any], Any]
    read: Callable[[Any, Actor], Any]
    absent: Any = None


def written(type_: Any, given: Mapping[str, Any]) -> dict[str, Any]:
    """Facts of a type as JSON."""
    kept = {name: kind for name, kind in kinds(type_).items() if kind is not NOT_KEPT}
    return {name: kind.write(given[name]) for name, kind in kept.items() if given.get(name) is not None}


def read(type_: Any, kept: Mapping[str, Any], actor: Actor) -> dict[str, Any]:
    """The facts again; nothing in the place of what is not kept."""
    return {name: kind.read(kept[name], actor) if name in kept else kind.absent for name, kind in kinds(type_).items()}


@functools.cache
def kinds(type_: Any) -> Mapping[str, Kind]:
    """Of what kind each fact of a type is."""
    found: dict[str, Kind] = {}
    for field in type_.__strawberry_definition__.fields:
        source = field.metadata[READS]
        if isinstance(source, Either):
            found |= {key.text: _ID for key, *_ in source.choices if isinstance(key, Path)}
        elif isinstance(source, One):
            found[field.python_name] = _ID
        elif isinstance(source, Column | Nested):
            found[field.python_name] = _of_type(field.type)
    return found


def _of_type(type_: Any) -> Kind:
    """Of a type that nobody thought of here nothing is kept."""
    if isinstance(type_, StrawberryOptional):
        return _of_type(type_.of_type)
    if isinstance(type_, StrawberryList):
        return _several(_of_type(type_.of_type))
    if isinstance(type_, StrawberryEnumDefinition):
        enum: Any = type_.wrapped_cls
        return Kind(lambda value: value.value, lambda kept, _: enum(kept))
    if (kind := _KINDS.get(type_)) is None and hasattr(type_, "__strawberry_definition__"):
        return _object(type_)
    return kind or NOT_KEPT


def _several(one: Kind) -> Kind:
    if one is NOT_KEPT:
        return NOT_KEPT
    return Kind(lambda values: [one.write(value) for value in values], lambda kept, actor: [one.read(item, actor) for item in kept], [])


def _object(type_: Any) -> Kind:
    """An object made of given facts, unless one of them is not kept and may not be null."""
    fields = type_.__strawberry_definition__.fields
    if not all(READS in field.metadata for field in fields):
        return NOT_KEPT
    needed = [field.python_name for field in fields if not isinstance(field.type, StrawberryOptional)]
    if any(kinds(type_).get(name) is NOT_KEPT for name in needed):
        return NOT_KEPT
    return Kind(lambda given: written(type_, given), lambda kept, actor: read(type_, kept, actor))


def _error(kept: Mapping[str, Any], _: Actor) -> UserError:
    plan = kept["required_plan"] and Plan(kept["required_plan"])
    return UserError(**{**kept, "code": Code(kept["code"]), "required_plan": plan})


NOT_KEPT: Final = Kind(lambda _: None, lambda _, __: None)
_ID: Final = Kind(str, lambda kept, _: UUID(kept))
_PLAIN: Final = Kind(lambda value: value, lambda kept, _: kept)
_KINDS: Final[Mapping[Any, Kind]] = {
    strawberry.ID: _PLAIN,
    int: _PLAIN,
    bool: _PLAIN,
    date: Kind(date.isoformat, lambda kept, _: date.fromisoformat(kept)),
    datetime: Kind(datetime.isoformat, lambda kept, _: datetime.fromisoformat(kept)),
    UserError: Kind(dataclasses.asdict, _error),
    Viewer: Kind(lambda _: True, lambda _, actor: facts(actor)),
}
