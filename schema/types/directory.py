"""The directory: one table of members, invited colleagues and contacts, with what can be done about an account."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Annotated, Any

import strawberry

from app.auth import directory, policies
from app.auth.directory import DIRECTORY, DirectoryKind, DirectoryStatus
from app.services.invite_blocks import InviteBlock, block_of, block_of_colleague
from schema.core.enums import described
from schema.reading.declare import column, computed, narrows, one, reads
from schema.reading.expressions import Path
from schema.reading.sources import Order
from schema.types.customers import Customer
from schema.types.enums import Role
from schema.types.invitation_lists import NAME_OR_EMAIL
from schema.types.invitations import Invitation
from schema.types.invite_blocks import needs, send_invite
from schema.types.memberships import Membership
from schema.types.nodes import Node, id_of, person
from schema.types.users import full_name

if TYPE_CHECKING:
    from schema.types.contacts import Contact

described(
    DirectoryKind,
    "What an entry of the directory stands for.",
    MEMBER="A member of the tenant.",
    INVITED="Somebody who is invited to become one; for who manages the members.",
    CONTACT="A contact of a customer.",
)
described(
    DirectoryStatus,
    "How it stands with an account.",
    ACTIVE="A member, or a contact with access to the portal.",
    INVITED="Invited, and the link still opens.",
    INVITE_EXPIRED="Invited, and the link has expired.",
    NO_ACCOUNT="A contact without access, also one who had it.",
    DEACTIVATED="Was a member.",
)


def called(first: str | None, last: str | None, email: str) -> str:
    """First and last name; the address of who has none."""
    return full_name(first or "", last or "") or email


def block(kind: str, *values: Any) -> InviteBlock | None:
    """Why Send Invite would be refused: of a contact as contacts say it, of an invited colleague as of one who is mailed again."""
    if kind == DirectoryKind.INVITED:
        _, _, may, *_, last_sent_at = values
        return block_of_colleague(may, last_sent_at)
    return block_of(*values)


SEND_INVITE = send_invite(
    Path("kind"), *needs(Path("has_account"), directory.send_invite, Path("last_sent_at")), block=block
)  # fmt: skip


@reads(
    DIRECTORY,
    prefix="entry",
    scope=directory.entries,
    description="One row of the user table: a member, or a customer's contact, with what can be done about an account.",
)
class DirectoryEntry(Node):
    """A person, as the tenant knows them."""

    kind: DirectoryKind = column("What it stands for.")
    display_name: str = computed("First and last name; of people without a name the address.", called, "first_name", "last_name", "email")
    email: str | None = column("The address.")
    status: DirectoryStatus = column("How it stands with an account.")
    roles: list[Role] = column("A member's roles, those that an invitation will give, or CUSTOMER for a contact with access.")
    membership: Membership | None = one("The member.")
    contact: Annotated[Contact, strawberry.lazy("schema.types.contacts")] | None = one("The contact.")
    customer: Customer | None = one("The customer whose contact this is.")
    invitation: Invitation | None = one("The colleague's invitation; a contact's to the portal, the open one or the last.")
    can_send_invite: bool = SEND_INVITE.can
    send_invite_blocked_by: InviteBlock | None = SEND_INVITE.blocked_by
    send_invite_available_at: datetime | None = SEND_INVITE.available_at


@strawberry.input(description="Narrows the directory; everything given must hold.")
class DirectoryFilter:
    """By kind, status, customer and person."""

    kind: list[DirectoryKind] | None = narrows("Of one of these kinds.", "{a}.kind in {value}[text]", among="kind")
    status: list[DirectoryStatus] | None = narrows("In one of these states.", "{a}.status in {value}[text]", among="status")
    customer_id: strawberry.ID | None = narrows(
        "Contacts of this customer.",
        "{a}.customer_id = {value}",
        value=id_of("customer"),
        visible=policies.contacts_as_staff,
        among="customer_id",
    )
    search: str | None = narrows("A part of the name or of the address.", NAME_OR_EMAIL, value=person)


BY_NAME = Order(Path("sort_name"))
"""A to Z."""
