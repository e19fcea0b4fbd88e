"""Participants: people of the customer on a POC; inviting, changing and removing them, and leaving."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any, Final
from uuid import UUID

from app.auth import policies
from app.auth.actor import Actor
from app.auth.finding import find_any_poc, find_participant, find_poc
from app.auth.permissions import Permission
from app.auth.scopes import parameters
from app.core import db, text
from app.core.changes import UNSET, Unset
from app.core.clock import end_of_day
from app.core.errors import Code, UserError, UserErrors, forbidden, refuse
from app.core.runtime import now
from app.models import InvitationKind, Participant, Poc, PocStatus
from app.services import grants, issuing, poc_changes

MOST_AT_ONCE: Final = 200
FIELDS: Final = {"title": "title", "can_sign": "canSign", "access_ends_on": "accessEndsOn"}
"""The API's names of the columns that can be changed."""
SEEN: Final = frozenset({"title", "can_sign"})
"""What everybody on a POC sees of who takes part."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CustomerToInvite:
    """One of several who are invited at once."""

    email: str
    first_name: str | None = None
    last_name: str | None = None
    title: str | None = None
    personal_message: str | None = None
    can_sign: bool = False
    access_ends_on: date | None = None
    locale: str | None = None


@dataclass(frozen=True, slots=True)
class InviteOutcome:
    """What became of one of them: an invitation, or what was wrong; with ALREADY_EXISTS both."""

    invitation_id: UUID | None = None
    errors: tuple[UserError, ...] = ()


async def invite(
    actor: Actor,
    poc_id: UUID | None,
    *,
    email: str,
    first_name: str | None = None,
    last_name: str | None = None,
    title: str | None = None,
    personal_message: str | None = None,
    can_sign: bool = False,
    access_ends_on: date | None = None,
    locale: str | None = None,
) -> UUID:
    """Invite a person of the customer to a POC; the invitation's id. While the POC is a draft, the mail is held.

    NOT_OPEN, RECIPIENT_REFUSES, ALREADY_MEMBER, ALREADY_PARTICIPANT, ALREADY_EXISTS (with the id of the pending one), RATE_LIMITED.
    """
    customer = CustomerToInvite(
        email=email, first_name=first_name, last_name=last_name, title=title, personal_message=personal_message,
        can_sign=can_sign, access_ends_on=access_ends_on, locale=locale,
    )  # fmt: skip
    async with db.transaction():
        return await _invite(actor, await _open_poc(actor, poc_id), customer)


async def invite_many(
    actor: Actor,
    poc_id: UUID | None,
    *,
    personal_message: str | None = None,
    customers: Sequence[CustomerToInvite],
    dry_run: bool = False,
) -> list[InviteOutcome]:
    """Invite up to 200 (LIMIT_REACHED), each with an outcome of its own; whoever has no message of their own gets the common one.

    A dry run does all of it and takes it back: it answers what would be, and leaves nothing behind.
    """
    if len(customers) > MOST_AT_ONCE:
        raise refuse(Code.LIMIT_REACHED, f"At most {MOST_AT_ONCE} people are invited at once.", "customers")
    message = text.body(personal_message, "personalMessage", most=text.MESSAGE_LENGTH)
    outcomes: list[InviteOutcome] = []
    try:
        async with db.transaction():
            poc = await _open_poc(actor, poc_id)
            for place, customer in enumerate(customers):
                outcomes.append(await _outcome(actor, poc, place, replace(customer, personal_message=customer.personal_message or message)))
            _take_back(dry_run=dry_run)
    except _TakenBackError:
        made = {outcome.invitation_id for outcome in outcomes if not outcome.errors}
        return [_without(made, outcome) for outcome in outcomes]
    return outcomes


async def update(
    actor: Actor,
    participant_id: UUID | None,
    *,
    title: str | Unset | None = UNSET,
    can_sign: bool | Unset | None = UNSET,
    access_ends_on: date | Unset | None = UNSET,
) -> UUID:
    """Change what a participant has; the POC's id. A later last day opens a participation again that was over; ended otherwise: CONFLICT.

    Nothing different: success, and nothing is written.
    """
    async with db.transaction():
        participant = await find_participant(actor, participant_id, "participantId")
        poc = await Poc.get(id=participant.poc_id)
        errors: list[UserError] = []
        given: dict[str, object] = {}
        if title is not UNSET:
            with text.collecting(errors):
                given["title"] = text.optional_name(title, "title")
        if can_sign is not UNSET:
            with text.collecting(errors):
                given["can_sign"] = grants.decided(can_sign, "canSign")
        if access_ends_on is not UNSET and access_ends_on != participant.access_ends_on:
            with text.collecting(errors):
                day = given["access_ends_on"] = await grants.last_day(access_ends_on, poc.tenant_id, "accessEndsOn")
                given["access_ends_at"] = day and end_of_day(day, await grants.time_zone(poc.tenant_id))
        if errors:
            raise UserErrors(errors)
        changed = {column: value for column, value in given.items() if value != getattr(participant, column)}
        if not changed:
            return participant.poc_id
        if not await Participant.filter(id=participant.id, removed_at=None, ended_at=None).update(**changed):
            raise refuse(Code.CONFLICT, "This person has no access any more; invite them again.", "participantId")
        fields = {column: field for column, field in FIELDS.items() if column in changed}
        changes = {field: [_shown(value) for value in (getattr(participant, column), changed[column])] for column, field in fields.items()}
        seen = _is_active(participant) or _is_active(participant, changed)
        shown = _is_active(participant) != _is_active(participant, changed) or SEEN.intersection(changed)
        await _record(actor, "participant.changed", participant, poc, changes, shared=bool(seen and shown))
        return participant.poc_id


async def remove(actor: Actor, participant_id: UUID | None, *, reason: str | None = None) -> UUID:
    """End a person's access, with the next request; the POC's id. Whose access is over for good already: success, nothing changes."""
    reason = text.body(reason, "reason")
    async with db.transaction():
        participant = await find_participant(actor, participant_id, "participantId")
        values = {"id": participant.id, "now": now()}
        if await db.execute("update participant set removed_at = :now where id = :id and removed_at is null and ended_at is null", values):
            poc = await Poc.get(id=participant.poc_id)
            changes = {"reason": reason} if reason else None
            await _record(actor, "participant.removed", participant, poc, changes, shared=_is_active(participant))
        return participant.poc_id


async def leave(actor: Actor, poc_id: UUID | None) -> None:
    """Take oneself off a POC. NOT_FOUND at `pocId`; FORBIDDEN for its staff, who take no part, and in an acting session."""
    actor.require_oneself()
    async with db.transaction():
        poc = (await find_any_poc(actor, poc_id, "pocId")).poc
        own = policies.own_participations(actor).on("a")
        sql = f"select a.id from participant a where a.poc_id = :poc and {own}"
        row = await db.fetch_one(sql, {**parameters(actor), "poc": poc.id})
        left = row and await db.execute(
            "update participant set removed_at = :now where id = :id and removed_at is null and ended_at is null",
            {"id": row["id"], "now": now()},
        )
        if not row or not left:
            raise forbidden()
        await _record(actor, "participant.left", await Participant.get(id=row["id"]), poc, shared=True)


class _TakenBackError(Exception):
    """Ends a dry run: leaving the transaction by it undoes all that was written."""


def _take_back(*, dry_run: bool) -> None:
    if dry_run:
        raise _TakenBackError


async def _open_poc(actor: Actor, poc_id: UUID | None) -> Poc:
    poc = await find_poc(actor, poc_id, "pocId", to=Permission.PARTICIPANTS_INVITE)
    if poc.status not in (PocStatus.DRAFT, PocStatus.ACTIVE):
        raise refuse(Code.NOT_OPEN, "Nobody is invited to this POC at the moment.", "pocId")
    return poc


async def _invite(actor: Actor, poc: Poc, customer: CustomerToInvite) -> UUID:
    errors: list[UserError] = []
    who = issuing.invited(
        errors, email=customer.email, first_name=customer.first_name, last_name=customer.last_name, title=customer.title,
        personal_message=customer.personal_message, locale=customer.locale,
    )  # fmt: skip
    with text.collecting(errors):
        await grants.last_day(customer.access_ends_on, poc.tenant_id, "accessEndsOn")
    if errors or who is None:
        raise UserErrors(errors)
    return await issuing.issue(
        actor, who, kind=InvitationKind.POC, tenant_id=poc.tenant_id, poc_id=poc.id, customer_id=poc.customer_id,
        can_sign=customer.can_sign, access_ends_on=customer.access_ends_on, held=poc.status is PocStatus.DRAFT,
    )  # fmt: skip


async def _outcome(actor: Actor, poc: Poc, place: int, customer: CustomerToInvite) -> InviteOutcome:
    try:
        async with db.transaction():
            return InviteOutcome(await _invite(actor, poc, customer))
    except UserErrors as refused:
        errors = tuple(replace(error, path=("customers", str(place), *(error.path or ()))) for error in refused.errors)
        return InviteOutcome(errors[0].subject_id, errors)


def _without(made: set[UUID | None], outcome: InviteOutcome) -> InviteOutcome:
    """What a dry run made is there no more, and can't be shown as what exists already."""
    if outcome.invitation_id not in made:
        return outcome
    return InviteOutcome(None, tuple(replace(error, subject_id=None) for error in outcome.errors))


def _is_active(participant: Participant, changed: Mapping[str, Any] | None = None) -> bool:
    """Whether somebody takes part, or will with what is changed: of others customers know nothing."""
    ends: datetime | None = (changed or {}).get("access_ends_at", participant.access_ends_at)
    return participant.removed_at is None and participant.ended_at is None and (ends is None or ends > now())


async def _record(
    actor: Actor, action: str, participant: Participant, poc: Poc, changes: Mapping[str, object] | None = None, *, shared: bool
) -> None:
    await poc_changes.record(actor, poc, action, "participant", participant.id, shared=shared, shown=False, changes=changes)


def _shown(value: object) -> object:
    # Events outlive people: what these are called does not stand in them.
    if isinstance(value, str):
        return "[redacted]"
    return str(value) if isinstance(value, date) else value
