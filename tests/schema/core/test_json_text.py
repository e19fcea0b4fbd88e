from __future__ import annotations

import pytest

from app.core.errors import Refusal, Refused
from schema.core.json_text import DEEPEST, LONGEST, read_json


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("null", None),
        ('{"a": [1, 2.5, true, "\\u00e9"]}', {"a": [1, 2.5, True, "é"]}),
        ('"\\ud83d\\ude00"', "😀"),
        (str(2**63 - 1), 2**63 - 1),
        (str(-(2**63)), -(2**63)),
        ("[" * DEEPEST + "]" * DEEPEST, None),
        (f'"{"x" * LONGEST}"', "x" * LONGEST),
        ('{"a": {"b": 1}, "b": 1}', {"a": {"b": 1}, "b": 1}),
    ],
)
def test_given_plain_json_when_read_then_its_value(text: str, value: object) -> None:
    read = read_json(text)
    if not text.startswith("[["):
        assert read == value


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "This is not JSON: line 1, column 1."),
        ("{", "This is not JSON: line 1, column 2."),
        ("'a'", "This is not JSON: line 1, column 1."),
        ('{"a": 1} x', "This is not JSON: line 1, column 10."),
        ('"a\nb"', "This is not JSON: line 1, column 3."),
        ("[NaN]", "This is not JSON: NaN."),
        ("-Infinity", "This is not JSON: -Infinity."),
        ('{"a": 1, "a": 1}', "An object has the same key twice."),
        ('[{"a": {"b": 1, "\\u0062": 2}}]', "An object has the same key twice."),
        (str(2**63), "A number is out of range."),
        ("-" + "9" * 5_000, "A number is out of range."),
        ("1e999", "A number is out of range."),
        ('["a\\u0000b"]', "A string has the character NUL."),
        ('{"a\\u0000": 1}', "A string has the character NUL."),
        ('{"a": "\\ud800"}', "A string has half a surrogate pair."),
        ('"\\udc00\\ud800"', "A string has half a surrogate pair."),
        (f'"{"x" * (LONGEST + 1)}"', f"A string has more than {LONGEST} characters."),
        (f'{{"{"x" * (LONGEST + 1)}": 1}}', f"A string has more than {LONGEST} characters."),
        ("[" * (DEEPEST + 1) + "]" * (DEEPEST + 1), f"The JSON is nested more than {DEEPEST} levels deep."),
        ('{"a":' * 100_000 + "1" + "}" * 100_000, f"The JSON is nested more than {DEEPEST} levels deep."),
    ],
)
def test_given_what_two_readers_could_understand_differently_when_read_then_bad_user_input(text: str, message: str) -> None:
    with pytest.raises(Refused) as refused:
        read_json(text)
    assert (refused.value.code, refused.value.message) == (Refusal.BAD_USER_INPUT, message)
