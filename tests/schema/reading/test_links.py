"""Lists through a link table: who is linked and in the scope, each once, in pages like any other list, by one statement for all parents."""

from collections.abc import Iterator
from typing import Any

import pytest
import strawberry

from app import models
from app.auth import people, policies
from app.auth.actor import Holder
from app.auth.scopes import Scope
from app.core import ids
from app.core.runtime import Runtime, now
from schema.core.permissions import locked
from schema.reading.connections import Connection
from schema.reading.declare import column, many, pages, reads, roots
from schema.reading.declare_roots import by_id
from schema.reading.expressions import Path
from schema.reading.sources import Link, Order
from schema.types.nodes import Node, search
from schema.types.poc_lists import POC_ORDERS, PocOrder
from tests.schema.reading.made import Made, types_of_its_own
from tests.schema.reading.test_plans_hold_nothing import fetched
from tests.world import World

BY_NAME = Order(Path("sort_name"))
WORKS_ON = Link(models.Collaborator, "user", "poc")
WORKED_ON_BY = Link(models.Collaborator, "poc", "user")


def not_kim(_: Holder) -> Scope:
    """Everybody else."""
    return Scope("not kim", "{a}.first_name <> 'Kim'")


@pytest.fixture
def made() -> Iterator[Made]:
    """POCs with those who work on them, people with the POCs on which they work, and customers with those who own their POCs."""
    with types_of_its_own():

        @strawberry.input(description="Which.")
        class PersonFilter:
            search: str | None = search("A part of the name.", Path("sort_name"))

        @reads(models.Poc, description="What somebody works on.")
        class Job:
            name: str = column("The name.")

        @reads(models.User, description="A person.", prefix="user", scope=people.users)
        class Person(Node):
            name: str = column("The first name.", "first_name")
            projects: Connection[Job] = pages(
                "Theirs.", key=WORKS_ON, scope=policies.pocs, order=BY_NAME, order_type=PocOrder, orders=POC_ORDERS
            )

        @reads(models.Poc, description="A project.", prefix="poc", scope=policies.pocs)
        class Project(Node):
            name: str = column("The name.")
            team: list[Person] = many("All.", key=WORKED_ON_BY, scope=people.users, order=BY_NAME)
            others: Connection[Person] | None = pages("Not Kim.", key=WORKED_ON_BY, scope=not_kim, order=BY_NAME, filter_type=PersonFilter)
            for_staff: list[Person] | None = many(
                "For staff.", key=WORKED_ON_BY, scope=not_kim, order=BY_NAME, visible=policies.pocs_as_staff
            )

        @reads(models.Customer, description="A customer.", prefix="cust", scope=policies.customers)
        class Client(Node):
            name: str = column("The name.")
            owners: list[Person] = many("Of POCs.", key=Link(models.Poc, "customer", "owner"), scope=people.users, order=BY_NAME)
            owners_paged: Connection[Person] = pages(
                "Of POCs.", key=Link(models.Poc, "customer", "owner"), scope=people.users, order=BY_NAME
            )

        @roots(description="All.")
        class Query:
            projects: Connection[Project] | None = pages("All.", key=None, scope=policies.pocs, order=BY_NAME, extensions=[locked()])
            clients: Connection[Client] | None = pages("All.", key=None, scope=policies.customers, order=BY_NAME, extensions=[locked()])
            person: Person | None = by_id("One.", lock=locked())

        yield Made(Query)


@pytest.fixture
async def teams(world: World) -> dict[str, list[str]]:
    """Who works on each of sam's POCs besides him: by the POC's name, the first names in their order."""
    beside = {
        world.active: [world.ada, world.kim, world.max, world.mia],
        world.draft: [world.kim],
        world.won: [world.mia, world.ada],
        world.olgas: [world.otto, world.sam],
    }
    for poc, users in beside.items():
        await models.Collaborator.bulk_create([models.Collaborator(poc=poc, user=user, since=now()) for user in users])
    found: dict[str, list[str]] = {}
    for row in await models.Collaborator.all().prefetch_related("poc", "user").order_by("user__sort_name"):
        found.setdefault(row.poc.name, []).append(row.user.first_name)
    return found


Teams = dict[str, list[str]]


def names(rows: list[Any]) -> list[str]:
    return [row["name"] for row in rows]


async def test_given_a_link_table_when_lists_are_read_then_each_parent_has_who_is_linked_to_it_in_order(
    runtime: Runtime, world: World, made: Made, teams: Teams
) -> None:
    text = "{ projects { nodes { name team { name } others { totalCount nodes { name } } forStaff { name } } } }"
    shown = (await made.both(world.actor(world.ada), text)).data["projects"]["nodes"]
    assert {one["name"]: names(one["team"]) for one in shown} == {one["name"]: teams[one["name"]] for one in shown}
    assert names(next(one for one in shown if one["name"] == "Active POC")["team"]) == ["Ada", "Kim", "Max", "Mia", "Sam"]
    for one in shown:
        without = [name for name in teams[one["name"]] if name != "Kim"]
        assert (one["others"]["totalCount"], names(one["others"]["nodes"])) == (len(without), without)
        assert names(one["forStaff"]) == without
    guest = (await made.both(world.actor(world.cara), text)).data["projects"]["nodes"]
    assert [(one["name"], one["forStaff"]) for one in guest] == [("Active POC", None)]
    assert names(guest[0]["team"]) == teams["Active POC"], "whom the scope shows them"


async def test_given_many_parents_when_their_linked_rows_are_read_then_by_as_many_statements_as_for_one(
    runtime: Runtime, world: World, made: Made, teams: Teams, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = """query($n: Int!) { projects(first: $n) { nodes {
      team { name projects(first: 2) { totalCount nodes { name } } } others(first: 2) { totalCount nodes { name } }
    } } }"""
    counts = []
    for number in (1, 100):
        with fetched(monkeypatch) as statements:
            outcome = await made.alone(world.actor(world.ada), text, {"n": number})
        assert outcome.errors == []
        counts.append((len((outcome.data or {})["projects"]["nodes"]), len(statements)))
    assert counts == [(1, 6), (7, 6)]
    await made.both(world.actor(world.ada), text, n=100)


async def test_given_several_links_to_one_row_when_read_then_it_stands_there_once_and_counts_once(
    runtime: Runtime, world: World, made: Made
) -> None:
    await models.Poc.filter(id=world.on_hold.id).update(customer_id=world.acme.id)
    text = "{ clients { nodes { name owners { name } ownersPaged(first: 1) { totalCount nodes { name } pageInfo { hasNextPage } } } } }"
    shown = (await made.both(world.actor(world.ada), text)).data["clients"]["nodes"]
    expected: dict[str, set[str]] = {}
    for poc in await models.Poc.all().prefetch_related("customer", "owner"):
        expected.setdefault(poc.customer.name, set()).add(poc.owner.first_name)
    assert await models.Poc.filter(customer=world.acme, owner=world.sam).count() > 1
    for one in shown:
        of_it = sorted(expected.get(one["name"], ()))
        page = {"totalCount": len(of_it), "nodes": [{"name": name} for name in of_it[:1]], "pageInfo": {"hasNextPage": len(of_it) > 1}}
        assert (names(one["owners"]), one["ownersPaged"]) == (of_it, page)
    assert {"Sam"} in expected.values()


PAGE = """query($id: ID!, $first: Int, $after: String, $last: Int, $before: String, $order: PocOrder) { person(id: $id) { name
  projects(first: $first, after: $after, last: $last, before: $before, orderBy: $order) {
    totalCount edges { cursor node { name } } nodes { name } pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
  } } }"""


@pytest.mark.parametrize("order", [None, {"field": "ENDS_ON", "direction": "DESC"}, {"field": "UPDATED_AT", "direction": "ASC"}])
async def test_given_pages_of_linked_rows_when_gone_through_in_both_directions_then_they_are_the_list(
    runtime: Runtime, world: World, made: Made, teams: Teams, order: Any
) -> None:
    sam, id_ = world.actor(world.sam), ids.to_text("user", world.sam.id)
    whole = (await made.both(sam, PAGE, id=id_, first=100, order=order)).data["person"]["projects"]
    expected = {name for name, team in teams.items() if "Sam" in team} - {"Olgas POC"}
    assert (set(names(whole["nodes"])), whole["totalCount"]) == (expected, len(expected)), "olga's is not in the scope"
    assert len(expected) > 4
    forward: list[str] = []
    after = None
    while True:
        found = (await made.both(sam, PAGE, id=id_, first=2, after=after, order=order)).data["person"]["projects"]
        forward += names(found["nodes"])
        after = found["pageInfo"]["endCursor"]
        if not found["pageInfo"]["hasNextPage"]:
            break
    assert forward == names(whole["nodes"])
    back = (await made.both(sam, PAGE, id=id_, last=3, before=whole["edges"][4]["cursor"], order=order)).data["person"]["projects"]
    assert names(back["nodes"]) == forward[1:4]
    assert (back["pageInfo"]["hasPreviousPage"], back["totalCount"]) == (True, len(expected))


async def test_given_a_filter_or_a_cursor_of_another_parent_when_used_for_linked_rows_then_as_in_any_list(
    runtime: Runtime, world: World, made: Made, teams: Teams
) -> None:
    ada = world.actor(world.ada)
    text = """query($after: String, $q: String) { projects { nodes { name
      others(first: 1, after: $after, filter: {search: $q}) { totalCount edges { cursor node { name } } } } } }"""
    found = (await made.both(ada, text, q="MIA")).data["projects"]["nodes"]
    assert {one["name"]: one["others"]["totalCount"] for one in found if one["others"]["totalCount"]} == {"Active POC": 1, "Won POC": 1}
    first = (await made.both(ada, text)).data["projects"]["nodes"]
    at = names(first).index("Active POC")
    refused = await made.both(ada, text, after=first[at]["others"]["edges"][0]["cursor"])
    elsewhere = {("projects", "nodes", n, "others") for n in range(len(first)) if n != at}
    assert {place for *_, place in refused.failures} == elsewhere
    assert {(code, argument) for _, code, argument, _ in refused.failures} == {("BAD_USER_INPUT", ("after",))}
    assert names([edge["node"] for edge in refused.data["projects"]["nodes"][at]["others"]["edges"]]) == ["Max"]
