"""Several transactions as one: what begins it, what ends it, and what is left of them when it fails."""

from __future__ import annotations

import asyncio
from contextlib import suppress

import pytest

from app.core import db
from app.models import Customer, Tenant
from tests.world import World


async def named(world: World) -> set[str]:
    found = await db.fetch("select name from customer where tenant_id = :tenant", {"tenant": world.contoso.id})
    return {str(row["name"]) for row in found} - {"Fabrikam"}


async def add(world: World, name: str) -> None:
    async with db.transaction():
        await Customer.create(tenant=world.contoso, name=name, sort_name=name, created_at=world.contoso.created_at)


async def fail(world: World) -> None:
    async with db.transaction():
        await add(world, "second")
        await Tenant.create(id=world.contoso.id, name="x", sort_name="x", plan="FREE", created_at=world.contoso.created_at)


class Stop(Exception):
    """Ends something."""


async def test_given_transactions_as_one_when_it_ends_then_all_are_there_and_after_a_failure_none(world: World) -> None:
    with suppress(Stop):
        async with db.as_one():
            await add(world, "first")
            await add(world, "second")
            assert await named(world) == {"first", "second"}
            raise Stop
    assert await named(world) == set()
    async with db.as_one():
        await add(world, "third")
        await add(world, "fourth")
    assert await named(world) == {"third", "fourth"}


async def test_given_one_of_them_that_fails_when_the_failure_is_caught_then_the_others_stand(world: World) -> None:
    async with db.as_one():
        await add(world, "first")
        with pytest.raises(db.Violation):
            await fail(world)
        await add(world, "third")
    assert await named(world) == {"first", "third"}


async def test_given_transactions_as_one_when_others_look_then_they_see_it_at_its_end(world: World) -> None:
    seen: list[set[str]] = []
    at_work, looked = asyncio.Event(), asyncio.Event()

    async def look() -> None:
        await at_work.wait()
        seen.append(await named(world))
        looked.set()

    looking = asyncio.create_task(look())
    async with db.as_one():
        await add(world, "first")
        at_work.set()
        await looked.wait()
    await looking
    assert seen == [set()]
    assert await named(world) == {"first"}


async def test_given_what_comes_before_the_first_transaction_when_it_takes_its_time_then_nobody_waits_for_it(world: World) -> None:
    done = asyncio.Event()

    async def other() -> None:
        await add(world, "of another")
        done.set()

    task = asyncio.create_task(other())
    async with db.as_one():
        await named(world)
        async with asyncio.timeout(20):
            await done.wait()
        await add(world, "first")
    await task
    assert await named(world) == {"first", "of another"}


async def test_given_transactions_as_one_when_it_is_over_then_the_next_is_by_itself(world: World) -> None:
    async with db.as_one():
        await add(world, "first")
    with pytest.raises(db.Violation):
        await fail(world)
    await add(world, "third")
    assert await named(world) == {"first", "third"}


async def test_given_nothing_that_is_written_when_it_ends_then_nothing_was_begun(world: World) -> None:
    async with db.as_one():
        assert await named(world) == set()
