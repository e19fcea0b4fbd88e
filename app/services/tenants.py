"""Tenants: making one, and joining it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final
from uuid import UUID

from app.auth.actor import Actor
from app.auth.permissions import GRANTABLE
from app.core import db, text
from app.core.errors import Code, refuse
from app.core.runtime import now
from app.models import Membership, Plan, Role, Tenant
from app.services import events

_OPERATOR: Final = Actor()


async def create(*, name: str, plan: Plan = Plan.FREE, by: Actor = _OPERATOR) -> Tenant:
    """Make a tenant, in the caller's transaction: the operator, or whoever registers it. The name is checked already."""
    tenant = await Tenant.create(name=name, sort_name=text.sort_key(name), plan=plan, created_at=now())
    await events.record(by, "tenant.created", "tenant", tenant.id, tenant_id=tenant.id, changes={"plan": [None, plan.value]})
    return tenant


async def join(actor: Actor, tenant_id: UUID, user_id: UUID, roles: Iterable[Role]) -> Membership:
    """Make a person a member, in the caller's transaction. ALREADY_MEMBER also for a deactivated one.

    A member has staff rules only, so their participations in the tenant's POCs end. Whoever makes somebody a participant
    locks the user's row first, as is done here: else both could be new at once.
    """
    held = frozenset(roles)
    if not held or not held <= set(GRANTABLE):
        raise ValueError(f"not a set of roles that a member may hold: {sorted(held)}")
    await db.execute('update "user" set last_tenant_id = last_tenant_id where id = :user', {"user": user_id})
    try:
        async with db.transaction():
            membership = await Membership.create(user_id=user_id, tenant_id=tenant_id, roles=held, created_at=now())
    except db.Violation:
        raise refuse(Code.ALREADY_MEMBER, "This person is a member already.") from None
    await events.record(
        actor, "member.joined", "membership", membership.id, tenant_id=tenant_id, changes={"roles": [None, sorted(held)]}
    )  # fmt: skip
    ended = await db.fetch(
        "update participant set ended_at = :now where user_id = :user and removed_at is null and ended_at is null"
        " and poc_id in (select p.id from poc p where p.tenant_id = :tenant) returning id, poc_id",
        {"now": now(), "user": user_id, "tenant": tenant_id},
    )
    for row in ended:
        id_, poc_id = UUID(str(row["id"])), db.uuid(row["poc_id"])
        await events.record(actor, "participant.ended", "participant", id_, tenant_id=tenant_id, poc_id=poc_id)
    return membership
