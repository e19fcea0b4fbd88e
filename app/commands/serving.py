"""`serve`: one process, or several on one socket."""

from __future__ import annotations

import asyncio
from argparse import Namespace
from functools import partial
from socket import socket

import uvicorn
from uvicorn.config import STARTUP_FAILURE
from uvicorn.supervisors import Multiprocess

from app.commands.running import CommandError, prepare
from app.core.settings import Settings
from app.main import create_served_app

_STARTING = 60.0
"""Seconds that a process of several may take to start, before nothing more is said of it."""


def serve(settings: Settings, given: Namespace) -> None:
    """Serve until told to stop."""
    asyncio.run(prepare(settings))
    config = uvicorn.Config(
        partial(create_served_app, settings, access_log=given.access_log),
        factory=True,
        workers=settings.processes,
        host=settings.host,
        port=settings.port,
        log_config=None,
        access_log=False,
        server_header=False,
        timeout_graceful_shutdown=10,
    )
    if settings.processes == 1:
        _Server(config).run()
    elif not _Processes(config, [config.bind_socket()]).serve():
        raise CommandError("a process could not start; the log says why")


class _Server(uvicorn.Server):
    """Says so when it serves."""

    async def startup(self, sockets: list[socket] | None = None) -> None:
        await super().startup(sockets)
        if self.started:
            _say_so(self.config)


class _Processes(Multiprocess):
    """Several servers on one socket. One that dies is replaced; one that can't even start ends them all."""

    def serve(self) -> bool:
        """Serve until told to stop; whether all could start."""
        self.run()
        return all(process.exitcode != STARTUP_FAILURE for process in self.processes)

    def init_processes(self) -> None:
        super().init_processes()
        if all(process.wait_until_ready(_STARTING) for process in self.processes):
            _say_so(self.config)


def _say_so(config: uvicorn.Config) -> None:
    print(f"Usher serves on http://{config.host}:{config.port}", flush=True)
