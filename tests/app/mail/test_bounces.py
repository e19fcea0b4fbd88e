"""Notifications that a mail could not be delivered: what is read of them, and what becomes of the mail."""

from __future__ import annotations

import asyncio

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from app.core import ids
from app.core.runtime import Runtime, now
from app.mail.bounces import LARGEST, Bounce, note, read
from app.models import Mail, MailStatus
from app.services import participants
from tests.mails import queued
from tests.schema.calling import run
from tests.world import World, snapshot

ID = "<0192f0c1-2b3c-7d4e-8f5a-6b7c8d9e0f1a@usher.example>"
NOTIFICATION = """\
From: MAILER-DAEMON@mx.acme.example (Mail Delivery System)
Subject: Undelivered Mail Returned to Sender
To: usher@usher.example
Auto-Submitted: auto-replied
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status;
\tboundary="9B095B5ADSN.1006/mx"
Message-Id: <20260302090000.F3@mx.acme.example>

This is a MIME-encapsulated message.

--9B095B5ADSN.1006/mx
Content-Description: Notification
Content-Type: text/plain; charset=us-ascii

I'm sorry to have to inform you that your message could not be delivered.
Action: failed

--9B095B5ADSN.1006/mx
Content-Description: Delivery report
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.acme.example
X-Postfix-Queue-ID: 9B095B5ADSN

Final-Recipient: rfc822; jane@acme.example
Original-Recipient: rfc822;jane@acme.example
Action: failed
Status: 5.1.1
Diagnostic-Code: smtp; 550 5.1.1 <jane@acme.example>:
    Recipient address rejected: jane is unknown

--9B095B5ADSN.1006/mx
Content-Description: Undelivered Message
Content-Type: message/rfc822

From: "Northwind Cloud" <usher@usher.example>
To: jane@acme.example
Subject: You've been invited
Message-ID:
 {id}
MIME-Version: 1.0

--9B095B5ADSN.1006/mx--
"""


def notification(id_: str = ID, **replaced: str) -> bytes:
    """The notification as Postfix writes it, perhaps with other words in the place of some."""
    text = NOTIFICATION.replace("{id}", id_)
    for old, new in replaced.items():
        assert old in text
        text = text.replace(old, new)
    return text.encode()


def changed(old: str, new: str) -> bytes:
    return notification(**{old: new})


async def sent(status: MailStatus = MailStatus.SENT) -> Mail:
    mail = await queued()
    await Mail.filter(id=mail.id).update(status=status, next_attempt_at=None)
    return await Mail.get(id=mail.id)


# Reading


REASON = "550 5.1.1 <jane@acme.example>: Recipient address rejected: jane is unknown"


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (notification(), REASON),
        (notification().replace(b"\n", b"\r\n"), REASON),
        (changed("Content-Type: message/rfc822", "Content-Type: text/rfc822-headers"), REASON),
        (changed("Content-Type: message/rfc822", "Content-Type: message/global"), REASON),
        (changed("Content-Type: message/rfc822", "Content-Type: message/global-headers"), REASON),
        (changed("Content-Type: message/delivery-status", "Content-Type: message/global-delivery-status"), REASON),
        (changed("report-type=delivery-status", 'report-type="Delivery-Status"'), REASON),
        (changed("Action: failed\nStatus", "ACTION: Failed\nStatus"), REASON),
        (changed("Diagnostic-Code: smtp; 550", "X: 550"), "5.1.1"),
        (changed("Status: 5.1.1\nDiagnostic-Code: smtp; 550", "X: 550"), "The mail could not be delivered."),
        (changed("Action: failed\nStatus", "Action: delayed\n\nFinal-Recipient: rfc822; b@acme.example\nAction: failed\nStatus"), REASON),
    ],
)
def test_given_a_notification_of_a_failure_when_read_then_the_mail_and_the_reason(content: bytes, reason: str) -> None:
    assert read(content) == Bounce(ID, reason)


def test_given_headers_that_came_back_encoded_when_read_then_decoded() -> None:
    encoded = "Content-Type: text/rfc822-headers\nContent-Transfer-Encoding: quoted-printable"
    content = changed("Content-Type: message/rfc822", encoded).replace(b"@usher.example>\nMIME", b"=40usher.example>\nMIME")
    assert b"=40usher" in content
    assert read(content) == Bounce(ID, REASON)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"From: jane@acme.example\nSubject: Out of office\n\nI am away.\n",
        changed("Action: failed\nStatus", "Action: delayed\nStatus"),
        changed("Action: failed\nStatus", "Action: relayed\nStatus"),
        changed("Action: failed\nStatus", "Action: delivered\nStatus"),
        changed("Action: failed\nStatus", "Status"),
        changed("report-type=delivery-status", "report-type=disposition-notification"),
        changed("multipart/report", "multipart/mixed"),
        changed("Content-Type: message/delivery-status", "Content-Type: text/plain"),
        changed("Content-Type: message/rfc822", "Content-Type: text/plain"),
        changed("Message-ID:\n {id}\n".replace("{id}", ID), ""),
        notification("no id at all"),
        notification("<ümlaut@usher.example>"),
        notification("<nul\x00@usher.example>"),
        notification(f"<{'x' * 300}@usher.example>"),
        b"x: " + b"y" * LARGEST + notification(),
        b"Content-Type: message/rfc822\n\n" * 30_000,
        b"Content-Type: multipart/report; report-type=delivery-status; boundary=x\n\n--x\n" * 10_000,
    ],
    ids=range(18),
)
def test_given_anything_else_when_read_then_nothing(content: bytes) -> None:
    assert read(content) is None


LINES = NOTIFICATION.replace("{id}", ID).splitlines(keepends=True)


def shuffled() -> st.SearchStrategy[bytes]:
    """The notification with lines left out, doubled, moved, and with rubbish between."""
    rubbish = st.binary(max_size=60) | st.sampled_from([b"\n", b"\r\n\r\n", b"--9B095B5ADSN.1006/mx\n"])
    lines = st.lists(st.sampled_from(LINES).map(str.encode) | rubbish, max_size=80).map(b"".join)
    return lines | st.integers(0, len(NOTIFICATION)).map(lambda end: notification()[:end])


@settings(max_examples=300, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(content=st.binary(max_size=2000) | shuffled())
@example(content=b"\xff\xfe" * 100)
@example(content=notification().replace(b"550", b"\xff\x00\x1b[2J"))
def test_given_any_bytes_when_read_then_never_an_error_and_only_a_message_id_that_stands_there(content: bytes) -> None:
    bounce = read(content)
    if bounce is not None:
        assert bounce.message_id.encode() in content
        assert b"failed" in content.lower()
        assert "\n" not in bounce.diagnostic


# Noting


async def test_given_a_mail_that_was_sent_when_it_bounces_then_it_shows_why_without_any_address(runtime: Runtime) -> None:
    mail, other = await sent(), await sent()
    bounce = read(notification(mail.message_id).replace(b"rejected", b"\x07\x1b[31mrejected"))
    assert bounce
    assert await note(bounce)
    after = await Mail.get(id=mail.id)
    assert (after.status, after.updated_at) == (MailStatus.BOUNCED, now())
    assert after.last_error == "550 5.1.1 <[address]>: Recipient address [31mrejected: [address] is unknown"
    assert (await Mail.get(id=other.id)).status is MailStatus.SENT


async def test_given_a_long_reason_when_it_bounces_then_it_is_cut(runtime: Runtime) -> None:
    mail = await sent()
    assert await note(Bounce(mail.message_id, "no " * 4000))
    assert len((await Mail.get(id=mail.id)).last_error or "") <= 500


@pytest.mark.parametrize("status", [status for status in MailStatus if status is not MailStatus.SENT])
async def test_given_a_mail_that_is_not_sent_when_it_is_said_to_bounce_then_it_stays(runtime: Runtime, status: MailStatus) -> None:
    mail = await sent(status)
    before = await snapshot()
    assert not await note(Bounce(mail.message_id, "550 no"))
    assert await snapshot() == before


async def test_given_an_unknown_mail_when_it_is_said_to_bounce_then_nothing_changes(runtime: Runtime) -> None:
    mail = await sent()
    before = await snapshot()
    for id_ in (ID, mail.message_id.upper(), mail.message_id.replace("<", "<x"), "<%>", "<' or 1=1 -->"):
        assert not await note(Bounce(id_, "550 no"))
    assert await snapshot() == before


async def test_given_two_notifications_at_once_when_noted_then_the_first_stays(runtime: Runtime) -> None:
    mail = await sent()
    noted = await asyncio.gather(*(note(Bounce(mail.message_id, f"550 {n}")) for n in range(5)))
    assert sorted(noted) == [False] * 4 + [True]
    assert (await Mail.get(id=mail.id)).last_error == f"550 {noted.index(True)}"


async def test_given_an_invitation_when_its_mail_bounces_then_its_delivery_says_so(world: World) -> None:
    id_ = await participants.invite(world.actor(world.sam), world.active.id, email="jane@acme.example")
    mail = await Mail.get(invitation_id=id_)
    await Mail.filter(id=mail.id).update(status=MailStatus.SENT, next_attempt_at=None)
    bounce = read(notification(mail.message_id))
    assert bounce
    assert await note(bounce)
    result = await run(
        world.actor(world.sam), "query ($id: ID!) { node(id: $id) { ... on Invitation { delivery { status lastError } } } }",
        {"id": ids.to_text("invitation", id_)},
    )  # fmt: skip
    error = "550 5.1.1 <[address]>: Recipient address rejected: [address] is unknown"
    assert result.data == {"node": {"delivery": {"status": "BOUNCED", "lastError": error}}}
