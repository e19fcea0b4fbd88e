"""The page of a portal: what a provider has for one of its contacts. Whose it is, who is asked first, what they take part in."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from starlette.responses import Response

from app.auth import policies
from app.auth.actor import Actor
from app.auth.capabilities import FIRST_CONTACT_OR_VENDOR, Party
from app.auth.scopes import parameters
from app.core import db, ids
from app.core.brands import Brand
from app.pages import notices, people
from app.pages.people import ORGANIZATION
from app.pages.visits import Visit
from app.services.brands import COLUMNS, SHOWN, brand_in


@dataclass(frozen=True, slots=True)
class PortalSeen:
    """A portal as its contact sees it."""

    provider_id: UUID
    provider: str
    customer_name: str
    asks_partner: bool
    """Whether the provider is the customer's partner, and is asked first; else the vendor is."""
    is_vendor: bool
    """Whether the provider never was a partner of the customer, and so is the vendor itself."""
    brand: Brand


async def see(visit: Visit) -> Response:
    """The portal, for the person whose it is; for all others there is nothing at its address. It opens no POC."""
    visit.actor.require()
    seen = await portal(visit.actor, ids.parse(visit.request.path_params["id"], "portal"))
    if seen is None:
        return notices.page(notices.NOT_FOUND)
    return visit.page(
        "portal.html", brand=seen.brand, portal=seen, viewer=await people.viewer(visit.actor),
        takings=await people.takings(visit.actor, provider_id=seen.provider_id),
    )  # fmt: skip


async def portal(actor: Actor, contact_id: UUID | None) -> PortalSeen | None:
    """A portal that is open to the person at this moment."""
    sql = (
        f"select t.id, {ORGANIZATION} as provider, s.name as customer_name, {FIRST_CONTACT_OR_VENDOR.replace('{a}', 's')} as asked,"
        f" s.partnership_id, {COLUMNS.replace('{b}', 'b')} from contact c"
        " join customer s on s.id = c.customer_id join tenant t on t.id = c.tenant_id"
        f" join tenant b on b.id = {SHOWN.replace('{t}', 't')} where c.id = :portal and {policies.portals(actor).on('c')}"
    )
    row = await db.fetch_one(sql, {**parameters(actor), "portal": contact_id})
    if row is None:
        return None
    return PortalSeen(
        UUID(str(row["id"])), row["provider"], row["customer_name"], asks_partner=row["asked"] == Party.PARTNER,
        is_vendor=row["partnership_id"] is None, brand=brand_in(row),
    )  # fmt: skip
