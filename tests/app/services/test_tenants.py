import asyncio
from datetime import timedelta

import pytest

from app.core import db
from app.core.runtime import now
from app.models import Event, Membership, MembershipStatus, Participant, Plan, Role
from app.services import tenants
from tests.outcomes import DONE, outcome
from tests.world import World, rows, snapshot


async def test_given_a_name_when_a_tenant_is_made_then_it_is_there_with_its_event(world: World) -> None:
    async with db.transaction():
        tenant = await tenants.create(name="Ädventure Works", plan=Plan.PRO)
    assert (tenant.sort_name, tenant.plan, tenant.created_at) == ("adventure works", Plan.PRO, now())
    [event] = await Event.filter(action="tenant.created")
    assert (event.tenant_id, event.target_id, event.actor_id) == (tenant.id, tenant.id, None)


async def test_given_a_participant_when_they_join_the_provider_then_their_participations_there_end(world: World) -> None:
    async with db.transaction():
        elsewhere = await Participant.create(poc=world.olgas, user=world.cara, joined_at=now())
        also_here = await Participant.create(poc=world.kims, user=world.cara, joined_at=now(), access_ends_at=now() - timedelta(days=1))
        membership = await tenants.join(world.actor(world.ada), world.northwind.id, world.cara.id, {Role.MEMBER})
    assert (membership.roles, membership.status) == (frozenset({"MEMBER"}), MembershipStatus.ACTIVE)
    assert (await Participant.get(id=world.cara_on_active.id)).ended_at == now()
    assert (await Participant.get(id=also_here.id)).ended_at == now()
    assert (await Participant.get(id=elsewhere.id)).ended_at is None
    assert (await Participant.get(id=world.carl_on_active.id)).ended_at is None
    ended = await Event.filter(action="participant.ended")
    assert {(event.target_id, event.poc_id, event.tenant_id) for event in ended} == {
        (world.cara_on_active.id, world.active.id, world.northwind.id), (also_here.id, world.kims.id, world.northwind.id),
    }  # fmt: skip
    [joined] = await Event.filter(action="member.joined")
    assert (joined.target_id, joined.changes) == (membership.id, {"roles": [None, ["MEMBER"]]})


async def test_given_one_who_was_removed_when_they_join_then_that_stays_as_it_was(world: World) -> None:
    before = await Participant.get(id=world.dora_on_active.id)
    async with db.transaction():
        await tenants.join(world.actor(world.ada), world.northwind.id, world.dora.id, {Role.MEMBER})
    after = await Participant.get(id=world.dora_on_active.id)
    assert (after.removed_at, after.ended_at) == (before.removed_at, None)
    assert await Event.filter(action="participant.ended").count() == 0


@pytest.mark.parametrize("status", [MembershipStatus.ACTIVE, MembershipStatus.DEACTIVATED])
async def test_given_a_member_when_they_join_again_then_already_member_and_nothing_changes(world: World, status: MembershipStatus) -> None:
    async with db.transaction():
        await Membership.filter(user=world.max).update(status=status)
    before = await snapshot()

    async def join() -> None:
        async with db.transaction():
            await tenants.join(world.actor(world.ada), world.northwind.id, world.max.id, {Role.TENANT_ADMIN})

    assert await outcome(join()) == "ALREADY_MEMBER"
    assert await snapshot() == before


async def test_given_a_refusal_when_it_is_caught_then_the_callers_transaction_goes_on(world: World) -> None:
    async with db.transaction():
        assert await outcome(tenants.join(world.actor(world.ada), world.northwind.id, world.max.id, {Role.MEMBER})) == "ALREADY_MEMBER"
        await tenants.join(world.actor(world.ada), world.contoso.id, world.max.id, {Role.MEMBER})
    assert await Membership.filter(user=world.max).count() == 2


@pytest.mark.parametrize("roles", [set(), {Role.CUSTOMER}, {Role.MEMBER, Role.CUSTOMER}])
async def test_given_roles_that_nobody_may_hold_when_joining_then_it_is_a_mistake_of_the_program(world: World, roles: set[Role]) -> None:
    before = await snapshot()
    with pytest.raises(ValueError, match="roles"):
        async with db.transaction():
            await tenants.join(world.actor(world.ada), world.northwind.id, world.cara.id, roles)
    assert await snapshot() == before


async def test_given_ten_joins_at_once_when_they_race_then_there_is_one_membership(world: World) -> None:
    async def join() -> None:
        async with db.transaction():
            await tenants.join(world.actor(world.ada), world.northwind.id, world.cara.id, {Role.MEMBER})

    before = await rows("membership")
    ended = await asyncio.gather(*(outcome(join()) for _ in range(10)))
    assert sorted(ended) == sorted([DONE] + 9 * ["ALREADY_MEMBER"])
    assert await rows("membership") == before + 1
    assert await Event.filter(action="participant.ended").count() == 1
