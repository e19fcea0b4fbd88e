"""Customers: a provider's records of the companies it serves."""

from __future__ import annotations

from enum import StrEnum
from uuid import UUID

from tortoise import fields
from tortoise.models import Model

from app.models.fields import Instant, SortKey, Unique, key, listed, to


class CustomerStage(StrEnum):
    """How far a customer has come."""

    PROSPECT = "PROSPECT"
    CONNECTED = "CONNECTED"
    FORMER = "FORMER"


class AccessLevel(StrEnum):
    """What a colleague may do at a customer whose access is limited."""

    VIEW = "VIEW"
    MANAGE = "MANAGE"


class Customer(Model):
    """A company that a provider (`tenant`) serves or wants to.

    CONNECTED and FORMER ones have an `organization`, their own tenant, by the last of their partnerships.
    """

    id = key()
    tenant = to("Tenant")
    tenant_id: UUID
    name = fields.CharField(200)
    sort_name = SortKey()
    domain = fields.CharField(253, null=True)
    reference = fields.CharField(200, null=True)
    stage = fields.CharEnumField(CustomerStage, default=CustomerStage.PROSPECT, max_length=20)
    organization = to("Tenant", null=True)
    organization_id: UUID | None
    partnership_id: UUID | None = fields.UUIDField(null=True, description="the last one; without a constraint, because it refers back")
    archived_at = Instant(null=True)
    created_at = Instant()

    class Meta:
        table = "customer"
        indexes = (
            listed("tenant_id", "sort_name", "id", name="ix_customer_tenant_name"),
            listed("tenant_id", "created_at", "id", name="ix_customer_tenant_created"),
            Unique("tenant_id", "organization_id", name="uq_customer_tenant_organization", where="organization_id IS NOT NULL"),
            listed("organization_id", name="ix_customer_organization"),
        )


class CustomerStaff(Model):
    """A colleague's place on the list of those who may open a customer; without any, every MSP admin may."""

    id = key()
    customer = to("Customer", on_delete=fields.CASCADE)
    customer_id: UUID
    user = to("User")
    user_id: UUID
    level = fields.CharEnumField(AccessLevel, max_length=20)
    created_at = Instant()

    class Meta:
        table = "customer_staff"
        indexes = (
            Unique("customer_id", "user_id", name="uq_customer_staff"),
            listed("user_id", "customer_id", name="ix_customer_staff_user"),
        )
