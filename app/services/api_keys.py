"""API keys: making one, revoking it, and all ways in which keys end with whoever made them.

Only the hash of a secret is kept, and its beginning, by which people tell keys apart. Whom a key opens what for, and what it may,
is asked with every request (`app.auth.bearer`), so that whatever is written here holds with the next one.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final
from uuid import UUID

from app.auth import bearer, policies
from app.auth.actor import Actor
from app.auth.finding import find
from app.auth.permissions import Permission, permissions_of
from app.auth.scopes import parameters
from app.core import db, text
from app.core.crypto import new_token, token_hash
from app.core.errors import Code, UserError, UserErrors, refuse
from app.core.runtime import now
from app.models import ApiKey, Role
from app.services import events, granting, grants, tenants

MOST: Final = 50
"""Open keys of a tenant."""
_SHOWN: Final = len(bearer.KEY_PREFIX) + 8
"""So many characters of a secret tell keys apart and open nothing: 35 are left to guess."""
_OPEN: Final = "revoked_at is null and (expires_at is null or expires_at > :now)"


@dataclass(frozen=True, slots=True)
class Created:
    """The new key, and its secret, which is shown once and kept nowhere."""

    key_id: UUID
    secret: str = field(repr=False)


async def create(actor: Actor, *, name: str, roles: Iterable[Role], expires_at: datetime | None = None) -> Created:
    """Make a key of the session's tenant, by which a program works there for the actor, with the rights of these roles at most.

    REQUIRED, INVALID, TOO_LONG at `name`; REQUIRED, ROLE_NOT_ALLOWED at `roles` (each has to be within the actor's own rights);
    INVALID at `expiresAt`, unless it is to come; LIMIT_REACHED. Neither an acting session nor a key makes keys (FORBIDDEN).
    """
    actor.require_oneself()
    actor.require(Permission.API_KEYS_MANAGE)
    errors: list[UserError] = []
    called, wanted = "", frozenset[Role]()
    with text.collecting(errors):
        called = text.name(name, "name")
    with text.collecting(errors):
        wanted = _within_own(actor, grants.roles(roles, "roles"))
    with text.collecting(errors):
        _check_expiry(expires_at)
    if errors:
        raise UserErrors(errors)
    secret = bearer.KEY_PREFIX + new_token()
    async with db.transaction():
        await _hold(actor)
        count = await db.fetch_one(f"select count(*) from api_key where tenant_id = :tenant and {_OPEN}", parameters(actor))
        if count is None or count[0] >= MOST:
            raise refuse(Code.LIMIT_REACHED, f"An organization has {MOST} API keys at most; revoke one first.")
        made = await ApiKey.create(
            tenant_id=actor.tenant, name=called, prefix=secret[:_SHOWN], key_hash=token_hash(secret), roles=wanted,
            created_by_id=actor.user, created_at=now(), expires_at=expires_at,
        )  # fmt: skip
        ends = None if made.expires_at is None else made.expires_at.isoformat()
        changes = {"roles": [None, sorted(wanted)], "expiresAt": [None, ends]}
        await events.record(actor, "key.created", "api_key", made.id, changes=changes)
        return Created(made.id, secret)


async def revoke(actor: Actor, key_id: UUID | None) -> None:
    """End a key of the session's tenant, with effect on its next request. Revoked already: success, nothing changes.

    NOT_FOUND at `apiKeyId`. Neither an acting session nor a key revokes keys, not even itself (FORBIDDEN).
    """
    actor.require_oneself()
    actor.require(Permission.API_KEYS_MANAGE)
    async with db.transaction():
        found = await find(ApiKey, actor, key_id, policies.api_keys(actor), "apiKeyId")
        if await _end(found.id):
            await events.record(actor, "key.revoked", "api_key", found.id)


async def end_all(actor: Actor, user_id: UUID, tenant_id: UUID | None = None) -> None:
    """Revoke all open keys that a person made, in one tenant or everywhere, in the caller's transaction.

    After the membership, or the person's sessions, have ended: whoever makes a key holds these, so that none is made meanwhile.
    """
    where = "created_by_id = :maker" + (" and tenant_id = :home" if tenant_id else "")
    locking = " for no key update" if db.dialect() == "postgres" else ""
    values: Mapping[str, object] = {"maker": user_id, "now": now()} | ({"home": tenant_id} if tenant_id else {})
    for row in await db.fetch(f"select id, tenant_id from api_key where {where} and {_OPEN} order by id{locking}", values):
        id_, home = UUID(str(row["id"])), UUID(str(row["tenant_id"]))
        if await _end(id_):
            who, logs = (actor, events.logs_of(actor, home)) if tenant_id else (events.elsewhere(actor, home), events.Logs(tenant_id=home))
            await events.record(who, "key.revoked", "api_key", id_, **logs)


async def names_of(user_id: UUID) -> list[str]:
    """What the open keys are called that a person made, in whichever tenant."""
    sql = f"select name from api_key where created_by_id = :maker and {_OPEN} order by id"
    return [str(row["name"]) for row in await db.fetch(sql, {"maker": user_id, "now": now()})]


async def _end(key_id: UUID) -> bool:
    """Whether it was this call that ended it."""
    return await db.execute("update api_key set revoked_at = :now where id = :id and revoked_at is null", {"id": key_id, "now": now()}) == 1


async def _hold(actor: Actor) -> None:
    """Keep the tenant, by which keys are counted, and the session of whoever makes one, until the transaction ends.

    Behind the lock of the tenant a membership ends before a key is made, or with it; sessions that end with an address wait.
    """
    await tenants.hold(actor.tenant)
    if db.dialect() == "postgres":
        await db.fetch("select 1 from session where id = :session for share", {"session": actor.session_id})
    await granting.require_still(actor)


def _within_own(actor: Actor, roles: frozenset[Role]) -> frozenset[Role]:
    """ROLE_NOT_ALLOWED for one that allows more than the actor may themselves."""
    if not all(permissions_of([role]) <= actor.permissions for role in roles):
        raise refuse(Code.ROLE_NOT_ALLOWED, "A key can't do more than whoever makes it.", "roles")
    return roles


def _check_expiry(expires_at: datetime | None) -> None:
    if expires_at is not None and not now() < expires_at <= now() + grants.FURTHEST:
        raise refuse(Code.INVALID, "A key ends in the future, within a hundred years.", "expiresAt")
