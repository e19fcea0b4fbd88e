"""The roles of a member: giving them others."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from app.auth.actor import Actor
from app.auth.permissions import Permission, permissions_of
from app.core import db, text
from app.core.errors import Code, UserError, UserErrors, refuse
from app.models import Membership, MembershipStatus, Role
from app.services import acting_endings, granting, grants, managed_members, tenants
from app.services.managed_members import Managed


async def change(actor: Actor, membership_id: UUID | None, *, roles: Iterable[Role]) -> None:
    """Give an active member (else NOT_OPEN) exactly these roles, from their next request on.

    REQUIRED, ROLE_NOT_ALLOWED at `roles`; at `membershipId` NOT_FOUND, CAPABILITY_REQUIRED, ROLE_NOT_ALLOWED (a partner, an
    admin), LAST_ADMIN. Nothing different: success, and nothing is written. Who can't invite customers any more leaves open
    invitations of theirs to the POCs' owners; what they own stays theirs in name, and the tenant's admins look after it.
    """
    actor.require(*managed_members.MANAGES)
    errors: list[UserError] = []
    wanted: frozenset[Role] = frozenset()
    managed: Managed | None = None
    with text.collecting(errors):
        wanted = grants.roles(roles, "roles")
    after = permissions_of(wanted)
    async with db.transaction():
        with text.collecting(errors):
            managed = await managed_members.reach(actor, membership_id, with_pocs=Permission.PARTICIPANTS_INVITE not in after)
            if not managed.is_active:
                raise refuse(Code.NOT_OPEN, "This member is deactivated.", "membershipId")
        if errors or managed is None:
            raise UserErrors(errors)
        member = managed.membership
        if wanted == member.roles:
            return
        await managed.place.check(wanted, "roles")
        if Role.TENANT_ADMIN not in wanted:
            await managed_members.require_another_admin(member)
        await granting.require_still(actor)
        same = Membership.filter(id=member.id, status=MembershipStatus.ACTIVE)
        if not await same.update(roles=wanted):
            raise managed_members.changed_meanwhile()
        await tenants.note_admin(member.tenant_id, wanted)
        before = permissions_of(member.roles)
        if Permission.PARTICIPANTS_INVITE in before - after:
            await managed_members.pass_invitations(managed)
        changes = {"roles": [sorted(member.roles), sorted(wanted)]}
        await managed_members.record(actor, "member.roles_changed", member, changes)
        if Permission.ACT_ON_BEHALF in before ^ after:  # with another admin again, a list of staff may count again
            await acting_endings.end_unfounded(actor, member.tenant_id)
