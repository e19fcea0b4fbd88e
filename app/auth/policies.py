"""Which rows and which values an actor has: the one place that says it. Every read and write goes through here.

A policy is a function of the rights of an actor that answers with a scope: `NOTHING` and `EVERYTHING` decide for the whole request,
anything else row by row. Policies of rows are named like the table, policies of values like what they open.
"""

from __future__ import annotations

from app.auth.actor import Holder
from app.auth.managing import customers_on_behalf, customers_to_manage_on_behalf, customers_to_read, of_organizations
from app.auth.permissions import Permission
from app.auth.scopes import NOTHING, OF_TENANT, Scope, through

OF_USER = Scope("of_user", "{a}.user_id = :user", by="user_id")
IS_USER = Scope("is_user", "{a}.id = :user")

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

KIND_MEMBER = Scope("kind_member", "{a}.kind = 'MEMBER'")

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
    return pocs_as_staff(actor) | _oneself(actor, TAKES_PART)


def participants(actor: Holder) -> Scope:
    """Staff see all of their POCs, customers those who take part like themselves."""
    return as_staff(actor) | _oneself(actor, ACTIVE_PARTICIPANT & through("poc", "poc_id", TAKES_PART))


def own_participations(actor: Holder) -> Scope:
    """The actor's own active ones, in whichever tenant."""
    return _oneself(actor, OF_USER & ACTIVE_PARTICIPANT & through("poc", "poc_id", TAKES_PART))


def collaborators(actor: Holder) -> Scope:
    """Everybody on a POC sees who works on it."""
    return through("poc", "poc_id", pocs(actor))


def as_staff(actor: Holder) -> Scope:
    """Whatever belongs to POCs whose staff the actor is."""
    return through("poc", "poc_id", pocs_as_staff(actor))


def contents(actor: Holder) -> Scope:
    """Task groups, tasks, comments and resources: all of them for the POC's staff, what is SHARED for its customers."""
    return as_staff(actor) | _oneself(actor, SHARED & through("poc", "poc_id", TAKES_PART))


def criteria(actor: Holder) -> Scope:
    """Everybody on a POC sees what shall be reached."""
    return through("poc", "poc_id", pocs(actor))


def signatures(actor: Holder) -> Scope:
    """Who signed a criterion that one sees."""
    return through("criterion", "criterion_id", criteria(actor))


def activity(actor: Holder) -> Scope:
    """What happened on a POC: all for its staff; for its customers what they may know."""
    any_activity = Scope("any_activity", "{a}.activity is not null")
    return any_activity & (as_staff(actor) | _oneself(actor, SHOWN_ACTIVITY & through("poc", "poc_id", TAKES_PART)))


def poc_templates(actor: Holder) -> Scope:
    """The tenant's templates, for whoever has POCs to make from them."""
    return OF_TENANT if actor.has(Permission.POCS_READ) else NOTHING


def customers(actor: Holder) -> Scope:
    """The tenant's customer records."""
    return OF_TENANT if actor.has(Permission.CUSTOMERS_READ) else NOTHING


def memberships(actor: Holder) -> Scope:
    """One's own, those of the session's tenant, and those of customers that one manages."""
    return _oneself(actor, OF_USER) | members(actor) | of_organizations("tenant_id", customers_on_behalf(actor))


def own_memberships(actor: Holder) -> Scope:
    """The tenants that the person belongs to."""
    return _oneself(actor, OF_USER & Scope("active_membership", "{a}.status = 'ACTIVE'"))


def members(actor: Holder) -> Scope:
    """The memberships of the session's tenant."""
    return OF_TENANT if actor.has(Permission.MEMBERS_READ) else NOTHING


def own_sessions(actor: Holder) -> Scope:
    """One's own, also those that have ended."""
    return _oneself(actor, OF_USER)


def sessions(actor: Holder) -> Scope:
    """One's own that are still open."""
    return own_sessions(actor) & Scope("open_session", "({a}.revoked_at is null and {a}.expires_at > :now)")


def users(actor: Holder) -> Scope:
    """Whom the actor finds by id: oneself, members of the tenant and of customers that one manages, everybody on a common POC."""
    common = through("poc", "poc_id", pocs(actor))
    on_common_poc = Scope(
        f"on_common_poc>{common.name}",
        f"(exists (select 1 from collaborator worker where worker.user_id = {{a}}.id and {common.on('worker')})"
        " or exists (select 1 from participant guest where guest.user_id = {a}.id"
        f" and {ACTIVE_PARTICIPANT.on('guest')} and {common.on('guest')}))",
    )
    people = _members_of_tenant(actor) | _members_of_customers(actor) | _participants_of_staff(actor)
    return _signed_in(actor, IS_USER) | people | _signed_in(actor, on_common_poc)


def tenants(actor: Holder) -> Scope:
    """Whom the actor finds by id: one's own, the session's partner, its customers that one manages, the providers of participations."""
    provider = Scope(
        "provider_of_participation",
        f"exists (select 1 from poc provided where provided.tenant_id = {{a}}.id and {TAKES_PART.on('provided')})",
    )
    partner = Scope(
        "partner_of_tenant",
        "exists (select 1 from partnership its where its.customer_id = :tenant and its.partner_id = {a}.id and its.ended_at is null)",
    )
    connected = tenants_as_member(actor) | _signed_in(actor, partner) | of_organizations("id", customers_to_read(actor))
    return connected | _oneself(actor, provider)


def invitations(actor: Holder) -> Scope:
    """Those the actor reads as whoever invites, and their own after accepting."""
    return invitations_as_staff(actor) | _oneself(actor, Scope("accepted_by_user", "{a}.accepted_by_id = :user"))


def invitations_to_what_is_there(actor: Holder) -> Scope:
    """Those the actor may manage, those into POCs that exist for them, and those into organizations."""
    into_organizations = Scope("into_organization", "{a}.poc_id is null")
    return invitations_as_staff(actor) | through("poc", "poc_id", pocs(actor)) | _signed_in(actor, into_organizations)


def invitations_as_staff(actor: Holder) -> Scope:
    """POC: staff of the POC; MEMBER: who manages the tenant's members, and of a customer who reads its managed fields."""
    of_customers = KIND_MEMBER & of_organizations("tenant_id", customers_on_behalf(actor))
    return own_invitations(actor) | of_customers


def managed_invitations(actor: Holder) -> Scope:
    """Of those the ones that the actor may resend, edit and cancel, as far as it goes by the invitation's kind and tenant."""
    of_customers = KIND_MEMBER & of_organizations("tenant_id", customers_to_manage_on_behalf(actor))
    return own_invitations(actor) | of_customers


def own_invitations(actor: Holder) -> Scope:
    """The invitations of the session's tenant."""
    return poc_invitations(actor) | member_invitations(actor)


def poc_invitations(actor: Holder) -> Scope:
    """Invitations to POCs whose staff the actor is."""
    of_tenant = Scope("kind_poc", "({a}.kind = 'POC' and {a}.tenant_id = :tenant)", by="tenant_id")
    staff = pocs_as_staff(actor)
    return of_tenant if staff == OF_TENANT else of_tenant & through("poc", "poc_id", staff)  # a POC's invitations are its tenant's


def member_invitations(actor: Holder) -> Scope:
    """Invitations of colleagues into the session's tenant."""
    if not actor.has(Permission.MEMBERS_MANAGE):
        return NOTHING
    return KIND_MEMBER & OF_TENANT


# Values


def user_email(actor: Holder) -> Scope:
    """Oneself; members of the tenant and of customers that one manages; a POC's owner for its participants, those for its staff."""
    owner = Scope("owner_for_participant", f"exists (select 1 from poc owned where owned.owner_id = {{a}}.id and {TAKES_PART.on('owned')})")
    people = _members_of_tenant(actor) | _members_of_customers(actor) | _participants_of_staff(actor)
    return _signed_in(actor, IS_USER) | people | _oneself(actor, owner)


def user_details(actor: Holder) -> Scope:
    """Language, time zone and times of a user: oneself, and who reads the members."""
    return _signed_in(actor, IS_USER) | _members_of_tenant(actor)


def user_settings(actor: Holder) -> Scope:
    """Only oneself."""
    return _oneself(actor, IS_USER)


def tenants_as_member(actor: Holder) -> Scope:
    """Plan, policy and the like of a tenant: its members, and who acts there."""
    if not actor.oneself:
        return _signed_in(actor, Scope("is_tenant", "{a}.id = :tenant"))
    return Scope(
        "tenant_of_member",
        "exists (select 1 from membership mine where mine.tenant_id = {a}.id and mine.user_id = :user and mine.status = 'ACTIVE')",
    )


def participant_email(actor: Holder) -> Scope:
    """Staff of the POC, and the person. Never another customer."""
    return participant_details(actor)


def participant_details(actor: Holder) -> Scope:
    """Last day and engagement: staff of the POC, and the person."""
    return as_staff(actor) | _oneself(actor, OF_USER)


# The parts


def _members_of_tenant(actor: Holder) -> Scope:
    if not actor.has(Permission.MEMBERS_READ):
        return NOTHING
    return Scope("member_of_tenant", "exists (select 1 from membership mem where mem.user_id = {a}.id and mem.tenant_id = :tenant)")


def _members_of_customers(actor: Holder) -> Scope:
    managed = of_organizations("tenant_id", customers_on_behalf(actor))
    if managed == NOTHING:
        return NOTHING
    return Scope(
        f"member_of>{managed.name}", f"exists (select 1 from membership served where served.user_id = {{a}}.id and {managed.on('served')})"
    )


def _participants_of_staff(actor: Holder) -> Scope:
    staff = pocs_as_staff(actor)
    if staff == NOTHING:
        return NOTHING
    return Scope(
        f"participant_of>{staff.name}",
        "exists (select 1 from participant visitor join poc visited on visited.id = visitor.poc_id"
        f" where visitor.user_id = {{a}}.id and {staff.on('visited')})",
    )


def _signed_in(actor: Holder, scope: Scope) -> Scope:
    return scope if actor.signed_in else NOTHING


def _oneself(actor: Holder, scope: Scope) -> Scope:
    """What a person has wherever they work, but not while they act for somebody else."""
    return scope if actor.oneself else NOTHING
