"""The arguments of a list: which rows, in which order, and which page of them."""

from __future__ import annotations

from typing import Annotated, Any, get_type_hints

import strawberry

from schema.reading.connections import ARGUMENTS

ABOUT = {"filter": "Which rows; all of them unless told.", "order_by": "In which order."}
"""The arguments that a list may have, besides those of a page and those that its filter is spread into."""


def list_arguments(filter_type: type[Any] | None, order_type: type[Any] | None, *, spread: bool) -> tuple[dict[str, Any], dict[str, Any]]:
    """The types of a list's arguments and what they are unless told, by name. With `spread` each field of the filter is one."""
    arguments: dict[str, Any] = {}
    defaults: dict[str, Any] = {}
    for name, type_ in {"filter": None if spread else filter_type, "order_by": order_type}.items():
        if type_ is not None:
            arguments[name], defaults[name] = _argument(type_ | None, ABOUT[name]), None
    if spread and filter_type is not None:
        types, fields = get_type_hints(filter_type), filter_type.__strawberry_definition__.fields
        for field in fields:
            name = field.python_name
            arguments[name], defaults[name] = _argument(types[name], field.description), field.default
    return arguments | ARGUMENTS, defaults | dict.fromkeys(ARGUMENTS, None)


def _argument(type_: Any, description: str) -> Any:
    return Annotated[type_, strawberry.argument(description=description)]
