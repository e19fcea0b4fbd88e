"""Reminders by hand: who is reminded, what is answered for each, and how often; on both databases."""

import asyncio
from collections import Counter
from collections.abc import Awaitable
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest

from app.core import ids
from app.core.runtime import Runtime, now
from app.models import Event, Invitation, InvitationLink, Mail, MailRefusal, Participant, Poc, PocStatus, Task, TaskSide, User, Visibility
from app.services import invitations, participants, poc_status, reminders
from app.services.reminders import ReminderOutcome
from tests.app.services.inviting import NEW, mails, refused, registration, token_of
from tests.outcomes import DONE, outcome
from tests.schema.calling import run
from tests.world import World, rows, snapshot

TODAY, TOMORROW = date(2026, 3, 2), date(2026, 3, 3)


async def invited(world: World, email: str = NEW, **facts: Any) -> UUID:
    return await participants.invite(world.actor(world.sam), world.active.id, email=email, **facts)


async def task(world: World, due_on: date = TODAY, **facts: Any) -> Task:
    """An open task that is due, of cara unless told."""
    usual: dict[str, Any] = {
        "poc": world.active, "title": "Open the firewall", "due_on": due_on, "created_at": now(),
        "assigned_participant": world.cara_on_active,
    }  # fmt: skip
    return await Task.create(**usual | facts)


def send(world: World, **facts: Any) -> Awaitable[list[ReminderOutcome]]:
    """By Sam, on his active POC."""
    return reminders.send(world.actor(world.sam), world.active.id, **facts)


def said(outcomes: list[ReminderOutcome]) -> list[str]:
    """Each as one line."""
    return [
        DONE if one.queued else "; ".join(f"{error.code} {'.'.join(error.path or ())}".strip() for error in one.errors) for one in outcomes
    ]


# Who, and what of


async def test_given_nobody_named_when_reminding_then_all_whom_it_concerns_in_the_order_of_their_coming(
    runtime: Runtime, world: World
) -> None:
    first, second, gone = await invited(world), await invited(world, "noah@acme.example"), await invited(world, "gone@acme.example")
    await invitations.cancel(world.actor(world.sam), gone)
    await participants.invite(world.actor(world.kim), world.kims.id, email="other@acme.example")
    carl, cara = world.carl_on_active, world.cara_on_active
    await task(world, side=TaskSide.CUSTOMER, assigned_participant=None)
    outcomes = await send(world)
    assert [(one.invitation_id, one.participant_id) for one in outcomes] == [
        (first, None), (second, None), (None, cara.id), (None, carl.id)
    ]  # fmt: skip
    assert said(outcomes) == [DONE] * 4
    reminded = [mail.recipient for mail in await mails() if mail.name in ("invitation_reminder", "task_reminder")]
    assert reminded == [NEW, "noah@acme.example", "cara@acme.example", "carl@acme.example"]
    events = await Event.filter(action__in=["invitation.reminded", "participant.reminded"])
    assert [event.actor_id for event in events] == [world.sam.id] * 4


async def test_given_nobody_whom_it_concerns_when_reminding_then_no_results_and_nothing_written(world: World) -> None:
    before = await snapshot()
    assert await send(world) == []
    assert await send(world, invitation_ids=[], participant_ids=None) == []
    assert await snapshot() == before


async def test_given_ids_when_reminding_then_only_these_in_their_order(world: World) -> None:
    first, second = await invited(world), await invited(world, "noah@acme.example")
    await task(world)
    assert [one.invitation_id for one in await send(world, invitation_ids=[second, first])] == [second, first]
    assert await mails("task_reminder") == []
    assert [one.participant_id for one in await send(world, participant_ids=[world.cara_on_active.id])] == [world.cara_on_active.id]


async def test_given_unknown_and_decided_ones_when_reminding_then_each_is_told_and_the_others_are_mailed(
    runtime: Runtime, world: World
) -> None:
    sam = world.actor(world.sam)
    late = await invited(world, "late@acme.example")
    runtime.clock.advance(timedelta(days=7))
    pending, cancelled, accepted = [await invited(world, f"{name}@acme.example") for name in ("pia", "cy", "abe")]
    await invitations.cancel(sam, cancelled)
    await invitations.accept(world.nobody, token=await token_of(accepted), registration=registration())
    kims = await participants.invite(world.actor(world.kim), world.kims.id, email="other@acme.example")
    on_kims = await Participant.create(poc=world.kims, user=world.carl, joined_at=now())
    await task(world)
    outcomes = await send(
        world,
        invitation_ids=[None, uuid4(), kims, late, cancelled, accepted, pending],
        participant_ids=[None, on_kims.id, world.dora_on_active.id, world.carl_on_active.id, world.cara_on_active.id],
    )
    assert said(outcomes) == [
        "NOT_FOUND invitationIds.0", "NOT_FOUND invitationIds.1", "NOT_FOUND invitationIds.2", "NOT_PENDING invitationIds.3",
        "NOT_PENDING invitationIds.4", "NOT_PENDING invitationIds.5", DONE,
        "NOT_FOUND participantIds.0", "NOT_FOUND participantIds.1", "NOT_OPEN participantIds.2", "NOT_OPEN participantIds.3", DONE,
    ]  # fmt: skip
    named = [one.invitation_id or one.participant_id for one in outcomes]
    assert named == [
        None, None, None, late, cancelled, accepted, pending,
        None, None, world.dora_on_active.id, world.carl_on_active.id, world.cara_on_active.id,
    ]  # fmt: skip
    assert [mail.recipient for mail in await mails("invitation_reminder")] == ["pia@acme.example"]
    assert [mail.recipient for mail in await mails("task_reminder")] == ["cara@acme.example"]
    assert await Event.filter(action__in=["invitation.reminded", "participant.reminded"]).count() == 2


async def test_given_who_wants_no_mail_when_reminding_then_recipient_refuses_and_nothing_written(world: World) -> None:
    id_ = await invited(world)
    await task(world)
    await task(world, assigned_participant=world.carl_on_active)
    await MailRefusal.create(tenant=world.northwind, email_key=NEW, created_at=now())
    await MailRefusal.create(tenant=world.northwind, email_key=world.carl.email_key, created_at=now())
    await User.filter(id=world.cara.id).update(wants_tasks=False)
    before = await snapshot()
    assert said(await send(world)) == ["RECIPIENT_REFUSES"] * 3
    assert said(await send(world, invitation_ids=[id_])) == ["RECIPIENT_REFUSES invitationIds.0"]
    assert await snapshot() == before
    await MailRefusal.all().delete()
    await User.filter(id=world.cara.id).update(wants_tasks=True)
    assert said(await send(world)) == [DONE] * 3


async def test_given_a_last_day_that_has_passed_when_reminding_then_not_open_as_nobody_could_accept(runtime: Runtime, world: World) -> None:
    await invited(world, access_ends_on=TOMORROW)
    runtime.clock.advance(timedelta(days=1, hours=13))
    assert said(await send(world)) == [DONE]
    runtime.clock.advance(timedelta(days=1, hours=13))
    assert said(await send(world)) == ["NOT_OPEN"]


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ({}, DONE),
        ({"due_on": TOMORROW}, DONE),
        ({"due_on": TODAY - timedelta(days=100)}, DONE),
        ({"due_on": TOMORROW + timedelta(days=1)}, "NOT_OPEN participantIds.0"),
        ({"due_on": None}, "NOT_OPEN participantIds.0"),
        ({"completed_at": datetime(2026, 3, 1, tzinfo=UTC), "status": "DONE"}, "NOT_OPEN participantIds.0"),
        ({"visibility": Visibility.INTERNAL}, "NOT_OPEN participantIds.0"),
        ({"assigned_participant": None}, "NOT_OPEN participantIds.0"),
        ({"assigned_participant": None, "side": TaskSide.CUSTOMER}, DONE),
    ],
)
async def test_given_a_task_when_reminding_of_what_is_due_then_if_it_is_open_and_theirs_until_tomorrow(
    world: World, facts: dict[str, Any], expected: str
) -> None:
    await task(world, **facts)
    assert said(await send(world, participant_ids=[world.cara_on_active.id])) == [expected]
    assert len(await mails("task_reminder")) == (expected == DONE)


async def test_given_a_person_far_in_the_east_when_reminding_then_it_is_their_tomorrow(runtime: Runtime, world: World) -> None:
    await task(world, TOMORROW + timedelta(days=1))
    runtime.clock.advance(timedelta(hours=2))  # 11:00 here, midnight in Auckland
    assert said(await send(world, participant_ids=[world.cara_on_active.id])) == ["NOT_OPEN participantIds.0"]
    await User.filter(id=world.cara.id).update(time_zone="Pacific/Auckland")
    assert said(await send(world)) == [DONE]


# What is mailed


async def test_given_words_when_reminding_then_they_stand_in_the_mails_as_plain_text(world: World) -> None:
    await invited(world, personal_message="First words")
    await task(world)
    before = await Poc.get(id=world.active.id)
    assert said(await send(world, message="  Shall we <b>meet</b>?\r\nSam ")) == [DONE, DONE]
    for name in ("invitation_reminder", "task_reminder"):
        [mail] = await mails(name)
        assert "\n\nShall we <b>meet</b>?\nSam\n\n" in mail.text
        assert "&lt;b&gt;meet&lt;/b&gt;" in mail.html
        assert "First words" not in mail.text
    assert (await Poc.get(id=world.active.id)).updated_at == before.updated_at


async def test_given_an_invitation_reminded_of_when_its_older_link_is_used_then_replaced_and_delivery_is_of_the_reminder(
    world: World,
) -> None:
    id_ = await invited(world)
    before, old = await Invitation.get(id=id_), await token_of(id_)
    await send(world)
    after = await Invitation.get(id=id_)
    assert (after.expires_at, after.send_count, after.last_sent_at) == (before.expires_at, before.send_count, before.last_sent_at)
    assert (await Mail.get(id=after.mail_id)).name == "invitation_reminder"
    assert await outcome(invitations.accept(world.nobody, token=old, registration=registration())) == "LINK_REPLACED token"
    assert await outcome(invitations.accept(world.nobody, token=await token_of(id_), registration=registration())) == DONE


# How often


async def test_given_a_reminder_less_than_a_day_ago_when_reminding_then_cooldown_with_the_seconds_left(
    runtime: Runtime, world: World
) -> None:
    await invited(world)
    await task(world)
    assert said(await send(world)) == [DONE, DONE]
    runtime.clock.advance(timedelta(hours=23, milliseconds=1))
    before = await snapshot()
    outcomes = await send(world)
    assert said(outcomes) == ["COOLDOWN", "COOLDOWN"]
    assert [one.errors[0].retry_after for one in outcomes] == [3600, 3600]
    assert await snapshot() == before
    runtime.clock.advance(timedelta(hours=1))
    assert said(await send(world)) == [DONE, DONE]


@pytest.mark.settings(rate_limits="on", resend_cooldown=timedelta(0))
async def test_given_people_who_resend_while_others_remind_then_nobody_waits_in_a_circle(world: World) -> None:
    sam = world.actor(world.sam)
    for n in range(8):
        ids_ = [await invited(world, f"{name}{n}@acme.example") for name in ("pia", "noah", "nina")]
        calls = [send(world, invitation_ids=ids_), *(invitations.resend(sam, id_) for id_ in reversed(ids_))]
        answers = await asyncio.gather(*(outcome(call) for call in (calls if n % 2 else reversed(calls))))
        assert answers == [DONE] * 4
        assert await InvitationLink.filter(invitation_id__in=ids_).count() == 9


async def test_given_one_named_twice_when_reminding_then_one_mail(world: World) -> None:
    id_ = await invited(world)
    assert said(await send(world, invitation_ids=[id_, id_])) == [DONE, "COOLDOWN invitationIds.1"]
    assert len(await mails("invitation_reminder")) == 1


async def test_given_many_who_remind_at_once_then_one_mail_each(world: World) -> None:
    await invited(world)
    await task(world)
    answers = Counter(str(said(outcomes)) for outcomes in await asyncio.gather(*(send(world) for _ in range(8))))
    assert answers == {str([DONE, DONE]): 1, str(["COOLDOWN", "COOLDOWN"]): 7}
    assert (len(await mails("invitation_reminder")), len(await mails("task_reminder"))) == (1, 1)


@pytest.mark.settings(mail_budget_inviter_day=3)
async def test_given_a_budget_when_used_up_then_rate_limited_for_the_rest_who_stay_as_they_were(world: World) -> None:
    await invited(world)
    await task(world)
    await task(world, assigned_participant=world.carl_on_active)
    outcomes = await send(world)
    assert said(outcomes) == [DONE, DONE, "RATE_LIMITED"]
    assert outcomes[2].errors[0].retry_after == 24 * 3600
    assert (await Participant.get(id=world.carl_on_active.id)).reminded_at is None


# Who may, and when


@pytest.mark.parametrize("status", [PocStatus.ON_HOLD, PocStatus.WON, PocStatus.LOST])
async def test_given_a_poc_that_is_not_active_when_reminding_then_not_open(world: World, status: PocStatus) -> None:
    await invited(world)
    await poc_status.change(world.actor(world.sam), world.active.id, status=status)
    assert await refused(send(world)) == "NOT_OPEN pocId"
    await poc_status.change(world.actor(world.sam), world.active.id, status=PocStatus.ACTIVE)
    assert said(await send(world)) == [DONE]


async def test_given_a_draft_when_reminding_then_not_open(world: World) -> None:
    assert await refused(reminders.send(world.actor(world.sam), world.draft.id)) == "NOT_OPEN pocId"


async def test_given_people_when_reminding_then_staff_with_the_permission_alone(world: World) -> None:
    await invited(world)
    for somebody, expected in (
        (world.kim, "NOT_FOUND pocId"), (world.max, "NOT_FOUND pocId"), (world.otto, "NOT_FOUND pocId"), (world.olga, "NOT_FOUND pocId"),
        (world.cara, "FORBIDDEN"), (world.dora, "NOT_FOUND pocId"),
    ):  # fmt: skip
        assert await refused(reminders.send(world.actor(somebody), world.active.id)) == expected, somebody.first_name
    assert await refused(reminders.send(world.actor(world.sam), None)) == "NOT_FOUND pocId"
    assert said(await reminders.send(world.actor(world.ada), world.active.id)) == [DONE]


async def test_given_too_much_when_reminding_then_refused(world: World) -> None:
    await invited(world)
    assert await refused(send(world, message="x" * 2001)) == "TOO_LONG message"
    assert await refused(send(world, message="\x00")) == "INVALID message"
    assert await refused(send(world, invitation_ids=[uuid4()] * 201)) == "LIMIT_REACHED invitationIds"
    assert await refused(send(world, participant_ids=[uuid4()] * 201)) == "LIMIT_REACHED participantIds"
    assert said(await send(world, message="x" * 2000)) == [DONE]


# The API

SEND = """mutation ($input: SendReminderInput!) { sendReminder(input: $input) {
    results { invitation { id delivery { status } } participant { id } queued userErrors { code path retryAfter } }
    userErrors { code path } } }"""


async def asked(world: World, somebody: User, **given: Any) -> Any:
    result = await run(world.actor(somebody), SEND, {"input": {"pocId": ids.to_text("poc", world.active.id)} | given})
    assert result.errors == []
    assert isinstance(result.data, dict)
    return result.data["sendReminder"]


async def test_given_the_api_when_reminding_then_a_result_for_each(world: World) -> None:
    invitation, cara = ids.to_text("invitation", await invited(world)), ids.to_text("participant", world.cara_on_active.id)
    await task(world)
    all_ = await asked(world, world.sam, message="Hello")
    assert all_ == {
        "results": [
            {"invitation": {"id": invitation, "delivery": {"status": "QUEUED"}}, "participant": None, "queued": True, "userErrors": []},
            {"invitation": None, "participant": {"id": cara}, "queued": True, "userErrors": []},
        ],
        "userErrors": [],
    }
    named = await asked(world, world.sam, invitationIds=[cara, invitation], participantIds=[cara])
    assert [(result["queued"], result["invitation"], result["participant"]) for result in named["results"]] == [
        (False, None, None), (False, {"id": invitation, "delivery": {"status": "QUEUED"}}, None), (False, None, {"id": cara})
    ]  # fmt: skip
    assert [result["userErrors"] for result in named["results"]] == [
        [{"code": "NOT_FOUND", "path": ["invitationIds", "0"], "retryAfter": None}],
        [{"code": "COOLDOWN", "path": ["invitationIds", "1"], "retryAfter": 86400}],
        [{"code": "COOLDOWN", "path": ["participantIds", "0"], "retryAfter": 86400}],
    ]
    assert await asked(world, world.kim) == {"results": [], "userErrors": [{"code": "NOT_FOUND", "path": ["pocId"]}]}
    assert await rows("mail") == 3
