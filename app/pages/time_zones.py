"""Time zones to choose from: the places that people know, by area."""

from __future__ import annotations

from functools import cache
from typing import Final
from zoneinfo import available_timezones

_AREAS: Final = frozenset(
    {"Africa", "America", "Antarctica", "Arctic", "Asia", "Atlantic", "Australia", "Europe", "Indian", "Pacific"}
)  # fmt: skip


@cache
def areas() -> dict[str, list[tuple[str, str]]]:
    """IANA names and what to call them, by area, in the order of the alphabet."""
    found: dict[str, list[tuple[str, str]]] = {"World": [("UTC", "UTC")]}
    for name in sorted(available_timezones()):
        area, _, place = name.partition("/")
        if area in _AREAS and place:
            found.setdefault(area, []).append((name, place.replace("_", " ").replace("/", ", ")))
    return found
