"""How often: request rates of the public doors, kept in memory by sliding window; another store may stand behind the same two calls."""

from __future__ import annotations

from collections import OrderedDict, deque
from dataclasses import dataclass
from datetime import timedelta
from math import ceil

from app.core.clock import Clock
from app.core.errors import Refusal, Refused
from app.core.settings import Switch

KEPT = 50_000


@dataclass(frozen=True, slots=True)
class Rate:
    """So many operations of one name in a span of time, for one key (an IP address, an account)."""

    name: str
    most: int
    within: timedelta


SIGN_IN_BY_IP = Rate("sign-in by address", 30, timedelta(minutes=1))
SIGN_IN_BY_ACCOUNT = Rate("sign-in by account", 10, timedelta(minutes=5))
RESET = Rate("reset", 10, timedelta(minutes=5))
PREVIEW = Rate("preview", 60, timedelta(minutes=1))
ACCEPT = Rate("accept", 30, timedelta(minutes=1))
REFRESH = Rate("refresh", 60, timedelta(minutes=1))
REGISTER = Rate("register", 10, timedelta(minutes=5))
CHECK = Rate("check of an integration", 20, timedelta(minutes=1))


class Rates:
    """Counts operations, not requests: fifteen sign-ins by alias in one request are fifteen."""

    def __init__(self, clock: Clock, switch: Switch) -> None:
        self._clock = clock
        self._on = switch is Switch.ON
        self._seen: OrderedDict[tuple[str, str], deque[float]] = OrderedDict()

    def take(self, rate: Rate, key: str) -> None:
        """Count one operation, or raise RATE_LIMITED with the seconds until the next may come."""
        if not self._on:
            return
        now = self._clock.now().timestamp()
        times = self._seen.setdefault((rate.name, key), deque())
        self._seen.move_to_end((rate.name, key))
        span = rate.within.total_seconds()
        while times and times[0] <= now - span:
            times.popleft()
        if len(times) >= rate.most:
            wait = max(1, ceil(times[0] + span - now))
            raise Refused(Refusal.RATE_LIMITED, f"Too often; try again in {wait} seconds.", retry_after=wait)
        times.append(now)
        while len(self._seen) > KEPT:
            self._seen.popitem(last=False)
