"""Whom and which organizations an actor finds by id, and what they see of people: the part of the policies about both.

Names and titles are seen by whoever sees an object that names the person; all else is said here.
"""

from __future__ import annotations

from app.auth.actor import Holder
from app.auth.managing import customers_on_behalf, customers_to_read, of_organizations
from app.auth.permissions import Permission
from app.auth.policies import ACTIVE_PARTICIPANT, OWN_CONTACT, TAKES_PART, pocs, pocs_as_staff, when_oneself, when_signed_in
from app.auth.scopes import NOTHING, Scope, through

IS_USER = Scope("is_user", "{a}.id = :user")


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
    return when_signed_in(actor, IS_USER) | people | when_signed_in(actor, on_common_poc)


def tenants(actor: Holder) -> Scope:
    """Whom the actor finds by id: one's own, the session's partner, managed customers, providers of participations and portals."""
    provider = Scope(
        "provider_of_participation",
        f"exists (select 1 from poc provided where provided.tenant_id = {{a}}.id and {TAKES_PART.on('provided')})",
    )
    partner = Scope(
        "partner_of_tenant",
        "exists (select 1 from partnership its where its.customer_id = :tenant and its.partner_id = {a}.id and its.ended_at is null)",
    )
    of_portal = Scope(
        "provider_of_portal",
        f"exists (select 1 from contact known where known.tenant_id = {{a}}.id and {OWN_CONTACT.on('known')})",
    )
    connected = tenants_as_member(actor) | when_signed_in(actor, partner) | of_organizations("id", customers_to_read(actor))
    return connected | when_oneself(actor, provider | of_portal)


def user_email(actor: Holder) -> Scope:
    """Oneself; members of the tenant and of customers that one manages; a POC's owner for its participants, those for its staff."""
    owner = Scope("owner_for_participant", f"exists (select 1 from poc owned where owned.owner_id = {{a}}.id and {TAKES_PART.on('owned')})")
    people = _members_of_tenant(actor) | _members_of_customers(actor) | _participants_of_staff(actor)
    return when_signed_in(actor, IS_USER) | people | when_oneself(actor, owner)


def user_details(actor: Holder) -> Scope:
    """Language, time zone and times of a user: oneself, and who reads the members."""
    return when_signed_in(actor, IS_USER) | _members_of_tenant(actor)


def user_settings(actor: Holder) -> Scope:
    """Only oneself."""
    return when_oneself(actor, IS_USER)


def tenants_as_member(actor: Holder) -> Scope:
    """Plan, policy and the like of a tenant: its members, and who acts there."""
    if not actor.oneself:
        return when_signed_in(actor, Scope("is_tenant", "{a}.id = :tenant"))
    return Scope(
        "tenant_of_member",
        "exists (select 1 from membership mine where mine.tenant_id = {a}.id and mine.user_id = :user and mine.status = 'ACTIVE')",
    )


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
