"""Whether all servers answer the same: only then their figures are of equal work."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

import orjson

from bench import load
from bench.asking import PAGES, Asking

MASKED: Final = {
    "page": frozenset({"cursor", "endCursor"}),
    "start": frozenset({"endCursor"}),
    "invite": frozenset({"id", "email", "createdAt", "expiresAt"}),
}
"""What each server chooses for itself: cursors are opaque, and an invitation is another one each time. Their form must still be alike."""
UNORDERED: Final = frozenset({"roles", "permissions"})


class DifferenceError(Exception):
    """A server answers otherwise than the first one."""


async def answers(port: int, asking: Asking, names: Sequence[str], callers: int) -> dict[str, list[Any]]:
    """What a server answers to some operations of some callers; its cursors are noted on the way."""
    found: dict[str, list[Any]] = {}
    for name in names:
        if name == "page":
            found[name] = [page for nth in range(len(asking.callers)) for page in await _walk(port, asking, nth)]
        else:
            raw = await load.each(port, [asking.one(name, nth) for nth in range(min(callers, len(asking.callers)))])
            found[name] = [_plain(name, orjson.loads(body)) for body in raw]
    return found


async def _walk(port: int, asking: Asking, nth: int) -> list[Any]:
    pages: list[str | None] = [None]
    asking.cursors[nth] = pages
    found = []
    while True:
        (body,) = await load.each(port, [asking.one("page", nth, after=pages[-1])])
        answer = orjson.loads(body)
        found.append(_plain("page", answer))
        place = answer["data"]["invitations"]["pageInfo"]
        if not place["hasNextPage"] or len(pages) == PAGES:
            return found
        pages.append(place["endCursor"])


def must_be_equal(one: dict[str, list[Any]], other: dict[str, list[Any]]) -> None:
    """DifferenceError, with the place, if two servers differ."""
    for name, answers_ in other.items():
        if (place := _difference(one[name], answers_, name)) is not None:
            raise DifferenceError(place)


def _plain(name: str, answer: Any) -> Any:
    if "data" not in answer or "errors" in answer or b'"userErrors":[{' in orjson.dumps(answer):
        raise DifferenceError(f"{name}: {orjson.dumps(answer)[:400].decode()}")
    return _masked(answer["data"], MASKED.get(name, frozenset()))


def _masked(value: Any, masked: frozenset[str]) -> Any:
    if isinstance(value, list):
        return [_masked(item, masked) for item in value]
    if not isinstance(value, dict):
        return value
    return {
        key: _form(item) if key in masked else sorted(item) if key in UNORDERED else _masked(item, masked) for key, item in value.items()
    }


def _form(value: Any) -> str:
    """What is left of a masked value: whether it is there, and of an id, instant or address what kind it is."""
    if value is None:
        return "none"
    text = str(value)
    if "@" in text:
        return "an address"
    return text.partition("_")[0] if "_" in text and len(text) < 50 else f"{len(text)} characters" if text.endswith("Z") else "text"  # noqa: PLR2004  # longer than any id


def _difference(one: Any, other: Any, place: str) -> str | None:
    if isinstance(one, dict) and isinstance(other, dict):
        if list(one) != list(other):
            return f"{place}: {list(one)} against {list(other)}"
        return next((found for key in one if (found := _difference(one[key], other[key], f"{place}.{key}"))), None)
    if isinstance(one, list) and isinstance(other, list):
        if len(one) != len(other):
            return f"{place}: {len(one)} against {len(other)} items"
        return next(
            (found for nth, pair in enumerate(zip(one, other, strict=True)) if (found := _difference(*pair, f"{place}[{nth}]"))), None
        )
    return None if one == other and type(one) is type(other) else f"{place}: {one!r} against {other!r}"
