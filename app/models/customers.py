"""Customers: a provider's records of the companies it serves."""

from __future__ import annotations

from enum import StrEnum
from uuid import UUID

from tortoise import fields
from tortoise.models import Model

from app.models.fields import Instant, SortKey, key, listed, to


class CustomerStage(StrEnum):
    """How far a customer has come."""

    PROSPECT = "PROSPECT"
    CONNECTED = "CONNECTED"
    FORMER = "FORMER"


class Customer(Model):
    """A company that a provider (`tenant`) serves or wants to."""

    id = key()
    tenant = to("Tenant")
    tenant_id: UUID
    name = fields.CharField(200)
    sort_name = SortKey()
    domain = fields.CharField(253, null=True)
    reference = fields.CharField(200, null=True)
    stage = fields.CharEnumField(CustomerStage, default=CustomerStage.PROSPECT, max_length=20)
    archived_at = Instant(null=True)
    created_at = Instant()

    class Meta:
        table = "customer"
        indexes = (
            listed("tenant_id", "sort_name", "id", name="ix_customer_tenant_name"),
            listed("tenant_id", "created_at", "id", name="ix_customer_tenant_created"),
        )
