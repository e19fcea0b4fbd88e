"""What tests of invitations share: links, which stand in the mails of the outbox and nowhere else, and refusals that leave no trace."""

from __future__ import annotations

import re
from collections.abc import Awaitable
from uuid import UUID

from app.mail import outbox
from app.mail.render import Message
from app.models import Invitation, Mail
from app.services import invitations
from tests.outcomes import DONE, outcome
from tests.world import snapshot

NEW = "nina@acme.example"
PASSWORD = "a quiet river in autumn"


def registration(**given: str) -> invitations.Registration:
    """A new person's words about themselves."""
    return invitations.Registration(**({"first_name": "Nina", "last_name": "New", "password": PASSWORD} | given))


async def mails(name: str | None = None) -> list[Message]:
    """All mails in the order of their writing, perhaps of one name only."""
    kept = await Mail.filter(**({"name": name} if name else {})).order_by("created_at", "id")
    return [outbox.open_mail(mail) for mail in kept]


async def token_of(invitation_id: UUID) -> str:
    """The token in the last mail of an invitation."""
    invitation = await Invitation.get(id=invitation_id)
    message = outbox.open_mail(await Mail.get(id=invitation.mail_id))
    found = re.search(r"/invite/([\w-]{43})\s", message.text)
    assert found, message.text
    assert f"/invite/{found[1]}" in message.html
    return found[1]


async def refused(call: Awaitable[object]) -> str:
    """How a call was refused; it wrote nothing, and so mailed nothing."""
    before = await snapshot()
    result = await outcome(call)
    assert result != DONE
    assert await snapshot() == before
    return result
