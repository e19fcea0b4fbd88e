"""Ending acting sessions: by whoever acts, by either side, with the person's own sessions, and with what they stand on."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID, uuid4

import pytest

from app.auth.actor import Actor
from app.core import db
from app.core.errors import Refusal, Refused
from app.core.runtime import Runtime, now
from app.models import (
    AccessLevel,
    ActingSession,
    CustomerStaff,
    Event,
    EventOrigin,
    Membership,
    MembershipStatus,
    PartnershipSide,
    Role,
    Session,
    Tenant,
    User,
)
from app.services import accounts, acting, acting_endings, customer_access, member_roles, member_status, sessions
from app.services.acting import Started
from tests.app.services.acting import WHY, inside, opened, told
from tests.app.services.inviting import refused
from tests.outcomes import outcome
from tests.partners import Connected, act, connect
from tests.world import PASSWORD, World, mails, snapshot


@dataclass
class Scene:
    """Mia at work inside Umbrella. Zoe is an MSP admin of Northwind's, too; vic one of Umbrella's own."""

    connected: Connected
    started: Started
    zoe: Actor
    vic: Actor

    async def state(self) -> tuple[datetime | None, PartnershipSide | None]:
        """When and by which side it was ended."""
        session = await ActingSession.get(id=self.started.session_id)
        return session.ended_at, session.ended_by


@pytest.fixture
async def scene(world: World) -> Scene:
    """The scene."""
    connected = await connect(world)
    zoe, vic = await employ(world, world.kim, world.northwind), await employ(world, connected.member, connected.tenant)
    started = await acting.start(world.actor(world.mia), connected.record.id, reason=WHY)
    return Scene(connected, started, zoe, vic)


async def employ(world: World, user: User, tenant: Tenant) -> Actor:
    """Somebody as an MSP admin."""
    await Membership.filter(user_id=user.id, tenant_id=tenant.id).update(roles={Role.MSP_ADMIN})
    world.roles[user.id] = frozenset({Role.MSP_ADMIN})
    return world.actor(user)


# By whom


async def the_person_in_it(world: World, scene: Scene) -> Actor:
    return await inside(scene.started)


async def the_person_at_home(world: World, scene: Scene) -> Actor:
    return world.actor(world.mia)


async def a_colleague_who_manages(world: World, scene: Scene) -> Actor:
    return scene.zoe


async def the_customers_admin(world: World, scene: Scene) -> Actor:
    return world.actor(scene.connected.admin)


Who = Callable[[World, Scene], Awaitable[Actor]]
ENDERS: dict[Who, PartnershipSide] = {
    the_person_in_it: PartnershipSide.PARTNER,
    the_person_at_home: PartnershipSide.PARTNER,
    a_colleague_who_manages: PartnershipSide.PARTNER,
    the_customers_admin: PartnershipSide.CUSTOMER,
}


@pytest.mark.parametrize("who", ENDERS, ids=lambda who: who.__name__)
async def test_given_an_acting_session_when_ended_then_its_next_request_is_refused_and_both_logs_say_by_whom(
    world: World, scene: Scene, who: Who
) -> None:
    actor, side = await who(world, scene), ENDERS[who]
    assert await opened(scene.started.access_token)
    assert await acting_endings.end(actor, scene.started.session_id) == scene.started.session_id
    assert await opened(scene.started.access_token) is None
    assert await scene.state() == (now(), side)
    expected = {
        "actor": actor.user_id, "partner": world.northwind.id if side is PartnershipSide.PARTNER else None,
        "acting": actor.session_id if actor.acting else None, "session": None if actor.acting else actor.session_id,
        "kind": "acting_session", "target": scene.started.session_id, "changes": {"endedBy": [None, side.value]},
    }  # fmt: skip
    at_home, at_customer = [await told("acting.ended", tenant.id) for tenant in (world.northwind, scene.connected.tenant)]
    assert at_customer == [expected]
    assert at_home == [expected if actor.tenant_id != scene.connected.tenant.id or actor.acting else {**expected, "session": None}]
    assert await mails() == []


@pytest.mark.parametrize("who", ENDERS, ids=lambda who: who.__name__)
async def test_given_an_acting_session_that_is_over_when_ended_again_then_success_and_nothing_changes(
    world: World, scene: Scene, who: Who
) -> None:
    actor = await who(world, scene)
    await acting_endings.end(world.actor(scene.connected.admin), scene.started.session_id)
    before = await snapshot()
    assert await acting_endings.end(actor, scene.started.session_id) == scene.started.session_id
    assert await snapshot() == before


async def test_given_an_acting_session_whose_time_is_over_when_ended_then_success_and_nothing_changes(
    runtime: Runtime, world: World, scene: Scene
) -> None:
    runtime.clock.advance(timedelta(minutes=30))
    before = await snapshot()
    await acting_endings.end(world.actor(scene.connected.admin), scene.started.session_id)
    assert await snapshot() == before
    assert await scene.state() == (None, None)


async def test_given_who_only_sees_it_when_ending_then_forbidden_and_who_does_not_then_not_found(world: World, scene: Scene) -> None:
    id_, record = scene.started.session_id, scene.connected.record.id
    assert await refused(acting_endings.end(scene.vic, id_)) == "FORBIDDEN", "reads partnerships at the customer, consents to nothing"
    assert await refused(acting_endings.end(world.nobody, id_)) == "UNAUTHENTICATED"
    for who in (world.ada, world.sam, world.max, world.otto, world.cara):
        assert await refused(acting_endings.end(world.actor(who), id_)) == "NOT_FOUND sessionId"
    for unknown in (None, uuid4()):
        assert await refused(acting_endings.end(world.actor(world.mia), unknown)) == "NOT_FOUND sessionId"
    await CustomerStaff.create(customer_id=record, user_id=world.mia.id, level=AccessLevel.MANAGE, created_at=now())
    assert await refused(acting_endings.end(scene.zoe, id_)) == "NOT_FOUND sessionId", "has lost the place"
    for who in (world.kim, world.ada):
        await CustomerStaff.create(customer_id=record, user_id=who.id, level=AccessLevel.VIEW, created_at=now())
    assert await refused(acting_endings.end(scene.zoe, id_)) == "FORBIDDEN", "has a place to view"
    assert await refused(acting_endings.end(world.actor(world.ada), id_)) == "FORBIDDEN"
    assert await outcome(acting_endings.end(world.actor(world.mia), id_)) == "done"


async def test_given_two_acting_sessions_when_one_ends_the_other_then_forbidden_and_it_goes_on(world: World, scene: Scene) -> None:
    own_other = await acting.start(world.actor(world.mia), scene.connected.record.id, reason=WHY)
    colleagues = await acting.start(scene.zoe, scene.connected.record.id, reason=WHY)
    elsewhere = await acting.start(
        world.actor(world.mia), (await connect(world, "Wayne", people=("will", "wes"))).record.id, reason=WHY
    )  # fmt: skip
    actor = await inside(scene.started)
    for other, answer in ((own_other, "FORBIDDEN"), (colleagues, "FORBIDDEN"), (elsewhere, "NOT_FOUND sessionId")):
        assert await refused(acting_endings.end(actor, other.session_id)) == answer
        assert await opened(other.access_token)
    assert await outcome(acting_endings.end(actor, scene.started.session_id)) == "done"


# With sessions and passwords


async def test_given_an_acting_session_when_signing_out_in_it_then_it_alone_ends(world: World, scene: Scene) -> None:
    other = await acting.start(world.actor(world.mia), scene.connected.record.id, reason=WHY)
    actor = await inside(scene.started)
    assert await refused(sessions.sign_out(actor, everywhere=True)) == "FORBIDDEN"
    await sessions.sign_out(actor, everywhere=False)
    assert await opened(scene.started.access_token) is None
    assert await opened(other.access_token)
    assert (await Session.get(id=world.sessions[world.mia.id])).revoked_at is None
    assert await scene.state() == (now(), PartnershipSide.PARTNER)
    assert len(await told("acting.ended", scene.connected.tenant.id)) == len(await told("acting.ended", world.northwind.id)) == 1


async def test_given_an_acting_session_when_the_person_signs_out_here_then_it_goes_on_and_everywhere_then_it_ends(
    world: World, scene: Scene
) -> None:
    async with db.transaction():
        other = await sessions.start(world.mia.id, world.northwind.id, world.actor(world.mia).origin)
    colleagues = await acting.start(scene.zoe, scene.connected.record.id, reason=WHY)
    await sessions.sign_out(world.actor(world.mia), everywhere=False)
    assert await opened(scene.started.access_token)
    await sessions.sign_out(other.actor, everywhere=True)
    assert await opened(scene.started.access_token) is None
    assert await opened(colleagues.access_token)
    assert await scene.state() == (now(), PartnershipSide.PARTNER)


async def test_given_nobody_when_signing_out_then_unauthenticated(world: World, scene: Scene) -> None:
    for everywhere in (False, True):
        assert await refused(sessions.sign_out(world.nobody, everywhere=everywhere)) == "UNAUTHENTICATED"
    with pytest.raises(Refused) as refusal:
        await acting_endings.end_itself(world.actor(world.mia))
    assert refusal.value.code is Refusal.UNAUTHENTICATED


async def test_given_an_acting_session_when_the_persons_password_is_reset_then_it_ends_and_no_log_says_whence(
    world: World, scene: Scene
) -> None:
    await accounts.request_password_reset(world.nobody, email=world.mia.email)
    token = (await mails(world.mia.email))[-1].token
    assert await opened(scene.started.access_token)
    await accounts.reset_password(world.nobody, token=token, password="a quiet river in autumn")
    assert await opened(scene.started.access_token) is None
    assert await scene.state() == (now(), PartnershipSide.PARTNER)
    expected = {
        "actor": world.mia.id, "partner": world.northwind.id, "acting": None, "session": None, "kind": "acting_session",
        "target": scene.started.session_id, "changes": {"endedBy": [None, "PARTNER"]},
    }  # fmt: skip
    assert await told("acting.ended", scene.connected.tenant.id) == await told("acting.ended", world.northwind.id) == [expected]
    ended = await Event.filter(action="acting.ended").values_list("id", flat=True)
    assert not await EventOrigin.filter(event_id__in=ended).exists()


async def test_given_an_acting_session_when_the_person_changes_the_password_then_it_ends(world: World, scene: Scene) -> None:
    await accounts.change_password(world.actor(world.mia), current_password=PASSWORD, new_password="a quiet river in autumn")
    assert await opened(scene.started.access_token) is None


# With what they stand on


async def losing_the_membership(world: World, _: Scene) -> None:
    await Membership.filter(user_id=world.mia.id).update(status=MembershipStatus.DEACTIVATED)


async def losing_the_role(world: World, _: Scene) -> None:
    await Membership.filter(user_id=world.mia.id).update(roles={Role.SALES_ENGINEER})


async def losing_the_place(world: World, scene: Scene) -> None:
    await CustomerStaff.create(customer_id=scene.connected.record.id, user_id=world.kim.id, level=AccessLevel.MANAGE, created_at=now())


@pytest.mark.parametrize("losing", [losing_the_membership, losing_the_role, losing_the_place], ids=lambda one: one.__name__)
async def test_given_a_person_who_could_not_begin_any_more_when_told_so_then_their_acting_sessions_end_for_good(
    world: World, scene: Scene, losing: Callable[[World, Scene], Awaitable[None]]
) -> None:
    colleagues = await acting.start(scene.zoe, scene.connected.record.id, reason=WHY)
    ada, before = world.actor(world.ada), await snapshot()
    async with db.transaction():
        await acting_endings.end_unfounded(ada, world.northwind.id)
    assert await snapshot() == before, "all of them stand on something"
    async with db.transaction():
        await losing(world, scene)
        await acting_endings.end_unfounded(ada, world.northwind.id)
    assert await scene.state() == (now(), PartnershipSide.SYSTEM)
    assert (await ActingSession.get(id=colleagues.session_id)).ended_at is None
    expected = {
        "actor": world.ada.id, "partner": world.northwind.id, "acting": None, "session": ada.session_id, "kind": "acting_session",
        "target": scene.started.session_id, "changes": {"endedBy": [None, "SYSTEM"]},
    }  # fmt: skip
    assert await told("acting.ended", scene.connected.tenant.id) == await told("acting.ended", world.northwind.id) == [expected]


async def losing_the_place_by_service(world: World, scene: Scene) -> None:
    places = [customer_access.Place(world.kim.id, AccessLevel.MANAGE)]
    await customer_access.update(scene.zoe, scene.connected.record.id, staff=places)


async def losing_the_membership_by_service(world: World, _: Scene) -> None:
    await member_status.deactivate(world.actor(world.ada), (await Membership.get(user_id=world.mia.id)).id)


async def losing_the_role_by_service(world: World, _: Scene) -> None:
    await member_roles.change(world.actor(world.ada), (await Membership.get(user_id=world.mia.id)).id, roles=[Role.SALES_ENGINEER])


@pytest.mark.parametrize(
    "losing",
    [losing_the_place_by_service, losing_the_membership_by_service, losing_the_role_by_service],
    ids=lambda one: one.__name__,
)
async def test_given_what_an_acting_session_stands_on_when_taken_and_given_back_then_it_stays_ended(
    world: World, scene: Scene, losing: Callable[[World, Scene], Awaitable[None]]
) -> None:
    await losing(world, scene)
    assert await scene.state() == (now(), PartnershipSide.SYSTEM)
    await CustomerStaff.all().delete()
    await Membership.filter(user_id=world.mia.id).update(status=MembershipStatus.ACTIVE, roles={Role.MSP_ADMIN})
    assert await opened(scene.started.access_token) is None
    await ActingSession.filter(id=scene.started.session_id).update(ended_at=None)
    assert await opened(scene.started.access_token), "it would have come back"


async def test_given_a_partner_whose_own_partner_administers_it_when_a_right_is_taken_inside_then_each_log_says_so_once(
    world: World, scene: Scene
) -> None:
    """Contoso acts in Northwind's tenant, and takes the right of Northwind's mia who acts in Umbrella's."""
    from_contoso = Actor(world.otto.id, world.northwind.id, (await act(world, scene.connected)).session_id, partner_id=world.contoso.id)
    async with db.transaction():
        await losing_the_role(world, scene)
        await acting_endings.end_unfounded(from_contoso, world.northwind.id)
    logs: dict[UUID, list[UUID | None]] = {
        tenant.id: [event["partner"] for event in await told("acting.ended", tenant.id) if event["target"] == scene.started.session_id]
        for tenant in (world.northwind, scene.connected.tenant, world.contoso)
    }
    assert logs == {world.northwind.id: [world.contoso.id], scene.connected.tenant.id: [None], world.contoso.id: [world.contoso.id]}
