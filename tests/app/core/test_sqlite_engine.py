"""That SQLite keeps what it is set to, and that nobody gets "database is locked"."""

from __future__ import annotations

import asyncio
import sqlite3
import threading
from collections.abc import AsyncIterator
from contextlib import closing

import pytest
from tortoise import Tortoise
from tortoise.exceptions import OperationalError

from app.core import db
from app.core.db import Database, open_database
from tests.databases import SqliteTemplate


@pytest.fixture
async def url(sqlite_template: SqliteTemplate) -> AsyncIterator[str]:
    async with sqlite_template.copy() as copied:
        yield copied


@pytest.fixture
async def database(url: str) -> AsyncIterator[Database]:
    opened = await open_database(url)
    with opened.bound():
        await db.execute("insert into mail_budget (key, used, ends_at) values ('n', 0, '')")
        yield opened
    await opened.close()


@pytest.mark.parametrize(
    ("pragma", "value"), [("journal_mode", "wal"), ("foreign_keys", 1), ("busy_timeout", 10_000), ("synchronous", 1), ("query_only", 0)]
)
async def test_given_the_writing_connection_when_asked_then_it_is_set_up_to_be_safe(database: Database, pragma: str, value: object) -> None:
    async with db.transaction():
        row = await db.fetch_one(f"pragma {pragma}")

    assert row is not None
    assert row[0] == value


async def test_given_a_reading_connection_when_it_is_asked_to_write_then_it_can_not(database: Database) -> None:
    with pytest.raises(sqlite3.OperationalError, match="readonly"):
        await db.fetch("update mail_budget set used = 1 returning 1")

    assert await _count() == 0


async def test_given_more_readers_than_connections_when_all_read_at_once_then_all_are_answered(database: Database) -> None:
    assert len(await asyncio.gather(*(db.fetch("select 1") for _ in range(100)))) == 100


async def test_given_somebody_who_keeps_the_lock_when_a_transaction_begins_then_it_fails_and_the_next_one_works(
    database: Database, url: str
) -> None:
    async with db.transaction():
        await db.execute("pragma busy_timeout = 50")
    with closing(sqlite3.connect(url.removeprefix("sqlite:///"), isolation_level=None)) as other:
        other.execute("begin immediate")

        with pytest.raises(OperationalError, match="locked"):
            await _add()

        other.rollback()
    async with asyncio.timeout(20):
        await _add()
    assert await _count() == 1


async def test_given_a_transaction_that_has_only_read_when_another_process_writes_then_it_waits_its_turn(
    database: Database, url: str
) -> None:
    with closing(sqlite3.connect(url.removeprefix("sqlite:///"), isolation_level=None, timeout=0)) as other:
        async with db.transaction():
            seen = await _count()
            with pytest.raises(sqlite3.OperationalError, match="locked"):
                other.execute("update mail_budget set used = used + 1")
            await db.execute("update mail_budget set used = :used", {"used": seen + 1})
        other.execute("update mail_budget set used = used + 1")

    assert await _count() == 2


async def _add() -> None:
    async with db.transaction():
        await db.execute("update mail_budget set used = :used", {"used": await _count() + 1})


async def _count() -> int:
    row = await db.fetch_one("select used from mail_budget")
    assert row is not None
    return int(row[0])


async def test_given_a_write_that_was_given_up_when_another_follows_then_each_counts_its_own_rows(database: Database) -> None:
    writer = Tortoise.get_connection("default")._connection  # no public way
    free = threading.Event()
    waiting = asyncio.create_task(writer._execute(free.wait))  # its thread does one thing after the other
    await asyncio.sleep(0)
    given_up = asyncio.create_task(db.execute("update mail_budget set used = used"))
    await asyncio.sleep(0)
    given_up.cancel()
    await asyncio.wait([given_up])
    following = asyncio.create_task(db.execute("update mail_budget set used = used where 1 = 0"))
    await asyncio.sleep(0)
    free.set()
    assert await following == 0
    await waiting
