"""The general executor: graphql-core walks the query field by field; rows are read in batches, one statement a place in it."""

from __future__ import annotations

import asyncio
import functools
from collections.abc import Mapping, Sequence
from typing import Any, TypeVar
from uuid import UUID

from strawberry.dataloader import DataLoader
from strawberry.types import Info

from app.auth.scopes import EVERYTHING
from app.core import db, ids
from schema.core.context import Context
from schema.reading import lists
from schema.reading.asking import OWN_ID, needed_here, target_of
from schema.reading.convert import converter
from schema.reading.expressions import Expression, Policy, to_sql, truth
from schema.reading.sources import (
    TABLES,
    Batch,
    ById,
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
from schema.reading.statements import rows_by_id

VALUES = "_values"
T = TypeVar("T")
Arguments = Mapping[str, Any]


def make(type_: type[T], values: Mapping[str, Any]) -> T:
    """An object of a declared type, over values by their SQL (or, for given facts, by their names)."""
    made = object.__new__(type_)
    object.__setattr__(made, VALUES, values)
    return made


def resolve(source: Source, row: Any, info: Info, arguments: Arguments) -> Any:
    """The value of a declared field, at once where the row has it, else as an awaitable. Null where it is hidden."""
    if source.visible is not None and not getattr(row, VALUES)[truth(source.visible(info.context.actor))]:
        return None
    return _value(source, row, info, arguments)


@functools.singledispatch
def _value(source: Source, _row: Any, _info: Info, _arguments: Arguments) -> Any:
    raise DeclarationError(f"{source.name} can't be read")


def _of(row: Any, expression: Expression, info: Info) -> Any:
    return getattr(row, VALUES)[to_sql(expression, table_of(type(row)).model, info.context.actor)]


@_value.register
def _column(source: Column, row: Any, info: Info, _: Arguments) -> Any:
    if source.convert is None:
        source.convert = converter(source.field.type, table_of(type(row)).prefix)
    return source.convert(_of(row, source.expression, info))


@_value.register
def _identity(_source: Identity, row: Any, info: Info, _: Arguments) -> str:
    return ids.to_text(table_of(type(row)).prefix or "", UUID(str(_of(row, OWN_ID, info))))


@_value.register
def _computed(source: Computed, row: Any, info: Info, _: Arguments) -> Any:
    return source.function(*(_of(row, need, info) for need in source.needs))


@_value.register
def _inside(source: Inside, row: Any, info: Info, _: Arguments) -> Any:
    if source.absent is not None and _of(row, source.absent, info):
        return None
    return make(target_of(source.field.type), getattr(row, VALUES))


@_value.register
def _nested(source: Nested, row: Any, _info: Info, _: Arguments) -> Any:
    facts = getattr(row, VALUES)[source.field.python_name]
    return None if facts is None else make(target_of(source.field.type), facts)


@_value.register
def _one(source: One, row: Any, info: Info, _: Arguments) -> Any:
    return load(target_of(source.field.type), _of(row, source.key, info), info, source.scope)


@_value.register
def _either(source: Either, row: Any, info: Info, _: Arguments) -> Any:
    for key, choice, scope in source.choices:
        if (id_ := _of(row, key, info)) is not None:
            return load(choice(), id_, info, scope)
    return None


@_value.register
async def _batch(source: Batch, row: Any, info: Info, _: Arguments) -> Any:
    context: Context = info.context

    async def read(keys: list[UUID]) -> list[Any]:
        found = await source.function(context.actor, keys)
        return [found.get(key) for key in keys]

    return await context.loader(("batch", id(source)), lambda: DataLoader(read)).load(UUID(str(_of(row, OWN_ID, info))))


@_value.register
def _rows(source: Rows, row: Any, info: Info, arguments: Arguments) -> Any:
    parent = None if source.parent is None else db.uuid(_of(row, source.parent, info))
    return lists.read(source, target_of(source.field.type), info, arguments, parent, make)


@_value.register
async def _by_id(source: ById, _row: Any, info: Info, arguments: Arguments) -> Any:
    if source.any_kind:
        return await find_node(info, arguments["id"])
    type_ = target_of(source.field.type)
    table = table_of(type_)
    return await load(type_, ids.parse(arguments["id"], table.prefix or ""), info, table.scope)


async def find_node(info: Info, text: str) -> Any:
    """The object of any kind behind an id; None for a malformed one, an unknown one, and one that the actor may not see."""
    prefix, id_ = ids.from_text(text) or (None, None)
    for type_, table in TABLES.items():
        if prefix is not None and table.prefix == prefix:
            return await load(type_, id_, info, table.scope)
    return None


async def find_nodes(info: Info, texts: Sequence[str]) -> list[Any]:
    """As `find_node`, for many at once: one statement a kind."""
    return list(await asyncio.gather(*(find_node(info, text) for text in texts)))


async def load(type_: type[Any], id_: Any, info: Info, scope: Policy | None = None) -> Any:
    """One object by its id, or None: unknown, or not in the scope."""
    if (key := db.uuid(id_)) is None:
        return None
    context: Context = info.context
    rows = EVERYTHING if scope is None else scope(context.actor)
    expressions = needed_here(type_, info)
    model = table_of(type_).with_model()

    async def read(keys: list[UUID]) -> list[list[Any] | None]:
        found = await rows_by_id(model, context.actor, rows, expressions, keys)
        return [found.get(one) for one in keys]

    values = await context.loader(("one", type_, rows.name, expressions), lambda: DataLoader(read)).load(key)
    return None if values is None else make(type_, dict(zip(expressions, values, strict=True)))
