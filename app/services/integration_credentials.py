"""Credentials of integrations at rest: sealed for their integration, opened for checks, sealed anew when keys change."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

import orjson

from app.core import db
from app.core.runtime import current
from app.services.integration_kinds.kind import Facts

HIDDEN: Final = "[redacted]"
"""What stands in events for a credential, and for the values of settings."""
_BATCH: Final = 100


def seal(integration_id: UUID, credential: Facts) -> str:
    """What is kept of a credential. It opens for this integration only, so that moving it to another row makes it useless."""
    return current().keys.seal_for(_owner(integration_id), orjson.dumps(credential).decode())


def unseal(integration_id: UUID, sealed: str | None) -> Facts | None:
    """The credential, if there is one. Raises ValueError where no key opens it."""
    if sealed is None:
        return None
    credential: dict[str, Any] = orjson.loads(current().keys.unseal_for(_owner(integration_id), sealed))
    return credential


@dataclass(frozen=True, slots=True)
class Resealed:
    """How many credentials were sealed anew, and how many no key opens."""

    sealed: int = 0
    lost: int = 0


async def reseal() -> Resealed:
    """Seal with the newest key what an older one sealed. May be interrupted, repeated, and run while others serve.

    What somebody replaces meanwhile stays as they wrote it.
    """
    done, last = Resealed(), UUID(int=0)
    while rows := await db.fetch(
        f"select i.id, i.credential from integration i where i.credential is not null and i.id > :last order by i.id limit {_BATCH}",
        {"last": last},
    ):
        for row in rows:
            last = UUID(str(row["id"]))
            done = await _reseal(done, last, row["credential"])
    return done


async def _reseal(done: Resealed, integration_id: UUID, old: str) -> Resealed:
    keys = current().keys
    if keys.sealed_by_newest(old):
        return done
    try:
        new = keys.seal_for(_owner(integration_id), keys.unseal_for(_owner(integration_id), old))
    except ValueError:
        return Resealed(done.sealed, done.lost + 1)
    values = {"id": integration_id, "old": old, "new": new}
    count = await db.execute("update integration set credential = :new where id = :id and credential = :old", values)
    return Resealed(done.sealed + count, done.lost)


def _owner(integration_id: UUID) -> str:
    return f"integration {integration_id}"
