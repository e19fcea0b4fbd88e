"""Events: what happened, written in the transaction of the change, and never changed."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from tortoise import fields
from tortoise.models import Model

from app.models.fields import Instant, key, listed, to


class Event(Model):
    """One change. People stand in it by id only, so that a person can be erased."""

    id = key()
    at = Instant()
    action = fields.CharField(60, description="noun.past, of a closed list")
    tenant = to("Tenant", null=True)
    tenant_id: UUID | None
    actor = to("User", null=True)
    actor_id: UUID | None
    session_id: UUID | None = fields.UUIDField(null=True)
    target_kind = fields.CharField(40)
    target_id: UUID = fields.UUIDField()
    poc_id: UUID | None = fields.UUIDField(null=True)
    changes: Any = fields.JSONField(null=True)
    ip = fields.CharField(45, null=True)
    user_agent = fields.CharField(400, null=True)
    request_id = fields.CharField(40, null=True)

    class Meta:
        table = "event"
        indexes = (
            listed("tenant_id", "at", "id", name="ix_event_tenant_at"),
            listed("poc_id", "at", "id", name="ix_event_poc_at"),
        )
