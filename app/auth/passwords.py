"""Passwords: what a new one must be, and Argon2id hashes (RFC 9106) that are made beside the event loop.

A password is compared in Unicode's form NFC (as RFC 8265, section 4.2, has it): the same keys pressed on two devices are
the same password. It is not trimmed.
"""

from __future__ import annotations

import asyncio
import os
import unicodedata
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from functools import lru_cache
from typing import Final, ParamSpec, TypeVar

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from app.auth.weak_passwords import weakness
from app.core.crypto import new_token
from app.core.errors import Code, refuse

LEAST: Final = 12
MOST: Final = 1000
"""Characters in NFC."""

hasher = PasswordHasher()
"""How hashes are made: 64 MiB, 3 passes, 4 lanes (RFC 9106, section 4, the second choice).

Read anew at each use, so that tests can put a cheap one here; it is not a setting, since no installation needs a weaker
one, and what older parameters made is made again when its owner signs in.
"""

_threads: Final = ThreadPoolExecutor(max_workers=min(4, os.cpu_count() or 1), thread_name_prefix="passwords")
"""A burst of sign-ins waits here: so many hashes at once, and not more, take their 64 MiB."""

P = ParamSpec("P")
R = TypeVar("R")


def check(password: str, *path: str, about: Iterable[str] = ()) -> None:
    """Refuse a new password at `path`: WEAK_PASSWORD, TOO_LONG, INVALID. `about` is the person's address and names."""
    text = _normal(password)
    if text is None:
        raise refuse(Code.TOO_LONG, f"A password has at most {MOST} characters.", *path)
    if len(text) < LEAST:
        raise refuse(Code.WEAK_PASSWORD, f"A password has at least {LEAST} characters; several words are easy to remember.", *path)
    if any(unicodedata.category(c) == "Cs" for c in text):
        raise refuse(Code.INVALID, "This has characters that no keyboard makes.", *path)
    if why := weakness(text, about):
        raise refuse(Code.WEAK_PASSWORD, why, *path)


async def hash_of(password: str) -> str:
    """The hash of a password that was checked. Not inside a transaction: it takes a tenth of a second and more."""
    return await _beside(hasher.hash, _secret(_normal(password) or ""))


async def verify(password: str, hashed: str | None) -> bool:
    """Whether it is the password. Without a hash (an unknown person) the answer is no, after as much work."""
    return await _beside(_verify, hasher, password, hashed)


def outdated(hashed: str) -> bool:
    """Whether it was made with other parameters than one made now."""
    return hasher.check_needs_rehash(hashed)


def _verify(with_: PasswordHasher, password: str, hashed: str | None) -> bool:
    decoy = _decoy(with_)
    text = _normal(password)
    try:
        with_.verify(hashed or decoy, _secret(text or ""))
    except (VerificationError, InvalidHashError):
        return False
    return hashed is not None and text is not None


@lru_cache(maxsize=4)
def _decoy(with_: PasswordHasher) -> str:
    """A hash that nobody knows the password of."""
    return with_.hash(new_token())


def _normal(password: str) -> str | None:
    """The password in NFC; None where it is too long. Long runs of accents would keep NFC busy, so it never sees one."""
    if len(password) > 4 * MOST:
        return None
    text = unicodedata.normalize("NFC", password)
    return text if len(text) <= MOST else None


def _secret(text: str) -> bytes:
    return text.encode(errors="surrogatepass")


async def _beside(work: Callable[P, R], *args: P.args, **kwargs: P.kwargs) -> R:
    return await asyncio.get_running_loop().run_in_executor(_threads, lambda: work(*args, **kwargs))
