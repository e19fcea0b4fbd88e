"""The demo's other half: the same provider as a partner, with customers of each kind, as its MSP admin brought them in."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from app.auth.actor import Actor
from app.core import db
from app.core.crypto import new_token
from app.demo_people import accept, token_of
from app.demo_poc import advance
from app.models import PartnershipKind, Role, SharePermission
from app.services import (
    acting,
    acting_endings,
    integrations,
    members,
    new_customers,
    partner_links,
    partnership_changes,
    registrations,
    sessions,
    shares,
)
from app.services.new_customers import FirstAdmin

LOGINS = {
    "uma@umbrella.example": "tenant admin of a customer that Northwind made and manages",
    "wanda@wayne.example": "tenant admin of a customer that came through a partner link",
}


@dataclass
class Partner:
    """What Mia did this week."""

    mia: Actor

    async def play(self, globex: UUID) -> None:
        """From the first customer to a proposal that waits for an answer."""
        umbrella = await self._new_customer()
        await self._share(umbrella)
        advance(days=1)
        await self._through_a_link(PartnershipKind.MSP, "Wayne Retail", "wanda@wayne.example", "Wanda", "Maximoff")
        wonka = await self._through_a_link(
            PartnershipKind.RESELLER_WITH_SUPPORT, "Wonka Industries", "willy@wonka.example", "Willy", "Bucket"
        )
        await self._through_a_link(PartnershipKind.RESELLER_WITHOUT_SUPPORT, "Stark Logistics", "tony@stark.example", "Tony", "Ward")
        await partner_links.generate(
            self.mia, kind=PartnershipKind.MSP, label="After the workshop", for_customer=True, customer_id=globex,
            contract_reference="2026-118",
        )  # fmt: skip
        advance(hours=5)
        await self._act(umbrella)
        await partnership_changes.propose(self.mia, wonka, kind=PartnershipKind.MSP, message="So that we can take over the operations.")

    async def _new_customer(self) -> UUID:
        """New Customer, its first admin, and two users."""
        made = await new_customers.create(
            self.mia, name="Umbrella Health", domain="umbrella.example", reference="MSP-7",
            allowed_roles=[Role.MEMBER, Role.SALES_ENGINEER],
            first_admin=FirstAdmin(
                email="uma@umbrella.example", first_name="Uma", last_name="Hassan", personal_message="As agreed: you are the first one in."
            ),
        )  # fmt: skip
        advance(hours=2)
        await accept("uma@umbrella.example", "Uma", "Hassan")
        for address, first, last in (("ugo@umbrella.example", "Ugo", "Conti"), ("una@umbrella.example", "Una", "Berg")):
            await members.invite(
                self.mia, email=address, roles=[Role.MEMBER], customer_id=made.customer_id, first_name=first, last_name=last
            )
        advance(hours=1)
        await accept("ugo@umbrella.example", "Ugo", "Conti")
        return made.customer_id

    async def _act(self, customer_id: UUID) -> None:
        """Twenty minutes inside the customer's tenant, from a session of Mia's that ends with it."""
        async with db.transaction():
            at_work = (await sessions.start(self.mia.user, self.mia.tenant, self.mia.origin)).actor
        acting_session = await acting.start(at_work, customer_id, reason="Uma asked us to look at the alerts.", minutes=30)
        advance(minutes=20)
        await acting_endings.end(at_work, acting_session.session_id)
        await sessions.sign_out(at_work, everywhere=False)

    async def _share(self, customer_id: UUID) -> None:
        """Two integrations, of which the customer uses one."""
        monitoring = await integrations.create(
            self.mia, kind="datadog", name="Monitoring", settings={"site": "datadoghq.eu"}, credential={"apiKey": new_token()}
        )
        await integrations.create(
            self.mia, kind="http_api", name="Ticketing", settings={"url": "https://tickets.northwind.example/api"},
            credential={"token": new_token()},
        )  # fmt: skip
        await shares.share(self.mia, monitoring, customer_id, permission=SharePermission.USE_AND_VIEW_SETTINGS)

    async def _through_a_link(self, kind: PartnershipKind, organization: str, address: str, first: str, last: str) -> UUID:
        """A link, a registration through it, and the partnership that it made."""
        link = await partner_links.generate(self.mia, kind=kind, label=f"For {organization}", contract_reference="2026-117")
        advance(hours=4)
        await registrations.request(Actor(), email=address, partner_link_token=link.url.rpartition("/")[2])
        registered = await registrations.complete(
            Actor(), token=await token_of(address, "/register/"), organization_name=organization, first_name=first,
            last_name=last, password=new_token(),
        )  # fmt: skip
        await sessions.sign_out(registered.credentials.actor, everywhere=True)
        if registered.partnership_id is None:
            raise LookupError(organization)
        return registered.partnership_id
