"""Checks of integrations wait on the network, so they are no single transaction; one that got no answer is done again."""

from __future__ import annotations

import asyncio
from typing import Any

import httpx
import pytest

from app.core import ids
from app.core.runtime import Runtime, now
from app.models import Event, Integration
from app.services import idempotency, integration_checks
from app.services.integration_kinds import KINDS
from tests.schema.idempotency.sending import Client, Desk, outcome, payload
from tests.world import World

CHECK = "mutation($input: CheckIntegrationInput!) { checkIntegration(input: $input) { integration { lastCheckedAt lastError } userErrors { code } } }"  # noqa: E501  # as it is sent


@pytest.fixture
async def given(world: World) -> dict[str, Any]:
    integration = await Integration.create(
        tenant=world.northwind, kind_id=KINDS["http_api"].id, name="Monitoring", sort_name="monitoring", created_at=now(),
        settings={"baseUrl": "https://monitoring.example"},
    )  # fmt: skip
    return {"integrationId": ids.to_text("integration", integration.id)}


@pytest.fixture
async def mia(desk: Desk, world: World) -> Client:
    return await desk.signed_in(world.mia)


async def test_given_a_check_that_waits_when_others_write_then_they_need_not_wait(
    mia: Client, given: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    begun, goes_on = asyncio.Event(), asyncio.Event()

    async def slow(*_: Any, **__: Any) -> str | None:
        begun.set()
        await goes_on.wait()
        return None

    monkeypatch.setattr(integration_checks, "attempt", slow)
    checking = asyncio.create_task(mia.send(CHECK, input=given))
    await begun.wait()
    async with asyncio.timeout(20):
        await mia.do("addProspect", "customer { id }", name="Initech")
    goes_on.set()
    first = await checking
    assert payload(first) == {"integration": {"lastCheckedAt": "2026-03-02T09:00:00.000Z", "lastError": None}, "userErrors": []}
    assert (await mia.send(CHECK, input=given)).content == first.content


async def test_given_a_check_that_was_not_noted_as_done_when_it_comes_again_then_it_is_checked_again(
    runtime: Runtime, mia: Client, given: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    tries: list[None] = []

    async def tried(*_: Any, **__: Any) -> str | None:
        tries.append(None)
        return None

    async def dying(*_: Any, **__: Any) -> None:
        raise SystemError

    monkeypatch.setattr(integration_checks, "attempt", tried)
    with monkeypatch.context() as patched:
        patched.setattr(idempotency, "keep", dying)
        await mia.send(CHECK, input=given)
    runtime.clock.advance(idempotency.LEASE)
    assert payload(await mia.send(CHECK, input=given))["integration"]["lastCheckedAt"] == "2026-03-02T09:01:00.000Z"
    assert payload(await mia.send(CHECK, input=given))["userErrors"] == []
    assert len(tries) == 2


async def test_given_many_checks_that_together_outlast_the_lease_when_they_come_again_meanwhile_then_each_is_tried_once(
    runtime: Runtime, world: World, mia: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    aliases = "abcdefghi"
    assert len(aliases) * integration_checks.LIMIT > idempotency.LEASE + integration_checks.LIMIT
    query, given = await _many(world, aliases)
    tried: list[str] = []
    meanwhile: list[tuple[int, list[str]]] = []

    async def slow(_: Any, settings: Any, *__: Any) -> str | None:
        tried.append(settings["baseUrl"])
        runtime.clock.advance(integration_checks.LIMIT)
        meanwhile.append(outcome(await mia.send(query, **given)))
        return None

    monkeypatch.setattr(integration_checks, "attempt", slow)
    first = await mia.send(query, **given)
    assert outcome(first) == (200, [])
    assert {answer["userErrors"] == [] for answer in first.json()["data"].values()} == {True}
    assert meanwhile == [(409, ["IDEMPOTENCY_RUNNING"])] * len(aliases)
    assert tried == [f"https://{alias}.example" for alias in aliases]
    assert await Event.filter(action="integration.checked").count() == len(aliases)
    assert (await mia.send(query, **given)).content == first.content
    assert len(tried) == len(aliases)


async def test_given_a_run_that_lost_its_lease_when_it_gets_to_the_next_check_then_that_is_left_to_who_has_it(
    runtime: Runtime, world: World, mia: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    query, given = await _many(world, "ab")
    tried: list[str] = []
    others: list[httpx.Response] = []

    async def stuck(_: Any, settings: Any, *__: Any) -> str | None:
        tried.append(settings["baseUrl"])
        if len(tried) == 1:
            runtime.clock.advance(idempotency.LEASE)
            others.append(await mia.send(query, **given))
        return None

    monkeypatch.setattr(integration_checks, "attempt", stuck)
    first = await mia.send(query, **given)
    [other] = others
    assert outcome(other) == (200, [])
    assert [place["path"] for place in first.json()["errors"]] == [["b"]]
    assert outcome(first) == (200, ["IDEMPOTENCY_RUNNING"])
    assert tried.count("https://b.example") == 1
    assert (await mia.send(query, **given)).content == other.content


async def _many(world: World, aliases: str) -> tuple[str, dict[str, Any]]:
    """One request that checks several integrations, and its variables."""
    given: dict[str, Any] = {}
    for alias in aliases:
        integration = await Integration.create(
            tenant=world.northwind, kind_id=KINDS["http_api"].id, name=alias, sort_name=alias, created_at=now(),
            settings={"baseUrl": f"https://{alias}.example"},
        )  # fmt: skip
        given[alias] = {"integrationId": ids.to_text("integration", integration.id)}
    fields = " ".join(f"{alias}: checkIntegration(input: ${alias}) {{ integration {{ id }} userErrors {{ code }} }}" for alias in aliases)
    return f"mutation({' '.join(f'${alias}: CheckIntegrationInput!' for alias in aliases)}) {{ {fields} }}", given
