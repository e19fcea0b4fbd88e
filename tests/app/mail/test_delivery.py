"""What becomes of mails that are due, on both databases."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from tortoise import Tortoise
from tortoise.backends.base.client import TransactionalDBClient

from app.core.runtime import Runtime, open_runtime
from app.mail import delivery, outbox
from app.mail.delivery import LEASE, deliver_due
from app.mail.sender import NotSent
from app.models import Invitation, InvitationKind, Mail, MailRefusal, MailStatus
from tests.mails import queued
from tests.world import World

with_server = pytest.mark.settings(smtp_url="smtp://127.0.0.1:9")
"""Settings as in production, where a mail is emptied once nothing more will be tried; nobody listens there."""


class Server:
    """Takes mails, or says why not."""

    def __init__(self) -> None:
        self.sent: list[tuple[str, bytes]] = []
        self.problem: Exception | None = None
        self.meanwhile: Callable[[], Any] | None = None

    async def send(self, recipient: str, content: bytes) -> None:
        await asyncio.sleep(0)
        if self.meanwhile:
            self.meanwhile()
        if self.problem:
            raise self.problem
        self.sent.append((recipient, content))

    @property
    def recipients(self) -> list[str]:
        return [recipient for recipient, _ in self.sent]


@pytest.fixture
def server() -> Server:
    return Server()


async def delivered(server: Server, mail: Mail) -> Mail:
    """Deliver what is due, and read the mail again."""
    await deliver_due(server.send, limit=100)
    return await Mail.get(id=mail.id)


async def invited(world: World, runtime: Runtime, **changes: Any) -> tuple[Invitation, Mail]:
    """An invitation and its mail, as sending leaves them; then changed."""
    now = runtime.clock.now()
    invitation = await Invitation.create(
        tenant=world.northwind, kind=InvitationKind.POC, poc=world.active, email="jane@acme.example", email_key="jane@acme.example",
        invited_by=world.sam, set_by=world.sam, created_at=now, expires_at=now + timedelta(days=7),
    )  # fmt: skip
    mail = await queued(tenant_id=world.northwind.id, invitation_id=invitation.id)
    await Invitation.filter(id=invitation.id).update(**{"mail_id": mail.id} | changes)
    return invitation, mail


@with_server
async def test_given_a_mail_when_the_server_takes_it_then_it_is_sent_and_emptied(runtime: Runtime, server: Server) -> None:
    mail = await queued(recipient="Jane@acme.example")
    runtime.clock.advance(timedelta(seconds=1))
    after = await delivered(server, mail)
    assert server.recipients == ["Jane@acme.example"]
    assert f"Message-ID: {mail.message_id}\r\n".encode() in server.sent[0][1]
    assert (after.status, after.attempts, after.last_error, after.next_attempt_at) == (MailStatus.SENT, 1, None, None)
    assert (after.sealed, after.lease, after.leased_until, after.updated_at) == (None, None, None, runtime.clock.now())
    assert await deliver_due(server.send, limit=1) == 0


async def test_given_no_mail_server_in_development_when_sent_then_the_mail_stays_readable(runtime: Runtime, server: Server) -> None:
    after = await delivered(server, await queued())
    assert after.status is MailStatus.SENT
    assert outbox.open_mail(after).subject.startswith("You've been invited")


@with_server
async def test_given_a_passing_refusal_when_tried_again_then_waits_double_up_to_four_hours_until_two_days_are_over(
    runtime: Runtime, server: Server
) -> None:
    mail = await queued()
    server.problem = NotSent("451 4.7.1 Try again later")
    waits = []
    while (after := await delivered(server, mail)).status is MailStatus.DEFERRED:
        assert after.sealed
        assert after.last_error == "451 4.7.1 Try again later"
        assert after.next_attempt_at
        waits.append(after.next_attempt_at - runtime.clock.now())
        assert after.attempts == len(waits)
        runtime.clock.advance(waits[-1] - timedelta(milliseconds=1))
        assert await deliver_due(server.send, limit=1) == 0
        runtime.clock.advance(timedelta(milliseconds=1))
    for number, wait in enumerate(waits):
        longest = min(timedelta(minutes=2**number), timedelta(hours=4))
        assert longest * 0.79 <= wait <= longest
    assert len(set(waits[8:])) == len(waits[8:])  # no two mails wait in step
    assert timedelta(days=2) <= runtime.clock.now() - mail.created_at < timedelta(days=2, hours=4)
    assert (after.status, after.attempts, after.next_attempt_at, after.sealed) == (MailStatus.FAILED, len(waits) + 1, None, None)
    assert after.last_error == "451 4.7.1 Try again later"


@with_server
async def test_given_a_server_that_was_away_when_it_is_back_then_the_mail_arrives_late_with_the_same_message_id_and_date(
    runtime: Runtime, server: Server
) -> None:
    mail = await queued()
    server.problem = NotSent("The mail server could not be reached.")
    for _ in range(20):
        await delivered(server, mail)
        runtime.clock.advance(timedelta(hours=1))
    assert not server.sent
    server.problem = None
    runtime.clock.advance(timedelta(hours=4))
    after = await delivered(server, mail)
    assert (after.status, after.last_error) == (MailStatus.SENT, None)
    assert f"Message-ID: {mail.message_id}\r\n".encode() in server.sent[0][1]
    assert b"Date: Mon, 02 Mar 2026 09:00:00 +0000\r\n" in server.sent[0][1]


@with_server
async def test_given_a_mail_that_lay_for_days_without_a_worker_when_first_refused_then_it_is_still_tried_again(
    runtime: Runtime, server: Server
) -> None:
    mail = await queued()
    runtime.clock.advance(timedelta(days=3))
    server.problem = NotSent("450 4.2.0 Greylisted")
    assert (await delivered(server, mail)).status is MailStatus.DEFERRED


@with_server
async def test_given_a_final_refusal_when_tried_then_the_mail_has_failed_at_once(runtime: Runtime, server: Server) -> None:
    mail = await queued()
    server.problem = NotSent("550 5.1.1 No such user", final=True)
    after = await delivered(server, mail)
    assert (after.status, after.attempts, after.last_error) == (MailStatus.FAILED, 1, "550 5.1.1 No such user")
    assert (after.next_attempt_at, after.sealed) == (None, None)


@with_server
async def test_given_a_mail_that_breaks_the_sender_when_tried_then_it_waits_and_the_others_go_out(
    runtime: Runtime, server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    bad, good = await queued(recipient="bad@acme.example"), await queued(recipient="good@acme.example")
    monkeypatch.setattr(delivery, "mailbox", lambda recipient: 1 // 0 if recipient.startswith("bad") else recipient)
    await delivered(server, bad)
    assert (await Mail.get(id=bad.id)).status is MailStatus.DEFERRED
    assert (await Mail.get(id=good.id)).status is MailStatus.SENT


@with_server
async def test_given_a_mail_sealed_with_a_lost_key_when_tried_then_it_waits_for_the_key(runtime: Runtime, server: Server) -> None:
    mail = await queued()
    await Mail.filter(id=mail.id).update(sealed="x")
    after = await delivered(server, mail)
    assert (after.status, after.sealed) == (MailStatus.DEFERRED, "x")
    assert not server.sent


@with_server
async def test_given_a_mail_that_can_not_be_made_safely_when_tried_then_it_has_failed(
    runtime: Runtime, server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    mail = await queued()
    monkeypatch.setattr("app.mail.mime._words", lambda text, name: f"{text}\r\nBcc: x@evil.example")
    after = await delivered(server, mail)
    assert (after.status, after.sealed) == (MailStatus.FAILED, None)
    assert not server.sent


# Not wanted any more


async def test_given_a_pending_invitation_when_its_mail_is_due_then_it_is_sent(runtime: Runtime, world: World, server: Server) -> None:
    _, mail = await invited(world, runtime)
    assert (await delivered(server, mail)).status is MailStatus.SENT


@with_server
@pytest.mark.parametrize(
    ("column", "reason"),
    [
        ("cancelled_at", "Not sent: the invitation was cancelled."),
        ("accepted_at", "Not sent: the invitation has been accepted."),
        ("expires_at", "Not sent: its link expired before it could be sent."),
    ],
)
async def test_given_an_invitation_that_is_not_open_when_its_mail_is_due_then_it_is_not_sent(
    runtime: Runtime, world: World, server: Server, column: str, reason: str
) -> None:
    _, mail = await invited(world, runtime, **{column: runtime.clock.now()})
    after = await delivered(server, mail)
    assert not server.sent
    assert (after.status, after.last_error, after.attempts, after.next_attempt_at) == (MailStatus.FAILED, reason, 0, None)
    assert after.sealed is None


async def test_given_an_invitation_that_was_resent_when_mails_are_due_then_only_the_last_is_sent(
    runtime: Runtime, world: World, server: Server
) -> None:
    invitation, first = await invited(world, runtime)
    second = await queued(tenant_id=world.northwind.id, invitation_id=invitation.id)
    await Invitation.filter(id=invitation.id).update(mail_id=second.id)
    assert (await delivered(server, first)).last_error == "Not sent: a newer mail took its place."
    assert (await Mail.get(id=second.id)).status is MailStatus.SENT
    assert len(server.sent) == 1


async def test_given_a_deferred_mail_when_its_invitation_is_cancelled_then_it_is_not_tried_again(
    runtime: Runtime, world: World, server: Server
) -> None:
    invitation, mail = await invited(world, runtime)
    server.problem = NotSent("451 later")
    assert (await delivered(server, mail)).status is MailStatus.DEFERRED
    server.problem = None
    await Invitation.filter(id=invitation.id).update(cancelled_at=runtime.clock.now())
    runtime.clock.advance(timedelta(hours=1))
    assert (await delivered(server, mail)).status is MailStatus.FAILED
    assert not server.sent


async def test_given_a_recipient_who_refuses_an_organization_when_its_mails_are_due_then_only_security_goes_out(
    runtime: Runtime, world: World, server: Server
) -> None:
    await MailRefusal.create(tenant=world.northwind, email_key="jane@acme.example", created_at=runtime.clock.now())
    refused = await queued(tenant_id=world.northwind.id, recipient="JANE@ACME.example")
    security = await queued(tenant_id=world.northwind.id, security=True)
    other = await queued(tenant_id=world.contoso.id)
    somebody = await queued(tenant_id=world.northwind.id, recipient="joe@acme.example")
    after = await delivered(server, refused)
    assert (after.status, after.attempts, after.next_attempt_at) == (MailStatus.SUPPRESSED, 0, None)
    assert [(await Mail.get(id=mail.id)).status for mail in (security, other, somebody)] == [MailStatus.SENT] * 3
    assert len(server.sent) == 3


# The recipient's hour


async def flood(world: World, count: int = 20) -> None:
    for number in range(count):
        await queued(tenant_id=(world.northwind if number % 2 else world.contoso).id)


async def test_given_twenty_mails_within_an_hour_when_the_next_is_due_then_it_waits_and_is_sent_later(
    runtime: Runtime, world: World, server: Server
) -> None:
    await flood(world)
    assert await deliver_due(server.send, limit=100) == 20
    runtime.clock.advance(timedelta(minutes=20))
    late, security, other = await queued(), await queued(security=True), await queued(recipient="joe@acme.example")
    after = await delivered(server, late)
    assert (after.status, after.attempts, after.next_attempt_at) == (MailStatus.DEFERRED, 0, runtime.clock.now() + timedelta(minutes=40))
    assert [(await Mail.get(id=mail.id)).status for mail in (security, other)] == [MailStatus.SENT] * 2
    runtime.clock.advance(timedelta(minutes=40))
    assert (await delivered(server, late)).status is MailStatus.SENT


async def test_given_twenty_mails_when_several_workers_send_at_once_then_no_more_than_twenty_go_out_within_the_hour(
    runtime: Runtime, world: World, server: Server
) -> None:
    await flood(world, 30)
    await asyncio.gather(*(deliver_due(server.send, limit=100) for _ in range(4)))
    assert len(server.sent) <= 20
    assert await Mail.filter(status=MailStatus.SENT).count() + await Mail.filter(status=MailStatus.DEFERRED).count() == 30
    assert not await Mail.filter(status=MailStatus.FAILED).exists()


@pytest.mark.settings(rate_limits="off")
async def test_given_limits_are_off_when_many_mails_are_due_then_none_waits(runtime: Runtime, world: World, server: Server) -> None:
    await flood(world, 25)
    await deliver_due(server.send, limit=100)
    assert len(server.sent) == 25


# Leases


async def test_given_a_worker_that_died_with_a_mail_when_the_lease_is_over_then_another_sends_it(runtime: Runtime, server: Server) -> None:
    mail = await queued()
    assert await delivery._take()
    assert await deliver_due(server.send, limit=1) == 0
    runtime.clock.advance(LEASE - timedelta(milliseconds=1))
    assert await deliver_due(server.send, limit=1) == 0
    runtime.clock.advance(timedelta(milliseconds=1))
    assert (await delivered(server, mail)).status is MailStatus.SENT


async def test_given_a_lease_that_was_lost_when_the_slow_worker_is_done_then_it_changes_nothing(runtime: Runtime, server: Server) -> None:
    mail = await queued()
    slow = await delivery._take()
    assert slow
    runtime.clock.advance(LEASE)
    assert (await delivered(server, mail)).status is MailStatus.SENT
    assert not await delivery._keep(slow, delivery.Outcome(MailStatus.FAILED, "too late"))
    assert (await Mail.get(id=mail.id)).status is MailStatus.SENT


async def test_given_a_mail_in_hand_when_talking_to_the_server_then_no_transaction_is_open(runtime: Runtime, server: Server) -> None:
    mail = await queued()
    seen: list[bool] = []
    server.meanwhile = lambda: seen.append(isinstance(Tortoise.get_connection("default"), TransactionalDBClient))
    await delivered(server, mail)
    assert seen == [False]


@pytest.mark.settings(rate_limits="off")
async def test_given_several_workers_at_once_when_many_mails_are_due_then_each_goes_out_once(runtime: Runtime, server: Server) -> None:
    mails = [await queued(recipient=f"jane{number}@acme.example") for number in range(40)]
    other = await open_runtime(runtime.settings)  # another process, as far as the database can tell
    other.clock.stand(runtime.clock.now())

    async def another() -> int:
        with other.bound():
            return await deliver_due(server.send, limit=100)

    try:
        taken = await asyncio.gather(*(deliver_due(server.send, limit=100) for _ in range(4)), *(another() for _ in range(4)))
    finally:
        await other.database.close()
    assert sorted(server.recipients) == sorted(mail.recipient for mail in mails)
    assert sum(taken) == 40
    assert sum(1 for count in taken if count) > 1
    assert await Mail.filter(status=MailStatus.SENT, attempts=1).count() == 40
