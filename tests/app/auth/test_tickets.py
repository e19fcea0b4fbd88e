"""Tickets: for one purpose, one person in one session, and a few minutes."""

from __future__ import annotations

from base64 import urlsafe_b64encode
from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

from app.auth.actor import Actor
from app.auth.tickets import Purpose, issue, redeem
from app.core.logs import _clean
from app.core.runtime import Runtime, now
from app.models import Membership, MembershipStatus, Participant, Session
from tests.partners import act, connect
from tests.world import ORIGIN, World

MINUTES = timedelta(minutes=5)
UP, DOWN = Purpose.UPLOAD, Purpose.DOWNLOAD


async def test_given_a_ticket_when_redeemed_then_it_says_who_holds_it_and_for_what(runtime: Runtime, world: World) -> None:
    for user in (world.sam, world.cara):  # of a tenant, and of none
        actor, subject = world.actor(user), uuid4()
        ticket, ends = issue(DOWN, subject, actor, MINUTES)
        assert ends == now() + MINUTES
        assert await redeem(DOWN, ticket, ORIGIN) == (actor, subject)


async def test_given_the_same_second_when_issued_again_then_it_is_the_same_ticket(runtime: Runtime, world: World) -> None:
    actor, subject = world.actor(world.sam), uuid4()
    first = issue(DOWN, subject, actor, MINUTES)
    runtime.clock.advance(timedelta(milliseconds=999))
    assert issue(DOWN, subject, actor, MINUTES) == first
    runtime.clock.advance(timedelta(milliseconds=1))
    assert issue(DOWN, subject, actor, MINUTES) != first


async def test_given_a_ticket_when_its_time_is_over_then_it_is_none(runtime: Runtime, world: World) -> None:
    ticket, _ = issue(DOWN, uuid4(), world.actor(world.sam), MINUTES)
    runtime.clock.advance(MINUTES - timedelta(milliseconds=1))
    assert await redeem(DOWN, ticket, ORIGIN)
    runtime.clock.advance(timedelta(milliseconds=1))
    assert await redeem(DOWN, ticket, ORIGIN) is None


async def test_given_a_ticket_when_used_for_something_else_or_changed_in_any_place_then_it_is_none(world: World) -> None:
    ticket, _ = issue(DOWN, uuid4(), world.actor(world.sam), MINUTES)
    assert await redeem(DOWN, ticket, ORIGIN)
    assert await redeem(UP, ticket, ORIGIN) is None
    said, _, mark = ticket.partition(".")
    for at in range(0, len(said), 7):
        changed = said[:at] + ("A" if said[at] != "A" else "B") + said[at + 1 :]
        assert await redeem(DOWN, f"{changed}.{mark}", ORIGIN) is None
    foreign = urlsafe_b64encode(bytes(32)).decode().rstrip("=")
    for wrong in (f"{said}.{foreign}", said, f"{said}.", f".{mark}", f"{ticket}.x", "", ".", "ä.ö", f"{said}.{mark[:-4]}"):
        assert await redeem(DOWN, wrong, ORIGIN) is None, wrong


async def test_given_a_ticket_when_the_session_has_ended_or_gone_elsewhere_then_it_is_none(world: World) -> None:
    ticket, _ = issue(DOWN, uuid4(), world.actor(world.sam), MINUTES)
    session = Session.filter(id=world.sessions[world.sam.id])
    assert await redeem(DOWN, ticket, ORIGIN)
    await session.update(tenant_id=None)
    assert await redeem(DOWN, ticket, ORIGIN) is None
    await session.update(tenant_id=world.northwind.id)
    assert await redeem(DOWN, ticket, ORIGIN)
    await session.update(revoked_at=now())
    assert await redeem(DOWN, ticket, ORIGIN) is None


async def test_given_a_ticket_when_rights_have_changed_since_then_it_says_those_of_now(world: World) -> None:
    ticket, _ = issue(DOWN, uuid4(), world.actor(world.sam), MINUTES)
    await Membership.filter(user_id=world.sam.id).update(roles=set())
    held = await redeem(DOWN, ticket, ORIGIN)
    assert held
    assert held[0].permissions == frozenset()
    await Membership.filter(user_id=world.sam.id).delete()
    assert await redeem(DOWN, ticket, ORIGIN) is None


async def test_given_a_ticket_of_an_acting_session_when_redeemed_then_it_holds_as_long_as_the_session(
    runtime: Runtime, world: World
) -> None:
    acting, subject = await act(world, await connect(world), minutes=3), uuid4()
    ticket, _ = issue(DOWN, subject, acting, MINUTES)
    assert await redeem(DOWN, ticket, ORIGIN) == (acting, subject)
    await Membership.filter(user_id=world.mia.id).update(status=MembershipStatus.DEACTIVATED)
    assert await redeem(DOWN, ticket, ORIGIN) is None
    await Membership.filter(user_id=world.mia.id).update(status=MembershipStatus.ACTIVE)
    assert await redeem(DOWN, ticket, ORIGIN)
    runtime.clock.advance(timedelta(minutes=3))
    assert await redeem(DOWN, ticket, ORIGIN) is None


async def test_given_an_acting_session_when_a_ticket_names_it_as_a_session_of_ones_own_or_of_another_partner_then_it_is_none(
    world: World,
) -> None:
    acting = await act(world, await connect(world))
    assert await redeem(DOWN, issue(DOWN, uuid4(), acting, MINUTES)[0], ORIGIN)
    own = world.actor(world.mia)
    for wrong in (
        replace(acting, partner_id=None), replace(acting, partner_id=world.contoso.id), replace(acting, tenant_id=world.northwind.id),
        replace(acting, user_id=world.ada.id), replace(own, partner_id=world.northwind.id), replace(acting, session_id=own.session_id),
    ):  # fmt: skip
        assert await redeem(DOWN, issue(DOWN, uuid4(), wrong, MINUTES)[0], ORIGIN) is None


async def test_given_nobody_s_session_when_redeemed_then_it_is_none(world: World) -> None:
    without = Actor(user_id=world.sam.id, tenant_id=world.northwind.id)
    ticket, _ = issue(DOWN, uuid4(), without, MINUTES)
    assert await redeem(DOWN, ticket, ORIGIN) is None
    assert await Participant.all().count() == 3


async def test_given_a_ticket_in_a_log_when_written_then_it_can_not_be_used(world: World) -> None:
    for _ in range(50):
        ticket, _ends = issue(DOWN, uuid4(), world.actor(world.sam), MINUTES)
        mark = ticket.partition(".")[2]
        assert mark not in _clean(None, "", f'{{"path": "/files/{ticket}"}}')
