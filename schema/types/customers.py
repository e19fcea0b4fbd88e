"""Customers: a provider's records of the companies it serves."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import strawberry

from app import models
from app.auth import actions, policies
from schema.core.enums import described
from schema.reading.connections import Connection
from schema.reading.declare import allowed, column, inside, narrows, pages, reads
from schema.reading.expressions import Path
from schema.reading.sources import Order
from schema.types.enums import CustomerStage
from schema.types.nodes import Node, OrderDirection, search
from schema.types.poc_lists import BY_CREATION, POC_ORDERS, PocFilter, PocOrder

if TYPE_CHECKING:
    from schema.types.pocs import Poc


@reads(models.Customer, description="What the viewer may do now with a customer.")
class CustomerActions:
    """By permission and stage."""

    edit: bool = allowed("Change the record.", actions.edit_customer)
    manage_access: bool = allowed("Say who may do what at it.", actions.nothing_yet)
    invite_user: bool = allowed("Invite users into its organization.", actions.nothing_yet)
    share_integration: bool = allowed("Share an integration with it.", actions.nothing_yet)
    act: bool = allowed("Work inside its organization.", actions.nothing_yet)
    create_contact: bool = allowed("Add a contact.", actions.nothing_yet)
    create_poc: bool = allowed("Begin a POC.", actions.create_poc_for)
    end_partnership: bool = allowed("End the partnership.", actions.nothing_yet)


@reads(models.Customer, prefix="customer", scope=policies.customers, description="A provider's record of a company it serves.")
class Customer(Node):
    """A company."""

    name: str = column("The name.")
    domain: str | None = column("The company's domain.")
    reference: str | None = column("The provider's own reference, e.g. a number in another system.")
    stage: CustomerStage = column("How far it has come.")
    archived_at: datetime | None = column("Since when it is off the lists.")
    created_at: datetime = column("Since when the record exists.")
    pocs: Connection[Annotated[Poc, strawberry.lazy("schema.types.pocs")]] | None = pages(
        "The POCs with it that the viewer has.",
        key="customer",
        scope=policies.pocs,
        order=BY_CREATION,
        filter_type=PocFilter,
        order_type=PocOrder,
        orders=POC_ORDERS,
    )
    viewer_can: CustomerActions = inside("What the viewer may do now.")


@strawberry.input(description="Narrows a list of customers; everything given must hold.")
class CustomerFilter:
    """By name and stage."""

    search: str | None = search("A part of the name.", Path("sort_name"))
    stage: list[CustomerStage] | None = narrows("In one of these stages.", "{a}.stage in {value}[text]")
    include_archived: bool | None = narrows("Also those that are archived.", "{a}.archived_at is null", unless=True)


class CustomerOrderField(StrEnum):
    """Name or age."""

    NAME = "NAME"
    CREATED_AT = "CREATED_AT"


described(
    CustomerOrderField,
    "What customers are ordered by.",
    NAME="By name, without regard to case and accents.",
    CREATED_AT="By when the record was made.",
)


@strawberry.input(description="An order of customers.")
class CustomerOrder:
    """Field and direction."""

    field: CustomerOrderField = strawberry.field(description="By what.")
    direction: OrderDirection = strawberry.field(description="In which direction.", default=OrderDirection.ASC)


CUSTOMER_ORDERS = {
    CustomerOrderField.NAME: Order(Path("sort_name")),
    CustomerOrderField.CREATED_AT: Order(Path("created_at"), "instant"),
}
"""By name unless told."""
