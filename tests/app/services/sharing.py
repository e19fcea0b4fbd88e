"""What tests of shares have in common: integrations, shares, and what became of both."""

from __future__ import annotations

from collections.abc import Awaitable
from typing import Any
from uuid import UUID

from app.core import db
from app.core.runtime import now
from app.core.text import sort_key
from app.models import Event, Integration, IntegrationKind, IntegrationShare, SharePermission, Tenant
from app.models.integrations import SHARE_STATUS
from app.services import shares
from tests.outcomes import DONE, outcome
from tests.partners import Connected
from tests.world import World, snapshot

SETTINGS = {"url": "https://inventory.example/api"}
VIEW = SharePermission.USE_AND_VIEW_SETTINGS


async def kind(key: str = "http_api") -> IntegrationKind:
    """A kind; the registry's if it is there."""
    made = await IntegrationKind.get_or_none(key=key)
    return made or await IntegrationKind.create(
        key=key,
        name=key.upper(),
        sort_name=key,
        description="",
        category="General",
        settings_schema={},
        credential_schema={},
        can_check=True,
    )


async def integration(
    world: World, name: str = "Inventory", *, of: Tenant | None = None, kind_key: str = "http_api", **given: Any
) -> Integration:
    """An integration of Northwind, unless told of whom."""
    facts: dict[str, Any] = {"settings": SETTINGS, "credential": "sealed", "created_at": now()} | given
    return await Integration.create(tenant=of or world.northwind, kind=await kind(kind_key), name=name, sort_name=sort_key(name), **facts)


async def ask_first(connected: Connected, *, ask: bool = True) -> None:
    """The customer wants to be asked."""
    await Tenant.filter(id=connected.tenant.id).update(share_consent=ask)


async def shared(world: World, what: Integration, connected: Connected, **given: Any) -> UUID:
    """Mia shares it."""
    return await shares.share(world.actor(world.mia), what.id, connected.record.id, **given)


async def status(share_id: UUID) -> str:
    """How a share stands."""
    row = await db.fetch_one(
        f"select {SHARE_STATUS.replace('{a}', 's')} from integration_share s where s.id = :id", {"id": share_id, "now": now()}
    )
    return str(row[0]) if row else "none"


async def told(share_id: UUID) -> list[tuple[str, UUID | None, UUID | None]]:
    """What the logs say of a share, in order: the action, in whose log, for which partner."""
    return [(event.action, event.tenant_id, event.partner_id) for event in await Event.filter(target_id=share_id).order_by("id")]


async def one(share_id: UUID) -> IntegrationShare:
    """Its row."""
    return await IntegrationShare.get(id=share_id)


async def refused(call: Awaitable[object]) -> str:
    """How a call was refused; nothing was written or mailed."""
    before = await snapshot()
    how = await outcome(call)
    assert how == DONE or await snapshot() == before
    return how
