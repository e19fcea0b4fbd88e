"""E-mail templates: what the product says, and what a tenant says instead."""

from __future__ import annotations

from enum import StrEnum
from uuid import UUID

from tortoise import fields
from tortoise.models import Model

from app.models.fields import Instant, Unique, key, to


class EmailTemplateKey(StrEnum):
    """The mails whose words are a tenant's to change."""

    POC_INVITATION = "POC_INVITATION"
    MEMBER_INVITATION = "MEMBER_INVITATION"
    PORTAL_INVITATION = "PORTAL_INVITATION"
    INVITATION_REMINDER = "INVITATION_REMINDER"
    INVITATION_ACCEPTED = "INVITATION_ACCEPTED"
    TASK_REMINDER = "TASK_REMINDER"
    COMMENT_DIGEST = "COMMENT_DIGEST"


class EmailTemplate(Model):
    """What the product says in one language. It is in files; this table is their copy, for reading, the same for all tenants."""

    id = key()
    key = fields.CharEnumField(EmailTemplateKey, max_length=40)
    locale = fields.CharField(20)
    subject = fields.CharField(200)
    body = fields.TextField()

    class Meta:
        table = "email_template"
        indexes = (Unique("key", "locale", name="uq_email_template"),)


class TenantEmailTemplate(Model):
    """What a tenant says instead; nothing once it was reset, but for the version, which goes on."""

    id = key()
    tenant = to("Tenant")
    tenant_id: UUID
    template = to("EmailTemplate")
    template_id: UUID
    subject = fields.CharField(200, null=True)
    body = fields.TextField(null=True)
    version = fields.IntField(default=1)
    updated_at = Instant()
    updated_by = to("User")
    updated_by_id: UUID

    class Meta:
        table = "tenant_email_template"
        indexes = (Unique("tenant_id", "template_id", name="uq_tenant_email_template"),)
