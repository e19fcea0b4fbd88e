"""Every e-mail there is: a function each, from its facts to a `Message`. The texts lie in `templates/<name>/`.

Names and personal messages come as people wrote them; what makes them harmless in a mail is done in `render`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime

from app.core.brands import Brand
from app.mail.render import Message, Said, rendered

__all__ = [
    "Message", "Said", "already_registered", "comment_digest", "fresh_link_asked", "invitation_accepted", "invitation_reminder",
    "member_invitation", "password_changed", "password_reset", "poc_invitation", "registration", "role_names", "share_waiting",
    "task_reminder",
]  # fmt: skip


def poc_invitation(
    *, recipient: str, locale: str, poc_name: str, customer_name: str, inviter_name: str, organization: str,
    personal_message: str | None, link: str, brand: Brand | None = None,
) -> Message:  # fmt: skip
    """To a person of the customer: you may take part in a POC."""
    return rendered(
        "poc_invitation", recipient=recipient, locale=locale, from_name=organization, brand=brand, link=link, poc_name=poc_name,
        customer_name=customer_name, inviter_name=inviter_name, organization=organization, personal_message=personal_message,
    )  # fmt: skip


def invitation_reminder(
    *, recipient: str, locale: str, poc_name: str, customer_name: str, inviter_name: str, organization: str,
    personal_message: str | None, expires_at: datetime, link: str, brand: Brand | None = None,
) -> Message:  # fmt: skip
    """To a person who has not answered an invitation to a POC. `expires_at` in the time zone of the person."""
    return rendered(
        "invitation_reminder", recipient=recipient, locale=locale, from_name=organization, brand=brand, link=link, poc_name=poc_name,
        customer_name=customer_name, inviter_name=inviter_name, organization=organization, personal_message=personal_message,
        until=moment(expires_at),
    )  # fmt: skip


def task_reminder(
    *, recipient: str, locale: str, first_name: str, poc_name: str, organization: str, tasks: Sequence[tuple[str, date]], more: int,
    today: date, personal_message: str | None, link: str, brand: Brand | None = None,
) -> Message:  # fmt: skip
    """To a person of the customer: tasks with the days on which they are due, and how many more there are that found no place."""
    return rendered(
        "task_reminder", recipient=recipient, locale=locale, from_name=organization, brand=brand, link=link, first_name=first_name,
        poc_name=poc_name,
        organization=organization, tasks="\n".join(f"{' '.join(title.split())} ({_due(day, today)})" for title, day in tasks),
        more=str(more) if more else None, personal_message=personal_message,
    )  # fmt: skip


def member_invitation(
    *, recipient: str, locale: str, invited_name: str, inviter_name: str, organization: str, roles: str, personal_message: str | None,
    link: str, brand: Brand | None = None,
) -> Message:  # fmt: skip
    """To a colleague, whose name may not be known (""): you may join the organization. `roles` as people read them (`role_names`)."""
    return rendered(
        "member_invitation", recipient=recipient, locale=locale, from_name=organization, brand=brand, link=link, invited_name=invited_name,
        inviter_name=inviter_name, organization=organization, roles=roles, personal_message=personal_message,
    )  # fmt: skip


def invitation_accepted(*, recipient: str, locale: str, who: str, subject_name: str, link: str | None) -> Message:
    """To the inviter: `who` accepted, and is now in `subject_name`."""
    return rendered("invitation_accepted", recipient=recipient, locale=locale, link=link, who=who, subject_name=subject_name)


def fresh_link_asked(*, recipient: str, locale: str, who: str, subject_name: str, link: str | None) -> Message:
    """To the inviter: `who` holds an old link and asks for a fresh one."""
    return rendered("fresh_link_asked", recipient=recipient, locale=locale, link=link, who=who, subject_name=subject_name)


def share_waiting(
    *, recipient: str, locale: str, partner: str, organization: str, integration: str, kind: str, with_settings: bool,
    answer_by: datetime, link: str,
) -> Message:  # fmt: skip
    """To an admin of a customer that wants to be asked: its partner shares an integration. `answer_by` in the customer's time zone."""
    return rendered(
        "share_waiting", recipient=recipient, locale=locale, from_name=partner, link=link, partner=partner, organization=organization,
        integration=integration, kind=kind, with_settings="yes" if with_settings else None, until=moment(answer_by),
    )  # fmt: skip


def comment_digest(
    *, recipient: str, locale: str, poc_name: str, brand: Brand, said: Sequence[Said], more: int, link: str
) -> Message:  # fmt: skip
    """To somebody on a POC: its new comments, and how many more there are that found no place."""
    return rendered(
        "comment_digest", recipient=recipient, locale=locale, brand=brand, link=link, poc_name=poc_name, said=said,
        more=str(more) if more else None,
    )  # fmt: skip


def password_reset(*, recipient: str, locale: str, link: str) -> Message:
    """To a person who forgot their password."""
    return rendered("password_reset", recipient=recipient, locale=locale, link=link)


def password_changed(*, recipient: str, locale: str) -> Message:
    """To a person whose password was changed or reset, so that a stranger's deed is noticed."""
    return rendered("password_changed", recipient=recipient, locale=locale)


def registration(*, recipient: str, locale: str, link: str) -> Message:
    """To an address that asked to register an organization; the link proves it."""
    return rendered("registration", recipient=recipient, locale=locale, link=link)


def already_registered(*, recipient: str, locale: str, link: str, connecting: bool = False) -> Message:
    """To an address that asked to register but has an account: only its owner learns so. The link leads to sign-in.

    `connecting`: it leads to the partner link by which they asked, where one signs in and goes on.
    """
    return rendered("already_registered", recipient=recipient, locale=locale, link=link, connecting="yes" if connecting else None)


def role_names(roles: Iterable[str]) -> str:
    """Roles as people read them: `MSP admin, sales engineer`."""
    words = ", ".join(sorted(role.replace("_", " ").lower() for role in roles)).replace("msp ", "MSP ")
    return words[:1].upper() + words[1:]


def _due(day: date, today: date) -> str:
    return f"{'due' if day >= today else 'was due'} on {_day(day)}"


def moment(at: datetime) -> str:
    """A time as people read it, in the time zone that it has."""
    return f"{_day(at)}, {at:%H:%M} ({at.tzinfo})"


def _day(day: date) -> str:
    return f"{day:%A}, {day.day} {day:%B %Y}"
