"""The bearer of an access token: who that is now, whatever the token said when it was given out.

Nobody is believed without a look at the database, but that look needs no round trip of its own: `known` says who this
process last saw in the token's session, and a statement that has `HOLDS` in its WHERE finds nothing unless they are it still.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Final
from uuid import UUID

from app.auth import managing, tokens
from app.auth.actor import Actor, Origin
from app.auth.capabilities import PartnerCapability, allows
from app.auth.permissions import ACTING, BY_KEY, Permission, permissions_of
from app.auth.scopes import parameters
from app.core import db
from app.core.crypto import token_hash
from app.core.errors import unauthenticated
from app.core.runtime import current, now
from app.models import Role
from app.models.fields import words

_OPEN: Final = """
select s.user_id, s.tenant_id, m.roles
from session s left join membership m on m.tenant_id = s.tenant_id and m.user_id = s.user_id and m.status = 'ACTIVE'
where s.id = :session and s.revoked_at is null and s.expires_at > :now and (s.tenant_id is null or m.id is not null)
"""

_ACTING: Final = f"""
select a.actor_id, a.partner_id, a.customer_id, a.record_id, m.roles
from acting_session a join partnership p on p.id = a.partnership_id
join membership m on m.tenant_id = a.partner_id and m.user_id = a.actor_id and m.status = 'ACTIVE'
where a.id = :session and a.ended_at is null and a.expires_at > :now
and {allows(PartnerCapability.MANAGE_ON_BEHALF).replace("{a}", "p")}
"""

KEY_PREFIX: Final = "usk_"
"""How every API key begins."""

_BY_KEY: Final = """
select k.id, k.tenant_id, k.created_by_id, k.roles, m.roles as held
from api_key k join membership m on m.tenant_id = k.tenant_id and m.user_id = k.created_by_id and m.status = 'ACTIVE'
where {which} and k.revoked_at is null and (k.expires_at is null or k.expires_at > :now)
"""

HOLDS: Final = """exists (
select 1
from session held
left join membership held_by on held_by.tenant_id = held.tenant_id and held_by.user_id = held.user_id and held_by.status = 'ACTIVE'
where held.id = :session and held.user_id = :user and held.revoked_at is null and held.expires_at > :now
and coalesce(held_by.roles, '') = :roles and (held.tenant_id = :tenant or held.tenant_id is null and :roles = '')
)"""
"""A condition with the parameters of `scopes.parameters`: whether `actor_of` would return this very actor now.

It refers to nothing around it, so a database answers it once for a statement, by two keys. No membership has the roles '',
not even one with no role: they are written with spaces.
"""


def known(token: str, origin: Origin) -> Actor | None:
    """Who this process last saw with this token; None if it never did. UNAUTHENTICATED for a token that is not valid or has ended.

    It asks nobody, so this is a guess: what is done for such an actor stands under `HOLDS`, or `actor_of` comes first.
    """
    if token.startswith(KEY_PREFIX):
        return None
    claims = tokens.verify(token)
    if claims.partner_id:  # what is held in an acting session, HOLDS does not ask
        return None
    seen: Actor | None = current().actors.get(claims.session_id)
    if seen is None or seen.user_id != claims.user_id or seen.tenant_id != claims.tenant_id:
        return None
    return Actor(seen.user_id, seen.tenant_id, seen.session_id, seen.roles, seen.permissions, origin)


async def actor_of(token: str, origin: Origin) -> Actor:
    """Who sends this token. UNAUTHENTICATED unless its session is open, and the membership it works by is active.

    A token given out before its session went to another tenant is refused, too: nobody should write into another tenant
    than they believe. It reads one row and writes nothing: when a session was used is written when it is refreshed.
    An API key is a bearer, too.
    """
    if token.startswith(KEY_PREFIX):
        return await _of_key(token, origin)
    claims = tokens.verify(token)
    if claims.partner_id:
        return await _acting(claims, origin)
    actor = await actor_in(claims.session_id, origin)
    if actor is None or (actor.user_id, actor.tenant_id) != (claims.user_id, claims.tenant_id):
        current().actors.drop(claims.session_id)
        raise unauthenticated("The session has ended; sign in again.")
    current().actors.put(claims.session_id, actor)
    return actor


async def actor_in(session_id: UUID, origin: Origin) -> Actor | None:
    """Who works in a session, with the rights of this moment; None if it is not open."""
    row = await db.fetch_one(_OPEN, {"session": session_id, "now": now()})
    if row is None:
        return None
    return Actor(db.uuid(row["user_id"]), db.uuid(row["tenant_id"]), session_id, *_rights(row["roles"] or ""), origin)


async def require_open(actor: Actor) -> None:
    """UNAUTHENTICATED for whose session ended while they waited for a lock: of an erased person nothing is written any more."""
    if actor.session_id is None or await actor_in(actor.session_id, actor.origin) is None:
        raise unauthenticated("The session has ended; sign in again.")


async def actor_by(key_id: UUID, origin: Origin) -> Actor | None:
    """Who works by an API key, with the rights of this moment; None if it has ended, or its maker is no member any more."""
    return await _by_key("k.id = :key", key_id, origin)


async def still(actor: Actor) -> bool:
    """Whether an actor may still all that they could when they were looked up; to be asked behind a lock."""
    if actor.key_id:
        return await actor_by(actor.key_id, actor.origin) == actor
    if actor.acting:
        return actor.session_id is not None and await acting_in(actor.session_id, actor.origin) is not None
    return await db.fetch_one(f"select 1 where {HOLDS}", parameters(actor)) is not None


async def acting_in(session_id: UUID, origin: Origin) -> Actor | None:
    """Who works in an acting session, with the rights of this moment; None if it is over.

    It is over with the partnership or its capability, too, and as soon as the person could not begin it any more: as a
    member of the partner, with ACT_ON_BEHALF, and a place with MANAGE at the customer.
    """
    row = await db.fetch_one(_ACTING, {"session": session_id, "now": now()})
    if row is None:
        return None
    user_id, partner_id, record_id = (db.uuid(row[column]) for column in ("actor_id", "partner_id", "record_id"))
    at_home = Actor(user_id, partner_id, session_id, *_rights(row["roles"]), origin)
    managed = managing.customers_to_manage(at_home).on("c")
    values = {**parameters(at_home), "record": record_id}
    if not at_home.has(Permission.ACT_ON_BEHALF) or not await db.fetch_one(
        f"select 1 from customer c where c.id = :record and {managed}", values
    ):
        return None
    return Actor(user_id, db.uuid(row["customer_id"]), session_id, frozenset(), ACTING, origin, partner_id)


async def _acting(claims: tokens.Claims, origin: Origin) -> Actor:
    actor = await acting_in(claims.session_id, origin)
    if actor is None or (actor.user_id, actor.tenant_id, actor.partner_id) != (claims.user_id, claims.tenant_id, claims.partner_id):
        raise unauthenticated("The acting session has ended.")
    return actor


async def _of_key(token: str, origin: Origin) -> Actor:
    actor = await _by_key("k.key_hash = :key", token_hash(token), origin)
    if actor is None:
        raise unauthenticated("The API key is not valid, or not any more.")
    return actor


async def _by_key(which: str, key: object, origin: Origin) -> Actor | None:
    row = await db.fetch_one(_BY_KEY.replace("{which}", which), {"key": key, "now": now()})
    if row is None:
        return None
    roles, permissions = _rights_by_key(row["roles"], row["held"])
    return Actor(db.uuid(row["created_by_id"]), db.uuid(row["tenant_id"]), None, roles, permissions, origin, key_id=db.uuid(row["id"]))


@lru_cache(maxsize=64)
def _rights_by_key(written: str, held: str) -> tuple[frozenset[Role], frozenset[Permission]]:
    """Of the roles of a key those that its maker could give it now, and what is left of their rights."""
    _, of_maker = _rights(held)
    roles, of_key = _rights(written)
    return frozenset(role for role in roles if permissions_of([role]) <= of_maker), of_key & of_maker & BY_KEY


@lru_cache(maxsize=64)
def _rights(written: str) -> tuple[frozenset[Role], frozenset[Permission]]:
    """The roles that a membership has written, and what they allow."""
    roles = frozenset(Role(word) for word in words(written))
    return roles, permissions_of(roles)
