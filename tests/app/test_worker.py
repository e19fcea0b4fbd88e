"""The worker, with a real mail server and real processes, on both databases."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from app import worker
from app.core import db
from app.core.runtime import Runtime, open_runtime
from app.core.settings import Settings
from app.mail.delivery import LEASE, deliver_due
from app.models import IdempotentRequest, Mail, MailBudget, MailStatus, StoredFile
from app.services import idempotency, uploads
from app.worker import work
from tests.conftest import test_settings
from tests.mail_server import MailServer, mail_server, until
from tests.mails import queued
from tests.world import World, rows

KEY = "a key without a comma that the processes share"
ROOT = Path(__file__).parents[2]
WORKER = """
import asyncio
from app.core.runtime import open_runtime
from app.core.settings import read_settings
from app.worker import work

async def main():
    await work(await open_runtime(read_settings()), stop=asyncio.Event())

asyncio.run(main())
"""


@pytest.fixture(autouse=True)
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(worker, "POLL", 0.01)


@pytest.fixture
async def server() -> AsyncIterator[MailServer]:
    async with mail_server() as made:
        yield made


@pytest.fixture
def settings(server: MailServer, database_url: str) -> Settings:
    return test_settings(database_url, smtp_url=server.url(), secret_key=(KEY,), rate_limits="off")


@asynccontextmanager
async def working(runtime: Runtime) -> AsyncIterator[asyncio.Event]:
    """A worker, until the block ends."""
    stop = asyncio.Event()
    async with asyncio.timeout(30), asyncio.TaskGroup() as group:
        group.create_task(work(runtime, stop=stop))
        try:
            yield stop
        finally:
            stop.set()


@asynccontextmanager
async def processes(runtime: Runtime, count: int = 1) -> AsyncIterator[list[asyncio.subprocess.Process]]:
    """Workers that are processes of their own, by the real time."""
    runtime.clock.stand(None)
    environment = {key: value for key, value in os.environ.items() if not key.startswith("USHER_")} | {
        "PYTHONPATH": str(ROOT), "USHER_DATABASE_URL": runtime.settings.database_url, "USHER_SECRET_KEY": KEY,
        "USHER_SMTP_URL": runtime.settings.smtp_url, "USHER_RATE_LIMITS": "off",
    }  # fmt: skip
    started = [
        await asyncio.create_subprocess_exec(
            sys.executable, "-c", WORKER, env=environment, stdout=asyncio.subprocess.DEVNULL, stderr=asyncio.subprocess.DEVNULL
        )
        for _ in range(count)
    ]
    try:
        yield started
    finally:
        for process in started:
            await kill(process)


async def kill(process: asyncio.subprocess.Process) -> None:
    if process.returncode is None:
        process.send_signal(signal.SIGKILL)
        await process.wait()


async def statuses() -> list[MailStatus]:
    return [mail.status for mail in await Mail.all().order_by("id")]


async def sent(count: int) -> None:
    """Wait until so many mails are SENT."""
    async with asyncio.timeout(20):
        while await Mail.filter(status=MailStatus.SENT).count() < count:
            await asyncio.sleep(0.01)


async def test_given_mails_when_a_worker_works_then_they_arrive_over_smtp_and_so_does_one_that_comes_later(
    runtime: Runtime, server: MailServer
) -> None:
    first = await queued(recipient="jane@acme.example")
    async with working(runtime):
        await sent(1)
        later = await queued(recipient="joe@acme.example")
        await sent(2)
    assert server.recipients == ["jane@acme.example", "joe@acme.example"]
    assert [received.mail["Message-ID"] for received in server.received] == [first.message_id, later.message_id]
    assert server.received[0].mail["Subject"] == "You've been invited to participate in Backup Modernization"


async def test_given_a_mail_in_hand_when_told_to_stop_then_that_one_is_finished_and_no_other_begun(
    runtime: Runtime, server: MailServer
) -> None:
    await queued()
    await queued()
    server.hold = "reply"
    async with working(runtime) as stop:
        await server.asked.wait()
        stop.set()
        await asyncio.sleep(0.05)
        assert await statuses() == [MailStatus.QUEUED, MailStatus.QUEUED]
        server.gate.set()
    assert await statuses() == [MailStatus.SENT, MailStatus.QUEUED]
    assert len(server.received) == 1


async def test_given_an_error_when_working_then_the_worker_goes_on(
    runtime: Runtime, server: MailServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    broken: Iterator[bool] = iter([True, True])

    async def sometimes(*args: object, **kwargs: object) -> int:
        if next(broken, False):
            raise ConnectionError("the database is away")
        return await deliver_due(*args, **kwargs)  # type: ignore[arg-type]  # passed on

    monkeypatch.setattr(worker, "deliver_due", sometimes)
    await queued()
    async with working(runtime):
        await sent(1)
    assert next(broken, None) is None


async def test_given_budgets_when_their_window_is_over_then_they_are_cleared_away_once_an_hour(runtime: Runtime) -> None:
    now = runtime.clock.now()
    async with db.transaction():
        await MailBudget.create(key="over", used=1, ends_at=now)
        await MailBudget.create(key="soon", used=1, ends_at=now + timedelta(minutes=50))
        await MailBudget.create(key="later", used=1, ends_at=now + timedelta(hours=5))

    async def left(count: int) -> None:
        async with asyncio.timeout(20):
            while await rows("mail_budget") != count:
                await asyncio.sleep(0.01)

    async with working(runtime):
        await left(2)
        runtime.clock.advance(timedelta(hours=1))
        await left(1)
    assert [budget.key for budget in await MailBudget.all()] == ["later"]


async def test_given_requests_with_a_key_when_their_day_is_over_then_the_worker_clears_them_away(runtime: Runtime, world: World) -> None:
    for key, wait in (("old", timedelta(hours=1)), ("new", idempotency.LIFETIME - timedelta(hours=1))):
        await idempotency.release(await idempotency.claim(world.actor(world.sam), key, "{}"))
        runtime.clock.advance(wait)
    async with working(runtime), asyncio.timeout(20):
        while await rows("idempotent_request") != 1:
            await asyncio.sleep(0.01)
    assert [request.key for request in await IdempotentRequest.all()] == ["new"]


async def test_given_uploads_that_nobody_sent_when_their_time_is_over_then_the_worker_clears_them_away(
    runtime: Runtime, world: World
) -> None:
    sam = world.actor(world.sam)
    await uploads.create(sam, world.active.id, filename="a", content_type="", size=1)
    runtime.clock.advance(timedelta(minutes=30))
    later = await uploads.create(sam, world.active.id, filename="b", content_type="", size=1)
    runtime.clock.advance(timedelta(minutes=30))
    async with working(runtime), asyncio.timeout(20):
        while await rows("stored_file") != 1:
            await asyncio.sleep(0.01)
    assert [file.id for file in await StoredFile.all()] == [later.id]


async def test_given_the_mail_server_is_down_for_a_while_when_it_is_back_then_the_mail_is_only_late(
    runtime: Runtime, database_url: str
) -> None:
    async with mail_server() as before:
        url, port = before.url(), before.port
    down = await open_runtime(test_settings(database_url, smtp_url=url, secret_key=(KEY,)))
    down.clock.stand(runtime.clock.now())
    try:
        mail = await queued()
        async with working(down):
            async with asyncio.timeout(20):
                while (await statuses()) != [MailStatus.DEFERRED]:
                    await asyncio.sleep(0.01)
            assert (await Mail.get(id=mail.id)).last_error == "The mail server could not be reached."
            async with mail_server(port=port) as back:
                down.clock.advance(timedelta(minutes=1))
                await sent(1)
        assert back.recipients == [mail.recipient]
    finally:
        await down.database.close()


async def test_given_several_worker_processes_when_many_mails_are_due_then_each_arrives_once(runtime: Runtime, server: MailServer) -> None:
    mails = [await queued(recipient=f"jane{number}@acme.example") for number in range(30)]
    server.hold = "recipient"
    async with processes(runtime, 3):
        await until(lambda: server.connections == 3)  # each has a mail in hand
        server.gate.set()
        await sent(30)
    assert sorted(server.recipients) == sorted(mail.recipient for mail in mails)
    assert await Mail.filter(attempts=1).count() == 30


async def test_given_mails_that_are_committed_when_the_worker_is_killed_before_the_server_took_one_then_none_is_lost_or_doubled(
    runtime: Runtime, server: MailServer
) -> None:
    server.hold, server.free = "recipient", 2
    async with processes(runtime) as (process,):
        mails = [await queued(recipient=f"jane{number}@acme.example") for number in range(5)]
        await until(server.asked.is_set)
        await kill(process)
    assert await statuses() == [MailStatus.SENT] * 2 + [MailStatus.QUEUED] * 3
    server.gate.set()
    runtime.clock.stand(datetime.now(UTC) + LEASE)
    async with working(runtime):
        await sent(5)
    assert sorted(server.recipients) == [mail.recipient for mail in mails]


async def test_given_a_mail_that_the_server_took_when_the_worker_is_killed_before_it_could_write_so_then_it_comes_again_as_the_same(
    runtime: Runtime, server: MailServer
) -> None:
    server.hold = "reply"
    async with processes(runtime) as (process,):
        mail = await queued()
        await until(server.asked.is_set)
        await kill(process)
    assert await statuses() == [MailStatus.QUEUED]
    server.gate.set()
    runtime.clock.stand(datetime.now(UTC) + LEASE)
    async with working(runtime):
        await sent(1)
    first, second = (received.mail for received in server.received)
    assert first["Message-ID"] == second["Message-ID"] == mail.message_id
    assert first["Date"] == second["Date"]
