"""Reminders by the worker, of invitations: when, and never twice; how it finds them; on both databases."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable
from datetime import date
from typing import Any, cast
from uuid import UUID

import pytest

from app import worker
from app.core import db
from app.core.runtime import Runtime, now
from app.models import (
    Event,
    Invitation,
    InvitationKind,
    InvitationLink,
    Mail,
    MailRefusal,
    MailStatus,
    Poc,
    PocStatus,
    Reminder,
    User,
)
from app.services import budgets, declining, invitations, participants, poc_status, reminders
from app.services.reminding import remind_due, remind_of_invitation
from tests.app.services.inviting import NEW, mails, registration, token_of
from tests.app.services.reminding import KINDS, berlin, every_kind, invited, inviter, nothing_written, reminded, task, utc
from tests.mails import queued
from tests.outcomes import DONE, outcome
from tests.world import World, rows, snapshot

# Invitations


@every_kind
async def test_given_a_pending_invitation_when_three_and_six_days_pass_then_a_reminder_each_in_working_hours(
    runtime: Runtime, world: World, kind: InvitationKind
) -> None:
    await invited(world, kind=kind)
    assert await nothing_written(runtime, berlin(5, 9, 59))
    assert await reminded(runtime, berlin(5, 10)) == [NEW]
    assert await nothing_written(runtime, berlin(8, 10)), "a Sunday"
    assert await nothing_written(runtime, berlin(9, 8, 59))
    assert await reminded(runtime, berlin(9)) == [NEW]
    assert await nothing_written(runtime, berlin(9, 9, 59))


@every_kind
async def test_given_a_reminder_when_mailed_then_a_fresh_link_and_all_else_as_it_was(
    runtime: Runtime, world: World, kind: InvitationKind
) -> None:
    id_ = await invited(world, kind=kind, personal_message="First words")
    before, old, poc = await Invitation.get(id=id_), await token_of(id_), await Poc.get(id=world.active.id)
    assert await reminded(runtime, berlin(5, 10)) == [NEW]
    after = await Invitation.get(id=id_)
    changed = {"link_id", "mail_id", "reminded_at"}
    assert {name for name in before._meta.db_fields if getattr(before, name) != getattr(after, name)} == changed
    assert after.reminded_at == now()
    assert (await Mail.get(id=after.mail_id)).name == "invitation_reminder"
    assert await InvitationLink.filter(invitation_id=id_).count() == 2
    assert await outcome(invitations.accept(world.nobody, token=old, registration=registration())) == "LINK_REPLACED token"
    event, created = await Event.get(action="invitation.reminded"), await Event.get(action="invitation.created")
    assert (event.tenant_id, event.poc_id, event.target_id) == (world.northwind.id, before.poc_id, id_)
    assert (event.actor_id, event.shared, event.activity, event.partner_id) == (None, False, None, None)
    assert event.target_kind == created.target_kind
    assert (await Poc.get(id=poc.id)).updated_at == poc.updated_at
    assert await outcome(invitations.accept(world.nobody, token=await token_of(id_), registration=registration())) == DONE


async def test_given_an_invitation_to_a_poc_when_reminded_of_then_in_the_words_for_that(runtime: Runtime, world: World) -> None:
    await invited(world, personal_message="First words")
    await reminded(runtime, berlin(5, 10))
    [mail] = await mails("invitation_reminder")
    assert mail.subject == "Reminder: You've been invited to participate in Active POC"
    assert mail.from_name == "Northwind Cloud"
    for words in ("Hello Nina,", "POC: Active POC", "Invited by: Sam Sales", "until Monday, 9 March 2026, 10:00 (Europe/Berlin)"):
        assert words in mail.text
    assert "First words" not in mail.text


@every_kind
async def test_given_a_worker_that_was_away_when_both_are_due_then_one_mail(runtime: Runtime, world: World, kind: InvitationKind) -> None:
    await invited(world, kind=kind)
    assert await reminded(runtime, berlin(9)) == [NEW]
    assert await rows("reminder") == 1


async def test_given_working_hours_only_after_the_link_ends_when_they_come_then_no_reminder(runtime: Runtime, world: World) -> None:
    runtime.clock.stand(berlin(7, 12))  # a Saturday: six days later is a Friday, and seven a Saturday
    await invited(world)
    assert await reminded(runtime, berlin(10, 12)) == [NEW]
    runtime.clock.stand(berlin(8, 8))  # a Sunday before nine: six days later is a Saturday
    await invited(world, "noah@acme.example")
    await invitations.cancel(world.actor(world.sam), (await Invitation.get(email_key=NEW)).id)
    assert await reminded(runtime, berlin(11, 9)) == ["noah@acme.example"]
    assert await nothing_written(runtime, berlin(16))


@every_kind
async def test_given_an_account_with_the_address_when_reminded_then_in_its_own_time_zone(
    runtime: Runtime, world: World, kind: InvitationKind
) -> None:
    await User.filter(id=world.olga.id).update(time_zone="America/New_York")
    await invited(world, "olga@contoso.example", kind=kind)
    assert await nothing_written(runtime, berlin(5, 14, 59))
    assert await reminded(runtime, berlin(5, 15)) == ["olga@contoso.example"]
    if kind is InvitationKind.POC:
        assert "Monday, 9 March 2026, 05:00 (America/New_York)" in (await mails("invitation_reminder"))[0].text


@every_kind
async def test_given_an_invitation_resent_when_time_passes_then_the_days_count_anew(
    runtime: Runtime, world: World, kind: InvitationKind
) -> None:
    id_ = await invited(world, kind=kind)
    assert await reminded(runtime, berlin(5, 10)) == [NEW]
    runtime.clock.stand(berlin(6, 10))
    await invitations.resend(inviter(world, kind), id_)
    assert await nothing_written(runtime, berlin(9, 9, 59))
    assert await reminded(runtime, berlin(9, 10)) == [NEW]
    assert await reminded(runtime, berlin(12, 10)) == [NEW]


@pytest.mark.parametrize(
    ("kind", "what"),
    [
        *((kind, what) for kind in KINDS for what in ("accepted", "cancelled", "declined", "reported", "refused", "bounced", "expired")),
        (InvitationKind.POC, "on hold"), (InvitationKind.POC, "last day"),
    ],
)  # fmt: skip
async def test_given_what_ends_the_need_when_it_is_due_then_no_mail(
    runtime: Runtime, world: World, kind: InvitationKind, what: str
) -> None:
    facts: dict[str, Any] = {"access_ends_on": date(2026, 3, 4)} if what == "last day" else {}
    id_ = await invited(world, kind=kind, **facts)
    other = await participants.invite(world.actor(world.kim), world.kims.id, email="other@acme.example")
    match what:
        case "accepted":
            await invitations.accept(world.nobody, token=await token_of(id_), registration=registration())
        case "cancelled":
            await invitations.cancel(inviter(world, kind), id_)
        case "declined" | "reported":
            await declining.decline(world.nobody, token=await token_of(id_), report=what == "reported")
        case "refused":
            await MailRefusal.create(tenant=world.northwind, email_key=NEW, created_at=now())
        case "on hold":
            await poc_status.change(inviter(world), world.active.id, status=PocStatus.ON_HOLD)
        case "bounced":
            await Mail.filter(invitation_id=id_).update(status=MailStatus.BOUNCED)
        case "expired":
            await Invitation.filter(id=id_).update(expires_at=berlin(5))
    assert await reminded(runtime, berlin(5, 10)) == ["other@acme.example"]
    assert (await Invitation.get(id=other)).reminded_at == now()
    assert (await Invitation.get(id=id_)).reminded_at is None


@every_kind
async def test_given_what_was_decided_after_it_was_found_when_reminding_then_nothing(
    runtime: Runtime, world: World, kind: InvitationKind
) -> None:
    id_ = await invited(world, kind=kind)
    runtime.clock.stand(berlin(5, 10))
    await invitations.cancel(inviter(world, kind), id_)
    before = await snapshot()
    assert not await remind_of_invitation(id_)
    assert await snapshot() == before


async def test_given_an_archived_poc_that_is_opened_again_when_due_then_nothing_is_pending(runtime: Runtime, world: World) -> None:
    await invited(world)
    for status in (PocStatus.ARCHIVED, PocStatus.ACTIVE):
        await poc_status.change(world.actor(world.sam), world.active.id, status=status)
    assert await reminded(runtime, berlin(5, 10)) == []


@every_kind
@pytest.mark.settings(mail_budget_inviter_day=1)
async def test_given_no_budget_left_when_due_then_later_and_nobody_else_waits_for_it(
    runtime: Runtime, world: World, kind: InvitationKind
) -> None:
    runtime.clock.stand(berlin(1, 10))
    await invited(world, kind=kind)
    await participants.invite(world.actor(world.kim), world.kims.id, email="other@acme.example")
    runtime.clock.stand(berlin(4, 9))
    async with db.transaction():
        await budgets.spend_on_mail(world.northwind.id, inviter(world, kind).user_id, "somebody@acme.example")
    assert await reminded(runtime, berlin(4, 10)) == ["other@acme.example"]
    assert await nothing_written(runtime, berlin(4, 16))
    assert await reminded(runtime, berlin(5, 9)) == [NEW]


async def test_given_a_reminder_by_hand_when_an_automatic_one_is_due_within_a_day_then_it_counts_as_done(
    runtime: Runtime, world: World
) -> None:
    id_ = await invited(world)
    runtime.clock.stand(berlin(4, 12))
    await reminders.send(world.actor(world.sam), world.active.id, invitation_ids=[id_])
    assert await reminded(runtime, berlin(5, 10)) == []
    assert await reminded(runtime, berlin(5, 12)) == [], "it was done"
    assert await reminded(runtime, berlin(9)) == [NEW]


async def test_given_an_automatic_reminder_a_moment_ago_when_the_next_is_due_then_it_comes(runtime: Runtime, world: World) -> None:
    runtime.clock.stand(berlin(4, 8))  # a Wednesday: three days later is Saturday, six days Tuesday
    await invited(world)
    assert await reminded(runtime, berlin(9, 9, 1)) == [NEW]
    assert await reminded(runtime, berlin(10, 9)) == [NEW]


async def test_given_one_that_fails_when_reminding_then_the_others_get_theirs(
    runtime: Runtime, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    await invited(world)
    await invited(world, "noah@acme.example")
    spend = budgets.spend_on_mail

    async def fail(tenant_id: UUID, inviter_id: UUID | None, email_key: str) -> None:
        if email_key == NEW:
            raise ConnectionError
        await spend(tenant_id, inviter_id, email_key)

    monkeypatch.setattr(budgets, "spend_on_mail", fail)
    assert await reminded(runtime, berlin(5, 10)) == ["noah@acme.example"]
    monkeypatch.undo()
    assert await reminded(runtime, berlin(5, 10)) == [NEW]


# In the worker


@pytest.fixture
async def working(runtime: Runtime, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[None]:
    """A worker, until the test ends."""
    monkeypatch.setattr(worker, "POLL", 0.01)
    stop = asyncio.Event()
    async with asyncio.timeout(30), asyncio.TaskGroup() as group:
        group.create_task(worker.work(runtime, stop=stop))
        try:
            yield
        finally:
            stop.set()


async def test_given_a_worker_when_a_minute_has_passed_then_it_looks_again(runtime: Runtime, world: World, working: None) -> None:
    async def until(condition: Callable[[], Awaitable[bool]]) -> None:
        while not await condition():
            await asyncio.sleep(0.01)

    async def reminders_are(count: int) -> None:
        await until(lambda: Reminder.all().limit(count).offset(count - 1).exists())

    async def goes_round() -> None:
        """The worker looks at the mails, and then whether to remind, twice: so at least once in between it did."""
        for _ in range(2):
            mail = await queued()
            await until(Mail.filter(id=mail.id, status=MailStatus.SENT).exists)

    await task(world, assigned_participant=world.cara_on_active)
    runtime.clock.stand(utc(4))
    await reminders_are(1)
    await task(world, assigned_participant=world.carl_on_active)
    await goes_round()
    assert await Reminder.all().count() == 1, "once a minute is enough"
    runtime.clock.advance(worker.REMIND_EVERY)
    await reminders_are(2)


# By indexes


@pytest.mark.plans
@pytest.mark.parametrize(("table", "index"), [("invitation i", "ix_invitation_reminding"), ("task t", "ix_task_due")])
async def test_given_the_statements_that_find_what_is_due_when_planned_then_by_their_index(
    runtime: Runtime, monkeypatch: pytest.MonkeyPatch, table: str, index: str
) -> None:
    plans: list[str] = []
    fetch = db.fetch

    async def explained(sql: str, values: Any = None) -> Any:
        if f"from {table}" in " ".join(sql.split()):
            postgres = db.dialect() == "postgres"
            async with db.transaction():
                if postgres:
                    await db.execute("set local enable_seqscan = off")
                found = await fetch(f"explain {'' if postgres else 'query plan '}{sql}", values)
            plans.append("\n".join(str(tuple(cast(Iterable[object], row))) for row in found))
        return await fetch(sql, values)

    runtime.clock.stand(utc(4))
    monkeypatch.setattr(db, "fetch", explained)
    await remind_due(limit=1)
    assert plans
    assert all(index in plan for plan in plans), plans
