"""Invitations, for whoever manages them and, after accepting, for the person."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Annotated, Any

import strawberry

from app import models
from app.auth import actions, people, policies
from app.core import db
from app.models.invitations import STATUS
from schema.reading.declare import allowed, column, computed, either, inside, one, reads, sql
from schema.reading.expressions import Depending, Sql
from schema.types.enums import CancelReason, InvitationKind, InvitationStatus, MailStatus, Role
from schema.types.invitation_lists import DELIVERY
from schema.types.nodes import Node
from schema.types.tenants import Tenant
from schema.types.users import User

if TYPE_CHECKING:
    from schema.types.contacts import Contact
    from schema.types.pocs import Poc

InvitationSubject = Annotated[
    Annotated["Poc", strawberry.lazy("schema.types.pocs")] | Tenant | Annotated["Contact", strawberry.lazy("schema.types.contacts")],
    strawberry.union("InvitationSubject", description="What somebody is invited to."),
]


def poc_type() -> type[Any]:
    """The type of POCs, which stands above this one."""
    from schema.types.pocs import Poc  # noqa: PLC0415  # it names invitations, too

    return Poc


def contact_type() -> type[Any]:
    """The type of contacts, which stands above this one, too."""
    from schema.types.contacts import Contact  # noqa: PLC0415

    return Contact


SUBJECT_NAME = Sql(
    "coalesce((select project.name from poc project where project.id = {a}.poc_id),"
    " (select home.name from tenant home where home.id = {a}.tenant_id))"
)


def _of_mail(name: str) -> str:
    return f"(select sent.{name} from mail sent where sent.id = {{a}}.mail_id)"


@reads(models.Invitation, description="How the delivery of the last mail stands.")
class MailDelivery:
    """The last mail."""

    status: MailStatus = column("Where it stands; held mails of a draft are QUEUED.", DELIVERY)
    attempts: int = sql("How often it was tried.", f"coalesce({_of_mail('attempts')}, 0)")
    last_error: str | None = sql("What the mail server said last.", _of_mail("last_error"))
    next_attempt_at: datetime | None = sql("When it is tried next.", _of_mail("next_attempt_at"))
    updated_at: datetime = sql("Since when it stands so.", f"coalesce({_of_mail('updated_at')}, {{a}}.created_at)")


@reads(models.Invitation, description="What the viewer may do now with an invitation.")
class InvitationActions:
    """By kind and state."""

    resend: bool = allowed("Mail it again with a fresh link (after the cooldown).", actions.resend_invitation)
    cancel: bool = allowed("Withdraw it.", actions.cancel_invitation)
    edit: bool = allowed("Change what it will grant.", actions.edit_invitation)


@reads(
    models.Invitation,
    prefix="invitation",
    scope=policies.invitations,
    description="The promise of access, mailed as a single-use link; accepting it turns it into the access.",
)
class Invitation(Node):
    """A promise."""

    kind: InvitationKind = column("What is promised.")
    status: InvitationStatus = sql("Where it stands.", STATUS)
    email: str | None = column("To whom it was mailed.", visible=policies.invitations)
    first_name: str | None = column("The first name, as the inviter knows it.")
    last_name: str | None = column("The last name, as the inviter knows it.")
    title: str | None = column("What the person is at work.")
    personal_message: str | None = column("The inviter's words, as plain text.")
    roles: list[Role] = column("For a membership: the roles it will have.")
    subject: InvitationSubject | None = either(
        "To what the person is invited.",
        ("poc", poc_type, policies.pocs),
        (Sql("(case when {a}.kind = 'MEMBER' then {a}.tenant_id end)"), lambda: Tenant, people.tenants),
        ("contact", contact_type, policies.contacts),
    )
    subject_name: str = column(
        "The name of what the person is invited to; for whom a POC is there no more, only that it was one.",
        Depending(policies.invitations_to_what_is_there, SUBJECT_NAME, Sql("'Proof of concept'")),
    )
    locale: str = column("The language of its mails (BCP 47).")
    access_ends_on: date | None = column("For a POC: the last day of the access it will give.")
    invited_by: User = one("Who invited.")
    created_at: datetime = column("When the person was invited.")
    expires_at: datetime | None = column("When the link ends. Null while the mail is held because the POC is a draft.")
    accepted_at: datetime | None = column("When it was accepted.")
    cancelled_at: datetime | None = column("When it was cancelled.")
    cancel_reason: CancelReason | None = column("Why it was cancelled; for staff.", visible=policies.invitations_as_staff)
    last_sent_at: datetime | None = column("When the last mail was queued; for staff.", visible=policies.invitations_as_staff)
    send_count: int = column("How often it was mailed.")
    delivery: MailDelivery | None = inside("How the last mail fares; for staff.", visible=policies.invitations_as_staff)
    time_to_accept: int | None = computed(
        "Seconds from the first mail to accepting; for staff.",
        db.seconds_between,
        "first_sent_at",
        "accepted_at",
        visible=policies.invitations_as_staff,
    )
    can_sign: bool | None = sql(
        "Whether the participant will be allowed to sign. Null for kinds other than POC.",
        "(case when {a}.kind = 'POC' then {a}.can_sign end)",
    )
    viewer_can: InvitationActions = inside("What the viewer may do now.")
