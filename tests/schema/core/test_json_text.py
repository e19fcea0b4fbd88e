from __future__ import annotations

from collections.abc import Callable

import orjson
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from app.core.errors import Refusal, Refused
from schema.core import json_text
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


LETTERS = st.text(alphabet='ab:{}[]",\\ é', max_size=4)
LEAVES = st.one_of(
    st.none(), st.booleans(), st.integers(-(2**66), 2**66), st.floats(allow_nan=False, allow_infinity=False), LETTERS, st.just("a\0")
).map(lambda leaf: str(leaf) if isinstance(leaf, int) and not isinstance(leaf, bool) else orjson.dumps(leaf).decode())
KEYS = LETTERS.map(lambda key: orjson.dumps(key).decode())


def written(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    """Objects and arrays, with keys that may come twice, spaces, and an escape that hides a colon."""
    pairs = st.tuples(KEYS, st.sampled_from([":", " : ", ":\n"]), inner).map("".join)
    return st.one_of(
        st.lists(pairs, max_size=4).map(lambda parts: "{" + ",".join(parts) + "}"),
        st.lists(inner, max_size=4).map(lambda parts: "[" + ", ".join(parts) + "]"),
        st.just('"\\u003a"'),
    )


@given(st.one_of(st.recursive(LEAVES, written, max_leaves=12), st.text(alphabet='{}[]":,ab01.e-\\u \n', max_size=12)))
@example('{"a": 1, "a": "\\u003a"}')
@example('{"a": ":", "a": 1}')
@example('{"a": 1, "a": ":"}')
@example('[{"b": {"a:": 1, "a:": {"c": 2}}}]')
@example("[18446744073709551615]")
@example("[-0, 1.0, 1e2]")
@example("[" * (DEEPEST + 1) + "]" * (DEEPEST + 1))
@example('{"a":' * DEEPEST + "{}" + "}" * DEEPEST)
@example("\ufeff{}")
def test_given_any_text_when_read_fast_then_it_is_what_the_slow_reader_gives_or_refuses(text: str) -> None:
    def outcome(value: Callable[[str], object]) -> str:
        try:
            return repr(value(text))
        except Refused as refused:
            return refused.message

    assert outcome(read_json) == outcome(json_text._read_slowly)


def test_given_usual_variables_when_read_then_the_fast_reader_is_sure(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(json_text, "_read_slowly", None)
    assert read_json('{"query": "{ a(b: 1) }", "variables": {"a": [1, null, true], "b": "é:"}}') == {
        "query": "{ a(b: 1) }",
        "variables": {"a": [1, None, True], "b": "é:"},
    }
