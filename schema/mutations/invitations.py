"""Invitations: colleagues, what becomes of an invitation, and what the holder of a link does with it."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

import strawberry

from app.auth import people, policies
from app.auth.permissions import Permission
from app.services import accepting, declining, invitations, members
from schema.core.context import Context
from schema.core.permissions import locked, public
from schema.mutations.credentials import hand_out
from schema.mutations.payloads import UNKNOWN, Facts, changed, fact, mutation, payload, uuid_of
from schema.reading.declare import either, given, nested, one
from schema.types.contacts import Contact
from schema.types.enums import Role
from schema.types.invitations import Invitation, InvitationSubject, poc_type
from schema.types.pocs import Poc
from schema.types.sessions import Credentials, TokenDelivery
from schema.types.tenants import Tenant
from schema.types.viewer import Viewer
from schema.types.viewer import facts as viewer_facts

INVITING = locked(
    Permission.PARTICIPANTS_INVITE, Permission.MEMBERS_MANAGE, Permission.PORTAL_INVITE, Permission.CUSTOMERS_MANAGE,
    of="subject of the invitation",
)  # fmt: skip


@strawberry.input(description="Somebody to invite into the viewer's tenant, or with `customerId` into that of a customer.")
class InviteUserInput:
    """Who, as what, where."""

    email: str = fact("The address that the invitation is mailed to.")
    roles: list[Role] = fact("The roles that the person will have; at a customer those that its partnership allows.")
    customer_id: strawberry.ID | None = fact("The customer into whose tenant, if not the viewer's own.", None)
    first_name: str | None = fact("The first name.", None)
    last_name: str | None = fact("The last name.", None)
    personal_message: str | None = fact("A few words in the mail, as plain text; at most 2,000 characters.", None)
    locale: str | None = fact("The language of the mails (BCP 47); the tenant's unless told.", None)


@payload
class InviteUserPayload:
    """The invitation."""

    invitation: Invitation | None = one("The new invitation; with ALREADY_EXISTS the one that is there.", scope=policies.invitations)


@strawberry.input(description="An invitation to mail again.")
class ResendInvitationInput:
    """Which."""

    invitation_id: strawberry.ID = fact("Which invitation.")


@payload
class ResendInvitationPayload:
    """The invitation."""

    invitation: Invitation | None = one("The invitation, with its fresh link on the way.", scope=policies.invitations)
    poc: Poc | None = one("Its POC.", scope=policies.pocs)


@strawberry.input(description="An invitation to withdraw.")
class CancelInvitationInput:
    """Which."""

    invitation_id: strawberry.ID = fact("Which invitation.")


@payload
class CancelInvitationPayload:
    """The invitation."""

    invitation: Invitation | None = one("The invitation, which is dead.", scope=policies.invitations)
    poc: Poc | None = one("Its POC.", scope=policies.pocs)


@strawberry.input(description="Changes to what a pending invitation will grant: what is left out stays as it is, null clears.")
class UpdateInvitationInput:
    """Changes."""

    invitation_id: strawberry.ID = fact("Which invitation.")
    first_name: str | None = fact("The first name.", strawberry.UNSET)
    last_name: str | None = fact("The last name.", strawberry.UNSET)
    title: str | None = fact("What the person is at work.", strawberry.UNSET)
    roles: list[Role] | None = fact("For a membership: the roles.", strawberry.UNSET)
    can_sign: bool | None = fact("For a POC: whether the person may sign criteria.", strawberry.UNSET)
    access_ends_on: date | None = fact("For a POC: the last day of access.", strawberry.UNSET)


@payload
class UpdateInvitationPayload:
    """The invitation."""

    invitation: Invitation | None = one("The invitation after the change.", scope=policies.invitations)
    poc: Poc | None = one("Its POC.", scope=policies.pocs)


@strawberry.input(description="The profile and password of a person who has no account yet.")
class RegistrationInput:
    """A new account."""

    first_name: str = fact("The first name.")
    last_name: str = fact("The last name.")
    title: str | None = fact("What the person is at work.", None)
    password: str = fact("At least 12 characters, and not a common one.")
    locale: str | None = fact("The language of mails and pages (BCP 47).", None)
    time_zone: str | None = fact("The time zone (IANA).", None)


@strawberry.input(description="A link to accept. `registration` only for an address that has no account yet.")
class AcceptInvitationInput:
    """Link, and perhaps a new account."""

    token: str = fact("The secret at the end of the mailed link.")
    registration: RegistrationInput | None = fact("The new account, if the address has none.", None)
    delivery: TokenDelivery = fact("How the refresh token is handed out.", TokenDelivery.BODY)


@payload
class AcceptInvitationPayload:
    """The grant."""

    invitation: Invitation | None = one("The accepted invitation.", scope=policies.invitations)
    subject: InvitationSubject | None = either(
        "Where to go now.",
        ("poc", poc_type, policies.pocs),
        ("tenant", lambda: Tenant, people.tenants),
        ("contact", lambda: Contact, policies.contacts),
    )
    credentials: Credentials | None = given("The tokens, if accepting made the account.")
    viewer: Viewer | None = nested("Who has accepted.")


@strawberry.input(description="An expired or replaced link.")
class RequestFreshInvitationInput:
    """A link."""

    token: str = fact("The secret at the end of the mailed link.")


@payload
class RequestFreshInvitationPayload:
    """Nothing."""


@strawberry.input(description="A link to decline.")
class DeclineInvitationInput:
    """A link."""

    token: str = fact("The secret at the end of the mailed link.")
    report: bool = fact("Also want no further invitation or reminder from this organization.", default=False)


@payload
class DeclineInvitationPayload:
    """Nothing."""


@strawberry.type
class InvitationMutations:
    """Root fields about invitations."""

    @mutation(
        locked(Permission.MEMBERS_MANAGE, Permission.CUSTOMERS_MANAGE),
        "Invite a colleague into the viewer's tenant by mail; with `customerId` a user into a customer's (CUSTOMERS_MANAGE).",
    )
    async def invite_user(self, context: Context, input: InviteUserInput) -> Facts[InviteUserPayload]:  # noqa: A002
        """Invite."""
        invitation_id = await members.invite(
            context.actor,
            email=input.email,
            roles=input.roles,
            customer_id=None if input.customer_id is None else uuid_of("customer", input.customer_id) or UNKNOWN,
            first_name=input.first_name,
            last_name=input.last_name,
            personal_message=input.personal_message,
            locale=input.locale,
        )
        return Facts(invitation=invitation_id)

    @mutation(INVITING, "Mail an invitation again, with a fresh link; the old one is dead.")
    async def resend_invitation(self, context: Context, input: ResendInvitationInput) -> Facts[ResendInvitationPayload]:  # noqa: A002
        """Resend."""
        invitation_id = uuid_of("invitation", input.invitation_id)
        return _with_poc(invitation_id, await invitations.resend(context.actor, invitation_id))

    @mutation(INVITING, "Withdraw a pending invitation; its link is dead at once.")
    async def cancel_invitation(self, context: Context, input: CancelInvitationInput) -> Facts[CancelInvitationPayload]:  # noqa: A002
        """Cancel."""
        invitation_id = uuid_of("invitation", input.invitation_id)
        return _with_poc(invitation_id, await invitations.cancel(context.actor, invitation_id))

    @mutation(INVITING, "Change what a pending invitation will grant, without a new mail.")
    async def update_invitation(self, context: Context, input: UpdateInvitationInput) -> Facts[UpdateInvitationPayload]:  # noqa: A002
        """Change."""
        invitation_id = uuid_of("invitation", input.invitation_id)
        names = ("first_name", "last_name", "title", "roles", "can_sign", "access_ends_on")
        facts = {name: changed(getattr(input, name)) for name in names}
        return _with_poc(invitation_id, await invitations.update(context.actor, invitation_id, **facts))

    @mutation(public(), "Accept an invitation by its link; without an account yet, make it in the same call.")
    async def accept_invitation(self, context: Context, input: AcceptInvitationInput) -> Facts[AcceptInvitationPayload]:  # noqa: A002
        """Accept."""
        registration = None
        if (person := input.registration) is not None:
            names = ("first_name", "last_name", "title", "password", "locale", "time_zone")
            registration = accepting.Registration(**{name: getattr(person, name) for name in names})
        accepted = await accepting.accept(context.actor, token=input.token, registration=registration)
        facts = {"invitation": accepted.invitation_id, "poc": accepted.poc_id, "tenant": accepted.tenant_id, "contact": accepted.contact_id}
        if accepted.credentials is not None:
            return Facts(**facts, **hand_out(context, accepted.credentials, input.delivery))
        return Facts(**facts, viewer=viewer_facts(context.actor))

    @mutation(public(), "Ask the inviter for a fresh link, with an expired or replaced one. Answers alike for every link.")
    async def request_fresh_invitation(self, context: Context, input: RequestFreshInvitationInput) -> Facts[RequestFreshInvitationPayload]:  # noqa: A002
        """Ask."""
        await declining.request_fresh(context.actor, token=input.token)
        return Facts()

    @mutation(public(), "Decline an invitation by its link; with `report`, also all further mail from this organization.")
    async def decline_invitation(self, context: Context, input: DeclineInvitationInput) -> Facts[DeclineInvitationPayload]:  # noqa: A002
        """Decline."""
        await declining.decline(context.actor, token=input.token, report=input.report)
        return Facts()


def _with_poc(invitation_id: UUID | None, poc_id: UUID | None) -> Facts[Any]:
    return Facts(invitation=invitation_id, poc=poc_id)
