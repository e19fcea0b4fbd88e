"""What tests of reminders share: moments, tasks, and whom the worker mails."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

from app.core.runtime import Runtime, now
from app.models import Mail, Task, TaskSide
from app.services.reminding import remind_due
from tests.world import World, snapshot

THURSDAY = date(2026, 3, 5)


def berlin(day: int, hour: int = 9, minute: int = 0) -> datetime:
    """A moment of March 2026 in Berlin, before the clocks go on."""
    return datetime(2026, 3, day, hour - 1, minute, tzinfo=UTC)


def utc(day: int, hour: int = 9, minute: int = 0) -> datetime:
    return datetime(2026, 3, day, hour, minute, tzinfo=UTC)


async def task(world: World, due_on: date | None = THURSDAY, **facts: Any) -> Task:
    """A task of the customer, without assignee unless told."""
    usual: dict[str, Any] = {
        "poc": world.active,
        "title": "Open the firewall",
        "side": TaskSide.CUSTOMER,
        "due_on": due_on,
        "created_at": now(),
    }
    return await Task.create(**usual | facts)


async def reminded(runtime: Runtime, at: datetime) -> list[str]:
    """Whom the worker mails at a moment."""
    runtime.clock.stand(at)
    before = {mail.id for mail in await Mail.all()}
    written = await remind_due(limit=1000)
    new = sorted(mail.recipient for mail in await Mail.all() if mail.id not in before)
    assert len(new) == written
    assert await remind_due(limit=1000) == 0, "whatever is due is done at once"
    return new


async def nothing_written(runtime: Runtime, at: datetime) -> bool:
    runtime.clock.stand(at)
    before = await snapshot()
    return await remind_due(limit=1000) == 0 and await snapshot() == before
