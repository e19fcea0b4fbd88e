"""Facts: objects over what a function said instead of a row: who asks, what a link is for, what a mutation did.

They are rows without a table: the ids among them are joined to what they refer to, by one statement however many there are.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from graphql import FieldNode, GraphQLObjectType

from schema.reading.objects import written
from schema.reading.places import Place
from schema.reading.running import Run
from schema.reading.selections import below
from schema.reading.selects import Row, Select
from schema.reading.statements import of_facts, of_many_facts

if TYPE_CHECKING:
    from schema.reading.planner import Planner

Facts = Mapping[str, Any]


class FactsPlace:
    """Objects of one type over given facts."""

    def __init__(self, planner: Planner, type_: GraphQLObjectType, nodes: Sequence[FieldNode]) -> None:
        self._place = Place(planner, Select(planner.dialect), of_facts=True)
        text = written(self._place, Row(self._place.select, planner.rights, None), type_, below(nodes))
        self._build = self._place.function(text)
        self._place.finish()
        self._nothing = (None,) * max(1, len(self._place.select.columns))
        self._one = of_facts(self._place.select)

    async def read(self, run: Run, facts: Facts) -> Any:
        """The object over some facts."""
        rows = [self._nothing]
        if self._place.select.columns:
            given = self._given(facts)
            if not self._place.select.only_joined or any(value is not None for value in given.values()):
                rows = list(await run.first(self._one, given))
        return (await self._built(run, rows, [facts]))[0]

    async def read_all(self, run: Run, several: Sequence[Facts]) -> list[Any]:
        """The objects over a list of facts."""
        rows: list[Any] = [self._nothing] * len(several)
        if self._place.select.columns and several:
            given = [self._given(facts) for facts in several]
            values = {name: [one[name] for one in given] for name in given[0]}
            rows = list(await run.fetch(of_many_facts(self._place.select).plain, values))
        return await self._built(run, rows, several)

    async def read_for(self, run: Run, ids: Sequence[Any]) -> Mapping[Any, Any]:
        """The objects of lists that stand among other facts, by the lists."""
        everything = [facts for several in ids for facts in several.facts]
        built = iter(await self.read_all(run, everything))
        return {several: [next(built) for _ in several.facts] for several in ids}

    async def _built(self, run: Run, rows: Sequence[Any], several: Sequence[Facts]) -> list[Any]:
        beneath = await self._place.read(run, rows, several)
        return self._build(rows, several, *beneath)

    def _given(self, facts: Facts) -> dict[str, Any]:
        return {name: _fact(facts, path) for path, name in self._place.select.facts.items()}


def _fact(facts: Facts, path: Sequence[str]) -> Any:
    found: Any = facts
    for name in path:
        found = None if found is None else found[name]
    return found
