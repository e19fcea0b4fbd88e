"""Changes of address: asked for, confirmed by the new address, undone from the old one."""

from __future__ import annotations

from uuid import UUID

from tortoise import fields
from tortoise.models import Model

from app.models.fields import Instant, Partial, key, listed, to


class EmailChange(Model):
    """One such change. By an admin of `tenant`, or without one by the person. Until `undo_until` the former address stays reserved."""

    id = key()
    user = to("User")
    user_id: UUID
    tenant = to("Tenant", null=True)
    tenant_id: UUID | None
    asked_by = to("User")
    asked_by_id: UUID
    former_email = fields.CharField(254)
    former_key = fields.CharField(320)
    email = fields.CharField(254)
    email_key = fields.CharField(320)
    created_at = Instant()
    confirmed_at = Instant(null=True)
    undo_until = Instant(null=True)
    undone_at = Instant(null=True)

    class Meta:
        table = "email_change"
        indexes = (
            listed("user_id", "created_at", "id", name="ix_email_change_user"),
            Partial("created_at", name="ix_email_change_unconfirmed", where="confirmed_at IS NULL"),
            Partial("former_key", name="ix_email_change_reserved", where="confirmed_at IS NOT NULL AND undone_at IS NULL"),
        )
