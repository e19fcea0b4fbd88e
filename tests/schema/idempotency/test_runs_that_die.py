"""Runs that die, are interrupted or only seem to be dead: whatever was done is done once."""

from __future__ import annotations

import asyncio
from typing import Any

import httpx
import pytest

from app.auth import passwords
from app.core.runtime import Runtime
from app.main import create_app
from app.models import Customer, IdempotentRequest, Invitation
from app.services import idempotency
from schema.reading.facts import FactsPlace
from tests.schema.idempotency.sending import (
    DONE,
    INVITE,
    NAMED,
    NEW_PASSWORD,
    PASSWORDS,
    PROSPECT,
    Client,
    invited,
    outcome,
    payload,
)
from tests.world import World, mails, snapshot

RUNNING = (409, ["IDEMPOTENCY_RUNNING"])


class _DiedError(Exception):
    """As if the process were gone."""


async def _unsaid(*_: Any, **__: Any) -> None:
    """Nobody is there to say that the run has ended."""


async def test_given_a_run_that_dies_before_its_commit_when_the_lease_is_over_then_the_same_request_does_it(
    runtime: Runtime, sam: Client, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    keep = idempotency.keep

    async def dying(*given: Any) -> None:
        await keep(*given)
        raise _DiedError

    before = await snapshot(without=["idempotent_request"])
    with monkeypatch.context() as patched:
        patched.setattr(idempotency, "keep", dying)
        patched.setattr(idempotency, "release", _unsaid)
        assert outcome(await sam.send(INVITE, input=invited(world))) == (200, ["INTERNAL"])
    assert await snapshot(without=["idempotent_request"]) == before
    assert outcome(await sam.send(INVITE, input=invited(world))) == RUNNING
    assert outcome(await sam.send(INVITE, input=invited(world, "another@acme.example"))) == (422, ["IDEMPOTENCY_MISMATCH"])
    runtime.clock.advance(idempotency.LEASE)
    assert payload(await sam.send(INVITE, input=invited(world)))["userErrors"] == []
    assert len(await mails("nora@acme.example")) == 1


async def test_given_a_run_that_dies_after_its_commit_when_the_lease_is_over_then_the_same_request_finds_it_done(
    runtime: Runtime, sam: Client, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def dying(*_: Any) -> None:
        raise _DiedError

    with monkeypatch.context() as patched:
        patched.setattr(FactsPlace, "read", dying)
        patched.setattr(idempotency, "release", _unsaid)
        assert outcome(await sam.send(INVITE, input=invited(world))) == (200, ["INTERNAL"])
    assert await Invitation.filter(email_key="nora@acme.example").count() == 1
    before = await snapshot(without=["idempotent_request"])
    assert outcome(await sam.send(INVITE, input=invited(world))) == RUNNING
    runtime.clock.advance(idempotency.LEASE)
    found = payload(await sam.send(INVITE, input=invited(world)))
    assert (found["invitation"]["email"], found["userErrors"]) == ("nora@acme.example", [])
    assert await snapshot(without=["idempotent_request"]) == before


async def test_given_a_mistake_of_ours_when_it_is_mended_then_the_same_request_does_it_at_once(
    sam: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def broken(*_: Any) -> None:
        raise _DiedError

    with monkeypatch.context() as patched:
        patched.setattr(idempotency, "keep", broken)
        assert outcome(await sam.send(PROSPECT, **NAMED)) == (200, ["INTERNAL"])
    assert outcome(await sam.send(PROSPECT, **NAMED)) == DONE
    assert await Customer.filter(name="Initech").count() == 1


async def test_given_several_fields_when_a_run_dies_at_one_then_the_next_does_what_is_left(
    sam: Client, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    aliases = {"a": "a", "b": "b", "c": "c" * 300}
    query = f"""mutation({" ".join(f"${name}: InviteCustomerInput!" for name in aliases)}) {{ {
        " ".join(
            f"{alias}: inviteCustomer(input: ${name}) {{ invitation {{ id }} userErrors {{ code }} }}" for name, alias in aliases.items()
        )
    } }}"""
    given: dict[str, Any] = {name: invited(world, f"{name}@acme.example") for name in aliases}
    keep = idempotency.keep

    async def dying(claimed: idempotency.Claim, place: str, facts: Any) -> None:
        await keep(claimed, place, facts)
        if place == "b":
            raise _DiedError

    with monkeypatch.context() as patched:
        patched.setattr(idempotency, "keep", dying)
        first = await sam.send(query, **given)
    assert outcome(first) == (200, ["INTERNAL"])
    second = await sam.send(query, **given)
    assert outcome(second) == DONE
    for name, alias in aliases.items():
        if name == "b":
            assert (first.json()["data"][alias], second.json()["data"][alias]["userErrors"]) == (None, [])
        else:
            assert second.json()["data"][alias] == first.json()["data"][alias]
        assert len(await mails(f"{name}@acme.example")) == 1
    assert (await sam.send(query, **given)).content == second.content


async def test_given_a_run_that_outlives_its_lease_when_another_has_done_it_then_both_answer_alike(
    runtime: Runtime, sam: Client, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    verify, waits, goes_on = passwords.verify, asyncio.Event(), asyncio.Event()

    async def slow(*given: Any) -> bool:
        verified = await verify(*given)
        if not waits.is_set():
            waits.set()
            await goes_on.wait()
        return verified

    monkeypatch.setattr(passwords, "verify", slow)
    first = asyncio.create_task(sam.send(PASSWORDS, input=NEW_PASSWORD))
    await waits.wait()
    assert outcome(await sam.send(PASSWORDS, input=NEW_PASSWORD)) == RUNNING
    runtime.clock.advance(idempotency.LEASE)
    second = await sam.send(PASSWORDS, input=NEW_PASSWORD)
    goes_on.set()
    assert payload(second)["userErrors"] == []
    assert (await first).content == second.content
    assert len(await mails(world.sam.email)) == 1


async def test_given_a_client_that_hangs_up_when_it_comes_again_then_it_is_done_once(sam: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    keep, reached, goes_on = idempotency.keep, asyncio.Event(), asyncio.Event()

    async def slow(*given: Any) -> None:
        reached.set()
        await goes_on.wait()
        await keep(*given)

    monkeypatch.setattr(idempotency, "keep", slow)
    asking = asyncio.create_task(sam.send(PROSPECT, **NAMED))
    await reached.wait()
    asking.cancel()
    await asyncio.wait([asking])
    goes_on.set()
    async with asyncio.timeout(20):
        while outcome(again := await sam.send(PROSPECT, **NAMED)) == RUNNING:
            await asyncio.sleep(0.01)
    assert outcome(again) == DONE
    assert await Customer.filter(name="Initech").count() == 1


async def test_given_a_run_that_is_cancelled_when_it_was_under_way_then_it_is_taken_back_and_free_at_once(
    runtime: Runtime, sam: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    reached = asyncio.Event()

    async def stuck(*_: Any) -> None:
        reached.set()
        await asyncio.Event().wait()

    inside = Client("http://inside")
    inside.token = sam.token
    transport = httpx.ASGITransport(create_app(runtime.settings, runtime=runtime))
    before = await snapshot(without=["idempotent_request"])
    async with httpx.AsyncClient(transport=transport, base_url="http://inside") as inside.http:
        with monkeypatch.context() as patched:
            patched.setattr(idempotency, "keep", stuck)
            running = asyncio.create_task(inside.send(PROSPECT, **NAMED))
            await reached.wait()
            running.cancel()
            await asyncio.wait([running])
    assert running.cancelled()
    assert await snapshot(without=["idempotent_request"]) == before
    assert (await IdempotentRequest.get()).lease is None
    assert outcome(await sam.send(PROSPECT, **NAMED)) == DONE
    assert await Customer.filter(name="Initech").count() == 1
