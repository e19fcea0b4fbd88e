"""Contacts of customers, for the staff and, with access to the portal, for the person."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import strawberry

from app import models
from app.auth import actions, policies
from app.models import PortalAccess
from app.models.contacts import ACTIVE, LAST_INVITATION, OF_OPEN_INVITATION, PORTAL
from app.services.invite_blocks import InviteBlock
from schema.core.enums import described
from schema.reading.declare import column, computed, narrows, one, reads, sql
from schema.reading.expressions import Path, Sql
from schema.reading.sources import Order
from schema.types.invitation_lists import NAME_OR_EMAIL
from schema.types.invitations import Invitation
from schema.types.invite_blocks import needs, send_invite
from schema.types.nodes import Node, OrderDirection, id_of, person
from schema.types.users import full_name

if TYPE_CHECKING:
    from schema.types.customers import Customer

described(
    PortalAccess,
    "How it stands with a contact's access to the portal.",
    NONE="Not invited.",
    INVITED="Invited; also when the link has expired.",
    ACTIVE="Has access.",
    REVOKED="Had access, and was not invited again.",
)

LAST_SENT_AT = Sql(OF_OPEN_INVITATION.replace("{value}", "promised.last_sent_at"))
SEND_INVITE = send_invite(*needs(Sql(f"(case when {ACTIVE} then 1 else 0 end)"), actions.invite_to_portal, LAST_SENT_AT))


@reads(
    models.Contact,
    prefix="contact",
    scope=policies.contacts,
    description="A person at a customer, with or without an address, with or without access to the portal.",
)
class Contact(Node):
    """A customer's person."""

    customer: Annotated[Customer, strawberry.lazy("schema.types.customers")] | None = one(
        "The customer; for staff.", scope=policies.customers
    )
    first_name: str = column("The first name.")
    last_name: str = column("The last name.")
    display_name: str = computed("First and last name.", full_name, "first_name", "last_name")
    title: str | None = column("What the person is at work.")
    email: str | None = column("The address.")
    phone: str | None = column("The telephone number, as typed.")
    portal: PortalAccess = sql("How it stands with the access to the portal.", PORTAL)
    invitation: Invitation | None = one(
        "The invitation to the portal: the open one, or the last; for staff.",
        Sql(LAST_INVITATION),
        scope=policies.invitations,
        visible=policies.contacts_as_staff,
    )
    can_send_invite: bool = SEND_INVITE.can
    send_invite_blocked_by: InviteBlock | None = SEND_INVITE.blocked_by
    send_invite_available_at: datetime | None = SEND_INVITE.available_at
    created_at: datetime = column("Since when the contact is written down.")


@strawberry.input(description="Narrows a list of contacts; everything given must hold.")
class ContactFilter:
    """By person, access and customer."""

    search: str | None = narrows("A part of the name or of the address.", NAME_OR_EMAIL, value=person)
    portal: list[PortalAccess] | None = narrows(
        "With whose access to the portal it stands in one of these ways.", "{of} in {value}[text]", of=Sql(PORTAL)
    )
    customer_id: strawberry.ID | None = narrows("Of this customer.", "{a}.customer_id = {value}", value=id_of("customer"))


class ContactOrderField(StrEnum):
    """Name or age."""

    NAME = "NAME"
    CREATED_AT = "CREATED_AT"


described(
    ContactOrderField,
    "What contacts are ordered by.",
    NAME="By name, without regard to case and accents.",
    CREATED_AT="By when the contact was written down.",
)


@strawberry.input(description="An order of contacts.")
class ContactOrder:
    """Field and direction."""

    field: ContactOrderField = strawberry.field(description="By what.")
    direction: OrderDirection = strawberry.field(description="In which direction.", default=OrderDirection.ASC)


CONTACT_ORDERS = {
    ContactOrderField.NAME: Order(Path("sort_name")),
    ContactOrderField.CREATED_AT: Order(Path("created_at"), "instant"),
}
"""By name unless told."""
