"""Finding what a service works on: only through the policies, so that what one can't see is NOT_FOUND."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar
from uuid import UUID

from tortoise.models import Model

from app.auth import policies
from app.auth.actor import Actor
from app.auth.permissions import Permission
from app.auth.scopes import Scope, parameters
from app.core import db
from app.core.errors import Code, forbidden, refuse
from app.models import Customer, Invitation, Participant, Poc

M = TypeVar("M", bound=Model)


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


async def find_participant(actor: Actor, id_: UUID | None, *path: str) -> Participant:
    """A participant of a POC whose staff the actor is, with PARTICIPANTS_INVITE."""
    needed = (Permission.PARTICIPANTS_INVITE,)
    return await _managed(Participant, actor, id_, policies.participant_records, policies.participants, path, needed)


async def find_invitation(actor: Actor, id_: UUID | None, *path: str) -> Invitation:
    """An invitation that the actor may manage; one's own accepted one is FORBIDDEN."""
    return await _managed(Invitation, actor, id_, policies.managed_invitations, policies.invitations, path, ())


async def find_customer(actor: Actor, id_: UUID | None, *path: str) -> Customer:
    """A customer record of the session's tenant."""
    return await find(Customer, actor, id_, policies.customers(actor), *path)


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


async def _found(model: type[M], actor: Actor, id_: UUID | None, scope: Scope, *, lock: bool) -> M | None:
    """The row, in one statement: whoever has waited for its lock reads what was written meanwhile.

    No key of a row is ever changed, so the lock is the weaker one: inserts that refer to the row need not wait for it. Who
    deletes the row needs the stronger one, and DELETE takes it.
    """
    if id_ is None:
        return None
    locking = " for no key update" if lock and db.dialect() == "postgres" else ""
    table = model._meta.db_table  # noqa: SLF001  # no public way to a model's table
    sql = f'select a.* from "{table}" a where a.id = :id and {scope.on("a")}{locking}'  # scopes are constants
    row = await db.fetch_one(sql, {**parameters(actor), "id": id_})
    return None if row is None else model._init_from_db(**row)  # type: ignore[arg-type]  # noqa: SLF001  # as Tortoise does with its rows


def _missing(model: type[Model]) -> str:
    return f"There is no such {'POC' if model is Poc else model.__name__.lower()}."
