"""Single-use links to an account: password resets, registrations and changes of address (hashes only)."""

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
    EMAIL_CHANGE = "EMAIL_CHANGE"
    EMAIL_UNDO = "EMAIL_UNDO"


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
    email_change = to("EmailChange", null=True)
    email_change_id: UUID | None

    class Meta:
        table = "account_link"
        indexes = (
            Unique("token_hash", name="uq_account_link_hash"),
            listed("user_id", name="ix_account_link_user"),
            listed("expires_at", name="ix_account_link_expires"),
            listed("email_change_id", name="ix_account_link_email_change"),
        )
