"""A partner tries to make somebody the admin of a customer's tenant, by every road: none leads there, and none leaves a trace."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest

from app.auth.actor import Actor
from app.core.runtime import Runtime
from app.models import Invitation, Membership, Partnership, PartnershipOrigin, Role, User
from app.services import customer_access, invitations, member_roles, member_status, members, new_customers, partnership_states
from tests.app.services.inviting import NEW, refused, registration, token_of
from tests.app.services.membering import employ, id_of
from tests.app.services.test_members_at_customers import NOT_NOW, take_away
from tests.outcomes import DONE, outcome
from tests.partners import Connected, act, connect
from tests.world import World

ADMIN, MSP, SALES, MEMBER = Role.TENANT_ADMIN, Role.MSP_ADMIN, Role.SALES_ENGINEER, Role.MEMBER


@dataclass
class Scene:
    """A customer with an admin, a member, a former admin and a former member, and invitations: to be admin, and of the partner."""

    connected: Connected
    ugo: UUID
    former_admin: UUID
    former_member: UUID
    uma: UUID
    to_admin: UUID
    expired_to_admin: UUID
    of_partner: UUID


@pytest.fixture
async def scene(runtime: Runtime, world: World) -> Scene:
    """Whatever the partner could grant by its partnership stands there: also what it must not."""
    connected = await connect(world, allowed_roles=[MEMBER, SALES, ADMIN, MSP])
    uma, mia = world.actor(connected.admin), world.actor(world.mia)
    former_admin, former_member = [
        await employ(world, connected.tenant, name, role, active=False) for name, role in (("fay", ADMIN), ("finn", MEMBER))
    ]
    expired = await members.invite(uma, email="old@x.example", roles=[ADMIN])
    runtime.clock.advance(timedelta(days=8))
    return Scene(
        connected, await id_of(connected.member, connected.tenant), await id_of(former_admin, connected.tenant),
        await id_of(former_member, connected.tenant), await id_of(connected.admin, connected.tenant),
        await members.invite(uma, email=NEW, roles=[ADMIN]), expired,
        await members.invite(mia, email="plain@x.example", roles=[MEMBER], customer_id=connected.record.id),
    )  # fmt: skip


Road = Callable[[Actor, Scene, dict[str, Any]], Awaitable[object]]
BEYOND: dict[str, tuple[Road, str]] = {
    "invite an admin": (lambda who, at, where: members.invite(who, email="m@x.example", roles=[ADMIN], **where), "roles"),
    "invite an MSP admin": (lambda who, at, where: members.invite(who, email="m@x.example", roles=[MEMBER, MSP], **where), "roles"),
    "invite oneself": (lambda who, at, where: members.invite(who, email="mia@northwind.example", roles=[ADMIN], **where), "roles"),
    "replace an expired invitation": (lambda who, at, where: members.invite(who, email="old@x.example", roles=[MEMBER], **where), "email"),
    "edit one's own invitation": (lambda who, at, _: invitations.update(who, at.of_partner, roles=[ADMIN]), "roles"),
    "edit an admin's invitation": (lambda who, at, _: invitations.update(who, at.to_admin, first_name="X"), "invitationId"),
    "narrow an admin's invitation": (lambda who, at, _: invitations.update(who, at.to_admin, roles=[MEMBER]), "invitationId"),
    "resend an admin's invitation": (lambda who, at, _: invitations.resend(who, at.to_admin), "invitationId"),
    "resend an expired one": (lambda who, at, _: invitations.resend(who, at.expired_to_admin), "invitationId"),
    "cancel an admin's invitation": (lambda who, at, _: invitations.cancel(who, at.to_admin), "invitationId"),
    "promote a member": (lambda who, at, _: member_roles.change(who, at.ugo, roles=[ADMIN]), "roles"),
    "promote a member among others": (lambda who, at, _: member_roles.change(who, at.ugo, roles=[MEMBER, SALES, MSP]), "roles"),
    "demote the admin": (lambda who, at, _: member_roles.change(who, at.uma, roles=[MEMBER]), "membershipId"),
    "deactivate the admin": (lambda who, at, _: member_status.deactivate(who, at.uma), "membershipId"),
    "let a former admin back": (lambda who, at, _: member_status.reactivate(who, at.former_admin), "membershipId"),
    "change a former admin": (lambda who, at, _: member_roles.change(who, at.former_admin, roles=[MEMBER]), "membershipId"),
}
WITHIN: dict[str, tuple[Road, str]] = {
    "invite": (lambda who, at, where: members.invite(who, email="m@x.example", roles=[MEMBER], **where), "customerId"),
    "edit": (lambda who, at, _: invitations.update(who, at.of_partner, roles=[SALES]), "invitationId"),
    "resend": (lambda who, at, _: invitations.resend(who, at.of_partner), "invitationId"),
    "cancel": (lambda who, at, _: invitations.cancel(who, at.of_partner), "invitationId"),
    "change": (lambda who, at, _: member_roles.change(who, at.ugo, roles=[SALES]), "membershipId"),
    "deactivate": (lambda who, at, _: member_status.deactivate(who, at.ugo), "membershipId"),
    "let back": (lambda who, at, _: member_status.reactivate(who, at.former_member), "membershipId"),
}
"""What it may, by the same roads."""


async def partner(world: World, scene: Scene, *, inside: bool) -> tuple[Actor, dict[str, Any]]:
    """Mia, at home or in an acting session, and how she says where."""
    if inside:
        return await act(world, scene.connected), {}
    return world.actor(world.mia), {"customer_id": scene.connected.record.id}


@pytest.mark.settings(resend_cooldown=timedelta(0))
@pytest.mark.parametrize("inside", [False, True])
@pytest.mark.parametrize("road", BEYOND)
async def test_given_a_customer_when_its_partner_takes_a_road_to_an_admin_then_refused(
    world: World, scene: Scene, road: str, *, inside: bool
) -> None:
    actor, where = await partner(world, scene, inside=inside)
    take, path = BEYOND[road]
    assert await refused(take(actor, scene, where)) == f"ROLE_NOT_ALLOWED {path}"


@pytest.mark.settings(resend_cooldown=timedelta(0))
@pytest.mark.parametrize("inside", [False, True])
@pytest.mark.parametrize("road", WITHIN)
async def test_given_a_customer_when_its_partner_keeps_within_its_limits_then_done(
    world: World, scene: Scene, road: str, *, inside: bool
) -> None:
    actor, where = await partner(world, scene, inside=inside)
    assert await outcome(WITHIN[road][0](actor, scene, where)) == DONE


@pytest.mark.settings(resend_cooldown=timedelta(0))
@pytest.mark.parametrize("inside", [False, True])
@pytest.mark.parametrize("state", NOT_NOW)
async def test_given_no_capability_when_the_partner_takes_any_road_then_capability_required(
    world: World, scene: Scene, state: str, *, inside: bool
) -> None:
    actor, where = await partner(world, scene, inside=inside)
    await take_away(scene.connected, state)
    for road, (take, path) in WITHIN.items():
        expected = "CAPABILITY_REQUIRED" if inside and path == "customerId" else f"CAPABILITY_REQUIRED {path}"
        assert await refused(take(actor, scene, where)) == expected, road
    for road, (take, _) in BEYOND.items():
        assert (await refused(take(actor, scene, where))).startswith("CAPABILITY_REQUIRED"), road


async def test_given_the_limits_when_the_partner_would_widen_them_then_refused(world: World, scene: Scene) -> None:
    await Partnership.filter(id=scene.connected.partnership.id).update(allowed_roles=frozenset({MEMBER}))
    mia, record = world.actor(world.mia), scene.connected.record.id
    assert await refused(customer_access.update(mia, record, allowed_roles=[MEMBER, ADMIN])) == "ROLE_NOT_ALLOWED access.allowedRoles"
    assert await refused(customer_access.update(mia, record, allowed_roles=[MEMBER, SALES])) == "CONSENT_REQUIRED access.allowedRoles"
    widening = partnership_states.limit(mia, scene.connected.partnership.id, allowed_roles=[MEMBER, ADMIN])
    assert await outcome(widening) != DONE


async def test_given_a_new_customer_when_its_first_admin_is_there_then_no_second_one_comes_by_the_partner(world: World) -> None:
    mia = world.actor(world.mia)
    made = await new_customers.create(mia, name="Initech", allowed_roles=[MEMBER, ADMIN], first_admin=new_customers.FirstAdmin(email=NEW))
    assert made.invitation_id
    second = await members.invite(mia, email="second@x.example", roles=[ADMIN], customer_id=made.customer_id)
    row = await Invitation.get(id=made.invitation_id)
    assert (row.roles, row.partner_id) == ({"TENANT_ADMIN"}, world.northwind.id)
    late = await token_of(second)
    await invitations.accept(world.nobody, token=await token_of(made.invitation_id), registration=registration())
    assert await refused(invitations.accept(world.nobody, token=late, registration=registration())) == "LINK_CANCELLED token"
    third = members.invite(mia, email="third@x.example", roles=[ADMIN], customer_id=made.customer_id)
    assert await refused(third) == "ROLE_NOT_ALLOWED roles"
    assert await refused(invitations.resend(mia, second)) == "ROLE_NOT_ALLOWED invitationId"
    assert await Membership.filter(tenant_id=row.tenant_id).count() == 1


async def test_given_an_admin_who_is_there_when_the_first_one_is_not_of_this_origin_then_no_exception(world: World) -> None:
    linked = await connect(world, administered=False, allowed_roles=[MEMBER, ADMIN])
    invite = members.invite(world.actor(world.mia), email=NEW, roles=[ADMIN], customer_id=linked.record.id)
    assert await refused(invite) == "ROLE_NOT_ALLOWED roles"
    await Partnership.filter(id=linked.partnership.id).update(origin=PartnershipOrigin.CREATED)
    assert await outcome(members.invite(world.actor(world.mia), email=NEW, roles=[ADMIN], customer_id=linked.record.id)) == DONE
    assert not await User.filter(email_key=NEW).exists()
