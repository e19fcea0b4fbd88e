"""Ids: UUIDv7 (RFC 9562) in the database, TypeIDs (prefix and 26 characters of base32) in the API."""

from __future__ import annotations

import os
import time
from uuid import UUID

ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"
_VALUES = {letter: value for value, letter in enumerate(ALPHABET)}
LENGTH = 26


def new_id() -> UUID:
    """A fresh UUIDv7: 48 bits of milliseconds, then random ones (RFC 9562, section 5.7)."""
    milliseconds = time.time_ns() // 1_000_000
    random = int.from_bytes(os.urandom(10), "big")
    value = milliseconds << 80 | 0x7 << 76 | (random >> 68 & 0xFFF) << 64 | 0b10 << 62 | random & (1 << 62) - 1
    return UUID(int=value)


def to_text(prefix: str, id_: UUID) -> str:
    """The TypeID of a UUID, e.g. `poc_01kaj3…`."""
    value = id_.int
    return prefix + "_" + "".join(ALPHABET[value >> shift & 31] for shift in range(125, -1, -5))


def from_text(text: str) -> tuple[str, UUID] | None:
    """Prefix and UUID of a TypeID; None if it is malformed."""
    prefix, separator, digits = text.rpartition("_")
    if not separator or not prefix or len(digits) != LENGTH or digits[0] > "7":
        return None
    value = 0
    for digit in digits:
        if (five := _VALUES.get(digit)) is None:
            return None
        value = value << 5 | five
    return prefix, UUID(int=value)


def parse(text: str, prefix: str) -> UUID | None:
    """The UUID behind a TypeID of this kind; None for another kind or a malformed one."""
    found = from_text(text)
    return found[1] if found and found[0] == prefix else None
