"""When keys were last used: written a little later and at most once a minute, whoever noted it."""

from __future__ import annotations

import asyncio
from datetime import datetime, timedelta
from uuid import UUID

import pytest

from app.core import db
from app.core.runtime import Runtime
from app.models import ApiKey, Role
from app.services import api_keys, key_uses, visits
from tests.app.services.keying import holder, made, maker
from tests.app.services.test_visits import others
from tests.conftest import START
from tests.world import World, snapshot, writes

LITTLE = timedelta(milliseconds=1)


async def last_used(key_id: UUID) -> datetime | None:
    """What is written."""
    return (await ApiKey.get(id=key_id)).last_used_at


async def test_given_a_key_when_used_then_written_later_and_again_after_a_minute(runtime: Runtime, world: World) -> None:
    created = await made(world, await maker(world))
    actor = await holder(created)
    async with db.transaction():
        before = await writes()
        key_uses.note(actor)
        assert await writes() == before, "no request waits for it"
    unchanged = await snapshot(without=["api_key"])
    await visits.write_down(runtime)
    assert await last_used(created.key_id) == START
    assert await snapshot(without=["api_key"]) == unchanged
    for step, then in ((key_uses.APART - LITTLE, START), (LITTLE, START + key_uses.APART)):
        runtime.clock.advance(step)
        key_uses.note(actor)
        key_uses.note(actor)
        assert len(runtime.visits_to_write) == (then != START)
        await visits.write_down(runtime)
        assert await last_used(created.key_id) == then


async def test_given_two_keys_when_used_then_each_by_itself_and_people_not_at_all(runtime: Runtime, world: World) -> None:
    kay = await maker(world)
    one, two = await made(world, kay), await made(world, kay)
    key_uses.note(await holder(one))
    key_uses.note(world.actor(kay))
    key_uses.note(world.nobody)
    assert len(runtime.visits_to_write) == 1
    await visits.write_down(runtime)
    assert (await last_used(one.key_id), await last_used(two.key_id)) == (START, None)


async def test_given_several_processes_when_one_writes_late_then_never_an_earlier_use_over_a_later(runtime: Runtime, world: World) -> None:
    created = await made(world, await maker(world))
    actor = await holder(created)
    async with others(runtime, 4) as servers:
        for number, server in enumerate(servers):
            server.clock.advance(timedelta(seconds=number))
            with server.bound():
                key_uses.note(actor)
        await asyncio.gather(*(visits.write_down(server) for server in servers))
        first = await last_used(created.key_id)
        assert first is not None
        assert START <= first <= START + timedelta(seconds=3)
        servers[0].clock.stand(START + timedelta(minutes=5))
        servers[1].clock.stand(START + timedelta(minutes=2))
        for server in servers[:2]:
            with server.bound():
                key_uses.note(actor)
            await visits.write_down(server)
        assert await last_used(created.key_id) == START + timedelta(minutes=5)


async def test_given_a_database_that_is_away_when_written_then_the_next_use_is_noted_again(
    runtime: Runtime, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    created = await made(world, await maker(world))
    actor = await holder(created)

    async def away(_self: key_uses.KeyUse) -> None:
        raise ConnectionError

    with monkeypatch.context() as patch:
        patch.setattr(key_uses.KeyUse, "write", away)
        key_uses.note(actor)
        with pytest.raises(ConnectionError):
            await visits.write_down(runtime)
    assert await last_used(created.key_id) is None
    key_uses.note(actor)
    await visits.write_down(runtime)
    assert await last_used(created.key_id) == START


async def test_given_a_key_that_was_revoked_meanwhile_when_its_use_is_written_then_it_stays_revoked(runtime: Runtime, world: World) -> None:
    created = await made(world, world.ada, roles=[Role.MEMBER])
    key_uses.note(await holder(created))
    await api_keys.revoke(world.actor(world.ada), created.key_id)
    await visits.write_down(runtime)
    key = await ApiKey.get(id=created.key_id)
    assert (key.last_used_at, key.revoked_at) == (START, START)
