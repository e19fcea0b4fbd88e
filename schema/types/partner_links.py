"""Partner links as the partner sees them, and what their holder may know before connecting."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime
from typing import Any

import strawberry

from app import models
from app.auth import partnering, policies
from app.core import hosts
from app.models.partner_links import STATUS
from app.services import partner_link_previews
from schema.reading.declare import column, given, narrows, one, reads, sql
from schema.reading.expressions import Path, Sql
from schema.reading.sources import Order
from schema.types.customers import Customer
from schema.types.nodes import Node
from schema.types.partner_enums import PartnerCapability, PartnerLinkStatus, PartnershipKind, Party
from schema.types.tenants import Branding
from schema.types.users import User


def readable(domain: str | None) -> str | None:
    """A domain as people read it."""
    return None if domain is None else hosts.readable(domain)


@reads(
    models.PartnerLink,
    prefix="link",
    scope=partnering.partner_links,
    description="An invite link that a partner hands to customers; whoever registers through it is connected.",
)
class PartnerLink(Node):
    """A link, without its secret."""

    kind: PartnershipKind = column("What kind of partnership begins by it.")
    label: str | None = column("What the partner calls it.")
    status: PartnerLinkStatus = sql("Whether it works.", STATUS)
    hint: str = column("The beginning of the secret, to tell links apart; the whole link is shown once, when it is generated.")
    created_by: User = one("Who generated it.")
    created_at: datetime = column("When it was generated.")
    expires_at: datetime | None = column("Until when it works; null: for ever.")
    max_uses: int | None = column("How often it works; null: as often as one likes.")
    uses: int = column("How often somebody connected through it.")
    email_domain: str | None = column("Only for people with an address of this domain; null: for everybody.", convert=readable)
    customer: Customer | None = one("The prospect or former customer that becomes connected through it.", scope=policies.customers)
    revoked_at: datetime | None = column("When it was revoked.")


@strawberry.input(description="Narrows a list of partner links; everything given must hold.")
class PartnerLinkFilter:
    """By state and kind."""

    status: list[PartnerLinkStatus] | None = narrows("In one of these states.", "{of} in {value}[text]", of=Sql(STATUS))
    kind: list[PartnershipKind] | None = narrows("Of one of these kinds.", "{a}.kind in {value}[text]")


BY_GENERATING = Order(Path("created_at"), "instant", descending=True)
"""The newest first."""


@reads(None, description="What the holder of a partner link may know before connecting. Looking never uses the link up.")
class PartnerLinkPreview:
    """A look at a partner link."""

    status: PartnerLinkStatus | None = given("Null for a link that never existed. Unless it is ACTIVE, everything else is null, too.")
    partner_name: str | None = given("Who the partner is.")
    kind: PartnershipKind | None = given("What kind of partnership begins by it.")
    capabilities: list[PartnerCapability] | None = given("What the partner will be able to do for the customer.")
    first_contact: Party | None = given("Who will be asked first by the customer.")
    branding: Branding | None = one("How the partner's pages look.", "tenant_id")


def link_preview_facts(preview: partner_link_previews.Preview) -> dict[str, Any]:
    """A service's preview as facts of the type."""
    return asdict(preview)
