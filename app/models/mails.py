"""The outbox: one row a mail, sealed until it is sent; what budgets are used up; who refuses mail."""

from __future__ import annotations

from enum import StrEnum
from typing import Any
from uuid import UUID

from tortoise import fields
from tortoise.models import Model

from app.models.fields import Instant, Partial, Unique, key, listed, to


class MailStatus(StrEnum):
    """How the delivery of a mail stands."""

    QUEUED = "QUEUED"
    DEFERRED = "DEFERRED"
    SENT = "SENT"
    FAILED = "FAILED"
    BOUNCED = "BOUNCED"
    SUPPRESSED = "SUPPRESSED"


class Mail(Model):
    """A mail to one recipient. `sealed` (headers and both bodies, encrypted) is emptied when nothing more will be tried."""

    id = key()
    tenant = to("Tenant", null=True)
    tenant_id: UUID | None
    invitation = to("Invitation", null=True)
    invitation_id: UUID | None
    # Of a mail that tells what is on a POC: to whom, and of which comments and tasks. It is sent only while all of that holds.
    poc = to("Poc", null=True, on_delete=fields.SET_NULL)
    poc_id: UUID | None
    reader = to("User", null=True)
    reader_id: UUID | None
    told: Any = fields.JSONField(null=True, description="ids of comments, and of tasks that are to be done")
    name = fields.CharField(60, description="which e-mail, by its folder's name")
    recipient = fields.CharField(254)
    recipient_key = fields.CharField(320)
    message_id = fields.CharField(200)
    sealed = fields.TextField(null=True)
    security = fields.BooleanField(default=False)
    status = fields.CharEnumField(MailStatus, default=MailStatus.QUEUED, max_length=20)
    attempts = fields.IntField(default=0)
    last_error = fields.CharField(500, null=True)
    next_attempt_at = Instant(null=True, description="null when nothing more will be tried")
    leased_until = Instant(null=True)
    lease: UUID | None = fields.UUIDField(null=True)
    created_at = Instant()
    updated_at = Instant()

    class Meta:
        table = "mail"
        indexes = (
            Unique("message_id", name="uq_mail_message_id"),
            listed("next_attempt_at", "id", name="ix_mail_next"),
            listed("invitation_id", name="ix_mail_invitation"),
            listed("recipient_key", "created_at", name="ix_mail_recipient"),
            Partial("updated_at", name="ix_mail_over", where="next_attempt_at IS NULL AND invitation_id IS NULL"),
        )


class MailBudget(Model):
    """How much of one budget is used in one window; the key names both."""

    key = fields.CharField(300, primary_key=True)
    used = fields.IntField(default=0)
    ends_at = Instant()

    class Meta:
        table = "mail_budget"
        indexes = (listed("ends_at", name="ix_mail_budget_ends"),)


class MailRefusal(Model):
    """An address that wants no invitation and no reminder from a tenant any more."""

    id = key()
    tenant = to("Tenant")
    tenant_id: UUID
    email_key = fields.CharField(320)
    created_at = Instant()

    class Meta:
        table = "mail_refusal"
        indexes = (Unique("tenant_id", "email_key", name="uq_mail_refusal"),)
