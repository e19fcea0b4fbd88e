"""What kind of file bytes are: by their first ones, or because all of them are text. What anybody says of them counts for nothing."""

from __future__ import annotations

import re
from codecs import getincrementaldecoder
from typing import Final

import filetype

UNKNOWN: Final = "application/octet-stream"
TEXT: Final = "text/plain"
_ENOUGH: Final = 8192
"""Bytes by which a kind is recognized."""
_CONTROL: Final = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f-\x9f]")
"""What no text has: control characters but tab, newline, form feed and carriage return."""
_WRITTEN_AS_TEXT: Final = frozenset({"application/pdf", "application/postscript", "application/rtf"})
"""Kinds that may be all text. Other signatures are too short to tell what begins with them from a text: BM, MZ."""


class Look:
    """Looks at bytes as they pass."""

    def __init__(self) -> None:
        self._head = bytearray()
        self._decoder = getincrementaldecoder("utf-8")()
        self._text = True

    def at(self, chunk: bytes) -> None:
        """The next bytes."""
        if len(self._head) < _ENOUGH:
            self._head += chunk[: _ENOUGH - len(self._head)]
        self._decode(chunk)

    def verdict(self) -> str:
        """The media type of all of them together, after the last. HTML, SVG and scripts are text like any other."""
        self._decode(b"", final=True)
        recognized: str | None = filetype.guess_mime(bytes(self._head))
        if self._text and recognized not in _WRITTEN_AS_TEXT:
            return TEXT
        return recognized or UNKNOWN

    def _decode(self, chunk: bytes, *, final: bool = False) -> None:
        if self._text:
            try:
                self._text = not _CONTROL.search(self._decoder.decode(chunk, final))
            except UnicodeDecodeError:
                self._text = False
