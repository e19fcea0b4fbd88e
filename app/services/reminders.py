"""Reminding by hand: people who are invited to a POC, and participants whose tasks are due."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from math import ceil
from typing import Final
from uuid import UUID
from zoneinfo import ZoneInfo

from app.auth.actor import Actor
from app.auth.finding import find_poc
from app.auth.permissions import Permission
from app.auth.policies import ACTIVE_PARTICIPANT
from app.core import db, text
from app.core.errors import Code, UserError, UserErrors, refuse
from app.core.runtime import current, now
from app.models import Invitation, InvitationKind, InvitationStatus, Participant, Poc, PocStatus
from app.services import budgets, due_tasks, events, grants, invitations, issuing
from app.services.standing import PENDING, status_of

MOST_AT_ONCE: Final = 200
DAY: Final = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class ReminderOutcome:
    """What became of one: a mail was written, or what was wrong. Neither id: there is nobody of the one that was given."""

    invitation_id: UUID | None = None
    participant_id: UUID | None = None
    errors: tuple[UserError, ...] = ()

    @property
    def queued(self) -> bool:
        """Whether a mail was written."""
        return not self.errors


async def send(
    actor: Actor,
    poc_id: UUID | None,
    *,
    invitation_ids: Sequence[UUID | None] | None = None,
    participant_ids: Sequence[UUID | None] | None = None,
    message: str | None = None,
) -> list[ReminderOutcome]:
    """Remind who is named, at most 200 of each kind (LIMIT_REACHED), or, if nobody is, everybody whom it concerns: each has an outcome.

    NOT_OPEN at `pocId` unless the POC is active. In an outcome: NOT_FOUND; NOT_PENDING; NOT_OPEN for a participant who is out, or has
    no task that is due until tomorrow; RECIPIENT_REFUSES, also by one's own settings; COOLDOWN and RATE_LIMITED with `retry_after`;
    of an invitation that nobody answers for any more, and that a partner could not set, ROLE_NOT_ALLOWED. Else who reminds answers.
    """
    message = text.body(message, "message", most=text.MESSAGE_LENGTH)
    for given, path in ((invitation_ids, "invitationIds"), (participant_ids, "participantIds")):
        if len(given or ()) > MOST_AT_ONCE:
            raise refuse(Code.LIMIT_REACHED, f"At most {MOST_AT_ONCE} are reminded at once.", path)
    async with db.transaction():
        poc = await find_poc(actor, poc_id, "pocId", to=Permission.PARTICIPANTS_INVITE)
        if poc.status is not PocStatus.ACTIVE:
            raise refuse(Code.NOT_OPEN, "Only while the POC is active, reminders are mailed.", "pocId")
        if invitation_ids is None and participant_ids is None:
            asked = [_Asked(_remind_invited, id_) for id_ in await _pending(poc)]
            asked += [_Asked(_remind_participant, id_) for id_ in await _with_due_tasks(poc)]
        else:
            asked = [_Asked(_remind_invited, id_, ("invitationIds", str(n))) for n, id_ in enumerate(invitation_ids or ())]
            asked += [_Asked(_remind_participant, id_, ("participantIds", str(n))) for n, id_ in enumerate(participant_ids or ())]
        await _hold(poc, (one.id for one in asked if one.remind is _remind_invited))
        return [await _outcome(one, actor, poc, message) for one in asked]


@dataclass(frozen=True, slots=True)
class _Asked:
    """Somebody to be reminded, how, and where in the input they are named."""

    remind: Callable[[Actor, Poc, UUID | None, str | None], Awaitable[None]]
    id: UUID | None
    path: tuple[str, ...] | None = None


async def _pending(poc: Poc) -> Sequence[UUID]:
    sql = f"select id from invitation where kind = 'POC' and poc_id = :poc and {PENDING} order by created_at, id"
    return [UUID(str(row["id"])) for row in await db.fetch(sql, {"poc": poc.id, "now": now()})]


async def _with_due_tasks(poc: Poc) -> Sequence[UUID]:
    rows = await db.fetch(
        'select par.id, u.time_zone from participant par join "user" u on u.id = par.user_id'
        f" where par.poc_id = :poc and {ACTIVE_PARTICIPANT.on('par')} order by par.joined_at, par.id",
        {"poc": poc.id, "now": now()},
    )
    people = [(UUID(str(row["id"])), _today(row["time_zone"])) for row in rows]
    return [id_ for id_, today in people if await due_tasks.due(id_, last=today + DAY)]


async def _hold(poc: Poc, ids: Iterable[UUID | None]) -> None:
    """Lock all invitations before the first mail counts, as who resends one does, so that nobody waits in a circle for the budgets."""
    await Invitation.select_for_update(no_key=True).filter(poc_id=poc.id, id__in=[id_ for id_ in ids if id_]).order_by("id")


async def _outcome(asked: _Asked, actor: Actor, poc: Poc, message: str | None) -> ReminderOutcome:
    """What becomes of one; what is refused undoes nothing of the others."""
    found = ReminderOutcome(asked.id) if asked.remind is _remind_invited else ReminderOutcome(participant_id=asked.id)
    try:
        async with db.transaction():
            await asked.remind(actor, poc, asked.id, message)
    except UserErrors as refused:
        errors = tuple(replace(error, path=asked.path) for error in refused.errors)
        unknown = any(error.code is Code.NOT_FOUND for error in errors)
        return ReminderOutcome(errors=errors) if unknown else replace(found, errors=errors)
    return found


async def _remind_invited(actor: Actor, poc: Poc, invitation_id: UUID | None, message: str | None) -> None:
    invitation = await Invitation.get_or_none(id=invitation_id, poc_id=poc.id, kind=InvitationKind.POC)
    if invitation is None:
        raise refuse(Code.NOT_FOUND, "There is no such invitation.")
    if status_of(invitation.accepted_at, invitation.cancelled_at, invitation.expires_at) is not InvitationStatus.PENDING:
        raise refuse(Code.NOT_PENDING, "This invitation is not pending any more.")
    if await grants.is_over(invitation.access_ends_on, invitation.tenant_id):
        raise refuse(Code.NOT_OPEN, "The last day of the access that it gives has passed.")
    if await issuing.refuses(poc.tenant_id, invitation.email_key):
        raise refuse(Code.RECIPIENT_REFUSES, "This person wants no more mail from your organization.")
    await invitations.answer_for(actor, invitation)
    await _cool_down("invitation", invitation.id, invitation.reminded_at)
    await budgets.spend_on_mail(issuing.payer(actor, poc.tenant_id), actor.user, invitation.email_key)
    await issuing.remind(invitation, message)
    await events.record(actor, "invitation.reminded", "invitation", invitation.id, tenant_id=poc.tenant_id, poc_id=poc.id)


async def _remind_participant(actor: Actor, poc: Poc, participant_id: UUID | None, message: str | None) -> None:
    participant = await Participant.get_or_none(id=participant_id, poc_id=poc.id)
    if participant is None:
        raise refuse(Code.NOT_FOUND, "There is no such participant.")
    to = await due_tasks.recipient(poc, participant.id)
    if to is None:
        raise refuse(Code.NOT_OPEN, "This person takes part no more.")
    today = _today(to.time_zone)
    tasks = await due_tasks.due(to.id, last=today + DAY)
    if not tasks:
        raise refuse(Code.NOT_OPEN, "This person has no task that is due until tomorrow.")
    if not to.wants_mail:
        raise refuse(Code.RECIPIENT_REFUSES, "This person wants no mails of this kind.")
    await _cool_down("participant", to.id, to.reminded_at)
    await budgets.spend_on_mail(issuing.payer(actor, poc.tenant_id), actor.user, to.email_key)
    await due_tasks.mail(actor, poc, to, tasks, today=today, message=message)


async def _cool_down(table: str, id_: UUID, reminded_at: datetime | None) -> None:
    """COOLDOWN, unless the last reminder was long enough ago. The statement decides: of several at once, one goes on."""
    cooldown = current().settings.reminder_cooldown
    sql = f"update {table} set reminded_at = :now where id = :id and (reminded_at is null or reminded_at <= :lately)"
    if not await db.execute(sql, {"id": id_, "now": now(), "lately": now() - cooldown}):
        wait = (reminded_at or now()) + cooldown - now()
        raise refuse(Code.COOLDOWN, "This person was reminded a while ago; wait a little.", retry_after=max(1, ceil(wait.total_seconds())))


def _today(time_zone: str) -> date:
    return now().astimezone(ZoneInfo(time_zone)).date()
