"""A watch over the whole suite: whatever a test seals as a credential occurs in no row, log or answer of that test.

The credentials are learned where they are sealed, so no test has to name its own. Words of fewer than eight characters are
left out: they may stand anywhere. Secrets of API keys are learned where they are made; of these the first answer may have each once.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import orjson
import pytest

from app.core import db
from app.core.crypto import Keys, new_token
from app.services import api_keys
from tests.world import tables

LEAST = 8
_sealed: set[str] = set()
_untold: set[str] = set()
"""Secrets that nobody has been told yet."""


@contextmanager
def watching(patch: pytest.MonkeyPatch) -> Iterator[None]:
    """Learn the credentials of one test."""
    seal = Keys.seal_for

    def learn(keys: Keys, owner: str, text: str) -> str:
        _sealed.update(_words(orjson.loads(text)))
        return seal(keys, owner, text)

    def learn_secret() -> str:
        secret = new_token()
        _sealed.add(secret)
        _untold.add(secret)
        return secret

    _sealed.clear()
    _untold.clear()
    patch.setattr(Keys, "seal_for", learn)
    patch.setattr(api_keys, "new_token", learn_secret)
    yield


def found_in(text: str) -> list[str]:
    """The credentials that a text gives away, so far as to tell which."""
    return [f"{word[:3]}… ({len(word)} characters)" for word in _sealed if word in text]


def found_in_answer(text: str) -> list[str]:
    """The credentials that an answer gives away, but for a new secret that it tells once."""
    telling = {secret for secret in _untold if text.count(secret) == 1}
    _untold.difference_update(telling)
    for secret in telling:
        text = text.replace(secret, "")
    return found_in(text)


async def assert_in_no_row() -> None:
    """No table of the current database has one of them in clear."""
    if not _sealed:
        return
    for table in [*await tables(), "event_origin"]:
        rows: Any = await db.fetch(f'select * from "{table}"')
        for row in rows:
            assert found_in(repr(tuple(row))) == [], f"a row of {table} has a credential in clear"


def _words(value: Any) -> Iterator[str]:
    if isinstance(value, dict | list):
        for inner in value.values() if isinstance(value, dict) else value:
            yield from _words(inner)
    elif isinstance(value, str) and len(value) >= LEAST:
        yield value
