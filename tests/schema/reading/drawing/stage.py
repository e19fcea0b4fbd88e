"""What drawn operations are run on: everybody of the cast, a crowd around them with ties and gaps, and real cursors of every list."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from itertools import count
from random import Random
from types import SimpleNamespace
from typing import Any

import pytest
from graphql import GraphQLEnumType, GraphQLObjectType, GraphQLSchema, get_named_type, parse

from app.core import db, ids
from app.core.runtime import Runtime
from app.core.text import sort_key
from app.models import Collaborator, Customer, Membership, MembershipStatus, Participant, Poc, PocStatus, Role, Session, User
from schema.reading.sources import TABLES
from tests.schema.cast import Cast, build_cast, invite, token
from tests.schema.reading.drawing.contact_heaps import heap_up_contacts
from tests.schema.reading.drawing.heaps import heap_up
from tests.schema.reading.drawing.known import Known, ListKey
from tests.schema.reading.drawing.pages import PAGED
from tests.schema.reading.drawing.partner_heaps import heap_up_partners
from tests.schema.reading.oracle.oracle import Oracle

TOKENS = (
    "pending",
    "expired",
    "cancelled",
    "accepted",
    "for dora",
    "held",
    "colleague",
    "joined",
    "kims for cara",
    "for pat",
    "umbrella colleague",
    "portal pending",
    "portal expired",
    "portal accepted",
)
LINKS = ("link", "link for globex", "contoso link")
ASKING = ("mia", "ada", "uma", "sam", "otto", "cara", "pia", "conny")
"""Whose answers the cursors are taken from."""
SEVERAL = 8
HEAPED = ["active", "kims", "olgas", "crowd 1", "crowd 4", "crowd 6"]
"""On which POCs there is a heap: of either provider, with and without customers, in each state."""


def repeatable(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let ids be the same in every run, so that an operation with ids and cursors in it means the same again."""
    random, tick = Random(1), count(1_700_000_000_000_000_000, 1_000_000)
    monkeypatch.setattr(ids, "os", SimpleNamespace(urandom=random.randbytes))
    monkeypatch.setattr(ids, "time", SimpleNamespace(time_ns=lambda: next(tick)))


async def set_stage(runtime: Runtime, schema: GraphQLSchema, oracle: Oracle) -> tuple[Cast, Known]:
    """Write all of it into the runtime's database; who is there, and what may be spoken of."""
    cast = await build_cast(runtime)
    async with db.transaction():
        crowd = await _crowd(cast, runtime)
        cast.rows.update(crowd)
        cast.rows.update(await heap_up(cast, runtime.clock.now() - timedelta(hours=1), HEAPED))
        users = [id_ for label, (_, id_) in crowd.items() if label.startswith("guest")]
        cast.rows.update(await heap_up_partners(cast, runtime.clock.now(), users))
        cast.rows.update(await heap_up_contacts(cast, runtime.clock.now()))
    kinds: dict[str, list[str]] = {}
    for label, (kind, _) in cast.rows.items():
        kinds.setdefault(kind, []).append(label)
    types = {table.prefix: type_.__name__ for type_, table in TABLES.items() if table.prefix}
    texts = {label: cast.id(label) for label in cast.rows} | {f"token of {label}": token(label) for label in TOKENS + LINKS}
    known = Known(kinds, types, texts, tokens=[f"token of {label}" for label in TOKENS + LINKS])
    places = await _places(schema, oracle, cast, known)
    cursors = {key: [(label, of) for label, of, _ in found] for key, found in places.items()}
    texts |= {label: cursor for found in places.values() for label, _, cursor in found}
    return cast, Known(kinds, types, texts, cursors, known.tokens)


async def _crowd(cast: Cast, runtime: Runtime) -> dict[str, tuple[str, Any]]:
    """Rows with the same values to sort by, without one, and in states that the cast has none of."""
    world, now, rows = cast.world, runtime.clock.now(), dict[str, tuple[str, Any]]()
    guests = [await _user(f"guest{n}", now) for n in range(6)]
    for n in range(12):
        at = now - timedelta(days=1, milliseconds=n // 3)
        name = ("Échelon", "echelon", "Zulu_100%", "alpha")[n % 4]
        tenant, owner, customer = (world.northwind, world.sam, world.acme) if n % 3 else (world.contoso, world.olga, world.contoso_customer)
        poc = await Poc.create(
            tenant=tenant, customer=customer, owner=owner, name=name, sort_name=sort_key(name), created_at=at, shared_updated_at=at,
            updated_at=at + timedelta(milliseconds=n % 2), status=(PocStatus.ACTIVE, PocStatus.WON, PocStatus.DRAFT)[n % 3],
            ends_on=(None, date(2026, 5, 2), date(2026, 5, 3))[n % 3], starts_on=date(2026, 1, 1) if n % 2 else None,
        )  # fmt: skip
        rows[f"crowd {n}"] = ("poc", poc.id)
        await Collaborator.create(poc=poc, user=owner, since=at)
        for guest in [*guests[: n % 5], cast.world.cara][: n % 4]:
            await Participant.create(poc=poc, user=guest, joined_at=at)
        made = await invite(at, owner, f"crowd{n}@crowd.example", poc=poc, held=n % 3 == 2)
        rows[f"crowd invitation {n}"] = ("invitation", made.id)
    for guest in guests:
        rows[guest.first_name] = ("user", guest.id)
        await Participant.create(poc=world.active, user=guest, joined_at=now - timedelta(days=30))
        status = MembershipStatus.DEACTIVATED if guest is guests[0] else MembershipStatus.ACTIVE
        gone = now if guest is guests[0] else None
        await Membership.create(
            user=guest, tenant=world.northwind, sort_name=guest.sort_name, roles={Role.MEMBER}, created_at=now, status=status,
            deactivated_at=gone,
        )  # fmt: skip
    for n, name in enumerate(("Éclair", "eclair", "Zeta", "Zeta")):
        made_customer = await Customer.create(
            tenant=world.northwind, name=name, sort_name=sort_key(name), created_at=now, archived_at=now if n % 2 else None
        )
        rows[f"crowd customer {n}"] = ("customer", made_customer.id)
    for n in range(3):
        await Session.create(
            user=world.sam, created_at=now, last_used_at=now, expires_at=now + timedelta(days=n - 1), revoked_at=now if n == 2 else None
        )
    return rows


async def _user(name: str, now: Any) -> User:
    email = f"{name}@crowd.example"
    return await User.create(
        email=email, email_key=email, first_name=name, last_name="Ünïq", sort_name=sort_key(f"{name} Ünïq"), created_at=now
    )


# Cursors

Places = dict[ListKey, list[tuple[str, str | None, str]]]


async def _places(schema: GraphQLSchema, oracle: Oracle, cast: Cast, known: Known) -> Places:
    """Some places of every list in every order: label, the object whose list it is, cursor."""
    found: Places = {}
    for (type_name, field), orders in _lists(schema).items():
        for key, order in orders.items():
            place = found.setdefault((type_name, field, key), [])
            for parent, text in _roads(type_name, f"{field}(first: {SEVERAL}{order}) {{ edges {{ cursor }} }}", known):
                for cursor in await _cursors(oracle, cast, known.filled(text)):
                    label = f"{type_name}.{field} {key} {len(place)}{f' of {parent}' if parent else ''}"
                    place.append((label, f"<{parent}>" if parent else None, cursor))
    return {key: place for key, place in found.items() if place}


def _lists(schema: GraphQLSchema) -> dict[tuple[str, str], dict[str, str]]:
    """All lists with pages, with the arguments for each order."""
    return {
        (type_.name, name): {"": ""} | dict(_orders(field.args.get("orderBy")))
        for type_ in schema.type_map.values()
        if isinstance(type_, GraphQLObjectType)
        for name, field in type_.fields.items()
        if field.args.keys() >= PAGED
    }


def _orders(argument: Any) -> Iterator[tuple[str, str]]:
    if argument is None:
        return
    fields: Mapping[str, Any] = get_named_type(argument.type).fields
    names, directions = get_named_type(fields["field"].type), get_named_type(fields["direction"].type)
    assert isinstance(names, GraphQLEnumType)
    assert isinstance(directions, GraphQLEnumType)
    for name in names.values:
        for direction in directions.values:
            yield f"{name} {direction}", f", orderBy: {{field: {name}, direction: {direction}}}"


def _roads(type_name: str, selection: str, known: Known) -> Iterator[tuple[str | None, str]]:
    kinds = [kind for kind, name in known.types.items() if name == type_name]
    if type_name == "Query":
        yield None, f"{{ {selection} }}"
    for kind in kinds:
        for label in known.kinds.get(kind, ()):
            yield label, f'{{ node(id: "<{label}>") {{ ... on {type_name} {{ {selection} }} }} }}'
    if not kinds and type_name == "Viewer":
        yield None, f"{{ viewer {{ {selection} }} }}"


async def _cursors(oracle: Oracle, cast: Cast, text: str) -> list[str]:
    """The cursors of whoever has the list first."""
    document = parse(text)
    for caller in ASKING:
        result: Any = await oracle.run(document, None, {}, cast.actor(caller))
        data = result.data
        while isinstance(data, dict) and "edges" not in data:
            data = next(iter(data.values()), None)
        if data and data["edges"]:
            return [edge["cursor"] for edge in data["edges"]]
    return []
