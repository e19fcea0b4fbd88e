"""That the migrations make what the models say, for everybody at once, and lose nothing."""

from __future__ import annotations

import asyncio
import os
import re
import shutil
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from tortoise.context import require_context
from tortoise.exceptions import OperationalError

from app.core import db
from app.core.migrations import FOLDER, MigrationError, load, migrate, names, pending
from app.core.runtime import Runtime
from migrations.make import changes
from tests.conftest import SECRET_KEY, test_settings
from tests.world import World, snapshot

ROOT = Path(__file__).parents[3]


# Migrations against models


async def test_given_the_models_when_migrated_then_the_schema_is_what_the_models_generate(
    database_url: str, empty_database_url: str
) -> None:
    migrated = await _schema(database_url)
    generated = await _schema(empty_database_url, generate=True)

    assert migrated["column"]
    assert any("UNIQUE" in index for index in migrated["index"])
    assert migrated == generated


def test_given_the_models_when_aerich_compares_then_it_sees_no_change() -> None:
    assert changes("check") is None


async def _schema(url: str, *, generate: bool = False) -> Mapping[str, set[str]]:
    """Columns, constraints and indexes, as text. Defaults are left out: only migrations have any."""
    database = await db.open_database(url)
    try:
        with database.bound():
            if generate:
                await require_context().generate_schemas()
            return await (_postgres_schema() if db.dialect() == "postgres" else _sqlite_schema())
    finally:
        await database.close()


async def _postgres_schema() -> Mapping[str, set[str]]:
    columns = await db.fetch(
        "select table_name, column_name, data_type, character_maximum_length, is_nullable, collation_name"
        " from information_schema.columns where table_schema = 'public'"
    )
    constraints = await db.fetch(
        "select conrelid::regclass, conname, pg_get_constraintdef(oid) from pg_constraint where connamespace = 'public'::regnamespace"
    )
    indexes = await db.fetch("select indexdef from pg_indexes where schemaname = 'public'")
    return {"column": _texts(columns), "constraint": _texts(constraints), "index": _texts(indexes)}


async def _sqlite_schema() -> Mapping[str, set[str]]:
    tables = await db.fetch("select name from sqlite_master where type = 'table' and name not like 'sqlite_%'")
    found: dict[str, set[str]] = {"column": set(), "constraint": set(), "index": set()}
    for table in (row[0] for row in tables):
        for part, pragma in (("column", "table_info"), ("constraint", "foreign_key_list")):
            skipped = 4 if part == "column" else None
            for row in _plain(await db.fetch(f'pragma {pragma}("{table}")')):
                found[part].add(f"{table} {[value for place, value in enumerate(row) if place not in (0, skipped)]}")
    indexes = await db.fetch("select sql from sqlite_master where type = 'index' and sql is not null")
    found["index"] = {re.sub(r"\s+", " ", row[0]).replace("IF NOT EXISTS ", "") for row in indexes}
    return found


def _plain(rows: Any) -> list[tuple[object, ...]]:
    return [tuple(row) for row in rows]


def _texts(rows: object) -> set[str]:
    return {" ".join(str(value) for value in row) for row in _plain(rows)}


# Running them


async def test_given_an_empty_database_when_migrated_twice_then_the_second_run_has_nothing_to_do(empty_database_url: str) -> None:
    settings = test_settings(empty_database_url)

    assert await migrate(settings) == names()
    assert await migrate(settings) == []


async def test_given_an_empty_database_when_four_processes_migrate_at_once_then_each_migration_runs_once(empty_database_url: str) -> None:
    environment = os.environ | {"USHER_DATABASE_URL": empty_database_url, "USHER_SECRET_KEY": SECRET_KEY}
    processes = [
        await asyncio.create_subprocess_exec(
            sys.executable,
            "-m",
            "app",
            "migrate",
            cwd=ROOT,
            env=environment,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.STDOUT,
        )
        for _ in range(4)
    ]
    outputs = [(await process.communicate())[0].decode() for process in processes]

    assert [process.returncode for process in processes] == [0] * 4, outputs
    assert sum(output.count("0_initial.py") for output in outputs) == 1
    assert await _versions(empty_database_url) == names()


async def _versions(url: str) -> list[str]:
    database = await db.open_database(url)
    with database.bound():
        rows = await db.fetch("select version from aerich order by id")
    await database.close()
    return [row[0] for row in rows]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the migrations, to which a test adds one."""
    return Path(shutil.copytree(FOLDER, tmp_path / "models"))


def _next(folder: Path, sqlite: str, postgres: str) -> str:
    """Add a migration; the models as it leaves them don't matter here."""
    number = len(names(folder))
    (folder / f"{number}_test.py").write_text(
        f"UPGRADE = { ({'sqlite': sqlite, 'postgres': postgres})!r}\n"
        "async def upgrade(db):\n    return UPGRADE[db.capabilities.dialect]\n"
        f"MODELS_STATE = {load(names(folder)[-1], folder).MODELS_STATE!r}\n"
    )
    return f"{number}_test.py"


ANEW = """
CREATE TABLE "customer_new" (
    "id" CHAR(36) NOT NULL PRIMARY KEY, "name" VARCHAR(250) NOT NULL, "sort_name" VARCHAR(400) NOT NULL, "domain" VARCHAR(253),
    "reference" VARCHAR(200), "stage" VARCHAR(20) NOT NULL, "partnership_id" CHAR(36),
    "archived_at" TIMESTAMP, "created_at" TIMESTAMP NOT NULL,
    "organization_id" CHAR(36) REFERENCES "tenant" ("id") ON DELETE RESTRICT,
    "tenant_id" CHAR(36) NOT NULL REFERENCES "tenant" ("id") ON DELETE RESTRICT,
    "parent_id" CHAR(36) REFERENCES "tenant" ("id") ON DELETE RESTRICT
);
INSERT INTO "customer_new" SELECT "id", "name", "sort_name", "domain", "reference", "stage", "partnership_id", "archived_at", "created_at",
    "organization_id", "tenant_id", NULL FROM "customer";
DROP TABLE "customer";
ALTER TABLE "customer_new" RENAME TO "customer";
"""
ALTERED = """
ALTER TABLE "customer" ADD "parent_id" UUID REFERENCES "tenant" ("id") ON DELETE RESTRICT;
ALTER TABLE "customer" ALTER COLUMN "name" TYPE VARCHAR(250);
"""


async def test_given_rows_when_a_table_is_made_anew_then_they_and_what_refers_to_them_are_kept(
    runtime: Runtime, world: World, folder: Path
) -> None:
    before = await snapshot()
    added = _next(folder, ANEW, ALTERED)

    assert await migrate(runtime.settings, folder) == [added]

    after = await snapshot()
    assert [row.pop("parent_id") for row in after["customer"]] == [None] * 3
    assert after == before
    with pytest.raises(db.Violation):  # what refers to the table still does
        await db.execute("delete from customer where id = :id", {"id": world.acme.id})


async def test_given_a_migration_that_fails_half_way_when_run_then_nothing_of_it_is_left(
    runtime: Runtime, world: World, folder: Path
) -> None:
    before = await snapshot()
    half = "CREATE TABLE half (a INT);\nUPDATE customer SET name = 'changed';\nINSERT INTO nowhere VALUES (1);\n"
    added = _next(folder, half, half)

    with pytest.raises(OperationalError, match="nowhere"):
        await migrate(runtime.settings, folder)

    assert await snapshot() == before
    assert await pending(folder) == [added]
    (folder / added).unlink()
    _next(folder, half.replace("nowhere", "half"), half.replace("nowhere", "half"))
    assert await migrate(runtime.settings, folder) == [added]


async def test_given_a_migration_that_would_lose_what_is_referred_to_when_run_then_it_is_refused(
    runtime: Runtime, world: World, folder: Path
) -> None:
    before = await snapshot()
    _next(folder, "DELETE FROM customer;", "DELETE FROM customer;")

    with pytest.raises((MigrationError, db.Violation)):
        await migrate(runtime.settings, folder)

    assert await snapshot() == before
