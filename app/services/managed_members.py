"""What every change of a member needs: the member and all that hangs on them, locked in the order that everybody keeps.

The partnership (of a partner who does it), the POCs, the tenant, the membership: whoever changes a POC locks it before the
memberships that it is built on, and whoever makes or unmakes an admin locks the tenant.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from app.auth import limits
from app.auth.actor import Actor
from app.auth.finding import find_member
from app.auth.permissions import Permission
from app.core import db
from app.core.errors import Code, UserErrors, forbidden, refuse
from app.models import Membership, MembershipStatus, Role
from app.services import events, granting, invitations, tenants

MANAGES: Final = (Permission.MEMBERS_MANAGE, Permission.CUSTOMERS_MANAGE)
"""In one's own tenant, or at customers."""

_POCS: Final = """
select p.id from poc p where p.tenant_id = :tenant and (p.owner_id = :user or exists (select 1 from invitation i where i.poc_id = p.id
    and i.set_by_id = :user and i.set_in_id is null and i.accepted_at is null and i.cancelled_at is null)) order by p.id"""


@dataclass(frozen=True, slots=True)
class Managed:
    """A membership within the actor's reach, where it is, and the POCs that are the person's or have invitations of theirs; all locked."""

    membership: Membership
    place: granting.Place
    pocs: tuple[UUID, ...] = ()

    @property
    def is_active(self) -> bool:
        """Whether the membership holds."""
        return self.membership.status is MembershipStatus.ACTIVE


async def reach(actor: Actor, membership_id: UUID | None, *, with_pocs: bool = False) -> Managed:
    """The member, in the caller's transaction, with all locks that a change needs.

    NOT_FOUND, CAPABILITY_REQUIRED at `membershipId`; FORBIDDEN; ROLE_NOT_ALLOWED there for a partner who reaches for an admin.
    """
    actor.require(*MANAGES)
    place = await granting.place_of(actor, "membership", membership_id, "membershipId")
    pocs = await _hold_pocs(membership_id) if place and with_pocs else ()
    if place:
        await tenants.hold(place.tenant_id)
    membership = await find_member(actor, membership_id, "membershipId")
    if place is None:  # it is of no tenant where the actor manages anything
        raise forbidden()
    await granting.require_in(limits.members_to_touch(actor), actor, membership, "membershipId")
    return Managed(membership, place, pocs)


async def require_another_admin(membership: Membership) -> None:
    """LAST_ADMIN at `membershipId` for a tenant's only active admin. The tenant is locked."""
    if membership.status is not MembershipStatus.ACTIVE or Role.TENANT_ADMIN not in membership.roles:
        return
    sql = f"select 1 where {limits.another_admin(':tenant', 'adm.id <> :membership')}"
    if not await db.fetch_one(sql, {"tenant": membership.tenant_id, "membership": membership.id}):
        raise refuse(Code.LAST_ADMIN, "Somebody has to be the organization's admin; name another one first.", "membershipId")


async def pass_invitations(managed: Managed) -> None:
    """For what the person promised customers of POCs and nobody has accepted yet, the POCs' owners answer from now on."""
    for poc_id in managed.pocs:
        await invitations.pass_to_owner(poc_id, managed.membership.user_id)


async def record(actor: Actor, action: str, membership: Membership, changes: Mapping[str, object] | None = None) -> None:
    """Write what happened to a membership, at a customer's into the logs of both."""
    logs = events.logs_of(actor, membership.tenant_id)
    await events.record(actor, action, "membership", membership.id, changes=changes, **logs)


def changed_meanwhile() -> UserErrors:
    """Somebody else was faster."""
    return refuse(Code.CONFLICT, "Somebody has changed this member just now; look at it again.", "membershipId")


async def _hold_pocs(membership_id: UUID | None) -> tuple[UUID, ...]:
    membership = await Membership.get_or_none(id=membership_id)
    if membership is None:
        return ()
    locking = " for no key update of p" if db.dialect() == "postgres" else ""
    rows = await db.fetch(_POCS + locking, {"tenant": membership.tenant_id, "user": membership.user_id})
    return tuple(UUID(str(row["id"])) for row in rows)
