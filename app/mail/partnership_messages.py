"""Mails about a partnership, to the admins of both sides: what was proposed, and what became of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from app.mail.language import language_of
from app.mail.mails import OwnMail
from app.mail.render import Message
from app.mail.worded import Words, worded
from app.models import PartnershipKind


@dataclass(frozen=True, slots=True)
class Reader:
    """Who gets a mail, as an admin of which organization."""

    recipient: str
    locale: str
    organization: str
    time_zone: str


@dataclass(frozen=True, slots=True)
class Between:
    """The names of the partner and of the customer; and of these two of who did it, and of the other one."""

    partner: str
    customer: str
    by: str
    other: str


def partnership_proposed(
    reader: Reader, between: Between, *, before: PartnershipKind, after: PartnershipKind, message: str | None, until: datetime, link: str
) -> Message:  # fmt: skip
    """One side proposes another kind; `until` in the reader's time zone."""
    moment = language_of(reader.locale).moment(until)
    return _worded(
        OwnMail.PARTNERSHIP_PROPOSED,
        reader,
        between,
        before=_kind(reader, before),
        after=_kind(reader, after),
        reason=message,
        until=moment,
        link=link,
    )


def partnership_declined(reader: Reader, between: Between, *, after: PartnershipKind) -> Message:
    """The other side declined the proposal."""
    return _worded(OwnMail.PARTNERSHIP_DECLINED, reader, between, after=_kind(reader, after))


def partnership_withdrawn(reader: Reader, between: Between, *, after: PartnershipKind) -> Message:
    """The side that had made a proposal took it back."""
    return _worded(OwnMail.PARTNERSHIP_WITHDRAWN, reader, between, after=_kind(reader, after))


def partnership_kind_changed(
    reader: Reader, between: Between, *, before: PartnershipKind, after: PartnershipKind, ends: bool
) -> Message:  # fmt: skip
    """It is of another kind now: a proposal was accepted, or capabilities were taken away. `ends`: and so what hung on them has ended."""
    key = OwnMail.PARTNERSHIP_KIND_CHANGED_ENDING if ends else OwnMail.PARTNERSHIP_KIND_CHANGED
    return _worded(key, reader, between, before=_kind(reader, before), after=_kind(reader, after))


def partnership_suspended(reader: Reader, between: Between, *, reason: str) -> Message:
    """One side suspended it."""
    return _worded(OwnMail.PARTNERSHIP_SUSPENDED, reader, between, reason=reason)


def partnership_resumed(reader: Reader, between: Between, *, waits: bool) -> Message:
    """The side that had suspended it resumed it; it waits for the other one, if that has suspended it, too."""
    key = OwnMail.PARTNERSHIP_RESUMED_WAITING if waits else OwnMail.PARTNERSHIP_RESUMED
    return _worded(key, reader, between, waiting_for=between.other)


def partnership_ended(reader: Reader, between: Between, *, reason: str | None) -> Message:
    """It is over."""
    return _worded(OwnMail.PARTNERSHIP_ENDED, reader, between, reason=reason)


def _worded(key: OwnMail, reader: Reader, between: Between, **values: str | None) -> Message:
    return worded(
        key, Words(language_of(reader.locale)), recipient=reader.recipient, organization=reader.organization, partner=between.partner,
        customer=between.customer, by=between.by, brand=None, from_name=None, reminding=False, **values,
    )  # fmt: skip


def _kind(reader: Reader, kind: PartnershipKind) -> str:
    """What people call a kind, in the reader's language."""
    return language_of(reader.locale).partnership_kinds[kind]
