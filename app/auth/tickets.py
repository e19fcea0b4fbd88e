"""Tickets: short-lived addresses of files, each made for one person in one session, who is looked up again when it is used."""

from __future__ import annotations

from base64 import urlsafe_b64decode, urlsafe_b64encode
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final
from uuid import UUID

from app.auth import bearer
from app.auth.actor import Actor, Origin
from app.core.runtime import current, now

_NONE: Final = UUID(int=0)
_ID: Final = 16


class Purpose(StrEnum):
    """What a ticket is good for, and no other thing."""

    UPLOAD = "upload of a file"
    DOWNLOAD = "download of a resource"
    EXPORT = "export of an audit log"


def issue(purpose: Purpose, subject: UUID, actor: Actor, lifetime: timedelta) -> tuple[str, datetime]:
    """A ticket, and when it ends (a full second). In the same second it is the same again.

    Its ids are no secret, its mark is: as long as any other token of ours, so that logs hide it like one.
    """
    ends = now().replace(microsecond=0) + lifetime
    ids = (subject, actor.user, actor.session_id, actor.tenant_id, actor.partner_id, actor.key_id)
    said = _encode(b"".join((id_ or _NONE).bytes for id_ in ids) + int(ends.timestamp()).to_bytes(8))
    return f"{said}.{_encode(bytes.fromhex(current().keys.mark(purpose, said)))}", ends


async def redeem(purpose: Purpose, ticket: str, origin: Origin) -> tuple[Actor, UUID] | None:
    """Who holds a ticket of ours, with the rights of this moment, and what it is for.

    None if it is not ours or over, or if that session has ended or has gone to another tenant. With a partner it is an acting
    session, with a key there is none.
    """
    try:
        said, mark = ticket.split(".")
        if not current().keys.marked(purpose, said, urlsafe_b64decode(mark + "=").hex()):
            return None
        content = urlsafe_b64decode(said + "==")  # more than is missing does no harm
    except ValueError:
        return None
    ids = [UUID(bytes=content[at : at + _ID]) for at in range(0, 6 * _ID, _ID)]
    subject, user_id, session_id, tenant_id, partner_id, key_id = ids
    if now().timestamp() >= int.from_bytes(content[6 * _ID :]):
        return None
    if key_id != _NONE:
        actor = await bearer.actor_by(key_id, origin)
    else:
        actor = await (bearer.actor_in if partner_id == _NONE else bearer.acting_in)(session_id, origin)
    if actor is None or (actor.user_id, actor.tenant_id or _NONE, actor.partner_id or _NONE) != (user_id, tenant_id, partner_id):
        return None
    return actor, subject


def _encode(content: bytes) -> str:
    return urlsafe_b64encode(content).rstrip(b"=").decode()
