"""What happens at once: of all that could win, one does, and everybody else gets a clear answer."""

import asyncio
from collections import Counter
from collections.abc import Awaitable
from datetime import timedelta
from uuid import UUID

import pytest

from app.auth.actor import Actor
from app.core import db
from app.core.errors import UserErrors
from app.core.runtime import Runtime, now
from app.core.settings import Switch
from app.core.text import sort_key
from app.models import Event, Invitation, InvitationLink, Membership, Participant, PocStatus, Role, User
from app.services import collaborators, invitations, members, participants, poc_status
from app.services.participants import CustomerToInvite
from tests.app.services.inviting import NEW, registration, token_of
from tests.outcomes import DONE, outcome
from tests.world import World, rows

SPELLINGS = ["".join(letter.upper() if n >> i & 1 else letter for i, letter in enumerate("nina")) + "@" + host
             for n in range(10) for host in ("acme.example", "ACME.Example")]  # fmt: skip


async def at_once(*calls: Awaitable[object]) -> Counter[str]:
    return Counter(await asyncio.gather(*(outcome(call) for call in calls)))


async def invited(world: World, email: str = NEW) -> UUID:
    return await participants.invite(world.actor(world.sam), world.active.id, email=email)


# Accepting


@pytest.mark.settings(rate_limits=Switch.OFF)
async def test_given_forty_accepts_with_registration_at_once_then_one_account_one_participant_one_session(world: World) -> None:
    token = await token_of(await invited(world))
    before = {table: await rows(table) for table in ("user", "participant", "session", "mail")}
    answers = await at_once(*(invitations.accept(world.nobody, token=token, registration=registration()) for _ in range(40)))
    assert answers == {DONE: 1, "ALREADY_ACCEPTED token": 39}
    assert {table: await rows(table) for table in before} == {table: count + 1 for table, count in before.items()}


@pytest.mark.settings(rate_limits=Switch.OFF)
async def test_given_forty_accepts_of_one_person_at_once_then_all_succeed_and_one_participant(world: World) -> None:
    token = await token_of(await invited(world, "olga@contoso.example"))
    olga = world.actor(world.olga)
    assert await at_once(*(invitations.accept(olga, token=token) for _ in range(40))) == {DONE: 40}
    assert await Participant.filter(user_id=world.olga.id).count() == 1
    assert await Event.filter(action="invitation.accepted").count() == 1


@pytest.mark.settings(rate_limits=Switch.OFF)
async def test_given_accepts_against_a_cancel_at_once_then_one_winner(runtime: Runtime, world: World) -> None:
    winners = Counter[str]()
    for n in range(12):
        email = f"n{n}@acme.example"
        id_ = await invited(world, email)
        token = await token_of(id_)
        accepts = [invitations.accept(world.nobody, token=token, registration=registration()) for _ in range(2)]
        calls = [*accepts, invitations.cancel(world.actor(world.sam), id_)]
        answers = await at_once(*(calls if n % 2 else reversed(calls)))
        row = await Invitation.get(id=id_)
        taken = await Participant.filter(invitation_id=id_).count()
        if row.accepted_at:
            assert (row.cancelled_at, taken) == (None, 1)
            assert answers == {DONE: 1, "ALREADY_ACCEPTED token": 1, "NOT_PENDING invitationId": 1}
        else:
            assert (taken, await User.filter(email_key=email).count()) == (0, 0)
            assert answers == {DONE: 1, "LINK_CANCELLED token": 2}
        winners["accept" if row.accepted_at else "cancel"] += 1
    assert winners.total() == 12


@pytest.mark.settings(rate_limits=Switch.OFF, resend_cooldown=timedelta(0))
async def test_given_a_resend_against_accepts_at_once_then_either_the_old_link_or_the_fresh_one(world: World) -> None:
    for n in range(12):
        id_ = await invited(world, f"n{n}@acme.example")
        old = await token_of(id_)
        calls = [
            invitations.accept(world.nobody, token=old, registration=registration()),
            invitations.resend(world.actor(world.sam), id_),
            invitations.accept(world.nobody, token=old, registration=registration()),
        ]
        answers = await at_once(*(calls if n % 2 else reversed(calls)))
        row = await Invitation.get(id=id_)
        if row.accepted_at:
            assert answers == {DONE: 1, "ALREADY_ACCEPTED token": 1, "NOT_PENDING invitationId": 1}
            assert row.send_count == 1
        else:
            assert answers == {DONE: 1, "LINK_REPLACED token": 2}
            assert (row.send_count, await InvitationLink.filter(invitation_id=id_).count()) == (2, 2)
            assert await outcome(invitations.accept(world.nobody, token=await token_of(id_), registration=registration())) == DONE
        assert await Participant.filter(invitation_id=id_).count() == 1


@pytest.mark.settings(rate_limits=Switch.OFF)
async def test_given_an_accept_while_the_poc_is_archived_then_in_and_ended_or_cancelled_but_never_stuck(world: World) -> None:
    sam = world.actor(world.sam)
    for n in range(6):
        id_ = await invited(world, f"n{n}@acme.example")
        token = await token_of(id_)
        calls = [
            invitations.accept(world.nobody, token=token, registration=registration()),
            poc_status.change(sam, world.active.id, status=PocStatus.ARCHIVED),
        ]
        answers = await at_once(*(calls if n % 2 else reversed(calls)))
        row = await Invitation.get(id=id_)
        assert answers == ({DONE: 2} if row.accepted_at else {DONE: 1, "LINK_CANCELLED token": 1})
        assert bool(row.accepted_at) is not bool(row.cancelled_at)
        await poc_status.change(sam, world.active.id, status=PocStatus.ACTIVE)


@pytest.mark.settings(rate_limits=Switch.OFF)
async def test_given_people_accepting_to_be_colleague_and_customer_at_once_then_never_both(world: World) -> None:
    calls: list[Awaitable[object]] = []
    for n in range(12):
        email = f"n{n}@acme.example"
        user = await User.create(
            email=email, email_key=email, first_name="N", last_name=str(n), sort_name=sort_key(f"n {n}"), created_at=now()
        )  # fmt: skip
        ids = [await invited(world, email), await members.invite(world.actor(world.ada), email=email, roles={Role.MEMBER})]
        calls += [invitations.accept(Actor(user_id=user.id), token=await token_of(id_)) for id_ in ids]
    answers = await at_once(*calls)
    assert answers.keys() <= {DONE, "ALREADY_MEMBER token"}
    assert await Membership.filter(user__last_name__in=[str(n) for n in range(12)]).count() == 12
    assert await Participant.filter(invitation_id__isnull=False, removed_at=None, ended_at=None).count() == 0


async def test_given_one_address_registering_by_two_links_at_once_then_one_account_and_the_other_signs_in(world: World) -> None:
    first = await token_of(await invited(world))
    second = await token_of(await participants.invite(world.actor(world.kim), world.kims.id, email=NEW))
    answers = await at_once(*(invitations.accept(world.nobody, token=token, registration=registration()) for token in (first, second)))
    assert answers == {DONE: 1, "SIGN_IN_REQUIRED token": 1}
    assert await User.filter(email_key=NEW).count() == 1
    assert await Invitation.filter(accepted_at=None).count() == 1


async def test_given_declines_against_an_accept_at_once_then_one_winner(world: World) -> None:
    for n in range(6):
        id_ = await invited(world, f"n{n}@acme.example")
        token = await token_of(id_)
        calls = [
            invitations.decline(world.nobody, token=token),
            invitations.accept(world.nobody, token=token, registration=registration()),
            invitations.decline(world.nobody, token=token),
        ]
        answers = await at_once(*(calls if n % 2 else reversed(calls)))
        accepted = (await Invitation.get(id=id_)).accepted_at is not None
        assert answers == ({DONE: 1, "ALREADY_ACCEPTED token": 2} if accepted else {DONE: 1, "LINK_CANCELLED token": 2})


@pytest.mark.settings(resend_cooldown=timedelta(0))
async def test_given_a_decline_against_a_resend_at_once_then_declined_or_a_fresh_link(world: World) -> None:
    for n in range(8):
        id_ = await invited(world, f"n{n}@acme.example")
        calls = [invitations.decline(world.nobody, token=await token_of(id_)), invitations.resend(world.actor(world.sam), id_)]
        answers = await at_once(*(calls if n % 2 else reversed(calls)))
        row = await Invitation.get(id=id_)
        assert answers == {DONE: 1, ("NOT_PENDING invitationId" if row.cancelled_at else "LINK_REPLACED token"): 1}
        assert row.send_count == (1 if row.cancelled_at else 2)


# Inviting


async def test_given_one_address_in_twenty_spellings_invited_at_once_then_one_invitation_and_one_mail(world: World) -> None:
    assert len(set(SPELLINGS)) == 20
    sam, mia = world.actor(world.sam), world.actor(world.mia)
    answers = await at_once(
        *(participants.invite(sam if n % 2 else mia, world.active.id, email=email) for n, email in enumerate(SPELLINGS))
    )  # fmt: skip
    assert answers == {DONE: 1, "ALREADY_EXISTS email": 19}
    assert (await Invitation.all().count(), await rows("mail"), await rows("invitation_link"), await rows("event")) == (1, 1, 1, 1)


async def test_given_one_colleague_in_twenty_spellings_invited_at_once_then_one_invitation_that_all_answers_name(world: World) -> None:
    ada = world.actor(world.ada)

    async def invite(email: str) -> UUID | None:
        try:
            return await members.invite(ada, email=email, roles={Role.MEMBER})
        except UserErrors as problem:
            return problem.errors[0].subject_id

    assert len(set(await asyncio.gather(*map(invite, SPELLINGS)))) == 1
    assert (await Invitation.all().count(), await rows("mail")) == (1, 1)


async def test_given_an_expired_invitation_and_twenty_new_ones_at_once_then_one_takes_its_place(runtime: Runtime, world: World) -> None:
    ada = world.actor(world.ada)
    old = await members.invite(ada, email=NEW, roles={Role.MEMBER})
    runtime.clock.advance(timedelta(days=7))
    answers = await at_once(*(members.invite(ada, email=email, roles={Role.MEMBER}) for email in SPELLINGS))
    assert answers == {DONE: 1, "ALREADY_EXISTS email": 19}
    assert await Event.filter(action="invitation.replaced").values_list("target_id", flat=True) == [old]


async def test_given_an_expired_invitation_resent_and_replaced_at_once_then_one_is_open(runtime: Runtime, world: World) -> None:
    ada = world.actor(world.ada)
    for n in range(6):
        email = f"n{n}@acme.example"
        old = await members.invite(ada, email=email, roles={Role.MEMBER})
        runtime.clock.advance(timedelta(days=7))
        calls = [invitations.resend(ada, old), members.invite(ada, email=email, roles={Role.MEMBER})]
        answers = await at_once(*(calls if n % 2 else reversed(calls)))
        resent = (await Invitation.get(id=old)).cancelled_at is None
        assert answers == {DONE: 1, ("ALREADY_EXISTS email" if resent else "NOT_PENDING invitationId"): 1}
        assert await Invitation.filter(email_key=email, cancelled_at=None).count() == 1


async def test_given_several_resends_at_once_then_one_mail_and_the_others_wait(runtime: Runtime, world: World) -> None:
    id_ = await invited(world)
    runtime.clock.advance(timedelta(minutes=2))
    answers = await at_once(*(invitations.resend(world.actor(world.sam), id_) for _ in range(10)))
    assert answers == {DONE: 1, "COOLDOWN invitationId": 9}
    assert (await Invitation.get(id=id_)).send_count == 2


async def test_given_fresh_links_asked_for_at_once_then_the_inviter_is_told_once(runtime: Runtime, world: World) -> None:
    token = await token_of(await invited(world))
    runtime.clock.advance(timedelta(days=7))
    assert await at_once(*(invitations.request_fresh(world.nobody, token=token) for _ in range(20))) == {DONE: 20}
    assert await rows("mail") == 2


async def test_given_much_at_once_on_one_poc_then_nobody_waits_in_a_circle(runtime: Runtime, world: World) -> None:
    sam, mia = world.actor(world.sam), world.actor(world.mia)
    ids = [await invited(world, f"n{n}@acme.example") for n in range(5)]
    tokens = [await token_of(id_) for id_ in ids]
    await collaborators.add(sam, world.active.id, world.kim.id)
    runtime.clock.advance(timedelta(minutes=2))
    many = [CustomerToInvite(email=f"m{n}@acme.example") for n in range(5)]
    answers = await at_once(
        *(invitations.accept(world.nobody, token=token, registration=registration()) for token in tokens),
        *(invitations.resend(sam, id_) for id_ in ids),
        *(invitations.update(mia, id_, title="CTO") for id_ in ids),
        participants.invite_many(sam, world.active.id, customers=many),
        participants.invite_many(mia, world.active.id, customers=many[::-1]),
        participants.invite_many(world.actor(world.kim), world.kims.id, customers=many[::-1]),
        poc_status.change(sam, world.active.id, status=PocStatus.ON_HOLD),
        poc_status.change(mia, world.active.id, status=PocStatus.ARCHIVED),
        collaborators.remove(sam, world.active.id, world.kim.id),
        participants.remove(sam, world.cara_on_active.id),
        participants.leave(world.actor(world.carl), world.active.id),
    )
    expected = {DONE, "ALREADY_ACCEPTED token", "LINK_REPLACED token", "LINK_CANCELLED token", "NOT_OPEN token"}
    expected |= {"NOT_PENDING invitationId", "NOT_OPEN invitationId", "COOLDOWN invitationId", "NOT_OPEN pocId", "NOT_FOUND pocId"}
    assert answers.keys() <= expected, answers
    row = await db.fetch_one("select count(*) from invitation where accepted_at is not null and cancelled_at is not null")
    assert row
    assert row[0] == 0
