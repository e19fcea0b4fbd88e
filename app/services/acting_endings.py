"""All ways in which an acting session is ended before its time, each with effect on its next request."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID

from app.auth import bearer, partnering
from app.auth.actor import Actor, Origin
from app.auth.finding import find
from app.auth.scopes import parameters
from app.core import db
from app.core.errors import forbidden, unauthenticated
from app.core.runtime import now
from app.models import ActingSession, PartnershipSide
from app.services import events


async def end(actor: Actor, session_id: UUID | None) -> UUID:
    """End an acting session; its id. One that is over already: success, nothing changes.

    The person in it may, there and at home; at the partner who manages that customer, at the customer who consents for it.
    NOT_FOUND at `sessionId`; FORBIDDEN for others who see it, for every other one while in an acting session, and by an API key.
    """
    if not actor.acting:
        actor.require_oneself()
    async with db.transaction():
        session = await find(ActingSession, actor, session_id, partnering.acting_sessions(actor), "sessionId")
        side = await _side(actor, session)
        await _end(actor, "id = :id", {"id": session.id}, side)
        ended: UUID = session.id
        return ended


async def end_itself(actor: Actor) -> None:
    """End the acting session that the actor is in, in the caller's transaction."""
    if not actor.acting or actor.session_id is None:
        raise unauthenticated()
    await _end(actor, "id = :id", {"id": actor.session_id}, PartnershipSide.PARTNER)


async def end_all(actor: Actor, user_id: UUID) -> None:
    """End all acting sessions of a person, who wants none to go on, in the caller's transaction."""
    await _end(actor, "actor_id = :person", {"person": user_id}, PartnershipSide.PARTNER)


async def end_unfounded(actor: Actor, partner_id: UUID) -> None:
    """End those of a partner's people who could not begin theirs any more, in the transaction that made it so.

    They open nothing from then on anyway; but they shall not come back with a right that is given again.
    """
    rows = await db.fetch(
        "select id from acting_session where partner_id = :partner and ended_at is null and expires_at > :now",
        {"partner": partner_id, "now": now()},
    )
    over = [row["id"] for row in rows if await bearer.acting_in(UUID(str(row["id"])), Origin()) is None]
    if over:
        await _end(actor, "id in :over[uuid]", {"over": over}, PartnershipSide.SYSTEM)


async def _side(actor: Actor, session: ActingSession) -> PartnershipSide:
    """On which side the actor ends it; FORBIDDEN for who only sees it."""
    manages = partnering.partnerships_to_manage(actor).on("p")
    sql = f"select 1 from partnership p where p.id = :partnership and {manages}"
    if await db.fetch_one(sql, {**parameters(actor), "partnership": session.partnership_id}):
        return PartnershipSide.CUSTOMER if session.customer_id == actor.tenant_id else PartnershipSide.PARTNER
    own = session.id == actor.session_id if actor.acting else session.actor_id == actor.user_id
    if not own:
        raise forbidden()
    return PartnershipSide.PARTNER


async def _end(actor: Actor, which: str, values: Mapping[str, object], side: PartnershipSide) -> None:
    """End those that are open, each with its event."""
    ended = await db.fetch(
        f"update acting_session set ended_at = :now, ended_by = :side where {which} and ended_at is null and expires_at > :now"
        " returning id, actor_id, partner_id, customer_id",
        {**values, "now": now(), "side": side.value},
    )
    for row in ended:
        await _record(actor, row, {"endedBy": [None, side.value]})


async def _record(actor: Actor, session: db.Row, changes: Mapping[str, object]) -> None:
    """In the logs of both: as done at the partner, in the acting session, or from elsewhere."""
    id_, partner_id, customer_id = (UUID(str(session[column])) for column in ("id", "partner_id", "customer_id"))
    if actor.acting and actor.tenant_id == customer_id:
        await events.record(actor, "acting.ended", "acting_session", id_, changes=changes)
    elif not actor.acting and (actor.tenant_id == partner_id or actor.user_id == db.uuid(session["actor_id"])):
        there = events.elsewhere(actor, partner_id)
        await events.record(there, "acting.ended", "acting_session", id_, at_customer=customer_id, changes=changes)
    else:
        for tenant_id, about in ((customer_id, None), (partner_id, customer_id)):
            there = events.elsewhere(actor, tenant_id)
            await events.record(there, "acting.ended", "acting_session", id_, about_customer=about, changes=changes)
