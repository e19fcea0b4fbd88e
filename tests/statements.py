"""Counting statements: what reaches the drivers of either database."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import aiosqlite
import asyncpg
import pytest


@contextmanager
def counted(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """The statements that reach either driver inside."""
    statements: list[str] = []

    def counting(owner: type[Any], name: str) -> None:
        original = getattr(owner, name)

        def method(self: Any, *arguments: Any, **options: Any) -> Any:
            statements.append(arguments[0] if arguments and isinstance(arguments[0], str) else name)
            return original(self, *arguments, **options)

        patched.setattr(owner, name, method)

    with monkeypatch.context() as patched:
        for name in ("execute", "execute_fetchall"):
            counting(aiosqlite.Connection, name)
        for name in ("fetch", "fetchrow", "fetchval", "execute"):
            counting(asyncpg.Connection, name)
        for name in ("fetch", "fetchrow", "fetchval"):
            counting(asyncpg.prepared_stmt.PreparedStatement, name)
        yield statements
