"""Verifying audit logs: each tenant's chain is walked and hashed again, and whatever was changed, taken out or not sealed is told."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Final
from uuid import UUID

from app.core import db
from app.core.ids import to_text
from app.core.runtime import now
from app.services.audit_chain import BEGINNING, READ, link

SEALED_WITHIN: Final = timedelta(hours=3)
"""By then every event has its seal, where a worker runs."""
_AT_ONCE: Final = 1000


@dataclass(frozen=True, slots=True)
class Verified:
    """A tenant's log: how many events hold, up to which hash, the first thing that is wrong, and how many wait for their seal too long."""

    tenant_id: UUID
    events: int
    head: str
    problem: str | None
    unsealed: int

    @property
    def holds(self) -> bool:
        """Whether nothing is wrong."""
        return self.problem is None and self.unsealed == 0

    @property
    def told(self) -> str:
        """A line for the operator. The head of a chain is its last number and hash, to be written down elsewhere."""
        found = [*([self.problem] if self.problem else []), *([f"{self.unsealed} events are not sealed"] if self.unsealed else [])]
        return f"{to_text('tenant', self.tenant_id)} head {self.events}:{self.head} {'; '.join(found) or 'holds'}"


async def verify(tenant_id: UUID | None = None) -> AsyncIterator[Verified]:
    """Walk the chain of each tenant, or of one, in constant memory. After the first break of a chain nothing more is said of it.

    What was cut off at a chain's end leaves no trace in it: whoever wants to know writes down number and hash of the head.
    """
    if tenant_id is not None:
        yield await _verified(tenant_id)
        return
    last = UUID(int=0)
    while (row := await db.fetch_one("select id from tenant where id > :last order by id limit 1", {"last": last})) is not None:
        last = UUID(str(row["id"]))
        yield await _verified(last)


async def _verified(tenant_id: UUID) -> Verified:
    number, head, problem = 0, BEGINNING, None
    while problem is None and (rows := await _places(tenant_id, number)):
        for row in rows:
            if (problem := _problem(row, number + 1, head)) is not None:
                break
            number, head = number + 1, row["hash"]
    return Verified(tenant_id, number, head, problem, await _unsealed(tenant_id))


async def _places(tenant_id: UUID, number: int) -> list[db.Row]:
    values = {"tenant": tenant_id, "number": number, "most": _AT_ONCE}
    return list(
        await db.fetch(
            f"select s.number, s.hash, s.event_id as sealed, {READ} from event_seal s left join event e on e.id = s.event_id"
            " where s.tenant_id = :tenant and s.number > :number order by s.number limit :most",
            values,
        )
    )


def _problem(row: db.Row, number: int, before: str) -> str | None:
    if row["number"] != number:
        return f"number {number} is missing"
    if row["id"] is None:
        return f"the event of number {number}, {row['sealed']}, is missing"
    if link(before, row) != row["hash"]:
        return f"number {number}, the event {row['id']}, is not what was sealed"
    return None


async def _unsealed(tenant_id: UUID) -> int:
    row = await db.fetch_one(
        "select count(*) as n from event e where e.tenant_id = :tenant and e.at < :sealed_by"
        " and not exists (select 1 from event_seal s where s.event_id = e.id)",
        {"tenant": tenant_id, "sealed_by": now() - SEALED_WITHIN},
    )
    return int(row["n"]) if row else 0
