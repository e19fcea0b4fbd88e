"""Changes on a POC: the event of each, and the times at which the POC was last changed, for its staff and for its customers."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID

from app.auth.actor import Actor
from app.core import db
from app.core.runtime import now
from app.models import Poc
from app.services import events


async def record(
    actor: Actor,
    poc: Poc,
    action: str,
    target_kind: str,
    target_id: UUID,
    *,
    shared: bool,
    shown: bool = True,
    changes: Mapping[str, object] | None = None,
) -> None:
    """Write the event of a change on a POC, in the log of its tenant, and move the POC's times.

    `shared`: customers may know of it. What they may not know of must not move the time that they see. Without `shown` they
    see the POC as it is now, and not in its activity what happened: not who was removed.
    """
    await events.record(
        actor, action, target_kind, target_id, tenant_id=poc.tenant_id, poc_id=poc.id, changes=changes, shared=shared and shown
    )  # fmt: skip
    times = "updated_at = :now, shared_updated_at = :now" if shared else "updated_at = :now"
    await db.execute(f"update poc set {times} where id = :id", {"now": now(), "id": poc.id})
