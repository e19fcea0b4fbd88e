"""Seats: who takes one, who is refused when none is left, and that whoever is there stays."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

import pytest

from app.auth.plans import SEATS
from app.core.runtime import Runtime, now
from app.models import Invitation, InvitationKind, Membership, MembershipStatus, Plan, Role, Tenant
from app.services import invitations, member_status, members, new_customers, participants, tenant_plans
from tests.app.services.inviting import NEW, refused, registration, token_of
from tests.app.services.membering import employ, id_of, member
from tests.app.services.test_poc_waiting import at_once, meanwhile, on_postgres
from tests.outcomes import DONE, outcome
from tests.partners import connect
from tests.world import World

pytestmark = pytest.mark.settings(rate_limits="off")

SEAT_LIMIT = "SEAT_LIMIT email"


async def leave_free(world: World, seats: int, tenant: Tenant | None = None) -> None:
    """Put a tenant (Northwind unless told) on FREE, with so many seats left: the others are promised to people who were invited."""
    tenant = tenant or world.northwind
    await Tenant.filter(id=tenant.id).update(plan=Plan.FREE)
    taken = await Membership.filter(tenant_id=tenant.id, status=MembershipStatus.ACTIVE).count()
    taken += await Invitation.filter(
        tenant_id=tenant.id, kind=InvitationKind.MEMBER, accepted_at=None, cancelled_at=None, expires_at__gt=now()
    ).count()
    for n in range((SEATS[Plan.FREE] or 0) - taken - seats):
        await promised(tenant, f"n{n}@acme.example")


async def promised(tenant: Tenant, email: str, *, days: int = 7) -> UUID:
    """An invitation of a member that was mailed a while ago."""
    at = now() - timedelta(hours=1)
    made = await Invitation.create(
        tenant_id=tenant.id, kind=InvitationKind.MEMBER, email=email, email_key=email, roles={Role.MEMBER}, created_at=at, send_count=1,
        first_sent_at=at, last_sent_at=at, expires_at=at + timedelta(days=days),
    )  # fmt: skip
    return UUID(str(made.id))


async def invite(world: World, email: str = NEW) -> UUID:
    return await members.invite(world.actor(world.ada), email=email, roles=[Role.MEMBER])


def test_given_the_plans_when_looked_up_then_each_has_its_seats() -> None:
    assert {plan: SEATS[plan] for plan in Plan} == {Plan.FREE: 25, Plan.PRO: None, Plan.ENTERPRISE: None}


async def test_given_a_free_tenant_when_people_are_invited_then_the_last_seat_is_given_and_no_other(world: World) -> None:
    await leave_free(world, 1)
    assert await outcome(invite(world)) == DONE
    assert await refused(invite(world, "late@acme.example")) == SEAT_LIMIT
    assert await refused(invite(world)) == "ALREADY_EXISTS email", "what is in the way of this one is said first"
    assert await refused(invite(world, world.max.email)) == "ALREADY_MEMBER email"


@pytest.mark.parametrize("plan", [Plan.PRO, Plan.ENTERPRISE])
async def test_given_another_plan_when_people_are_invited_then_there_is_room(world: World, plan: Plan) -> None:
    await leave_free(world, 0)
    assert await refused(invite(world)) == SEAT_LIMIT
    await tenant_plans.change(world.northwind.id, plan)
    assert await outcome(invite(world)) == DONE


async def test_given_no_seat_when_something_ends_then_its_seat_is_free(runtime: Runtime, world: World) -> None:
    ada = world.actor(world.ada)
    await leave_free(world, 0)
    held = await promised(world.contoso, "elsewhere@acme.example")
    assert await refused(invite(world)) == SEAT_LIMIT
    await Invitation.filter(id=held).delete()
    assert await refused(invite(world)) == SEAT_LIMIT, "of another tenant"
    await member_status.deactivate(ada, await id_of(world.max, world.northwind))
    waiting = await invite(world)
    assert await refused(invite(world, "late@acme.example")) == SEAT_LIMIT
    await invitations.cancel(ada, waiting)
    assert await outcome(invite(world, "late@acme.example")) == DONE


async def test_given_no_seat_when_somebody_accepts_then_they_sit_where_they_were_awaited(world: World) -> None:
    await leave_free(world, 1)
    token = await token_of(await invite(world))
    assert await refused(invite(world, "late@acme.example")) == SEAT_LIMIT
    await invitations.accept(world.nobody, token=token, registration=registration())
    assert await Membership.filter(tenant_id=world.northwind.id, status=MembershipStatus.ACTIVE).count() == 6
    assert await refused(invite(world, "late@acme.example")) == SEAT_LIMIT


async def test_given_an_expired_invitation_when_replaced_then_it_counts_no_more(world: World) -> None:
    await leave_free(world, 1)
    expired = await promised(world.northwind, NEW, days=0)
    assert await outcome(invite(world)) == DONE
    assert (await Invitation.get(id=expired)).cancel_reason == "REPLACED"
    assert await refused(invite(world, "late@acme.example")) == SEAT_LIMIT


async def test_given_no_seat_when_resending_then_a_pending_one_has_its_seat_and_an_expired_one_needs_another(world: World) -> None:
    ada = world.actor(world.ada)
    pending, expired = await promised(world.northwind, NEW), await promised(world.northwind, "late@acme.example", days=0)
    await leave_free(world, 0)
    assert await outcome(invitations.resend(ada, pending)) == DONE
    assert await refused(invitations.resend(ada, expired)) == "SEAT_LIMIT invitationId"
    await invitations.cancel(ada, pending)
    assert await outcome(invitations.resend(ada, expired)) == DONE


async def test_given_no_seat_when_somebody_is_let_back_then_refused_until_there_is_one(world: World) -> None:
    ada, max_ = world.actor(world.ada), await id_of(world.max, world.northwind)
    await member_status.deactivate(ada, max_)
    await leave_free(world, 0)
    assert await refused(member_status.reactivate(ada, max_)) == "SEAT_LIMIT membershipId"
    await tenant_plans.change(world.northwind.id, Plan.PRO)
    assert await outcome(member_status.reactivate(ada, max_)) == DONE


async def test_given_customers_of_a_poc_when_no_seat_is_left_then_they_need_none(world: World) -> None:
    await leave_free(world, 0)
    assert await outcome(participants.invite(world.actor(world.sam), world.active.id, email=NEW)) == DONE


async def test_given_a_customer_when_its_partner_invites_then_the_customers_plan_counts(world: World) -> None:
    mia = world.actor(world.mia)
    connected = await connect(world, allowed_roles=[Role.MEMBER])
    former = await employ(world, connected.tenant, "former", Role.MEMBER, active=False)
    await leave_free(world, 0, connected.tenant)
    call = members.invite(mia, email=NEW, roles=[Role.MEMBER], customer_id=connected.record.id)
    assert await refused(call) == SEAT_LIMIT
    back = await id_of(former, connected.tenant)
    assert await refused(member_status.reactivate(mia, back)) == "SEAT_LIMIT membershipId"
    assert await outcome(invite(world)) == DONE, "the partner is on PRO"
    await tenant_plans.change(connected.tenant.id, Plan.PRO)
    assert await outcome(members.invite(mia, email=NEW, roles=[Role.MEMBER], customer_id=connected.record.id)) == DONE
    assert await outcome(member_status.reactivate(mia, back)) == DONE


async def test_given_a_new_customer_when_its_first_admin_is_invited_then_there_is_room(world: World) -> None:
    who = new_customers.FirstAdmin(email=NEW)
    assert await outcome(new_customers.create(world.actor(world.mia), name="Initech", first_admin=who)) == DONE


async def test_given_more_people_than_seats_when_the_plan_shrinks_then_all_stay_and_nobody_more_comes(world: World) -> None:
    people = [await employ(world, world.northwind, f"p{n}", Role.MEMBER) for n in range(25)]
    waiting = await token_of(await invite(world))
    await tenant_plans.change(world.northwind.id, Plan.FREE)
    assert await Membership.filter(tenant_id=world.northwind.id, status=MembershipStatus.ACTIVE).count() == 30
    assert await refused(invite(world, "late@acme.example")) == SEAT_LIMIT
    await invitations.accept(world.nobody, token=waiting, registration=registration())
    ada, gone = world.actor(world.ada), await id_of(people[0], world.northwind)
    await member_status.deactivate(ada, gone)
    assert await refused(member_status.reactivate(ada, gone)) == "SEAT_LIMIT membershipId"
    assert (await member(people[1], world.northwind)).status is MembershipStatus.ACTIVE


# At once


async def test_given_one_seat_when_many_are_invited_at_once_then_one_gets_it(world: World) -> None:
    await leave_free(world, 1)
    calls = [invite(world, f"late{n}@acme.example") for n in range(6)]
    assert await at_once(*calls) == {DONE: 1, SEAT_LIMIT: 5}


async def test_given_one_seat_when_it_is_wanted_in_each_way_at_once_then_one_gets_it(world: World) -> None:
    ada, max_ = world.actor(world.ada), await id_of(world.max, world.northwind)
    await member_status.deactivate(ada, max_)
    expired = await promised(world.northwind, "old@acme.example", days=0)
    await leave_free(world, 1)
    found = await at_once(invite(world), invitations.resend(ada, expired), member_status.reactivate(ada, max_))
    assert found[DONE] == 1
    assert sum(count for answer, count in found.items() if answer.startswith("SEAT_LIMIT")) == 2


@on_postgres
async def test_given_the_last_seat_that_is_being_given_when_an_expired_one_is_resent_then_it_waits_and_is_refused(
    runtime: Runtime, world: World
) -> None:
    expired = await promised(world.northwind, "old@acme.example", days=0)
    await leave_free(world, 1)
    async with meanwhile(invite(world), invitations.resend(world.actor(world.ada), expired)) as trying:
        assert await trying == {"SEAT_LIMIT invitationId": 1}


async def test_given_seats_when_invited_and_accepted_at_once_then_nobody_waits_for_ever(world: World) -> None:
    await leave_free(world, 4)
    ids = [await invite(world, f"m{n}@acme.example") for n in range(3)]
    tokens = [await token_of(id_) for id_ in ids]
    accepts = [invitations.accept(world.nobody, token=token, registration=registration()) for token in tokens]
    resends = [invitations.resend(world.actor(world.ada), id_) for id_ in ids]
    found = await at_once(*accepts, *(invite(world, f"late{n}@acme.example") for n in range(3)), *resends)
    assert found["SEAT_LIMIT email"] == 2
    assert await Membership.filter(tenant_id=world.northwind.id, status=MembershipStatus.ACTIVE).count() == 8
