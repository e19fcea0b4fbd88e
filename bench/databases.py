"""Where the rows lie: a filled database for each version of migrations and rows, and a fresh copy of it for each run."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import AsyncIterator, Iterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlsplit, urlunsplit
from uuid import UUID

import asyncpg

from bench import data

ROOT: Final = Path(__file__).parents[1]
MIGRATIONS: Final = ROOT / "migrations" / "models"
FILES: Final = ROOT / "data" / "bench"
ADMIN_URL: Final = "postgres://root@127.0.0.1:5432/"
PREFIX: Final = "usher_bench"


@dataclass(frozen=True)
class Filled:
    """A database for one run."""

    url: str
    version: str
    """Of the server or of the library."""


def key(scale: str) -> str:
    """Names a template: another one for other migrations, rows or sizes."""
    parts = [file.read_bytes() for file in sorted(MIGRATIONS.glob("*.py"))]
    return sha256(b"\0".join([*parts, f"{data.VERSION} {scale}".encode()])).hexdigest()[:10]


@asynccontextmanager
async def opened(kind: str, scale: str, environment: Mapping[str, str]) -> AsyncIterator[Filled]:
    """A filled database of its own for this run, gone afterwards. The template that it is copied from stays."""
    opening = _postgres(scale, environment) if kind == "postgres" else _sqlite(scale, environment)
    async with opening as filled:
        yield filled


@asynccontextmanager
async def _postgres(scale: str, environment: Mapping[str, str]) -> AsyncIterator[Filled]:
    admin_url = os.environ.get("USHER_BENCH_DATABASE_URL", ADMIN_URL)
    template, run = f"{PREFIX}_{scale}_{key(scale)}", f"{PREFIX}_run_{os.getpid()}"
    admin = await asyncpg.connect(_named(admin_url, "postgres"))
    try:
        names = {row[0] for row in await admin.fetch("select datname from pg_database")}
        if template not in names:
            for old in sorted(name for name in names if name.startswith(f"{PREFIX}_{scale}_")):
                await admin.execute(f'drop database "{old}"')
            await _make_template(admin, admin_url, template, scale, environment)
        await admin.execute(f'create database "{run}" template "{template}"')
        try:
            yield Filled(_named(admin_url, run), f"PostgreSQL {(await admin.fetchval('show server_version')).split()[0]}")
        finally:
            await admin.execute(f'drop database "{run}" with (force)')
    finally:
        await admin.close()


async def _make_template(admin: Any, admin_url: str, template: str, scale: str, environment: Mapping[str, str]) -> None:
    filling = f"{PREFIX}_filling_{os.getpid()}"
    await admin.execute(f'create database "{filling}"')
    try:
        url = _named(admin_url, filling)
        _migrate(url, environment)
        connection = await asyncpg.connect(url)
        try:
            await connection.execute("set session_replication_role = replica")  # the rows fit; nothing has to look them up
            for table, rows in data.rows(data.TENANTS[scale]):
                await connection.copy_records_to_table(table, records=rows, columns=data.COLUMNS[table].split())
            for table in data.COLUMNS:  # cleaning up in the middle of a measurement would hit one server and not the other
                await connection.execute(f'alter table "{table}" set (autovacuum_enabled = false)')
            await connection.execute("vacuum (freeze, analyze)")
        finally:
            await connection.close()
        await admin.execute(f'alter database "{filling}" rename to "{template}"')
    except BaseException:
        await admin.execute(f'drop database "{filling}" with (force)')
        raise


@asynccontextmanager
async def _sqlite(scale: str, environment: Mapping[str, str]) -> AsyncIterator[Filled]:
    FILES.mkdir(parents=True, exist_ok=True)
    template, run = FILES / f"{scale}_{key(scale)}.db", FILES / f"run_{os.getpid()}.db"
    if not template.exists():
        for old in FILES.glob(f"{scale}_*.db*"):
            old.unlink()
        filling = FILES / f"filling_{os.getpid()}.db"
        _migrate(f"sqlite:///{filling}", environment)
        _fill_file(filling, data.TENANTS[scale])
        filling.rename(template)
    shutil.copyfile(template, run)
    try:
        yield Filled(f"sqlite:///{run}", f"SQLite {sqlite3.sqlite_version}")
    finally:
        for file in FILES.glob(f"{run.name}*"):
            file.unlink()


def _fill_file(file: Path, tenants: int) -> None:
    connection = sqlite3.connect(file, isolation_level=None)
    connection.execute("pragma foreign_keys = off")
    connection.execute("begin")
    for table, rows in data.rows(tenants):
        columns = data.COLUMNS[table].split()
        places = ", ".join("?" * len(columns))
        connection.executemany(f'insert into "{table}" ({", ".join(columns)}) values ({places})', _plain(rows))
    connection.execute("commit")
    connection.execute("analyze")
    connection.execute("pragma wal_checkpoint(truncate)")
    connection.close()


def _plain(rows: list[data.Row]) -> Iterator[tuple[object, ...]]:
    """Rows as the product writes them into SQLite."""
    for row in rows:
        yield tuple(
            value.isoformat(" ") if isinstance(value, datetime)
            else value.isoformat() if isinstance(value, date)
            else str(value) if isinstance(value, UUID)
            else value
            for value in row
        )  # fmt: skip


def _migrate(url: str, environment: Mapping[str, str]) -> None:
    """By the product's own command."""
    given = {**environment, "USHER_DATABASE_URL": url}
    subprocess.run([sys.executable, "-m", "app", "migrate"], check=True, env=given, cwd=ROOT, stdout=subprocess.DEVNULL)  # our own


def _named(url: str, name: str) -> str:
    return urlunsplit(urlsplit(url)._replace(path=f"/{name}"))


async def backends(url: str) -> list[int]:
    """The processes of PostgreSQL that work for this run; none for SQLite, or where they run on another machine."""
    parts = urlsplit(url)
    if parts.scheme == "sqlite" or parts.hostname not in ("127.0.0.1", "localhost", "::1", None):
        return []
    connection = await asyncpg.connect(url)
    try:
        rows = await connection.fetch(
            "select pid from pg_stat_activity"
            " where datname = current_database() and backend_type = 'client backend' and pid <> pg_backend_pid()"
        )
        return [row[0] for row in rows]
    finally:
        await connection.close()


async def active_pocs(url: str, callers: list[tuple[UUID, UUID, bool]], most: int = 40) -> list[list[UUID]]:
    """For each caller (user, tenant, whether all of the tenant's) POCs to which they may invite."""
    if url.startswith("sqlite:"):
        return _active_pocs_of_file(url.removeprefix("sqlite:///"), callers, most)
    connection = await asyncpg.connect(url)
    try:
        found = []
        for user, tenant, everything in callers:
            sql = (
                "select id from poc p where tenant_id = $1 and status = 'ACTIVE' and ($3 or exists"
                " (select 1 from collaborator c where c.poc_id = p.id and c.user_id = $2)) order by id limit $4"
            )
            found.append([row[0] for row in await connection.fetch(sql, tenant, user, everything, most)])
        return found
    finally:
        await connection.close()


def _active_pocs_of_file(file: str, callers: list[tuple[UUID, UUID, bool]], most: int) -> list[list[UUID]]:
    connection = sqlite3.connect(file)
    sql = (
        "select id from poc p where tenant_id = ?1 and status = 'ACTIVE' and (?3 or exists"
        " (select 1 from collaborator c where c.poc_id = p.id and c.user_id = ?2)) order by id limit ?4"
    )
    found = [
        [UUID(row[0]) for row in connection.execute(sql, (str(tenant), str(user), everything, most))]
        for user, tenant, everything in callers
    ]
    connection.close()
    return found
