"""The portal: inviting contacts to it, which is Send and Resend in one, and taking their access again.

Whoever decides on a contact's access has the lock of its row, so that of two who send at once one mails, and the other waits a little.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

from app.auth.actor import Actor
from app.auth.finding import find_contact
from app.auth.permissions import Permission
from app.auth.plans import REQUIRED_PLAN, FeatureKey, has_feature
from app.core import db, places, text
from app.core.changes import UNSET, Unset
from app.core.errors import Code, UserError, UserErrors, refuse
from app.core.runtime import now
from app.models import CancelReason, Contact, Invitation, InvitationKind, InvitationStatus, Plan
from app.services import budgets, events, issuing
from app.services.invite_blocks import domain_allowed
from app.services.standing import status_of, target_of

TARGET: Final = target_of(InvitationKind.PORTAL)


@dataclass(frozen=True, slots=True)
class Invited:
    """Who was invited, of which customer, and how."""

    contact_id: UUID
    customer_id: UUID
    invitation_id: UUID


async def send(
    actor: Actor, contact_id: UUID | None, *, personal_message: str | Unset | None = UNSET, locale: str | Unset | None = UNSET
) -> Invited:
    """Invite a contact to the portal, or mail a pending invitation again with a fresh link; an expired one gives way to a new one.

    What is given of the message and the language replaces the former, and whoever sends answers for it from now on.
    NOT_FOUND, and all that `invite` refuses, at `contactId`.
    """
    actor.require(Permission.PORTAL_INVITE)
    async with db.transaction():
        contact = await find_contact(actor, contact_id, "contactId", to=Permission.PORTAL_INVITE)
        invitation_id = await invite(actor, contact, "contactId", personal_message=personal_message, locale=locale)
        return Invited(contact.id, contact.customer_id, invitation_id)


async def invite(
    actor: Actor,
    contact: Contact,
    at: str,
    *,
    plan_at: str | None = None,
    personal_message: str | Unset | None = UNSET,
    locale: str | Unset | None = UNSET,
) -> UUID:
    """The same in the caller's transaction, which has the lock of the contact; the invitation's id.

    What `_require_sendable` refuses, at `at`, but for the plan at `plan_at`; COOLDOWN and RATE_LIMITED with `retry_after`.
    """
    words = _words(personal_message, locale)
    await _require_sendable(actor, contact, at, plan_at or at)
    open_ = Invitation.filter(contact_id=contact.id, kind=InvitationKind.PORTAL, accepted_at=None, cancelled_at=None)
    former = await open_.select_for_update(no_key=True).first()
    names = {"first_name": contact.first_name, "last_name": contact.last_name, "title": contact.title}
    if former is None:
        words = {"personal_message": None, "locale": None, **words}
    else:
        issuing.cool_down(former.last_sent_at, at)
        if status_of(None, None, former.expires_at) is InvitationStatus.PENDING:
            sorted_by = issuing.sort_name(contact.first_name, contact.last_name)
            await _send_again(actor, former, {**names, "sort_name": sorted_by, **words})
            return UUID(str(former.id))
        words = {"personal_message": former.personal_message, "locale": former.locale, **words}
    who = issuing.Invited(email=contact.email or "", email_key=contact.email_key or "", **names, **words)
    return await issuing.issue(
        actor, who, kind=InvitationKind.PORTAL, tenant_id=contact.tenant_id, customer_id=contact.customer_id, contact_id=contact.id
    )


async def resend(actor: Actor, invitation: Invitation) -> None:
    """Mail an invitation to the portal again by the rules of `send`, as what it says; an expired one is pending again.

    In the caller's transaction, which has the locks of the contact and the invitation, and has seen that it is open.
    """
    contact = await Contact.get_or_none(id=invitation.contact_id)
    if contact is None:
        raise refuse(Code.NOT_PENDING, "This invitation is not pending any more.", "invitationId")
    await _require_sendable(actor, contact, "invitationId", "invitationId")
    issuing.cool_down(invitation.last_sent_at, "invitationId")
    await _send_again(actor, invitation, {})


async def revoke(actor: Actor, contact_id: UUID | None) -> UUID:
    """Take a contact's access with the next request, and withdraw an open invitation; the customer's id. Neither there: success.

    NOT_FOUND at `contactId`.
    """
    actor.require(Permission.PORTAL_INVITE)
    async with db.transaction():
        contact = await find_contact(actor, contact_id, "contactId", to=Permission.PORTAL_INVITE)
        await take_access(actor, contact)
        await withdraw(actor, contact)
        return contact.customer_id


async def take_access(actor: Actor, contact: Contact) -> None:
    """End the access that a contact has, if it does. In the caller's transaction."""
    sql = "update contact set revoked_at = :now where id = :id and portal_at is not null and revoked_at is null"
    if await db.execute(sql, {"id": contact.id, "now": now()}):
        await events.record(actor, "contact.portal_revoked", "contact", contact.id, tenant_id=contact.tenant_id)


async def withdraw(actor: Actor, contact: Contact) -> None:
    """Cancel a contact's open invitation, also an expired one. In the caller's transaction, which has the lock of the contact."""
    withdrawn = await db.fetch(
        "update invitation set cancelled_at = :now, cancel_reason = :reason where contact_id = :contact and kind = 'PORTAL'"
        " and accepted_at is null and cancelled_at is null returning id",
        {"contact": contact.id, "now": now(), "reason": CancelReason.WITHDRAWN.value},
    )
    for row in withdrawn:
        await events.record(actor, "invitation.cancelled", TARGET, UUID(str(row["id"])), tenant_id=contact.tenant_id)


def is_open(contact: Contact) -> bool:
    """Whether a contact has access to the portal."""
    return contact.portal_at is not None and contact.revoked_at is None


def _words(personal_message: str | Unset | None, locale: str | Unset | None) -> dict[str, str | None]:
    """What is said in the mail, as far as it is given."""
    errors: list[UserError] = []
    words: dict[str, str | None] = {}
    if personal_message is not UNSET:
        with text.collecting(errors):
            words["personal_message"] = text.body(personal_message, "personalMessage", most=text.MESSAGE_LENGTH)
    if locale is not UNSET:
        with text.collecting(errors):
            words["locale"] = places.locale(locale, "locale") if locale else None
    if errors:
        raise UserErrors(errors)
    return words


async def _require_sendable(actor: Actor, contact: Contact, at: str, plan_at: str) -> None:
    """Refuse by the first that applies, in the order of `invite_blocks`.

    HAS_ACCOUNT; NO_EMAIL; NOT_OPEN (the customer is archived), RECIPIENT_REFUSES, DOMAIN_NOT_ALLOWED, ALREADY_MEMBER; PLAN_REQUIRED.
    """
    if is_open(contact):
        raise refuse(Code.HAS_ACCOUNT, "This contact has access to the portal already.", at)
    if contact.email_key is None:
        raise refuse(Code.NO_EMAIL, "This contact has no e-mail address.", at)
    row = await _circumstances(actor, contact)
    if row["archived_at"] is not None:
        raise refuse(Code.NOT_OPEN, "This customer is archived.", at)
    if row["refuses"]:
        raise refuse(Code.RECIPIENT_REFUSES, "This person wants no more mail from your organization.", at)
    if not domain_allowed(contact.email_key, db.json(row["allowed_domains"]), db.json(row["blocked_domains"])):
        raise refuse(Code.DOMAIN_NOT_ALLOWED, "Your organization invites nobody of this domain.", at)
    if row["works_here"]:
        raise refuse(Code.ALREADY_MEMBER, "This person works for your organization.", at)
    if not has_feature(Plan(row["plan"]), FeatureKey.PORTAL):
        required = REQUIRED_PLAN[FeatureKey.PORTAL].value
        raise UserErrors([UserError(Code.PLAN_REQUIRED, "Your plan does not have the portal.", (plan_at,), required_plan=required)])


async def _circumstances(actor: Actor, contact: Contact) -> db.Row:
    """What decides besides the contact itself, in one statement."""
    values = {"customer": contact.customer_id, "key": contact.email_key, "payer": issuing.payer(actor, contact.tenant_id)}
    [row] = await db.fetch(
        "select c.archived_at, t.plan, t.allowed_domains, t.blocked_domains,"
        " exists (select 1 from mail_refusal no where no.tenant_id in (t.id, :payer) and no.email_key = :key) as refuses,"
        " exists (select 1 from \"user\" u join membership m on m.user_id = u.id and m.tenant_id = t.id and m.status = 'ACTIVE'"
        " where u.email_key = :key) as works_here"
        " from customer c join tenant t on t.id = c.tenant_id where c.id = :customer",
        values,
    )
    return row


async def _send_again(actor: Actor, invitation: Invitation, changed: Mapping[str, Any]) -> None:
    """Mail an open invitation with a fresh link, and with what is changed of it; from now on the actor answers for it."""
    if changed.get("locale", "") is None:
        row = await db.fetch_one("select default_locale from tenant where id = :id", {"id": invitation.tenant_id})
        changed = {**changed, "locale": row and row["default_locale"]}
    await budgets.spend_on_mail(issuing.payer(actor, invitation.tenant_id), actor.user, invitation.email_key)
    await Invitation.filter(id=invitation.id).update(**changed, **issuing.set_by(actor, invitation.tenant_id))
    await issuing.send(await Invitation.get(id=invitation.id))
    await events.record(actor, "invitation.resent", TARGET, invitation.id, tenant_id=invitation.tenant_id)
