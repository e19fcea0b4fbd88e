"""POCs: a provider's projects with its customers."""

from __future__ import annotations

from enum import StrEnum
from uuid import UUID

from tortoise import fields
from tortoise.models import Model

from app.models.fields import Instant, Partial, SortKey, key, listed, to


class PocStatus(StrEnum):
    """Where a POC stands; for customers DRAFT and ARCHIVED do not exist."""

    DRAFT = "DRAFT"
    ACTIVE = "ACTIVE"
    ON_HOLD = "ON_HOLD"
    WON = "WON"
    LOST = "LOST"
    ARCHIVED = "ARCHIVED"


class PocRole(StrEnum):
    """What somebody is on a POC."""

    ADMIN = "ADMIN"
    OWNER = "OWNER"
    COLLABORATOR = "COLLABORATOR"
    CUSTOMER = "CUSTOMER"


class Visibility(StrEnum):
    """Whom a thing on a POC is for: everybody on it, or its staff."""

    SHARED = "SHARED"
    INTERNAL = "INTERNAL"


class Poc(Model):
    """A proof of concept of a provider (`tenant`) with a customer."""

    id = key()
    tenant = to("Tenant")
    tenant_id: UUID
    customer = to("Customer")
    customer_id: UUID
    owner = to("User")
    owner_id: UUID
    name = fields.CharField(200)
    sort_name = SortKey()
    summary = fields.TextField(null=True)
    status = fields.CharEnumField(PocStatus, default=PocStatus.DRAFT, max_length=20)
    status_before = fields.CharEnumField(PocStatus, null=True, max_length=20, description="while ARCHIVED: what it goes back to")
    starts_on = fields.DateField(null=True)
    ends_on = fields.DateField(null=True)
    internal_notes = fields.TextField(null=True)
    deal_amount = fields.CharField(40, null=True)
    deal_currency = fields.CharField(3, null=True)
    version = fields.IntField(default=1)
    created_at = Instant()
    updated_at = Instant()
    shared_updated_at = Instant(description="the last change that a customer may see")

    class Meta:
        table = "poc"
        indexes = (
            listed("tenant_id", "created_at", "id", name="ix_poc_tenant_created"),
            listed("tenant_id", "updated_at", "id", name="ix_poc_tenant_updated"),
            listed("tenant_id", "sort_name", "id", name="ix_poc_tenant_name"),
            Partial("tenant_id", "ends_on", "id", name="ix_poc_tenant_ends", where="ends_on IS NOT NULL"),
            Partial("tenant_id", "id", name="ix_poc_tenant_endless", where="ends_on IS NULL"),
            listed("customer_id", "created_at", "id", name="ix_poc_customer_created"),
            listed("customer_id", "updated_at", "id", name="ix_poc_customer_updated"),
            listed("customer_id", "sort_name", "id", name="ix_poc_customer_name"),
            Partial("customer_id", "ends_on", "id", name="ix_poc_customer_ends", where="ends_on IS NOT NULL"),
            Partial("customer_id", "id", name="ix_poc_customer_endless", where="ends_on IS NULL"),
            listed("owner_id", "created_at", "id", name="ix_poc_owner_created"),
        )
