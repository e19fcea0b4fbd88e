"""Introspection: what is asked of the schema itself, which graphql-core answers, and which is the same for everybody."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

import orjson
import strawberry
from graphql import (
    DirectiveLocation,
    DocumentNode,
    FieldNode,
    GraphQLDeprecatedDirective,
    GraphQLDirective,
    GraphQLSchema,
    OperationDefinitionNode,
    SelectionSetNode,
    execute_sync,
)

from app.core.kept import Kept
from schema.core.documents import Operation

_KEPT_ANSWERS: Final = 8
"""One has the size of the whole schema."""


class Introspection:
    """Answers about one schema."""

    def __init__(self, schema: GraphQLSchema) -> None:
        self._schema = schema
        self._answers: Kept[tuple[Operation, str], object] = Kept(_KEPT_ANSWERS, _KEPT_ANSWERS)

    def answer(self, operation: Operation, key: str, nodes: Sequence[FieldNode], variables: Mapping[str, Any]) -> object:
        """The part of one root field (`__schema`, `__type`); kept where no variable can change it."""
        constant = not operation.node.variable_definitions
        if constant and (known := self._answers.get((operation, key))) is not None:
            return known
        alone = OperationDefinitionNode(
            operation=operation.node.operation,
            variable_definitions=operation.node.variable_definitions,
            directives=(),
            selection_set=SelectionSetNode(selections=tuple(nodes)),
        )
        document = DocumentNode(definitions=(alone, *operation.fragments.values()))
        result = execute_sync(self._schema, document, variable_values=dict(variables))
        if result.data is None or result.errors:
            raise RuntimeError(f"the schema could not be described: {result}")
        found: object = result.data[key]
        if constant:
            found = orjson.Fragment(orjson.dumps(found))
            self._answers.put((operation, key), found)
        return found


def served(schema: strawberry.Schema) -> GraphQLSchema:
    """The schema as it is shown: without a place of @deprecated that the tools of graphql-js 16 refuse to know."""
    core: GraphQLSchema = schema._schema  # noqa: SLF001  # Strawberry has no other way to it
    shown = GraphQLSchema(**core.to_kwargs() | {"directives": tuple(_without_new_place(directive) for directive in core.directives)})
    shown._strawberry_schema = schema  # type: ignore[attr-defined]  # noqa: SLF001  # what is made of it finds the Strawberry schema
    return shown


def _without_new_place(directive: GraphQLDirective) -> GraphQLDirective:
    if directive is not GraphQLDeprecatedDirective:
        return directive
    places = [place for place in directive.locations if place is not DirectiveLocation.DIRECTIVE_DEFINITION]
    return GraphQLDirective(directive.name, places, directive.args, description=directive.description)
