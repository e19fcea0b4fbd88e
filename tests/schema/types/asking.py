"""Queries asked as somebody, whose answer is the same by the executor of the product and by the oracle."""

from __future__ import annotations

from typing import Any

import orjson
from graphql import parse

from app.auth.actor import Actor
from schema.schema import schema
from tests.schema.calling import run
from tests.schema.reading.oracle.oracle import Oracle

ORACLE = Oracle(schema)


async def asked(actor: Actor, text: str, **variables: Any) -> Any:
    """What is answered, without an error."""
    result = await run(actor, text, variables)
    assert result.errors == []
    expected = await ORACLE.run(parse(text), None, variables, actor)
    assert not expected.errors
    assert orjson.dumps(result.data) == orjson.dumps(expected.data)
    return result.data
