"""What a kind of integration is: names, the schemas of settings and credential, perhaps a check. And the words schemas are made of."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final
from uuid import UUID, uuid5

_NAMESPACE: Final = UUID("8c1d5a52-6f1e-5d0b-9a43-7f2f0b8f3c11")
"""Of the ids of kinds: each has the same id in every installation."""
_DIALECT: Final = "https://json-schema.org/draft/2020-12/schema"

Schema = Mapping[str, Any]
Facts = Mapping[str, Any]
"""Settings or a credential, as their schema allows them."""
Check = Callable[[Facts, Facts | None], Awaitable[None]]
"""Tries an integration by its settings and credential, on the network: returns if it works, else raises `outgoing.Failed`."""


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of integration."""

    key: str
    name: str
    description: str
    category: str
    settings: Schema
    credential: Schema
    check: Check | None = field(default=None, repr=False)

    @property
    def id(self) -> UUID:
        """The same wherever it is asked for."""
        return uuid5(_NAMESPACE, self.key)


def facts(title: str, *required: str, forms: tuple[tuple[str, ...], ...] = (), **properties: Schema) -> Schema:
    """The schema of an object that has these properties and no others. `forms`: exactly one of these sets must be given whole."""
    schema: dict[str, Any] = {
        "$schema": _DIALECT,
        "title": title,
        "type": "object",
        "properties": properties,
        "additionalProperties": False,
    }
    if required:
        schema["required"] = list(required)
    if forms:
        schema["oneOf"] = [{"required": [form[0]]} for form in forms]
        if whole := {name: [other for other in form if other != name] for form in forms if len(form) > 1 for name in form}:
            schema["dependentRequired"] = whole
    return schema


def text(description: str, *, pattern: str | None = None, most: int = 200) -> Schema:
    """A text that is not empty."""
    schema: dict[str, Any] = {"type": "string", "description": description, "minLength": 1, "maxLength": most}
    return schema | ({"pattern": pattern} if pattern else {})


def choice(description: str, *values: str, default: str | None = None) -> Schema:
    """One of some words."""
    schema: dict[str, Any] = {"type": "string", "description": description, "enum": list(values)}
    return schema | ({"default": default} if default else {})


def port(default: int) -> Schema:
    """A port of TCP."""
    return {"type": "integer", "description": "The port.", "minimum": 1, "maximum": 65535, "default": default}


def url(description: str, *, secure: bool = False) -> Schema:
    """An address of the web: ASCII, without a login in it."""
    pattern = rf"^http{'s' if secure else 's?'}://[A-Za-z0-9.:_\[\]-]+([/?][!-~]*)?$"
    return {"type": "string", "description": description, "maxLength": 2000, "format": "uri", "pattern": pattern}


HOST: Final = text("The name of the host, or its address.", pattern=r"^[A-Za-z0-9._:-]+$", most=253)
HEADER: Final = r"^[!-~]+$"
"""What may stand in a header of HTTP: visible ASCII."""
