"""Resources of a POC: what staff does with them, and what of it customers notice."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest

from app.core.runtime import Runtime, now
from app.models import Event, Poc, PocActivityKind, Resource, ResourceKind, ResourceOpening, StoredFile, Visibility
from app.services import resources
from tests.app.services.inviting import refused
from tests.app.services.uploading import file_resource, promised, uploaded
from tests.outcomes import DONE, outcome
from tests.world import World, rows, snapshot

LINK, TEXT, CODE, FILE = ResourceKind.LINK, ResourceKind.TEXT, ResourceKind.CODE, ResourceKind.FILE
SHARED, INTERNAL = Visibility.SHARED, Visibility.INTERNAL


async def added(world: World, title: str = "Guide", *, poc: Poc | None = None, **given: Any) -> UUID:
    """A resource on sam's active POC, a text unless told."""
    facts = {"kind": TEXT, "title": title, "body": "Read me."} | given
    return await resources.add(world.actor(world.sam), (poc or world.active).id, **facts)


async def changed(world: World, resource_id: UUID, **given: Any) -> None:
    """Sam changes it."""
    assert await resources.update(world.actor(world.sam), resource_id, **given) == world.active.id


async def titles(world: World, visibility: Visibility = SHARED) -> list[str]:
    """The active POC's, in their order; their positions have no gaps."""
    found = await Resource.filter(poc_id=world.active.id, visibility=visibility).order_by("position")
    assert [row.position for row in found] == list(range(len(found)))
    return [row.title for row in found]


async def event_of(call: Awaitable[object]) -> Event:
    """The one event that a call writes."""
    known = {event.id for event in await Event.all()}
    await call
    [event] = [event for event in await Event.all() if event.id not in known]
    return event


async def times(world: World) -> tuple[bool, bool]:
    """Whether the POC was changed just now, for its staff and for its customers."""
    poc = await Poc.get(id=world.active.id)
    return poc.updated_at == now(), poc.shared_updated_at == now()


# Adding


async def test_given_each_kind_when_added_then_it_is_written_with_its_event_and_the_pocs_times(runtime: Runtime, world: World) -> None:
    upload_id = await uploaded(world)
    facts: dict[ResourceKind, dict[str, Any]] = {
        LINK: {"url": "https://docs.example/start"}, TEXT: {"body": "Read *me*."}, CODE: {"body": "print(1)", "language": "python"},
        FILE: {"upload_id": upload_id},
    }  # fmt: skip
    for place, (kind, given) in enumerate(facts.items()):
        runtime.clock.advance(timedelta(seconds=1))
        event = await event_of(
            resources.add(world.actor(world.sam), world.active.id, kind=kind, title=f" {kind} ", description="For you.", **given)
        )
        row = await Resource.get(id=event.target_id)
        assert (row.poc_id, row.kind, row.title, row.description) == (world.active.id, kind, kind.value, "For you.")
        told = {"url": row.url, "body": row.body, "language": row.language, "upload_id": row.file_id}
        assert {name: value for name, value in told.items() if value is not None} == given
        assert (row.visibility, row.position, row.version, row.created_at) == (SHARED, place, 1, now())
        assert (event.action, event.target_kind, event.poc_id, event.tenant_id) == (
            "resource.added", "resource", world.active.id, world.northwind.id,
        )  # fmt: skip
        assert (event.activity, event.shared, event.actor_id) == (PocActivityKind.RESOURCE_ADDED, True, world.sam.id)
        assert event.changes == {"kind": [None, kind.value], "title": [None, kind.value]}
        assert await times(world) == (True, True)


async def test_given_an_internal_one_when_added_then_customers_notice_nothing(runtime: Runtime, world: World) -> None:
    runtime.clock.advance(timedelta(seconds=1))
    event = await event_of(added(world, visibility=INTERNAL))
    assert event.shared is False
    assert await times(world) == (True, False)


WRONG = [
    ({"kind": LINK}, "INVALID body; REQUIRED url"),
    ({"kind": LINK, "url": "javascript:alert(1)", "body": None}, "INVALID url"),
    ({"title": " ", "body": None}, "REQUIRED title; REQUIRED body"),
    ({"language": "python"}, "INVALID language"),
    ({"upload_id": uuid4()}, "INVALID uploadId"),
    ({"kind": FILE, "body": None}, "REQUIRED uploadId"),
    ({"kind": FILE, "body": None, "upload_id": uuid4()}, "NOT_FOUND uploadId"),
    ({"position": -1}, "INVALID position"),
]


@pytest.mark.parametrize(("given", "expected"), WRONG)
async def test_given_facts_that_will_not_do_when_added_then_refused(world: World, given: dict[str, Any], expected: str) -> None:
    assert await outcome(added(world)) == DONE
    said = await refused(added(world, **given))
    assert sorted(said.split("; ")) == sorted(expected.split("; "))


async def test_given_an_upload_when_it_is_not_there_or_not_for_this_then_it_makes_no_resource(runtime: Runtime, world: World) -> None:
    async def add(upload_id: UUID, poc: Poc | None = None) -> UUID:
        return await added(world, poc=poc, kind=FILE, body=None, upload_id=upload_id)

    waiting, other, late = await promised(world), await uploaded(world, poc=world.won), await uploaded(world)
    assert await refused(add(waiting)) == "CONFLICT uploadId"
    assert await refused(add(other)) == "NOT_FOUND uploadId"
    assert await outcome(add(other, world.won)) == DONE
    assert await refused(add(other, world.won)) == "CONFLICT uploadId"  # it is one already
    runtime.clock.advance(timedelta(hours=1))
    assert await refused(add(late)) == "NOT_FOUND uploadId"


WHO = {
    "sam": DONE, "ada": DONE, "mia": DONE, "kim": "NOT_FOUND", "max": "NOT_FOUND", "olga": "NOT_FOUND", "cara": "FORBIDDEN",
    "dora": "NOT_FOUND",
}  # fmt: skip


@pytest.mark.parametrize(("name", "expected"), WHO.items())
async def test_given_a_person_when_they_add_change_or_delete_then_only_staff_may(world: World, name: str, expected: str) -> None:
    actor = world.actor(world.people[name])
    kept = await added(world)
    calls: list[tuple[str, Any]] = [
        ("pocId", lambda: resources.add(actor, world.active.id, kind=TEXT, title="T", body="B")),
        ("resourceId", lambda: resources.update(actor, kept, title="New")),
        ("resourceId", lambda: resources.delete(actor, kept)),
    ]
    for path, call in calls:
        if expected == DONE:
            assert await outcome(call()) == DONE
        else:
            assert await refused(call()) == (f"NOT_FOUND {path}" if expected == "NOT_FOUND" else expected)


async def test_given_an_internal_one_when_a_customer_does_anything_then_there_is_no_such_resource(world: World) -> None:
    shared, internal = await added(world), await added(world, visibility=INTERNAL)
    cara = world.actor(world.cara)
    calls: list[Callable[[UUID], Awaitable[object]]] = [
        lambda id_: resources.update(cara, id_, title="New"), lambda id_: resources.delete(cara, id_),
    ]  # fmt: skip
    for call in calls:
        assert await refused(call(shared)) == "FORBIDDEN"
        assert await refused(call(internal)) == await refused(call(uuid4())) == "NOT_FOUND resourceId"
    assert await outcome(resources.open_resource(cara, shared)) == DONE
    assert await refused(resources.open_resource(cara, internal)) == "NOT_FOUND resourceId"


async def test_given_two_hundred_when_one_more_is_added_then_refused_of_any_visibility(world: World) -> None:
    await Resource.bulk_create(
        Resource(poc_id=world.active.id, kind=TEXT, title=f"{n}", body="b", position=n, created_at=now()) for n in range(199)
    )
    last = await added(world, visibility=INTERNAL)
    assert await refused(added(world)) == "LIMIT_REACHED pocId"
    await resources.delete(world.actor(world.sam), last)
    assert await outcome(added(world)) == DONE


async def test_given_places_when_added_then_the_others_move_up_among_those_of_the_same_visibility(world: World) -> None:
    for title, position in (("B", None), ("A", 0), ("D", 99), ("C", 2)):
        await added(world, title, position=position)
    await added(world, "hidden", visibility=INTERNAL, position=0)
    assert await titles(world) == ["A", "B", "C", "D"]
    assert await titles(world, INTERNAL) == ["hidden"]


# Changing


async def test_given_changes_when_written_then_the_version_rises_and_the_event_tells_no_text(runtime: Runtime, world: World) -> None:
    resource_id = await added(world, kind=CODE, description="Old", language="sql")
    runtime.clock.advance(timedelta(seconds=1))
    event = await event_of(changed(world, resource_id, title=" New ", description=None, body="select 2", language=None, expected_version=1))
    row = await Resource.get(id=resource_id)
    assert (row.title, row.description, row.body, row.language, row.version) == ("New", None, "select 2", None, 2)
    assert (event.action, event.target_kind, event.target_id, event.shared) == ("resource.changed", "resource", resource_id, True)
    assert event.changes == {
        "title": ["Guide", "New"], "description": ["[changed]", None], "body": ["[changed]", "[changed]"], "language": ["[changed]", None],
    }  # fmt: skip
    assert await times(world) == (True, True)


async def test_given_nothing_different_when_changed_then_nothing_is_written(world: World) -> None:
    resource_id = await added(world, kind=LINK, body=None, url="https://docs.example", description="D")
    await added(world)
    before = await snapshot()
    for given in (
        {}, {"title": "Guide "}, {"url": "https://docs.example", "description": "D", "visibility": SHARED, "position": 0},
        {"body": None, "language": None},
    ):  # fmt: skip
        await changed(world, resource_id, **given)
        assert await snapshot() == before, given
    await changed(world, resource_id, title="Other")
    assert await snapshot() != before


async def test_given_the_last_when_it_is_to_stand_further_behind_then_nothing_is_written(world: World) -> None:
    await added(world, "A")
    resource_id = await added(world, "B")
    before = await snapshot()
    await changed(world, resource_id, position=99)
    assert await snapshot() == before


async def test_given_an_old_version_when_changed_then_stale(world: World) -> None:
    resource_id = await added(world)
    await changed(world, resource_id, title="New", expected_version=1)
    assert await refused(changed(world, resource_id, title="Newer", expected_version=1)) == "STALE expectedVersion"
    await changed(world, resource_id, title="Newer", expected_version=2)


WRONG_CHANGES = [
    ({"title": None}, "REQUIRED title"),
    ({"body": None}, "REQUIRED body"),
    ({"url": "https://docs.example"}, "INVALID url"),
    ({"language": "python"}, "INVALID language"),
    ({"visibility": None}, "REQUIRED visibility"),
    ({"position": None}, "REQUIRED position"),
    ({"position": -1}, "INVALID position"),
    ({"title": "", "description": "\x00", "visibility": None}, "REQUIRED title; INVALID description; REQUIRED visibility"),
]


@pytest.mark.parametrize(("given", "expected"), WRONG_CHANGES)
async def test_given_changes_that_will_not_do_when_written_then_refused(world: World, given: dict[str, Any], expected: str) -> None:
    resource_id = await added(world)
    await changed(world, resource_id, title="New", body="Other")
    assert await refused(changed(world, resource_id, **given)) == expected
    assert await refused(resources.update(world.actor(world.sam), uuid4(), **given)) == "NOT_FOUND resourceId"


async def test_given_an_order_when_one_is_moved_then_the_others_close_up(world: World) -> None:
    ids = {title: await added(world, title) for title in "ABCD"}
    for title, position, expected in (("A", 2, "BCAD"), ("D", 0, "DBCA"), ("B", 99, "DCAB"), ("C", 1, "DCAB")):
        await changed(world, ids[title], position=position)
        assert "".join(await titles(world)) == expected


TURNS = [(SHARED, INTERNAL, True), (INTERNAL, SHARED, True), (INTERNAL, INTERNAL, False), (SHARED, SHARED, True)]


@pytest.mark.parametrize(("before", "after", "noticed"), TURNS)
async def test_given_a_change_of_who_sees_it_when_written_then_customers_notice_what_was_or_is_theirs(
    runtime: Runtime, world: World, before: Visibility, after: Visibility, *, noticed: bool
) -> None:
    await added(world, "A")
    await added(world, "B", visibility=INTERNAL)
    resource_id = await added(world, "C", visibility=before, position=0)
    runtime.clock.advance(timedelta(seconds=1))
    event = await event_of(changed(world, resource_id, title="C!", visibility=after))
    assert (event.shared, await times(world)) == (noticed, (True, noticed))
    first, second = (["A"], ["B"])
    (first if after is SHARED else second).insert(0 if before is after else 1, "C!")
    assert (await titles(world), await titles(world, INTERNAL)) == (first, second)


# Deleting


async def test_given_a_resource_when_deleted_then_it_is_gone_with_its_openings_and_its_file_is_let_go(
    runtime: Runtime, world: World
) -> None:
    resource_id = await file_resource(world)
    await added(world, "Behind")
    await resources.open_resource(world.actor(world.cara), resource_id)
    runtime.clock.advance(timedelta(seconds=1))
    event = await event_of(resources.delete(world.actor(world.sam), resource_id))
    assert (event.action, event.target_id, event.shared) == ("resource.deleted", resource_id, True)
    assert event.changes == {"title": ["Handbook", None]}
    assert await times(world) == (True, True)
    assert await titles(world) == ["Behind"]
    assert await rows("resource_opening") == 0
    assert (await StoredFile.get()).expires_at == now()
    assert await refused(resources.delete(world.actor(world.sam), resource_id)) == "NOT_FOUND resourceId"


# Opening


async def test_given_a_customer_when_they_open_a_resource_then_it_is_noted_once_and_the_poc_stays_as_it_was(
    runtime: Runtime, world: World
) -> None:
    resource_id = await added(world)
    runtime.clock.advance(timedelta(seconds=1))
    cara = world.actor(world.cara)
    event = await event_of(resources.open_resource(cara, resource_id))
    assert (event.action, event.activity, event.shared) == ("resource.opened", PocActivityKind.RESOURCE_OPENED, True)
    assert (event.target_kind, event.target_id, event.poc_id) == ("resource", resource_id, world.active.id)
    assert (event.tenant_id, event.actor_id, event.changes) == (world.northwind.id, world.cara.id, None)
    opening = await ResourceOpening.get()
    assert (opening.resource_id, opening.user_id, opening.by_customer, opening.at) == (resource_id, world.cara.id, True, now())
    assert await times(world) == (False, False)
    before = await snapshot()
    runtime.clock.advance(timedelta(days=1))
    assert await resources.open_resource(cara, resource_id) == world.active.id
    assert await snapshot() == before


async def test_given_staff_when_they_open_a_resource_then_it_is_noted_without_an_event(world: World) -> None:
    resource_id = await added(world, visibility=INTERNAL)
    events = await rows("event")
    for user in (world.sam, world.ada):
        await resources.open_resource(world.actor(user), resource_id)
    assert await rows("event") == events
    assert await ResourceOpening.filter(by_customer=False).count() == 2


async def test_given_a_click_twice_when_both_come_at_once_then_it_is_noted_once(world: World) -> None:
    resource_id = await added(world)
    cara = world.actor(world.cara)
    assert set(await asyncio.gather(*(outcome(resources.open_resource(cara, resource_id)) for _ in range(4)))) == {DONE}
    assert (await rows("resource_opening"), await Event.filter(action="resource.opened").count()) == (1, 1)


@pytest.mark.parametrize(("status", "expected"), [
    ("ACTIVE", DONE), ("ON_HOLD", DONE), ("WON", DONE), ("LOST", DONE),
    ("DRAFT", "NOT_FOUND resourceId"), ("ARCHIVED", "NOT_FOUND resourceId"),
])  # fmt: skip
async def test_given_a_poc_in_a_state_when_a_customer_opens_a_resource_then_as_long_as_it_exists_for_them(
    world: World, status: str, expected: str
) -> None:
    resource_id = await added(world)
    await Poc.filter(id=world.active.id).update(status=status)
    cara = world.actor(world.cara)
    opened = resources.open_resource(cara, resource_id)
    assert await (outcome if expected == DONE else refused)(opened) == expected
    assert await outcome(resources.open_resource(world.actor(world.sam), resource_id)) == DONE


async def test_given_strangers_when_they_open_a_resource_then_there_is_none(world: World) -> None:
    resource_id = await added(world)
    for user in (world.dora, world.kim, world.max, world.olga):
        assert await refused(resources.open_resource(world.actor(user), resource_id)) == "NOT_FOUND resourceId"
    assert await refused(resources.open_resource(world.actor(world.cara), None)) == "NOT_FOUND resourceId"
