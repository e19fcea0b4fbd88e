"""Mails about a partnership, to the admins of both sides: what was proposed, and what became of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from app.mail.messages import moment
from app.mail.render import Message, rendered


@dataclass(frozen=True, slots=True)
class Reader:
    """Who gets a mail, as an admin of which organization."""

    recipient: str
    locale: str
    organization: str
    time_zone: str


@dataclass(frozen=True, slots=True)
class Between:
    """The names of the partner and of the customer; and of these two of who did it, and of the other one (None: neither did)."""

    partner: str
    customer: str
    by: str | None
    other: str | None


def partnership_proposed(
    reader: Reader, between: Between, *, before: str, after: str, message: str | None, until: datetime, link: str
) -> Message:  # fmt: skip
    """One side proposes another kind, by its name; `until` in the reader's time zone."""
    return _rendered("partnership_proposed", reader, between, link, before=before, after=after, reason=message, until=moment(until))


def partnership_declined(reader: Reader, between: Between, *, after: str) -> Message:
    """The other side declined the proposal."""
    return _rendered("partnership_declined", reader, between, None, after=after)


def partnership_withdrawn(reader: Reader, between: Between, *, after: str) -> Message:
    """The side that had made a proposal took it back."""
    return _rendered("partnership_withdrawn", reader, between, None, after=after)


def partnership_kind_changed(reader: Reader, between: Between, *, before: str, after: str, ends: bool) -> Message:
    """It is of another kind now: a proposal was accepted, or capabilities were taken away. `ends`: and so what hung on them has ended."""
    return _rendered("partnership_kind_changed", reader, between, None, before=before, after=after, ends="yes" if ends else None)


def partnership_suspended(reader: Reader, between: Between, *, reason: str) -> Message:
    """One side suspended it."""
    return _rendered("partnership_suspended", reader, between, None, reason=reason)


def partnership_resumed(reader: Reader, between: Between, *, waits: bool) -> Message:
    """The side that had suspended it resumed it; it waits for the other one, if that has suspended it, too."""
    return _rendered("partnership_resumed", reader, between, None, waiting_for=between.other if waits else None)


def partnership_ended(reader: Reader, between: Between, *, reason: str | None) -> Message:
    """It is over."""
    return _rendered("partnership_ended", reader, between, None, reason=reason)


def _rendered(name: str, reader: Reader, between: Between, link: str | None, **words: str | None) -> Message:
    return rendered(
        name, recipient=reader.recipient, locale=reader.locale, link=link, organization=reader.organization, partner=between.partner,
        customer=between.customer, by=between.by, brand=None, **words,
    )  # fmt: skip
