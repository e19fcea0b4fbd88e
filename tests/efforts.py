"""What statements cost: the rows that PostgreSQL touches for them, the instructions that SQLite takes."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import datetime
from typing import Any

import orjson
import pytest

from app.core import db
from app.core.runtime import current

Asked = list[tuple[str, Any]]


@contextmanager
def noted(monkeypatch: pytest.MonkeyPatch) -> Iterator[Asked]:
    """The statements that read inside, with their values."""
    asked: Asked = []
    fetch = db.fetch

    async def spy(sql: str, values: Any = None) -> Any:
        asked.append((sql, values or {}))
        return await fetch(sql, values)

    with monkeypatch.context() as patched:
        patched.setattr(db, "fetch", spy)
        yield asked


async def effort(asked: Asked, about: str) -> int:
    """What those cost that name a table: rows on PostgreSQL, instructions on SQLite, of which a row takes some twenty."""
    measure = _rows if db.dialect() == "postgres" else _steps
    return sum([await measure(sql, values) for sql, values in asked if about in sql])


async def _rows(sql: str, values: Any) -> int:
    """As it is planned for whatever values, which is how the product's connections plan."""
    text, given = db._numbered(sql, values)
    async with db.transaction():
        await db.execute(f"prepare measured as {text}")
        [row] = await db.fetch(f"explain (analyze, format json) execute measured{_call(given)}")
        await db.execute("deallocate measured")
    [plan] = orjson.loads(row[0])
    return _touched(plan["Plan"])


def _touched(node: dict[str, Any]) -> int:
    own = 0
    if "Scan" in node["Node Type"]:
        own = (node["Actual Rows"] + sum(value for name, value in node.items() if name.startswith("Rows Removed"))) * node["Actual Loops"]
    return int(own) + sum(_touched(inner) for inner in node.get("Plans", ()))


def _call(values: list[object]) -> str:
    return f"({', '.join(map(_literal, values))})" if values else ""


def _literal(value: object) -> str:
    if value is None:
        return "null"
    if isinstance(value, list | tuple | set):
        return "'{" + ",".join(str(item) for item in value) + "}'"
    return f"'{value.isoformat() if isinstance(value, datetime) else value}'"


async def _steps(sql: str, values: Any) -> int:
    text, given = db._named(sql, values)
    steps = 0

    def step() -> int:
        nonlocal steps
        steps += 10
        return 0

    with closing(sqlite3.connect(str(current().settings.sqlite_path))) as connection:
        connection.execute("pragma case_sensitive_like = on")
        connection.set_progress_handler(step, 10)
        connection.execute(text, given).fetchall()
    return steps
