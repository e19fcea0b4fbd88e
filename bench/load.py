"""The load: requests over connections that stay open, one after the other on each, as fast as they are answered."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import partial
from time import perf_counter
from typing import Any, Final

CONNECTIONS: Final = 16
PATIENCE: Final = 30.0
_LENGTH: Final = b"content-length:"


class AnswerError(Exception):
    """An answer that is none."""


@dataclass
class Measured:
    """What came of a while of load."""

    seconds: float = 0.0
    latencies: list[float] = field(default_factory=list)
    bytes: int = 0

    @property
    def requests(self) -> int:
        """How many were answered."""
        return len(self.latencies)


class _Connection(asyncio.Protocol):
    """Sends the next request when the last was answered."""

    def __init__(
        self, next_request: Callable[[], bytes | None], answered: Callable[[float, bytes], None], done: asyncio.Future[None]
    ) -> None:
        self._next = next_request
        self._answered = answered
        self._done = done
        self._got: list[bytes] = []
        self._missing = -1
        self._begun = 0.0

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport: Any = transport
        self._send()

    def connection_lost(self, exc: Exception | None) -> None:
        if not self._done.done():
            self._done.set_exception(exc or AnswerError("the server closed the connection"))

    def data_received(self, data: bytes) -> None:
        if self._missing < 0:
            if self._got:
                data = b"".join([*self._got, data])
                self._got = []
            head = data.find(b"\r\n\r\n")
            if head < 0:
                self._got = [data]
                return
            lower = data[:head].lower()
            at = lower.find(_LENGTH)
            if not data.startswith(b"HTTP/1.1 200") or at < 0:
                self._fail(data)
                return
            self._missing = int(lower[at + len(_LENGTH) :].split(b"\r\n", 1)[0])
            data = data[head + 4 :]
        self._missing -= len(data)
        self._got.append(data)
        if self._missing > 0:
            return
        body = data if len(self._got) == 1 else b"".join(self._got)
        if self._missing < 0 or b'"errors":' in body:
            self._fail(body)
            return
        self._got, self._missing = [], -1
        self._answered(perf_counter() - self._begun, body)
        self._send()

    def _send(self) -> None:
        request = self._next()
        if request is None:
            if not self._done.done():
                self._done.set_result(None)
            self._transport.close()
            return
        self._begun = perf_counter()
        self._transport.write(request)

    def _fail(self, data: bytes) -> None:
        if not self._done.done():
            self._done.set_exception(AnswerError(data[:600].decode(errors="replace")))
        self._transport.close()


async def run(port: int, requests: Iterator[bytes], seconds: float, connections: int = CONNECTIONS) -> Measured:
    """Keep a server busy for so long. Raises AnswerError for an answer that is not 200 or has errors."""
    measured = Measured()
    end = perf_counter() + seconds

    def next_request() -> bytes | None:
        return next(requests) if perf_counter() < end else None

    def answered(took: float, body: bytes) -> None:
        measured.latencies.append(took)
        measured.bytes += len(body)

    begin = perf_counter()
    await _over(port, connections, next_request, answered, seconds)
    measured.seconds = perf_counter() - begin
    return measured


async def each(port: int, requests: list[bytes]) -> list[bytes]:
    """The answers to these requests, one after the other."""
    answers: list[bytes] = []
    waiting = iter(requests)
    await _over(port, 1, lambda: next(waiting, None), lambda _took, body: answers.append(body), PATIENCE)
    return answers


async def _over(
    port: int, connections: int, next_request: Callable[[], bytes | None], answered: Callable[[float, bytes], None], seconds: float
) -> None:
    loop = asyncio.get_running_loop()
    waiting: list[asyncio.Future[None]] = []
    for _ in range(connections):
        done: asyncio.Future[None] = loop.create_future()
        waiting.append(done)
        await loop.create_connection(partial(_Connection, next_request, answered, done), "127.0.0.1", port)
    async with asyncio.timeout(seconds + PATIENCE):
        await asyncio.gather(*waiting)


def post(path: str, body: bytes, token: str) -> bytes:
    """A request as it goes over the wire."""
    head = (
        f"POST {path} HTTP/1.1\r\nHost: bench.example\r\nAuthorization: Bearer {token}\r\nContent-Type: application/json\r\n"
        f"Accept: application/json\r\nContent-Length: {len(body)}\r\n\r\n"
    )
    return head.encode() + body
