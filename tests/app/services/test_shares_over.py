"""Taking shares back, and what else ends them: the integration goes, the partnership ends or shrinks."""

from __future__ import annotations

from datetime import timedelta

import pytest

from app.auth.actor import Actor
from app.auth.capabilities import PartnerCapability
from app.core import db
from app.core.runtime import Runtime, now
from app.models import Event, EventOrigin, Integration, IntegrationShare, Partnership, PartnershipSide, Role, SharePermission
from app.services import partnerships, shares
from tests.app.services.sharing import ask_first, integration, one, refused, shared, status, told
from tests.conftest import START
from tests.partners import Connected, act, connect
from tests.world import World, snapshot

WEEK = timedelta(days=7)
LITTLE = timedelta(milliseconds=1)


@pytest.fixture
async def umbrella(world: World) -> Connected:
    """A customer of Northwind."""
    return await connect(world)


@pytest.fixture
async def inventory(world: World) -> Integration:
    """An integration of Northwind."""
    return await integration(world)


# Taking back


async def test_given_a_share_when_revoked_then_over_in_both_logs_and_again_changes_nothing(
    runtime: Runtime, world: World, umbrella: Connected, inventory: Integration
) -> None:
    share_id, mia = await shared(world, inventory, umbrella), world.actor(world.mia)
    runtime.clock.advance(WEEK)
    assert await shares.revoke(mia, share_id) == share_id
    share = await one(share_id)
    assert (share.outcome, share.ended_at) == ("REVOKED", START + WEEK)
    assert (await told(share_id))[2:] == [
        ("share.revoked", umbrella.tenant.id, world.northwind.id),
        ("share.revoked", world.northwind.id, world.northwind.id),
    ]
    before = await snapshot()
    assert await shares.revoke(mia, share_id) == share_id
    assert await snapshot() == before


async def test_given_one_that_waits_or_ran_out_when_revoked_then_the_first_is_over_and_the_other_stays(
    runtime: Runtime, world: World, umbrella: Connected, inventory: Integration
) -> None:
    ran_out = await shared(world, inventory, umbrella, expires_at=START + LITTLE)
    await ask_first(umbrella)
    waiting = await shared(world, await integration(world, "Tickets"), umbrella)
    runtime.clock.advance(LITTLE)
    for share_id in (ran_out, waiting):
        await shares.revoke(world.actor(world.mia), share_id)
    assert [await status(ran_out), await status(waiting)] == ["EXPIRED", "REVOKED"]
    assert len(await told(ran_out)) == 2


async def test_given_others_when_they_revoke_then_refused(world: World, umbrella: Connected, inventory: Integration) -> None:
    share_id = await shared(world, inventory, umbrella)
    assert await refused(shares.revoke(world.actor(world.mia), None)) == "NOT_FOUND shareId"
    for who, expected in (
        (world.actor(umbrella.admin), "FORBIDDEN"),
        (world.actor(umbrella.admin, roles=[Role.MSP_ADMIN]), "FORBIDDEN"),
        (world.actor(world.otto, roles=[Role.MSP_ADMIN]), "NOT_FOUND shareId"),
        (await act(world, umbrella), "FORBIDDEN"),
    ):
        assert await refused(shares.revoke(who, share_id)) == expected
    assert await status(share_id) == "ACTIVE"


async def test_given_an_integration_that_is_let_go_of_then_its_open_shares_are_revoked(
    runtime: Runtime, world: World, umbrella: Connected, inventory: Integration
) -> None:
    initech = await connect(world, "Initech", people=("ida", "ivo"))
    ran_out = await shared(world, inventory, umbrella, expires_at=START + LITTLE)
    runtime.clock.advance(LITTLE)
    await ask_first(initech)
    holds, waits = await shared(world, inventory, umbrella), await shared(world, inventory, initech)
    other = await shared(world, await integration(world, "Tickets"), umbrella)
    async with db.transaction():
        await shares.let_go_of(world.actor(world.ada), inventory)
    assert [await status(share_id) for share_id in (ran_out, holds, waits, other)] == ["EXPIRED", "REVOKED", "REVOKED", "ACTIVE"]
    assert (await told(waits))[2:] == [
        ("share.revoked", initech.tenant.id, world.northwind.id),
        ("share.revoked", world.northwind.id, world.northwind.id),
    ]


async def test_given_a_partner_of_the_partner_who_acts_there_when_shares_go_then_the_customer_learns_of_its_own_partner_only(
    world: World, umbrella: Connected
) -> None:
    """Mia acts at Umbrella, which is a partner of Initech itself."""
    initech = await connect(world, "Initech", people=("ida", "ivo"))
    await Partnership.filter(id=initech.partnership.id).update(partner_id=umbrella.tenant.id)
    theirs = await integration(world, "Theirs", of=umbrella.tenant)
    share = await IntegrationShare.create(
        tenant_id=umbrella.tenant.id, integration_id=theirs.id, integration_name="Theirs", kind_id=theirs.kind_id,
        partnership_id=initech.partnership.id, record_id=initech.record.id, organization_id=initech.tenant.id,
        permission=SharePermission.USE, shared_by_id=umbrella.admin.id, created_at=now(), active_since=now(),
    )  # fmt: skip
    mia = await act(world, umbrella)
    async with db.transaction():
        await shares.let_go_of(mia, theirs)
    assert await told(share.id) == [
        ("share.revoked", umbrella.tenant.id, world.northwind.id),
        ("share.revoked", world.northwind.id, world.northwind.id),
        ("share.revoked", initech.tenant.id, umbrella.tenant.id),
    ]
    *acting, event = await Event.filter(target_id=share.id).order_by("id")
    assert [one.acting_id for one in acting] == [mia.session_id] * 2
    assert (event.acting_id, event.session_id) == (None, None)
    assert not await EventOrigin.filter(event_id=event.id).exists()


# With the partnership


@pytest.mark.parametrize("how", ["ended", "lost the capability"])
async def test_given_a_partnership_that_ends_or_shrinks_then_open_shares_are_revoked_and_those_that_ran_out_stay(
    runtime: Runtime, world: World, umbrella: Connected, inventory: Integration, how: str
) -> None:
    mia: Actor = world.actor(world.mia)
    ran_out = await shared(world, inventory, umbrella, expires_at=START + LITTLE)
    runtime.clock.advance(LITTLE)
    open_ = await shared(world, inventory, umbrella)
    async with db.transaction():
        if how == "ended":
            await partnerships.finish(mia, umbrella.partnership, PartnershipSide.PARTNER, reason=None)
        else:
            await partnerships.let_go(mia, umbrella.partnership, (PartnerCapability.MULTI_TENANCY,))
    assert [await status(ran_out), await status(open_)] == ["EXPIRED", "REVOKED"]
    assert [action for action, *_ in await told(open_)][2:] == ["share.revoked"] * 2
    assert len(await told(ran_out)) == 2
