"""Health: of each reason when it is there, what it says and takes, and that the score is what they leave."""

from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.models import PocStatus
from app.services.health import END_NEAR, LOW_ENGAGEMENT, NO_SIGN_IN, OVERDUE_MUST_HAVES, Figures, Health, Reason, health, is_low, score
from tests.conftest import START

AFTER = timedelta(days=5)
LITTLE = timedelta(milliseconds=1)
ORDER = ["NO_SIGN_IN", "OVERDUE_MUST_HAVES", "LOW_ENGAGEMENT", "END_NEAR"]


def figures(**given: Any) -> Figures:
    """A POC with which all is well, but for what is said."""
    well: dict[str, Any] = {
        "status": PocStatus.ACTIVE, "invited": 4, "first_invited_at": START - timedelta(days=20), "last_seen_at": START,
        "active_last_7_days": 2, "days_left": 30, "must_haves_unmet": 3, "criteria_open": 3,
    }  # fmt: skip
    return Figures(**well | given)


NOT_SEEN = {"last_seen_at": None, "active_last_7_days": 0}
CASES: list[tuple[dict[str, Any], list[str]]] = [
    ({}, []),
    ({"last_seen_at": START - AFTER + LITTLE}, []),
    ({"last_seen_at": START - AFTER}, ["30: No participant has looked in for 5 days."]),
    ({"last_seen_at": START - timedelta(days=7) + LITTLE}, ["30: No participant has looked in for 6 days."]),
    ({**NOT_SEEN, "invited": 0, "first_invited_at": None}, []),
    ({**NOT_SEEN, "invited": 1, "first_invited_at": START - AFTER + LITTLE}, []),
    ({**NOT_SEEN, "first_invited_at": START - AFTER},
     ["30: No participant has looked in for 5 days.",
      "20: Fewer than half of the people invited were active in the last 7 days."]),
    ({"first_invited_at": None, "invited": 0, "last_seen_at": START - AFTER}, ["30: No participant has looked in for 5 days."]),
    ({"active_last_7_days": 1}, ["20: Fewer than half of the people invited were active in the last 7 days."]),
    ({"invited": 5}, ["20: Fewer than half of the people invited were active in the last 7 days."]),
    ({"invited": 5, "first_invited_at": START - AFTER + LITTLE}, []),
    ({"invited": 5, "status": PocStatus.ON_HOLD}, []),
    ({"days_left": 8}, []),
    ({"days_left": 7}, ["10: The last day is in 7 days, and 3 criteria are still open."]),
    ({"days_left": 1, "criteria_open": 1}, ["10: The last day is in 1 day, and 1 criterion is still open."]),
    ({"days_left": 0}, ["10: The last day is today, and 3 criteria are still open."]),
    ({"days_left": 0, "criteria_open": 0}, []),
    ({"days_left": -1}, ["40: The last day is over, and 3 must-have criteria are not met."]),
    ({"days_left": -1, "must_haves_unmet": 1}, ["40: The last day is over, and 1 must-have criterion is not met."]),
    ({"days_left": -1, "must_haves_unmet": 0}, []),
    ({"days_left": None}, []),
    ({**NOT_SEEN, "days_left": -100, "status": PocStatus.ON_HOLD},
     ["30: No participant has looked in for 20 days.", "40: The last day is over, and 3 must-have criteria are not met."]),
]  # fmt: skip


@pytest.mark.parametrize(("given_", "expected"), CASES)
def test_given_figures_when_asked_for_the_health_then_these_reasons_and_what_they_leave(
    given_: dict[str, Any], expected: list[str]
) -> None:
    found = health(figures(**given_), START, AFTER)
    assert [f"{reason.weight}: {reason.message}" for reason in found.reasons] == expected
    assert found.score == 100 - sum(int(line.partition(":")[0]) for line in expected)


@pytest.mark.parametrize("status", [PocStatus.DRAFT, PocStatus.WON, PocStatus.LOST, PocStatus.ARCHIVED])
def test_given_a_poc_that_is_not_under_way_when_asked_for_the_health_then_all_is_well(status: PocStatus) -> None:
    worst = {**NOT_SEEN, "days_left": -1}
    assert health(figures(**worst), START, AFTER).score == 10
    assert health(figures(**worst, status=status), START, AFTER) == Health(100)


def test_given_the_weights_when_compared_then_what_is_worse_takes_more() -> None:
    assert OVERDUE_MUST_HAVES > NO_SIGN_IN > LOW_ENGAGEMENT > END_NEAR > 0


@given(weights=st.lists(st.integers(1, 100), max_size=6))
def test_given_any_reasons_when_scored_then_what_they_leave_of_a_hundred_and_never_less_than_nothing(weights: list[int]) -> None:
    assert score([Reason("CODE", "Message.", weight) for weight in weights]) == max(0, 100 - sum(weights))


AGO = st.none() | st.integers(0, 40 * 24).map(lambda hours: START - timedelta(hours=hours))
COUNT = st.integers(0, 12)


@given(
    facts=st.builds(
        Figures, status=st.sampled_from(PocStatus), invited=COUNT, first_invited_at=AGO, last_seen_at=AGO, active_last_7_days=COUNT,
        days_left=st.none() | st.integers(-40, 40), must_haves_unmet=COUNT, criteria_open=COUNT,
    )
)  # fmt: skip
def test_given_any_figures_when_asked_for_the_health_then_within_bounds_in_order_and_the_same_again(facts: Figures) -> None:
    found = health(facts, START, AFTER)
    assert 0 <= found.score <= 100
    assert found.score == max(0, 100 - sum(reason.weight for reason in found.reasons))
    codes = [reason.code for reason in found.reasons]
    assert codes == sorted(set(codes), key=ORDER.index)
    assert ("LOW_ENGAGEMENT" in codes) == is_low(facts, START, AFTER)
    assert not {"OVERDUE_MUST_HAVES", "END_NEAR"} <= set(codes)
    assert health(facts, START, AFTER) == found
