from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from graphql import GraphQLError

from schema.core.scalars import day_in, day_out, instant_in, instant_out
from tests.schema.core.serving import small_schema


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (datetime(2026, 11, 21, 9, 30, tzinfo=UTC), "2026-11-21T09:30:00.000Z"),
        (datetime(2026, 11, 21, 9, 30, 1, 987_654, tzinfo=UTC), "2026-11-21T09:30:01.987Z"),
        (datetime(2026, 11, 21, 9, 30, tzinfo=timezone(timedelta(hours=5, minutes=30))), "2026-11-21T04:00:00.000Z"),
        (datetime(999, 1, 1, tzinfo=UTC), "0999-01-01T00:00:00.000Z"),
    ],
)
def test_given_an_instant_when_written_then_utc_with_milliseconds(value: datetime, text: str) -> None:
    assert instant_out(value) == text


def test_given_an_instant_without_a_zone_when_written_then_a_mistake() -> None:
    with pytest.raises(ValueError, match="time zone"):
        instant_out(datetime(2026, 1, 1))  # noqa: DTZ001  # that is the mistake


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("2026-11-21T09:30:00.000Z", datetime(2026, 11, 21, 9, 30, tzinfo=UTC)),
        ("2026-11-21T09:30:00Z", datetime(2026, 11, 21, 9, 30, tzinfo=UTC)),
        ("2026-11-21T09:30Z", datetime(2026, 11, 21, 9, 30, tzinfo=UTC)),
        ("2026-11-21T09:30:00,5+02:00", datetime(2026, 11, 21, 7, 30, 0, 500_000, tzinfo=UTC)),
        ("2026-11-21T09:30:00.123456789-0130", datetime(2026, 11, 21, 11, 0, 0, 123_000, tzinfo=UTC)),
    ],
)
def test_given_iso_8601_with_a_zone_when_read_then_the_instant_in_utc(text: str, value: datetime) -> None:
    read = instant_in(text)
    assert (read, read.tzinfo) == (value, UTC)


@pytest.mark.parametrize(
    "value",
    [
        "", "now", "2026-11-21", "2026-11-21T09:30:00", "2026-11-21 09:30:00Z", "2026-11-21T09:30:00 Z", "2026-13-21T09:30:00Z",
        "2026-11-21T25:30:00Z", "2026-W47-6T09:30:00Z", "20261121T093000Z", "2026-11-21T09:30:00+25:00", "0001-01-01T00:00:00+23:59",
        "9999-12-31T23:59:59-01:00", "\uff12026-11-21T09:30:00Z", "2026-11-21T09:30:00Z\n", 1763717400, True, None, [],
    ],
)  # fmt: skip
def test_given_anything_else_when_read_as_an_instant_then_refused_in_plain_words(value: object) -> None:
    with pytest.raises(GraphQLError, match=r"^This is not an ISO 8601 instant with a time zone, e\.g\."):
        instant_in(value)


def test_given_a_day_when_read_and_written_then_the_same() -> None:
    assert day_in("2026-02-28") == date(2026, 2, 28)
    assert day_out(date(2026, 2, 28)) == "2026-02-28"


@pytest.mark.parametrize(
    "value", ["", "2026-02-30", "2026-2-3", "20260228", "2026-W01-1", "2026-02-28T00:00:00Z", " 2026-02-28", 20260228, None]
)
def test_given_anything_else_when_read_as_a_day_then_refused_in_plain_words(value: object) -> None:
    with pytest.raises(GraphQLError, match=r"^This is not an ISO 8601 calendar day"):
        day_in(value)


@pytest.mark.parametrize(
    ("name", "description"),
    [
        ("DateTime", "ISO 8601 instant in UTC with milliseconds, e.g. 2026-11-21T09:30:00.000Z."),
        ("Date", "ISO 8601 calendar day."),
        ("JSON", "Any JSON value."),
    ],
)
def test_given_the_scalars_when_looked_up_in_a_schema_then_named_and_described(name: str, description: str) -> None:
    assert small_schema()._schema.type_map[name].description == description
