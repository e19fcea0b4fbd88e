"""When API keys were last used: noted with a request and written down a little later, at most once a minute for each key."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from app.auth.actor import Actor
from app.core import db
from app.core.runtime import now
from app.services import visits

APART: Final = timedelta(minutes=1)
"""Uses within so long are one."""

_WRITE: Final = "update api_key set last_used_at = :at where id = :id and (last_used_at is null or last_used_at <= :before)"
"""The statement that decides: of any number of processes that noted a use, one writes it, and never an earlier one over a later."""


@dataclass(frozen=True, slots=True)
class KeyUse:
    """A use of a key that waits to be written."""

    key_id: UUID
    at: datetime

    @property
    def key(self) -> tuple[UUID, UUID]:
        """The key, as who used it and what was used."""
        return self.key_id, self.key_id

    async def write(self) -> None:
        """Write it, unless another process has just written one."""
        await db.execute(_WRITE, {"id": self.key_id, "at": self.at, "before": self.at - APART})


def note(actor: Actor) -> None:
    """Remember that a program has just asked by its key. Nothing for everybody else."""
    if actor.key_id is not None:
        visits.remember(KeyUse(actor.key_id, now()), apart=APART)
