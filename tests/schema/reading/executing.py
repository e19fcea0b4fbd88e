"""The executor of the product, as the tests of reading call it; the one place that knows how."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import orjson
from graphql import GraphQLError

from app.auth.actor import Actor
from schema.core.context import Context
from schema.core.documents import Documents, Operation
from schema.core.limits import Limits
from schema.reading.execution import Execution
from schema.schema import schema

EXECUTION = Execution(schema)
DOCUMENTS = Documents(EXECUTION.schema)
LIMITS = Limits(EXECUTION.schema)


@dataclass(frozen=True)
class Answer:
    """What somebody got: the data as it goes over the wire, and the errors."""

    data: bytes
    errors: Sequence[GraphQLError]


def prepared(text: str) -> Operation:
    """The operation of a document. Rejected if it is not valid."""
    return DOCUMENTS.read(text, hide_suggestions=False).operation(None)


def check_limits(operation: Operation, variables: Mapping[str, Any]) -> None:
    """Rejected if it asks for too much."""
    LIMITS.check(operation, variables)


async def answered(operation: Operation, variables: Mapping[str, Any], actor: Actor) -> Answer:
    """Run it as somebody."""
    outcome = await EXECUTION.run(operation, variables, Context(actor=actor), hide_suggestions=False)
    return Answer(orjson.dumps(outcome.data), outcome.errors)
