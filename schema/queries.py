"""The root fields that read. Each says its lock and which rows it has; none has code that fetches."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any

import strawberry

from app.auth import partnering, policies
from app.auth.directory import entries
from app.auth.permissions import Permission
from app.services import invitation_previews, partner_link_previews
from schema.core.context import Context
from schema.core.permissions import locked, public
from schema.reading.connections import Connection, Uncounted
from schema.reading.declare import many, pages, roots
from schema.reading.declare_roots import by_id, chosen, node_by_id, nodes_by_id, root
from schema.types.acting_sessions import BY_START, ActingSession, ActingSessionFilter
from schema.types.api_keys import BY_MAKING, ApiKey
from schema.types.audit import BY_HAPPENING, AuditAction, AuditEvent, AuditFilter, action_facts
from schema.types.contacts import CONTACT_ORDERS, Contact, ContactFilter, ContactOrder, ContactOrderField
from schema.types.customers import CUSTOMER_ORDERS, Customer, CustomerFilter, CustomerOrder, CustomerOrderField
from schema.types.directory import BY_NAME as BY_NAME_OF_ENTRY
from schema.types.directory import DirectoryEntry, DirectoryFilter
from schema.types.email_templates import KEY, LOCALE, TEXTS, EmailTemplate, RenderedEmail, all_in, one_in
from schema.types.email_templates import preview_facts as email_preview_facts
from schema.types.installations import InstallationOverview, overview_facts
from schema.types.integrations import BY_NAME, Integration, IntegrationFilter, IntegrationKind
from schema.types.invitation_lists import BY_INVITING, INVITATION_ORDERS, InvitationFilter, InvitationOrder
from schema.types.invitations import Invitation
from schema.types.memberships import BY_JOINING, MemberFilter, Membership
from schema.types.nodes import Node
from schema.types.partner_links import BY_GENERATING, PartnerLink, PartnerLinkFilter, PartnerLinkPreview, link_preview_facts
from schema.types.partnerships import BY_BEGINNING, Partnership, PartnershipFilter, PartnershipKindInfo, kind_facts
from schema.types.poc_lists import BY_CREATION, POC_ORDERS, PocFilter, PocOrder
from schema.types.poc_templates import BY_SAVING, PocTemplate
from schema.types.pocs import Poc
from schema.types.previews import InvitationPreview, preview_facts
from schema.types.share_lists import BY_SHARING, IntegrationShareFilter
from schema.types.shares import IntegrationShare
from schema.types.statements import PartnerStatement, statement_facts
from schema.types.viewer import Viewer, facts

Token = Annotated[str, strawberry.argument(description="The secret at the end of the link.")]
Month = Annotated[date, strawberry.argument(description="Any day of the month.")]


async def viewer(context: Context) -> dict[str, Any] | None:
    """The actor."""
    return facts(context.actor)


async def invitation_preview(context: Context, token: str) -> dict[str, Any]:
    """A look at an invitation."""
    return preview_facts(await invitation_previews.preview(context.actor, token))


async def partner_link_preview(context: Context, token: str) -> dict[str, Any]:
    """A look at a partner link."""
    return link_preview_facts(await partner_link_previews.preview(context.actor, token))


async def installation_overview(context: Context) -> dict[str, Any]:
    """All customers' installations."""
    return overview_facts(context.actor)


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
    partner_link_preview: PartnerLinkPreview | None = root(
        partner_link_preview,
        "What the holder of a partner link may know before connecting. Looking never uses the link up.",
        lock=public(),
        arguments={"token": Token},
    )
    partner_links: Connection[PartnerLink] | None = pages(
        "The links that the tenant handed out, the newest first.",
        key=None,
        scope=partnering.partner_links,
        order=BY_GENERATING,
        filter_type=PartnerLinkFilter,
        spread=True,
        extensions=[locked(Permission.PARTNERSHIPS_MANAGE)],
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
    contacts: Connection[Contact] | None = pages(
        "The contacts of all the tenant's customers, by name unless told.",
        key=None,
        scope=policies.contacts_as_staff,
        order=CONTACT_ORDERS[ContactOrderField.NAME],
        filter_type=ContactFilter,
        order_type=ContactOrder,
        orders=CONTACT_ORDERS,
        extensions=[locked(Permission.CUSTOMERS_READ)],
    )
    installation_overview: InstallationOverview | None = root(
        installation_overview, "How the customers stand, each and all together.", lock=locked(Permission.CUSTOMERS_MANAGE)
    )
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
        scope=policies.invitations_of_tenant,
        order=BY_INVITING,
        filter_type=InvitationFilter,
        order_type=InvitationOrder,
        orders=INVITATION_ORDERS,
        extensions=[locked(Permission.PARTICIPANTS_INVITE, Permission.MEMBERS_MANAGE, Permission.PORTAL_INVITE)],
    )
    directory: Connection[DirectoryEntry] | None = pages(
        "The tenant's members, who is invited to become one (for who manages the members) and the contacts of its customers"
        " (for who reads them), in one table by name.",
        key=None,
        scope=entries,
        order=BY_NAME_OF_ENTRY,
        filter_type=DirectoryFilter,
        extensions=[locked(Permission.MEMBERS_READ)],
    )
    members: Connection[Membership] | None = pages(
        "The tenant's members, those who came first first.",
        key=None,
        scope=policies.members,
        order=BY_JOINING,
        filter_type=MemberFilter,
        extensions=[locked(Permission.MEMBERS_READ)],
    )
    acting_sessions: Connection[ActingSession] | None = pages(
        "Acting sessions of this tenant's people at customers, or of a partner's people here; the newest first.",
        key=None,
        scope=partnering.acting_sessions,
        order=BY_START,
        filter_type=ActingSessionFilter,
        spread=True,
        extensions=[locked(Permission.PARTNERSHIPS_READ)],
    )
    api_keys: list[ApiKey] | None = many(
        "The tenant's API keys, also those that ended; the newest first.",
        key=None,
        scope=policies.api_keys,
        order=BY_MAKING,
        extensions=[locked(Permission.API_KEYS_MANAGE)],
    )
    integration_kinds: list[IntegrationKind] | None = many(
        "The kinds of integrations that there are, by name.",
        key=None,
        scope=partnering.integration_kinds,
        order=BY_NAME,
        extensions=[locked(Permission.INTEGRATIONS_READ)],
    )
    integrations: Connection[Integration] | None = pages(
        "The tenant's integrations, by name.",
        key=None,
        scope=partnering.own_integrations,
        order=BY_NAME,
        filter_type=IntegrationFilter,
        extensions=[locked(Permission.INTEGRATIONS_READ)],
    )
    shared_integrations: Connection[IntegrationShare] | None = pages(
        "What partners share with this tenant, or shared; the newest first. Nothing while the partnership is suspended.",
        key=None,
        scope=partnering.shares_with_tenant,
        order=BY_SHARING,
        filter_type=IntegrationShareFilter,
        extensions=[locked(Permission.INTEGRATIONS_READ)],
    )
    integration: Integration | None = by_id(
        "One integration: the tenant's, one that is shared with it, or one of a customer.", lock=locked(Permission.INTEGRATIONS_READ)
    )
    partnership_kinds: list[PartnershipKindInfo] = root(
        kind_facts, "The table of what each kind of connection means; the same for everybody.", lock=public()
    )
    partnerships: Connection[Partnership] | None = pages(
        "The tenant's partnerships, as a partner or as a customer; the newest first.",
        key=None,
        scope=partnering.partnerships,
        order=BY_BEGINNING,
        filter_type=PartnershipFilter,
        spread=True,
        extensions=[locked(Permission.PARTNERSHIPS_READ)],
    )
    partner_statement: PartnerStatement | None = root(
        statement_facts,
        "What the tenant is billed for as a partner, in the month that has this day.",
        lock=locked(Permission.CUSTOMERS_MANAGE),
        arguments={"month": Month},
    )
    email_templates: list[EmailTemplate] | None = chosen(
        all_in,
        "What all mails say whose words the tenant can change, in one language; nothing for a language that there is not.",
        lock=locked(Permission.EMAIL_TEMPLATES_MANAGE),
        arguments=LOCALE,
    )
    email_template: EmailTemplate | None = chosen(
        one_in, "What one mail says, in one language.", lock=locked(Permission.EMAIL_TEMPLATES_MANAGE), arguments=KEY
    )
    email_template_preview: RenderedEmail | None = root(
        email_preview_facts,
        "How a text would look that is not saved. What is wrong with it is BAD_USER_INPUT, with its place.",
        lock=locked(Permission.EMAIL_TEMPLATES_MANAGE),
        arguments=TEXTS,
    )
    audit_actions: list[AuditAction] | None = root(action_facts, "Everything that is recorded.", lock=locked(Permission.AUDIT_READ))
    audit_log: Uncounted[AuditEvent] | None = pages(
        "The tenant's audit log, the latest first. It is never counted: it may be long.",
        key=None,
        scope=partnering.own_events,
        order=BY_HAPPENING,
        filter_type=AuditFilter,
        extensions=[locked(Permission.AUDIT_READ)],
    )
