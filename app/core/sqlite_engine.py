"""SQLite as Usher needs it: writes begin IMMEDIATE on one connection, reads have read-only connections of their own.

A transaction that begins DEFERRED and writes later fails with "database is locked" under load, whatever the busy
timeout (SQLite, "Transactions", section 2.2); and with one connection every reader would wait for every writer.
"""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from typing import Any
from uuid import UUID

import aiosqlite
from tortoise.backends.base.client import TransactionalDBClient, TransactionContext
from tortoise.backends.sqlite.client import SqliteClient, SqliteTransactionContext, SqliteTransactionWrapper
from tortoise.connection import get_connections
from tortoise.exceptions import OperationalError

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
    """Frees the connection's lock when a transaction can't begin; the stock one keeps it for ever."""

    async def __aenter__(self) -> TransactionalDBClient:
        await self._trxlock.acquire()
        try:
            await self.ensure_connection()
            await self.connection.begin()
        except BaseException:
            self._trxlock.release()
            raise
        self.token = get_connections().set(self.connection_name, self.connection)
        return self.connection  # type: ignore[no-any-return]  # untyped in Tortoise


class ImmediateClient(SqliteClient):
    """One writing connection, and up to four that only read."""

    def __init__(self, file_path: str, **kwargs: Any) -> None:
        super().__init__(file_path, **kwargs)
        self._free: asyncio.LifoQueue[aiosqlite.Connection] = asyncio.LifoQueue()
        self._opened: list[aiosqlite.Connection] = []

    def _in_transaction(self) -> TransactionContext:
        return ImmediateContext(ImmediateTransaction(self), self._lock)

    async def read(self, sql: str, values: Mapping[str, object]) -> list[sqlite3.Row]:
        """Read what is committed, beside any transaction."""
        async with self._reader() as connection:
            return list(await connection.execute_fetchall(sql, dict(values)))

    @asynccontextmanager
    async def _reader(self) -> AsyncIterator[aiosqlite.Connection]:
        if self._free.empty() and len(self._opened) < READERS:
            connection = await self._open_reader()
        else:
            connection = await self._free.get()
        try:
            yield connection
        finally:
            self._free.put_nowait(connection)

    async def _open_reader(self) -> aiosqlite.Connection:
        if self._connection is None:  # makes the file and its WAL mode, which a reader can't
            await self.create_connection(with_db=True)
        connection = await aiosqlite.connect(self.filename, isolation_level=None)
        self._opened.append(connection)
        connection.row_factory = sqlite3.Row
        for pragma in ("busy_timeout=5000", "query_only=ON", "case_sensitive_like=ON"):
            await connection.execute(f"PRAGMA {pragma}")
        return connection

    async def close(self) -> None:
        """Close the readers, then the writer."""
        for connection in self._opened:
            await connection.close()
        self._opened.clear()
        self._free = asyncio.LifoQueue()
        await super().close()


client_class = ImmediateClient
