"""The worker: sends the mails that are due, and clears away what is over. Any number of them may run at once."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from datetime import datetime, timedelta

import structlog

from app.core import db
from app.core.runtime import Runtime
from app.mail.delivery import deliver_due
from app.mail.sender import sending

POLL = 1.0
"""Seconds between two looks at the outbox. It is asked rather than told: a mail is there only once its transaction commits."""
CLEAR_EVERY = timedelta(hours=1)

_log = structlog.get_logger(__name__)


async def work(runtime: Runtime, *, stop: asyncio.Event) -> None:
    """Work until told to stop; the mail in hand is finished. An error is logged and never ends it."""
    clear_at = runtime.clock.now()
    with runtime.bound():
        while not stop.is_set():
            try:
                await send_due(runtime, stop=stop)
                clear_at = await _clear(runtime, clear_at)
            except Exception:  # noqa: BLE001  # e.g. the database is away for a while
                _log.exception("worker")
            with suppress(TimeoutError):
                await asyncio.wait_for(stop.wait(), POLL)


async def send_due(runtime: Runtime, *, stop: asyncio.Event) -> None:
    """Send all mails that are due, over one connection; between two of them it may be stopped."""
    async with sending(runtime.settings) as send:
        while not stop.is_set() and await deliver_due(send, limit=1):
            pass


async def _clear(runtime: Runtime, at: datetime) -> datetime:
    """Delete the budgets whose window is over, once an hour; when to do it next."""
    now = runtime.clock.now()
    if now < at:
        return at
    await db.execute("delete from mail_budget where ends_at <= :now", {"now": now})
    return now + CLEAR_EVERY
