"""Statements: when a month and its days begin and end, where the partner is."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

import pytest

from app.models import Tenant
from app.services import statements
from tests.world import World


def at(text: str) -> datetime:
    """An instant."""
    return datetime.fromisoformat(text).astimezone(UTC)


@pytest.mark.parametrize(
    ("zone", "day", "days", "begins", "ends"),
    [
        ("UTC", "2026-02-11", 28, "2026-02-01T00:00Z", "2026-03-01T00:00Z"),
        ("UTC", "2024-02-29", 29, "2024-02-01T00:00Z", "2024-03-01T00:00Z"),
        ("Europe/Berlin", "2026-03-31", 31, "2026-02-28T23:00Z", "2026-03-31T22:00Z"),
        ("America/New_York", "2026-12-01", 31, "2026-12-01T05:00Z", "2027-01-01T05:00Z"),
        ("Pacific/Kiritimati", "1970-01-01", 31, "1970-01-01T10:40Z", "1970-02-01T10:40Z"),
    ],
)
async def test_given_a_day_when_its_month_is_asked_for_then_its_days_begin_at_midnight_there(
    world: World, zone: str, day: str, days: int, begins: str, ends: str
) -> None:
    await Tenant.filter(id=world.northwind.id).update(time_zone=zone)
    month = await statements.month(world.actor(world.mia), date.fromisoformat(day))
    assert (month["tenant"], month["month"]) == (world.northwind.id, date.fromisoformat(day).replace(day=1))
    assert (month["begins"], month["ends"]) == (at(begins), at(ends))
    instants = [month[name] for name in statements.DAYS]
    assert instants[0] == at(begins)
    assert instants[days] == at(ends)
    assert instants[days + 1 :] == [None] * (31 - days)
    known = [instant for instant in instants if isinstance(instant, datetime)]
    assert known == sorted(set(known))


async def test_given_a_zone_where_clocks_skip_midnight_when_asked_for_then_the_day_begins_when_they_do(world: World) -> None:
    await Tenant.filter(id=world.northwind.id).update(time_zone="Asia/Beirut")
    month = await statements.month(world.actor(world.mia), date(2026, 3, 1))
    instants = [one for name in statements.DAYS if isinstance(one := month[name], datetime)]
    lengths = {other - one for one, other in pairwise(instants)}
    assert lengths == {timedelta(hours=24), timedelta(hours=23)}
    assert instants[28] == at("2026-03-28T22:00Z")  # at midnight of the 29th it is one o'clock


@pytest.mark.parametrize("day", [date.min, date.max, date(1969, 12, 31)])
async def test_given_the_ends_of_the_calendar_when_asked_for_then_nothing_was_billed(world: World, day: date) -> None:
    month = await statements.month(world.actor(world.mia), day)
    assert month["month"] == day.replace(day=1)
    assert month["begins"] == month["ends"]
