"""Mails: every one that there is, by its file in the folders of languages, with what may stand in double braces in its words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import StrEnum
from typing import Final

from app.mail.variables import VARIABLES, Kind, Variable
from app.models import EmailTemplateKey


class OwnMail(StrEnum):
    """A mail whose words are the product's alone. After a dot stands in which case it says something else."""

    ALREADY_REGISTERED = "ALREADY_REGISTERED"
    ALREADY_REGISTERED_CONNECTING = "ALREADY_REGISTERED.CONNECTING"
    EMAIL_CHANGE = "EMAIL_CHANGE"
    EMAIL_CHANGE_BY_ADMIN = "EMAIL_CHANGE.BY_ADMIN"
    EMAIL_CHANGED = "EMAIL_CHANGED"
    FRESH_LINK_ASKED = "FRESH_LINK_ASKED"
    PARTNERSHIP_DECLINED = "PARTNERSHIP_DECLINED"
    PARTNERSHIP_ENDED = "PARTNERSHIP_ENDED"
    PARTNERSHIP_KIND_CHANGED = "PARTNERSHIP_KIND_CHANGED"
    PARTNERSHIP_KIND_CHANGED_ENDING = "PARTNERSHIP_KIND_CHANGED.ENDING"
    PARTNERSHIP_PROPOSED = "PARTNERSHIP_PROPOSED"
    PARTNERSHIP_RESUMED = "PARTNERSHIP_RESUMED"
    PARTNERSHIP_RESUMED_WAITING = "PARTNERSHIP_RESUMED.WAITING"
    PARTNERSHIP_SUSPENDED = "PARTNERSHIP_SUSPENDED"
    PARTNERSHIP_WITHDRAWN = "PARTNERSHIP_WITHDRAWN"
    PASSWORD_CHANGED = "PASSWORD_CHANGED"  # noqa: S105  # no password
    PASSWORD_CHANGED_WITH_KEYS = "PASSWORD_CHANGED.WITH_KEYS"  # noqa: S105
    PASSWORD_RESET = "PASSWORD_RESET"  # noqa: S105
    REGISTRATION = "REGISTRATION"
    SHARE_WAITING = "SHARE_WAITING"


MailKey = EmailTemplateKey | OwnMail

_LINK: Final = Variable("link", kind=Kind.LINK, required=True)
_REASON: Final = Variable("reason", kind=Kind.LINES)
_ORGANIZATION: Final = Variable("organization")
_UNTIL: Final = Variable("until")
_BEFORE, _AFTER = Variable("before"), Variable("after")
_BETWEEN: Final = (Variable("by", strong=True), Variable("partner", strong=True), Variable("customer", strong=True), _ORGANIZATION)

_OWN: Final[Mapping[MailKey, Sequence[Variable]]] = {
    OwnMail.ALREADY_REGISTERED: (_LINK,),
    OwnMail.ALREADY_REGISTERED_CONNECTING: (_LINK,),
    OwnMail.EMAIL_CHANGE: (_LINK,),
    OwnMail.EMAIL_CHANGE_BY_ADMIN: (Variable("organization", strong=True), _LINK),
    OwnMail.EMAIL_CHANGED: (Variable("masked_email", required=True), _LINK),
    OwnMail.FRESH_LINK_ASKED: (Variable("who", strong=True), Variable("subject_name", strong=True)),
    OwnMail.PARTNERSHIP_DECLINED: (*_BETWEEN, _AFTER),
    OwnMail.PARTNERSHIP_ENDED: (*_BETWEEN, _REASON),
    OwnMail.PARTNERSHIP_KIND_CHANGED: (*_BETWEEN, _BEFORE, _AFTER),
    OwnMail.PARTNERSHIP_KIND_CHANGED_ENDING: (*_BETWEEN, _BEFORE, _AFTER),
    OwnMail.PARTNERSHIP_PROPOSED: (*_BETWEEN, _BEFORE, _AFTER, _REASON, _UNTIL, _LINK),
    OwnMail.PARTNERSHIP_RESUMED: _BETWEEN,
    OwnMail.PARTNERSHIP_RESUMED_WAITING: (*_BETWEEN, Variable("waiting_for")),
    OwnMail.PARTNERSHIP_SUSPENDED: (*_BETWEEN, _REASON),
    OwnMail.PARTNERSHIP_WITHDRAWN: (*_BETWEEN, _AFTER),
    OwnMail.PASSWORD_CHANGED: (),
    OwnMail.PASSWORD_CHANGED_WITH_KEYS: (Variable("keys", required=True),),
    OwnMail.PASSWORD_RESET: (_LINK,),
    OwnMail.REGISTRATION: (_LINK,),
    OwnMail.SHARE_WAITING: (
        Variable("partner", strong=True),
        Variable("organization", strong=True),
        Variable("integration"),
        Variable("kind"),
        Variable("permission"),
        _UNTIL,
        _LINK,
    ),
}

MAILS: Final[Mapping[MailKey, Sequence[Variable]]] = {key: known for one in (VARIABLES, _OWN) for key, known in one.items()}
"""What each mail knows: those that a tenant can change, and the product's own."""


def name_of(key: MailKey) -> str:
    """What a mail is called in the outbox, in whatever case: `password_changed`."""
    return key.partition(".")[0].lower()
