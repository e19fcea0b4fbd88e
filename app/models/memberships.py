"""Memberships: a user's set of roles in a tenant."""

from __future__ import annotations

from enum import StrEnum
from uuid import UUID

from tortoise import fields
from tortoise.models import Model

from app.models.fields import Instant, SortKey, Unique, Words, key, listed, to


class Role(StrEnum):
    """What a membership is made of. CUSTOMER is never granted tenant-wide: it is held by a participation."""

    TENANT_ADMIN = "TENANT_ADMIN"
    MSP_ADMIN = "MSP_ADMIN"
    SALES_ENGINEER = "SALES_ENGINEER"
    MEMBER = "MEMBER"
    CUSTOMER = "CUSTOMER"


class MembershipStatus(StrEnum):
    """Whether a membership holds."""

    ACTIVE = "ACTIVE"
    DEACTIVATED = "DEACTIVATED"


class Membership(Model):
    """One person in one tenant."""

    id = key()
    user = to("User")
    user_id: UUID
    tenant = to("Tenant")
    tenant_id: UUID
    sort_name = SortKey(default="", description="the person's, once more, so that a list of members has an index by name")
    roles = Words()
    status = fields.CharEnumField(MembershipStatus, default=MembershipStatus.ACTIVE, max_length=20)
    created_at = Instant()
    deactivated_at = Instant(null=True)

    class Meta:
        table = "membership"
        indexes = (
            Unique("tenant_id", "user_id", name="uq_membership_tenant_user"),
            listed("tenant_id", "created_at", "id", name="ix_membership_tenant_created"),
            listed("tenant_id", "sort_name", "id", name="ix_membership_tenant_name"),
            listed("user_id", "created_at", "id", name="ix_membership_user_created"),
        )
