"""Acting sessions when two things happen at once: nothing begins that has just lost what it stands on, and one ending wins."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any
from uuid import UUID

import pytest

from app.auth.actor import Actor
from app.core import db
from app.core.runtime import Runtime, now
from app.models import (
    AccessLevel,
    ActingSession,
    CustomerStaff,
    Membership,
    Partnership,
    PartnershipSide,
    Role,
)
from app.services import accounts, acting, acting_endings, customer_access, member_roles, member_status, partnerships, pocs, sessions
from tests.app.services.acting import WHY, opened, told
from tests.app.services.membering import id_of
from tests.app.services.test_poc_waiting import at_once, behind, meanwhile, on_postgres
from tests.outcomes import DONE
from tests.partners import Connected, connect
from tests.world import World, mails

PASSWORD = "a quiet river in autumn"


async def suspend(actor: Actor, connected: Connected) -> None:
    """As the customer suspends: behind the partnership's lock."""
    async with db.transaction():
        partnership = await Partnership.select_for_update(no_key=True).get(id=connected.partnership.id)
        await Partnership.filter(id=partnership.id).update(suspended_by_customer_at=now())
        await partnerships.end_acting(actor, partnership)


async def deactivate(world: World, heir: UUID | None = None) -> None:
    """The partner's tenant admin takes mia's membership."""
    await member_status.deactivate(world.actor(world.ada), await id_of(world.mia, world.northwind), reassign_pocs_to=heir)


async def demote(world: World) -> None:
    """The partner's tenant admin takes mia's role."""
    await member_roles.change(world.actor(world.ada), await id_of(world.mia, world.northwind), roles={Role.SALES_ENGINEER})


async def reset(world: World) -> None:
    """Mia sets another password by a mailed link."""
    await accounts.reset_password(world.nobody, token=(await mails(world.mia.email))[-1].token, password=PASSWORD)


Loss = Callable[[World, Connected], Awaitable[None]]
LOSSES: dict[str, tuple[Loss, str]] = {
    "suspended": (lambda world, connected: suspend(world.actor(connected.admin), connected), "CAPABILITY_REQUIRED customerId"),
    "deactivated": (lambda world, _: deactivate(world), "UNAUTHENTICATED"),
    "demoted": (lambda world, _: demote(world), "FORBIDDEN"),
    "reset": (lambda world, _: reset(world), "UNAUTHENTICATED"),
    "signed out everywhere": (lambda world, _: sessions.sign_out(world.actor(world.mia), everywhere=True), "UNAUTHENTICATED"),
}


@on_postgres
@pytest.mark.parametrize("loss", LOSSES)
async def test_given_what_it_stands_on_is_being_taken_when_acting_begins_meanwhile_then_it_waits_and_does_not(
    runtime: Runtime, world: World, loss: str
) -> None:
    connected = await connect(world)
    await accounts.request_password_reset(world.nobody, email=world.mia.email)
    take, answer = LOSSES[loss]
    beginning = acting.start(world.actor(world.mia), connected.record.id, reason=WHY)
    async with meanwhile(_as_coroutine(take(world, connected)), beginning) as trying:
        assert await trying == {answer: 1}
    assert not await ActingSession.exists()
    assert await told("acting.started", connected.tenant.id) == []


@on_postgres
@pytest.mark.parametrize("loss", LOSSES)
async def test_given_an_acting_session_that_is_beginning_when_what_it_stands_on_is_taken_meanwhile_then_it_is_ended(
    runtime: Runtime, world: World, loss: str
) -> None:
    connected = await connect(world)
    await accounts.request_password_reset(world.nobody, email=world.mia.email)
    take, _ = LOSSES[loss]
    begun: list[acting.Started] = []

    async def begin() -> None:
        begun.append(await acting.start(world.actor(world.mia), connected.record.id, reason=WHY))

    async with meanwhile(begin(), take(world, connected)) as trying:
        assert await trying == {DONE: 1}
    assert (await ActingSession.get()).ended_at == now()
    assert await opened(begun[0].access_token) is None
    assert len(await told("acting.ended", connected.tenant.id)) == 1


async def test_given_beginnings_and_suspensions_when_at_once_then_never_an_open_acting_session_of_a_suspended_partnership(
    runtime: Runtime, world: World
) -> None:
    connected = await connect(world)
    mia, admin = world.actor(world.mia), world.actor(connected.admin)
    for _ in range(5):
        await Partnership.filter(id=connected.partnership.id).update(suspended_by_customer_at=None)
        beginnings = [acting.start(mia, connected.record.id, reason=WHY) for _ in range(3)]
        ended = await at_once(*beginnings, suspend(admin, connected))
        assert ended.keys() <= {DONE, "CAPABILITY_REQUIRED customerId"}
        assert not await ActingSession.filter(ended_at=None).exists()


async def test_given_one_acting_session_when_everybody_ends_it_at_once_then_it_is_ended_and_told_once(
    runtime: Runtime, world: World
) -> None:
    connected = await connect(world)
    mia, admin = world.actor(world.mia), world.actor(connected.admin)
    for round_ in range(1, 6):
        started = await acting.start(mia, connected.record.id, reason=WHY)
        enders = [acting_endings.end(who, started.session_id) for who in (mia, admin, mia, admin)]
        assert await at_once(*enders) == {DONE: 4}
        session = await ActingSession.get(id=started.session_id)
        assert (session.ended_at, session.ended_by in (PartnershipSide.PARTNER, PartnershipSide.CUSTOMER)) == (now(), True)
        assert len(await told("acting.ended", connected.tenant.id)) == len(await told("acting.ended", world.northwind.id)) == round_


async def test_given_an_ending_and_requests_when_at_once_then_each_request_is_before_it_or_refused(runtime: Runtime, world: World) -> None:
    connected = await connect(world)
    started = await acting.start(world.actor(world.mia), connected.record.id, reason=WHY)
    seen: list[bool] = []

    async def asks() -> None:
        seen.append(await opened(started.access_token) is not None)

    ended = await at_once(*[asks() for _ in range(6)], acting_endings.end(world.actor(connected.admin), started.session_id), asks())
    assert ended == {DONE: 8}
    await asks()
    assert len(seen) == 8
    assert seen[-1] is False, "after it, none"


@on_postgres
async def test_given_who_is_being_deactivated_when_acting_begins_in_the_middle_then_nobody_waits_in_a_circle(
    runtime: Runtime, world: World
) -> None:
    connected = await connect(world)

    async def hold_the_heir() -> None:  # whom deactivating waits for after mia's membership, and before her sessions
        await db.fetch("select 1 from membership where user_id = :kim for no key update", {"kim": world.kim.id})

    beginning = acting.start(world.actor(world.mia), connected.record.id, reason=WHY)
    async with meanwhile(hold_the_heir(), deactivate(world, world.kim.id), behind(beginning)) as trying:
        assert await trying == {DONE: 1, "UNAUTHENTICATED": 1}
    assert not await ActingSession.exists()


@on_postgres
async def test_given_a_poc_that_is_made_when_acting_begins_while_access_is_changed_then_nobody_waits_in_a_circle(
    runtime: Runtime, world: World
) -> None:
    connected = await connect(world)
    mia, record = world.actor(world.mia), connected.record.id

    async def hold_the_record() -> None:
        await db.fetch("select 1 from customer where id = :id for no key update", {"id": record})

    making = pocs.create(mia, customer_id=record, name="Pilot")  # waits for the record, and then for the membership
    changing = behind(customer_access.update(mia, record, staff=[]))  # has the partnership, and waits for the record
    beginning = behind(acting.start(mia, record, reason=WHY), waiting=2)
    async with meanwhile(hold_the_record(), making, changing, beginning) as trying:
        assert await trying == {DONE: 3}


@on_postgres
async def test_given_a_list_of_staff_that_is_changed_when_acting_begins_behind_the_partnerships_lock_then_by_the_new_one(
    runtime: Runtime, world: World
) -> None:
    connected = await connect(world)
    await Membership.filter(user_id=world.kim.id).update(roles={Role.MSP_ADMIN})

    async def put_kim_on_the_list() -> None:
        await db.fetch("select 1 from partnership where id = :id for no key update", {"id": connected.partnership.id})
        await CustomerStaff.create(customer_id=connected.record.id, user_id=world.kim.id, level=AccessLevel.MANAGE, created_at=now())

    beginning = acting.start(world.actor(world.mia), connected.record.id, reason=WHY)
    async with meanwhile(put_kim_on_the_list(), beginning) as trying:
        assert await trying == {"FORBIDDEN": 1}
    assert not await ActingSession.exists()


async def _as_coroutine(call: Awaitable[None]) -> Any:
    return await call
