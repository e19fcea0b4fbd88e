"""Addresses: who has one, and for whom it is kept although nobody has it."""

from __future__ import annotations

from uuid import UUID

from app.core import db
from app.core.runtime import now


class KeptError(db.Violation):
    """The address is kept for somebody else, and is free again later."""


def kept(email_key: str, *, but_for: str | None = None) -> str:
    """Whether an address was somebody's at `:now`, who may still take it back; all as SQL.

    `but_for`: the id of a person for whom it may be kept.
    """
    others = "" if but_for is None else f" and kept.user_id <> {but_for}"
    return (
        f"exists (select 1 from email_change kept where kept.former_key = {email_key} and kept.confirmed_at is not null"
        f" and kept.undone_at is null and kept.undo_until > :now{others})"
    )


async def is_kept(email_key: str) -> bool:
    """Whether nobody has an address and nobody can get it for now, but who had it. To be told to the holder of a link alone."""
    sql = f'select 1 where {kept(":key")} and not exists (select 1 from "user" has where has.email_key = :key)'
    return await db.fetch_one(sql, {"key": email_key, "now": now()}) is not None


async def is_free(email_key: str, user_id: UUID) -> bool:
    """Whether an address could be the next one of a person: nobody has it, and it is kept for nobody else."""
    sql = f'select 1 where not {kept(":key", but_for=":user")} and not exists (select 1 from "user" has where has.email_key = :key)'
    return await db.fetch_one(sql, {"key": email_key, "user": user_id, "now": now()}) is not None


async def require_unreserved(email_key: str, user_id: UUID) -> None:
    """`KeptError` for an address that is kept for somebody else than the person whose row has it, in the caller's transaction.

    Not before: whoever gives an address up is waited for by whoever writes it into another row, since no two have the same,
    and is seen from then on.
    """
    values = {"key": email_key, "user": user_id, "now": now()}
    if await db.fetch_one(f"select 1 where {kept(':key', but_for=':user')}", values):
        raise KeptError("this address is kept for whoever had it")
