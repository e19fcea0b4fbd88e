"""The outbox: a mail commits with its change, sealed."""

from __future__ import annotations

from datetime import timedelta

import pytest

from app.core import db
from app.core.crypto import Keys
from app.core.runtime import Runtime
from app.mail import outbox
from app.models import Mail, MailStatus
from tests.mails import LINK, invitation, queued
from tests.world import rows


async def test_given_a_message_when_enqueued_then_it_waits_sealed_and_opens_as_it_was(runtime: Runtime) -> None:
    mail = await queued(recipient="Jane@Acme.Example")
    assert (mail.recipient, mail.recipient_key, mail.name) == ("Jane@Acme.Example", "Jane@acme.example".lower(), "poc_invitation")
    assert (mail.status, mail.attempts, mail.next_attempt_at) == (MailStatus.QUEUED, 0, runtime.clock.now())
    assert mail.message_id == f"<{mail.id}@localhost>"
    assert mail.sealed
    assert LINK not in mail.sealed
    assert outbox.open_mail(mail) == invitation(recipient="Jane@Acme.Example")


@pytest.mark.settings(mail_from="Northwind <no-reply@mail.northwind.example>")
async def test_given_a_senders_address_when_enqueued_then_the_message_id_is_of_its_host(runtime: Runtime) -> None:
    assert (await queued()).message_id.endswith("@mail.northwind.example>")


async def test_given_a_transaction_that_fails_when_it_enqueued_then_there_is_no_mail(runtime: Runtime) -> None:
    await queued()

    async def failing() -> None:
        async with db.transaction():
            await outbox.enqueue(invitation(), tenant_id=None)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        await failing()
    assert await rows("mail") == 1


async def test_given_a_mail_that_was_emptied_or_sealed_with_a_lost_key_when_opened_then_value_error(runtime: Runtime) -> None:
    mail = await queued()
    for sealed, reason in ((Keys(("another key of more than 32 characters",)).seal("{}"), "no key"), (None, "not kept")):
        await Mail.filter(id=mail.id).update(sealed=sealed)
        with pytest.raises(ValueError, match=reason):
            outbox.open_mail(await Mail.get(id=mail.id))


async def test_given_two_mails_when_enqueued_then_each_has_an_id_of_its_own(runtime: Runtime) -> None:
    first = await queued()
    runtime.clock.advance(timedelta(minutes=1))
    assert first.message_id != (await queued()).message_id
    assert len({mail.id for mail in await Mail.all()}) == 2
