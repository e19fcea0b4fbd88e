"""The benchmark works, and Usher answers it like SQL that is written by hand. How fast is no matter here."""

from __future__ import annotations

import asyncio
import subprocess
import sys
from collections.abc import Iterator

import asyncpg
import pytest

from bench import data, docs
from bench.databases import FILES, PREFIX
from bench.processes import ROOT
from tests.databases import PostgresTemplate, SqliteTemplate, in_database

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="the benchmark reads /proc")


@pytest.fixture
def kind(template: SqliteTemplate | PostgresTemplate, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """A kind of database, where nothing is left of the benchmark that was not there before."""
    if isinstance(template, PostgresTemplate):
        monkeypatch.setenv("USHER_BENCH_DATABASE_URL", template.server)
        before = asyncio.run(databases(template.server))
        yield "postgres"
        asyncio.run(drop(template.server, asyncio.run(databases(template.server)) - before))
    else:
        files = set(FILES.glob("*"))
        yield "sqlite"
        for file in set(FILES.glob("*")) - files:
            file.unlink()


async def databases(server: str) -> set[str]:
    connection = await asyncpg.connect(in_database(server, "postgres"))
    try:
        return {row[0] for row in await connection.fetch("select datname from pg_database") if row[0].startswith(f"{PREFIX}_small_")}
    finally:
        await connection.close()


async def drop(server: str, names: set[str]) -> None:
    connection = await asyncpg.connect(in_database(server, "postgres"))
    try:
        for name in names:
            await connection.execute(f'drop database "{name}" with (force)')
    finally:
        await connection.close()


def test_given_all_operations_when_asked_of_usher_and_of_sql_by_hand_then_the_answers_are_equal(kind: str) -> None:
    arguments = ["--database", kind, "--scale", "small", "--rounds", "0", "--servers", "usher", "--no-results"]
    done = subprocess.run([sys.executable, "-m", "bench", *arguments], cwd=ROOT, check=False, capture_output=True, text=True, timeout=120)

    assert done.returncode == 0, done.stderr + done.stdout
    for server in ("by_hand", "usher"):
        assert f"{server} answers viewer, list, nested, page, start\n" in done.stderr
        assert f"{server} answers invite\n" in done.stderr
    assert f"{data.TENANTS['small'] * data.POCS * data.INVITATIONS:,} invitations" in done.stdout


def test_given_the_results_when_compared_with_the_page_then_it_shows_these() -> None:
    assert docs.shown() == docs.block(), "run `python -m bench --docs`"
