"""Names: what a declared field is called in the schema."""

from __future__ import annotations

import functools
from typing import Any


def graphql_name(field: Any) -> str:
    """A Strawberry field's name in the schema."""
    return field.graphql_name or _camel(field.python_name)


@functools.cache
def _camel(name: str) -> str:
    head, *rest = name.split("_")
    return head + "".join(part.capitalize() for part in rest)
