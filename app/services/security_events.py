"""Events about a person's sessions and passwords: in whose logs they stand."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from uuid import UUID

import structlog

from app.auth.actor import Actor, Origin
from app.core import db
from app.services import events

_log = structlog.get_logger()


async def record(
    actor: Actor,
    action: str,
    target_kind: str,
    target_id: UUID,
    *,
    of: UUID,
    tenant_id: UUID | None = None,
    changes: Mapping[str, object] | None = None,
) -> None:
    """Write what happened to the person `of`, in the caller's transaction.

    It stands in the log of the tenant that the session works in. Where there is none (a failed sign-in, a reset), in the
    logs of all tenants where the person is an active member, without address and browser, which are no business of
    theirs; for a person without any, in the operator's log only.
    """
    if tenant_id:
        await events.record(actor, action, target_kind, target_id, tenant_id=tenant_id, changes=changes)
        return
    rows = await db.fetch("select tenant_id from membership where user_id = :user and status = 'ACTIVE' order by id", {"user": of})
    discreet = replace(actor, tenant_id=None, origin=Origin(request_id=actor.origin.request_id))
    for row in rows:
        await events.record(discreet, action, target_kind, target_id, tenant_id=db.uuid(row["tenant_id"]), changes=changes)
    if not rows:
        _log.info(action, user=str(of), ip=actor.origin.ip, request_id=actor.origin.request_id)


def of_stranger(actor: Actor, action: str, mark: str) -> None:
    """Tell the operator's log about an address that nobody has here, marked so that it can be recognized but not read."""
    _log.info(action, address=mark, ip=actor.origin.ip, request_id=actor.origin.request_id)
