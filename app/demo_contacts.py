"""The demo's contacts: whom Northwind wrote down at its customers, and who of them has access to the portal."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from app.auth.actor import Actor
from app.core.crypto import new_token
from app.demo_poc import advance
from app.mail.outbox import open_mail
from app.models import Mail
from app.services import contacts, invitations, sessions

LOGINS = {"iris@globex.example": "contact of a customer, with access to Northwind's portal"}


@dataclass
class Contacts:
    """What Sam did in these weeks."""

    sam: Actor

    async def play(self, globex: UUID) -> None:
        """One with access, one who is invited, one who is not, and one without an address."""
        await contacts.create(
            self.sam, globex, first_name="Iris", last_name="Lindqvist", email="iris@globex.example", title="Head of purchasing",
            phone="+46 8 123 456", send_invite=True, personal_message="Here you find all that we do together.",
        )  # fmt: skip
        advance(hours=3)
        await _accept("iris@globex.example")
        await contacts.create(
            self.sam, globex, first_name="Goran", last_name="Petrov", email="goran@globex.example", title="Head of IT", send_invite=True
        )
        await contacts.create(self.sam, globex, first_name="Grace", last_name="Okafor", email="grace@globex.example", title="Controller")
        await contacts.create(self.sam, globex, first_name="Gustav", last_name="Berg", title="Reception", phone="+46 8 123 400")


async def _accept(address: str) -> None:
    mail = await Mail.filter(recipient=address, name="portal_invitation").order_by("-created_at").first()
    if mail is None:
        raise LookupError(address)
    token = open_mail(mail).text.partition("/invite/")[2].split()[0]
    registration = invitations.Registration(first_name="Iris", last_name="Lindqvist", password=new_token())
    accepted = await invitations.accept(Actor(), token=token, registration=registration)
    if accepted.credentials:  # nobody sits at that session
        await sessions.sign_out(accepted.credentials.actor, everywhere=True)
