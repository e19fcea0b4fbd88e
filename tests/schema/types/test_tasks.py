"""Tasks and their groups as they are read: in which order, by which filters, and for customers without a trace of what is INTERNAL."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest

from app.auth.actor import Actor
from app.core import db, ids
from app.core.runtime import Runtime, now
from app.models import Participant, Poc, TaskSide, TaskStatus
from app.services import task_groups, tasks
from tests.app.services.tasking import INTERNAL, comment_on
from tests.schema.calling import run
from tests.world import World

POC = """
query ($id: ID!) { poc(id: $id) {
  progress updatedAt taskCounts { todo inProgress blocked done }
  taskGroups { title visibility position tasks { totalCount nodes { title position } } }
  tasks(first: 100) { totalCount nodes { title visibility position group { title } version dependsOn { title } } }
} }
"""
FILTERED = "query ($id: ID!, $filter: TaskFilter) { poc(id: $id) { tasks(filter: $filter) { totalCount nodes { title } } } }"
TASK = """
query ($id: ID!) { node(id: $id) { ... on Task {
  title description status side dueOn visibility position version completedAt
  poc { name } group { title } assignedParticipant { displayName } assignedUser { displayName } completedBy { displayName }
  dependsOn { title } comments { totalCount nodes { body } } viewerCan { edit complete reopen }
} } }
"""


async def answer_to(actor: Actor, text: str, **variables: Any) -> Any:
    """What is answered, without an error."""
    result = await run(actor, text, variables)
    assert result.errors == []
    assert result.data
    return result.data


async def poc_as(actor: Actor, poc_id: UUID, text: str = POC, **variables: Any) -> Any:
    """A POC as somebody reads it."""
    return (await answer_to(actor, text, id=ids.to_text("poc", poc_id), **variables))["poc"]


async def task_as(actor: Actor, task_id: UUID) -> Any:
    """A task as somebody reads it."""
    return (await answer_to(actor, TASK, id=ids.to_text("task", task_id)))["node"]


async def found(actor: Actor, poc_id: UUID, **filter_: Any) -> str:
    """The titles that a filter finds, in their order."""
    answer = (await poc_as(actor, poc_id, FILTERED, filter=filter_))["tasks"]
    assert answer["totalCount"] == len(answer["nodes"])
    return " ".join(task["title"] for task in answer["nodes"])


async def furnish(world: World) -> dict[str, UUID]:
    """Groups and tasks, SHARED and INTERNAL, on sam's active POC. Titles in capitals are INTERNAL."""
    sam, poc = world.actor(world.sam), world.active.id
    made = {"X": await task_groups.create(sam, poc, title="X", visibility=INTERNAL)}  # the older one of those that come first
    made["g"] = await task_groups.create(sam, poc, title="g")
    made["h"] = await task_groups.create(sam, poc, title="h")
    for title, group in (("b", "g"), ("Y", "X"), ("a", "g"), ("c", "h"), ("Z", "g"), ("d", None), ("W", None), ("V", "X")):
        facts: dict[str, Any] = {"visibility": INTERNAL} if title.isupper() else {}
        made[title] = await tasks.create(
            sam, poc, title=title, group_id=made[group] if group else None, position=0 if title == "a" else None, **facts
        )  # fmt: skip
    return made


async def test_given_groups_when_read_by_staff_then_tasks_stand_group_by_group_and_those_without_one_first(world: World) -> None:
    await furnish(world)
    poc = await poc_as(world.actor(world.ada), world.active.id)
    assert [group["title"] for group in poc["taskGroups"]] == ["g", "X", "h"]
    assert [[task["title"] for task in group["tasks"]["nodes"]] for group in poc["taskGroups"]] == [["a", "Z", "b"], ["Y", "V"], ["c"]]
    assert [task["title"] for task in poc["tasks"]["nodes"]] == ["d", "W", "a", "Z", "b", "Y", "V", "c"]
    assert poc["tasks"]["totalCount"] == 8


async def test_given_pages_when_read_one_after_the_other_then_every_task_once_in_that_order(world: World) -> None:
    await furnish(world)
    text = "query ($id: ID!, $after: String) { poc(id: $id) { tasks(first: 3, after: $after) { pageInfo { endCursor } nodes { title } } } }"
    seen, after = "", None
    for _ in range(3):
        page = (await poc_as(world.actor(world.ada), world.active.id, text, after=after))["tasks"]
        seen += "".join(task["title"] for task in page["nodes"])
        after = page["pageInfo"]["endCursor"]
    assert seen == "dWaZbYVc"


async def test_given_what_is_internal_when_it_comes_changes_and_goes_then_nothing_that_customers_read_moves(
    runtime: Runtime, world: World
) -> None:
    sam, cara, poc = world.actor(world.sam), world.actor(world.cara), world.active.id
    group = await task_groups.create(sam, poc, title="g")
    first = await tasks.create(sam, poc, title="first", group_id=group)
    await tasks.create(sam, poc, title="second", group_id=group, depends_on=[first])
    await tasks.complete(cara, first)
    before = await poc_as(cara, poc)
    assert before["taskCounts"] == {"todo": 1, "inProgress": 0, "blocked": 0, "done": 1}
    assert before["progress"] == 0.5
    assert [task["version"] for task in before["tasks"]["nodes"]] == [None, None]
    runtime.clock.advance(timedelta(hours=1))

    hidden_group = await task_groups.create(sam, poc, title="H", visibility=INTERNAL, position=0)
    assert await poc_as(cara, poc) == before
    hidden = await tasks.create(sam, poc, title="T", visibility=INTERNAL, group_id=group, position=0, depends_on=[first])
    assert await poc_as(cara, poc) == before
    await tasks.create(sam, poc, title="U", group_id=hidden_group)
    await tasks.update(sam, hidden, status=TaskStatus.BLOCKED, title="V")
    await comment_on(hidden, world.sam, visibility=INTERNAL)
    assert await poc_as(cara, poc) == before
    await tasks.update(sam, hidden, group_id=hidden_group, position=0)
    assert await poc_as(cara, poc) == before
    await tasks.complete(sam, hidden)
    assert await poc_as(cara, poc) == before
    staff = await poc_as(sam, poc)
    assert staff["taskCounts"] == {"todo": 2, "inProgress": 0, "blocked": 0, "done": 2}
    assert [task["title"] for task in staff["tasks"]["nodes"]] == ["first", "second", "V", "U"]
    assert staff["updatedAt"] > before["updatedAt"]
    assert await task_as(cara, hidden) is None
    await task_groups.delete(sam, hidden_group)
    await tasks.delete(sam, hidden)
    assert await poc_as(cara, poc) == before


async def test_given_a_shared_group_when_it_turns_internal_then_it_and_its_tasks_are_gone_for_customers(
    runtime: Runtime, world: World
) -> None:
    cara = world.actor(world.cara)
    made = await furnish(world)
    await task_groups.update(world.actor(world.sam), made["g"], visibility=INTERNAL)
    poc = await poc_as(cara, world.active.id)
    assert [(group["title"], group["position"]) for group in poc["taskGroups"]] == [("h", 0)]
    assert [(task["title"], task["position"]) for task in poc["tasks"]["nodes"]] == [("d", 0), ("c", 0)]
    assert poc["taskCounts"]["todo"] == 2
    assert await task_as(cara, made["a"]) is None


@pytest.mark.parametrize(("done", "of", "share"), [(0, 0, 0.0), (0, 2, 0.0), (1, 3, 1 / 3), (2, 3, 2 / 3), (2, 2, 1.0)])
async def test_given_tasks_done_when_progress_is_read_then_the_share_as_both_databases_divide(
    world: World, done: int, of: int, share: float
) -> None:
    sam = world.actor(world.sam)
    for n in range(of):
        task = await tasks.create(sam, world.active.id, title=str(n))
        if n < done:
            await tasks.complete(sam, task)
    for actor in (sam, world.actor(world.cara)):
        assert (await poc_as(actor, world.active.id))["progress"] == share


async def test_given_a_task_when_read_then_everything_of_it_as_each_may_see_it(runtime: Runtime, world: World) -> None:
    sam, cara, poc = world.actor(world.sam), world.actor(world.cara), world.active.id
    made = await furnish(world)
    first = await tasks.create(sam, poc, title="first", assigned_user_id=world.sam.id, position=0)
    task = await tasks.create(
        sam, poc, title="t", description="More.", group_id=made["g"], side=TaskSide.CUSTOMER, due_on=date(2026, 3, 29),
        assigned_participant_id=world.cara_on_active.id, depends_on=[made["d"], first],
    )  # fmt: skip
    await comment_on(task, world.cara, "Hello")
    await comment_on(task, world.sam, "Between us", INTERNAL)
    expected = {
        "title": "t", "description": "More.", "status": "TODO", "side": "CUSTOMER", "dueOn": "2026-03-29", "visibility": "SHARED",
        "position": 2, "completedAt": None, "completedBy": None, "poc": {"name": "Active POC"}, "group": {"title": "g"},
        "assignedParticipant": {"displayName": "Cara Customer"}, "assignedUser": None,
        "dependsOn": [{"title": "first"}, {"title": "d"}],
    }  # fmt: skip
    of_staff = {"version": 1, "comments": {"totalCount": 2, "nodes": [{"body": "Hello"}, {"body": "Between us"}]}}
    of_customers = {"version": None, "comments": {"totalCount": 1, "nodes": [{"body": "Hello"}]}}
    can = {"edit": False, "complete": False, "reopen": False}
    assert await task_as(sam, task) == expected | of_staff | {"viewerCan": can | {"edit": True}}
    assert await task_as(cara, task) == expected | of_customers | {"viewerCan": can}
    await tasks.complete(sam, first)
    await tasks.complete(cara, made["d"])
    assert (await task_as(cara, task))["viewerCan"] == can | {"complete": True}
    await tasks.complete(cara, task)
    done = await task_as(cara, task)
    assert (done["completedBy"], done["completedAt"]) == ({"displayName": "Cara Customer"}, "2026-03-02T09:00:00.000Z")
    assert (done["status"], done["viewerCan"]) == ("DONE", can | {"reopen": True})
    assert (await task_as(sam, task))["viewerCan"] == can | {"edit": True, "reopen": True}
    by_staff = await task_as(cara, first)
    assert (by_staff["viewerCan"], by_staff["assignedUser"]) == (can, {"displayName": "Sam Sales"})


async def test_given_people_who_are_not_found_when_a_task_names_them_then_customers_read_null(world: World) -> None:
    sam, cara, poc = world.actor(world.sam), world.actor(world.cara), world.active.id
    carls = await tasks.create(sam, poc, title="t", assigned_participant_id=world.carl_on_active.id)
    kims = await tasks.create(sam, poc, title="u", assigned_user_id=world.kim.id)  # who does not work on it
    await tasks.complete(world.actor(world.carl), kims)
    await tasks.complete(world.actor(world.ada), carls)
    assert (await task_as(cara, carls))["assignedParticipant"] == {"displayName": "Carl Colleague"}
    assert (await task_as(cara, kims))["completedBy"] == {"displayName": "Carl Colleague"}
    async with db.transaction():
        await Participant.filter(id=world.carl_on_active.id).update(removed_at=now())
    assert [(await task_as(cara, id_))[name] for id_ in (carls, kims) for name in ("assignedParticipant", "assignedUser")] == [None] * 4
    assert [(await task_as(cara, id_))["completedBy"] for id_ in (carls, kims)] == [None, None]
    assert (await task_as(sam, kims))["assignedUser"] == {"displayName": "Kim Kowalski"}
    assert (await task_as(sam, kims))["completedBy"] == {"displayName": "Carl Colleague"}


async def test_given_filters_when_tasks_are_read_then_those_that_match_of_what_the_viewer_sees(runtime: Runtime, world: World) -> None:
    sam, cara, carl, poc = world.actor(world.sam), world.actor(world.cara), world.actor(world.carl), world.active.id
    today = date(2026, 3, 2)
    facts: dict[str, dict[str, Any]] = {
        "a": {"side": TaskSide.CUSTOMER, "assigned_participant_id": world.cara_on_active.id, "due_on": today},
        "b": {"side": TaskSide.PROVIDER, "assigned_user_id": world.sam.id, "due_on": today - timedelta(days=1)},
        "c": {"assigned_participant_id": world.carl_on_active.id, "due_on": today - timedelta(days=1)},
        "D": {"visibility": INTERNAL, "assigned_user_id": world.sam.id, "due_on": today - timedelta(days=9)},
        "e": {"due_on": today + timedelta(days=1)},
    }
    made = {title: await tasks.create(sam, poc, title=title, **given) for title, given in facts.items()}
    await tasks.update(sam, made["b"], status=TaskStatus.IN_PROGRESS)
    await tasks.complete(carl, made["c"])
    assert set((await found(sam, poc, status=None)).split()) == set(made)
    assert await found(cara, poc) == "a b c e"
    assert await found(sam, poc, status=["IN_PROGRESS", "DONE"]) == "b c"
    assert await found(sam, poc, status=[]) == ""
    assert await found(cara, poc, status=["TODO"]) == "a e"
    assert await found(sam, poc, side=["PROVIDER", "CUSTOMER"]) == "a b"
    assert set((await found(sam, poc, assignedToViewer=True)).split()) == {"b", "D"}
    assert await found(cara, poc, assignedToViewer=True) == "a"
    assert await found(cara, poc, assignedToViewer=False) == "b c e"
    assert await found(carl, poc, assignedToViewer=True) == "c"
    assert await found(world.actor(world.ada), poc, assignedToViewer=True) == ""
    assert set((await found(sam, poc, overdue=True)).split()) == {"b", "D"}  # c is done, and the day of a is not over
    assert await found(cara, poc, overdue=True) == "b"
    assert await found(cara, poc, overdue=False) == "a c e"
    assert await found(cara, poc, overdue=True, side=["ANYONE"]) == ""
    runtime.clock.stand(now().replace(hour=22, minute=59, second=59))
    assert await found(cara, poc, overdue=True) == "b"
    runtime.clock.advance(timedelta(seconds=1))  # midnight in Berlin
    assert await found(cara, poc, overdue=True) == "a b"


async def test_given_a_poc_that_is_gone_for_customers_when_its_tasks_are_asked_for_by_id_then_null(world: World) -> None:
    sam, cara = world.actor(world.sam), world.actor(world.cara)
    task = await tasks.create(sam, world.active.id, title="t")
    group = await task_groups.create(sam, world.active.id, title="g")
    text = "query ($ids: [ID!]!) { nodes(ids: $ids) { id __typename } }"
    given = [ids.to_text("task", task), ids.to_text("group", group)]
    seen = (await answer_to(cara, text, ids=given))["nodes"]
    assert [node["__typename"] for node in seen] == ["Task", "TaskGroup"]
    for person in (world.kim, world.olga, world.dora, world.max):
        assert (await answer_to(world.actor(person), text, ids=given))["nodes"] == [None, None]
    async with db.transaction():
        await Poc.filter(id=world.active.id).update(status="ARCHIVED")
    assert (await answer_to(cara, text, ids=given))["nodes"] == [None, None]
    assert (await answer_to(sam, text, ids=given))["nodes"] == seen
