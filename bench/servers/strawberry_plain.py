"""Strawberry over Tortoise as their tutorials show it: types with resolvers that ask the ORM, permission classes, data loaders by id."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, date, datetime
from typing import Any

import strawberry
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.websockets import WebSocket
from strawberry.asgi import GraphQL
from strawberry.schema.config import StrawberryConfig
from tortoise import Tortoise

from app import models
from bench.servers.bearing import Tokens, UnauthenticatedError
from bench.servers.rights import Viewer
from bench.servers.serving import Settings, read_settings, serve
from bench.servers.shapes import instant
from bench.servers.strawberry_plain_context import Context
from bench.servers.strawberry_plain_invite import Mutation
from bench.servers.strawberry_plain_pocs import Query

SCALARS: Any = {
    datetime: strawberry.scalar(name="DateTime", serialize=instant, parse_value=datetime.fromisoformat),
    date: strawberry.scalar(name="Date", serialize=date.isoformat, parse_value=date.fromisoformat),
}
SCHEMA = strawberry.Schema(query=Query, mutation=Mutation, config=StrawberryConfig(scalar_map=SCALARS))


class Endpoint(GraphQL[Any, None]):
    """Strawberry's view, with who asks in its context."""

    def __init__(self, settings: Settings) -> None:
        super().__init__(SCHEMA, graphql_ide=None)
        self._settings = settings
        self._tokens = Tokens(settings)

    async def get_context(self, request: Request | WebSocket, response: Response | WebSocket) -> Any:  # noqa: ARG002  # Strawberry calls it so
        """The viewer, by token, session and membership; nobody without them."""
        return Context(self._settings, await self._viewer(request.headers.get("authorization", "")))

    async def _viewer(self, authorization: str) -> Viewer | None:
        try:
            caller = self._tokens.caller(authorization)
        except UnauthenticatedError:
            return None
        session = await models.Session.get_or_none(
            id=caller.session_id, user_id=caller.user_id, tenant_id=caller.tenant_id, revoked_at=None, expires_at__gt=datetime.now(UTC)
        )
        membership = await models.Membership.get_or_none(tenant_id=caller.tenant_id, user_id=caller.user_id, status="ACTIVE")
        return Viewer.of(caller, " ".join(sorted(membership.roles))) if session and membership else None


def application(settings: Settings) -> Starlette:
    """The server."""

    @asynccontextmanager
    async def lifespan(_app: Starlette) -> AsyncIterator[None]:
        url = settings.database_url.replace("postgresql://", "postgres://").replace("sqlite:///", "sqlite://")
        await Tortoise.init(db_url=url, modules={"models": ["app.models"]}, use_tz=True, timezone="UTC", _enable_global_fallback=True)
        yield
        await Tortoise.close_connections()

    app = Starlette(lifespan=lifespan)
    app.add_route("/graphql", Endpoint(settings))  # type: ignore[arg-type]  # an ASGI application is one, too
    return app


if __name__ == "__main__":
    given = read_settings()
    serve(application(given), given)
