"""Events for tests of audit logs: written as services do, many at once, and changed as only the owner of the database could."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterable, Mapping
from contextlib import asynccontextmanager
from datetime import timedelta
from typing import Any
from uuid import UUID

from app.auth.actor import Actor
from app.core import db
from app.core.ids import new_id
from app.core.runtime import now
from app.models import Event
from app.services import audit_verifying, events
from app.services.audit_verifying import Verified


async def happen(actor: Actor, count: int = 1, action: str = "tenant.changed") -> list[UUID]:
    """Something is done to the actor's tenant, a few times; the ids of the events."""
    told = []
    for place in range(count):
        told += events.rows(actor, action, "tenant", actor.tenant, changes={"name": [None, f"Name {place}"]})
    await db.insert(*told)
    return [UUID(str(row["id"])) for table, row in told if table == "event"]


async def verified() -> dict[UUID, Verified]:
    """What verifying says of each tenant."""
    return {log.tenant_id: log async for log in audit_verifying.verify()}


async def many(tenant_id: UUID, columns: Iterable[Mapping[str, Any]]) -> None:
    """Events of a tenant, a second after one another up to now, each with columns of its own."""
    rows = list(columns)
    begin = now() - timedelta(seconds=len(rows))
    usual = {"action": "session.started", "target_kind": "session", "tenant_id": tenant_id}
    made = [Event(**{**usual, "target_id": new_id(), "at": begin + timedelta(seconds=place), **row}) for place, row in enumerate(rows)]
    await Event.bulk_create(made, batch_size=1000)


@asynccontextmanager
async def as_owner() -> AsyncIterator[None]:
    """Without the triggers that refuse it, and (on PostgreSQL) without constraints; in a transaction."""
    async with db.transaction():
        if db.dialect() == "postgres":
            await db.execute("set local session_replication_role = replica")
            yield
            return
        triggers = await db.fetch("select name, sql from sqlite_master where type = 'trigger' and tbl_name = 'event'")
        for trigger in triggers:
            await db.execute(f'drop trigger "{trigger["name"]}"')
        await db.execute("pragma defer_foreign_keys = on")
        yield
        for trigger in triggers:
            await db.execute(trigger["sql"])
