"""Tenants: making one, finding and holding it, and joining it."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from app.auth.actor import OPERATOR, Actor
from app.auth.permissions import GRANTABLE
from app.core import db, ids, text
from app.core.errors import Code, refuse
from app.core.runtime import now
from app.models import Membership, Plan, Role, Tenant, User
from app.services import events


async def create(*, name: str, plan: Plan = Plan.FREE, by: Actor = OPERATOR, as_partner: bool = False) -> Tenant:
    """Make a tenant, in the caller's transaction: the operator, whoever registers it, or a partner. The name is checked already."""
    tenant = await Tenant.create(name=name, sort_name=text.sort_key(name), plan=plan, created_at=now())
    logs = events.logs_of(by, tenant.id) if as_partner else events.Logs(tenant_id=tenant.id)
    await events.record(by, "tenant.created", "tenant", tenant.id, changes={"plan": [None, plan.value]}, **logs)
    return tenant


async def join(actor: Actor, tenant_id: UUID, user_id: UUID, roles: Iterable[Role]) -> Membership:
    """Make a person a member, in the caller's transaction. ALREADY_MEMBER also for a deactivated one.

    A member has staff rules only, so their participations in the tenant's POCs end. Whoever makes somebody a participant
    locks the user's row first, as is done here: else both could be new at once.
    """
    held = frozenset(roles)
    if not held or not held <= set(GRANTABLE):
        raise ValueError(f"not a set of roles that a member may hold: {sorted(held)}")
    await hold_person(user_id)
    person = await User.get(id=user_id)  # behind the lock, so that it is called what its memberships are listed by
    try:
        async with db.transaction():
            membership = await Membership.create(
                user_id=user_id, tenant_id=tenant_id, sort_name=person.sort_name, roles=held, created_at=now()
            )
    except db.Violation:
        raise refuse(Code.ALREADY_MEMBER, "This person is a member already.") from None
    await note_admin(tenant_id, held)
    await events.record(
        actor, "member.joined", "membership", membership.id, tenant_id=tenant_id, changes={"roles": [None, sorted(held)]}
    )  # fmt: skip
    await end_participations(actor, tenant_id, user_id, {"tenant_id": tenant_id})
    return membership


async def named(id_: str) -> UUID:
    """The tenant with an id as the API has it, for the operator; NOT_FOUND at `tenant`."""
    found = ids.parse(id_.strip(), "tenant")
    if found is None or not await Tenant.exists(id=found):
        raise refuse(Code.NOT_FOUND, "There is no organization with this id.", "tenant")
    return found


async def hold(tenant_id: UUID) -> None:
    """Keep a tenant, and with it who its admins are, as it is until the transaction ends: whoever makes or unmakes one locks it first."""
    if db.dialect() == "postgres":
        await db.fetch("select 1 from tenant where id = :id for no key update", {"id": tenant_id})


async def hold_memberships(user_id: UUID) -> None:
    """Lock all of a person's. Whoever makes them a member meanwhile waits for the person, who is locked after this."""
    if db.dialect() == "postgres":
        await db.fetch("select 1 from membership where user_id = :user order by id for no key update", {"user": user_id})


async def hold_person(user_id: UUID) -> None:
    """Lock a person's row until the transaction ends."""
    await db.execute('update "user" set last_tenant_id = last_tenant_id where id = :user', {"user": user_id})


async def note_admin(tenant_id: UUID, roles: Iterable[Role | str]) -> None:
    """If it is an admin who begins: from now on the tenant has had one, and its partner widens nothing any more."""
    if Role.TENANT_ADMIN in set(roles):
        await db.execute(
            "update tenant set administered_at = :now where id = :id and administered_at is null", {"id": tenant_id, "now": now()}
        )


async def end_participations(actor: Actor, tenant_id: UUID, user_id: UUID, logs: events.Logs) -> None:
    """End what a person has on a tenant's POCs as a customer, because they work for it now."""
    ended = await db.fetch(
        "update participant set ended_at = :now where user_id = :user and removed_at is null and ended_at is null"
        " and poc_id in (select p.id from poc p where p.tenant_id = :tenant) returning id, poc_id",
        {"now": now(), "user": user_id, "tenant": tenant_id},
    )
    for row in ended:
        id_, poc_id = UUID(str(row["id"])), db.uuid(row["poc_id"])
        await events.record(actor, "participant.ended", "participant", id_, poc_id=poc_id, **logs)
