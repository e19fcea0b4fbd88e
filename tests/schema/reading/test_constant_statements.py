"""As many statements for two hundred rows as for ten: for every list that is declared, of its rows and of the rows above it."""

from __future__ import annotations

from collections import deque
from collections.abc import Mapping
from datetime import timedelta
from typing import Any

import orjson
import pytest
from graphql import GraphQLField, get_named_type, is_required_argument

from app.auth.actor import Actor
from app.core import db
from app.core.runtime import Runtime, now
from app.models import (
    AccessLevel,
    Collaborator,
    Customer,
    CustomerStaff,
    Invitation,
    InvitationKind,
    Membership,
    Participant,
    Plan,
    Poc,
    PocStatus,
    Role,
    Session,
    Tenant,
    User,
)
from schema.reading.sources import READS, Rows
from tests.partners import Connected, connect
from tests.schema.calling import SERVED, selection
from tests.schema.reading.executing import EXECUTION, answered, prepared
from tests.schema.reading.growing import grow_contents
from tests.schema.reading.growing_contacts import grow_contacts
from tests.schema.reading.growing_partners import grow_partners
from tests.statements import counted
from tests.world import World

FEW, MANY, PAGE = 10, 200, 100
CALLERS = ("ada", "cara", "mia", "uma")
"""One of the staff, one who takes part, who manages customers, and the admin of one: every list is long for one of them."""
GIVEN = {"month": '"2026-03-01"'}
"""The arguments that something on the way to a list needs."""
MOST = 30


def lists() -> dict[str, list[str]]:
    """The way to each list: the fields from the root, by `Poc.participants`. Found by going through the whole schema."""
    found: dict[str, list[str]] = {}
    query: Any = EXECUTION.schema.query_type
    waiting, seen = deque([(query, list[str]())]), {query.name}
    while waiting:
        type_, path = waiting.popleft()
        for name, field in getattr(type_, "fields", {}).items():
            named = get_named_type(field.type)
            definition = field.extensions.get("strawberry-definition")
            if definition is not None and isinstance(definition.metadata.get(READS), Rows):
                found.setdefault(f"{type_.name}.{name}", [*path, name])
            if named.name not in seen and needed(field) <= GIVEN.keys():
                seen.add(named.name)
                waiting.append((named, [*path, name]))
    return found


def needed(field: GraphQLField) -> set[str]:
    """The arguments without which a field can't be asked for."""
    return {name for name, argument in field.args.items() if is_required_argument(argument)}


LISTS = lists()


def query(path: list[str]) -> str:
    """All rows of a list, and what the objects beside them have; the largest page of every list on the way."""
    type_: Any = SERVED.query_type
    opened = []
    for name in path:
        field = type_.fields[name]
        arguments = [f"{one}: {GIVEN[one]}" for one in sorted(needed(field))] + [f"first: {PAGE}"] * ("first" in field.args)
        opened.append(f"{name}({', '.join(arguments)})" if arguments else name)
        type_ = get_named_type(field.type)
    return "{ " + " { ".join(opened) + selection(type_, 1) + " }" * len(opened)


def rows(path: list[str], data: Any) -> int:
    """How many rows the lists at the end of a way have together."""
    found = [data]
    for name in path:
        found = [inner for one in found if one for inner in (one[name] if isinstance(one[name], list) else [one[name]])]
    return sum(len(one["edges"]) if isinstance(one, dict) and "edges" in one else 1 for one in found if one)


async def grow(world: World, aardvark: Connected, begin: int, end: int) -> None:
    """One more of everything, for each number: of rows with one below them, and of rows below the same one."""
    start = now()
    at = [start + timedelta(seconds=n) for n in range(end)]
    numbers = range(begin, end)
    people = [
        User(email=f"p{n}@m.example", email_key=f"p{n}@m.example", first_name=f"P{n}", last_name="M", sort_name=f"p{n}", created_at=at[n])
        for n in numbers
    ]
    customers = [Customer(tenant=world.northwind, name=f"C{n}", sort_name=f"c{n}", created_at=at[n]) for n in numbers]
    tenants = [Tenant(name=f"T{n}", sort_name=f"t{n}", plan=Plan.FREE, created_at=at[n]) for n in numbers]
    await User.bulk_create(people)
    await Customer.bulk_create(customers)
    await Tenant.bulk_create(tenants)
    pocs = [
        Poc(
            tenant=world.northwind, customer_id=customer.id, owner_id=person.id, name=person.first_name, sort_name=person.sort_name,
            status=PocStatus.ACTIVE, created_at=person.created_at, updated_at=person.created_at, shared_updated_at=person.created_at,
        )
        for person, of in zip(people, customers, strict=True)
        for customer in (of, world.acme)
    ]  # fmt: skip
    await Poc.bulk_create(pocs)
    beside = [(poc, people[place // 2]) for place, poc in enumerate(pocs)] + [(world.active, person) for person in people]
    await Collaborator.bulk_create([Collaborator(poc_id=poc.id, user_id=person.id, since=start) for poc, person in beside])
    guests = [(poc, person) for poc, person in beside] + [(poc, world.cara) for poc in pocs]
    await Participant.bulk_create([Participant(poc_id=poc.id, user_id=person.id, joined_at=start) for poc, person in guests])
    await Invitation.bulk_create([_invitation(world, person, poc, start) for poc, person in beside])
    await grow_contents(world, beside, start)
    await Membership.bulk_create(
        [
            Membership(user_id=person.id, tenant=world.northwind, sort_name=person.sort_name, roles={Role.MEMBER}, created_at=start)
            for person in people
        ]
        + [Membership(user=world.ada, tenant_id=tenant.id, roles={Role.MEMBER}, created_at=start) for tenant in tenants]
    )
    await grow_partners(world, aardvark, customers, tenants, people, start)
    await grow_contacts(world, aardvark, customers, tenants, people, start)
    await Session.bulk_create(
        [Session(user=world.ada, created_at=one, last_used_at=one, expires_at=one + timedelta(days=1)) for one in at[begin:]]
    )


def _invitation(world: World, by: User, poc: Poc, at: Any) -> Invitation:
    email = f"i-{by.email}"
    return Invitation(
        tenant=world.northwind, kind=InvitationKind.POC, poc_id=poc.id, customer_id=poc.customer_id, email=email, email_key=email,
        sort_name=by.sort_name, invited_by_id=by.id, set_by_id=by.id, created_at=at, expires_at=at + timedelta(days=7), send_count=1,
    )  # fmt: skip


async def measured(callers: Mapping[str, Actor], monkeypatch: pytest.MonkeyPatch) -> dict[tuple[str, str], tuple[int, list[str]]]:
    """By list and caller: how many rows there are, and the statements that read them."""
    found = {}
    for name, path in LISTS.items():
        for caller, actor in callers.items():
            with counted(monkeypatch) as statements:
                answer = await answered(prepared(query(path)), {}, actor)
            found[name, caller] = (rows(path, orjson.loads(answer.data)), statements)
    return found


async def test_given_twenty_times_the_rows_when_lists_are_read_then_as_many_statements(
    runtime: Runtime, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with db.transaction():
        aardvark = await connect(world, "Aardvark")  # the first of every page
        await CustomerStaff.create(customer_id=aardvark.record.id, user_id=world.mia.id, level=AccessLevel.MANAGE, created_at=now())
        await grow(world, aardvark, 0, FEW)
    people = {**world.people, "uma": aardvark.admin}
    callers = {caller: world.actor(people[caller]) for caller in CALLERS}
    await measured(callers, monkeypatch)  # what is done once is done
    few = await measured(callers, monkeypatch)
    async with db.transaction():
        await grow(world, aardvark, FEW, MANY)
    many = await measured(callers, monkeypatch)
    for name in LISTS:
        grown = max(many[name, caller][0] - few[name, caller][0] for caller in CALLERS)
        assert grown >= PAGE // 2, f"{name} did not grow"
    counts = {at: (len(few[at][1]), len(statements)) for at, (_, statements) in many.items()}
    assert {at: both for at, both in counts.items() if both[0] != both[1]} == {}
    assert max(number for _, number in counts.values()) < MOST
    assert min(number for (name, caller), (number, _) in counts.items() if many[name, caller][0]) > 0, "they are counted"


def test_given_the_schema_when_gone_through_then_its_lists_are_found() -> None:
    assert {"Query.pocs", "Customer.pocs", "Poc.participants", "Poc.collaborators", "Viewer.sessions"} <= LISTS.keys()
    declared = {
        f"{type_.name}.{name}"
        for type_ in EXECUTION.schema.type_map.values()
        for name, field in getattr(type_, "fields", {}).items()
        if isinstance(getattr(field.extensions.get("strawberry-definition"), "metadata", {}).get(READS), Rows)
        and not type_.name.endswith("Payload")  # what a mutation did has as many rows as it was told of
    }
    assert declared == LISTS.keys()
