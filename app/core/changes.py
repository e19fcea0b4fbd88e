"""Changes to a thing: what is left out stays as it is, None clears."""

from __future__ import annotations

from enum import Enum
from typing import Final, Literal


class Unset(Enum):
    """The type of UNSET, so that a type checker tells it from None."""

    UNSET = "UNSET"


UNSET: Final[Literal[Unset.UNSET]] = Unset.UNSET
"""Left out."""
