"""Files over HTTP: a story on a real socket, and who is given nothing."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import datetime, timedelta
from urllib.parse import unquote, urlsplit
from uuid import UUID

import httpx
import pytest

from app.auth.tickets import Purpose, issue
from app.core.runtime import Runtime, current, now
from app.files import _disposition
from app.main import create_app
from app.models import ApiKey, Event, Participant, PocStatus, Resource, ResourceKind, Session, StoredFile, User, Visibility
from app.services import api_keys, files, key_uses, poc_status, resources, sessions, uploads, visits
from tests.app.services.keying import holder, made, maker
from tests.app.services.uploading import BYTES, file_resource, kept, promised
from tests.outcomes import outcome
from tests.serving import Client, serving
from tests.world import PASSWORD, World, snapshot

HOUR = timedelta(hours=1)


@pytest.fixture
async def client(runtime: Runtime) -> AsyncIterator[httpx.AsyncClient]:
    """Talks to the server as it is composed, on the runtime of the test."""
    transport = httpx.ASGITransport(create_app(runtime.settings, runtime=runtime))
    async with httpx.AsyncClient(transport=transport, base_url=runtime.settings.public_url) as opened:
        yield opened


def path(url: str) -> str:
    """What of an address is sent to whatever server the test talks to."""
    assert url.startswith(current().settings.public_url)
    return urlsplit(url).path


@asynccontextmanager
async def signed_in(base: str, user: User) -> AsyncIterator[Client]:
    """A program of somebody's."""
    client = Client(base)
    async with client.http:
        yield await client.sign_in(user.email, PASSWORD)


async def address(world: World, user: User, resource_id: UUID) -> str:
    """The address that this person is given for a file."""
    return path(files.address(resource_id, world.actor(user)))


async def test_given_a_file_when_staff_uploads_it_then_customers_read_it_and_the_opening_is_told(runtime: Runtime, world: World) -> None:
    content = bytes(range(256)) * 4096 * 20  # 20 MB
    async with serving(runtime) as base, signed_in(base, world.sam) as sam, signed_in(base, world.cara) as cara:
        poc_id = (await sam.ask('{ pocs(filter: {search: "Active"}) { nodes { id } } }'))["pocs"]["nodes"][0]["id"]
        made = (
            await sam.do(
                "createUpload", "upload { uploadId url headers maxSize expiresAt }",
                pocId=poc_id, filename="Handbuch für Acme.bin", contentType="text/html", size=len(content),
            )
        )["upload"]  # fmt: skip
        assert (made["headers"], made["maxSize"], made["expiresAt"]) == (
            {"Content-Type": "text/html"}, len(content), "2026-03-02T10:00:00.000Z",
        )  # fmt: skip

        async def flow() -> AsyncIterator[bytes]:
            for at in range(0, len(content), 100_000):
                yield content[at : at + 100_000]

        put = await sam.http.put(path(made["url"]), content=flow(), headers=made["headers"])  # without a length: in chunks
        assert (put.status_code, put.content) == (204, b"")
        added = await sam.do(
            "addResource", "resource { id file { name contentType size url } }",
            pocId=poc_id, kind="FILE", title="Handbook", uploadId=made["uploadId"],
        )  # fmt: skip
        file = added["resource"]["file"]
        assert (file["name"], file["contentType"], file["size"]) == ("Handbuch für Acme.bin", "application/octet-stream", len(content))

        seen = await cara.ask(f'{{ poc(id: "{poc_id}") {{ resources {{ nodes {{ openedBy openedByViewer file {{ url }} }} }} }} }}')
        [row] = seen["poc"]["resources"]["nodes"]
        assert (row["openedBy"], row["openedByViewer"]) == (None, False)
        assert row["file"]["url"] != file["url"]
        for reader, url in ((sam, file["url"]), (cara, row["file"]["url"])):
            got = await reader.http.get(path(url))
            assert (got.status_code, got.content == content) == (200, True)
            assert got.headers["content-length"] == str(len(content))
            assert got.headers["content-type"] == "application/octet-stream"
            assert got.headers["content-disposition"] == (
                "attachment; filename=\"Handbuch f_r Acme.bin\"; filename*=UTF-8''Handbuch%20f%C3%BCr%20Acme.bin"
            )
            assert got.headers["x-content-type-options"] == "nosniff"
            assert got.headers["cache-control"] == "private, no-store"
            assert got.headers.get_list("content-security-policy") == ["default-src 'none'; sandbox"]
        await cara.do("openResource", "resource { openedByViewer }", resourceId=added["resource"]["id"])
        told = await sam.ask(f'{{ poc(id: "{poc_id}") {{ resources {{ nodes {{ openedBy openedByViewer }} }} }} }}')
        assert told["poc"]["resources"]["nodes"] == [{"openedBy": 1, "openedByViewer": False}]


async def test_given_a_connection_that_breaks_when_bytes_come_then_nothing_is_left(runtime: Runtime, world: World) -> None:
    content = b"a" * 12_000_000
    made = await uploads.create(world.actor(world.sam), world.active.id, filename="a", content_type="", size=len(content))
    before = await snapshot()
    async with serving(runtime) as base:
        host, port = base.removeprefix("http://").split(":")
        _, writer = await asyncio.open_connection(host, int(port))
        writer.write(f"PUT {path(made.url)} HTTP/1.1\r\nHost: {host}\r\nContent-Length: {len(content)}\r\n\r\n".encode())
        writer.write(content[:11_000_000])
        await writer.drain()
        async with asyncio.timeout(20):
            while not kept():  # a part is being written
                await asyncio.sleep(0.01)
        writer.transport.abort()
        async with asyncio.timeout(20):
            while kept():
                await asyncio.sleep(0.01)
        assert await snapshot() == before
        async with httpx.AsyncClient(base_url=base) as client:
            assert (await client.put(path(made.url), content=content)).status_code == 204


async def test_given_wrong_bytes_when_put_then_the_status_says_why_and_nothing_is_left(client: httpx.AsyncClient, world: World) -> None:
    made = await uploads.create(world.actor(world.sam), world.active.id, filename="a", content_type="", size=len(BYTES))
    for content, status in ((BYTES + b"!", 413), (BYTES[:-1], 400), (b"", 400)):
        assert (await client.put(path(made.url), content=content)).status_code == status
    assert (await client.put(path(made.url), content=BYTES, headers={"Content-Encoding": "gzip"})).status_code == 415
    assert (await client.post(path(made.url), content=BYTES)).status_code == 405
    assert kept() == {}
    assert (await client.put(path(made.url), content=BYTES)).status_code == 204
    assert (await client.put(path(made.url), content=BYTES)).status_code == 409
    assert list(kept().values()) == [BYTES]


async def test_given_no_ticket_for_it_when_bytes_are_put_then_there_is_no_such_upload(
    client: httpx.AsyncClient, runtime: Runtime, world: World
) -> None:
    resource_id = await file_resource(world)
    upload_id = await promised(world)
    before = await snapshot()
    sam = world.actor(world.sam)
    mine, _ = issue(Purpose.UPLOAD, upload_id, sam, HOUR)
    wrong = {
        "none": "x", "of another purpose": issue(Purpose.DOWNLOAD, upload_id, sam, HOUR)[0],
        "of a colleague": issue(Purpose.UPLOAD, upload_id, world.actor(world.ada), HOUR)[0],
        "of a customer": issue(Purpose.UPLOAD, upload_id, world.actor(world.cara), HOUR)[0],
        "of a resource": issue(Purpose.UPLOAD, resource_id, sam, HOUR)[0],
    }  # fmt: skip
    for name, ticket in wrong.items():
        assert (await client.put(f"/files/uploads/{ticket}", content=BYTES)).status_code == 404, name
    assert (await client.get(f"/files/{mine}")).status_code == 404
    assert await snapshot() == before
    assert (await client.put(f"/files/uploads/{mine}", content=BYTES)).status_code == 204
    late, _ = issue(Purpose.UPLOAD, await promised(world), sam, HOUR)
    runtime.clock.advance(HOUR)
    assert (await client.put(f"/files/uploads/{late}", content=BYTES)).status_code == 404


# Who is given nothing

Change = Callable[[World, UUID], Awaitable[object]]


async def _revoked(world: World, _: UUID) -> None:
    await Session.filter(user_id=world.cara.id).update(revoked_at=now())


async def _signed_out(world: World, _: UUID) -> None:
    await sessions.sign_out(world.actor(world.cara), everywhere=False)


async def _removed(world: World, _: UUID) -> None:
    await Participant.filter(id=world.cara_on_active.id).update(removed_at=now())


async def _over(world: World, _: UUID) -> None:
    await Participant.filter(id=world.cara_on_active.id).update(access_ends_at=now())


async def _internal(world: World, resource_id: UUID) -> None:
    await resources.update(world.actor(world.sam), resource_id, visibility=Visibility.INTERNAL)


async def _deleted(world: World, resource_id: UUID) -> None:
    await resources.delete(world.actor(world.sam), resource_id)


async def _archived(world: World, _: UUID) -> None:
    await poc_status.change(world.actor(world.sam), world.active.id, status=PocStatus.ARCHIVED)


async def _late(_world: World, _: UUID) -> None:
    current().clock.advance(files.LIFETIME)


CHANGES: list[Change] = [_revoked, _signed_out, _removed, _over, _internal, _deleted, _archived, _late]


@pytest.mark.parametrize("change", CHANGES)
async def test_given_an_address_when_something_has_changed_since_then_it_gives_nothing(
    client: httpx.AsyncClient, world: World, change: Change
) -> None:
    resource_id = await file_resource(world)
    url = await address(world, world.cara, resource_id)
    assert (await client.get(url)).content == BYTES
    await change(world, resource_id)
    answer = await client.get(url)
    assert answer.status_code == 404
    assert BYTES[:10] not in answer.content
    assert "content-disposition" not in answer.headers


async def test_given_an_internal_file_when_a_customer_tries_any_road_then_it_gives_nothing(client: httpx.AsyncClient, world: World) -> None:
    shared = await file_resource(world, b"for you")
    internal = await file_resource(world, b"not for you", visibility=Visibility.INTERNAL)
    file_id = (await Resource.get(id=internal)).file_id
    assert file_id
    cara = world.actor(world.cara)
    assert (await client.get(await address(world, world.cara, shared))).content == b"for you"
    assert (await client.get(await address(world, world.sam, internal))).content == b"not for you"
    for subject in (internal, file_id):
        for purpose in Purpose:
            ticket, _ = issue(purpose, subject, cara, HOUR)
            assert (await client.get(f"/files/{ticket}")).status_code == 404
    of_sam = (await address(world, world.sam, internal)).rpartition("/")[2]
    of_cara = (await address(world, world.cara, shared)).rpartition("/")[2]
    for mixed in (f"{of_sam.partition('.')[0]}.{of_cara.partition('.')[2]}", f"{of_cara.partition('.')[0]}.{of_sam.partition('.')[2]}"):
        assert (await client.get(f"/files/{mixed}")).status_code == 404
    ticket, _ = issue(Purpose.UPLOAD, file_id, cara, HOUR)
    assert (await client.put(f"/files/uploads/{ticket}", content=b"not for you")).status_code == 404
    assert await outcome(resources.open_resource(cara, internal)) == "NOT_FOUND resourceId"


async def test_given_people_when_they_have_an_address_then_only_those_on_the_poc_are_given_the_file(
    client: httpx.AsyncClient, world: World
) -> None:
    resource_id = await file_resource(world)
    got = {name: (await client.get(await address(world, user, resource_id))).status_code for name, user in world.people.items()}
    assert {name for name, status in got.items() if status == 200} == {"sam", "ada", "mia", "cara", "carl"}
    assert set(got.values()) == {200, 404}


async def test_given_a_resource_without_a_file_when_asked_for_then_nothing(client: httpx.AsyncClient, world: World) -> None:
    resource_id = await resources.add(
        world.actor(world.sam), world.active.id, kind=ResourceKind.TEXT, title="T", body="B"
    )  # fmt: skip
    assert (await client.get(await address(world, world.sam, resource_id))).status_code == 404


async def test_given_bytes_that_are_missing_when_asked_for_then_nothing(client: httpx.AsyncClient, world: World) -> None:
    resource_id = await file_resource(world)
    url = await address(world, world.sam, resource_id)
    assert (await client.get(url)).status_code == 200
    await StoredFile.all().update(place="elsewhere")
    assert (await client.get(url)).status_code == 404
    await StoredFile.all().update(place=None)
    assert (await client.get(url)).status_code == 404


async def test_given_a_key_when_it_puts_and_gets_bytes_then_each_is_a_use_of_it_and_of_no_other(
    runtime: Runtime, client: httpx.AsyncClient, world: World
) -> None:
    kay = await maker(world)
    created, other = await made(world, kay), await made(world, kay)
    program = await holder(created)
    resource_id = await file_resource(world)
    download = path(files.address(resource_id, program))
    upload = await uploads.create(program, world.active.id, filename="a.txt", content_type="text/plain", size=len(BYTES))
    await visits.write_down(runtime)
    assert await _last_used(created) is None, "by the addresses alone, which were got without a request here"

    assert (await client.put(path(upload.url), content=BYTES)).status_code == 204
    assert (await client.get(await address(world, kay, resource_id))).status_code == 200
    await visits.write_down(runtime)
    put_at = now()
    assert (await _last_used(created), await _last_used(other)) == (put_at, None)
    runtime.clock.advance(key_uses.APART)
    assert (await client.get(download)).status_code == 200
    await visits.write_down(runtime)
    assert await _last_used(created) == put_at + key_uses.APART == now()

    runtime.clock.advance(key_uses.APART)
    await api_keys.revoke(world.actor(kay), created.key_id)
    assert (await client.get(download)).status_code == 404
    await visits.write_down(runtime)
    assert await _last_used(created) == put_at + key_uses.APART, "a key that has ended is not used"


async def _last_used(created: api_keys.Created) -> datetime | None:
    return (await ApiKey.get(id=created.key_id)).last_used_at


async def test_given_a_download_when_it_is_done_then_it_is_no_opening(client: httpx.AsyncClient, world: World) -> None:
    url = await address(world, world.cara, await file_resource(world))
    before = await snapshot()
    assert (await client.get(url)).status_code == 200
    assert await snapshot() == before
    assert await Event.filter(action="resource.opened").count() == 0


@pytest.mark.settings(cors_origins=("https://portal.example",))
@pytest.mark.parametrize(("origin", "allowed"), [("https://portal.example", "https://portal.example"), ("https://evil.example", None)])
async def test_given_origins_in_the_settings_when_their_page_uploads_then_it_may_and_is_told_what_became_of_it(
    client: httpx.AsyncClient, world: World, origin: str, allowed: str | None
) -> None:
    made = await uploads.create(world.actor(world.sam), world.active.id, filename="a", content_type="", size=len(BYTES))
    asked = {"Origin": origin, "Access-Control-Request-Method": "PUT", "Access-Control-Request-Headers": "content-type"}
    answer = await client.options(path(made.url), headers=asked)
    assert answer.headers.get("access-control-allow-origin") == allowed
    assert ("PUT" in answer.headers.get("access-control-allow-methods", "")) or allowed is None
    put = await client.put(path(made.url), content=b"x", headers={"Origin": origin})
    assert (put.status_code, put.headers.get("access-control-allow-origin")) == (400, allowed)


NAMES = ['say "hi".txt', "a\\b%41.txt", "résumé.pdf", "文件.txt", "a;b=c'd.txt", "x" * 200]


@pytest.mark.parametrize("name", NAMES)
def test_given_any_name_when_a_file_is_sent_then_the_header_has_it_in_both_forms(name: str) -> None:
    header = _disposition(name)
    kind, plain, encoded = header.split("; ", 2) if ";" not in name else ("attachment", "", header.rpartition("; ")[2])
    assert kind == "attachment"
    assert header.isascii()
    assert header.count('"') == 2
    assert "\\" not in plain
    assert unquote(encoded.removeprefix("filename*=UTF-8''")) == name
