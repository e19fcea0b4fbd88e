"""Partnerships: the connection of a partner and a customer as both sides see it, proposals to change it, and the kinds there are."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Annotated, Any, Final

import strawberry

from app import models
from app.auth import capabilities as allowed
from app.auth import partnering, policies
from app.core import db
from app.models.partnerships import CHANGE_STATUS, STATUS
from schema.core.context import Context
from schema.reading.declare import column, computed, given, narrows, one, reads, sql
from schema.reading.expressions import Allowed, Path, Sql
from schema.reading.sources import Order
from schema.types.enums import Role
from schema.types.nodes import Node
from schema.types.partner_enums import (
    PartnerCapability,
    PartnershipChangeStatus,
    PartnershipKind,
    PartnershipOrigin,
    PartnershipSide,
    PartnershipStatus,
    Party,
)
from schema.types.tenants import Tenant

if TYPE_CHECKING:
    from schema.types.customers import Customer


@reads(None, description="What a kind of connection means; the same table for everybody.")
class PartnershipKindInfo:
    """One line of the table."""

    kind: PartnershipKind = given("Which kind.")
    name: str = given("What it is called.")
    description: str = given("What it means, for people.")
    capabilities: list[PartnerCapability] = given("What the partner may do for the customer.")
    first_contact: Party = given("Who is asked first by the customer.")


_MEANING: Final = {
    PartnershipKind.MSP: "The partner manages the customer's users and integrations, shows its own brand, is asked first, and is billed.",
    PartnershipKind.RESELLER_WITH_SUPPORT: "The partner is asked first, and is billed.",
    PartnershipKind.RESELLER_WITHOUT_SUPPORT: "The partner is billed; the vendor is asked first.",
}


async def kind_facts(_: Context) -> list[dict[str, Any]]:
    """The table of `app.auth.capabilities`, line by line."""
    return [
        {
            "kind": kind, "name": allowed.NAMES[kind], "description": meaning, "capabilities": allowed.capabilities(kind),
            "first_contact": allowed.first_contact(kind),
        }
        for kind, meaning in _MEANING.items()
    ]  # fmt: skip


@strawberry.type(description="That one side of a partnership does without it for a while.")
class PartnershipSuspension:
    """One side's."""

    by: PartnershipSide = strawberry.field(description="Which side.")
    at: datetime = strawberry.field(description="Since when.")
    reason: str | None = strawberry.field(
        description="Why, as plain text; for who manages the partner's customers, and the customer's tenant admins."
    )


def suspensions_of(
    ended_at: object, partner_at: object, partner_reason: str | None, customer_at: object, customer_reason: str | None, told: int
) -> list[PartnershipSuspension]:
    """Those that hold now, the older first; one that has ended has none."""
    sides = (
        (PartnershipSide.PARTNER, db.instant(partner_at), partner_reason),
        (PartnershipSide.CUSTOMER, db.instant(customer_at), customer_reason),
    )
    held = [PartnershipSuspension(by=by, at=at, reason=reason if told else None) for by, at, reason in sides if at and ended_at is None]
    return sorted(held, key=lambda one: one.at)


def lost(before: str, after: str) -> tuple[PartnerCapability, ...]:
    """What the one kind allows and the other doesn't."""
    return allowed.gained(after, before)


@reads(
    models.PartnershipChange,
    prefix="change",
    scope=partnering.partnership_changes,
    description="A proposal that a partnership becomes one of another kind.",
)
class PartnershipChange(Node):
    """By one side, to the other."""

    partnership: Partnership = one("Which partnership.")
    message: str | None = column("Words of whoever proposed it, as plain text.")
    kind: PartnershipKind = column("The kind that it would become.")
    proposed_by: Tenant = one("The side that proposed it.")
    status: PartnershipChangeStatus = sql("What became of it.", CHANGE_STATUS)
    gained: list[PartnerCapability] = computed("What the partner would get.", allowed.gained, "from_kind", "kind")
    lost: list[PartnerCapability] = computed("What the partner would lose.", lost, "from_kind", "kind")
    expires_at: datetime = column("Until when it can be answered.")


_BILLED = allowed.allows(PartnerCapability.BILLING_VIA_PARTNER)


@reads(
    models.Partnership,
    prefix="partnership",
    scope=partnering.partnerships,
    description="The connection between a partner and a customer: what the one may do for the other.",
)
class Partnership(Node):
    """One connection, from its beginning to its end."""

    kind: PartnershipKind = column("Which kind it is, or was when it ended.")
    status: PartnershipStatus = sql("Whether it holds.", STATUS)
    capabilities: list[PartnerCapability] = computed(
        "What the partner may do for the customer now: nothing while it is suspended, and after its end.",
        allowed.capabilities,
        "kind",
        Sql(STATUS),
    )
    first_contact: Party = computed("Who is asked first by the customer now.", allowed.first_contact, "kind", Sql(STATUS))
    partner: Tenant = one("The partner.")
    customer: Tenant = one("The customer's organization.")
    origin: PartnershipOrigin = column("CREATED by the partner's New Customer, LINKED through a partner link.")
    billed_to: Tenant = one("Who is billed now.", Sql(f"(case when {_BILLED} then {{a}}.partner_id else {{a}}.customer_id end)"))
    contract_reference: str | None = column(
        "The contract that says the prices; for who manages the partner's customers, and the customer's tenant admins.",
        visible=partnering.partnership_secrets,
    )
    since: datetime = column("When it began.")
    suspensions: list[PartnershipSuspension] = computed(
        "Those that hold now; each side may have one.",
        suspensions_of,
        "ended_at",
        "suspended_by_partner_at",
        "partner_suspension_reason",
        "suspended_by_customer_at",
        "customer_suspension_reason",
        Allowed(partnering.partnership_secrets),
    )
    ended_at: datetime | None = column("When it ended.")
    ended_by: PartnershipSide | None = column("Which side ended it.")
    end_reason: str | None = column(
        "Why it was ended, as plain text; for who manages the partner's customers, and the customer's tenant admins.",
        visible=partnering.partnership_secrets,
    )
    allowed_roles: list[Role] | None = column("Roles that the partner may grant to the customer's users.")
    customer_record: Annotated[Customer, strawberry.lazy("schema.types.customers")] | None = one(
        "The partner's record of the customer; null for the customer.", "record", scope=policies.customers
    )
    pending_change: PartnershipChange | None = one(
        "The proposal that waits for an answer.",
        Sql(
            "(select pending.id from partnership_change pending where pending.partnership_id = {a}.id"
            " and pending.outcome is null and pending.expires_at > :now)"
        ),
        scope=partnering.partnership_changes,
    )


@strawberry.input(description="Narrows a list of partnerships; everything given must hold.")
class PartnershipFilter:
    """By state and kind."""

    status: list[PartnershipStatus] | None = narrows("In one of these states.", "{of} in {value}[text]", of=Sql(STATUS))
    kind: list[PartnershipKind] | None = narrows("Of one of these kinds.", "{a}.kind in {value}[text]")


BY_BEGINNING = Order(Path("since"), "instant", descending=True)
"""The newest first."""
