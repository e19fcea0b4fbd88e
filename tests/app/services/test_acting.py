"""Beginning to work inside a customer's tenant: who may, for what reason and how long, and what both sides have of it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import Any
from uuid import uuid4

import jwt
import pytest

from app.auth.permissions import ACTING
from app.core.runtime import Runtime, now
from app.models import (
    AccessLevel,
    ActingSession,
    Customer,
    CustomerStaff,
    Membership,
    MembershipStatus,
    Partnership,
    PartnershipKind,
    RefreshToken,
    Role,
    Session,
)
from app.services import acting
from tests.app.services.acting import WHY, inside, opened, told
from tests.app.services.inviting import refused
from tests.outcomes import outcome
from tests.partners import Connected, act, connect
from tests.world import World, mails, rows, snapshot


async def test_given_an_msp_admin_when_acting_begins_then_the_token_is_theirs_in_the_customers_tenant_and_ends_with_it(
    runtime: Runtime, world: World
) -> None:
    connected = await connect(world)
    started = await acting.start(world.actor(world.mia), connected.record.id, reason=f"  {WHY} ", minutes=45)
    session = await ActingSession.get(id=started.session_id)
    assert (session.actor_id, session.partner_id, session.customer_id) == (world.mia.id, world.northwind.id, connected.tenant.id)
    assert (session.partnership_id, session.record_id, session.reason) == (connected.partnership.id, connected.record.id, WHY)
    assert (session.started_at, session.expires_at) == (now(), now() + timedelta(minutes=45))
    assert (session.ended_at, session.ended_by) == (None, None)
    assert started.access_token_expires_at == session.expires_at
    said = jwt.decode(started.access_token, options={"verify_signature": False})
    assert said["exp"] == session.expires_at.timestamp()
    actor = await inside(started)
    assert (actor.user_id, actor.tenant_id, actor.partner_id) == (world.mia.id, connected.tenant.id, world.northwind.id)
    assert (actor.session_id, actor.permissions) == (started.session_id, ACTING)
    runtime.clock.advance(timedelta(minutes=45))
    assert await opened(started.access_token) is None


async def test_given_a_second_that_has_begun_when_acting_begins_then_token_and_session_end_together(runtime: Runtime, world: World) -> None:
    connected = await connect(world)
    runtime.clock.advance(timedelta(milliseconds=731))
    started = await acting.start(world.actor(world.mia), connected.record.id, reason=WHY, minutes=1)
    session = await ActingSession.get(id=started.session_id)
    assert started.access_token_expires_at == session.expires_at <= session.started_at + timedelta(minutes=1)


async def test_given_an_acting_session_when_it_begins_then_nothing_renews_it_and_nobody_is_mailed(world: World) -> None:
    connected = await connect(world)
    before = await rows("session"), await RefreshToken.all().count(), await rows("mail")
    started = await acting.start(world.actor(world.mia), connected.record.id, reason=WHY)
    assert (await rows("session"), await RefreshToken.all().count(), await rows("mail")) == before
    assert await mails() == []
    assert started.access_token not in repr(started)


async def test_given_an_acting_session_when_it_begins_then_both_logs_say_who_from_where_but_not_why(world: World) -> None:
    connected = await connect(world)
    mia = world.actor(world.mia)
    started = await acting.start(mia, connected.record.id, reason=WHY)
    expected = {
        "actor": world.mia.id, "partner": world.northwind.id, "acting": None, "session": mia.session_id, "kind": "acting_session",
        "target": started.session_id, "changes": {"expiresAt": [None, started.access_token_expires_at.isoformat()]},
    }  # fmt: skip
    assert await told("acting.started", connected.tenant.id) == await told("acting.started", world.northwind.id) == [expected]
    assert await rows("event") == 2


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ({"reason": " \n "}, "REQUIRED reason"),
        ({"reason": "x" * 2001}, "TOO_LONG reason"),
        ({"reason": "a\x00b"}, "INVALID reason"),
        ({"minutes": 0}, "INVALID minutes"),
        ({"minutes": -5}, "INVALID minutes"),
        ({"minutes": 61}, "INVALID minutes"),
        ({"minutes": 2**31 - 1}, "INVALID minutes"),
        ({"reason": "", "minutes": 0}, "REQUIRED reason; INVALID minutes"),
    ],
)
async def test_given_wrong_facts_when_acting_begins_then_all_of_them_are_told_and_nothing_is_written(
    world: World, facts: dict[str, Any], expected: str
) -> None:
    connected, mia = await connect(world), world.actor(world.mia)
    for minutes in (1, 60):
        await acting.start(mia, connected.record.id, reason="x" * 2000, minutes=minutes)
    assert await refused(acting.start(mia, connected.record.id, **{"reason": WHY} | facts)) == expected
    assert await refused(acting.start(mia, uuid4(), **{"reason": WHY} | facts)) == f"{expected}; NOT_FOUND customerId"


async def a_seller(world: World, _: Connected) -> None:
    await Membership.filter(user_id=world.mia.id).update(roles={Role.SALES_ENGINEER})
    world.roles[world.mia.id] = frozenset({Role.SALES_ENGINEER})


async def an_admin(world: World, _: Connected) -> None:
    world.roles[world.mia.id] = frozenset({Role.TENANT_ADMIN})


async def without_a_place(world: World, connected: Connected) -> None:
    await Membership.filter(user_id=world.ada.id).update(roles={Role.MSP_ADMIN})
    await CustomerStaff.create(customer_id=connected.record.id, user_id=world.ada.id, level=AccessLevel.MANAGE, created_at=now())


async def with_a_place_to_view(world: World, connected: Connected) -> None:
    await without_a_place(world, connected)
    await CustomerStaff.create(customer_id=connected.record.id, user_id=world.mia.id, level=AccessLevel.VIEW, created_at=now())


async def suspended(_: World, connected: Connected) -> None:
    await Partnership.filter(id=connected.partnership.id).update(suspended_by_customer_at=now())


async def ended(_: World, connected: Connected) -> None:
    await Partnership.filter(id=connected.partnership.id).update(ended_at=now())


async def a_reseller(_: World, connected: Connected) -> None:
    await Partnership.filter(id=connected.partnership.id).update(kind=PartnershipKind.RESELLER_WITH_SUPPORT)


async def a_prospect(_: World, connected: Connected) -> None:
    await Customer.filter(id=connected.record.id).update(partnership_id=None, organization_id=None)


async def signed_out(world: World, _: Connected) -> None:
    await Session.filter(id=world.sessions[world.mia.id]).update(revoked_at=now())


async def gone_elsewhere(world: World, _: Connected) -> None:
    await Session.filter(id=world.sessions[world.mia.id]).update(tenant_id=world.contoso.id)


async def deactivated(world: World, _: Connected) -> None:
    await Membership.filter(user_id=world.mia.id).update(status=MembershipStatus.DEACTIVATED)


REFUSALS: dict[Callable[[World, Connected], Awaitable[None]], str] = {
    a_seller: "FORBIDDEN",
    an_admin: "FORBIDDEN",
    without_a_place: "FORBIDDEN",
    with_a_place_to_view: "FORBIDDEN",
    suspended: "CAPABILITY_REQUIRED customerId",
    ended: "CAPABILITY_REQUIRED customerId",
    a_reseller: "CAPABILITY_REQUIRED customerId",
    a_prospect: "CAPABILITY_REQUIRED customerId",
    signed_out: "UNAUTHENTICATED",
    gone_elsewhere: "UNAUTHENTICATED",
    deactivated: "UNAUTHENTICATED",
}


@pytest.mark.parametrize("otherwise", REFUSALS, ids=lambda one: one.__name__)
async def test_given_who_may_not_or_a_partnership_that_does_not_allow_it_when_acting_begins_then_it_does_not(
    world: World, otherwise: Callable[[World, Connected], Awaitable[None]]
) -> None:
    connected = await connect(world)
    await acting.start(world.actor(world.mia), connected.record.id, reason=WHY)
    await otherwise(world, connected)
    assert await refused(acting.start(world.actor(world.mia), connected.record.id, reason=WHY)) == REFUSALS[otherwise]


async def test_given_a_place_to_manage_when_acting_begins_then_it_does(world: World) -> None:
    connected = await connect(world)
    await CustomerStaff.create(customer_id=connected.record.id, user_id=world.mia.id, level=AccessLevel.MANAGE, created_at=now())
    assert await outcome(acting.start(world.actor(world.mia), connected.record.id, reason=WHY)) == "done"


async def test_given_customers_of_others_when_acting_begins_then_they_do_not_exist(world: World) -> None:
    connected = await connect(world)
    await Membership.filter(user_id=world.otto.id).update(roles={Role.MSP_ADMIN})
    world.roles[world.otto.id] = frozenset({Role.MSP_ADMIN})
    assert await outcome(acting.start(world.actor(world.mia), connected.record.id, reason=WHY)) == "done"
    for who, customer in ((world.otto, connected.record.id), (world.mia, world.contoso_customer.id), (world.mia, None)):
        assert await refused(acting.start(world.actor(who), customer, reason=WHY)) == "NOT_FOUND customerId"


async def test_given_nobody_and_who_acts_already_when_acting_begins_then_refused(world: World) -> None:
    connected = await connect(world)
    assert await refused(acting.start(world.nobody, connected.record.id, reason=WHY)) == "UNAUTHENTICATED"
    within = await act(world, connected)
    assert await refused(acting.start(within, connected.record.id, reason=WHY)) == "FORBIDDEN"
    before = await snapshot()
    assert await outcome(acting.start(world.actor(connected.admin), connected.record.id, reason=WHY)) == "FORBIDDEN"
    assert await snapshot() == before
