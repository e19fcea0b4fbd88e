"""Checks of integrations wait on the network, so they are no single transaction; one that got no answer is done again."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

from app.core import ids
from app.core.runtime import Runtime, now
from app.models import Integration
from app.services import idempotency, integration_checks
from app.services.integration_kinds import KINDS
from tests.schema.idempotency.sending import Client, Desk, payload
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
