"""Clearing away: rows that nobody asks for any more go, a few at a time. Which those are, and what stays, is ADR 25."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from app.core import db
from app.core.runtime import current, now

KEPT: Final = timedelta(days=30)
"""How long a session and a link are kept after they have expired."""
MAILS_KEPT: Final = timedelta(days=90)
"""How long a mail is kept after the last try. A mail server that took one and can't deliver it says so within days."""
_AT_ONCE: Final = 500


@dataclass(frozen=True, slots=True)
class Over:
    """The rows `{a}` of a table that go: a condition, and by what an index has them in order."""

    table: str
    where: str
    by: str
    joined: str = ""
    key: str = "id"
    type: str = "uuid"


CLEARED: Final = (
    Over("mail_budget", "{a}.ends_at <= :now", by="{a}.ends_at", key="key", type="text"),
    Over("reminder", "{a}.at <= :past_reminding", by="{a}.at", key="key", type="text"),
    # Before their sessions, which might have very many of them; used ones are needed as long as it may be open.
    Over("refresh_token", "ended.expires_at <= :ended", by="ended.expires_at", joined="join session ended on ended.id = {a}.session_id"),
    Over(
        "session",
        "{a}.expires_at <= :ended and not exists (select 1 from refresh_token held where held.session_id = {a}.id)",
        by="{a}.expires_at",
    ),
    Over("account_link", "{a}.expires_at <= :ended", by="{a}.expires_at"),
    # Those that were confirmed say which addresses a person had, who may have to be erased.
    Over(
        "email_change",
        "{a}.confirmed_at is null and {a}.created_at <= :ended"
        " and not exists (select 1 from account_link led where led.email_change_id = {a}.id)",
        by="{a}.created_at",
    ),
    # Those of an invitation say how its deliveries went.
    Over("mail", "{a}.next_attempt_at is null and {a}.invitation_id is null and {a}.updated_at <= :mailed", by="{a}.updated_at"),
)
"""In this order: what refers to others goes before them."""


async def sweep() -> bool:
    """Delete some rows of each table whose time has passed; whether there may be more. Any number of workers may do it at once."""
    return _AT_ONCE in [await _clear(over) for over in CLEARED]


async def _clear(over: Over) -> int:
    """Delete some, in a transaction; how many. It leaves out what others have locked, so it waits for nobody, nor anybody for long."""
    at = now()
    times = {
        "now": at,
        "ended": at - KEPT,  # also of a session that was ended before: it would have lasted 30 days more at most
        "mailed": at - MAILS_KEPT,
        # A reminder is not due again once its invitation has expired, or some days after its task was.
        "past_reminding": at - KEPT - current().settings.invitation_ttl,
    }
    locked = " for update of a skip locked" if db.dialect() == "postgres" else ""
    sql = f"select {{a}}.{over.key} from {over.table} {{a}} {over.joined} where {over.where} order by {over.by} limit {_AT_ONCE}{locked}"
    async with db.transaction():
        keys = [row[0] for row in await db.fetch(sql.replace("{a}", "a"), times)]
        if keys:
            await db.execute(f"delete from {over.table} where {over.key} in :keys[{over.type}]", {"keys": keys})
    return len(keys)
