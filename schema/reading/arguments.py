"""Arguments: what a field of a document was given, worked out once where no variable stands in it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import strawberry
from graphql import FieldNode, GraphQLField, ListValueNode, ObjectValueNode, ValueNode, VariableNode, VariableValues, get_argument_values
from strawberry.types.arguments import convert_arguments

DEFINITION = "strawberry-definition"
"""Where Strawberry keeps its own field or type, in the extensions of GraphQL's."""


class Arguments:
    """The arguments of one field, by their names in Python."""

    def __init__(self, schema: strawberry.Schema, definition: GraphQLField, node: FieldNode) -> None:
        self._schema = schema
        self._definition = definition
        self._node = node
        self._constant: Mapping[str, Any] | None = None
        self._varies = any(_varies(argument.value) for argument in node.arguments or ())

    def of(self, variables: VariableValues) -> Mapping[str, Any]:
        """Their values. GraphQLError or Strawberry's for what only turns out to be wrong with the variables."""
        if self._constant is not None:
            return self._constant
        raw = get_argument_values(self._definition, self._node, variables, hide_suggestions=True)
        declared = self._definition.extensions[DEFINITION].arguments
        converted: Mapping[str, Any] = convert_arguments(
            raw, declared, scalar_registry=self._schema.schema_converter.scalar_registry, config=self._schema.config
        )
        if not self._varies:
            self._constant = converted
        return converted


def _varies(value: ValueNode) -> bool:
    if isinstance(value, ListValueNode):
        return any(_varies(item) for item in value.values)
    if isinstance(value, ObjectValueNode):
        return any(_varies(field.value) for field in value.fields)
    return isinstance(value, VariableNode)
