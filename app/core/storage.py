"""Storage: where the bytes of files lie, a folder or a bucket, by one interface: whole or not at all."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import timedelta
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

import obstore
from obstore.store import LocalStore, S3Store

from app.core.runtime import current

if TYPE_CHECKING:  # the library has them for this only
    from obstore.store import ClientConfig, S3Config

_PART: Final = 5 * 1024 * 1024
"""Bytes of one part of what is written, which S3 takes no smaller; two of them are in memory at once."""
_CHUNK: Final = 256 * 1024
_SLOWEST: Final = timedelta(minutes=30)
"""How long one request may take: whoever downloads sets the pace."""


class MissingError(Exception):
    """There are no bytes at that place."""


@dataclass(frozen=True, slots=True)
class Stored:
    """Bytes on their way out."""

    size: int
    chunks: AsyncIterator[bytes]


class Storage:
    """Places by name, each written once."""

    def __init__(self, store: LocalStore | S3Store) -> None:
        self._store = store

    async def write(self, place: str, chunks: AsyncIterator[bytes]) -> None:
        """Write as they come. If they break off, by whatever error, nothing is left, and the error is passed on."""
        await obstore.put_async(self._store, place, chunks, chunk_size=_PART, max_concurrency=2)

    async def read(self, place: str) -> Stored:
        """What lies there. Raises MissingError."""
        try:
            found = await obstore.get_async(self._store, place)
        except FileNotFoundError:
            raise MissingError(place) from None
        return Stored(found.meta["size"], _chunks(found))

    async def remove(self, place: str) -> None:
        """Take away what lies there, if anything does."""
        with suppress(FileNotFoundError):  # S3 does not tell
            await obstore.delete_async(self._store, place)


def storage() -> Storage:
    """The storage of the current runtime."""
    settings = current().settings
    return _opened(settings.storage_url, settings.storage_endpoint)


@lru_cache(maxsize=16)
def _opened(url: str, endpoint: str) -> Storage:
    """A folder is made when it is first needed; a bucket must be there. For S3 the usual AWS_ variables hold, too."""
    kind, _, place = url.partition("://")
    if kind == "file":
        return Storage(LocalStore(Path(place).absolute(), mkdir=True))
    bucket, _, prefix = place.partition("/")
    options: ClientConfig = {"timeout": _SLOWEST, "allow_http": endpoint.startswith("http:")}
    config: S3Config = {"endpoint": endpoint} if endpoint else {}
    return Storage(S3Store(bucket, prefix=prefix.strip("/") or None, config=config, client_options=options))


async def _chunks(found: obstore.GetResult) -> AsyncIterator[bytes]:
    async for chunk in found.stream(_CHUNK):
        yield bytes(chunk)
