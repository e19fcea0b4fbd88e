"""The oracle's statements: a list of rows, narrowed, in a scope, in order, from a place on; for one parent or for many at once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any
from uuid import UUID

from app.auth.actor import Actor
from app.auth.relations import Relation
from app.auth.scopes import EVERYTHING, NOTHING, Scope, parameters
from app.core import db
from app.core.errors import forbidden
from schema.reading import cursors
from schema.reading.connections import Page
from schema.reading.expressions import Rowed, column, table
from schema.reading.sources import Link, Narrowing, Order
from tests.schema.reading.oracle import relations
from tests.schema.reading.oracle.sql import to_sql


@dataclass(slots=True)
class Listing:
    """Which rows of one table, in which order; built once from a field's declaration and arguments."""

    name: str
    model: Rowed
    actor: Actor
    scope: Scope
    order: Order
    key: str | Link | None = None
    """The column that holds the parent's id, or the table that links to it; None for a list without parents."""
    conditions: list[str] = field(default_factory=list)
    values: dict[str, object] = field(default_factory=dict)
    facts: Mapping[str, object] = field(default_factory=dict)
    """Of those around the list: the parameters that its SQL has for them."""

    @property
    def same(self) -> tuple[object, ...]:
        """What lists have in common that are read together."""
        return (self.name, self.scope.name, tuple(self.conditions), repr(self.values), repr(self.facts))

    def narrow(self, narrowings: Mapping[str, tuple[Narrowing, object]], within: Sequence[str]) -> None:
        """Apply the fields of a filter. One on what is hidden for the whole request is FORBIDDEN; hidden rows don't match."""
        for name, (narrowing, given) in narrowings.items():
            condition = narrowing.sql
            if narrowing.of is not None:
                condition = condition.replace("{of}", to_sql(narrowing.of, self.model, self.actor))
            if narrowing.unless:
                if not given:
                    self.conditions.append(condition)
                continue
            if given is None or (narrowing.when and not given):
                continue
            hidden = narrowing.visible.get(given) if isinstance(narrowing.visible, Mapping) else narrowing.visible
            opened = hidden(self.actor) if hidden else EVERYTHING
            if opened == NOTHING:
                raise forbidden("You may not filter by this.", [*within, name])
            made = narrowing.value(given) if narrowing.value else given
            for said, value in made.items() if isinstance(made, Mapping) else [("value", made)]:
                parameter = f"f_{len(self.values)}"
                self.values[parameter] = value
                condition = condition.replace(f"{{{said}}}", f":{parameter}")
            self.conditions.append(f"({condition})")
            if opened != EVERYTHING:
                self.conditions.append(opened.sql)

    def list_name(self, parent: UUID | None) -> str:
        """What cursors of one parent's list are made for: that of another parent, or among other facts, is another list."""
        return f"{self.name} {parent or ''}{''.join(f' {fact}' for fact in self.facts.values())}"

    def opened(self, page: Page, parent: UUID | None) -> Page:
        """A page of one parent's list, with the place that its cursor means. BAD_USER_INPUT for a cursor of another list."""
        if page.cursor is None:
            return page
        order = self.order
        place = cursors.decode(self.list_name(parent), page.cursor, order.kind, page.argument, nullable=order.nullable)
        return replace(page, place=place)

    async def page(self, expressions: Sequence[str], page: Page, parents: Sequence[UUID] | None = None) -> list[list[Any]]:
        """Rows of [parent, sort value, id, *expressions], one more than asked for in each list, in the direction of the page."""
        sort = to_sql(self.order.expression, self.model, self.actor)
        downward = self.order.descending is not page.backward
        conditions = [*self._base(parents)]
        values = {**self.values, "page_size": page.size + 1}
        if page.place is not None:
            value, id_ = page.place
            values |= {"at_value": value, "at_id": id_}
            conditions.append(_behind(sort, value, self.order, downward=downward, backward=page.backward))
        direction = "desc" if downward else "asc"
        nulls = f"({sort} is null) {'desc' if page.backward else 'asc'}, " if self.order.nullable else ""
        order = f"{nulls}{sort} {direction}, {{a}}.id {direction}"
        parent = self._parent(parents)
        names = ", ".join(f"{sql} as c{n}" for n, sql in enumerate([parent, sort, "{a}.id", *expressions]))
        where = " and ".join(conditions)
        source = self._source(parents)
        if parents is None:
            sql = f"select {names} from {source} where {where} order by {order} limit :page_size"  # made of declarations
        else:
            listed = ", ".join(f"c{n}" for n in range(len(expressions) + 3))
            sql = (
                f"select {listed} from (select {names}, row_number() over (partition by {parent} order by {order}) as place"
                f" from {source} where {where}) x where place <= :page_size order by place"
            )
        return [list(row) for row in await self._fetch(sql, values, parents)]  # type: ignore[call-overload]  # rows iterate

    async def count(self, parents: Sequence[UUID] | None = None) -> dict[UUID | None, int]:
        """How many rows each parent's whole list has (None: the list without parents)."""
        where = " and ".join(self._base(parents))
        parent = self._parent(parents)
        group = f" group by {parent}" if parents is not None else ""
        sql = f"select {parent}, count(*) from {self._source(parents)} where {where}{group}"  # made of declarations
        return {db.uuid(row[0]): row[1] for row in await self._fetch(sql, self.values, parents)}

    def _base(self, parents: Sequence[UUID] | None) -> list[str]:
        keyed = [] if self._parent(parents) == "null" else [f"{self._parent(parents)} in :parents[uuid]"]
        return [*keyed, self.scope.sql, *self.conditions]

    def _source(self, parents: Sequence[UUID] | None) -> str:
        """The table, each row beside every parent that a link leads to it from."""
        source = f"{_rows(self.model)} a"
        if parents is None or not isinstance(self.key, Link):
            return source
        link = self.key
        pairs = f'select distinct "{column(link.model, link.here)}" as here, "{column(link.model, link.there)}" as there'
        return f'{source} join ({pairs} from "{table(link.model)}") pair on pair.there = {{a}}.id'

    def _parent(self, parents: Sequence[UUID] | None) -> str:
        if parents is None or self.key is None:
            return "null"
        return "pair.here" if isinstance(self.key, Link) else f"{{a}}.{column(self.model, self.key)}"

    async def _fetch(self, sql: str, values: Mapping[str, object], parents: Sequence[UUID] | None) -> Sequence[db.Row]:
        given = {**await _given(self.model, self.actor), **values, **self.facts, "parents": list(parents or ())}
        return await db.fetch(sql.replace("{a}", "a"), given)


def _behind(sort: str, value: object, order: Order, *, downward: bool, backward: bool) -> str:
    """The rows behind a place; where the value may be missing, those without it come last in the list's own direction."""
    sign = "<" if downward else ">"
    if not order.nullable:
        return f"({sort}, {{a}}.id) {sign} (:at_value, :at_id)"
    if value is None:
        missing = f"({sort} is null and {{a}}.id {sign} :at_id)"
        return f"({missing} or {sort} is not null)" if backward else missing
    present = f"({sort} {sign} :at_value or ({sort} = :at_value and {{a}}.id {sign} :at_id))"
    return present if backward else f"({present} or {sort} is null)"


def _rows(model: Rowed) -> str:
    return relations.source(model) if isinstance(model, Relation) else f'"{table(model)}"'


async def _given(model: Rowed, actor: Actor) -> dict[str, object]:
    return parameters(actor) | (await relations.rows(model, actor) if isinstance(model, Relation) else {})


async def rows_by_id(model: Rowed, actor: Actor, scope: Scope, expressions: Sequence[str], ids: Sequence[UUID]) -> dict[UUID, list[Any]]:
    """The rows with these ids that are in the scope: id -> values of the expressions."""
    names = ", ".join(["{a}.id", *expressions])
    sql = f"select {names} from {_rows(model)} a where {{a}}.id in :ids[uuid] and {scope.sql}"  # made of declarations
    found = await db.fetch(sql.replace("{a}", "a"), {**await _given(model, actor), "ids": list(ids)})
    return {UUID(str(row[0])): list(row)[1:] for row in found}  # type: ignore[call-overload]  # rows iterate
