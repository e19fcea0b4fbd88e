"""Comments on a POC or one of its tasks, and the digests of them that wait to be mailed."""

from __future__ import annotations

from enum import StrEnum
from uuid import UUID

from tortoise import fields
from tortoise.models import Model

from app.models.fields import Instant, Unique, key, listed, to
from app.models.pocs import Visibility


class Comment(Model):
    """What somebody wrote, as they typed it."""

    id = key()
    poc = to("Poc", on_delete=fields.CASCADE)
    poc_id: UUID
    task = to("Task", null=True, on_delete=fields.CASCADE)
    task_id: UUID | None
    author = to("User")
    author_id: UUID
    body = fields.TextField()
    visibility = fields.CharEnumField(Visibility, default=Visibility.SHARED, max_length=20)
    created_at = Instant()
    edited_at = Instant(null=True)

    class Meta:
        table = "comment"
        indexes = (
            listed("poc_id", "created_at", "id", name="ix_comment_poc"),
            listed("task_id", "created_at", "id", name="ix_comment_task"),
        )


class Audience(StrEnum):
    """For whom something is made: the staff of a POC, or its customers."""

    INTERNAL = "INTERNAL"
    CUSTOMER = "CUSTOMER"


class CommentDigest(Model):
    """New comments of a POC that one audience has not been told of; one row for each, until they are.

    Each audience has a clock of its own: when customers get their digest must not depend on comments that they don't see.
    """

    id = key()
    poc = to("Poc", on_delete=fields.CASCADE)
    poc_id: UUID
    audience = fields.CharEnumField(Audience, max_length=20)
    since = Instant(description="the first of the comments")
    due_at = Instant()

    class Meta:
        table = "comment_digest"
        indexes = (
            Unique("poc_id", "audience", name="uq_comment_digest"),
            listed("due_at", "id", name="ix_comment_digest_due"),
        )
