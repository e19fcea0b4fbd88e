"""How the oracle finds the value of a declared field: graphql-core walks the query, rows are read in batches."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from typing import Any
from uuid import UUID

from strawberry.dataloader import DataLoader

from app.auth.scopes import EVERYTHING
from app.core import db, ids
from schema.reading.expressions import Expression, Policy
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
from tests.schema.reading.oracle import lists
from tests.schema.reading.oracle.asking import OWN_ID, Info, needed_here, target_of
from tests.schema.reading.oracle.convert import converted
from tests.schema.reading.oracle.request import Row
from tests.schema.reading.oracle.sql import to_sql, truth
from tests.schema.reading.oracle.statements import rows_by_id

Arguments = Mapping[str, Any]


def is_hidden(source: Source, row: Row, info: Info) -> bool:
    """Whether this row's value is not for who asks; then its arguments don't matter either."""
    return source.visible is not None and not row.values[truth(source.visible(info.context.actor))]


def resolve(source: Source, row: Row, info: Info, arguments: Arguments) -> Any:
    """The value of a declared field, at once where the row has it, else as an awaitable."""
    return _value(source, row, info, arguments)


@functools.singledispatch
def _value(source: Source, _row: Row, _info: Info, _arguments: Arguments) -> Any:
    raise DeclarationError(f"{source.name} can't be read")


def _of(row: Row, expression: Expression, info: Info) -> Any:
    return row.values[to_sql(expression, table_of(row.type_).model, info.context.actor)]


@_value.register
def _column(source: Column, row: Row, info: Info, _: Arguments) -> Any:
    value = _of(row, source.expression, info)
    if source.convert is not None:
        return source.convert(value)
    return converted(value, source.field.type, table_of(row.type_).prefix)


@_value.register
def _identity(_source: Identity, row: Row, info: Info, _: Arguments) -> str:
    return ids.to_text(table_of(row.type_).prefix or "", UUID(str(_of(row, OWN_ID, info))))


@_value.register
def _computed(source: Computed, row: Row, info: Info, _: Arguments) -> Any:
    return source.function(*(_of(row, need, info) for need in source.needs))


@_value.register
def _inside(source: Inside, row: Row, info: Info, _: Arguments) -> Row | None:
    if source.absent is not None and _of(row, source.absent, info):
        return None
    return Row(target_of(source.field.type), row.values)


@_value.register
def _nested(source: Nested, row: Row, _info: Info, _: Arguments) -> Row | None:
    facts = row.values[source.field.python_name]
    return None if facts is None else Row(target_of(source.field.type), facts)


@_value.register
def _one(source: One, row: Row, info: Info, _: Arguments) -> Any:
    return load(target_of(source.field.type), _of(row, source.key, info), info, source.scope)


@_value.register
def _either(source: Either, row: Row, info: Info, _: Arguments) -> Any:
    for key, choice, scope in source.choices:
        if (id_ := _of(row, key, info)) is not None:
            return load(choice(), id_, info, scope)
    return None


@_value.register
async def _batch(source: Batch, row: Row, info: Info, arguments: Arguments) -> Any:
    async def read(keys: list[UUID]) -> list[Any]:
        found = await source.function(info.context.actor, keys, **arguments)
        return [found.get(key) for key in keys]

    same = ("batch", id(source), repr(arguments))
    return await info.context.once(same, lambda: DataLoader(read)).load(UUID(str(_of(row, OWN_ID, info))))


@_value.register
def _rows(source: Rows, row: Row, info: Info, arguments: Arguments) -> Any:
    parent = None if source.parent is None else db.uuid(_of(row, source.parent, info))
    facts = {name: row.values[name] for name in source.facts}
    return lists.read(source, target_of(source.field.type), info, arguments, parent, facts)


@_value.register
async def _by_id(source: ById, _row: Any, info: Info, arguments: Arguments) -> Any:
    if source.any_kind:
        return await find_node(info, arguments["id"])
    type_ = target_of(source.field.type)
    table = table_of(type_)
    return await load(type_, ids.parse(arguments["id"], table.prefix or ""), info, table.scope)


async def find_node(info: Info, text: str) -> Row | None:
    """The object of any kind behind an id; None for a malformed one, an unknown one, and one that the actor may not see."""
    prefix, id_ = ids.from_text(text) or (None, None)
    for type_, table in TABLES.items():
        if prefix is not None and table.prefix == prefix:
            return await load(type_, id_, info, table.scope)
    return None


async def load(type_: type[Any], id_: Any, info: Info, scope: Policy | None = None) -> Row | None:
    """One object by its id, or None: unknown, or not in the scope."""
    if (key := db.uuid(id_)) is None:
        return None
    actor = info.context.actor
    rows = EVERYTHING if scope is None else scope(actor)
    expressions = needed_here(type_, info)
    model = table_of(type_).with_model()

    async def read(keys: list[UUID]) -> list[list[Any] | None]:
        found = await rows_by_id(model, actor, rows, expressions, keys)
        return [found.get(one) for one in keys]

    values = await info.context.once(("one", type_, rows.name, expressions), lambda: DataLoader(read)).load(key)
    return None if values is None else Row(type_, dict(zip(expressions, values, strict=True)))
