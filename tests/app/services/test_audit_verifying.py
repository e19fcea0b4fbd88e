"""Verifying: whatever is done to a log behind the product's back is found, but for what is cut off at its end."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import timedelta
from uuid import UUID

import pytest
from asyncpg import PostgresError
from tortoise.exceptions import BaseORMException

from app.core import db
from app.core.ids import to_text
from app.core.runtime import Runtime
from app.models import EventOrigin, EventSeal
from app.services import audit_sealing, audit_verifying, tenants
from tests.app.services.auditing import as_owner, happen, verified
from tests.outcomes import outcome
from tests.world import World, snapshot

Tampering = Callable[[list[UUID]], Awaitable[object]]


async def sealed(world: World) -> list[UUID]:
    """Five events of Northwind and one of Contoso, sealed; the former."""
    made = await happen(world.actor(world.ada), 5)
    await happen(world.actor(world.otto))
    await audit_sealing.seal_new()
    return made


async def problems(world: World) -> tuple[str | None, str | None]:
    """What is wrong with either log."""
    found = await verified()
    return found[world.northwind.id].problem, found[world.contoso.id].problem


async def change(ids: list[UUID], column: str, value: object) -> None:
    await db.execute(f"update event set {column} = :value where id = :id", {"value": value, "id": ids[2]})


async def take_out(ids: list[UUID], *, seal: bool) -> None:
    if seal:
        await db.execute("delete from event_seal where event_id = :id", {"id": ids[2]})
    await db.execute("delete from event_origin where event_id = :id", {"id": ids[2]})
    await db.execute("delete from event where id = :id", {"id": ids[2]})


async def swap(ids: list[UUID]) -> None:
    for number, id_ in ((-1, ids[2]), (4 - 1, ids[3]), (4, ids[2])):
        await db.execute("update event_seal set number = :number where event_id = :id", {"number": number, "id": id_})


TAMPERING: dict[str, tuple[Tampering, str]] = {
    "another action": (lambda ids: change(ids, "action", "tenant.created"), "number 3, the event {2}, is not what was sealed"),
    "another actor": (lambda ids: change(ids, "actor_id", None), "number 3, the event {2}, is not what was sealed"),
    "other changes": (lambda ids: change(ids, "changes", '{"name": [null, "Name 9"]}'), "number 3, the event {2}, is not what was sealed"),
    "another hash": (
        lambda ids: db.execute("update event_seal set hash = :other where event_id = :id", {"other": "0" * 64, "id": ids[2]}),
        "number 3, the event {2}, is not what was sealed",
    ),
    "taken out with its seal": (lambda ids: take_out(ids, seal=True), "number 3 is missing"),
    "two that changed places": (swap, "number 3, the event {3}, is not what was sealed"),
}


@pytest.mark.parametrize("tampering", TAMPERING)
async def test_given_a_sealed_log_when_tampered_with_then_the_first_break_is_told(runtime: Runtime, world: World, tampering: str) -> None:
    ids = await sealed(world)
    assert await problems(world) == (None, None)
    tamper, told = TAMPERING[tampering]
    async with as_owner():
        await tamper(ids)
    assert await problems(world) == (told.format(*ids), None)
    log = (await verified())[world.northwind.id]
    assert (log.events, log.holds) == (2, False)


@pytest.mark.parametrize("template", ["postgres"], indirect=True)
async def test_given_a_sealed_log_when_an_event_is_taken_out_without_its_seal_then_it_is_missing(runtime: Runtime, world: World) -> None:
    """SQLite looks at references whenever a transaction ends; there it takes a switch outside of one."""
    ids = await sealed(world)
    async with as_owner():
        await take_out(ids, seal=False)
    assert await problems(world) == (f"the event of number 3, {ids[2]}, is missing", None)


async def test_given_a_log_when_it_is_not_sealed_within_three_hours_then_that_is_told(runtime: Runtime, world: World) -> None:
    await sealed(world)
    await happen(world.actor(world.ada), 2)
    runtime.clock.advance(timedelta(hours=3))
    assert (await verified())[world.northwind.id].holds
    runtime.clock.advance(timedelta(seconds=1))
    log = (await verified())[world.northwind.id]
    assert (log.unsealed, log.problem, log.holds) == (2, None, False)
    assert log.told.endswith("2 events are not sealed")


async def test_given_a_log_when_its_origins_are_erased_then_it_holds_still(runtime: Runtime, world: World) -> None:
    await sealed(world)
    before = await verified()
    assert await EventOrigin.all().delete()
    assert await verified() == before


async def test_given_a_long_log_when_verified_then_it_is_read_in_parts(
    runtime: Runtime, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    ids = await sealed(world)
    monkeypatch.setattr(audit_verifying, "_AT_ONCE", 2)
    log = (await verified())[world.northwind.id]
    [last] = await EventSeal.filter(event_id=ids[4])
    assert (log.events, log.head, log.holds) == (5, last.hash, True)
    assert [one async for one in audit_verifying.verify(world.northwind.id)] == [log]


async def test_given_an_event_when_changed_or_deleted_then_the_database_refuses(runtime: Runtime, world: World) -> None:
    ids = await happen(world.actor(world.ada))
    before = await snapshot()
    for sql in ("update event set action = 'tenant.created' where id = :id", "delete from event where id = :id"):
        with pytest.raises((BaseORMException, PostgresError), match="never changed"):
            await db.execute(sql, {"id": ids[0]})
    assert await snapshot() == before


async def test_given_an_id_of_an_organization_when_verified_by_it_then_it_is_found_or_refused(runtime: Runtime, world: World) -> None:
    assert await tenants.named(to_text("tenant", world.northwind.id)) == world.northwind.id
    for wrong in ("tenant_x", to_text("tenant", world.ada.id), to_text("user", world.northwind.id)):
        assert await outcome(tenants.named(wrong)) == "NOT_FOUND tenant"
