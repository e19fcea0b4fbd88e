"""Statements: the SQL of lists, of objects by id, and of given facts, on either database."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from app.auth.bearer import HOLDS
from app.auth.scopes import Scope
from schema.reading.expressions import Rowed, column, table
from schema.reading.selects import Select
from schema.reading.sources import Link, Order

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
class Stretch:
    """A part of a list that lies in the order of an index: what else holds for its rows (from ` and` on), and that order."""

    where: str
    order: str


@dataclass(frozen=True, slots=True)
class Listed:
    """Which rows of a table, or of the arms of a relation, a list has, and in which order: what its statements are made of."""

    model: Rowed
    origins: Sequence[str]
    """What its rows are read from, each row from one; of a list with parents there is only one."""
    key: str | Link | None
    """Where the parent's id stands, in the row itself or in a link to it; None for a list without parents."""
    scope: Scope
    conditions: tuple[str, ...]
    """Over `{a}`, besides the scope."""
    ways: tuple[str, ...]
    """Conditions of which one must hold, and never two do; none: there is no such condition."""
    sort: str
    """Over `{a}`."""
    sorts: tuple[str, ...]
    """The same for the rows of each way of the scope, of which more may be known; where it is a column, an index has their order."""
    order: Order

    def page(self, select: Select, trailing: Sequence[str], *, size: int, backward: bool, place: tuple[object, object] | None) -> Statement:
        """At most `size` rows in each list, in the direction of the page, from behind a place on; the parent's place follows the columns.

        The size stands in the statement, since a database plans for few rows only if it knows that they are few.
        """
        stretches = [self._stretches(sort, place, backward=backward) for sort in self.sorts]
        order, limit = self._order(backward=backward), f"limit {size}"
        place_of_parent = [] if self.key is None else ["k.place - 1" if select.dialect == "postgres" else "k.key"]
        names = ", ".join([*select.columns, *place_of_parent, *trailing])
        if self.key is None:
            rows = self._rows(stretches, order, limit)
            return statement(f"select {names} from ({rows}) a {select.joins} order by {_on(order, 'a')}")
        parent = "k.id" if select.dialect == "postgres" else "k.value"
        where = " and ".join([self._of(parent), self._within(parent), *self.conditions])
        if select.dialect == "postgres":
            core = _on(self._first(where, "{a}.*", stretches[0], order, limit), "a")
            return statement(
                f"select {names} from unnest(cast(:parents as uuid[])) with ordinality k(id, place)"
                f" cross join lateral ({core}) a {select.joins} order by k.place, {_on(order, 'a')}"
            )
        core = _on(self._first(where, "{a}.id", stretches[0], order, limit), "b")
        return statement(
            f"select {names} from json_each(:parents) k join {self._table} a on a.id in ({core}) {select.joins}"
            f" order by k.key, {_on(order, 'a')}"
        )

    def count(self) -> Statement:
        """How many rows each list has: (count, parent)."""
        if self.key is None:
            counts = [f"(select count(*) from {origin} a where {_on(where, 'a')})" for origin, where, _ in self._arms()]
            return statement(f"select {' + '.join(counts)} where 1 = 1{PROOF}")
        number, parent, rows = "count(*)", self._key, f"{self._table} {{a}}"
        if isinstance(self.key, Link):
            links, there = _links(self.key)
            number, rows = "count(distinct {a}.id)", f"{rows} join {links} on {there} = {{a}}.id"
        either = [f"({' or '.join(self.ways)})"] if self.ways else []
        where = " and ".join([f"{parent} in :parents[uuid]", self.scope.sql, *self.conditions, *either])
        return statement(_on(f"select {number}, {parent} from {rows} where {where} group by {parent}", "a"))

    def _rows(self, stretches: Sequence[Sequence[Stretch]], order: str, limit: str) -> str:
        """The rows of a list without parents. Where no index has them all: the first of each part, of which the first are taken."""
        arms = [
            _on(f"select {{a}}.* from {origin} {{a}} where {where}{stretch.where}{PROOF} order by {stretch.order} {limit}", "a")
            for origin, where, way in self._arms()
            for stretch in stretches[way]
        ]
        return arms[0] if len(arms) == 1 else _on(f"select {{a}}.* from ({_together(arms)}) {{a}} order by {order} {limit}", "a")

    def _arms(self) -> list[tuple[str, str, int]]:
        """Of each origin, the conditions of each way of the scope, without the rows of those before it; and which way it is."""
        found: list[tuple[str, int]] = []
        for n, arm in enumerate(self.scope.ways):
            others = [f"({before.sql}) is not true" for before in self.scope.ways[:n]]
            where = " and ".join([arm.sql, *others, *self.conditions])
            found += [(f"{where} and {way}", n) for way in self.ways] or [(where, n)]
        return [(origin, where, n) for origin in self.origins for where, n in found]

    def _first(self, where: str, names: str, stretches: Sequence[Stretch], order: str, limit: str) -> str:
        """The first rows of one parent's list: of each part its first, of which the first are taken."""
        ways = [f"{where} and {way}" for way in self.ways] or [where]
        parts = [f"{way}{stretch.where} order by {stretch.order} {limit}" for way in ways for stretch in stretches]
        if len(parts) == 1:
            return f"select {names} from {self._table} {{a}} where {parts[0]}"
        arms = [f"select {{a}}.* from {self._table} {{a}} where {part}" for part in parts]
        return f"select {names} from ({_together(arms)}) {{a}} order by {order} {limit}"

    def _of(self, parent: str) -> str:
        """The rows of one parent."""
        if isinstance(self.key, Link):
            links, there = _links(self.key)
            return f"{{a}}.id in (select {there} from {links} where {self._key} = {parent})"
        return f"{self._key} = {parent}"

    def _within(self, parent: str) -> str:
        """The scope of the rows of one parent, which says it of the parent where it can, so that it is asked once and not for each row."""
        return self.scope.sql.replace(f"{{a}}.{column(self.model, self.key)}", parent) if isinstance(self.key, str) else self.scope.sql

    def _stretches(self, sort: str, place: tuple[object, object] | None, *, backward: bool) -> list[Stretch]:
        """The rows behind `:at_value` and `:at_id`, or all.

        Where the value may be missing, those without it come last in the list's direction. No index has such an order in both
        directions, but it has those with it and those without it, each in their own.
        """
        downward = self._downward(backward=backward)
        sign, direction = ("<", "desc") if downward else (">", "asc")
        by_id = f"{{a}}.id {direction}"
        by_value = f"{sort} {direction}, {by_id}"
        behind = "" if place is None else f" and ({sort}, {{a}}.id) {sign} (:at_value, :at_id)"
        if not self.order.nullable:
            return [Stretch(behind, by_value)]
        present, missing = f" and {sort} is not null", f" and {sort} is null"
        if place is None:
            return [Stretch(present, by_value), Stretch(missing, by_id)]
        if place[0] is None:
            rest = Stretch(f"{missing} and {{a}}.id {sign} :at_id", by_id)
            return [rest, Stretch(present, by_value)] if backward else [rest]
        rest = Stretch(f"{present}{behind}", by_value)
        return [rest] if backward else [rest, Stretch(missing, by_id)]

    @property
    def _table(self) -> str:
        [origin] = self.origins
        return origin

    @property
    def _key(self) -> str:
        """Where the parent's id stands."""
        if isinstance(self.key, Link):
            return f'linked."{column(self.key.model, self.key.here)}"'
        return f'{{a}}."{column(self.model, self.key or "")}"'

    def _downward(self, *, backward: bool) -> bool:
        return self.order.descending is not backward

    def _order(self, *, backward: bool) -> str:
        direction = "desc" if self._downward(backward=backward) else "asc"
        nulls = f"({self.sort} is null) {'desc' if backward else 'asc'}, " if self.order.nullable else ""
        return f"{nulls}{self.sort} {direction}, {{a}}.id {direction}"


def _together(arms: Sequence[str]) -> str:
    """The rows of several selects, each with an order and a limit of its own."""
    return " union all ".join(f"select * from ({arm}) arm" for arm in arms)


def _links(link: Link) -> tuple[str, str]:
    """The table of a link, under an alias that no scope has, and the column of the rows that it leads to."""
    return f'"{table(link.model)}" linked', f'linked."{column(link.model, link.there)}"'


def by_ids(origins: Sequence[str], select: Select, scope: str) -> Statement:
    """The rows with some ids that are in a scope; each origin is asked by itself, so that it finds its own by the ids."""
    found, some = origins[0], "a.id in :ids[uuid]"
    if len(origins) > 1:
        found = f"({' union all '.join(f'select a.* from {origin} a where {some}' for origin in origins)})"
    return statement(f"select {select.names} from {found} a {select.joins} where {some} and {_on(scope, 'a')}{PROOF}")


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
