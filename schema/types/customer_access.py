"""Access to customers: which roles may be granted to a customer's users, and which colleagues may open it."""

from __future__ import annotations

from app import models
from app.auth import managing
from app.auth.actor import Holder
from app.auth.scopes import Scope, through
from schema.reading.declare import column, many, one, reads, sql
from schema.reading.expressions import Path
from schema.reading.sources import Order
from schema.types.enums import Role
from schema.types.partner_enums import AccessLevel
from schema.types.users import User

BY_PLACING = Order(Path("created_at"), "instant")
"""Who was put on a list first first."""


def places(actor: Holder) -> Scope:
    """The lists of staff of customers whose managed fields one reads."""
    return through("customer", "customer_id", managing.customers_to_read(actor))


@reads(models.CustomerStaff, description="A colleague's place on the list of those who may open a customer.")
class StaffAccess:
    """One place."""

    user: User = one("Who.")
    level: AccessLevel = column("What they may do there.")


@reads(models.Customer, description="Who may do what at a managed customer.")
class CustomerAccessPolicy:
    """Two lists."""

    allowed_roles: list[Role] = sql(
        "Roles that may be granted to the customer's own users; none without a partnership.",
        "coalesce((select bond.allowed_roles from partnership bond where bond.id = {a}.partnership_id and bond.ended_at is null), '')",
    )
    staff: list[StaffAccess] = many(
        "Provider staff who may open this customer; empty means every MSP admin. A list without an active MSP admin who manages counts"
        " as empty.",
        key="customer",
        scope=places,
        order=BY_PLACING,
    )
