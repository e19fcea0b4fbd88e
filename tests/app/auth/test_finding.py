"""What a service has found is locked until its transaction ends: against other services, not against rows that refer to it."""

from __future__ import annotations

import asyncio

import pytest

from app.auth.finding import find_poc
from app.auth.permissions import Permission
from app.core import db
from app.core.errors import UserErrors
from app.core.runtime import now
from app.models import Collaborator, PocStatus
from app.services import api_keys, partnership_changes
from tests.outcomes import DONE, outcome
from tests.world import World


async def test_given_a_poc_that_another_transaction_changes_when_found_then_it_is_waited_for_and_found_as_it_is_then(world: World) -> None:
    sam, found, over = world.actor(world.sam), asyncio.Event(), asyncio.Event()

    async def change() -> None:
        async with db.transaction():
            await find_poc(sam, world.active.id, to=Permission.POCS_MANAGE)
            found.set()
            await over.wait()
            await db.execute("update poc set status = 'ON_HOLD' where id = :id", {"id": world.active.id})

    async def look() -> PocStatus:
        async with db.transaction():
            return (await find_poc(sam, world.active.id, to=Permission.POCS_MANAGE)).status

    changing = asyncio.create_task(change())
    await found.wait()
    looking = asyncio.create_task(look())
    assert not (await asyncio.wait({looking}, timeout=0.1))[0], "it did not wait"
    over.set()
    assert await looking is PocStatus.ON_HOLD
    await changing


async def test_given_a_poc_that_is_found_when_a_row_is_written_that_refers_to_it_then_only_sqlite_lets_it_wait(world: World) -> None:
    found = asyncio.Event()

    async def refer() -> None:
        await found.wait()
        await Collaborator.create(poc_id=world.active.id, user_id=world.kim.id, since=now())

    referring = asyncio.create_task(refer())
    async with db.transaction():
        await find_poc(world.actor(world.sam), world.active.id, to=Permission.POCS_MANAGE)
        found.set()
        postgres = db.dialect() == "postgres"
        written, _ = await asyncio.wait({referring}, timeout=5 if postgres else 0.1)
        assert bool(written) is postgres
    await referring


async def test_given_a_customer_who_takes_part_when_managing_then_forbidden_and_whoever_does_not_see_it_gets_not_found(
    world: World,
) -> None:
    for user, expected in ((world.sam, DONE), (world.cara, "FORBIDDEN"), (world.kim, "NOT_FOUND pocId"), (world.otto, "NOT_FOUND pocId")):
        async with db.transaction():
            assert await outcome(find_poc(world.actor(user), world.active.id, "pocId", to=Permission.PARTICIPANTS_INVITE)) == expected


async def test_given_what_is_not_there_when_looked_for_then_told_in_words_and_not_by_the_name_of_a_table(world: World) -> None:
    tries = {
        "API key": api_keys.revoke(world.actor(world.ada), None),
        "proposal": partnership_changes.withdraw(world.actor(world.mia), None),
    }
    for called, attempt in tries.items():
        with pytest.raises(UserErrors) as refused:
            await attempt
        assert [error.message for error in refused.value.errors] == [f"There is no such {called}."]
