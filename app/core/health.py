"""Health: whether the process lives (/healthz), and whether it can serve (/readyz)."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route
from structlog import get_logger

from app.core import db, migrations

PATHS = frozenset({"/healthz", "/readyz"})


def routes() -> list[BaseRoute]:
    """Both doors, for orchestrators and load balancers."""
    return [Route("/healthz", _alive), Route("/readyz", _ready)]


async def _alive(_request: Request) -> Response:
    return JSONResponse({"status": "ok"})


async def _ready(_request: Request) -> Response:
    """The database answers and has had all migrations. What is wrong stands in the log, not in the answer.

    The storage of files is not asked: all processes have the same one, and without it all else works.
    """
    try:
        await db.fetch_one("select 1")
        missing = await migrations.pending()
    except Exception as problem:  # noqa: BLE001  # whatever it is, this server can't serve now
        get_logger().warning("not ready", problem=type(problem).__name__)
        return JSONResponse({"status": "database"}, status_code=503)
    if missing:
        get_logger().warning("not ready", missing_migrations=missing)
        return JSONResponse({"status": "migrations"}, status_code=503)
    return JSONResponse({"status": "ok"})
