"""A share is a reference: what the owner changes reaches the customer, and what is over is gone with the next request."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import timedelta
from uuid import UUID

import pytest

from app.auth.capabilities import PartnerCapability
from app.core import db, ids
from app.core.runtime import Runtime, now
from app.models import Event, Integration, Partnership, PartnershipKind, PartnershipSide
from app.services import integrations, partnerships, share_answers, shares, visits
from tests.app.services.sharing import SETTINGS, VIEW, integration, shared
from tests.conftest import START
from tests.partners import Connected, connect
from tests.schema.types import sharing
from tests.schema.types.sharing import at_customer, node, of_integration, to_me
from tests.world import World

DAY = timedelta(days=1)


@pytest.fixture
async def umbrella(world: World) -> Connected:
    """A customer of Northwind."""
    return await connect(world)


@pytest.fixture
async def inventory(world: World) -> Integration:
    """An integration of Northwind."""
    return await integration(world)


@pytest.fixture
async def share(world: World, umbrella: Connected, inventory: Integration) -> UUID:
    """Shared with Umbrella, to use and to view, for a day."""
    return await shared(world, inventory, umbrella, permission=VIEW, expires_at=START + DAY)


End = Callable[[Runtime, World, Connected, Integration, UUID], Awaitable[object]]


async def finish(_runtime: Runtime, world: World, umbrella: Connected, _inventory: Integration, _share: UUID) -> None:
    async with db.transaction():
        await partnerships.finish(world.actor(world.mia), umbrella.partnership, PartnershipSide.CUSTOMER, reason=None)


async def shrink(_runtime: Runtime, world: World, umbrella: Connected, _inventory: Integration, _share: UUID) -> None:
    async with db.transaction():
        await Partnership.filter(id=umbrella.partnership.id).update(kind=PartnershipKind.RESELLER_WITH_SUPPORT)
        await partnerships.let_go(world.actor(world.mia), umbrella.partnership, (PartnerCapability.MULTI_TENANCY,))


async def run_out(runtime: Runtime, *_: object) -> None:
    runtime.clock.advance(DAY)


ENDS: dict[str, tuple[str, End]] = {
    "revoked": ("REVOKED", lambda _r, world, _u, _i, share: shares.revoke(world.actor(world.mia), share)),
    "left": ("LEFT", lambda _r, world, umbrella, _i, share: share_answers.leave(world.actor(umbrella.admin), share)),
    "deleted": ("REVOKED", lambda _r, world, _u, inventory, _s: integrations.delete(world.actor(world.mia), inventory.id)),
    "run out": ("EXPIRED", run_out),
    "ended": ("REVOKED", finish),
    "of another kind": ("REVOKED", shrink),
}


@pytest.mark.parametrize("how", ENDS)
async def test_given_a_share_that_is_over_when_the_customer_asks_next_then_it_is_gone(
    runtime: Runtime, world: World, umbrella: Connected, inventory: Integration, share: UUID, how: str
) -> None:
    uma, mia = world.actor(umbrella.admin), world.actor(world.mia)
    assert await sharing.settings(uma, inventory) == {"name": "Inventory", "settings": SETTINGS, "shares": None}
    assert (await node(uma, share))["integration"]["settings"] == SETTINGS
    status, end = ENDS[how]
    await end(runtime, world, umbrella, inventory, share)

    assert await sharing.settings(uma, inventory) is None
    for who in (uma, mia):
        over = await node(who, share)
        assert (over["status"], over["integration"], over["integrationName"]) == (status, None, "Inventory")
        assert over["integrationKind"] == {"key": "http_api"}
        assert over["endedAt"] == ("2026-03-03T09:00:00.000Z" if how == "run out" else "2026-03-02T09:00:00.000Z")
    assert [shown["status"] for shown in await to_me(uma)] == [status]
    assert await to_me(uma, status=["ACTIVE", "PENDING"]) == []
    listed = await of_integration(mia, inventory)
    assert listed is None if how == "deleted" else [shown["status"] for shown in listed or []] == [status]
    by_customer = await at_customer(mia, umbrella.record)
    assert by_customer is None if how in ("ended", "of another kind") else [shown["status"] for shown in by_customer or []] == [status]


@pytest.mark.parametrize("by", ["partner", "customer"])
async def test_given_a_partnership_that_is_suspended_when_read_then_it_opens_nothing_until_it_is_resumed(
    world: World, umbrella: Connected, inventory: Integration, share: UUID, by: str
) -> None:
    uma, mia = world.actor(umbrella.admin), world.actor(world.mia)
    before = await node(uma, share)
    its = Partnership.filter(id=umbrella.partnership.id)
    await its.update(**{f"suspended_by_{by}_at": now()})
    assert await to_me(uma) == []
    assert await node(uma, share) is None
    assert await sharing.settings(uma, inventory) is None
    assert ((await node(mia, share))["status"], (await node(mia, share))["integration"]["name"]) == ("ACTIVE", "Inventory")
    assert await at_customer(mia, umbrella.record) is None
    assert len(await of_integration(mia, inventory) or []) == 1

    await its.update(**{f"suspended_by_{by}_at": None})
    assert await to_me(uma) == [before]
    assert (await sharing.settings(uma, inventory))["settings"] == SETTINGS


async def test_given_settings_name_and_credential_that_change_then_all_shares_have_them(
    runtime: Runtime, world: World, umbrella: Connected, inventory: Integration, share: UUID
) -> None:
    initech = await connect(world, "Initech", people=("ida", "ivo"))
    other = await shared(world, inventory, initech, permission=VIEW)
    mia = world.actor(world.mia)
    changed = {"url": "https://new.example/api"}
    await integrations.update(mia, inventory.id, name="Stock", settings=changed)
    await integrations.rotate(mia, inventory.id, credential={"token": "a-new-token-of-the-inventory"})
    for who, id_ in ((umbrella.admin, share), (initech.admin, other)):
        seen = await node(world.actor(who), id_)
        assert (seen["integration"]["name"], seen["integration"]["settings"], seen["integrationName"]) == ("Stock", changed, "Stock")
        held = await sharing.settings(world.actor(who), inventory)
        assert held["settings"] == changed
    assert (await Integration.get(id=inventory.id)).credential not in (None, "sealed")
    await integrations.update(mia, inventory.id, enabled=False)
    assert (await node(world.actor(umbrella.admin), share))["integration"]["status"] == "DISABLED"

    runtime.clock.advance(DAY)
    await integrations.update(mia, inventory.id, name="Warehouse")
    assert (await node(world.actor(umbrella.admin), share))["integrationName"] == "Stock", "what is over tells nothing new"


# What is noted

ROADS = {
    "by id": "query($id: ID!) { integration(id: $id) { settings } }",
    "as a node": "query($id: ID!) { node(id: $id) { ... on Integration { settings } } }",
    "through the list": "{ sharedIntegrations { nodes { integration { settings } } } }",
    "under another name": "{ sharedIntegrations { edges { node { integration { it: settings } } } } }",
}


@pytest.mark.parametrize("road", ROADS)
async def test_given_settings_that_are_read_on_any_road_then_it_is_recorded_once(
    runtime: Runtime, world: World, umbrella: Connected, inventory: Integration, share: UUID, road: str
) -> None:
    variables = {"id": ids.to_text("integration", inventory.id)} if "$id" in ROADS[road] else {}
    for _ in range(2):
        await sharing.asked(world.actor(umbrella.member), ROADS[road], **variables)
        await visits.write_down(runtime)
    found = await Event.filter(action="share.settings_viewed").order_by("id")
    assert [(event.tenant_id, event.actor_id, event.target_id) for event in found] == [
        (umbrella.tenant.id, umbrella.member.id, share),
        (world.northwind.id, umbrella.member.id, share),
    ]


async def test_given_a_look_without_settings_or_at_ones_that_are_hidden_then_nothing_is_recorded(
    runtime: Runtime, world: World, umbrella: Connected, inventory: Integration, share: UUID
) -> None:
    await shared(world, await integration(world, "Tickets"), umbrella)
    uma = world.actor(umbrella.admin)
    await sharing.asked(uma, "{ sharedIntegrations { nodes { integration { name } } } }")
    await shares.revoke(world.actor(world.mia), share)
    assert [one["integration"] and one["integration"]["settings"] for one in await to_me(uma)] == [None, None]
    await visits.write_down(runtime)
    assert not await Event.filter(action="share.settings_viewed").exists()
