"""Invitations that a partner set: resending, editing and cancelling them, within the partner's reach."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

import pytest

from app.core.runtime import Runtime, now
from app.models import (
    AccessLevel,
    CustomerStaff,
    Invitation,
    MailRefusal,
    Membership,
    MembershipStatus,
    Partnership,
    PartnershipOrigin,
    Role,
)  # fmt: skip
from app.services import invitations, members
from tests.app.services.inviting import NEW, refused
from tests.app.services.membering import employ, told
from tests.app.services.test_members_at_customers import NOT_NOW, take_away
from tests.outcomes import DONE, outcome
from tests.partners import Connected, act, connect
from tests.world import World

ADMIN, MSP, SALES, MEMBER = Role.TENANT_ADMIN, Role.MSP_ADMIN, Role.SALES_ENGINEER, Role.MEMBER
WITHOUT_COOLDOWN = pytest.mark.settings(resend_cooldown=timedelta(0), rate_limits="off")


async def by_partner(world: World, connected: Connected, *roles: Role, email: str = NEW) -> UUID:
    """Mia's invitation into the customer's tenant."""
    return await members.invite(world.actor(world.mia), email=email, roles=roles or [MEMBER], customer_id=connected.record.id)


@WITHOUT_COOLDOWN
@pytest.mark.parametrize("inside", [False, True])
async def test_given_plain_invitations_when_a_partner_manages_them_then_done_and_in_both_logs(world: World, *, inside: bool) -> None:
    connected = await connect(world, allowed_roles=[MEMBER, SALES])
    mia = await act(world, connected) if inside else world.actor(world.mia)
    for id_ in (
        await by_partner(world, connected), await members.invite(world.actor(connected.admin), email="theirs@x.example", roles=[MEMBER]),
    ):  # fmt: skip
        await invitations.resend(mia, id_)
        await invitations.update(mia, id_, roles=[SALES], first_name="Nina")
        row = await Invitation.get(id=id_)
        assert (row.roles, row.set_by_id, row.partner_id) == ({"SALES_ENGINEER"}, world.mia.id, world.northwind.id)
        assert row.set_in_id == (mia.session_id if inside else None)
        await invitations.cancel(mia, id_)
    for action in ("invitation.resent", "invitation.changed", "invitation.cancelled"):
        assert {log[:3] for log in await told(action)} == {
            (tenant, world.northwind.id, world.mia.id) for tenant in (connected.tenant.id, world.northwind.id)
        }


@WITHOUT_COOLDOWN
@pytest.mark.parametrize("inside", [False, True])
async def test_given_an_invitation_to_an_administrative_role_when_a_partner_reaches_for_it_then_refused(
    runtime: Runtime, world: World, *, inside: bool
) -> None:
    connected = await connect(world)
    uma, mia = world.actor(connected.admin), await act(world, connected) if inside else world.actor(world.mia)
    for email, roles in {"a@x.example": [ADMIN], "b@x.example": [MSP], "c@x.example": [ADMIN, MEMBER]}.items():
        id_ = await members.invite(uma, email=email, roles=roles)
        for call in (invitations.resend(mia, id_), invitations.cancel(mia, id_), invitations.update(mia, id_, first_name="X")):
            assert await refused(call) == "ROLE_NOT_ALLOWED invitationId"
        assert await refused(invitations.update(mia, id_, roles=[MEMBER])) == "ROLE_NOT_ALLOWED invitationId"
        assert await outcome(invitations.update(uma, id_, roles=[ADMIN, SALES])) == DONE
    runtime.clock.advance(timedelta(days=8))
    assert await refused(invitations.resend(mia, id_)) == "ROLE_NOT_ALLOWED invitationId"
    assert await outcome(invitations.resend(uma, id_)) == DONE


async def test_given_limits_when_a_partner_edits_then_before_and_after_are_within(world: World) -> None:
    connected, mia = await connect(world), world.actor(world.mia)
    own, beyond = await by_partner(world, connected), await members.invite(world.actor(connected.admin), email="x@x.example", roles=[SALES])
    for roles in ([SALES], [ADMIN], [MEMBER, MSP]):
        assert await refused(invitations.update(mia, own, roles=roles)) == "ROLE_NOT_ALLOWED roles"
    assert await refused(invitations.update(mia, beyond, first_name="X")) == "ROLE_NOT_ALLOWED invitationId"
    assert await outcome(invitations.cancel(mia, beyond)) == DONE
    assert await outcome(invitations.update(mia, own, first_name="Nina")) == DONE


@WITHOUT_COOLDOWN
async def test_given_its_own_invitation_of_the_first_admin_when_nobody_is_admin_then_the_partner_manages_it(world: World) -> None:
    connected = await connect(world, origin=PartnershipOrigin.CREATED, administered=False, allowed_roles=[MEMBER, ADMIN])
    mia, id_ = world.actor(world.mia), await by_partner(world, connected, ADMIN)
    await Partnership.filter(id=connected.partnership.id).update(allowed_roles=frozenset({MEMBER}))
    assert await outcome(invitations.resend(mia, id_)) == DONE
    assert await outcome(invitations.update(mia, id_, first_name="Nina")) == DONE
    assert await outcome(invitations.update(mia, id_, roles=[ADMIN, MEMBER])) == DONE
    assert await refused(invitations.update(mia, id_, roles=[ADMIN, MSP])) == "ROLE_NOT_ALLOWED roles"
    inside = await act(world, connected)
    for call in (invitations.resend(inside, id_), invitations.cancel(inside, id_), invitations.update(inside, id_, first_name="X")):
        assert await refused(call) == "ROLE_NOT_ALLOWED invitationId"
    eve = await employ(world, connected.tenant, "eve", ADMIN)
    for call in (invitations.resend(mia, id_), invitations.cancel(mia, id_), invitations.update(mia, id_, roles=[MEMBER])):
        assert await refused(call) == "ROLE_NOT_ALLOWED invitationId"
    await Membership.filter(user_id=eve.id).update(status=MembershipStatus.DEACTIVATED)
    await Invitation.filter(id=id_).update(partner_id=None)
    assert await refused(invitations.cancel(mia, id_)) == "ROLE_NOT_ALLOWED invitationId", "the customer has set it since"
    await Invitation.filter(id=id_).update(partner_id=world.northwind.id)
    assert await outcome(invitations.update(mia, id_, roles=[MEMBER])) == DONE
    assert await refused(invitations.update(mia, id_, roles=[ADMIN])) == "ROLE_NOT_ALLOWED roles", "it was made one of no admin"
    assert await outcome(invitations.cancel(mia, id_)) == DONE


@WITHOUT_COOLDOWN
async def test_given_people_of_the_partner_who_do_not_manage_when_they_reach_for_it_then_refused(world: World) -> None:
    connected = await connect(world)
    id_ = await by_partner(world, connected)
    for call in (invitations.resend, invitations.cancel, invitations.update):
        for somebody, answer in {
            "ada": "NOT_FOUND invitationId",
            "otto": "NOT_FOUND invitationId",
            "max": "NOT_FOUND invitationId",
        }.items():
            assert await refused(call(world.actor(world.people[somebody]), id_)) == answer
    await CustomerStaff.create(customer=connected.record, user=world.mia, level=AccessLevel.MANAGE, created_at=now())
    await CustomerStaff.create(customer=connected.record, user=world.sam, level=AccessLevel.VIEW, created_at=now())
    assert await refused(invitations.cancel(world.actor(world.sam), id_)) == "FORBIDDEN", "sees it"
    assert await outcome(invitations.cancel(world.actor(world.mia), id_)) == DONE


@WITHOUT_COOLDOWN
@pytest.mark.parametrize("state", NOT_NOW)
async def test_given_a_partnership_without_the_capability_when_a_partner_reaches_then_capability_required(world: World, state: str) -> None:
    connected, mia = await connect(world), world.actor(world.mia)
    id_, inside = await by_partner(world, connected), await act(world, connected)
    await take_away(connected, state)
    for actor in (mia, inside):
        for call in (invitations.resend(actor, id_), invitations.cancel(actor, id_), invitations.update(actor, id_, first_name="X")):
            assert await refused(call) == "CAPABILITY_REQUIRED invitationId"
    assert await outcome(invitations.resend(world.actor(connected.admin), id_)) == DONE


@WITHOUT_COOLDOWN
async def test_given_an_address_that_refuses_the_partner_when_resent_by_it_then_refused(world: World) -> None:
    connected = await connect(world)
    id_ = await by_partner(world, connected)
    await MailRefusal.create(tenant=world.northwind, email_key=NEW, created_at=now())
    for actor in (world.actor(world.mia), await act(world, connected)):
        assert await refused(invitations.resend(actor, id_)) == "RECIPIENT_REFUSES invitationId"
    assert await outcome(invitations.resend(world.actor(connected.admin), id_)) == DONE
