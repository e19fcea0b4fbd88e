"""Collaborators: the colleagues of the provider who work on a POC. The owner is always one of them."""

from __future__ import annotations

from typing import Final
from uuid import UUID

from app.auth.actor import Actor
from app.auth.finding import find_poc
from app.auth.permissions import Permission, permissions_of
from app.core import db
from app.core.errors import Code, refuse
from app.core.runtime import now
from app.models import Collaborator, Membership, MembershipStatus, Poc
from app.services import events, invitations

MOST: Final = 50
"""Collaborators a POC, its owner among them."""


async def add(actor: Actor, poc_id: UUID | None, user_id: UUID | None) -> None:
    """Let a colleague whose role reads POCs work on this one. Somebody who does already: success, nothing changes."""
    async with db.transaction():
        poc = await find_poc(actor, poc_id, "pocId", to=Permission.POCS_MANAGE)
        added = await colleague(actor, user_id, Permission.POCS_READ, "userId")
        if await join(poc.id, added, "userId"):
            await _touch(poc.id)
            await events.record(actor, "poc.collaborator_added", "poc", poc.id, poc_id=poc.id, changes={"collaborator": [None, str(added)]})


async def remove(actor: Actor, poc_id: UUID | None, user_id: UUID | None) -> None:
    """Take a colleague, or oneself, off a POC; invitations of theirs that are pending pass to the owner. The owner stays: CONFLICT."""
    async with db.transaction():
        poc = await find_poc(actor, poc_id, "pocId", to=Permission.POCS_MANAGE)
        if user_id == poc.owner_id:
            raise refuse(Code.CONFLICT, "The owner works on the POC; give it another owner first.", "userId")
        if user_id is None or not await Collaborator.filter(poc_id=poc.id, user_id=user_id).delete():
            raise refuse(Code.NOT_FOUND, "There is no such collaborator.", "userId")
        await invitations.pass_to_owner(poc.id, user_id)
        await _touch(poc.id)
        changes = {"collaborator": [str(user_id), None]}
        await events.record(actor, "poc.collaborator_removed", "poc", poc.id, poc_id=poc.id, changes=changes)


async def join(poc_id: UUID, user_id: UUID, *path: str) -> bool:
    """Put somebody on a POC; whether they were not on it before. LIMIT_REACHED at `path`.

    The caller holds the lock of the POC's row, so that the count holds until the row is written.
    """
    if await Collaborator.exists(poc_id=poc_id, user_id=user_id):
        return False
    if await Collaborator.filter(poc_id=poc_id).count() >= MOST:
        raise refuse(Code.LIMIT_REACHED, f"At most {MOST} people collaborate on a POC.", *path)
    await Collaborator.create(poc_id=poc_id, user_id=user_id, since=now())
    return True


async def colleague(actor: Actor, user_id: UUID | None, permission: Permission, *path: str) -> UUID:
    """The id of an active member of the session's tenant (else NOT_FOUND at `path`) with a permission (else ROLE_NOT_ALLOWED).

    The membership stays locked, so that it can't end before what is built on it is written.
    """
    active = Membership.filter(tenant_id=actor.tenant, user_id=user_id, status=MembershipStatus.ACTIVE)
    membership = None if user_id is None else await active.select_for_update().first()
    if membership is None:
        raise refuse(Code.NOT_FOUND, "There is no such colleague.", *path)
    if permission not in permissions_of(membership.roles):
        raise refuse(Code.ROLE_NOT_ALLOWED, "This colleague's role does not allow it.", *path)
    return membership.user_id


async def hand_over(poc: Poc, former: UUID) -> None:
    """Of a POC that has just got another owner: they answer for open invitations that nobody did since the former one left.

    In the caller's transaction, which has the lock of the POC. A former owner who still invites stays the one who answers.
    """
    active = await Membership.get_or_none(tenant_id=poc.tenant_id, user_id=former, status=MembershipStatus.ACTIVE)
    if active is None or Permission.PARTICIPANTS_INVITE not in permissions_of(active.roles):
        await invitations.pass_to_owner(poc.id, former)


async def _touch(poc_id: UUID) -> None:
    # Customers see who works on a POC. Its version counts its own fields only.
    await db.execute("update poc set updated_at = :now, shared_updated_at = :now where id = :id", {"now": now(), "id": poc_id})
