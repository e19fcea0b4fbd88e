"""What makes an audit log of the events: whence they came, their seals, and exports."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from tortoise import fields
from tortoise.models import Model

from app.models.fields import Instant, Unique, key, to


class EventOrigin(Model):
    """Address and browser of whoever did it; apart from the event, because it is about a person and may have to go."""

    event = fields.OneToOneField("models.Event", related_name=False, primary_key=True, on_delete=fields.RESTRICT)  # type: ignore[var-annotated]
    event_id: UUID
    ip = fields.CharField(45, null=True)
    user_agent = fields.CharField(400, null=True)

    class Meta:
        table = "event_origin"


class EventSeal(Model):
    """An event's place in the chain of its tenant's log: `hash` is over the event and the hash before it."""

    event = fields.OneToOneField("models.Event", related_name=False, primary_key=True, on_delete=fields.RESTRICT)  # type: ignore[var-annotated]
    event_id: UUID
    tenant = to("Tenant")
    tenant_id: UUID
    number = fields.BigIntField(description="from 1, without gaps")
    hash = fields.CharField(64)

    class Meta:
        table = "event_seal"
        indexes = (Unique("tenant_id", "number", name="uq_event_seal_number"),)


class AuditExport(Model):
    """An export that was asked for: one download, soon. `log` is whose log it is, `tenant` who asked."""

    id = key()
    tenant = to("Tenant")
    tenant_id: UUID
    log = to("Tenant")
    log_id: UUID
    customer = to("Customer", null=True)
    customer_id: UUID | None
    requested_by = to("User")
    requested_by_id: UUID
    narrowed: Any = fields.JSONField(description="the filter")
    format = fields.CharField(10)
    created_at = Instant()
    expires_at = Instant()
    used_at = Instant(null=True)

    class Meta:
        table = "audit_export"
