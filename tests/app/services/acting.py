"""What tests of acting sessions share: real tokens of them, and the events in the logs of both sides."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from app.auth import bearer
from app.auth.actor import Actor
from app.core.errors import Refused
from app.models import Event
from app.services.acting import Started
from tests.world import ORIGIN

WHY = "They asked us to have a look."


async def opened(token: str) -> Actor | None:
    """Who comes with an access token; None if it is refused."""
    try:
        return await bearer.actor_of(token, ORIGIN)
    except Refused:
        return None


async def inside(started: Started) -> Actor:
    """Who works in an acting session that has begun."""
    actor = await opened(started.access_token)
    assert actor is not None
    return actor


async def told(action: str, tenant_id: UUID) -> list[dict[str, Any]]:
    """What a tenant's log says of an action, oldest first."""
    return [
        {
            "actor": event.actor_id, "partner": event.partner_id, "acting": event.acting_id, "session": event.session_id,
            "kind": event.target_kind, "target": event.target_id, "changes": event.changes,
        }
        for event in await Event.filter(action=action, tenant_id=tenant_id).order_by("id")
    ]  # fmt: skip
