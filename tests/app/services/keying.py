"""What tests of API keys share: somebody with every role who makes them, and the program that works by one."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from app.auth import bearer
from app.auth.actor import Actor
from app.auth.permissions import GRANTABLE
from app.models import ApiKey, Event, Role, User
from app.services import api_keys
from app.services.api_keys import Created
from tests.app.services.membering import employ
from tests.world import ORIGIN, World


async def maker(world: World, name: str = "kay") -> User:
    """One more member of Northwind, with every role."""
    return await employ(world, world.northwind, name, *GRANTABLE)


async def made(
    world: World, by: User, *, roles: Iterable[Role] = GRANTABLE, name: str = "CRM", expires_at: datetime | None = None
) -> Created:  # fmt: skip
    """A new key of somebody."""
    return await api_keys.create(world.actor(by), name=name, roles=roles, expires_at=expires_at)


async def program(world: World, by: User | None = None, *, roles: Iterable[Role] = GRANTABLE) -> Actor:
    """Who works by a new key of somebody; unless told, one with every role."""
    return await holder(await made(world, by or await maker(world), roles=roles))


async def holder(created: Created) -> Actor:
    """Who works by a key now."""
    return await bearer.actor_of(created.secret, ORIGIN)


async def ended(key_id: UUID) -> bool:
    """Whether a key was revoked."""
    return (await ApiKey.get(id=key_id)).revoked_at is not None


async def told(action: str) -> list[tuple[UUID | None, UUID | None, UUID | None, UUID]]:
    """The events of an action: in whose log, by whom, by which key, of which key."""
    found = await Event.filter(action=action).order_by("at", "id")
    return [(event.tenant_id, event.actor_id, event.api_key_id, event.target_id) for event in found]
