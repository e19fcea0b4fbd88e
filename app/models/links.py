"""Single-use links to an account: password resets and registrations (hashes only)."""

from __future__ import annotations

from enum import StrEnum
from uuid import UUID

from tortoise import fields
from tortoise.models import Model

from app.models.fields import Instant, Unique, key, listed, to


class LinkPurpose(StrEnum):
    """What the holder of the link may do, once."""

    RESET = "RESET"
    REGISTRATION = "REGISTRATION"


class AccountLink(Model):
    """A mailed link; for a registration there is no user yet."""

    id = key()
    purpose = fields.CharEnumField(LinkPurpose, max_length=20)
    user = to("User", null=True)
    user_id: UUID | None
    email = fields.CharField(254)
    email_key = fields.CharField(320)
    token_hash = fields.CharField(64)
    created_at = Instant()
    expires_at = Instant()
    used_at = Instant(null=True)
    partner_link = to("PartnerLink", null=True)
    partner_link_id: UUID | None

    class Meta:
        table = "account_link"
        indexes = (
            Unique("token_hash", name="uq_account_link_hash"),
            listed("user_id", name="ix_account_link_user"),
        )
