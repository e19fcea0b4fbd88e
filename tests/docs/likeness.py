"""Whether an answer is the one that a page shows. In what is shown, `…` stands for whatever differs each time."""

from __future__ import annotations

import re
from typing import Any

ELLIPSIS = "…"


def difference(shown: Any, real: Any, place: str = "the answer") -> str | None:
    """The first place where they differ, in words; None if they are alike. Fields must stand in the same order, too."""
    if isinstance(shown, dict) and isinstance(real, dict):
        if list(shown) != list(real):
            return f"{place} has {list(real)}, not {list(shown)}"
        pairs = ((shown[key], real[key], f"{place}.{key}") for key in shown)
    elif isinstance(shown, list) and isinstance(real, list):
        if len(shown) != len(real):
            return f"{place} has {len(real)} items, not {len(shown)}"
        pairs = ((one, other, f"{place}[{number}]") for number, (one, other) in enumerate(zip(shown, real, strict=True)))
    elif isinstance(shown, str) and isinstance(real, str):
        return None if alike(shown, real) else f"{place} is {real!r}, not {shown!r}"
    else:
        return None if type(shown) is type(real) and shown == real else f"{place} is {real!r}, not {shown!r}"
    return next((found for pair in pairs if (found := difference(*pair))), None)


def alike(shown: str, real: str) -> bool:
    """Whether a text is as shown; each `…` is at least one character."""
    pattern = ".+?".join(re.escape(part) for part in shown.split(ELLIPSIS))
    return re.fullmatch(pattern, real, re.DOTALL) is not None
