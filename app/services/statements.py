"""Statements: which days a month has for a partner, as instants: days begin and end at midnight of the partner's time zone."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from app.auth.actor import Actor
from app.services import grants

MOST_DAYS: Final = 31
DAYS: Final = tuple(f"day_{n}" for n in range(MOST_DAYS + 1))
"""The facts of when the days begin; the one behind the last day is when that ends, and those behind it are None."""
_YEARS: Final = range(1970, 9999)
"""Elsewhere nothing was ever billed, and the calendar may end."""


async def month(actor: Actor, day: date) -> dict[str, object]:
    """The facts of a statement of the month that has this day: `tenant`, `month` (its first day), `begins`, `ends`, and `DAYS`."""
    first = day.replace(day=1)
    instants = _midnights(first, ZoneInfo(await grants.time_zone(actor.tenant)))
    padded = [*instants, *[None] * (len(DAYS) - len(instants))]
    facts: dict[str, object] = {"tenant": actor.tenant, "month": first, "begins": instants[0], "ends": instants[-1]}
    return facts | dict(zip(DAYS, padded, strict=True))


def _midnights(first: date, zone: ZoneInfo) -> list[datetime]:
    """When each day of a month begins, and the month after it. Where clocks skip midnight, a day begins when they do."""
    if first.year not in _YEARS:
        return [datetime(_YEARS.start, 1, 1, tzinfo=UTC)]
    after = (first + timedelta(days=MOST_DAYS)).replace(day=1)
    days = [first + timedelta(days=n) for n in range((after - first).days + 1)]
    return [datetime(one.year, one.month, one.day, tzinfo=zone).astimezone(UTC) for one in days]
