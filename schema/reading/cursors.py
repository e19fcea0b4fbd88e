"""Cursors of keyset pages: opaque, valid for one list in one order, refused otherwise."""

from __future__ import annotations

import hashlib
from base64 import urlsafe_b64decode
from binascii import b2a_base64
from collections.abc import Callable
from datetime import UTC, date, datetime
from functools import lru_cache
from typing import Any
from uuid import UUID

import orjson

from app.core.errors import Refused, bad_input
from schema.core.scalars import instant_out


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


_URL_SAFE = bytes.maketrans(b"+/", b"-_")


def encode(list_name: str, value: Any, id_: Any) -> str:
    """A place in a list: the value it is sorted by, and the id that breaks ties."""
    if isinstance(value, datetime):
        value = instant_out(value)
    elif isinstance(value, date):
        value = value.isoformat()
    text = orjson.dumps([_mark(list_name), value, str(id_)])
    return b2a_base64(text, newline=False).translate(_URL_SAFE).rstrip(b"=").decode()


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


@lru_cache(maxsize=4096)
def _mark(list_name: str) -> str:
    return hashlib.sha256(list_name.encode()).hexdigest()[:8]
