"""Execution, as the door of the API sees it: an operation goes in, an outcome comes out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from graphql import GraphQLError, GraphQLSchema

from schema.core.context import Context
from schema.core.documents import Operation


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of an operation."""

    data: dict[str, Any] | None
    errors: list[GraphQLError]

    @property
    def began(self) -> bool:
        """Whether it was run at all: not if a variable could not be understood, which is no field's error."""
        return self.data is not None or any(error.path for error in self.errors)


class Unproven(Exception):
    """Nothing was read for an actor that this process only remembers: load who it is now, and run the operation again."""


class Executor(Protocol):
    """Runs the operations of one schema."""

    schema: GraphQLSchema

    async def run(self, operation: Operation, variables: Mapping[str, Any], context: Context, *, hide_suggestions: bool) -> Outcome:
        """Run it. Whatever is refused or fails becomes an error of the outcome; Unproven if the caller is not who was remembered."""
