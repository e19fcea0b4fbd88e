"""What people type: what is kept of it, and what is refused."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from app.core import text
from app.core.errors import UserError, UserErrors


def _refusal(problem: pytest.ExceptionInfo[UserErrors]) -> tuple[str, tuple[str, ...] | None]:
    (error,) = problem.value.errors
    return error.code.value, error.path


# Names and texts


@pytest.mark.parametrize(
    ("typed", "kept"), [("  Ada  ", "Ada"), ("Zoe\u0308", "Zoë"), ("a" * 200, "a" * 200), ("O'Neil & Sons <x>", "O'Neil & Sons <x>")]
)
def test_given_a_name_when_read_then_it_is_trimmed_and_nfc(typed: str, kept: str) -> None:
    assert text.name(typed) == kept


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        (None, "REQUIRED"), ("", "REQUIRED"), (" \t ", "REQUIRED"), ("a" * 201, "TOO_LONG"), ("a\nb", "INVALID"), ("a\tb", "INVALID"),
        ("a\0b", "INVALID"), ("a\x7fb", "INVALID"), ("a\x85b", "INVALID"), ("a\ud800b", "INVALID"), ("a\u202eb", "INVALID"),
        ("a\u2066b", "INVALID"), ("a\u2028b", "INVALID"),
    ],
)  # fmt: skip
def test_given_a_name_that_will_not_do_when_read_then_its_path_is_told(typed: str | None, code: str) -> None:
    with pytest.raises(UserErrors) as problem:
        text.name(typed, "input", "name")

    assert _refusal(problem) == (code, ("input", "name"))


def test_given_nothing_when_a_name_is_optional_then_it_is_none() -> None:
    assert [text.optional_name(typed) for typed in (None, "", "  ")] == [None] * 3


@pytest.mark.parametrize(("typed", "kept"), [(None, None), (" \n ", None), ("a\r\nb\tc", "a\nb\tc"), ("x" * 10_000, "x" * 10_000)])
def test_given_a_text_when_read_then_lines_are_kept(typed: str | None, kept: str | None) -> None:
    assert text.body(typed) == kept


@pytest.mark.parametrize(("typed", "code"), [("x" * 10_001, "TOO_LONG"), ("a\0b", "INVALID"), ("a\rb", "INVALID"), ("\ud800", "INVALID")])
def test_given_a_text_that_will_not_do_when_read_then_it_is_refused(typed: str, code: str) -> None:
    with pytest.raises(UserErrors) as problem:
        text.body(typed, "summary")

    assert _refusal(problem) == (code, ("summary",))


# Addresses


@pytest.mark.parametrize(
    ("typed", "key"),
    [
        ("Ada@Acme.Example", "ada@acme.example"), ("  ada@acme.example ", "ada@acme.example"), ("a.d+p@acme.example", "a.d+p@acme.example"),
        ("ada@BÜCHER.example", "ada@xn--bcher-kva.example"), ("ada@xn--bcher-kva.example", "ada@xn--bcher-kva.example"),
        ("ada@faß.example", "ada@xn--fa-hia.example"), ("ZOË@acme.example", "zoË@acme.example"), ("zoë@acme.example", "zoë@acme.example"),
        ("straße@acme.example", "straße@acme.example"), ("İ@acme.example", "İ@acme.example"),
    ],
)  # fmt: skip
def test_given_an_address_when_read_then_it_is_kept_as_typed_and_has_one_key(typed: str, key: str) -> None:
    assert text.email(typed) == (typed.strip(), key)
    assert text.email_key(key) == key


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("straße@acme.example", "strasse@acme.example"),
        ("a+x@acme.example", "a@acme.example"),
        ("a.b@acme.example", "ab@acme.example"),
        ("\u017f@acme.example", "s@acme.example"),
    ],
)
def test_given_two_mailboxes_that_look_alike_when_keyed_then_they_stay_two(one: str, other: str) -> None:
    assert text.email_key(one) != text.email_key(other)


@pytest.mark.parametrize(
    "typed",
    [
        "ada", "@acme.example", "ada@", "ada@@acme.example", "ada@acme", "a da@acme.example", "ada@acme..example", "ada@-acme.example",
        "zoe\u0308@acme.example", "\u212a@acme.example", "ada\0@acme.example", "ada\n@acme.example", "ada@acme.example\nbcc:x@y.example",
        "Ada <ada@acme.example>", "ada@[127.0.0.1]", ".ada@acme.example", "\ud800@acme.example",
    ],
)  # fmt: skip
def test_given_what_is_no_address_when_read_then_it_is_refused(typed: str) -> None:
    with pytest.raises(UserErrors) as problem:
        text.email(typed, "email")

    assert _refusal(problem) == ("INVALID", ("email",))


def test_given_an_address_that_is_missing_or_too_long_when_read_then_so_it_says() -> None:
    for typed, code in (("  ", "REQUIRED"), (None, "REQUIRED"), ("a" * 250 + "@acme.example", "TOO_LONG")):
        with pytest.raises(UserErrors) as problem:
            text.email(typed, "email")
        assert _refusal(problem) == (code, ("email",))


@given(some.text(max_size=80))
def test_given_any_text_when_read_as_address_then_it_is_read_or_refused(typed: str) -> None:
    try:
        _, key = text.email(typed)
    except UserErrors:
        return
    assert text.email_key(key) == key


@pytest.mark.parametrize(
    "typed",
    [
        "Jörg@Bücher.example", "jörg", "jörg@", "jo\u0308rg@", "rg@bücher", " @BÜCHER.exam ", "BÜCHER", "bücher.", "xn--bcher", "er-kva.EX",
    ],
)  # fmt: skip
def test_given_a_part_of_an_address_when_looked_for_then_it_is_in_its_key(typed: str) -> None:
    key = text.email_key("Jörg@Bücher.example")
    assert any(part in key for part in text.email_parts(typed))


@pytest.mark.parametrize("typed", ["jorg@", "JÖRG@", "bucher", "büch"])
def test_given_what_is_no_part_of_an_address_when_looked_for_then_it_is_not_in_its_key(typed: str) -> None:
    key = text.email_key("Jörg@Bücher.example")
    assert not any(part in key for part in text.email_parts(typed))


@given(some.text(max_size=80))
def test_given_any_text_when_looked_for_in_addresses_then_it_is_never_refused(typed: str) -> None:
    assert all(isinstance(part, str) for part in text.email_parts(typed))


def test_given_an_address_when_masked_then_one_letter_is_left() -> None:
    assert text.mask_email("julia@acme.example") == "j***@acme.example"


@pytest.mark.parametrize(
    ("typed", "masked"),
    [
        ("julia@\u0430cme.example", "j***@xn--cme-5cd.example"),
        ("Julia@B\u00dcCHER.example", "J***@xn--bcher-kva.example"),
        ("julia@acme\uff0eexample", "j***@acme.example"),
        ("julia@acme\u3002example", "j***@acme.example"),
    ],
)  # fmt: skip
def test_given_a_domain_that_looks_like_another_when_masked_then_it_is_shown_as_it_is(typed: str, masked: str) -> None:
    assert text.mask_email(typed) == masked


@given(some.emails() | some.builds("a@{}.example".format, some.text(min_size=1, max_size=20)))
def test_given_any_address_when_masked_then_its_domain_is_ascii_without_spaces(typed: str) -> None:
    try:
        address, _ = text.email(typed)
    except UserErrors:
        return
    domain = text.mask_email(address).partition("***@")[2]
    assert domain.isascii()
    assert domain == domain.lower()
    assert not set(domain) & set(" \t@")


def test_given_a_host_that_gets_no_mail_when_masked_then_it_is_shown_too() -> None:
    assert text.mask_email("0195@erased.invalid") == "0***@erased.invalid"


# Order and errors


def test_given_names_when_ordered_by_their_keys_then_case_and_accents_do_not_count() -> None:
    names = ["Zoe", "émile", "Emil", "ÅBO", "abc", "Straße", "strasse"]

    assert sorted(names, key=text.sort_key) == ["abc", "ÅBO", "Emil", "émile", "Straße", "strasse", "Zoe"]


@settings(max_examples=1000)
@given(some.text())
def test_given_any_text_when_made_a_sort_key_then_it_fits_and_is_stable(typed: str) -> None:
    key = text.sort_key(typed)
    assert len(key) <= 400
    assert text.sort_key(key) == key


def test_given_several_problems_when_collected_then_all_are_told() -> None:
    errors: list[UserError] = []
    for field in ("first", "last"):
        with text.collecting(errors):
            text.name("", field)
    with text.collecting(errors):
        text.name("fine", "title")

    assert [error.path for error in errors] == [("first",), ("last",)]


# What keeps a server busy


@pytest.mark.parametrize(("typed", "code"), [("a" + "\u0301" * 31, "INVALID"), ("a" + "\u0301" * 200_000, "TOO_LONG")])
def test_given_a_letter_with_a_tower_of_accents_when_read_then_it_is_refused_before_it_is_normalised(typed: str, code: str) -> None:
    assert text.body("a" + "\u0323" * 30) is not None
    with pytest.raises(UserErrors) as problem:
        text.body(typed, "summary")

    assert _refusal(problem) == (code, ("summary",))
