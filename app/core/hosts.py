"""Names of hosts from outside, in one form, so that the same name is the same text."""

from __future__ import annotations

import idna

from app.core import text
from app.core.errors import Code, refuse

LENGTH = 253
"""In characters (RFC 1035, section 2.3.4, without the root's dot)."""


def domain(value: str | None, *path: str) -> str | None:
    """A company's domain in its IDNA form (RFC 5891, UTS #46), which is that of the domain in an address's key. Nothing is None.

    INVALID or TOO_LONG at `path`. A name of one label, or one that ends in a number (an address of the network), is none.
    """
    typed = text.optional_name(value, *path, most=LENGTH)
    if typed is None:
        return None
    try:
        host = idna.encode(typed, uts46=True).decode().removesuffix(".")
        readable(host)
    except UnicodeError:
        host = ""
    if "." not in host or host.rpartition(".")[2].isdecimal():
        raise refuse(Code.INVALID, "This is not a domain, like acme.example.", *path)
    return host


def readable(host: str) -> str:
    """A name in its IDNA form as people read it."""
    return idna.decode(host)
