"""A server that is killed in the middle of a mutation that came with a key: the next one does it, or finds it done."""

from __future__ import annotations

import asyncio
import os
import signal
from typing import Any

import httpx
import pytest

from app.core import db
from app.core.db import open_database
from tests.app.test_processes import PASSWORD, PATIENCE, ask, children, create_tenant, served, until
from tests.app.test_processes import url as url  # noqa: PLC0414  # the fixture
from tests.serving import ANSWER
from tests.world import rows

CREATE = """mutation { createIntegration(input: { kind: "webhook", name: "Hook", settings: { url: "https://hooks.example/in" } }) {
  integration { name owner { partnership { id } } } userErrors { code } } }"""
SIGN_IN = f'mutation {{ signIn(input: {{ email: "anna@fabrikam.example", password: "{PASSWORD}" }}) {{ credentials {{ accessToken }} }} }}'


def sent(base: str, token: str) -> Any:
    headers = {"accept": ANSWER, "authorization": f"Bearer {token}", "idempotency-key": "order-4711"}
    return httpx.post(f"{base}/graphql", json={"query": CREATE}, headers=headers, timeout=PATIENCE)


WAITING = """select 1 from pg_locks where not granted
and database = (select oid from pg_database where datname = current_database())"""


async def done() -> list[int]:
    created = await db.fetch("select 1 from event where action = 'integration.created'")
    return [await rows("integration"), len(created), await rows("idempotent_effect")]


@pytest.mark.parametrize(
    ("table", "mode", "is_done"),
    [("idempotent_effect", "share row exclusive", 0), ("partnership", "access exclusive", 1)],
    ids=["before the commit", "between commit and answer"],
)
async def test_given_a_server_that_is_killed_when_the_same_comes_again_then_it_is_done_once(
    url: str, table: str, mode: str, is_done: int
) -> None:
    """The first lock holds up what is written last, the second what the answer is read from."""
    await asyncio.to_thread(create_tenant, url)
    database = await open_database(url)
    try:
        with database.bound(), served(url, 2) as (server, base):
            token = (await asyncio.to_thread(ask, base, SIGN_IN))["data"]["signIn"]["credentials"]["accessToken"]
            async with db.transaction():
                await db.execute(f"lock table {table} in {mode} mode")
                dying = asyncio.create_task(asyncio.to_thread(sent, base, token))
                while not await db.fetch(WAITING):
                    assert not dying.done(), dying.result().text
                    await asyncio.sleep(0.02)
                killed = children(server)
                for pid in killed:
                    os.kill(pid, signal.SIGKILL)
                with pytest.raises(httpx.TransportError):
                    await dying
            assert await done() == [is_done] * 3
            until(lambda: len(children(server) - killed) == 2)
            assert (await asyncio.to_thread(sent, base, token)).status_code == 409, "the lease outlives the run"
            await db.execute("update idempotent_request set leased_until = created_at")
            first, second = [await asyncio.to_thread(sent, base, token) for _ in range(2)]
            created = {"integration": {"name": "Hook", "owner": {"partnership": None}}, "userErrors": []}
            assert (first.status_code, first.json()) == (200, {"data": {"createIntegration": created}})
            assert second.content == first.content
            assert await done() == [1] * 3
    finally:
        await database.close()
