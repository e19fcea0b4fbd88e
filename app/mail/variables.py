"""Variables: what may stand in double braces in the words of each e-mail that a tenant can change. A closed table."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Final

from app.models import EmailTemplateKey


class Kind(StrEnum):
    """What stands for a variable, and so where it may stand."""

    LINE = "LINE"
    LINES = "LINES"
    LINK = "LINK"
    TASKS = "TASKS"
    COMMENTS = "COMMENTS"


@dataclass(frozen=True, slots=True)
class Variable:
    """One of them. `description` and `example` are for tenants who write with it. `strong`: what the mail is about, and so printed bold."""

    name: str
    description: str = ""
    example: str = ""
    kind: Kind = Kind.LINE
    required: bool = False
    strong: bool = False


_POC: Final = Variable("poc_name", "The name of the POC.", "Backup Modernization")
_ORGANIZATION: Final = Variable("organization", "The name of your organization.", "Northwind Cloud")
_INVITER: Final = Variable("inviter_name", "Who invites: first and last name.", "Sam Sales")
_INVITED: Final = Variable("invited_name", "The invited person's name; empty where it is not known.", "Jane Doe")
_MESSAGE: Final = Variable("personal_message", "What the inviter wrote; empty where nothing was.", "See you there.", Kind.LINES)
_LINK: Final = Variable(
    "link", "The address to open: alone on a line it becomes a button.", "https://usher.example/invite/example", Kind.LINK, required=True
)
_TO_POC: Final = (
    Variable("customer_name", "The invited person's name, or the customer's where it is not known.", "Jane Doe"),
    _POC,
    _INVITER,
    _ORGANIZATION,
    _MESSAGE,
    _LINK,
)
_MORE: Final = "A sentence with how many more there are than the mail has room for; empty where there are none."

VARIABLES: Final[Mapping[EmailTemplateKey, Sequence[Variable]]] = {
    EmailTemplateKey.POC_INVITATION: _TO_POC,
    EmailTemplateKey.MEMBER_INVITATION: (
        _INVITED,
        _INVITER,
        _ORGANIZATION,
        Variable("roles", "The roles that the person will have.", "Sales engineer"),
        _MESSAGE,
        _LINK,
    ),
    EmailTemplateKey.PORTAL_INVITATION: (
        _INVITED,
        _INVITER,
        _ORGANIZATION,
        Variable("customer_name", "The customer whose contact the person is.", "Acme"),
        _MESSAGE,
        _LINK,
    ),
    EmailTemplateKey.INVITATION_REMINDER: (
        *_TO_POC,
        Variable("until", "When the link ends, in the person's time zone.", "Monday, 9 March 2026, 10:05 (Europe/Berlin)"),
    ),
    EmailTemplateKey.INVITATION_ACCEPTED: (
        Variable("invited_name", "Who accepted: first and last name.", "Jane Doe", required=True, strong=True),
        Variable("subject_name", "To what the person was invited: a POC or an organization.", "Backup Modernization", strong=True),
        replace(_LINK, description="The address to open, where there is one: alone on a line it becomes a button.", required=False),
    ),
    EmailTemplateKey.TASK_REMINDER: (
        Variable("first_name", "The person's first name.", "Jane"),
        replace(_POC, strong=True),
        _ORGANIZATION,
        Variable(
            "tasks",
            "The tasks, one a line, each with the day on which it is due.",
            "Open the firewall (due on Monday, 9 March 2026)\nName the servers (due on Tuesday, 10 March 2026)",
            Kind.TASKS,
            required=True,
        ),
        Variable("more", _MORE, "And 3 more."),
        _MESSAGE,
        _LINK,
    ),
    EmailTemplateKey.COMMENT_DIGEST: (
        replace(_POC, strong=True),
        Variable("comments", "The new comments, each with its author.", "The backup ran through.", Kind.COMMENTS, required=True),
        Variable("more", _MORE, "And 3 more."),
        _LINK,
    ),
}
"""What each mail knows."""
