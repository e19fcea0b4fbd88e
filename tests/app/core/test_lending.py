"""That connections are lent to one at a time, and that no interrupted statement costs the next one anything."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

import pytest

from app.core import db, lending
from app.core.db import Database, open_database
from app.core.lending import Lender

LONG = {
    "postgres": "select pg_sleep(100), :n::int",
    "sqlite": "with recursive c(x) as (select 1 union all select x + 1 from c) select count(*) from c where x > :n",
}
WRONG = "select nothing from nowhere"
PATIENCE = 20


class Made:
    """A connection of these tests."""

    def __init__(self, number: int) -> None:
        self.number, self.alive, self.closed = number, True, False


class Bank:
    """Opens and closes, and counts."""

    def __init__(self, most: int = 2) -> None:
        self.made: list[Made] = []
        self.broken = False
        self.slow: asyncio.Event | None = None
        self.lender: Lender[Made] = Lender(most, self._open, self._close, lambda made: made.alive)

    async def _open(self) -> Made:
        await asyncio.sleep(0)
        if self.broken:
            raise OSError
        self.made.append(Made(len(self.made)))
        return self.made[-1]

    async def _close(self, made: Made) -> None:
        if self.slow:
            await self.slow.wait()
        made.closed = True


async def turns() -> None:
    for _ in range(10):
        await asyncio.sleep(0)


async def test_given_free_connections_when_taken_then_the_one_used_last_comes_first() -> None:
    bank = Bank()
    one, two = await bank.lender.take(), await bank.lender.take()
    bank.lender.give_back(one)
    bank.lender.give_back(two)
    assert await bank.lender.take() is two
    assert await bank.lender.take() is one
    assert len(bank.made) == 2


async def test_given_none_free_when_many_wait_then_each_gets_one_in_the_order_they_came() -> None:
    bank = Bank(most=1)
    held = await bank.lender.take()
    served: list[int] = []

    async def use(number: int) -> None:
        made = await bank.lender.take()
        served.append(number)
        await asyncio.sleep(0)
        bank.lender.give_back(made)

    tasks = [asyncio.create_task(use(number)) for number in range(5)]
    await turns()
    bank.lender.give_back(held)
    late = asyncio.create_task(use(99))
    await asyncio.gather(*tasks, late)
    assert served == [0, 1, 2, 3, 4, 99]
    assert len(bank.made) == 1


async def test_given_somebody_who_gives_up_in_the_moment_of_being_served_when_others_wait_then_the_next_is_served() -> None:
    bank = Bank(most=1)
    held = await bank.lender.take()
    first, second = (asyncio.create_task(bank.lender.take()) for _ in range(2))
    await turns()
    bank.lender.give_back(held)
    first.cancel()
    async with asyncio.timeout(PATIENCE):
        assert await second is held
    bank.lender.give_back(held)
    waiting = asyncio.create_task(bank.lender.take())
    await waiting
    assert len(bank.made) == 1


async def test_given_a_retired_connection_when_it_is_still_closing_then_its_place_is_not_free_before() -> None:
    bank = Bank(most=1)
    bank.slow = asyncio.Event()
    bank.lender.retire(await bank.lender.take())
    waiting = asyncio.create_task(bank.lender.take())
    await turns()
    assert not waiting.done()
    bank.slow.set()
    assert (await waiting).number == 1
    assert bank.made[0].closed


async def test_given_a_database_that_is_away_when_it_is_back_then_connections_are_opened_again() -> None:
    bank = Bank(most=1)
    bank.broken = True
    attempts = await asyncio.gather(*(bank.lender.take() for _ in range(3)), return_exceptions=True)
    assert [type(attempt) for attempt in attempts] == [OSError] * 3
    bank.broken = False
    assert (await bank.lender.take()).number == 0


@pytest.mark.parametrize("way", ["dead", "old"])
async def test_given_a_connection_that_can_not_be_trusted_when_taken_then_it_is_another(way: str, monkeypatch: pytest.MonkeyPatch) -> None:
    bank = Bank(most=1)
    made = await bank.lender.take()
    bank.lender.give_back(made)
    if way == "dead":
        made.alive = False
    else:
        monkeypatch.setattr(lending, "monotonic", lambda: 1e12)
    async with asyncio.timeout(PATIENCE):
        assert (await bank.lender.take()).number == 1
    assert made.closed


async def test_given_lent_connections_when_closing_then_they_are_closed_as_they_come_back() -> None:
    bank = Bank()
    one, two = await bank.lender.take(), await bank.lender.take()
    bank.lender.give_back(one)
    await bank.lender.close()
    assert (one.closed, two.closed) == (True, False)
    bank.lender.give_back(two)
    await turns()
    assert two.closed


# With databases


@pytest.fixture
async def database(database_url: str) -> AsyncIterator[Database]:
    url = database_url if database_url.startswith("sqlite") else f"{database_url}{'&' if '?' in database_url else '?'}max_size=2"
    opened = await open_database(url)
    with opened.bound():
        yield opened
        await opened.close()


async def all_answer() -> None:
    """More at once than there are connections, reading and writing."""

    async def write() -> None:
        async with db.transaction():
            await db.execute("update mail_budget set used = used where key = 'x'")

    async with asyncio.timeout(PATIENCE):
        answers = await asyncio.gather(*(db.fetch("select :n as n", {"n": str(n)}) for n in range(20)))
        await asyncio.gather(*(write() for _ in range(10)))
    assert [rows[0]["n"] for rows in answers] == [str(n) for n in range(20)]


async def begun() -> None:
    """Until the database has surely been given the statement; sooner is a case of its own."""
    await asyncio.sleep(0.01)


async def stop(task: asyncio.Task[None]) -> None:
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task


@pytest.mark.parametrize("soon", [True, False])
async def test_given_long_statements_when_cancelled_again_and_again_then_all_connections_still_answer(
    database: Database, *, soon: bool
) -> None:
    async def read() -> None:
        await db.fetch(LONG[db.dialect()], {"n": 1})

    for _ in range(25):
        task = asyncio.create_task(read())
        await (asyncio.sleep(0) if soon else begun())
        await stop(task)
    await all_answer()


async def test_given_long_statements_in_transactions_when_cancelled_then_all_connections_still_answer(database: Database) -> None:
    long = LONG[db.dialect()].replace("from c)", "from c where x < 10000)")  # SQLite finishes it before it rolls back

    async def write() -> None:
        async with db.transaction():
            await db.execute("insert into mail_budget (key, used, ends_at) values ('x', 1, '2026-03-02 09:00:00+00:00')")
            await db.fetch(long, {"n": 1})
            await asyncio.Event().wait()

    for _ in range(10):
        task = asyncio.create_task(write())
        await begun()
        await stop(task)
    assert not await db.fetch("select * from mail_budget")
    await all_answer()


async def test_given_transactions_when_cancelled_at_any_moment_then_nothing_half_is_kept_and_all_connections_answer(
    database: Database,
) -> None:
    async def write(number: int) -> None:
        async with db.transaction():
            for half in ("a", "b"):
                await db.execute(f"insert into mail_budget (key, used, ends_at) values ('{number}{half}', 1, '2026-03-02 09:00:00+00:00')")

    for number in range(60):
        task = asyncio.create_task(write(number))
        for _ in range(number % 12):
            await asyncio.sleep(0)
        if number % 3 == 0:
            await asyncio.sleep(0.0002 * (number % 20))
        task.cancel()
        await asyncio.wait([task])
    await all_answer()
    kept = [str(row[0]) for row in await db.fetch("select key from mail_budget")]
    assert all(f"{key[:-1]}{half}" in kept for key in kept for half in "ab")


async def test_given_somebody_who_waits_for_the_right_to_write_when_cancelled_then_it_goes_on_for_the_others(database: Database) -> None:
    hold, held = asyncio.Event(), asyncio.Event()

    async def keep() -> None:
        async with db.transaction():
            held.set()
            await hold.wait()

    async def write() -> None:
        async with db.transaction():
            pass

    keeping = [asyncio.create_task(keep()) for _ in range(1 if db.dialect() == "sqlite" else 2)]
    await held.wait()
    for _ in range(10):
        task = asyncio.create_task(write())
        await begun()
        await stop(task)
    hold.set()
    await asyncio.gather(*keeping)
    await all_answer()


async def test_given_failing_statements_when_many_then_all_connections_still_answer(database: Database) -> None:
    async def fail(*, inside: bool) -> None:
        if inside:
            async with db.transaction():
                await db.fetch(WRONG)
        await db.fetch(WRONG)

    results = await asyncio.gather(*(fail(inside=number % 2 == 0) for number in range(20)), return_exceptions=True)
    assert all(isinstance(result, Exception) for result in results)
    await all_answer()


async def test_given_a_connection_that_the_database_closed_when_it_is_needed_then_another_is_opened(database: Database) -> None:
    if db.dialect() == "postgres":
        await asyncio.gather(*(db.fetch("select pg_sleep(0.05)") for _ in range(2)))
        others = "select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()"
        await db.fetch(others)
        await asyncio.sleep(0.05)
    await all_answer()


async def test_given_a_task_that_outlives_the_transaction_it_was_made_in_when_it_asks_then_it_can_not_use_others_connections(
    database: Database,
) -> None:
    if db.dialect() != "postgres":
        return  # its one writing connection is always the same
    over = asyncio.Event()

    async def late() -> None:
        await over.wait()
        await db.fetch("select 1")

    async with db.transaction():
        task = asyncio.create_task(late())
    over.set()
    with pytest.raises(Exception, match="over"):
        await task
    await all_answer()


async def test_given_long_statements_when_asked_again_then_they_are_still_prepared(database: Database) -> None:
    if db.dialect() != "postgres":
        return  # there is no such thing
    long = f"select {', '.join(f'{number} as column_{number}' for number in range(1500))}, :n::int as n"
    assert len(long) > 15 * 1024
    for number in range(3):
        await db.fetch(long, {"n": number})
    prepared = await db.fetch(
        "select statement from pg_prepared_statements where statement like '%column_1499%' and statement like 'select 0%'"
    )
    assert len(prepared) == 1
