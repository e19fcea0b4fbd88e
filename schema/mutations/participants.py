"""Inviting customers to a POC, and who is on it."""

from __future__ import annotations

from datetime import date
from typing import Any

import strawberry

from app.auth import policies
from app.auth.permissions import Permission
from app.core import ids
from app.services import collaborators, participants
from schema.core.context import Context
from schema.core.permissions import locked
from schema.mutations.payloads import Facts, answer, changed, fact, mutation, payload, uuid_of
from schema.reading.declare import given, nested, one
from schema.types.errors import shown
from schema.types.invitations import Invitation
from schema.types.participants import Participant
from schema.types.pocs import Poc

INVITING = locked(Permission.PARTICIPANTS_INVITE, of="POC")
STAFFING = locked(Permission.POCS_MANAGE, of="POC")


@strawberry.input(description="A person of the customer to invite to a POC.")
class InviteCustomerInput:
    """Who, to what."""

    poc_id: strawberry.ID = fact("To which POC.")
    email: str = fact("The address that the invitation is mailed to.")
    first_name: str | None = fact("The first name.", None)
    last_name: str | None = fact("The last name.", None)
    title: str | None = fact("What the person is at work.", None)
    personal_message: str | None = fact("A few words in the mail, as plain text; at most 2,000 characters.", None)
    can_sign: bool = fact("Whether the person may sign criteria.", default=False)
    access_ends_on: date | None = fact("The last day of access; for as long as the POC is open unless told.", None)
    locale: str | None = fact("The language of the mails (BCP 47); the tenant's unless told.", None)


@payload
class InviteCustomerPayload:
    """The invitation."""

    invitation: Invitation | None = one("The new invitation; with ALREADY_EXISTS the one that is there.", scope=policies.invitations)
    poc: Poc | None = one("The POC.", scope=policies.pocs)


@strawberry.input(description="One of many to invite.")
class CustomerToInvite:
    """Who."""

    email: str = fact("The address that the invitation is mailed to.")
    first_name: str | None = fact("The first name.", None)
    last_name: str | None = fact("The last name.", None)
    title: str | None = fact("What the person is at work.", None)
    personal_message: str | None = fact("A few words for this person instead of those for all.", None)
    can_sign: bool = fact("Whether the person may sign criteria.", default=False)
    access_ends_on: date | None = fact("The last day of access.", None)
    locale: str | None = fact("The language of the mails (BCP 47).", None)


@strawberry.input(description="At most 200. With dryRun nothing is written or mailed: the results say what would be.")
class InviteCustomersInput:
    """Who all, to what."""

    poc_id: strawberry.ID = fact("To which POC.")
    personal_message: str | None = fact("A few words in every mail, as plain text.", None)
    customers: list[CustomerToInvite] = fact("Whom.")
    dry_run: bool = fact("Only say what would be.", default=False)


@payload
class InviteCustomersPayload:
    """A result for each."""

    results: list[InviteCustomerPayload] = nested("One for each, in their order.")
    invited_count: int = given("How many were invited (with dryRun: would be).")
    poc: Poc | None = one("The POC.", scope=policies.pocs)


@strawberry.input(description="Changes to a participant: what is left out stays as it is, null clears.")
class UpdateParticipantInput:
    """Changes."""

    participant_id: strawberry.ID = fact("Which participant.")
    title: str | None = fact("What the person is at work.", strawberry.UNSET)
    can_sign: bool | None = fact("Whether the person may sign criteria.", strawberry.UNSET)
    access_ends_on: date | None = fact("The last day of access.", strawberry.UNSET)


@payload
class UpdateParticipantPayload:
    """The participant."""

    participant: Participant | None = one("The participant after the change.", scope=policies.participants)
    poc: Poc | None = one("The POC.", scope=policies.pocs)


@strawberry.input(description="A participant to remove; the access ends with the next request.")
class RemoveParticipantInput:
    """Who."""

    participant_id: strawberry.ID = fact("Which participant.")
    reason: str | None = fact("Why, for the colleagues.", None)


@payload
class RemoveParticipantPayload:
    """The participant."""

    participant: Participant | None = one("The participant, who is out.", scope=policies.participants)
    poc: Poc | None = one("The POC.", scope=policies.pocs)


@strawberry.input(description="A POC to leave.")
class LeavePocInput:
    """Which."""

    poc_id: strawberry.ID = fact("Which POC.")


@payload
class LeavePocPayload:
    """What was left."""

    left_poc_id: strawberry.ID | None = given("The id of the POC, which does not exist for the viewer any more.")


@strawberry.input(description="A colleague to work on a POC.")
class AddCollaboratorInput:
    """Who, on what."""

    poc_id: strawberry.ID = fact("On which POC.")
    user_id: strawberry.ID = fact("Which colleague.")


@payload
class AddCollaboratorPayload:
    """The POC."""

    poc: Poc | None = one("The POC with its collaborators.", scope=policies.pocs)


@strawberry.input(description="A colleague who no longer works on a POC.")
class RemoveCollaboratorInput:
    """Who, on what."""

    poc_id: strawberry.ID = fact("On which POC.")
    user_id: strawberry.ID = fact("Which colleague.")


@payload
class RemoveCollaboratorPayload:
    """The POC."""

    poc: Poc | None = one("The POC with its collaborators.", scope=policies.pocs)


@strawberry.type
class ParticipantMutations:
    """Root fields about who is on a POC."""

    @mutation(INVITING, "Invite a person of the customer to a POC by mail.")
    async def invite_customer(self, context: Context, input: InviteCustomerInput) -> Facts[InviteCustomerPayload]:  # noqa: A002
        """Invite."""
        poc_id = uuid_of("poc", input.poc_id)
        return Facts(invitation=await participants.invite(context.actor, poc_id, **_person(input)), poc=poc_id)

    @mutation(INVITING, "Invite many at once. All or none is not promised: each row has its own outcome.")
    async def invite_customers(self, context: Context, input: InviteCustomersInput) -> Facts[InviteCustomersPayload]:  # noqa: A002
        """Invite many."""
        poc_id = uuid_of("poc", input.poc_id)
        customers = [participants.CustomerToInvite(**_person(customer)) for customer in input.customers]
        outcomes = await participants.invite_many(
            context.actor, poc_id, personal_message=input.personal_message, customers=customers, dry_run=input.dry_run
        )
        results = [
            answer(
                InviteCustomerPayload,
                {
                    "invitation": outcome.invitation_id,
                    "poc": poc_id,
                    "user_errors": [shown(error) for error in outcome.errors],
                },
            )
            for outcome in outcomes
        ]
        return Facts(results=results, invited_count=sum(not outcome.errors for outcome in outcomes), poc=poc_id)

    @mutation(INVITING, "Change a participant's title, right to sign or last day.")
    async def update_participant(self, context: Context, input: UpdateParticipantInput) -> Facts[UpdateParticipantPayload]:  # noqa: A002
        """Change."""
        participant_id = uuid_of("participant", input.participant_id)
        poc_id = await participants.update(
            context.actor,
            participant_id,
            title=changed(input.title),
            can_sign=changed(input.can_sign),
            access_ends_on=changed(input.access_ends_on),
        )
        return Facts(participant=participant_id, poc=poc_id)

    @mutation(INVITING, "Remove a participant, who is out with the next request.")
    async def remove_participant(self, context: Context, input: RemoveParticipantInput) -> Facts[RemoveParticipantPayload]:  # noqa: A002
        """Remove."""
        participant_id = uuid_of("participant", input.participant_id)
        poc_id = await participants.remove(context.actor, participant_id, reason=input.reason)
        return Facts(participant=participant_id, poc=poc_id)

    @mutation(locked(of="POC as a participant"), "Leave a POC as a participant.")
    async def leave_poc(self, context: Context, input: LeavePocInput) -> Facts[LeavePocPayload]:  # noqa: A002
        """Leave."""
        poc_id = uuid_of("poc", input.poc_id)
        await participants.leave(context.actor, poc_id)
        return Facts(left_poc_id=poc_id and ids.to_text("poc", poc_id))

    @mutation(STAFFING, "Let a colleague work on a POC.")
    async def add_collaborator(self, context: Context, input: AddCollaboratorInput) -> Facts[AddCollaboratorPayload]:  # noqa: A002
        """Add."""
        poc_id = uuid_of("poc", input.poc_id)
        await collaborators.add(context.actor, poc_id, uuid_of("user", input.user_id))
        return Facts(poc=poc_id)

    @mutation(STAFFING, "Take a colleague off a POC; the owner stays.")
    async def remove_collaborator(self, context: Context, input: RemoveCollaboratorInput) -> Facts[RemoveCollaboratorPayload]:  # noqa: A002
        """Take off."""
        poc_id = uuid_of("poc", input.poc_id)
        await collaborators.remove(context.actor, poc_id, uuid_of("user", input.user_id))
        return Facts(poc=poc_id)


def _person(given_: Any) -> dict[str, Any]:
    names = ("email", "first_name", "last_name", "title", "personal_message", "can_sign", "access_ends_on", "locale")
    return {name: getattr(given_, name) for name in names}
