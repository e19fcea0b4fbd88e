"""Refusals that are recorded: whoever tries what they may not leaves an event, but not one for every try."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

import structlog

from app.core import db
from app.core.kept import Kept
from app.core.runtime import now
from app.services import events
from schema.core.context import Context

ONCE_IN: Final = timedelta(minutes=1)
_KEPT: Final = 10_000
_log = structlog.get_logger()


class Refusals:
    """Remembers in memory who was refused what, and when it was last recorded."""

    def __init__(self) -> None:
        self._recorded: Kept[tuple[UUID, str], datetime] = Kept(_KEPT, _KEPT)

    async def refused(self, context: Context, field_name: str) -> None:
        """Record that the actor was refused an operation, at most once a minute for each of both."""
        actor = context.actor
        target = actor.session_id or actor.key_id or actor.user_id
        if target is None:
            return
        last = self._recorded.get((target, field_name))
        if last is not None and now() - last < ONCE_IN:
            return
        self._recorded.put((target, field_name), now())
        try:
            async with db.transaction():
                await events.record(actor, "permission.refused", "operation", target, changes={"operation": [None, field_name]})
        except Exception:  # noqa: BLE001  # the answer is ready; a record that fails must not take it away
            _log.exception("refusal not recorded", operation=field_name)
