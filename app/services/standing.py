"""How things stand with an invitation: its status by its times, who may promise what it says, and who is there already."""

from __future__ import annotations

from datetime import datetime
from typing import Final
from uuid import UUID

from app.auth import policies
from app.auth.actor import Actor
from app.auth.permissions import Permission, permissions_of
from app.auth.scopes import parameters
from app.core import db
from app.core.runtime import now
from app.models import Invitation, InvitationKind, InvitationStatus, Poc, Tenant, User
from app.models.fields import words

INVITES: Final = {
    InvitationKind.POC: Permission.PARTICIPANTS_INVITE,
    InvitationKind.MEMBER: Permission.MEMBERS_MANAGE,
}
"""What it takes to invite, and so to resend, edit and cancel."""

PENDING: Final = "accepted_at is null and cancelled_at is null and (expires_at is null or expires_at > :now)"
"""In SQL, of the table `invitation`."""


def status_of(accepted_at: datetime | None, cancelled_at: datetime | None, expires_at: datetime | None) -> InvitationStatus:
    """The status at this moment. Without `expires_at` the mail is still held: PENDING."""
    if accepted_at:
        return InvitationStatus.ACCEPTED
    if cancelled_at:
        return InvitationStatus.CANCELLED
    return InvitationStatus.EXPIRED if expires_at and expires_at <= now() else InvitationStatus.PENDING


async def may_set(user_id: UUID | None, invitation_id: UUID, kind: InvitationKind, tenant_id: UUID) -> bool:
    """Whether a person could set this invitation now: an active member with the permission, and for a POC one of its staff.

    None is the operator, who may always.
    """
    if user_id is None:
        return True
    row = await db.fetch_one(
        "select roles from membership where tenant_id = :tenant and user_id = :user and status = 'ACTIVE'",
        {"tenant": tenant_id, "user": user_id},
    )
    if row is None:
        return False
    permissions = permissions_of(words(row["roles"]))
    setter = Actor(user_id=user_id, tenant_id=tenant_id, permissions=permissions)
    scope = policies.managed_invitations(setter).on("a")
    sql = f"select 1 from invitation a where a.id = :id and {scope}"
    return setter.has(INVITES[kind]) and await db.fetch_one(sql, {**parameters(setter), "id": invitation_id}) is not None


async def answering(invitation: Invitation) -> User | None:
    """Who is told what becomes of an invitation: the inviter, as long as it is their business, else whoever set it last.

    Of an invitation of the operator, and of one that nobody answers for any more, nobody is told.
    """
    for user_id in (invitation.invited_by_id, invitation.set_by_id):
        if user_id and await may_set(user_id, invitation.id, invitation.kind, invitation.tenant_id):
            return await User.get(id=user_id)
    return None


async def subject_name(invitation: Invitation) -> str:
    """The name of what an invitation opens: a POC or a tenant."""
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
