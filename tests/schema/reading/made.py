"""A schema of a test's own: its types are the only ones while the test lasts, and the product answers like the oracle."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import orjson
import strawberry

from app.auth.actor import Actor
from schema.core.context import Context
from schema.core.documents import Documents, Operation
from schema.core.execution import Outcome
from schema.reading.execution import Execution
from schema.reading.sources import TABLES
from tests.schema.reading.oracle.comparing import Failure, failures
from tests.schema.reading.oracle.oracle import Oracle


@contextmanager
def types_of_its_own() -> Iterator[None]:
    """What is declared inside is gone afterwards, and what was declared before is not there inside."""
    before = dict(TABLES)
    TABLES.clear()
    try:
        yield
    finally:
        TABLES.clear()
        TABLES.update(before)


class Made:
    """The schema of some root fields."""

    def __init__(self, query: type[Any]) -> None:
        self._schema = strawberry.Schema(query=query)
        self.execution = Execution(self._schema)

    @cached_property
    def oracle(self) -> Oracle:
        """It has no answer for root fields that begin with facts, unless it is told."""
        return Oracle(self._schema)

    async def alone(self, actor: Actor, text: str, variables: dict[str, Any], *, proven: bool = True) -> Outcome:
        """What the product answers."""
        return await self.execution.run(self._operation(text), variables, Context(actor, proven=proven), hide_suggestions=False)

    async def both(self, actor: Actor, text: str, **variables: Any) -> Answer:
        """What both answer, which is the same."""
        operation, outcome = self._operation(text), await self.alone(actor, text, variables)
        expected = await self.oracle.run(operation.document, operation.name, variables, actor)
        found = Answer(outcome.data, failures(outcome.errors))
        assert orjson.dumps(found.data) == orjson.dumps(expected.data)
        assert found.failures == failures(expected.errors or ())
        return found

    def _operation(self, text: str) -> Operation:
        return Documents(self.execution.schema).read(text, hide_suggestions=False).operation(None)


@dataclass(frozen=True)
class Answer:
    """Data, and of each error its message, its code, at which argument, and where it is."""

    data: Any
    failures: set[Failure]
