"""Deactivating members, and activating them again: what ends with a membership, and what becomes of the person's POCs."""

from __future__ import annotations

from uuid import UUID

from app.auth.actor import Actor
from app.auth.permissions import Permission, permissions_of
from app.core import db
from app.core.errors import Code, refuse
from app.core.runtime import now
from app.models import Membership, MembershipStatus
from app.models.users import ERASED
from app.services import acting_endings, api_keys, collaborators, events, granting, managed_members, seats, sessions, tenants
from app.services.managed_members import Managed

_GIVE: str = """
update poc set owner_id = :owner, version = version + 1, updated_at = :now, shared_updated_at = :now
where id = :id and owner_id = :former"""


async def deactivate(actor: Actor, membership_id: UUID | None, *, reassign_pocs_to: UUID | None = None) -> None:
    """End a membership, with effect on the person's next request. Deactivated already: success, nothing changes.

    With it end the person's sessions and API keys in this tenant, and acting sessions begun from it; open invitations of theirs
    to POCs pass to the owners. POCs that they own get the owner that is named, who is the id of an active member (else NOT_FOUND)
    with POCS_MANAGE (else INVALID); LIMIT_REACHED where a POC has no place for another collaborator. Without a name the POCs stay
    as they are, and the tenant's admins look after them. Ids are None if left out; for a malformed one pass an id that nobody has.

    At `membershipId`: NOT_FOUND, CAPABILITY_REQUIRED, ROLE_NOT_ALLOWED (a partner, an admin), LAST_ADMIN; CONFLICT for who was
    given a POC at the same moment.
    """
    async with db.transaction():
        managed = await managed_members.reach(actor, membership_id, with_pocs=True)
        member = managed.membership
        if not managed.is_active:
            return
        await managed_members.require_another_admin(member)
        heir = None if reassign_pocs_to is None else await _heir(member, reassign_pocs_to)
        await granting.require_still(actor)
        ended = Membership.filter(id=member.id, status=MembershipStatus.ACTIVE)
        if not await ended.update(status=MembershipStatus.DEACTIVATED, deactivated_at=now()):
            raise managed_members.changed_meanwhile()
        await managed_members.record(actor, "member.deactivated", member, {"roles": [sorted(member.roles), None]})
        if heir is not None:
            await _give(actor, managed, heir)
        await managed_members.pass_invitations(managed)
        await sessions.end_in(actor, member.user_id, member.tenant_id)
        await api_keys.end_all(actor, member.user_id, member.tenant_id)  # for good: they don't come back with the membership
        await acting_endings.end_unfounded(actor, member.tenant_id)


async def reactivate(actor: Actor, membership_id: UUID | None) -> None:
    """Let a deactivated member back, with the roles they held last. Active already: success, nothing changes.

    They work for the tenant again, so what they had meanwhile on its POCs as a customer ends. At `membershipId`: NOT_FOUND,
    CAPABILITY_REQUIRED, ROLE_NOT_ALLOWED for roles that a partner may not grant, NOT_OPEN for somebody who was erased: an
    admin whom nobody can be would count as one. SEAT_LIMIT where the tenant's plan has no room for another one.
    """
    async with db.transaction():
        managed = await managed_members.reach(actor, membership_id)
        member = managed.membership
        if managed.is_active:
            return
        await managed.place.check(member.roles, "membershipId")
        await granting.require_still(actor)
        await tenants.hold_person(member.user_id)
        if await db.fetch_one(f'select 1 from "user" a where a.id = :user and {ERASED}'.replace("{a}", "a"), {"user": member.user_id}):
            raise refuse(Code.NOT_OPEN, "This person was erased.", "membershipId")
        await seats.require(member.tenant_id, "membershipId")
        back = Membership.filter(id=member.id, status=MembershipStatus.DEACTIVATED)
        if not await back.update(status=MembershipStatus.ACTIVE, deactivated_at=None):
            raise managed_members.changed_meanwhile()
        await tenants.note_admin(member.tenant_id, member.roles)
        await managed_members.record(actor, "member.reactivated", member, {"roles": [None, sorted(member.roles)]})
        await tenants.end_participations(actor, member.tenant_id, member.user_id, events.logs_of(actor, member.tenant_id))
        # Whoever signed in while the membership ended has a session that opens nothing; it shall not open anything now.
        await sessions.end_in(actor, member.user_id, member.tenant_id)
        await acting_endings.end_unfounded(actor, member.tenant_id)


async def _heir(leaving: Membership, user_id: UUID) -> UUID:
    """Who takes over, whose membership stays locked, so that it can't end before what is built on it is written."""
    active = Membership.filter(tenant_id=leaving.tenant_id, user_id=user_id, status=MembershipStatus.ACTIVE)
    heir = await active.select_for_update(no_key=True).first()
    if heir is None:
        raise refuse(Code.NOT_FOUND, "There is no such colleague.", "reassignPocsTo")
    if heir.id == leaving.id or Permission.POCS_MANAGE not in permissions_of(heir.roles):
        raise refuse(Code.INVALID, "POCs are for a colleague who stays, and whose role allows it.", "reassignPocsTo")
    return heir.user_id


async def _give(actor: Actor, managed: Managed, heir: UUID) -> None:
    """Make the heir the owner of all POCs that the person owns; of nothing that was not locked before the membership."""
    leaving = managed.membership
    logs = events.logs_of(actor, leaving.tenant_id)
    for poc_id in managed.pocs:
        await _give_one(actor, poc_id, leaving.user_id, heir, logs)
    sql = "select 1 from poc where tenant_id = :tenant and owner_id = :former"
    if await db.fetch_one(sql, {"tenant": leaving.tenant_id, "former": leaving.user_id}):
        raise managed_members.changed_meanwhile()


async def _give_one(actor: Actor, poc_id: UUID, former: UUID, heir: UUID, logs: events.Logs) -> None:
    values = {"id": poc_id, "owner": heir, "former": former, "now": now()}
    if not await db.execute(_GIVE, values):  # it is somebody else's, and has invitations of the person
        return
    await collaborators.join(poc_id, heir, "reassignPocsTo")
    changes = {"ownerId": [str(former), str(heir)]}
    await events.record(actor, "poc.owner_changed", "poc", poc_id, poc_id=poc_id, changes=changes, **logs)
