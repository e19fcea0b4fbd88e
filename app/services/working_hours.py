"""Working hours, and the days of reminders: Monday to Friday, 9 to 17, where the recipient is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cache
from typing import Final
from zoneinfo import ZoneInfo, available_timezones

OPENS, CLOSES = time(9), time(17)
SATURDAY: Final = 5
DAY: Final = timedelta(days=1)
LATEST: Final = timedelta(days=7)
"""How long after its day somebody is told that a task is overdue, if nobody could do it earlier."""


@dataclass(frozen=True, slots=True)
class Days:
    """Tasks that are due from `first` to `last`, both included."""

    first: date
    last: date


def working_day(at: datetime, time_zone: str) -> date | None:
    """The day, if these are working hours in a time zone (IANA name)."""
    return _working_day(at, ZoneInfo(time_zone))


def at_work(at: datetime) -> dict[date, Sequence[str]]:
    """The time zones where these are working hours, by the day that it is there. Nobody is at work on a Sunday in all the world."""
    found: dict[date, list[str]] = {}
    for zone in _zones():
        if day := _working_day(at, zone):
            found.setdefault(day, []).append(zone.key)
    return dict(found)


def due_soon(day: date) -> Days:
    """What is told on a working day before it is due: what is due before the next working day, and on that.

    So of what is due on a Saturday, Sunday or Monday a person reads on Friday: on the day before nobody would. What nobody
    could tell in time is told on the day itself, not later.
    """
    following = day + DAY
    while following.weekday() >= SATURDAY:
        following += DAY
    return Days(day, following)


def overdue(day: date) -> Days:
    """What is told on a working day after it was due: what was due on the days before, up to a week from the day after."""
    return Days(day - DAY - LATEST, day - DAY)


def _working_day(at: datetime, zone: ZoneInfo) -> date | None:
    there = at.astimezone(zone)
    return there.date() if there.weekday() < SATURDAY and OPENS <= there.time() < CLOSES else None


@cache
def _zones() -> Sequence[ZoneInfo]:
    """All there are: which of them people live in changes, and asking for the time in each takes less than a millisecond."""
    return tuple(ZoneInfo(name) for name in sorted(available_timezones()))
