"""Relay connections (GraphQL Cursor Connections Specification): the types, and the arguments of a page."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Annotated, Any, Generic, TypeVar
from uuid import UUID

import strawberry

from app.core.errors import bad_input

T = TypeVar("T")
DEFAULT = 20
MOST = 100

First = Annotated[int | None, strawberry.argument(description="How many from the beginning (or behind `after`): 1 to 100, 20 unless told.")]
After = Annotated[str | None, strawberry.argument(description="The cursor behind which the page begins.")]
Last = Annotated[
    int | None, strawberry.argument(description="How many from the end (or before `before`): 1 to 100; not together with `first`.")
]
Before = Annotated[str | None, strawberry.argument(description="The cursor before which the page ends.")]
ARGUMENTS: dict[str, Any] = {"first": First, "after": After, "last": Last, "before": Before}


@strawberry.type(description="Where a page lies in its list.")
class PageInfo:
    """Relay's page information."""

    has_next_page: bool = strawberry.field(description="Whether there is more behind this page.")
    has_previous_page: bool = strawberry.field(description="Whether there is more before this page.")
    start_cursor: str | None = strawberry.field(description="The cursor of the first row.")
    end_cursor: str | None = strawberry.field(description="The cursor of the last row.")


@strawberry.type(description="One row of a list, with its place.")
class Edge(Generic[T]):
    """Relay's edge."""

    cursor: str = strawberry.field(description="The row's place, for `after` and `before`.")
    node: T = strawberry.field(description="The row.")


@strawberry.type(name="Connection", description="A page of a list.")
class Uncounted(Generic[T]):
    """Relay's connection, of a list that is too long to count."""

    edges: list[Edge[T]] = strawberry.field(description="The rows, each with its place.")
    nodes: list[T] = strawberry.field(description="The rows.")
    page_info: PageInfo = strawberry.field(description="Where the page lies.")


async def _counted(self: Connection[T]) -> int:
    return await self.count()


_TOTAL_COUNT: Any = strawberry.field(_counted, description="How many rows the whole list has, on all pages; counted only when asked.")


@strawberry.type(description="A page of a list.")
class Connection(Uncounted[T], Generic[T]):
    """Relay's connection. `count` answers how many rows the whole list has, if that is asked."""

    count: strawberry.Private[Callable[[], Awaitable[int]]]

    total_count: int = _TOTAL_COUNT


@dataclass(frozen=True, slots=True)
class Page:
    """Which page is asked for; `size` rows behind or before a cursor."""

    size: int
    cursor: str | None
    backward: bool
    place: tuple[Any, UUID] | None = None
    """What the cursor means: the value that the list is sorted by, and an id."""

    @property
    def argument(self) -> str:
        """The argument that the cursor came in."""
        return "before" if self.backward else "after"


def page(first: int | None, after: str | None, last: int | None, before: str | None) -> Page:
    """The page that the arguments mean. BAD_USER_INPUT for both directions at once, or a size that is not 1 to 100."""
    if last is not None and (first is not None or after is not None):
        raise bad_input("Ask for a page in one direction: first and after, or last and before.", ["last"])
    if before is not None and last is None:
        raise bad_input("`before` goes with `last`.", ["before"])
    size = DEFAULT if first is None and last is None else last if last is not None else first
    if not 1 <= (size or 0) <= MOST:
        raise bad_input(f"A page has 1 to {MOST} rows.", ["last" if last is not None else "first"])
    return Page(size or DEFAULT, before if last is not None else after, last is not None)
