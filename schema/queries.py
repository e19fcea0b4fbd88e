"""The root fields that read. Each says its lock and which rows it has; none has code that fetches."""

from __future__ import annotations

from typing import Annotated, Any

import strawberry

from app.auth import policies
from app.auth.permissions import Permission
from app.services import invitation_previews
from schema.core.context import Context
from schema.core.permissions import locked, public
from schema.reading.connections import Connection
from schema.reading.declare import by_id, node_by_id, nodes_by_id, pages, root, roots
from schema.types.customers import CUSTOMER_ORDERS, Customer, CustomerFilter, CustomerOrder, CustomerOrderField
from schema.types.invitation_lists import BY_INVITING, INVITATION_ORDERS, InvitationFilter, InvitationOrder
from schema.types.invitations import Invitation
from schema.types.memberships import BY_JOINING, MemberFilter, Membership
from schema.types.nodes import Node
from schema.types.poc_lists import BY_CREATION, POC_ORDERS, PocFilter, PocOrder
from schema.types.poc_templates import BY_SAVING, PocTemplate
from schema.types.pocs import Poc
from schema.types.previews import InvitationPreview, preview_facts
from schema.types.viewer import Viewer, facts

Token = Annotated[str, strawberry.argument(description="The secret at the end of the link.")]


async def viewer(context: Context) -> dict[str, Any] | None:
    """The actor."""
    return facts(context.actor)


async def invitation_preview(context: Context, token: str) -> dict[str, Any]:
    """A look at an invitation."""
    return preview_facts(await invitation_previews.preview(context.actor, token))


@roots(description="What can be read.")
class Query:
    """Reading."""

    viewer: Viewer | None = root(viewer, "Who is asking; null when signed out.", lock=public())
    node: Node | None = node_by_id("The object with an id, of any kind; null if there is none or the viewer may not see it.", lock=locked())
    nodes: list[Node | None] | None = nodes_by_id("The objects with these ids, in their order; null where `node` is null.", lock=locked())
    invitation_preview: InvitationPreview | None = root(
        invitation_preview,
        "What the holder of a link may know before accepting. Looking never uses the link up.",
        lock=public(),
        arguments={"token": Token},
    )
    customers: Connection[Customer] | None = pages(
        "The tenant's customers, by name unless told; those that are archived only when asked.",
        key=None,
        scope=policies.customers,
        order=CUSTOMER_ORDERS[CustomerOrderField.NAME],
        filter_type=CustomerFilter,
        order_type=CustomerOrder,
        orders=CUSTOMER_ORDERS,
        extensions=[locked(Permission.CUSTOMERS_READ)],
    )
    customer: Customer | None = by_id("One of the tenant's customers.", lock=locked(Permission.CUSTOMERS_READ))
    pocs: Connection[Poc] | None = pages(
        "The POCs whose staff the viewer is, and those of others in which they take part; the newest first unless told.",
        key=None,
        scope=policies.pocs,
        order=BY_CREATION,
        filter_type=PocFilter,
        order_type=PocOrder,
        orders=POC_ORDERS,
        extensions=[locked()],
    )
    poc: Poc | None = by_id("One POC, under the same rules as the list.", lock=locked())
    poc_templates: Connection[PocTemplate] | None = pages(
        "The tenant's templates of POCs, the newest first.",
        key=None,
        scope=policies.poc_templates,
        order=BY_SAVING,
        extensions=[locked(Permission.POCS_READ)],
    )
    invitations: Connection[Invitation] | None = pages(
        "The invitations that the viewer may manage, each kind by its permission; the newest first unless told.",
        key=None,
        scope=policies.own_invitations,
        order=BY_INVITING,
        filter_type=InvitationFilter,
        order_type=InvitationOrder,
        orders=INVITATION_ORDERS,
        extensions=[locked(Permission.PARTICIPANTS_INVITE, Permission.MEMBERS_MANAGE, Permission.PORTAL_INVITE)],
    )
    members: Connection[Membership] | None = pages(
        "The tenant's members, those who came first first.",
        key=None,
        scope=policies.members,
        order=BY_JOINING,
        filter_type=MemberFilter,
        extensions=[locked(Permission.MEMBERS_READ)],
    )
