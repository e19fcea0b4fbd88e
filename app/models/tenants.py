"""Tenants: organizations with users of their own."""

from __future__ import annotations

from enum import StrEnum
from typing import Any

from tortoise import fields
from tortoise.models import Model

from app.models.fields import Instant, SortKey, key


class Plan(StrEnum):
    """What a tenant pays for."""

    FREE = "FREE"
    PRO = "PRO"
    ENTERPRISE = "ENTERPRISE"


class Tenant(Model):
    """An organization: a provider (vendor, MSP, reseller) or a customer."""

    id = key()
    name = fields.CharField(200)
    sort_name = SortKey()
    plan = fields.CharEnumField(Plan, default=Plan.FREE, max_length=20)
    brand_name = fields.CharField(200, null=True)
    brand_logo_url = fields.CharField(2000, null=True)
    brand_accent_color = fields.CharField(20, null=True)
    brand_support_email = fields.CharField(254, null=True)
    default_locale = fields.CharField(20, default="en")
    time_zone = fields.CharField(60, default="UTC")
    share_consent = fields.BooleanField(default=False)
    allowed_domains: Any = fields.JSONField(default=list)
    blocked_domains: Any = fields.JSONField(default=list)
    administered_at = Instant(null=True, description="since when somebody has been its admin, even if nobody is any more")
    created_at = Instant()

    class Meta:
        table = "tenant"
