"""Settings as they are read: who gets them, and that the customer's looks at its partner's are recorded, once in five minutes."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import pytest

from app.auth.actor import Actor
from app.core.runtime import Runtime
from app.models import Event, Integration, Partnership, Role
from app.services import settings_views, shares, visits
from tests.app.services.sharing import SETTINGS, VIEW, integration, shared
from tests.app.services.test_visits import LITTLE, others
from tests.conftest import START
from tests.partners import Connected, act, connect
from tests.world import World, snapshot


@pytest.fixture
async def umbrella(world: World) -> Connected:
    """A customer of Northwind."""
    return await connect(world)


@pytest.fixture
async def inventory(world: World) -> Integration:
    """An integration of Northwind."""
    return await integration(world)


async def looks() -> list[tuple[object, ...]]:
    """What is written, in order."""
    found = await Event.filter(action="share.settings_viewed").order_by("id")
    return [(event.at, event.actor_id, event.tenant_id, event.partner_id) for event in found]


async def look(runtime: Runtime, actor: Actor, *what: Integration) -> list[object]:
    """Read settings, and have it written."""
    found = await settings_views.settings_of(actor, [one.id for one in what])
    await visits.write_down(runtime)
    return [found.get(one.id) for one in what]


async def test_given_who_may_see_settings_when_read_then_they_get_them_and_others_do_not(
    runtime: Runtime, world: World, umbrella: Connected, inventory: Integration
) -> None:
    tickets = await integration(world, "Tickets", settings={"site": "x"})
    theirs = await integration(world, "Theirs", of=umbrella.tenant)
    await shared(world, inventory, umbrella, permission=VIEW)
    await shared(world, tickets, umbrella)
    every = (inventory, tickets, theirs)
    for person, expected in (
        (world.mia, [SETTINGS, {"site": "x"}, None]),
        (world.ada, [SETTINGS, {"site": "x"}, None]),
        (world.sam, [None, None, None]),
        (umbrella.admin, [SETTINGS, None, SETTINGS]),
        (umbrella.member, [SETTINGS, None, None]),
        (world.otto, [None, None, None]),
    ):
        assert await look(runtime, world.actor(person), *every) == expected
    assert await look(runtime, world.nobody, *every) == [None, None, None]


async def test_given_a_customer_who_looks_then_it_stands_in_both_logs_and_nothing_else_changes(
    runtime: Runtime, world: World, umbrella: Connected, inventory: Integration
) -> None:
    share_id = await shared(world, inventory, umbrella, permission=VIEW)
    before = await snapshot(without=["event", "mail_budget"])
    await settings_views.settings_of(world.actor(umbrella.admin), [inventory.id])
    assert await looks() == [], "no read waits for a write"
    await visits.write_down(runtime)
    uma = umbrella.admin.id
    assert await looks() == [(START, uma, umbrella.tenant.id, None), (START, uma, world.northwind.id, None)]
    for event in await Event.filter(action="share.settings_viewed"):
        assert (event.target_kind, event.target_id) == ("share", share_id)
        assert event.changes == {"integrationId": [None, str(inventory.id)]}
    assert await snapshot(without=["event", "mail_budget"]) == before


async def test_given_looks_again_and_again_then_one_in_five_minutes_per_person_and_integration(
    runtime: Runtime, world: World, umbrella: Connected, inventory: Integration
) -> None:
    tickets = await integration(world, "Tickets")
    for one in (inventory, tickets):
        await shared(world, one, umbrella, permission=VIEW)
    uma, ugo = world.actor(umbrella.admin), world.actor(umbrella.member)
    for _ in range(3):
        await look(runtime, uma, inventory)
    runtime.clock.advance(visits.APART - LITTLE)
    await look(runtime, uma, inventory)
    assert len(await looks()) == 2
    await look(runtime, ugo, inventory)
    await look(runtime, uma, inventory, tickets)
    assert len(await looks()) == 6
    runtime.clock.advance(LITTLE)
    await look(runtime, uma, inventory)
    assert len(await looks()) == 8


async def test_given_several_processes_when_they_write_at_once_then_one_look(
    runtime: Runtime, world: World, umbrella: Connected, inventory: Integration
) -> None:
    await shared(world, inventory, umbrella, permission=VIEW)
    async with others(runtime, 5) as servers:
        for server in servers:
            with server.bound():
                await settings_views.settings_of(world.actor(umbrella.admin), [inventory.id])
        await asyncio.gather(*(visits.write_down(server) for server in servers))
    assert len(await looks()) == 2


async def test_given_who_was_shown_them_when_the_share_is_taken_back_before_it_is_written_then_it_is_written_all_the_same(
    runtime: Runtime, world: World, umbrella: Connected, inventory: Integration
) -> None:
    share_id = await shared(world, inventory, umbrella, permission=VIEW)
    await settings_views.settings_of(world.actor(umbrella.admin), [inventory.id])
    await shares.revoke(world.actor(world.mia), share_id)
    await visits.write_down(runtime)
    assert len(await looks()) == 2
    runtime.clock.advance(visits.APART)
    assert await look(runtime, world.actor(umbrella.admin), inventory) == [None]
    assert len(await looks()) == 2


async def test_given_who_is_no_customer_when_they_read_then_nothing_is_written(
    runtime: Runtime, world: World, umbrella: Connected, inventory: Integration
) -> None:
    theirs = await integration(world, "Theirs", of=umbrella.tenant)
    await shared(world, inventory, umbrella, permission=VIEW)
    assert await look(runtime, world.actor(umbrella.admin), inventory) == [SETTINGS]
    before = await snapshot()
    runtime.clock.advance(visits.APART)
    for who in (world.actor(world.mia), world.actor(world.ada), await act(world, umbrella)):
        before = await snapshot()
        await look(runtime, who, inventory)
        assert await snapshot() == before
    assert await look(runtime, world.actor(umbrella.admin), theirs) == [SETTINGS], "one's own"
    assert await snapshot() == before


@pytest.mark.parametrize("change", ["suspended", "run out", "another kind", "integrations not read"])
async def test_given_a_share_that_opens_nothing_when_read_then_no_settings(
    runtime: Runtime, world: World, umbrella: Connected, inventory: Integration, change: str
) -> None:
    await shared(world, inventory, umbrella, permission=VIEW, expires_at=START + timedelta(days=1))
    uma, its = world.actor(umbrella.admin), Partnership.filter(id=umbrella.partnership.id)
    assert await look(runtime, uma, inventory) == [SETTINGS]
    match change:
        case "suspended":
            await its.update(suspended_by_customer_at=START)
        case "another kind":
            await its.update(kind="RESELLER_WITH_SUPPORT")
        case "run out":
            runtime.clock.advance(timedelta(days=1))
        case _:
            uma = world.actor(umbrella.admin, roles=[Role.CUSTOMER])
    assert await look(runtime, uma, inventory) == [None]
    assert len(await looks()) == 2
