"""Customers: a provider's records of the companies it serves."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import strawberry

from app import models
from app.auth import actions, managing, partnering, policies
from app.auth.capabilities import FIRST_CONTACT
from app.models.fields import words_text
from app.services.installations import ATTENTION, LAST_ACTIVITY, quiet_since
from schema.core.enums import described
from schema.reading.connections import Connection, Uncounted
from schema.reading.declare import allowed, column, inside, narrows, one, pages, reads, sql
from schema.reading.expressions import Depending, Path, Sql
from schema.reading.sources import Order
from schema.types.acting_sessions import BY_START, ActingSession, ActingSessionFilter
from schema.types.audit import BY_HAPPENING, AuditEvent, AuditFilter
from schema.types.contacts import CONTACT_ORDERS, Contact, ContactFilter, ContactOrder, ContactOrderField
from schema.types.customer_access import CustomerAccessPolicy
from schema.types.enums import CustomerStage
from schema.types.integrations import BY_NAME, Integration, IntegrationFilter
from schema.types.invitation_lists import BY_INVITING, InvitationFilter
from schema.types.memberships import BY_JOINING, MemberFilter, Membership
from schema.types.nodes import Node, OrderDirection, search
from schema.types.partner_enums import AttentionReason, PartnershipKind, Party
from schema.types.poc_lists import BY_CREATION, POC_ORDERS, PocFilter, PocOrder
from schema.types.share_lists import BY_SHARING, IntegrationShareFilter
from schema.types.tenants import Tenant

if TYPE_CHECKING:
    from schema.types.installations import Installation
    from schema.types.invitations import Invitation
    from schema.types.partnerships import Partnership
    from schema.types.pocs import Poc
    from schema.types.shares import IntegrationShare


@reads(models.Customer, description="What the viewer may do now with a customer.")
class CustomerActions:
    """By permission and stage."""

    edit: bool = allowed("Change the record.", actions.edit_customer)
    manage_access: bool = allowed("Say who may do what at it.", actions.manage_access)
    invite_user: bool = allowed("Invite users into its organization.", actions.invite_user)
    share_integration: bool = allowed("Share an integration with it.", actions.share_integration)
    act: bool = allowed("Work inside its organization.", actions.act_for)
    create_contact: bool = allowed("Add a contact.", actions.create_contact_at)
    create_poc: bool = allowed("Begin a POC.", actions.create_poc_for)
    end_partnership: bool = allowed("End the partnership.", actions.end_partnership)


@reads(models.Customer, prefix="customer", scope=policies.customers, description="A provider's record of a company it serves.")
class Customer(Node):
    """A company."""

    name: str = column("The name.")
    domain: str | None = column("The company's domain.")
    reference: str | None = column("The provider's own reference, e.g. a number in another system.")
    stage: CustomerStage = column("How far it has come.")
    archived_at: datetime | None = column("Since when it is off the lists.")
    created_at: datetime = column("Since when the record exists.")
    organization: Tenant | None = one("The customer's own tenant.", visible=managing.customers_to_read)
    partnership: Annotated[Partnership, strawberry.lazy("schema.types.partnerships")] | None = one(
        "The connection with it: the last one, also when it has ended.", Sql("{a}.partnership_id"), scope=partnering.partnerships
    )
    first_contact: Party | None = sql(
        "Who is asked first by the customer; null unless the partnership is active.", FIRST_CONTACT, visible=managing.customers_to_read
    )
    access_policy: CustomerAccessPolicy | None = inside("Who may do what at it.", visible=managing.customers_to_read)
    installation: Annotated[Installation, strawberry.lazy("schema.types.installations")] | None = inside(
        "How its organization stands.", visible=managing.installations
    )
    contacts: Connection[Contact] | None = pages(
        "The people at it, by name unless told.",
        key="customer",
        scope=policies.contacts_as_staff,
        order=CONTACT_ORDERS[ContactOrderField.NAME],
        filter_type=ContactFilter,
        order_type=ContactOrder,
        orders=CONTACT_ORDERS,
    )
    pocs: Connection[Annotated[Poc, strawberry.lazy("schema.types.pocs")]] | None = pages(
        "The POCs with it that the viewer has.",
        key="customer",
        scope=policies.pocs_as_staff,  # of the own tenant, where nobody takes part as a customer
        order=BY_CREATION,
        filter_type=PocFilter,
        order_type=PocOrder,
        orders=POC_ORDERS,
    )
    users: Connection[Membership] | None = pages(
        "The members of its organization, those who came first first; for who may manage it on its behalf.",
        key="tenant",
        parent="organization_id",
        scope=policies.memberships,
        order=BY_JOINING,
        filter_type=MemberFilter,
        visible=managing.customers_on_behalf,
    )
    invitations: Connection[Annotated[Invitation, strawberry.lazy("schema.types.invitations")]] | None = pages(
        "The invitations into its organization, the newest first; for who may manage it on its behalf.",
        key="tenant",
        parent="organization_id",
        scope=policies.invitations_as_staff,
        order=BY_INVITING,
        filter_type=InvitationFilter,
        visible=managing.customers_on_behalf,
    )
    integrations: Connection[Integration] | None = pages(
        "The integrations of its organization, by name; for who may manage it on its behalf.",
        key="tenant",
        parent="organization_id",
        scope=partnering.integrations,
        order=BY_NAME,
        filter_type=IntegrationFilter,
        visible=managing.customers_on_behalf,
    )
    acting_sessions: Connection[ActingSession] | None = pages(
        "When colleagues worked inside its organization; the newest first, for who may manage it on its behalf.",
        key="record",
        scope=partnering.acting_sessions,
        order=BY_START,
        filter_type=ActingSessionFilter,
        spread=True,
        visible=managing.customers_on_behalf,
    )
    integration_shares: Connection[Annotated[IntegrationShare, strawberry.lazy("schema.types.shares")]] | None = pages(
        "What is shared with it, or was, the newest first; for who sees into it, while the partnership allows sharing.",
        key="record",
        scope=partnering.shares,
        order=BY_SHARING,
        filter_type=IntegrationShareFilter,
        visible=partnering.customers_with_shares,
    )
    audit_log: Uncounted[AuditEvent] | None = pages(
        "Of its organization's audit log what came from this partner, and the administration of its users; the latest first, for who"
        " may manage it on its behalf. All of it is read in an acting session.",
        key="tenant",
        parent="organization_id",
        scope=partnering.events_of_customers,
        order=BY_HAPPENING,
        filter_type=AuditFilter,
        visible=managing.customers_on_behalf,
    )
    viewer_can: CustomerActions = inside("What the viewer may do now.")


def reasons_now(reasons: Iterable[AttentionReason]) -> dict[str, object]:
    """Reasons as a condition has them, and since when it is too quiet for INACTIVE."""
    return {"reasons": words_text(reasons), "quiet_since": quiet_since()}


@strawberry.input(description="Narrows a list of customers; everything given must hold.")
class CustomerFilter:
    """By name, stage, partnership and what is wrong."""

    search: str | None = search("A part of the name.", Path("sort_name"))
    stage: list[CustomerStage] | None = narrows("In one of these stages.", "{a}.stage in {value}[text]")
    kind: list[PartnershipKind] | None = narrows(
        "In a partnership of one of these kinds, which has not ended.",
        "exists (select 1 from partnership sought where sought.id = {a}.partnership_id and sought.ended_at is null"
        " and sought.kind in {value}[text])",
        visible=managing.customers_to_read,
    )
    attention: list[AttentionReason] | None = narrows(
        "With one of these reasons to look at its installation.",
        " or ".join(f"({{reasons}} like '% {reason} %' and {sql})" for reason, sql in ATTENTION.items()),
        value=reasons_now,
        visible=managing.installations,
    )
    include_archived: bool | None = narrows("Also those that are archived.", "{a}.archived_at is null", unless=True)


class CustomerOrderField(StrEnum):
    """Name, age or last activity."""

    NAME = "NAME"
    CREATED_AT = "CREATED_AT"
    LAST_ACTIVITY = "LAST_ACTIVITY"


described(
    CustomerOrderField,
    "What customers are ordered by.",
    NAME="By name, without regard to case and accents.",
    CREATED_AT="By when the record was made.",
    LAST_ACTIVITY="By when something happened in the organization last; those of which the viewer does not know it come last.",
)


@strawberry.input(description="An order of customers.")
class CustomerOrder:
    """Field and direction."""

    field: CustomerOrderField = strawberry.field(description="By what.")
    direction: OrderDirection = strawberry.field(description="In which direction.", default=OrderDirection.ASC)


CUSTOMER_ORDERS = {
    CustomerOrderField.NAME: Order(Path("sort_name")),
    CustomerOrderField.CREATED_AT: Order(Path("created_at"), "instant"),
    CustomerOrderField.LAST_ACTIVITY: Order(
        Depending(managing.installations, Sql(LAST_ACTIVITY), Sql("null")), "instant", nullable=True, visible=managing.installations
    ),
}
"""By name unless told."""
