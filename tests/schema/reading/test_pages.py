"""Keyset pages: whatever the order, its ties and its nulls, pages in either direction make up the list, also while it changes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.core import ids
from app.core.errors import Refusal, Refused
from app.core.runtime import Runtime, now
from app.core.text import sort_key
from app.models import Collaborator, Participant, Poc, User
from tests.schema.calling import run, undone
from tests.world import World

PAGES = """query($first: Int, $after: String, $last: Int, $before: String, $order: PocOrder) {
  pocs(first: $first, after: $after, last: $last, before: $before, orderBy: $order) {
    edges { cursor node { id } } nodes { id } pageInfo { hasNextPage hasPreviousPage startCursor endCursor } totalCount
  }
}"""
ANY = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@dataclass(frozen=True)
class Row:
    """What a POC is sorted by."""

    id: UUID
    name: str
    changed: datetime
    ends: date | None


START = datetime.fromisoformat("2026-03-02T09:00:00+00:00")
ROWS = st.lists(
    st.builds(
        Row,
        id=st.uuids(version=4),
        name=st.sampled_from(["alpha", "Beta", "éclair", "zulu", "Zulu", "_"]),
        changed=st.integers(0, 3).map(lambda n: START + timedelta(milliseconds=n)),
        ends=st.none() | st.integers(1, 3).map(lambda n: date(2026, 5, n)),
    ),
    max_size=12,
    unique_by=lambda row: row.id,
)
ORDERS = st.sampled_from([(field, direction) for field in ("CREATED_AT", "UPDATED_AT", "NAME", "ENDS_ON") for direction in ("ASC", "DESC")])


def in_order(rows: Sequence[Row], field: str, direction: str) -> list[str]:
    """The ids as the list should have them: those without a value last, ties by id."""
    values: dict[str, Any] = {"NAME": lambda row: sort_key(row.name), "ENDS_ON": lambda row: row.ends}
    value = values.get(field, lambda row: row.changed)
    there = sorted((row for row in rows if value(row) is not None), key=lambda row: (value(row), row.id), reverse=direction == "DESC")
    missing = sorted((row for row in rows if value(row) is None), key=lambda row: row.id, reverse=direction == "DESC")
    return [ids.to_text("poc", row.id) for row in [*there, *missing]]


async def write(world: World, rows: Sequence[Row]) -> None:
    """Put POCs of otto's tenant into the database."""
    for row in rows:
        await Poc.create(
            id=row.id, tenant=world.contoso, customer=world.contoso_customer, owner=world.otto, name=row.name, sort_name=sort_key(row.name),
            created_at=row.changed, updated_at=row.changed, shared_updated_at=row.changed, ends_on=row.ends,
        )  # fmt: skip


async def page(world: World, field: str, direction: str, **arguments: Any) -> Any:
    """A page of otto's list."""
    result: Any = await run(world.actor(world.otto), PAGES, {"order": {"field": field, "direction": direction}, **arguments})
    assert not result.errors, result.errors
    found = result.data["pocs"]
    assert [edge["node"] for edge in found["edges"]] == found["nodes"]
    cursors = [edge["cursor"] for edge in found["edges"]] or [None]
    assert (found["pageInfo"]["startCursor"], found["pageInfo"]["endCursor"]) == (cursors[0], cursors[-1])
    return found


@pytest.fixture
async def empty(world: World) -> World:
    """The world, with nothing in otto's list."""
    await Poc.filter(tenant=world.contoso).delete()
    return world


@ANY
@given(rows=ROWS, order=ORDERS, size=st.integers(1, 5))
async def test_given_any_rows_when_paged_forward_then_the_pages_are_the_list(
    empty: World, rows: list[Row], order: tuple[str, str], size: int
) -> None:
    async with undone():
        await write(empty, rows)
        expected = in_order(rows, *order)
        seen: list[str] = []
        after = None
        while True:
            found = await page(empty, *order, first=size, after=after)
            assert found["totalCount"] == len(rows)
            assert found["pageInfo"]["hasPreviousPage"] is (after is not None)
            seen += [node["id"] for node in found["nodes"]]
            after = found["pageInfo"]["endCursor"]
            assert found["pageInfo"]["hasNextPage"] is (len(seen) < len(expected))
            if not found["pageInfo"]["hasNextPage"]:
                break
        assert seen == expected


@ANY
@given(rows=ROWS, order=ORDERS, size=st.integers(1, 5))
async def test_given_any_rows_when_paged_backward_then_the_pages_are_the_list(
    empty: World, rows: list[Row], order: tuple[str, str], size: int
) -> None:
    async with undone():
        await write(empty, rows)
        expected = in_order(rows, *order)
        seen: list[str] = []
        before = None
        while True:
            found = await page(empty, *order, last=size, before=before)
            assert found["pageInfo"]["hasNextPage"] is (before is not None)
            seen = [node["id"] for node in found["nodes"]] + seen
            before = found["pageInfo"]["startCursor"]
            assert found["pageInfo"]["hasPreviousPage"] is (len(seen) < len(expected))
            if not found["pageInfo"]["hasPreviousPage"]:
                break
        assert seen == expected


@ANY
@given(rows=ROWS, later=ROWS, order=ORDERS, size=st.integers(1, 3), gone=st.sets(st.integers(0, 11)), backward=st.booleans())
async def test_given_a_list_that_changes_between_pages_when_read_then_what_stays_is_seen_once_in_order(
    empty: World,
    rows: list[Row],
    later: list[Row],
    order: tuple[str, str],
    size: int,
    gone: set[int],
    backward: bool,  # noqa: FBT001
) -> None:
    later = [row for row in later if row.id not in {one.id for one in rows}]
    async with undone():
        await write(empty, rows)
        staying = [row for place, row in enumerate(rows) if place not in gone]
        seen: list[str] = []
        cursor, changes = None, 0
        while True:
            given_: dict[str, Any] = {"last": size, "before": cursor} if backward else {"first": size, "after": cursor}
            found = await page(empty, *order, **given_)
            nodes = [node["id"] for node in found["nodes"]]
            seen = nodes + seen if backward else seen + nodes
            cursor = found["pageInfo"]["startCursor" if backward else "endCursor"]
            if not found["pageInfo"]["hasPreviousPage" if backward else "hasNextPage"] or cursor is None:
                break
            if changes == 0:
                await Poc.filter(id__in=[row.id for place, row in enumerate(rows) if place in gone]).delete()
                await write(empty, later)
            changes += 1
        assert len(seen) == len(set(seen)), "nothing twice"
        stayed = in_order(staying, *order)
        assert [id_ for id_ in seen if id_ in stayed] == stayed, "what was there all the time, once and in order"


# Lists of many parents at once

NESTED = """query($first: Int, $last: Int) {
  pocs(orderBy: {field: NAME, direction: ASC}) {
    nodes { name participants(first: $first, last: $last) { totalCount nodes { displayName } pageInfo { hasNextPage hasPreviousPage } } }
  }
}"""


async def test_given_lists_of_many_parents_when_paged_together_then_each_has_its_own_page(runtime: Runtime, empty: World) -> None:
    rows = [Row(uuid4(), name, START, None) for name in ("none", "one", "two", "three")]
    await write(empty, rows)
    guests = [
        await User.create(
            email=f"{n}@a.example", email_key=f"{n}@a.example", first_name=str(n), last_name="", sort_name=str(n), created_at=now()
        )
        for n in range(3)
    ]
    for number, row in zip((0, 1, 2, 3), rows, strict=True):
        for guest in guests[:number]:
            await Participant.create(poc_id=row.id, user=guest, joined_at=START)  # a tie
    lists: dict[str, list[str]] = {}
    for arguments, more in (({"first": 2}, "hasNextPage"), ({"last": 2}, "hasPreviousPage")):
        result: Any = await run(empty.actor(empty.otto), NESTED, arguments)
        assert not result.errors
        shown = {node["name"]: node["participants"] for node in result.data["pocs"]["nodes"]}
        assert {name: found["totalCount"] for name, found in shown.items()} == {"none": 0, "one": 1, "two": 2, "three": 3}
        assert {name: len(found["nodes"]) for name, found in shown.items()} == {"none": 0, "one": 1, "two": 2, "three": 2}
        assert [name for name, found in shown.items() if found["pageInfo"][more]] == ["three"]
        lists[more] = [node["displayName"] for node in shown["three"]["nodes"]]
    names = {guest.id: guest.first_name for guest in guests}
    order = [names[row.user_id] for row in await Participant.filter(poc_id=rows[3].id).order_by("id")]
    assert lists == {"hasNextPage": order[:2], "hasPreviousPage": order[1:]}


async def test_given_the_list_of_one_parent_when_paged_to_its_end_then_the_pages_are_the_list(runtime: Runtime, world: World) -> None:
    text = """query($id: ID!, $first: Int, $after: String, $last: Int, $before: String) { poc(id: $id) {
      participants(first: $first, after: $after, last: $last, before: $before) {
        nodes { displayName } pageInfo { hasNextPage hasPreviousPage startCursor endCursor } } } }"""
    given_: dict[str, Any] = {"id": ids.to_text("poc", world.active.id)}
    names: list[list[str]] = []
    for direction in ("forward", "backward"):
        cursor: str | None = None
        seen: list[str] = []
        while True:
            arguments = {"first": 1, "after": cursor} if direction == "forward" else {"last": 2, "before": cursor}
            result: Any = await run(world.actor(world.ada), text, given_ | arguments)
            assert not result.errors
            found = result.data["poc"]["participants"]
            page_ = [node["displayName"] for node in found["nodes"]]
            seen = seen + page_ if direction == "forward" else page_ + seen
            cursor = found["pageInfo"]["endCursor" if direction == "forward" else "startCursor"]
            if not found["pageInfo"]["hasNextPage" if direction == "forward" else "hasPreviousPage"]:
                break
        names.append(seen)
    assert names == [["Cara Customer", "Carl Colleague", "Dora Departed"]] * 2


# What a page may be asked for


WRONG: list[tuple[dict[str, Any], str]] = [
    ({"first": 0}, "first"), ({"first": -1}, "first"), ({"first": 101}, "first"), ({"first": 2**31 - 1}, "first"),
    ({"last": 0}, "last"), ({"last": -1}, "last"), ({"last": 101}, "last"),
    ({"first": 1, "last": 1}, "last"), ({"last": 1, "after": "x"}, "last"), ({"before": "x"}, "before"),
    ({"first": 1, "before": "x"}, "before"),
]  # fmt: skip


async def test_given_a_page_that_is_none_when_asked_for_then_refused_at_the_argument(world: World) -> None:
    for arguments, path in WRONG:
        [error] = (await run(world.actor(world.ada), PAGES, arguments)).errors
        assert isinstance(error.original_error, Refused)
        assert (error.original_error.code, error.original_error.argument_path) == (Refusal.BAD_USER_INPUT, (path,)), arguments


async def test_given_no_size_when_asked_then_20_and_at_most_100(runtime: Runtime, empty: World) -> None:
    await write(empty, [Row(uuid4(), f"poc {n:03}", START, None) for n in range(120)])
    otto = empty.actor(empty.otto)
    for arguments, number in (({}, 20), ({"first": 100}, 100), ({"last": 100}, 100), ({"first": None, "last": None}, 20), ({"last": 1}, 1)):
        result: Any = await run(otto, PAGES, arguments)
        assert not result.errors
        assert (len(result.data["pocs"]["nodes"]), result.data["pocs"]["totalCount"]) == (number, 120)


async def test_given_plain_lists_when_read_then_they_are_whole_and_in_order(runtime: Runtime, world: World) -> None:
    for n in range(45):
        user = await User.create(
            email=f"{n}@a.example", email_key=f"{n}@a.example", first_name=f"{n:02}", last_name="", sort_name=str(n), created_at=now()
        )
        await Collaborator.create(poc=world.active, user=user, since=START - timedelta(minutes=n))
    query = "query($id: ID!) { poc(id: $id) { collaborators { user { displayName } since } } }"
    result: Any = await run(world.actor(world.ada), query, {"id": ids.to_text("poc", world.active.id)})
    times = [row["since"] for row in result.data["poc"]["collaborators"]]
    assert len(times) == await Collaborator.filter(poc=world.active).count() == 46
    assert times == sorted(times)
