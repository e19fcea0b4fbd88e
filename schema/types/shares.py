"""Shares: that a customer uses an integration of its partner, as either side sees it."""

from __future__ import annotations

from datetime import datetime

from app import models
from app.auth import partnering, policies
from app.models.integrations import SHARE_OPEN, SHARE_STATUS
from schema.reading.declare import column, one, reads, sql
from schema.reading.expressions import Sql
from schema.types.customers import Customer
from schema.types.integrations import Integration, IntegrationKind
from schema.types.nodes import Node
from schema.types.partner_enums import SharePermission, ShareStatus
from schema.types.users import User

WHILE_OPEN = Sql(f"(case when {SHARE_OPEN} then {{a}}.integration_id end)")
ENDED_AT = (
    f"(case when {{a}}.ended_at is not null then {{a}}.ended_at when {SHARE_OPEN} then null"
    " when {a}.active_since is null and {a}.answer_by < coalesce({a}.expires_at, :now) then {a}.answer_by"
    " else coalesce({a}.expires_at, {a}.answer_by) end)"
)
"""When it was ended, or ran out: nobody writes down that it did."""


@reads(
    models.IntegrationShare,
    prefix="share",
    scope=partnering.shares,
    description="A reference to the owner's integration, attached to a customer. Nothing secret is copied.",
)
class IntegrationShare(Node):
    """A reference."""

    integration: Integration | None = one(
        "The integration itself. Null once the share is over; for the customer also before it holds.",
        WHILE_OPEN,
        scope=partnering.integrations,
    )
    integration_name: str = column("The integration's name; once the share is over, as it was then.")
    integration_kind: IntegrationKind = one("The integration's kind.", "kind")
    customer: Customer | None = one(
        "With whom it is shared; for the partner.", "record", scope=policies.customers, visible=partnering.shares_as_partner
    )
    permission: SharePermission = column("What the customer may do with it.")
    status: ShareStatus = sql("How it stands.", SHARE_STATUS)
    shared_by: User | None = one("Who shared it; for the partner.", visible=partnering.shares_as_partner)
    created_at: datetime = column("When it was shared.")
    active_since: datetime | None = column("Since when the customer uses it, or used it.")
    ended_at: datetime | None = sql("When it was ended, or ran out.", ENDED_AT)
    answer_by: datetime | None = sql(
        "Until when it waits for the customer's answer; only while it does.",
        f"(case when {SHARE_STATUS} = 'PENDING' then {{a}}.answer_by end)",
    )
    expires_at: datetime | None = column("When it runs out by itself.")
