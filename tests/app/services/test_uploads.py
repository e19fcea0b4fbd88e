"""Uploads: who may promise a file, how its bytes are taken, and when it goes again."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest
import structlog

from app.auth.tickets import Purpose, redeem
from app.core.runtime import Runtime, current, now
from app.models import Collaborator, Event, Poc, PocStatus, PocTemplate, PocTemplateFile, ResourceKind, Session, StoredFile
from app.services import pocs, resources, uploads
from tests.app.services.inviting import refused
from tests.app.services.uploading import BYTES, file_resource, flow, kept, promised, uploaded
from tests.outcomes import DONE, outcome
from tests.world import ORIGIN, World, rows, snapshot


def create(world: World, **given: Any) -> Any:
    """Sam promises a file for his active POC."""
    facts: dict[str, Any] = {"filename": "handbook.pdf", "content_type": "application/pdf", "size": 1000} | given
    return uploads.create(world.actor(world.sam), world.active.id, **facts)


# Promising


async def test_given_staff_when_a_file_is_promised_then_it_is_waited_for_at_an_address_of_theirs(world: World) -> None:
    events = await rows("event")
    made = await create(world, content_type="Application/PDF; version=1.7")
    file = await StoredFile.get()
    assert (file.id, file.tenant_id, file.poc_id, file.uploaded_by_id) == (made.id, world.northwind.id, world.active.id, world.sam.id)
    assert (file.name, file.content_type, file.size) == ("handbook.pdf", "application/pdf", 1000)
    assert (file.created_at, file.expires_at, file.received_at, file.place) == (now(), now() + timedelta(hours=1), None, None)
    assert (made.content_type, made.max_size, made.expires_at) == ("application/pdf", 1000, now() + timedelta(hours=1))
    address, _, ticket = made.url.rpartition("/")
    assert address == f"{current().settings.public_url}/files/uploads"
    assert await redeem(Purpose.UPLOAD, ticket, ORIGIN) == (world.actor(world.sam), made.id)
    assert (await rows("event"), kept()) == (events, {})


NAMES = [
    ("C:\\Users\\sam\\plan.txt", "plan.txt"), ("/etc/../plan.txt", "plan.txt"), (" plan.txt ", "plan.txt"), ("Plän 1.txt", "Plän 1.txt"),
    ("x" * 200, "x" * 200), ("..x", "..x"),
]  # fmt: skip


@pytest.mark.parametrize(("filename", "name"), NAMES)
async def test_given_a_name_as_systems_write_it_when_promised_then_its_last_part_is_kept(world: World, filename: str, name: str) -> None:
    await create(world, filename=filename)
    assert (await StoredFile.get()).name == name


WRONG = [
    ({"filename": ""}, "REQUIRED filename"),
    ({"filename": "folder/"}, "REQUIRED filename"),
    ({"filename": ".."}, "INVALID filename"),
    ({"filename": "folder\\."}, "INVALID filename"),
    ({"filename": "x" * 201}, "TOO_LONG filename"),
    ({"filename": "a\nb"}, "INVALID filename"),
    ({"filename": "fdp\u202etxt.exe"}, "INVALID filename"),
    ({"content_type": "pdf"}, "INVALID contentType"),
    ({"content_type": "a/b\r\nX-Evil: 1"}, "INVALID contentType"),
    ({"content_type": "a/" + "b" * 99}, "INVALID contentType"),
    ({"size": 0}, "INVALID size"),
    ({"size": -1}, "INVALID size"),
    ({"size": 5001}, "TOO_LONG size"),
    ({"filename": "", "content_type": "?", "size": 0}, "REQUIRED filename; INVALID contentType; INVALID size"),
]


@pytest.mark.settings(upload_limit=5000)
@pytest.mark.parametrize(("given", "expected"), WRONG)
async def test_given_a_file_that_can_not_be_when_promised_then_refused(world: World, given: dict[str, Any], expected: str) -> None:
    assert await outcome(create(world, size=5000)) == DONE
    assert await refused(create(world, **given)) == expected


async def test_given_no_media_type_when_promised_then_it_is_unknown(world: World) -> None:
    assert (await create(world, content_type="")).content_type == "application/octet-stream"


WHO = {
    "sam": DONE, "ada": DONE, "mia": DONE, "kim": "NOT_FOUND pocId", "max": "NOT_FOUND pocId", "olga": "NOT_FOUND pocId",
    "cara": "FORBIDDEN", "dora": "NOT_FOUND pocId",
}  # fmt: skip


@pytest.mark.parametrize(("name", "expected"), WHO.items())
async def test_given_a_person_when_they_promise_a_file_then_only_staff_may(world: World, name: str, expected: str) -> None:
    async def call(who: str) -> None:
        await uploads.create(world.actor(world.people[who]), world.active.id, filename="a", content_type="", size=1)

    assert await outcome(call("sam")) == DONE
    assert await (outcome if expected == DONE else refused)(call(name)) == expected


# How many

LIMIT = "LIMIT_REACHED"


@pytest.mark.parametrize("unused", [promised, uploaded])
async def test_given_as_many_unused_files_as_there_may_be_when_promised_then_no_other_until_they_are_used_or_gone(
    runtime: Runtime, world: World, monkeypatch: pytest.MonkeyPatch, unused: Callable[[World], Awaitable[UUID]]
) -> None:
    monkeypatch.setattr(uploads, "MOST", 3)
    for _ in range(3):
        await file_resource(world)
        await unused(world)
    before = await snapshot()
    assert await refused(create(world)) == LIMIT
    assert await refused(create(world, filename="")) == "REQUIRED filename"
    assert await refused(uploads.create(world.actor(world.sam), world.draft.id, filename="a", content_type="", size=1)) == LIMIT
    assert await snapshot() == before
    assert await outcome(uploads.create(world.actor(world.kim), world.kims.id, filename="a", content_type="", size=1)) == DONE
    runtime.clock.advance(uploads.UNUSED - timedelta(milliseconds=1))
    assert await refused(create(world)) == LIMIT
    runtime.clock.advance(timedelta(milliseconds=1))
    assert await outcome(create(world)) == DONE


async def test_given_many_promises_at_once_when_they_race_for_the_last_places_then_there_are_no_more(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(uploads, "MOST", 3)
    await promised(world)
    sams = [world.active, world.draft, world.on_hold, world.won, world.lost]  # who promises one waits for others of the same POC anyway
    calls = [uploads.create(world.actor(world.sam), poc.id, filename="a", content_type="", size=1) for poc in sams]
    answers = await asyncio.wait_for(asyncio.gather(*map(outcome, calls)), 60)
    assert sorted(answers) == sorted([DONE] * 2 + [LIMIT] * 3)
    assert await rows("stored_file") == 3


# Receiving


async def test_given_bytes_when_they_come_then_they_are_kept_by_what_they_are_with_an_event(runtime: Runtime, world: World) -> None:
    upload_id = await promised(world)  # declared as HTML
    runtime.clock.advance(timedelta(minutes=59))
    poc = await Poc.get(id=world.active.id)
    await uploads.receive(world.actor(world.sam), upload_id, flow(BYTES[:5], b"", BYTES[5:]), length=len(BYTES))
    file = await StoredFile.get()
    assert (file.received_at, file.expires_at) == (now(), now() + timedelta(hours=1))
    assert (file.content_type, file.size) == ("text/plain", len(BYTES))
    assert kept() == {file.place: BYTES}
    event = await Event.get(action="resource.uploaded")
    assert (event.target_kind, event.target_id, event.actor_id) == ("file", upload_id, world.sam.id)
    assert (event.tenant_id, event.poc_id, event.shared, event.activity) == (world.northwind.id, world.active.id, False, None)
    assert (await Poc.get(id=world.active.id)).updated_at == poc.updated_at


LENGTHS = [
    ([BYTES + b"!"], None, "TOO_LONG"), ([BYTES, b"!"], None, "TOO_LONG"), ([BYTES[:-1]], None, "INVALID"), ([], None, "INVALID"),
    ([BYTES], len(BYTES) + 1, "TOO_LONG"), ([BYTES], len(BYTES) - 1, "INVALID"),
]  # fmt: skip


@pytest.mark.parametrize(("chunks", "length", "expected"), LENGTHS)
async def test_given_more_or_fewer_bytes_than_declared_when_they_come_then_refused_and_nothing_is_left(
    world: World, chunks: list[bytes], length: int | None, expected: str
) -> None:
    upload_id = await promised(world)
    sam = world.actor(world.sam)
    assert await refused(uploads.receive(sam, upload_id, flow(*chunks), length=length)) == expected
    assert kept() == {}
    assert await outcome(uploads.receive(sam, upload_id, flow(BYTES))) == DONE  # the upload is still waited for


async def test_given_bytes_that_break_off_when_they_come_then_nothing_is_left(world: World) -> None:
    async def broken() -> AsyncIterator[bytes]:
        yield BYTES[:10]
        raise ConnectionResetError

    upload_id = await promised(world)
    before = await snapshot()
    with pytest.raises(ConnectionResetError):
        await uploads.receive(world.actor(world.sam), upload_id, broken())
    assert (await snapshot(), kept()) == (before, {})


async def test_given_bytes_that_were_received_when_others_come_then_refused_and_the_first_stay(world: World) -> None:
    upload_id = await uploaded(world)
    again = uploads.receive(world.actor(world.sam), upload_id, flow(b"x" * len(BYTES)))
    assert await refused(again) == "CONFLICT"
    assert list(kept().values()) == [BYTES]


async def test_given_two_at_once_when_both_send_all_bytes_then_one_wins_and_its_bytes_stay(world: World) -> None:
    upload_id = await promised(world, bytes(1000))
    both = asyncio.Barrier(2)

    async def sending(sign: bytes) -> AsyncIterator[bytes]:
        yield sign * 500
        await both.wait()  # neither is through before the other has begun
        yield sign * 500

    sam = world.actor(world.sam)
    ends = await asyncio.gather(*(outcome(uploads.receive(sam, upload_id, sending(sign))) for sign in (b"a", b"b")))
    assert sorted(ends) == ["CONFLICT", DONE]
    winner = (b"a", b"b")[ends.index(DONE)]
    assert kept() == {(await StoredFile.get()).place: winner * 1000}
    assert await Event.filter(action="resource.uploaded").count() == 1


async def test_given_rights_that_go_while_bytes_come_when_they_are_there_then_nothing_is_left(world: World) -> None:
    await Collaborator.create(poc_id=world.active.id, user_id=world.kim.id, since=now())
    kim = world.actor(world.kim)
    made = [await uploads.create(kim, world.active.id, filename="a", content_type="", size=2) for _ in range(2)]

    async def flowing(*, out: bool) -> AsyncIterator[bytes]:
        yield b"a"
        if out:
            await Collaborator.filter(user_id=world.kim.id, poc_id=world.active.id).delete()
        yield b"b"

    assert await outcome(uploads.receive(kim, made[0].id, flowing(out=False))) == DONE
    assert await outcome(uploads.receive(kim, made[1].id, flowing(out=True))) == "NOT_FOUND"
    assert list(kept().values()) == [b"ab"]
    assert (await StoredFile.get(id=made[1].id)).received_at is None


async def test_given_time_that_runs_out_while_bytes_come_when_they_are_there_then_nothing_is_left(runtime: Runtime, world: World) -> None:
    async def slowly() -> AsyncIterator[bytes]:
        yield BYTES
        runtime.clock.advance(timedelta(hours=1))

    upload_id = await promised(world)
    assert await refused(uploads.receive(world.actor(world.sam), upload_id, slowly())) == "NOT_FOUND"
    assert kept() == {}


async def test_given_somebody_else_or_another_time_when_bytes_come_then_there_is_no_such_upload(runtime: Runtime, world: World) -> None:
    await uploaded(world)
    upload_id = await promised(world)
    for other in (world.ada, world.kim, world.cara):
        assert await refused(uploads.receive(world.actor(other), upload_id, flow(BYTES))) == "NOT_FOUND"
    assert await refused(uploads.receive(world.actor(world.sam), uuid4(), flow(BYTES))) == "NOT_FOUND"
    runtime.clock.advance(timedelta(hours=1))
    assert await refused(uploads.receive(world.actor(world.sam), upload_id, flow(BYTES))) == "NOT_FOUND"
    assert len(kept()) == 1


# Letting go


async def left() -> tuple[int, int]:
    """How many files there are: rows and bytes."""
    return await rows("stored_file"), len(kept())


async def test_given_files_that_nothing_refers_to_when_their_time_is_over_then_they_go(runtime: Runtime, world: World) -> None:
    await uploaded(world)
    await promised(world)
    runtime.clock.advance(timedelta(hours=1) - timedelta(milliseconds=1))
    await uploads.sweep()
    assert await left() == (2, 1)
    runtime.clock.advance(timedelta(milliseconds=1))
    await uploads.sweep()
    assert await left() == (0, 0)


async def test_given_files_that_something_refers_to_when_swept_then_they_stay_as_long_as_it_does(runtime: Runtime, world: World) -> None:
    of_template = await uploaded(world, b"of a template")
    template = await PocTemplate.create(
        tenant=world.northwind, name="T", content={}, task_count=0, resource_count=0, criteria_count=0, created_at=now()
    )
    await PocTemplateFile.create(template=template, file_id=of_template)
    resource_id = await file_resource(world, b"of a resource")
    runtime.clock.advance(timedelta(days=1))
    await uploads.sweep()
    assert sorted(kept().values()) == [b"of a resource", b"of a template"]
    await resources.delete(world.actor(world.sam), resource_id)
    await uploads.sweep()
    assert list(kept().values()) == [b"of a template"]
    await template.delete()
    await uploads.sweep()
    assert await left() == (0, 0)


async def test_given_a_draft_with_a_file_when_it_is_deleted_then_the_file_goes(runtime: Runtime, world: World) -> None:
    await file_resource(world, poc=world.draft)
    await pocs.delete(world.actor(world.sam), world.draft.id)
    await uploads.sweep()
    assert await left() == (1, 1)
    runtime.clock.advance(timedelta(hours=1))
    await uploads.sweep()
    assert await left() == (0, 0)


async def test_given_many_files_when_two_sweep_at_once_then_all_go_without_an_error(runtime: Runtime, world: World) -> None:
    for _ in range(3):
        await uploaded(world)
    await StoredFile.bulk_create(
        StoredFile(
            tenant_id=world.northwind.id, poc_id=world.active.id, uploaded_by_id=world.sam.id, name="a", content_type="a/b", size=1,
            created_at=now(), expires_at=now(),
        )
        for _ in range(210)
    )  # fmt: skip
    runtime.clock.advance(timedelta(hours=1))
    await asyncio.gather(uploads.sweep(), uploads.sweep())
    assert await left() == (0, 0)


async def test_given_a_file_when_it_becomes_a_resource_while_swept_then_it_has_its_bytes_or_is_refused(
    runtime: Runtime, world: World
) -> None:
    for _ in range(5):
        upload_id = await uploaded(world)
        runtime.clock.advance(timedelta(hours=1) - timedelta(milliseconds=1))
        ended, _ = await asyncio.gather(outcome(_become(world, upload_id)), _late_sweep(runtime))
        assert ended in (DONE, "NOT_FOUND uploadId")
        file = await StoredFile.get_or_none(id=upload_id)
        assert (file is not None and file.place in kept()) == (ended == DONE)


async def _become(world: World, upload_id: UUID) -> UUID:
    return await resources.add(
        world.actor(world.sam), world.active.id, kind=ResourceKind.FILE, title="A", upload_id=upload_id
    )  # fmt: skip


async def _late_sweep(runtime: Runtime) -> None:
    await asyncio.sleep(0)
    runtime.clock.advance(timedelta(milliseconds=1))
    await uploads.sweep()


async def test_given_bytes_that_can_not_be_removed_when_swept_then_the_row_is_gone_and_the_log_says_where_they_are(
    runtime: Runtime, world: World
) -> None:
    await uploaded(world)
    (place,) = kept()
    folder = Path(current().settings.storage_url.removeprefix("file://"))
    (folder / place).unlink()
    (folder / place / "something").mkdir(parents=True)  # which is no file, so it is not taken for one
    await uploaded(world, b"another")
    runtime.clock.advance(timedelta(hours=1))
    with structlog.testing.capture_logs() as logs:
        await uploads.sweep()
    assert [(line["event"], line["place"]) for line in logs] == [("bytes left behind", place)]
    assert await left() == (0, 0)


async def test_given_a_poc_in_any_state_when_a_file_is_promised_then_staff_may(world: World) -> None:
    for poc in world.pocs.values():
        if poc.owner_id == world.sam.id:
            await uploads.create(world.actor(world.sam), poc.id, filename="a", content_type="", size=1)
    assert await rows("stored_file") == len(PocStatus)


async def test_given_a_session_that_has_ended_when_its_ticket_is_used_then_nobody_holds_it(world: World) -> None:
    ticket = (await create(world)).url.rpartition("/")[2]
    assert await redeem(Purpose.UPLOAD, ticket, ORIGIN)
    await Session.filter(user_id=world.sam.id).update(revoked_at=now())
    assert await redeem(Purpose.UPLOAD, ticket, ORIGIN) is None
