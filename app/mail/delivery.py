"""Delivery: takes due mails from the outbox one by one, talks to the mail server outside of any transaction, keeps the result.

A mail is taken by a lease of two minutes, so that any number of workers share the outbox and one that dies loses nothing:
the mail is taken again when the lease is over. If it died after the server's yes and before our commit, the mail goes out
twice, with the same Message-ID and Date; no order of the two steps avoids that, and the other one would lose mails.
"""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import uuid4

import structlog

from app.core import db
from app.core.clock import cut
from app.core.runtime import current, now
from app.core.settings import Switch
from app.mail.mime import MimeError, compose, mailbox
from app.mail.outbox import keeps_mails, open_mail
from app.mail.sender import NotSent, Send
from app.mail.telling import still_holds
from app.models import Mail, MailStatus

LEASE = timedelta(minutes=2)
FIRST_WAIT, LONGEST_WAIT = timedelta(minutes=1), timedelta(hours=4)
TRIED_FOR = timedelta(days=2)
LEAST_ATTEMPTS = 5
"""A mail that lay for days because no worker ran is still tried a few times."""
RECIPIENT_HOUR = 20

_log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a mail that was taken. `next_attempt_at` None: nothing more will be tried."""

    status: MailStatus
    error: str | None = None
    next_attempt_at: datetime | None = None
    tried: bool = True


async def deliver_due(send: Send, *, limit: int) -> int:
    """Take up to `limit` mails that are due, send each, and say how many were taken."""
    for taken in range(limit):
        if (mail := await _take()) is None:
            return taken
        outcome = await _unwanted(mail) or await _held_back(mail) or await _tried(mail, send)
        if not await _keep(mail, outcome):
            _log.warning("mail lease lost", mail=str(mail.id))
        _log.info("mail delivery", mail=str(mail.id), name=mail.name, status=outcome.status.value, reason=outcome.error)
    return limit


async def _take() -> Mail | None:
    """Lease the mail that has been due for longest. Of several workers each gets another one."""
    skip = " for update skip locked" if db.dialect() == "postgres" else ""
    at = now()
    async with db.transaction():
        row = await db.fetch_one(
            f"""update mail set lease = :lease, leased_until = :until where id = (
                  select id from mail where next_attempt_at <= :now and (leased_until is null or leased_until <= :now)
                  order by next_attempt_at, id limit 1{skip})
                returning id""",
            {"lease": uuid4(), "until": at + LEASE, "now": at},
        )
        return await Mail.get(id=db.uuid(row["id"])) if row else None


async def _unwanted(mail: Mail) -> Outcome | None:
    """Why a mail must not be sent any more, as things stand now."""
    row = await db.fetch_one(
        """select i.accepted_at, i.cancelled_at, i.expires_at, i.mail_id,
             exists (select 1 from mail_refusal r where r.tenant_id = m.tenant_id and r.email_key = m.recipient_key) as refused
           from mail m left join invitation i on i.id = m.invitation_id where m.id = :id""",
        {"id": mail.id},
    )
    if row is None:  # no mail that waits is deleted; should somebody do so, there is nothing to say
        return Outcome(MailStatus.FAILED, tried=False)
    expires_at = db.instant(row["expires_at"])
    if row["accepted_at"]:
        reason = "the invitation has been accepted"
    elif row["cancelled_at"]:
        reason = "the invitation was cancelled"
    elif row["mail_id"] and db.uuid(row["mail_id"]) != mail.id:
        reason = "a newer mail took its place"
    elif expires_at and expires_at <= now():
        reason = "its link expired before it could be sent"
    elif row["refused"] and not mail.security:
        return Outcome(MailStatus.SUPPRESSED, "The recipient wants no mail from this organization.", tried=False)
    elif not await still_holds(mail):
        reason = "what it tells does not hold for the recipient any more"
    else:
        return None
    return Outcome(MailStatus.FAILED, f"Not sent: {reason}.", tried=False)


async def _held_back(mail: Mail) -> Outcome | None:
    """Above 20 mails an hour for one recipient, over all tenants, the rest waits (security mails never do)."""
    if mail.security or current().settings.rate_limits is Switch.OFF:
        return None
    at = now()
    rows = await db.fetch(
        """select status, updated_at from mail
           where recipient_key = :recipient and not security and id <> :id and (
             status in ('SENT', 'BOUNCED') and updated_at > :since or leased_until > :now)
           order by updated_at desc limit :most""",
        {"recipient": mail.recipient_key, "id": mail.id, "since": at - timedelta(hours=1), "now": at, "most": RECIPIENT_HOUR},
    )
    if len(rows) < RECIPIENT_HOUR:
        return None
    sent = [db.instant(row["updated_at"]) for row in rows if row["status"] in (MailStatus.SENT, MailStatus.BOUNCED)]
    free = min((instant for instant in sent if instant), default=at) + timedelta(hours=1) if len(sent) == RECIPIENT_HOUR else at
    wait = max(free, at + FIRST_WAIT)
    return Outcome(MailStatus.DEFERRED, "Held back for a while, to spare the recipient.", wait, tried=False)


async def _tried(mail: Mail, send: Send) -> Outcome:
    try:
        message = open_mail(mail)
    except ValueError:  # sealed with a key that is not among the present ones; the operator may bring it back
        return _later(mail, "The mail can't be opened with the present keys.")
    try:
        content = compose(message, mail_from=current().settings.mail_from, message_id=mail.message_id, date=mail.created_at)
        await send(mailbox(message.recipient), content)
    except NotSent as problem:
        return Outcome(MailStatus.FAILED, str(problem)) if problem.final else _later(mail, str(problem))
    except MimeError as problem:
        _log.error("mail can't be made", mail=str(mail.id), problem=str(problem))
        return Outcome(MailStatus.FAILED, "The mail could not be made.")
    except Exception:  # noqa: BLE001  # whatever it is, the mail is tried again, and does not block the others
        _log.exception("mail not sent", mail=str(mail.id))
        return _later(mail, "The mail could not be sent.")
    return Outcome(MailStatus.SENT)


def _later(mail: Mail, reason: str) -> Outcome:
    """Try again, with doubling waits that are never the same for all; after two days give up."""
    attempts, at = mail.attempts + 1, now()
    if attempts >= LEAST_ATTEMPTS and at >= mail.created_at + TRIED_FOR:
        return Outcome(MailStatus.FAILED, reason)
    wait = min(FIRST_WAIT * 2 ** min(mail.attempts, 10), LONGEST_WAIT)
    return Outcome(MailStatus.DEFERRED, reason, cut(at + wait * random.uniform(0.8, 1.0)))  # noqa: S311  # no secret


async def _keep(mail: Mail, outcome: Outcome) -> bool:
    """Write the outcome, if the lease is still ours."""
    changed = await db.execute(
        """update mail set status = :status, last_error = :error, next_attempt_at = :next, attempts = attempts + :tried,
             sealed = case when :readable then sealed end, lease = null, leased_until = null, updated_at = :now
           where id = :id and lease = :lease""",
        {
            "status": outcome.status.value, "error": outcome.error, "next": outcome.next_attempt_at, "tried": int(outcome.tried),
            "readable": outcome.next_attempt_at is not None or keeps_mails(), "now": now(), "id": mail.id, "lease": mail.lease,
        },
    )  # fmt: skip
    return changed == 1
