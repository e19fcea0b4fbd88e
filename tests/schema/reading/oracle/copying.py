"""A copy of the schema's queries whose resolvers can be replaced; enums, scalars and inputs stay those of the product.

Its fields have no arguments: a resolver looks at those of the document itself, once it knows that they matter.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from graphql import (
    GraphQLEnumType,
    GraphQLField,
    GraphQLInputObjectType,
    GraphQLInterfaceType,
    GraphQLList,
    GraphQLNonNull,
    GraphQLObjectType,
    GraphQLScalarType,
    GraphQLSchema,
    GraphQLUnionType,
    is_introspection_type,
)

INPUTS = (GraphQLScalarType, GraphQLEnumType, GraphQLInputObjectType)
Resolver = Callable[..., Any]
Resolving = Callable[[GraphQLObjectType, str, GraphQLField], Resolver]


def copy_of_queries(schema: GraphQLSchema, resolving: Resolving, name_of_type: Resolver, *, lenient: bool) -> GraphQLSchema:
    """The queries with a resolver of each field's own; `lenient`: where every field may be null."""
    copying = _Copying(resolving, name_of_type, lenient=lenient)
    query = schema.query_type
    assert query is not None
    nodes = [type_ for type_ in schema.type_map.values() if isinstance(type_, GraphQLObjectType) and type_.interfaces]
    inputs = [type_ for type_ in schema.type_map.values() if isinstance(type_, INPUTS) and not is_introspection_type(type_)]
    return GraphQLSchema(query=copying.of(query), types=[*(copying.of(type_) for type_ in nodes), *inputs])


class _Copying:
    def __init__(self, resolving: Resolving, name_of_type: Resolver, *, lenient: bool) -> None:
        self._resolving = resolving
        self._name_of_type = name_of_type
        self._lenient = lenient
        self._made: dict[str, Any] = {}

    def of(self, type_: Any) -> Any:
        if isinstance(type_, GraphQLNonNull):
            return self.of(type_.of_type) if self._lenient else GraphQLNonNull(self.of(type_.of_type))
        if isinstance(type_, GraphQLList):
            return GraphQLList(self.of(type_.of_type))
        if not isinstance(type_, GraphQLObjectType | GraphQLInterfaceType | GraphQLUnionType):
            return type_
        if type_.name not in self._made:
            self._made[type_.name] = self._copy(type_)
        return self._made[type_.name]

    def _copy(self, type_: GraphQLObjectType | GraphQLInterfaceType | GraphQLUnionType) -> Any:
        if isinstance(type_, GraphQLUnionType):
            return GraphQLUnionType(type_.name, lambda: [self.of(one) for one in type_.types], self._name_of_type)
        if isinstance(type_, GraphQLInterfaceType):
            return GraphQLInterfaceType(type_.name, lambda: self._fields(type_), resolve_type=self._name_of_type)
        return GraphQLObjectType(type_.name, lambda: self._fields(type_), lambda: [self.of(one) for one in type_.interfaces])

    def _fields(self, type_: GraphQLObjectType | GraphQLInterfaceType) -> dict[str, GraphQLField]:
        return {
            name: GraphQLField(
                self.of(field.type), resolve=self._resolving(type_, name, field) if isinstance(type_, GraphQLObjectType) else None
            )
            for name, field in type_.fields.items()
        }
