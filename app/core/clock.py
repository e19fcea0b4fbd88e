"""The time: one clock for everything, cut to milliseconds, and settable in tests."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo


class Clock:
    """The system's clock in UTC; `stand` and `advance` are for tests, which never sleep."""

    def __init__(self) -> None:
        self._standing: datetime | None = None

    def now(self) -> datetime:
        """This instant in UTC, cut to milliseconds."""
        return cut(self._standing or datetime.now(UTC))

    def stand(self, at: datetime | None) -> None:
        """Stop the clock at an instant; None lets it run again."""
        self._standing = at

    def advance(self, by: timedelta) -> None:
        """Move a standing clock on; a running one is stopped first."""
        self._standing = self.now() + by


def cut(instant: datetime) -> datetime:
    """An instant in UTC, cut to the milliseconds that the API shows."""
    utc = instant.astimezone(UTC)
    return utc.replace(microsecond=utc.microsecond // 1000 * 1000)


def end_of_day(day: date, time_zone: str) -> datetime:
    """The midnight that ends a day in a time zone (IANA name), in UTC."""
    return datetime.combine(day + timedelta(days=1), time.min, ZoneInfo(time_zone)).astimezone(UTC)
