"""Cursors of keyset pages: opaque, valid for one list in one order, refused otherwise."""

from __future__ import annotations

import hashlib
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

import orjson

from app.core.errors import Refused, bad_input


def _text(value: object) -> str:
    if not isinstance(value, str) or "\0" in value:  # which PostgreSQL does not take
        raise ValueError(value)
    return value


def _instant(value: str) -> datetime:
    found = datetime.fromisoformat(value)
    if found.tzinfo is None:
        raise ValueError(value)
    return found.astimezone(UTC)


def _number(value: object) -> int:
    if not isinstance(value, int) or not -(2**31) <= value < 2**31:
        raise ValueError(value)
    return value


_KINDS: dict[str, Callable[[Any], Any]] = {"text": _text, "instant": _instant, "day": date.fromisoformat, "number": _number}


def encode(list_name: str, value: Any, id_: Any) -> str:
    """A place in a list: the value it is sorted by, and the id that breaks ties."""
    if isinstance(value, datetime | date):
        value = value.isoformat()
    return urlsafe_b64encode(orjson.dumps([_mark(list_name), value, str(id_)])).rstrip(b"=").decode()


def decode(list_name: str, cursor: str, kind: str, argument: str, *, nullable: bool) -> tuple[Any, UUID]:
    """The place that a cursor means. BAD_USER_INPUT for one of another list or order, or of nobody's making.

    Anybody can write one: what comes out is of the kind, in its range, and None only where rows may lack the value.
    """
    try:
        mark, value, id_ = orjson.loads(urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
        if mark != _mark(list_name) or isinstance(value, bool) or (value is None and not nullable):
            raise _wrong(argument)
        return (None if value is None else _KINDS[kind](value)), UUID(id_)
    except (ValueError, TypeError, AttributeError, OverflowError):
        raise _wrong(argument) from None


def _wrong(argument: str) -> Refused:
    return bad_input("This cursor does not belong to this list in this order.", [argument])


def _mark(list_name: str) -> str:
    return hashlib.sha256(list_name.encode()).hexdigest()[:8]
