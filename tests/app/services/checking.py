"""What tests of checks share: running the check of a kind, and servers that say what they like."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import Any

import pytest

from app.services.integration_checks import attempt
from app.services.integration_kinds import KINDS

on_sqlite = pytest.mark.parametrize("template", ["sqlite"], indirect=True)
"""For what asks no database; the runtime has one."""


async def tried(kind: str, settings: Any, credential: Any = None) -> str | None:
    """What comes of a check."""
    run = KINDS[kind].check
    assert run
    return await attempt(run, settings, credential)


Talk = Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[object]]


@asynccontextmanager
async def talking(talk: Talk) -> AsyncIterator[int]:
    """A server that says what it likes; its port of 127.0.0.1."""
    talks: set[asyncio.Task[object]] = set()

    async def speak(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task
        talks.add(task)
        try:
            await talk(reader, writer)
        except (OSError, asyncio.IncompleteReadError, asyncio.CancelledError):
            pass
        finally:
            writer.close()

    listening = await asyncio.start_server(speak, "127.0.0.1")
    try:
        yield listening.sockets[0].getsockname()[1]
    finally:
        listening.close()
        for task in talks:
            task.cancel()
        await asyncio.gather(*talks)
