"""API keys: by which a partner's program works in a tenant (hashes only)."""

from __future__ import annotations

from uuid import UUID

from tortoise import fields
from tortoise.models import Model

from app.models.fields import Instant, Partial, Unique, Words, key, listed, to


class ApiKey(Model):
    """A key of `tenant`. It has at most what `created_by` may now, and ends with their membership."""

    id = key()
    tenant = to("Tenant")
    tenant_id: UUID
    name = fields.CharField(200)
    prefix = fields.CharField(20, description="the beginning of the secret, by which people tell keys apart")
    key_hash = fields.CharField(64)
    roles = Words()
    created_by = to("User")
    created_by_id: UUID
    created_at = Instant()
    expires_at = Instant(null=True)
    last_used_at = Instant(null=True, description="written at most once a minute")
    revoked_at = Instant(null=True)

    class Meta:
        table = "api_key"
        indexes = (
            Unique("key_hash", name="uq_api_key_hash"),
            listed("tenant_id", "created_at", "id", name="ix_api_key_tenant"),
            Partial("created_by_id", "id", name="ix_api_key_creator_open", where="revoked_at IS NULL"),
        )
