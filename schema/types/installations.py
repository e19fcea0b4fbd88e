"""Installations: how customers' organizations stand, each of them and all together."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from app import models
from app.auth import managing
from app.auth.actor import Actor
from app.core import db
from app.services import installations
from app.services.installations import ATTENTION, open_pocs_of, quiet_since, totals_of
from schema.reading.connections import Connection
from schema.reading.declare import batch, computed, inside, pages, reads, sql
from schema.reading.expressions import Sql
from schema.types.customers import CUSTOMER_ORDERS, Customer, CustomerFilter, CustomerOrder, CustomerOrderField
from schema.types.partner_enums import AttentionReason

SEEN = [AttentionReason.NO_ADMIN, AttentionReason.INVITATION_EXPIRED, AttentionReason.INTEGRATION_FAILING]
"""What the database alone can tell; INACTIVE depends on how late it is."""


def attention_of(*seen: Any) -> list[AttentionReason]:
    """The reasons why somebody should look, from whether each of SEEN holds and the last sign of life."""
    *held, last_sign = seen
    found = [reason for reason, holds in zip(SEEN, held, strict=True) if holds]
    since = db.instant(last_sign)
    return [*found, AttentionReason.INACTIVE] if since is not None and since <= quiet_since() else found


@reads(models.Customer, description="How many integrations there are, by how they stand.")
class IntegrationCounts:
    """Three numbers."""

    active: int = sql("They are on.", installations.ACTIVE_INTEGRATIONS)
    failing: int = sql("They are on, and failed when they were checked last.", installations.FAILING_INTEGRATIONS)
    disabled: int = sql("They are switched off.", installations.DISABLED_INTEGRATIONS)


@reads(models.Customer, description="One line of the installation overview: how a customer's organization stands.")
class Installation:
    """One line."""

    active_users: int = sql("How many active members it has.", installations.ACTIVE_USERS)
    pending_invitations: int = sql("How many people are invited to be members.", installations.PENDING_INVITATIONS)
    integrations: IntegrationCounts = inside("How many integrations it has of its own.")
    open_pocs: int = batch("How many POCs with it are active or on hold, of those the viewer sees.", open_pocs_of)
    last_activity_at: datetime | None = sql("When something happened there last.", installations.LAST_ACTIVITY)
    attention: list[AttentionReason] = computed(
        "Why somebody should look.",
        attention_of,
        *(Sql(f"(case when {ATTENTION[reason]} then 1 else 0 end)") for reason in SEEN),
        Sql(installations.LAST_SIGN),
    )


@reads(None, description="How all customers stand that the viewer has this overview of.")
class InstallationOverview:
    """All lines."""

    totals: Installation = batch(
        "All together, without those that are archived: sums, the newest activity, and every reason that there is.", totals_of
    )
    customers: Connection[Customer] = pages(
        "Each of them, by name unless told; those that are archived only when asked.",
        key="tenant",
        scope=managing.installations,
        order=CUSTOMER_ORDERS[CustomerOrderField.NAME],
        filter_type=CustomerFilter,
        order_type=CustomerOrder,
        orders=CUSTOMER_ORDERS,
    )


def overview_facts(actor: Actor) -> dict[str, Any]:
    """What the overview of the actor's tenant begins with."""
    return {"id": actor.tenant}
