"""Running one operation: its variables are understood, and its plan is run."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import strawberry
from graphql import GraphQLError, VariableValues, get_variable_values

from schema.core.context import Context
from schema.core.documents import MOST_ERRORS, Operation
from schema.core.execution import Outcome
from schema.core.introspection import served
from schema.reading.plans import Plans
from schema.reading.running import Run

_NONE = VariableValues({}, {})


class Execution:
    """Runs the operations of one schema."""

    def __init__(self, schema: strawberry.Schema) -> None:
        self.schema = served(schema)
        self._plans = Plans(schema, self.schema)

    async def run(self, operation: Operation, variables: Mapping[str, Any], context: Context, *, hide_suggestions: bool) -> Outcome:
        """Run it. Whatever is refused or fails becomes an error of the outcome; Unproven if the caller is not who was remembered."""
        coerced: VariableValues | list[GraphQLError] = _NONE
        if operation.node.variable_definitions:
            coerced = get_variable_values(
                self.schema, operation.node.variable_definitions, dict(variables), MOST_ERRORS, hide_suggestions=hide_suggestions
            )
        if isinstance(coerced, list):
            return Outcome(None, coerced)
        for name in operation.switches:
            if coerced.coerced.get(name, False) is None:
                return Outcome(None, [GraphQLError(f"Variable '${name}' stands in a condition, so it must not be null.")])
        return Outcome(*await self._plans.run(operation, Run(context, coerced, variables)))
