from datetime import date, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest

from app.core.errors import UserErrors
from app.core.runtime import Runtime, now
from app.models import Event, Invitation, MailRefusal, Membership, MembershipStatus, Participant, PocStatus
from app.services import invitations, participants, poc_status
from app.services.participants import CustomerToInvite
from tests.app.services.inviting import NEW, mails, refused, token_of
from tests.outcomes import DONE, outcome
from tests.world import World, rows, snapshot


async def invite(world: World, **given: Any) -> UUID:
    return await participants.invite(world.actor(world.sam), world.active.id, **({"email": NEW} | given))


# Inviting


async def test_given_all_that_can_be_said_when_inviting_then_it_is_written_and_mailed(world: World) -> None:
    id_ = await invite(
        world, email=" Nina@ACME.example ", first_name="Nina", last_name="New", title="CTO", personal_message="Welcome!\nSam",
        can_sign=True, access_ends_on=date(2026, 3, 2), locale="de-at",
    )  # fmt: skip
    row = await Invitation.get(id=id_)
    assert (row.kind, row.tenant_id, row.poc_id, row.customer_id) == ("POC", world.northwind.id, world.active.id, world.acme.id)
    assert (row.email, row.email_key, row.first_name, row.last_name, row.title) == ("Nina@ACME.example", NEW, "Nina", "New", "CTO")
    assert (row.personal_message, row.can_sign, row.access_ends_on, row.locale) == ("Welcome!\nSam", True, date(2026, 3, 2), "de-AT")
    assert (row.invited_by_id, row.set_by_id, row.created_at) == (world.sam.id, world.sam.id, now())
    [message] = await mails()
    assert message.recipient == "Nina@ACME.example"
    assert message.subject == "Einladung zur Teilnahme an Active POC"
    link = f"http://127.0.0.1:8000/invite/{await token_of(id_)}"
    for words in ("Guten Tag Nina New", "Active POC", "Sam Sales", "Northwind Cloud", "Welcome!", link):
        assert words in message.text
    [event] = await Event.filter(target_id=id_)
    assert (event.action, event.tenant_id, event.poc_id, event.actor_id) == (
        "invitation.created", world.northwind.id, world.active.id, world.sam.id,
    )  # fmt: skip
    assert event.changes == {"canSign": [None, True], "accessEndsOn": [None, "2026-03-02"]}


async def test_given_only_an_address_when_inviting_then_the_mail_greets_the_customer_in_the_tenants_language(world: World) -> None:
    id_ = await invite(world)
    [message] = await mails()
    assert "Hello Acme" in message.text
    assert (await Invitation.get(id=id_)).locale == world.northwind.default_locale


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({"email": ""}, "REQUIRED email"),
        ({"email": "nina"}, "INVALID email"),
        ({"email": f"{'n' * 64}@{'a' * 63}.{'b' * 63}.{'c' * 63}.example"}, "TOO_LONG email"),
        ({"email": "cafe\u0301@acme.example"}, "INVALID email"),
        ({"first_name": "x" * 201}, "TOO_LONG firstName"),
        ({"last_name": "\u202eNew"}, "INVALID lastName"),
        ({"title": "C\x00O"}, "INVALID title"),
        ({"personal_message": "x" * 2001}, "TOO_LONG personalMessage"),
        ({"personal_message": "\x1b"}, "INVALID personalMessage"),
        ({"locale": "klingon!"}, "INVALID locale"),
        ({"access_ends_on": date(2026, 3, 1)}, "INVALID accessEndsOn"),
        ({"access_ends_on": date.max}, "INVALID accessEndsOn"),
        ({"email": "x", "title": "x" * 201, "access_ends_on": date(2020, 1, 1)}, "INVALID email; TOO_LONG title; INVALID accessEndsOn"),
    ],
)
async def test_given_what_can_not_be_when_inviting_then_refused_at_its_path(world: World, given: dict[str, Any], expected: str) -> None:
    assert await refused(invite(world, **given)) == expected


async def test_given_the_longest_that_can_be_when_inviting_then_done(world: World) -> None:
    longest = {"first_name": "x" * 200, "last_name": "x" * 200, "title": "x" * 200, "personal_message": "x" * 2000}
    email = f"{'n' * 64}@{'a' * 63}.{'b' * 63}.{'c' * 53}.example"
    assert await outcome(invite(world, email=email, access_ends_on=date(2126, 3, 2), **longest)) == DONE
    assert await outcome(invite(world, email=f"nina@{'ü' * 40}.example")) == DONE


async def test_given_an_evening_when_the_last_day_is_today_where_the_provider_is_then_invited(runtime: Runtime, world: World) -> None:
    runtime.clock.advance(timedelta(hours=14, minutes=30))  # half past midnight in Berlin, still the 2nd of March in UTC
    assert await refused(invite(world, access_ends_on=date(2026, 3, 2))) == "INVALID accessEndsOn"
    assert await outcome(invite(world, access_ends_on=date(2026, 3, 3))) == DONE


async def test_given_each_status_of_a_poc_when_inviting_then_only_into_drafts_and_active_ones(world: World) -> None:
    for poc, expected in (
        (world.on_hold, "NOT_OPEN pocId"),
        (world.won, "NOT_OPEN pocId"),
        (world.lost, "NOT_OPEN pocId"),
        (world.archived, "NOT_OPEN pocId"),
    ):
        assert await refused(participants.invite(world.actor(world.sam), poc.id, email=NEW)) == expected
    for poc in (world.draft, world.active):
        assert await outcome(participants.invite(world.actor(world.sam), poc.id, email=NEW)) == DONE


async def test_given_people_who_are_not_staff_of_the_poc_when_inviting_then_refused(world: World) -> None:
    unseen, forbidden = "NOT_FOUND pocId", "FORBIDDEN"
    for somebody, poc_id, expected in (
        (world.kim, world.active.id, unseen),
        (world.max, world.active.id, unseen),
        (world.olga, world.active.id, unseen),
        (world.dora, world.active.id, unseen),
        (world.cara, world.active.id, forbidden),
        (world.sam, world.olgas.id, unseen),
        (world.sam, uuid4(), unseen),
        (world.sam, None, unseen),
    ):
        assert await refused(participants.invite(world.actor(somebody), poc_id, email=NEW)) == expected
    assert await refused(participants.invite(world.nobody, world.active.id, email=NEW)) == unseen
    for somebody in (world.sam, world.mia, world.ada):
        assert (
            await outcome(participants.invite(world.actor(somebody), world.active.id, email=f"new.{somebody.first_name}@acme.example"))
            == DONE
        )


async def test_given_a_colleague_or_a_participant_when_invited_then_already(world: World) -> None:
    assert await refused(invite(world, email="MAX@northwind.example")) == "ALREADY_MEMBER email"
    assert await refused(invite(world, email="Sam@northwind.example")) == "ALREADY_MEMBER email"
    assert await refused(invite(world, email="CARA@acme.example")) == "ALREADY_PARTICIPANT email"
    await Membership.filter(user_id=world.max.id).update(status=MembershipStatus.DEACTIVATED)
    for email in ("max@northwind.example", "dora@acme.example", "olga@contoso.example", "cara+work@acme.example"):
        assert await outcome(invite(world, email=email)) == DONE


async def test_given_an_address_that_refuses_mail_when_invited_then_recipient_refuses_for_this_tenant_only(world: World) -> None:
    await MailRefusal.create(tenant=world.northwind, email_key=NEW, created_at=now())
    assert await refused(invite(world)) == "RECIPIENT_REFUSES email"
    assert await outcome(participants.invite(world.actor(world.olga), world.olgas.id, email=NEW)) == DONE


async def test_given_a_pending_invitation_when_the_address_is_invited_again_then_the_answer_names_it(world: World) -> None:
    id_ = await invite(world)
    with pytest.raises(UserErrors) as problem:
        await invite(world)
    assert [error.subject_id for error in problem.value.errors] == [id_]
    assert str(id_) not in repr(problem.value.errors)
    assert await outcome(participants.invite(world.actor(world.kim), world.kims.id, email=NEW)) == DONE, "another POC"


async def test_given_an_expired_invitation_when_invited_again_then_the_old_one_is_replaced_with_its_event(
    runtime: Runtime, world: World
) -> None:
    old = await invite(world)
    token = await token_of(old)
    runtime.clock.advance(timedelta(days=7))
    new = await invite(world)
    assert new != old
    row = await Invitation.get(id=old)
    assert (row.cancel_reason, row.cancelled_at) == ("REPLACED", now())
    assert [event.target_id for event in await Event.filter(action="invitation.replaced")] == [old]
    assert await refused(invitations.accept(world.nobody, token=token)) == "LINK_CANCELLED token"


async def test_given_names_that_differ_only_by_folding_when_invited_then_they_are_different_people(world: World) -> None:
    people = ["strasse", "straße", "kim", "\uff4bim", "nina+a", "nina"]
    for name in people:
        assert await outcome(invite(world, email=f"{name}@acme.example")) == DONE
    assert await refused(invite(world, email="\u212aim@acme.example")) == "INVALID email", "the Kelvin sign, which NFC makes a K"


# Inviting many


async def test_given_many_when_invited_then_each_has_its_own_outcome_with_its_path(world: World) -> None:
    pending = await invite(world, email="there@acme.example")
    outcomes = await participants.invite_many(
        world.actor(world.sam), world.active.id, personal_message="To all",
        customers=[
            CustomerToInvite(email="a@acme.example", first_name="Anna"),
            CustomerToInvite(email="not an address", title="x" * 201),
            CustomerToInvite(email="cara@acme.example"),
            CustomerToInvite(email="A@ACME.example"),
            CustomerToInvite(email="b@acme.example", personal_message="To you", can_sign=True),
            CustomerToInvite(email="there@acme.example"),
        ],
    )  # fmt: skip
    errors = [[(error.code.value, error.path) for error in result.errors] for result in outcomes]
    assert errors == [
        [],
        [("INVALID", ("customers", "1", "email")), ("TOO_LONG", ("customers", "1", "title"))],
        [("ALREADY_PARTICIPANT", ("customers", "2", "email"))],
        [("ALREADY_EXISTS", ("customers", "3", "email"))],
        [],
        [("ALREADY_EXISTS", ("customers", "5", "email"))],
    ]
    first, second = outcomes[0].invitation_id, outcomes[4].invitation_id
    assert [result.invitation_id for result in outcomes] == [first, None, None, first, second, pending]
    messages = [row.personal_message for row in await Invitation.filter(id__in=[first, second]).order_by("id")]
    assert messages == ["To all", "To you"]
    assert [message.recipient for message in await mails()] == ["there@acme.example", "a@acme.example", "b@acme.example"]
    assert await Event.filter(action="invitation.created").count() == 3


async def test_given_a_dry_run_when_inviting_many_then_it_says_what_would_be_and_writes_nothing_at_all(world: World) -> None:
    pending = await invite(world, email="there@acme.example")
    customers = [CustomerToInvite(email=email) for email in ("a@acme.example", "A@acme.example", "there@acme.example", "?")]
    before = await snapshot()
    dry = await participants.invite_many(world.actor(world.sam), world.active.id, customers=customers, dry_run=True)
    assert await snapshot() == before
    assert [result.invitation_id for result in dry] == [None, None, pending, None]
    assert [[error.subject_id for error in result.errors] for result in dry] == [[], [None], [pending], [None]]
    wet = await participants.invite_many(world.actor(world.sam), world.active.id, customers=customers)
    assert [[error.code for error in result.errors] for result in dry] == [[error.code for error in result.errors] for result in wet]
    assert [[error.path for error in result.errors] for result in dry] == [[error.path for error in result.errors] for result in wet]


async def test_given_more_than_two_hundred_when_inviting_many_then_limit_reached(world: World) -> None:
    customers = [CustomerToInvite(email=f"n{n}@acme.example") for n in range(201)]
    sam = world.actor(world.sam)
    assert await refused(participants.invite_many(sam, world.active.id, customers=customers)) == "LIMIT_REACHED customers"
    outcomes = await participants.invite_many(sam, world.active.id, customers=customers[:200])
    assert all(result.invitation_id and not result.errors for result in outcomes)
    assert await rows("mail") == 200


async def test_given_what_concerns_all_when_inviting_many_then_the_whole_call_is_refused(world: World) -> None:
    sam, one = world.actor(world.sam), [CustomerToInvite(email=NEW)]
    assert await refused(participants.invite_many(sam, world.won.id, customers=one)) == "NOT_OPEN pocId"
    assert await refused(participants.invite_many(sam, world.olgas.id, customers=one)) == "NOT_FOUND pocId"
    assert (
        await refused(participants.invite_many(sam, world.active.id, customers=one, personal_message="x" * 2001))
        == "TOO_LONG personalMessage"
    )
    assert await participants.invite_many(sam, world.active.id, customers=[]) == []


# Changing


async def test_given_a_participant_when_changed_then_it_is_written_with_one_event(world: World) -> None:
    sam, id_ = world.actor(world.sam), world.cara_on_active.id
    assert await participants.update(sam, id_, title="CTO", can_sign=True, access_ends_on=date(2026, 3, 31)) == world.active.id
    row = await Participant.get(id=id_)
    assert (row.title, row.can_sign, row.access_ends_on) == ("CTO", True, date(2026, 3, 31))
    assert str(row.access_ends_at) == "2026-03-31 22:00:00+00:00", "midnight in Berlin, in summer"
    [event] = await Event.filter(target_id=id_)
    assert (event.action, event.poc_id) == ("participant.changed", world.active.id)
    assert event.changes == {"title": ["[redacted]", "[redacted]"], "canSign": [False, True], "accessEndsOn": [None, "2026-03-31"]}
    await participants.update(sam, id_, title=None, access_ends_on=None)
    row = await Participant.get(id=id_)
    assert (row.title, row.can_sign, row.access_ends_on, row.access_ends_at) == (None, True, None, None)


async def test_given_nothing_different_when_changed_then_success_and_nothing_changes(runtime: Runtime, world: World) -> None:
    sam, id_ = world.actor(world.sam), world.cara_on_active.id
    await participants.update(sam, id_, access_ends_on=date(2026, 3, 3))
    runtime.clock.advance(timedelta(days=5))
    before = await snapshot()
    assert await outcome(participants.update(sam, id_)) == DONE
    assert await outcome(participants.update(sam, id_, title="Engineer", can_sign=False, access_ends_on=date(2026, 3, 3))) == DONE
    assert await snapshot() == before


async def test_given_a_last_day_that_is_over_when_a_later_one_is_set_then_the_person_is_in_again(runtime: Runtime, world: World) -> None:
    sam, cara = world.actor(world.sam), world.actor(world.cara)
    await participants.update(sam, world.cara_on_active.id, access_ends_on=date(2026, 3, 2))
    runtime.clock.advance(timedelta(days=1))
    assert await refused(participants.leave(cara, world.active.id)) == "NOT_FOUND pocId", "it is over"
    await participants.update(sam, world.cara_on_active.id, access_ends_on=date(2026, 3, 3))
    assert await outcome(participants.leave(cara, world.active.id)) == DONE


async def test_given_what_can_not_be_when_changed_then_refused_at_its_path(world: World) -> None:
    sam, id_ = world.actor(world.sam), world.cara_on_active.id
    assert await refused(participants.update(sam, id_, title="x" * 201, can_sign=None, access_ends_on=date(2026, 3, 1))) == (
        "TOO_LONG title; REQUIRED canSign; INVALID accessEndsOn"
    )
    assert await refused(participants.update(sam, world.dora_on_active.id, title="CTO")) == "CONFLICT participantId"
    await Participant.filter(id=id_).update(ended_at=now())
    assert await refused(participants.update(sam, id_, title="CTO")) == "CONFLICT participantId"


async def test_given_people_who_are_not_staff_when_changing_or_removing_then_refused(world: World) -> None:
    id_ = world.cara_on_active.id
    for somebody, target, expected in (
        (world.kim, id_, "NOT_FOUND participantId"),
        (world.olga, id_, "NOT_FOUND participantId"),
        (world.dora, id_, "NOT_FOUND participantId"),
        (world.carl, id_, "FORBIDDEN"),
        (world.cara, id_, "FORBIDDEN"),
        (world.carl, world.dora_on_active.id, "NOT_FOUND participantId"),
        (world.sam, uuid4(), "NOT_FOUND participantId"),
        (world.sam, None, "NOT_FOUND participantId"),
    ):
        actor = world.actor(somebody)
        assert await refused(participants.update(actor, target, title="CTO")) == expected
        assert await refused(participants.remove(actor, target)) == expected
    assert await outcome(participants.remove(world.actor(world.mia), id_)) == DONE


# Leaving


async def test_given_a_participant_when_removed_then_out_with_one_event_and_again_changes_nothing(runtime: Runtime, world: World) -> None:
    sam, id_ = world.actor(world.sam), world.cara_on_active.id
    assert await participants.remove(sam, id_, reason=" Left the company ") == world.active.id
    assert (await Participant.get(id=id_)).removed_at == now()
    [event] = await Event.filter(target_id=id_)
    assert (event.action, event.changes) == ("participant.removed", {"reason": "Left the company"})
    runtime.clock.advance(timedelta(hours=1))
    before = await snapshot()
    assert await participants.remove(sam, id_) == world.active.id
    assert await snapshot() == before


async def test_given_a_removed_participant_when_invited_again_and_accepted_then_a_new_participation(world: World) -> None:
    sam = world.actor(world.sam)
    first = await invite(world, email="olga@contoso.example")
    await invitations.accept(world.actor(world.olga), token=await token_of(first))
    await participants.remove(sam, (await Participant.get(user_id=world.olga.id)).id)
    assert await refused(invitations.resend(sam, first)) == "NOT_PENDING invitationId"
    second = await invite(world, email="olga@contoso.example")
    await invitations.accept(world.actor(world.olga), token=await token_of(second))
    both = await Participant.filter(user_id=world.olga.id).order_by("id")
    assert [row.removed_at is None for row in both] == [False, True]


async def test_given_a_participant_when_leaving_then_out_and_the_poc_is_gone_for_them(world: World) -> None:
    cara = world.actor(world.cara)
    assert await outcome(participants.leave(cara, world.active.id)) == DONE
    assert (await Participant.get(id=world.cara_on_active.id)).removed_at == now()
    [event] = await Event.filter(target_id=world.cara_on_active.id)
    assert (event.action, event.tenant_id, event.actor_id) == ("participant.left", world.northwind.id, world.cara.id)
    assert await refused(participants.leave(cara, world.active.id)) == "NOT_FOUND pocId"


@pytest.mark.parametrize("status", [PocStatus.ON_HOLD, PocStatus.WON, PocStatus.LOST])
async def test_given_a_poc_that_is_read_only_when_leaving_then_out(world: World, status: PocStatus) -> None:
    await poc_status.change(world.actor(world.sam), world.active.id, status=status)
    assert await outcome(participants.leave(world.actor(world.cara), world.active.id)) == DONE


async def test_given_people_who_take_no_part_when_leaving_then_refused(world: World) -> None:
    for somebody, poc_id, expected in (
        (world.sam, world.active.id, "FORBIDDEN"),
        (world.mia, world.active.id, "FORBIDDEN"),
        (world.kim, world.active.id, "NOT_FOUND pocId"),
        (world.dora, world.active.id, "NOT_FOUND pocId"),
        (world.cara, world.draft.id, "NOT_FOUND pocId"),
        (world.cara, None, "NOT_FOUND pocId"),
    ):
        assert await refused(participants.leave(world.actor(somebody), poc_id)) == expected
    assert await refused(participants.leave(world.nobody, world.active.id)) == "UNAUTHENTICATED"
