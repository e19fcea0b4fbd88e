"""The demo's contacts: whom Northwind wrote down at its customers, and who of them has access to the portal."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from app.auth.actor import Actor
from app.demo_people import accept, token_of
from app.demo_poc import advance
from app.models import Poc, PocStatus
from app.services import contacts, invitations, participants

LOGINS = {"iris@globex.example": "contact of a customer, with access to Northwind's portal"}


@dataclass
class Contacts:
    """What Sam did this week."""

    sam: Actor

    async def play(self, globex: UUID) -> None:
        """One with access, one who is invited, one who is not, and one without an address."""
        await contacts.create(
            self.sam, globex, first_name="Iris", last_name="Lindqvist", email="iris@globex.example", title="Head of purchasing",
            phone="+46 8 123 456", send_invite=True, personal_message="Here you find all that we do together.",
        )  # fmt: skip
        advance(hours=3)
        iris = await accept("iris@globex.example", "Iris", "Lindqvist")
        platform = await Poc.get(customer_id=globex, status=PocStatus.ACTIVE)
        await participants.invite(self.sam, platform.id, email="iris@globex.example", first_name="Iris", last_name="Lindqvist")
        advance(minutes=50)
        await invitations.accept(iris, token=await token_of("iris@globex.example"))
        await contacts.create(
            self.sam, globex, first_name="Goran", last_name="Petrov", email="goran@globex.example", title="Head of IT", send_invite=True
        )
        await contacts.create(self.sam, globex, first_name="Grace", last_name="Okafor", email="grace@globex.example", title="Controller")
        await contacts.create(self.sam, globex, first_name="Gustav", last_name="Berg", title="Reception", phone="+46 8 123 400")
