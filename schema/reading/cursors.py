"""Cursors of keyset pages: opaque, valid for one list in one order, refused otherwise."""

from __future__ import annotations

import hashlib
from base64 import urlsafe_b64decode, urlsafe_b64encode
from datetime import date, datetime
from typing import Any
from uuid import UUID

import orjson

from app.core.errors import Refused, bad_input

_KINDS: dict[str, Any] = {"text": str, "instant": datetime.fromisoformat, "day": date.fromisoformat, "number": int}


def encode(list_name: str, value: Any, id_: Any) -> str:
    """A place in a list: the value it is sorted by, and the id that breaks ties."""
    if isinstance(value, datetime | date):
        value = value.isoformat()
    return urlsafe_b64encode(orjson.dumps([_mark(list_name), value, str(id_)])).rstrip(b"=").decode()


def decode(list_name: str, cursor: str, kind: str, argument: str) -> tuple[Any, UUID]:
    """The place that a cursor means. BAD_USER_INPUT for one of another list or order, or of nobody's making."""
    try:
        mark, value, id_ = orjson.loads(urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
        if mark != _mark(list_name) or not isinstance(value, str | int | None) or isinstance(value, bool):
            raise _wrong(argument)
        return (None if value is None else _KINDS[kind](value)), UUID(id_)
    except (ValueError, TypeError, AttributeError):
        raise _wrong(argument) from None


def _wrong(argument: str) -> Refused:
    return bad_input("This cursor does not belong to this list in this order.", [argument])


def _mark(list_name: str) -> str:
    return hashlib.sha256(list_name.encode()).hexdigest()[:8]
