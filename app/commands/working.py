"""`worker`: send mail and do what has its time, beside a server."""

from __future__ import annotations

import asyncio
import signal
from argparse import Namespace

from app.core.migrations import pending
from app.core.runtime import open_runtime
from app.core.settings import Settings, SettingsError
from app.worker import work


def worker(settings: Settings, _given: Namespace) -> None:
    """Work until told to stop."""

    async def run() -> None:
        stop = asyncio.Event()
        for sign in (signal.SIGINT, signal.SIGTERM):
            asyncio.get_running_loop().add_signal_handler(sign, stop.set)
        runtime = await open_runtime(settings)
        try:
            with runtime.bound():
                if await pending():
                    raise SettingsError("the database is not migrated yet; run `python -m app migrate` first")
            print("Usher sends mail.", flush=True)
            await work(runtime, stop=stop)
        finally:
            await runtime.database.close()

    asyncio.run(run())
