"""Statements: the SQL of lists, of objects by id, and of given facts, on either database."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from tortoise.models import Model

from app.auth.bearer import HOLDS
from app.core.db import Dialect
from schema.reading.expressions import column, table
from schema.reading.selects import Select
from schema.reading.sources import Order

PROOF = "{proof}"


@dataclass(frozen=True, slots=True)
class Statement:
    """SQL with named parameters, and the same for when it must prove who asks: then it reads nothing unless they have their rights."""

    plain: str
    proving: str


def statement(sql: str) -> Statement:
    """A statement that says `{proof}` where its conditions end."""
    return Statement(sql.replace(PROOF, ""), sql.replace(PROOF, f" and {HOLDS}"))


@dataclass(frozen=True, slots=True)
class Listed:
    """Which rows of a table a list has, and in which order: what its statements are made of."""

    model: type[Model]
    key: str | None
    """The column of the parent's id; None for a list without parents."""
    conditions: tuple[str, ...]
    """Over `{a}`; the scope among them."""
    sort: str
    """Over `{a}`."""
    order: Order

    def page(self, select: Select, trailing: Sequence[str], *, backward: bool, place: str | None) -> Statement:
        """At most `:page_size` rows in each list, in the direction of the page, from behind a place on."""
        conditions = [*self.conditions, *([] if place is None else [place])]
        order = self._order(backward=backward)
        names = ", ".join([*select.columns, *trailing]) or "1"
        if self.key is None:
            core = f"select {{a}}.* from {self._table} {{a}} where {' and '.join(conditions)}{PROOF} order by {order} limit :page_size"
            return statement(f"select {names} from ({_on(core, 'a')}) a {select.joins} order by {_on(order, 'a')}")
        rows = f"from {self._table} {{a}} where {{a}}.{self._key} = {_parent(select.dialect)} and {' and '.join(conditions)}"
        if select.dialect == "postgres":
            core = f"select {{a}}.* {rows} order by {order} limit :page_size"
            return statement(
                f"select {names} from unnest(cast(:parents as uuid[])) with ordinality k(id, place)"
                f" cross join lateral ({_on(core, 'a')}) a {select.joins} order by k.place, {_on(order, 'a')}"
            )
        core = f"select {{a}}.id {rows} order by {order} limit :page_size"
        return statement(
            f"select {names} from json_each(:parents) k join {self._table} a on a.id in ({_on(core, 'b')}) {select.joins}"
            f" order by k.key, {_on(order, 'a')}"
        )

    def count(self) -> Statement:
        """How many rows each list has: (count, parent)."""
        where = " and ".join(self.conditions)
        if self.key is None:
            return statement(_on(f"select count(*) from {self._table} {{a}} where {where}{PROOF}", "a"))
        parent = f"{{a}}.{self._key}"
        return statement(
            _on(f"select count(*), {parent} from {self._table} {{a}} where {parent} in :parents[uuid] and {where} group by {parent}", "a")
        )

    def behind(self, value: object, *, backward: bool) -> str:
        """The rows behind `:at_value` and `:at_id`; where the value may be missing, those without it come last in the list's direction."""
        sort, sign = self.sort, "<" if self._downward(backward=backward) else ">"
        if not self.order.nullable:
            return f"({sort}, {{a}}.id) {sign} (:at_value, :at_id)"
        if value is None:
            missing = f"({sort} is null and {{a}}.id {sign} :at_id)"
            return f"({missing} or {sort} is not null)" if backward else missing
        present = f"({sort} {sign} :at_value or ({sort} = :at_value and {{a}}.id {sign} :at_id))"
        return present if backward else f"({present} or {sort} is null)"

    @property
    def _table(self) -> str:
        return f'"{table(self.model)}"'

    @property
    def _key(self) -> str:
        return f'"{column(self.model, self.key or "")}"'

    def _downward(self, *, backward: bool) -> bool:
        return self.order.descending is not backward

    def _order(self, *, backward: bool) -> str:
        direction = "desc" if self._downward(backward=backward) else "asc"
        nulls = f"({self.sort} is null) {'desc' if backward else 'asc'}, " if self.order.nullable else ""
        return f"{nulls}{self.sort} {direction}, {{a}}.id {direction}"


def by_ids(model: type[Model], select: Select, scope: str) -> Statement:
    """The rows with some ids that are in a scope."""
    names = select.names
    return statement(f'select {names} from "{table(model)}" a {select.joins} where a.id in :ids[uuid] and {_on(scope, "a")}{PROOF}')


def of_facts(select: Select) -> Statement:
    """What is joined to given ids: always one row, if who asks has their rights."""
    postgres = select.dialect == "postgres"
    given = ", ".join(f"{f'cast(:{name} as uuid)' if postgres else f':{name}'} as {name}" for name in select.facts.values())
    return statement(f"select {select.names} from (select {given or '1'}) a {select.joins} where 1 = 1{PROOF}")


def of_many_facts(select: Select) -> Statement:
    """The same for many rows of ids, each parameter the list of one column."""
    names = list(select.facts.values())
    if select.dialect == "postgres":
        lists = ", ".join(f"cast(:{name} as uuid[])" for name in names)
        return statement(
            f"select {select.names} from unnest({lists}) with ordinality a({', '.join([*names, 'place'])}) {select.joins} order by a.place"
        )
    given = ", ".join(f"json_extract(:{name}, '$[' || key || ']') as {name}" for name in names)
    return statement(
        f"select {select.names} from (select key as place, {given} from json_each(:{names[0]})) a {select.joins} order by a.place"
    )


def _on(sql: str, alias: str) -> str:
    return sql.replace("{a}", alias)


def _parent(dialect: Dialect) -> str:
    return "k.id" if dialect == "postgres" else "k.value"
