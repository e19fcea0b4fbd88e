"""How things stand with an invitation: its status by its times, who may promise what it says, and who is there already."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Final, Protocol
from uuid import UUID

from app.auth import policies
from app.auth.actor import Actor
from app.auth.permissions import Permission, permissions_of
from app.auth.scopes import parameters
from app.core import db
from app.core.runtime import now
from app.models import Invitation, InvitationKind, InvitationStatus, Poc, Role, Tenant, User
from app.models.fields import words
from app.services import granting

INVITES: Final = {
    InvitationKind.POC: Permission.PARTICIPANTS_INVITE,
    InvitationKind.MEMBER: Permission.MEMBERS_MANAGE,
    InvitationKind.PORTAL: Permission.PORTAL_INVITE,
}
"""What it takes to invite, and so to resend, edit and cancel."""

PENDING: Final = "accepted_at is null and cancelled_at is null and (expires_at is null or expires_at > :now)"
"""In SQL, of the table `invitation`."""


def target_of(kind: InvitationKind) -> str:
    """What an invitation is called in events. One to the portal is none of the people of a tenant, of whom its partner reads."""
    return "portal_invitation" if kind is InvitationKind.PORTAL else "invitation"


def status_of(accepted_at: datetime | None, cancelled_at: datetime | None, expires_at: datetime | None) -> InvitationStatus:
    """The status at this moment. Without `expires_at` the mail is still held: PENDING."""
    if accepted_at:
        return InvitationStatus.ACCEPTED
    if cancelled_at:
        return InvitationStatus.CANCELLED
    return InvitationStatus.EXPIRED if expires_at and expires_at <= now() else InvitationStatus.PENDING


class Promise(Protocol):
    """An invitation as far as it says who answers for it."""

    @property
    def id(self) -> UUID: ...  # noqa: D102  # as the columns
    @property
    def kind(self) -> InvitationKind: ...  # noqa: D102
    @property
    def tenant_id(self) -> UUID: ...  # noqa: D102
    @property
    def roles(self) -> Iterable[str]: ...  # noqa: D102
    @property
    def set_by_id(self) -> UUID | None: ...  # noqa: D102
    @property
    def partner_id(self) -> UUID | None: ...  # noqa: D102
    @property
    def set_in_id(self) -> UUID | None: ...  # noqa: D102


async def may_be_set(promise: Promise) -> bool:
    """Whether what an invitation says could still be set by whoever set it last.

    A person is asked for what they may now; of an acting session, even after its end, the partner alone; a partner's person is
    asked, and the partner for the roles. The operator may always.
    """
    if promise.set_in_id:
        partnership = await granting.partnership_of(promise.tenant_id, acting_id=promise.set_in_id)
        return partnership is not None and granting.within(partnership, promise.roles, first_admin=False)
    if promise.set_by_id is None:
        return True
    if promise.partner_id is None:
        return await _may_set(promise.set_by_id, promise.tenant_id, promise, INVITES[promise.kind])
    partnership = await granting.partnership_of(promise.tenant_id)
    if partnership is None or partnership.partner_id != promise.partner_id:
        return False
    first_admin = Role.TENANT_ADMIN in promise.roles and await granting.takes_first_admin(partnership)
    return granting.within(partnership, promise.roles, first_admin=first_admin) and await _may_set(
        promise.set_by_id, promise.partner_id, promise, Permission.CUSTOMERS_MANAGE
    )


async def answering(invitation: Invitation) -> User | None:
    """Who is told what becomes of an invitation: the inviter, as long as it is their business, else whoever set it last.

    It is the business of whoever could set it in the tenant, or as a partner's person at this customer. Of an invitation of
    the operator, and of one that nobody answers for any more, nobody is told.
    """
    partnership = await granting.partnership_of(invitation.tenant_id)
    for user_id in filter(None, (invitation.invited_by_id, invitation.set_by_id)):
        at_home = await _may_set(user_id, invitation.tenant_id, invitation, INVITES[invitation.kind])
        if at_home or (partnership and await _may_set(user_id, partnership.partner_id, invitation, Permission.CUSTOMERS_MANAGE)):
            return await User.get(id=user_id)
    return None


async def _may_set(user_id: UUID, tenant_id: UUID, promise: Promise, permission: Permission) -> bool:
    """Whether a person could set this invitation now as a member of a tenant: active, with the permission, and where it is for them."""
    row = await db.fetch_one(
        "select roles from membership where tenant_id = :tenant and user_id = :user and status = 'ACTIVE'",
        {"tenant": tenant_id, "user": user_id},
    )
    if row is None:
        return False
    setter = Actor(user_id=user_id, tenant_id=tenant_id, permissions=permissions_of(words(row["roles"])))
    sql = f"select 1 from invitation a where a.id = :id and {policies.managed_invitations(setter).on('a')}"
    return setter.has(permission) and await db.fetch_one(sql, {**parameters(setter), "id": promise.id}) is not None


async def subject_name(invitation: Invitation) -> str:
    """The name of what an invitation opens: a POC or a tenant, of a portal the tenant whose it is."""
    subject = await Poc.get(id=invitation.poc_id) if invitation.poc_id else await Tenant.get(id=invitation.tenant_id)
    return subject.name


async def is_member(user_id: UUID, tenant_id: UUID) -> bool:
    """Whether a person is an active member of a tenant."""
    sql = "select 1 from membership where tenant_id = :tenant and user_id = :user and status = 'ACTIVE'"
    return await db.fetch_one(sql, {"tenant": tenant_id, "user": user_id}) is not None


async def takes_part(user_id: UUID, poc_id: UUID) -> bool:
    """Whether a person is an active participant of a POC."""
    active = policies.ACTIVE_PARTICIPANT.on("a")
    sql = f"select 1 from participant a where a.poc_id = :poc and a.user_id = :user and {active}"
    return await db.fetch_one(sql, {"poc": poc_id, "user": user_id, "now": now()}) is not None
