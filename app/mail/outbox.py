"""The outbox: a mail is a row, written with the change that it tells of, and read again when it is sent."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from email.utils import parseaddr
from functools import lru_cache
from uuid import UUID

import orjson

from app.core import db
from app.core.ids import new_id
from app.core.runtime import current
from app.core.text import email_key
from app.mail.render import Message
from app.models import Mail, MailStatus


@dataclass(frozen=True, slots=True)
class Telling:
    """What a mail tells of a POC, and to whom: it is sent only while that person may read all of it."""

    poc_id: UUID
    reader_id: UUID
    comments: Sequence[UUID] = ()
    tasks: Sequence[UUID] = ()


async def enqueue(
    message: Message,
    *,
    tenant_id: UUID | None,
    invitation_id: UUID | None = None,
    telling: Telling | None = None,
    security: bool = False,
) -> UUID:
    """Write a mail into the outbox, in the caller's transaction: it is sent if and only if that commits.

    `invitation_id` is the invitation whose link the mail carries: when that is no longer open, or its `mail_id` names a
    later sending, the mail is not sent. `security` mails (resets, warnings) go out whatever the recipient refuses.
    """
    id_ = new_id()
    key = email_key(message.recipient)
    table, columns = mail(id_, message, recipient_key=key, tenant_id=tenant_id, invitation_id=invitation_id, security=security)
    await db.insert((table, {**columns, **_told(telling)}))
    return id_


def mail(
    id_: UUID, message: Message, *, recipient_key: str, tenant_id: UUID | None, invitation_id: UUID | None = None, security: bool = False
) -> db.NewRow:
    """The row of a mail, for whoever writes it together with others, as `enqueue` would."""
    runtime = current()
    now = runtime.clock.now()
    return "mail", {
        "id": id_, "tenant_id": tenant_id, "invitation_id": invitation_id, "name": message.name, "recipient": message.recipient,
        "recipient_key": recipient_key, "message_id": message_id(id_), "security": security, "status": MailStatus.QUEUED.value,
        "attempts": 0, "sealed": runtime.keys.seal(orjson.dumps(message).decode()), "next_attempt_at": now, "created_at": now,
        "updated_at": now,
    }  # fmt: skip


def _told(telling: Telling | None) -> dict[str, object]:
    if telling is None:
        return {}
    told = {"comments": [str(id_) for id_ in telling.comments], "tasks": [str(id_) for id_ in telling.tasks]}
    return {"poc_id": telling.poc_id, "reader_id": telling.reader_id, "told": orjson.dumps(told).decode()}


def open_mail(row: Mail) -> Message:
    """The message in a row of the outbox. Raises ValueError where it was emptied, or no key opens it."""
    if row.sealed is None:
        raise ValueError("this mail is not kept any more")
    return Message(**orjson.loads(current().keys.unseal(row.sealed)))


def message_id(mail_id: UUID) -> str:
    """The Message-ID of a mail (RFC 5322, section 3.6.4): the same however often it is sent."""
    return f"<{mail_id}@{_host(current().settings.mail_from)}>"


@lru_cache(maxsize=8)
def _host(sender: str) -> str:
    return parseaddr(sender)[1].rpartition("@")[2]


def keeps_mails() -> bool:
    """Whether mails stay readable: in development without a mail server, for the mailbox."""
    return not current().settings.smtp_url
