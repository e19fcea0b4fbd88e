"""What a customer says to what its partner shares: accepting, declining, leaving; and who may not say it."""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest

from app.auth.actor import Actor
from app.core import db
from app.core.runtime import Runtime, now
from app.models import Membership, Partnership, PartnershipKind, PartnershipSide, Role
from app.services import partnerships, share_answers, shares
from tests.app.services.sharing import ask_first, integration, one, refused, shared, status, told
from tests.conftest import START
from tests.outcomes import DONE
from tests.partners import Connected, act, connect
from tests.world import World, mails

WEEK = timedelta(days=7)
Deed = Callable[[Actor, UUID | None], Coroutine[Any, Any, UUID]]

DEEDS: dict[str, Deed] = {
    "accept": lambda who, share_id: share_answers.answer(who, share_id, accept=True),
    "decline": lambda who, share_id: share_answers.answer(who, share_id, accept=False),
    "leave": share_answers.leave,
}
BECOMES = {
    "accept": ("ACTIVE", "share.accepted"),
    "decline": ("DECLINED", "share.declined"),
    "leave": ("LEFT", "share.left"),
}
every_deed = pytest.mark.parametrize("deed", DEEDS)


@pytest.fixture
async def umbrella(world: World) -> Connected:
    """A customer of Northwind that wants to be asked."""
    connected = await connect(world)
    await ask_first(connected)
    return connected


@pytest.fixture
async def waiting(world: World, umbrella: Connected) -> UUID:
    """A share that waits for Umbrella's answer."""
    return await shared(world, await integration(world), umbrella)


@every_deed
async def test_given_a_share_that_waits_when_the_customer_decides_then_it_stands_so_in_both_logs_and_nobody_is_mailed(
    runtime: Runtime, world: World, umbrella: Connected, waiting: UUID, deed: str
) -> None:
    runtime.clock.advance(WEEK / 2)
    sent = await mails()
    assert await DEEDS[deed](world.actor(umbrella.admin), waiting) == waiting
    becomes, action = BECOMES[deed]
    assert await status(waiting) == becomes
    share = await one(waiting)
    assert (share.active_since, share.ended_at)[becomes != "ACTIVE"] == START + WEEK / 2
    assert (share.active_since, share.ended_at)[becomes == "ACTIVE"] is None
    assert (await told(waiting))[2:] == [(action, umbrella.tenant.id, None), (action, world.northwind.id, None)]
    assert await mails() == sent


async def test_given_an_accepted_share_when_the_week_is_over_then_it_holds_on_until_its_end(
    runtime: Runtime, world: World, umbrella: Connected
) -> None:
    share_id = await shared(world, await integration(world), umbrella, expires_at=START + 2 * WEEK)
    await share_answers.answer(world.actor(umbrella.admin), share_id, accept=True)
    runtime.clock.advance(WEEK)
    assert await status(share_id) == "ACTIVE"
    runtime.clock.advance(WEEK)
    assert await status(share_id) == "EXPIRED"


# The table of states

STATES = {
    #            accept         decline        leave
    "PENDING": (DONE, DONE, DONE),
    "ACTIVE": ("NOT_PENDING shareId", "NOT_PENDING shareId", DONE),
    "DECLINED": ("NOT_PENDING shareId", "NOT_PENDING shareId", "NOT_OPEN shareId"),
    "REVOKED": ("NOT_PENDING shareId", "NOT_PENDING shareId", "NOT_OPEN shareId"),
    "LEFT": ("NOT_PENDING shareId", "NOT_PENDING shareId", "NOT_OPEN shareId"),
    "EXPIRED": ("NOT_PENDING shareId", "NOT_PENDING shareId", "NOT_OPEN shareId"),
    "EXPIRED before it was answered": ("NOT_PENDING shareId", "NOT_PENDING shareId", "NOT_OPEN shareId"),
}


async def bring(runtime: Runtime, world: World, umbrella: Connected, state: str) -> UUID:
    """A share in a state."""
    share_id = await shared(world, await integration(world, f"Of {state}"), umbrella, expires_at=now() + WEEK / 7)
    uma = world.actor(umbrella.admin)
    match state:
        case "ACTIVE" | "EXPIRED":
            await share_answers.answer(uma, share_id, accept=True)
        case "DECLINED":
            await share_answers.answer(uma, share_id, accept=False)
        case "REVOKED":
            await shares.revoke(world.actor(world.mia), share_id)
        case "LEFT":
            await share_answers.leave(uma, share_id)
    if state.startswith("EXPIRED"):
        runtime.clock.advance(WEEK / 7)
    assert await status(share_id) == state.split(maxsplit=1)[0]
    return share_id


@pytest.mark.parametrize("state", STATES)
async def test_given_a_share_in_each_state_when_decided_then_as_the_table_says(
    runtime: Runtime, world: World, umbrella: Connected, state: str
) -> None:
    for deed, expected in zip(DEEDS, STATES[state], strict=True):
        share_id = await bring(runtime, world, umbrella, state)
        assert await refused(DEEDS[deed](world.actor(umbrella.admin), share_id)) == expected


# Who


@every_deed
async def test_given_others_than_the_customers_managers_when_they_decide_then_refused(
    world: World, umbrella: Connected, waiting: UUID, deed: str
) -> None:
    initech = await connect(world, "Initech", people=("ida", "ivo"))
    for who, expected in (
        (world.actor(umbrella.member), "FORBIDDEN"),
        (world.actor(world.mia), "FORBIDDEN"),
        (world.actor(world.ada), "NOT_FOUND shareId"),
        (world.actor(world.sam), "NOT_FOUND shareId"),
        (world.actor(initech.admin), "NOT_FOUND shareId"),
        (world.actor(world.otto), "NOT_FOUND shareId"),
    ):
        assert await refused(DEEDS[deed](who, waiting)) == expected
    assert await refused(DEEDS[deed](world.actor(umbrella.admin), None)) == "NOT_FOUND shareId"
    await Membership.filter(user_id=umbrella.member.id).update(roles={Role.MSP_ADMIN})
    assert await refused(DEEDS[deed](world.actor(umbrella.member, roles=[Role.MSP_ADMIN]), waiting)) == DONE


async def test_given_an_acting_session_when_it_decides_then_it_may_leave_and_nothing_else(
    world: World, umbrella: Connected, waiting: UUID
) -> None:
    mia = await act(world, umbrella)
    assert await refused(DEEDS["accept"](mia, waiting)) == "FORBIDDEN"
    assert await refused(DEEDS["decline"](mia, waiting)) == "FORBIDDEN"
    await share_answers.leave(mia, waiting)
    assert await status(waiting) == "LEFT"
    assert (await told(waiting))[2:] == [
        ("share.left", umbrella.tenant.id, world.northwind.id),
        ("share.left", world.northwind.id, world.northwind.id),
    ], "once in each log"


# By the partnership


@every_deed
@pytest.mark.parametrize("by", ["partner", "customer"])
async def test_given_a_partnership_that_is_suspended_when_decided_then_not_found_until_it_is_resumed(
    world: World, umbrella: Connected, waiting: UUID, deed: str, by: str
) -> None:
    uma, its = world.actor(umbrella.admin), Partnership.filter(id=umbrella.partnership.id)
    await its.update(**{f"suspended_by_{by}_at": now()})
    assert await refused(DEEDS[deed](uma, waiting)) == "NOT_FOUND shareId"
    await its.update(**{f"suspended_by_{by}_at": None})
    assert await refused(DEEDS[deed](uma, waiting)) == DONE


async def test_given_a_kind_that_does_not_share_when_answered_then_only_declining_goes(
    world: World, umbrella: Connected, waiting: UUID
) -> None:
    other = await shared(world, await integration(world, "Tickets"), umbrella)
    await Partnership.filter(id=umbrella.partnership.id).update(kind=PartnershipKind.RESELLER_WITH_SUPPORT)
    uma = world.actor(umbrella.admin)
    assert await refused(DEEDS["accept"](uma, waiting)) == "CAPABILITY_REQUIRED shareId"
    assert [await refused(DEEDS["decline"](uma, waiting)), await refused(DEEDS["leave"](uma, other))] == [DONE, DONE]


async def test_given_a_partnership_that_ended_when_answered_then_it_waits_no_more(world: World, umbrella: Connected, waiting: UUID) -> None:
    async with db.transaction():
        await partnerships.finish(world.actor(world.mia), umbrella.partnership, PartnershipSide.PARTNER, reason=None)
    assert await refused(DEEDS["accept"](world.actor(umbrella.admin), waiting)) == "NOT_PENDING shareId"
    assert await status(waiting) == "REVOKED"
