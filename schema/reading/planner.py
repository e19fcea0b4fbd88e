"""The planner: from one operation, for one kind of caller, on one database, to what reads its root fields."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, cast

import strawberry
from graphql import FieldNode, GraphQLField, GraphQLObjectType, GraphQLSchema, get_named_type

from app.auth.actor import Rights
from app.auth.scopes import Scope
from app.core.db import Dialect
from schema.reading.arguments import Arguments
from schema.reading.by_ids import ByIds
from schema.reading.facts import FactsPlace
from schema.reading.frames import connection_frame, list_frame
from schema.reading.lists import Listing
from schema.reading.objects import declared
from schema.reading.places import Place
from schema.reading.selections import Selections
from schema.reading.selects import Row, Select
from schema.reading.sources import Pages, Rows, table_of


@dataclass(frozen=True, slots=True)
class Planner:
    """What all places of a plan share."""

    strawberry_schema: strawberry.Schema
    schema: GraphQLSchema
    selections: Selections
    rights: Rights
    dialect: Dialect

    def for_rights(self, rights: Rights) -> Planner:
        """The same for another kind of caller."""
        return replace(self, rights=rights)

    def type_of(self, class_: type[Any]) -> GraphQLObjectType:
        """The type in the schema of a declared class."""
        definition: Any = class_.__strawberry_definition__
        return cast("GraphQLObjectType", self.schema.get_type(definition.name))

    def facts(self, type_: GraphQLObjectType, nodes: Sequence[FieldNode]) -> FactsPlace:
        """Objects over given facts."""
        return FactsPlace(self, type_, nodes)

    def by_ids(self, type_: GraphQLObjectType, scope: Scope, nodes: Sequence[FieldNode]) -> ByIds:
        """Objects of a type by their ids, those that a scope has."""
        return ByIds(self, type_, scope, nodes)

    def arguments(self, field: GraphQLField, nodes: Sequence[FieldNode]) -> Arguments:
        """The arguments of a field; nodes that are merged have the same."""
        return Arguments(self.strawberry_schema, field, nodes[0])

    def listing(self, source: Rows, field: GraphQLField, nodes: Sequence[FieldNode]) -> Listing:
        """A list."""
        paged = isinstance(source, Pages)
        type_ = cast("GraphQLObjectType", get_named_type(field.type))
        inner = cast("GraphQLObjectType", get_named_type(type_.fields["nodes"].type)) if paged else type_
        place = Place(self, Select(self.dialect))
        row = Row(place.select, self.rights, table_of(declared(inner)).with_model())
        frame = (connection_frame if paged else list_frame)(place, row, field, nodes)
        return Listing(source, self.arguments(field, nodes), place, row, frame)
