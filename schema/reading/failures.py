"""Failures: errors that belong to one place in the answer, and the nulls that they leave there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, cast

from graphql import (
    FieldNode,
    GraphQLError,
    GraphQLList,
    GraphQLNamedOutputType,
    GraphQLNonNull,
    GraphQLObjectType,
    GraphQLOutputType,
    is_abstract_type,
    located_error,
)

from schema.reading.selections import Selections, below

Path = list[str | int]


@dataclass(frozen=True, slots=True)
class Failure:
    """What stands in the answer where a value could not be given."""

    error: Exception


class Nothing(Exception):
    """A value that may not be null is: the null goes one place up."""


class Settling:
    """Moves failures out of an answer (GraphQL specification, October 2021, section 6.4.4: Handling Field Errors)."""

    def __init__(self, selections: Selections) -> None:
        self._selections = selections
        self.errors: list[GraphQLError] = []

    def settled(self, type_: GraphQLOutputType, value: Any, nodes: Sequence[FieldNode], path: Path) -> Any:
        """The value without failures. Nothing is raised where null is not allowed."""
        if isinstance(type_, GraphQLNonNull):
            if (found := self.settled(type_.of_type, value, nodes, path)) is None:
                raise Nothing
            return found
        try:
            return self._settled(type_, value, nodes, path)
        except Nothing:
            return None

    def _settled(self, type_: GraphQLOutputType, value: Any, nodes: Sequence[FieldNode], path: Path) -> Any:
        if isinstance(value, Failure):
            self.errors.append(located_error(value.error, nodes, path))
            return None
        if isinstance(type_, GraphQLList) and isinstance(value, list):
            return [self.settled(type_.of_type, item, nodes, [*path, n]) for n, item in enumerate(value)]
        if isinstance(value, dict) and not isinstance(type_, GraphQLList):
            fields = self._fields(cast("GraphQLNamedOutputType", type_), nodes)
            return {
                key: self.settled(fields[key][0], inner, fields[key][1], [*path, key]) if key in fields else inner
                for key, inner in value.items()
            }
        return value

    def _fields(self, type_: GraphQLNamedOutputType, nodes: Sequence[FieldNode]) -> dict[str, tuple[GraphQLOutputType, list[FieldNode]]]:
        """What each key may be: where objects of several types may stand, a valid document says the same of its null for all."""
        types = self._selections.schema.get_possible_types(type_) if is_abstract_type(type_) else [cast("GraphQLObjectType", type_)]
        found: dict[str, tuple[GraphQLOutputType, list[FieldNode]]] = {}
        for one in types:
            for key, selected in self._selections.of(one, below(nodes)).items():
                if (field := one.fields.get(selected[0].name.value)) is not None:
                    known = found.get(key, (field.type, []))
                    found[key] = (known[0], [*known[1], *selected])
        return found
