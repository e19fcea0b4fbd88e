"""Templates: what a POC is begun with. A template is a copy, and what is made from it is one, too."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from tortoise import fields
from tortoise.models import Model

from app.models.fields import Instant, Unique, key, listed, to


class PocTemplate(Model):
    """Tasks, groups, dependencies, resources and criteria in one document (`content`), days relative to the start."""

    id = key()
    tenant = to("Tenant")
    tenant_id: UUID
    name = fields.CharField(200)
    description = fields.TextField(null=True)
    content: Any = fields.JSONField()
    task_count = fields.IntField()
    resource_count = fields.IntField()
    criteria_count = fields.IntField()
    created_at = Instant()

    class Meta:
        table = "poc_template"
        indexes = (listed("tenant_id", "created_at", "id", name="ix_poc_template_tenant"),)


class PocTemplateFile(Model):
    """That a template has a file, which therefore stays."""

    id = key()
    template = to("PocTemplate", on_delete=fields.CASCADE)
    template_id: UUID
    file = to("StoredFile")
    file_id: UUID

    class Meta:
        table = "poc_template_file"
        indexes = (
            Unique("template_id", "file_id", name="uq_poc_template_file"),
            listed("file_id", name="ix_poc_template_file"),
        )
