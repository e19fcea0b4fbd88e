"""Idempotency: a request that comes again, with the same key from the same caller, finds what its fields have done already.

A request is claimed by one run at a time, for as long as its lease, which is prolonged on the way from field to field. What decides
is not the lease but the row of an effect: it is written in the transaction of what it tells of, and there is one for each place of
a request. So a run that died has done all of a field or nothing, and a run that was thought dead and was not takes back what
another has done meanwhile.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID

import orjson
import structlog

from app.auth.actor import Actor
from app.core import db
from app.core.crypto import token_hash
from app.core.errors import Refusal, Refused
from app.core.ids import new_id
from app.core.runtime import current, now

LIFETIME: Final = timedelta(hours=24)
"""How long a key is remembered, from when it first came."""
LEASE: Final = timedelta(seconds=60)
"""After that a run that has not ended counts as dead. A field begins with half of it at least, which is longer than any waits."""
_AT_ONCE: Final = 500
_PURPOSE: Final = "idempotent request"
_PLACE_LENGTH: Final = 200
_OVER: Final = "expires_at <= :now and (leased_until is null or leased_until <= :now)"
_log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Claim:
    """A request that nobody else runs at the moment, and what earlier runs of it have done, by place."""

    request_id: UUID
    lease: UUID
    is_new: bool
    """Whether it never came before."""
    began_at: datetime
    effects: Mapping[str, Any] = field(default_factory=dict, repr=False)

    def done(self, place: str) -> Any:
        """The facts of what was done at a place; None if nothing was."""
        return self.effects.get(_short(place))


class DoneMeanwhileError(Exception):
    """Another run of the same request has done it: leaving the transaction by this takes back what was done here."""


async def claim(actor: Actor, key: str, body: str) -> Claim:
    """Begin to run a request. IDEMPOTENCY_MISMATCH if the key came with another body, IDEMPOTENCY_RUNNING while it runs elsewhere.

    Of the body only a mark is kept, by which nobody can try what it was: it may have a password in it.
    """
    caller = caller_of(actor)
    if (made := await _claim_new(caller, key, body)) is not None:
        return made
    values = {"caller": caller, "key": key, "now": now()}
    row = await db.fetch_one("select id, body_mark, expires_at from idempotent_request where caller = :caller and key = :key", values)
    if row is not None and (expires_at := db.instant(row["expires_at"])) and expires_at > now():
        if not current().keys.marked(_PURPOSE, _marked(caller, body), row["body_mark"]):
            raise Refused(Refusal.IDEMPOTENCY_MISMATCH, "This Idempotency-Key came with another request before.")
        return await _claim_again(UUID(str(row["id"])))
    await db.execute(f"delete from idempotent_request where caller = :caller and key = :key and {_OVER}", values)
    if (made := await _claim_new(caller, key, body)) is not None:
        return made
    raise _running()


async def prolong(claimed: Claim) -> None:
    """Before a field begins: give the run a whole lease again, once half of the first is over.

    IDEMPOTENCY_RUNNING if another run has it by now, since what it does might be no transaction that finds that out.
    """
    at = now()
    if at - claimed.began_at < LEASE / 2:
        return
    values = {"id": claimed.request_id, "lease": claimed.lease, "until": at + LEASE}
    if not await db.execute("update idempotent_request set leased_until = :until where id = :id and lease = :lease", values):
        raise _running()


async def keep(claimed: Claim, place: str, facts: Any) -> None:
    """Write what was done at a place, in the caller's transaction. DoneMeanwhileError if another run of the request was faster."""
    effect = {"id": new_id(), "request_id": claimed.request_id, "place": _short(place), "facts": orjson.dumps(facts).decode()}
    if not await db.insert(("idempotent_effect", effect), unless_taken=True):
        raise DoneMeanwhileError


async def done_meanwhile(claimed: Claim, place: str) -> Any:
    """What the other run has done there."""
    effects = await _effects(claimed.request_id)
    if (facts := effects.get(_short(place))) is None:  # and forgotten since: its time has passed
        raise _running()
    return facts


async def release(claimed: Claim, *, began: bool = True) -> None:
    """Say that the run has ended, whatever came of it; if it never began, the key of a new request is free again.

    If that fails, the lease ends by itself.
    """
    ending = "update idempotent_request set lease = null, leased_until = null"
    if claimed.is_new and not began:
        ending = "delete from idempotent_request"
    try:
        await db.execute(f"{ending} where id = :id and lease = :lease", {"id": claimed.request_id, "lease": claimed.lease})
    except Exception:  # noqa: BLE001  # what was done is done, and its answer is ready
        _log.exception("request not released")


async def sweep() -> None:
    """Delete the requests whose time has passed, a few at a time. Any number of workers may do it at once."""
    sql = f"delete from idempotent_request where id in (select id from idempotent_request where {_OVER} order by expires_at limit :most)"
    while await db.execute(sql, {"now": now(), "most": _AT_ONCE}) >= _AT_ONCE:  # SQLite counts their effects, too
        pass


def caller_of(actor: Actor) -> str:
    """Whose keys they are: of a person in a tenant, of the same person acting there for a partner, and of each API key others."""
    way = f"key:{actor.key_id}" if actor.key_id else f"partner:{actor.partner_id}" if actor.acting else "session"
    return f"tenant:{actor.tenant_id or '-'} user:{actor.user} {way}"


async def _claim_new(caller: str, key: str, body: str) -> Claim | None:
    at = now()
    made = Claim(new_id(), new_id(), is_new=True, began_at=at)
    row: dict[str, object] = {
        "id": made.request_id, "caller": caller, "key": key, "body_mark": current().keys.mark(_PURPOSE, _marked(caller, body)),
        "created_at": at, "expires_at": at + LIFETIME, "lease": made.lease, "leased_until": at + LEASE,
    }  # fmt: skip
    return made if await db.insert(("idempotent_request", row), unless_taken=True) else None


async def _claim_again(request_id: UUID) -> Claim:
    """The statement decides: of several at once, one runs."""
    lease, at = new_id(), now()
    claimed = await db.execute(
        "update idempotent_request set lease = :lease, leased_until = :until"
        " where id = :id and (leased_until is null or leased_until <= :now)",
        {"id": request_id, "lease": lease, "until": at + LEASE, "now": at},
    )
    if not claimed:
        raise _running()
    return Claim(request_id, lease, is_new=False, began_at=at, effects=await _effects(request_id))


async def _effects(request_id: UUID) -> dict[str, Any]:
    rows = await db.fetch("select place, facts from idempotent_effect where request_id = :id", {"id": request_id})
    return {row["place"]: db.json(row["facts"]) for row in rows}


def _running() -> Refused:
    return Refused(Refusal.IDEMPOTENCY_RUNNING, "The request with this Idempotency-Key still runs; try again.", retry_after=1)


def _marked(caller: str, body: str) -> str:
    return f"{caller}\0{body}"


def _short(place: str) -> str:
    """An alias may be as long as anybody likes."""
    return place if len(place) <= _PLACE_LENGTH else token_hash(place)
