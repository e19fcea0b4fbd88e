"""Words of people: no control characters, no headers, no links."""

from __future__ import annotations

import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.text import BIDI
from app.mail import plain

# What mail programs make links of, taken generously: schemes, www., domains, addresses, and IP addresses.
LINKED = re.compile(
    r"\w+:/?/?\\?\\?\w[^\s]*\.\w|://|//[^\s]|\bwww\.|[^\s@]@[^\s@]|[^\W_]+[.\u3002\uff0e\uff61][^\W\d_]{2,}|\b\d{1,3}(\.\d{1,3}){3}|mailto:\S|\\\\\S",
    re.IGNORECASE,
)
ADDRESSES = [
    "https://evil.example/plan?x=1", "HTTPS://EVIL.EXAMPLE", "www.evil.com", "evil.com", "evil.co.uk/path", "t.co/x", "i❤.ws",
    "a.b-c.io", "evil.1und1.de", "xn--80ak6aa92e.com", "пример.рф", "evil\u3002com", "evil\uff0ecom", "evil\uff61com", "bob@evil.com",
    "bob@evil", "mailto:bob@evil.com", "ftp://x.y.com", "//evil.com/x", "http://10.0.0.1/x", "10.2.3.4/login", "tel:+49123456", "file:///etc/passwd",
    "https:\\\\evil.com", "\\\\server\\share", "(evil.com).", "user:pw@evil.com", "evil.com:8080",
]  # fmt: skip


@pytest.mark.parametrize("address", ADDRESSES)
def test_given_an_address_in_words_when_made_linkless_then_it_reads_the_same_but_nothing_links_it(address: str) -> None:
    text = plain.linkless(f"see {address} now")
    assert not LINKED.search(text), ascii(text)
    assert text.replace(plain.HAIR, "") == f"see {address} now"


@pytest.mark.parametrize("text", ["Acme, Inc., e.g. this: v2.1 and 3.5 or 10:30 and/or 1.2", "Dr. A. B. Smith", "50 % @ noon", "Yes."])
def test_given_words_without_addresses_when_made_linkless_then_they_stay_as_they_are(text: str) -> None:
    assert plain.linkless(text) == text


def test_given_a_name_when_made_one_line_then_spaces_are_single_and_controls_and_bidi_are_gone() -> None:
    assert plain.line(" A\r\nBcc:\tx\u2028y\u202ez\x00\x1b\ud800\u2066 ") == "A Bcc: x yz"


def test_given_a_message_when_made_lines_then_only_newlines_and_tabs_stay() -> None:
    assert plain.lines("Hi\r\n\tyou\rthere\u2029all\x07\u202e\x00\n\n") == "Hi\n\tyou\nthere\nall"


def test_given_an_encoded_word_when_made_a_header_then_it_is_broken_up() -> None:
    assert plain.header("=?UTF-8?Q?=0ABcc:_x?=") == "= ?UTF-8?Q?=0ABcc:_x?="


@given(st.text())
def test_given_any_text_when_cleaned_then_nothing_harmful_is_left(text: str) -> None:
    for cleaned, allowed in ((plain.line(text), ""), (plain.lines(text), "\n\t")):
        assert not [c for c in cleaned if (unicodedata.category(c) in ("Cc", "Cs") or c in BIDI) and c not in allowed]
    assert "\n" not in plain.line(text)
    assert "=?" not in plain.header(text)
    assert plain.header(plain.header(text)) == plain.header(text)
