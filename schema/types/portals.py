"""The customer portal: what a contact with access sees of a provider."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import strawberry

from app import models
from app.auth import policies
from app.auth.capabilities import FIRST_CONTACT_OR_VENDOR
from schema.reading.connections import Connection
from schema.reading.declare import column, one, pages, reads, sql
from schema.reading.expressions import Path
from schema.reading.sources import Order
from schema.types.nodes import Node
from schema.types.partner_enums import Party
from schema.types.poc_lists import BY_CREATION
from schema.types.tenants import Tenant

if TYPE_CHECKING:
    from schema.types.contacts import Contact
    from schema.types.pocs import Poc

FIRST_CONTACT = f"(select {FIRST_CONTACT_OR_VENDOR.replace('{a}', 'served')} from customer served where served.id = {{a}}.customer_id)"


@reads(
    models.Contact,
    prefix="portal",
    scope=policies.portals,
    description="What a contact who accepted a portal invitation may see of a provider.",
)
class Portal(Node):
    """A provider's portal, as one of its contacts has it."""

    provider: Tenant = one("Whose portal it is.", "tenant")
    customer_name: str = column("The customer's name.", "customer.name")
    contact: Annotated[Contact, strawberry.lazy("schema.types.contacts")] = one("As whom the viewer has it.", "id")
    first_contact: Party = sql("Who is asked first: the partner, or else the vendor.", FIRST_CONTACT)
    pocs: Connection[Annotated[Poc, strawberry.lazy("schema.types.pocs")]] = pages(
        "The provider's POCs in which the viewer takes part, the newest first.",
        key="tenant",
        parent="tenant_id",
        scope=policies.portal_pocs,
        order=BY_CREATION,
    )


BY_PROVIDER = Order(Path("tenant.sort_name"))
"""By the provider's name."""
