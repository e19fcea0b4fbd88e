"""Every order of every list has an index behind it: a page costs as much in a long list as in a short one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import product
from typing import Any

import orjson
import pytest
from tortoise.models import Model

from app.auth.actor import Actor
from app.auth.permissions import permissions_of
from app.core import db, ids
from app.core.runtime import Runtime
from app.models import Role
from app.models.fields import Partial
from schema.queries import Query
from schema.reading.expressions import Expression, Path, column, name_of, within
from schema.reading.sources import READS, TABLES, Order, Pages, Rows
from tests.efforts import effort, noted
from tests.schema.reading.executing import answered, prepared
from tests.world import ORIGIN, World

# As it is declared

EVERYBODY = Actor(ids.new_id(), ids.new_id(), ids.new_id(), frozenset(Role), permissions_of(frozenset(Role)), ORIGIN).rights
WITHOUT: Mapping[tuple[str, str, str], str] = {
    ("Query", "directory", "sort_name"): "a relation; of its tables it is in test_directory_plans",
    ("Query", "customers", "(select"): "each customer's last event is looked up by an index; docs/performance.md says so",
    ("InstallationOverview", "customers", "(select"): "the same",
    ("PartnerStatement", "lines", "record.sort_name"): "a statement is read as a whole",
    ("Poc", "tasks", "(coalesce"): "a POC has 1,000 at most",
    ("Portal", "pocs", "created_at"): "those in which one person takes part",
}
"""Lists without an index for an order, and why."""


def lists() -> Iterator[tuple[str, Pages, type[Model]]]:
    """Every connection: the type that has it, its source, the table of its rows."""
    for owner in [*TABLES, Query]:
        declared: Any = owner
        for field in declared.__strawberry_definition__.fields:
            source = field.metadata.get(READS)
            if isinstance(source, Pages):
                yield owner.__name__, source, TABLES[_element(field.type)].model  # type: ignore[misc]  # all of them have rows


def _element(type_: Any) -> Any:
    """What a connection is one of."""
    nodes = next(field for field in _bare(type_).__strawberry_definition__.fields if field.python_name == "nodes")
    found = _bare(nodes.type)
    return found.resolve_type() if hasattr(found, "resolve_type") else found


def _bare(type_: Any) -> Any:
    while hasattr(type_, "of_type"):
        type_ = type_.of_type
    return type_


def orders(source: Rows) -> list[Order]:
    return list({order.name.rpartition(" ")[0]: order for order in [source.order, *source.orders.values()]}.values())


def parts(source: Rows, model: type[Model], order: Order) -> Iterator[tuple[str, Expression]]:
    """By which column the rows of each part are found that may have many, and by what they are ordered there."""
    scope = source.scope(EVERYBODY)
    if source.key is not None:
        yield column(model, str(source.key)), within(order.expression, scope, (), EVERYBODY)
        return
    for n, way in enumerate(scope.ways):
        if not way.few:
            yield way.by, within(order.expression, way, scope.ways[:n], EVERYBODY)


def has_index(model: type[Model], by: str, ordered: str, *, nullable: bool) -> bool:
    """Whether an index has the rows in this order; where some lack the value, one those that have it and one the others."""
    indexes = [(index, tuple(index.fields)) for index in model._meta.indexes if not isinstance(index, tuple)]
    if not nullable:
        return any(fields[-2:] == (ordered, "id") and fields[0] == by for _, fields in indexes)
    parts_ = {(fields, index.where) for index, fields in indexes if isinstance(index, Partial)}
    return {((by, ordered, "id"), f"{ordered} IS NOT NULL"), ((by, "id"), f"{ordered} IS NULL")} <= parts_


async def test_given_every_order_of_every_connection_when_compared_then_an_index_has_it(runtime: Runtime) -> None:
    found, missing = 0, []
    for owner, source, model in lists():
        for order in orders(source):
            name = name_of(order.expression)
            if any((owner, source.name) == place[:2] and name.startswith(place[2]) for place in WITHOUT):
                continue
            for by, expression in parts(source, model, order):
                assert isinstance(expression, Path), (owner, source.name, name)
                found += 1
                if not has_index(model, by, expression.text, nullable=order.nullable):
                    missing.append((owner, source.name, by, expression.text))
    assert missing == []
    assert found > 40


def test_given_the_lists_without_an_index_when_compared_then_there_are_such_lists() -> None:
    names = {(owner, source.name, name_of(order.expression)) for owner, source, _ in lists() for order in orders(source)}
    assert [place for place in WITHOUT if not any(name[:2] == place[:2] and name[2].startswith(place[2]) for name in names)] == []


# As databases do it

ROWS, PAGE = 20_000, 20
DIALECTS = {
    "postgres": {
        "many": f"generate_series(1, {ROWS}) n",
        "id": "cast(lpad(to_hex(n.n), 8, '0') || '-0009-7000-8000-000000000000' as uuid)",
        "name": "'p' || lpad(cast(n.n as text), 6, '0')",
        "at": "timestamptz '2025-01-01 00:00:00+00' + n.n * interval '1 minute'",
        "day": "date '2025-01-01' + n.n",
    },
    "sqlite": {
        "many": f"(with recursive upto(n) as (select 1 union all select n + 1 from upto where n < {ROWS}) select n from upto) n",
        "id": "printf('%08x-0009-7000-8000-000000000000', n.n)",
        "name": "printf('p%06d', n.n)",
        "at": "strftime('%Y-%m-%d %H:%M:%S', '2025-01-01', '+' || n.n || ' minutes') || '+00:00'",
        "day": "date('2025-01-01', '+' || n.n || ' days')",
    },
}


async def fill(world: World) -> None:
    """As many customers, POCs with a colleague and a guest each, contacts and invitations; half of them lack what may be missing."""
    has = DIALECTS[db.dialect()]
    id_, name, at = has["id"], has["name"], has["at"]
    half, few = "case when n.n % 2 = 0 then {} end", "select few.id from customer few where few.name = 'Globex'"
    wants = "wants_acceptance, wants_comments, wants_tasks"
    columns = {
        "user": (
            "id, email, email_key, first_name, last_name, sort_name, locale, time_zone, created_at, " + wants,
            f"{id_}, {name}, {name}, {name}, 'U', {name}, 'en', 'UTC', {at}, true, true, true",
        ),
        "customer": ("id, tenant_id, name, sort_name, stage, created_at", f"{id_}, :tenant, {name}, {name}, 'PROSPECT', {at}"),
        "poc": (
            "id, tenant_id, customer_id, owner_id, name, sort_name, status, version, created_at, updated_at, shared_updated_at, ends_on",
            f"{id_}, :tenant, :customer, :user, {name}, {name}, 'ACTIVE', 1, {at}, {at}, {at}, {half.format(has['day'])}",
        ),
        "collaborator": ("id, poc_id, user_id, since", f"{id_}, {id_}, {id_}, {at}"),
        "participant": ("id, poc_id, user_id, can_sign, joined_at", f"{id_}, {id_}, {id_}, false, {at}"),
        "contact": (
            "id, tenant_id, customer_id, first_name, last_name, sort_name, created_at",
            f"{id_}, :tenant, case when n.n > 3 then :customer else ({few}) end, {name}, 'C', {name}, {at}",
        ),
        "invitation": (
            "id, tenant_id, kind, poc_id, email, email_key, sort_name, roles, locale, can_sign, created_at, send_count, expires_at",
            f"{id_}, :tenant, 'POC', :poc, {name}, {name}, {name}, '  ', 'en', false, {at}, 1, {half.format(at)}",
        ),
    }
    given = {"tenant": world.northwind.id, "customer": world.acme.id, "user": world.mia.id, "poc": world.active.id}
    async with db.transaction():
        for table, (names, values) in columns.items():
            needed = {key: value for key, value in given.items() if f":{key}" in values}
            await db.execute(f'insert into "{table}" ({names}) select {values} from {has["many"]}', needed)
    await db.execute("analyze")


HEAD = "query($first: Int, $after: String, $last: Int, $before: String, $order: %s%s) { %s }"
PAGED = "%s(first: $first, after: $after, last: $last, before: $before, orderBy: $order) { edges { cursor node { id } } }"
OF_CUSTOMER = "customer(id: $id) { %s }"
ADA: list[tuple[str, str | None]] = [("ada", None)]
BOTH: list[tuple[str, str | None]] = [("ada", "acme"), ("ada", "globex")]
CASES: list[tuple[str, str, str, list[str], list[tuple[str, str | None]]]] = [
    ("pocs", "poc", "PocOrder", ["CREATED_AT", "UPDATED_AT", "NAME", "ENDS_ON"], [*ADA, ("kim", None), ("cara", None)]),
    ("customer.pocs", "poc", "PocOrder", ["CREATED_AT", "UPDATED_AT", "NAME", "ENDS_ON"], BOTH),
    ("invitations", "invitation", "InvitationOrder", ["CREATED_AT", "EXPIRES_AT"], [*ADA, ("sam", None)]),
    ("customers", "customer", "CustomerOrder", ["NAME", "CREATED_AT"], ADA),
    ("contacts", "contact", "ContactOrder", ["NAME", "CREATED_AT"], ADA),
    ("customer.contacts", "contact", "ContactOrder", ["NAME", "CREATED_AT"], BOTH),
]
"""Lists, their tables, orders, and who asks, of which customer: ada has all, sam the invitations to the POC that he works on."""
FEW = {("kim", None): 1, ("cara", None): 1, ("ada", "globex"): 3}
"""Who has only so many."""
LIMIT = {"postgres": 12 * PAGE, "sqlite": 20_000}
"""Rows that are touched for a page, of PostgreSQL's; steps of SQLite's, of which a walk through all rows takes 60,000 and more."""


async def cost(
    list_: str, table: str, order: str, variables: dict[str, Any], who: Actor, monkeypatch: pytest.MonkeyPatch
) -> tuple[int, Any]:
    """What a page costs, and its edges."""
    outer, _, name = list_.rpartition(".")
    asked = PAGED % name
    text = HEAD % (order, ", $id: ID!" if outer else "", OF_CUSTOMER % asked if outer else asked)
    operation = prepared(text)
    with noted(monkeypatch) as done:
        answer = await answered(operation, variables, who)
    assert answer.errors == []
    data = orjson.loads(answer.data)
    found = (data[outer] if outer else data)[name]["edges"]
    return await effort(done, f'"{table}"'), found


@pytest.mark.plans
async def test_given_long_lists_when_a_page_is_read_in_any_order_then_little_more_than_the_page_is_touched(
    runtime: Runtime, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    await fill(world)
    dear = []
    for (list_, table, order, fields, people), direction in product(CASES, ("ASC", "DESC")):
        for field, (person, customer) in product(fields, people):
            given: dict[str, Any] = {"order": {"field": field, "direction": direction}}
            if customer:
                given["id"] = ids.to_text("customer", {"acme": world.acme, "globex": world.globex}[customer].id)
            who = world.actor(world.people[person])
            spent, edges = await cost(list_, table, order, given | {"first": PAGE}, who, monkeypatch)
            assert len(edges) == FEW.get((person, customer), PAGE)
            pages = [("first", spent)]
            for name, page in (
                ("forward", {"first": PAGE, "after": edges[-1]["cursor"]}),
                ("backward", {"last": PAGE, "before": edges[-1]["cursor"]}),
                ("last", {"last": PAGE}),
            ):
                spent, _ = await cost(list_, table, order, given | page, who, monkeypatch)
                pages.append((name, spent))
            dear += [(person, customer, list_, field, direction, *page) for page in pages if page[1] > LIMIT[db.dialect()]]
    assert dear == []
