"""Participants of a POC, and the colleagues who work on it."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Annotated

import strawberry

from app import models
from app.auth import policies
from app.models.participants import STATUS
from schema.reading.declare import column, computed, inside, narrows, one, reads, sql
from schema.reading.expressions import Path, Sql
from schema.reading.sources import Order
from schema.types.engagement import ParticipantEngagement
from schema.types.enums import ParticipantStatus, PocRole
from schema.types.nodes import Node, search
from schema.types.users import User, full_name

if TYPE_CHECKING:
    from schema.types.contacts import Contact
    from schema.types.pocs import Poc

LazyPoc = Annotated["Poc", strawberry.lazy("schema.types.pocs")]


@reads(
    models.Participant, prefix="participant", scope=policies.participants, description="A person of the customer with access to one POC."
)
class Participant(Node):
    """A customer's person on a POC."""

    poc: LazyPoc = one("Where the person takes part.")
    display_name: str = computed("First and last name.", full_name, "user.first_name", "user.last_name")
    title: str | None = sql(
        "What the person is at work.", 'coalesce({a}.title, (select person.title from "user" person where person.id = {a}.user_id))'
    )
    email: str | None = column("A customer sees no other customer's address.", "user.email", visible=policies.participant_email)
    user: User | None = one("The person.")
    contact: Annotated[Contact, strawberry.lazy("schema.types.contacts")] | None = one(
        "The contact of the POC's customer that the person is; for staff.", scope=policies.contacts, visible=policies.as_staff
    )
    status: ParticipantStatus = sql("Whether the access holds.", STATUS)
    can_sign: bool = column("Whether the person may sign criteria.")
    joined_at: datetime = column("When the invitation was accepted.")
    removed_at: datetime | None = column("When the access was taken, or given up; for staff.", visible=policies.as_staff)
    access_ends_on: date | None = column(
        "The last day of access; null for as long as the POC is open. For staff and the person.", visible=policies.participant_details
    )
    engagement: ParticipantEngagement | None = inside(
        "How the person takes part. For staff and the person.", visible=policies.participant_details
    )
    is_viewer: bool = sql("Whether it is the viewer.", "coalesce({a}.user_id = :user, false)")


@strawberry.input(description="Narrows a list of participants; everything given must hold.")
class ParticipantFilter:
    """By state and name."""

    status: list[ParticipantStatus] | None = narrows("In one of these states.", "{of} in {value}[text]", of=Sql(STATUS))
    search: str | None = search("A part of the name.", Path("user.sort_name"))


@reads(models.Collaborator, description="A colleague of the provider who works on a POC; the owner is one of them.")
class PocCollaborator:
    """A provider's person on a POC."""

    user: User = one("Who.")
    role: PocRole = sql(
        "OWNER or COLLABORATOR.",
        "(case when exists (select 1 from poc led where led.id = {a}.poc_id and led.owner_id = {a}.user_id) then 'OWNER'"
        " else 'COLLABORATOR' end)",
    )
    since: datetime = column("Since when.")


@reads(models.Participant, description="A POC in which the viewer takes part, and as whom.")
class Participation:
    """A POC seen from a person."""

    participant: Participant = one("As whom.", "id")
    poc: LazyPoc = one("Where.")


BY_JOINING = Order(Path("joined_at"), "instant")
"""The first to join first."""
