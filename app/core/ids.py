"""Ids: UUIDv7 (RFC 9562) in the database, TypeIDs (prefix and 26 characters of base32) in the API."""

from __future__ import annotations

import os
import re
import time
from functools import lru_cache
from uuid import UUID

ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"
_TWO = tuple(a + b for a in ALPHABET for b in ALPHABET)
_THREE = tuple(two + c for two in _TWO for c in ALPHABET)
"""What 10 and 15 bits are written as: an answer has many ids, and this is five times as fast as a letter at a time."""
_DIGITS = str.maketrans(ALPHABET, "0123456789abcdefghijklmnopqrstuv")
"""To the digits that Python reads numbers to the base of 32 in."""
_WELL_FORMED = re.compile(f"[0-7][{ALPHABET}]{{25}}").fullmatch


_last = 0


def new_id() -> UUID:
    """A fresh UUIDv7: 48 bits of milliseconds, then random ones (RFC 9562, section 5.7).

    Each is greater than all before it in this process (section 6.2), so that what one transaction writes has an order.
    """
    global _last  # noqa: PLW0603  # what the process made last
    milliseconds = time.time_ns() // 1_000_000
    random = int.from_bytes(os.urandom(10), "big")
    value = milliseconds << 80 | 0x7 << 76 | (random >> 68 & 0xFFF) << 64 | 0b10 << 62 | random & (1 << 62) - 1
    if value <= _last:  # in the same millisecond: a random step further, which can't be guessed either
        value = _last + 1 + (random >> 16 & 0xFFFFFFFF)
    _last = value
    return UUID(int=value)


@lru_cache(maxsize=16_384)
def to_text(prefix: str, id_: UUID) -> str:
    """The TypeID of a UUID, e.g. `poc_01kaj3…`. What one answer names is likely named by the next."""
    bits = id_.int
    return (
        f"{prefix}_{_TWO[bits >> 120]}{_THREE[bits >> 105 & 32767]}{_THREE[bits >> 90 & 32767]}{_THREE[bits >> 75 & 32767]}"
        f"{_THREE[bits >> 60 & 32767]}{_THREE[bits >> 45 & 32767]}{_THREE[bits >> 30 & 32767]}{_THREE[bits >> 15 & 32767]}"
        f"{_THREE[bits & 32767]}"
    )


def from_text(text: str) -> tuple[str, UUID] | None:
    """Prefix and UUID of a TypeID; None if it is malformed."""
    prefix, _, digits = text.rpartition("_")
    if not prefix or not _WELL_FORMED(digits):
        return None
    return prefix, UUID(int=int(digits.translate(_DIGITS), 32))


def parse(text: str, prefix: str) -> UUID | None:
    """The UUID behind a TypeID of this kind; None for another kind or a malformed one."""
    found = from_text(text)
    return found[1] if found and found[0] == prefix else None
