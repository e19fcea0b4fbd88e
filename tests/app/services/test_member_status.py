"""Deactivating members and letting them back: what ends, who takes over, and what stays as it is."""

from __future__ import annotations

import asyncio
from collections import Counter
from datetime import timedelta
from uuid import uuid4

import pytest

from app.auth import bearer, limits
from app.auth.actor import Origin
from app.auth.scopes import parameters
from app.core import db
from app.core.runtime import Runtime, now
from app.models import (
    AccessLevel,
    ActingSession,
    Collaborator,
    CustomerStaff,
    Event,
    Invitation,
    Membership,
    MembershipStatus,
    Participant,
    Poc,
    Role,
    Session,
    User,
)  # fmt: skip
from app.services import collaborators, erasing, invitations, member_roles, member_status, members, participants, pocs, sessions
from tests.app.services.inviting import NEW, refused, registration, token_of
from tests.app.services.membering import employ, id_of, member, told
from tests.app.services.test_poc_waiting import meanwhile, on_postgres
from tests.outcomes import DONE, outcome
from tests.partners import act, connect
from tests.world import PASSWORD, World, mails, snapshot

ADMIN, MSP, SALES, MEMBER = Role.TENANT_ADMIN, Role.MSP_ADMIN, Role.SALES_ENGINEER, Role.MEMBER


async def test_given_a_member_when_deactivated_then_what_they_had_here_has_ended(world: World) -> None:
    ada, max_ = world.actor(world.ada), await id_of(world.max, world.northwind)
    await member_status.deactivate(ada, max_)
    row = await member(world.max, world.northwind)
    assert (row.status, row.deactivated_at, row.roles) == (MembershipStatus.DEACTIVATED, now(), {"MEMBER"})
    assert (await Session.get(id=world.sessions[world.max.id])).revoked_at == now()
    assert await bearer.actor_in(world.sessions[world.max.id], Origin()) is None
    assert await told("member.deactivated") == {(world.northwind.id, None, world.ada.id, "{'roles': [['MEMBER'], None]}")}
    assert {(tenant, actor) for tenant, _, actor, _ in await told("session.revoked")} == {(world.northwind.id, world.ada.id)}
    assert await mails() == []


async def test_given_a_person_of_two_tenants_when_deactivated_in_one_then_the_other_is_as_it_was(world: World) -> None:
    await Membership.create(user=world.max, tenant=world.contoso, roles={MEMBER}, created_at=now())
    elsewhere = await Session.create(
        user=world.max, tenant=world.contoso, created_at=now(), last_used_at=now(), expires_at=now() + timedelta(days=1)
    )
    await member_status.deactivate(world.actor(world.ada), await id_of(world.max, world.northwind))
    assert (await member(world.max, world.contoso)).status is MembershipStatus.ACTIVE
    assert (await Session.get(id=elsewhere.id)).revoked_at is None
    assert await bearer.actor_in(elsewhere.id, Origin())


async def test_given_a_deactivated_member_when_deactivated_again_then_nothing_changes_and_the_same_for_an_active_one(
    runtime: Runtime, world: World
) -> None:
    ada, max_ = world.actor(world.ada), await id_of(world.max, world.northwind)
    before = await snapshot()
    await member_status.reactivate(ada, max_)
    assert await snapshot() == before
    await member_status.deactivate(ada, max_)
    before = await snapshot()
    runtime.clock.advance(timedelta(hours=1))
    await member_status.deactivate(ada, max_, reassign_pocs_to=uuid4())
    assert await snapshot() == before


async def test_given_a_deactivated_member_when_let_back_then_they_hold_what_they_held(world: World) -> None:
    ada, kim = world.actor(world.ada), await id_of(world.kim, world.northwind)
    await member_status.deactivate(ada, kim)
    joined = await Participant.create(poc=world.active, user=world.kim, joined_at=now())
    await member_status.reactivate(ada, kim)
    row = await member(world.kim, world.northwind)
    assert (row.status, row.deactivated_at, row.roles) == (MembershipStatus.ACTIVE, None, {"SALES_ENGINEER"})
    assert await told("member.reactivated") == {(world.northwind.id, None, world.ada.id, "{'roles': [None, ['SALES_ENGINEER']]}")}
    assert (await Participant.get(id=joined.id)).ended_at == now(), "a member is no customer"
    assert await bearer.actor_in(world.sessions[world.kim.id], Origin()) is None, "the sessions that ended stay so"


async def test_given_a_member_who_was_erased_when_let_back_then_not_open(runtime: Runtime, world: World) -> None:
    ada, kim = world.actor(world.ada), await id_of(world.kim, world.northwind)
    await member_status.deactivate(ada, kim)
    may = f"select 1 from membership m where m.id = :id and {limits.members_to_reactivate(ada).on('m')}"
    assert await db.fetch_one(may, {**parameters(ada), "id": kim})
    await erasing.erase(world.kim.email)
    assert await refused(member_status.reactivate(ada, kim)) == "NOT_OPEN membershipId"
    assert not await db.fetch_one(may, {**parameters(ada), "id": kim})


async def test_given_a_list_of_staff_that_counts_again_when_an_admin_is_back_then_what_it_shuts_out_has_ended(world: World) -> None:
    connected, ada, kim = await connect(world), world.actor(world.ada), await id_of(world.kim, world.northwind)
    await member_roles.change(ada, kim, roles=[MSP])
    await CustomerStaff.create(customer_id=connected.record.id, user_id=world.kim.id, level=AccessLevel.MANAGE, created_at=now())
    for leave, come_back in (
        (member_status.deactivate(ada, kim), member_status.reactivate(ada, kim)),
        (member_roles.change(ada, kim, roles=[SALES]), member_roles.change(ada, kim, roles=[MSP])),
    ):
        await leave
        session = await act(world, connected)
        assert session.session_id
        assert await bearer.acting_in(session.session_id, Origin())
        await come_back
        assert (await ActingSession.get(id=session.session_id)).ended_at == now()


async def test_given_others_when_deactivating_or_letting_back_then_refused(world: World) -> None:
    max_, gone = await id_of(world.max, world.northwind), await employ(world, world.northwind, "gone", MEMBER, active=False)
    back = await id_of(gone, world.northwind)
    for somebody, answer in {
        "mia": "FORBIDDEN", "sam": "FORBIDDEN", "max": "FORBIDDEN", "cara": "FORBIDDEN", "otto": "NOT_FOUND membershipId",
    }.items():  # fmt: skip
        actor = world.actor(world.people[somebody])
        assert await refused(member_status.deactivate(actor, max_)) == answer, somebody
        assert await refused(member_status.reactivate(actor, back)) == answer, somebody
    assert await refused(member_status.deactivate(world.nobody, max_)) == "UNAUTHENTICATED"
    assert await refused(member_status.deactivate(world.actor(world.ada), None)) == "NOT_FOUND membershipId"
    assert await outcome(member_status.deactivate(world.actor(world.ada), max_)) == DONE
    assert await outcome(member_status.reactivate(world.actor(world.ada), back)) == DONE


async def test_given_the_last_admin_when_deactivated_then_last_admin_also_by_two_at_once(world: World) -> None:
    ada, own = world.actor(world.ada), await id_of(world.ada, world.northwind)
    assert await refused(member_status.deactivate(ada, own)) == "LAST_ADMIN membershipId"
    eve = await employ(world, world.northwind, "eve", ADMIN)
    answers = await asyncio.gather(
        outcome(member_status.deactivate(ada, await id_of(eve, world.northwind))),
        outcome(member_roles.change(world.actor(eve), own, roles=[MSP])),
    )
    assert Counter(answers) == {DONE: 1, "LAST_ADMIN membershipId": 1}


async def test_given_one_of_two_admins_when_leaving_by_themselves_then_done(world: World) -> None:
    eve = await employ(world, world.northwind, "eve", ADMIN)
    await member_status.deactivate(world.actor(eve), await id_of(eve, world.northwind))
    assert (await member(eve, world.northwind)).status is MembershipStatus.DEACTIVATED


# POCs


async def test_given_an_owner_when_deactivated_with_a_name_then_that_colleague_owns_the_pocs(world: World) -> None:
    before = await Poc.get(id=world.active.id)
    await member_status.deactivate(world.actor(world.ada), await id_of(world.sam, world.northwind), reassign_pocs_to=world.kim.id)
    owned = await Poc.filter(tenant_id=world.northwind.id)
    assert {poc.owner_id for poc in owned} == {world.kim.id}
    after = await Poc.get(id=world.active.id)
    assert (after.version, after.updated_at, after.shared_updated_at) == (before.version + 1, now(), now())
    assert await Collaborator.filter(poc_id=world.active.id, user_id=world.kim.id).count() == 1
    assert await Collaborator.filter(poc_id=world.active.id, user_id=world.sam.id).count() == 1, "a former owner stays collaborator"
    changes = str({"ownerId": [str(world.sam.id), str(world.kim.id)]})
    assert await told("poc.owner_changed") == {(world.northwind.id, None, world.ada.id, changes)}
    assert await Event.filter(action="poc.owner_changed").count() == 6


async def test_given_an_owner_when_deactivated_without_a_name_then_the_pocs_stay_and_admins_have_them(world: World) -> None:
    await member_status.deactivate(world.actor(world.ada), await id_of(world.sam, world.northwind))
    assert (await Poc.get(id=world.active.id)).owner_id == world.sam.id
    await pocs.update(world.actor(world.ada), world.active.id, name="Looked after")
    await pocs.update(world.actor(world.ada), world.active.id, owner_id=world.kim.id)
    assert (await Poc.get(id=world.active.id)).owner_id == world.kim.id


async def test_given_a_name_that_can_not_be_when_deactivating_then_refused_at_its_path(world: World) -> None:
    ada, sam = world.actor(world.ada), await id_of(world.sam, world.northwind)
    gone = await employ(world, world.northwind, "gone", SALES, active=False)
    for heir, code in (
        (uuid4(), "NOT_FOUND"), (world.olga.id, "NOT_FOUND"), (world.cara.id, "NOT_FOUND"), (gone.id, "NOT_FOUND"),
        (world.max.id, "INVALID"), (world.sam.id, "INVALID"),
    ):  # fmt: skip
        assert await refused(member_status.deactivate(ada, sam, reassign_pocs_to=heir)) == f"{code} reassignPocsTo"
    assert await outcome(member_status.deactivate(ada, sam, reassign_pocs_to=world.mia.id)) == DONE


async def test_given_a_poc_without_a_place_when_the_heir_would_take_it_then_nothing_is_done(world: World) -> None:
    for n in range(collaborators.MOST - 1):
        person = await User.create(
            email=f"n{n}@x.example", email_key=f"n{n}@x.example", first_name="N", last_name="N", sort_name="n", created_at=now()
        )
        await Collaborator.create(poc=world.active, user=person, since=now())
    call = member_status.deactivate(world.actor(world.ada), await id_of(world.sam, world.northwind), reassign_pocs_to=world.kim.id)
    assert await refused(call) == "LIMIT_REACHED reassignPocsTo"


async def test_given_open_invitations_of_somebody_when_deactivated_then_the_owners_answer_for_them(world: World) -> None:
    kim = world.actor(world.kim)
    await collaborators.add(world.actor(world.sam), world.active.id, world.kim.id)
    theirs = await participants.invite(kim, world.active.id, email=NEW)
    owned = await participants.invite(kim, world.kims.id, email=NEW)
    await member_status.deactivate(world.actor(world.ada), await id_of(world.kim, world.northwind), reassign_pocs_to=world.sam.id)
    assert {(await Invitation.get(id=id_)).set_by_id for id_ in (theirs, owned)} == {world.sam.id}
    for id_ in (theirs, owned):
        assert (await invitations.preview(world.nobody, await token_of(id_))).problem is None


async def test_given_an_admin_who_invited_a_colleague_when_deactivated_then_the_link_opens_nothing(world: World) -> None:
    eve = await employ(world, world.northwind, "eve", ADMIN)
    token = await token_of(await members.invite(world.actor(eve), email=NEW, roles=[MEMBER]))
    assert (await invitations.preview(world.nobody, token)).problem is None
    await member_status.deactivate(world.actor(world.ada), await id_of(eve, world.northwind))
    assert (await invitations.preview(world.nobody, token)).problem == "LINK_CANCELLED"
    assert await refused(invitations.accept(world.nobody, token=token, registration=registration())) == "LINK_CANCELLED token"


@on_postgres
async def test_given_somebody_who_is_given_a_poc_meanwhile_when_deactivated_then_no_poc_is_left_behind(
    runtime: Runtime, world: World
) -> None:
    giving = pocs.update(world.actor(world.sam), world.active.id, owner_id=world.kim.id)
    leaving = member_status.deactivate(world.actor(world.ada), await id_of(world.kim, world.northwind), reassign_pocs_to=world.mia.id)
    async with meanwhile(giving, leaving) as trying:
        assert await trying == {"CONFLICT membershipId": 1}
    assert (await member(world.kim, world.northwind)).status is MembershipStatus.ACTIVE
    await member_status.deactivate(world.actor(world.ada), await id_of(world.kim, world.northwind), reassign_pocs_to=world.mia.id)
    assert not await Poc.filter(owner_id=world.kim.id).exists()


@on_postgres
async def test_given_one_who_is_deactivated_meanwhile_when_given_a_poc_then_it_is_not_done(runtime: Runtime, world: World) -> None:
    leaving = member_status.deactivate(world.actor(world.ada), await id_of(world.kim, world.northwind))
    giving = pocs.update(world.actor(world.sam), world.active.id, owner_id=world.kim.id)
    async with meanwhile(leaving, giving) as trying:
        assert await trying == {"NOT_FOUND ownerId": 1}


@on_postgres
async def test_given_who_signs_in_while_deactivated_when_let_back_then_that_session_does_not_come_back(
    runtime: Runtime, world: World
) -> None:
    ada, max_ = world.actor(world.ada), await id_of(world.max, world.northwind)
    begun: list[sessions.Credentials] = []

    async def sign_in() -> None:
        begun.append(await sessions.sign_in(world.nobody, email=world.max.email, password=PASSWORD))

    async with meanwhile(member_status.deactivate(ada, max_), sign_in()) as trying:
        assert await trying == {DONE: 1}
    assert begun[0].actor.session_id
    assert await bearer.actor_in(begun[0].actor.session_id, Origin()) is None
    await member_status.reactivate(ada, max_)
    assert await bearer.actor_in(begun[0].actor.session_id, Origin()) is None


# At a customer, and from a partner


async def test_given_a_partners_person_who_acts_when_deactivated_at_home_then_the_acting_session_has_ended(world: World) -> None:
    connected = await connect(world)
    acting = await act(world, connected)
    assert acting.session_id
    assert await bearer.acting_in(acting.session_id, Origin())
    await member_status.deactivate(world.actor(world.ada), await id_of(world.mia, world.northwind))
    assert await bearer.acting_in(acting.session_id, Origin()) is None
    ended = await told("acting.ended")
    assert {tenant for tenant, *_ in ended} == {connected.tenant.id, world.northwind.id}
    assert {changes for *_, changes in ended} == {"{'endedBy': [None, 'SYSTEM']}"}
    await member_status.reactivate(world.actor(world.ada), await id_of(world.mia, world.northwind))
    assert await bearer.acting_in(acting.session_id, Origin()) is None, "it does not come back"


@pytest.mark.parametrize("inside", [False, True])
async def test_given_a_partner_when_deactivating_and_letting_back_a_user_then_in_both_logs(world: World, *, inside: bool) -> None:
    connected = await connect(world, allowed_roles=[MEMBER])
    mia = await act(world, connected) if inside else world.actor(world.mia)
    ugo = await id_of(connected.member, connected.tenant)
    await member_status.deactivate(mia, ugo)
    assert await bearer.actor_in(world.sessions[connected.member.id], Origin()) is None
    await member_status.reactivate(mia, ugo)
    for action in ("member.deactivated", "member.reactivated"):
        logs = {(tenant, partner, actor) for tenant, partner, actor, _ in await told(action)}
        assert logs == {(tenant, world.northwind.id, world.mia.id) for tenant in (connected.tenant.id, world.northwind.id)}
    assert {tenant for tenant, *_ in await told("session.revoked")} == {connected.tenant.id, world.northwind.id}


@pytest.mark.parametrize("inside", [False, True])
async def test_given_a_partner_when_reaching_for_more_than_it_may_grant_then_role_not_allowed(world: World, *, inside: bool) -> None:
    connected = await connect(world, allowed_roles=[MEMBER])
    mia = await act(world, connected) if inside else world.actor(world.mia)
    uma = await id_of(connected.admin, connected.tenant)
    assert await refused(member_status.deactivate(mia, uma)) == "ROLE_NOT_ALLOWED membershipId"
    for name, roles in {"boss": [ADMIN], "msp": [MSP], "sales": [SALES], "both": [MEMBER, ADMIN]}.items():
        former = await employ(world, connected.tenant, name, *roles, active=False)
        call = member_status.reactivate(mia, await id_of(former, connected.tenant))
        assert await refused(call) == "ROLE_NOT_ALLOWED membershipId", name
        assert await outcome(member_status.reactivate(world.actor(connected.admin), await id_of(former, connected.tenant))) == DONE, name
    former = await employ(world, connected.tenant, "plain", MEMBER, active=False)
    assert await outcome(member_status.reactivate(mia, await id_of(former, connected.tenant))) == DONE
