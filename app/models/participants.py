"""Who is on a POC: participants of the customer, collaborators of the provider (the owner is one of them)."""

from __future__ import annotations

from enum import StrEnum
from uuid import UUID

from tortoise import fields
from tortoise.models import Model

from app.models.fields import Instant, Unique, key, listed, to

STATUS = (
    "(case when {a}.removed_at is not null then 'REMOVED' when {a}.ended_at is not null or {a}.access_ends_at <= :now"
    " or exists (select 1 from poc shelved where shelved.id = {a}.poc_id and shelved.status = 'ARCHIVED') then 'ENDED' else 'ACTIVE' end)"
)
"""The status as SQL over the row `{a}` at `:now`."""


class ParticipantStatus(StrEnum):
    """REMOVED: removed, or left. ENDED: the day is over, the POC archived, or became a member. Computed, never stored."""

    ACTIVE = "ACTIVE"
    REMOVED = "REMOVED"
    ENDED = "ENDED"


class Participant(Model):
    """A person of the customer with access to one POC. A person who comes back is a new row."""

    id = key()
    poc = to("Poc")
    poc_id: UUID
    user = to("User")
    user_id: UUID
    invitation = to("Invitation", null=True)
    invitation_id: UUID | None
    contact = to("Contact", null=True, on_delete=fields.SET_NULL)
    contact_id: UUID | None
    title = fields.CharField(200, null=True)
    can_sign = fields.BooleanField(default=False)
    joined_at = Instant()
    removed_at = Instant(null=True)
    ended_at = Instant(null=True, description="became a member of the provider, or came again after the last day")
    access_ends_on = fields.DateField(null=True)
    access_ends_at = Instant(null=True, description="the midnight after access_ends_on in the provider's time zone")
    visited_at = Instant(null=True, description="the last visit that was written down")
    reminded_at = Instant(null=True, description="the last reminder of tasks, by hand or not")

    class Meta:
        table = "participant"
        indexes = (
            Unique("poc_id", "user_id", name="uq_participant_current", where="removed_at IS NULL AND ended_at IS NULL"),
            listed("poc_id", "joined_at", "id", name="ix_participant_poc_joined"),
            listed("user_id", "joined_at", "id", name="ix_participant_user_joined"),
            listed("contact_id", name="ix_participant_contact"),
        )


class Collaborator(Model):
    """A colleague of the provider who works on a POC."""

    id = key()
    poc = to("Poc", on_delete=fields.CASCADE)
    poc_id: UUID
    user = to("User")
    user_id: UUID
    since = Instant()

    class Meta:
        table = "collaborator"
        indexes = (
            Unique("poc_id", "user_id", name="uq_collaborator_poc_user"),
            listed("poc_id", "since", "id", name="ix_collaborator_poc_since"),
            listed("user_id", "poc_id", name="ix_collaborator_user"),
        )
