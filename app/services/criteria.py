"""Success criteria of a POC: saying what shall be reached and what was, and signing it. A signature holds for one version only."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final
from uuid import UUID

from app.auth import actions, policies
from app.auth.actor import Actor
from app.auth.finding import OnPoc, find_any_poc, find_on_poc
from app.auth.permissions import Permission
from app.auth.scopes import parameters
from app.core import db, text
from app.core.changes import UNSET, Unset
from app.core.errors import Code, UserError, UserErrors, forbidden, refuse
from app.core.ids import new_id
from app.core.runtime import now
from app.models import CriterionOutcome, Poc, SuccessCriterion
from app.services import grants, poc_changes, positions

MOST: Final = 100
"""Criteria a POC."""
HEAVIEST: Final = 100
FIELDS: Final = {
    "title": "title", "description": "description", "target": "target", "unit": "unit", "must_have": "mustHave", "weight": "weight",
    "achieved": "achieved", "outcome": "outcome", "position": "position",
}  # fmt: skip
"""The API's names of the columns that can be changed."""


async def add(
    actor: Actor,
    poc_id: UUID | None,
    *,
    title: str,
    target: str,
    description: str | None = None,
    unit: str | None = None,
    must_have: bool = True,
    weight: int = 1,
    position: int | None = None,
) -> UUID:
    """Say what else shall be reached, at a position or behind all others; the criterion's id. LIMIT_REACHED at `pocId`."""
    async with db.transaction():
        on = await find_any_poc(actor, poc_id, "pocId")
        on.require(actor, Permission.POCS_MANAGE)
        errors: list[UserError] = []
        facts = _checked(
            errors, title=title, target=target, description=description, unit=unit, must_have=must_have, weight=weight
        )  # fmt: skip
        with text.collecting(errors):
            if await SuccessCriterion.filter(poc_id=on.poc.id).count() >= MOST:
                raise refuse(Code.LIMIT_REACHED, f"A POC has at most {MOST} criteria.", "pocId")
        with text.collecting(errors):
            place = await positions.make_room("criterion", {"poc_id": on.poc.id}, position)
        if errors:
            raise UserErrors(errors)
        criterion = await SuccessCriterion.create(**facts, poc_id=on.poc.id, position=place, created_at=now())
        added = {column: value for column, value in facts.items() if value is not None}
        await _record(actor, on.poc, "criterion.added", criterion.id, _changes(dict.fromkeys(added), added))
        made: UUID = criterion.id
        return made


async def update(
    actor: Actor,
    criterion_id: UUID | None,
    *,
    title: str | Unset | None = UNSET,
    description: str | Unset | None = UNSET,
    target: str | Unset | None = UNSET,
    unit: str | Unset | None = UNSET,
    must_have: bool | Unset | None = UNSET,
    weight: int | Unset | None = UNSET,
    position: int | Unset | None = UNSET,
) -> UUID:
    """Change what is given; the POC's id. Each change adds one to the version, and so makes the signatures old.

    A move alone does not: nothing of what was signed is different. None clears, but only description and unit can be left
    empty: REQUIRED. Nothing different: success, and nothing is written.
    """
    async with db.transaction():
        on, criterion = await _managed(actor, criterion_id)
        errors: list[UserError] = []
        given = _checked(
            errors, title=title, description=description, target=target, unit=unit, must_have=must_have, weight=weight
        )  # fmt: skip
        with text.collecting(errors):
            siblings = {"poc_id": on.poc.id}
            given["position"] = await positions.settle("criterion", criterion.id, siblings, criterion.position, to=position, among=siblings)
        if errors:
            raise UserErrors(errors)
        await _write(actor, on.poc, criterion, given, "criterion.changed")
        return criterion.poc_id


async def record_outcome(
    actor: Actor, criterion_id: UUID | None, *, outcome: CriterionOutcome, achieved: str | Unset | None = UNSET
) -> UUID:
    """Say whether a criterion was met, and what was achieved; the POC's id. It is a change like any other: signatures become old."""
    async with db.transaction():
        on, criterion = await _managed(actor, criterion_id)
        given: dict[str, object] = {"outcome": outcome}
        if achieved is not UNSET:
            given["achieved"] = text.optional_name(achieved, "achieved")
        await _write(actor, on.poc, criterion, given, "criterion.outcome_recorded")
        return criterion.poc_id


async def delete(actor: Actor, criterion_id: UUID | None) -> UUID:
    """Take a criterion off its POC, with its signatures; the POC's id."""
    async with db.transaction():
        on, criterion = await _managed(actor, criterion_id)
        await criterion.delete()
        await positions.close_gap("criterion", {"poc_id": on.poc.id}, criterion.position)
        await _record(actor, on.poc, "criterion.deleted", criterion.id, {"title": [criterion.title, None]})
        return criterion.poc_id


async def sign(actor: Actor, poc_id: UUID | None, *, versions: Sequence[tuple[UUID | None, int]]) -> None:
    """Agree to criteria, each in the version that was read. All of them or none: STALE where one has been changed since.

    For participants who may sign (else FORBIDDEN), while the POC is ACTIVE (else READ_ONLY). What the same person has signed
    already stays as it is; if that is all, nothing is written.
    """
    async with db.transaction():
        on = await find_any_poc(actor, poc_id, "pocId")
        if on.as_staff or not await _may_sign(actor, on.poc):
            raise forbidden()
        on.require_writable("pocId")
        if not versions:
            raise refuse(Code.REQUIRED, "Say which criteria.", "criteria")
        await _as_read(on.poc, versions)
        signed: list[dict[str, object]] = []
        for criterion_id, version in versions:
            what = {"criterion_id": criterion_id, "version": version}
            signature = {"id": new_id(), **what, "signed_by_id": actor.user, "signed_at": now()}
            if await db.insert(("criterion_signature", signature), unless_taken=True):
                signed.append({"id": str(criterion_id), "version": version})
        if signed:
            changes = {"criteria": signed}
            await poc_changes.record(actor, on.poc, "criterion.signed", "poc", on.poc.id, shared=True, changes=changes)


async def _may_sign(actor: Actor, poc: Poc) -> bool:
    """Asked behind the POC's lock, where people's right to sign is taken and given, too."""
    may = policies.TAKES_PART & actions.MAY_SIGN
    sql = f"select 1 from poc p where p.id = :poc and {may.on('p')}"
    return await db.fetch_one(sql, {**parameters(actor), "poc": poc.id}) is not None


async def _as_read(poc: Poc, versions: Sequence[tuple[UUID | None, int]]) -> None:
    """Refuse what is no criterion of the POC, what is named twice, and what is not in this version."""
    current = {criterion.id: criterion.version for criterion in await SuccessCriterion.filter(poc_id=poc.id)}
    errors: list[UserError] = []
    named: set[UUID] = set()
    for place, (criterion_id, version) in enumerate(versions):
        at = ("criteria", str(place))
        if criterion_id is None or criterion_id not in current:
            errors.append(UserError(Code.NOT_FOUND, "There is no such criterion.", (*at, "criterionId")))
            continue
        if criterion_id in named:
            errors.append(UserError(Code.INVALID, "This criterion is named twice.", (*at, "criterionId")))
        elif version != current[criterion_id]:
            errors.append(UserError(Code.STALE, "Somebody has changed this criterion since; look at it again.", (*at, "version")))
        named.add(criterion_id)
    if errors:
        raise UserErrors(errors)


async def _managed(actor: Actor, criterion_id: UUID | None) -> tuple[OnPoc, SuccessCriterion]:
    on, criterion = await find_on_poc(SuccessCriterion, actor, criterion_id, "criterionId")
    on.require(actor, Permission.POCS_MANAGE)
    return on, criterion


async def _write(actor: Actor, poc: Poc, criterion: SuccessCriterion, given: Mapping[str, object], action: str) -> None:
    changed = {column: value for column, value in given.items() if value != getattr(criterion, column)}
    if not changed:
        return
    raised = {"version": criterion.version + 1} if changed.keys() - {"position"} else {}
    await SuccessCriterion.filter(id=criterion.id).update(**changed, **raised)
    before = {column: getattr(criterion, column) for column in changed}
    await _record(actor, poc, action, criterion.id, _changes(before, changed))


async def _record(actor: Actor, poc: Poc, action: str, criterion_id: UUID, changes: Mapping[str, object]) -> None:
    """Everybody on the POC sees its criteria, so everybody may know what becomes of them."""
    await poc_changes.record(actor, poc, action, "criterion", criterion_id, shared=True, changes=changes)


def _checked(errors: list[UserError], **given: Any) -> dict[str, Any]:
    """The columns of what is given, checked; what is wrong is added to `errors`."""
    columns: dict[str, Any] = {}
    for column, value in given.items():
        if value is not UNSET:
            with text.collecting(errors):
                columns[column] = _CHECKS[column](value, FIELDS[column])
    return columns


def _weight(value: int | None, path: str) -> int:
    weight = grants.decided(value, path)
    if not 1 <= weight <= HEAVIEST:
        raise refuse(Code.INVALID, f"A weight is 1 to {HEAVIEST}.", path)
    return weight


_CHECKS: Final[Mapping[str, Any]] = {
    "title": text.name, "description": text.body, "target": text.name, "unit": text.optional_name, "must_have": grants.decided,
    "weight": _weight,
}  # fmt: skip


def _changes(before: Mapping[str, object], after: Mapping[str, object]) -> dict[str, object]:
    """Before and after of each field, in the API's spelling. Of a description, which may name people, it is enough that it changed."""
    record: dict[str, object] = {}
    for column, value in after.items():
        pair = [before[column], value]
        record[FIELDS[column]] = [old_or_new and "[changed]" for old_or_new in pair] if column == "description" else pair
    return record
