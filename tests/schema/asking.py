"""Asking the schema as somebody, without HTTP: for tests of what can be read."""

from __future__ import annotations

from typing import Any

from app.auth.actor import Actor
from schema.core.context import Context
from schema.schema import schema


async def ask(actor: Actor, query: str, **variables: Any) -> Any:
    """The data of an answer; fails the test on any error."""
    result = await schema.execute(query, variable_values=variables, context_value=Context(actor))
    assert not result.errors, result.errors
    return result.data


async def refusals(actor: Actor, query: str, **variables: Any) -> list[Any]:
    """The exceptions behind the errors of an answer."""
    result = await schema.execute(query, variable_values=variables, context_value=Context(actor))
    return [error.original_error or error for error in result.errors or []]
