"""Pages stay right while rows come and go between them: what was there all the time is seen once, in order.

A reader goes through a list page by page, forward and backward; between two pages rows are added before and behind the place,
and others are deleted, the cursor's own among them. Values to sort by are few, so that most rows are tied, and some rows have none.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import count
from random import Random
from typing import Any
from uuid import UUID

import orjson
import pytest

from app.core import ids
from app.core.runtime import Runtime
from app.core.text import sort_key
from app.models import Customer, Participant, Poc, User
from tests.schema.reading.executing import answered, prepared
from tests.world import World

WALKS = 30
"""Of each list, on each kind of database."""
START = datetime.fromisoformat("2026-03-02T09:00:00+00:00")
NAMES = ("alpha", "Beta", "éclair", "eclair", "Zulu")

ROOT = """query($first: Int, $after: String, $last: Int, $before: String, $order: PocOrder) {
  list: pocs(first: $first, after: $after, last: $last, before: $before, orderBy: $order) { ...Page } }
fragment Page on PocConnection { edges { cursor node { id } } pageInfo { hasNextPage hasPreviousPage startCursor endCursor } totalCount }"""
OF_CUSTOMER = """query($of: ID!, $first: Int, $after: String, $last: Int, $before: String, $order: PocOrder) {
  of: customer(id: $of) { list: pocs(first: $first, after: $after, last: $last, before: $before, orderBy: $order) {
    edges { cursor node { id } } pageInfo { hasNextPage hasPreviousPage startCursor endCursor } totalCount } } }"""
OF_POC = """query($of: ID!, $first: Int, $after: String, $last: Int, $before: String) {
  of: node(id: $of) { ... on Poc { list: participants(first: $first, after: $after, last: $last, before: $before) {
    edges { cursor node { id } } pageInfo { hasNextPage hasPreviousPage startCursor endCursor } totalCount } } } }"""
ORDERS = [(field, direction) for field in ("CREATED_AT", "UPDATED_AT", "NAME", "ENDS_ON") for direction in ("ASC", "DESC")]


@dataclass(frozen=True)
class Row:
    """A row with what it may be sorted by."""

    id: UUID
    name: str
    at: datetime
    ends: date | None

    def value(self, field: str) -> Any:
        return {"NAME": sort_key(self.name), "ENDS_ON": self.ends}.get(field, self.at)


def in_order(rows: list[Row], field: str, direction: str) -> list[Row]:
    """As the list should have them: those without a value last, ties by id."""
    there = [row for row in rows if row.value(field) is not None]
    missing = [row for row in rows if row.value(field) is None]
    down = direction == "DESC"
    return [
        *sorted(there, key=lambda row: (row.value(field), row.id), reverse=down),
        *sorted(missing, key=lambda row: row.id, reverse=down),
    ]


class Changing:
    """A list in the database that rows are added to and deleted from, and what it should hold."""

    prefix = "poc"
    model: type[Poc | Participant] = Poc

    def __init__(self, world: World, random: Random, text: str, of: str | None, customer: Customer) -> None:
        self.world = world
        self.random = random
        self.text = text
        self.of = of
        self.customer = customer
        self.field, self.direction = random.choice(ORDERS)
        self.rows: list[Row] = []
        self.stayed: set[UUID] = set()

    def drawn(self) -> Row:
        """A row with an id anywhere among the others."""
        random = self.random
        ends = random.choice((None, None, date(2026, 5, 1), date(2026, 5, 2)))
        return Row(UUID(int=random.getrandbits(128)), random.choice(NAMES), START + timedelta(milliseconds=random.randrange(3)), ends)

    async def add(self, rows: list[Row]) -> None:
        """Write rows."""
        world = self.world
        await Poc.bulk_create(
            [
                Poc(
                    id=row.id, tenant=world.contoso, customer=self.customer, owner=world.otto, name=row.name, sort_name=sort_key(row.name),
                    created_at=row.at, updated_at=row.at, shared_updated_at=row.at, ends_on=row.ends,
                )
                for row in rows
            ]
        )  # fmt: skip
        self.rows += rows

    async def delete(self, rows: list[Row]) -> None:
        """Delete rows."""
        gone = {row.id for row in rows}
        await self.model.filter(id__in=list(gone)).delete()
        self.rows = [row for row in self.rows if row.id not in gone]
        self.stayed -= gone

    def arguments(self) -> dict[str, Any]:
        """The order, besides the page."""
        return {"order": {"field": self.field, "direction": self.direction}}

    def expected(self, *also: Row) -> list[Row]:
        """The list as it is now, and where a row that may be gone would stand in it."""
        return in_order([*self.rows, *(row for row in also if row not in self.rows)], self.field, self.direction)

    def id_of(self, row: Row) -> str:
        """The API's id of a row."""
        return ids.to_text(self.prefix, row.id)

    async def page(self, **arguments: Any) -> Any:
        """A page, as otto reads it."""
        given = {**self.arguments(), **arguments} | ({"of": self.of} if self.of else {})
        answer = await answered(prepared(self.text), given, self.world.actor(self.world.otto))
        assert not answer.errors, answer.errors
        data = orjson.loads(answer.data)
        return (data["of"] if self.of else data)["list"]

    async def change(self, at: Row) -> None:
        """Rows come, before and behind the place; rows go, often the one that the cursor was made of."""
        gone = self.random.sample(self.rows, min(len(self.rows), self.random.randrange(3)))
        await self.delete([*gone, at] if self.random.random() < 0.6 else gone)
        await self.add([self.drawn() for _ in range(self.random.randrange(4))])


class ChangingGuests(Changing):
    """The participants of a POC, each a person."""

    prefix = "participant"
    model = Participant

    def __init__(self, *given: Any) -> None:
        super().__init__(*given)
        self.field, self.direction = "CREATED_AT", "ASC"

    def arguments(self) -> dict[str, Any]:
        return {}

    async def add(self, rows: list[Row]) -> None:
        people = [
            User(
                email=f"{row.id}@a.example", email_key=f"{row.id}@a.example", first_name="G", last_name="", sort_name="g", created_at=START
            )
            for row in rows
        ]
        await User.bulk_create(people)
        await Participant.bulk_create(
            [
                Participant(id=row.id, poc=self.world.olgas, user_id=person.id, joined_at=row.at)
                for row, person in zip(rows, people, strict=True)
            ]
        )
        self.rows += rows


async def walked(changing: Changing, *, backward: bool) -> tuple[list[Row], int]:
    """The rows as a reader sees them who pages through the list, in its order, and how often it changed meanwhile."""
    seen: list[Row] = []
    at: Row | None = None
    cursor: str | None = None
    more, edge = ("hasPreviousPage", "startCursor") if backward else ("hasNextPage", "endCursor")
    for changes in count():
        size = changing.random.randint(1, 4)
        found = await changing.page(**({"last": size, "before": cursor} if backward else {"first": size, "after": cursor}))
        rows = behind(changing, at, backward=backward)
        page = rows[-size:] if backward else rows[:size]
        here = f"page {changes} of {size} by {changing.field} {changing.direction}"
        assert [edge["node"]["id"] for edge in found["edges"]] == [changing.id_of(row) for row in page], here
        assert found["totalCount"] == len(changing.rows), here
        assert found["pageInfo"][more] is (len(rows) > size), here
        seen = page + seen if backward else seen + page
        if len(rows) <= size:
            return seen, changes
        cursor, at = found["pageInfo"][edge], page[0 if backward else -1]
        await changing.change(at)
    raise AssertionError


def behind(changing: Changing, at: Row | None, *, backward: bool) -> list[Row]:
    """What lies behind a place (or before it) as the list is now, whether or not the row of the place is still there."""
    if at is None:
        return changing.expected()
    rows = changing.expected(at)
    place = rows.index(at)
    return rows[:place] if backward else rows[place + 1 :]


@pytest.fixture
async def empty(world: World) -> World:
    """The world, with nothing in otto's lists."""
    await Participant.filter(poc__tenant_id=world.contoso.id).delete()
    return world


KINDS = ("root", "of an object", "of any object")


@pytest.mark.parametrize("backward", [False, True], ids=["forward", "backward"])
@pytest.mark.parametrize("kind", KINDS)
async def test_given_a_list_that_changes_when_paged_then_what_stays_is_seen_once_in_order(
    runtime: Runtime,
    empty: World,
    kind: str,
    backward: bool,  # noqa: FBT001  # a parameter of the test
) -> None:
    changed = 0
    for number in range(WALKS):
        random = Random(f"{kind} {backward} {number}")
        changing = await begun(empty, random, kind)
        await changing.add([changing.drawn() for _ in range(random.choice((0, 1, 5, 12, 20)))])
        changing.stayed = {row.id for row in changing.rows}
        seen, changes = await walked(changing, backward=backward)
        changed += changes
        stayed = [row for row in changing.expected() if row.id in changing.stayed]
        assert len(seen) == len(set(seen)), f"walk {number}: nothing twice"
        assert [row for row in seen if row in stayed] == stayed, f"walk {number}: all that stayed, in order"
        await changing.delete(list(changing.rows))
    assert changed > WALKS * 2


async def begun(world: World, random: Random, kind: str) -> Changing:
    """A list with nothing in it."""
    if kind == "root":
        await Poc.filter(id=world.olgas.id).update(tenant_id=world.northwind.id, customer_id=world.acme.id)
        return Changing(world, random, ROOT, None, world.contoso_customer)
    if kind == "of an object":
        customer = await Customer.create(
            id=UUID(int=random.getrandbits(128)), tenant=world.contoso, name="C", sort_name="c", created_at=START
        )
        return Changing(world, random, OF_CUSTOMER, ids.to_text("customer", customer.id), customer)
    return ChangingGuests(world, random, OF_POC, ids.to_text("poc", world.olgas.id), world.contoso_customer)
