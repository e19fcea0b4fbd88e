"""The success criteria of a POC as its page shows them, who signed them, and the versions that a signature is for."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final
from uuid import UUID

from app.auth import policies
from app.auth.actor import Actor
from app.auth.scopes import parameters
from app.core import db, ids
from app.core.errors import Code, refuse
from app.pages.people import full_name

_LARGEST: Final = 2**31 - 1


@dataclass(frozen=True, slots=True)
class SignatureSeen:
    """A consent. It is for the criterion as it is now only if it is `current`."""

    name: str | None
    at: datetime | None
    current: bool
    is_viewers: bool


@dataclass(frozen=True, slots=True)
class CriterionSeen:
    """What shall be reached."""

    id: str
    version: int
    title: str
    description: str | None
    target: str
    unit: str | None
    must_have: bool
    achieved: str | None
    outcome: str
    signatures: list[SignatureSeen] = field(default_factory=list)

    @property
    def signed_by_viewer(self) -> bool:
        """Whether the viewer has signed it as it is now."""
        return any(signature.current and signature.is_viewers for signature in self.signatures)


@dataclass(frozen=True, slots=True)
class Criteria:
    """All of them."""

    all: list[CriterionSeen]

    @property
    def unsigned(self) -> list[CriterionSeen]:
        """Those that the viewer has not signed as they are now."""
        return [criterion for criterion in self.all if not criterion.signed_by_viewer]

    @property
    def met(self) -> int:
        """How many are met."""
        return sum(criterion.outcome == "MET" for criterion in self.all)


async def on_poc(actor: Actor, poc_id: UUID) -> Criteria:
    """As the staff put them."""
    sql = (
        "select c.id, c.version, c.title, c.description, c.target, c.unit, c.must_have, c.achieved, c.outcome from criterion c"
        f" where c.poc_id = :poc and {policies.criteria(actor).on('c')} order by c.position, c.id"
    )
    rows = await db.fetch(sql, {**parameters(actor), "poc": poc_id})
    signed = await _signatures(actor, poc_id)
    return Criteria([_criterion(row, signed.get(db.uuid(row["id"]), [])) for row in rows])


async def _signatures(actor: Actor, poc_id: UUID) -> dict[UUID | None, list[SignatureSeen]]:
    """The last of each person, by criterion, in the order of signing."""
    sql = (
        "select s.criterion_id, s.signed_at, u.first_name, u.last_name, case when s.version = c.version then 1 else 0 end as is_current,"
        " case when s.signed_by_id = :user then 1 else 0 end as is_viewers"
        ' from criterion_signature s join criterion c on c.id = s.criterion_id join "user" u on u.id = s.signed_by_id'
        f" where c.poc_id = :poc and {policies.signatures(actor).on('s')}"
        " and not exists (select 1 from criterion_signature later where later.criterion_id = s.criterion_id"
        " and later.signed_by_id = s.signed_by_id and later.version > s.version)"
        " order by s.signed_at, s.id"
    )
    found: dict[UUID | None, list[SignatureSeen]] = {}
    for row in await db.fetch(sql, {**parameters(actor), "poc": poc_id}):
        name, at = full_name(row["first_name"], row["last_name"]), db.instant(row["signed_at"])
        signature = SignatureSeen(name, at, bool(row["is_current"]), bool(row["is_viewers"]))
        found.setdefault(db.uuid(row["criterion_id"]), []).append(signature)
    return found


def _criterion(row: db.Row, signatures: list[SignatureSeen]) -> CriterionSeen:
    return CriterionSeen(
        ids.to_text("criterion", UUID(str(row["id"]))), row["version"], row["title"], row["description"], row["target"], row["unit"],
        bool(row["must_have"]), row["achieved"], row["outcome"], signatures,
    )  # fmt: skip


def as_shown(criteria: Iterable[CriterionSeen]) -> str:
    """Which criteria in which versions somebody was shown: `criterion_…:2 criterion_…:1`. A form has few fields, and there may be many."""
    return " ".join(f"{criterion.id}:{criterion.version}" for criterion in criteria)


def read(shown: str) -> list[tuple[UUID | None, int]]:
    """The same, from a form. INVALID if it was not written by `as_shown`."""
    versions: list[tuple[UUID | None, int]] = []
    for one in shown.split():
        id_, _, version = one.partition(":")
        if not (version.isascii() and version.isdecimal() and len(version) <= len(str(_LARGEST)) and int(version) <= _LARGEST):
            raise refuse(Code.INVALID, "This can't be signed: load the page again.")
        versions.append((ids.parse(id_, "criterion"), int(version)))
    return versions
