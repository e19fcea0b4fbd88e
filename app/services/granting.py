"""Granting roles: in which tenant, by whom and within which limits. The one place that decides what may be granted where.

Whoever grants in the own tenant as oneself grants whatever can be. A partner grants at a customer what the partnership allows,
and so does an acting session. The limits are read behind the lock of the partnership, and hold until the transaction ends.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Final, TypeVar
from uuid import UUID

from tortoise.models import Model

from app.auth import bearer, managing
from app.auth.actor import Actor
from app.auth.capabilities import PartnerCapability, allows
from app.auth.finding import find_on_behalf
from app.auth.limits import another_admin
from app.auth.permissions import ADMINISTRATIVE
from app.auth.scopes import Scope, parameters
from app.core import db
from app.core.errors import Code, UserErrors, forbidden, refuse
from app.models import InvitationKind, Partnership, PartnershipOrigin, Role

M = TypeVar("M", bound=Model)
ON_BEHALF: Final = allows(PartnerCapability.MANAGE_ON_BEHALF)


@dataclass(frozen=True, slots=True)
class Place:
    """A tenant in which an actor grants: by `partnership`, which is locked, or without limits."""

    tenant_id: UUID
    partnership: Partnership | None = None
    oneself: bool = True

    async def check(self, roles: Iterable[Role | str], *path: str, keeps_admin: bool | None = None) -> None:
        """ROLE_NOT_ALLOWED at `path` for roles that may not be granted here.

        `keeps_admin` is for invitations only: whether it is one of a tenant admin already. Else it takes `allowed_roles` to
        invite the first one.
        """
        if not self.oneself and not ADMINISTRATIVE.isdisjoint(roles):
            raise not_allowed(*path)
        if self.partnership is None:
            return
        first = keeps_admin is not None and self.oneself and (keeps_admin or Role.TENANT_ADMIN in self.partnership.allowed_roles)
        if not within(self.partnership, roles, first_admin=first and await takes_first_admin(self.partnership)):
            raise not_allowed(*path)


async def at_home(actor: Actor, *path: str) -> Place:
    """The session's tenant; CAPABILITY_REQUIRED in an acting session whose partnership does not allow it any more."""
    if not actor.acting:
        return Place(actor.tenant, oneself=actor.oneself)
    sql = f"select p.* from partnership p join acting_session a on a.partnership_id = p.id where a.id = :session and {ON_BEHALF}"
    partnership = await _locked(sql.replace("{a}", "p"), {"session": actor.session_id})
    if partnership is None:
        raise refuse(Code.CAPABILITY_REQUIRED, "The connection with this customer does not allow this now.", *path)
    return Place(actor.tenant, partnership, oneself=False)


async def at_customer(actor: Actor, customer_id: UUID | None, *path: str) -> Place:
    """The organization of a customer that the actor manages. NOT_FOUND, CAPABILITY_REQUIRED at `path`; FORBIDDEN."""
    _, partnership = await find_on_behalf(actor, customer_id, PartnerCapability.MANAGE_ON_BEHALF, *path)
    return Place(partnership.customer_id, partnership, oneself=actor.oneself)


async def place_of(actor: Actor, table: str, id_: UUID | None, *path: str) -> Place | None:
    """Where a membership or an invitation is, before it is locked itself; None where the actor has no business.

    CAPABILITY_REQUIRED for whoever manages the customer by a partnership that does not allow it now.
    """
    row = id_ and await db.fetch_one(f'select * from "{table}" where id = :id', {"id": id_})
    if not row or actor.tenant_id is None:
        return None
    tenant_id = UUID(str(row["tenant_id"]))
    if tenant_id == actor.tenant_id:
        return await at_home(actor, *path)
    if table == "invitation" and row["kind"] != InvitationKind.MEMBER:
        return None
    managed = managing.customers_to_manage(actor).on("c")
    sql = f"select c.id from customer c where c.organization_id = :organization and {managed}"
    record = await db.fetch_one(sql, {**parameters(actor), "organization": tenant_id})
    return await at_customer(actor, db.uuid(record["id"]), *path) if record else None


async def require_in(scope: Scope, actor: Actor, found: Any, *path: str) -> None:
    """ROLE_NOT_ALLOWED at `path` for a row that is locked and not within the actor's reach."""
    table = found._meta.db_table  # noqa: SLF001  # no public way to a model's table
    if not await db.fetch_one(f'select 1 from "{table}" a where a.id = :id and {scope.on("a")}', {**parameters(actor), "id": found.id}):
        raise not_allowed(*path)


async def require_still(actor: Actor) -> None:
    """FORBIDDEN for who lost a role or the session while waiting for a lock: roles are granted by the rights of this moment."""
    if not await bearer.still(actor):
        raise forbidden()


def within(partnership: Partnership, roles: Iterable[Role | str], *, first_admin: bool) -> bool:
    """Whether a partner may grant these: roles that the customer allows, and a tenant admin only as the first one."""
    allowed = set(partnership.allowed_roles) - ADMINISTRATIVE
    return set(roles) <= (allowed | {Role.TENANT_ADMIN} if first_admin else allowed)


async def takes_first_admin(partnership: Partnership) -> bool:
    """Whether a partner may invite the admin of the customer's tenant: it made that, and nobody is."""
    if partnership.origin is not PartnershipOrigin.CREATED:
        return False
    return not await db.fetch_one(f"select 1 where {another_admin(':tenant')}", {"tenant": partnership.customer_id})


async def partnership_of(tenant_id: UUID, *, acting_id: UUID | None = None) -> Partnership | None:
    """By which partnership roles can be granted on behalf of a customer now, if by any; that of an acting session, if told."""
    by = "p.id = (select s.partnership_id from acting_session s where s.id = :acting)" if acting_id else "1 = 1"
    sql = f"select p.* from partnership p where p.customer_id = :tenant and {by} and {ON_BEHALF.replace('{a}', 'p')}"
    values = {"tenant": tenant_id} | ({"acting": acting_id} if acting_id else {})
    row = await db.fetch_one(sql, values)
    return None if row is None else _partnership(row)


async def hold_partnership(tenant_id: UUID) -> None:
    """Keep the partnership of a customer's tenant, if it has one, as it is until the transaction ends."""
    if db.dialect() == "postgres":
        await db.fetch(
            "select 1 from partnership where customer_id = :tenant and ended_at is null for no key update", {"tenant": tenant_id}
        )


def not_allowed(*path: str) -> UserErrors:
    """How it is refused."""
    return refuse(Code.ROLE_NOT_ALLOWED, "This is more than a partner or a program may grant or change here.", *path)


async def _locked(sql: str, values: dict[str, object]) -> Partnership | None:
    locking = " for no key update of p" if db.dialect() == "postgres" else ""
    row = await db.fetch_one(sql + locking, values)
    return None if row is None else _partnership(row)


def _partnership(row: db.Row) -> Partnership:
    return Partnership._init_from_db(**row)  # type: ignore[arg-type]  # noqa: SLF001  # as Tortoise does with its rows
