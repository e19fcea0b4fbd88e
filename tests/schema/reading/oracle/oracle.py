"""The oracle: the schema's queries answered in the plainest way that is right, to compare the executor of the product with.

It shares the declarations with the product, and nothing of what makes statements and answers out of them: graphql-core walks
the query field by field, relations are sub-selects, rows are read in batches. `lenient` is the same with every field nullable,
where an error takes nothing else with it, so that all of them show.
"""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from inspect import isawaitable
from typing import Any

import strawberry
from graphql import DocumentNode, ExecutionResult, GraphQLField, GraphQLObjectType, execute, get_argument_values
from strawberry.permission import PermissionExtension
from strawberry.types.arguments import convert_arguments

from app.auth.actor import Actor
from schema.core.documents import MOST_ERRORS
from schema.core.permissions import Lock
from schema.reading.connections import ARGUMENTS, page
from schema.reading.declare import NARROWS
from schema.reading.sources import READS, Chosen, Given, Order, Pages, Rows, Source
from tests.schema.reading.oracle.asking import Info, graphql_name, target_of
from tests.schema.reading.oracle.copying import Resolver, copy_of_queries
from tests.schema.reading.oracle.request import Request, Row
from tests.schema.reading.oracle.resolving import is_hidden, resolve
from tests.schema.reading.oracle.roots import ROOTS


class Oracle:
    """Answers queries over one schema."""

    def __init__(self, schema: strawberry.Schema) -> None:
        self._strawberry = schema
        self._schema = copy_of_queries(schema._schema, self._resolver, _name_of_type, lenient=False)
        self._lenient = copy_of_queries(schema._schema, self._resolver, _name_of_type, lenient=True)

    async def run(
        self, document: DocumentNode, operation_name: str | None, variables: Mapping[str, Any], actor: Actor, *, lenient: bool = False
    ) -> ExecutionResult:
        """Answer one operation as somebody."""
        request = Request(actor)
        running = execute(
            self._lenient if lenient else self._schema,
            document,
            context_value=request,
            variable_values=dict(variables),
            operation_name=operation_name,
            max_coercion_errors=MOST_ERRORS,
        )
        result: ExecutionResult = await running if isawaitable(running) else running
        await asyncio.gather(*request.begun, return_exceptions=True)
        return result

    def _resolver(self, type_: GraphQLObjectType, field_name: str, field: GraphQLField) -> Resolver:
        name, root = f"{type_.name}.{field_name}", type_ is self._strawberry._schema.query_type
        definition: Any = field.extensions["strawberry-definition"]
        source: Source | None = definition.metadata.get(READS)
        if source is None:
            return _attribute(definition.python_name)
        locks = _locks(definition)
        if root and not locks:
            raise AssertionError(f"{name} has no lock")
        if isinstance(source, Chosen | Given) and name not in ROOTS:
            raise AssertionError(f"the oracle has no answer for {name}; say it in roots.py")

        shown = _attribute(definition.python_name)

        def resolver(row: Any, info: Info) -> Any:
            if not root and not isinstance(row, Row):  # an object that a function made for many rows
                return shown(row, info)
            for lock in locks:
                lock.check(info.context.actor)
            if not root and is_hidden(source, row, info):
                return None
            given = get_argument_values(field, info.field_nodes[0], info.variable_values)
            converter = self._strawberry.schema_converter
            arguments = convert_arguments(given, definition.arguments, converter.scalar_registry, self._strawberry.config)
            if name in ROOTS:
                return info.context.begin(ROOTS[name](info, arguments))
            meant = _meant(source, definition, arguments) if isinstance(source, Rows) else arguments
            return info.context.begin(resolve(source, row, info, meant))

        return resolver


def _locks(definition: Any) -> list[Lock]:
    extensions = [extension for extension in definition.extensions if isinstance(extension, PermissionExtension)]
    return [lock for extension in extensions for lock in extension.permissions if isinstance(lock, Lock)]


def _name_of_type(row: Row, *_: object) -> str:
    return str(row.type_.__strawberry_definition__.name)


def _attribute(name: str) -> Resolver:
    def resolver(row: Any, info: Info) -> Any:
        value = getattr(row, name)
        return info.context.begin(value()) if callable(value) else value

    return resolver


def _meant(source: Rows, definition: Any, given: Mapping[str, Any]) -> dict[str, Any]:
    """The arguments of a list: first its page is looked at, then its order, then its filter."""
    found: dict[str, Any] = {}
    if isinstance(source, Pages):
        found["page"] = page(*(given.get(name) for name in ARGUMENTS))
    if (order_by := given.get("order_by")) is not None:
        order = source.orders[order_by.field]
        found["order"] = Order(order.expression, order.kind, order.nullable, order_by.direction.value == "DESC", order.visible)
    for argument in definition.arguments:
        if argument.python_name == "filter":
            type_ = target_of(argument.type)
            filter_ = given.get("filter") or type_()
            fields: Any = type_.__strawberry_definition__.fields
            found["narrowings"] = {graphql_name(one): (one.metadata[NARROWS], getattr(filter_, one.python_name)) for one in fields}
    if source.spread and source.filter_type is not None:
        fields = source.filter_type.__strawberry_definition__.fields
        found["narrowings"] = {graphql_name(one): (one.metadata[NARROWS], given.get(one.python_name)) for one in fields}
        found["within"] = []
    return found
