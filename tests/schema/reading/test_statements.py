"""As many statements for thirty rows as for three: counted for every list of the schema, found by reflection."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

import pytest
from graphql import GraphQLObjectType, get_named_type

from app.core import db, ids
from app.core.runtime import Runtime, now
from app.core.text import sort_key
from app.models import Collaborator, Customer, Membership, Participant, Plan, Poc, PocStatus, Role, Session, Tenant, User
from schema.reading.declare import graphql_name
from schema.reading.sources import READS, TABLES, Rows
from schema.schema import schema
from tests.schema.calling import SERVED, run, selection
from tests.schema.cast import invite
from tests.world import World

FEW, MANY = 3, 30

ROADS = {
    "Query.customers": "ada: customers",
    "Query.pocs": "ada: pocs",
    "Query.invitations": "ada: invitations",
    "Query.members": "ada: members",
    "Customer.pocs": "ada: customers nodes pocs",
    "Poc.participants": "ada: pocs nodes participants",
    "Poc.invitations": "ada: pocs nodes invitations",
    "Poc.collaborators": "ada: pocs nodes collaborators",
    "Viewer.participations": "cara: viewer participations",
    "Viewer.memberships": "ada: viewer memberships",
    "Viewer.sessions": "ada: viewer sessions",
}
"""The way to each list, and who has one that is long."""


def lists() -> set[str]:
    """All lists that are declared."""
    types: list[Any] = [*TABLES, schema.query]
    return {
        f"{type_.__name__}.{graphql_name(field)}"
        for type_ in types
        for field in type_.__strawberry_definition__.fields
        if isinstance(field.metadata.get(READS), Rows)
    }


def test_given_the_schema_when_compared_then_there_is_a_way_to_each_list() -> None:
    assert ROADS.keys() == lists()
    paged = {
        f"{type_.name}.{name}"
        for type_ in SERVED.type_map.values()
        if isinstance(type_, GraphQLObjectType)
        for name, field in type_.fields.items()
        if get_named_type(field.type).name.endswith("Connection")
    }
    assert paged <= ROADS.keys()


@contextmanager
def counted(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """The statements that are read with inside."""
    statements: list[str] = []
    fetch = db.fetch

    async def counting(sql: str, *arguments: Any) -> Any:
        statements.append(sql)
        return await fetch(sql, *arguments)

    with monkeypatch.context() as patched:
        patched.setattr(db, "fetch", counting)
        yield statements


async def _user(name: str) -> User:
    email = f"{name}@many.example"
    return await User.create(email=email, email_key=email, first_name=name, last_name="M", sort_name=sort_key(name), created_at=now())


async def _grow(world: World, begin: int, end: int) -> None:
    """One more of everything, for each number: customer, POC, participant, collaborator, invitation, member, tenant and session."""
    for n in range(begin, end):
        at = now() + timedelta(seconds=n)
        customer = await Customer.create(tenant=world.northwind, name=f"C{n}", sort_name=f"c{n}", created_at=at)
        times: dict[str, Any] = {"created_at": at, "updated_at": at, "shared_updated_at": at}
        owner, guest = await _user(f"owner{n}"), await _user(f"guest{n}")
        for index, of in enumerate((customer, world.acme)):
            name = f"p{n}-{index}"
            poc = await Poc.create(
                tenant=world.northwind, customer=of, owner=owner, name=name, sort_name=name, status=PocStatus.ACTIVE, **times
            )
            await Collaborator.create(poc=poc, user=owner, since=at)
            for user in (guest, world.cara):
                await Participant.create(poc=poc, user=user, joined_at=at)
            await invite(at, owner, f"i{n}@many.example", poc=poc)
        await Participant.create(poc=world.active, user=guest, joined_at=at)
        await Collaborator.create(poc=world.active, user=owner, since=at)
        await invite(at, owner, f"j{n}@many.example", poc=world.active)
        await invite(at, owner, f"m{n}@many.example", tenant=world.northwind, roles={Role.MEMBER})
        tenant = await Tenant.create(name=f"T{n}", sort_name=f"t{n}", plan=Plan.FREE, created_at=at)
        await Membership.create(user=owner, tenant=world.northwind, roles={Role.SALES_ENGINEER}, created_at=at)
        await Membership.create(user=world.ada, tenant=tenant, roles={Role.MEMBER}, created_at=at)
        await Session.create(user=world.ada, created_at=at, last_used_at=at, expires_at=at + timedelta(days=1))


def query(road: str) -> str:
    """All of a list's rows, with everything that two objects below them have."""
    type_: Any = SERVED.query_type
    opened = []
    for name in _steps(road):
        field = type_.fields[name]
        opened.append(f"{name}(first: 100)" if "first" in field.args else name)
        type_ = get_named_type(field.type)
    return "{ " + " { ".join(opened) + selection(type_, 2) + " }" * len(opened)


def _steps(road: str) -> list[str]:
    return ROADS[road].partition(": ")[2].split()


def rows(road: str, data: Any) -> int:
    """How many rows the lists of this name have together."""
    found = [data]
    for name in _steps(road):
        found = [inner for one in found for inner in (one[name] if isinstance(one[name], list) else [one[name]])]
    return sum(len(one["edges"]) if "edges" in one else 1 for one in found)


async def measured(world: World, road: str, monkeypatch: pytest.MonkeyPatch) -> tuple[int, list[str]]:
    """How many rows there are, and the statements that read them."""
    caller = world.people[ROADS[road].partition(":")[0]]
    with counted(monkeypatch) as statements:
        result = await run(world.actor(caller), query(road))
    assert not result.errors, result.errors
    return rows(road, result.data), statements


async def test_given_ten_times_the_rows_when_a_list_is_read_then_as_many_statements(
    runtime: Runtime, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with db.transaction():
        await _grow(world, 0, FEW)
    few = {road: await measured(world, road, monkeypatch) for road in ROADS}
    async with db.transaction():
        await _grow(world, FEW, MANY)
    for road in ROADS:
        number, statements = await measured(world, road, monkeypatch)
        assert number >= few[road][0] + MANY - FEW, f"{road} did not grow"
        assert sorted(statements) == sorted(few[road][1]), road
        assert len(statements) < 30, statements


async def test_given_a_total_when_not_asked_for_then_nothing_is_counted(
    runtime: Runtime, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    ada = world.actor(world.ada)
    for asked, counts in (
        ("{ pocs { nodes { id } } }", 0),
        ("{ pocs { totalCount } }", 1),
        ("{ pocs { nodes { participants { nodes { id } } } } }", 0),
        ("{ pocs { nodes { participants { totalCount nodes { id } } } } }", 1),
        ("{ pocs { totalCount nodes { participants { totalCount } invitations { totalCount } } } }", 3),
        ("query($no: Boolean = false) { pocs { totalCount @include(if: $no) nodes { id } } }", 0),
    ):
        with counted(monkeypatch) as statements:
            result = await run(ada, asked)
        assert not result.errors
        assert len([sql for sql in statements if "count(*)" in sql]) == counts, asked


async def test_given_many_ids_when_asked_for_at_once_then_as_many_statements_as_for_one(
    runtime: Runtime, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = "query($ids: [ID!]!) { nodes(ids: $ids) { ... on Poc { name owner { email } provider { name } } } }"
    for number in (1, len(world.pocs)):
        given = [ids.to_text("poc", poc.id) for poc in list(world.pocs.values())[:number]]
        with counted(monkeypatch) as statements:
            await run(world.actor(world.ada), text, {"ids": given})
        assert len(statements) == 1, statements
