"""How root fields are declared that are no lists: an object by its id, and what begins with facts."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import Annotated, Any
from uuid import UUID

import strawberry

from schema.reading.declare import declared_field
from schema.reading.sources import ById, Chosen, Given


def by_id(description: str, *, lock: Any) -> Any:
    """A root field: the object of the field's type with an id, for whom it exists; else null."""
    return declared_field(ById(), description, {}, {"id": _argument(strawberry.ID, "The id of the object.")}, [lock])


def node_by_id(description: str, *, lock: Any) -> Any:
    """The root field `node`: the object of any kind."""
    return declared_field(
        ById(any_kind=True), description, {}, {"id": _argument(strawberry.ID, "The id of an object of any kind.")}, [lock]
    )


def nodes_by_id(description: str, *, lock: Any) -> Any:
    """The root field `nodes`: objects of any kind, in the order of their ids, null where `node` is null."""
    argument = _argument(list[strawberry.ID], "At most 100 ids of any kind.")
    return declared_field(ById(any_kind=True, several=True), description, {}, {"ids": argument}, [lock])


def chosen(function: Callable[..., Awaitable[Sequence[UUID]]], description: str, *, lock: Any, arguments: Mapping[str, Any]) -> Any:
    """A root field: the object of the field's type, or those, whose ids `function(context, **arguments)` says, for whom they exist."""
    return declared_field(Chosen(function=function), description, {}, arguments, [lock])


def root(
    function: Callable[..., Awaitable[Mapping[str, Any] | Sequence[Mapping[str, Any]] | None]],
    description: str,
    *,
    lock: Any,
    arguments: Mapping[str, Any] | None = None,
    returns: Any = None,
    field: Callable[..., Any] = strawberry.field,
) -> Any:
    """A root field that begins elsewhere than in a table: `function(context, **arguments)` answers with facts, a list's of each."""
    return declared_field(Given(function=function), description, {}, arguments or {}, [lock], returns, field)


def _argument(type_: Any, description: str) -> Any:
    return Annotated[type_, strawberry.argument(description=description)]
