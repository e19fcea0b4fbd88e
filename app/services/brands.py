"""Brands: under whose name and in whose colour a tenant's pages and mails are shown.

It is the tenant's own; or its partner's, where the partnership gives WHITE_LABEL now and the partner's plan has it.
"""

from __future__ import annotations

from typing import Final
from uuid import UUID

from app.auth.capabilities import PartnerCapability, allows
from app.auth.plans import FeatureKey, has_feature
from app.core import db
from app.core.brands import USHER, Brand, brand
from app.models import Plan

_PLANS = ", ".join(f"'{plan}'" for plan in Plan if has_feature(plan, FeatureKey.WHITE_LABEL))
SHOWN: Final = (
    "coalesce((select white.partner_id from partnership white join tenant payer on payer.id = white.partner_id"
    f" where white.customer_id = {{t}}.id and {allows(PartnerCapability.WHITE_LABEL).replace('{a}', 'white')}"
    f" and payer.plan in ({_PLANS})), {{t}}.id)"
)
"""The id of the tenant whose brand the tenant in the row `{t}` shows, as SQL."""
COLUMNS: Final = "coalesce({b}.brand_name, {b}.name) as brand_name, {b}.brand_accent_color, {b}.brand_support_email"
"""What `brand_in` needs of the tenant in the row `{b}`."""


async def brand_of(tenant_id: UUID | None) -> Brand:
    """The brand under which a tenant is shown; of nobody the product's own."""
    shown, columns = SHOWN.replace("{t}", "t"), COLUMNS.replace("{b}", "b")
    row = await db.fetch_one(f"select {columns} from tenant t join tenant b on b.id = {shown} where t.id = :id", {"id": tenant_id})
    return brand_in(row) if row else USHER


async def shown_by(tenant_id: UUID) -> UUID:
    """The id of the tenant whose brand a tenant shows: its own, or its partner's."""
    row = await db.fetch_one(f"select {SHOWN.replace('{t}', 't')} as id from tenant t where t.id = :id", {"id": tenant_id})
    return (db.uuid(row["id"]) if row else None) or tenant_id


def brand_in(row: db.Row) -> Brand:
    """The brand that a row with `COLUMNS` has."""
    return brand(row["brand_name"], row["brand_accent_color"], row["brand_support_email"])
