"""API keys when two things happen at once: none is made by whom what it stands on was just taken from, and none outlives its maker."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

import pytest

from app.core import db
from app.models import ApiKey, Role, User
from app.services import api_keys, erasing, member_roles, member_status, sessions
from tests.app.services.keying import ended, holder, made, maker, told
from tests.app.services.membering import id_of
from tests.app.services.test_poc_waiting import at_once, meanwhile, on_postgres
from tests.outcomes import DONE, outcome
from tests.world import World

GONE = "UNAUTHENTICATED"


async def deactivate(world: World, kay: User) -> None:
    """Another admin takes kay's membership."""
    await member_status.deactivate(world.actor(world.ada), await id_of(kay, world.northwind))


async def demote(world: World, kay: User) -> None:
    """Another admin takes kay's role."""
    await member_roles.change(world.actor(world.ada), await id_of(kay, world.northwind), roles={Role.MSP_ADMIN})


async def end(world: World, kay: User) -> None:
    """As a change of address ends sessions, and then keys."""
    async with db.transaction():
        await sessions.end_all(world.actor(kay), kay.id)
        await api_keys.end_all(world.actor(kay), kay.id)


async def erase(_world: World, kay: User) -> None:
    """The operator erases kay."""
    await erasing.erase(kay.email)


LOSSES: dict[str, Callable[[World, User], Awaitable[None]]] = {"deactivated": deactivate, "demoted": demote, "ended": end, "erased": erase}


@on_postgres
@pytest.mark.parametrize("loss", LOSSES)
async def test_given_a_maker_who_loses_what_it_stands_on_when_a_key_is_made_meanwhile_then_it_waits_and_is_not_made(
    world: World, loss: str
) -> None:
    kay = await maker(world)
    async with meanwhile(_as_coroutine(LOSSES[loss](world, kay)), made(world, kay)) as trying:
        assert await trying == {"FORBIDDEN": 1}
    assert not await ApiKey.exists()
    assert await told("key.created") == []


@on_postgres
@pytest.mark.parametrize("loss", ["deactivated", "ended", "erased"])
async def test_given_a_key_that_is_being_made_when_its_maker_goes_meanwhile_then_the_key_goes_with_them(world: World, loss: str) -> None:
    kay = await maker(world)
    async with meanwhile(_as_coroutine(made(world, kay)), LOSSES[loss](world, kay)) as trying:
        assert await trying == {DONE: 1}
    key = await ApiKey.get()
    assert await ended(key.id)
    assert len(await told("key.revoked")) == 1


@on_postgres
async def test_given_a_program_that_waits_when_its_key_is_revoked_meanwhile_then_it_grants_nothing(world: World) -> None:
    kay = await maker(world)
    created = await made(world, kay)
    actor, max_id = await holder(created), await id_of(world.max, world.northwind)

    async def revoke() -> None:
        await db.fetch("select 1 from tenant where id = :id for no key update", {"id": world.northwind.id})
        await api_keys.revoke(world.actor(kay), created.key_id)

    changing = member_roles.change(actor, max_id, roles={Role.SALES_ENGINEER})
    async with meanwhile(revoke(), changing) as trying:
        assert await trying == {"FORBIDDEN": 1}
    assert await outcome(holder(created)) == GONE


@on_postgres
async def test_given_all_keys_and_one_of_them_when_ended_at_once_by_many_then_nobody_waits_in_a_circle(world: World) -> None:
    kay = await maker(world)
    keys = [await made(world, kay) for _ in range(10)]
    revoking = [api_keys.revoke(world.actor(world.ada), key.key_id) for key in reversed(keys)]
    assert await at_once(end(world, kay), *revoking) == {DONE: 11}
    assert len(await told("key.revoked")) == 10


async def _as_coroutine(call: Awaitable[Any]) -> None:
    await call
