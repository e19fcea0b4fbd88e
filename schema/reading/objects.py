"""Objects: the Python source that builds one object of an answer from one row, field by field, by what each field declares."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial, singledispatch
from operator import attrgetter
from typing import TYPE_CHECKING, Any, cast
from uuid import UUID

from graphql import (
    FieldNode,
    GraphQLField,
    GraphQLObjectType,
    SelectionSetNode,
    get_named_type,
    get_nullable_type,
    is_list_type,
    is_non_null_type,
)

from app.auth.scopes import EVERYTHING, NOTHING, Scope
from app.core import db
from app.core.errors import Refused
from schema.reading.arguments import DEFINITION, Arguments
from schema.reading.expressions import Expression, Path
from schema.reading.places import Among, Below, Place, Several
from schema.reading.selections import below
from schema.reading.selects import FALSE, TRUE, Row
from schema.reading.sources import (
    READS,
    Batch,
    Column,
    Computed,
    DeclarationError,
    Either,
    Identity,
    Inside,
    Nested,
    One,
    Rows,
    Source,
    table_of,
)
from schema.reading.values import Write, identity, is_plain, plain, stored

if TYPE_CHECKING:
    from schema.reading.running import Run

OWN_ID = Path("id")


def declared(type_: GraphQLObjectType) -> type[Any]:
    """The class behind a type."""
    return cast("type[Any]", type_.extensions[DEFINITION].origin)


def source_of(field: GraphQLField) -> Source:
    """What a field declares."""
    return cast("Source", field.extensions[DEFINITION].metadata[READS])


def written(place: Place, row: Row, type_: GraphQLObjectType, sets: Iterable[SelectionSetNode]) -> str:
    """An object of a type, from a row of the place."""
    items = []
    for key, nodes in place.planner.selections.of(type_, sets).items():
        name = nodes[0].name.value
        items.append(f"{key!r}: {_field(place, row, type_, name, nodes)}")
    return "{" + ", ".join(items) + "}"


@dataclass(frozen=True, slots=True)
class Spot:
    """One field of one object in a document, and the row that it is read from."""

    place: Place
    row: Row
    type_: GraphQLObjectType
    field: GraphQLField
    nodes: Sequence[FieldNode]
    opened: str
    """Whether the row's value is for who asks, in Python."""

    @property
    def named(self) -> GraphQLObjectType:
        """The type of object that stands there."""
        return cast("GraphQLObjectType", get_named_type(self.field.type))

    def written(self, row: Row, type_: GraphQLObjectType | None = None) -> str:
        """The object that stands there, from its row."""
        return written(self.place, row, type_ or self.named, below(self.nodes))

    def read_below(self, key: Expression, reader: Below) -> str:
        """What is read by an id of the row; it is not asked for where the value is hidden."""
        id_ = self.row.key_of(key, self.place.names)
        return self.place.read_below(id_ if self.opened == TRUE else f"({id_} if {self.opened} else None)", reader)


def _field(place: Place, row: Row, type_: GraphQLObjectType, name: str, nodes: Sequence[FieldNode]) -> str:
    if name == "__typename":
        return repr(type_.name)
    field = type_.fields[name]
    source = source_of(field)
    opened = TRUE if source.visible is None else row.opens(source.visible(row.rights))
    if opened == FALSE:
        return "None"
    text = _value(source, Spot(place, row, type_, field, nodes, opened))
    return text if opened == TRUE else f"({text} if {opened} else None)"


@singledispatch
def _value(source: Source, _at: Spot) -> str:
    raise DeclarationError(f"{source.name} can't be read")


@_value.register
def _column(source: Column, at: Spot) -> str:
    if at.row.model is None:
        return _plain(at, at.row.value(source.expression))
    if source.convert is not None:
        return _plain(at, f"{at.place.names.name(source.convert)}({at.row.value(source.expression)})")
    value = at.row.value(source.expression, get_named_type(at.field.type).name)
    return stored(at.field.type, value, at.place.names, at.row.select.dialect)


@_value.register
def _identity(_source: Identity, at: Spot) -> str:
    prefix = table_of(declared(at.type_)).prefix or ""
    return identity(prefix, at.row.value(OWN_ID), at.place.names, at.row.select.dialect)


@_value.register
def _computed(source: Computed, at: Spot) -> str:
    values = ", ".join(at.row.value(need) for need in source.needs)
    return _plain(at, f"{at.place.names.name(source.function)}({values})")


@_value.register
def _inside(source: Inside, at: Spot) -> str:
    text = at.written(at.row)
    return text if source.absent is None else f"(None if {at.row.value(source.absent)} else {text})"


@_value.register
def _nested(_source: Nested, at: Spot) -> str:
    name = at.field.extensions[DEFINITION].python_name
    if is_list_type(get_nullable_type(at.field.type)):
        return at.place.read_below(f"{at.place.names.name(Several)}({at.row.given(name)})", at.place.planner.facts(at.named, at.nodes))
    return f"({at.written(at.row.nested(name))} if {at.row.given(name)} is not None else None)"


@_value.register
def _one(source: One, at: Spot) -> str:
    scope = EVERYTHING if source.scope is None else source.scope(at.row.rights)
    if scope == NOTHING:
        return "None"
    absent = f"{at.place.names.name(_missing)}({at.type_.name!r}, {source.name!r})" if is_non_null_type(at.field.type) else "None"
    return _object(at, source.key, at.named, scope, absent)


@_value.register
def _either(source: Either, at: Spot) -> str:
    text = "None"
    for key, choice, policy in reversed(source.choices):
        scope, shown = policy(at.row.rights), "None"
        if scope != NOTHING:
            shown = _object(at, key, at.place.planner.type_of(choice()), scope, "None")
        text = f"({shown} if {at.row.value(key)} is not None else {text})"
    return text


def _object(at: Spot, key: Expression, type_: GraphQLObjectType, scope: Scope, absent: str) -> str:
    """The object with an id of the row, if there is one in the scope: joined, or where there is no room for it, read below."""
    other = at.row.join(key, table_of(declared(type_)).with_model(), scope)
    if other is None:
        found = at.read_below(key, at.place.planner.by_ids(type_, scope, at.nodes))
        return found if absent == "None" else f"(it if (it := {found}) is not None else {absent})"
    if other.exists == TRUE:
        return at.written(other, type_)
    return f"({at.written(other, type_)} if {other.exists} else {absent})"


@_value.register
def _batch(source: Batch, at: Spot) -> str:
    return at.read_below(OWN_ID, Batched(source, at.place.planner.arguments(at.field, at.nodes), _shower(at)))


@_value.register
def _rows(source: Rows, at: Spot) -> str:
    if source.parent is None:
        raise DeclarationError(f"{source.name} has no parent")
    key = at.row.key_of(source.parent, at.place.names)
    if source.facts:
        key = f"{at.place.names.name(Among)}({key}, ({', '.join(at.row.given(name) for name in source.facts)},))"
    return at.place.read_below(key, at.place.planner.listing(source, at.field, at.nodes))


def _missing(type_name: str, name: str) -> None:
    raise DeclarationError(f"{type_name}.{name} refers to nothing")


def _itself(value: Any) -> Any:
    return value


def _plain(at: Spot, value: str) -> str:
    return value if is_plain(at.field.type) else f"{at.place.names.name(_shower(at))}({value})"


def _shower(at: Spot) -> Write:
    """What shows a value that Python made: scalars, enums, and objects by their attributes."""
    selections = at.place.planner.selections

    def shows(nodes: Sequence[FieldNode], type_: GraphQLObjectType) -> Write:
        parts: list[tuple[str, Write, Write]] = []
        for key, inner in selections.of(type_, below(nodes)).items():
            if (name := inner[0].name.value) == "__typename":
                parts.append((key, lambda _: type_.name, _itself))
                continue
            field = type_.fields[name]
            parts.append((key, plain(field.type, partial(shows, inner)), attrgetter(field.extensions[DEFINITION].python_name)))
        return lambda value: {key: write(read(value)) for key, write, read in parts}

    return plain(at.field.type, partial(shows, at.nodes))


@dataclass(frozen=True, slots=True)
class Batched:
    """A field that one function answers for many rows at once."""

    source: Batch
    arguments: Arguments
    show: Write

    async def read_for(self, run: Run, ids: Sequence[Any]) -> Mapping[Any, Any]:
        """Its values, by the rows' ids. What is wrong with the arguments, and a refusal, stand as a failure in the place of each."""
        uuids = [cast("UUID", db.uuid(id_)) for id_ in ids]
        try:
            given = self.arguments.of(run.variables)
        except Exception as problem:  # noqa: BLE001  # whatever it is, it belongs to the places of this field
            return run.fail(ids, problem)
        try:
            found = await self.source.function(run.actor, uuids, **given)
        except Refused as refused:
            return run.fail(ids, refused)
        return {id_: self.show(found.get(key)) for id_, key in zip(ids, uuids, strict=True)}
