"""Brands: under whose name and in whose colour a page is shown."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from app.core import db

_COLOR: Final = re.compile(r"#[0-9a-fA-F]{6}")
_USUAL: Final = "#1d4fd7"
_BRIGHT: Final = 0.4


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
        """What can be read on the accent: dark on bright ones, by relative luminance (WCAG 2.2), roughly."""
        red, green, blue = (int(self.accent[at : at + 2], 16) / 255 for at in (1, 3, 5))
        bright = 0.2126 * red**2.2 + 0.7152 * green**2.2 + 0.0722 * blue**2.2
        return "#111" if bright > _BRIGHT else "#fff"


USHER: Final = Brand("Usher")


async def brand_of(tenant_id: UUID | None) -> Brand:
    """The brand of a tenant; of nobody the product's own."""
    row = await db.fetch_one(
        "select coalesce(brand_name, name) as name, brand_accent_color as color, brand_support_email as support from tenant where id = :id",
        {"id": tenant_id},
    )
    return brand(row["name"], row["color"], row["support"]) if row else USHER


def brand(name: str, color: str | None, support_email: str | None) -> Brand:
    """A brand as the row of a tenant has it; what is no colour is the usual one."""
    return Brand(name, color if color and _COLOR.fullmatch(color) else _USUAL, support_email)
