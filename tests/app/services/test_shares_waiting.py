"""Shares under races: whoever waits for the partnership's lock acts on what is there once it is free."""

from __future__ import annotations

from collections.abc import Coroutine
from typing import Any

import pytest

from app.core import db
from app.core.runtime import Runtime, now
from app.models import Event, Integration, IntegrationShare, Partnership, PartnershipSide
from app.services import partnerships, share_answers, shares
from tests.app.services.sharing import ask_first, integration, shared, status
from tests.app.services.test_poc_waiting import at_once, meanwhile, on_postgres
from tests.outcomes import DONE
from tests.partners import Connected, connect
from tests.world import World


@pytest.fixture
async def umbrella(world: World) -> Connected:
    """A customer of Northwind."""
    return await connect(world)


async def test_given_ten_who_share_the_same_at_once_then_one_does(world: World, umbrella: Connected) -> None:
    inventory = await integration(world)
    ended = await at_once(*(shared(world, inventory, umbrella) for _ in range(10)))
    assert ended == {DONE: 1, "ALREADY_EXISTS integrationId": 9}
    assert await IntegrationShare.all().count() == 1
    assert await Event.filter(action="share.created").count() == 2


async def test_given_answers_against_taking_back_at_once_then_one_story_is_told(world: World, umbrella: Connected) -> None:
    await ask_first(umbrella)
    mia, uma = world.actor(world.mia), world.actor(umbrella.admin)
    for round_ in range(6):
        share_id = await shared(world, await integration(world, f"Number {round_}"), umbrella)
        ended = await at_once(
            shares.revoke(mia, share_id),
            share_answers.answer(uma, share_id, accept=True),
            share_answers.answer(uma, share_id, accept=False),
        )
        # Taken back at last, declined before, or accepted and then taken back.
        actions = [event.action for event in await Event.filter(target_id=share_id, tenant_id=umbrella.tenant.id).order_by("id")][1:]
        assert (ended[DONE], ended["NOT_PENDING shareId"]) in ((1, 2), (2, 1))
        assert (actions, await status(share_id)) in (
            (["share.revoked"], "REVOKED"),
            (["share.declined"], "DECLINED"),
            (["share.accepted", "share.revoked"], "REVOKED"),
        )


async def test_given_leaving_against_taking_back_at_once_then_one_of_them_did_it(world: World, umbrella: Connected) -> None:
    mia, uma = world.actor(world.mia), world.actor(umbrella.admin)
    for round_ in range(6):
        share_id = await shared(world, await integration(world, f"Number {round_}"), umbrella)
        await at_once(share_answers.leave(uma, share_id), shares.revoke(mia, share_id))
        over = await Event.filter(target_id=share_id, tenant_id=umbrella.tenant.id, action__in=["share.left", "share.revoked"])
        assert [f"share.{(await status(share_id)).lower()}"] == [event.action for event in over]


def suspend(umbrella: Connected) -> Coroutine[Any, Any, object]:
    """As whoever does it: behind the partnership's lock, which the UPDATE takes."""
    sql = "update partnership set suspended_by_customer_at = :now where id = :id"
    return db.execute(sql, {"id": umbrella.partnership.id, "now": now()})


@on_postgres
async def test_given_who_shares_and_waits_when_suspended_meanwhile_then_nothing_is_shared(world: World, umbrella: Connected) -> None:
    inventory = await integration(world)
    async with meanwhile(suspend(umbrella), shared(world, inventory, umbrella)) as trying:
        assert await trying == {"CAPABILITY_REQUIRED customerId": 1}
    assert not await IntegrationShare.exists()


@on_postgres
async def test_given_who_shares_and_waits_when_ended_meanwhile_then_nothing_is_shared(world: World, umbrella: Connected) -> None:
    inventory = await integration(world)
    ending = partnerships.finish(world.actor(world.mia), umbrella.partnership, PartnershipSide.PARTNER, reason=None)
    async with meanwhile(ending, shared(world, inventory, umbrella)) as trying:
        assert await trying == {"CAPABILITY_REQUIRED customerId": 1}
    assert not await IntegrationShare.exists()


@on_postgres
async def test_given_who_shares_when_ended_meanwhile_then_the_share_goes_with_the_partnership(world: World, umbrella: Connected) -> None:
    inventory = await integration(world)

    async def end() -> None:
        async with db.transaction():
            held = await Partnership.select_for_update(no_key=True).get(id=umbrella.partnership.id)
            await partnerships.finish(world.actor(world.mia), held, PartnershipSide.PARTNER, reason=None)

    async with meanwhile(shared(world, inventory, umbrella), end()) as trying:
        assert await trying == {DONE: 1}
    [share] = await IntegrationShare.all()
    assert await status(share.id) == "REVOKED"


@on_postgres
@pytest.mark.parametrize("deed", ["answer", "leave"])
async def test_given_the_customer_who_waits_when_suspended_meanwhile_then_not_found(world: World, umbrella: Connected, deed: str) -> None:
    await ask_first(umbrella)
    share_id, uma = await shared(world, await integration(world), umbrella), world.actor(umbrella.admin)
    deciding = share_answers.answer(uma, share_id, accept=True) if deed == "answer" else share_answers.leave(uma, share_id)
    async with meanwhile(suspend(umbrella), deciding) as trying:
        assert await trying == {"NOT_FOUND shareId": 1}
    assert await status(share_id) == "PENDING"


@on_postgres
@pytest.mark.parametrize("change", ["deleted", "switched off"])
async def test_given_who_shares_and_waits_when_the_integration_goes_meanwhile_then_nothing_is_shared(
    runtime: Runtime, world: World, umbrella: Connected, change: str
) -> None:
    inventory = await integration(world)
    sql = "delete from integration where id = :id" if change == "deleted" else "update integration set enabled = false where id = :id"
    async with meanwhile(db.execute(sql, {"id": inventory.id}), shared(world, inventory, umbrella)) as trying:
        assert await trying == {"NOT_FOUND integrationId" if change == "deleted" else "NOT_OPEN integrationId": 1}
    assert not await IntegrationShare.exists()


@on_postgres
async def test_given_who_deletes_and_waits_when_shared_meanwhile_then_the_share_goes_with_the_integration(
    world: World, umbrella: Connected
) -> None:
    inventory = await integration(world)

    async def delete() -> None:
        async with db.transaction():
            held = await Integration.select_for_update().get(id=inventory.id)
            await shares.let_go_of(world.actor(world.mia), held)
            await held.delete()

    async with meanwhile(shared(world, inventory, umbrella), delete()) as trying:
        assert await trying == {DONE: 1}
    [share] = await IntegrationShare.all()
    assert (share.integration_id, await status(share.id)) == (None, "REVOKED")
