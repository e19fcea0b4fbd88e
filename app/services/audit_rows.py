"""The rows of an audit log for an export: what the viewer would see of each, batch by batch, newest first, in constant memory."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from app.auth import partnering
from app.auth.actor import Actor
from app.auth.scopes import Scope, parameters
from app.core import db
from app.core.ids import to_text
from app.services.audit_facts import (
    ACTING_SESSION,
    API_KEY_NAME,
    CHANGES,
    EVENT,
    TARGET_NAME,
    TARGETS,
    actor_name,
    shown_changes,
    target_id,
)
from app.services.audit_filters import Narrowed

COLUMNS: Final = (
    "id", "at", "action", "actorName", "actorId", "apiKeyName", "onBehalfFrom", "reason", "targetKind", "targetId", "targetName", "changes",
    "actingSessionId", "ip", "userAgent",
)  # fmt: skip
"""What an export has of each event; the names are those of the API."""
AT_ONCE: Final = 1000
_FIRST_PAGE: Final = "1 = 1"
_NEXT_PAGE: Final = "(e.at, e.id) < (:at, :id)"

Row = dict[str, Any]


async def batches(actor: Actor, log_id: UUID, scope: Scope, narrowed: Narrowed, *, before: datetime) -> AsyncIterator[Sequence[Row]]:
    """What a scope and a filter have of a tenant's log from before an instant. Each batch is read by itself: nothing is held open."""
    conditions, values = narrowed.conditions()
    if narrowed.acting_session_id:  # one that is hidden narrows to nothing, as one that never was
        conditions = [*conditions, partnering.events_of_acting_sessions(actor).sql]
    where = " and ".join(condition.replace("{a}", "e") for condition in (scope.on("e"), *conditions))
    values |= {"log": log_id, "before": before}
    place: dict[str, object] = {}
    while True:
        sql = _select(actor, f"{where} and {_NEXT_PAGE if place else _FIRST_PAGE}")
        rows = await db.fetch(sql, {**parameters(actor), **values, **place})
        if rows:
            yield [_shown(row) for row in rows]
        if len(rows) < AT_ONCE:
            return
        place = {"at": db.instant(rows[-1]["at"]), "id": db.uuid(rows[-1]["id"])}


def _select(actor: Actor, where: str) -> str:
    """One batch: its events by an index first, then what is told of them."""
    seen, known = partnering.acting_sessions(actor).on("act"), partnering.event_origins(actor).on("e")
    told, named = partnering.event_reasons(actor).on("e"), partnering.event_targets(actor).on("e")
    return (
        "select e.id, e.at, e.action, e.actor_id, who.first_name, who.last_name,"
        f" {API_KEY_NAME.replace('{a}', 'e')} as api_key_name, helper.name as on_behalf_from,"
        f" case when {told} then act.reason end as reason, case when {seen} then act.id end as acting_id, e.target_kind, e.target_id,"
        f" case when {named} then {TARGET_NAME.replace('{a}', 'e')} end as target_name,"
        f" {CHANGES.replace('{a}', 'e')} as changes,"
        f" case when {known} then origin.ip end as ip, case when {known} then origin.user_agent end as user_agent"
        f" from (select e.* from event e where e.tenant_id = :log and e.at < :before and {where}"
        f" order by e.at desc, e.id desc limit {AT_ONCE}) e"
        ' left join "user" who on who.id = e.actor_id left join tenant helper on helper.id = e.partner_id'
        f" left join acting_session act on act.id = {ACTING_SESSION.replace('{a}', 'e')}"
        " left join event_origin origin on origin.event_id = e.id"
        " order by e.at desc, e.id desc"
    )


def _shown(row: db.Row) -> Row:
    at = db.instant(row["at"])
    return {
        "id": _id(EVENT, row["id"]),
        "at": at and f"{at.isoformat(timespec='milliseconds').removesuffix('+00:00')}Z",
        "action": row["action"],
        "actorName": actor_name(row["action"], row["first_name"], row["last_name"]),
        "actorId": _id("user", row["actor_id"]),
        "apiKeyName": row["api_key_name"],
        "onBehalfFrom": row["on_behalf_from"],
        "reason": row["reason"],
        "targetKind": row["target_kind"],
        "targetId": target_id(row["target_kind"], row["target_id"]),
        "targetName": row["target_name"],
        "changes": shown_changes(row["changes"]),
        "actingSessionId": _id(TARGETS["acting_session"].prefix, row["acting_id"]),
        "ip": row["ip"],
        "userAgent": row["user_agent"],
    }


def _id(prefix: str, value: object) -> str | None:
    id_ = db.uuid(value)
    return None if id_ is None else to_text(prefix, id_)
