"""What every request passes before any route: its runtime, its id, its host, its line in the log, the headers of its answer."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from time import perf_counter
from typing import Final
from urllib.parse import urlsplit
from uuid import uuid4

from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from structlog import get_logger
from structlog.contextvars import bind_contextvars, reset_contextvars

from app.core.health import PATHS
from app.core.logs import clean_path
from app.core.runtime import Runtime
from app.core.settings import Settings

HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
    "Cross-Origin-Opener-Policy": "same-origin",
}
"""Of every answer that says nothing else."""
HSTS = "max-age=31536000"
_REQUEST_ID: Final = b"x-request-id"
Header = tuple[bytes, bytes]


class Front:
    """A pure ASGI middleware: it reads no body, and streams and sockets pass through it."""

    def __init__(self, app: ASGIApp, settings: Settings, runtime: Callable[[], Runtime], *, access_log: bool = False) -> None:
        self._app = app
        self._runtime = runtime
        self._access_log = access_log
        self._hosts = _hosts(settings)
        headers = HEADERS | ({"Strict-Transport-Security": HSTS} if settings.public_url.startswith("https:") else {})
        self._headers = [(name.lower().encode(), value.encode()) for name, value in headers.items()]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request, or talk over one socket."""
        if scope["type"] not in ("http", "websocket"):
            await self._app(scope, receive, send)
            return
        request_id = uuid4().hex
        scope.setdefault("state", {})["request_id"] = request_id
        status = 0
        start = perf_counter()

        async def answer(message: Message) -> None:
            nonlocal status
            if message["type"] in ("http.response.start", "websocket.http.response.start"):
                status = int(message["status"])
                message["headers"] = self._with_headers(message.get("headers", ()), request_id)
            await send(message)

        with self._runtime().bound():
            bound = bind_contextvars(request_id=request_id)
            try:
                await self._route(scope, receive, answer)
            except Exception:
                get_logger().exception("unexpected", path=clean_path(scope["path"]))
                if status or scope["type"] == "websocket":
                    raise  # the answer has begun: the connection is closed
                problem = PlainTextResponse(f"Something went wrong. The log has more, under the request id {request_id}.", 500)
                await problem(scope, receive, answer)
            finally:
                reset_contextvars(**bound)
                if self._access_log:
                    took = round((perf_counter() - start) * 1000, 1)
                    get_logger().info(
                        "request", method=scope.get("method", "WEBSOCKET"), path=clean_path(scope["path"]), status=status, milliseconds=took
                    )

    def _with_headers(self, given: Iterable[Header], request_id: str) -> list[Header]:
        """The headers of an answer, with ours where it has none of that name. They are pairs of bytes, the names in small letters."""
        headers = [header for header in given if header[0] != _REQUEST_ID]
        names = {name for name, _ in headers}
        headers.append((_REQUEST_ID, request_id.encode()))
        headers += [header for header in self._headers if header[0] not in names]
        return headers

    async def _route(self, scope: Scope, receive: Receive, send: Send) -> None:
        if self._hosts and scope["path"] not in PATHS and _host(scope) not in self._hosts:
            await PlainTextResponse("This server does not go by that name.", 400)(scope, receive, send)
        else:
            await self._app(scope, receive, send)


def _hosts(settings: Settings) -> frozenset[str]:
    """The names that a production server goes by; in development any."""
    if not settings.production:
        return frozenset()
    return frozenset(host.lower() for url in (settings.public_url, settings.link_url) if (host := urlsplit(url).hostname))


def _host(scope: Scope) -> str | None:
    """The name that the client asked for, without its port."""
    try:
        return urlsplit(f"//{Headers(scope=scope).get('host', '')}").hostname
    except ValueError:  # not even an address
        return None
