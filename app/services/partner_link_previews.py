"""Previews of partner links: what their holder may know before connecting. Looking never uses a link up."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final
from uuid import UUID

from app.auth import capabilities as allowed
from app.auth.actor import Actor
from app.auth.capabilities import PartnerCapability, Party
from app.core import db
from app.core.rates import PREVIEW
from app.core.runtime import current, now
from app.models import PartnerLinkStatus, PartnershipKind
from app.models.partner_links import STATUS
from app.services import partner_links


@dataclass(frozen=True, slots=True, kw_only=True)
class Preview:
    """Who the partner is and what it will be able to do, while the link works; else its status alone, None for one that never was."""

    status: PartnerLinkStatus | None = None
    tenant_id: UUID | None = None
    """The partner. Its page has its own branding, even if it is the customer of another partner: nobody else is named."""
    partner_name: str | None = None
    kind: PartnershipKind | None = None
    capabilities: tuple[PartnerCapability, ...] | None = None
    first_contact: Party | None = None


NOTHING: Final = Preview()


async def preview(actor: Actor, token: str) -> Preview:
    """What a link leads to. Any number of looks uses nothing up."""
    current().rates.take(PREVIEW, actor.origin.ip or "")
    return await of_link(await partner_links.of_token(token))


async def of_link(link_id: UUID | None) -> Preview:
    """The same of a link that is known."""
    row = await db.fetch_one(
        f"select {STATUS.replace('{a}', 'l')} as status, l.kind, l.tenant_id, t.name"
        " from partner_link l join tenant t on t.id = l.tenant_id where l.id = :id",
        {"id": link_id, "now": now()},
    )
    if row is None:
        return NOTHING
    status, kind = PartnerLinkStatus(row["status"]), PartnershipKind(row["kind"])
    if status is not PartnerLinkStatus.ACTIVE:
        return Preview(status=status)
    return Preview(
        status=status, tenant_id=db.uuid(row["tenant_id"]), partner_name=row["name"], kind=kind,
        capabilities=allowed.capabilities(kind), first_contact=allowed.first_contact(kind),
    )  # fmt: skip
