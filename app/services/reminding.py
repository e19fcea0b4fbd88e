"""Reminding by the worker: of invitations after 3 and 6 days, of tasks a day before and a day after they are due; each exactly once.

Whatever is due is found by an index, and decided behind the lock of its POC or contact in one transaction with its mail: there the
row in the table `reminder`, which only one can write, says that it was done.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from functools import partial
from typing import Final
from uuid import UUID

import structlog

from app.auth.actor import Actor
from app.auth.policies import ACTIVE_PARTICIPANT
from app.core import db
from app.core.errors import UserErrors
from app.core.runtime import current, now
from app.models import Invitation, InvitationStatus, Poc, PocStatus
from app.services import budgets, due_tasks, events, invitation_links, issuing, working_hours
from app.services.invitation_links import problem_of_grant, problem_of_person
from app.services.invite_blocks import domain_allowed
from app.services.standing import status_of, target_of

FIRST, SECOND = timedelta(days=3), timedelta(days=6)
"""After how long an invitation that is pending is reminded of, from when it was last sent."""
PAGE: Final = 100
_SYSTEM: Final = Actor()

_INVITATIONS: Final = """
    select i.id, i.last_sent_at from invitation i join tenant t on t.id = i.tenant_id
        left join poc p on p.id = i.poc_id left join "user" u on u.email_key = i.email_key
    where i.accepted_at is null and i.cancelled_at is null and i.expires_at > :now and (p.id is null or p.status = 'ACTIVE')
        and (i.last_sent_at, i.id) > (:at, :id) and i.last_sent_at <= :first
        and coalesce(u.time_zone, t.time_zone) in :zones[text]
        and not exists (select 1 from mail_refusal no where no.tenant_id in (i.tenant_id, i.partner_id) and no.email_key = i.email_key)
        and not exists (select 1 from mail m where m.id = i.mail_id and m.status = 'BOUNCED')
        and not exists (select 1 from reminder r where r.key = 'invitation/' || i.id || '/' || i.send_count
            || case when i.last_sent_at <= :second then '/second' else '/first' end)
    order by i.last_sent_at, i.id limit :limit"""

_PARTICIPANTS: Final = f"""
    select distinct par.id, par.poc_id from task t join poc p on p.id = t.poc_id and p.status = 'ACTIVE'
        join participant par on {due_tasks.OPEN_FOR} and {ACTIVE_PARTICIPANT.on("par")}
        join "user" u on u.id = par.user_id and u.wants_tasks = true and u.time_zone in :zones[text]
    where t.completed_at is null and t.due_on is not null and t.due_on >= :first and t.due_on <= :last and par.id > :id
        and not exists (select 1 from mail_refusal no where no.tenant_id = p.tenant_id and no.email_key = u.email_key)
        and not exists (select 1 from reminder r where r.key = 'task/' || t.id || '/' || t.due_on
            || case when t.due_on < :today then '/after/' else '/before/' end || par.id)
    order by par.id limit :limit"""

_log = structlog.get_logger(__name__)


async def remind_due(*, limit: int) -> int:
    """Write the reminders that are due where it is working time now, at most so many; how many were written.

    One that fails, or that no budget is left for, is tried again the next time, and keeps no other from being written.
    """
    written = 0
    async for remind in _due(working_hours.at_work(now())):
        try:
            written += await remind()
        except UserErrors as refused:
            _log.info("reminder put off", reason=[error.code.value for error in refused.errors])
        except Exception:  # noqa: BLE001  # whatever it is, the others must not wait for it
            _log.exception("reminder not written")
        if written >= limit:
            break
    return written


async def _due(at_work: Mapping[date, Sequence[str]]) -> AsyncIterator[Callable[[], Awaitable[bool]]]:
    """What may be due, as what is to be called for each."""
    async for invitation_id in _due_invitations([zone for zones in at_work.values() for zone in zones]):
        yield partial(remind_of_invitation, invitation_id)
    for today, zones in at_work.items():
        async for poc_id, participant_id in _due_participants(today, zones):
            yield partial(remind_of_tasks, poc_id, participant_id)


async def _due_invitations(zones: Sequence[str]) -> AsyncIterator[UUID]:
    """A page at a time, none twice."""
    at = now()
    # What was sent before is over, or its reminders are long past.
    values: dict[str, object] = {"at": at - current().settings.invitation_ttl, "id": UUID(int=0)}
    values |= {"now": at, "first": at - FIRST, "second": at - SECOND, "zones": zones, "limit": PAGE}
    while zones and (page := await db.fetch(_INVITATIONS, values)):
        for row in page:
            yield UUID(str(row["id"]))
        values |= {"at": db.instant(page[-1]["last_sent_at"]), "id": db.uuid(page[-1]["id"])}


async def _due_participants(today: date, zones: Sequence[str]) -> AsyncIterator[tuple[UUID, UUID]]:
    """POC and participant; a page at a time, none twice."""
    first, last = working_hours.overdue(today).first, working_hours.due_soon(today).last
    values: dict[str, object] = {"now": now(), "today": today, "first": first, "last": last, "zones": zones, "limit": PAGE}
    values["id"] = UUID(int=0)
    while page := await db.fetch(_PARTICIPANTS, values):
        for row in page:
            yield UUID(str(row["poc_id"])), UUID(str(row["id"]))
        values["id"] = db.uuid(page[-1]["id"])


async def remind_of_invitation(invitation_id: UUID) -> bool:
    """Remind of an invitation if it is due and was not done yet; whether a mail was written. RATE_LIMITED."""
    async with db.transaction():
        invitation = await _hold_invitation(invitation_id)
        which = _which(invitation)
        # Nothing is written of one that leads nowhere now: it is asked again while it is pending, and reminded of once that has changed.
        if which is None or not await _leads_somewhere(invitation):
            return False
        if not await _only_now(f"invitation/{invitation.id}/{invitation.send_count}/{which}"):
            return False
        if await _reminded_by_hand(invitation.tenant_id, invitation.id, invitation.reminded_at):
            return False
        payer = invitation.partner_id or invitation.tenant_id
        await budgets.spend_on_mail(payer, invitation.invited_by_id, invitation.email_key)
        await issuing.remind(invitation)
        logs = events.logs_of(_SYSTEM, invitation.tenant_id)
        target = target_of(invitation.kind)
        await events.record(_SYSTEM, "invitation.reminded", target, invitation.id, poc_id=invitation.poc_id, **logs)
        return True


async def remind_of_tasks(poc_id: UUID, participant_id: UUID) -> bool:
    """Remind a participant, in one mail, of all tasks of a POC that are due and were not told of yet; whether one was written."""
    async with db.transaction():
        poc = await _hold(poc_id)
        to = await due_tasks.recipient(poc, participant_id) if poc else None
        today = working_hours.working_day(now(), to.time_zone) if to and to.wants_mail else None
        if poc is None or to is None or today is None:
            return False
        first, last = working_hours.overdue(today).first, working_hours.due_soon(today).last
        tasks = [
            task
            for task in await due_tasks.due(to.id, first=first, last=last)
            if await _only_now(f"task/{task.id}/{task.due_on}/{'after' if task.due_on < today else 'before'}/{to.id}")
        ]
        if not tasks or await _reminded_by_hand(poc.tenant_id, to.id, to.reminded_at):
            return False
        await due_tasks.mail(_SYSTEM, poc, to, tasks, today=today)
        return True


async def _hold(poc_id: UUID) -> Poc | None:
    """The POC, if it is active, locked: before what belongs to it, as everybody does, so that nobody waits in a circle."""
    return await Poc.select_for_update(no_key=True).get_or_none(id=poc_id, status=PocStatus.ACTIVE)


async def _hold_invitation(id_: UUID) -> Invitation:
    """An invitation, locked behind its POC or contact, as whoever changes these does it.

    What else its being accepted hangs on (partnership, plan, policy) is only asked: what changes there a moment later, changes after
    the reminder. If the contact was merged into another one meanwhile, that one is not locked, and nothing of it is written either.
    """
    if db.dialect() == "postgres":
        for table in ("poc", "contact"):
            of_it = f"p.id = (select i.{table}_id from invitation i where i.id = :id)"
            await db.fetch(f"select 1 from {table} p where {of_it} for no key update of p", {"id": id_})
    return await Invitation.select_for_update(no_key=True).get(id=id_)


async def _leads_somewhere(invitation: Invitation) -> bool:
    """Whether it could be accepted now, and mailed: nothing else is worth a reminder.

    That an address is kept for who had it is not asked: nobody but its holder may learn it, and the link waits for them.
    """
    opened = await invitation_links.current(invitation.id)
    if (
        opened is None
        or await problem_of_grant(replace(opened, is_kept=False))
        or await problem_of_person(opened, Actor(user_id=opened.account_id))
    ):
        return False
    if await issuing.refuses(invitation.tenant_id, invitation.email_key, by=invitation.partner_id):
        return False
    [row] = await db.fetch(
        "select t.allowed_domains, t.blocked_domains, c.archived_at from tenant t left join contact k on k.id = :contact"
        " left join customer c on c.id = k.customer_id where t.id = :tenant",
        {"contact": invitation.contact_id, "tenant": invitation.tenant_id},
    )
    is_allowed = domain_allowed(invitation.email_key, db.json(row["allowed_domains"]), db.json(row["blocked_domains"]))
    return is_allowed and row["archived_at"] is None


def _which(invitation: Invitation) -> str | None:
    """The reminder that is due; of two the second alone, so that who was away for long gets one mail."""
    status = status_of(invitation.accepted_at, invitation.cancelled_at, invitation.expires_at)
    if status is not InvitationStatus.PENDING or invitation.last_sent_at is None:
        return None
    since = now() - invitation.last_sent_at
    return "second" if since >= SECOND else "first" if since >= FIRST else None


async def _only_now(key: str) -> bool:
    """Whether this reminder was not written before. From now on it was, if the transaction commits."""
    return await db.insert(("reminder", {"key": key, "at": now()}), unless_taken=True)


async def _reminded_by_hand(tenant_id: UUID, target_id: UUID, reminded_at: datetime | None) -> bool:
    """Whether somebody reminded of the same a moment ago, so that a mail more would only annoy."""
    if reminded_at is None or reminded_at <= now() - current().settings.reminder_cooldown:
        return False
    sql = (
        "select 1 from event where tenant_id = :tenant and at >= :at and target_id = :target and actor_id is not null"
        " and action in ('invitation.reminded', 'participant.reminded')"
    )
    return await db.fetch_one(sql, {"tenant": tenant_id, "at": reminded_at, "target": target_id}) is not None
