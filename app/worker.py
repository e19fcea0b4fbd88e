"""The worker: writes digests and reminders, sends mails that are due, seals events, clears away what is over. Several may run at once."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from datetime import datetime, timedelta
from uuid import UUID

import structlog

from app.core.runtime import Runtime
from app.mail.delivery import deliver_due
from app.mail.sender import sending
from app.services import audit_sealing, clearing, digests, idempotency, reminding, uploads

POLL = 1.0
"""Seconds between two looks at the outbox. It is asked rather than told: a mail is there only once its transaction commits."""
CLEAR_EVERY = timedelta(hours=1)
SEAL_ALL_EVERY = timedelta(hours=1)
REMIND_EVERY = timedelta(minutes=1)
MOST_REMINDERS = 100
"""Then the mails get their turn, before further reminders."""

_log = structlog.get_logger(__name__)


async def work(runtime: Runtime, *, stop: asyncio.Event) -> None:
    """Work until told to stop; the mail in hand is finished. An error is logged and never ends it."""
    clear_at = remind_at = runtime.clock.now()
    sealing: tuple[datetime, UUID | None] = (remind_at, None)
    with runtime.bound():
        while not stop.is_set():
            try:
                await digests.send_due()
                await send_due(runtime, stop=stop)
                remind_at = await _remind(runtime, remind_at)
                clear_at = await _clear(runtime, clear_at)
                sealing = await _seal(runtime, *sealing)
            except Exception:  # noqa: BLE001  # e.g. the database is away for a while
                _log.exception("worker")
            with suppress(TimeoutError):
                await asyncio.wait_for(stop.wait(), POLL)


async def send_due(runtime: Runtime, *, stop: asyncio.Event) -> None:
    """Send all mails that are due, over one connection; between two of them it may be stopped."""
    async with sending(runtime.settings) as send:
        while not stop.is_set() and await deliver_due(send, limit=1):
            pass


async def _remind(runtime: Runtime, at: datetime) -> datetime:
    """Write the reminders that are due, once a minute; when to do it next: at once, if that were not all."""
    now = runtime.clock.now()
    if now < at:
        return at
    return now if await reminding.remind_due(limit=MOST_REMINDERS) == MOST_REMINDERS else now + REMIND_EVERY


async def _seal(runtime: Runtime, at: datetime, since: UUID | None) -> tuple[datetime, UUID | None]:
    """Seal the events that are new, and once an hour, stretch by stretch, whatever was missed; when and whence to go on with the latter."""
    await audit_sealing.seal_new()
    if runtime.clock.now() < at:
        return at, None
    since = await audit_sealing.seal_from(since)
    return (at, since) if since else (runtime.clock.now() + SEAL_ALL_EVERY, None)


async def _clear(runtime: Runtime, at: datetime) -> datetime:
    """Delete what is over, old requests and the files that nobody uses, once an hour; when to do it next.

    What is over after a long pause goes bit by bit: no mail waits behind it.
    """
    now = runtime.clock.now()
    if now < at:
        return at
    if await clearing.sweep():
        return at
    await idempotency.sweep()
    await uploads.sweep()
    return now + CLEAR_EVERY
