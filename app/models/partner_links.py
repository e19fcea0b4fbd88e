"""Partner links: what a partner hands out; who registers through one is connected."""

from __future__ import annotations

from enum import StrEnum
from uuid import UUID

from tortoise import fields
from tortoise.models import Model

from app.models.fields import Instant, Unique, key, listed, to
from app.models.partnerships import PartnershipKind


class PartnerLinkStatus(StrEnum):
    """Computed from times and uses, never stored."""

    ACTIVE = "ACTIVE"
    EXPIRED = "EXPIRED"
    EXHAUSTED = "EXHAUSTED"
    REVOKED = "REVOKED"


STATUS = (
    "(case when {a}.revoked_at is not null then 'REVOKED' when {a}.max_uses is not null and {a}.uses >= {a}.max_uses then 'EXHAUSTED'"
    " when {a}.expires_at <= :now then 'EXPIRED' else 'ACTIVE' end)"
)
"""The status as SQL over the row `{a}` at `:now`."""


class PartnerLink(Model):
    """A link of `tenant`, the partner (its hash only). With `customer` it connects that record, and works once."""

    id = key()
    tenant = to("Tenant")
    tenant_id: UUID
    kind = fields.CharEnumField(PartnershipKind, max_length=30)
    label = fields.CharField(200, null=True)
    token_hash = fields.CharField(64)
    hint = fields.CharField(12)
    created_by = to("User")
    created_by_id: UUID
    created_at = Instant()
    expires_at = Instant(null=True)
    max_uses = fields.IntField(null=True)
    uses = fields.IntField(default=0)
    email_domain = fields.CharField(253, null=True, description="in its IDNA form, like the domain of an address's key")
    contract_reference = fields.CharField(200, null=True)
    customer = to("Customer", null=True)
    customer_id: UUID | None
    revoked_at = Instant(null=True)

    class Meta:
        table = "partner_link"
        indexes = (
            Unique("token_hash", name="uq_partner_link_hash"),
            listed("tenant_id", "created_at", "id", name="ix_partner_link_tenant"),
            listed("customer_id", name="ix_partner_link_customer"),
        )
