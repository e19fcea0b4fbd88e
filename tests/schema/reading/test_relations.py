"""Relations: rows of several tables as those of one, for whom each arm is; what no arm can have is not read; what can't be declared."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
import strawberry

from app import models
from app.auth.actor import Actor, Holder
from app.auth.people import tenants, users
from app.auth.permissions import Permission
from app.auth.policies import customers, members
from app.auth.relations import Arm, Relation
from app.auth.scopes import EVERYTHING, NOTHING, Scope
from app.core import ids
from app.core.runtime import Runtime
from schema.core.permissions import locked
from schema.reading.connections import Connection
from schema.reading.declare import column, narrows, one, pages, reads, roots
from schema.reading.declare_roots import by_id
from schema.reading.expressions import Path, Sql, origins
from schema.reading.expressions import column as column_of
from schema.reading.sources import DeclarationError, Order
from schema.types.nodes import Node, id_of
from tests.schema.reading.made import Made, types_of_its_own
from tests.schema.reading.oracle import relations
from tests.statements import counted
from tests.world import World

BOTH = Relation(
    "both",
    {"id": "uuid", "tenant_id": "uuid", "name": "text", "kind": "text", "customer_id": "uuid", "user_id": "uuid"},
    {"tenant": models.Tenant, "customer": models.Customer, "user": models.User},
    (
        Arm(
            "membership", members,
            {"id": "{a}.id", "tenant_id": "{a}.tenant_id", "name": "{a}.sort_name", "kind": "'M'", "user_id": "{a}.user_id"},
            where="{a}.status = 'ACTIVE'", only={"kind": ("M",)},
        ),
        Arm(
            "customer", customers,
            {"id": "{a}.id", "tenant_id": "{a}.tenant_id", "name": "{a}.sort_name", "kind": "'C'", "customer_id": "{a}.id"},
            only={"kind": ("C",)},
        ),
    ),
)  # fmt: skip


def all_of_it(_: Holder) -> Scope:
    return EVERYTHING


async def rows_of_both(actor: Actor) -> list[relations.Entry]:
    """For the oracle: the rows, worked out from the tables."""
    found: list[relations.Entry] = []
    if actor.has(Permission.MEMBERS_READ):
        active = await models.Membership.filter(tenant_id=actor.tenant_id, status="ACTIVE")
        found += [_row(one_of, "M") | {"user_id": one_of.user_id} for one_of in active]
    if actor.has(Permission.CUSTOMERS_READ):
        found += [_row(one_of, "C") | {"customer_id": one_of.id} for one_of in await models.Customer.filter(tenant_id=actor.tenant_id)]
    return found


def _row(one_of: Any, kind: str) -> relations.Entry:
    return {"id": one_of.id, "tenant_id": one_of.tenant_id, "name": one_of.sort_name, "kind": kind}


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> Iterator[Made]:
    """A relation that is listed, found by id, and referred to."""
    monkeypatch.setitem(relations.ROWS, "both", rows_of_both)
    with types_of_its_own():

        @reads(models.Customer, description="A customer.")
        class Client:
            name: str = column("The name.")

        @reads(BOTH, prefix="both", scope=all_of_it, description="A member or a customer.")
        class Both(Node):
            name: str = column("The name.")
            kind: str = column("The kind.")
            client: Client | None = one("The customer.", "customer")
            of_user: str | None = column("Whose.", "user.first_name")

        @reads(models.User, prefix="user", scope=users, description="A person.")
        class Person(Node):
            entry: Both | None = one("The row.", Sql("(select m.id from membership m where m.user_id = {a}.id and m.tenant_id = :tenant)"))

        @strawberry.input(description="Which.")
        class BothFilter:
            kind: list[str] | None = narrows("The kind.", "{a}.kind in {value}[text]", among="kind")
            client_id: strawberry.ID | None = narrows(
                "The customer.", "{a}.customer_id = {value}", value=id_of("cust"), among="customer_id"
            )

        @roots(description="All.")
        class Query:
            both: Connection[Both] | None = pages(
                "All.", key=None, scope=all_of_it, order=Order(Path("name")), filter_type=BothFilter, extensions=[locked()]
            )
            found: Both | None = by_id("One.", lock=locked())
            person: Person | None = by_id("One.", lock=locked())

        yield Made(Query)


async def asked(made: Made, actor: Actor, text: str, **variables: Any) -> Any:
    """What both executors answer."""
    answer = await made.both(actor, text, **variables)
    assert not answer.failures
    return answer.data


def without(actor: Actor, *permissions: Permission) -> Actor:
    return replace(actor, permissions=actor.permissions - set(permissions))


async def test_given_rows_of_two_tables_when_listed_then_in_one_order_with_what_they_refer_to(
    runtime: Runtime, world: World, made: Made
) -> None:
    sam = world.actor(world.sam)
    found = (await asked(made, sam, "{ both { totalCount edges { cursor node { id name kind ofUser client { name } } } } }"))["both"]
    nodes = [edge["node"] for edge in found["edges"]]
    assert [(row["name"], row["kind"], row["ofUser"], row["client"]) for row in nodes] == [
        ("acme", "C", None, {"name": "Acme"}), ("ada admin", "M", "Ada", None), ("globex", "C", None, {"name": "Globex"}),
        ("kim kowalski", "M", "Kim", None), ("max member", "M", "Max", None), ("mia miller", "M", "Mia", None),
        ("sam sales", "M", "Sam", None),
    ]  # fmt: skip
    assert found["totalCount"] == 7
    for edge in found["edges"]:
        for way in ("first: 2, after", "last: 2, before"):
            await asked(made, sam, f"query($at: String) {{ both({way}: $at) {{ {PAGE} }} }}", at=edge["cursor"])


PAGE = "totalCount nodes { name } pageInfo { hasNextPage hasPreviousPage startCursor endCursor }"


async def test_given_an_arm_that_is_closed_when_read_then_without_its_rows(
    runtime: Runtime, world: World, made: Made, monkeypatch: pytest.MonkeyPatch
) -> None:
    member = ids.to_text("both", (await models.Membership.get(user=world.sam)).id)
    customer = ids.to_text("both", world.acme.id)
    for closed, there, number in (
        ((), (True, True), 7),
        ((Permission.CUSTOMERS_READ,), (True, False), 5),
        ((Permission.MEMBERS_READ,), (False, True), 2),
        ((Permission.MEMBERS_READ, Permission.CUSTOMERS_READ), (False, False), 0),
    ):
        actor = without(world.actor(world.sam), *closed)
        with counted(monkeypatch) as statements:
            await made.alone(actor, "{ both { nodes { name } } }", {})
        assert [f'from "{table}" arm_row' in statements[0] for table in ("membership", "customer")] == [
            there[0] or not any(there),
            there[1],
        ]
        assert (await asked(made, actor, "{ both { totalCount nodes { name } } }"))["both"]["totalCount"] == number
        for id_, is_there in zip((member, customer), there, strict=True):
            data = await asked(made, actor, "query($id: ID!) { found(id: $id) { id name } }", id=id_)
            assert (data["found"] is not None) is is_there
        data = await asked(made, actor, "query($id: ID!) { person(id: $id) { entry { name } } }", id=ids.to_text("user", world.sam.id))
        assert data["person"]["entry"] == ({"name": "sam sales"} if there[0] else None)


async def test_given_a_filter_by_what_an_arm_never_has_when_listed_then_the_arm_is_not_read(
    runtime: Runtime, world: World, made: Made, monkeypatch: pytest.MonkeyPatch
) -> None:
    sam, acme = world.actor(world.sam), ids.to_text("cust", world.acme.id)
    cases: list[tuple[dict[str, Any], str, int]] = [
        ({"kind": ["M"]}, "membership", 5),
        ({"kind": ["C"]}, "customer", 2),
        ({"kind": ["C", "M"]}, "membership customer", 7),
        ({"kind": ["X"]}, "membership", 0),
        ({"kind": []}, "membership", 0),
        ({"kind": None}, "membership customer", 7),
        ({"clientId": acme}, "customer", 1),
        ({"clientId": acme, "kind": ["M"]}, "membership", 0),
        ({"clientId": "malformed", "kind": ["C"]}, "customer", 0),
    ]
    text = "query($filter: BothFilter) { both(filter: $filter) { totalCount nodes { name } } }"
    for filter_, tables, number in cases:
        with counted(monkeypatch) as statements:
            await made.alone(sam, text, {"filter": filter_})
        for sql in statements:
            assert [table for table in ("membership", "customer") if f'from "{table}" arm_row' in sql] == tables.split(), filter_
        assert (await asked(made, sam, text, filter=filter_))["both"]["totalCount"] == number, filter_


def test_given_a_column_when_it_is_none_of_the_relation_then_refused() -> None:
    assert [column_of(BOTH, name) for name in ("customer", "customer_id", "kind")] == ["customer_id", "customer_id", "kind"]
    with pytest.raises(KeyError):
        column_of(BOTH, "nickname")


def test_given_nobody_when_a_relation_is_read_then_from_one_arm_without_rows() -> None:
    [only] = origins(BOTH, Actor().rights)
    assert NOTHING.sql in only


async def test_given_a_list_of_a_relation_below_an_object_when_read_then_refused(runtime: Runtime, world: World) -> None:
    with types_of_its_own():

        @reads(BOTH, scope=all_of_it, description="A member or a customer.")
        class Row:
            name: str = column("The name.")

        @reads(models.Tenant, prefix="tenant", scope=tenants, description="A tenant.")
        class Home(Node):
            rows: Connection[Row] | None = pages("All.", key="tenant", scope=all_of_it, order=Order(Path("name")))

        @roots(description="All.")
        class Query:
            home: Home | None = by_id("One.", lock=locked())

        text = "query($id: ID!) { home(id: $id) { rows { nodes { name } } } }"
        outcome = await Made(Query).alone(world.actor(world.sam), text, {"id": ids.to_text("tenant", world.northwind.id)})
    [error] = outcome.errors
    assert isinstance(error.original_error, DeclarationError)
