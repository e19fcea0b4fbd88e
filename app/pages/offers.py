"""What connecting with a partner means, in plain words: one sentence for each thing that the partner will be able to do."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final
from uuid import UUID

from app.auth.capabilities import PartnerCapability, Party
from app.core import db
from app.core.brands import USHER, Brand
from app.models import PartnershipKind
from app.services.brands import COLUMNS, brand_in
from app.services.partner_link_previews import Preview

KINDS: Final = {
    PartnershipKind.MSP: "managed service provider",
    PartnershipKind.RESELLER_WITH_SUPPORT: "reseller, with support",
    PartnershipKind.RESELLER_WITHOUT_SUPPORT: "reseller, without support",
}
"""What the partner will be."""
WORDS: Final = {
    PartnerCapability.MANAGE_ON_BEHALF: (
        "Manage your users, and work inside your organization: each time for a reason that you can read, and for an hour at most."
    ),
    PartnerCapability.MULTI_TENANCY: "Share integrations of its own with you.",
    PartnerCapability.WHITE_LABEL: "Show its name and its colours on your pages and in your mails.",
    PartnerCapability.INSTALLATION_OVERVIEW: "See how your installation stands.",
    PartnerCapability.FIRST_CONTACT: "Be the first whom you ask for help.",
    PartnerCapability.BILLING_VIA_PARTNER: "Be billed for what you use.",
}
"""What the partner will be able to do."""
_VENDOR: Final = "For help you ask the vendor, not the partner."


@dataclass(frozen=True, slots=True)
class Offer:
    """Who the partner is, what it will be and do, and under whose brand it says so."""

    partner_id: UUID
    partner: str
    kind: str
    sentences: tuple[str, ...]
    besides: str | None
    brand: Brand


async def offer_of(preview: Preview) -> Offer | None:
    """What a partner link offers, under the partner's own brand; None of one that does not work."""
    if preview.tenant_id is None or preview.partner_name is None or preview.kind is None or preview.capabilities is None:
        return None
    own = await db.fetch_one(f"select {COLUMNS.replace('{b}', 't')} from tenant t where t.id = :id", {"id": preview.tenant_id})
    return Offer(
        preview.tenant_id, preview.partner_name, KINDS[preview.kind], tuple(WORDS[capability] for capability in preview.capabilities),
        _VENDOR if preview.first_contact is Party.VENDOR else None, brand_in(own) if own else USHER,
    )  # fmt: skip
