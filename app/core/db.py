"""The database: opening it, transactions, and plain SQL that reads the same on SQLite and PostgreSQL.

SQL is written once, with named parameters: `:user`, and `:ids[uuid]` for a list (`id in :ids[uuid]`).
"""

from __future__ import annotations

import re
from collections.abc import AsyncIterator, Iterator, Mapping, Sequence
from contextlib import AsyncExitStack, asynccontextmanager, contextmanager
from contextvars import ContextVar
from datetime import UTC, date, datetime
from functools import lru_cache
from itertools import count
from pathlib import Path
from typing import Any, Final, Literal, Protocol, cast
from uuid import UUID

import orjson
from tortoise import Tortoise
from tortoise.backends.base.client import BaseDBAsyncClient, TransactionalDBClient
from tortoise.backends.base.config_generator import expand_db_url
from tortoise.context import TortoiseContext, _current_context
from tortoise.exceptions import IntegrityError
from tortoise.transactions import in_transaction

from app.core.postgres_engine import PostgresClient
from app.core.sqlite_engine import ImmediateClient

Dialect = Literal["sqlite", "postgres"]
MODELS = "app.models"
_STATEMENTS: Final = {"statement_cache_size": 500, "max_cacheable_statement_size": 0}
"""Every statement stays prepared on its connection: there are as many as kinds of operations, and they may be long."""
_PARAMETER = re.compile(r"(?<![:\w]):([a-z_][a-z0-9_]*)(?:\[(uuid|text)\])?")


NewRow = tuple[str, Mapping[str, object]]
"""A row to be written: its table, and the columns that are not null."""


class Row(Protocol):
    """A row by position or by name, as both drivers give it."""

    def __getitem__(self, key: Any, /) -> Any: ...


class Database:
    """An open database; `bound` makes it the one that models and this module use in the current task."""

    def __init__(self, context: TortoiseContext, dialect: Dialect = "sqlite") -> None:
        self._context = context
        self.dialect = dialect

    @contextmanager
    def bound(self) -> Iterator[None]:
        """Use this database inside; tasks of different databases don't mix."""
        token = _current_context.set(self._context)
        try:
            yield
        finally:
            _current_context.reset(token)

    async def close(self) -> None:
        """Close all connections."""
        with self.bound():
            await self._context.close_connections()


def configuration(database_url: str) -> dict[str, Any]:
    """What Tortoise and aerich are told about a database address (sqlite:///path or postgres://...)."""
    connection = expand_db_url(database_url.replace("postgresql://", "postgres://", 1))
    if database_url.startswith("sqlite:"):
        connection["engine"] = "app.core.sqlite_engine"
        connection["credentials"].setdefault("busy_timeout", 10_000)
        connection["credentials"].setdefault("synchronous", "NORMAL")
        Path(connection["credentials"]["file_path"]).parent.mkdir(parents=True, exist_ok=True)
    else:
        connection["engine"] = "app.core.postgres_engine"
        for name, value in _STATEMENTS.items():
            connection["credentials"].setdefault(name, value)
        if "sslmode" in connection["credentials"]:  # as libpq and so most providers spell it
            connection["credentials"]["ssl"] = connection["credentials"].pop("sslmode")
    apps = {"models": {"models": [MODELS, "aerich.models"], "default_connection": "default"}}
    return {"connections": {"default": connection}, "apps": apps, "use_tz": True, "timezone": "UTC"}


async def open_database(database_url: str) -> Database:
    """Open a database and prove that it answers."""
    context = TortoiseContext()
    database = Database(context, "sqlite" if database_url.startswith("sqlite:") else "postgres")
    with database.bound():
        await context.init(config=configuration(database_url))
        await fetch("select 1")
    return database


@asynccontextmanager
async def opened(database_url: str) -> AsyncIterator[None]:
    """A transaction on a database that is opened for it alone."""
    database = await open_database(database_url)
    try:
        with database.bound():
            async with transaction():
                yield
    finally:
        await database.close()


def dialect() -> Dialect:
    """Which of the two databases the current task works on."""
    return Tortoise.get_connection("default").capabilities.dialect  # type: ignore[return-value]  # only these two are configured


@asynccontextmanager
async def transaction() -> AsyncIterator[None]:
    """All or nothing. Inside another one: a savepoint, so that an expected violation can be caught."""
    if (whole := _whole.get()) is not None:
        await whole.begin()
    async with in_transaction("default"):
        yield


class _Whole:
    """The one transaction that others are parts of."""

    def __init__(self, stack: AsyncExitStack) -> None:
        self._stack = stack
        self._begun = False

    async def begin(self) -> None:
        """Begin, unless it has."""
        if not self._begun:
            await self._stack.enter_async_context(in_transaction("default"))
            self._begun = True


_whole: ContextVar[_Whole | None] = ContextVar("whole", default=None)


@asynccontextmanager
async def as_one() -> AsyncIterator[None]:
    """All transactions inside are parts of one, which begins with the first of them and ends here.

    So what comes before the first one (a look, a hash that takes its time) keeps nobody waiting. Not for what writes without one.
    """
    async with AsyncExitStack() as stack:
        token = _whole.set(_Whole(stack))
        stack.callback(_whole.reset, token)
        yield


async def one_at_a_time(lock: int) -> None:
    """Wait until nobody else has this lock (any number that nobody else uses), and keep it until the transaction ends.

    On SQLite a transaction that writes is alone anyway.
    """
    if dialect() == "postgres":
        await fetch("select pg_advisory_xact_lock(:lock)", {"lock": lock})


async def fetch(sql: str, values: Mapping[str, object] | None = None) -> Sequence[Row]:
    """Rows of a SELECT (or of a RETURNING inside a transaction), as the transaction, or else the last commit, has them."""
    connection = Tortoise.get_connection("default")
    if connection.capabilities.dialect == "postgres":
        text, arguments = _numbered(sql, values or {})
        if isinstance(connection, PostgresClient):
            return await connection.read(text, arguments)
        async with connection.acquire_connection() as raw:
            return await raw.fetch(text, *arguments)  # type: ignore[no-any-return]  # untyped in Tortoise
    text, named = _named(sql, values or {})
    if isinstance(connection, TransactionalDBClient):
        async with connection.acquire_connection() as raw:
            return await raw.execute_fetchall(text, named)  # type: ignore[no-any-return]  # untyped in Tortoise
    return await cast(ImmediateClient, connection).read(text, named)


async def fetch_one(sql: str, values: Mapping[str, object] | None = None) -> Row | None:
    """The first row, if there is one."""
    rows = await fetch(sql, values)
    return rows[0] if rows else None


async def execute(sql: str, values: Mapping[str, object] | None = None) -> int:
    """Run one INSERT, UPDATE or DELETE; how many rows it changed. Violated constraints raise `Violation`."""
    connection: BaseDBAsyncClient = Tortoise.get_connection("default")
    postgres = connection.capabilities.dialect == "postgres"
    text: str
    arguments: Any  # Tortoise says a list, and hands SQLite's named ones on as they are
    text, arguments = (_numbered if postgres else _named)(sql, values or {})
    if postgres and text.lstrip()[:6].lower() == "insert":  # of these Tortoise reads the wrong number, which is always 0
        return len(await connection.execute_query_dict(f"{text} returning 1", arguments))
    changed, _ = await connection.execute_query(text, arguments)
    return changed


async def insert(*rows: NewRow, unless_taken: bool = False) -> bool:
    """Write new rows, which may refer to those before them: on PostgreSQL all in one statement. Violated constraints raise `Violation`.

    With `unless_taken`, a unique index that has the first one already is no violation: nothing is written, and this is False.
    """
    connection = Tortoise.get_connection("default")
    shape = tuple((table, *values) for table, values in rows)
    if connection.capabilities.dialect == "postgres":
        every = [value for _, values in rows for value in values.values()]
        return bool(await connection.execute_query_dict(_postgres_insert(shape, unless_taken), every))
    for (_, values), sql in zip(rows, _sqlite_inserts(shape, unless_taken), strict=True):
        written, _ = await connection.execute_query(sql, [_plain(value) for value in values.values()])
        if not written:
            return False
    return True


Violation = IntegrityError


def instant(value: object) -> datetime | None:
    """A time as a row has it: SQLite keeps text."""
    return datetime.fromisoformat(value) if isinstance(value, str) else value  # type: ignore[return-value]  # else datetime or None


def seconds_between(first: object, last: object) -> int | None:
    """Whole seconds from one time to another, as rows have them; None where one is missing."""
    begun, ended = instant(first), instant(last)
    return None if begun is None or ended is None else int((ended - begun).total_seconds())


def json(value: object) -> Any:
    """JSON as a row has it: both drivers hand it out as text."""
    return orjson.loads(value) if isinstance(value, str | bytes) else value


def uuid(value: object) -> UUID | None:
    """An id as a row has it: SQLite keeps text."""
    return UUID(value) if isinstance(value, str) else value  # type: ignore[return-value]  # else UUID or None


@lru_cache(maxsize=4096)
def _postgres(sql: str) -> tuple[str, tuple[str, ...]]:
    names: list[str] = []

    def number(match: re.Match[str]) -> str:
        name, kind = match.groups()
        if name not in names:
            names.append(name)
        place = f"${names.index(name) + 1}"
        return f"(select unnest({place}::{kind}[]))" if kind else place

    return _PARAMETER.sub(number, sql), tuple(names)


@lru_cache(maxsize=4096)
def _sqlite(sql: str) -> str:
    return _PARAMETER.sub(lambda m: f"(select value from json_each(:{m[1]}))" if m[2] else f":{m[1]}", sql)


@lru_cache(maxsize=256)
def _postgres_insert(shape: tuple[tuple[str, ...], ...], unless_taken: bool) -> str:  # noqa: FBT001  # as `insert` is told
    """The other rows hang on the first: none is written without it."""
    places = count(1)
    parts: list[str] = []
    for table, *columns in shape:
        values = ", ".join(f"${next(places)}" for _ in columns)
        given = f"select {values} from row_1" if parts else f"values ({values})"
        ending = "" if parts else f"{' on conflict do nothing' if unless_taken else ''} returning 1"
        parts.append(f'insert into "{table}" ({", ".join(columns)}) {given}{ending}')
    if len(parts) == 1:
        return parts[0]
    return f"with {', '.join(f'row_{place} as ({part})' for place, part in enumerate(parts, 1))} select 1 from row_1"


@lru_cache(maxsize=256)
def _sqlite_inserts(shape: tuple[tuple[str, ...], ...], unless_taken: bool) -> tuple[str, ...]:  # noqa: FBT001  # as `insert` is told
    first, *others = (
        f'insert into "{table}" ({", ".join(columns)}) values ({", ".join("?" for _ in columns)})' for table, *columns in shape
    )
    return first + (" on conflict do nothing" if unless_taken else ""), *others


def _numbered(sql: str, values: Mapping[str, object]) -> tuple[str, list[object]]:
    text, names = _postgres(sql)
    return text, [values[name] for name in names]


def _named(sql: str, values: Mapping[str, object]) -> tuple[str, dict[str, object]]:
    return _sqlite(sql), {name: _plain(value) for name, value in values.items()}


def _plain(value: object) -> object:
    if isinstance(value, list | tuple | set | frozenset):
        return orjson.dumps([str(item) for item in value]).decode()
    if isinstance(value, datetime):  # text is compared as it stands, so all of it is in UTC
        return value.astimezone(UTC).isoformat(" ")
    if isinstance(value, date):
        return value.isoformat()
    return str(value) if isinstance(value, UUID) else value
