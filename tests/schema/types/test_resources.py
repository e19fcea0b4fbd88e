"""Resources through the API: what staff and customers see of them, and what the mutations answer."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

from app.auth.tickets import Purpose, redeem
from app.core import ids
from app.core.runtime import Runtime, current
from app.models import Resource, ResourceKind, User, Visibility
from app.services import resources
from tests.app.services.uploading import BYTES, file_resource, uploaded
from tests.schema.calling import run
from tests.schema.types.sending import poc_id, refusal, send, sending
from tests.world import ORIGIN, World

ALL = "id version kind title description url body language visibility position createdAt openedBy openedByViewer"
FILE = "file { name contentType size url }"
READ = f"query($id: ID!) {{ poc(id: $id) {{ resources {{ totalCount nodes {{ {ALL} {FILE} poc {{ id }} }} }} }} }}"


UPLOAD = sending("createUpload", "upload { uploadId url headers maxSize expiresAt }")
ADD = sending("addResource", f"resource {{ {ALL} {FILE} }} poc {{ id }}")
UPDATE = sending("updateResource", f"resource {{ {ALL} }} poc {{ id }}")
DELETE = sending("deleteResource", "deletedId poc { id resources { totalCount } }")
OPEN = sending("openResource", "resource { id openedBy openedByViewer } poc { id updatedAt }")


async def read(world: World, somebody: User) -> Any:
    """The resources of the active POC."""
    result: Any = await run(world.actor(somebody), READ, {"id": poc_id(world)})
    assert not result.errors, result.errors
    return result.data["poc"] and result.data["poc"]["resources"]


def text_id(id_: UUID) -> str:
    """As the API has it."""
    return ids.to_text("resource", id_)


async def test_given_resources_when_read_then_staff_sees_all_and_customers_what_is_shared_without_a_trace_of_the_rest(world: World) -> None:
    sam = world.actor(world.sam)
    link = await resources.add(sam, world.active.id, kind=ResourceKind.LINK, title="Docs", url="https://docs.example")
    file = await file_resource(world, position=0)
    hidden = await resources.add(
        sam, world.active.id, kind=ResourceKind.TEXT, title="Prices", body="20 %", visibility=Visibility.INTERNAL, position=0
    )
    for user in (world.cara, world.carl, world.sam):
        await resources.open_resource(world.actor(user), link)
    await resources.open_resource(sam, hidden)

    staff, customers = await read(world, world.sam), await read(world, world.cara)

    assert (staff["totalCount"], customers["totalCount"]) == (3, 2)
    assert [row["title"] for row in customers["nodes"]] == ["Handbook", "Docs"]
    assert {row["title"]: (row["position"], row["openedBy"], row["openedByViewer"], row["version"]) for row in staff["nodes"]} == {
        "Handbook": (0, 0, False, 1), "Prices": (0, 0, True, 1), "Docs": (1, 2, True, 1),
    }  # fmt: skip
    assert [row["position"] for row in staff["nodes"]] == [0, 0, 1]
    shared = {"version": None, "description": None, "url": None, "body": None, "language": None, "visibility": "SHARED", "openedBy": None}
    first, second = customers["nodes"]
    name_and_type = {"name": "handbook.txt", "contentType": "text/plain", "size": len(BYTES)}
    made = {"createdAt": "2026-03-02T09:00:00.000Z", "poc": {"id": poc_id(world)}}
    url = first["file"].pop("url")
    assert first == shared | made | {
        "id": text_id(file), "kind": "FILE", "title": "Handbook", "position": 0, "openedByViewer": False, "file": name_and_type,
    }  # fmt: skip
    assert second == shared | made | {
        "id": text_id(link), "kind": "LINK", "title": "Docs", "position": 1, "openedByViewer": True, "file": None,
        "url": "https://docs.example",
    }  # fmt: skip
    assert url.startswith(f"{current().settings.public_url}/files/")
    assert await redeem(Purpose.DOWNLOAD, url.rpartition("/")[2], ORIGIN) == (world.actor(world.cara), file)


async def test_given_a_file_when_read_again_then_its_address_is_the_same_in_the_same_second_for_the_same_viewer(
    runtime: Runtime, world: World
) -> None:
    await file_resource(world)

    async def url(user: User) -> str:
        return str((await read(world, user))["nodes"][0]["file"]["url"])

    first = await url(world.sam)
    assert await url(world.sam) == first
    assert len({first, await url(world.ada), await url(world.cara)}) == 3
    runtime.clock.advance(timedelta(seconds=1))
    assert await url(world.sam) != first


async def test_given_a_file_when_it_is_promised_and_added_then_the_payloads_say_all_of_it(world: World) -> None:
    facts = {"pocId": poc_id(world), "filename": "C:\\plan.pdf", "contentType": "application/pdf", "size": 7}
    payload = await send(world, world.sam, UPLOAD, **facts)
    made = payload["upload"]
    assert (made["headers"], made["maxSize"], made["expiresAt"]) == ({"Content-Type": "application/pdf"}, 7, "2026-03-02T10:00:00.000Z")
    waiting = {"pocId": poc_id(world), "kind": "FILE", "title": "Plan", "uploadId": made["uploadId"]}
    assert (await send(world, world.sam, ADD, **waiting))["userErrors"] == [{"code": "CONFLICT", "path": ["uploadId"]}]
    upload_id = ids.to_text("upload", await uploaded(world))
    added = await send(world, world.sam, ADD, **(waiting | {"uploadId": upload_id, "visibility": "INTERNAL"}))
    assert (added["userErrors"], added["poc"]) == ([], {"id": poc_id(world)})
    assert (added["resource"]["visibility"], added["resource"]["file"]["contentType"]) == ("INTERNAL", "text/plain")
    for wrong in ("upload_x", ids.to_text("resource", UUID(int=1)), ids.to_text("upload", UUID(int=1))):
        payload = await send(world, world.sam, ADD, **(waiting | {"uploadId": wrong}))
        assert payload == {"resource": None, "poc": None, "userErrors": [{"code": "NOT_FOUND", "path": ["uploadId"]}]}


async def test_given_a_resource_when_changed_opened_and_deleted_then_the_payloads_show_it_afterwards(world: World) -> None:
    facts = {"pocId": poc_id(world), "kind": "CODE", "title": "Snippet", "body": "select 1", "language": "sql", "description": "D"}
    added = (await send(world, world.sam, ADD, **facts))["resource"]
    assert (added["visibility"], added["position"], added["version"], added["openedBy"]) == ("SHARED", 0, 1, 0)
    assert added.pop("file") is None
    changed = await send(world, world.sam, UPDATE, resourceId=added["id"], language=None, expectedVersion=1)
    after = added | {"language": None, "version": 2}
    assert changed == {"resource": after, "poc": {"id": poc_id(world)}, "userErrors": []}
    stale = await send(world, world.sam, UPDATE, resourceId=added["id"], title="Other", expectedVersion=1)
    assert stale["userErrors"] == [{"code": "STALE", "path": ["expectedVersion"]}]
    before = (await read(world, world.cara))["nodes"]
    opened = await send(world, world.cara, OPEN, resourceId=added["id"])
    assert opened["resource"] == {"id": added["id"], "openedBy": None, "openedByViewer": True}
    assert before == [row | {"openedByViewer": False} for row in (await read(world, world.cara))["nodes"]]
    assert (await send(world, world.sam, OPEN, resourceId=added["id"]))["resource"]["openedBy"] == 1
    deleted = await send(world, world.sam, DELETE, resourceId=added["id"])
    assert deleted == {"deletedId": added["id"], "poc": {"id": poc_id(world), "resources": {"totalCount": 0}}, "userErrors": []}
    assert await Resource.all().count() == 0


async def test_given_people_when_they_change_resources_then_only_staff_may_and_others_learn_nothing(world: World) -> None:
    resource = text_id(await file_resource(world))
    internal = text_id(await file_resource(world, visibility=Visibility.INTERNAL))
    upload = {"pocId": poc_id(world), "filename": "a", "contentType": "", "size": 1}
    calls: list[tuple[str, dict[str, Any]]] = [
        (UPLOAD, upload),
        (UPDATE, {"resourceId": resource, "title": "New"}),
        (DELETE, {"resourceId": resource}),
    ]
    for text, given in calls:
        for user in (world.cara, world.max):
            assert await refusal(world, user, text, **given) == "FORBIDDEN"
        [error] = (await send(world, world.kim, text, **given))["userErrors"]
        assert error["code"] == "NOT_FOUND"
    for id_ in (internal, text_id(UUID(int=1)), "resource_x", poc_id(world)):
        payload = await send(world, world.cara, OPEN, resourceId=id_)
        assert payload == {"resource": None, "poc": None, "userErrors": [{"code": "NOT_FOUND", "path": ["resourceId"]}]}
    assert (await send(world, world.cara, OPEN, resourceId=resource))["userErrors"] == []
