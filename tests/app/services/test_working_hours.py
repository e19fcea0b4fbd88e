"""Working hours over time zones, and which due days are told of on which day."""

from datetime import UTC, date, datetime, timedelta

import pytest

from app.services.working_hours import at_work, due_soon, overdue, working_day

FRIDAY = date(2026, 3, 6)
MONDAY = date(2026, 3, 9)


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("moment", "time_zone", "day"),
    [
        ("2026-03-05 09:00", "UTC", date(2026, 3, 5)),
        ("2026-03-05 08:59:59.999", "UTC", None),
        ("2026-03-05 16:59:59.999", "UTC", date(2026, 3, 5)),
        ("2026-03-05 17:00", "UTC", None),
        ("2026-03-05 08:00", "Europe/Berlin", date(2026, 3, 5)),
        ("2026-03-05 16:00", "Europe/Berlin", None),
        ("2026-03-07 12:00", "UTC", None),
        ("2026-03-08 12:00", "UTC", None),
        ("2026-03-08 22:00", "Pacific/Auckland", MONDAY),  # there it is Monday already
        ("2026-03-07 00:30", "America/Los_Angeles", FRIDAY),  # and here still Friday
        ("2026-03-27 08:00", "Europe/Berlin", date(2026, 3, 27)),  # the clocks go on at the weekend
        ("2026-03-30 07:00", "Europe/Berlin", date(2026, 3, 30)),
    ],
)
def test_given_a_moment_when_asked_then_the_day_if_people_work_there(moment: str, time_zone: str, day: date | None) -> None:
    assert working_day(at(moment), time_zone) == day


def test_given_a_moment_when_all_zones_are_asked_then_each_that_works_under_its_day() -> None:
    zones = at_work(at("2026-03-04 22:30"))
    assert set(zones) == {date(2026, 3, 4), date(2026, 3, 5)}
    assert "America/Los_Angeles" in zones[date(2026, 3, 4)]
    assert "Pacific/Auckland" in zones[date(2026, 3, 5)]
    assert not any("Europe/Berlin" in there for there in zones.values())
    for day, there in zones.items():
        assert all(working_day(at("2026-03-04 22:30"), zone) == day for zone in there)


def test_given_a_sunday_everywhere_when_asked_then_nobody_works() -> None:
    assert at_work(at("2026-03-08 12:00")) == {}


def test_given_any_due_day_when_told_of_then_first_on_a_working_day_before_it_and_on_none_after() -> None:
    for number in range(21):
        due = date(2026, 3, 2) + timedelta(days=number)
        days = [day for n in range(-10, 11) if (day := due + timedelta(days=n)).weekday() < 5]
        told = [day for day in days if due_soon(day).first <= due <= due_soon(day).last]
        last_before = max(day for day in days if day < due)
        assert told[0] == last_before
        assert told in ([last_before], [last_before, due])
        after = [day for day in days if overdue(day).first <= due <= overdue(day).last]
        assert after[0] == min(day for day in days if day > due)
        assert timedelta(days=4) < after[-1] - due <= timedelta(days=8)


@pytest.mark.parametrize("due", [date(2026, 3, 7), date(2026, 3, 8), MONDAY])
def test_given_a_task_due_at_the_weekend_or_on_monday_when_it_is_friday_then_it_is_told_of(due: date) -> None:
    assert due_soon(FRIDAY).first <= due <= due_soon(FRIDAY).last
    assert not due_soon(FRIDAY - timedelta(days=1)).last >= due
