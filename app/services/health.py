"""Health: how a POC fares, told from figures alone: the same figures at the same moment always say the same."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from app.models import PocStatus

OVERDUE_MUST_HAVES: Final = 40
"""The most: the time is over and what was promised is not there, so without somebody who acts the POC is lost."""
NO_SIGN_IN: Final = 30
"""Nearly as much: nobody of the customer looks, and whatever else is well, nobody sees it."""
LOW_ENGAGEMENT: Final = 20
"""Less: some look, but too few of them."""
END_NEAR: Final = 10
"""The least: nothing is lost yet, there is only little time."""

BEST: Final = 100
SOON: Final = 7
"""Days before the end from which on it is near."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """What is known of a POC at one moment."""

    status: PocStatus
    invited: int
    """People."""
    first_invited_at: datetime | None
    """The first mail to any of them."""
    last_seen_at: datetime | None
    """The last sign of life of any participant; None if nobody ever joined."""
    active_last_7_days: int
    days_left: int | None
    """From today to the last day, where the provider is: 0 on it, negative after it."""
    must_haves_unmet: int
    criteria_open: int


@dataclass(frozen=True, slots=True)
class Reason:
    """Something that is not well, and how much it takes from the score."""

    code: str
    message: str
    weight: int


@dataclass(frozen=True, slots=True)
class Health:
    """How a POC fares: 100 is well."""

    score: int
    reasons: Sequence[Reason] = ()


def is_silent(since: datetime, at: datetime, inactive_after: timedelta) -> bool:
    """Whether there was no sign of life for long enough to count as inactive."""
    return at - since >= inactive_after


def is_low(figures: Figures, at: datetime, inactive_after: timedelta) -> bool:
    """Whether too few of the people who were invited take part. Never while they had no time to begin, or the POC is not active."""
    if figures.status is not PocStatus.ACTIVE or figures.first_invited_at is None:
        return False
    return is_silent(figures.first_invited_at, at, inactive_after) and 2 * figures.active_last_7_days < figures.invited


def health(figures: Figures, at: datetime, inactive_after: timedelta) -> Health:
    """Score and reasons, always in the same order. A POC that has not begun, or is decided, has nothing to complain about."""
    if figures.status not in (PocStatus.ACTIVE, PocStatus.ON_HOLD):
        return Health(BEST)
    found = (
        _no_sign_in(figures, at, inactive_after),
        _overdue(figures),
        Reason("LOW_ENGAGEMENT", "Fewer than half of the people invited were active in the last 7 days.", LOW_ENGAGEMENT)
        if is_low(figures, at, inactive_after)
        else None,
        _end_near(figures),
    )
    reasons = [reason for reason in found if reason is not None]
    return Health(score(reasons), reasons)


def score(reasons: Sequence[Reason]) -> int:
    """What the reasons leave of 100, never less than nothing."""
    return max(0, BEST - sum(reason.weight for reason in reasons))


def _no_sign_in(figures: Figures, at: datetime, inactive_after: timedelta) -> Reason | None:
    """Before anybody joins, the silence begins with the first invitation."""
    since = figures.last_seen_at or figures.first_invited_at
    if since is None or not is_silent(since, at, inactive_after):
        return None
    return Reason("NO_SIGN_IN", f"No participant has looked in for {_count((at - since).days, 'day')}.", NO_SIGN_IN)


def _overdue(figures: Figures) -> Reason | None:
    if figures.days_left is None or figures.days_left >= 0 or not figures.must_haves_unmet:
        return None
    unmet = "1 must-have criterion is" if figures.must_haves_unmet == 1 else f"{figures.must_haves_unmet} must-have criteria are"
    return Reason("OVERDUE_MUST_HAVES", f"The last day is over, and {unmet} not met.", OVERDUE_MUST_HAVES)


def _end_near(figures: Figures) -> Reason | None:
    if figures.days_left is None or not 0 <= figures.days_left <= SOON or not figures.criteria_open:
        return None
    when = f"in {_count(figures.days_left, 'day')}" if figures.days_left else "today"
    still = "1 criterion is" if figures.criteria_open == 1 else f"{figures.criteria_open} criteria are"
    return Reason("END_NEAR", f"The last day is {when}, and {still} still open.", END_NEAR)


def _count(number: int, what: str) -> str:
    return f"{number} {what}" if number == 1 else f"{number} {what}s"
