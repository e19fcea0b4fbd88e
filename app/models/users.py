"""Users: people, each known by one verified address."""

from __future__ import annotations

from uuid import UUID

from tortoise import fields
from tortoise.models import Model

from app.models.fields import Changing, Instant, SortKey, key, to

ERASED_HOST = "erased.invalid"
"""Where the placeholders of erased people's addresses are. Nobody has an address there (RFC 2606, section 2)."""
ERASED = f"{{a}}.email_key like '%@{ERASED_HOST}'"
"""Whether the person in the row `{a}` was erased, as SQL."""


class User(Model):
    """A person with an account."""

    id = key()
    email = fields.CharField(254)
    email_key = fields.CharField(320)
    first_name = fields.CharField(200)
    last_name = fields.CharField(200)
    sort_name = SortKey()
    title = fields.CharField(200, null=True)
    password_hash = fields.CharField(200, null=True)
    locale = fields.CharField(20, default="en")
    time_zone = fields.CharField(60, default="UTC")
    wants_acceptance = fields.BooleanField(default=True)
    wants_comments = fields.BooleanField(default=True)
    wants_tasks = fields.BooleanField(default=True)
    created_at = Instant()
    last_signed_in_at = Instant(null=True)
    last_tenant = to("Tenant", null=True)
    last_tenant_id: UUID | None

    class Meta:
        table = "user"
        indexes = (Changing("email_key", name="uq_user_email_key"),)
