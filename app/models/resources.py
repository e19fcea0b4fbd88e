"""Resources of a POC: links, texts, code and files, who opened them, and the files as they are kept."""

from __future__ import annotations

from enum import StrEnum
from uuid import UUID

from tortoise import fields
from tortoise.models import Model

from app.models.fields import Instant, Unique, key, listed, to
from app.models.pocs import Visibility


class ResourceKind(StrEnum):
    """What a resource is."""

    LINK = "LINK"
    TEXT = "TEXT"
    CODE = "CODE"
    FILE = "FILE"


class StoredFile(Model):
    """A file as it is kept. Its bytes never change; they go when nothing refers to it and `expires_at` has passed.

    While `received_at` is null it is an upload that is waited for.
    """

    id = key()
    tenant = to("Tenant")
    tenant_id: UUID
    poc_id: UUID = fields.UUIDField(description="for which POC it was uploaded; no reference, the file may outlive it for a moment")
    uploaded_by = to("User")
    uploaded_by_id: UUID
    name = fields.CharField(200)
    content_type = fields.CharField(100, description="as declared, and from receiving on as its bytes say")
    size = fields.IntField(description="as declared, and from receiving on as received")
    created_at = Instant()
    expires_at = Instant(description="until when it may lie unused")
    received_at = Instant(null=True)
    place = fields.CharField(60, null=True, description="where the storage has its bytes, once they are received")

    class Meta:
        table = "stored_file"
        indexes = (
            listed("expires_at", "id", name="ix_stored_file_expires"),
            listed("uploaded_by_id", "expires_at", name="ix_stored_file_uploader"),
        )


class Resource(Model):
    """Something to look at. Positions count from 0 among the resources of the same visibility."""

    id = key()
    poc = to("Poc", on_delete=fields.CASCADE)
    poc_id: UUID
    kind = fields.CharEnumField(ResourceKind, max_length=20)
    title = fields.CharField(200)
    description = fields.TextField(null=True)
    url = fields.CharField(2000, null=True)
    body = fields.TextField(null=True)
    language = fields.CharField(40, null=True)
    file = to("StoredFile", null=True)
    file_id: UUID | None
    visibility = fields.CharEnumField(Visibility, default=Visibility.SHARED, max_length=20)
    position = fields.IntField(default=0)
    version = fields.IntField(default=1)
    created_at = Instant()

    class Meta:
        table = "resource"
        indexes = (
            listed("poc_id", "position", "id", name="ix_resource_poc"),
            listed("file_id", name="ix_resource_file"),
        )


class ResourceOpening(Model):
    """That somebody has opened a resource, for the first time at `at`."""

    id = key()
    resource = to("Resource", on_delete=fields.CASCADE)
    resource_id: UUID
    user = to("User")
    user_id: UUID
    by_customer = fields.BooleanField()
    at = Instant()

    class Meta:
        table = "resource_opening"
        indexes = (Unique("resource_id", "user_id", name="uq_resource_opening"),)
