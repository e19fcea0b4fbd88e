"""Finding what a service works on: only through the policies, so that what one can't see is NOT_FOUND."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final, TypeVar
from uuid import UUID

from tortoise.models import Model

from app.auth import limits, managing, partnering, policies
from app.auth.actor import Actor
from app.auth.capabilities import PartnerCapability, allows
from app.auth.permissions import Permission
from app.auth.scopes import Scope, parameters
from app.core import db
from app.core.errors import Code, forbidden, refuse
from app.models import (
    ActingSession,
    ApiKey,
    Comment,
    Contact,
    Customer,
    Integration,
    IntegrationShare,
    Invitation,
    Membership,
    Participant,
    PartnerLink,
    Partnership,
    PartnershipChange,
    PartnershipSide,
    Poc,
    PocStatus,
    PocTemplate,
    Resource,
    SuccessCriterion,
    Task,
    TaskGroup,
)

M = TypeVar("M", bound=Model)

SCOPES: Final[Mapping[type[Model], Callable[[Actor], Scope]]] = {
    TaskGroup: policies.contents,
    Task: policies.contents,
    Comment: policies.contents,
    Resource: policies.contents,
    SuccessCriterion: policies.criteria,
    Participant: policies.participants,
}
"""Which rows exist for an actor, of all that belongs to a POC."""


@dataclass(frozen=True, slots=True)
class OnPoc:
    """A POC, locked until the transaction ends, and whether the actor is its staff or one of its customers.

    Whatever belongs to a POC is changed behind its lock: then limits, positions and what depends on what hold, and nobody
    waits in a circle.
    """

    poc: Poc
    as_staff: bool

    def require(self, actor: Actor, permission: Permission) -> None:
        """FORBIDDEN unless the actor is staff with a permission."""
        if not (self.as_staff and actor.has(permission)):
            raise forbidden()

    def require_writable(self, *path: str) -> None:
        """READ_ONLY at `path` for customers, unless the POC is active. Staff may always write."""
        if not self.as_staff and self.poc.status is not PocStatus.ACTIVE:
            raise refuse(Code.READ_ONLY, "This POC is closed for changes at the moment.", *path)


async def find(model: type[M], actor: Actor, id_: UUID | None, scope: Scope, *path: str, lock: bool = True) -> M:
    """The row, if it is in the scope, locked until the transaction ends; else NOT_FOUND at `path`.

    `id_` is None for a malformed id, which is answered like an unknown one.
    """
    found = await _found(model, actor, id_, scope, lock=lock)
    if found is None:
        raise refuse(Code.NOT_FOUND, _missing(model), *path)
    return found


async def find_poc(actor: Actor, id_: UUID | None, *path: str, to: Permission) -> Poc:
    """A POC of which the actor is staff with a permission. Participants, who see it, are FORBIDDEN."""
    return await _managed(Poc, actor, id_, policies.pocs_as_staff, policies.pocs, path, (to,))


async def find_any_poc(actor: Actor, id_: UUID | None, *path: str) -> OnPoc:
    """A POC that exists for the actor, as staff or as a customer; locked. NOT_FOUND at `path`."""
    return await _on_poc(actor, "p.id = :id", id_, Poc, path)


async def find_on_poc(model: type[M], actor: Actor, id_: UUID | None, *path: str) -> tuple[OnPoc, M]:
    """Something that belongs to a POC and exists for the actor, and the POC, which is locked before it. NOT_FOUND at `path`."""
    scope = SCOPES[model](actor)
    table = model._meta.db_table  # noqa: SLF001  # no public way to a model's table
    of_it = f'p.id = (select a.poc_id from "{table}" a where a.id = :id and {scope.on("a")})'
    on_poc = await _on_poc(actor, of_it, id_, model, path)
    # Read behind the lock: it may have gone, or been hidden, while we waited.
    found = await _found(model, actor, id_, scope, lock=False)
    if found is None:
        raise refuse(Code.NOT_FOUND, _missing(model), *path)
    return on_poc, found


async def find_participant(actor: Actor, id_: UUID | None, *path: str) -> Participant:
    """A participant of a POC whose staff the actor is, with PARTICIPANTS_INVITE; the POC is locked."""
    on_poc, participant = await find_on_poc(Participant, actor, id_, *path)
    on_poc.require(actor, Permission.PARTICIPANTS_INVITE)
    return participant


async def find_invitation(actor: Actor, id_: UUID | None, *path: str) -> Invitation:
    """An invitation that the actor may manage; one's own accepted one is FORBIDDEN. Its POC or contact is locked before it."""
    if db.dialect() == "postgres":
        for table in ("poc", "contact"):
            of_it = f"p.id = (select a.{table}_id from invitation a where a.id = :id and {policies.managed_invitations(actor).on('a')})"
            await db.fetch(f"select 1 from {table} p where {of_it}{_locking('p')}", {**parameters(actor), "id": id_})
    return await _managed(Invitation, actor, id_, policies.managed_invitations, policies.invitations, path, ())


async def find_member(actor: Actor, id_: UUID | None, *path: str) -> Membership:
    """A membership that the actor manages, locked; one that they only see is FORBIDDEN."""
    return await _managed(Membership, actor, id_, limits.members_to_manage, policies.memberships, path, ())


async def find_customer(actor: Actor, id_: UUID | None, *path: str) -> Customer:
    """A customer record of the session's tenant."""
    return await find(Customer, actor, id_, policies.customers(actor), *path)


async def find_contact(actor: Actor, id_: UUID | None, *path: str, to: Permission) -> Contact:
    """A contact of the tenant's customers, locked, for whoever has a permission. Who sees it otherwise (the person) is FORBIDDEN."""
    return await _managed(Contact, actor, id_, policies.contacts_as_staff, policies.contacts, path, (to,))


async def find_managed_customer(actor: Actor, id_: UUID | None, *path: str, lock: bool = True) -> Customer:
    """A customer record that the actor manages, with CUSTOMERS_MANAGE and a place on its list of staff. Others who see it are FORBIDDEN."""
    found = await _found(Customer, actor, id_, managing.customers_to_manage(actor), lock=lock)
    if found is not None:
        return found
    await find_customer(actor, id_, *path)
    raise forbidden()


async def find_on_behalf(actor: Actor, id_: UUID | None, capability: PartnerCapability, *path: str) -> tuple[Customer, Partnership]:
    """A customer that the actor manages, and its partnership, which is locked and allows what is wanted now: else CAPABILITY_REQUIRED.

    Whoever ends, suspends or changes a partnership locks it first, too, so it allows it until the transaction ends.
    """
    await find_managed_customer(actor, id_, *path, lock=False)
    sql = f"select p.* from partnership p where p.id = (select c.partnership_id from customer c where c.id = :id) and {allows(capability)}"
    row = await _locked(sql.replace("{a}", "p"), "p", {"id": id_})
    record = await find_managed_customer(actor, id_, *path, lock=False)  # behind the lock: the list of staff may have changed
    if row is None:
        raise refuse(Code.CAPABILITY_REQUIRED, "The connection with this customer does not allow this now.", *path)
    return record, Partnership._init_from_db(**row)  # type: ignore[arg-type]  # noqa: SLF001  # as Tortoise does with its rows


async def find_partnership(actor: Actor, id_: UUID | None, *path: str) -> tuple[Partnership, PartnershipSide]:
    """A partnership that the actor may change, locked, and on which side they stand. Others who see it are FORBIDDEN.

    Who is not there as themselves is FORBIDDEN, whatever they see.
    """
    actor.require_oneself()
    found = await _managed(Partnership, actor, id_, partnering.partnerships_to_manage, partnering.partnerships, path, ())
    return found, PartnershipSide.PARTNER if found.partner_id == actor.tenant_id else PartnershipSide.CUSTOMER


async def find_integration(actor: Actor, id_: UUID | None, *path: str) -> Integration:
    """An integration that the actor manages, locked. Others who see it are FORBIDDEN."""
    return await _managed(Integration, actor, id_, partnering.integrations_to_manage, partnering.integrations, path, ())


async def find_share(actor: Actor, id_: UUID | None, manage: Callable[[Actor], Scope], *path: str) -> tuple[IntegrationShare, Partnership]:
    """A share that the actor may decide on as `manage` says, and its partnership, locked before it. Others who see it are FORBIDDEN."""
    if db.dialect() == "postgres":
        of_it = f"p.id = (select a.partnership_id from integration_share a where a.id = :id and {partnering.shares(actor).on('a')})"
        await db.fetch(f"select 1 from partnership p where {of_it}{_locking('p')}", {**parameters(actor), "id": id_})
    share = await _managed(IntegrationShare, actor, id_, manage, partnering.shares, path, ())
    return share, await Partnership.get(id=share.partnership_id)


async def _managed(
    model: type[M],
    actor: Actor,
    id_: UUID | None,
    manage: Callable[[Actor], Scope],
    see: Callable[[Actor], Scope],
    path: tuple[str, ...],
    needed: tuple[Permission, ...],
) -> M:
    allowed = not needed or actor.has(*needed)
    if allowed and (found := await _found(model, actor, id_, manage(actor), lock=True)) is not None:
        return found
    if await _found(model, actor, id_, see(actor), lock=False) is not None:
        raise forbidden()
    raise refuse(Code.NOT_FOUND, _missing(model), *path)


async def _on_poc(actor: Actor, which: str, id_: UUID | None, model: type[Model], path: tuple[str, ...]) -> OnPoc:
    as_staff = policies.pocs_as_staff(actor).on("p")
    sql = f"select p.*, case when {as_staff} then 1 else 0 end as as_staff from poc p where {which} and {policies.pocs(actor).on('p')}"
    row = None if id_ is None else await _locked(sql, "p", {**parameters(actor), "id": id_})
    if row is None:
        raise refuse(Code.NOT_FOUND, _missing(model), *path)
    columns = {name: row[name] for name in Poc._meta.fields_db_projection.values()}  # noqa: SLF001  # no public way to a model's columns
    return OnPoc(Poc._init_from_db(**columns), bool(row["as_staff"]))  # noqa: SLF001  # as Tortoise does with its rows


async def _locked(sql: str, alias: str, values: Mapping[str, object]) -> db.Row | None:
    """The row that a statement finds, locked until the transaction ends.

    Whoever has waited for the lock has the row as it is now, and by rights as they were before: of other tables PostgreSQL
    reads what the statement began with. So behind the lock it is asked once more.
    """
    row = await db.fetch_one(sql + _locking(alias), values)
    return row if row is None or db.dialect() == "sqlite" else await db.fetch_one(sql, values)


def _locking(alias: str) -> str:
    """What keeps a row as it is until the transaction ends; on SQLite the transaction itself does.

    No key of a row is ever changed, so the lock is the weaker one: inserts that refer to the row need not wait for it. Who
    deletes the row needs the stronger one, and DELETE takes it.
    """
    return f" for no key update of {alias}" if db.dialect() == "postgres" else ""


async def _found(model: type[M], actor: Actor, id_: UUID | None, scope: Scope, *, lock: bool) -> M | None:
    if id_ is None:
        return None
    table = model._meta.db_table  # noqa: SLF001  # no public way to a model's table
    sql = f'select a.* from "{table}" a where a.id = :id and {scope.on("a")}'  # scopes are constants
    values = {**parameters(actor), "id": id_}
    row = await (_locked(sql, "a", values) if lock else db.fetch_one(sql, values))
    return None if row is None else model._init_from_db(**row)  # type: ignore[arg-type]  # noqa: SLF001  # as Tortoise does with its rows


def _missing(model: type[Model]) -> str:
    return f"There is no such {_NAMES.get(model) or model.__name__.lower()}."


_NAMES: Final[Mapping[type[Model], str]] = {
    Poc: "POC", PocTemplate: "template", TaskGroup: "group of tasks", SuccessCriterion: "criterion",
    PartnerLink: "partner link", PartnershipChange: "proposal", ApiKey: "API key",
    IntegrationShare: "share", ActingSession: "acting session",
}  # fmt: skip
