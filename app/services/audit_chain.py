"""The chain of an audit log: what of an event is hashed, and how hashes follow one another. Sealing writes it, verifying reads it.

Each event of a tenant's log has a number, from 1 without gaps in the order of sealing, and a hash: SHA-256 (FIPS 180-4) over
the hash before it (64 zeros before the first), a newline, and the event in its one form: JSON without spaces, keys sorted, as
RFC 8785 has it, of all its columns that are not null. Address and browser are not part of it: they may have to be erased.
"""

from __future__ import annotations

import hashlib
from typing import Any, Final

import orjson

from app.core import db

BEGINNING: Final = "0" * 64
"""The hash before the first."""
IDS: Final = (
    "id", "tenant_id", "actor_id", "session_id", "api_key_id", "partner_id", "acting_id", "organization_id", "target_id", "poc_id",
)  # fmt: skip
TEXTS: Final = ("action", "target_kind", "activity", "request_id")
COLUMNS: Final = (*IDS, *TEXTS, "at", "shared", "changes")
"""All columns of an event. One that is added later is null in the events before, so their form stays."""
READ: Final = ", ".join("cast(e.changes as text) as changes" if column == "changes" else f"e.{column}" for column in COLUMNS)
"""An event `e` as this is told of it."""


def link(before: str, event: db.Row) -> str:
    """The hash of an event that comes after the one with another hash."""
    return hashlib.sha256(b"\n".join((before.encode(), form(event)))).hexdigest()


def form(event: db.Row) -> bytes:
    """An event in its one form, the same from either database."""
    found: dict[str, Any] = {column: str(event[column]) for column in IDS if event[column] is not None}
    found |= {column: event[column] for column in TEXTS if event[column] is not None}
    at = db.instant(event["at"])
    found["at"] = at and f"{at.isoformat(timespec='milliseconds').removesuffix('+00:00')}Z"
    found["shared"] = bool(event["shared"])
    if event["changes"] is not None:
        found["changes"] = orjson.loads(event["changes"])
    return orjson.dumps(found, option=orjson.OPT_SORT_KEYS)
