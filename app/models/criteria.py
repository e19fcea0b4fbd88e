"""Success criteria of a POC, and who signed which version of them."""

from __future__ import annotations

from enum import StrEnum
from uuid import UUID

from tortoise import fields
from tortoise.models import Model

from app.models.fields import Instant, Unique, key, listed, to


class CriterionOutcome(StrEnum):
    """Whether it was met."""

    OPEN = "OPEN"
    MET = "MET"
    NOT_MET = "NOT_MET"


class SuccessCriterion(Model):
    """What shall be reached. Everybody on the POC sees it. Any change raises `version`, and makes signatures old."""

    id = key()
    poc = to("Poc", on_delete=fields.CASCADE)
    poc_id: UUID
    title = fields.CharField(200)
    description = fields.TextField(null=True)
    target = fields.CharField(200)
    unit = fields.CharField(200, null=True)
    must_have = fields.BooleanField(default=True)
    weight = fields.IntField(default=1)
    achieved = fields.CharField(200, null=True)
    outcome = fields.CharEnumField(CriterionOutcome, default=CriterionOutcome.OPEN, max_length=20)
    position = fields.IntField(default=0)
    version = fields.IntField(default=1)
    created_at = Instant()

    class Meta:
        table = "criterion"
        indexes = (listed("poc_id", "position", "id", name="ix_criterion_poc"),)


class CriterionSignature(Model):
    """A participant's consent to one version of a criterion."""

    id = key()
    criterion = to("SuccessCriterion", on_delete=fields.CASCADE)
    criterion_id: UUID
    signed_by = to("User")
    signed_by_id: UUID
    signed_at = Instant()
    version = fields.IntField()

    class Meta:
        table = "criterion_signature"
        indexes = (Unique("criterion_id", "signed_by_id", "version", name="uq_criterion_signature"),)
