"""Enums as the SDL shows them: each value with what it means."""

from __future__ import annotations

from enum import Enum
from typing import Any, TypeVar

import strawberry

E = TypeVar("E", bound=type[Enum])


def described(enum: E, description: str, *, name: str | None = None, **values: str) -> E:
    """Declare an enum of the product for the API. Every value needs its words, and no others; TypeError otherwise."""
    made: Any = strawberry.enum(enum, name=name, description=description)
    if missing := {member.name for member in enum} ^ values.keys():
        raise TypeError(f"{enum.__name__}: say of {', '.join(sorted(missing))} what it means, and of nothing else")
    for value in made.__strawberry_definition__.values:
        value.description = values[value.name]
    return enum
