"""Mutations with one input, sent as somebody, and how they are refused."""

from __future__ import annotations

from typing import Any

from app.core import ids
from app.models import User
from tests.schema.calling import run
from tests.world import World, snapshot


def sending(name: str, selection: str) -> str:
    """A mutation with one input."""
    type_ = name[0].upper() + name[1:] + "Input"
    return f"mutation($input: {type_}!) {{ {name}(input: $input) {{ {selection} userErrors {{ code path }} }} }}"


async def send(world: World, somebody: User, text: str, **given: Any) -> Any:
    """The payload of a mutation."""
    result: Any = await run(world.actor(somebody), text, {"input": given})
    assert not result.errors, result.errors
    return next(iter(result.data.values()))


async def refusal(world: World, somebody: User, text: str, **given: Any) -> str:
    """How a mutation was refused as a whole; nothing was written."""
    before = await snapshot()
    result: Any = await run(world.actor(somebody), text, {"input": given})
    assert await snapshot() == before
    [error] = result.errors
    return str(error.original_error.code)


def poc_id(world: World) -> str:
    """The active POC."""
    return ids.to_text("poc", world.active.id)
