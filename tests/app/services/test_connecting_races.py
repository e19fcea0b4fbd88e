"""Connecting many at once, and while the link or the partner's record becomes something else: as many win as may, and one story holds."""

from __future__ import annotations

import asyncio
from collections import Counter

import pytest

from app.auth.actor import Actor
from app.core import db
from app.core.runtime import Runtime
from app.models import Customer, CustomerStage, PartnerLink, Partnership, PartnershipSide, Role
from app.services import connecting, customer_merging, customers, new_customers, partner_links, partnerships
from tests.app.services.linking import link_of, token_of
from tests.outcomes import DONE, outcome
from tests.partners import connect
from tests.world import World


@pytest.fixture
def otto(world: World) -> Actor:
    """The tenant admin of Contoso, which has no partner."""
    return world.actor(world.otto)


async def many(world: World, count: int) -> list[Actor]:
    """The tenant admins of organizations without a partner."""
    found = []
    for n in range(count):
        there = await connect(world, f"Club{n}", people=(f"ann{n}", f"bob{n}"))
        async with db.transaction():
            await partnerships.finish(world.actor(there.admin), there.partnership, PartnershipSide.CUSTOMER, reason=None)
        await Customer.filter(id=there.record.id).update(organization_id=None)
        found.append(world.actor(there.admin))
    return found


@pytest.mark.parametrize("uses", [1, 3])
async def test_given_a_link_when_ten_connect_at_once_then_as_many_win_as_it_allows(runtime: Runtime, world: World, uses: int) -> None:
    admins = await many(world, 10)
    link, token = await link_of(world, max_uses=uses)
    ended = Counter(await asyncio.gather(*(outcome(connecting.connect(admin, token=token)) for admin in admins)))
    assert ended == {DONE: uses, "LINK_EXHAUSTED token": 10 - uses}
    assert await Partnership.filter(ended_at=None).count() == uses == (await PartnerLink.get(id=link.id)).uses
    assert await Customer.filter(stage=CustomerStage.CONNECTED).count() == uses


async def test_given_a_link_for_a_record_when_ten_connect_at_once_then_one_wins(runtime: Runtime, world: World) -> None:
    admins = await many(world, 10)
    token = await token_of(world, for_customer=True, customer_id=world.acme.id)
    ended = Counter(await asyncio.gather(*(outcome(connecting.connect(admin, token=token)) for admin in admins)))
    assert ended[DONE] == 1
    assert set(ended) <= {DONE, "LINK_EXHAUSTED token", "LINK_CANCELLED token"}
    assert await Partnership.filter(ended_at=None).count() == 1


@pytest.mark.parametrize("replace", [False, True])
async def test_given_a_tenant_when_it_connects_by_two_links_at_once_then_it_has_one_partner(
    runtime: Runtime, world: World, otto: Actor, *, replace: bool
) -> None:
    there = await connect(world)
    umbrella = world.actor(there.admin, roles={Role.TENANT_ADMIN, Role.MSP_ADMIN})
    tokens = [await token_of(world), await token_of(world), await token_of(world, actor=umbrella), await token_of(world, actor=umbrella)]
    ended = Counter(await asyncio.gather(*(outcome(connecting.connect(otto, token=token, replace_current=replace)) for token in tokens)))
    assert ended == ({DONE: 4} if replace else {DONE: 1, "ALREADY_CONNECTED token": 3})
    begun = await Partnership.filter(customer_id=world.contoso.id).order_by("since")
    assert len(begun) == ended[DONE] == sum([link.uses for link in await PartnerLink.all()])
    assert [partnership.ended_at for partnership in begun].count(None) == 1
    assert await Customer.filter(organization_id=world.contoso.id, stage=CustomerStage.CONNECTED).count() == 1


async def test_given_a_tenant_when_it_connects_and_replaces_at_once_then_nobody_waits_in_a_circle(runtime: Runtime, world: World) -> None:
    contoso = world.actor(world.otto, roles={Role.TENANT_ADMIN, Role.MSP_ADMIN})
    there = world.actor((await connect(world)).admin)
    for _ in range(5):
        tokens = [await token_of(world, actor=contoso) for _ in range(4)]
        calls = [connecting.connect(there, token=token, replace_current=place % 2 == 0) for place, token in enumerate(tokens)]
        ended = Counter(await asyncio.gather(*(outcome(call) for call in calls)))
        assert ended == {DONE: 2, "ALREADY_CONNECTED token": 2}
        assert await Partnership.filter(customer_id=there.tenant, ended_at=None).count() == 1


async def test_given_two_links_in_both_directions_when_used_at_once_then_there_is_no_circle(runtime: Runtime, world: World) -> None:
    there = await connect(world)
    for _ in range(4):
        async with db.transaction():
            for partnership in await Partnership.filter(ended_at=None):
                await partnerships.finish(world.actor(world.mia), partnership, PartnershipSide.PARTNER, reason=None)
        forth = await token_of(world)
        back = await token_of(world, actor=world.actor(there.admin, roles={Role.TENANT_ADMIN, Role.MSP_ADMIN}))
        ended = Counter(
            await asyncio.gather(
                outcome(connecting.connect(world.actor(there.admin), token=forth)),
                outcome(connecting.connect(world.actor(world.ada), token=back)),
            )
        )
        assert ended == {DONE: 1, "SELF_REFERENCE token": 1}


async def test_given_a_link_when_used_and_revoked_at_once_then_both_are_right(runtime: Runtime, world: World) -> None:
    admins = await many(world, 4)
    for admin in admins:
        link, token = await link_of(world)
        ended = await asyncio.gather(
            outcome(connecting.connect(admin, token=token)), outcome(partner_links.revoke(world.actor(world.mia), link.id))
        )
        assert ended[1] == DONE
        uses = (await PartnerLink.get(id=link.id)).uses
        assert (ended[0], uses) in ((DONE, 1), ("LINK_CANCELLED token", 0))


async def test_given_a_link_for_a_prospect_when_it_becomes_a_customer_in_two_ways_at_once_then_one_of_them_holds(
    runtime: Runtime, world: World
) -> None:
    mia = world.actor(world.mia)
    for admin in await many(world, 6):
        prospect = await customers.add_prospect(mia, name="Prospect")
        token = await token_of(world, for_customer=True, customer_id=prospect)
        creating = new_customers.create(mia, name="Prospect", prospect_id=prospect)
        ended = list(await asyncio.gather(outcome(connecting.connect(admin, token=token)), outcome(creating)))
        assert ended in ([DONE, "CONFLICT prospectId"], ["LINK_CANCELLED token", DONE])
        assert await Partnership.filter(record_id=prospect).count() == 1


async def test_given_a_link_for_a_prospect_when_used_while_the_prospect_is_merged_then_one_of_both_holds(
    runtime: Runtime, world: World
) -> None:
    mia, there = world.actor(world.mia), await connect(world)
    for admin in await many(world, 6):
        prospect = await customers.add_prospect(mia, name="Prospect")
        token = await token_of(world, for_customer=True, customer_id=prospect)
        merging = customer_merging.merge(mia, from_id=prospect, into_id=there.record.id)
        ended = list(await asyncio.gather(outcome(connecting.connect(admin, token=token)), outcome(merging)))
        assert ended in ([DONE, "CONFLICT fromId"], ["LINK_CANCELLED token", DONE])
        assert await Partnership.filter(record_id=prospect).count() == (ended[0] == DONE)
