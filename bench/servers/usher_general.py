"""The product with its queries read by graphql-core, which walks them field by field: what compiling them is worth.

Everything around the reading is the product's own, and so are its mutations.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from starlette.applications import Starlette

from app.core.settings import Settings
from app.main import create_served_app
from bench.servers.serving import read_settings, serve
from schema import asgi
from schema.core.context import Context
from schema.core.documents import Operation
from schema.core.execution import Outcome, Unproven
from schema.core.permissions import forgiving_fields
from schema.reading.execution import Execution
from schema.schema import schema
from tests.schema.reading.oracle.oracle import Oracle


class General:
    """Runs queries by the executor that the product's tests compare it with."""

    def __init__(self) -> None:
        self._product = Execution(schema)
        self._oracle = Oracle(schema)
        self.schema = self._product.schema

    async def run(self, operation: Operation, variables: Mapping[str, Any], context: Context, *, hide_suggestions: bool) -> Outcome:
        """Run it. Unproven if the caller is only remembered: it can't prove them as it reads."""
        if operation.is_mutation:
            return await self._product.run(operation, variables, context, hide_suggestions=hide_suggestions)
        if not context.proven:
            raise Unproven
        result = await self._oracle.run(operation.document, operation.name, variables, context.actor)
        return Outcome(result.data, result.errors or [])


def application(settings: Settings) -> Starlette:
    """The product's application with another executor at its door."""
    (api,) = asgi.routes(General(), public=forgiving_fields(schema))
    app = create_served_app(settings)
    app.router.routes[:] = [api if getattr(route, "path", None) == asgi.PATH else route for route in app.router.routes]
    return app


if __name__ == "__main__":
    given = read_settings()
    serve(application(given), given)
