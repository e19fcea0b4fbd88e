"""Sessions, and their rotating refresh tokens (hashes only)."""

from __future__ import annotations

from uuid import UUID

from tortoise import fields
from tortoise.models import Model

from app.models.fields import Instant, Unique, key, listed, to


class Session(Model):
    """A signed-in person, perhaps working in a tenant. All its refresh tokens are one family."""

    id = key()
    user = to("User")
    user_id: UUID
    tenant = to("Tenant", null=True)
    tenant_id: UUID | None
    created_at = Instant()
    last_used_at = Instant()
    expires_at = Instant()
    revoked_at = Instant(null=True)
    ip = fields.CharField(45, null=True)
    user_agent = fields.CharField(400, null=True)

    class Meta:
        table = "session"
        indexes = (
            listed("user_id", "created_at", "id", name="ix_session_user_created"),
            listed("expires_at", name="ix_session_expires"),
        )


class RefreshToken(Model):
    """One refresh token; used a second time, it ends the session."""

    id = key()
    session = to("Session", on_delete=fields.CASCADE)
    session_id: UUID
    token_hash = fields.CharField(64)
    created_at = Instant()
    used_at = Instant(null=True)

    class Meta:
        table = "refresh_token"
        indexes = (
            Unique("token_hash", name="uq_refresh_token_hash"),
            listed("session_id", name="ix_refresh_token_session"),
        )
