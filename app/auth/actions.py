"""What an actor may do now, as scopes: `viewerCan` shows them, and the services refuse by the same rules."""

from __future__ import annotations

from app.auth import managing
from app.auth.actor import Holder
from app.auth.capabilities import PartnerCapability
from app.auth.limits import invitations_to_edit, invitations_to_resend, invitations_to_touch
from app.auth.permissions import Permission
from app.auth.plans import FeatureKey, has_feature, seat_left
from app.auth.policies import SHARED, TAKES_PART, as_staff, customers, pocs_as_staff
from app.auth.scopes import EVERYTHING, NOTHING, OF_TENANT, Scope, through
from app.models import Plan
from app.models.contacts import ACTIVE as OPEN_PORTAL
from app.models.invitations import OPEN

STARTED_OR_DRAFT = Scope("draft_or_active", "{a}.status in ('DRAFT', 'ACTIVE')")
ACTIVE = Scope("active", "{a}.status = 'ACTIVE'")
MAY_SIGN = Scope(
    "may_sign",
    "exists (select 1 from participant signer where signer.poc_id = {a}.id and signer.user_id = :user and signer.can_sign = true"
    " and signer.removed_at is null and signer.ended_at is null)",
)
UNDECIDED = Scope("undecided", "(" + " and ".join(f"{{a}}.{part.strip()}" for part in OPEN.lower().split("and")) + ")")
PENDING = UNDECIDED & Scope("not_expired", "({a}.expires_at is null or {a}.expires_at > :now)")
SENDABLE = Scope(
    "sendable",
    "(({a}.poc_id is null or exists (select 1 from poc sent where sent.id = {a}.poc_id and sent.status = 'ACTIVE')) and not exists"
    " (select 1 from mail_refusal refusal where refusal.tenant_id in ({a}.tenant_id, :tenant) and refusal.email_key = {a}.email_key))",
)
WANTED_FROM_PARTNER = Scope(
    "wanted_from_partner",
    "not exists (select 1 from mail_refusal refused join partnership sender on sender.partner_id = refused.tenant_id"
    " where sender.customer_id = {a}.tenant_id and sender.ended_at is null and refused.email_key = {a}.email_key)",
)
INVITABLE = Scope(
    "invitable",
    "(not exists (select 1 from customer shelved where shelved.id = {a}.customer_id and shelved.archived_at is not null)"
    " and not exists (select 1 from mail_refusal refusal where refusal.tenant_id = {a}.tenant_id and refusal.email_key = {a}.email_key)"
    ' and not exists (select 1 from "user" known join membership works on works.user_id = known.id and works.tenant_id = {a}.tenant_id'
    " and works.status = 'ACTIVE' where known.email_key = {a}.email_key))",
)
_HOST = "substr({a}.email_key, length(rtrim({a}.email_key, 'abcdefghijklmnopqrstuvwxyz0123456789-.')) + 1)"
"""The domain of an address, which is of these letters alone; both databases know how to strip them."""
_PAYS = ", ".join(f"'{plan}'" for plan in Plan if has_feature(plan, FeatureKey.PORTAL))
_TO_PORTAL = Scope(
    "to_portal",
    "exists (select 1 from contact whom join tenant home on home.id = whom.tenant_id where whom.id = {a}.contact_id"
    f" and whom.email_key = {{a}}.email_key and not {OPEN_PORTAL.replace('{a}', 'whom')} and home.plan in ({_PAYS})"
    f""" and cast(home.blocked_domains as text) not like '%"' || {_HOST} || '"%'"""
    f""" and (cast(home.allowed_domains as text) = '[]' or cast(home.allowed_domains as text) like '%"' || {_HOST} || '"%'))""",
)
"""Invitations of contacts without access, of a tenant whose plan has the portal, and whose policy has the domain."""
PORTAL_SENDABLE = Scope("not_to_portal", "{a}.kind <> 'PORTAL'") | INVITABLE & _TO_PORTAL
SEATED = Scope("seated", f"({{a}}.kind <> 'MEMBER' or {{a}}.expires_at > :now or {seat_left('{a}.tenant_id')})")
WITH_SEAT = Scope("organization_with_seat", seat_left("{a}.organization_id"))
WRITTEN_BY_ACTOR = Scope("written_by_actor", "{a}.author_id = :user")
DONE = Scope("done", "{a}.status = 'DONE'")
READY = Scope(
    "ready",
    "({a}.status <> 'DONE' and not exists (select 1 from task_dependency needed join task first on first.id = needed.depends_on_id"
    " where needed.task_id = {a}.id and first.status <> 'DONE'))",
)
FOR_CUSTOMERS = SHARED & Scope("for_customers", "{a}.side in ('CUSTOMER', 'ANYONE')")
DONE_BY_CUSTOMER = Scope("done_by_customer", "{a}.completed_by_customer = true")
UNARCHIVED = Scope("not_archived", "{a}.archived_at is null")


def edit_poc(actor: Holder) -> Scope:
    """Staff with POCS_MANAGE."""
    return _staff(actor, Permission.POCS_MANAGE)


def invite_to_poc(actor: Holder) -> Scope:
    """Staff with PARTICIPANTS_INVITE, while it is a draft or active."""
    return _staff(actor, Permission.PARTICIPANTS_INVITE) & STARTED_OR_DRAFT


def comment_on_poc(actor: Holder) -> Scope:
    """Staff always; customers while it is active."""
    return pocs_as_staff(actor) | take_part_actively(actor)


def comment_internally(actor: Holder) -> Scope:
    """Staff with COMMENTS_INTERNAL."""
    return _staff(actor, Permission.COMMENTS_INTERNAL)


def take_part_actively(actor: Holder) -> Scope:
    """Customers of an active POC; otherwise it is read-only for them."""
    return TAKES_PART & ACTIVE if actor.oneself else NOTHING


def sign_off(actor: Holder) -> Scope:
    """Participants with the right to sign, while it is active."""
    return take_part_actively(actor) & MAY_SIGN


def read_engagement(actor: Holder) -> Scope:
    """Staff with ENGAGEMENT_READ."""
    return _staff(actor, Permission.ENGAGEMENT_READ)


def edit_content(actor: Holder) -> Scope:
    """Tasks, resources and the like: staff with POCS_MANAGE."""
    return through("poc", "poc_id", edit_poc(actor))


def complete_task(actor: Holder) -> Scope:
    """What is not done and waits for nothing: staff; customers of an active POC what is theirs or anyone's."""
    return READY & (as_staff(actor) | FOR_CUSTOMERS & _on_active_poc(actor))


def reopen_task(actor: Holder) -> Scope:
    """What is done: staff; customers of an active POC what one of them completed."""
    return DONE & (as_staff(actor) | FOR_CUSTOMERS & DONE_BY_CUSTOMER & _on_active_poc(actor))


def edit_comment(actor: Holder) -> Scope:
    """Its author, as long as they may write there."""
    return WRITTEN_BY_ACTOR & (as_staff(actor) | SHARED & _on_active_poc(actor)) if actor.signed_in else NOTHING


def delete_comment(actor: Holder) -> Scope:
    """Its author, as long as they may write there, and staff with POCS_MANAGE."""
    return edit_comment(actor) | edit_content(actor)


def resend_invitation(actor: Holder) -> Scope:
    """Undecided, it could be mailed now (the cooldown is only a matter of time), and whoever is to become a colleague has a seat.

    A contact may be invited to the portal now.
    """
    sendable = SENDABLE & PORTAL_SENDABLE
    return invitations_to_resend(actor) & UNDECIDED & SEATED & (sendable if actor.at_home else sendable & WANTED_FROM_PARTNER)


def cancel_invitation(actor: Holder) -> Scope:
    """Pending ones."""
    return invitations_to_touch(actor) & PENDING


def edit_invitation(actor: Holder) -> Scope:
    """Pending ones; a partner's people those that they could have set."""
    return invitations_to_edit(actor) & PENDING


def edit_customer(actor: Holder) -> Scope:
    """Prospects: PROSPECTS_MANAGE; others: who manages the customer."""
    prospects = Scope("prospect", "{a}.stage = 'PROSPECT'") if actor.has(Permission.PROSPECTS_MANAGE) else NOTHING
    others = Scope("no_prospect", "{a}.stage <> 'PROSPECT'") & managing.customers_to_manage(actor)
    return customers(actor) & (prospects | others)


def manage_access(actor: Holder) -> Scope:
    """Who manages the customer, in whichever stage it is."""
    return managing.customers_to_manage(actor)


def invite_user(actor: Holder) -> Scope:
    """Who manages the customer, while the partnership has MANAGE_ON_BEHALF and the organization has a seat."""
    return managing.customers_to_manage_on_behalf(actor) & WITH_SEAT


def share_integration(actor: Holder) -> Scope:
    """With INTEGRATIONS_SHARE, while the partnership has MULTI_TENANCY."""
    if not actor.has(Permission.INTEGRATIONS_SHARE):
        return NOTHING
    return managing.customers_to_manage(actor) & managing.with_capability(PartnerCapability.MULTI_TENANCY)


def act_for(actor: Holder) -> Scope:
    """With ACT_ON_BEHALF, while the partnership has MANAGE_ON_BEHALF."""
    return managing.customers_to_manage_on_behalf(actor) if actor.has(Permission.ACT_ON_BEHALF) else NOTHING


def end_partnership(actor: Holder) -> Scope:
    """As oneself with PARTNERSHIPS_MANAGE, until it has ended; an organization that the partner made needs a tenant admin before."""
    if not (actor.oneself and actor.has(Permission.PARTNERSHIPS_MANAGE)):
        return NOTHING
    lasting = "exists (select 1 from partnership bond where bond.id = {a}.partnership_id and bond.ended_at is null"
    linked = Scope("in_partnership_by_link", f"{lasting} and bond.origin <> 'CREATED')")
    return managing.customers_to_manage(actor) & Scope("in_partnership", f"{lasting})") & (linked | managing.ADMINISTERED)


def create_contact_at(actor: Holder) -> Scope:
    """Customers that are not archived, for whoever has CONTACTS_MANAGE."""
    return customers(actor) & UNARCHIVED if actor.has(Permission.CONTACTS_MANAGE) else NOTHING


def invite_to_portal(actor: Holder) -> Scope:
    """Contacts of customers that are not archived, who are no colleagues and do not refuse our mail, for whoever has PORTAL_INVITE.

    It says of a row its `tenant_id`, `customer_id` and `email_key`, as contacts and the directory's rows of them have these.
    """
    if not actor.has(Permission.PORTAL_INVITE):
        return NOTHING
    return OF_TENANT & INVITABLE & (EVERYTHING if actor.at_home else WANTED_FROM_PARTNER)


def create_poc_for(actor: Holder) -> Scope:
    """Customers that are not archived, for whoever has POCS_MANAGE."""
    return customers(actor) & UNARCHIVED if actor.has(Permission.POCS_MANAGE) else NOTHING


def _staff(actor: Holder, permission: Permission) -> Scope:
    return pocs_as_staff(actor) if actor.has(permission) else NOTHING


def _on_active_poc(actor: Holder) -> Scope:
    return through("poc", "poc_id", take_part_actively(actor))
