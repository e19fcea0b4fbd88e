"""Acting sessions: a partner's people working inside customers' tenants, as both sides see it."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Annotated

import strawberry

from app import models
from app.auth import partnering, policies
from schema.reading.declare import column, narrows, one, reads
from schema.reading.expressions import Path
from schema.reading.sources import Order
from schema.types.nodes import Node
from schema.types.partner_enums import PartnershipSide
from schema.types.tenants import Tenant
from schema.types.users import User

if TYPE_CHECKING:
    from schema.types.customers import Customer

LazyCustomer = Annotated["Customer", strawberry.lazy("schema.types.customers")]


@reads(
    models.ActingSession,
    prefix="acting",
    scope=partnering.acting_sessions,
    description="A partner's person working inside a customer's tenant: for a reason, for a while, seen by both.",
)
class ActingSession(Node):
    """One such session."""

    partner: Tenant = one("From where.")
    customer: Tenant = one("Inside which tenant.")
    actor: User = one("Who.")
    reason: str = column("Why, in the person's words.")
    started_at: datetime = column("Since when.")
    expires_at: datetime = column("When it ends by itself, at the latest.")
    ended_at: datetime | None = column("When it was ended before that.")
    ended_by: PartnershipSide | None = column("By which side it was ended before that.")
    customer_record: LazyCustomer | None = one("The partner's record of the customer; for the partner.", "record", scope=policies.customers)


@strawberry.input(description="Narrows a list of acting sessions.")
class ActingSessionFilter:
    """By whether they go on."""

    active_only: bool | None = narrows(
        "Only those that go on.", "not {value} or ({a}.ended_at is null and {a}.expires_at > :now)", default=False
    )


BY_START = Order(Path("started_at"), "instant", descending=True)
"""The newest first."""
