"""Answers everything with one short line: shows what the load generator can do. Not one of those that are compared."""

from __future__ import annotations

import asyncio
import os
import sys

import uvloop

ANSWER = b'HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 11\r\n\r\n{"data":{}}'


class _Answering(asyncio.Protocol):
    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = transport

    def data_received(self, data: bytes) -> None:  # noqa: ARG002  # whatever it is; requests of the load generator come in one piece
        self._transport.write(ANSWER)  # type: ignore[attr-defined]  # of a socket


async def _serve() -> None:
    server = await asyncio.get_running_loop().create_server(_Answering, "127.0.0.1", int(os.environ["USHER_PORT"]))
    await server.serve_forever()


if __name__ == "__main__":
    sys.exit(uvloop.run(_serve()))
