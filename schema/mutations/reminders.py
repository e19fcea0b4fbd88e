"""Reminding people who are invited, and participants whose tasks are due."""

from __future__ import annotations

from uuid import UUID

import strawberry

from app.auth import policies
from app.auth.permissions import Permission
from app.services import reminders
from schema.core.context import Context
from schema.core.permissions import locked
from schema.mutations.payloads import Facts, answer, fact, mutation, payload, uuid_of
from schema.reading.declare import given, nested, one, reads
from schema.types.errors import UserError, shown
from schema.types.invitations import Invitation
from schema.types.participants import Participant

INVITING = locked(Permission.PARTICIPANTS_INVITE, of="POC")


@strawberry.input(description="Whom to remind: at most 200 of each; with neither list everybody who is invited or has a task that is due.")
class SendReminderInput:
    """Whom, of what."""

    poc_id: strawberry.ID = fact("On which POC.")
    invitation_ids: list[strawberry.ID] | None = fact("Which of its invitations.", None)
    participant_ids: list[strawberry.ID] | None = fact("Which of its participants.", None)
    message: str | None = fact("A few words in the mails, as plain text; at most 2,000 characters.", None)


@reads(None, description="What became of reminding one of them.")
class ReminderResult:
    """One of them."""

    invitation: Invitation | None = one("The invitation; null for a participant.", scope=policies.invitations)
    participant: Participant | None = one("The participant; null for an invitation.", scope=policies.participants)
    queued: bool = given("Whether a reminder is on its way.")
    user_errors: list[UserError] = given("What the person can correct; nothing was mailed then.")


@payload
class SendReminderPayload:
    """A result for each."""

    results: list[ReminderResult] = nested("One for each: invitations, then participants, in the order of the ids or of their coming.")


@strawberry.type
class ReminderMutations:
    """Root fields about reminders."""

    @mutation(INVITING, "Remind people of their invitation or of their tasks that are due. Each has an outcome of its own.")
    async def send_reminder(self, context: Context, input: SendReminderInput) -> Facts[SendReminderPayload]:  # noqa: A002
        """Remind."""
        outcomes = await reminders.send(
            context.actor, uuid_of("poc", input.poc_id), message=input.message,
            invitation_ids=_uuids("invitation", input.invitation_ids), participant_ids=_uuids("participant", input.participant_ids),
        )  # fmt: skip
        results = [
            answer(
                ReminderResult,
                {
                    "invitation": outcome.invitation_id,
                    "participant": outcome.participant_id,
                    "queued": outcome.queued,
                    "user_errors": [shown(error) for error in outcome.errors],
                },
            )
            for outcome in outcomes
        ]
        return Facts(results=results)


def _uuids(prefix: str, ids: list[strawberry.ID] | None) -> list[UUID | None] | None:
    return None if ids is None else [uuid_of(prefix, id_) for id_ in ids]
