"""Idempotency: mutations that came with a key, and what each of their fields has done."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from tortoise import fields
from tortoise.models import Model

from app.models.fields import Instant, Unique, key, listed, to


class IdempotentRequest(Model):
    """A request of one caller with one Idempotency-Key; while it is leased it runs."""

    id = key()
    caller = fields.CharField(200, description="the tenant, and who works there and how")
    key = fields.CharField(255)
    body_mark = fields.CharField(64)
    created_at = Instant()
    expires_at = Instant()
    lease: UUID | None = fields.UUIDField(null=True)
    leased_until = Instant(null=True)

    class Meta:
        table = "idempotent_request"
        indexes = (
            Unique("caller", "key", name="uq_idempotent_request"),
            listed("expires_at", name="ix_idempotent_request_expires"),
        )


class IdempotentEffect(Model):
    """What one root field of it did, written in the transaction in which it was done: the facts from which its payload is read."""

    id = key()
    request = to("IdempotentRequest", on_delete=fields.CASCADE)
    request_id: UUID
    place = fields.CharField(200, description="the field's key in the answer")
    facts: Any = fields.JSONField()

    class Meta:
        table = "idempotent_effect"
        indexes = (Unique("request_id", "place", name="uq_idempotent_effect"),)
