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


class Frame(Protocol):
    """What a list asks for besides its rows, and how it is put together."""

    asks_rows: bool
    asks_more: bool
    asks_cursors: bool
    asks_total: bool
    texts: list[str]
    """What is built of each row."""

    def show(self, name: str, page: Page, rows: Sequence[Any], built: Sequence[Any], more: bool, total: int | None) -> Any:  # noqa: FBT001
        """What stands in the answer.

        `name` is what cursors of this list are made for, `built` what was built of its rows; `more` says whether there are
        further ones in the direction of the page.
        """


@dataclass(slots=True)
class ListFrame:
    """A plain list."""

    texts: list[str]
    asks_rows: bool = True
    asks_more: bool = False
    asks_cursors: bool = False
    asks_total: bool = False

    def show(self, _name: str, _page: Page, _rows: Sequence[Any], built: Sequence[Any], _more: bool, _total: int | None) -> Any:  # noqa: FBT001
        """The rows."""
        return built[0]


def list_frame(place: Place, row: Row, field: GraphQLField, nodes: Sequence[FieldNode]) -> ListFrame:
    """For a field that is a list of objects."""
    return ListFrame([written(place, row, cast("GraphQLObjectType", get_named_type(field.type)), below(nodes))])


@dataclass(slots=True)
class ConnectionFrame:
    """A connection."""

    asks_more: bool = False
    asks_cursors: bool = False
    asks_total: bool = False
    asks_rows: bool = False
    texts: list[str] = field(default_factory=list)
    show: Callable[..., Any] = field(init=False)


def connection_frame(place: Place, row: Row, field: GraphQLField, nodes: Sequence[FieldNode]) -> ConnectionFrame:
    """For a field that is a connection."""
    frame = ConnectionFrame()
    text = _object(place, row, cast("GraphQLObjectType", get_named_type(field.type)), nodes, frame)
    source = f"lambda name, page, rows, built, more, total: {text}"
    frame.show = eval(compile(source, "<plan>", "eval"), {"cursor": cursors.encode})  # noqa: S307  # source of ours
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
        return f"built[{len(frame.texts) - 1}]" + ("" if name == "nodes" else "[n]")
    if name == "edges":
        frame.asks_rows = True
        return f"[{_object(place, row, inner, nodes, frame)} for n, row in enumerate(rows)]"
    if name == "pageInfo":
        frame.asks_rows = True
        return _object(place, row, inner, nodes, frame)
    return _leaf(name, frame)


def _leaf(name: str, frame: ConnectionFrame) -> str:
    if name == "totalCount":
        frame.asks_total = True
        return "total"
    if name in _MORE:
        frame.asks_more = True
        return _MORE[name]
    frame.asks_cursors = True
    return _CURSORS[name]


_MORE = {
    # there was something where the page begins, or the cursor would not be
    "hasNextPage": "(page.cursor is not None if page.backward else more)",
    "hasPreviousPage": "(more if page.backward else page.cursor is not None)",
}
_CURSORS = {
    # the value that the list is sorted by and the id are the last columns
    "cursor": "cursor(name, row[-2], row[-1])",
    "startCursor": "(cursor(name, rows[0][-2], rows[0][-1]) if rows else None)",
    "endCursor": "(cursor(name, rows[-1][-2], rows[-1][-1]) if rows else None)",
}
