"""How much one operation may ask for. What is too much answers QUERY_TOO_COMPLEX before any row is read."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from graphql import FragmentDefinitionNode, GraphQLSchema, OperationDefinitionNode, get_introspection_query, parse

from schema.core.documents import Operation
from schema.core.errors import Rejected, too_complex
from schema.core.sizes import Measure, rows_of

MOST_ROOT_FIELDS: Final = 20
MOST_ALIASES: Final = 100
MOST_FIELDS: Final = 1_000
DEEPEST: Final = 15
DEAREST: Final = 50_000
_KEPT = 100


class Limits:
    """The limits for one schema."""

    def __init__(self, schema: GraphQLSchema) -> None:
        self._schema = schema
        self._most_introspection = _introspection_of_tools(schema) * 3 // 2

    def check(self, operation: Operation, variables: Mapping[str, Any]) -> None:
        """Rejected, if the operation asks for too much with these variables."""
        pages = tuple(rows_of(variables[name]) if name in variables else -1 for name in operation.page_variables)
        if pages in operation.passed:
            return
        if len(operation.root_fields) > MOST_ROOT_FIELDS:
            raise _too_much(len(operation.root_fields), "fields at its root", MOST_ROOT_FIELDS)
        size = Measure(self._schema, operation.fragments, variables).of_operation(operation.node)
        for much, what, most in (
            (size.depth, "levels", DEEPEST),
            (size.aliases, "aliases", MOST_ALIASES),
            (size.fields, "fields", MOST_FIELDS),
            (size.cost, "values, by the sizes of its pages", DEAREST),
            (size.introspection, "values about the schema", self._most_introspection),
        ):
            if much > most:
                raise _too_much(much, what, most)
        if len(operation.passed) < _KEPT:
            operation.passed.add(pages)


def _too_much(much: int, what: str, most: int) -> Rejected:
    asked = str(much) if much < most * 1_000 else "far too many"  # nested fragments make numbers of a hundred digits
    return Rejected([too_complex(f"The operation asks for {asked} {what}; at most {most} are allowed.")])


def _introspection_of_tools(schema: GraphQLSchema) -> int:
    """What tools ask of a schema, with a query that all of them share: nobody needs much more."""
    query = get_introspection_query(
        specified_by_url=True, directive_is_repeatable=True, schema_description=True, input_value_deprecation=True, one_of=True
    )
    document = parse(query)
    fragments = {node.name.value: node for node in document.definitions if isinstance(node, FragmentDefinitionNode)}
    operation = next(node for node in document.definitions if isinstance(node, OperationDefinitionNode))
    return Measure(schema, fragments, {}).of_operation(operation).introspection
