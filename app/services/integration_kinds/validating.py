"""Checking settings and credentials by their JSON Schemas. Nothing of what was sent is repeated: it may be a password."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final
from urllib.parse import urlsplit

import orjson
from jsonschema import Draft202012Validator, FormatChecker, ValidationError

from app.core.errors import Code, UserError, UserErrors, refuse
from app.services.integration_kinds.kind import Facts, Schema

MOST_CHARACTERS: Final = 20_000
"""Of settings, and of a credential, as JSON."""
MOST_LEVELS: Final = 8
_LISTED: Final = 10
"""As many mistakes as are told of."""


def _is_web_address(value: object) -> bool:
    """What the pattern can't say: a host, a port that there is, no login."""
    if not isinstance(value, str):
        return True
    parts = urlsplit(value)
    return bool(parts.hostname) and parts.port != 0 and parts.username is None


_FORMATS: Final = FormatChecker(formats=())
_FORMATS.checks("uri", raises=ValueError)(_is_web_address)


def checked(schema: Schema, given: Any, *path: str, secret: bool = False) -> Facts:
    """What was given, if the schema allows it. Raises UserErrors below `path`: REQUIRED, TOO_LONG, INVALID.

    Of what is `secret` not even the names of unknown properties are repeated.
    """
    _require_small(given, *path)
    found = sorted(Draft202012Validator(schema, format_checker=_FORMATS).iter_errors(given), key=lambda error: list(map(str, error.path)))
    errors = list(_unique(mistake for error in found for mistake in _told(error, path, secret=secret)))
    if errors:
        raise UserErrors(errors[:_LISTED])
    facts: Facts = given
    return facts


def _require_small(given: Any, *path: str) -> None:
    """Not too deep, not too long, and no characters that no text has."""
    level: list[Any] = [given]
    for _ in range(MOST_LEVELS):
        texts = [one for one in level if isinstance(one, str)]
        level = [inner for one in level for inner in _inside(one)]
        if any(unicodedata.category(character) in ("Cc", "Cs") for text in texts for character in text[: MOST_CHARACTERS + 1]):
            raise refuse(Code.INVALID, "There are control characters in this.", *path)
        if not level:
            break
    else:
        raise refuse(Code.INVALID, f"This has more than {MOST_LEVELS} levels.", *path)
    try:
        size = len(orjson.dumps(given).decode())
    except TypeError:  # a number beyond 64 bits
        raise refuse(Code.INVALID, "There is a number in this that is too large.", *path) from None
    if size > MOST_CHARACTERS:
        raise refuse(Code.TOO_LONG, f"This has more than {MOST_CHARACTERS} characters.", *path)


def _inside(value: Any) -> Iterable[Any]:
    if isinstance(value, Mapping):
        return [*value.keys(), *value.values()]
    return value if isinstance(value, list) else ()


def _told(error: ValidationError, path: tuple[str, ...], *, secret: bool) -> Iterator[UserError]:
    """What the schema found wrong, in our words."""
    at = (*path, *map(str, error.absolute_path))
    keyword, wanted, given = str(error.validator), error.validator_value, error.instance
    if keyword in ("required", "dependentRequired"):
        for name in _missing(wanted, given):
            yield UserError(Code.REQUIRED, "This is required.", (*at, name))
    elif keyword == "additionalProperties":
        for name in sorted(given.keys() - error.schema["properties"].keys()):
            harmless = not secret and re.fullmatch(r"\w{1,60}", name, re.ASCII)
            yield UserError(Code.INVALID, "There is no such property.", (*at, name) if harmless else at)
    elif keyword == "oneOf":
        names = ", ".join(form["required"][0] for form in wanted)
        yield UserError(Code.INVALID if given else Code.REQUIRED, f"Exactly one of these is required: {names}.", at)
    else:
        code = {"minLength": Code.REQUIRED, "maxLength": Code.TOO_LONG}.get(keyword, Code.INVALID)
        yield UserError(code, _SAID[keyword](wanted), at)


def _missing(wanted: Any, given: Mapping[str, Any]) -> list[str]:
    """Of `required` (names), or of `dependentRequired` (names by the name that wants them)."""
    names = [name for first in wanted if first in given for name in wanted[first]] if isinstance(wanted, Mapping) else wanted
    return [name for name in names if name not in given]


_NAMES: Final = {"string": "a text", "integer": "a whole number", "object": "an object", "boolean": "true or false"}
_SAID: Final[Mapping[str, Any]] = {
    "type": lambda wanted: f"This must be {_NAMES[wanted]}.",
    "enum": lambda wanted: f"This is one of: {', '.join(wanted)}.",
    "minLength": lambda _: "This is required.",
    "maxLength": lambda wanted: f"This has more than {wanted} characters.",
    "minimum": lambda wanted: f"This must be {wanted} or more.",
    "maximum": lambda wanted: f"This must be {wanted} or less.",
    "pattern": lambda _: "This is not of the right form.",
    "format": lambda _: "This is not of the right form.",
}


def _unique(errors: Iterable[UserError]) -> Iterator[UserError]:
    """The first of each place."""
    seen: set[tuple[str, ...] | None] = set()
    for error in errors:
        if error.path not in seen:
            seen.add(error.path)
            yield error
