from zoneinfo import ZoneInfo, available_timezones

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core import places
from app.core.errors import Code, UserErrors


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("en", "en"), ("DE", "de"), (" de-at ", "de-AT"), ("zh-hant-tw", "zh-Hant-TW"), ("es-419", "es-419"),
        ("sl-rozaj", "sl-rozaj"), ("de-ch-1996", "de-CH-1996"), ("gsw", "gsw"),
    ],
)  # fmt: skip
def test_given_a_language_tag_when_checked_then_it_is_in_the_usual_case(typed: str, kept: str) -> None:
    assert places.locale(typed, "locale") == kept
    assert places.locale(kept, "locale") == kept


@pytest.mark.parametrize(
    "typed", ["e", "english", "en_US", "en-", "-en", "en-USA", "en US", "de-ch-1996-and-more-x", "\u017fs", "en\x00", "12"]
)
def test_given_no_language_tag_when_checked_then_invalid(typed: str) -> None:
    with pytest.raises(UserErrors) as refused:
        places.locale(typed, "locale")
    assert [(error.code, error.path) for error in refused.value.errors] == [(Code.INVALID, ("locale",))]


@pytest.mark.parametrize("typed", [None, "", "  "])
def test_given_nothing_when_checked_then_required(typed: str | None) -> None:
    for check in (places.locale, places.time_zone):
        with pytest.raises(UserErrors) as refused:
            check(typed, "here")
        assert [(error.code, error.path) for error in refused.value.errors] == [(Code.REQUIRED, ("here",))]


@given(st.text(max_size=30))
def test_given_any_text_when_it_is_a_language_then_it_fits_its_column_and_stays_itself(typed: str) -> None:
    try:
        kept = places.locale(typed)
    except UserErrors:
        return
    assert len(kept) <= places.LOCALE_LENGTH
    assert places.locale(kept) == kept


def test_given_time_zones_when_checked_then_those_that_everybody_knows_are_taken_and_can_be_used() -> None:
    for zone in ("UTC", "Europe/Berlin", "America/Argentina/Buenos_Aires", "Asia/Kathmandu"):
        assert places.time_zone(f" {zone} ", "timeZone") == zone
        assert ZoneInfo(zone).key == zone
    assert all(len(zone) <= 60 for zone in available_timezones())


@pytest.mark.parametrize("typed", ["Europe/Atlantis", "europe/berlin", "../UTC", "/etc/passwd", "localtime", "Factory", "UTC+1", "x\x00"])
def test_given_no_time_zone_when_checked_then_invalid(typed: str) -> None:
    with pytest.raises(UserErrors) as refused:
        places.time_zone(typed, "timeZone")
    assert [(error.code, error.path) for error in refused.value.errors] == [(Code.INVALID, ("timeZone",))]
