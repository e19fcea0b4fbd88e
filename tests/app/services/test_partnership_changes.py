"""Proposals of another kind: who may make, withdraw and answer them, when they hold, and what goes with a change."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest

from app.auth.actor import Actor
from app.core.runtime import Runtime, now
from app.models import AccessLevel, Event, PartnershipChange, PartnershipKind, PartnershipPeriod, Role
from app.services import partnership_changes, partnership_states
from tests.app.services.partnering import BOTH, admin, change_status, periods, place, recorded, status, told
from tests.app.services.sharing import integration, shared
from tests.app.services.sharing import status as share_status
from tests.outcomes import DONE, outcome
from tests.partners import Connected, act, connect
from tests.world import World, mails, snapshot

MSP, WITH, WITHOUT = PartnershipKind.MSP, PartnershipKind.RESELLER_WITH_SUPPORT, PartnershipKind.RESELLER_WITHOUT_SUPPORT


@pytest.fixture
async def umbrella(world: World) -> Connected:
    """A customer for which Northwind only sells."""
    return await connect(world, kind=WITHOUT)


@pytest.fixture
def mia(world: World) -> Actor:
    return world.actor(world.mia)


@pytest.fixture
def uma(world: World, umbrella: Connected) -> Actor:
    return world.actor(umbrella.admin)


async def refused(call: Any) -> str:
    """How it was refused; nothing was written and nobody mailed."""
    before = await snapshot()
    how = await outcome(call)
    assert await snapshot() == before
    assert how != DONE
    return how


async def test_given_more_proposed_by_the_partner_when_accepted_then_it_holds_and_not_before(
    world: World, umbrella: Connected, mia: Actor, uma: Actor
) -> None:
    partnership = umbrella.partnership.id
    change = await partnership_changes.propose(mia, partnership, kind=MSP, message="  We'd like to\nhelp you more. ")
    row = await PartnershipChange.get(id=change)
    assert (row.from_kind, row.kind, row.message) == (WITHOUT, MSP, "We'd like to\nhelp you more.")
    assert (row.proposed_by_id, row.expires_at) == (world.northwind.id, now() + timedelta(days=7))
    assert (await change_status(change), await status(partnership)) == ("PROPOSED", "RESELLER_WITHOUT_SUPPORT ACTIVE")
    assert await told() == {"partnership_proposed": BOTH}

    assert await partnership_changes.answer(uma, change, accept=True) == partnership
    assert (await change_status(change), await status(partnership)) == ("ACCEPTED", "MSP ACTIVE")
    assert await periods(partnership) == "RESELLER_WITHOUT_SUPPORT MSP*"
    assert await told() == {"partnership_proposed": BOTH, "partnership_kind_changed": BOTH}
    assert await recorded(umbrella) == [("partnership.change_proposed", 2), ("partnership.kind_changed", 2)]
    assert {repr(event.changes) for event in await Event.filter(target_id=partnership)} == {repr({"kind": [WITHOUT.value, MSP.value]})}


async def test_given_more_proposed_by_the_customer_when_accepted_by_the_partner_then_it_holds(
    umbrella: Connected, mia: Actor, uma: Actor
) -> None:
    change = await partnership_changes.propose(uma, umbrella.partnership.id, kind=WITH)
    assert await status(umbrella.partnership.id) == "RESELLER_WITHOUT_SUPPORT ACTIVE"
    assert await refused(partnership_changes.answer(uma, change, accept=True)) == "FORBIDDEN"
    await partnership_changes.answer(mia, change, accept=True)
    assert await status(umbrella.partnership.id) == "RESELLER_WITH_SUPPORT ACTIVE"


@pytest.mark.parametrize("by", ["mia", "uma"])
async def test_given_less_when_proposed_by_either_then_it_holds_at_once_and_what_hung_on_it_is_gone(world: World, by: str) -> None:
    umbrella = await connect(world)
    who = world.actor(world.mia if by == "mia" else umbrella.admin)
    share = await shared(world, await integration(world), umbrella)
    await act(world, umbrella)
    change = await partnership_changes.propose(who, umbrella.partnership.id, kind=WITH)
    assert (await change_status(change), await status(umbrella.partnership.id)) == ("ACCEPTED", "RESELLER_WITH_SUPPORT ACTIVE")
    assert await share_status(share) == "REVOKED"
    assert await Event.filter(action="acting.ended").count() == 2
    assert await Event.filter(action="share.revoked").count() == 2
    assert await periods(umbrella.partnership.id) == "MSP RESELLER_WITH_SUPPORT*"
    assert (await told())["partnership_kind_changed"] == BOTH


async def test_given_what_stays_by_the_new_kind_when_accepted_then_shares_stay(world: World, umbrella: Connected, mia: Actor) -> None:
    change = await partnership_changes.propose(mia, umbrella.partnership.id, kind=MSP)
    await partnership_changes.answer(world.actor(umbrella.admin), change, accept=True)
    share = await shared(world, await integration(world), umbrella)
    assert await share_status(share) == "ACTIVE"


async def test_given_a_proposal_when_declined_then_nothing_changes_and_another_can_be_made(
    umbrella: Connected, mia: Actor, uma: Actor
) -> None:
    partnership = umbrella.partnership.id
    change = await partnership_changes.propose(mia, partnership, kind=MSP)
    await partnership_changes.answer(uma, change, accept=False)
    assert (await change_status(change), await status(partnership)) == ("DECLINED", "RESELLER_WITHOUT_SUPPORT ACTIVE")
    assert await periods(partnership) == "RESELLER_WITHOUT_SUPPORT*"
    assert (await told())["partnership_declined"] == BOTH
    assert (await recorded(umbrella))[-1] == ("partnership.change_declined", 2)
    assert await refused(partnership_changes.answer(uma, change, accept=True)) == "NOT_PENDING changeId"
    assert await refused(partnership_changes.withdraw(mia, change)) == "NOT_PENDING changeId"
    assert await outcome(partnership_changes.propose(mia, partnership, kind=MSP)) == DONE


async def test_given_a_proposal_when_withdrawn_then_it_can_be_accepted_no_more(umbrella: Connected, mia: Actor, uma: Actor) -> None:
    change = await partnership_changes.propose(mia, umbrella.partnership.id, kind=MSP)
    assert await refused(partnership_changes.withdraw(uma, change)) == "FORBIDDEN"
    assert await partnership_changes.withdraw(mia, change) == umbrella.partnership.id
    assert await change_status(change) == "WITHDRAWN"
    assert (await told())["partnership_withdrawn"] == BOTH
    assert (await recorded(umbrella))[-1] == ("partnership.change_withdrawn", 2)
    assert await refused(partnership_changes.answer(uma, change, accept=True)) == "NOT_PENDING changeId"


async def test_given_one_proposal_when_another_is_made_by_either_then_it_already_exists_until_the_first_has_expired(
    runtime: Runtime, umbrella: Connected, mia: Actor, uma: Actor
) -> None:
    partnership = umbrella.partnership.id
    change = await partnership_changes.propose(mia, partnership, kind=MSP)
    for who in (mia, uma):
        assert await refused(partnership_changes.propose(who, partnership, kind=WITH)) == "ALREADY_EXISTS partnershipId"
    runtime.clock.advance(timedelta(days=7) - timedelta(milliseconds=1))
    assert await change_status(change) == "PROPOSED"
    assert await refused(partnership_changes.propose(uma, partnership, kind=WITH)) == "ALREADY_EXISTS partnershipId"
    runtime.clock.advance(timedelta(milliseconds=1))
    assert await change_status(change) == "EXPIRED"
    assert await refused(partnership_changes.answer(uma, change, accept=True)) == "NOT_PENDING changeId"
    assert await refused(partnership_changes.withdraw(mia, change)) == "NOT_PENDING changeId"
    other = await partnership_changes.propose(uma, partnership, kind=WITH)
    assert (await change_status(change), await change_status(other)) == ("EXPIRED", "PROPOSED")


async def test_given_what_is_wrong_when_proposed_then_all_of_it_is_told(umbrella: Connected, mia: Actor) -> None:
    partnership = umbrella.partnership.id
    assert await refused(partnership_changes.propose(mia, partnership, kind=WITHOUT)) == "INVALID kind"
    assert await refused(partnership_changes.propose(mia, partnership, kind=WITHOUT, message="x" * 2001)) == (
        "TOO_LONG message; INVALID kind"
    )
    assert await refused(partnership_changes.propose(mia, partnership, kind=MSP, message="a\0b")) == "INVALID message"
    assert await refused(partnership_changes.propose(mia, None, kind=MSP)) == "NOT_FOUND partnershipId"
    assert await refused(partnership_changes.propose(mia, uuid4(), kind=MSP)) == "NOT_FOUND partnershipId"
    assert await refused(partnership_changes.answer(mia, None, accept=True)) == "NOT_FOUND changeId"
    assert await refused(partnership_changes.withdraw(mia, uuid4())) == "NOT_FOUND changeId"
    assert await outcome(partnership_changes.propose(mia, partnership, kind=MSP, message="x" * 2000)) == DONE


async def test_given_a_suspended_partnership_when_proposed_or_answered_then_not_open_but_it_can_be_withdrawn(
    umbrella: Connected, mia: Actor, uma: Actor
) -> None:
    partnership = umbrella.partnership.id
    change = await partnership_changes.propose(mia, partnership, kind=MSP)
    await partnership_states.suspend(uma, partnership, reason="Holidays")
    for accept in (True, False):
        assert await refused(partnership_changes.answer(uma, change, accept=accept)) == "NOT_OPEN changeId"
    for kind in PartnershipKind:
        assert await refused(partnership_changes.propose(uma, partnership, kind=kind)) == "NOT_OPEN partnershipId"
    await partnership_changes.withdraw(mia, change)
    await partnership_states.resume(uma, partnership)
    assert await outcome(partnership_changes.propose(uma, partnership, kind=WITH)) == DONE


async def test_given_an_ended_partnership_when_proposed_or_answered_then_not_open_and_its_proposal_withdrawn(
    umbrella: Connected, mia: Actor, uma: Actor
) -> None:
    partnership = umbrella.partnership.id
    change = await partnership_changes.propose(mia, partnership, kind=MSP)
    await partnership_states.end(uma, partnership, reason="Over")
    assert await change_status(change) == "WITHDRAWN"
    assert await refused(partnership_changes.answer(uma, change, accept=True)) == "NOT_PENDING changeId"
    assert await refused(partnership_changes.propose(mia, partnership, kind=MSP)) == "NOT_OPEN partnershipId"


async def test_given_an_expired_proposal_when_the_partnership_ends_then_it_stays_expired(
    runtime: Runtime, umbrella: Connected, mia: Actor, uma: Actor
) -> None:
    change = await partnership_changes.propose(mia, umbrella.partnership.id, kind=MSP)
    runtime.clock.advance(timedelta(days=8))
    await partnership_states.end(uma, umbrella.partnership.id, reason="Over")
    assert await change_status(change) == "EXPIRED"


async def test_given_everybody_else_when_they_propose_answer_or_withdraw_then_refused_by_what_they_see(
    world: World, umbrella: Connected, mia: Actor
) -> None:
    change = await partnership_changes.propose(mia, umbrella.partnership.id, kind=MSP)
    managed = await connect(world, "Managed", people=("tom", "tim"))
    seeing = {
        "ada": (world.actor(world.ada), "NOT_FOUND"),  # administers the partner's tenant, and manages no customers
        "sam": (world.actor(world.sam), "NOT_FOUND"),
        "max": (world.actor(world.max), "NOT_FOUND"),
        "otto": (world.actor(world.otto), "NOT_FOUND"),
        "ugo": (world.actor(umbrella.member), "NOT_FOUND"),
        "tom": (world.actor(managed.admin), "NOT_FOUND"),
        "cara": (world.actor(world.cara), "NOT_FOUND"),
        "an MSP admin of the customer": (world.actor(umbrella.member, roles=[Role.MSP_ADMIN]), "FORBIDDEN"),
        "mia, who acts there": (await act(world, umbrella), "FORBIDDEN"),
    }
    for who, (actor, how) in seeing.items():
        path = "" if how == "FORBIDDEN" else " partnershipId"
        assert await refused(partnership_changes.propose(actor, umbrella.partnership.id, kind=WITH)) == f"{how}{path}", who
        path = "" if how == "FORBIDDEN" else " changeId"
        assert await refused(partnership_changes.answer(actor, change, accept=True)) == f"{how}{path}", who
        assert await refused(partnership_changes.withdraw(actor, change)) == f"{how}{path}", who


async def test_given_a_list_of_staff_when_an_msp_admin_may_only_view_then_forbidden_and_without_a_place_not_found(
    world: World, umbrella: Connected, mia: Actor
) -> None:
    viewing, away = await admin(world, umbrella, "viv", Role.MSP_ADMIN), await admin(world, umbrella, "ann", Role.MSP_ADMIN)
    await place(umbrella.record, world.mia, AccessLevel.MANAGE)
    await place(umbrella.record, viewing, AccessLevel.VIEW)
    for user, how in ((viewing, "FORBIDDEN"), (away, "NOT_FOUND partnershipId")):
        actor = world.actor(world.mia)
        actor = Actor(user.id, actor.tenant_id, actor.session_id, actor.roles, actor.permissions, actor.origin)
        assert await refused(partnership_changes.propose(actor, umbrella.partnership.id, kind=MSP)) == how
    assert await outcome(partnership_changes.propose(mia, umbrella.partnership.id, kind=MSP)) == DONE
    assert {mail.recipient for mail in await mails()} == BOTH  # nobody is told who does not manage it


async def test_given_a_change_of_kind_when_made_then_times_of_what_is_billed_don_t_overlap(
    runtime: Runtime, umbrella: Connected, mia: Actor, uma: Actor
) -> None:
    change = await partnership_changes.propose(mia, umbrella.partnership.id, kind=MSP)
    runtime.clock.advance(timedelta(days=1))
    await partnership_changes.answer(uma, change, accept=True)
    first, second = await PartnershipPeriod.filter(partnership_id=umbrella.partnership.id).order_by("began_at")
    assert (first.ended_at, second.began_at, second.ended_at) == (now(), now(), None)
