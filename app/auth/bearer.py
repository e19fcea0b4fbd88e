"""The bearer of an access token: who that is now, whatever the token said when it was given out."""

from __future__ import annotations

from uuid import UUID

from app.auth import tokens
from app.auth.actor import Actor, Origin
from app.auth.permissions import permissions_of
from app.core import db
from app.core.errors import unauthenticated
from app.core.runtime import now
from app.models import Role
from app.models.fields import words

_OPEN = """
select s.user_id, s.tenant_id, m.roles
from session s left join membership m on m.tenant_id = s.tenant_id and m.user_id = s.user_id and m.status = 'ACTIVE'
where s.id = :session and s.revoked_at is null and s.expires_at > :now and (s.tenant_id is null or m.id is not null)
"""


async def actor_of(token: str, origin: Origin) -> Actor:
    """Who sends this token. UNAUTHENTICATED unless its session is open, and the membership it works by is active.

    A token given out before its session went to another tenant is refused, too: nobody should write into another tenant
    than they believe. It reads one row and writes nothing: when a session was used is written when it is refreshed.
    """
    claims = tokens.verify(token)
    actor = await actor_in(claims.session_id, origin)
    if actor is None or (actor.user_id, actor.tenant_id) != (claims.user_id, claims.tenant_id):
        raise unauthenticated("The session has ended; sign in again.")
    return actor


async def actor_in(session_id: UUID, origin: Origin) -> Actor | None:
    """Who works in a session, with the rights of this moment; None if it is not open."""
    row = await db.fetch_one(_OPEN, {"session": session_id, "now": now()})
    if row is None:
        return None
    roles = frozenset(Role(word) for word in words(row["roles"] or ""))
    return Actor(db.uuid(row["user_id"]), db.uuid(row["tenant_id"]), session_id, roles, permissions_of(roles), origin)
