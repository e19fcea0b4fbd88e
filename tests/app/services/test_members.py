from datetime import timedelta

import pytest

from app.auth.actor import Actor
from app.core import db
from app.core.errors import UserError, UserErrors
from app.core.runtime import Runtime, now
from app.models import Event, Invitation, InvitationKind, MailRefusal, Membership, MembershipStatus, Role, User
from app.services import invitations, issuing, members, participants
from tests.app.services.inviting import NEW, mails, refused, registration, token_of
from tests.outcomes import DONE, outcome
from tests.world import World, rows


async def test_given_an_admin_when_inviting_a_colleague_then_it_is_written_and_mailed(world: World) -> None:
    id_ = await members.invite(
        world.actor(world.ada), email="Nina@acme.example", roles=[Role.SALES_ENGINEER, Role.MSP_ADMIN, Role.MSP_ADMIN], first_name="Nina",
        last_name="New", personal_message="Welcome!", locale="fr",
    )  # fmt: skip
    row = await Invitation.get(id=id_)
    assert (row.kind, row.tenant_id, row.poc_id, row.email, row.email_key) == ("MEMBER", world.northwind.id, None, "Nina@acme.example", NEW)
    assert (row.roles, row.locale, row.invited_by_id, row.set_by_id) == ({"SALES_ENGINEER", "MSP_ADMIN"}, "fr", world.ada.id, world.ada.id)
    assert (row.first_sent_at, row.expires_at, row.send_count) == (now(), now() + timedelta(days=7), 1)
    [message] = await mails()
    for words in ("Northwind Cloud", "Ada Admin", "Admin MSP, ingénierie avant-vente", "Welcome!", f"/invite/{await token_of(id_)}"):
        assert words in message.text
    [event] = await Event.filter(target_id=id_)
    assert (event.action, event.tenant_id, event.changes) == (
        "invitation.created", world.northwind.id, {"roles": [None, ["MSP_ADMIN", "SALES_ENGINEER"]]},
    )  # fmt: skip


async def test_given_people_without_members_manage_when_inviting_a_colleague_then_forbidden(world: World) -> None:
    for somebody in (world.mia, world.sam, world.max, world.cara):
        assert await refused(members.invite(world.actor(somebody), email=NEW, roles={Role.MEMBER})) == "FORBIDDEN"
    assert await refused(members.invite(world.nobody, email=NEW, roles={Role.MEMBER})) == "UNAUTHENTICATED"
    assert await outcome(members.invite(world.actor(world.ada), email=NEW, roles={Role.MEMBER})) == DONE


async def test_given_roles_or_facts_that_can_not_be_when_inviting_then_refused_at_their_path(world: World) -> None:
    ada = world.actor(world.ada)
    assert await refused(members.invite(ada, email=NEW, roles=[])) == "REQUIRED roles"
    assert await refused(members.invite(ada, email=NEW, roles=[Role.CUSTOMER])) == "ROLE_NOT_ALLOWED roles"
    assert await refused(members.invite(ada, email=NEW, roles=[Role.MEMBER, Role.CUSTOMER])) == "ROLE_NOT_ALLOWED roles"
    assert await refused(members.invite(ada, email="x", roles=[], first_name="x" * 201, personal_message="x" * 2001, locale="1")) == (
        "INVALID email; TOO_LONG firstName; TOO_LONG personalMessage; INVALID locale; REQUIRED roles"
    )
    assert (
        await outcome(members.invite(ada, email=NEW, roles=[Role.TENANT_ADMIN, Role.MSP_ADMIN, Role.SALES_ENGINEER, Role.MEMBER])) == DONE
    )


async def test_given_a_member_when_invited_then_already_member_also_when_deactivated(world: World) -> None:
    ada = world.actor(world.ada)
    assert await refused(members.invite(ada, email="ADA@northwind.example", roles={Role.MEMBER})) == "ALREADY_MEMBER email"
    await Membership.filter(user_id=world.max.id).update(status=MembershipStatus.DEACTIVATED)
    assert await refused(members.invite(ada, email="max@northwind.example", roles={Role.MEMBER})) == "ALREADY_MEMBER email"
    for email in ("otto@contoso.example", "cara@acme.example"):
        assert await outcome(members.invite(ada, email=email, roles={Role.MEMBER})) == DONE


async def test_given_an_invitation_when_the_address_is_invited_again_then_as_the_table_says(runtime: Runtime, world: World) -> None:
    ada = world.actor(world.ada)
    first = await members.invite(ada, email=NEW, roles={Role.MEMBER})
    with pytest.raises(UserErrors) as problem:
        await members.invite(ada, email="NINA@acme.example", roles={Role.MSP_ADMIN})
    assert [(error.code.value, error.subject_id) for error in problem.value.errors] == [("ALREADY_EXISTS", first)]
    assert await outcome(participants.invite(world.actor(world.sam), world.active.id, email=NEW)) == DONE, "another kind"
    assert await outcome(members.invite(world.actor(world.otto), email=NEW, roles={Role.MEMBER})) == DONE, "another tenant"

    runtime.clock.advance(timedelta(days=7))
    second = await members.invite(ada, email=NEW, roles={Role.MEMBER})
    assert (await Invitation.get(id=first)).cancel_reason == "REPLACED"
    await invitations.cancel(ada, second)
    third = await members.invite(ada, email=NEW, roles={Role.MEMBER})
    await invitations.accept(world.nobody, token=await token_of(third), registration=registration())
    assert await refused(members.invite(ada, email=NEW, roles={Role.MEMBER})) == "ALREADY_MEMBER email"


async def test_given_an_address_that_refuses_mail_when_invited_then_recipient_refuses(world: World) -> None:
    await MailRefusal.create(tenant=world.northwind, email_key=NEW, created_at=now())
    assert await refused(members.invite(world.actor(world.ada), email=NEW, roles={Role.MEMBER})) == "RECIPIENT_REFUSES email"


# The operator


async def test_given_an_invitation_of_the_operator_when_accepted_then_a_member_whose_own_it_is_and_nobody_is_told(world: World) -> None:
    errors: list[UserError] = []
    who = issuing.invited(errors, email=NEW, first_name=None, last_name=None, title=None, personal_message=None, locale=None)
    assert who
    async with db.transaction():
        id_ = await issuing.issue(Actor(), who, kind=InvitationKind.MEMBER, tenant_id=world.northwind.id, roles={Role.TENANT_ADMIN})
    [message] = await mails()
    assert "Invited by: Northwind Cloud" in message.text
    assert await rows("mail_budget") == 0
    token = await token_of(id_)
    assert (await invitations.preview(world.nobody, token)).inviter_name is None
    await invitations.accept(world.nobody, token=token, registration=registration())
    user = await User.get(email_key=NEW)
    assert (await Membership.get(user_id=user.id)).roles == {Role.TENANT_ADMIN}
    row = await Invitation.get(id=id_)
    assert (row.invited_by_id, row.set_by_id) == (user.id, user.id)
    assert len(await mails()) == 1
