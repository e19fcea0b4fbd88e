"""Which form of answer a client wants: content negotiation by the Accept header (RFC 9110, section 12.5.1)."""

from __future__ import annotations

from enum import StrEnum
from functools import lru_cache


class Media(StrEnum):
    """The forms of an answer."""

    RESPONSE = "application/graphql-response+json"
    """GraphQL over HTTP: a status code tells what became of the request."""
    JSON = "application/json"
    """For clients from before: 200 for whatever is well-formed GraphQL."""
    PAGE = "text/html"
    """The explorer, for a person with a browser."""


@lru_cache(maxsize=64)
def negotiated(accept: str | None, offered: tuple[Media, ...] = (Media.RESPONSE, Media.JSON)) -> Media | None:
    """The best of what is offered; None if the client takes nothing of it. Without a wish it is a client from before."""
    if not accept or not accept.strip():
        return Media.JSON
    ranges = [parsed for part in accept.split(",") if (parsed := _range(part))]
    best: tuple[float, int, bool] | None = None
    chosen: Media | None = None
    for media in offered:
        quality, precision = max(
            ((precision, quality) for pattern, quality in ranges if (precision := _precision(pattern, media))), default=(0, 0.0)
        )[::-1]
        # Named exactly, the newer form is better; a client that takes anything is likely one from before.
        rank = (quality, precision, (media is Media.RESPONSE) == (precision == _EXACT))
        if quality > 0 and (best is None or rank > best):
            best, chosen = rank, media
    return chosen


_EXACT = 3


def _precision(pattern: str, media: Media) -> int:
    if pattern == media:
        return _EXACT
    if pattern == f"{media.split('/')[0]}/*":
        return 2
    return 1 if pattern == "*/*" else 0


def _range(part: str) -> tuple[str, float] | None:
    pattern, *parameters = (piece.strip().lower() for piece in part.split(";"))
    quality = 1.0
    for parameter in parameters:
        name, _, value = parameter.partition("=")
        if name.strip() == "q":
            try:
                quality = min(max(float(value), 0.0), 1.0)
            except ValueError:
                return None
    return pattern, quality
