"""Pages of drawn operations: in both directions, with sizes and cursors that are right, and with some that are not."""

from __future__ import annotations

from random import Random
from typing import Any

from graphql import GraphQLInputObjectType, Undefined

from tests.schema.reading.drawing.known import Known, ListKey
from tests.schema.reading.drawing.values import SIZES, WRONG_SIZES

PAGED = {"first", "after", "last", "before"}
GARBAGE = ("", "x", "bnVsbA", "WzEsMiwzXQ", "ä", "=" * 10)


def drawn_page(
    random: Random,
    coordinate: str,
    order: Any,
    order_type: Any,
    parent: str | None,
    known: Known,
    features: set[str],
    *,
    most: int,
) -> dict[str, Any]:
    """The arguments of one page of a list, of at most so many rows."""
    given: dict[str, Any] = {}
    chance = random.random()
    if chance < 0.25 and most >= 20:
        return given
    size = random.choice([size for size in SIZES if size <= max(1, most)])
    backward = chance > 0.65
    given["last" if backward else "first"] = size
    features.add("backward page" if backward else "forward page")
    if random.random() < 0.4:
        key = (*coordinate.split("."), order_of(order, order_type))
        given["before" if backward else "after"] = _cursor(random, key, parent, known, features)
    wrong = random.random()
    if wrong < 0.02:
        given["last" if backward else "first"] = random.choice(WRONG_SIZES)
        features.add("wrong size")
    elif wrong < 0.04:
        given["first" if backward else "last"] = 1
        features.add("both directions")
    return given


def order_of(order: Any, type_: Any) -> str:
    """The order that an argument means, as cursors are kept by: `NAME ASC`, or nothing for the list's own."""
    if not isinstance(order, dict) or not isinstance(type_, GraphQLInputObjectType):
        return ""
    default = type_.fields["direction"].default_value
    direction = order.get("direction") or (default.name if default is not Undefined else "")
    return f"{order.get('field')} {direction}"


def _cursor(random: Random, key: tuple[str, ...], parent: str | None, known: Known, features: set[str]) -> str:
    chance = random.random()
    if chance < 0.06:
        features.add("garbage as a cursor")
        return random.choice(GARBAGE)
    own = known.cursors.get((key[0], key[1], key[2]), ())
    of_parent = [label for label, of in own if of == parent] if parent else []
    if chance < 0.8 and (own or of_parent):
        features.add("right cursor" if of_parent or key[0] == "Query" else "cursor of some parent")
        return f"<{random.choice(of_parent or [label for label, _ in own])}>"
    lists: list[ListKey] = list(known.cursors)
    features.add("cursor of another list")
    return f"<{random.choice(known.cursors[random.choice(lists)])[0]}>" if lists else "x"
