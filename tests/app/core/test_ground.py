"""The small parts of the ground: clock, ids, keys and tokens, rates, the runtime."""

from __future__ import annotations

import asyncio
import time
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as some

from app.core import ids
from app.core.clock import Clock, cut, end_of_day
from app.core.crypto import Keys, new_token, token_hash
from app.core.errors import Refusal, Refused
from app.core.rates import Rate, Rates
from app.core.runtime import Runtime, current
from app.core.settings import Switch

# Clock


def test_given_a_standing_clock_when_advanced_then_by_just_that() -> None:
    clock = Clock()
    clock.stand(datetime(2026, 3, 2, 9, 0, tzinfo=UTC))
    clock.advance(timedelta(seconds=61))

    assert clock.now() == datetime(2026, 3, 2, 9, 1, 1, tzinfo=UTC)
    clock.stand(None)
    assert abs(clock.now() - datetime.now(UTC)) < timedelta(seconds=5)


def test_given_a_time_when_cut_then_it_is_utc_in_milliseconds() -> None:
    assert cut(datetime(2026, 3, 2, 9, 0, 0, 999_999, tzinfo=timezone(timedelta(hours=2)))) == datetime(
        2026, 3, 2, 7, 0, 0, 999_000, tzinfo=UTC
    )


@pytest.mark.parametrize(
    ("day", "zone", "end"),
    [
        (date(2026, 1, 31), "Europe/Berlin", datetime(2026, 1, 31, 23, tzinfo=UTC)),
        (date(2026, 7, 31), "Europe/Berlin", datetime(2026, 7, 31, 22, tzinfo=UTC)),
        (date(2026, 3, 29), "Europe/Berlin", datetime(2026, 3, 29, 22, tzinfo=UTC)),  # the day of the change has 23 hours
        (date(2026, 3, 1), "America/Los_Angeles", datetime(2026, 3, 2, 8, tzinfo=UTC)),
        (date(2026, 3, 1), "UTC", datetime(2026, 3, 2, tzinfo=UTC)),
    ],
)
def test_given_a_day_when_it_ends_then_at_midnight_of_its_zone(day: date, zone: str, end: datetime) -> None:
    assert end_of_day(day, zone) == end


# Ids


@given(some.uuids())
def test_given_any_uuid_when_written_as_typeid_and_read_then_it_is_the_same(id_: UUID) -> None:
    assert ids.parse(ids.to_text("poc", id_), "poc") == id_
    assert ids.parse(ids.to_text("poc", id_), "user") is None


def test_given_the_example_of_the_typeid_specification_when_written_then_it_is_alike() -> None:
    assert ids.to_text("prefix", UUID("01890a5d-ac96-774b-bcce-b302099a8057")) == "prefix_01h455vb4pex5vsknk084sn02q"


@given(some.text(max_size=40))
def test_given_any_text_when_read_as_id_then_it_never_fails(text: str) -> None:
    found = ids.from_text(text)
    assert found is None or ids.to_text(*found) == text


@pytest.mark.parametrize(
    "text", ["", "poc", "poc_", "poc_81h455vb4pex5vsknk084sn02q", "poc_01H455VB4PEX5VSKNK084SN02Q", "01h455vb4pex5vsknk084sn02q"]
)
def test_given_a_malformed_id_when_read_then_there_is_none(text: str) -> None:
    assert ids.parse(text, "poc") is None


def test_given_new_ids_when_compared_then_they_are_version_7_in_the_order_of_time() -> None:
    first = ids.new_id()
    time.sleep(0.002)  # the one thing here that has no clock of ours
    second = ids.new_id()

    assert first < second
    assert (first.version, first.variant) == (7, "specified in RFC 4122")
    assert len({ids.new_id() for _ in range(10_000)}) == 10_000


# Keys


def test_given_keys_when_a_new_one_comes_before_the_old_then_what_the_old_sealed_can_be_read() -> None:
    old, both, new = Keys(("old" * 11,)), Keys(("new" * 11, "old" * 11)), Keys(("new" * 11,))
    sealed = old.seal("a letter")

    assert both.unseal(sealed) == "a letter"
    assert new.unseal(both.seal("another")) == "another"
    with pytest.raises(ValueError, match="no key"):
        new.unseal(sealed)
    with pytest.raises(ValueError, match="no key"):
        new.unseal("nonsense")
    assert "letter" not in sealed


def test_given_a_mark_when_checked_then_only_for_its_purpose_and_text() -> None:
    old, both = Keys(("old" * 11,)), Keys(("new" * 11, "old" * 11))
    mark = old.mark("form", "text")

    assert both.marked("form", "text", mark)
    assert not both.marked("other", "text", mark)
    assert not both.marked("form", "tex", mark)
    assert not both.marked("form", "text", "zoë")
    assert both.mark("form", "text") != mark


def test_given_several_keys_when_asked_for_signing_keys_then_each_has_its_own_id_and_shows_no_private_half() -> None:
    keys = Keys(("new" * 11, "old" * 11))

    assert [key.kid for key in keys.signing] != [key.kid for key in reversed(keys.signing)]
    assert keys.signing[1].kid == Keys(("old" * 11,)).signing[0].kid
    assert keys.signing[0].jwk().keys() == {"kty", "crv", "x", "kid", "use", "alg"}


def test_given_tokens_when_made_then_they_are_long_and_their_hash_tells_nothing() -> None:
    tokens = {new_token() for _ in range(1000)}

    assert len(tokens) == 1000
    assert {len(token) for token in tokens} == {43}  # 256 bits in base64url
    assert token_hash("abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"  # FIPS 180-4, example


# Rates

RATE = Rate("test", 3, timedelta(seconds=10))


def _taken(rates: Rates, key: str = "a", rate: Rate = RATE) -> int | None:
    """None if it was allowed, else the seconds to wait."""
    try:
        rates.take(rate, key)
    except Refused as refused:
        return refused.retry_after if refused.code is Refusal.RATE_LIMITED else -1
    return None


def test_given_a_rate_when_used_up_then_the_next_waits_until_the_first_is_old_enough() -> None:
    clock = Clock()
    clock.stand(datetime(2026, 3, 2, tzinfo=UTC))
    rates = Rates(clock, Switch.ON)

    assert [_taken(rates) for _ in range(4)] == [None, None, None, 10]
    assert _taken(rates, "b") is None  # somebody else
    assert _taken(rates, rate=replace(RATE, name="other")) is None  # something else
    clock.advance(timedelta(seconds=4))
    assert _taken(rates) == 6
    clock.advance(timedelta(seconds=6))
    assert _taken(rates) is None


def test_given_rates_that_are_off_when_used_then_without_end() -> None:
    rates = Rates(Clock(), Switch.OFF)

    assert [_taken(rates) for _ in range(100)] == [None] * 100


# Runtime


async def test_given_two_runtimes_when_tasks_work_at_once_then_each_has_its_own(runtime: Runtime) -> None:
    other = replace(runtime)

    async def look(bound: Runtime) -> bool:
        with bound.bound():
            await asyncio.sleep(0)
            return current() is bound

    assert all(await asyncio.gather(*(look(bound) for bound in (runtime, other) * 5)))
    assert current() is runtime


def test_given_no_runtime_when_asked_for_then_it_fails() -> None:
    with pytest.raises(LookupError):
        current()
