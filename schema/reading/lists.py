"""Lists: the rows of a root list, or of the lists of many parents by one statement, a page of them, in an order, narrowed."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate
from typing import Any

from app.auth.relations import Relation
from app.auth.scopes import EVERYTHING, NOTHING
from app.core.errors import forbidden
from schema.reading import cursors
from schema.reading.arguments import Arguments
from schema.reading.connections import ARGUMENTS, Page, page
from schema.reading.declare import NARROWS
from schema.reading.expressions import origins, to_sql, within
from schema.reading.frames import Frame
from schema.reading.names import graphql_name
from schema.reading.places import Build, Place
from schema.reading.running import Run
from schema.reading.selects import Row
from schema.reading.sources import DeclarationError, Narrowing, Order, Pages, Rows
from schema.reading.statements import Listed, Statement
from schema.reading.values import spelled

ALL = Page(1000, None, backward=False)
"""Lists without pages are for what is few by its nature."""
_MOST_FORMS = 200
_STEPS = (1, 2, 5, 6, 10, 11, 20, 21, 25, 26, 50, 51, 100, 101)
"""How many rows statements read: what is asked for, and perhaps one more; other sizes read a few too many, so that statements are few."""
_SHOWN = {"instant": "DateTime", "day": "Date"}
Narrowed = tuple[tuple[str, ...], tuple[str, ...], dict[str, object], tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Asked:
    """What the arguments of a list say."""

    page: Page
    order: Order
    conditions: tuple[str, ...]
    ways: tuple[str, ...]
    """Conditions of which one must hold, and never two do."""
    values: Mapping[str, object]
    origins: tuple[str, ...]
    """From what rows that match can come."""
    facts: Mapping[str, object]
    """Of those around the list: the parameters that its SQL has for them."""

    @property
    def given(self) -> dict[str, object]:
        """All parameters that don't depend on the page."""
        return {**self.values, **self.facts}


class Listing:
    """One list in a plan. Its SQL is made once for each form that its arguments can take: orders, filters, with a cursor or without."""

    def __init__(self, source: Rows, arguments: Arguments, place: Place, row: Row, frame: Frame) -> None:
        if source.key and isinstance(row.model, Relation):
            raise DeclarationError(f"{source.name} lists rows of a relation, which only a root field does")
        self._source = source
        self._arguments = arguments
        self._place = place
        self._row = row
        self._frame = frame
        if not row.select.columns:
            row.select.column("1")  # a statement reads something
        trailing = [*(["parent"] if source.key else []), *(["at", "own"] if frame.asks_cursors else [])]
        self._builds: list[Build] = [place.function(text, *trailing) for text in frame.texts]
        place.finish(*trailing)
        self._scope = source.scope(row.rights)
        self._origins = self._origins_of({})
        self._forms: dict[object, Statement] = {}

    async def read(self, run: Run) -> Any:
        """A root list. Refused for arguments that mean nothing."""
        asked = self._asked(run, {})
        opened = self._opened(asked, None)
        rows: Sequence[Any] = []
        if self._frame.asks_rows:
            rows = await run.first(self._page(asked, opened), self._values(asked, opened))
        total = None
        if self._frame.asks_total:
            total = (await run.first(self._count(asked), asked.given))[0][0]
        return (await self._shown(run, asked, opened, [None], [rows], [total]))[0]

    async def read_for(self, run: Run, ids: Sequence[Any]) -> Mapping[Any, Any]:
        """The lists of many parents. What the arguments refuse stands as a failure in the place of each list."""
        if not self._source.facts:
            return await self._read_for(run, ids, {})
        answer: dict[Any, Any] = {}
        for among in ids:
            found = await self._read_for(run, [among.id], dict(zip(self._source.facts, among.facts, strict=True)))
            answer[among] = found[among.id]
        return answer

    async def _read_for(self, run: Run, ids: Sequence[Any], facts: Mapping[str, object]) -> Mapping[Any, Any]:
        answer: dict[Any, Any] = {}
        try:
            asked = self._asked(run, facts)
        except Exception as problem:  # noqa: BLE001  # whatever it is, it belongs to the places of these lists
            return run.fail(ids, problem)
        opened, parents = asked.page, ids
        if asked.page.cursor is not None:
            parents = []
            for id_ in ids:
                try:
                    opened = self._opened(asked, id_)
                    parents = [*parents, id_]
                except Exception as problem:  # noqa: BLE001
                    answer |= run.fail([id_], problem)
        if parents:
            answer |= await self._read_all(run, asked, opened, parents)
        return answer

    async def _read_all(self, run: Run, asked: Asked, opened: Page, parents: Sequence[Any]) -> Mapping[Any, Any]:
        groups: list[list[Any]] = [[] for _ in parents]
        if self._frame.asks_rows:
            at = len(self._row.select.columns)
            for row in await run.fetch(self._page(asked, opened).plain, {**self._values(asked, opened), "parents": parents}):
                groups[row[at]].append(row)
        totals: list[int | None] = [None] * len(parents)
        if self._frame.asks_total:
            counts = {row[1]: row[0] for row in await run.fetch(self._count(asked).plain, {**asked.given, "parents": parents})}
            totals = [counts.get(id_, 0) for id_ in parents]
        return dict(zip(parents, await self._shown(run, asked, opened, parents, groups, totals), strict=True))

    async def _shown(
        self, run: Run, asked: Asked, opened: Page, parents: Sequence[Any], groups: Sequence[Sequence[Any]], totals: Sequence[int | None]
    ) -> list[Any]:
        """What stands in the answer for each list; all rows are built together."""
        size = opened.size
        more = [len(group) > size for group in groups]
        if opened.backward:
            groups = [group[size - 1 :: -1] for group in groups]
        elif any(more):
            groups = [group[:size] for group in groups]
        rows = groups[0] if len(groups) == 1 else [row for group in groups for row in group]
        beneath = await self._place.read(run, rows)
        built = [build(rows, None, *beneath) for build in self._builds]
        show, cursors_asked, ends = self._frame.show, self._frame.asks_cursors, accumulate(map(len, groups))
        shown = []
        start = 0
        for parent, group, end, further, total in zip(parents, groups, ends, more, totals, strict=True):
            name = self._name(asked, parent) if cursors_asked else ""
            shown.append(show(name, opened, group, [part[start:end] for part in built], further, total))
            start = end
        return shown

    # What the arguments mean

    def _asked(self, run: Run, facts: Mapping[str, object]) -> Asked:
        given = self._arguments.of(run.variables)
        wanted = page(*(given.get(name) for name in ARGUMENTS)) if isinstance(self._source, Pages) else ALL
        order = self._source.order
        if (order_by := given.get("order_by")) is not None:
            order = replace(self._source.orders[order_by.field], descending=order_by.direction.value == "DESC")
            if order.visible is not None and order.visible(self._row.rights) == NOTHING:
                raise forbidden("You may not order by this.", ["orderBy", "field"])
        return Asked(wanted, order, *self._narrowed(given), facts)

    def _narrowed(self, given: Mapping[str, Any]) -> Narrowed:
        filter_type = self._source.filter_type
        if filter_type is None:
            return (), (), {}, self._origins
        conditions: list[str] = []
        ways: tuple[str, ...] = ()
        values: dict[str, object] = {}
        among: dict[str, Collection[object]] = {}
        filter_ = given.get("filter")
        said = given if self._source.spread else vars(filter_) if filter_ is not None else {}
        for name, narrowing, value in narrowings(filter_type, said):
            if narrowing.among and value is not None:
                among[narrowing.among] = value if isinstance(value, list) else [value]
            if narrowing.each and value and not ways:
                several = list(dict.fromkeys(narrowing.values(value)["value"]))  # type: ignore[call-overload]  # such values are lists
                ways = tuple(narrowing.each.replace("{value}", f":e_{place}") for place in range(len(several)))
                values |= {f"e_{place}": one for place, one in enumerate(several)}
            else:
                self._narrow(name, narrowing, value, conditions, values)
        return tuple(conditions), ways, values, self._origins_of(among) if among else self._origins

    def _origins_of(self, among: Mapping[str, Collection[object]]) -> tuple[str, ...]:
        model: Any = self._row.model
        return origins(model, self._row.rights, among)

    def _narrow(self, name: str, narrowing: Narrowing, given: object, conditions: list[str], values: dict[str, object]) -> None:
        """A filter on what is hidden for the whole request is FORBIDDEN; hidden rows don't match."""
        rights, condition = self._row.rights, narrowing.sql
        if narrowing.unless:
            if not given:
                conditions.append(condition)
            return
        if given is None or (narrowing.when and not given):
            return
        opened = narrowing.opened(given, rights)
        if opened == NOTHING:
            raise forbidden("You may not filter by this.", [name] if self._source.spread else ["filter", name])
        if narrowing.of is not None:
            condition = condition.replace("{of}", to_sql(narrowing.of, self._row.model, rights))
        for said, value in narrowing.values(given).items():
            parameter = f"f_{len(values)}"
            values[parameter] = value
            condition = condition.replace(f"{{{said}}}", f":{parameter}")
        conditions.append(f"({condition})")
        if opened != EVERYTHING:
            conditions.append(opened.sql)

    def _name(self, asked: Asked, parent: object) -> str:
        """What cursors of one parent's list in one order are made for: that of another parent, or among other facts, is another list."""
        around = "".join(f" {fact}" for fact in asked.facts.values())
        return f"{self._source.owner.__name__ if self._source.owner else ''}.{self._source.name}.{asked.order.name} {parent or ''}{around}"

    def _opened(self, asked: Asked, parent: object) -> Page:
        """The page, with the place that its cursor means. BAD_USER_INPUT for a cursor of another list."""
        wanted, order = asked.page, asked.order
        if wanted.cursor is None:
            return wanted
        place = cursors.decode(self._name(asked, parent), wanted.cursor, order.kind, wanted.argument, nullable=order.nullable)
        return replace(wanted, place=place)

    # Statements

    def _values(self, asked: Asked, opened: Page) -> dict[str, object]:
        values = asked.given
        if opened.place is not None:
            values["at_value"], values["at_id"] = opened.place
        return values

    def _page(self, asked: Asked, opened: Page) -> Statement:
        value = None if opened.place is None else opened.place[0]
        wanted = opened.size + self._frame.asks_more
        size = next((step for step in _STEPS if step >= wanted), wanted)
        form = (asked.order.name, size, opened.backward, opened.place is None, value is None, asked.conditions, asked.ways, asked.origins)
        if (known := self._forms.get(form)) is None:
            listed = self._listed(asked)
            known = listed.page(self._row.select, self._places(listed), size=size, backward=opened.backward, place=opened.place)
            self._keep(form, known)
        return known

    def _places(self, listed: Listed) -> list[str]:
        """What cursors are made of."""
        if not self._frame.asks_cursors:
            return []
        sort = spelled(_SHOWN.get(listed.order.kind, ""), listed.sort.replace("{a}", "a"), self._row.select.dialect)
        return [sort, "a.id"]

    def _count(self, asked: Asked) -> Statement:
        form = ("count", asked.conditions, asked.ways, asked.origins)
        if (known := self._forms.get(form)) is None:
            known = self._listed(asked).count()
            self._keep(form, known)
        return known

    def _keep(self, form: object, made: Statement) -> None:
        if len(self._forms) >= _MOST_FORMS:
            self._forms.clear()
        self._forms[form] = made

    def _listed(self, asked: Asked) -> Listed:
        model: Any = self._row.model
        rights, scope, value = self._row.rights, self._scope, asked.order.expression
        sort = to_sql(value, model, rights)
        if self._source.key is None:
            sorts = tuple(to_sql(within(value, way, scope.ways[:n], rights), model, rights) for n, way in enumerate(scope.ways))
        else:
            sorts = (to_sql(within(value, scope, (), rights), model, rights),)
        return Listed(model, asked.origins, self._source.key, scope, asked.conditions, asked.ways, sort, sorts, asked.order)


def narrowings(filter_type: type[Any], said: Mapping[str, Any]) -> list[tuple[str, Narrowing, Any]]:
    """What a filter asks for, field by field: its name in the API, what it does, and what was said."""
    return [
        (graphql_name(field), field.metadata[NARROWS], said.get(field.python_name))
        for field in filter_type.__strawberry_definition__.fields
    ]
