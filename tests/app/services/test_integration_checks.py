"""Checks of integrations against servers on sockets: what works, what is said of what does not, and that nothing else gets out."""

from __future__ import annotations

import asyncio
import json
from base64 import b64decode
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from structlog.testing import capture_logs

from app.auth.actor import Actor
from app.core import outgoing
from app.core.errors import UserErrors
from app.core.runtime import Runtime, now
from app.models import Event, Integration
from app.services import integrations
from app.services.integration_checks import NOT_OPENED, attempt, check
from app.services.integration_kinds import KINDS
from tests.app.core.test_outgoing import web
from tests.app.services.checking import on_sqlite, talking, tried
from tests.app.services.integrating import CANARY, SETTINGS, made
from tests.app.services.test_criteria import event_of
from tests.mail_server import mail_server
from tests.outcomes import DONE, outcome
from tests.partners import connect
from tests.world import World, snapshot

pytestmark = pytest.mark.settings(allow_private_addresses=True)


async def state(id_: UUID) -> tuple[object, ...]:
    """What is known of the last check."""
    row = await Integration.get(id=id_)
    return row.last_checked_at, row.last_error


# HTTP


@pytest.mark.parametrize(
    ("credential", "header"),
    [
        (None, None),
        ({"token": CANARY}, f"Bearer {CANARY}"),
        ({"username": "ü", "password": "p:w"}, "ü:p:w"),
    ],
)
async def test_given_an_api_that_answers_when_checked_then_it_works_and_it_got_the_credential(
    runtime: Runtime, world: World, credential: Any, header: str | None
) -> None:
    async with web() as server:
        id_ = await made(world, settings={"url": server.url}, credential=credential)
        runtime.clock.advance(timedelta(minutes=1))
        event = await event_of(check(world.actor(world.mia), id_))
        assert await state(id_) == (now(), None)
        [asked] = server.asked
        lines = dict(line.split(": ", 1) for line in asked.splitlines()[1:] if line)
        sent = lines.get("Authorization")
        assert asked.startswith("GET /status?x=1 ")
        assert header == (b64decode(sent.removeprefix("Basic ")).decode() if sent and sent.startswith("Basic ") else sent)
    assert (event.action, event.target_kind, event.target_id) == ("integration.checked", "integration", id_)
    assert event.changes == {"last_error": [None, None]}


ANSWERS = [
    (200, None, None), (204, None, None), (304, None, None), (301, None, None), (400, "It answered 400.", "It answered 400."),
    (401, "It answered 401.", "It answered 401."), (404, "It answered 404.", "It answered 404."),
    (405, "It answered 405.", None), (500, "It answered 500.", "It answered 500."), (501, "It answered 501.", None),
]  # fmt: skip


@on_sqlite
@pytest.mark.parametrize(("status", "of_api", "of_webhook"), ANSWERS)
async def test_given_an_answer_when_checked_then_its_number_is_all_that_is_told_of_it(
    runtime: Runtime, status: int, of_api: str | None, of_webhook: str | None
) -> None:
    async with web() as server:
        server.answer = f"HTTP/1.1 {status} {CANARY}\r\nX-Secret: {CANARY}\r\nContent-Length: {len(CANARY)}\r\n\r\n{CANARY}".encode()
        assert await tried("http_api", {"url": server.url}) == of_api
        assert await tried("webhook", {"url": server.url}, {"secret": CANARY}) == of_webhook
        assert [line.split()[0] for line in server.asked] == ["GET", "OPTIONS"]
        assert CANARY not in server.asked[1]


@pytest.mark.settings(allow_private_addresses=False)
@pytest.mark.parametrize("kind", ["http_api", "webhook", "postgres", "smtp"])
async def test_given_an_address_inside_when_checked_then_nothing_is_sent_and_that_is_the_outcome(world: World, kind: str) -> None:
    async with web() as server:
        where = {"url": server.url} if "url" in SETTINGS[kind] else {"host": "localhost", "port": server.port}
        id_ = await made(world, kind=kind, settings=SETTINGS[kind] | where)
        assert await outcome(check(world.actor(world.mia), id_)) == DONE
        assert await state(id_) == (now(), outgoing.NOT_PUBLIC)
        assert server.asked == []


# Outcomes


async def test_given_a_failure_and_then_a_success_when_checked_then_the_state_and_the_events_say_so(runtime: Runtime, world: World) -> None:
    async with web() as server:
        id_ = await made(world, settings={"url": server.url})
        server.answer = b"HTTP/1.1 401 No\r\nContent-Length: 0\r\n\r\n"
        first = await event_of(check(world.actor(world.mia), id_))
        assert (await state(id_), first.changes) == ((now(), "It answered 401."), {"last_error": [None, "It answered 401."]})
        runtime.clock.advance(timedelta(seconds=10))
        server.answer = b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"
        second = await event_of(check(world.actor(world.ada), id_))
        assert (await state(id_), second.changes) == ((now(), None), {"last_error": ["It answered 401.", None]})


@on_sqlite
async def test_given_a_server_that_is_slow_when_checked_then_it_is_cut_off(runtime: Runtime) -> None:
    async with talking(lambda _reader, _writer: asyncio.sleep(60)) as port:
        where = {"host": "127.0.0.1", "port": port}
        for kind, settings in (
            ("http_api", {"url": f"http://127.0.0.1:{port}/"}), ("webhook", {"url": f"https://127.0.0.1:{port}/"}),
            ("smtp", where), ("smtp", where | {"encryption": "tls"}),
            ("postgres", SETTINGS["postgres"] | where), ("postgres", SETTINGS["postgres"] | where | {"tls": "off"}),
        ):  # fmt: skip
            run = KINDS[kind].check
            assert run
            async with asyncio.timeout(5):
                assert await attempt(run, settings, None, within=timedelta(milliseconds=200)) == outgoing.TOO_SLOW


async def test_given_what_breaks_a_library_when_checked_then_nothing_of_it_is_told(runtime: Runtime) -> None:
    async def broken(_settings: Any, credential: Any) -> None:
        raise KeyError(credential["token"])

    with capture_logs() as lines:
        assert await attempt(broken, {}, {"token": CANARY}) == outgoing.NOT_UNDERSTOOD
    assert lines == [{"event": "a check broke", "log_level": "warning", "problem": "KeyError"}]


async def test_given_a_credential_that_no_key_opens_when_checked_then_that_is_the_outcome(world: World) -> None:
    async with web() as server:
        id_ = await made(world, settings={"url": server.url})
        await Integration.filter(id=id_).update(credential="0000000000000000.AAAA")
        assert await outcome(check(world.actor(world.mia), id_)) == DONE
        assert (await state(id_), server.asked) == ((now(), NOT_OPENED), [])


# Who may, and how often


async def test_given_people_without_the_right_when_they_check_then_nothing_is_sent_or_written(world: World) -> None:
    umbrella = await connect(world)
    async with web() as server:
        id_ = await made(world, settings={"url": server.url})
        before = await snapshot()
        expected = {
            world.sam: "FORBIDDEN", world.max: "FORBIDDEN", world.cara: "FORBIDDEN", world.otto: "NOT_FOUND integrationId",
            umbrella.admin: "NOT_FOUND integrationId",
        }  # fmt: skip
        for somebody, answer in expected.items():
            assert await outcome(check(world.actor(somebody), id_)) == answer
        assert await outcome(check(world.nobody, id_)) == "UNAUTHENTICATED"
        for unknown in (None, uuid4()):
            assert await outcome(check(world.actor(world.mia), unknown)) == "NOT_FOUND integrationId"
        assert (await snapshot(), server.asked) == (before, [])
        assert await outcome(check(world.actor(world.mia), id_)) == DONE
        assert len(server.asked) == 1


@pytest.mark.parametrize("kind", [key for key, kind in KINDS.items() if kind.check is None])
async def test_given_a_kind_without_a_check_when_checked_then_it_is_refused(world: World, kind: str) -> None:
    id_ = await made(world, kind=kind)
    before = await snapshot()
    assert await outcome(check(world.actor(world.mia), id_)) == "INVALID integrationId"
    assert await snapshot() == before


async def test_given_a_check_within_ten_seconds_when_another_comes_then_it_is_told_when_to_come_again(
    runtime: Runtime, world: World
) -> None:
    async with web() as server:
        id_ = await made(world, settings={"url": server.url})
        mia = world.actor(world.mia)
        ended = await asyncio.gather(*(outcome(check(mia, id_)) for _ in range(4)))
        assert sorted(ended) == ["COOLDOWN integrationId"] * 3 + [DONE]
        assert len(server.asked) == 1
        before = await snapshot()
        runtime.clock.advance(timedelta(seconds=7))
        with pytest.raises(UserErrors) as refused:
            await check(mia, id_)
        assert [(error.code, error.retry_after) for error in refused.value.errors] == [("COOLDOWN", 3)]
        assert await snapshot() == before
        runtime.clock.advance(timedelta(seconds=3))
        assert await outcome(check(mia, id_)) == DONE
        assert await outcome(check(mia, await made(world, "Other", settings={"url": server.url}))) == DONE


async def test_given_many_checks_by_one_person_when_another_comes_then_it_is_too_often(runtime: Runtime, world: World) -> None:
    mia = world.actor(world.mia)
    for _ in range(20):
        assert await outcome(check(mia, None)) == "NOT_FOUND integrationId"
    assert await outcome(check(mia, None)) == "RATE_LIMITED"
    assert await outcome(check(world.actor(world.ada), None)) == "NOT_FOUND integrationId"
    runtime.clock.advance(timedelta(minutes=1))
    assert await outcome(check(mia, None)) == "NOT_FOUND integrationId"


# Meanwhile


@asynccontextmanager
async def checking(actor: Actor, id_: UUID) -> AsyncIterator[asyncio.Task[str]]:
    """A check that waits for its answer while something else happens, and then ends."""
    asked, go = asyncio.Event(), asyncio.Event()

    async def hold(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        asked.set()
        await go.wait()
        writer.write(b"HTTP/1.1 500 No\r\nContent-Length: 0\r\n\r\n")

    async with talking(hold) as port:
        await Integration.filter(id=id_).update(settings={"url": f"http://127.0.0.1:{port}/"})
        task = asyncio.create_task(outcome(check(actor, id_)))
        await asyncio.wait_for(asked.wait(), 20)
        yield task
        go.set()
        await task


CHANGES: dict[str, Any] = {
    "other settings": (
        lambda who, id_: integrations.update(who, id_, settings={"url": "https://other.example/"}),
        "CONFLICT integrationId",
    ),
    "another credential": (lambda who, id_: integrations.rotate(who, id_, credential={"token": "x"}), "CONFLICT integrationId"),
    "another name": (lambda who, id_: integrations.update(who, id_, name="Renamed"), DONE),
    "deleted": (integrations.delete, "NOT_FOUND integrationId"),
}


@pytest.mark.parametrize("change", CHANGES)
async def test_given_a_change_while_it_is_checked_when_the_answer_comes_then_only_what_was_checked_is_told_of(
    world: World, change: str
) -> None:
    do, expected = CHANGES[change]
    mia = world.actor(world.mia)
    id_ = await made(world)
    async with checking(mia, id_) as task:
        await do(mia, id_)  # it does not wait: no transaction is open while a server is asked
        before = await snapshot()
    assert task.result() == expected
    if expected == DONE:
        assert await state(id_) == (now(), "It answered 500.")
    else:
        assert await snapshot() == before


# Secrets


async def test_given_checks_that_fail_in_all_ways_when_all_is_read_then_the_credential_stands_nowhere(
    runtime: Runtime, world: World, capfd: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("INFO")
    mia = world.actor(world.mia)
    async with web() as server, mail_server() as mail:
        wheres: dict[str, Any] = {
            "http_api": {"url": server.url}, "webhook": {"url": server.url},
            "smtp": {"host": "127.0.0.1", "port": mail.port, "encryption": "none"}, "postgres": {"host": "127.0.0.1", "port": server.port},
        }  # fmt: skip
        server.answer = b"nonsense\r\n\r\n"
        with capture_logs() as lines:
            for kind, where in wheres.items():
                id_ = await made(world, kind, kind=kind, settings=SETTINGS[kind] | where)
                assert await outcome(check(mia, id_)) == DONE
                assert (await state(id_))[1] is not None
    told = [json.dumps(event.changes) for event in await Event.all()]
    for text in (repr(lines), caplog.text, *capfd.readouterr(), *told, repr(await snapshot())):
        assert CANARY not in text
