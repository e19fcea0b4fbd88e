"""Composition: the one place where settings become a server, and the only one of the product that knows its faces."""

from __future__ import annotations

import asyncio
import gc
from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import asynccontextmanager
from contextvars import Context
from typing import Any

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.cors import CORSMiddleware
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route

from app import exports, files, pages
from app.auth import tokens
from app.core import health
from app.core.logs import configure_logs
from app.core.runtime import Runtime, open_runtime
from app.core.settings import Settings, WorkerPlace
from app.front import Front
from app.pages import mailbox
from app.services import visits
from app.worker import work
from schema import asgi, explorer
from schema.core.permissions import forgiving_fields
from schema.reading.execution import Execution
from schema.schema import schema


def create_app(settings: Settings, *, runtime: Runtime | None = None, access_log: bool = False) -> Starlette:
    """The server as an ASGI application, on a migrated database.

    It opens a runtime when it starts and closes it when it stops, unless a test gives one that is already open.
    """
    app: Starlette = Starlette(
        routes=_routes(settings),
        middleware=[
            Middleware(Front, settings=settings, runtime=lambda: app.state.runtime, access_log=access_log),
            *_cors(settings),
        ],
        exception_handlers={404: pages.not_found},
        lifespan=_lifespan if runtime is None else None,
    )
    app.router.redirect_slashes = False  # such a redirect would lead to whatever host the request names
    app.state.settings = settings
    app.state.runtime = runtime
    return app


def create_served_app(settings: Settings, *, access_log: bool = False) -> Starlette:
    """The server of a process that does nothing else, and so may set up the process, too."""
    configure_logs(settings.log_format)
    app = create_app(settings, access_log=access_log)
    gc.collect()
    gc.freeze()  # what is there now stays for ever: it need not be looked through at each collection
    return app


@asynccontextmanager
async def _lifespan(app: Starlette) -> AsyncIterator[None]:
    app.state.runtime = runtime = await open_runtime(app.state.settings)
    try:
        async with _beside(runtime, visits.keep_writing), _embedded_worker(runtime):
            yield
    finally:
        await runtime.database.close()


@asynccontextmanager
async def _embedded_worker(runtime: Runtime) -> AsyncIterator[None]:
    if runtime.settings.worker is WorkerPlace.NONE:
        yield
        return
    async with _beside(runtime, work):
        yield


@asynccontextmanager
async def _beside(runtime: Runtime, working_at: Callable[..., Coroutine[Any, Any, None]]) -> AsyncIterator[None]:
    """What runs as long as the server does, in a context of its own, and finishes what it has in hand."""
    stop = asyncio.Event()
    working = asyncio.create_task(working_at(runtime, stop=stop), context=Context())
    try:
        yield
    finally:
        stop.set()
        await working


def _routes(settings: Settings) -> list[BaseRoute]:
    return [
        *asgi.routes(Execution(schema), public=forgiving_fields(schema)),
        *explorer.routes(),
        *pages.routes(),
        *files.routes(),
        *exports.routes(),
        *([] if settings.production else mailbox.routes()),
        Route("/.well-known/jwks.json", _keys),
        *health.routes(),
    ]


def _cors(settings: Settings) -> list[Middleware]:
    """Pages of these origins may call."""
    if not settings.cors_origins:
        return []
    return [
        Middleware(
            CORSMiddleware,
            allow_origins=list(settings.cors_origins),
            allow_methods=["GET", "POST", "PUT"],
            allow_headers=["Authorization", "Content-Type", "Accept", "Idempotency-Key", "X-Usher-CSRF"],
            allow_credentials="*" not in settings.cors_origins,  # only of the same site do they come along at all (SameSite=Lax)
            expose_headers=["X-Request-Id", "Retry-After"],
            max_age=3600,
        )
    ]


async def _keys(_request: Request) -> Response:
    """The public keys by which others verify access tokens (RFC 7517)."""
    return JSONResponse(tokens.jwks(), headers={"Cache-Control": "public, max-age=300"})
