"""Engagement: what a POC's customers do there, counted from events; and the POC's health, which is told from it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from statistics import median
from typing import Final
from uuid import UUID
from zoneinfo import ZoneInfo

from app.auth import actions
from app.auth.actor import Actor
from app.auth.scopes import parameters
from app.core import db
from app.core.runtime import current, now
from app.models import PocStatus
from app.models.participants import STATUS
from app.services import health

RECENT: Final = timedelta(days=7)

OWN: Final = (
    "ev.poc_id = {a}.poc_id and ev.actor_id = {a}.user_id and ev.at >= {a}.joined_at"
    " and ({a}.removed_at is null or ev.at <= {a}.removed_at) and ({a}.ended_at is null or ev.at <= {a}.ended_at)"
)
"""The events `ev` of a participant `{a}`: what the person did there since joining, and not as whoever they were afterwards."""

LAST_SEEN: Final = f"coalesce((select max(ev.at) from event ev where {OWN}), {{a}}.joined_at)"


@dataclass(frozen=True, slots=True, kw_only=True)
class Engagement:
    """How a POC's customers take part, all of them together."""

    invited: int
    accepted: int
    active_last_7_days: int
    comments: int
    tasks_completed_by_customer: int
    median_time_to_accept: int | None
    """Seconds."""
    low: bool


def _of_customers(what: str, action: str) -> str:
    own = OWN.replace("{a}", "par")
    return f"(select {what} from participant par join event ev on {own} where par.poc_id = p.id{action})"


_INVITED: Final = "i.poc_id = p.id and (i.accepted_at is not null or (i.first_sent_at is not null and i.cancelled_at is null))"
_FIGURES: Final = f"""
    select p.id, p.status, p.ends_on, t.time_zone,
        (select count(distinct i.email_key) from invitation i where {_INVITED}) as invited,
        (select min(i.first_sent_at) from invitation i where {_INVITED}) as first_invited_at,
        (select count(distinct par.user_id) from participant par where par.poc_id = p.id) as accepted,
        (select max(par.joined_at) from participant par where par.poc_id = p.id) as last_joined_at,
        {_of_customers("max(ev.at)", "")} as last_event_at,
        (select count(*) from participant par where par.poc_id = p.id and {STATUS.replace("{a}", "par")} = 'ACTIVE'
            and {LAST_SEEN.replace("{a}", "par")} > :recent) as active_last_7_days,
        {_of_customers("count(distinct ev.target_id)", " and ev.action = 'comment.added'")} as comments,
        {_of_customers("count(distinct ev.target_id)", " and ev.action = 'task.completed'")} as tasks_completed_by_customer,
        (select count(*) from criterion c where c.poc_id = p.id and c.must_have = true and c.outcome <> 'MET') as must_haves_unmet,
        (select count(*) from criterion c where c.poc_id = p.id and c.outcome = 'OPEN') as criteria_open
    from poc p join tenant t on t.id = p.tenant_id where p.id in :ids[uuid] and """
_ACCEPTED: Final = """
    select i.poc_id, i.first_sent_at, i.accepted_at from invitation i join poc p on p.id = i.poc_id
    where p.id in :ids[uuid] and i.accepted_at is not null and i.first_sent_at is not null and """


async def engagement_of(actor: Actor, ids: Sequence[UUID]) -> Mapping[UUID, Engagement]:
    """The engagement of POCs, for whom it is."""
    times: dict[UUID, list[int]] = {}
    for row in await _rows(_ACCEPTED, actor, ids):
        times.setdefault(UUID(str(row["poc_id"])), []).append(db.seconds_between(row["first_sent_at"], row["accepted_at"]) or 0)
    found = {}
    for id_, row in (await _figures(actor, ids)).items():
        found[id_] = Engagement(
            invited=row["invited"], accepted=row["accepted"], active_last_7_days=row["active_last_7_days"], comments=row["comments"],
            tasks_completed_by_customer=row["tasks_completed_by_customer"],
            median_time_to_accept=int(median(times[id_])) if id_ in times else None,
            low=health.is_low(_as_figures(row), now(), current().settings.inactive_after),
        )  # fmt: skip
    return found


async def health_of(actor: Actor, ids: Sequence[UUID]) -> Mapping[UUID, health.Health]:
    """The health of POCs, for whom it is."""
    after = current().settings.inactive_after
    return {id_: health.health(_as_figures(row), now(), after) for id_, row in (await _figures(actor, ids)).items()}


async def _figures(actor: Actor, ids: Sequence[UUID]) -> Mapping[UUID, db.Row]:
    return {UUID(str(row["id"])): row for row in await _rows(_FIGURES, actor, ids)}


async def _rows(sql_: str, actor: Actor, ids: Sequence[UUID]) -> Sequence[db.Row]:
    values = {**parameters(actor), "ids": list(ids), "recent": now() - RECENT}
    return await db.fetch(sql_ + actions.read_engagement(actor).on("p"), values)


def _as_figures(row: db.Row) -> health.Figures:
    joined, seen = db.instant(row["last_joined_at"]), db.instant(row["last_event_at"])
    day, today = row["ends_on"], now().astimezone(ZoneInfo(row["time_zone"])).date()
    last_day = date.fromisoformat(day) if isinstance(day, str) else day
    return health.Figures(
        status=PocStatus(row["status"]), invited=row["invited"], first_invited_at=db.instant(row["first_invited_at"]),
        last_seen_at=max((at for at in (joined, seen) if at is not None), default=None),
        active_last_7_days=row["active_last_7_days"], days_left=None if last_day is None else (last_day - today).days,
        must_haves_unmet=row["must_haves_unmet"], criteria_open=row["criteria_open"],
    )  # fmt: skip
