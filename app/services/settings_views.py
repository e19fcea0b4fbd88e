"""Settings of integrations as they are read; that a customer looked at those of its partner is recorded."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

import orjson

from app.auth import partnering
from app.auth.actor import Actor
from app.auth.scopes import parameters
from app.core import db
from app.core.runtime import now
from app.models import Partnership
from app.models.integrations import SHARE_HOLDS
from app.services import budgets, partnerships, visits


@dataclass(frozen=True, slots=True)
class SettingsView:
    """A look of somebody of the customer at the settings of a shared integration."""

    actor: Actor
    integration_id: UUID
    share_id: UUID
    partnership_id: UUID
    at: datetime

    @property
    def key(self) -> tuple[UUID, UUID]:
        """The person and the integration."""
        return self.actor.user, self.integration_id

    async def write(self) -> None:
        """The event in the logs of both sides, unless there was one just now; also if the share is over by now: they were shown."""
        async with db.transaction():
            once = f"settings viewed:{self.actor.user}:{self.integration_id}"
            if await budgets.spend(once, 1, self.at + visits.APART):
                partnership = await Partnership.get(id=self.partnership_id)
                changes = {"integrationId": [None, str(self.integration_id)]}
                await partnerships.record_of(self.actor, "share.settings_viewed", "share", self.share_id, partnership, changes)


async def settings_of(actor: Actor, ids: Sequence[UUID]) -> Mapping[UUID, Any]:
    """The settings of integrations, of those whose settings the actor may see; by id.

    Whoever reads what a partner shares, wherever they find it, is noted, at most once in five minutes per person and integration;
    the partner's person who acts for the customer is not: they are the partner's own.
    """
    sql = (
        "select a.id, a.settings, given.id as share_id, given.partnership_id from integration a"
        " left join integration_share given on given.integration_id = a.id and given.organization_id = :tenant"
        f" and given.permission = 'USE_AND_VIEW_SETTINGS' and {SHARE_HOLDS.replace('{a}', 'given')}"
        f" where a.id in :ids[uuid] and {partnering.integration_settings(actor).on('a')}"
    )
    found: dict[UUID, Any] = {}
    for row in await db.fetch(sql, {**parameters(actor), "ids": list(ids)}):
        id_, settings = UUID(str(row["id"])), row["settings"]
        found[id_] = orjson.loads(settings) if isinstance(settings, str) else settings
        if row["share_id"] is not None and actor.at_home:
            share_id, partnership_id = UUID(str(row["share_id"])), UUID(str(row["partnership_id"]))
            visits.remember(SettingsView(actor, id_, share_id, partnership_id, now()))
    return found
