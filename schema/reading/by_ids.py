"""Objects by ids: those that an operation names, and those that rows refer to and that their statement has no room to join."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from graphql import FieldNode, GraphQLObjectType

from app.auth.scopes import Scope
from schema.reading.expressions import origins
from schema.reading.objects import OWN_ID, declared, written
from schema.reading.places import Place
from schema.reading.running import Run
from schema.reading.selections import below
from schema.reading.selects import Row, Select
from schema.reading.sources import table_of
from schema.reading.statements import by_ids

if TYPE_CHECKING:
    from schema.reading.planner import Planner


class ByIds:
    """Objects of one type by the ids of their rows."""

    def __init__(self, planner: Planner, type_: GraphQLObjectType, scope: Scope, nodes: Sequence[FieldNode]) -> None:
        model = table_of(declared(type_)).with_model()
        self._place = Place(planner, Select(planner.dialect))
        row = Row(self._place.select, planner.rights, model)
        own = row.value(OWN_ID)
        text = written(self._place, row, type_, below(nodes))
        self._build = self._place.function(f"({own}, {text})")
        self._place.finish()
        self._statement = by_ids(origins(model, planner.rights), self._place.select, scope.sql)

    async def read_for(self, run: Run, ids: Sequence[Any]) -> Mapping[Any, Any]:
        """Those that are in the scope, by their ids as rows have them."""
        rows = await run.first(self._statement, {"ids": ids})
        beneath = await self._place.read(run, rows)
        return dict(self._build(rows, None, *beneath))
