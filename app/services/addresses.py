"""Addresses: who has one, and for whom it is kept although nobody has it."""

from __future__ import annotations

from typing import Final

from app.core import db
from app.core.runtime import now

RESERVED: Final = (
    "exists (select 1 from email_change kept where kept.former_key = :key and kept.confirmed_at is not null"
    " and kept.undone_at is null and kept.undo_until > :now)"
)
"""Whether the address with the key `:key` was somebody's at `:now`, who may still take it back; as SQL."""


async def is_free(email_key: str) -> bool:
    """Whether an address could be somebody's who has no account yet, or another one."""
    sql = f'select 1 where not {RESERVED} and not exists (select 1 from "user" has where has.email_key = :key)'
    return await db.fetch_one(sql, {"key": email_key, "now": now()}) is not None


async def require_unreserved(email_key: str) -> None:
    """`db.Violation` for an address that is kept for somebody, once a row of the caller's transaction has it.

    Not before: whoever gives an address up is waited for by whoever writes it into another row, since no two have the same,
    and is seen from then on.
    """
    if await db.fetch_one(f"select 1 where {RESERVED}", {"key": email_key, "now": now()}):
        raise db.Violation("this address is kept for whoever had it")
