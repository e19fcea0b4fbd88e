from datetime import date, timedelta
from uuid import UUID

import pytest

from app.auth import bearer
from app.auth.actor import Actor, Origin
from app.auth.permissions import PERMISSIONS, Permission
from app.core import db
from app.core.runtime import Runtime, now
from app.models import Event, Invitation, Membership, MembershipStatus, Participant, PocStatus, Role, User
from app.services import invitations, members, participants, poc_status
from tests.app.services.inviting import NEW, PASSWORD, mails, refused, registration, token_of
from tests.outcomes import DONE, outcome
from tests.world import World, rows, snapshot


async def invited(world: World, email: str = NEW) -> UUID:
    return await participants.invite(world.actor(world.sam), world.active.id, email=email)


def person(user: User) -> Actor:
    return Actor(user_id=user.id)


async def invited_as_member(world: World, email: str = NEW) -> UUID:
    return await members.invite(world.actor(world.ada), email=email, roles={Role.SALES_ENGINEER, Role.MEMBER})


# Granting


async def test_given_no_account_when_accepted_with_a_registration_then_in_the_poc_and_signed_in(runtime: Runtime, world: World) -> None:
    id_ = await participants.invite(
        world.actor(world.sam), world.active.id, email="Nina@Acme.Example", title="CTO", can_sign=True, access_ends_on=date(2026, 3, 10)
    )
    runtime.clock.advance(timedelta(hours=3))
    accepted = await invitations.accept(world.nobody, token=await token_of(id_), registration=registration(time_zone="Asia/Tokyo"))

    assert (accepted.invitation_id, accepted.poc_id, accepted.tenant_id) == (id_, world.active.id, None)
    assert accepted.credentials
    actor = await bearer.actor_of(accepted.credentials.access_token, Origin())
    assert actor.tenant_id is None
    user = await User.get(id=actor.user)
    assert (user.email, user.email_key, user.first_name, user.time_zone) == ("Nina@Acme.Example", NEW, "Nina", "Asia/Tokyo")
    participant = await Participant.get(user_id=user.id)
    assert (participant.poc_id, participant.invitation_id, participant.title, participant.can_sign) == (world.active.id, id_, "CTO", True)
    assert str(participant.access_ends_at) == "2026-03-10 23:00:00+00:00", "midnight in Berlin"
    invitation = await Invitation.get(id=id_)
    assert (invitation.accepted_by_id, invitation.accepted_at) == (user.id, now())
    assert invitation.accepted_at
    assert invitation.first_sent_at
    assert invitation.accepted_at - invitation.first_sent_at == timedelta(hours=3)
    actions = [(event.action, event.actor_id) for event in await Event.filter(poc_id=world.active.id).order_by("id")]
    assert actions == [("invitation.created", world.sam.id), ("invitation.accepted", user.id), ("participant.joined", user.id)]


async def test_given_an_account_when_accepted_by_its_owner_then_no_other_account_and_no_session_is_made(world: World) -> None:
    id_ = await invited(world, "Olga@contoso.example")
    users, sessions = await rows("user"), await rows("session")
    accepted = await invitations.accept(world.actor(world.olga), token=await token_of(id_))
    assert (accepted.poc_id, accepted.credentials) == (world.active.id, None)
    assert await Participant.filter(user_id=world.olga.id, poc_id=world.active.id).count() == 1
    assert (await rows("user"), await rows("session")) == (users, sessions)


async def test_given_the_owner_of_the_account_when_a_registration_comes_along_then_it_changes_nothing_of_the_account(world: World) -> None:
    id_ = await invited(world, "olga@contoso.example")
    await invitations.accept(world.actor(world.olga), token=await token_of(id_), registration=registration())
    olga = await User.get(id=world.olga.id)
    assert (olga.first_name, olga.password_hash) == (world.olga.first_name, world.olga.password_hash)


async def test_given_a_colleague_without_account_when_accepted_then_a_member_with_the_roles_signed_in_there(world: World) -> None:
    id_ = await invited_as_member(world)
    accepted = await invitations.accept(world.nobody, token=await token_of(id_), registration=registration())
    assert (accepted.poc_id, accepted.tenant_id) == (None, world.northwind.id)
    assert accepted.credentials
    actor = await bearer.actor_of(accepted.credentials.access_token, Origin())
    assert (actor.tenant_id, actor.roles) == (world.northwind.id, {Role.SALES_ENGINEER, Role.MEMBER})
    assert actor.has(Permission.PARTICIPANTS_INVITE)


async def test_given_a_participant_when_accepting_to_be_a_colleague_then_the_participation_ends(world: World) -> None:
    id_ = await invited_as_member(world, "cara@acme.example")
    await invitations.accept(world.actor(world.cara), token=await token_of(id_))
    assert await Membership.filter(user_id=world.cara.id, tenant_id=world.northwind.id).count() == 1
    assert (await Participant.get(id=world.cara_on_active.id)).ended_at == now()


async def test_given_an_edited_invitation_when_accepted_then_it_grants_what_it_says_now(world: World) -> None:
    poc, member = await invited(world), await invited_as_member(world)
    await invitations.update(world.actor(world.sam), poc, title="CFO", can_sign=True, access_ends_on=date(2026, 4, 1))
    await invitations.update(world.actor(world.ada), member, roles={Role.MSP_ADMIN})
    await invitations.accept(world.nobody, token=await token_of(poc), registration=registration())
    user = await User.get(email_key=NEW)
    participant = await Participant.get(user_id=user.id)
    assert (participant.title, participant.can_sign, participant.access_ends_on) == ("CFO", True, date(2026, 4, 1))
    await invitations.accept(person(user), token=await token_of(member))
    assert (await Membership.get(user_id=user.id)).roles == {Role.MSP_ADMIN}


async def test_given_a_last_day_that_is_over_when_the_person_comes_back_then_a_new_participation(runtime: Runtime, world: World) -> None:
    await participants.update(world.actor(world.sam), world.cara_on_active.id, access_ends_on=date(2026, 3, 2))
    runtime.clock.advance(timedelta(days=1))
    id_ = await invited(world, "cara@acme.example")
    await invitations.accept(world.actor(world.cara), token=await token_of(id_))
    first, second = await Participant.filter(user_id=world.cara.id).order_by("joined_at")
    assert str(first.ended_at) == "2026-03-02 23:00:00+00:00"
    assert (second.invitation_id, second.ended_at) == (id_, None)


# Who accepts


async def test_given_an_account_when_nobody_is_signed_in_then_sign_in_required_with_or_without_registration(world: World) -> None:
    token = await token_of(await invited(world, "olga@contoso.example"))
    assert await refused(invitations.accept(world.nobody, token=token)) == "SIGN_IN_REQUIRED token"
    assert await refused(invitations.accept(world.nobody, token=token, registration=registration())) == "SIGN_IN_REQUIRED token"
    assert await outcome(invitations.accept(world.actor(world.olga), token=token)) == DONE


async def test_given_somebody_else_signed_in_when_accepting_then_wrong_account_and_nothing_used_up(world: World) -> None:
    for email in (NEW, "olga@contoso.example"):
        token = await token_of(await invited(world, email))
        for somebody in (world.otto, world.sam, world.cara):
            assert await refused(invitations.accept(world.actor(somebody), token=token)) == "WRONG_ACCOUNT token"
            assert (
                await refused(invitations.accept(world.actor(somebody), token=token, registration=registration())) == "WRONG_ACCOUNT token"
            )
    assert await outcome(invitations.accept(world.actor(world.olga), token=token)) == DONE


async def test_given_no_account_when_accepted_without_registration_then_registration_required(world: World) -> None:
    token = await token_of(await invited(world))
    assert await refused(invitations.accept(world.nobody, token=token)) == "REGISTRATION_REQUIRED registration"
    assert await outcome(invitations.accept(world.nobody, token=token, registration=registration())) == DONE


async def test_given_a_poor_registration_when_accepted_then_all_that_is_wrong_is_said_and_nothing_used_up(world: World) -> None:
    token = await token_of(await invited(world))
    poor = registration(first_name=" ", last_name="x" * 201, password="short", locale="?", time_zone="Mars/Base")
    assert await refused(invitations.accept(world.nobody, token=token, registration=poor)) == (
        "REQUIRED registration.firstName; TOO_LONG registration.lastName; INVALID registration.locale; INVALID registration.timeZone;"
        " WEAK_PASSWORD registration.password"
    )
    assert await refused(invitations.accept(world.nobody, token=token, registration=registration(password=NEW))) == (
        "WEAK_PASSWORD registration.password"
    )
    assert await outcome(invitations.accept(world.nobody, token=token, registration=registration())) == DONE


# The link


@pytest.mark.parametrize("token", ["", "x", "A" * 43, "A" * 5000, "\ud800" * 43, "ä" * 43, "../../etc/passwd"])
async def test_given_a_token_that_never_was_when_accepted_then_link_invalid(world: World, token: str) -> None:
    assert await outcome(invitations.accept(world.nobody, token=await token_of(await invited(world)), registration=registration())) == DONE
    assert await refused(invitations.accept(world.nobody, token=token, registration=registration())) == "LINK_INVALID token"


async def test_given_seven_days_when_they_are_over_to_the_millisecond_then_link_expired(runtime: Runtime, world: World) -> None:
    early, late = await token_of(await invited(world)), await token_of(await invited(world, "noah@acme.example"))
    runtime.clock.advance(timedelta(days=7) - timedelta(milliseconds=1))
    assert await outcome(invitations.accept(world.nobody, token=early, registration=registration())) == DONE
    runtime.clock.advance(timedelta(milliseconds=1))
    assert await refused(invitations.accept(world.nobody, token=late, registration=registration())) == "LINK_EXPIRED token"


@pytest.mark.settings(invitation_ttl=timedelta(hours=1))
async def test_given_a_setting_of_an_hour_when_it_is_over_then_link_expired(runtime: Runtime, world: World) -> None:
    token = await token_of(await invited(world))
    runtime.clock.advance(timedelta(hours=1))
    assert await refused(invitations.accept(world.nobody, token=token, registration=registration())) == "LINK_EXPIRED token"


async def test_given_a_resent_invitation_when_the_old_link_is_used_then_link_replaced_and_the_fresh_one_works(
    runtime: Runtime, world: World
) -> None:
    id_ = await invited(world)
    old = await token_of(id_)
    runtime.clock.advance(timedelta(minutes=2))
    await invitations.resend(world.actor(world.sam), id_)
    assert await refused(invitations.accept(world.nobody, token=old, registration=registration())) == "LINK_REPLACED token"
    assert await outcome(invitations.accept(world.nobody, token=await token_of(id_), registration=registration())) == DONE


async def test_given_a_cancelled_invitation_when_accepted_then_link_cancelled(world: World) -> None:
    id_ = await invited(world)
    await invitations.cancel(world.actor(world.sam), id_)
    assert await refused(invitations.accept(world.nobody, token=await token_of(id_), registration=registration())) == "LINK_CANCELLED token"


async def test_given_an_accepted_invitation_when_accepted_again_then_success_for_the_same_person_only(
    runtime: Runtime, world: World
) -> None:
    id_ = await invited(world, "olga@contoso.example")
    token, olga = await token_of(id_), world.actor(world.olga)
    first = await invitations.accept(olga, token=token)
    before = await snapshot()
    runtime.clock.advance(timedelta(days=30))
    assert await invitations.accept(olga, token=token) == first
    assert await snapshot() == before
    for other in (world.nobody, world.actor(world.otto), world.actor(world.sam)):
        assert await refused(invitations.accept(other, token=token, registration=registration())) == "ALREADY_ACCEPTED token"


async def test_given_somebody_accepting_too_often_then_rate_limited_by_their_ip(world: World) -> None:
    token = await token_of(await invited(world))
    for _ in range(30):
        assert await outcome(invitations.accept(world.nobody, token="A" * 43)) == "LINK_INVALID token"
    assert await refused(invitations.accept(world.nobody, token=token, registration=registration())) == "RATE_LIMITED"


async def test_given_somebody_who_accepted_when_they_use_an_older_link_then_link_replaced(runtime: Runtime, world: World) -> None:
    id_ = await invited(world, "olga@contoso.example")
    old = await token_of(id_)
    runtime.clock.advance(timedelta(minutes=2))
    await invitations.resend(world.actor(world.sam), id_)
    assert await outcome(invitations.accept(world.actor(world.olga), token=await token_of(id_))) == DONE
    assert await refused(invitations.accept(world.actor(world.olga), token=old)) == "LINK_REPLACED token"


# Whether it can be granted


@pytest.mark.parametrize("status", [PocStatus.ON_HOLD, PocStatus.WON, PocStatus.LOST])
async def test_given_a_poc_that_left_active_when_accepted_then_not_open_until_it_is_back(world: World, status: PocStatus) -> None:
    token = await token_of(await invited(world))
    await poc_status.change(world.actor(world.sam), world.active.id, status=status)
    assert await refused(invitations.accept(world.nobody, token=token, registration=registration())) == "NOT_OPEN token"
    await poc_status.change(world.actor(world.sam), world.active.id, status=PocStatus.ACTIVE)
    assert await outcome(invitations.accept(world.nobody, token=token, registration=registration())) == DONE


async def test_given_a_poc_that_was_archived_when_accepted_then_link_cancelled_also_when_it_is_back(world: World) -> None:
    token = await token_of(await invited(world))
    await poc_status.change(world.actor(world.sam), world.active.id, status=PocStatus.ARCHIVED)
    assert await refused(invitations.accept(world.nobody, token=token, registration=registration())) == "LINK_CANCELLED token"
    await poc_status.change(world.actor(world.sam), world.active.id, status=PocStatus.ACTIVE)
    assert await refused(invitations.accept(world.nobody, token=token, registration=registration())) == "LINK_CANCELLED token"


async def test_given_an_inviter_who_may_not_invite_any_more_when_accepted_then_link_cancelled_until_a_colleague_stands_for_it(
    world: World,
) -> None:
    id_ = await invited(world)
    token = await token_of(id_)

    async def accepting() -> str:
        return await refused(invitations.accept(world.nobody, token=token, registration=registration()))

    sams = Membership.filter(user_id=world.sam.id)
    for change in ({"status": MembershipStatus.DEACTIVATED}, {"roles": frozenset({Role.MEMBER})}):
        await sams.update(**change)
        assert await accepting() == "LINK_CANCELLED token"
        await sams.update(status=MembershipStatus.ACTIVE, roles=frozenset({Role.SALES_ENGINEER}))
    await db.execute("delete from collaborator where poc_id = :poc", {"poc": world.active.id})
    assert await accepting() == "LINK_CANCELLED token"
    await invitations.update(world.actor(world.mia), id_, title="CTO")
    assert await outcome(invitations.accept(world.nobody, token=token, registration=registration())) == DONE


async def test_given_a_role_that_may_not_invite_any_more_when_accepted_then_link_cancelled(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    id_ = await invited(world)
    token = await token_of(id_)
    with monkeypatch.context() as patch:
        patch.setitem(PERMISSIONS, Role.SALES_ENGINEER, PERMISSIONS[Role.SALES_ENGINEER] - {Permission.PARTICIPANTS_INVITE})
        assert await refused(invitations.accept(world.nobody, token=token, registration=registration())) == "LINK_CANCELLED token"
        assert await refused(invitations.cancel(world.actor(world.sam), id_)) == "FORBIDDEN"
    assert await outcome(invitations.accept(world.nobody, token=token, registration=registration())) == DONE


async def test_given_an_admin_who_is_none_any_more_when_their_colleague_accepts_then_link_cancelled(world: World) -> None:
    token = await token_of(await invited_as_member(world))
    await Membership.filter(user_id=world.ada.id).update(roles=frozenset({Role.MSP_ADMIN}))
    assert await refused(invitations.accept(world.nobody, token=token, registration=registration())) == "LINK_CANCELLED token"
    await Membership.filter(user_id=world.ada.id).update(roles=frozenset({Role.TENANT_ADMIN}))
    assert await outcome(invitations.accept(world.nobody, token=token, registration=registration())) == DONE


async def test_given_a_last_day_that_is_over_when_accepted_then_link_cancelled(runtime: Runtime, world: World) -> None:
    id_ = await participants.invite(world.actor(world.sam), world.active.id, email=NEW, access_ends_on=date(2026, 3, 3))
    token = await token_of(id_)
    runtime.clock.stand(runtime.clock.now().replace(day=3, hour=23))  # midnight in Berlin, where the provider is
    assert await refused(invitations.accept(world.nobody, token=token, registration=registration())) == "LINK_CANCELLED token"
    runtime.clock.advance(-timedelta(milliseconds=1))
    assert await outcome(invitations.accept(world.nobody, token=token, registration=registration())) == DONE


async def test_given_a_person_who_became_a_colleague_or_a_participant_when_accepting_then_already(world: World) -> None:
    token = await token_of(await invited(world, "olga@contoso.example"))
    membership = await Membership.create(user=world.olga, tenant=world.northwind, roles={Role.MEMBER}, created_at=now())
    assert await refused(invitations.accept(world.actor(world.olga), token=token)) == "ALREADY_MEMBER token"
    await Membership.filter(id=membership.id).delete()
    participant = await Participant.create(poc=world.active, user=world.olga, joined_at=now())
    assert await refused(invitations.accept(world.actor(world.olga), token=token)) == "ALREADY_PARTICIPANT token"
    await Participant.filter(id=participant.id).delete()
    assert await outcome(invitations.accept(world.actor(world.olga), token=token)) == DONE


# Telling the inviter, and nobody else


async def test_given_an_acceptance_when_the_inviter_wishes_then_they_are_told_once(world: World) -> None:
    token = await token_of(await invited(world, "olga@contoso.example"))
    await invitations.accept(world.actor(world.olga), token=token)
    await invitations.accept(world.actor(world.olga), token=token)
    [message] = await mails("invitation_accepted")
    assert message.recipient == world.sam.email
    assert "Olga Olsen" in message.text
    assert world.active.name in message.text


async def test_given_an_editor_when_accepted_then_still_the_inviter_is_told(world: World) -> None:
    id_ = await invited(world, "olga@contoso.example")
    await invitations.update(world.actor(world.ada), id_, title="CTO")
    await invitations.accept(world.actor(world.olga), token=await token_of(id_))
    assert [message.recipient for message in await mails("invitation_accepted")] == [world.sam.email]


async def test_given_an_inviter_who_does_not_wish_it_when_accepted_then_no_mail(world: World) -> None:
    await User.filter(id=world.sam.id).update(wants_acceptance=False)
    token = await token_of(await invited(world, "olga@contoso.example"))
    await invitations.accept(world.actor(world.olga), token=token)
    assert await mails("invitation_accepted") == []


async def test_given_an_inviter_who_has_left_when_accepted_then_whoever_answers_for_it_is_told(world: World) -> None:
    id_ = await invited(world, "olga@contoso.example")
    await invitations.update(world.actor(world.ada), id_, title="CTO")
    await Membership.filter(user_id=world.sam.id).update(status=MembershipStatus.DEACTIVATED)
    await invitations.accept(world.actor(world.olga), token=await token_of(id_))
    assert [message.recipient for message in await mails("invitation_accepted")] == [world.ada.email]


async def test_given_an_accepted_invitation_then_neither_its_token_nor_the_password_stands_in_the_database(world: World) -> None:
    token = await token_of(await invited(world))
    accepted = await invitations.accept(world.nobody, token=token, registration=registration())
    assert accepted.credentials
    everything = repr(await snapshot())
    assert NEW in everything, "the snapshot would show it"
    for secret in (token, PASSWORD, accepted.credentials.access_token, accepted.credentials.refresh_token):
        assert secret not in everything
        assert secret not in repr(accepted)
