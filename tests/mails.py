"""Mails for tests: one in the outbox, one as an address book would have it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from app.core import db
from app.mail import messages, outbox
from app.mail.messages import Message
from app.models import Mail

LINK = "https://usher.northwind.example/invite/Zk3v9c0T1n5r7sXyAb2dEf4gHi6jKl8mNo0pQr2sTu4"


def invitation(**facts: Any) -> Message:
    """The mail that invites Jane of Acme to a POC, perhaps with other facts."""
    usual = {
        "recipient": "jane@acme.example", "locale": "en", "poc_name": "Backup Modernization", "customer_name": "Acme",
        "inviter_name": "Sam Sales", "organization": "Northwind Cloud", "personal_message": "See you there.", "link": LINK,
    }  # fmt: skip
    return messages.poc_invitation(**usual | facts)


async def queued(*, tenant_id: UUID | None = None, invitation_id: UUID | None = None, security: bool = False, **facts: Any) -> Mail:
    """That mail in the outbox, committed."""
    async with db.transaction():
        id_ = await outbox.enqueue(invitation(**facts), tenant_id=tenant_id, invitation_id=invitation_id, security=security)
    return await Mail.get(id=id_)
