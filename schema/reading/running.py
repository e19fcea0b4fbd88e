"""Running: one operation under way: who asks, with which variables, what they have proved, and what failed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from graphql import VariableValues

from app.auth.actor import Actor
from app.auth.scopes import parameters
from app.core import db
from schema.core.context import Context
from schema.core.execution import Unproven
from schema.reading.failures import Failure
from schema.reading.statements import PROOF, Statement, statement

_PROOF = statement(f"select 1 where 1 = 1{PROOF}")


class Run:
    """One operation under way."""

    def __init__(self, context: Context, variables: VariableValues, sent: Mapping[str, Any]) -> None:
        self.context = context
        self.variables = variables
        self.sent = sent
        """The variables as they came."""
        self.failed = False
        self._of: Actor | None = None
        self._parameters: dict[str, object] = {}

    @property
    def actor(self) -> Actor:
        """Who asks; a mutation that signs in changes it."""
        return self.context.actor

    async def first(self, statement: Statement, values: Mapping[str, object]) -> Sequence[Any]:
        """Rows that a root field begins with. As long as nothing is proven, they prove who asks."""
        if self.context.proven:
            return await self.fetch(statement.plain, values)
        rows = await self.fetch(statement.proving, values)
        if rows:
            self.context.proven = True
        else:
            await self.prove()
        return rows

    async def prove(self) -> None:
        """Prove who asks, if nothing has done it yet. Unproven if it is somebody else, or nobody any more."""
        if not self.context.proven:
            if not await self.fetch(_PROOF.proving, {}):
                raise Unproven
            self.context.proven = True

    async def fetch(self, sql: str, values: Mapping[str, object]) -> Sequence[Any]:
        """Rows."""
        if self._of is not self.context.actor:
            self._of = self.context.actor
            self._parameters = parameters(self._of)
        return await db.fetch(sql, {**self._parameters, **values})

    def fail(self, ids: Sequence[Any], problem: Exception) -> dict[Any, Any]:
        """The same failure in the place of each."""
        self.failed = True
        return dict.fromkeys(ids, Failure(problem))
