"""Changing the roles of members: who may, what follows, and that somebody always stays admin."""

from __future__ import annotations

import asyncio
from collections import Counter
from uuid import UUID, uuid4

import pytest

from app.auth import bearer
from app.auth.actor import Origin
from app.auth.permissions import Permission
from app.auth.scopes import parameters
from app.core import db
from app.core.runtime import Runtime
from app.models import Invitation, Membership, MembershipStatus, Role, Tenant
from app.services import collaborators, member_roles, participants
from tests.app.services.inviting import NEW, refused
from tests.app.services.membering import employ, id_of, member, told
from tests.app.services.test_poc_waiting import meanwhile, on_postgres
from tests.outcomes import DONE, outcome
from tests.partners import act, connect
from tests.world import World, mails, snapshot

ADMIN, MSP, SALES, MEMBER = Role.TENANT_ADMIN, Role.MSP_ADMIN, Role.SALES_ENGINEER, Role.MEMBER


async def test_given_an_admin_when_giving_any_roles_then_they_are_held_and_told(world: World) -> None:
    ada, sam = world.actor(world.ada), await id_of(world.sam, world.northwind)
    await member_roles.change(ada, sam, roles=[MSP, ADMIN, MSP])
    assert (await member(world.sam, world.northwind)).roles == {"MSP_ADMIN", "TENANT_ADMIN"}
    changes = "{'roles': [['SALES_ENGINEER'], ['MSP_ADMIN', 'TENANT_ADMIN']]}"
    assert await told("member.roles_changed") == {(world.northwind.id, None, world.ada.id, changes)}
    assert await mails() == []


async def test_given_an_admin_when_giving_themselves_another_role_then_it_is_done(world: World) -> None:
    await member_roles.change(world.actor(world.ada), await id_of(world.ada, world.northwind), roles=[ADMIN, MSP])
    assert (await member(world.ada, world.northwind)).roles == {"TENANT_ADMIN", "MSP_ADMIN"}


async def test_given_the_roles_that_are_held_when_given_again_then_nothing_is_written(world: World) -> None:
    before = await snapshot()
    await member_roles.change(world.actor(world.ada), await id_of(world.sam, world.northwind), roles=[SALES, SALES])
    assert await snapshot() == before


async def test_given_roles_that_can_not_be_when_given_then_all_mistakes_are_said(world: World) -> None:
    ada, sam = world.actor(world.ada), await id_of(world.sam, world.northwind)
    assert await refused(member_roles.change(ada, sam, roles=[])) == "REQUIRED roles"
    assert await refused(member_roles.change(ada, sam, roles=[Role.CUSTOMER, MEMBER])) == "ROLE_NOT_ALLOWED roles"
    assert await refused(member_roles.change(ada, None, roles=[])) == "REQUIRED roles; NOT_FOUND membershipId"
    assert await refused(member_roles.change(ada, uuid4(), roles=[MEMBER])) == "NOT_FOUND membershipId"
    assert await refused(member_roles.change(ada, await id_of(world.otto, world.contoso), roles=[MEMBER])) == "NOT_FOUND membershipId"


async def test_given_others_when_changing_roles_then_refused(world: World) -> None:
    sam = await id_of(world.sam, world.northwind)
    for somebody in (world.mia, world.sam, world.max, world.cara):
        assert await refused(member_roles.change(world.actor(somebody), sam, roles=[MEMBER])) == "FORBIDDEN"
    assert await refused(member_roles.change(world.nobody, sam, roles=[MEMBER])) == "UNAUTHENTICATED"
    assert await refused(member_roles.change(world.actor(world.otto), sam, roles=[MEMBER])) == "NOT_FOUND membershipId"
    assert await outcome(member_roles.change(world.actor(world.ada), sam, roles=[MEMBER])) == DONE


async def test_given_a_deactivated_member_when_changed_then_not_open(world: World) -> None:
    await Membership.filter(user_id=world.sam.id).update(status=MembershipStatus.DEACTIVATED)
    call = member_roles.change(world.actor(world.ada), await id_of(world.sam, world.northwind), roles=[MEMBER])
    assert await refused(call) == "NOT_OPEN membershipId"


async def test_given_the_last_admin_when_demoted_then_last_admin_until_there_is_another(world: World) -> None:
    ada, own = world.actor(world.ada), await id_of(world.ada, world.northwind)
    await employ(world, world.northwind, "gone", ADMIN, active=False)
    assert await refused(member_roles.change(ada, own, roles=[MSP, MEMBER])) == "LAST_ADMIN membershipId"
    await member_roles.change(ada, await id_of(world.kim, world.northwind), roles=[ADMIN])
    assert await outcome(member_roles.change(ada, own, roles=[MSP])) == DONE
    kim = await id_of(world.kim, world.northwind)
    assert await refused(member_roles.change(world.actor(world.kim, roles=[ADMIN]), kim, roles=[MSP])) == "LAST_ADMIN membershipId"


async def test_given_two_admins_when_each_demotes_the_other_at_once_then_one_stays(world: World) -> None:
    for n in range(6):
        one, two = [await employ(world, world.contoso, f"{name}{n}", ADMIN) for name in ("one", "two")]
        await (
            Membership.filter(tenant_id=world.contoso.id, roles=frozenset({ADMIN}))
            .exclude(user_id__in=[one.id, two.id])
            .update(roles=frozenset({MEMBER}))
        )
        ids = {user.id: await id_of(user, world.contoso) for user in (one, two)}
        answers = await asyncio.gather(
            outcome(member_roles.change(world.actor(one), ids[two.id], roles=[MEMBER])),
            outcome(member_roles.change(world.actor(two), ids[one.id], roles=[MEMBER])),
        )
        assert Counter(answers) == {DONE: 1, "LAST_ADMIN membershipId": 1}
        held = [(await member(user, world.contoso)).roles for user in (one, two)]
        assert sorted(map(sorted, held)) == [["MEMBER"], ["TENANT_ADMIN"]]


async def test_given_two_admins_when_both_step_down_at_once_then_one_stays(world: World) -> None:
    eve = await employ(world, world.northwind, "eve", ADMIN)
    own = [(world.actor(user), await id_of(user, world.northwind)) for user in (world.ada, eve)]
    answers = await asyncio.gather(*(outcome(member_roles.change(actor, id_, roles=[MEMBER])) for actor, id_ in own))
    assert Counter(answers) == {DONE: 1, "LAST_ADMIN membershipId": 1}


@on_postgres
async def test_given_an_admin_who_waits_when_demoted_meanwhile_then_gives_nobody_a_role(runtime: Runtime, world: World) -> None:
    eve = await employ(world, world.northwind, "eve", ADMIN)
    demotion = member_roles.change(world.actor(world.ada), await id_of(eve, world.northwind), roles=[MEMBER])
    promotion = member_roles.change(world.actor(eve), await id_of(world.max, world.northwind), roles=[ADMIN])
    async with meanwhile(demotion, promotion) as trying:
        assert await trying == {"FORBIDDEN": 1}
    assert (await member(world.max, world.northwind)).roles == {"MEMBER"}


async def test_given_a_member_who_loses_rights_when_they_ask_next_then_they_have_them_no_more(runtime: Runtime, world: World) -> None:
    """Also where this process remembers who they were."""
    before = await bearer.actor_in(world.sessions[world.sam.id], Origin())
    assert before
    assert before.has(Permission.POCS_MANAGE)
    runtime.actors.put(world.sessions[world.sam.id], before)
    await member_roles.change(world.actor(world.ada), await id_of(world.sam, world.northwind), roles=[MEMBER])
    after = await bearer.actor_in(world.sessions[world.sam.id], Origin())
    assert after
    assert not after.has(Permission.POCS_MANAGE)
    held = f"select 1 where {bearer.HOLDS}"
    assert not await db.fetch_one(held, parameters(before))
    assert await db.fetch_one(held, parameters(after))


async def test_given_one_who_may_invite_no_more_when_changed_then_their_open_invitations_pass_to_the_owner(world: World) -> None:
    ada, kim, kims = world.actor(world.ada), world.actor(world.kim), await id_of(world.kim, world.northwind)
    await collaborators.add(world.actor(world.sam), world.active.id, world.kim.id)
    theirs = await participants.invite(kim, world.active.id, email=NEW)
    own = await participants.invite(kim, world.kims.id, email=NEW)
    await member_roles.change(ada, kims, roles=[SALES, MEMBER])
    assert (await Invitation.get(id=theirs)).set_by_id == world.kim.id
    await member_roles.change(ada, kims, roles=[MEMBER])
    assert (await Invitation.get(id=theirs)).set_by_id == world.sam.id
    assert (await Invitation.get(id=own)).set_by_id == world.kim.id, "what they own stays theirs in name"


async def test_given_an_msp_admin_who_acts_when_they_lose_the_role_then_the_acting_session_has_ended(world: World) -> None:
    connected = await connect(world)
    acting = await act(world, connected)
    await member_roles.change(world.actor(world.ada), await id_of(world.mia, world.northwind), roles=[SALES])
    assert acting.session_id
    assert await bearer.acting_in(acting.session_id, Origin()) is None
    assert {(tenant_id, actor) for tenant_id, _, actor, _ in await told("acting.ended")} == {
        (connected.tenant.id, world.ada.id), (world.northwind.id, world.ada.id),
    }  # fmt: skip


async def test_given_the_first_admin_when_made_then_the_tenant_knows_since_when(world: World) -> None:
    connected = await connect(world, administered=False)
    uma = await member(connected.admin, connected.tenant)
    assert (await Tenant.get(id=connected.tenant.id)).administered_at is None
    eve = await employ(world, connected.tenant, "eve", ADMIN)
    await member_roles.change(world.actor(eve), UUID(str(uma.id)), roles=[ADMIN])
    assert (await Tenant.get(id=connected.tenant.id)).administered_at is not None


# At a customer


@pytest.mark.parametrize("inside", [False, True])
async def test_given_a_partner_when_changing_the_roles_of_a_user_then_within_its_limits_and_in_both_logs(
    world: World, *, inside: bool
) -> None:
    connected = await connect(world, allowed_roles=[MEMBER, SALES])
    mia = await act(world, connected) if inside else world.actor(world.mia)
    ugo, uma = await id_of(connected.member, connected.tenant), await id_of(connected.admin, connected.tenant)
    await member_roles.change(mia, ugo, roles=[SALES, MEMBER])
    assert (await member(connected.member, connected.tenant)).roles == {"SALES_ENGINEER", "MEMBER"}
    changes = "{'roles': [['MEMBER'], ['MEMBER', 'SALES_ENGINEER']]}"
    assert await told("member.roles_changed") == {
        (tenant, world.northwind.id, world.mia.id, changes) for tenant in (connected.tenant.id, world.northwind.id)
    }
    for roles in ([ADMIN], [MSP], [MEMBER, ADMIN]):
        assert await refused(member_roles.change(mia, ugo, roles=roles)) == "ROLE_NOT_ALLOWED roles"
    assert await refused(member_roles.change(mia, uma, roles=[MEMBER])) == "ROLE_NOT_ALLOWED membershipId"
    await connected.partnership.filter(id=connected.partnership.id).update(allowed_roles=frozenset({MEMBER}))
    assert await refused(member_roles.change(mia, ugo, roles=[SALES])) == "ROLE_NOT_ALLOWED roles"
    assert await outcome(member_roles.change(mia, ugo, roles=[MEMBER])) == DONE


async def test_given_those_who_do_not_manage_a_customer_when_changing_roles_there_then_refused(world: World) -> None:
    connected = await connect(world)
    ugo = await id_of(connected.member, connected.tenant)
    assert await refused(member_roles.change(world.actor(world.ada), ugo, roles=[MEMBER])) == "NOT_FOUND membershipId"
    assert await refused(member_roles.change(world.actor(world.sam), ugo, roles=[MEMBER])) == "FORBIDDEN"
    assert await refused(member_roles.change(world.actor(connected.member), ugo, roles=[MEMBER])) == "FORBIDDEN"
    assert await refused(member_roles.change(world.actor(world.otto), ugo, roles=[MEMBER])) == "NOT_FOUND membershipId"
    own = await id_of(world.sam, world.northwind)
    assert await refused(member_roles.change(await act(world, connected), own, roles=[MEMBER])) == "NOT_FOUND membershipId"
