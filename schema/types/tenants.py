"""Tenants: name and branding for whoever sees them, the rest for their members."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Annotated

import strawberry

from app import models
from app.auth import partnering, people, plans
from schema.reading.declare import column, computed, inside, one, reads, sql
from schema.reading.expressions import Sql
from schema.types.enums import FeatureKey, Plan
from schema.types.nodes import Node

if TYPE_CHECKING:
    from schema.types.partnerships import Partnership


@strawberry.type(description="A feature of a plan, so that a client can show what an upgrade would bring.")
class Feature:
    """One line of the plan table."""

    key: FeatureKey = strawberry.field(description="Which feature.")
    enabled: bool = strawberry.field(description="Whether the tenant's plan has it.")
    required_plan: Plan = strawberry.field(description="The lowest plan that has it.")


def features_of(plan: str) -> list[Feature]:
    """The plan table as it looks from one plan."""
    return [
        Feature(key=key, enabled=plans.has_feature(models.Plan(plan), key), required_plan=required)
        for key, required in plans.REQUIRED_PLAN.items()
    ]


@reads(models.Tenant, description="How a tenant's pages and mails look.")
class Branding:
    """Name, logo and colour."""

    name: str = sql("The name to show.", "coalesce({a}.brand_name, {a}.name)")
    logo_url: str | None = column("The logo's address (https).", "brand_logo_url")
    accent_color: str | None = column("The colour of buttons, as #rrggbb.", "brand_accent_color")
    support_email: str | None = column("Where customers ask.", "brand_support_email")


@reads(models.Tenant, description="Whom this tenant's people may invite; an empty allow list allows every domain.")
class InvitePolicy:
    """Domains."""

    allowed_domains: list[str] = column("Only these, if there are any.")
    blocked_domains: list[str] = column("Never these.")


@reads(models.Tenant, prefix="tenant", scope=people.tenants, description="An organization with users of its own: a provider or a customer.")
class Tenant(Node):
    """An organization."""

    name: str = column("The name.")
    plan: Plan | None = column("What it pays for; for its members.", visible=people.tenants_as_member)
    features: list[Feature] | None = computed("What its plan has; for its members.", features_of, "plan", visible=people.tenants_as_member)
    branding: Branding = inside("How its pages and mails look.")
    partnership: Annotated[Partnership, strawberry.lazy("schema.types.partnerships")] | None = one(
        "The partner of this tenant, when it is someone's customer; for its admins, and the partner's people who manage it.",
        Sql("(select its.id from partnership its where its.customer_id = {a}.id and its.ended_at is null)"),
        scope=partnering.partnerships,
    )
    default_locale: str = column("The language of its mails unless told otherwise (BCP 47).")
    time_zone: str = column("Days end at midnight here (IANA).")
    share_consent: bool | None = column(
        "Whether shares from a managing partner wait for an answer; for its members.", visible=people.tenants_as_member
    )
    invite_policy: InvitePolicy | None = inside("Whom its people may invite; for its members.", visible=people.tenants_as_member)
    created_at: datetime | None = column("Since when it exists; for its members.", visible=people.tenants_as_member)
