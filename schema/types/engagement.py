"""Engagement and health: what a POC's customers do there, counted from events, and how the POC fares."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import strawberry

from app import models
from app.core import db
from app.core.runtime import current, now
from app.services import health
from app.services.engagement import LAST_SEEN, OWN
from schema.reading.declare import computed, given, nested, reads, sql
from schema.reading.expressions import Sql


def _count(action: str, of: str = "distinct ev.target_id") -> str:
    return f"(select count({of}) from event ev where {OWN} and ev.action = '{action}')"


def _inactive(last_seen: Any) -> bool:
    since = db.instant(last_seen)
    return since is not None and health.is_silent(since, now(), current().settings.inactive_after)


@reads(models.Participant, description="How a participant takes part, since joining.")
class ParticipantEngagement:
    """One person's figures."""

    last_seen_at: datetime | None = sql("The last sign of life; joining is one.", LAST_SEEN)
    visits: int = sql("How often the person looked at the POC; looks within five minutes are one.", _count("poc.visited", "*"))
    comments: int = sql("How many comments they wrote.", _count("comment.added"))
    tasks_completed: int = sql("How many tasks they completed.", _count("task.completed"))
    resources_opened: int = sql("How many resources they opened.", _count("resource.opened"))
    time_to_accept: int | None = computed(
        "Seconds from the first mail to accepting.", db.seconds_between, "invitation.first_sent_at", "invitation.accepted_at"
    )
    inactive: bool = computed(
        "Whether there was no sign of life for some days, five unless the server says otherwise.", _inactive, Sql(LAST_SEEN)
    )


@strawberry.type(description="How a POC's customers take part, all of them together.")
class PocEngagement:
    """A POC's figures."""

    invited: int = strawberry.field(
        description="How many people were invited by mail, or came; without those whose invitation was cancelled."
    )
    accepted: int = strawberry.field(description="How many people ever joined.")
    active_last_7_days: int = strawberry.field(description="How many participants gave a sign of life in the last 7 days.")
    comments: int = strawberry.field(description="How many comments participants wrote.")
    tasks_completed_by_customer: int = strawberry.field(description="How many tasks participants completed.")
    median_time_to_accept: int | None = strawberry.field(
        description="Seconds from the first mail to accepting, as many took longer as were faster; null as long as nobody accepted."
    )
    low: bool = strawberry.field(
        description="Whether fewer than half of the people invited were active in the last 7 days, some days after the first mail."
    )


@reads(None, description="Something that is not well on a POC.")
class HealthReason:
    """What takes from the score."""

    code: str = given("NO_SIGN_IN, OVERDUE_MUST_HAVES, LOW_ENGAGEMENT or END_NEAR; there may be more in time.")
    message: str = given("What it is, for people.")
    weight: int = given("How much it takes from the score.")


@reads(None, description="How a POC fares, told from engagement, days and success criteria. The same facts always say the same.")
class PocHealth:
    """The score and what made it."""

    score: int = given("From 100 (well) to 0: 100 without the weights of the reasons. Only a POC that is ACTIVE or ON_HOLD has any.")
    reasons: list[HealthReason] = nested("What is not well, always in the same order.")
