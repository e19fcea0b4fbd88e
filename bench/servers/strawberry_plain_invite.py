"""The mutation of the Strawberry server: rows made one after the other by the ORM, in a transaction."""

from __future__ import annotations

import hashlib
from dataclasses import asdict
from datetime import UTC, datetime, timedelta
from email.utils import parseaddr
from functools import lru_cache
from typing import Any

import orjson
import strawberry
from strawberry.types import Info
from tortoise.exceptions import IntegrityError
from tortoise.expressions import F
from tortoise.transactions import in_transaction

from app import models
from app.auth.permissions import Permission
from app.core import text
from app.core.clock import cut
from app.core.crypto import Keys, new_token, token_hash
from app.core.ids import new_id, parse
from app.core.settings import Settings
from app.mail import messages
from bench.servers.rights import Viewer
from bench.servers.strawberry_plain_context import active, may, name_of, pocs_as_staff
from bench.servers.strawberry_plain_invitations import Invitation

_keys = lru_cache(maxsize=1)(Keys)


class RefusedError(Exception):
    """What the person can correct."""

    def __init__(self, code: str, message: str, *path: str) -> None:
        super().__init__(message)
        self.code, self.path = code, list(path)


@strawberry.type
class UserError:
    """One thing to correct."""

    code: str
    message: str
    path: list[str] | None


@strawberry.input
class InviteCustomerInput:
    """Who, to what."""

    poc_id: strawberry.ID
    email: str
    first_name: str | None = None
    last_name: str | None = None
    title: str | None = None


@strawberry.type
class InviteCustomerPayload:
    """The invitation, or what was wrong."""

    invitation: Invitation | None
    user_errors: list[UserError]


@strawberry.type
class Mutation:
    """What can be done."""

    @strawberry.mutation(permission_classes=[may(Permission.PARTICIPANTS_INVITE)])  # type: ignore[untyped-decorator]  # Strawberry's
    async def invite_customer(self, info: Info, input: InviteCustomerInput) -> InviteCustomerPayload:  # noqa: A002  # the argument's name
        """Invite a person of the customer."""
        try:
            async with in_transaction():
                row = await _invite(info.context.me, info.context.settings, input)
        except RefusedError as refused:
            return InviteCustomerPayload(
                invitation=None, user_errors=[UserError(code=refused.code, message=str(refused), path=refused.path)]
            )
        return InviteCustomerPayload(invitation=Invitation(row=row), user_errors=[])


async def _invite(me: Viewer, settings: Settings, given: InviteCustomerInput) -> Any:
    poc = await models.Poc.filter(pocs_as_staff(me), id=parse(given.poc_id, "poc")).select_for_update().get_or_none()
    if poc is None:
        raise RefusedError("NOT_FOUND", "There is no such POC.", "pocId")
    if poc.status not in (models.PocStatus.DRAFT, models.PocStatus.ACTIVE):
        raise RefusedError("NOT_OPEN", "Nobody is invited to this POC at the moment.", "pocId")
    email, key = text.email(given.email, "email")
    await _refuse(poc, key)
    tenant, now = await models.Tenant.get(id=poc.tenant_id), cut(datetime.now(UTC))
    first, last = text.optional_name(given.first_name, "firstName"), text.optional_name(given.last_name, "lastName")
    try:
        invitation = await models.Invitation.create(
            kind="POC", tenant_id=poc.tenant_id, poc_id=poc.id, customer_id=poc.customer_id, email=email, email_key=key, first_name=first,
            last_name=last, sort_name=text.sort_key(f"{first or ''} {last or ''}"), title=text.optional_name(given.title, "title"),
            locale=tenant.default_locale, invited_by_id=me.user_id, set_by_id=me.user_id, created_at=now,
        )  # fmt: skip
    except IntegrityError:
        raise RefusedError("ALREADY_EXISTS", "This person has an invitation that is pending; resend it.", "email") from None
    await _spend(me, settings, key, now)
    if poc.status is not models.PocStatus.DRAFT:
        await _send(invitation, poc, tenant, settings, now)
    event = await models.Event.create(
        at=now, action="invitation.created", tenant_id=poc.tenant_id, actor_id=me.user_id, session_id=me.session_id,
        target_kind="invitation", target_id=invitation.id, poc_id=poc.id,
    )  # fmt: skip
    await models.EventOrigin.create(event=event, ip="127.0.0.1")
    return invitation


async def _refuse(poc: Any, key: str) -> None:
    if await models.MailRefusal.exists(tenant_id=poc.tenant_id, email_key=key):
        raise RefusedError("RECIPIENT_REFUSES", "This person wants no more mail from your organization.", "email")
    if user := await models.User.get_or_none(email_key=key):
        if await models.Membership.exists(user_id=user.id, tenant_id=poc.tenant_id, status="ACTIVE"):
            raise RefusedError("ALREADY_MEMBER", "This person works for your organization.", "email")
        if await models.Participant.filter(active(datetime.now(UTC)), poc_id=poc.id, user_id=user.id).exists():
            raise RefusedError("ALREADY_PARTICIPANT", "This person takes part already.", "email")
    former = await models.Invitation.get_or_none(kind="POC", poc_id=poc.id, email_key=key, accepted_at=None, cancelled_at=None)
    if former and former.expires_at and former.expires_at <= datetime.now(UTC):
        former.cancelled_at, former.cancel_reason = cut(datetime.now(UTC)), models.CancelReason.REPLACED
        await former.save(update_fields=["cancelled_at", "cancel_reason"])
    elif former:
        raise RefusedError("ALREADY_EXISTS", "This person has an invitation that is pending; resend it.", "email")


async def _spend(me: Viewer, settings: Settings, key: str, now: datetime) -> None:
    day = now + timedelta(days=1)
    recipient = hashlib.sha256(key.encode()).hexdigest()
    for name, most, ends_at in (
        (f"tenant:{me.tenant_id}", settings.mail_budget_tenant_day, day),
        (f"inviter:{me.tenant_id}:{me.user_id}", settings.mail_budget_inviter_day, day),
        (f"recipient:{me.tenant_id}:{recipient}", settings.mail_budget_recipient_hour, now + timedelta(hours=1)),
    ):
        budget, made = await models.MailBudget.get_or_create(key=name, defaults={"used": 1, "ends_at": ends_at})
        if made:
            continue
        if budget.ends_at <= now:
            await models.MailBudget.filter(key=name).update(used=1, ends_at=ends_at)
        elif not await models.MailBudget.filter(key=name, used__lt=most).update(used=F("used") + 1):
            raise RefusedError("RATE_LIMITED", "That was enough for now.")


async def _send(invitation: Any, poc: Any, tenant: Any, settings: Settings, now: datetime) -> None:
    token, mail_id = new_token(), new_id()
    link = await models.InvitationLink.create(invitation_id=invitation.id, token_hash=token_hash(token), created_at=now)
    inviter, customer = await models.User.get(id=invitation.invited_by_id), await models.Customer.get(id=poc.customer_id)
    message = messages.poc_invitation(
        recipient=invitation.email, locale=invitation.locale, poc_name=poc.name, inviter_name=name_of(inviter), organization=tenant.name,
        customer_name=" ".join(part for part in (invitation.first_name, invitation.last_name) if part) or customer.name,
        personal_message=None, link=f"{settings.link_url}/invite/{token}",
    )  # fmt: skip
    await models.Mail.create(
        id=mail_id, tenant_id=poc.tenant_id, invitation_id=invitation.id, name=message.name, recipient=invitation.email,
        recipient_key=invitation.email_key, message_id=f"<{mail_id}@{parseaddr(settings.mail_from)[1].rpartition('@')[2]}>",
        sealed=_keys(settings.secret_key).seal(orjson.dumps(asdict(message)).decode()), next_attempt_at=now, created_at=now, updated_at=now,
    )  # fmt: skip
    invitation.link_id, invitation.mail_id, invitation.first_sent_at, invitation.last_sent_at = link.id, mail_id, now, now
    invitation.send_count, invitation.expires_at = 1, now + settings.invitation_ttl
    await invitation.save(update_fields=["link_id", "mail_id", "first_sent_at", "last_sent_at", "send_count", "expires_at"])
