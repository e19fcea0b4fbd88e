"""Seats: how many people a tenant's plan has room for. Who is there stays, whatever becomes of the plan; nobody more comes."""

from __future__ import annotations

from uuid import UUID

from app.auth.plans import seat_left
from app.core import db
from app.core.errors import Code, refuse
from app.core.runtime import now


async def require(tenant_id: UUID, *path: str) -> None:
    """SEAT_LIMIT at `path`, unless there is room for another one.

    In the caller's transaction, which holds the tenant (`tenants.hold`): of two who want the last seat, one gets it. Accepting
    takes none: whoever is invited has it already.
    """
    if not await db.fetch_one(f"select 1 where {seat_left(':tenant')}", {"tenant": tenant_id, "now": now()}):
        raise refuse(Code.SEAT_LIMIT, "The plan of this organization has no seat left.", *path)
