"""The yardstick: a route and a few SQL statements for each operation, as somebody would write them who writes nothing else."""

from __future__ import annotations

import gc
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import Any

import orjson
from starlette.applications import Starlette
from starlette.routing import Route
from starlette.types import Receive, Scope, Send

from bench.servers.bearing import Caller, Tokens, UnauthenticatedError
from bench.servers.serving import Settings, read_settings, serve

Operation = Callable[[Caller, dict[str, Any]], Awaitable[dict[str, Any]]]


class Answering:
    """One operation as an ASGI application: token, body, answer."""

    def __init__(self, tokens: Tokens, operation: Operation) -> None:
        self._tokens = tokens
        self._operation = operation

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request."""
        message = await receive()
        body: bytes = message.get("body", b"")
        while message.get("more_body"):
            message = await receive()
            body += message.get("body", b"")
        status = 200
        try:
            authorization = next((value for name, value in scope["headers"] if name == b"authorization"), b"")
            caller = self._tokens.caller(authorization.decode("latin-1"))
            answer = orjson.dumps({"data": await self._operation(caller, orjson.loads(body))})
        except UnauthenticatedError:
            status, answer = 401, b'{"errors":[{"message":"Sign in."}]}'
        headers = [(b"content-type", b"application/json"), (b"content-length", b"%d" % len(answer))]
        await send({"type": "http.response.start", "status": status, "headers": headers})
        await send({"type": "http.response.body", "body": answer})


def application(settings: Settings) -> Starlette:
    """The server for the database that the settings name."""
    if settings.sqlite_path:
        from bench.servers.by_hand_sqlite import Operations  # noqa: PLC0415  # one of the two
    else:
        from bench.servers.by_hand_postgres import Operations  # type: ignore[assignment]  # noqa: PLC0415  # the other
    operations = Operations(settings)

    @asynccontextmanager
    async def lifespan(_app: Starlette) -> AsyncIterator[None]:
        await operations.open()
        gc.collect()
        gc.freeze()
        yield
        await operations.close()

    tokens = Tokens(settings)
    names = ("viewer", "list", "nested", "page", "invite", "start")
    routes = [Route(f"/{name}", Answering(tokens, getattr(operations, f"{name}_")), methods=["POST"]) for name in names]
    return Starlette(routes=routes, lifespan=lifespan)


if __name__ == "__main__":
    given = read_settings()
    serve(application(given), given)
