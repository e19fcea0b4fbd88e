"""Tasks and groups through the API: what each input means, what the payload shows afterwards, and refusals at their paths."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from app.auth.actor import Actor
from app.core import ids
from app.models import Task, TaskGroup
from app.services import task_groups, tasks
from tests.app.services.tasking import INTERNAL, comment_on, tasks_of
from tests.schema.calling import call, run
from tests.world import World, snapshot

ERRORS = "userErrors { code path }"
FACTS = (
    "title description visibility position version status side dueOn group { title } dependsOn { title }"
    " assignedUser { displayName } assignedParticipant { displayName }"
)


async def mutate(actor: Actor, name: str, shows: str, **input_: Any) -> Any:
    """Use a mutation; its payload."""
    kind = name[0].upper() + name[1:]
    text = f"mutation ($input: {kind}Input!) {{ {name}(input: $input) {{ {shows} {ERRORS} }} }}"
    result = await run(actor, text, {"input": input_})
    assert result.errors == []
    assert result.data
    return result.data[name]


def id_of(prefix: str, id_: object) -> str:
    """An id as the API has it."""
    assert isinstance(id_, UUID)
    return ids.to_text(prefix, id_)


async def test_given_a_group_when_made_changed_and_deleted_then_the_payload_shows_it_and_the_poc(world: World) -> None:
    sam, poc = world.actor(world.sam), id_of("poc", world.active.id)
    shows = "group { id title visibility position } poc { taskGroups { title } }"
    made = await mutate(sam, "createTaskGroup", shows, pocId=poc, title="Kick-off")
    group = made["group"]["id"]
    assert made == {
        "group": {"id": group, "title": "Kick-off", "visibility": "SHARED", "position": 0},
        "poc": {"taskGroups": [{"title": "Kick-off"}]}, "userErrors": [],
    }  # fmt: skip
    await mutate(sam, "createTaskGroup", shows, pocId=poc, title="Before", visibility="SHARED", position=0)
    changed = await mutate(sam, "updateTaskGroup", shows, groupId=group, visibility="INTERNAL")
    assert changed["group"] == {"id": group, "title": "Kick-off", "visibility": "INTERNAL", "position": 0}
    cleared = await mutate(sam, "updateTaskGroup", shows, groupId=group, title=None, position=None)
    assert cleared == {
        "group": None, "poc": None,
        "userErrors": [{"code": "REQUIRED", "path": ["title"]}, {"code": "REQUIRED", "path": ["position"]}],
    }  # fmt: skip
    gone = await mutate(sam, "deleteTaskGroup", "deletedId poc { taskGroups { title } }", groupId=group)
    assert gone == {"deletedId": group, "poc": {"taskGroups": [{"title": "Before"}]}, "userErrors": []}
    again = await mutate(sam, "deleteTaskGroup", "deletedId poc { id }", groupId=group)
    assert again == {"deletedId": None, "poc": None, "userErrors": [{"code": "NOT_FOUND", "path": ["groupId"]}]}


async def test_given_all_facts_when_a_task_is_made_then_the_payload_shows_them(world: World) -> None:
    sam, poc = world.actor(world.sam), world.active.id
    group = await task_groups.create(sam, poc, title="g")
    first = await tasks.create(sam, poc, title="first")
    made = await mutate(
        sam, "createTask", f"task {{ {FACTS} }} poc {{ taskCounts {{ todo }} }}", pocId=id_of("poc", poc), title="t", description="d",
        groupId=id_of("group", group), side="CUSTOMER", assignedParticipantId=id_of("participant", world.cara_on_active.id),
        assignedUserId=None, dueOn="2026-03-29", visibility="INTERNAL", position=3, dependsOn=[id_of("task", first)],
    )  # fmt: skip
    assert made == {
        "task": {
            "title": "t", "description": "d", "visibility": "INTERNAL", "position": 0, "version": 1, "status": "TODO", "side": "CUSTOMER",
            "dueOn": "2026-03-29", "group": {"title": "g"}, "dependsOn": [{"title": "first"}], "assignedUser": None,
            "assignedParticipant": {"displayName": "Cara Customer"},
        },
        "poc": {"taskCounts": {"todo": 2}},
        "userErrors": [],
    }  # fmt: skip
    plain = await mutate(sam, "createTask", "task { visibility side position }", pocId=id_of("poc", poc), title="u", dependsOn=None)
    assert plain["task"] == {"visibility": "SHARED", "side": "ANYONE", "position": 1}


async def test_given_changes_when_a_task_is_changed_then_what_is_left_out_stays_and_null_clears(world: World) -> None:
    sam, poc = world.actor(world.sam), world.active.id
    group = await task_groups.create(sam, poc, title="g")
    first = await tasks.create(sam, poc, title="first")
    id_ = await tasks.create(sam, poc, title="t", description="d", group_id=group, assigned_user_id=world.sam.id, depends_on=[first])
    task = id_of("task", id_)
    kept = await mutate(sam, "updateTask", f"task {{ {FACTS} }}", taskId=task, expectedVersion=1, status="IN_PROGRESS")
    assert kept["task"] == {
        "title": "t", "description": "d", "visibility": "SHARED", "position": 0, "version": 2, "status": "IN_PROGRESS", "side": "ANYONE",
        "dueOn": None, "group": {"title": "g"}, "dependsOn": [{"title": "first"}], "assignedUser": {"displayName": "Sam Sales"},
        "assignedParticipant": None,
    }  # fmt: skip
    cleared = await mutate(
        sam, "updateTask", "task { description group { title } dependsOn { title } assignedUser { id } dueOn position }",
        taskId=task, description=None, groupId=None, dependsOn=None, assignedUserId=None, assignedParticipantId=None, dueOn=None,
    )  # fmt: skip
    assert cleared["task"] == {"description": None, "group": None, "dependsOn": [], "assignedUser": None, "dueOn": None, "position": 1}
    before = await snapshot()
    stale = await mutate(sam, "updateTask", "task { id }", taskId=task, expectedVersion=1, title="u")
    assert stale == {"task": None, "userErrors": [{"code": "STALE", "path": ["expectedVersion"]}]}
    nulls = await mutate(sam, "updateTask", "task { id }", taskId=task, title=None, side=None, visibility=None, status=None, position=None)
    assert [error["path"] for error in nulls["userErrors"]] == [["title"], ["side"], ["status"], ["visibility"], ["position"]]
    assert {error["code"] for error in nulls["userErrors"]} == {"REQUIRED"}
    assert await snapshot() == before


async def test_given_malformed_ids_when_used_then_not_found_at_their_places(world: World) -> None:
    sam, poc = world.actor(world.sam), world.active.id
    task = await tasks.create(sam, poc, title="t", assigned_user_id=world.sam.id)
    before = await snapshot()
    wrong = {"groupId": "x", "assignedParticipantId": id_of("user", world.sam.id), "dependsOn": [id_of("task", task), "y"]}
    expected = [["assignedParticipantId"], ["groupId"], ["dependsOn", "1"]]
    for name, given in (("createTask", {"pocId": id_of("poc", poc), "title": "u"}), ("updateTask", {"taskId": id_of("task", task)})):
        answer = await mutate(sam, name, "task { id }", **given, **wrong)
        assert [error["path"] for error in answer["userErrors"]] == expected
        assert {error["code"] for error in answer["userErrors"]} == {"NOT_FOUND"}
    unassigned = await mutate(sam, "updateTask", "task { id }", taskId=id_of("task", task), assignedUserId="x")
    assert unassigned["userErrors"] == [{"code": "NOT_FOUND", "path": ["assignedUserId"]}]
    for name in ("completeTask", "reopenTask", "updateTask", "deleteTask"):
        assert (await mutate(sam, name, "poc { id }", taskId="x"))["userErrors"] == [{"code": "NOT_FOUND", "path": ["taskId"]}]
    assert await snapshot() == before


async def test_given_a_customer_when_completing_and_reopening_then_the_payload_shows_what_customers_see(world: World) -> None:
    sam, cara, poc = world.actor(world.sam), world.actor(world.cara), world.active.id
    await tasks.create(sam, poc, title="hidden", visibility=INTERNAL)
    task = id_of("task", await tasks.create(sam, poc, title="t"))
    shows = "task { status version completedBy { displayName } viewerCan { reopen } } poc { progress taskCounts { todo done } }"
    done = await mutate(cara, "completeTask", shows, taskId=task)
    assert done == {
        "task": {"status": "DONE", "version": None, "completedBy": {"displayName": "Cara Customer"}, "viewerCan": {"reopen": True}},
        "poc": {"progress": 1.0, "taskCounts": {"todo": 0, "done": 1}}, "userErrors": [],
    }  # fmt: skip
    again = await mutate(cara, "reopenTask", shows, taskId=task)
    assert again == {
        "task": {"status": "TODO", "version": None, "completedBy": None, "viewerCan": {"reopen": False}},
        "poc": {"progress": 0.0, "taskCounts": {"todo": 1, "done": 0}}, "userErrors": [],
    }  # fmt: skip


async def test_given_who_may_not_when_structure_is_changed_then_forbidden_at_the_top_and_nothing_is_written(world: World) -> None:
    sam, poc = world.actor(world.sam), world.active.id
    group, task = await task_groups.create(sam, poc, title="g"), await tasks.create(sam, poc, title="t")
    calls: dict[str, dict[str, Any]] = {
        "createTaskGroup": {"pocId": id_of("poc", poc), "title": "x"},
        "updateTaskGroup": {"groupId": id_of("group", group), "title": "x"},
        "deleteTaskGroup": {"groupId": id_of("group", group)},
        "createTask": {"pocId": id_of("poc", poc), "title": "x"},
        "updateTask": {"taskId": id_of("task", task), "title": "x"},
        "deleteTask": {"taskId": id_of("task", task)},
    }
    before = await snapshot()
    for name, given in calls.items():
        assert (await call(world.nobody, f"Mutation.{name}", {"input": given})).outcome == "UNAUTHENTICATED"
        assert (await call(world.actor(world.cara), f"Mutation.{name}", {"input": given})).outcome == "FORBIDDEN"
        assert (await call(world.actor(world.max), f"Mutation.{name}", {"input": given})).outcome == "FORBIDDEN"
        assert (await call(world.actor(world.kim), f"Mutation.{name}", {"input": given})).outcome == "NOT_FOUND"
    for name in ("completeTask", "reopenTask"):
        given = {"taskId": id_of("task", task)}
        assert (await call(world.nobody, f"Mutation.{name}", {"input": given})).outcome == "UNAUTHENTICATED"
        assert (await call(world.actor(world.kim), f"Mutation.{name}", {"input": given})).outcome == "NOT_FOUND"
    assert await snapshot() == before
    for name, given in calls.items():
        if not name.startswith("delete"):
            assert (await call(sam, f"Mutation.{name}", {"input": given})).outcome == "ok"


async def test_given_a_task_with_comments_when_moved_into_an_internal_group_and_deleted_then_the_payloads_show_it(world: World) -> None:
    sam, poc = world.actor(world.sam), world.active.id
    group, id_ = await task_groups.create(sam, poc, title="g", visibility=INTERNAL), await tasks.create(sam, poc, title="t")
    await comment_on(id_, world.cara)
    task = id_of("task", id_)
    shows = "task { visibility comments { nodes { visibility } } }"
    moved = await mutate(sam, "updateTask", shows, taskId=task, groupId=id_of("group", group), visibility="SHARED")
    assert moved["task"] == {"visibility": "INTERNAL", "comments": {"nodes": [{"visibility": "INTERNAL"}]}}
    assert await tasks_of(poc) == {"g INTERNAL": ["t"]}
    gone = await mutate(sam, "deleteTask", "deletedId poc { tasks { totalCount } }", taskId=task)
    assert gone == {"deletedId": task, "poc": {"tasks": {"totalCount": 0}}, "userErrors": []}
    assert (await Task.all().count(), await TaskGroup.all().count()) == (0, 1)
