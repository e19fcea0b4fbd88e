"""Reading what a report tells, as one of the two audiences: by as many statements for a hundred POCs as for one.

What an audience sees is said once, in `_eyes`, and every statement reads with these. Nothing depends on who asks but whether
the POC is there, so a report for customers is the same whoever makes it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import cast
from uuid import UUID
from zoneinfo import ZoneInfo

from app.auth import policies
from app.auth.actor import Actor
from app.auth.scopes import EVERYTHING, Scope, parameters, through
from app.core import db
from app.models import Audience
from app.models.participants import STATUS
from app.services.engagement import engagement_of, health_of
from app.services.report_facts import Criterion, Facts, Group, Person, Resource, Signature, Task


@dataclass(frozen=True, slots=True)
class _Eyes:
    """What an audience sees: which POCs, things on them and people, who did what, people's standing, and which columns of a POC."""

    pocs: Scope
    things: Scope
    people: Scope
    doers: str
    """Of users `u`, on the POC of `a`."""
    standing: str
    columns: str


def _eyes(actor: Actor, audience: Audience) -> _Eyes:
    if audience is Audience.INTERNAL:
        columns = "p.status, p.updated_at as changed_at, p.internal_notes, p.deal_amount, p.deal_currency"
        return _Eyes(policies.pocs_as_staff(actor), EVERYTHING, EVERYTHING, "1 = 1", STATUS.format(a="m"), columns)
    # For customers ARCHIVED does not exist: they know the status before.
    columns = (
        "coalesce(p.status_before, p.status) as status, p.shared_updated_at as changed_at,"
        " null as internal_notes, null as deal_amount, null as deal_currency"
    )
    # Whom they know: who works on it, and who takes part. Others of the provider may have done something, too.
    doers = (
        "(exists (select 1 from collaborator k where k.poc_id = a.poc_id and k.user_id = u.id) or exists (select 1 from participant m"
        f" where m.poc_id = a.poc_id and m.user_id = u.id and {policies.ACTIVE_PARTICIPANT.on('m')}))"
    )
    return _Eyes(policies.pocs(actor), policies.SHARED, policies.ACTIVE_PARTICIPANT, doers, "'ACTIVE'", columns)


Found = dict[object, Facts]
"""By the id of the POC as its rows have it."""


@dataclass(frozen=True, slots=True)
class _Rows:
    """Reads rows that belong to POCs."""

    pocs: Scope
    values: dict[str, object]

    async def of(self, select: str, alias: str, scope: Scope = EVERYTHING, *, order: str) -> Sequence[db.Row]:
        """Those of the POCs that are asked for, as far as they are there. `alias` has their `poc_id`, and is what the scope is about."""
        seen = (through("poc", "poc_id", self.pocs) & scope).on(alias)
        return await db.fetch(f"{select} where {alias}.poc_id in :ids[uuid] and {seen} order by {order}", self.values)


async def facts_of(actor: Actor, ids: Sequence[UUID], audience: Audience) -> dict[UUID, Facts]:
    """The facts of those POCs that are there for the actor as this audience."""
    eyes = _eyes(actor, audience)
    values = {**parameters(actor), "ids": list(ids)}
    pocs = await db.fetch(
        f"select p.id, p.name, p.summary, p.starts_on, p.ends_on, c.name as customer, t.name as provider, t.time_zone, {eyes.columns}"
        " from poc p join customer c on c.id = p.customer_id join tenant t on t.id = p.tenant_id"
        f" where p.id in :ids[uuid] and {eyes.pocs.on('p')}",
        values,
    )
    if not pocs:
        return {}
    found: Found = {row["id"]: _facts(row, audience) for row in pocs}
    if audience is Audience.INTERNAL:
        found = await _with_engagement(actor, found)
    rows = _Rows(eyes.pocs, {**values, "ids": [db.uuid(id_) for id_ in found]})
    await _read_criteria(rows, found)
    await _read_tasks(rows, eyes, found)
    await _read_resources(rows, eyes, found)
    await _read_people(rows, eyes, found)
    return {cast("UUID", db.uuid(id_)): facts for id_, facts in found.items()}


async def _with_engagement(actor: Actor, found: Found) -> Found:
    """What only staff knows of how the customers take part."""
    ids = [cast("UUID", db.uuid(id_)) for id_ in found]
    figures, healths = await engagement_of(actor, ids), await health_of(actor, ids)
    return {
        key: replace(facts, engagement=figures.get(id_), health=healths.get(id_))
        for (key, facts), id_ in zip(found.items(), ids, strict=True)
    }


async def _read_criteria(rows: _Rows, found: Found) -> None:
    for row in await rows.of("select a.* from criterion a", "a", order="a.position, a.id"):
        found[row["poc_id"]].criteria[row["id"]] = _criterion(row)
    signed = (
        f"select a.poc_id, s.criterion_id, s.version, s.signed_at, {_name('u')} as signed_by from criterion_signature s"
        ' join criterion a on a.id = s.criterion_id join "user" u on u.id = s.signed_by_id'
    )
    for row in await rows.of(signed, "a", order="s.signed_at, s.id"):
        facts = found[row["poc_id"]]
        if criterion := facts.criteria.get(row["criterion_id"]):  # or it was added after the statement before
            criterion.signatures.append(Signature(row["signed_by"], facts.day(row["signed_at"]), row["version"]))


async def _read_tasks(rows: _Rows, eyes: _Eyes, found: Found) -> None:
    for row in await rows.of("select a.* from task_group a", "a", eyes.things, order="a.position, a.id"):
        found[row["poc_id"]].groups[row["id"]] = Group(row["title"], _internal(row))
    done_by = f'"user" u on u.id = a.completed_by_id and {eyes.doers}'
    tasks = f"select a.*, {_name('u')} as completed_by from task a left join {done_by}"
    for row in await rows.of(tasks, "a", eyes.things, order="a.position, a.id"):
        facts = found[row["poc_id"]]
        facts.groups.get(row["group_id"], facts.groups[None]).tasks.append(_task(row, facts))


async def _read_resources(rows: _Rows, eyes: _Eyes, found: Found) -> None:
    resources = "select a.*, f.name as file from resource a left join stored_file f on f.id = a.file_id"
    for row in await rows.of(resources, "a", eyes.things, order="a.position, a.id"):
        found[row["poc_id"]].resources.append(
            Resource(row["kind"], row["title"], row["description"], row["url"], row["file"], _internal(row))
        )


async def _read_people(rows: _Rows, eyes: _Eyes, found: Found) -> None:
    participants = (
        f"select m.poc_id, {_name('u')} as name, coalesce(m.title, u.title) as title, nullif({eyes.standing}, 'ACTIVE') as note"
        ' from participant m join "user" u on u.id = m.user_id'
    )
    for row in await rows.of(participants, "m", eyes.people, order="m.joined_at, m.id"):
        found[row["poc_id"]].participants.append(Person(row["name"], row["title"], row["note"]))
    collaborators = (
        f"select m.poc_id, {_name('u')} as name, u.title, case when p.owner_id = m.user_id then 'OWNER' end as note"
        ' from collaborator m join "user" u on u.id = m.user_id join poc p on p.id = m.poc_id'
    )
    for row in await rows.of(collaborators, "m", order="m.since, m.id"):
        found[row["poc_id"]].collaborators.append(Person(row["name"], row["title"], row["note"]))


def _facts(row: db.Row, audience: Audience) -> Facts:
    zone = ZoneInfo(row["time_zone"])
    return Facts(
        audience=audience, name=row["name"], summary=row["summary"], status=row["status"], customer=row["customer"],
        provider=row["provider"], starts_on=_calendar(row["starts_on"]), ends_on=_calendar(row["ends_on"]),
        changed_on=cast("datetime", db.instant(row["changed_at"])).astimezone(zone).date().isoformat(),
        internal_notes=row["internal_notes"],
        deal_value=f"{row['deal_amount']} {row['deal_currency']}" if row["deal_amount"] else None,
        zone=zone, groups={None: Group(None, internal=False)},
    )  # fmt: skip


def _criterion(row: db.Row) -> Criterion:
    return Criterion(
        row["title"],
        row["description"],
        row["target"],
        row["unit"],
        bool(row["must_have"]),
        row["achieved"],
        row["outcome"],
        row["version"],
    )


def _task(row: db.Row, facts: Facts) -> Task:
    done = row["completed_at"]
    return Task(
        row["title"], row["description"], row["status"], row["side"], _calendar(row["due_on"]), row["completed_by"] or None,
        facts.day(done) if done else None, _internal(row),
    )  # fmt: skip


def _name(alias: str) -> str:
    return f"trim({alias}.first_name || ' ' || {alias}.last_name)"


def _internal(row: db.Row) -> bool:
    return bool(row["visibility"] == "INTERNAL")


def _calendar(day: object) -> str | None:
    """A day as it is written; SQLite keeps it so."""
    return str(day) if day else None
