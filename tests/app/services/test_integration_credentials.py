"""Credentials at rest: sealed for one integration, and sealed anew when the keys change, while others write."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest

from app.core import db
from app.core.runtime import Runtime, open_runtime
from app.models import Integration
from app.services import integration_credentials, integrations
from app.services.integration_credentials import Resealed, reseal, seal, unseal
from tests.app.services.integrating import CANARY, CREDENTIALS, made
from tests.conftest import SECRET_KEY, START, test_settings
from tests.world import World, snapshot

NEWER = "a newer key of the tests with more than 32 characters"


@asynccontextmanager
async def restarted(runtime: Runtime, *keys: str) -> AsyncIterator[Runtime]:
    """The same database, served with other secret keys."""
    opened = await open_runtime(test_settings(runtime.settings.database_url, secret_key=keys))
    opened.clock.stand(START)
    try:
        with opened.bound():
            yield opened
    finally:
        await opened.database.close()


async def credentials() -> list[object]:
    """What all integrations have, by their age."""
    return [unseal(row.id, row.credential) for row in await Integration.all().order_by("id")]


async def test_given_a_sealed_credential_when_moved_to_another_integration_then_it_does_not_open(world: World) -> None:
    one, two = await made(world), await made(world, "Other", credential=None)
    await db.execute(
        "update integration set credential = (select i.credential from integration i where i.id = :one) where id = :two",
        {"one": one, "two": two},
    )
    row = await Integration.get(id=two)
    assert row.credential
    with pytest.raises(ValueError, match="for somebody else"):
        unseal(two, row.credential)
    assert unseal(one, row.credential) == CREDENTIALS["http_api"]
    assert unseal(one, None) is None


async def test_given_a_newer_key_when_sealed_anew_then_the_older_one_is_not_needed_any_more(
    runtime: Runtime, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(integration_credentials, "_BATCH", 2)
    for n in range(5):
        await made(world, f"Number {n}")
    await made(world, "None", credential=None)
    assert await reseal() == Resealed()
    before = await snapshot()
    async with restarted(runtime, NEWER, SECRET_KEY):
        assert await credentials() == [CREDENTIALS["http_api"]] * 5 + [None]
        assert await reseal() == Resealed(sealed=5)
        assert await reseal() == Resealed()
        after = await snapshot()
    assert {table for table in after if after[table] != before[table]} == {"integration"}
    async with restarted(runtime, NEWER):
        assert await credentials() == [CREDENTIALS["http_api"]] * 5 + [None]
    assert CANARY not in repr(after)


async def test_given_a_key_that_is_lost_when_sealed_anew_then_the_others_are_and_it_is_counted(runtime: Runtime, world: World) -> None:
    lost = await made(world)
    async with restarted(runtime, NEWER):
        kept = await made(world, "Kept")
    before = (await Integration.get(id=lost)).credential
    async with restarted(runtime, "the newest key of the tests, of more than 32 characters", NEWER):
        assert await reseal() == Resealed(sealed=1, lost=1)
        assert unseal(kept, (await Integration.get(id=kept)).credential) == CREDENTIALS["http_api"]
    assert (await Integration.get(id=lost)).credential == before


async def test_given_a_credential_that_is_replaced_meanwhile_when_sealed_anew_then_the_new_one_stays(
    runtime: Runtime, world: World
) -> None:
    ids = [await made(world, f"Number {n}") for n in range(10)]
    async with restarted(runtime, NEWER, SECRET_KEY):
        rotations = [integrations.rotate(world.actor(world.mia), id_, credential={"token": f"new-{n}"}) for n, id_ in enumerate(ids)]
        await asyncio.gather(reseal(), reseal(), *rotations)
        assert await credentials() == [{"token": f"new-{n}"} for n in range(10)]
        assert (await reseal()).lost == 0


async def test_given_what_was_read_before_when_somebody_was_faster_then_it_is_not_written_over(runtime: Runtime, world: World) -> None:
    id_ = await made(world)
    old = (await Integration.get(id=id_)).credential
    async with restarted(runtime, NEWER, SECRET_KEY):
        newer = seal(id_, {"token": "newer"})
        await Integration.filter(id=id_).update(credential=newer)
        assert old
        assert await integration_credentials._reseal(Resealed(), id_, old) == Resealed()
        assert (await Integration.get(id=id_)).credential == newer
