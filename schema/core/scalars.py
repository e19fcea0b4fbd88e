"""The scalars of the API's own: instants, days and JSON, as they are written and as they are understood."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from typing import Final

import strawberry
from graphql import GraphQLError
from strawberry.scalars import JSON
from strawberry.types.scalar import ScalarDefinition

from app.core.clock import cut

__all__ = ["JSON", "SCALARS", "day_in", "day_out", "instant_in", "instant_out"]

# ISO 8601 in the profile of RFC 3339; the standard library would take much more for a time.
_INSTANT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d([.,]\d{1,9})?)?(Z|[+-]\d\d:?\d\d)", re.ASCII)
_DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)


def instant_out(value: datetime) -> str:
    """An instant as `2026-11-21T09:30:00.000Z`. ValueError for one without a time zone, which is a mistake of ours."""
    if value.tzinfo is None:
        raise ValueError("an instant without a time zone")
    return f"{value.astimezone(UTC).isoformat(timespec='milliseconds')[:-6]}Z"


def instant_in(value: object) -> datetime:
    """An instant in UTC, cut to milliseconds, from ISO 8601 with a time zone or offset."""
    try:
        if isinstance(value, str) and _INSTANT.fullmatch(value):
            return cut(datetime.fromisoformat(value.replace(",", ".")))
    except (ValueError, OverflowError):  # no such day or hour, or beyond the calendar once it is in UTC
        pass
    raise GraphQLError("This is not an ISO 8601 instant with a time zone, e.g. 2026-11-21T09:30:00.000Z.")


def day_out(value: date) -> str:
    """A day as `2026-11-21`."""
    return value.isoformat()


def day_in(value: object) -> date:
    """A day from ISO 8601."""
    try:
        if isinstance(value, str) and _DAY.fullmatch(value):
            return date.fromisoformat(value)
    except ValueError:  # no such day
        pass
    raise GraphQLError("This is not an ISO 8601 calendar day, e.g. 2026-11-21.")


SCALARS: Final[dict[object, ScalarDefinition]] = {
    datetime: strawberry.scalar(
        name="DateTime",
        description="ISO 8601 instant in UTC with milliseconds, e.g. 2026-11-21T09:30:00.000Z.",
        serialize=instant_out,
        parse_value=instant_in,
    ),
    date: strawberry.scalar(name="Date", description="ISO 8601 calendar day.", serialize=day_out, parse_value=day_in),
    JSON: strawberry.scalar(name="JSON", description="Any JSON value.", serialize=lambda value: value, parse_value=lambda value: value),
}
"""For `StrawberryConfig(scalar_map=SCALARS)`."""
