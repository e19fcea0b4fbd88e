"""Acting: beginning to work inside a customer's tenant. How such a session ends stands in `acting_endings`."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from app.auth import tokens
from app.auth.actor import Actor
from app.auth.capabilities import PartnerCapability
from app.auth.finding import find_on_behalf
from app.auth.permissions import Permission, permissions_of
from app.auth.scopes import parameters
from app.core import db, text
from app.core.errors import Code, UserError, UserErrors, forbidden, refuse, unauthenticated
from app.core.ids import new_id
from app.core.runtime import now
from app.models import Partnership
from app.models.fields import words
from app.services import events

MINUTES: Final = 30
"""How long an acting session lasts unless told."""
LONGEST: Final = 60
_REASON_LENGTH: Final = text.MESSAGE_LENGTH

_PERSON: Final = """
select m.roles from membership m join session s on m.tenant_id = s.tenant_id and m.user_id = s.user_id and m.status = 'ACTIVE'
where s.id = :session and s.user_id = :user and s.tenant_id = :tenant and s.revoked_at is null and s.expires_at > :now"""


@dataclass(frozen=True, slots=True)
class Started:
    """An acting session, and the only token there is for it: it ends when the session does, and nothing renews it."""

    session_id: UUID
    access_token: str = field(repr=False)
    access_token_expires_at: datetime


async def start(actor: Actor, customer_id: UUID | None, *, reason: str, minutes: int = MINUTES) -> Started:
    """Begin to work inside a customer's tenant, for a reason (1 to 2,000 characters) and 1 to 60 minutes. Both sides see it.

    FORBIDDEN without ACT_ON_BEHALF, without a place to manage that customer, and in an acting session; NOT_FOUND and
    CAPABILITY_REQUIRED at `customerId`; REQUIRED and TOO_LONG at `reason`; INVALID at `minutes`.
    """
    actor.require_oneself()
    actor.require(Permission.ACT_ON_BEHALF)
    errors: list[UserError] = []
    said = ""
    with text.collecting(errors):
        said = _reason(reason)
    with text.collecting(errors):
        _check_minutes(minutes)
    async with db.transaction():
        partnership: Partnership | None = None
        with text.collecting(errors):
            _, partnership = await find_on_behalf(actor, customer_id, PartnerCapability.MANAGE_ON_BEHALF, "customerId")
        if errors or partnership is None:
            raise UserErrors(errors)
        await _hold_the_person(actor)
        session_id = new_id()
        claims = tokens.Claims(actor.user, session_id, partnership.customer_id, partnership.partner_id)
        token, ends = tokens.issue(claims, lasts=timedelta(minutes=minutes))
        session: dict[str, object] = {
            "id": session_id, "partnership_id": partnership.id, "partner_id": partnership.partner_id,
            "customer_id": partnership.customer_id, "record_id": partnership.record_id, "actor_id": actor.user, "reason": said,
            "started_at": now(), "expires_at": ends,
        }  # fmt: skip
        told = events.rows(
            actor, "acting.started", "acting_session", session_id, at_customer=partnership.customer_id,
            changes={"expiresAt": [None, ends.isoformat()]},
        )  # fmt: skip
        await db.insert(("acting_session", session), *told)
        return Started(session_id, token, ends)


async def _hold_the_person(actor: Actor) -> None:
    """Keep the membership and the session of who asks until the transaction ends. UNAUTHENTICATED if either is over; FORBIDDEN by now.

    Whoever ends or changes them ends the person's acting sessions after that: it waits for this one, or this one is none. The
    order is theirs: the partnership before both, and the membership before its sessions.
    """
    holding = " for share of m, s" if db.dialect() == "postgres" else ""
    held = await db.fetch_one(_PERSON + holding, parameters(actor))
    if held is None:
        raise unauthenticated("The session has ended; sign in again.")
    if not permissions_of(words(held["roles"])) >= {Permission.ACT_ON_BEHALF, Permission.CUSTOMERS_MANAGE}:
        raise forbidden()


def _reason(reason: str) -> str:
    said = text.body(reason, "reason", most=_REASON_LENGTH)
    if said is None:
        raise refuse(Code.REQUIRED, "Say why; the customer sees it, too.", "reason")
    return said


def _check_minutes(minutes: int) -> None:
    if not 1 <= minutes <= LONGEST:
        raise refuse(Code.INVALID, f"An acting session lasts 1 to {LONGEST} minutes.", "minutes")
