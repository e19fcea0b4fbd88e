"""Brands: under whose name and in whose colour pages and mails are shown."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

COLOR: Final = re.compile(r"#[0-9a-fA-F]{6}")
_USUAL: Final = "#1d4fd7"
_DARK, _LIGHT = "#111", "#fff"


@dataclass(frozen=True, slots=True)
class Brand:
    """How a tenant shows itself."""

    name: str
    accent: str = _USUAL
    support_email: str | None = None

    @property
    def initial(self) -> str:
        """What stands in the mark beside the name."""
        return self.name[:1].upper()[:1]

    @property
    def ink(self) -> str:
        """What can be read on the accent: dark or light, whichever has the higher contrast."""
        return max((_LIGHT, _DARK), key=lambda ink: contrast(self.accent, ink))


USHER: Final = Brand("Usher")
"""Of the product itself, where no tenant is concerned."""


def brand(name: str, color: str | None, support_email: str | None) -> Brand:
    """A brand from what a tenant has set; what is no colour is the usual one."""
    return Brand(name, color if color and COLOR.fullmatch(color) else _USUAL, support_email)


def contrast(one: str, other: str) -> float:
    """The contrast of two colours, from 1 to 21 (WCAG 2.2, "contrast ratio")."""
    low, high = sorted((_luminance(one), _luminance(other)))
    return (high + 0.05) / (low + 0.05)


def _luminance(color: str) -> float:
    """From 0 for black to 1 for white (WCAG 2.2, "relative luminance"); of `#rgb` or `#rrggbb`."""
    digits = color[1:] if len(color) > len("#rgb") else "".join(digit * 2 for digit in color[1:])
    red, green, blue = (_linear(int(digits[at : at + 2], 16) / 255) for at in (0, 2, 4))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4  # noqa: PLR2004  # the constants of the definition
