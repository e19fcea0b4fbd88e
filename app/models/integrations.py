"""Integrations: configured links to outside systems, and the shares by which customers use their partner's."""

from __future__ import annotations

from enum import StrEnum
from typing import Any
from uuid import UUID

from tortoise import fields
from tortoise.models import Model

from app.models.fields import Instant, Partial, SortKey, Unique, key, listed, to


class IntegrationStatus(StrEnum):
    """Computed: switched off, failed when it was checked last, or neither."""

    ACTIVE = "ACTIVE"
    FAILING = "FAILING"
    DISABLED = "DISABLED"


class SharePermission(StrEnum):
    """What a customer may do with a shared integration."""

    USE = "USE"
    USE_AND_VIEW_SETTINGS = "USE_AND_VIEW_SETTINGS"


class ShareStatus(StrEnum):
    """Computed from times and outcome, never stored."""

    PENDING = "PENDING"
    ACTIVE = "ACTIVE"
    DECLINED = "DECLINED"
    REVOKED = "REVOKED"
    LEFT = "LEFT"
    EXPIRED = "EXPIRED"


INTEGRATION_STATUS = "(case when {a}.enabled = false then 'DISABLED' when {a}.last_error is not null then 'FAILING' else 'ACTIVE' end)"
"""The status as SQL over the row `{a}`."""
SHARE_STATUS = (
    "(case when {a}.outcome is not null then {a}.outcome when {a}.expires_at <= :now then 'EXPIRED'"
    " when {a}.active_since is not null then 'ACTIVE' when {a}.answer_by <= :now then 'EXPIRED' else 'PENDING' end)"
)
"""The status as SQL over the row `{a}` at `:now`."""
SHARE_HOLDS = "({a}.outcome is null and {a}.active_since is not null and ({a}.expires_at is null or {a}.expires_at > :now))"
"""Whether the share in the row `{a}` is ACTIVE at `:now`, as SQL."""
SHARE_OPEN = f"({SHARE_STATUS} in ('PENDING', 'ACTIVE'))"
"""Whether the share in the row `{a}` is not over at `:now`, as SQL."""


class IntegrationKind(Model):
    """A kind of integration, as the registry in code (`app.services.integration_kinds`) has it; written when the database is migrated."""

    id = key()
    key = fields.CharField(40)
    name = fields.CharField(200)
    sort_name = SortKey()
    description = fields.TextField()
    category = fields.CharField(60)
    settings_schema: Any = fields.JSONField()
    credential_schema: Any = fields.JSONField()
    can_check = fields.BooleanField()

    class Meta:
        table = "integration_kind"
        indexes = (Unique("key", name="uq_integration_kind_key"),)


class Integration(Model):
    """An integration of `tenant`. Its credential is sealed, written and never read by anybody but the check."""

    id = key()
    tenant = to("Tenant")
    tenant_id: UUID
    kind = to("IntegrationKind")
    kind_id: UUID
    name = fields.CharField(200)
    sort_name = SortKey()
    settings: Any = fields.JSONField()
    credential = fields.TextField(null=True, description="sealed")
    credential_updated_at = Instant(null=True)
    enabled = fields.BooleanField(default=True)
    check_began_at = Instant(null=True, description="of the last check, which may be running")
    last_checked_at = Instant(null=True)
    last_error = fields.CharField(500, null=True)
    created_at = Instant()

    class Meta:
        table = "integration"
        indexes = (
            listed("tenant_id", "sort_name", "id", name="ix_integration_tenant_name"),
            listed("kind_id", "tenant_id", "sort_name", "id", name="ix_integration_kind"),
        )


class IntegrationShare(Model):
    """That a customer uses an integration of its partner (`tenant`). Name and kind stay when the integration has gone."""

    id = key()
    tenant = to("Tenant")
    tenant_id: UUID
    integration = to("Integration", null=True, on_delete=fields.SET_NULL)
    integration_id: UUID | None
    integration_name = fields.CharField(200)
    kind = to("IntegrationKind")
    kind_id: UUID
    partnership = to("Partnership")
    partnership_id: UUID
    record = to("Customer")
    record_id: UUID
    organization = to("Tenant")
    organization_id: UUID
    permission = fields.CharEnumField(SharePermission, max_length=30)
    shared_by = to("User")
    shared_by_id: UUID
    created_at = Instant()
    active_since = Instant(null=True)
    answer_by = Instant(null=True, description="while it waits for an answer")
    expires_at = Instant(null=True)
    outcome = fields.CharEnumField(ShareStatus, null=True, max_length=20, description="DECLINED, REVOKED or LEFT")
    ended_at = Instant(null=True)

    class Meta:
        table = "integration_share"
        indexes = (
            Partial("integration_id", "organization_id", name="ix_share_integration_open", where="outcome IS NULL"),
            listed("integration_id", "created_at", "id", name="ix_share_integration"),
            listed("organization_id", "created_at", "id", name="ix_share_organization"),
            listed("record_id", "created_at", "id", name="ix_share_record"),
            Partial("partnership_id", name="ix_share_partnership_open", where="outcome IS NULL"),
        )
