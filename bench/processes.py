"""The servers as processes: started on a core of their own, watched while they work, stopped."""

from __future__ import annotations

import asyncio
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from time import monotonic
from typing import Any, Final

import orjson

from app.auth.permissions import PERMISSIONS
from bench.asking import NAMES

ROOT: Final = Path(__file__).parents[1]
CORE: Final = min(os.sched_getaffinity(0))
"""The servers' own."""
START: Final = 60.0
_TICKS: Final = os.sysconf("SC_CLK_TCK")
_PAGE: Final = os.sysconf("SC_PAGE_SIZE")


@dataclass(frozen=True)
class Server:
    """One of those that are compared."""

    name: str
    about: str
    command: tuple[str, ...]
    graphql: bool = True
    needs: str | None = None
    """A module without which it is skipped."""
    databases: frozenset[str] = frozenset({"postgres", "sqlite"})
    on_demand: bool = False
    operations: tuple[str, ...] = NAMES

    def missing(self, database: str) -> str | None:
        """Why it can't run here; None if it can."""
        if database not in self.databases:
            return f"not written for {database}"
        try:
            found = self.needs is None or find_spec(self.needs) is not None
        except ModuleNotFoundError:
            found = False
        if not found:
            return f"{self.needs} is not there"
        if self.on_demand and not (ROOT / "bench" / "servers" / "node" / "node_modules").exists():
            return "run `npm ci` in bench/servers/node first"
        return None


_PYTHON: Final = (sys.executable, "-m")
_NODE: Final = "bench/servers/node"
_READING: Final = ("viewer", "list", "nested", "page")
_ON_POSTGRES: Final = frozenset({"postgres"})
SERVERS: Final = (
    Server("by_hand", "SQL written by hand, a route each", (*_PYTHON, "bench.servers.by_hand"), graphql=False),
    Server("usher", "the product", (*_PYTHON, "app", "serve"), needs="schema.asgi"),
    Server(
        "usher_general",
        "the product, its queries walked by graphql-core",
        (*_PYTHON, "bench.servers.usher_general"),
        needs="bench.servers.usher_general",
    ),
    Server("ariadne", "Ariadne, SQL and dataloaders", (*_PYTHON, "bench.servers.ariadne"), needs="ariadne", databases=_ON_POSTGRES),
    Server("strawberry_plain", "Strawberry and Tortoise as in their tutorials", (*_PYTHON, "bench.servers.strawberry_plain")),
    Server("apollo", "Apollo Server", ("node", f"{_NODE}/apollo.mjs"), databases=_ON_POSTGRES, on_demand=True, operations=_READING),
    Server(
        "mercurius", "Mercurius with JIT", ("node", f"{_NODE}/mercurius.mjs"), databases=_ON_POSTGRES, on_demand=True, operations=_READING
    ),
)
"""The first is what the others are compared with."""


class Running:
    """A server that runs."""

    def __init__(self, server: Server, environment: Mapping[str, str]) -> None:
        self.server = server
        self.port = _free_port()
        given = {**environment, "USHER_PORT": str(self.port)}
        with _on({CORE}):  # the child inherits it
            self._process = subprocess.Popen(server.command, cwd=ROOT, env=given, stdout=subprocess.DEVNULL)  # noqa: S603  # our own

    async def ready(self) -> None:
        """Wait until it takes connections. ChildProcessError if it ends instead."""
        end = monotonic() + START
        while monotonic() < end:
            if self._process.poll() is not None:
                break
            try:
                _, writer = await asyncio.open_connection("127.0.0.1", self.port)
            except OSError:
                await asyncio.sleep(0.05)
            else:
                writer.close()
                return
        raise ChildProcessError(f"{self.server.name} does not start")

    def cpu(self) -> float:
        """Seconds of processor time until now, of all its threads."""
        return cpu_of([self._process.pid])

    def memory(self) -> int:
        """Bytes of memory that it holds now."""
        return int(Path(f"/proc/{self._process.pid}/statm").read_text().split()[1]) * _PAGE

    def stop(self) -> None:
        """End it, in good order if it can."""
        if self._process.poll() is None:
            self._process.send_signal(signal.SIGTERM)
            try:
                self._process.wait(15)
            except subprocess.TimeoutExpired:
                self._process.kill()
                self._process.wait()


async def first_sight(environment: Mapping[str, str]) -> dict[str, Any]:
    """What `bench.first_sight` measures on a database, in a process of its own, since it loads the product."""
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "bench.first_sight", cwd=ROOT, env=environment, stdout=asyncio.subprocess.PIPE
    )
    answer, _ = await process.communicate()
    if process.returncode:
        raise ChildProcessError("the measurement of the first sight failed")
    found: dict[str, Any] = orjson.loads(answer)
    return found


def cpu_of(pids: Sequence[int]) -> float:
    """Seconds of processor time until now of some processes; one that is gone counts nothing."""
    ticks = 0
    for pid in pids:
        with suppress(FileNotFoundError):
            fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
            ticks += int(fields[11]) + int(fields[12])
    return ticks / _TICKS


class _on:  # noqa: N801  # reads like a word
    """Run on some cores for a moment."""

    def __init__(self, cores: set[int]) -> None:
        self._cores = cores

    def __enter__(self) -> None:
        self._before = os.sched_getaffinity(0)
        os.sched_setaffinity(0, self._cores)

    def __exit__(self, *_: object) -> None:
        os.sched_setaffinity(0, self._before)


def leave_the_core(pids: Sequence[int] = ()) -> bool:
    """Keep this process (and others) off the servers' core. False where there is no other core, or they may not be told."""
    others = os.sched_getaffinity(0) - {CORE}
    if not others:
        return False
    for pid in (0, *pids):
        try:
            os.sched_setaffinity(pid, others)
        except ProcessLookupError:  # it has ended
            continue
        except PermissionError:
            return False
    return True


def environment(database_url: str, secret_key: str, public_url: str) -> dict[str, str]:
    """What every server is told: as in production, with a mail budget that nobody uses up, and nobody who sends mail."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("USHER_")}
    budget = str(10**9)
    return kept | {
        "BENCH_PERMISSIONS": orjson.dumps({role.value: sorted(allowed) for role, allowed in PERMISSIONS.items()}).decode(),
        "NODE_ENV": "production",
        "PYTHONPATH": str(ROOT), "USHER_ENV": "production", "USHER_DATABASE_URL": database_url, "USHER_SECRET_KEY": secret_key,
        "USHER_PUBLIC_URL": public_url, "USHER_SMTP_URL": "smtp://127.0.0.1:1", "USHER_WORKER": "none", "USHER_HOST": "127.0.0.1",
        "USHER_MAIL_BUDGET_TENANT_DAY": budget, "USHER_MAIL_BUDGET_INVITER_DAY": budget, "USHER_MAIL_BUDGET_RECIPIENT_HOUR": budget,
    }  # fmt: skip


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
