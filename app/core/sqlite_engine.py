"""SQLite as Usher needs it: writes begin IMMEDIATE on one connection, reads have read-only connections of their own.

A transaction that begins DEFERRED and writes later fails with "database is locked" under load, whatever the busy
timeout (SQLite, "Transactions", section 2.2); and with one connection every reader would wait for every writer.
"""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import Mapping, Sequence
from contextlib import suppress
from typing import Any
from uuid import UUID

import aiosqlite
from tortoise.backends.base.client import TransactionalDBClient, TransactionContext
from tortoise.backends.sqlite.client import SqliteClient, SqliteTransactionContext, SqliteTransactionWrapper, translate_exceptions
from tortoise.connection import get_connections
from tortoise.exceptions import OperationalError

from app.core.lending import Lender

READERS = 4

sqlite3.register_adapter(UUID, str)


class ImmediateTransaction(SqliteTransactionWrapper):
    """A transaction that takes the write lock when it begins."""

    async def begin(self) -> None:
        """BEGIN IMMEDIATE; whoever waits longer than the busy timeout gets an OperationalError."""
        try:
            await self._connection.execute("BEGIN IMMEDIATE")
        except sqlite3.OperationalError as problem:
            raise OperationalError(problem) from problem


class ImmediateContext(SqliteTransactionContext):
    """Frees the connection's lock when a transaction can't begin; the stock one keeps it for ever.

    The thread of the connection does one thing after the other, also what nobody waits for any more. So a transaction
    whose begin was interrupted is rolled back behind it, before the next one begins.
    """

    async def __aenter__(self) -> TransactionalDBClient:
        await self._trxlock.acquire()
        try:
            await self.ensure_connection()
            await self.connection.begin()
        except BaseException as problem:
            try:
                if isinstance(problem, asyncio.CancelledError) and self.connection._connection:  # noqa: SLF001  # as Tortoise does
                    await self.connection.rollback()
            finally:
                self._trxlock.release()
            raise
        self.token = get_connections().set(self.connection_name, self.connection)
        return self.connection  # type: ignore[no-any-return]  # untyped in Tortoise


class ImmediateClient(SqliteClient):
    """One writing connection, and up to four that only read."""

    def __init__(self, file_path: str, **kwargs: Any) -> None:
        super().__init__(file_path, **kwargs)
        self._readers: Lender[aiosqlite.Connection] | None = None

    def _in_transaction(self) -> TransactionContext:
        return ImmediateContext(ImmediateTransaction(self), self._lock)

    @translate_exceptions
    async def execute_query(self, query: str, values: list[Any] | None = None) -> tuple[int, Sequence[Any]]:
        """Run a statement by itself. Its changes are counted where it runs: one before it may still run that nobody waits for any more."""
        async with self.acquire_connection() as connection:
            return await connection._execute(_run, connection._conn, query, values or [])  # type: ignore[no-any-return]  # noqa: SLF001  # as Tortoise does

    async def read(self, sql: str, values: Mapping[str, object]) -> list[sqlite3.Row]:
        """Read what is committed, beside any transaction."""
        if self._readers is None:
            self._readers = Lender(READERS, self._open_reader, _end_reader)
        readers = self._readers
        connection = await readers.take()
        try:
            rows = await connection.execute_fetchall(sql, values)
        except sqlite3.Error:
            readers.give_back(connection)
            raise
        except BaseException:
            readers.retire(connection)
            raise
        readers.give_back(connection)
        return rows  # type: ignore[return-value]  # it is a list

    async def _open_reader(self) -> aiosqlite.Connection:
        if self._connection is None:  # makes the file and its WAL mode, which a reader can't
            await self.create_connection(with_db=True)
        connection = await aiosqlite.connect(self.filename, isolation_level=None)
        try:
            connection.row_factory = sqlite3.Row
            for pragma in ("busy_timeout=5000", "query_only=ON", "case_sensitive_like=ON"):
                await connection.execute(f"PRAGMA {pragma}")
        except BaseException:
            connection.stop()
            raise
        return connection

    async def close(self) -> None:
        """Close the readers, then the writer."""
        if self._readers:
            await self._readers.close()
            self._readers = None
        await super().close()


def _run(connection: sqlite3.Connection, query: str, values: Any) -> tuple[int, list[Any]]:
    before = connection.total_changes
    rows = connection.execute(query, values).fetchall()
    return (connection.total_changes - before) or len(rows), rows


async def _end_reader(connection: aiosqlite.Connection) -> None:
    """Break off what it still works on, and close it. Its thread may begin with that only now, so once is not enough."""
    closing = asyncio.ensure_future(connection.close())
    while not closing.done():
        with suppress(sqlite3.Error, ValueError):  # closed meanwhile
            await connection.interrupt()
        await asyncio.wait([closing], timeout=0.05)


client_class = ImmediateClient
