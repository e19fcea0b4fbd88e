"""Every e-mail there is but those about partnerships: a function each, from its facts to a `Message`. Their words lie in `languages/`.

Those whose words a tenant can change take these as `words`; without, they are the product's in the language of `locale`.
Names and personal messages come as people wrote them; what makes them harmless in a mail is done where it is made.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime

from app.core.brands import Brand
from app.mail.language import ENGLISH, Language, language_of
from app.mail.mails import OwnMail
from app.mail.render import Message, Said
from app.mail.worded import Words, worded
from app.models import EmailTemplateKey, SharePermission

__all__ = [
    "Message", "Said", "Words", "already_registered", "comment_digest", "email_change", "email_changed", "fresh_link_asked",
    "invitation_accepted", "invitation_reminder",
    "member_invitation", "password_changed", "password_reset", "poc_invitation", "portal_invitation", "registration", "role_names",
    "share_waiting", "task_reminder",
]  # fmt: skip


def poc_invitation(
    *, recipient: str, locale: str, poc_name: str, customer_name: str, inviter_name: str, organization: str,
    personal_message: str | None, link: str, brand: Brand | None = None, words: Words | None = None,
) -> Message:  # fmt: skip
    """To a person of the customer: you may take part in a POC."""
    return worded(
        EmailTemplateKey.POC_INVITATION, _in(words, locale), recipient=recipient, from_name=organization, brand=brand, link=link,
        poc_name=poc_name, customer_name=customer_name, inviter_name=inviter_name, organization=organization,
        personal_message=personal_message,
    )  # fmt: skip


def invitation_reminder(
    *, recipient: str, locale: str, poc_name: str, customer_name: str, inviter_name: str, organization: str,
    personal_message: str | None, expires_at: datetime, link: str, brand: Brand | None = None, words: Words | None = None,
) -> Message:  # fmt: skip
    """To a person who has not answered an invitation to a POC. `expires_at` in the time zone of the person."""
    words = _in(words, locale)
    return worded(
        EmailTemplateKey.INVITATION_REMINDER, words, recipient=recipient, from_name=organization, brand=brand, link=link,
        poc_name=poc_name, customer_name=customer_name, inviter_name=inviter_name, organization=organization,
        personal_message=personal_message, until=words.language.moment(expires_at),
    )  # fmt: skip


def task_reminder(
    *, recipient: str, locale: str, first_name: str, poc_name: str, organization: str, tasks: Sequence[tuple[str, date]], more: int,
    today: date, personal_message: str | None, link: str, brand: Brand | None = None, words: Words | None = None,
) -> Message:  # fmt: skip
    """To a person of the customer: tasks with the days on which they are due, and how many more there are that found no place."""
    words = _in(words, locale)
    return worded(
        EmailTemplateKey.TASK_REMINDER, words, recipient=recipient, from_name=organization, brand=brand, link=link, first_name=first_name,
        poc_name=poc_name, organization=organization, tasks=[f"{title} ({words.language.due(day, today)})" for title, day in tasks],
        more=words.language.more(more), personal_message=personal_message,
    )  # fmt: skip


def member_invitation(
    *, recipient: str, locale: str, invited_name: str, inviter_name: str, organization: str, roles: str, personal_message: str | None,
    link: str, brand: Brand | None = None, words: Words | None = None, reminding: bool = False,
) -> Message:  # fmt: skip
    """To a colleague, whose name may not be known (""): you may join the organization. `roles` as people read them (`role_names`)."""
    return worded(
        EmailTemplateKey.MEMBER_INVITATION, _in(words, locale), recipient=recipient, from_name=organization, brand=brand, link=link,
        invited_name=invited_name, inviter_name=inviter_name, organization=organization, roles=roles, personal_message=personal_message,
        reminding=reminding,
    )  # fmt: skip


def portal_invitation(
    *, recipient: str, locale: str, invited_name: str, inviter_name: str, organization: str, customer_name: str,
    personal_message: str | None, link: str, brand: Brand | None = None, words: Words | None = None, reminding: bool = False,
) -> Message:  # fmt: skip
    """To a contact at a customer: you may see the organization's portal."""
    return worded(
        EmailTemplateKey.PORTAL_INVITATION, _in(words, locale), recipient=recipient, from_name=organization, brand=brand, link=link,
        invited_name=invited_name, inviter_name=inviter_name, organization=organization, customer_name=customer_name,
        personal_message=personal_message, reminding=reminding,
    )  # fmt: skip


def invitation_accepted(
    *, recipient: str, locale: str, who: str, subject_name: str, link: str | None, words: Words | None = None
) -> Message:  # fmt: skip
    """To the inviter: `who` accepted, and is now in `subject_name`."""
    return worded(
        EmailTemplateKey.INVITATION_ACCEPTED,
        _in(words, locale),
        recipient=recipient,
        link=link,
        invited_name=who,
        subject_name=subject_name,
    )


def comment_digest(
    *, recipient: str, locale: str, poc_name: str, brand: Brand, said: Sequence[Said], more: int, link: str, words: Words | None = None
) -> Message:  # fmt: skip
    """To somebody on a POC: its new comments, and how many more there are that found no place."""
    words = _in(words, locale)
    return worded(
        EmailTemplateKey.COMMENT_DIGEST, words, recipient=recipient, brand=brand, link=link, poc_name=poc_name, comments=said,
        more=words.language.more(more),
    )  # fmt: skip


def _in(words: Words | None, locale: str) -> Words:
    return words or Words(language_of(locale))


def fresh_link_asked(*, recipient: str, locale: str, who: str, subject_name: str) -> Message:
    """To the inviter: `who` holds an old link and asks for a fresh one."""
    return worded(OwnMail.FRESH_LINK_ASKED, _in(None, locale), recipient=recipient, who=who, subject_name=subject_name)


def share_waiting(
    *, recipient: str, locale: str, partner: str, organization: str, integration: str, kind: str, permission: SharePermission,
    answer_by: datetime, link: str,
) -> Message:  # fmt: skip
    """To an admin of a customer that wants to be asked: its partner shares an integration. `answer_by` in the customer's time zone."""
    words = _in(None, locale)
    return worded(
        OwnMail.SHARE_WAITING, words, recipient=recipient, from_name=partner, link=link, partner=partner, organization=organization,
        integration=integration, kind=kind, permission=words.language.share_permissions[permission], until=words.language.moment(answer_by),
    )  # fmt: skip


def password_reset(*, recipient: str, locale: str, link: str) -> Message:
    """To a person who forgot their password."""
    return worded(OwnMail.PASSWORD_RESET, _in(None, locale), recipient=recipient, link=link)


def password_changed(*, recipient: str, locale: str, keys: Sequence[str] = ()) -> Message:
    """To a person whose password was changed or reset, so that a stranger's deed is noticed. `keys`: of theirs that still work."""
    key = OwnMail.PASSWORD_CHANGED_WITH_KEYS if keys else OwnMail.PASSWORD_CHANGED
    return worded(key, _in(None, locale), recipient=recipient, keys=", ".join(keys))


def email_change(*, recipient: str, locale: str, organization: str | None, link: str) -> Message:
    """To an address that shall be that of an account; the link proves it. `organization`: whose admin asked, if not the person."""
    key = OwnMail.EMAIL_CHANGE_BY_ADMIN if organization else OwnMail.EMAIL_CHANGE
    return worded(key, _in(None, locale), recipient=recipient, link=link, organization=organization)


def email_changed(*, recipient: str, locale: str, masked_email: str, link: str) -> Message:
    """To the address that an account had until now, so that a stranger's deed is noticed; the link undoes it."""
    return worded(OwnMail.EMAIL_CHANGED, _in(None, locale), recipient=recipient, link=link, masked_email=masked_email)


def registration(*, recipient: str, locale: str, link: str) -> Message:
    """To an address that asked to register an organization; the link proves it."""
    return worded(OwnMail.REGISTRATION, _in(None, locale), recipient=recipient, link=link)


def already_registered(*, recipient: str, locale: str, link: str, connecting: bool = False) -> Message:
    """To an address that asked to register but has an account: only its owner learns so. The link leads to sign-in.

    `connecting`: it leads to the partner link by which they asked, where one signs in and goes on.
    """
    key = OwnMail.ALREADY_REGISTERED_CONNECTING if connecting else OwnMail.ALREADY_REGISTERED
    return worded(key, _in(None, locale), recipient=recipient, link=link)


def role_names(roles: Iterable[str], language: Language = ENGLISH) -> str:
    """Roles as people read them: `MSP admin, sales engineer`."""
    return language.role_names(roles)
