"""Suspending, resuming and ending a partnership by either side, and limiting what the partner may grant."""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest

from app.auth.actor import Actor
from app.core import db
from app.core.runtime import Runtime, now
from app.models import (
    Customer,
    CustomerStage,
    Event,
    Membership,
    MembershipStatus,
    Partnership,
    PartnershipKind,
    PartnershipOrigin,
    PartnershipSide,
    Role,
    Tenant,
)
from app.services import partnership_changes, partnership_states
from tests.app.services.partnering import BOTH, periods, recorded, status, told
from tests.app.services.sharing import integration, shared
from tests.app.services.sharing import status as share_status
from tests.app.services.test_partnership_changes import refused
from tests.outcomes import DONE, outcome
from tests.partners import Connected, act, connect
from tests.world import World, mails, snapshot


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


async def open_sessions() -> int:
    """How many acting sessions are open."""
    row = await db.fetch_one("select count(*) from acting_session where ended_at is null and expires_at > :now", {"now": now()})
    return int(row[0]) if row else 0


@pytest.mark.parametrize("by", ["mia", "uma"])
async def test_given_a_partnership_when_suspended_by_either_then_nothing_is_allowed_and_acting_ends_but_shares_stay(
    world: World, umbrella: Connected, by: str
) -> None:
    who, partnership = world.actor(world.mia if by == "mia" else umbrella.admin), umbrella.partnership.id
    share = await shared(world, await integration(world), umbrella)
    await act(world, umbrella)
    await partnership_states.suspend(who, partnership, reason=" We don't\nget on. ")
    assert (await status(partnership), await periods(partnership)) == ("MSP SUSPENDED", "MSP")
    row = await Partnership.get(id=partnership)
    side = "partner" if by == "mia" else "customer"
    assert getattr(row, f"suspended_by_{side}_at") == now()
    assert getattr(row, f"{side}_suspension_reason") == "We don't\nget on."
    assert (await open_sessions(), await share_status(share)) == (0, "ACTIVE")
    assert await Event.filter(action="acting.ended").count() == 2
    assert await recorded(umbrella) == [("partnership.suspended", 2)]
    assert (await told())["partnership_suspended"] == BOTH

    assert await outcome(partnership_states.resume(who, partnership)) == DONE
    assert (await status(partnership), await periods(partnership)) == ("MSP ACTIVE", "MSP MSP*")
    row = await Partnership.get(id=partnership)
    assert (row.partner_suspension_reason, row.customer_suspension_reason) == (None, None)
    assert await recorded(umbrella) == [("partnership.suspended", 2), ("partnership.resumed", 2)]
    assert (await told())["partnership_resumed"] == BOTH


async def test_given_both_sides_suspended_when_one_resumes_then_it_waits_for_the_other(
    runtime: Runtime, umbrella: Connected, mia: Actor, uma: Actor
) -> None:
    partnership = umbrella.partnership.id
    await partnership_states.suspend(mia, partnership, reason="First")
    runtime.clock.advance(timedelta(hours=1))
    await partnership_states.suspend(uma, partnership, reason="Second")
    for first, second in ((mia, uma), (uma, mia)):
        await partnership_states.resume(first, partnership)
        assert (await status(partnership), await periods(partnership)) == ("MSP SUSPENDED", "MSP")
        waiting = [mail for mail in await mails() if mail.name == "partnership_resumed"][-1]
        other = "Northwind Cloud" if second is mia else "Umbrella"
        assert f"It stays suspended until {other} resumes it, too." in waiting.text
        assert await refused(partnership_states.resume(first, partnership)) == "CONSENT_REQUIRED partnershipId"
        await partnership_states.suspend(first, partnership, reason="Again")
    await partnership_states.resume(mia, partnership)
    await partnership_states.resume(uma, partnership)
    assert (await status(partnership), await periods(partnership)) == ("MSP ACTIVE", "MSP MSP*")


async def test_given_one_side_s_suspension_when_the_other_resumes_then_consent_is_required(
    umbrella: Connected, mia: Actor, uma: Actor
) -> None:
    partnership = umbrella.partnership.id
    await partnership_states.suspend(uma, partnership, reason="Holidays")
    assert await refused(partnership_states.resume(mia, partnership)) == "CONSENT_REQUIRED partnershipId"
    await partnership_states.resume(uma, partnership)


async def test_given_what_is_so_already_when_asked_for_again_then_success_and_nothing_changes(umbrella: Connected, mia: Actor) -> None:
    partnership = umbrella.partnership.id
    before = await snapshot()
    assert await outcome(partnership_states.resume(mia, partnership)) == DONE
    assert await snapshot() == before
    await partnership_states.suspend(mia, partnership, reason="First")
    before = await snapshot()
    assert await outcome(partnership_states.suspend(mia, partnership, reason="Second")) == DONE
    assert await snapshot() == before
    assert (await Partnership.get(id=partnership)).partner_suspension_reason == "First"


@pytest.mark.parametrize("by", ["mia", "uma"])
async def test_given_a_partnership_when_ended_by_either_then_all_that_hung_on_it_is_gone_and_nothing_of_the_customer_s(
    world: World, umbrella: Connected, by: str
) -> None:
    who, partnership = world.actor(world.mia if by == "mia" else umbrella.admin), umbrella.partnership.id
    share = await shared(world, await integration(world), umbrella)
    await act(world, umbrella)
    organization, people = await Tenant.get(id=umbrella.tenant.id).values(), await Membership.all().order_by("id").values()
    await partnership_states.end(who, partnership, reason="It was\nnice.")
    row = await Partnership.get(id=partnership)
    side = PartnershipSide.PARTNER if by == "mia" else PartnershipSide.CUSTOMER
    assert (row.ended_at, row.ended_by, row.end_reason) == (now(), side, "It was\nnice.")
    assert (await status(partnership), await periods(partnership)) == ("MSP ENDED", "MSP")
    assert (await open_sessions(), await share_status(share)) == (0, "REVOKED")
    record = await Customer.get(id=umbrella.record.id)
    assert (record.stage, record.organization_id, record.partnership_id) == (CustomerStage.FORMER, umbrella.tenant.id, partnership)
    assert organization == await Tenant.get(id=umbrella.tenant.id).values()
    assert people == await Membership.all().order_by("id").values()
    assert await recorded(umbrella) == [("partnership.ended", 2)]
    assert (await told())["partnership_ended"] == BOTH
    assert all("nice" not in repr(event.changes) for event in await Event.all())


async def test_given_an_ended_partnership_when_anything_is_done_with_it_then_not_open(umbrella: Connected, mia: Actor, uma: Actor) -> None:
    partnership = umbrella.partnership.id
    await partnership_states.suspend(mia, partnership, reason="Holidays")
    await partnership_states.end(uma, partnership, reason="Over")
    assert await periods(partnership) == "MSP"
    doings: dict[str, Callable[[Actor], Coroutine[Any, Any, object]]] = {
        "suspend": lambda who: partnership_states.suspend(who, partnership, reason="x"),
        "resume": lambda who: partnership_states.resume(who, partnership),
        "end": lambda who: partnership_states.end(who, partnership, reason="x"),
        "propose": lambda who: partnership_changes.propose(who, partnership, kind=PartnershipKind.RESELLER_WITH_SUPPORT),
    }
    for name, do in doings.items():
        for who in (mia, uma):
            assert await refused(do(who)) == "NOT_OPEN partnershipId", name
    assert await refused(partnership_states.limit(uma, partnership, allowed_roles=[])) == "NOT_OPEN partnershipId"
    assert await refused(partnership_states.end(uma, partnership, reason=" ")) == "NOT_OPEN partnershipId; REQUIRED reason"


@pytest.mark.parametrize("do", [partnership_states.suspend, partnership_states.end])
async def test_given_a_reason_that_says_nothing_or_too_much_when_given_then_refused(umbrella: Connected, mia: Actor, do: Any) -> None:
    partnership = umbrella.partnership.id
    assert await refused(do(mia, partnership, reason=" \n ")) == "REQUIRED reason"
    assert await refused(do(mia, partnership, reason="x" * 2001)) == "TOO_LONG reason"
    assert await refused(do(mia, partnership, reason="a\x1bb")) == "INVALID reason"
    assert await outcome(do(mia, partnership, reason="x" * 2000)) == DONE


async def test_given_an_organization_that_nobody_administers_when_the_partner_that_made_it_ends_then_conflict_but_the_customer_may(
    world: World,
) -> None:
    made = await connect(world, origin=PartnershipOrigin.CREATED, administered=False)
    mia, partnership = world.actor(world.mia), made.partnership.id
    await Membership.filter(tenant_id=made.tenant.id, user_id=made.member.id).update(
        roles={Role.TENANT_ADMIN}, status=MembershipStatus.DEACTIVATED
    )
    assert await refused(partnership_states.end(mia, partnership, reason="Over")) == "CONFLICT partnershipId"
    await partnership_states.suspend(mia, partnership, reason="Holidays")
    assert await refused(partnership_states.end(mia, partnership, reason="Over")) == "CONFLICT partnershipId"
    await Membership.filter(tenant_id=made.tenant.id, user_id=made.admin.id).update(roles={Role.TENANT_ADMIN})
    assert await outcome(partnership_states.end(mia, partnership, reason="Over")) == DONE


async def test_given_a_customer_that_came_by_a_link_when_nobody_administers_it_then_the_partner_may_end(world: World) -> None:
    linked = await connect(world, administered=False)
    assert await outcome(partnership_states.end(world.actor(world.mia), linked.partnership.id, reason="Over")) == DONE


async def test_given_the_customer_s_admin_when_they_limit_the_partner_then_it_may_grant_that_and_no_more(
    umbrella: Connected, uma: Actor
) -> None:
    partnership = umbrella.partnership.id
    for roles in ({Role.SALES_ENGINEER, Role.MEMBER}, {Role.SALES_ENGINEER}, set[Role](), {Role.MEMBER}):
        await partnership_states.limit(uma, partnership, allowed_roles=[*roles, *roles])
        assert (await Partnership.get(id=partnership)).allowed_roles == roles
    before = await snapshot()
    await partnership_states.limit(uma, partnership, allowed_roles=[Role.MEMBER])
    assert await snapshot() == before
    assert await recorded(umbrella) == [("partnership.limited", 8)]
    last = await Event.filter(action="partnership.limited").order_by("-id").first()
    assert last
    assert last.changes == {"allowedRoles": [[], ["MEMBER"]]}
    await partnership_states.suspend(uma, partnership, reason="Holidays")
    assert await outcome(partnership_states.limit(uma, partnership, allowed_roles=[])) == DONE


@pytest.mark.parametrize(("origin", "roles"), [(PartnershipOrigin.LINKED, "TENANT_ADMIN"), *((origin, "") for origin in PartnershipOrigin)])
async def test_given_roles_that_a_partner_never_grants_when_limited_to_them_then_refused(
    world: World, origin: PartnershipOrigin, roles: str
) -> None:
    connected = await connect(world, origin=origin)
    uma, partnership = world.actor(connected.admin), connected.partnership.id
    for role in {Role.MSP_ADMIN, Role.CUSTOMER, *map(Role, roles.split())}:
        assert await refused(partnership_states.limit(uma, partnership, allowed_roles=[Role.MEMBER, role])) == (
            "ROLE_NOT_ALLOWED allowedRoles"
        ), role
    allowed = [Role.SALES_ENGINEER] if origin is PartnershipOrigin.LINKED else [Role.TENANT_ADMIN, Role.SALES_ENGINEER]
    assert await outcome(partnership_states.limit(uma, partnership, allowed_roles=allowed)) == DONE


async def test_given_the_partner_when_it_limits_itself_by_this_then_forbidden(world: World, umbrella: Connected, mia: Actor) -> None:
    everything = world.actor(world.mia, roles=[Role.MSP_ADMIN, Role.TENANT_ADMIN])
    for who in (mia, everything):
        assert await refused(partnership_states.limit(who, umbrella.partnership.id, allowed_roles=[])) == "FORBIDDEN"


async def test_given_everybody_else_when_they_do_anything_then_refused_by_what_they_see(world: World, umbrella: Connected) -> None:
    partnership = umbrella.partnership.id
    other = await connect(world, "Other", people=("tom", "tim"))
    seeing = {
        "ada": (world.actor(world.ada), "NOT_FOUND partnershipId"),
        "sam": (world.actor(world.sam), "NOT_FOUND partnershipId"),
        "max": (world.actor(world.max), "NOT_FOUND partnershipId"),
        "otto": (world.actor(world.otto), "NOT_FOUND partnershipId"),
        "ugo": (world.actor(umbrella.member), "NOT_FOUND partnershipId"),
        "tom": (world.actor(other.admin), "NOT_FOUND partnershipId"),
        "nobody": (world.nobody, "UNAUTHENTICATED"),
        "an MSP admin of the customer": (world.actor(umbrella.member, roles=[Role.MSP_ADMIN]), "FORBIDDEN"),
        "mia, who acts there": (await act(world, umbrella), "FORBIDDEN"),
    }
    for who, (actor, how) in seeing.items():
        assert await refused(partnership_states.suspend(actor, partnership, reason="x")) == how, who
        assert await refused(partnership_states.resume(actor, partnership)) == how, who
        assert await refused(partnership_states.end(actor, partnership, reason="x")) == how, who
        assert await refused(partnership_states.limit(actor, partnership, allowed_roles=[])) == how, who
    mia = world.actor(world.mia)
    for id_ in (None, uuid4()):
        assert await refused(partnership_states.end(mia, id_, reason="x")) == "NOT_FOUND partnershipId"
    assert await outcome(partnership_states.suspend(mia, partnership, reason="x")) == DONE
    assert await outcome(partnership_states.resume(mia, partnership)) == DONE
    assert await outcome(partnership_states.end(mia, partnership, reason="x")) == DONE
