"""What runs: settings, clock, keys, database and limits of one server, reachable from anywhere below it as `current()`.

Held in a context variable, so that two servers in one process (tests) never mix, and bound by whoever starts work:
the ASGI application for a request, the worker, a command.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from app.core.clock import Clock
from app.core.crypto import Keys
from app.core.db import Database, open_database
from app.core.kept import Kept
from app.core.rates import Rates
from app.core.settings import Settings

REMEMBERED: Final = 8192
"""Callers: as many as may be busy within the life of an access token. A few hundred bytes each."""


@dataclass(frozen=True)
class Runtime:
    """The parts of one running server."""

    settings: Settings
    database: Database
    keys: Keys
    rates: Rates
    clock: Clock = field(default_factory=Clock)
    tokens: Kept[str, Any] = field(default_factory=lambda: Kept(REMEMBERED, REMEMBERED), init=False, repr=False)
    """What access tokens say that were verified with these keys (`app.auth.tokens`)."""
    actors: Kept[UUID, Any] = field(default_factory=lambda: Kept(REMEMBERED, REMEMBERED), init=False, repr=False)
    """Who was last seen in a session (`app.auth.bearer`)."""
    visits: Kept[tuple[UUID, UUID], datetime] = field(default_factory=lambda: Kept(REMEMBERED, REMEMBERED), init=False, repr=False)
    """When whose look at what was noted (`app.services.visits`)."""
    visits_to_write: deque[Any] = field(default_factory=lambda: deque(maxlen=REMEMBERED), init=False, repr=False)
    """Those that wait to be written; of too many the oldest are lost."""

    @contextmanager
    def bound(self) -> Iterator[None]:
        """Make this the current runtime, and its database the current one, inside."""
        token = _current.set(self)
        try:
            with self.database.bound():
                yield
        finally:
            _current.reset(token)


_current: ContextVar[Runtime] = ContextVar("usher")


def current() -> Runtime:
    """The runtime that the current task works for. LookupError outside of one."""
    return _current.get()


def now() -> datetime:
    """This instant by the current runtime's clock: UTC, milliseconds."""
    return _current.get().clock.now()


async def open_runtime(settings: Settings) -> Runtime:
    """Open the database and derive the keys; migrating is somebody else's decision."""
    clock = Clock()
    database = await open_database(settings.database_url)
    return Runtime(settings, database, Keys(settings.secret_key), Rates(clock, settings.rate_limits), clock)
