"""Pages of long audit logs: whatever they are narrowed by, a page costs what is on it, not what is in the log.

USHER_TEST_EVENTS says how many events the log has. What is looked for happened long ago, and seldom, so that whoever goes through
the log in its order finds it last.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest

from app.auth.actor import Actor
from app.core import db, ids
from app.core.ids import new_id
from app.core.runtime import Runtime, now
from tests.app.services.auditing import many
from tests.efforts import effort, noted
from tests.partners import Connected, act, connect
from tests.schema.calling import run
from tests.world import World

EVENTS = int(os.environ.get("USHER_TEST_EVENTS", "4000"))
SELDOM = 25
"""A page, and a little more."""
FEW = 200
"""Rows that a page may touch, on the way through all indexes."""
STEPS = 8_000
"""Instructions of SQLite that a page may take: one row is about 20."""

ROOT = "query($filter: AuditFilter) { auditLog(filter: $filter) { edges { cursor node { id } } } }"
BEHIND = "query($filter: AuditFilter, $after: String) { auditLog(filter: $filter, after: $after) { edges { cursor node { id } } } }"
OF_CUSTOMER = "query($filter: AuditFilter, $id: ID!) { customer(id: $id) { auditLog(filter: $filter) { nodes { id } } } }"


@dataclass
class Long:
    """A long log, and what is seldom in it."""

    actor: Actor
    connected: Connected
    session: UUID
    target: UUID


@pytest.fixture
async def long(runtime: Runtime, world: World) -> Long:
    """Umbrella's log: its beginning has what is seldom, and everything else is the same."""
    connected = await connect(world)
    inside = await act(world, connected)
    assert inside.session_id
    found = Long(world.actor(connected.admin), connected, inside.session_id, new_id())
    seldom: list[dict[str, Any]] = [
        {"action": "integration.deleted", "actor_id": connected.member.id},
        {"action": "integration.created", "target_id": found.target, "target_kind": "integration"},
        {"partner_id": world.northwind.id, "acting_id": found.session, "actor_id": world.mia.id},
        {"action": "member.joined", "target_kind": "membership"},
    ]

    def rows() -> Iterator[dict[str, Any]]:
        for place in range(EVENTS):
            yield {"actor_id": connected.admin.id, **(seldom[place % 4] if place < SELDOM * 4 else {})}

    await many(connected.tenant.id, rows())
    if db.dialect() == "postgres":
        async with db.transaction():
            await db.execute("analyze")
    return found


def uuid_text(prefix: str, id_: object) -> str:
    return ids.to_text(prefix, UUID(str(id_)))


def filters(long: Long) -> dict[str, dict[str, Any]]:
    """Each filter alone, for what is seldom and for what is never, and for what is everywhere."""
    admin, member = (uuid_text("user", user.id) for user in (long.connected.admin, long.connected.member))
    early = (now() - timedelta(seconds=EVENTS - SELDOM * 4)).isoformat()
    return {
        "nothing": {},
        "a seldom action": {"action": ["integration.deleted"]},
        "two seldom actions": {"action": ["integration.deleted", "integration.created"]},
        "actions that never were": {"action": ["poc.created", "poc.deleted"]},
        "the usual action": {"action": ["session.started"]},
        "the usual action and a seldom one": {"action": ["session.started", "integration.deleted"]},
        "a seldom actor": {"actorId": member},
        "the usual actor": {"actorId": admin},
        "a target": {"targetId": uuid_text("integration", long.target)},
        "a seldom kind": {"targetKind": ["integration", "membership"]},
        "the usual kind": {"targetKind": ["session"]},
        "an acting session": {"actingSessionId": uuid_text("acting", long.session)},
        "since the beginning": {"since": "2020-01-01T00:00:00Z"},
        "until long ago": {"until": early},
        "on behalf": {"onBehalfOnly": True},
    }


async def page(monkeypatch: pytest.MonkeyPatch, actor: Actor, text: str, **variables: Any) -> tuple[Any, int]:
    """The data of an answer, and what its statements that read events cost."""
    with noted(monkeypatch) as asked:
        result = await run(actor, text, variables)
    assert result.errors == []
    return result.data, await effort(asked, '"event"')


def limit() -> int:
    return FEW if db.dialect() == "postgres" else STEPS


async def test_given_a_long_log_when_narrowed_by_one_thing_then_a_page_costs_what_is_on_it(
    long: Long, monkeypatch: pytest.MonkeyPatch
) -> None:
    dear = {}
    for name, filter_ in filters(long).items():
        data, first = await page(monkeypatch, long.actor, ROOT, filter=filter_)
        found = data["auditLog"]["edges"]
        assert (len(found) > 0) is (name != "actions that never were")
        behind = 0
        if found:
            _, behind = await page(monkeypatch, long.actor, BEHIND, filter=filter_, after=found[len(found) // 2]["cursor"])
        if max(first, behind) > limit():
            dear[name] = (first, behind)
    assert dear == {}


async def test_given_a_customer_with_a_long_log_when_its_partner_reads_then_a_page_costs_what_is_for_partners(
    long: Long, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    customer, dear = uuid_text("customer", long.connected.record.id), {}
    for filter_ in ({}, {"onBehalfOnly": True}, {"action": ["member.joined"]}, {"targetKind": ["membership", "moon"]}):
        data, touched = await page(monkeypatch, world.actor(world.mia), OF_CUSTOMER, id=customer, filter=filter_)
        assert data["customer"]["auditLog"]["nodes"]
        if touched > limit():
            dear[str(filter_)] = touched
    assert dear == {}
