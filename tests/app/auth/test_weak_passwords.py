import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.auth.weak_passwords import weakness

ANNA = ["anna.schmidt@northwind.example", "Anna", "Schmidt"]


@pytest.mark.parametrize(
    ("password", "why"),
    [
        ("aaaaaaaaaaaa", "repeats"),
        ("abcabcabcabc", "repeats"),
        ("hunter2hunter2hunter2", "repeats"),
        ("passwordpassword", "repeats"),
        ("123456789012", "repeats"),
        ("abcdefghijklm", "repeats"),
        ("password1234", "tried first"),
        ("Password123!", "tried first"),
        ("P@ssw0rd1234", "tried first"),
        ("i love you 1234", "tried first"),
        ("1q2w3e4r5t6y", "tried first"),
        ("qwerty123456", "tried first"),
        ("Summer2026!!", "tried first"),
        ("administrator", "tried first"),
        ("\uff50\uff41\uff53\uff53\uff57\uff4f\uff52\uff441234", "tried first"),  # full width
        ("anna.schmidt@northwind.example", "your own"),
        ("ANNA.SCHMIDT@northwind.example and more words", "your own"),
        ("annaschmidt1980", "your own"),
        ("Schmidt, Anna!", "your own"),
        ("schmidt-anna-northwind", "your own"),
    ],
)
def test_given_a_password_that_is_tried_first_when_judged_then_a_sentence_says_why(password: str, why: str) -> None:
    assert why in (weakness(password, ANNA) or "it is fine")


@pytest.mark.parametrize(
    "password",
    [
        "correct horse battery staple",
        "x7#kQ9-pL2!vB",
        "anna likes tall horses",
        "старыйпароль-сад",
        "パスワードを忘れないでください",
        "Tr0ub4dor&3xyz",
    ],
)
def test_given_a_password_of_its_own_when_judged_then_it_is_fine(password: str) -> None:
    assert weakness(password, ANNA) is None


def test_given_another_person_when_judged_then_the_name_is_no_reason() -> None:
    assert weakness("zuleika.dobson") is None
    assert weakness("zuleika.dobson", ["Zuleika", "Dobson"])


@given(st.text(max_size=1000), st.lists(st.text(max_size=60), max_size=4))
def test_given_any_text_when_judged_then_there_is_an_answer(password: str, about: list[str]) -> None:
    assert weakness(password, about) is None or str(weakness(password, about)).endswith(".")


@given(st.text(st.characters(max_codepoint=0x7F), min_size=1, max_size=11), st.integers(2, 60))
def test_given_anything_short_over_and_over_when_judged_then_it_is_weak(unit: str, times: int) -> None:
    assert weakness(unit * times)


def test_given_letters_that_may_stand_for_many_when_judged_then_it_does_not_take_long() -> None:
    weakness("warm up the lists")
    begun = time.perf_counter()
    weakness("@4{[(<1!|0$5+7%2z6g9" * 50, ANNA)
    assert time.perf_counter() - begun < 0.5
