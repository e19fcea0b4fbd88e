"""Issuing: writing an invitation, and mailing it, each time with a fresh link."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import partial
from math import ceil
from typing import Any, Final
from uuid import UUID

from app.auth.actor import Actor
from app.auth.policies import ACTIVE_PARTICIPANT
from app.core import db, text
from app.core.crypto import new_token, token_hash
from app.core.errors import Code, UserErrors, refuse
from app.core.ids import new_id
from app.core.runtime import current, now
from app.mail import messages, outbox
from app.models import CancelReason, Invitation, InvitationKind, InvitationStatus, MembershipStatus, Role
from app.models.fields import words_text
from app.services import budgets, email_words, events, invitation_mails, seats, tenants
from app.services.invitation_mails import NAMED, NAMES, Invited, invited, names_of
from app.services.invite_blocks import available_at, domain_allowed
from app.services.standing import status_of, target_of

__all__ = ["Invited", "cool_down", "invited", "issue", "payer", "refuses", "remind", "send", "set_by", "sort_name"]


async def issue(
    actor: Actor,
    who: Invited,
    *,
    kind: InvitationKind,
    tenant_id: UUID,
    poc_id: UUID | None = None,
    customer_id: UUID | None = None,
    contact_id: UUID | None = None,
    roles: Iterable[Role] = (),
    can_sign: bool = False,
    access_ends_on: date | None = None,
    held: bool = False,
) -> UUID:
    """Write an invitation and mail it, or keep the mail (`held`); its id. Inside the caller's transaction.

    Without a person as actor the operator invites: nobody of the product answers for it, and it counts for nobody.

    DOMAIN_NOT_ALLOWED; RECIPIENT_REFUSES; ALREADY_MEMBER; ALREADY_PARTICIPANT; ALREADY_EXISTS with the pending one's id;
    SEAT_LIMIT for a colleague whom the tenant's plan has no room for; RATE_LIMITED. An expired one gives way.
    """
    if kind is InvitationKind.MEMBER:
        await tenants.hold(tenant_id)
    of_it = {"poc": poc_id, "customer": customer_id, "contact": contact_id}
    found = await _look_up(actor, kind, tenant_id, who, of_it)
    _refuse_domain(found, who.email_key)
    _refuse_known(found, kind)
    await _make_room(actor, found, kind, tenant_id, poc_id)
    if kind is InvitationKind.MEMBER:
        await seats.require(tenant_id, "email")
    id_, at = new_id(), now()
    who = replace(who, locale=who.locale or found["default_locale"])
    invitation: dict[str, object] = {
        "id": id_, "tenant_id": tenant_id, "kind": kind.value, "poc_id": poc_id, "customer_id": customer_id,
        "contact_id": contact_id, **_columns(who), "sort_name": sort_name(who.first_name, who.last_name), "roles": words_text(roles),
        "can_sign": can_sign, "access_ends_on": access_ends_on, "invited_by_id": actor.user_id, "created_at": at, "send_count": 0,
        **set_by(actor, tenant_id),
    }  # fmt: skip
    granted = {"roles": sorted(roles), "canSign": can_sign, "accessEndsOn": access_ends_on and str(access_ends_on)}
    changes = {field: [None, value] for field, value in granted.items() if value}
    logs = events.logs_of(actor, tenant_id)
    rows = events.rows(actor, "invitation.created", target_of(kind), id_, poc_id=poc_id, changes=changes, **logs)
    if not held:
        sending = _sending(id_, who, tenant_id, partial(invitation_mails.message, who, kind, roles, found))
        invitation |= {**sending.columns, "first_sent_at": at, "send_count": 1}
        rows += sending.rows
    if not await db.insert(("invitation", invitation), *rows, unless_taken=True):  # somebody else was faster
        raise _exists(await _look_up(actor, kind, tenant_id, who, of_it))
    await budgets.spend_on_mail(payer(actor, tenant_id), actor.user_id, who.email_key)
    return id_


async def send(invitation: Invitation) -> None:
    """Mail an invitation with a fresh link, which from now on is the only one that works, for as long as the settings say.

    `invitation` is how the caller knows it, in the same transaction; if it was decided or sent since, nothing is: NOT_PENDING.
    """
    who = Invited(**_columns(invitation))
    message = partial(invitation_mails.message, who, invitation.kind, invitation.roles, await names_of(invitation))
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
    """Mail a reminder of a pending invitation. It is no sending: the invitation ends when it would have.

    That of one to a POC has `message`, perhaps a few words; of others it says what their own mail said.

    The link in it is a fresh one, because only hashes are kept of the others, and from now on the only one that works.
    `invitation` is how the caller knows it, in the same transaction; if it was decided or sent since, nothing is: NOT_PENDING.
    """
    who = Invited(**_columns(invitation))
    if invitation.kind is InvitationKind.POC:
        who = replace(who, personal_message=message)
    names = await names_of(invitation, invitation_mails.REMINDING[invitation.kind])
    sending = _sending(invitation.id, who, invitation.tenant_id, partial(invitation_mails.reminder, who, invitation, names))
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


def cool_down(last_sent_at: datetime | None, *path: str) -> None:
    """COOLDOWN with `retry_after` at `path` for what was mailed a moment ago."""
    if until := available_at(last_sent_at):
        message = "This was mailed a moment ago; wait a little."
        raise refuse(Code.COOLDOWN, message, *path, retry_after=ceil((until - now()).total_seconds()))


def sort_name(first_name: str | None, last_name: str | None) -> str:
    """What an invitation is searched by, besides the address."""
    return text.sort_key(f"{first_name or ''} {last_name or ''}")


def payer(actor: Actor, tenant_id: UUID) -> UUID:
    """Whose budget a mail counts against: that of whoever's person sends it, so that a partner uses up nothing of its customers."""
    return actor.partner_id or actor.tenant_id or tenant_id


async def refuses(tenant_id: UUID, email_key: str, *, by: UUID | None = None) -> bool:
    """Whether an address wants no invitations of a tenant, or of the partner `by` whom it is invited there."""
    sql = "select 1 from mail_refusal where tenant_id in (:tenant, :by) and email_key = :key"
    return await db.fetch_one(sql, {"tenant": tenant_id, "by": by or tenant_id, "key": email_key}) is not None


def _columns(who: Invited | Invitation) -> dict[str, Any]:
    """The columns of an invitation that say who is invited."""
    return {column: getattr(who, column) for column in Invited.__slots__}


_LOOK_UP: Final = {
    kind: f"""
        select {NAMES}, t.default_locale, t.allowed_domains, t.blocked_domains, m.status as membership,
            former.id as former_id, former.expires_at as former_expires_at,
            exists (select 1 from mail_refusal no where no.tenant_id in (:tenant, :payer) and no.email_key = :key) as refuses,
            exists (select 1 from participant par
                    where par.poc_id = :poc and par.user_id = known.id and {ACTIVE_PARTICIPANT.on("par")}) as takes_part
        from {NAMED} left join "user" known on known.email_key = :key
            left join membership m on m.user_id = known.id and m.tenant_id = :tenant
            left join invitation former on former.kind = '{kind.value}' and {of_it}
                and former.accepted_at is null and former.cancelled_at is null
        where t.id = :tenant"""
    for kind, of_it in (
        (InvitationKind.POC, "former.poc_id = :poc and former.email_key = :key"),
        (InvitationKind.MEMBER, "former.tenant_id = :tenant and former.email_key = :key"),
        (InvitationKind.PORTAL, "former.contact_id = :contact"),
    )
}
"""How it stands with an address, in one statement. The open invitation is spelled as its unique index has it."""


async def _look_up(actor: Actor, kind: InvitationKind, tenant_id: UUID, who: Invited, of_it: Mapping[str, UUID | None]) -> db.Row:
    """`of_it`: the POC, customer and contact, those that it is of."""
    values = {
        "inviter": actor.user_id, "tenant": tenant_id, "payer": payer(actor, tenant_id), "key": who.email_key, "now": now(), **of_it,
        **email_words.sought(invitation_mails.INVITING[kind], who.locale),
    }  # fmt: skip
    [row] = await db.fetch(_LOOK_UP[kind], values)
    return row


def _refuse_domain(found: db.Row, email_key: str) -> None:
    """DOMAIN_NOT_ALLOWED where the tenant's policy has another one in mind; a domain below another is another one."""
    allowed, blocked = (db.json(found[column]) for column in ("allowed_domains", "blocked_domains"))
    if not domain_allowed(email_key, allowed, blocked):
        raise refuse(Code.DOMAIN_NOT_ALLOWED, "Your organization invites nobody of this domain.", "email")


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


async def _make_room(actor: Actor, found: db.Row, kind: InvitationKind, tenant_id: UUID, poc_id: UUID | None) -> None:
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
        await events.record(actor, "invitation.replaced", target_of(kind), former_id, poc_id=poc_id, **events.logs_of(actor, tenant_id))


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
