"""The oracle's lists: the rows of one parent, read together with all the others', as a list or a connection."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from strawberry.dataloader import DataLoader

from app.auth.scopes import NOTHING
from app.core.errors import forbidden
from schema.reading import cursors
from schema.reading.connections import Page
from schema.reading.sources import DeclarationError, Pages, Rows, table_of
from tests.schema.reading.oracle.asking import Info, needed_here, needed_of_nodes
from tests.schema.reading.oracle.request import Request, Row
from tests.schema.reading.oracle.statements import Listing

ALL = Page(1000, None, backward=False)


@dataclass(frozen=True)
class Edge:
    """A row with its place; the names are those of the schema's types, here and below."""

    cursor: str
    node: Row


@dataclass(frozen=True)
class PageInfo:
    """Where a page lies."""

    has_next_page: bool
    has_previous_page: bool
    start_cursor: str | None
    end_cursor: str | None


@dataclass(frozen=True)
class Connection:
    """A page; what can be called is called when it is asked for."""

    edges: Sequence[Edge]
    nodes: Sequence[Row]
    page_info: PageInfo
    total_count: Callable[[], Awaitable[int]]


async def read(
    source: Rows, type_: type[Any], info: Info, arguments: Mapping[str, Any], parent: UUID | None, facts: Mapping[str, Any]
) -> Any:
    """The rows of a declared list, as its type wants them; `facts` are parameters of its SQL."""
    paged = isinstance(source, Pages)
    expressions = needed_of_nodes(type_, info) if paged else needed_here(type_, info)
    listing = _listing(source, type_, info.context, arguments)
    listing.facts = facts
    page = listing.opened(arguments["page"], parent) if paged else ALL
    rows = await _rows(source, listing, page, expressions, parent, info.context)
    if not paged:
        return _objects(type_, expressions, rows)
    shown = rows[: page.size][:: -1 if page.backward else 1]
    nodes = _objects(type_, expressions, shown)
    name = listing.list_name(parent)
    edges = [Edge(cursors.encode(name, row[1], row[2]), node) for row, node in zip(shown, nodes, strict=True)]

    async def count() -> int:
        return await _count(listing, parent, info.context)

    return Connection(edges, nodes, _place(page, edges, more=len(rows) > page.size), count)


def _listing(source: Rows, type_: type[Any], request: Request, arguments: Mapping[str, Any]) -> Listing:
    order = arguments.get("order") or source.order
    if order.visible is not None and order.visible(request.actor) == NOTHING:
        raise forbidden("You may not order by this.", ["orderBy", "field"])
    name = f"{source.owner.__name__ if source.owner else ''}.{source.name}.{order.name}"
    listing = Listing(name, table_of(type_).with_model(), request.actor, source.scope(request.actor), order, source.key)
    listing.narrow(arguments.get("narrowings", {}), arguments.get("within", ["filter"]))
    return listing


async def _rows(
    source: Rows, listing: Listing, page: Page, expressions: Sequence[str], parent: UUID | None, request: Request
) -> list[list[Any]]:
    if source.key is None:
        return await listing.page(expressions, page)
    if parent is None:
        raise DeclarationError(f"{listing.name} has no parent")

    async def read_all(parents: list[UUID]) -> list[list[list[Any]]]:
        found: dict[UUID, list[list[Any]]] = {one: [] for one in parents}
        for row in await listing.page(expressions, page, parents):
            found[UUID(str(row[0]))].append(row)
        return [found[one] for one in parents]

    same = ("rows", id(source), expressions, page, *listing.same)
    return await request.once(same, lambda: DataLoader(read_all)).load(parent)  # type: ignore[no-any-return]  # of this very loader


async def _count(listing: Listing, parent: UUID | None, request: Request) -> int:
    if parent is None:
        return (await listing.count())[None]

    async def count_all(parents: list[UUID]) -> list[int]:
        counts = await listing.count(parents)
        return [counts.get(one, 0) for one in parents]

    return await request.once(("count", *listing.same), lambda: DataLoader(count_all)).load(parent)  # type: ignore[no-any-return]


def _objects(type_: type[Any], expressions: Sequence[str], rows: Sequence[Sequence[Any]]) -> list[Row]:
    return [Row(type_, dict(zip(expressions, row[3:], strict=True))) for row in rows]


def _place(page: Page, edges: Sequence[Edge], *, more: bool) -> PageInfo:
    beyond = page.cursor is not None  # there was something where the page begins, or the cursor would not be
    return PageInfo(
        has_next_page=beyond if page.backward else more,
        has_previous_page=more if page.backward else beyond,
        start_cursor=edges[0].cursor if edges else None,
        end_cursor=edges[-1].cursor if edges else None,
    )
