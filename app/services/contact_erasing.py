"""Erasing what contacts tell of a person: the rows stay, so that what hangs on them does, and are nobody's."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final
from uuid import UUID

from app.auth.actor import Actor
from app.core import db, text
from app.core.runtime import now
from app.services import events

_THEIRS: Final = "(email_key in :keys[text] or user_id = :user)"
_SAYS_MORE: Final = "(email_key is not null or title is not null or phone is not null or sort_name <> :sort)"


async def erase(actor: Actor, keys: Sequence[str], user_id: UUID | None, *, first_name: str, last_name: str) -> None:
    """Take names, address, telephone number, title and access from the contacts that a person is, in the caller's transaction."""
    names = {"first": first_name, "last": last_name, "sort": text.sort_key(f"{first_name} {last_name}")}
    values = {"keys": keys, "user": user_id, "now": now()}
    if db.dialect() == "postgres":  # in the order in which everybody locks several
        await db.fetch(f"select 1 from contact where {_THEIRS} order by id for no key update", values)
    ended = await db.fetch(
        f"update contact set revoked_at = :now where {_THEIRS} and portal_at is not null and revoked_at is null returning id, tenant_id",
        values,
    )
    erased = await db.fetch(
        "update contact set first_name = :first, last_name = :last, sort_name = :sort, title = null, email = null, email_key = null,"
        f" phone = null where {_THEIRS} and {_SAYS_MORE} returning id, tenant_id",
        {**values, **names},
    )
    for action, rows in (("contact.portal_revoked", ended), ("contact.changed", erased)):
        for row in rows:
            await events.record(actor, action, "contact", UUID(str(row["id"])), tenant_id=db.uuid(row["tenant_id"]))
