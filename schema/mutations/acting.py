"""Working inside a customer's tenant, and ending it."""

from __future__ import annotations

import strawberry

from app.auth import partnering
from app.auth.permissions import Permission
from app.services import acting, acting_endings
from schema.core.context import Context
from schema.core.permissions import locked
from schema.mutations.payloads import Facts, fact, mutation, payload, uuid_of
from schema.reading.declare import given, one
from schema.types.acting_sessions import ActingSession
from schema.types.sessions import Credentials


@strawberry.input(description="At which customer to work, why, and for how long.")
class StartActingSessionInput:
    """Customer, reason and time."""

    customer_id: strawberry.ID = fact("Which customer.")
    reason: str = fact("Why, in 1 to 2,000 characters; the customer sees it, too.")
    minutes: int = fact("When it ends by itself: after 1 to 60 minutes.", acting.MINUTES)


@payload
class StartActingSessionPayload:
    """The session, and what opens it."""

    session: ActingSession | None = one("The new acting session.", scope=partnering.acting_sessions)
    credentials: Credentials | None = given("Its access token, which ends with it; there is no refresh token.")


@strawberry.input(description="An acting session to end.")
class EndActingSessionInput:
    """A session."""

    session_id: strawberry.ID = fact("Which acting session.")


@payload
class EndActingSessionPayload:
    """The session."""

    session: ActingSession | None = one("The ended acting session.", scope=partnering.acting_sessions)


@strawberry.type
class ActingMutations:
    """Root fields about acting sessions."""

    @mutation(
        locked(Permission.ACT_ON_BEHALF), "Work inside a customer's tenant for a while, as its tenant admin might; both sides see it."
    )
    async def start_acting_session(self, context: Context, input: StartActingSessionInput) -> Facts[StartActingSessionPayload]:  # noqa: A002
        """Start."""
        started = await acting.start(context.actor, uuid_of("customer", input.customer_id), reason=input.reason, minutes=input.minutes)
        credentials = Credentials(
            access_token=started.access_token,
            access_token_expires_at=started.access_token_expires_at,
            refresh_token=None,
            refresh_token_expires_at=None,
        )
        return Facts(session=started.session_id, credentials=credentials)

    @mutation(
        locked(as_="the actor, or PARTNERSHIPS_MANAGE or PARTNER_CONSENT on the partnership"),
        "End an acting session, with effect on its next request. One that is over already: success, nothing changes.",
    )
    async def end_acting_session(self, context: Context, input: EndActingSessionInput) -> Facts[EndActingSessionPayload]:  # noqa: A002
        """End."""
        return Facts(session=await acting_endings.end(context.actor, uuid_of("acting", input.session_id)))
