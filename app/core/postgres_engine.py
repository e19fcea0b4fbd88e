"""PostgreSQL as Usher needs it: connections that come back without a round trip to reset them, and never in a bad state.

Between two statements a connection has nothing to reset: nothing here sets, listens, or locks beyond a transaction. One
whose statement was interrupted, or whose transaction did not end, is closed instead.
"""

from __future__ import annotations

from typing import Any, Final

import asyncpg
from tortoise.backends.asyncpg.client import AsyncpgDBClient, TransactionWrapper
from tortoise.backends.base.client import TransactionalDBClient, TransactionContext
from tortoise.connection import get_connections
from tortoise.exceptions import TransactionManagementError

from app.core.lending import Lender

MOST: Final = 10
"""Connections of one process, unless the address of the database says otherwise."""
CLOSING: Final = 10.0
"""Seconds that the database has to let go of a connection, before it is dropped."""
_OF_POOLS: Final = ("min_size", "max_size", "max_queries", "max_inactive_connection_lifetime")
"""What an address may say to the pool of asyncpg; only how many connections there may be means something here."""

_PLANNING: Final = "set jit = off; set plan_cache_mode = force_generic_plan; set random_page_cost = 1.1"
"""Statements are prepared, read little, and find it by indexes: what is planned anew, or compiled, takes longer than it runs.

The last one is for disks without moving parts, and says that looking a row up by an index costs what it does there.
"""

Lenders = Lender[Any]


class PostgresTransaction(TransactionWrapper):
    """A transaction on one lent connection. Once it is over, a task that was made in it can't use the connection any more."""

    async def create_connection(self, with_db: bool) -> None:  # noqa: ARG002, FBT001  # Tortoise calls it so
        """Called when there is none."""
        raise TransactionManagementError("This transaction is over.")


class PostgresContext(TransactionContext):
    """Gives the connection back only when the transaction has ended; the stock one loses it when it can't begin."""

    def __init__(self, client: PostgresClient) -> None:
        self._parent = client
        self.client = PostgresTransaction(client)
        self.connection_name = client.connection_name

    async def __aenter__(self) -> TransactionalDBClient:
        self.client._connection = connection = await self._parent.lender.take()  # noqa: SLF001  # as Tortoise does
        try:
            await self.client.begin()
        except BaseException:
            self._parent.lender.retire(connection)
            raise
        self._token = get_connections().set(self.connection_name, self.client)
        return self.client

    async def __aexit__(self, kind: type[BaseException] | None, problem: object, trace: object) -> None:
        connection, ended = self.client._connection, False  # noqa: SLF001  # as above
        try:
            await (self.client.rollback() if kind else self.client.commit())
            ended = True
        finally:
            get_connections().reset(self._token)
            self.client._connection = None  # noqa: SLF001  # as above
            if ended:
                self._parent.lender.give_back(connection)
            else:
                self._parent.lender.retire(connection)


class _Lent:
    """A connection for one statement of the ORM."""

    __slots__ = ("_connection", "_lender")

    def __init__(self, lender: Lenders) -> None:
        self._lender = lender

    async def __aenter__(self) -> Any:
        self._connection = await self._lender.take()
        return self._connection

    async def __aexit__(self, kind: type[BaseException] | None, problem: object, trace: object) -> None:
        _back(self._lender, self._connection, kind)


class PostgresClient(AsyncpgDBClient):
    """Up to ten connections, or as many as the address says (`max_size`)."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.schema:
            self.server_settings["search_path"] = self.schema
        if self.application_name:
            self.server_settings["application_name"] = self.application_name
        pool = {name: self.extra.pop(name, None) for name in _OF_POOLS}
        self._most = int(pool["max_size"] or MOST)
        self._lender: Lenders | None = None

    @property
    def lender(self) -> Lenders:
        """Whoever has the connections."""
        if self._lender is None:
            self._lender = Lender(
                self._most, self._open, lambda connection: connection.close(timeout=CLOSING), lambda connection: not connection.is_closed()
            )
        return self._lender

    async def read(self, sql: str, arguments: list[object]) -> list[Any]:
        """The rows of one statement, outside of any transaction."""
        lender = self._lender or self.lender
        connection = await lender.take()
        try:
            rows: list[Any] = await connection.fetch(sql, *arguments)
        except BaseException as problem:
            _back(lender, connection, type(problem))
            raise
        lender.give_back(connection)
        return rows

    def acquire_connection(self) -> _Lent:  # type: ignore[override]  # used in the same way
        """For the ORM."""
        return _Lent(self.lender)

    async def create_connection(self, with_db: bool) -> None:  # noqa: FBT001  # Tortoise calls it so
        """Nothing yet: connections are opened when they are needed."""

    async def close(self) -> None:
        """Close all connections."""
        if self._lender:
            await self._lender.close()
            self._lender = None

    def _in_transaction(self) -> TransactionContext:
        return PostgresContext(self)

    async def _open(self) -> Any:
        connection = await asyncpg.connect(
            host=self.host, port=self.port, user=self.user, password=self.password, database=self.database,
            server_settings=self.server_settings, **self.extra,
        )  # fmt: skip
        try:
            await connection.execute(_PLANNING)
        except BaseException:
            connection.terminate()  # nobody else knows of it yet
            raise
        return connection


def _back(lender: Lenders, connection: Any, problem: type[BaseException] | None) -> None:
    """What the database itself refused leaves a connection as it was; what happened on this side may not."""
    if (problem is None or issubclass(problem, asyncpg.PostgresError)) and not connection.is_closed():
        lender.give_back(connection)
    else:
        lender.retire(connection)


client_class = PostgresClient
