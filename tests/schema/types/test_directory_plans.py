"""A page of the directory reads no more of long lists than of short ones: a range of an index of each table, in its order."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import timedelta
from typing import Any

import orjson
import pytest

from app.core import db
from app.core.runtime import Runtime, now
from app.models import Contact
from tests.schema.reading.executing import answered, prepared
from tests.statements import counted
from tests.world import World, rows

ROWS = 20_000
PAGE = 20
QUERY = """
query($first: Int, $after: String, $last: Int, $before: String, $filter: DirectoryFilter) {
  directory(first: $first, after: $after, last: $last, before: $before, filter: $filter) {
    edges { cursor node { id kind displayName email status roles customer { name } invitation { id status } canSendInvite } }
  }
}"""
INDEXES = {
    "membership": "ix_membership_tenant_name",
    "invitation": "ix_invitation_open_member",
    "contact": "ix_contact_tenant_name",
}
IDS = {
    "postgres": "cast(lpad(to_hex(n.n), 8, '0') || '-{kind}-7000-8000-000000000000' as uuid)",
    "sqlite": "printf('%08x-{kind}-7000-8000-000000000000', n.n)",
}
NUMBERS = {
    "postgres": f"generate_series(1, {ROWS}) n",
    "sqlite": f"(with recursive upto(n) as (select 1 union all select n + 1 from upto where n < {ROWS}) select n from upto) n",
}
NAMES = {"postgres": "'p' || lpad(cast(n.n as text), 6, '0')", "sqlite": "printf('p%06d', n.n)"}


async def fill(world: World) -> None:
    """As many members, invited colleagues and contacts: three of each name."""
    dialect, at = db.dialect(), now()
    numbers, name, email = NUMBERS[dialect], NAMES[dialect], f"{NAMES[dialect]} || '@many.example'"

    def id_(kind: str) -> str:
        return IDS[dialect].replace("{kind}", kind)

    values = {"tenant": world.northwind.id, "customer": world.acme.id, "by": world.ada.id, "at": at, "later": at + timedelta(days=7)}
    instant = "cast(:at as timestamptz)" if dialect == "postgres" else ":at"
    later = instant.replace(":at", ":later")
    async with db.transaction():
        await db.execute(
            'insert into "user" (id, email, email_key, first_name, last_name, sort_name, locale, time_zone, wants_acceptance,'
            f" wants_comments, wants_tasks, created_at) select {id_('0001')}, {email}, {email}, {name}, 'M', {name}, 'en', 'UTC', true,"
            f" true, true, {instant} from {numbers}",
            {"at": at},
        )
        await db.execute(
            "insert into membership (id, user_id, tenant_id, sort_name, roles, status, created_at)"
            f" select {id_('0002')}, {id_('0001')}, :tenant, {name}, ' MEMBER ', 'ACTIVE', {instant} from {numbers}",
            {name: values[name] for name in ("tenant", "at")},
        )
        await db.execute(
            "insert into invitation (id, tenant_id, kind, email, email_key, sort_name, roles, locale, can_sign, invited_by_id, created_at,"
            f" send_count, expires_at) select {id_('0003')}, :tenant, 'MEMBER', 'i' || {email}, 'i' || {email}, {name}, ' MEMBER ', 'en',"
            f" false, :by, {instant}, 1, {later} from {numbers}",
            {name: values[name] for name in ("tenant", "by", "at", "later")},
        )
        await db.execute(
            "insert into contact (id, tenant_id, customer_id, first_name, last_name, sort_name, email, email_key, created_at)"
            f" select {id_('0004')}, :tenant, :customer, {name}, 'C', {name}, {email}, {email}, {instant} from {numbers}",
            {name: values[name] for name in ("tenant", "customer", "at")},
        )
    await db.execute("analyze")


@pytest.mark.plans
async def test_given_many_of_each_kind_when_a_page_in_the_middle_is_read_then_by_a_range_of_each_index(
    runtime: Runtime, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    await fill(world)
    assert [await rows(table) >= ROWS for table in INDEXES] == [True] * 3
    ada, operation = world.actor(world.ada), prepared(QUERY)
    first: Any = orjson.loads((await answered(operation, {"first": 1, "filter": {"search": "p010000"}}, ada)).data)
    [edge] = first["directory"]["edges"]
    assert edge["node"]["displayName"].startswith("p010000")
    plans: list[Any] = []
    fetch = db.fetch

    async def explained(sql: str, values: Any = None) -> Any:
        postgres = db.dialect() == "postgres"
        found = await fetch(f"explain {'(analyze, format json)' if postgres else 'query plan'} {sql}", values)
        plans.append(orjson.loads(found[0][0]) if postgres else [(row[1], row[3]) for row in found])
        return await fetch(sql, values)

    monkeypatch.setattr(db, "fetch", explained)
    forward = {"first": PAGE, "after": edge["cursor"]}
    for given in (forward, {"last": PAGE, "before": edge["cursor"]}, {"first": PAGE}, forward | {"filter": {"kind": ["CONTACT"]}}):
        plans.clear()
        answer = await answered(operation, given, ada)
        data = orjson.loads(answer.data)
        assert len(data["directory"]["edges"]) == PAGE
        [plan] = plans
        kinds = ["contact"] if "filter" in given else list(INDEXES)
        (of_postgres if db.dialect() == "postgres" else of_sqlite)(plan, kinds, within=len(given) > 1)


def of_postgres(plan: Any, kinds: Iterable[str], *, within: bool) -> None:
    """Each table is read by its index; nothing that is read, sorted or left out is more than a page and what ties with it."""
    nodes = list(_nodes(plan[0]["Plan"]))
    own = [node for node in nodes if str(node.get("Alias", "")).startswith("arm_row")]
    assert {node["Relation Name"]: node["Index Name"] for node in own} == {kind: INDEXES[kind] for kind in kinds}, own
    for node in nodes:
        assert node["Actual Rows"] * node["Actual Loops"] <= 4 * PAGE, node
        assert node.get("Rows Removed by Filter", 0) <= PAGE, node
        assert node["Node Type"] != "Seq Scan" or not node["Actual Loops"] or node["Relation Name"] not in (*INDEXES, "user"), node
    if within:
        assert all("sort_name" in node["Index Cond"] for node in own), own


def _nodes(node: dict[str, Any]) -> Iterator[dict[str, Any]]:
    yield node
    for inner in node.get("Plans", ()):
        yield from _nodes(inner)


def of_sqlite(plan: list[tuple[int, str]], kinds: Iterable[str], *, within: bool) -> None:
    """Each table is searched by its index, in whose order its rows come; only the pages of all of them are sorted."""
    own = [(parent, line) for parent, line in plan if re.search(r"\barm_row\b", line)]
    assert sorted(INDEXES[kind] for kind in kinds) == sorted(re.findall(r"INDEX (\w+)", " ".join(line for _, line in own))), plan
    for parent, line in own:
        assert line.startswith("SEARCH"), plan
        assert not within or "(sort_name,id)" in line, plan
        assert (parent, "USE TEMP B-TREE FOR ORDER BY") not in plan, plan


async def test_given_few_or_many_of_each_kind_when_a_page_is_read_then_by_as_many_statements(
    runtime: Runtime, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    ada, operation = world.actor(world.ada), prepared(QUERY)
    await answered(operation, {"first": 100}, ada)  # what is done once is done
    found = []
    for _ in range(2):
        with counted(monkeypatch) as statements:
            answer = await answered(operation, {"first": 100}, ada)
        assert answer.errors == []
        found.append((len(orjson.loads(answer.data)["directory"]["edges"]), len(statements)))
        async with db.transaction():
            for n in range(50):
                await Contact.create(
                    tenant=world.northwind, customer=world.acme, first_name=f"N{n}", last_name="", sort_name=f"n{n}", created_at=now()
                )
    (few, before), (many, after) = found
    assert many == few + 50
    assert before == after == 1
