"""A small schema of every kind of field, and a server of it, for the tests of the transport."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from enum import Enum
from inspect import isawaitable
from typing import Any
from uuid import UUID

import httpx
import strawberry
from graphql import execute
from starlette.applications import Starlette
from starlette.types import ASGIApp
from strawberry.schema.config import StrawberryConfig
from strawberry.types import Info
from tortoise.context import TortoiseContext

from app.core.clock import Clock
from app.core.crypto import Keys
from app.core.db import Database
from app.core.errors import Refusal, Refused, bad_input, forbidden
from app.core.rates import Rates
from app.core.runtime import Runtime
from app.core.settings import Settings
from app.front import Front
from schema.asgi import routes
from schema.core.context import Context
from schema.core.documents import MOST_ERRORS, Operation
from schema.core.execution import Executor, Outcome
from schema.core.introspection import served
from schema.core.permissions import locked
from schema.core.scalars import JSON, SCALARS

SECRET = "hunter2-is-a-password"
USER = UUID("01890a5d-ac96-774b-bcce-b302099a8057")
RESPONSE = "application/graphql-response+json"
NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
ran: list[str] = []
"""The fields that were resolved, so that a test can say: nothing was."""


def _do(name: str, result: str) -> str:
    ran.append(name)
    return result


@strawberry.enum
class Colour(Enum):
    RED = "red"
    GREEN = "green"


@strawberry.type
class Node:
    id: strawberry.ID
    name: str
    tags: list[str]

    @strawberry.field
    def parent(self) -> Node | None:
        return None

    @strawberry.field
    def friends(self) -> list[Node]:
        return []

    @strawberry.field
    def children(self, first: int | None = None, last: int | None = None) -> NodeConnection:
        return NodeConnection(nodes=[], edges=[], total_count=0)


@strawberry.type
class NodeEdge:
    cursor: str
    node: Node


@strawberry.type
class NodeConnection:
    nodes: list[Node]
    edges: list[NodeEdge]
    total_count: int


@strawberry.input
class SignInInput:
    email: str
    password: str
    colour: Colour | None = None
    note: strawberry.Maybe[str] = None


@strawberry.type
class Session:
    user_id: strawberry.ID | None


@strawberry.type
class Query:
    @strawberry.field
    def hello(self, name: str = "world", count: int | None = None, colour: Colour | None = None) -> str | None:
        ran.append("hello")
        return f"hello {name}"

    @strawberry.field
    def who(self, info: Info[Context, None]) -> str | None:
        user_id = info.context.actor.user_id
        return str(user_id) if user_id else None

    @strawberry.field
    def origin(self, info: Info[Context, None]) -> list[str | None]:
        origin = info.context.actor.origin
        return [origin.ip, origin.user_agent, origin.request_id]

    @strawberry.field
    def preview(self, token: str) -> str | None:
        return token

    @strawberry.field
    def broken(self) -> str | None:
        msg = f"duplicate key: Key (email)=(jane@acme.example) {SECRET}"
        raise RuntimeError(msg)

    @strawberry.field
    def wrong_number(self) -> int | None:
        return 2**40

    @strawberry.field
    def must(self) -> str:
        raise forbidden()

    @strawberry.field
    def refused(self) -> str | None:
        raise forbidden(path=["filter", "email"])

    @strawberry.field
    def often(self) -> str | None:
        raise Refused(Refusal.RATE_LIMITED, "Too often.", retry_after=7)

    @strawberry.field
    def cursor(self, after: str | None = None) -> str | None:
        raise bad_input("This is not a cursor of this list.", ["after"])

    behind_a_lock: str | None = strawberry.field(name="locked", resolver=lambda: _do("locked", "open"), extensions=[locked()])

    @strawberry.field
    def instant(self, at: datetime) -> datetime | None:
        return at

    @strawberry.field
    def day(self, on: date) -> date | None:
        return on

    @strawberry.field
    def value(self, of: JSON) -> JSON | None:
        return of

    @strawberry.field
    def surrogate(self) -> str | None:
        return "\ud800"

    @strawberry.field
    def node(self) -> Node | None:
        return None

    @strawberry.field
    def nodes(self, ids: list[strawberry.ID]) -> list[Node | None]:
        return []

    @strawberry.field
    def all(self, first: int | None = None, last: int | None = None) -> NodeConnection | None:
        ran.append("all")
        return NodeConnection(nodes=[], edges=[], total_count=0)


@strawberry.type
class Mutation:
    @strawberry.mutation
    def sign_in(self, info: Info[Context, None], input: SignInInput) -> Session | None:  # noqa: A002  # the name of the argument in the API
        ran.append("sign_in")
        context = info.context
        context.actor = replace(context.actor, user_id=USER, session_id=USER)
        context.set_refresh_cookie("a-refresh-token", NOW + timedelta(days=30))
        return Session(user_id=strawberry.ID(str(USER)))

    @strawberry.mutation
    def refresh(self, info: Info[Context, None]) -> str | None:
        return info.context.refresh_token_of_cookie()

    @strawberry.mutation
    def sign_out(self, info: Info[Context, None]) -> bool | None:
        info.context.clear_refresh_cookie()
        return True

    create: str | None = strawberry.mutation(resolver=lambda: _do("create", "created"), extensions=[locked()])

    @strawberry.mutation
    def forbidden(self) -> str | None:
        raise forbidden()


@strawberry.type
class Subscription:
    @strawberry.subscription
    async def ticks(self) -> AsyncIterator[int]:
        yield 1


PUBLIC = frozenset({"Query.preview", "Mutation.signIn", "Mutation.refresh"})


def small_schema() -> strawberry.Schema:
    return strawberry.Schema(Query, Mutation, Subscription, config=StrawberryConfig(scalar_map=SCALARS))


def runtime_without_database(**given: object) -> Runtime:
    """For what must be decided before any database is asked."""
    settings = Settings(**{"secret_key": ("a key of the tests, with more than 32 characters",)} | given)  # type: ignore[arg-type]
    clock = Clock()
    clock.stand(NOW)
    return Runtime(settings, Database(TortoiseContext()), Keys(settings.secret_key), Rates(clock, settings.rate_limits), clock)


def production() -> Runtime:
    return runtime_without_database(
        env="production", public_url="https://usher.example", smtp_url="smtp://mail.example", database_url="sqlite:///x.db"
    )


class Resolving:
    """The fields of the small schema have resolvers of their own, which graphql-core calls."""

    def __init__(self, schema: strawberry.Schema) -> None:
        self.schema = served(schema)
        self._executor_class = schema.execution_context_class

    async def run(self, operation: Operation, variables: Mapping[str, Any], context: Context, *, hide_suggestions: bool) -> Outcome:
        running = execute(
            self.schema,
            operation.document,
            context_value=context,
            variable_values=dict(variables),
            operation_name=operation.name,
            executor_class=self._executor_class,
            max_coercion_errors=MOST_ERRORS,
            hide_suggestions=hide_suggestions,
        )
        result = await running if isawaitable(running) else running
        return Outcome(result.data, result.errors or [])


def application(runtime: Runtime, executor: Executor | None = None) -> ASGIApp:
    app = Starlette(routes=routes(executor or Resolving(small_schema()), public=PUBLIC))
    app.router.redirect_slashes = False
    return Front(app, runtime.settings, lambda: runtime)


@asynccontextmanager
async def client(runtime: Runtime, executor: Executor | None = None) -> AsyncIterator[httpx.AsyncClient]:
    """A client of a server without a socket."""
    transport = httpx.ASGITransport(application(runtime, executor), raise_app_exceptions=True, client=("192.0.2.7", 4711))
    async with httpx.AsyncClient(transport=transport, base_url=runtime.settings.public_url) as made:
        del made.headers["accept"]
        yield made


async def post(to: httpx.AsyncClient, query: str, variables: Any = None, *, accept: str = RESPONSE, **headers: str) -> httpx.Response:
    """One operation as a well-behaved client sends it."""
    sent = {name.replace("_", "-"): value for name, value in headers.items()} | {"accept": accept}
    return await to.post("/graphql", json={"query": query, "variables": variables}, headers=sent)


def codes(response: httpx.Response) -> list[str]:
    """The codes of the errors of an answer."""
    return [error["extensions"]["code"] for error in response.json().get("errors", [])]
