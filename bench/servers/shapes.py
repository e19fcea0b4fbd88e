"""How values are written in answers, as fast as Python can: TypeIDs by tables of three letters, instants with milliseconds."""

from __future__ import annotations

from base64 import urlsafe_b64decode, urlsafe_b64encode
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from app.core.ids import ALPHABET

_TWO: Final = tuple(a + b for a in ALPHABET for b in ALPHABET)
_THREE: Final = tuple(two + c for two in _TWO for c in ALPHABET)


def type_id(prefix: str, id_: UUID, two: Any = _TWO, three: Any = _THREE) -> str:
    """The TypeID of a UUID; `prefix` ends with its underscore. The tables are arguments so that they are local names."""
    return type_id_of(prefix, id_.int, two, three)


def type_id_of_text(prefix: str, id_: str) -> str:
    """The TypeID of a UUID as SQLite keeps it."""
    return type_id_of(prefix, int(id_.replace("-", ""), 16))


def type_id_of(prefix: str, value: int, two: Any = _TWO, three: Any = _THREE) -> str:
    """The same of the number that a UUID is."""
    high, low = value >> 60, value & 0xFFFFFFFFFFFFFFF
    return (
        f"{prefix}{two[high >> 60]}{three[high >> 45 & 32767]}{three[high >> 30 & 32767]}{three[high >> 15 & 32767]}{three[high & 32767]}"
        f"{three[low >> 45]}{three[low >> 30 & 32767]}{three[low >> 15 & 32767]}{three[low & 32767]}"
    )


def instant(value: datetime) -> str:
    """An instant as `2026-03-02T09:00:00.000Z`; the database gives UTC."""
    return value.isoformat(timespec="milliseconds")[:-6] + "Z"


def instant_of_text(value: str | None) -> str | None:
    """The same from SQLite's text, which has microseconds unless there are none."""
    if value is None:
        return None
    return f"{value[:10]}T{value[11:23]}Z" if value[19] == "." else f"{value[:10]}T{value[11:19]}.000Z"


def cursor(created_at: str, id_: UUID) -> str:
    """A place in a list that is ordered by creation."""
    return urlsafe_b64encode(f"{created_at}|{id_}".encode()).decode()


def place(text: str) -> tuple[datetime, UUID]:
    """What a cursor means."""
    created_at, _, id_ = urlsafe_b64decode(text).decode().partition("|")
    return datetime.fromisoformat(created_at), UUID(id_)
