"""What a program never grants or touches: TENANT_ADMIN and MSP_ADMIN, on every road, while whoever made its key may."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest

from app.auth.actor import Actor
from app.core.runtime import Runtime
from app.models import Invitation, InvitationStatus, Membership, PartnershipOrigin, Role, User
from app.services import accepting, api_keys, invitations, member_roles, member_status, members
from app.services.standing import status_of
from tests.app.services.keying import holder, made, maker
from tests.app.services.membering import employ, id_of, member
from tests.outcomes import outcome
from tests.partners import Connected, connect
from tests.schema.calling import call, undone
from tests.schema.mutations.test_tasks import id_of as api_id
from tests.world import World, mails, snapshot

NOT_ALLOWED = "ROLE_NOT_ALLOWED"
ADMIN, MSP, SALES, PLAIN = (role.value for role in (Role.TENANT_ADMIN, Role.MSP_ADMIN, Role.SALES_ENGINEER, Role.MEMBER))
NEW = "new@somewhere.example"


@dataclass
class Stage:
    """Somebody with every role and their program; admins, present and past; a customer without an admin; open invitations."""

    kay: User
    program: Actor
    founded: Connected
    linked: Connected
    ids: dict[str, str]


@pytest.fixture
async def stage(world: World) -> Stage:
    """What there is to be touched."""
    kay = await maker(world)
    program = await holder(await made(world, kay))
    founded = await connect(
        world, "Hooli", origin=PartnershipOrigin.CREATED, allowed_roles=(Role.MEMBER, Role.TENANT_ADMIN), people=("hal", "hue"),
        administered=False,
    )  # fmt: skip
    linked = await connect(world, allowed_roles=(Role.MEMBER, Role.SALES_ENGINEER))
    ivy = await employ(world, world.northwind, "ivy", Role.TENANT_ADMIN, active=False)
    ira = await employ(world, world.northwind, "ira", Role.MSP_ADMIN, active=False)
    ida = await employ(world, linked.tenant, "ida", Role.TENANT_ADMIN, active=False)
    ids = {
        name: api_id("member", await id_of(user, tenant))
        for name, user, tenant in (
            ("ada", world.ada, world.northwind), ("mia", world.mia, world.northwind), ("max", world.max, world.northwind),
            ("sam", world.sam, world.northwind), ("kay", kay, world.northwind), ("ivy", ivy, world.northwind),
            ("ira", ira, world.northwind), ("uma", linked.admin, linked.tenant), ("ugo", linked.member, linked.tenant),
            ("ida", ida, linked.tenant), ("hal", founded.admin, founded.tenant),
        )
    }  # fmt: skip
    ids |= {
        "founded": api_id("customer", founded.record.id), "linked": api_id("customer", linked.record.id),
        "kay's": api_id("user", kay.id),
    }  # fmt: skip
    by, ada = world.actor(kay), world.actor(world.ada)
    for name, inviter, role, customer in (
        ("to be admin", ada, Role.TENANT_ADMIN, None), ("to be MSP admin", ada, Role.MSP_ADMIN, None),
        ("to be member", ada, Role.MEMBER, None), ("to be first admin", by, Role.TENANT_ADMIN, founded.record.id),
    ):  # fmt: skip
        made_ = await members.invite(inviter, email=f"{name.replace(' ', '-')}@somewhere.example", roles=[role], customer_id=customer)
        ids[name] = api_id("invitation", made_)
    return Stage(kay, program, founded, linked, ids)


REFUSED: dict[str, tuple[str, dict[str, Any]]] = {
    "invite an admin": ("inviteUser", {"email": NEW, "roles": [ADMIN]}),
    "invite an MSP admin": ("inviteUser", {"email": NEW, "roles": [MSP]}),
    "invite an admin among other roles": ("inviteUser", {"email": NEW, "roles": [PLAIN, SALES, ADMIN]}),
    "invite the first admin of a customer": ("inviteUser", {"email": NEW, "roles": [ADMIN], "customerId": "@founded"}),
    "make a customer with its first admin": (
        "createCustomer", {"name": "Initech", "access": {}, "firstAdmin": {"email": NEW}},
    ),
    "make a customer where admins can be invited": ("createCustomer", {"name": "Initech", "access": {"allowedRoles": [PLAIN, ADMIN]}}),
    "make an invitation one to be admin": ("updateInvitation", {"invitationId": "@to be member", "roles": [ADMIN]}),
    "make an invitation one to be MSP admin": ("updateInvitation", {"invitationId": "@to be member", "roles": [PLAIN, MSP]}),
    "make an admin's invitation a member's": ("updateInvitation", {"invitationId": "@to be admin", "roles": [PLAIN]}),
    "edit the name in an admin's invitation": ("updateInvitation", {"invitationId": "@to be admin", "firstName": "Nora"}),
    "edit an MSP admin's invitation": ("updateInvitation", {"invitationId": "@to be MSP admin", "firstName": "Nora"}),
    "edit the first admin's invitation": ("updateInvitation", {"invitationId": "@to be first admin", "firstName": "Nora"}),
    "cancel an admin's invitation": ("cancelInvitation", {"invitationId": "@to be admin"}),
    "cancel an MSP admin's invitation": ("cancelInvitation", {"invitationId": "@to be MSP admin"}),
    "cancel the first admin's invitation": ("cancelInvitation", {"invitationId": "@to be first admin"}),
    "resend an admin's invitation": ("resendInvitation", {"invitationId": "@to be admin"}),
    "resend an MSP admin's invitation": ("resendInvitation", {"invitationId": "@to be MSP admin"}),
    "resend the first admin's invitation": ("resendInvitation", {"invitationId": "@to be first admin"}),
    "promote a member": ("changeMemberRoles", {"membershipId": "@max", "roles": [ADMIN]}),
    "promote a member to MSP admin": ("changeMemberRoles", {"membershipId": "@max", "roles": [PLAIN, MSP]}),
    "demote an admin": ("changeMemberRoles", {"membershipId": "@ada", "roles": [PLAIN]}),
    "demote an MSP admin": ("changeMemberRoles", {"membershipId": "@mia", "roles": [SALES]}),
    "demote its maker": ("changeMemberRoles", {"membershipId": "@kay", "roles": [SALES, ADMIN]}),
    "deactivate an admin": ("deactivateMember", {"membershipId": "@ada"}),
    "deactivate an MSP admin": ("deactivateMember", {"membershipId": "@mia"}),
    "reactivate an admin": ("reactivateMember", {"membershipId": "@ivy"}),
    "reactivate an MSP admin": ("reactivateMember", {"membershipId": "@ira"}),
}  # fmt: skip
"""What a program is refused and whoever made its key is not."""

REFUSED_TO_BOTH: dict[str, tuple[str, dict[str, Any]]] = {
    "invite an admin of a customer": ("inviteUser", {"email": NEW, "roles": [ADMIN], "customerId": "@linked"}),
    "promote a customer's member": ("changeMemberRoles", {"membershipId": "@ugo", "roles": [ADMIN]}),
    "demote a customer's admin": ("changeMemberRoles", {"membershipId": "@uma", "roles": [PLAIN]}),
    "deactivate a customer's admin": ("deactivateMember", {"membershipId": "@uma"}),
    "reactivate a customer's admin": ("reactivateMember", {"membershipId": "@ida"}),
    "promote a member where the first admin can be invited": ("changeMemberRoles", {"membershipId": "@hal", "roles": [ADMIN]}),
}
"""What a partner is refused anyway."""

ALLOWED: dict[str, tuple[str, dict[str, Any]]] = {
    "invite a member": ("inviteUser", {"email": NEW, "roles": [PLAIN, SALES]}),
    "invite a member of a customer": ("inviteUser", {"email": NEW, "roles": [SALES], "customerId": "@linked"}),
    "make a customer": ("createCustomer", {"name": "Initech", "access": {"allowedRoles": [PLAIN]}}),
    "keep what can be granted": (
        "updateCustomerAccess", {"customerId": "@founded", "access": {"allowedRoles": [ADMIN, PLAIN]}},
    ),
    "narrow what can be granted": ("updateCustomerAccess", {"customerId": "@founded", "access": {"allowedRoles": [PLAIN]}}),
    "edit a member's invitation": ("updateInvitation", {"invitationId": "@to be member", "roles": [SALES]}),
    "cancel a member's invitation": ("cancelInvitation", {"invitationId": "@to be member"}),
    "change a member's roles": ("changeMemberRoles", {"membershipId": "@max", "roles": [SALES]}),
    "change a colleague's roles": ("changeMemberRoles", {"membershipId": "@sam", "roles": [PLAIN]}),
    "change the roles of a customer's member": ("changeMemberRoles", {"membershipId": "@ugo", "roles": [SALES]}),
    "deactivate a member": ("deactivateMember", {"membershipId": "@max"}),
    "deactivate a customer's member": ("deactivateMember", {"membershipId": "@ugo"}),
}  # fmt: skip
"""What a program does as whoever made its key would."""


def given(stage: Stage, input_: Any) -> Any:
    """The input, with ids for what is named with an @."""
    match input_:
        case dict():
            return {name: given(stage, value) for name, value in input_.items()}
        case str() if input_.startswith("@"):
            return stage.ids[input_[1:]]
    return input_


@pytest.mark.parametrize("road", REFUSED)
async def test_given_an_administrative_role_when_a_program_grants_or_touches_it_then_refused_and_nothing_is_written_or_mailed(
    runtime: Runtime, world: World, stage: Stage, road: str
) -> None:
    runtime.clock.advance(timedelta(minutes=5))  # so that mails can be sent again
    mutation, input_ = REFUSED[road]
    before = await snapshot()
    assert (await call(stage.program, f"Mutation.{mutation}", {"input": given(stage, input_)})).outcome == NOT_ALLOWED
    assert await snapshot() == before
    async with undone():
        assert (await call(world.actor(stage.kay), f"Mutation.{mutation}", {"input": given(stage, input_)})).outcome == "ok"


@pytest.mark.parametrize("road", REFUSED_TO_BOTH)
async def test_given_an_administrative_role_at_a_customer_when_a_program_grants_or_touches_it_then_refused_as_to_its_maker(
    world: World, stage: Stage, road: str
) -> None:
    mutation, input_ = REFUSED_TO_BOTH[road]
    before = await snapshot()
    for actor in (stage.program, world.actor(stage.kay)):
        assert (await call(actor, f"Mutation.{mutation}", {"input": given(stage, input_)})).outcome == NOT_ALLOWED
    assert await snapshot() == before


@pytest.mark.parametrize("road", ALLOWED)
async def test_given_an_ordinary_role_when_a_program_grants_or_touches_it_then_it_may(world: World, stage: Stage, road: str) -> None:
    mutation, input_ = ALLOWED[road]
    assert (await call(stage.program, f"Mutation.{mutation}", {"input": given(stage, input_)})).outcome == "ok"


async def test_given_a_customer_without_admins_to_invite_when_a_program_would_allow_it_then_refused_and_its_maker_may(
    world: World, stage: Stage
) -> None:
    customer = await connect(
        world, "Initech", origin=PartnershipOrigin.CREATED, people=("ina", "ino"), administered=False
    )  # fmt: skip
    input_ = {"customerId": api_id("customer", customer.record.id), "access": {"allowedRoles": [PLAIN, ADMIN]}}
    before = await snapshot()
    refused = await call(stage.program, "Mutation.updateCustomerAccess", {"input": input_})
    assert [error["path"] for error in refused.data["userErrors"]] == [["access", "allowedRoles"]]
    assert refused.outcome == NOT_ALLOWED
    assert await snapshot() == before
    assert (await call(world.actor(stage.kay), "Mutation.updateCustomerAccess", {"input": input_})).outcome == "ok"


# What it promised


@pytest.mark.parametrize("ending", ["nothing", "revoked", "demoted"])
async def test_given_an_invitation_by_a_program_when_accepted_then_its_maker_is_asked_also_after_the_keys_end(
    world: World, stage: Stage, ending: str
) -> None:
    invitation_id = await members.invite(stage.program, email=world.cara.email, roles=[Role.SALES_ENGINEER])
    token = (await mails(world.cara.email))[-1].token
    if ending == "revoked":
        await api_keys.revoke(world.actor(stage.kay), stage.program.key_id)
    elif ending == "demoted":
        await member_roles.change(world.actor(world.ada), await id_of(stage.kay, world.northwind), roles=[Role.MSP_ADMIN])
    answer = await outcome(accepting.accept(world.actor(world.cara), token=token))
    found = await Invitation.get(id=invitation_id)
    assert found.set_by_id == stage.kay.id
    status = status_of(found.accepted_at, found.cancelled_at, found.expires_at)
    if ending == "demoted":
        assert (answer, status) == ("LINK_CANCELLED token", InvitationStatus.PENDING)
        assert not await Membership.exists(user_id=world.cara.id)
    else:
        assert (answer, status) == ("done", InvitationStatus.ACCEPTED)
        assert (await member(world.cara, world.northwind)).roles == {SALES}


async def test_given_an_invitation_by_a_program_when_its_maker_goes_then_nobody_answers_for_it(world: World, stage: Stage) -> None:
    await members.invite(stage.program, email=world.cara.email, roles=[Role.MEMBER])
    token = (await mails(world.cara.email))[-1].token
    await member_status.deactivate(world.actor(world.ada), await id_of(stage.kay, world.northwind))
    assert await outcome(accepting.accept(world.actor(world.cara), token=token)) == "LINK_CANCELLED token"
    assert not await Membership.exists(user_id=world.cara.id)


async def test_given_an_invitation_to_a_member_by_a_program_when_edited_by_a_person_to_an_admin_then_the_program_is_out_of_it(
    world: World, stage: Stage
) -> None:
    invitation_id = await members.invite(stage.program, email=NEW, roles=[Role.MEMBER])
    await invitations.update(world.actor(world.ada), invitation_id, roles=[Role.TENANT_ADMIN])
    before = await snapshot()
    assert await outcome(invitations.cancel(stage.program, invitation_id)) == "ROLE_NOT_ALLOWED invitationId"
    assert await snapshot() == before
