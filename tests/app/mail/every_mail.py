"""Every mail there is, made for tests, and what can be seen in its HTML part."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from html.parser import HTMLParser
from typing import Any
from zoneinfo import ZoneInfo

from app.core.brands import Brand
from app.mail import messages, partnership_messages
from app.mail.mails import MAILS, MailKey
from app.mail.messages import Message, Said
from app.mail.partnership_messages import Between, Reader
from app.models import PartnershipKind, SharePermission
from tests.mails import LINK, invitation

DAY = date(2026, 3, 2)
UNTIL = datetime(2026, 3, 9, 10, 5, tzinfo=ZoneInfo("Europe/Berlin"))
WHO: dict[str, Any] = {"recipient": "jane@acme.example", "locale": "en-GB"}
BEFORE, AFTER = PartnershipKind.RESELLER_WITH_SUPPORT, PartnershipKind.MSP


def partnership(word: str) -> tuple[Reader, Between]:
    """Who is mailed about a partnership, and between whom it is."""
    return Reader(WHO["recipient"], WHO["locale"], word, "Europe/Berlin"), Between(word, word, word, word)


EVERY: dict[str, Callable[[str], Message]] = {
    "poc_invitation": lambda word: invitation(
        locale=WHO["locale"], poc_name=word, customer_name=word, inviter_name=word, organization=word, personal_message=word
    ),
    "invitation_reminder": lambda word: messages.invitation_reminder(
        **WHO, poc_name=word, customer_name=word, inviter_name=word, organization=word, personal_message=word, expires_at=UNTIL, link=LINK
    ),
    "task_reminder": lambda word: messages.task_reminder(
        **WHO, poc_name=word, organization=word, first_name=word, tasks=[(word, DAY)], more=2, today=DAY, personal_message=word, link=LINK
    ),
    "member_invitation": lambda word: messages.member_invitation(
        **WHO, invited_name=word, inviter_name=word, organization=word, roles=word, personal_message=word, link=LINK
    ),
    "portal_invitation": lambda word: messages.portal_invitation(
        **WHO, invited_name=word, inviter_name=word, organization=word, customer_name=word, personal_message=word, link=LINK
    ),
    "invitation_accepted": lambda word: messages.invitation_accepted(**WHO, who=word, subject_name=word, link=LINK),
    "fresh_link_asked": lambda word: messages.fresh_link_asked(**WHO, who=word, subject_name=word),
    "share_waiting": lambda word: messages.share_waiting(
        **WHO,
        partner=word,
        organization=word,
        integration=word,
        kind=word,
        permission=SharePermission.USE_AND_VIEW_SETTINGS,
        answer_by=UNTIL,
        link=LINK,
    ),
    "password_reset": lambda word: messages.password_reset(**WHO, link=LINK),
    "password_changed": lambda word: messages.password_changed(**WHO),
    "password_changed.with_keys": lambda word: messages.password_changed(**WHO, keys=[word, word]),
    "email_change": lambda word: messages.email_change(**WHO, organization=None, link=LINK),
    "email_change.by_admin": lambda word: messages.email_change(**WHO, organization=word or "x", link=LINK),
    "email_changed": lambda word: messages.email_changed(**WHO, masked_email=word, link=LINK),
    "registration": lambda word: messages.registration(**WHO, link=LINK),
    "already_registered": lambda word: messages.already_registered(**WHO, link=LINK),
    "already_registered.connecting": lambda word: messages.already_registered(**WHO, link=LINK, connecting=True),
    "partnership_proposed": lambda word: partnership_messages.partnership_proposed(
        *partnership(word), before=BEFORE, after=AFTER, message=word, until=UNTIL, link=LINK
    ),
    "partnership_declined": lambda word: partnership_messages.partnership_declined(*partnership(word), after=AFTER),
    "partnership_withdrawn": lambda word: partnership_messages.partnership_withdrawn(*partnership(word), after=AFTER),
    "partnership_kind_changed": lambda word: partnership_messages.partnership_kind_changed(
        *partnership(word), before=BEFORE, after=AFTER, ends=False
    ),
    "partnership_kind_changed.ending": lambda word: partnership_messages.partnership_kind_changed(
        *partnership(word), before=BEFORE, after=AFTER, ends=True
    ),
    "partnership_suspended": lambda word: partnership_messages.partnership_suspended(*partnership(word), reason=word),
    "partnership_resumed": lambda word: partnership_messages.partnership_resumed(*partnership(word), waits=False),
    "partnership_resumed.waiting": lambda word: partnership_messages.partnership_resumed(*partnership(word), waits=True),
    "partnership_ended": lambda word: partnership_messages.partnership_ended(*partnership(word), reason=word),
    "comment_digest": lambda word: messages.comment_digest(
        **WHO, poc_name=word, brand=Brand(word), said=[Said(word, "Words"), Said("Sam", "More words")], more=2, link=LINK
    ),
}

"""Each mail there is, in each of its cases, with some words in all places that people fill."""
KEYS: dict[str, MailKey] = {key.lower(): key for key in MAILS}
WITHOUT_LINK = {name for name, key in KEYS.items() if not any(variable.name == "link" for variable in MAILS[key])}


class Page(HTMLParser):
    """The tags, links and words of an HTML part."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.links: list[str | None] = []
        self.attributes: set[str] = set()
        self.words: list[str] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes |= {name for name, _ in attrs}
        if tag == "a":
            self.links.append(dict(attrs)["href"])

    def handle_data(self, data: str) -> None:
        self.words.append(data)

    @property
    def text(self) -> str:
        return " ".join("".join(self.words).split())
