"""Issuing: writing an invitation, and mailing it, each time with a fresh link."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from app.auth.actor import Actor
from app.core import db, places, text
from app.core.crypto import new_token, token_hash
from app.core.errors import Code, UserError, UserErrors, refuse
from app.core.runtime import current, now
from app.mail import messages, outbox
from app.models import CancelReason, Invitation, InvitationKind, InvitationLink, InvitationStatus, MembershipStatus, Role
from app.services import budgets, events
from app.services.standing import status_of, takes_part


@dataclass(frozen=True, slots=True, kw_only=True)
class Invited:
    """Who is invited, and what is said to them."""

    email: str
    email_key: str
    first_name: str | None
    last_name: str | None
    title: str | None
    personal_message: str | None
    locale: str | None


def invited(
    errors: list[UserError],
    *,
    email: str,
    first_name: str | None,
    last_name: str | None,
    title: str | None,
    personal_message: str | None,
    locale: str | None,
) -> Invited | None:
    """What was typed, checked; with anything wrong None, and it is added to `errors`."""
    before = len(errors)
    address = ("", "")
    checked: dict[str, str | None] = {}
    with text.collecting(errors):
        address = text.email(email, "email")
    with text.collecting(errors):
        checked["first_name"] = text.optional_name(first_name, "firstName")
    with text.collecting(errors):
        checked["last_name"] = text.optional_name(last_name, "lastName")
    with text.collecting(errors):
        checked["title"] = text.optional_name(title, "title")
    with text.collecting(errors):
        checked["personal_message"] = text.body(personal_message, "personalMessage", most=text.MESSAGE_LENGTH)
    with text.collecting(errors):
        checked["locale"] = places.locale(locale, "locale") if locale else None
    return None if len(errors) > before else Invited(email=address[0], email_key=address[1], **checked)


async def issue(
    actor: Actor,
    who: Invited,
    *,
    kind: InvitationKind,
    tenant_id: UUID,
    poc_id: UUID | None = None,
    customer_id: UUID | None = None,
    roles: Iterable[Role] = (),
    can_sign: bool = False,
    access_ends_on: date | None = None,
    held: bool = False,
) -> UUID:
    """Write an invitation and mail it, or keep the mail (`held`); its id. Inside the caller's transaction.

    Without a person as actor the operator invites: nobody of the product answers for it, and it counts for nobody.

    RECIPIENT_REFUSES; ALREADY_MEMBER; ALREADY_PARTICIPANT; ALREADY_EXISTS with the pending one's id; RATE_LIMITED. An expired one
    gives way.
    """
    if await refuses(tenant_id, who.email_key):
        raise refuse(Code.RECIPIENT_REFUSES, "This person wants no more mail from your organization.", "email")
    await _refuse_known(kind, tenant_id, poc_id, who.email_key)
    await _make_room(actor, kind, tenant_id, poc_id, who.email_key)
    try:
        async with db.transaction():
            invitation = await Invitation.create(
                kind=kind, tenant_id=tenant_id, poc_id=poc_id, customer_id=customer_id, email=who.email, email_key=who.email_key,
                first_name=who.first_name, last_name=who.last_name, sort_name=sort_name(who.first_name, who.last_name),
                title=who.title, personal_message=who.personal_message,
                locale=who.locale or await _default_locale(tenant_id), roles=frozenset(roles), can_sign=can_sign,
                access_ends_on=access_ends_on, invited_by_id=actor.user_id, set_by_id=actor.user_id, created_at=now(),
            )  # fmt: skip
    except db.Violation:  # somebody else was faster
        raise _exists(await _open(kind, tenant_id, poc_id, who.email_key)) from None
    await budgets.spend_on_mail(tenant_id, actor.user_id, who.email_key)
    if not held:
        await send(invitation)
    granted = {"roles": sorted(roles), "canSign": can_sign, "accessEndsOn": access_ends_on and str(access_ends_on)}
    changes = {field: [None, value] for field, value in granted.items() if value}
    await events.record(
        actor, "invitation.created", "invitation", invitation.id, tenant_id=tenant_id, poc_id=poc_id, changes=changes
    )  # fmt: skip
    invitation_id: UUID = invitation.id
    return invitation_id


async def send(invitation: Invitation) -> None:
    """Mail an invitation with a fresh link, which from now on is the only one that works, for as long as the settings say.

    `invitation` is how the caller knows it, in the same transaction; if it was decided or sent since, nothing is: NOT_PENDING.
    """
    settings, at = current().settings, now()
    token = new_token()
    link = await InvitationLink.create(invitation_id=invitation.id, token_hash=token_hash(token), created_at=at)
    message = await _message(invitation, f"{settings.link_url}/invite/{token}")
    mail_id = await outbox.enqueue(message, tenant_id=invitation.tenant_id, invitation_id=invitation.id)
    sql = (
        "update invitation set link_id = :link, mail_id = :mail, first_sent_at = coalesce(first_sent_at, :now), last_sent_at = :now,"
        " send_count = send_count + 1, expires_at = :expires_at"
        " where id = :id and accepted_at is null and cancelled_at is null and send_count = :sent"
    )
    values = {
        "id": invitation.id, "link": link.id, "mail": mail_id, "now": at, "expires_at": at + settings.invitation_ttl,
        "sent": invitation.send_count,
    }  # fmt: skip
    if await db.execute(sql, values) != 1:
        raise refuse(Code.NOT_PENDING, "This invitation was decided or sent in the meantime.", "invitationId")


def sort_name(first_name: str | None, last_name: str | None) -> str:
    """What an invitation is searched by, besides the address."""
    return text.sort_key(f"{first_name or ''} {last_name or ''}")


async def refuses(tenant_id: UUID, email_key: str) -> bool:
    """Whether an address wants no invitations of a tenant."""
    sql = "select 1 from mail_refusal where tenant_id = :tenant and email_key = :key"
    return await db.fetch_one(sql, {"tenant": tenant_id, "key": email_key}) is not None


async def _refuse_known(kind: InvitationKind, tenant_id: UUID, poc_id: UUID | None, email_key: str) -> None:
    """ALREADY_MEMBER, ALREADY_PARTICIPANT: who is there needs no invitation, and a member of the provider is no customer of it."""
    row = await db.fetch_one(
        'select u.id, m.status from "user" u left join membership m on m.user_id = u.id and m.tenant_id = :tenant where u.email_key = :key',
        {"tenant": tenant_id, "key": email_key},
    )
    if row is None:
        return
    if row["status"] == MembershipStatus.ACTIVE:
        raise refuse(Code.ALREADY_MEMBER, "This person works for your organization.", "email")
    if row["status"] and kind is InvitationKind.MEMBER:
        raise refuse(Code.ALREADY_MEMBER, "This person was a member of your organization; their membership can be opened again.", "email")
    if poc_id and await takes_part(row["id"], poc_id):
        raise refuse(Code.ALREADY_PARTICIPANT, "This person takes part already.", "email")


async def _make_room(actor: Actor, kind: InvitationKind, tenant_id: UUID, poc_id: UUID | None, email_key: str) -> None:
    """ALREADY_EXISTS while one is pending; an expired one is cancelled, so that there is never more than one open."""
    former = await _open(kind, tenant_id, poc_id, email_key)
    if former is None:
        return
    if status_of(former.accepted_at, former.cancelled_at, former.expires_at) is InvitationStatus.PENDING:
        raise _exists(former)
    replaced = await db.execute(
        "update invitation set cancelled_at = :now, cancel_reason = :reason"
        " where id = :id and accepted_at is null and cancelled_at is null and expires_at <= :now",
        {"id": former.id, "reason": CancelReason.REPLACED.value, "now": now()},
    )
    if replaced:  # else it was resent just now, and the unique index refuses the new one
        await events.record(actor, "invitation.replaced", "invitation", former.id, tenant_id=tenant_id, poc_id=poc_id)


async def _open(kind: InvitationKind, tenant_id: UUID, poc_id: UUID | None, email_key: str) -> Invitation | None:
    return await Invitation.get_or_none(
        kind=kind, tenant_id=tenant_id, poc_id=poc_id, email_key=email_key, accepted_at=None, cancelled_at=None
    )


def _exists(invitation: Invitation | None) -> UserErrors:
    subject = invitation.id if invitation else None
    return refuse(Code.ALREADY_EXISTS, "This person has an invitation that is pending; resend it.", "email", subject_id=subject)


async def _message(invitation: Invitation, link: str) -> messages.Message:
    rows = await db.fetch(
        "select t.name as organization, p.name as poc_name, c.name as customer_name, u.first_name, u.last_name"
        ' from invitation i join tenant t on t.id = i.tenant_id left join "user" u on u.id = i.invited_by_id'
        " left join poc p on p.id = i.poc_id left join customer c on c.id = p.customer_id where i.id = :id",
        {"id": invitation.id},
    )
    row = rows[0]
    inviter = f"{row['first_name'] or ''} {row['last_name'] or ''}".strip() or row["organization"]
    invited_name = " ".join(name for name in (invitation.first_name, invitation.last_name) if name)
    if invitation.kind is InvitationKind.POC:
        return messages.poc_invitation(
            recipient=invitation.email, locale=invitation.locale, poc_name=row["poc_name"], inviter_name=inviter, link=link,
            customer_name=invited_name or row["customer_name"], organization=row["organization"],
            personal_message=invitation.personal_message,
        )  # fmt: skip
    return messages.member_invitation(
        recipient=invitation.email, locale=invitation.locale, invited_name=invited_name, inviter_name=inviter,
        organization=row["organization"], roles=messages.role_names(invitation.roles), personal_message=invitation.personal_message,
        link=link,
    )  # fmt: skip


async def _default_locale(tenant_id: UUID) -> str:
    row = await db.fetch_one("select default_locale from tenant where id = :id", {"id": tenant_id})
    return str(row["default_locale"]) if row else "en"
