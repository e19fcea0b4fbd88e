"""Issuing: writing an invitation, and mailing it, each time with a fresh link."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from typing import Any, Final
from uuid import UUID
from zoneinfo import ZoneInfo

from app.auth.actor import Actor
from app.auth.policies import ACTIVE_PARTICIPANT
from app.core import db, places, text
from app.core.crypto import new_token, token_hash
from app.core.errors import Code, UserError, UserErrors, refuse
from app.core.ids import new_id
from app.core.runtime import current, now
from app.mail import messages, outbox
from app.models import CancelReason, Invitation, InvitationKind, InvitationStatus, MembershipStatus, Role
from app.models.fields import words_text
from app.services import budgets, events
from app.services.standing import status_of


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
    found = await _look_up(actor, kind, tenant_id, poc_id, who.email_key)
    _refuse_known(found, kind)
    await _make_room(actor, found, tenant_id, poc_id)
    id_, at = new_id(), now()
    who = replace(who, locale=who.locale or found["default_locale"])
    invitation: dict[str, object] = {
        "id": id_, "tenant_id": tenant_id, "kind": kind.value, "poc_id": poc_id, "customer_id": customer_id, **_columns(who),
        "sort_name": sort_name(who.first_name, who.last_name), "roles": words_text(roles), "can_sign": can_sign,
        "access_ends_on": access_ends_on, "invited_by_id": actor.user_id, "created_at": at, "send_count": 0,
        **set_by(actor, tenant_id),
    }  # fmt: skip
    granted = {"roles": sorted(roles), "canSign": can_sign, "accessEndsOn": access_ends_on and str(access_ends_on)}
    changes = {field: [None, value] for field, value in granted.items() if value}
    rows = events.rows(actor, "invitation.created", "invitation", id_, tenant_id=tenant_id, poc_id=poc_id, changes=changes)
    if not held:
        sending = _sending(id_, who, tenant_id, partial(_message, who, kind, roles, found))
        invitation |= {**sending.columns, "first_sent_at": at, "send_count": 1}
        rows += sending.rows
    if not await db.insert(("invitation", invitation), *rows, unless_taken=True):  # somebody else was faster
        raise _exists(await _look_up(actor, kind, tenant_id, poc_id, who.email_key))
    await budgets.spend_on_mail(tenant_id, actor.user_id, who.email_key)
    return id_


async def send(invitation: Invitation) -> None:
    """Mail an invitation with a fresh link, which from now on is the only one that works, for as long as the settings say.

    `invitation` is how the caller knows it, in the same transaction; if it was decided or sent since, nothing is: NOT_PENDING.
    """
    who = Invited(**_columns(invitation))
    message = partial(_message, who, invitation.kind, invitation.roles, await _names(invitation))
    sending = _sending(invitation.id, who, invitation.tenant_id, message)
    sql = (
        "update invitation set link_id = :link_id, mail_id = :mail_id, first_sent_at = coalesce(first_sent_at, :last_sent_at),"
        " last_sent_at = :last_sent_at, send_count = send_count + 1, expires_at = :expires_at"
        " where id = :id and accepted_at is null and cancelled_at is null and send_count = :sent"
    )
    if await db.execute(sql, {**sending.columns, "id": invitation.id, "sent": invitation.send_count}) != 1:
        raise refuse(Code.NOT_PENDING, "This invitation was decided or sent in the meantime.", "invitationId")
    await db.insert(*sending.rows)


async def remind(invitation: Invitation, message: str | None = None) -> None:
    """Mail a reminder of a pending invitation to a POC, perhaps with a few words. It is no sending: the invitation ends when it would have.

    The link in it is a fresh one, because only hashes are kept of the others, and from now on the only one that works.
    `invitation` is how the caller knows it, in the same transaction; if it was decided or sent since, nothing is: NOT_PENDING.
    """
    who = replace(Invited(**_columns(invitation)), personal_message=message)
    sending = _sending(invitation.id, who, invitation.tenant_id, partial(_reminder, who, invitation, await _names(invitation)))
    sql = (
        "update invitation set link_id = :link_id, mail_id = :mail_id, reminded_at = :last_sent_at"
        " where id = :id and accepted_at is null and cancelled_at is null and expires_at > :last_sent_at and send_count = :sent"
    )
    if await db.execute(sql, {**sending.columns, "id": invitation.id, "sent": invitation.send_count}) != 1:
        raise refuse(Code.NOT_PENDING, "This invitation was decided or sent in the meantime.", "invitationId")
    await db.insert(*sending.rows)


def set_by(actor: Actor, tenant_id: UUID) -> dict[str, object]:
    """The columns that say who answers for what an invitation to a tenant grants: the person, and at a customer's the partner."""
    partner_id = actor.partner_id or (actor.tenant_id if actor.tenant_id != tenant_id else None)
    return {"set_by_id": actor.user_id, "partner_id": partner_id, "set_in_id": actor.session_id if actor.acting else None}


def sort_name(first_name: str | None, last_name: str | None) -> str:
    """What an invitation is searched by, besides the address."""
    return text.sort_key(f"{first_name or ''} {last_name or ''}")


async def refuses(tenant_id: UUID, email_key: str) -> bool:
    """Whether an address wants no invitations of a tenant."""
    sql = "select 1 from mail_refusal where tenant_id = :tenant and email_key = :key"
    return await db.fetch_one(sql, {"tenant": tenant_id, "key": email_key}) is not None


def _columns(who: Invited | Invitation) -> dict[str, Any]:
    """The columns of an invitation that say who is invited."""
    return {column: getattr(who, column) for column in Invited.__slots__}


_NAMES: Final = "t.name as organization, p.name as poc_name, c.name as customer_name, u.first_name, u.last_name"
_NAMED: Final = 'tenant t left join "user" u on u.id = :inviter left join poc p on p.id = :poc left join customer c on c.id = p.customer_id'
"""What a mail says of the tenant, the inviter and the POC."""

_LOOK_UP: Final = {
    kind: f"""
        select {_NAMES}, t.default_locale, m.status as membership, former.id as former_id, former.expires_at as former_expires_at,
            exists (select 1 from mail_refusal no where no.tenant_id = :tenant and no.email_key = :key) as refuses,
            exists (select 1 from participant par
                    where par.poc_id = :poc and par.user_id = known.id and {ACTIVE_PARTICIPANT.on("par")}) as takes_part
        from {_NAMED} left join "user" known on known.email_key = :key
            left join membership m on m.user_id = known.id and m.tenant_id = :tenant
            left join invitation former on former.kind = '{kind.value}' and former.{column} and former.email_key = :key
                and former.accepted_at is null and former.cancelled_at is null
        where t.id = :tenant"""
    for kind, column in ((InvitationKind.POC, "poc_id = :poc"), (InvitationKind.MEMBER, "tenant_id = :tenant"))
}
"""How it stands with an address, in one statement. The open invitation is spelled as its unique index has it."""


async def _names(invitation: Invitation) -> db.Row:
    values = {
        "inviter": invitation.invited_by_id, "poc": invitation.poc_id, "tenant": invitation.tenant_id, "key": invitation.email_key,
    }  # fmt: skip
    sql = (
        f"select {_NAMES}, coalesce(known.time_zone, t.time_zone) as time_zone"
        f' from {_NAMED} left join "user" known on known.email_key = :key where t.id = :tenant'
    )
    [row] = await db.fetch(sql, values)
    return row


async def _look_up(actor: Actor, kind: InvitationKind, tenant_id: UUID, poc_id: UUID | None, email_key: str) -> db.Row:
    values = {"inviter": actor.user_id, "tenant": tenant_id, "poc": poc_id, "key": email_key, "now": now()}
    [row] = await db.fetch(_LOOK_UP[kind], values)
    return row


def _refuse_known(found: db.Row, kind: InvitationKind) -> None:
    """RECIPIENT_REFUSES; ALREADY_MEMBER, ALREADY_PARTICIPANT: who is there needs no invitation, and a member is no customer."""
    if found["refuses"]:
        raise refuse(Code.RECIPIENT_REFUSES, "This person wants no more mail from your organization.", "email")
    if found["membership"] == MembershipStatus.ACTIVE:
        raise refuse(Code.ALREADY_MEMBER, "This person works for your organization.", "email")
    if found["membership"] and kind is InvitationKind.MEMBER:
        raise refuse(Code.ALREADY_MEMBER, "This person was a member of your organization; their membership can be opened again.", "email")
    if found["takes_part"]:
        raise refuse(Code.ALREADY_PARTICIPANT, "This person takes part already.", "email")


async def _make_room(actor: Actor, found: db.Row, tenant_id: UUID, poc_id: UUID | None) -> None:
    """ALREADY_EXISTS while one is pending; an expired one is cancelled, so that there is never more than one open."""
    former_id = db.uuid(found["former_id"])
    if former_id is None:
        return
    if status_of(None, None, db.instant(found["former_expires_at"])) is InvitationStatus.PENDING:
        raise _exists(found)
    replaced = await db.execute(
        "update invitation set cancelled_at = :now, cancel_reason = :reason"
        " where id = :id and accepted_at is null and cancelled_at is null and expires_at <= :now",
        {"id": former_id, "reason": CancelReason.REPLACED.value, "now": now()},
    )
    if replaced:  # else it was resent just now, and the unique index refuses the new one
        await events.record(actor, "invitation.replaced", "invitation", former_id, tenant_id=tenant_id, poc_id=poc_id)


def _exists(found: db.Row) -> UserErrors:
    message = "This person has an invitation that is pending; resend it."
    return refuse(Code.ALREADY_EXISTS, message, "email", subject_id=db.uuid(found["former_id"]))


@dataclass(frozen=True, slots=True)
class _Sending:
    """What is written to mail an invitation: its own columns, and the rows of link and mail."""

    columns: dict[str, object]
    rows: list[db.NewRow]


def _sending(id_: UUID, who: Invited, tenant_id: UUID, say: Callable[[str], messages.Message]) -> _Sending:
    """`say` is the mail, once its link is known."""
    settings, at = current().settings, now()
    link_id, mail_id, token = new_id(), new_id(), new_token()
    message = say(f"{settings.link_url}/invite/{token}")
    return _Sending(
        {"link_id": link_id, "mail_id": mail_id, "last_sent_at": at, "expires_at": at + settings.invitation_ttl},
        [
            ("invitation_link", {"id": link_id, "invitation_id": id_, "token_hash": token_hash(token), "created_at": at}),
            outbox.mail(mail_id, message, recipient_key=who.email_key, tenant_id=tenant_id, invitation_id=id_),
        ],
    )


def _message(who: Invited, kind: InvitationKind, roles: Iterable[str], names: db.Row, link: str) -> messages.Message:
    inviter, invited_name, locale = _inviter(names), _called(who), who.locale or "en"
    if kind is InvitationKind.POC:
        return messages.poc_invitation(
            recipient=who.email, locale=locale, poc_name=names["poc_name"], inviter_name=inviter, link=link,
            customer_name=invited_name or names["customer_name"], organization=names["organization"], personal_message=who.personal_message,
        )  # fmt: skip
    return messages.member_invitation(
        recipient=who.email, locale=locale, invited_name=invited_name, inviter_name=inviter, organization=names["organization"],
        roles=messages.role_names(roles), personal_message=who.personal_message, link=link,
    )  # fmt: skip


def _reminder(who: Invited, invitation: Invitation, names: db.Row, link: str) -> messages.Message:
    if invitation.expires_at is None:  # held, and so not mailed yet
        raise refuse(Code.NOT_PENDING, "This invitation was not mailed yet.", "invitationId")
    return messages.invitation_reminder(
        recipient=who.email, locale=who.locale or "en", poc_name=names["poc_name"], inviter_name=_inviter(names), link=link,
        customer_name=_called(who) or names["customer_name"], organization=names["organization"], personal_message=who.personal_message,
        expires_at=invitation.expires_at.astimezone(ZoneInfo(names["time_zone"])),
    )  # fmt: skip


def _inviter(names: db.Row) -> str:
    return f"{names['first_name'] or ''} {names['last_name'] or ''}".strip() or str(names["organization"])


def _called(who: Invited) -> str:
    return " ".join(name for name in (who.first_name, who.last_name) if name)
