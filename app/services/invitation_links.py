"""Invitation links: what a mailed link leads to, and what is wrong with it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Final
from uuid import UUID

from app.auth.actor import Actor
from app.auth.plans import FeatureKey, has_feature
from app.core import db
from app.core.clock import end_of_day
from app.core.crypto import token_hash
from app.core.errors import Code, UserErrors, refuse
from app.core.runtime import now
from app.models import InvitationKind, InvitationStatus, Plan, PocStatus
from app.models.fields import words
from app.services import addresses
from app.services.standing import is_member, may_be_set, status_of, takes_part

TOKEN: Final = re.compile(r"[A-Za-z0-9_-]{43}")

MESSAGES: Final = {
    Code.LINK_INVALID: "This link leads to no invitation; perhaps it was not copied whole.",
    Code.LINK_REPLACED: "There is a newer mail with another link; use that one, or ask for a fresh one.",
    Code.LINK_CANCELLED: "This invitation was withdrawn.",
    Code.ALREADY_ACCEPTED: "This invitation was accepted already.",
    Code.LINK_EXPIRED: "This link is too old; ask for a fresh one.",
    Code.NOT_OPEN: "This can't be accepted at the moment. The link is not used up: try it again later.",
    Code.WRONG_ACCOUNT: "This invitation is for somebody else than who is signed in.",
    Code.ALREADY_MEMBER: "You work for this organization, and need no invitation.",
    Code.ALREADY_PARTICIPANT: "You take part already.",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """The invitation that a link leads to, as it stands now. Its times say nothing about a link that was replaced."""

    link_id: UUID
    is_current: bool
    id: UUID
    kind: InvitationKind
    status: InvitationStatus
    tenant_id: UUID
    poc_id: UUID | None
    poc_status: PocStatus | None
    contact_id: UUID | None
    has_portal: bool
    """Of one to the portal: whether the tenant's plan still has it, and the contact still that address."""
    roles: frozenset[str]
    set_by_id: UUID | None
    partner_id: UUID | None
    set_in_id: UUID | None
    accepted_by_id: UUID | None
    email: str = field(repr=False)
    email_key: str = field(repr=False)
    account_id: UUID | None
    """Who has the address, if anybody."""
    is_kept: bool
    """Whether nobody has the address, and nobody can get it for now: who had it may take it back."""
    locale: str
    time_zone: str
    access_ends_on: date | None

    @property
    def access_ends_at(self) -> datetime | None:
        """The midnight after the last day of access, where the provider is."""
        return end_of_day(self.access_ends_on, self.time_zone) if self.access_ends_on else None

    def accepted_by(self, actor: Actor) -> bool:
        """Whether this very person has accepted it by this link: doing it again is no mistake."""
        return self.is_current and self.accepted_by_id is not None and self.accepted_by_id == actor.user_id


async def follow(token: str) -> Opened | None:
    """Where a link leads; None for one that never was."""
    return await _opened("l.token_hash = :hash", {"hash": token_hash(token)}) if TOKEN.fullmatch(token) else None


async def current(invitation_id: UUID) -> Opened | None:
    """Where the link of an invitation leads that was mailed last; None for one that was never mailed."""
    return await _opened("i.id = :invitation and l.id = i.link_id", {"invitation": invitation_id})


async def _opened(which: str, values: Mapping[str, object]) -> Opened | None:
    row = await db.fetch_one(
        "select l.id as the_link_id, i.*, p.status as poc_status, t.time_zone, t.plan, holder.id as account_id,"
        " case when c.email_key = i.email_key then 1 else 0 end as is_theirs,"
        f" case when holder.id is null and {addresses.kept('i.email_key')} then 1 else 0 end as is_kept"
        " from invitation_link l join invitation i on i.id = l.invitation_id join tenant t on t.id = i.tenant_id"
        " left join poc p on p.id = i.poc_id left join contact c on c.id = i.contact_id"
        f' left join "user" holder on holder.email_key = i.email_key where {which}',
        {**values, "now": now()},
    )
    if row is None:
        return None
    day = row["access_ends_on"]
    accepted_at, cancelled_at, expires_at = (db.instant(row[column]) for column in ("accepted_at", "cancelled_at", "expires_at"))
    return Opened(
        link_id=UUID(str(row["the_link_id"])), is_current=row["the_link_id"] == row["link_id"], id=UUID(str(row["id"])),
        kind=InvitationKind(row["kind"]), status=status_of(accepted_at, cancelled_at, expires_at), tenant_id=UUID(str(row["tenant_id"])),
        poc_id=db.uuid(row["poc_id"]), poc_status=row["poc_status"] and PocStatus(row["poc_status"]),
        contact_id=db.uuid(row["contact_id"]), has_portal=bool(row["is_theirs"]) and has_feature(Plan(row["plan"]), FeatureKey.PORTAL),
        roles=words(row["roles"]), set_by_id=db.uuid(row["set_by_id"]), partner_id=db.uuid(row["partner_id"]),
        set_in_id=db.uuid(row["set_in_id"]), accepted_by_id=db.uuid(row["accepted_by_id"]),
        email=row["email"], email_key=row["email_key"], account_id=db.uuid(row["account_id"]),
        is_kept=bool(row["is_kept"]), locale=row["locale"], time_zone=row["time_zone"],
        access_ends_on=date.fromisoformat(day) if isinstance(day, str) else day,
    )  # fmt: skip


def problem_of_link(opened: Opened) -> Code | None:
    """What is wrong with the link itself: replaced, or its invitation cancelled, accepted or too old."""
    if not opened.is_current:
        return Code.LINK_REPLACED
    return {
        InvitationStatus.CANCELLED: Code.LINK_CANCELLED,
        InvitationStatus.ACCEPTED: Code.ALREADY_ACCEPTED,
        InvitationStatus.EXPIRED: Code.LINK_EXPIRED,
    }.get(opened.status)


async def problem_of_grant(opened: Opened) -> Code | None:
    """What stands against granting it to anybody: a POC that is not active, a promise that nobody could give any more.

    Such is a portal that the tenant's plan has no more, or of a contact with another address. And for now, an address that is kept.
    """
    if opened.poc_status not in (None, PocStatus.ACTIVE):
        return Code.NOT_OPEN
    over = opened.access_ends_at is not None and opened.access_ends_at <= now()
    closed = opened.kind is InvitationKind.PORTAL and not opened.has_portal
    if over or closed or not await may_be_set(opened):
        return Code.LINK_CANCELLED
    return Code.NOT_OPEN if opened.is_kept else None


async def problem_of_person(opened: Opened, actor: Actor) -> Code | None:
    """What stands against granting it to whoever is signed in. That a person is there already is told only to that person."""
    if actor.user_id is None:
        return None
    if actor.user_id != opened.account_id:
        return Code.WRONG_ACCOUNT
    if await is_member(actor.user_id, opened.tenant_id):
        return Code.ALREADY_MEMBER
    return Code.ALREADY_PARTICIPANT if opened.poc_id and await takes_part(actor.user_id, opened.poc_id) else None


def refusal(problem: Code) -> UserErrors:
    """How a problem with a link is answered."""
    return refuse(problem, MESSAGES[problem], "token")
