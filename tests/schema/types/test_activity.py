"""The activity of a POC: each thing that happens, as its staff and as its customers read it, and nothing of what is not for them."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import pytest

from app.core import ids
from app.core.runtime import Runtime, now
from app.models import (
    Comment,
    Event,
    Participant,
    Poc,
    PocActivityKind,
    PocStatus,
    Resource,
    Task,
    User,
)
from app.services import comments, criteria, events, participants, poc_status, pocs, resources, tasks
from app.services.events import ACTIVITIES
from schema.types.activity import message
from tests.schema.calling import run
from tests.schema.types.happening import INTERNAL, MANY, NOTE, SECOND, SHARED, Stage
from tests.schema.walking import ADDRESS, text_of
from tests.world import World

READ = """query($id: ID!, $first: Int, $after: String) { poc(id: $id) { activity(first: $first, after: $after) {
  edges { cursor node { id } } nodes { id kind at actorName message poc { name } subject { __typename id } }
  pageInfo { hasNextPage hasPreviousPage startCursor endCursor } totalCount
} } }"""
NODE = "query($id: ID!) { node(id: $id) { ... on PocActivity { message subject { id } } } }"


async def read(world: World, somebody: User, poc: Poc | None = None, **arguments: Any) -> Any:
    """The activity of the active POC, for somebody."""
    result: Any = await run(world.actor(somebody), READ, {"id": ids.to_text("poc", (poc or world.active).id), **arguments})
    assert not result.errors, result.errors
    return result.data["poc"]["activity"]


async def seen(world: World, somebody: User) -> list[Any]:
    """All that can be learned of the list: pages of one and of many, and those behind each of the cursors that one has."""
    pages = [await read(world, somebody, first=first) for first in (1, 2, 100)]
    return [*pages, *[await read(world, somebody, first=1, after=edge["cursor"]) for edge in pages[-1]["edges"]]]


async def messages(world: World, somebody: User) -> list[str]:
    """The sentences, the latest first."""
    return [row["message"] for row in (await read(world, somebody, first=100))["nodes"]]


def _uuid(row: Any) -> UUID:
    """The id that an object of the API has in the database."""
    found = ids.from_text(row["id"])
    assert found
    return found[1]


@pytest.fixture
async def stage(runtime: Runtime, world: World) -> Stage:
    """The world, where cara may sign, with something in the activity already."""
    await Participant.filter(id=world.cara_on_active.id).update(can_sign=True)
    made = Stage(world, runtime)
    await criteria.add(made.sam, made.poc, title="Something before", target="1")
    return made


def test_given_all_that_a_poc_shows_then_each_kind_is_played() -> None:
    assert {act.kind for act in MANY.values()} | {"POC_CREATED"} == {kind.value for kind in PocActivityKind}
    assert set(ACTIVITIES.values()) == set(PocActivityKind)
    assert all(message(action, None, None, 1).endswith(".") for action in ACTIVITIES), "there is a sentence for each"


@pytest.mark.parametrize("name", MANY)
async def test_given_something_that_happens_when_read_then_staff_sees_it_and_customers_see_what_is_for_them_or_no_trace(
    stage: Stage, name: str
) -> None:
    act, world = MANY[name], stage.world
    if act.before is not None:
        await act.before(stage)
    before = await seen(world, world.cara)
    by_staff = await read(world, world.sam)
    stage.runtime.clock.advance(SECOND)
    await act.does(stage)
    after = await read(world, world.sam)
    assert after["totalCount"] == by_staff["totalCount"] + (2 if name == "away and back" else 1)
    latest = after["nodes"][0]
    assert (latest["kind"], latest["message"]) == (act.kind, act.staff)
    event = await Event.get(id=_uuid(latest))
    subject = latest["subject"] and (latest["subject"]["__typename"], _uuid(latest["subject"]))
    assert subject == (act.subject and (act.subject, event.target_id)), "what it was done to, unless that is gone"
    assert (latest["at"], latest["poc"]) == (now().isoformat(timespec="milliseconds").replace("+00:00", "Z"), {"name": "Active POC"})
    found = await seen(world, world.cara)
    if act.customers is None:
        assert found == before, "no row, no cursor, no count, no further page"
    else:
        assert found[-1] != before[-1]
        assert found[2]["totalCount"] == before[2]["totalCount"] + 1
        own = found[0]["nodes"][0]
        assert own == {**latest, "message": act.customers}
    assert ADDRESS.findall(text_of({"found": found})) == []


async def test_given_a_new_poc_when_customers_come_then_its_beginning_is_for_staff_alone(stage: Stage) -> None:
    world = stage.world
    poc = await Poc.get(id=await pocs.create(stage.sam, name="New POC", customer_id=world.acme.id))
    await poc_status.change(stage.sam, poc.id, status=PocStatus.ACTIVE, note=NOTE)
    await Participant.create(poc=poc, user=world.cara, joined_at=now())
    rows = (await read(world, world.sam, poc))["nodes"]
    assert sorted((row["kind"], row["message"], row["subject"]["id"]) for row in rows) == [
        ("POC_CREATED", "The POC was created.", ids.to_text("poc", poc.id)),
        ("STATUS_CHANGED", f"The status changed from draft to active. {NOTE}", ids.to_text("poc", poc.id)),
    ]
    found = await read(world, world.cara, poc)
    assert found == {
        "edges": [], "nodes": [], "totalCount": 0,
        "pageInfo": {"hasNextPage": False, "hasPreviousPage": False, "startCursor": None, "endCursor": None},
    }  # fmt: skip


async def test_given_shared_things_when_they_turn_internal_then_customers_lose_what_was_done_to_them_until_they_come_back(
    stage: Stage,
) -> None:
    world = stage.world
    await stage.task()
    await tasks.complete(stage.cara, stage.made["task"])
    await stage.resource()
    await resources.open_resource(stage.cara, stage.made["resource"])
    await stage.comment()
    before, staff = await seen(world, world.cara), await seen(world, world.sam)
    assert before[-1]["totalCount"] == 6
    left = 6
    hidden = ((Comment, "comment", 1), (Task, "task", 2), (Resource, "resource", 2))
    for model, name, number in hidden:
        await model.filter(id=stage.made[name]).update(visibility=INTERNAL)
        left -= number
        pages = await seen(world, world.cara)
        assert {page["totalCount"] for page in pages} == {left}
        assert len(pages[2]["nodes"]) == left
        assert pages[0]["pageInfo"]["hasNextPage"] is (left > 1)
    assert await messages(world, world.cara) == ["The criterion “Something before” was added."]
    assert await seen(world, world.sam) == staff
    for model, name, _ in hidden:
        await model.filter(id=stage.made[name]).update(visibility=SHARED)
    assert await seen(world, world.cara) == before


async def test_given_something_internal_when_it_is_shared_then_its_past_stays_with_staff(stage: Stage) -> None:
    await stage.task(INTERNAL)
    await tasks.update(stage.sam, stage.made["task"], visibility=SHARED)
    stage.runtime.clock.advance(SECOND)
    assert await messages(stage.world, stage.world.cara) == ["The criterion “Something before” was added."]
    await tasks.complete(stage.cara, stage.made["task"])
    assert (await messages(stage.world, stage.world.cara))[0] == "The task “Install the agent” was completed."


async def test_given_things_that_are_gone_when_their_activity_is_read_then_no_subject_and_no_name_and_for_customers_nothing(
    stage: Stage,
) -> None:
    world = stage.world
    before = await seen(world, world.cara)
    await stage.task()
    await stage.comment()
    await stage.resource()
    await tasks.delete(stage.sam, stage.made["task"])
    await comments.delete(stage.sam, stage.made["comment"])
    await resources.delete(stage.sam, stage.made["resource"])
    assert await seen(world, world.cara) == before
    rows = [row for row in (await read(world, world.sam))["nodes"] if row["subject"] is None]
    assert sorted(row["message"] for row in rows) == ["A comment was written.", "A resource was added.", "A task was added."]


async def test_given_a_participant_who_is_gone_when_their_joining_is_read_then_only_staff_finds_the_person(stage: Stage) -> None:
    await stage.invite()
    await stage.join()
    joined = next(row for row in (await read(stage.world, stage.world.cara))["nodes"] if row["kind"] == "CUSTOMER_JOINED")
    assert joined["subject"]["__typename"] == "Participant"
    person = await Participant.get(id=_uuid(joined["subject"]))
    stage.runtime.clock.advance(SECOND)
    before = await seen(stage.world, stage.world.cara)
    await participants.remove(stage.sam, person.id)
    after = await seen(stage.world, stage.world.cara)
    assert after[-1] == before[-1]
    [row] = [row for row in after[2]["nodes"] if row["kind"] == "CUSTOMER_JOINED"]
    assert row == {**joined, "subject": None}
    [row] = [row for row in (await read(stage.world, stage.world.sam))["nodes"] if row["kind"] == "CUSTOMER_JOINED"]
    assert row == joined


async def test_given_people_when_an_activity_is_asked_by_its_id_then_it_is_there_for_whom_it_is_in_the_list(stage: Stage) -> None:
    await stage.task(INTERNAL)
    await stage.comment()
    found = {event.action: event.id for event in await Event.filter(action__in=["task.created", "comment.added"])}
    for name, action, expected in (
        ("sam", "task.created", True),
        ("ada", "task.created", True),
        ("cara", "task.created", False),
        ("cara", "comment.added", True),
        ("carl", "comment.added", True),
        ("kim", "comment.added", False),
        ("dora", "comment.added", False),
        ("olga", "comment.added", False),
    ):
        result: Any = await run(stage.world.actor(stage.world.people[name]), NODE, {"id": ids.to_text("activity", found[action])})
        assert not result.errors
        assert (result.data["node"] is not None) is expected, (name, action)


@pytest.mark.parametrize("how", ["removed", "left", "changed"])
async def test_given_a_participant_who_goes_or_is_changed_when_customers_look_then_only_the_time_has_moved(stage: Stage, how: str) -> None:
    world = stage.world
    before = await seen(world, world.cara)
    stage.runtime.clock.advance(SECOND)
    if how == "removed":
        await participants.remove(stage.sam, world.carl_on_active.id)
    elif how == "left":
        await participants.leave(world.actor(world.carl), stage.poc)
    else:
        await participants.update(stage.sam, world.carl_on_active.id, title="CTO")
    assert await seen(world, world.cara) == before
    [event] = await Event.filter(action=f"participant.{how}")
    assert (event.shared, event.at) == (False, now())
    assert (await Poc.get(id=stage.poc)).shared_updated_at == now()


async def test_given_something_that_nobody_did_when_read_then_usher_did_it(stage: Stage) -> None:
    poc = stage.world.active
    stage.runtime.clock.advance(SECOND)
    await events.record(stage.world.nobody, "poc.status_changed", "poc", poc.id, tenant_id=poc.tenant_id, poc_id=poc.id, shared=True)
    for somebody in (stage.world.sam, stage.world.cara):
        latest = (await read(stage.world, somebody))["nodes"][0]
        assert (latest["actorName"], latest["message"]) == ("Usher", "The status changed.")
    [before] = (await read(stage.world, stage.world.cara))["nodes"][1:]
    assert before["actorName"] == "Sam Sales"


@pytest.mark.parametrize(
    ("action", "name", "changes", "expected"),
    [
        ("criterion.changed", None, None, "A criterion was changed."),
        ("criterion.deleted", None, None, "A criterion was deleted."),
        ("criterion.outcome_recorded", None, '{"outcome": ["OPEN", "MET"]}', "A criterion was recorded as met."),
        ("criterion.signed", None, None, "Success criteria were signed."),
        ("criterion.signed", None, '{"criteria": [{}, {}, {}]}', "3 criteria were signed."),
        ("participant.left", None, None, "A person of the customer left."),
        ("resource.opened", None, None, "A resource was opened."),
    ],
)
def test_given_what_little_is_known_when_told_then_a_sentence_all_the_same(
    action: str, name: str | None, changes: str | None, expected: str
) -> None:
    assert message(action, name, changes, 0) == message(action, name, changes, 1) == expected
