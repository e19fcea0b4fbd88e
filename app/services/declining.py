"""What the holder of a link may do besides accepting: decline, report, and ask for a fresh link."""

from __future__ import annotations

from datetime import timedelta
from typing import Final

from app.auth.actor import Actor
from app.core import db
from app.core.errors import Code
from app.core.ids import new_id
from app.core.rates import ACCEPT
from app.core.runtime import current, now
from app.mail import messages, outbox
from app.mail.language import language_of
from app.models import CancelReason, Invitation, Tenant
from app.services import events
from app.services.invitation_links import Opened, follow, problem_of_link, refusal
from app.services.standing import answering, subject_name, target_of

BETWEEN_QUESTIONS: Final = timedelta(days=1)
"""How long after a fresh link was asked for it can be asked for again."""


async def decline(actor: Actor, *, token: str, report: bool = False) -> None:
    """Say no. With `report` the address gets no invitation and no reminder from this tenant any more.

    LINK_INVALID, LINK_REPLACED, LINK_CANCELLED, ALREADY_ACCEPTED, LINK_EXPIRED: only the holder of the current link decides.
    FORBIDDEN in an acting session, and by an API key.
    """
    if actor.signed_in:
        actor.require_oneself()
    current().rates.take(ACCEPT, actor.origin.ip or "")
    opened = await follow(token)
    if opened is None:
        raise refusal(Code.LINK_INVALID)
    if problem := problem_of_link(opened):
        raise refusal(problem)
    reason = CancelReason.REPORTED if report else CancelReason.DECLINED
    async with db.transaction():
        declined = await db.execute(
            "update invitation set cancelled_at = :now, cancel_reason = :reason where id = :id and link_id = :link"
            " and accepted_at is null and cancelled_at is null and expires_at > :now",
            {"id": opened.id, "link": opened.link_id, "reason": reason.value, "now": now()},
        )
        if declined:
            if report:
                await _refuse_mail(opened)
            action = "invitation.reported" if report else "invitation.declined"
            await events.record(actor, action, target_of(opened.kind), opened.id, tenant_id=opened.tenant_id, poc_id=opened.poc_id)
            return
    # An accept, a cancel or a resend was faster.
    late = await follow(token)
    raise refusal((late and problem_of_link(late)) or Code.LINK_EXPIRED)


async def request_fresh(actor: Actor, *, token: str) -> None:
    """With an expired or replaced link: tell the inviter, once a day. Whatever the token, the answer is the same; nothing is sent to it.

    Who asks is whoever holds the link: no partner for whom they act at the moment, and no program of theirs.
    """
    if not actor.oneself:
        actor = Actor(user_id=actor.user_id, origin=actor.origin)
    current().rates.take(ACCEPT, actor.origin.ip or "")
    opened = await follow(token)
    if opened is None:
        return
    async with db.transaction():
        asked = await db.execute(
            "update invitation set fresh_asked_at = :now where id = :id and accepted_at is null and cancelled_at is null"
            " and (link_id <> :link or expires_at <= :now) and (fresh_asked_at is null or fresh_asked_at <= :lately)",
            {"id": opened.id, "link": opened.link_id, "now": now(), "lately": now() - BETWEEN_QUESTIONS},
        )
        if asked:
            await _tell_inviter(await Invitation.get(id=opened.id))
            await events.record(
                actor, "invitation.fresh_asked", target_of(opened.kind), opened.id, tenant_id=opened.tenant_id, poc_id=opened.poc_id
            )


async def _refuse_mail(opened: Opened) -> None:
    await db.execute(
        "insert into mail_refusal (id, tenant_id, email_key, created_at)"
        " select :new, tenant_id, email_key, :now from invitation where id = :id on conflict do nothing",
        {"new": new_id(), "now": now(), "id": opened.id},
    )


async def _tell_inviter(invitation: Invitation) -> None:
    inviter = await answering(invitation)
    if inviter:
        name = " ".join(part for part in (invitation.first_name, invitation.last_name) if part)
        tenant = await Tenant.get(id=invitation.tenant_id)
        message = messages.fresh_link_asked(
            recipient=inviter.email, locale=language_of(inviter.locale, tenant.default_locale).code, who=name or invitation.email,
            subject_name=await subject_name(invitation),
        )  # fmt: skip
        await outbox.enqueue(message, tenant_id=invitation.tenant_id)
