"""Frames: what stands around the rows of a list: nothing, or a Relay connection with its edges and page information."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol, cast

from graphql import FieldNode, GraphQLField, GraphQLObjectType, get_named_type

from schema.reading import cursors
from schema.reading.connections import Page
from schema.reading.objects import written
from schema.reading.places import Place
from schema.reading.selections import below
from schema.reading.selects import Row

CURSOR = ("at", "own")
"""What generated source calls the two last columns, the value that the list is sorted by and the id, where cursors are asked for."""


@dataclass(frozen=True, slots=True)
class Group:
    """The rows of one parent's list on one page, and what was built of them."""

    name: str
    """What cursors of this list are made for."""
    page: Page
    rows: Sequence[Any]
    built: Sequence[Sequence[Any]]
    more: bool
    """Whether there are further rows in the direction of the page."""
    total: int | None


class Frame(Protocol):
    """What a list asks for besides its rows, and how it is put together."""

    asks_rows: bool
    asks_more: bool
    asks_cursors: bool
    asks_total: bool
    texts: list[str]
    """What is built of each row."""

    def show(self, group: Group) -> Any:
        """What stands in the answer."""


@dataclass(slots=True)
class ListFrame:
    """A plain list."""

    texts: list[str]
    asks_rows: bool = True
    asks_more: bool = False
    asks_cursors: bool = False
    asks_total: bool = False

    def show(self, group: Group) -> Any:
        """The rows."""
        return group.built[0]


def list_frame(place: Place, row: Row, field: GraphQLField, nodes: Sequence[FieldNode]) -> ListFrame:
    """For a field that is a list of objects."""
    return ListFrame([written(place, row, cast("GraphQLObjectType", get_named_type(field.type)), below(nodes))])


@dataclass(slots=True)
class ConnectionFrame:
    """A connection: source of a function over `g`, the group."""

    asks_more: bool = False
    asks_cursors: bool = False
    asks_total: bool = False
    asks_rows: bool = False
    texts: list[str] = field(default_factory=list)
    source: str = ""
    _show: Callable[[Group], Any] | None = None

    def show(self, group: Group) -> Any:
        """The connection."""
        if self._show is None:
            names = {"cursor": _cursor, "beyond": _beyond, "ahead": _ahead}
            self._show = cast("Callable[[Group], Any]", eval(compile(f"lambda g: {self.source}", "<plan>", "eval"), names))  # noqa: S307  # of ours
        return self._show(group)


def connection_frame(place: Place, row: Row, field: GraphQLField, nodes: Sequence[FieldNode]) -> ConnectionFrame:
    """For a field that is a connection."""
    frame = ConnectionFrame()
    frame.source = _object(place, row, cast("GraphQLObjectType", get_named_type(field.type)), nodes, frame)
    return frame


def _object(place: Place, row: Row, type_: GraphQLObjectType, nodes: Sequence[FieldNode], frame: ConnectionFrame) -> str:
    items = []
    for key, inner in place.planner.selections.of(type_, below(nodes)).items():
        items.append(f"{key!r}: {_part(place, row, type_, inner, frame)}")
    return "{" + ", ".join(items) + "}"


def _part(place: Place, row: Row, type_: GraphQLObjectType, nodes: Sequence[FieldNode], frame: ConnectionFrame) -> str:
    name = nodes[0].name.value
    inner = None if name == "__typename" else cast("GraphQLObjectType", get_named_type(type_.fields[name].type))
    if inner is None:
        return repr(type_.name)
    if name in ("nodes", "node"):
        frame.asks_rows = True
        frame.texts.append(written(place, row, inner, below(nodes)))
        return f"g.built[{len(frame.texts) - 1}]" + ("" if name == "nodes" else "[n]")
    if name == "edges":
        frame.asks_rows = True
        return f"[{_object(place, row, inner, nodes, frame)} for n, row in enumerate(g.rows)]"
    if name == "pageInfo":
        frame.asks_rows = True
        return _object(place, row, inner, nodes, frame)
    return _leaf(name, frame)


def _leaf(name: str, frame: ConnectionFrame) -> str:
    if name == "totalCount":
        frame.asks_total = True
        return "g.total"
    if name in _MORE:
        frame.asks_more = True
        return _MORE[name]
    frame.asks_cursors = True
    return _CURSORS[name]


_MORE = {"hasNextPage": "ahead(g)", "hasPreviousPage": "beyond(g)"}
_CURSORS = {
    "cursor": "cursor(g, row)",
    "startCursor": "(cursor(g, g.rows[0]) if g.rows else None)",
    "endCursor": "(cursor(g, g.rows[-1]) if g.rows else None)",
}


def _cursor(group: Group, row: Sequence[Any]) -> str:
    return cursors.encode(group.name, row[-2], row[-1])


def _ahead(group: Group) -> bool:
    """There was something where the page begins, or the cursor would not be."""
    return group.page.cursor is not None if group.page.backward else group.more


def _beyond(group: Group) -> bool:
    return group.more if group.page.backward else group.page.cursor is not None
