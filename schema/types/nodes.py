"""What many types share: the Node interface, the direction of an order, and the values of a search."""

from __future__ import annotations

from enum import StrEnum
from typing import Any

import strawberry

from app.core import ids
from app.core.errors import bad_input
from app.core.text import SEARCH_LENGTH, email_parts, sort_key
from schema.core.enums import described
from schema.reading.declare import identity, narrows
from schema.reading.expressions import Expression


@strawberry.interface(description="Everything with an id. Ids are opaque, stable, and say their kind by a prefix (TypeID over UUIDv7).")
class Node:
    """What can be found by id."""

    id: strawberry.ID = identity("The id, opaque and stable.")


class OrderDirection(StrEnum):
    """ASC or DESC."""

    ASC = "ASC"
    DESC = "DESC"


described(
    OrderDirection,
    "From the smallest, or from the largest.",
    ASC="From the smallest: A to Z, oldest first.",
    DESC="From the largest: Z to A, newest first.",
)


def search(description: str, of: Expression) -> Any:
    """A field of a filter that finds a part of a name, without regard to case and accents."""
    return narrows(description, r"{of} like {value} escape '\'", of=of, value=pattern)


def pattern(given: str) -> str:
    """The LIKE pattern of a search; its signs mean themselves. BAD_USER_INPUT for more than 200 characters."""
    if len(given) > SEARCH_LENGTH:
        raise bad_input(f"A search has at most {SEARCH_LENGTH} characters.", ["filter", "search"])
    return _containing(sort_key(given))


def person(given: str) -> dict[str, str]:
    """The patterns of a search for people, by their names in conditions: `{value}` of the name, and those of `by_address`."""
    part, with_domain = email_parts(given)
    return {"value": pattern(given), "part": _containing(part), "with_domain": _containing(with_domain)}


def by_address(key: str) -> str:
    """The condition that an address is found by its key: as it is typed, or without regard to accents."""
    return "(" + " or ".join(rf"{key} like {{{name}}} escape '\'" for name in ("value", "part", "with_domain")) + ")"


def _containing(text: str) -> str:
    plain = text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
    return f"%{plain}%"


def id_of(prefix: str) -> Any:
    """How a filter reads an id: one that is malformed or of another kind matches nothing."""
    return lambda given: ids.parse(given, prefix)
