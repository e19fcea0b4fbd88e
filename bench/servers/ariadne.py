"""Ariadne as its documentation shows it: a schema in its own language, resolvers over asyncpg, data loaders against the N+1."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import asyncpg
from ariadne import load_schema_from_path, make_executable_schema
from ariadne.asgi import GraphQL
from starlette.applications import Starlette

from bench.servers import ariadne_invitations, ariadne_people, ariadne_pocs
from bench.servers import ariadne_sql as sql
from bench.servers.ariadne_context import SCALARS, TYPES, Context, mutation, query
from bench.servers.bearing import Tokens, UnauthenticatedError
from bench.servers.rights import Viewer
from bench.servers.serving import Settings, read_settings, serve

RESOLVERS = (ariadne_invitations, ariadne_people, ariadne_pocs)
"""They bind themselves to the types when they are imported."""


def application(settings: Settings) -> Starlette:
    """The server."""
    tokens = Tokens(settings)
    pools: list[Any] = []

    async def context(request: Any, _data: Any) -> Context:
        pool = pools[0]
        try:
            caller = tokens.caller(request.headers.get("authorization", ""))
        except UnauthenticatedError:
            return Context(pool, settings, None, None)
        row = await pool.fetchrow(sql.SESSION, caller.session_id, caller.user_id, caller.tenant_id)
        return Context(pool, settings, Viewer.of(caller, row["roles"]) if row else None, caller)

    @asynccontextmanager
    async def lifespan(_app: Starlette) -> AsyncIterator[None]:
        pools.append(await asyncpg.create_pool(settings.database_url, min_size=8, max_size=8))
        yield
        await pools[0].close()

    types = load_schema_from_path(str(Path(__file__).parents[1] / "operations" / "schema.graphql"))
    schema = make_executable_schema(types, query, mutation, *TYPES.values(), *SCALARS, convert_names_case=True)
    app = Starlette(lifespan=lifespan)
    app.add_route("/graphql", GraphQL(schema, context_value=context), methods=["POST"])  # type: ignore[arg-type]  # an ASGI application is one, too
    return app


if __name__ == "__main__":
    given = read_settings()
    serve(application(given), given)
