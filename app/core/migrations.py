"""Migrations: bringing a database to the state of the models, safely when several processes start at once.

The files are aerich's, each with the SQL of both databases. They are run here, not by aerich, for three reasons: all
that are missing run in one transaction, which the others wait for; on SQLite a migration that fails leaves nothing
behind; and there foreign keys are off meanwhile, so that a table can be made anew without losing what refers to it
(SQLite, "ALTER TABLE", section 7), and checked before the end.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from types import ModuleType

import orjson
from aerich.utils import decompress_dict
from tortoise import Tortoise

from app.core import db
from app.core.settings import Settings

FOLDER = Path(__file__).parents[2] / "migrations" / "models"
LOCK = 7_239_401_556
"""The number of PostgreSQL's advisory lock; any will do that nobody else uses."""
PATIENCE = 600_000
"""Milliseconds that a process waits for another's migrations on SQLite."""


class MigrationError(Exception):
    """A migration would leave rows that refer to nothing."""


async def migrate(settings: Settings, folder: Path = FOLDER) -> list[str]:
    """Bring the database up to date: all missing migrations or none. The names of those that ran now."""
    database = await db.open_database(_migrating(settings.database_url))
    try:
        with database.bound():
            async with db.transaction():
                await db.one_at_a_time(LOCK)
                missing = await pending(folder)
                for name in missing:
                    await _run(name, folder)
                return missing
    finally:
        await database.close()


async def pending(folder: Path = FOLDER) -> list[str]:
    """The names of the migrations that the current database has not had, in order."""
    exists = (
        "select 1 from pg_tables where schemaname = current_schema() and tablename = 'aerich'"
        if db.dialect() == "postgres"
        else "select 1 from sqlite_master where type = 'table' and name = 'aerich'"
    )
    applied: set[str] = set()
    if await db.fetch_one(exists):
        applied = {row[0] for row in await db.fetch("select version from aerich where app = 'models'")}
    return [name for name in names(folder) if name not in applied]


def names(folder: Path = FOLDER) -> list[str]:
    """All migrations in order: `0_initial.py`, `1_partners.py` and so on."""
    files = [file.name for file in folder.glob("[0-9]*_*.py")]
    return sorted(files, key=lambda name: int(name.partition("_")[0]))


def load(name: str, folder: Path = FOLDER) -> ModuleType:
    """The module of a migration; its name begins with a digit, so that `import` can't."""
    spec = spec_from_file_location(f"migration_{Path(name).stem}", folder / name)
    if spec is None or spec.loader is None:
        raise ImportError(name)
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def _migrating(database_url: str) -> str:
    if not database_url.startswith("sqlite:"):
        return database_url
    return f"{database_url}{'&' if '?' in database_url else '?'}foreign_keys=OFF&busy_timeout={PATIENCE}"


async def _run(name: str, folder: Path) -> None:
    module = load(name, folder)
    connection = Tortoise.get_connection("default")
    sql: str = await module.upgrade(connection)
    if db.dialect() == "postgres":
        await connection.execute_script(sql)
    else:
        for statement in _statements(sql):  # execute_script would commit first
            await connection.execute_query(statement)
        if broken := await db.fetch("pragma foreign_key_check"):
            raise MigrationError(f"{name} leaves rows of {sorted({row[0] for row in broken})} that refer to nothing")
    state = orjson.dumps(decompress_dict(module.MODELS_STATE)).decode()
    await db.execute("insert into aerich (version, app, content) values (:name, 'models', :state)", {"name": name, "state": state})


def _statements(sql: str) -> Iterator[str]:
    """The statements of a script; each ends at the end of a line."""
    statement = ""
    for line in sql.splitlines(keepends=True):
        statement += line
        if sqlite3.complete_statement(statement):
            yield statement
            statement = ""
    if statement.strip():
        yield statement
