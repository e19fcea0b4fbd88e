"""Who waits for a POC's lock acts, once it is free, as things stand then: by the rights that are left, on what is left.

Only PostgreSQL lets somebody wait in the middle of a transaction; on SQLite each begins when the one before has ended.
"""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine
from contextlib import asynccontextmanager
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest

from app.auth.actor import Actor
from app.core import db
from app.core.runtime import Runtime
from app.models import CancelReason, Invitation, PocStatus, Visibility
from app.services import collaborators, comments, invitations, participants, poc_status, task_groups
from app.services.participants import CustomerToInvite
from tests.app.services.inviting import NEW
from tests.outcomes import DONE, outcome
from tests.world import World

on_postgres = pytest.mark.parametrize("template", ["postgres"], indirect=True)


async def at_once(*calls: Awaitable[object]) -> Counter[str]:
    """How all of them ended; what is none of the refusals is raised."""
    return Counter(await asyncio.wait_for(asyncio.gather(*(outcome(call) for call in calls)), 60))


@asynccontextmanager
async def meanwhile(call: Coroutine[Any, Any, object], *others: Awaitable[object]) -> AsyncIterator[asyncio.Task[Counter[str]]]:
    """One call is done and not committed while the others are begun; it is committed once all of them wait for it."""
    held, go = asyncio.Event(), asyncio.Event()

    async def hold() -> None:
        async with db.transaction():
            await call
            held.set()
            await go.wait()

    holding = asyncio.create_task(hold())
    holding.add_done_callback(lambda _: held.set())  # also if it was refused
    await held.wait()
    trying = asyncio.create_task(at_once(*others))
    async with asyncio.timeout(60):
        while await _waiting() < len(others) and not trying.done():
            await asyncio.sleep(0.01)
    go.set()
    await holding
    yield trying
    await trying


async def behind(call: Awaitable[object], *, waiting: int = 1) -> object:
    """A call that begins once so many others wait."""
    async with asyncio.timeout(60):
        while await _waiting() < waiting:
            await asyncio.sleep(0.01)
    return await call


async def _waiting() -> int:
    """How many connections to this database wait for a lock."""
    await db.fetch("select pg_stat_clear_snapshot()")  # within a transaction the first look would be the only one
    row = await db.fetch_one("select count(*) from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'")
    return int(row[0]) if row else 0


@on_postgres
async def test_given_a_customer_who_waits_when_removed_meanwhile_then_the_comment_is_not_written(runtime: Runtime, world: World) -> None:
    removal = participants.remove(world.actor(world.sam), world.cara_on_active.id)
    comment = comments.add(world.actor(world.cara), world.active.id, body="still here")
    async with meanwhile(removal, comment) as trying:
        assert await trying == {"NOT_FOUND pocId": 1}


DOINGS: dict[str, Callable[[Actor, UUID], Coroutine[Any, Any, object]]] = {
    "invite": lambda who, poc: participants.invite(who, poc, email=NEW),
    "change the status": lambda who, poc: poc_status.change(who, poc, status=PocStatus.LOST),
    "comment": lambda who, poc: comments.add(who, poc, body="between us", visibility=Visibility.INTERNAL),
    "make a group": lambda who, poc: task_groups.create(who, poc, title="A group"),
}


@on_postgres
@pytest.mark.parametrize("doing", DOINGS)
async def test_given_a_collaborator_who_waits_when_removed_meanwhile_then_it_is_not_done(
    runtime: Runtime, world: World, doing: str
) -> None:
    sam, kim, poc = world.actor(world.sam), world.actor(world.kim), world.active.id
    await collaborators.add(sam, poc, world.kim.id)
    async with meanwhile(collaborators.remove(sam, poc, world.kim.id), DOINGS[doing](kim, poc)) as trying:
        assert await trying == {"NOT_FOUND pocId": 1}
    assert not await Invitation.filter(set_by_id=world.kim.id).exists()


@on_postgres
async def test_given_a_poc_that_is_archived_when_an_expired_invitation_was_resent_meanwhile_then_it_is_withdrawn(
    runtime: Runtime, world: World
) -> None:
    sam, mia = world.actor(world.sam), world.actor(world.mia)
    expired = await participants.invite(sam, world.active.id, email=NEW)
    runtime.clock.advance(timedelta(days=8))
    archiving = poc_status.change(sam, world.active.id, status=PocStatus.ARCHIVED)
    async with meanwhile(invitations.resend(mia, expired), archiving) as trying:
        assert await trying == {DONE: 1}
    assert (await Invitation.get(id=expired)).cancel_reason is CancelReason.WITHDRAWN


@on_postgres
async def test_given_a_draft_that_becomes_active_when_a_held_invitation_is_cancelled_meanwhile_then_it_does(
    runtime: Runtime, world: World
) -> None:
    sam = world.actor(world.sam)
    held = await participants.invite(sam, world.draft.id, email=NEW)
    activating = poc_status.change(sam, world.draft.id, status=PocStatus.ACTIVE)
    async with meanwhile(invitations.cancel(world.actor(world.mia), held), activating) as trying:
        assert await trying == {DONE: 1}
    assert (await Invitation.get(id=held)).send_count == 0


async def test_given_an_expired_invitation_when_resent_and_invited_among_many_at_once_then_nobody_waits_in_a_circle(
    runtime: Runtime, world: World
) -> None:
    sam, mia = world.actor(world.sam), world.actor(world.mia)
    ended: Counter[str] = Counter()
    for round_ in range(8):
        expired = await participants.invite(sam, world.active.id, email=f"old{round_}@acme.example")
        runtime.clock.advance(timedelta(days=8))
        new = [CustomerToInvite(email=f"new{round_}-{n}@acme.example") for n in range(4)]
        many = [*new, CustomerToInvite(email=f"old{round_}@acme.example")]
        ended += await at_once(participants.invite_many(sam, world.active.id, customers=many), invitations.resend(mia, expired))
    assert ended.keys() <= {DONE, "NOT_PENDING invitationId"}
    assert ended[DONE] >= 8
