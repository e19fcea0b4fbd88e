"""Tasks that are due: which of them are a participant's to do, and the mail that says so."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Final
from uuid import UUID

from app.auth.actor import Actor
from app.auth.policies import ACTIVE_PARTICIPANT
from app.core import db, ids
from app.core.runtime import current, now
from app.mail import messages, outbox
from app.models import EmailTemplateKey, Poc
from app.services import email_words, events
from app.services.brands import brand_of

MOST_NAMED: Final = 20
"""So many tasks a mail names; of more it gives the number."""

OPEN_FOR: Final = (
    "t.poc_id = par.poc_id and t.visibility = 'SHARED' and t.completed_at is null and t.due_on is not null"
    " and (t.assigned_participant_id = par.id"
    " or t.side = 'CUSTOMER' and t.assigned_participant_id is null and t.assigned_user_id is null)"
)
"""In SQL, of the task `t` and the participant `par`: it is theirs, or any customer's."""

_RECIPIENT: Final = f"""
    select par.id, par.user_id, par.reminded_at, u.email, u.email_key, u.first_name, u.locale, u.time_zone, t.name as organization,
        case when u.wants_tasks = true and not exists (
            select 1 from mail_refusal no where no.tenant_id = t.id and no.email_key = u.email_key) then 1 else 0 end as wants_mail
    from participant par join "user" u on u.id = par.user_id join tenant t on t.id = :tenant
    where par.id = :id and par.poc_id = :poc and {ACTIVE_PARTICIPANT.on("par")}"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Recipient:
    """An active participant, as a mail needs to know them."""

    id: UUID
    user_id: UUID
    email: str = field(repr=False)
    email_key: str = field(repr=False)
    first_name: str
    locale: str
    time_zone: str
    organization: str
    wants_mail: bool
    reminded_at: datetime | None


@dataclass(frozen=True, slots=True)
class DueTask:
    """A task, and when it is due."""

    id: UUID
    title: str
    due_on: date


async def recipient(poc: Poc, participant_id: UUID) -> Recipient | None:
    """A participant of this POC; None for one who is not active."""
    row = await db.fetch_one(_RECIPIENT, {"id": participant_id, "poc": poc.id, "tenant": poc.tenant_id, "now": now()})
    if row is None:
        return None
    return Recipient(
        id=participant_id, user_id=UUID(str(row["user_id"])), email=row["email"], email_key=row["email_key"],
        first_name=row["first_name"], locale=row["locale"],
        time_zone=row["time_zone"], organization=row["organization"], wants_mail=bool(row["wants_mail"]),
        reminded_at=db.instant(row["reminded_at"]),
    )  # fmt: skip


async def due(participant_id: UUID, *, last: date, first: date = date.min) -> Sequence[DueTask]:
    """Their open tasks that are due until a day, perhaps from a day on; the oldest first."""
    sql = (
        f"select t.id, t.title, t.due_on from participant par join task t on {OPEN_FOR} and t.due_on >= :first and t.due_on <= :last"
        " where par.id = :id order by t.due_on, t.position, t.id"
    )
    rows = await db.fetch(sql, {"id": participant_id, "first": first, "last": last})
    return [DueTask(UUID(str(row["id"])), row["title"], _day(row["due_on"])) for row in rows]


async def mail(actor: Actor, poc: Poc, to: Recipient, tasks: Sequence[DueTask], *, today: date, message: str | None = None) -> None:
    """Mail a reminder of tasks, perhaps with a few words. Inside the caller's transaction, which has the lock of the POC."""
    await db.execute("update participant set reminded_at = :now where id = :id", {"id": to.id, "now": now()})
    words = await email_words.of_tenant(poc.tenant_id, EmailTemplateKey.TASK_REMINDER)
    reminder = messages.task_reminder(
        recipient=to.email, locale=to.locale, first_name=to.first_name, poc_name=poc.name, organization=to.organization,
        tasks=[(task.title, task.due_on) for task in tasks[:MOST_NAMED]], more=max(0, len(tasks) - MOST_NAMED), today=today,
        personal_message=message, brand=await brand_of(poc.tenant_id), words=words.in_(to.locale),
        link=f"{current().settings.link_url}/welcome/poc/{ids.to_text('poc', poc.id)}",
    )  # fmt: skip
    telling = outbox.Telling(poc.id, to.user_id, tasks=[task.id for task in tasks[:MOST_NAMED]])
    await outbox.enqueue(reminder, tenant_id=poc.tenant_id, telling=telling)
    await events.record(actor, "participant.reminded", "participant", to.id, tenant_id=poc.tenant_id, poc_id=poc.id)


def _day(value: object) -> date:
    return date.fromisoformat(value) if isinstance(value, str) else value  # type: ignore[return-value]  # else a date
