"""Invitations, once they are issued: resending, withdrawing and editing them, and what becomes of them with their POC.

Inviting is in `participants`, `members` and `portal_invites`; what the holder of a link does is in `accepting`, `declining` and
`invitation_previews`, by the names of here.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, Final
from uuid import UUID

from tortoise.expressions import Q

from app.auth import limits
from app.auth.actor import Actor
from app.auth.finding import find_invitation
from app.auth.permissions import Permission
from app.core import db, text
from app.core.changes import UNSET, Unset
from app.core.errors import Code, UserError, UserErrors, forbidden, refuse
from app.core.runtime import now
from app.models import CancelReason, Invitation, InvitationKind, InvitationStatus, Poc, PocStatus, Role
from app.services import budgets, events, granting, grants, issuing, portal_invites, seats, tenants
from app.services.accepting import Accepted, Registration, accept
from app.services.declining import decline, request_fresh
from app.services.invitation_previews import InvitationStep, Preview, preview
from app.services.standing import INVITES, PENDING, may_be_set, status_of, target_of

__all__ = [
    "Accepted", "InvitationStep", "Preview", "Registration", "accept", "answer_for", "cancel", "decline", "pass_to_owner",
    "preview", "request_fresh", "resend", "send_held", "update", "withdraw_all",
]  # fmt: skip

FIELDS: Final = {
    "first_name": "firstName", "last_name": "lastName", "title": "title", "roles": "roles", "can_sign": "canSign",
    "access_ends_on": "accessEndsOn",
}  # fmt: skip
"""The API's names of the columns that can be changed."""


async def resend(actor: Actor, invitation_id: UUID | None) -> UUID | None:
    """Mail it again with a fresh link, for as long as a new one; the old link is dead. Expired, it is pending again. Its POC's id.

    Who resends what nobody answers for any more answers for it from now on: a link that is mailed opens something.
    NOT_PENDING, NOT_OPEN (the POC is not active, or the last day of what it would give has passed), RECIPIENT_REFUSES, COOLDOWN,
    RATE_LIMITED (both with `retry_after`); to the portal whatever `portal_invites` refuses; SEAT_LIMIT for an expired one of a
    colleague. What a partner does not reach: ROLE_NOT_ALLOWED; CAPABILITY_REQUIRED.
    """
    async with db.transaction():
        invitation, _ = await _managed(actor, invitation_id, seated=True)
        if _status(invitation) in (InvitationStatus.ACCEPTED, InvitationStatus.CANCELLED):
            raise _not_pending()
        if invitation.kind is InvitationKind.PORTAL:
            await portal_invites.resend(actor, invitation)
            return None
        if invitation.poc_id and (await Poc.get(id=invitation.poc_id)).status is not PocStatus.ACTIVE:
            raise refuse(Code.NOT_OPEN, "Only while the POC is active, invitations are mailed.", "invitationId")
        if await grants.is_over(invitation.access_ends_on, invitation.tenant_id):
            raise refuse(Code.NOT_OPEN, "The last day of the access that it gives has passed.", "invitationId")
        payer = issuing.payer(actor, invitation.tenant_id)
        if await issuing.refuses(invitation.tenant_id, invitation.email_key, by=payer):
            raise refuse(Code.RECIPIENT_REFUSES, "This person wants no more mail from your organization.", "invitationId")
        issuing.cool_down(invitation.last_sent_at, "invitationId")
        if invitation.kind is InvitationKind.MEMBER and _status(invitation) is InvitationStatus.EXPIRED:
            await seats.require(invitation.tenant_id, "invitationId")
        await answer_for(actor, invitation)
        await budgets.spend_on_mail(payer, actor.user, invitation.email_key)
        await issuing.send(invitation)
        await _record(actor, "invitation.resent", invitation)
        return invitation.poc_id


async def answer_for(actor: Actor, invitation: Invitation) -> None:
    """Whoever mails what nobody answers for any more does from now on; ROLE_NOT_ALLOWED for what a partner does not reach."""
    if not await may_be_set(invitation):
        await granting.require_in(limits.invitations_to_resend(actor), actor, invitation, "invitationId")
        await Invitation.filter(id=invitation.id).update(**issuing.set_by(actor, invitation.tenant_id))


async def cancel(actor: Actor, invitation_id: UUID | None) -> UUID | None:
    """Withdraw it: the link is dead, and a mail that waits is not sent any more. NOT_PENDING unless it is pending. Its POC's id.

    What a partner does not reach: ROLE_NOT_ALLOWED; CAPABILITY_REQUIRED.
    """
    async with db.transaction():
        invitation, _ = await _managed(actor, invitation_id)
        sql = f"update invitation set cancelled_at = :now, cancel_reason = :reason where id = :id and {PENDING}"
        if not await db.execute(sql, {"id": invitation.id, "now": now(), "reason": CancelReason.WITHDRAWN.value}):
            raise _not_pending()
        await _record(actor, "invitation.cancelled", invitation)
        return invitation.poc_id


async def update(
    actor: Actor,
    invitation_id: UUID | None,
    *,
    first_name: str | Unset | None = UNSET,
    last_name: str | Unset | None = UNSET,
    title: str | Unset | None = UNSET,
    roles: Iterable[Role] | Unset | None = UNSET,
    can_sign: bool | Unset | None = UNSET,
    access_ends_on: date | Unset | None = UNSET,
) -> UUID | None:
    """Change what a pending invitation will grant, without a new mail; from now on the actor answers for it. Its POC's id.

    NOT_PENDING; INVALID for what an invitation of this kind doesn't grant. Nothing different: success, and nothing is written.
    A partner edits what it could have set itself, else ROLE_NOT_ALLOWED at `invitationId`, and grants within its limits, else
    at `roles`; CAPABILITY_REQUIRED.
    """
    async with db.transaction():
        invitation, place = await _managed(actor, invitation_id)
        await granting.require_in(limits.invitations_to_edit(actor), actor, invitation, "invitationId")
        if _status(invitation) is not InvitationStatus.PENDING:
            raise _not_pending()
        errors: list[UserError] = []
        given: dict[str, Any] = {}
        for column, line in (("first_name", first_name), ("last_name", last_name), ("title", title)):
            if line is not UNSET:
                with text.collecting(errors):
                    given[column] = text.optional_name(line, FIELDS[column])
        if roles is not UNSET:
            with text.collecting(errors):
                _only_of(InvitationKind.MEMBER, invitation, "roles")
                given["roles"] = grants.roles(roles, "roles")
                await place.check(given["roles"], "roles", keeps_admin=Role.TENANT_ADMIN in invitation.roles)
        if can_sign is not UNSET:
            with text.collecting(errors):
                _only_of(InvitationKind.POC, invitation, "canSign")
                given["can_sign"] = grants.decided(can_sign, "canSign")
        if access_ends_on is not UNSET:
            with text.collecting(errors):
                _only_of(InvitationKind.POC, invitation, "accessEndsOn")
                given["access_ends_on"] = await grants.last_day(access_ends_on, invitation.tenant_id, "accessEndsOn")
        if errors:
            raise UserErrors(errors)
        changed = {column: value for column, value in given.items() if value != getattr(invitation, column)}
        if changed:
            await _write(actor, invitation, changed)
        return invitation.poc_id


async def send_held(actor: Actor, poc_id: UUID) -> None:
    """A POC became active: mail what was held. In the caller's transaction, which has the lock of the POC."""
    held = Invitation.filter(poc_id=poc_id, accepted_at=None, cancelled_at=None, expires_at=None)
    for invitation in await held.order_by("id"):
        await issuing.send(invitation)
        await _record(actor, "invitation.sent", invitation)


async def withdraw_all(actor: Actor, poc_id: UUID) -> None:
    """A POC was archived: cancel what is pending. In the caller's transaction, which has the lock of the POC."""
    values = {"poc": poc_id, "now": now(), "reason": CancelReason.WITHDRAWN.value}
    sql = f"update invitation set cancelled_at = :now, cancel_reason = :reason where poc_id = :poc and {PENDING} returning id"
    withdrawn = [row["id"] for row in await db.fetch(sql, values)]
    for invitation in await Invitation.filter(id__in=withdrawn).order_by("id"):
        await _record(actor, "invitation.cancelled", invitation)


async def pass_to_owner(poc_id: UUID, user_id: UUID) -> None:
    """Somebody left a POC: for their invitations that are still open, the owner answers from now on. In the caller's transaction.

    For what was set in an acting session the partner answers, and goes on to.
    """
    await db.execute(
        "update invitation set set_by_id = (select owner_id from poc where id = :poc)"
        " where poc_id = :poc and set_by_id = :user and set_in_id is null and accepted_at is null and cancelled_at is null",
        {"poc": poc_id, "user": user_id},
    )


async def _managed(actor: Actor, invitation_id: UUID | None, *, seated: bool = False) -> tuple[Invitation, granting.Place]:
    """An invitation within the actor's reach, and where it is, both locked; a partnership before the rest.

    `seated`: the tenant whose seats are counted, too, if it is one of a colleague.
    """
    place = await granting.place_of(actor, "invitation", invitation_id, "invitationId")
    if seated and place and await Invitation.filter(id=invitation_id, kind=InvitationKind.MEMBER).exists():
        await tenants.hold(place.tenant_id)
    invitation = await find_invitation(actor, invitation_id, "invitationId")
    if place is None:  # it is of no tenant where the actor manages anything
        raise forbidden()
    actor.require(INVITES[invitation.kind] if place.tenant_id == actor.tenant_id else Permission.CUSTOMERS_MANAGE)
    await granting.require_in(limits.invitations_to_touch(actor), actor, invitation, "invitationId")
    return invitation, place


def _status(invitation: Invitation) -> InvitationStatus:
    return status_of(invitation.accepted_at, invitation.cancelled_at, invitation.expires_at)


def _not_pending() -> UserErrors:
    return refuse(Code.NOT_PENDING, "This invitation is not pending any more.", "invitationId")


def _only_of(kind: InvitationKind, invitation: Invitation, field: str) -> None:
    if invitation.kind is not kind:
        raise refuse(Code.INVALID, "This invitation grants nothing of the kind.", field)


async def _write(actor: Actor, invitation: Invitation, changed: Mapping[str, Any]) -> None:
    pending = Invitation.filter(Q(expires_at=None) | Q(expires_at__gt=now()), id=invitation.id, accepted_at=None, cancelled_at=None)
    names = (changed.get(column, getattr(invitation, column)) for column in ("first_name", "last_name"))
    if not await pending.update(**changed, sort_name=issuing.sort_name(*names), **issuing.set_by(actor, invitation.tenant_id)):
        raise _not_pending()
    changes: dict[str, object] = {}
    for column, value in changed.items():
        shown = _plain if column in ("roles", "can_sign", "access_ends_on") else events.redacted
        changes[FIELDS[column]] = [shown(getattr(invitation, column)), shown(value)]
    await _record(actor, "invitation.changed", invitation, changes)


def _plain(value: object) -> object:
    if isinstance(value, frozenset):
        return sorted(value)
    return str(value) if isinstance(value, date) else value


async def _record(actor: Actor, action: str, invitation: Invitation, changes: Mapping[str, object] | None = None) -> None:
    logs = events.logs_of(actor, invitation.tenant_id)
    await events.record(actor, action, target_of(invitation.kind), invitation.id, poc_id=invitation.poc_id, changes=changes, **logs)
