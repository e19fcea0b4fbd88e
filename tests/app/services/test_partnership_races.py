"""Partnerships under races: both sides, or one of them twice, at the same time. One story is told, and it is the one that stands."""

from __future__ import annotations

import pytest

from app.auth.actor import Actor
from app.core.runtime import Runtime
from app.models import AccessLevel, CustomerStaff, Event, PartnershipChange, PartnershipKind, Role
from app.services import partnership_changes, partnership_states
from tests.app.services.partnering import admin, anew, change_status, periods, place, status
from tests.app.services.sharing import integration, shared
from tests.app.services.sharing import status as share_status
from tests.app.services.test_poc_waiting import at_once, meanwhile, on_postgres
from tests.outcomes import DONE
from tests.partners import Connected, connect
from tests.world import World, mails

MSP, WITH, WITHOUT = PartnershipKind.MSP, PartnershipKind.RESELLER_WITH_SUPPORT, PartnershipKind.RESELLER_WITHOUT_SUPPORT


@pytest.fixture
async def umbrella(world: World) -> Connected:
    """A customer that Northwind manages."""
    return await connect(world)


@pytest.fixture
def mia(world: World) -> Actor:
    return world.actor(world.mia)


@pytest.fixture
def uma(world: World, umbrella: Connected) -> Actor:
    return world.actor(umbrella.admin)


async def test_given_accepting_against_withdrawing_at_once_then_one_of_them_is_done(umbrella: Connected, mia: Actor, uma: Actor) -> None:
    partnership = umbrella.partnership.id
    for _ in range(6):
        await partnership_changes.propose(mia, partnership, kind=WITHOUT)
        change = await partnership_changes.propose(mia, partnership, kind=MSP)
        ended = await at_once(
            partnership_changes.answer(uma, change, accept=True),
            partnership_changes.withdraw(mia, change),
            partnership_changes.answer(uma, change, accept=False),
        )
        assert ended == {DONE: 1, "NOT_PENDING changeId": 2}
        how = await change_status(change)
        assert await status(partnership) == ("MSP ACTIVE" if how == "ACCEPTED" else "RESELLER_WITHOUT_SUPPORT ACTIVE")
        if how != "ACCEPTED":
            await partnership_changes.answer(uma, await partnership_changes.propose(mia, partnership, kind=MSP), accept=True)


async def test_given_both_sides_who_end_it_at_once_then_it_ends_once(umbrella: Connected, mia: Actor, uma: Actor) -> None:
    ended = await at_once(*(partnership_states.end(who, umbrella.partnership.id, reason="Over") for who in (mia, uma, mia, uma)))
    assert ended == {DONE: 1, "NOT_OPEN partnershipId": 3}
    assert await Event.filter(action="partnership.ended").count() == 2
    assert len([mail for mail in await mails() if mail.name == "partnership_ended"]) == 2
    assert await periods(umbrella.partnership.id) == "MSP"


async def test_given_proposals_of_both_sides_at_once_then_one_waits(world: World, mia: Actor) -> None:
    connected = await connect(world, "Initech", kind=WITHOUT, people=("tom", "tim"))
    tom = world.actor(connected.admin)
    calls = [partnership_changes.propose(who, connected.partnership.id, kind=kind) for who in (mia, tom) for kind in (MSP, WITH)]
    assert await at_once(*calls) == {DONE: 1, "ALREADY_EXISTS partnershipId": 3}
    assert await PartnershipChange.filter(partnership_id=connected.partnership.id, outcome=None).count() == 1


async def test_given_suspending_and_resuming_by_both_at_once_then_one_period_lasts_exactly_while_it_is_active(
    umbrella: Connected, mia: Actor, uma: Actor
) -> None:
    partnership = umbrella.partnership.id
    for _ in range(4):
        await at_once(
            *(partnership_states.suspend(who, partnership, reason="x") for who in (mia, uma)),
            *(partnership_states.resume(who, partnership) for who in (mia, uma)),
        )
        lasting = (await periods(partnership)).count("*")
        assert lasting == (1 if await status(partnership) == "MSP ACTIVE" else 0)
        await anew(umbrella)


async def test_given_sharing_against_losing_the_capability_at_once_then_no_share_is_left(
    world: World, umbrella: Connected, mia: Actor, uma: Actor
) -> None:
    partnership = umbrella.partnership.id
    made = [await integration(world, f"Number {n}") for n in range(4)]
    await at_once(*(shared(world, one, umbrella) for one in made[:2]), partnership_changes.propose(uma, partnership, kind=WITH),
                  *(shared(world, one, umbrella) for one in made[2:]))  # fmt: skip
    assert await status(partnership) == "RESELLER_WITH_SUPPORT ACTIVE"
    shares = [event.target_id for event in await Event.filter(action="share.created")]
    assert {await share_status(share) for share in shares} <= {"REVOKED"}


@on_postgres
async def test_given_an_answer_that_waits_when_the_partnership_is_suspended_meanwhile_then_not_open(
    runtime: Runtime, world: World, mia: Actor
) -> None:
    connected = await connect(world, "Initech", kind=WITHOUT, people=("tom", "tim"))
    tom = world.actor(connected.admin)
    change = await partnership_changes.propose(mia, connected.partnership.id, kind=MSP)
    suspending = partnership_states.suspend(mia, connected.partnership.id, reason="Holidays")
    async with meanwhile(suspending, partnership_changes.answer(tom, change, accept=True)) as trying:
        assert await trying == {"NOT_OPEN changeId": 1}
    assert await status(connected.partnership.id) == "RESELLER_WITHOUT_SUPPORT SUSPENDED"


@on_postgres
async def test_given_an_msp_admin_who_waits_when_their_place_is_taken_meanwhile_then_it_is_not_done(
    runtime: Runtime, world: World, umbrella: Connected, mia: Actor, uma: Actor
) -> None:
    other = await admin(world, umbrella, "ann", Role.MSP_ADMIN)
    await place(umbrella.record, other, AccessLevel.MANAGE)
    await place(umbrella.record, world.mia, AccessLevel.MANAGE)

    async def take_away() -> None:
        await partnership_states.suspend(uma, umbrella.partnership.id, reason="Holidays")
        await CustomerStaff.filter(user_id=world.mia.id).delete()

    async with meanwhile(take_away(), partnership_states.end(mia, umbrella.partnership.id, reason="Over")) as trying:
        assert await trying == {"NOT_FOUND partnershipId": 1}
    assert await status(umbrella.partnership.id) == "MSP SUSPENDED"
