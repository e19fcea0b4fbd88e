"""How an audit log is narrowed: the conditions, for lists and for exports, and what is wrong with a filter."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from app.core import db, ids
from app.core.errors import Code, UserError
from app.services.audit_facts import TARGETS
from app.services.events import ACTIONS

BY_ACTION: Final = "{a}.action in {value}[text]"
BY_ACTOR: Final = "{a}.actor_id = {value}"
BY_TARGET: Final = "{a}.target_id = {value}"
BY_TARGET_KIND: Final = "{a}.target_kind in {value}[text]"
BY_ACTING_SESSION: Final = "{a}.acting_id = {value}"
SINCE: Final = "{a}.at >= {value}"
UNTIL: Final = "{a}.at < {value}"
ON_BEHALF: Final = "{a}.partner_id is not null"


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditFilter:
    """Which events; everything that is given must hold. Ids as the API has them."""

    action: Sequence[str] | None = None
    actor_id: str | None = None
    target_id: str | None = None
    target_kind: Sequence[str] | None = None
    acting_session_id: str | None = None
    since: datetime | None = None
    until: datetime | None = None
    on_behalf_only: bool | None = None

    def said(self) -> dict[str, object]:
        """What was given, in the API's spelling, as JSON has it."""
        given = {NAMES[field.name]: getattr(self, field.name) for field in fields(self)}
        return {name: _written(value) for name, value in given.items() if value is not None}


@dataclass(frozen=True, slots=True, kw_only=True)
class Narrowed:
    """A filter that was checked, by its columns."""

    action: Sequence[str] | None = None
    actor_id: UUID | None = None
    target_id: UUID | None = None
    target_kind: Sequence[str] | None = None
    acting_session_id: UUID | None = None
    since: datetime | None = None
    until: datetime | None = None
    on_behalf_only: bool = False

    def written(self) -> dict[str, Any]:
        """What is kept of it: only what was given, as JSON has it."""
        given = {field.name: getattr(self, field.name) for field in fields(self)}
        return {name: _written(value) for name, value in given.items() if value is not None and value is not False}

    def conditions(self) -> tuple[list[str], dict[str, object]]:
        """As SQL over `{a}`, with its parameters."""
        texts: list[str] = [ON_BEHALF] if self.on_behalf_only else []
        values: dict[str, object] = {}
        for name, condition in _CONDITIONS.items():
            if (value := getattr(self, name)) is not None:
                texts.append(condition.replace("{value}", f":by_{name}"))
                values[f"by_{name}"] = value
        return texts, values


NAMES: Final[Mapping[str, str]] = {
    "action": "action", "actor_id": "actorId", "target_id": "targetId", "target_kind": "targetKind",
    "acting_session_id": "actingSessionId", "since": "since", "until": "until", "on_behalf_only": "onBehalfOnly",
}  # fmt: skip
"""The API's names of the fields."""
_CONDITIONS: Final[Mapping[str, str]] = {
    "action": BY_ACTION, "actor_id": BY_ACTOR, "target_id": BY_TARGET, "target_kind": BY_TARGET_KIND,
    "acting_session_id": BY_ACTING_SESSION, "since": SINCE, "until": UNTIL,
}  # fmt: skip


def unknown_actions(actions: Sequence[str]) -> list[str]:
    """Those that are not of the closed list."""
    return [action for action in actions if action not in ACTIONS]


def check(errors: list[UserError], given: AuditFilter | None, *path: str) -> Narrowed:
    """A filter as it is meant. What is wrong is added to `errors`: INVALID for unknown actions, NOT_FOUND for what is no id."""
    given = given or AuditFilter()
    if unknown := unknown_actions(given.action or ()):
        errors.append(UserError(Code.INVALID, f"There is no such action: {', '.join(unknown)}.", (*path, "action")))
    return Narrowed(
        action=_each(given.action),
        actor_id=_id(errors, given.actor_id, "user", *path, "actorId"),
        target_id=_id(errors, given.target_id, None, *path, "targetId"),
        target_kind=_each(given.target_kind),
        acting_session_id=_id(errors, given.acting_session_id, TARGETS["acting_session"].prefix, *path, "actingSessionId"),
        since=given.since,
        until=given.until,
        on_behalf_only=bool(given.on_behalf_only),
    )


def read(written: Mapping[str, Any]) -> Narrowed:
    """A filter as it was kept."""
    found = dict(written)
    for name in ("actor_id", "target_id", "acting_session_id"):
        found[name] = db.uuid(found.get(name))
    for name in ("since", "until"):
        found[name] = db.instant(found.get(name))
    return Narrowed(**found)


def _each(values: Sequence[str] | None) -> Sequence[str] | None:
    return None if values is None else list(dict.fromkeys(values))


def _id(errors: list[UserError], text: str | None, prefix: str | None, *path: str) -> UUID | None:
    if text is None:
        return None
    found = ids.from_text(text)
    if found is None or prefix not in (None, found[0]):
        errors.append(UserError(Code.NOT_FOUND, "There is nothing with this id.", path))
        return None
    return found[1]


def _written(value: object) -> object:
    if isinstance(value, datetime):
        return value.isoformat()
    return str(value) if isinstance(value, UUID) else value
