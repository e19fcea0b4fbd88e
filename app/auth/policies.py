"""Which rows and which values an actor has: the one place that says it. Every read and write goes through here.

A policy is a function of the rights of an actor that answers with a scope: `NOTHING` and `EVERYTHING` decide for the whole request,
anything else row by row. Policies of rows are named like the table, policies of values like what they open.
"""

from __future__ import annotations

from app.auth.actor import Holder
from app.auth.managing import customers_on_behalf, customers_to_manage_on_behalf, of_organizations
from app.auth.permissions import Permission
from app.auth.scopes import EVERYTHING, NOTHING, OF_TENANT, Scope, through
from app.models.contacts import ACTIVE as OPEN_PORTAL

OF_USER = Scope("of_user", "{a}.user_id = :user", by="user_id")

WORKS_ON = Scope(
    "works_on",
    "({a}.tenant_id = :tenant and {a}.id in (select col.poc_id from collaborator col where col.user_id = :user))",
    by="tenant_id",
    few=True,
)
"""POCs of the session's tenant that the actor owns or collaborates on (owners are collaborators, too)."""

ACTIVE_PARTICIPANT = Scope(
    "active_participant",
    "({a}.removed_at is null and {a}.ended_at is null and ({a}.access_ends_at is null or {a}.access_ends_at > :now))",
)

TAKES_PART = Scope(
    "takes_part",
    "({a}.status not in ('DRAFT', 'ARCHIVED') and coalesce({a}.tenant_id <> :tenant, true) and {a}.id in"
    f" (select par.poc_id from participant par where par.user_id = :user and {ACTIVE_PARTICIPANT.on('par')}))",
    by="id",
    few=True,
)
"""POCs of other tenants in which the actor takes part as a customer. On the own tenant's, staff rules alone decide."""

KIND_POC = Scope("kind_poc", "{a}.kind = 'POC'")
KIND_MEMBER = Scope("kind_member", "{a}.kind = 'MEMBER'")
KIND_PORTAL = Scope("kind_portal", "{a}.kind = 'PORTAL'")

OWN_CONTACT = Scope(
    "own_contact",
    f"({{a}}.user_id = :user and {OPEN_PORTAL} and coalesce({{a}}.tenant_id <> :tenant, true))",
    by="user_id",
    few=True,
)
"""Contacts of other tenants that the actor is, with access to the portal. In the own tenant staff rules alone decide."""

OWN_KEY = Scope("own_key", "{a}.id = :key", by="id", few=True)

SHARED = Scope("shared", "{a}.visibility = 'SHARED'")
"""What on a POC is for its customers, too."""

SHOWN_ACTIVITY = Scope(
    "shown_activity",
    "({a}.shared = true and case {a}.target_kind"
    " when 'task' then exists (select 1 from task did where did.id = {a}.target_id and did.visibility = 'SHARED')"
    " when 'comment' then exists (select 1 from comment said where said.id = {a}.target_id and said.visibility = 'SHARED')"
    " when 'resource' then exists (select 1 from resource gave where gave.id = {a}.target_id and gave.visibility = 'SHARED')"
    " else true end and ({a}.activity <> 'RESOURCE_OPENED' or {a}.actor_id = :user))",
)
"""What happened as customers may know it: what it was done to is SHARED now, and was when it was done."""


# Rows


def pocs_as_staff(actor: Holder) -> Scope:
    """POCs whose staff the actor is."""
    if actor.has(Permission.POCS_READ_ALL):
        return OF_TENANT
    return WORKS_ON if actor.has(Permission.POCS_READ) else NOTHING


def pocs(actor: Holder) -> Scope:
    """POCs that exist for the actor."""
    return pocs_as_staff(actor) | when_oneself(actor, TAKES_PART)


def participants(actor: Holder) -> Scope:
    """Staff see all of their POCs, customers those who take part like themselves."""
    return as_staff(actor) | when_oneself(actor, ACTIVE_PARTICIPANT & through("poc", "poc_id", TAKES_PART))


def own_participations(actor: Holder) -> Scope:
    """The actor's own active ones, in whichever tenant."""
    return when_oneself(actor, OF_USER & ACTIVE_PARTICIPANT & through("poc", "poc_id", TAKES_PART))


def collaborators(actor: Holder) -> Scope:
    """Everybody on a POC sees who works on it."""
    return through("poc", "poc_id", pocs(actor))


def as_staff(actor: Holder) -> Scope:
    """Whatever belongs to POCs whose staff the actor is."""
    return through("poc", "poc_id", pocs_as_staff(actor))


def contents(actor: Holder) -> Scope:
    """Task groups, tasks, comments and resources: all of them for the POC's staff, what is SHARED for its customers."""
    return as_staff(actor) | when_oneself(actor, SHARED & through("poc", "poc_id", TAKES_PART))


def criteria(actor: Holder) -> Scope:
    """Everybody on a POC sees what shall be reached."""
    return through("poc", "poc_id", pocs(actor))


def signatures(actor: Holder) -> Scope:
    """Who signed a criterion that one sees."""
    return through("criterion", "criterion_id", criteria(actor))


def activity(actor: Holder) -> Scope:
    """What happened on a POC: all for its staff; for its customers what they may know."""
    any_activity = Scope("any_activity", "{a}.activity is not null")
    return any_activity & (as_staff(actor) | when_oneself(actor, SHOWN_ACTIVITY & through("poc", "poc_id", TAKES_PART)))


def poc_templates(actor: Holder) -> Scope:
    """The tenant's templates, for whoever has POCs to make from them."""
    return OF_TENANT if actor.has(Permission.POCS_READ) else NOTHING


def email_templates(actor: Holder) -> Scope:
    """The product's words of its mails, and with them the tenant's own, for whoever may change these."""
    return EVERYTHING if actor.has(Permission.EMAIL_TEMPLATES_MANAGE) else NOTHING


def customers(actor: Holder) -> Scope:
    """The tenant's customer records."""
    return OF_TENANT if actor.has(Permission.CUSTOMERS_READ) else NOTHING


def contacts(actor: Holder) -> Scope:
    """Those of the tenant's customers, and oneself, as long as one has access to the portal."""
    return contacts_as_staff(actor) | portals(actor)


def contacts_as_staff(actor: Holder) -> Scope:
    """The contacts of the tenant's customers."""
    return OF_TENANT if actor.has(Permission.CUSTOMERS_READ) else NOTHING


def portals(actor: Holder) -> Scope:
    """The contacts by which the person has access to providers' portals."""
    return when_oneself(actor, OWN_CONTACT)


def portal_pocs(actor: Holder) -> Scope:
    """The POCs that a portal shows: those in which the person takes part."""
    return when_oneself(actor, TAKES_PART)


def memberships(actor: Holder) -> Scope:
    """One's own, those of the session's tenant, and those of customers that one manages."""
    return when_oneself(actor, OF_USER) | members(actor) | of_organizations("tenant_id", customers_on_behalf(actor))


def own_memberships(actor: Holder) -> Scope:
    """The tenants that the person belongs to."""
    return when_oneself(actor, OF_USER & Scope("active_membership", "{a}.status = 'ACTIVE'"))


def members(actor: Holder) -> Scope:
    """The memberships of the session's tenant."""
    return OF_TENANT if actor.has(Permission.MEMBERS_READ) else NOTHING


def own_sessions(actor: Holder) -> Scope:
    """One's own, also those that have ended."""
    return when_oneself(actor, OF_USER)


def sessions(actor: Holder) -> Scope:
    """One's own that are still open."""
    return own_sessions(actor) & Scope("open_session", "({a}.revoked_at is null and {a}.expires_at > :now)")


def api_keys(actor: Holder) -> Scope:
    """Those of the session's tenant, for who manages them; a program knows its own."""
    return (OF_TENANT if actor.has(Permission.API_KEYS_MANAGE) else NOTHING) | own_key(actor)


def own_key(actor: Holder) -> Scope:
    """The key by which a program asks."""
    return OWN_KEY if actor.at_home and not actor.oneself else NOTHING


def invitations(actor: Holder) -> Scope:
    """Those the actor reads as whoever invites, and their own after accepting."""
    return invitations_as_staff(actor) | when_oneself(actor, Scope("accepted_by_user", "{a}.accepted_by_id = :user"))


def invitations_to_what_is_there(actor: Holder) -> Scope:
    """Those the actor may manage, those into POCs that exist for them, and those into organizations."""
    into_organizations = Scope("into_organization", "{a}.poc_id is null")
    return invitations_as_staff(actor) | through("poc", "poc_id", pocs(actor)) | when_signed_in(actor, into_organizations)


def invitations_as_staff(actor: Holder) -> Scope:
    """POC: staff of the POC; PORTAL: who reads customers; MEMBER: who manages members, and of a customer who reads its managed fields."""
    of_customers = KIND_MEMBER & of_organizations("tenant_id", customers_on_behalf(actor))
    return invitations_of_tenant(actor) | of_customers


def managed_invitations(actor: Holder) -> Scope:
    """Of those the ones that the actor may resend, edit and cancel, as far as it goes by the invitation's kind and tenant."""
    of_customers = KIND_MEMBER & of_organizations("tenant_id", customers_to_manage_on_behalf(actor))
    portals_of = portal_invitations(actor) if actor.has(Permission.PORTAL_INVITE) else NOTHING
    return own_invitations(actor) | portals_of | of_customers


def invitations_of_tenant(actor: Holder) -> Scope:
    """All invitations of the session's tenant that the actor reads as whoever invites."""
    # The tenant once and before the kinds: SQLite finds no index in what each of several alternatives says.
    return OF_TENANT & (_to_pocs(actor) | _to_tenant(actor) | _to_portal(actor))


def own_invitations(actor: Holder) -> Scope:
    """The invitations of the session's tenant into its POCs and to itself."""
    return OF_TENANT & (_to_pocs(actor) | _to_tenant(actor))


def poc_invitations(actor: Holder) -> Scope:
    """Invitations to POCs whose staff the actor is."""
    return OF_TENANT & _to_pocs(actor)


def portal_invitations(actor: Holder) -> Scope:
    """Invitations of contacts to the portal of the session's tenant."""
    return OF_TENANT & _to_portal(actor)


def member_invitations(actor: Holder) -> Scope:
    """Invitations of colleagues into the session's tenant."""
    return OF_TENANT & _to_tenant(actor)


def _to_pocs(actor: Holder) -> Scope:
    """A POC's invitations are its tenant's, so of who has all POCs there no POC is asked for."""
    staff = pocs_as_staff(actor)
    return KIND_POC if staff == OF_TENANT else KIND_POC & through("poc", "poc_id", staff)


def _to_tenant(actor: Holder) -> Scope:
    return KIND_MEMBER if actor.has(Permission.MEMBERS_MANAGE) else NOTHING


def _to_portal(actor: Holder) -> Scope:
    return KIND_PORTAL if actor.has(Permission.CUSTOMERS_READ) else NOTHING


# Values


def participant_email(actor: Holder) -> Scope:
    """Staff of the POC, and the person. Never another customer."""
    return participant_details(actor)


def participant_details(actor: Holder) -> Scope:
    """Last day and engagement: staff of the POC, and the person."""
    return as_staff(actor) | when_oneself(actor, OF_USER)


# The parts


def when_signed_in(actor: Holder, scope: Scope) -> Scope:
    """What whoever is signed in has, also by a key and in an acting session."""
    return scope if actor.signed_in else NOTHING


def when_oneself(actor: Holder, scope: Scope) -> Scope:
    """What a person has wherever they work, but not while they act for somebody else, and not by a key."""
    return scope if actor.oneself else NOTHING
