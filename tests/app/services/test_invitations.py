from datetime import date, timedelta
from uuid import UUID, uuid4

import pytest

from app.core import db
from app.core.errors import UserErrors
from app.core.runtime import Runtime, now
from app.models import (
    CancelReason,
    Event,
    Invitation,
    InvitationLink,
    InvitationStatus,
    Mail,
    PocStatus,
    Role,
)
from app.services import collaborators, invitations, issuing, members, participants, poc_status
from app.services.standing import status_of
from tests.app.services.inviting import NEW, mails, refused, registration, token_of
from tests.outcomes import DONE, outcome
from tests.world import World, snapshot

P, E, C, A = InvitationStatus.PENDING, InvitationStatus.EXPIRED, InvitationStatus.CANCELLED, InvitationStatus.ACCEPTED


async def invited(world: World, email: str = NEW) -> UUID:
    return await participants.invite(world.actor(world.sam), world.active.id, email=email)


async def invitation_in(runtime: Runtime, world: World, status: InvitationStatus) -> UUID:
    """One of Sam's invitations of Nina in a state, an hour or more after its mail."""
    id_ = await invited(world)
    runtime.clock.advance(timedelta(hours=1))
    match status:
        case InvitationStatus.EXPIRED:
            runtime.clock.advance(timedelta(days=7))
        case InvitationStatus.CANCELLED:
            await invitations.cancel(world.actor(world.sam), id_)
        case InvitationStatus.ACCEPTED:
            await invitations.accept(world.nobody, token=await token_of(id_), registration=registration())
    assert await state(id_) is status
    return id_


async def state(id_: UUID) -> InvitationStatus:
    row = await Invitation.get(id=id_)
    return status_of(row.accepted_at, row.cancelled_at, row.expires_at)


# The table of states


@pytest.mark.parametrize(
    ("before", "expected", "after"),
    [(P, DONE, P), (E, DONE, P), (C, "NOT_PENDING invitationId", C), (A, "NOT_PENDING invitationId", A)],
)
async def test_given_each_state_when_resent_then_as_the_table_says(
    runtime: Runtime, world: World, before: InvitationStatus, expected: str, after: InvitationStatus
) -> None:
    id_ = await invitation_in(runtime, world, before)
    assert await state(id_) is before
    call = invitations.resend(world.actor(world.sam), id_)
    assert await (outcome(call) if expected == DONE else refused(call)) == expected
    assert await state(id_) is after


@pytest.mark.parametrize(
    ("before", "expected", "after"),
    [(P, DONE, C), (E, "NOT_PENDING invitationId", E), (C, "NOT_PENDING invitationId", C), (A, "NOT_PENDING invitationId", A)],
)
async def test_given_each_state_when_cancelled_then_as_the_table_says(
    runtime: Runtime, world: World, before: InvitationStatus, expected: str, after: InvitationStatus
) -> None:
    id_ = await invitation_in(runtime, world, before)
    call = invitations.cancel(world.actor(world.sam), id_)
    assert await (outcome(call) if expected == DONE else refused(call)) == expected
    assert await state(id_) is after


@pytest.mark.parametrize(
    ("before", "expected", "after"),
    [(P, DONE, A), (E, "LINK_EXPIRED token", E), (C, "LINK_CANCELLED token", C), (A, "ALREADY_ACCEPTED token", A)],
)
async def test_given_each_state_when_accepted_then_as_the_table_says(
    runtime: Runtime, world: World, before: InvitationStatus, expected: str, after: InvitationStatus
) -> None:
    id_ = await invitation_in(runtime, world, before)
    call = invitations.accept(world.nobody, token=await token_of(id_), registration=registration())
    assert await (outcome(call) if expected == DONE else refused(call)) == expected
    assert await state(id_) is after


@pytest.mark.parametrize(
    ("before", "expected", "after"),
    [(P, "ALREADY_EXISTS email", P), (E, DONE, C), (C, DONE, C), (A, "ALREADY_PARTICIPANT email", A)],
)
async def test_given_each_state_when_the_same_address_is_invited_then_as_the_table_says(
    runtime: Runtime, world: World, before: InvitationStatus, expected: str, after: InvitationStatus
) -> None:
    id_ = await invitation_in(runtime, world, before)
    call = participants.invite(world.actor(world.sam), world.active.id, email="NINA@acme.example")
    assert await (outcome(call) if expected == DONE else refused(call)) == expected
    assert await state(id_) is after
    assert (await Invitation.get(id=id_)).cancel_reason == {E: CancelReason.REPLACED, C: CancelReason.WITHDRAWN}.get(before)
    assert await Invitation.filter(email_key=NEW).count() == (2 if expected == DONE else 1)


@pytest.mark.parametrize(
    ("before", "expected"), [(P, DONE), (E, "NOT_PENDING invitationId"), (C, "NOT_PENDING invitationId"), (A, "NOT_PENDING invitationId")]
)
async def test_given_each_state_when_edited_then_only_a_pending_one_changes(
    runtime: Runtime, world: World, before: InvitationStatus, expected: str
) -> None:
    id_ = await invitation_in(runtime, world, before)
    for title in ("CTO", None, "x" * 201):
        wanted = "TOO_LONG title" if title and len(title) > 200 and expected == DONE else expected
        call = invitations.update(world.actor(world.sam), id_, title=title)
        assert await (outcome(call) if wanted == DONE else refused(call)) == wanted


# Resending


async def test_given_a_pending_invitation_when_resent_then_a_fresh_link_seven_days_anew_and_one_mail_more(
    runtime: Runtime, world: World
) -> None:
    id_ = await invited(world)
    first = await Invitation.get(id=id_)
    old = await token_of(id_)
    assert (first.send_count, first.first_sent_at, first.last_sent_at, first.expires_at) == (1, now(), now(), now() + timedelta(days=7))
    runtime.clock.advance(timedelta(days=3))
    assert await invitations.resend(world.actor(world.sam), id_) == world.active.id
    second = await Invitation.get(id=id_)
    assert await token_of(id_) != old
    assert (second.send_count, second.last_sent_at, second.expires_at) == (2, now(), now() + timedelta(days=7))
    assert (second.first_sent_at, second.set_by_id) == (first.first_sent_at, first.set_by_id)
    assert second.link_id != first.link_id
    assert second.mail_id != first.mail_id
    assert await InvitationLink.filter(invitation_id=id_).count() == 2
    assert len(await mails("poc_invitation")) == 2
    assert [event.action for event in await Event.filter(target_id=id_).order_by("id")] == ["invitation.created", "invitation.resent"]


async def test_given_a_mail_less_than_a_minute_ago_when_resent_then_cooldown_with_the_seconds_left(runtime: Runtime, world: World) -> None:
    id_ = await invited(world)
    runtime.clock.advance(timedelta(seconds=45, milliseconds=500))
    with pytest.raises(UserErrors) as problem:
        await invitations.resend(world.actor(world.sam), id_)
    assert [(error.code.value, error.retry_after) for error in problem.value.errors] == [("COOLDOWN", 15)]
    runtime.clock.advance(timedelta(milliseconds=14_499))
    assert await refused(invitations.resend(world.actor(world.sam), id_)) == "COOLDOWN invitationId"
    runtime.clock.advance(timedelta(milliseconds=1))
    assert await outcome(invitations.resend(world.actor(world.sam), id_)) == DONE


@pytest.mark.parametrize("status", [PocStatus.ON_HOLD, PocStatus.WON, PocStatus.LOST])
async def test_given_a_poc_that_is_not_active_when_resent_then_not_open(runtime: Runtime, world: World, status: PocStatus) -> None:
    id_ = await invited(world)
    runtime.clock.advance(timedelta(hours=1))
    await poc_status.change(world.actor(world.sam), world.active.id, status=status)
    assert await refused(invitations.resend(world.actor(world.sam), id_)) == "NOT_OPEN invitationId"
    await poc_status.change(world.actor(world.sam), world.active.id, status=PocStatus.ACTIVE)
    assert await outcome(invitations.resend(world.actor(world.sam), id_)) == DONE


async def test_given_a_last_day_that_has_passed_when_resent_then_not_open_as_nobody_could_accept(runtime: Runtime, world: World) -> None:
    sam = world.actor(world.sam)
    id_ = await participants.invite(sam, world.active.id, email=NEW, access_ends_on=date(2026, 3, 3))
    runtime.clock.advance(timedelta(days=1, hours=13))
    assert await outcome(invitations.resend(sam, id_)) == DONE
    runtime.clock.advance(timedelta(days=1))
    before = await snapshot()
    assert await refused(invitations.resend(sam, id_)) == "NOT_OPEN invitationId"
    assert await snapshot() == before
    await invitations.update(sam, id_, access_ends_on=date(2026, 3, 30))
    assert await outcome(invitations.resend(sam, id_)) == DONE


async def test_given_a_colleagues_invitation_when_resent_cancelled_or_edited_then_as_ones_own(runtime: Runtime, world: World) -> None:
    id_ = await members.invite(world.actor(world.ada), email=NEW, roles={Role.MEMBER})
    runtime.clock.advance(timedelta(hours=1))
    ada = world.actor(world.ada)
    assert await invitations.resend(ada, id_) is None
    assert await invitations.update(ada, id_, roles={Role.MSP_ADMIN}) is None
    assert await invitations.cancel(ada, id_) is None
    assert len(await mails("member_invitation")) == 2


async def test_given_an_invitation_that_was_sent_or_decided_since_when_sent_then_not_pending(runtime: Runtime, world: World) -> None:
    async def send(invitation: Invitation) -> None:
        async with db.transaction():
            await issuing.send(invitation)

    id_ = await invited(world)
    known = await Invitation.get(id=id_)
    runtime.clock.advance(timedelta(hours=1))
    await invitations.resend(world.actor(world.sam), id_)
    assert await refused(send(known)) == "NOT_PENDING invitationId"
    known = await Invitation.get(id=id_)
    await invitations.cancel(world.actor(world.sam), id_)
    assert await refused(send(known)) == "NOT_PENDING invitationId"


async def test_given_a_cancelled_invitation_when_resent_then_not_pending_goes_before_all_else(world: World) -> None:
    id_ = await invited(world)
    await invitations.cancel(world.actor(world.sam), id_)
    await poc_status.change(world.actor(world.sam), world.active.id, status=PocStatus.ON_HOLD)
    assert await refused(invitations.resend(world.actor(world.sam), id_)) == "NOT_PENDING invitationId"


# Who may


async def test_given_people_who_can_not_invite_when_managing_then_it_does_not_exist_for_them_or_is_forbidden(
    runtime: Runtime, world: World
) -> None:
    poc = await invited(world, "cara.new@acme.example")
    member = await members.invite(world.actor(world.ada), email="olga@contoso.example", roles={Role.MEMBER})
    own = await participants.invite(world.actor(world.olga), world.olgas.id, email="cara@acme.example")
    await invitations.accept(world.actor(world.cara), token=await token_of(own))
    runtime.clock.advance(timedelta(hours=1))
    unseen, forbidden = "NOT_FOUND invitationId", "FORBIDDEN"
    for somebody, id_, expected in (
        (world.kim, poc, unseen),
        (world.max, poc, unseen),
        (world.otto, poc, unseen),
        (world.olga, poc, unseen),
        (world.carl, poc, unseen),
        (world.sam, member, unseen),
        (world.mia, member, unseen),
        (world.otto, member, unseen),
        (world.olga, member, unseen),
        (world.cara, own, forbidden),
        (world.sam, uuid4(), unseen),
        (world.sam, None, unseen),
    ):
        actor = world.actor(somebody)
        assert await refused(invitations.resend(actor, id_)) == expected
        assert await refused(invitations.cancel(actor, id_)) == expected
        assert await refused(invitations.update(actor, id_, title="CTO")) == expected
    assert await refused(invitations.cancel(world.nobody, poc)) == unseen
    for somebody in (world.sam, world.mia, world.ada):
        assert await outcome(invitations.update(world.actor(somebody), poc, title=somebody.first_name)) == DONE
    assert await outcome(invitations.cancel(world.actor(world.ada), member)) == DONE


# Editing


async def test_given_a_pending_invitation_when_edited_then_it_says_so_and_the_editor_answers_for_it(world: World) -> None:
    id_ = await invited(world)
    before = await Invitation.get(id=id_)
    await invitations.update(
        world.actor(world.mia), id_, first_name=" Nina ", last_name="New", title="CTO", can_sign=True, access_ends_on=date(2026, 5, 1)
    )
    after = await Invitation.get(id=id_)
    assert (after.first_name, after.last_name, after.title, after.can_sign, after.access_ends_on) == (
        "Nina",
        "New",
        "CTO",
        True,
        date(2026, 5, 1),
    )
    assert (before.set_by_id, after.set_by_id, after.invited_by_id) == (world.sam.id, world.mia.id, world.sam.id)
    assert (after.send_count, after.link_id) == (before.send_count, before.link_id)
    event = (await Event.filter(target_id=id_).order_by("id"))[-1]
    assert event.action == "invitation.changed"
    assert event.changes == {
        "firstName": [None, "[redacted]"], "lastName": [None, "[redacted]"], "title": [None, "[redacted]"], "canSign": [False, True],
        "accessEndsOn": [None, "2026-05-01"],
    }  # fmt: skip


async def test_given_fields_left_out_or_cleared_when_edited_then_they_stay_or_go(world: World) -> None:
    sam = world.actor(world.sam)
    id_ = await participants.invite(sam, world.active.id, email=NEW, first_name="Nina", title="CTO", access_ends_on=date(2026, 5, 1))
    await invitations.update(sam, id_, title=None, access_ends_on=None)
    row = await Invitation.get(id=id_)
    assert (row.first_name, row.title, row.access_ends_on) == ("Nina", None, None)


async def test_given_nothing_different_when_edited_then_success_and_nothing_changes(world: World) -> None:
    id_ = await participants.invite(world.actor(world.sam), world.active.id, email=NEW, title="CTO")
    before = await snapshot()
    assert await outcome(invitations.update(world.actor(world.mia), id_)) == DONE
    assert await outcome(invitations.update(world.actor(world.mia), id_, title="CTO ", can_sign=False, access_ends_on=None)) == DONE
    assert await snapshot() == before


async def test_given_what_can_not_be_granted_when_edited_then_each_is_refused_at_its_path(world: World) -> None:
    sam, ada = world.actor(world.sam), world.actor(world.ada)
    poc, member = await invited(world), await members.invite(ada, email=NEW, roles={Role.MEMBER})
    assert (
        await refused(
            invitations.update(
                sam, poc, first_name="x\ny", title="x" * 201, roles={Role.MEMBER}, can_sign=None, access_ends_on=date(2026, 3, 1)
            )
        )
        == "INVALID firstName; TOO_LONG title; INVALID roles; REQUIRED canSign; INVALID accessEndsOn"
    )
    assert await refused(invitations.update(sam, poc, access_ends_on=date.max)) == "INVALID accessEndsOn"
    assert (
        await refused(invitations.update(ada, member, can_sign=True, access_ends_on=date(2026, 5, 1)))
        == "INVALID canSign; INVALID accessEndsOn"
    )
    assert await refused(invitations.update(ada, member, roles=None)) == "REQUIRED roles"
    assert await refused(invitations.update(ada, member, roles=[])) == "REQUIRED roles"
    assert await refused(invitations.update(ada, member, roles={Role.CUSTOMER, Role.MEMBER})) == "ROLE_NOT_ALLOWED roles"
    assert await outcome(invitations.update(ada, member, roles={Role.TENANT_ADMIN})) == DONE


# With the POC


async def test_given_a_draft_when_inviting_then_the_mail_is_held_until_it_is_active(runtime: Runtime, world: World) -> None:
    sam = world.actor(world.sam)
    id_ = await participants.invite(sam, world.draft.id, email=NEW)
    held = await Invitation.get(id=id_)
    assert (held.expires_at, held.link_id, held.mail_id, held.first_sent_at, held.send_count) == (None, None, None, None, 0)
    assert await state(id_) is P
    assert await Mail.all().count() == 0
    assert await refused(invitations.resend(sam, id_)) == "NOT_OPEN invitationId"
    assert await refused(participants.invite(sam, world.draft.id, email=NEW)) == "ALREADY_EXISTS email"
    runtime.clock.advance(timedelta(days=30))
    assert await state(id_) is P
    await invitations.update(sam, id_, title="CTO")
    await poc_status.change(sam, world.draft.id, status=PocStatus.ACTIVE)
    sent = await Invitation.get(id=id_)
    assert (sent.first_sent_at, sent.send_count, sent.expires_at) == (now(), 1, now() + timedelta(days=7))
    assert len(await mails()) == 1
    assert await outcome(invitations.accept(world.nobody, token=await token_of(id_), registration=registration())) == DONE
    actions = [event.action for event in await Event.filter(target_id=id_).order_by("id")]
    assert actions == ["invitation.created", "invitation.changed", "invitation.sent", "invitation.accepted"]


async def test_given_a_held_invitation_when_cancelled_then_activating_mails_nothing(world: World) -> None:
    sam = world.actor(world.sam)
    kept, gone = [await participants.invite(sam, world.draft.id, email=email) for email in (NEW, "noah@acme.example")]
    await invitations.cancel(sam, gone)
    await poc_status.change(sam, world.draft.id, status=PocStatus.ACTIVE)
    assert [message.recipient for message in await mails()] == [NEW]
    assert (await Invitation.get(id=kept)).send_count == 1


async def test_given_a_reopened_poc_when_active_again_then_what_was_mailed_is_not_mailed_again(world: World) -> None:
    sam = world.actor(world.sam)
    await invited(world)
    for status in (PocStatus.ON_HOLD, PocStatus.ACTIVE):
        await poc_status.change(sam, world.active.id, status=status)
    assert len(await mails()) == 1


async def test_given_a_poc_when_archived_then_what_is_pending_there_is_withdrawn_and_nothing_else(runtime: Runtime, world: World) -> None:
    sam = world.actor(world.sam)
    expired = await invited(world, "old@acme.example")
    runtime.clock.advance(timedelta(days=7))
    accepted, pending = await invited(world, "olga@contoso.example"), await invited(world)
    await invitations.accept(world.actor(world.olga), token=await token_of(accepted))
    elsewhere = await participants.invite(world.actor(world.kim), world.kims.id, email=NEW)
    await poc_status.change(sam, world.active.id, status=PocStatus.ARCHIVED)
    assert [await state(id_) for id_ in (expired, accepted, pending, elsewhere)] == [E, A, C, P]
    row = await Invitation.get(id=pending)
    assert (row.cancel_reason, row.cancelled_at) == (CancelReason.WITHDRAWN, now())
    assert await Event.filter(action="invitation.cancelled").values_list("target_id", flat=True) == [pending]


async def test_given_a_draft_with_held_invitations_when_archived_then_they_are_withdrawn(world: World) -> None:
    id_ = await participants.invite(world.actor(world.sam), world.draft.id, email=NEW)
    await poc_status.change(world.actor(world.sam), world.draft.id, status=PocStatus.ARCHIVED)
    assert await state(id_) is C


async def test_given_a_collaborator_who_leaves_then_the_owner_answers_for_what_they_left_open(runtime: Runtime, world: World) -> None:
    sam, kim = world.actor(world.sam), world.actor(world.kim)
    await collaborators.add(sam, world.active.id, world.kim.id)
    expired = await participants.invite(kim, world.active.id, email="old@acme.example")
    runtime.clock.advance(timedelta(days=7))
    pending, cancelled = [await participants.invite(kim, world.active.id, email=email) for email in (NEW, "noah@acme.example")]
    await invitations.cancel(kim, cancelled)
    elsewhere = await participants.invite(kim, world.kims.id, email=NEW)
    mias = await participants.invite(world.actor(world.mia), world.active.id, email="mo@acme.example")
    await collaborators.remove(sam, world.active.id, world.kim.id)
    setters = [(await Invitation.get(id=id_)).set_by_id for id_ in (expired, pending, cancelled, elsewhere, mias)]
    assert setters == [world.sam.id, world.sam.id, world.kim.id, world.kim.id, world.mia.id]
    assert await outcome(invitations.accept(world.nobody, token=await token_of(pending), registration=registration())) == DONE
    assert [message.recipient for message in await mails("invitation_accepted")] == [world.sam.email], (
        "Kim has nothing to do with it any more"
    )
