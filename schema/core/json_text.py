"""JSON from outside, read strictly (RFC 8259, I-JSON of RFC 7493): what two readers could understand differently is refused."""

from __future__ import annotations

import json
from math import isfinite

import orjson

from app.core.errors import Refused, bad_input

DEEPEST = 64
LONGEST = 100_000
"""Characters of one string; the document of a request is one of them."""
_INTEGERS = range(-(2**63), 2**63)
_DIGITS = 20


def read_json(source: str) -> object:
    """The value. BAD_USER_INPUT for what is no JSON, too deep or too long, or has a key twice, a number out of range, a stray character."""
    if "\\u" not in source:
        try:
            value = orjson.loads(source)
        except orjson.JSONDecodeError:
            pass
        else:
            if _is_plain(value, source.count(":")):
                return value
    return _read_slowly(source)


def _is_plain(value: object, colons: int) -> bool:
    """Whether a value that the fast reader gave is surely what the slow one gives, which also says what is wrong with one.

    The fast reader keeps the last of two equal keys. But without escapes, each colon of the source stands either after a key
    or in a string: if as many are found in the value, nothing of the source is missing in it.
    """
    waiting: list[object] = [value]
    depth = 0
    while waiting:
        depth += 1
        deeper: list[object] = []
        for item in waiting:
            if isinstance(item, str):
                if len(item) > LONGEST:
                    return False
                colons -= item.count(":")
            elif isinstance(item, dict | list):
                if depth > DEEPEST:
                    return False
                deeper += item  # of an object these are its keys
                if isinstance(item, dict):
                    colons -= len(item)
                    deeper += item.values()
            elif item is not None and (isinstance(item, float) or item not in _INTEGERS):  # too large ones are read as the nearest float
                return False
        waiting = deeper
    return colons == 0


def _read_slowly(source: str) -> object:
    try:
        value = _DECODER.decode(source)
    except json.JSONDecodeError as problem:
        raise bad_input(f"This is not JSON: line {problem.lineno}, column {problem.colno}.") from None
    except RecursionError:
        raise _too_deep() from None
    _walk(value)
    return value


def check_text(text: str) -> None:
    """BAD_USER_INPUT for a string that is too long, or has NUL or half a surrogate pair, which no database takes."""
    if len(text) > LONGEST:
        raise bad_input(f"A string has more than {LONGEST} characters.")
    if "\0" in text:
        raise bad_input("A string has the character NUL.")
    try:
        text.encode()
    except UnicodeEncodeError:
        raise bad_input("A string has half a surrogate pair.") from None


def _walk(value: object) -> None:
    waiting: list[tuple[object, int]] = [(value, 1)]
    while waiting:
        item, depth = waiting.pop()
        if isinstance(item, str):
            check_text(item)
        elif isinstance(item, dict | list):
            if depth > DEEPEST:
                raise _too_deep()
            if isinstance(item, dict):
                for key in item:
                    check_text(key)
            waiting.extend((part, depth + 1) for part in (item.values() if isinstance(item, dict) else item))


def _once(pairs: list[tuple[str, object]]) -> dict[str, object]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise bad_input("An object has the same key twice.")
    return found


def integer(text: str) -> int:
    """An integer of 64 bits. BAD_USER_INPUT for a larger one."""
    if len(text) > _DIGITS or (value := int(text)) not in _INTEGERS:
        raise bad_input("A number is out of range.")
    return value


def number(text: str) -> float:
    """A number of double precision. BAD_USER_INPUT for one that is too large for it."""
    if not isfinite(value := float(text)):
        raise bad_input("A number is out of range.")
    return value


def _no_constant(name: str) -> float:
    raise bad_input(f"This is not JSON: {name}.")


def _too_deep() -> Refused:
    return bad_input(f"The JSON is nested more than {DEEPEST} levels deep.")


_DECODER = json.JSONDecoder(object_pairs_hook=_once, parse_int=integer, parse_float=number, parse_constant=_no_constant)
