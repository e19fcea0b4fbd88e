"""Connections, lent to one task at a time: never more than so many, the one used last first, to whoever has waited longest.

What was interrupted is not lent again: nobody knows what it is still doing. It is closed, and its place is free once
the database has let go of it, so that a stranger who hangs up often can't make it work for more than it has connections.
"""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable
from contextlib import suppress
from time import monotonic
from typing import Final, Generic, TypeVar

C = TypeVar("C")

IDLE: Final = 300.0
"""Seconds after which an unused connection is not trusted: whatever lies between may have forgotten it."""


class Lender(Generic[C]):
    """Opens connections when they are needed, and keeps them."""

    def __init__(
        self,
        most: int,
        opened: Callable[[], Awaitable[C]],
        close: Callable[[C], Awaitable[object]],
        alive: Callable[[C], bool] = lambda _: True,
    ) -> None:
        self._most = most
        self._open = opened
        self._close = close
        self._alive = alive
        self._places = 0
        """Connections that are open, or being opened or closed."""
        self._free: list[tuple[C, float]] = []
        self._waiting: deque[asyncio.Future[C | None]] = deque()
        self._ending: set[asyncio.Task[None]] = set()
        self._over = False

    async def take(self) -> C:
        """A connection that nobody else uses until it is given back or retired; waits for one if all are lent."""
        while self._free:
            connection, since = self._free.pop()
            if monotonic() - since < IDLE and self._alive(connection):
                return connection
            self._end(connection)
        if self._places < self._most:
            self._places += 1
            return await self._opened()
        waiter: asyncio.Future[C | None] = asyncio.get_running_loop().create_future()
        self._waiting.append(waiter)
        try:
            handed = await waiter
        except asyncio.CancelledError:
            if waiter.done() and not waiter.cancelled():  # it was handed something in this very moment
                self._hand_on(waiter.result())
            raise
        return await self._opened() if handed is None else handed

    def give_back(self, connection: C) -> None:
        """The connection is as good as new."""
        if self._over:
            self._end(connection)
        else:
            self._hand_on(connection)

    def retire(self, connection: C) -> None:
        """The connection was left amid something."""
        self._end(connection)

    async def close(self) -> None:
        """Close what is not lent now, and what is lent when it comes back."""
        self._over = True
        while self._free:
            self._end(self._free.pop()[0])
        while self._ending:
            await asyncio.wait(self._ending)

    async def _opened(self) -> C:
        try:
            return await self._open()
        except BaseException:
            self._hand_on(None)
            raise

    def _hand_on(self, connection: C | None) -> None:
        """To whoever waits; None is a place where one may be opened."""
        while self._waiting:
            waiter = self._waiting.popleft()
            if not waiter.done():
                waiter.set_result(connection)
                return
        if connection is None:
            self._places -= 1
        else:
            self._free.append((connection, monotonic()))

    def _end(self, connection: C) -> None:
        task = asyncio.get_running_loop().create_task(self._ended(connection))
        self._ending.add(task)
        task.add_done_callback(self._ending.discard)

    async def _ended(self, connection: C) -> None:
        with suppress(Exception):  # it may be broken; whoever broke it knows
            await self._close(connection)
        self._hand_on(None)
