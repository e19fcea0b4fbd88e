"""Claims on requests: one run at a time, what it keeps, and how long."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from uuid import UUID

import pytest

from app.auth.actor import Actor
from app.core import db
from app.core.errors import Refusal, Refused
from app.core.ids import new_id
from app.core.runtime import Runtime
from app.models import Customer, IdempotentEffect, IdempotentRequest
from app.services import idempotency
from app.services.idempotency import LEASE, LIFETIME, Claim, DoneMeanwhileError, caller_of, claim, done_meanwhile, keep, prolong, release
from tests.world import World, rows, snapshot

MOMENT = timedelta(milliseconds=1)
BODY = '["mutation { x }", null, {}]'


@pytest.fixture
def sam(world: World) -> Actor:
    return world.actor(world.sam)


async def refusal(actor: Actor, key: str = "k", body: str = BODY) -> Refusal:
    with pytest.raises(Refused) as refused:
        await claim(actor, key, body)
    return refused.value.code


async def test_given_a_request_when_it_runs_then_nobody_else_runs_it_until_it_is_released(sam: Actor) -> None:
    first = await claim(sam, "k", BODY)
    assert first.is_new
    assert await refusal(sam) is Refusal.IDEMPOTENCY_RUNNING
    assert await refusal(sam, body="[]") is Refusal.IDEMPOTENCY_MISMATCH
    assert (await claim(sam, "K", BODY)).is_new, "another key"
    await release(first)
    second = await claim(sam, "k", BODY)
    assert (second.is_new, second.request_id, second.lease != first.lease) == (False, first.request_id, True)


async def test_given_many_at_once_when_they_claim_then_one_runs(runtime: Runtime, sam: Actor) -> None:
    for _ in range(2):  # one that is new, and one whose run is dead
        claims = await asyncio.gather(*(claim(sam, "k", BODY) for _ in range(8)), return_exceptions=True)
        assert sum(isinstance(one, Claim) for one in claims) == 1
        assert {one.code for one in claims if isinstance(one, Refused)} == {Refusal.IDEMPOTENCY_RUNNING}
        runtime.clock.advance(LEASE)


async def test_given_a_run_that_never_ended_when_its_lease_is_over_then_the_next_finds_what_it_kept(runtime: Runtime, sam: Actor) -> None:
    first = await claim(sam, "k", BODY)
    await keep(first, "a", {"x": 1})
    assert first.done("a") is None, "only earlier runs count"
    runtime.clock.advance(LEASE - timedelta(milliseconds=1))
    assert await refusal(sam) is Refusal.IDEMPOTENCY_RUNNING
    runtime.clock.advance(timedelta(milliseconds=1))
    second = await claim(sam, "k", BODY)
    assert (second.done("a"), second.done("b")) == ({"x": 1}, None)
    await release(first)
    assert await refusal(sam) is Refusal.IDEMPOTENCY_RUNNING, "a run that is late ends no lease but its own"


async def test_given_a_run_that_goes_on_when_prolonged_then_nobody_else_runs_it_for_a_whole_lease_from_then(
    runtime: Runtime, sam: Actor
) -> None:
    first = await claim(sam, "k", BODY)
    before = await snapshot()
    runtime.clock.advance(LEASE / 2 - MOMENT)
    await prolong(first)
    assert await snapshot() == before, "a short run writes nothing more"
    runtime.clock.advance(MOMENT)
    for _ in range(3):
        await prolong(first)
        runtime.clock.advance(LEASE - MOMENT)
        assert await refusal(sam) is Refusal.IDEMPOTENCY_RUNNING
    runtime.clock.advance(MOMENT)
    await prolong(first)  # late, and nobody was faster
    assert await refusal(sam) is Refusal.IDEMPOTENCY_RUNNING
    runtime.clock.advance(LEASE)
    assert (await claim(sam, "k", BODY)).request_id == first.request_id


async def test_given_a_run_that_was_thought_dead_when_prolonged_then_it_is_told_that_another_has_it(runtime: Runtime, sam: Actor) -> None:
    first = await claim(sam, "k", BODY)
    runtime.clock.advance(LEASE)
    second = await claim(sam, "k", BODY)
    before = await snapshot()
    with pytest.raises(Refused) as told:
        await prolong(first)
    assert told.value.code is Refusal.IDEMPOTENCY_RUNNING
    assert await snapshot() == before
    await release(second)
    with pytest.raises(Refused):
        await prolong(first)


async def test_given_two_runs_of_a_request_when_both_do_the_same_then_the_second_takes_back_what_it_did(
    runtime: Runtime, sam: Actor, world: World
) -> None:
    async def do(claimed: Claim, name: str) -> None:
        async with db.as_one():
            async with db.transaction():
                await Customer.create(tenant=world.contoso, name=name, sort_name=name, created_at=world.contoso.created_at)
            await keep(claimed, "a" * 500, {"name": name})

    first = await claim(sam, "k", BODY)
    runtime.clock.advance(LEASE)
    second = await claim(sam, "k", BODY)
    await do(second, "second")
    with pytest.raises(DoneMeanwhileError):
        await do(first, "first")
    assert await done_meanwhile(first, "a" * 500) == {"name": "second"}
    assert [customer.name for customer in await Customer.filter(name__in=["first", "second"])] == ["second"]
    assert await rows("idempotent_effect") == 1


async def test_given_a_request_that_was_never_begun_when_released_then_it_is_forgotten_unless_it_came_before(sam: Actor) -> None:
    await release(await claim(sam, "k", BODY), began=False)
    assert await rows("idempotent_request") == 0
    await release(await claim(sam, "k", BODY))
    await release(await claim(sam, "k", BODY), began=False)
    assert await rows("idempotent_request") == 1


async def test_given_a_request_when_its_time_has_passed_then_its_key_is_new_unless_it_still_runs(runtime: Runtime, sam: Actor) -> None:
    first = await claim(sam, "k", BODY)
    await keep(first, "a", {})
    await release(first)
    runtime.clock.advance(LIFETIME - LEASE / 2)
    running = await claim(sam, "k", BODY)
    assert running.request_id == first.request_id
    runtime.clock.advance(LEASE / 2)
    assert await refusal(sam, body="[]") is Refusal.IDEMPOTENCY_RUNNING
    await release(running)
    fresh = await claim(sam, "k", "[]")
    assert fresh.is_new
    assert fresh.done("a") is None
    assert await rows("idempotent_effect") == 0


async def test_given_old_requests_when_swept_then_they_are_gone_with_what_they_kept_and_younger_ones_stay(
    runtime: Runtime, sam: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(idempotency, "_AT_ONCE", 2)
    for key in "abcde":
        old = await claim(sam, key, BODY)
        await keep(old, "x", {})
        await release(old)
    runtime.clock.advance(LIFETIME - timedelta(seconds=1))
    await release(await claim(sam, "young", BODY))
    await idempotency.sweep()
    assert await rows("idempotent_request") == 6
    runtime.clock.advance(timedelta(seconds=1))
    running = await claim(sam, "young", BODY)
    await idempotency.sweep()
    assert [request.key for request in await IdempotentRequest.all()] == ["young"]
    assert await IdempotentEffect.all().count() == 0
    runtime.clock.advance(LIFETIME)
    await IdempotentRequest.filter(id=running.request_id).update(leased_until=runtime.clock.now() + LEASE)
    await idempotency.sweep()
    assert await rows("idempotent_request") == 1, "it still runs"


async def test_given_a_body_when_it_is_kept_then_as_a_mark_that_tells_nothing_even_of_two_callers(world: World, sam: Actor) -> None:
    kim = world.actor(world.kim)
    for actor in (sam, kim):
        await claim(actor, "k", BODY)
    marks = {request.body_mark for request in await IdempotentRequest.all()}
    assert len(marks) == 2
    assert all(len(mark) == 64 for mark in marks)


async def test_given_actors_when_they_are_callers_then_each_way_in_is_another(world: World) -> None:
    user, tenant, partner, key = (new_id() for _ in range(4))
    ways = [
        Actor(user), Actor(user, tenant), Actor(user, partner), Actor(new_id(), tenant),
        Actor(user, tenant, new_id(), partner_id=partner), Actor(user, tenant, new_id(), partner_id=new_id()),
        Actor(user, tenant, key_id=key), Actor(user, tenant, key_id=new_id()),
    ]  # fmt: skip
    callers = [caller_of(actor) for actor in ways]
    assert len(set(callers)) == len(ways)
    assert max(map(len, callers)) <= 200
    assert caller_of(Actor(user, tenant, new_id())) == caller_of(Actor(user, tenant, UUID(int=1))), "whichever session"
