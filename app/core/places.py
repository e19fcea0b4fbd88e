"""Languages and time zones as people name them: checked, and written in one way."""

from __future__ import annotations

import re
from functools import cache
from typing import Final
from zoneinfo import available_timezones

from app.core.errors import Code, refuse

LOCALE_LENGTH: Final = 20
# Language, script, region and variants of RFC 5646, section 2.1; extensions and private use say nothing to us.
_TAG: Final = re.compile(r"([a-z]{2,3})(-[a-z]{4})?(-(?:[a-z]{2}|[0-9]{3}))?((?:-(?:[a-z0-9]{5,8}|[0-9][a-z0-9]{3}))*)", re.ASCII)
_OF_THE_MACHINE: Final = {"Factory", "localtime", "posixrules"}


def locale(value: str | None, *path: str) -> str:
    """A language tag (BCP 47) in the usual case, e.g. `de-AT`. Raises UserErrors at `path` (REQUIRED, INVALID)."""
    typed = (value or "").strip()
    if not typed:
        raise refuse(Code.REQUIRED, "A language is required.", *path)
    parts = _TAG.fullmatch(typed.lower()) if len(typed) <= LOCALE_LENGTH else None
    if parts is None:
        raise refuse(Code.INVALID, "This is not a language tag, such as en or de-AT.", *path)
    language, script, region, variants = parts.groups(default="")
    return language + script.title() + region.upper() + variants


def time_zone(value: str | None, *path: str) -> str:
    """A time zone by its IANA name, e.g. `Europe/Berlin`. Raises UserErrors at `path` (REQUIRED, INVALID)."""
    typed = (value or "").strip()
    if not typed:
        raise refuse(Code.REQUIRED, "A time zone is required.", *path)
    if typed not in _time_zones():
        raise refuse(Code.INVALID, "This is not a time zone, such as Europe/Berlin.", *path)
    return typed


@cache
def _time_zones() -> frozenset[str]:
    """All that the system or the package tzdata knows; reading the folders takes a while, and once is enough."""
    return frozenset(available_timezones() - _OF_THE_MACHINE)
