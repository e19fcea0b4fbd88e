"""What commands have in common: the database that is made ready before, and how to fail with one line that says why."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable

from app.core.migrations import migrate
from app.core.runtime import open_runtime
from app.core.settings import Settings
from app.services import email_templates, integration_kinds


class CommandError(Exception):
    """A command did not do what it was asked to; the message says why, in a line."""


async def prepare(settings: Settings) -> list[str]:
    """Bring the database up to date, and write into it what stands in the code; the migrations that ran now."""
    ran = await migrate(settings)
    await integration_kinds.write(settings)
    await email_templates.write(settings)
    return ran


def on_database(settings: Settings, run: Callable[[], Awaitable[None]]) -> None:
    """Run something on the database, once it is ready."""

    async def bound() -> None:
        await prepare(settings)
        runtime = await open_runtime(settings)
        try:
            with runtime.bound():
                await run()
        finally:
            await runtime.database.close()

    asyncio.run(bound())
