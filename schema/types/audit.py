"""Audit logs: every event as whoever may read the log sees it, and how a log is narrowed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Annotated, Any

import strawberry

from app import models
from app.auth import partnering
from app.core import ids
from app.core.errors import bad_input
from app.services.audit_facts import ACTING_SESSION, API_KEY_NAME, CHANGES, EVENT, TARGET_NAME, actor_name, shown_changes, target_id
from app.services.audit_filters import (
    BY_ACTING_SESSION,
    BY_ACTION,
    BY_ACTOR,
    BY_TARGET,
    BY_TARGET_KIND,
    ON_BEHALF,
    SINCE,
    UNTIL,
    unknown_actions,
)
from app.services.events import ACTIONS
from schema.core.context import Context
from schema.core.scalars import JSON
from schema.reading.declare import column, computed, given, narrows, one, reads, sql
from schema.reading.expressions import Path, Sql
from schema.reading.sources import Order
from schema.types.nodes import Node, id_of
from schema.types.tenants import Tenant
from schema.types.users import User

if TYPE_CHECKING:
    from schema.types.acting_sessions import ActingSession

LazyActingSession = Annotated["ActingSession", strawberry.lazy("schema.types.acting_sessions")]


@reads(
    models.Event,
    prefix=EVENT,
    scope=partnering.events,
    description="Something that happened, as an audit log has it: by whom, to what, and what was changed. It never changes.",
)
class AuditEvent(Node):
    """A line of an audit log."""

    at: datetime = column("When it happened.")
    action: str = column("What happened, of the list that auditActions has.")
    actor_name: str = computed(
        "First and last name of who did it; without a person: the operator, somebody who was not signed in, or the system.",
        actor_name,
        "action",
        "actor.first_name",
        "actor.last_name",
    )
    actor: User | None = one("Who did it; null where no person did.")
    api_key_name: str | None = sql(
        "The API key by which it was done, in the log of its own tenant; null where a person did it.", API_KEY_NAME
    )
    on_behalf_from: Tenant | None = one("The partner on whose side the actor was, in an acting session or at its customer.", "partner")
    reason: str | None = sql(
        "Why the acting session was begun in which it was done.",
        f"(select began.reason from acting_session began where began.id = {ACTING_SESSION})",
        visible=partnering.event_reasons,
    )
    target_kind: str = column("What kind of thing it was done to, e.g. invitation.")
    target_id: strawberry.ID = computed("The id of what it was done to, also when that is gone.", target_id, "target_kind", "target_id")
    target_name: str | None = sql(
        "What that is called now; null if it is gone or has no name. Never an address.", TARGET_NAME, visible=partnering.event_targets
    )
    changes: JSON | None = computed("Field by field, before and after; secrets and tokens read [redacted].", shown_changes, Sql(CHANGES))
    acting_session: LazyActingSession | None = one(
        "The acting session in which it was done, or that it began or ended, for who sees that.",
        Sql(ACTING_SESSION),
        scope=partnering.acting_sessions,
    )
    ip: str | None = sql(
        "The network address that it was done from; of one's own people.",
        "(select origin.ip from event_origin origin where origin.event_id = {a}.id)",
        visible=partnering.event_origins,
    )
    user_agent: str | None = sql(
        "The program that it was done with; of one's own people.",
        "(select origin.user_agent from event_origin origin where origin.event_id = {a}.id)",
        visible=partnering.event_origins,
    )


@reads(None, description="One of the closed list of things that are recorded.")
class AuditAction:
    """A kind of event."""

    key: str = given("What it is called, noun.past.")
    description: str = given("What it means.")


async def action_facts(_: Context) -> list[dict[str, Any]]:
    """The closed list."""
    return [{"key": key, "description": description} for key, description in ACTIONS.items()]


def _known(given: Sequence[str]) -> Sequence[str]:
    """Actions of the closed list; BAD_USER_INPUT for others, which would never find anything."""
    if unknown := unknown_actions(given):
        raise bad_input(f"There is no such action: {', '.join(unknown)}.", ["filter", "action"])
    return given


def _any_id(given: str) -> object:
    """An id of whatever kind; one that is malformed matches nothing."""
    found = ids.from_text(given)
    return found and found[1]


@strawberry.input(description="Narrows an audit log; everything given must hold.")
class AuditFilter:
    """By what, who, to what, and when."""

    action: list[str] | None = narrows("One of these actions.", BY_ACTION, value=_known, each="{a}.action = {value}")
    actor_id: strawberry.ID | None = narrows("Done by this person.", BY_ACTOR, value=id_of("user"))
    target_id: strawberry.ID | None = narrows("Done to the object with this id, of any kind.", BY_TARGET, value=_any_id)
    target_kind: list[str] | None = narrows("Done to one of these kinds of things.", BY_TARGET_KIND, each="{a}.target_kind = {value}")
    acting_session_id: strawberry.ID | None = narrows(
        "Done in this acting session.", BY_ACTING_SESSION, value=id_of("acting"), visible=partnering.events_of_acting_sessions
    )
    since: datetime | None = narrows("At or after this instant.", SINCE)
    until: datetime | None = narrows("Before this instant.", UNTIL)
    on_behalf_only: bool | None = narrows("True: only what a partner's people did.", ON_BEHALF, when=True)


BY_HAPPENING = Order(Path("at"), "instant", descending=True)
"""The latest first."""
