"""Running one operation, by graphql-core over the Strawberry schema. What is asked of the schema alone is worked out once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from inspect import isawaitable
from typing import Any, Final

import orjson
import strawberry
from graphql import DirectiveLocation, ExecutionResult, GraphQLDeprecatedDirective, GraphQLDirective, GraphQLError, GraphQLSchema, execute
from strawberry.execution import optimized_is_awaitable

from app.core.kept import Kept
from schema.core.context import Context
from schema.core.documents import MOST_ERRORS, Operation

_KEPT_ANSWERS: Final = 8
"""One has the size of the whole schema."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of an operation."""

    data: object
    errors: list[GraphQLError]

    @property
    def began(self) -> bool:
        """Whether it was run at all: not if a variable could not be understood, which is no field's error."""
        return self.data is not None or any(error.path for error in self.errors)


class Execution:
    """Runs the operations of one schema."""

    def __init__(self, schema: strawberry.Schema) -> None:
        self.schema = served(schema)
        self._executor_class = schema.execution_context_class
        self._answers: Kept[Operation, object] = Kept(_KEPT_ANSWERS, _KEPT_ANSWERS)

    async def run(self, operation: Operation, variables: Mapping[str, Any], context: Context, *, hide_suggestions: bool) -> Outcome:
        """Run it. Whatever a resolver raises becomes an error of the outcome."""
        known = operation.is_introspection and not variables
        if known and (data := self._answers.get(operation)):
            return Outcome(data, [])
        running = execute(
            self.schema,
            operation.document,
            context_value=context,
            variable_values=dict(variables),
            operation_name=operation.name,
            executor_class=self._executor_class,
            is_awaitable=optimized_is_awaitable,  # type: ignore[arg-type]  # it lacks the TypeGuard
            max_coercion_errors=MOST_ERRORS,
            hide_suggestions=hide_suggestions,
        )
        result: ExecutionResult = await running if isawaitable(running) else running
        if known and not result.errors:
            self._answers.put(operation, orjson.Fragment(orjson.dumps(result.data)))
        return Outcome(result.data, result.errors or [])


def served(schema: strawberry.Schema) -> GraphQLSchema:
    """The schema as it is shown: without a place of @deprecated that the tools of graphql-js 16 refuse to know."""
    core: GraphQLSchema = schema._schema  # noqa: SLF001  # Strawberry has no other way to it
    shown = GraphQLSchema(**core.to_kwargs() | {"directives": tuple(_without_new_place(directive) for directive in core.directives)})
    shown._strawberry_schema = schema  # type: ignore[attr-defined]  # noqa: SLF001  # resolvers find the Strawberry schema by it
    return shown


def _without_new_place(directive: GraphQLDirective) -> GraphQLDirective:
    if directive is not GraphQLDeprecatedDirective:
        return directive
    places = [place for place in directive.locations if place is not DirectiveLocation.DIRECTIVE_DEFINITION]
    return GraphQLDirective(directive.name, places, directive.args, description=directive.description)
