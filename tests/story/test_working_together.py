"""Twenty customers and five engineers at work on one POC at once, through the real HTTP stack: nothing that anybody did is lost."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from typing import Any

from app.core import ids
from app.core.runtime import Runtime
from app.core.text import sort_key
from app.models import Collaborator, Membership, Participant, Poc, Role, Session, User
from tests.serving import Client
from tests.story.conftest import Stage
from tests.world import PASSWORD_HASH, World

CUSTOMERS, ENGINEERS, ROUNDS = 20, 5, 3
EVERYTHING = """query($id: ID!, $after: String) { poc(id: $id) {
  version taskCounts { todo inProgress blocked done }
  comments(first: 100, after: $after) { totalCount pageInfo { hasNextPage endCursor } nodes { body authorName } }
  taskGroups { position tasks(first: 100) { totalCount nodes { title status position version completedBy { id } } } } } }"""


async def _crowd(runtime: Runtime, world: World) -> tuple[list[User], list[User]]:
    """Twenty more customers and five more engineers of sam's active POC."""
    now, people = runtime.clock.now(), []
    for n in range(CUSTOMERS + ENGINEERS):
        email = f"person{n}@crowd.example"
        user = await User.create(
            email=email, email_key=email, first_name=f"Person{n}", last_name="Busy", sort_name=sort_key(f"Person{n} Busy"),
            password_hash=PASSWORD_HASH, created_at=now,
        )  # fmt: skip
        people.append(user)
        if n < CUSTOMERS:
            await Participant.create(poc=world.active, user=user, joined_at=now)
            tenant = None
        else:
            tenant = world.northwind
            await Membership.create(user=user, tenant=tenant, roles={Role.SALES_ENGINEER}, created_at=now)
            await Collaborator.create(poc=world.active, user=user, since=now)
        await Session.create(user=user, tenant=tenant, created_at=now, last_used_at=now, expires_at=now + timedelta(days=30))
    return people[:CUSTOMERS], people[CUSTOMERS:]


async def _engineer(client: Client, poc_id: str, group_id: str, n: int) -> list[str]:
    """Adds tasks at the front and at the end, and comments; the titles of the tasks."""
    titles = []
    for round_ in range(ROUNDS):
        titles.append(f"Task {round_} of engineer {n}")
        facts: dict[str, Any] = {"pocId": poc_id, "groupId": group_id, "title": titles[-1], "side": "CUSTOMER"}
        await client.do("createTask", "task { id }", **facts, **({"position": 0} if round_ % 2 else {}))
        await client.do("addComment", pocId=poc_id, body=f"Comment {round_} of engineer {n}")
    return titles


async def _customer(client: Client, poc_id: str, task_id: str, common_id: str, n: int) -> None:
    """Completes a task of their own and one that all complete, and comments."""
    for round_ in range(ROUNDS):
        await client.do("addComment", pocId=poc_id, taskId=task_id if round_ else None, body=f"Comment {round_} of customer {n}")
    await asyncio.gather(client.do("completeTask", taskId=task_id), client.do("completeTask", taskId=common_id))


async def test_given_twenty_customers_and_five_engineers_when_all_work_at_once_then_nothing_is_lost(stage: Stage, world: World) -> None:
    poc_id = ids.to_text("poc", world.active.id)
    customers, engineers = await _crowd(stage.runtime, world)
    sam = await stage.signed_in(world.sam)
    group_id = (await sam.do("createTaskGroup", "group { id }", pocId=poc_id, title="All together"))["group"]["id"]

    async def task(title: str) -> str:
        made = await sam.do("createTask", "task { id }", pocId=poc_id, groupId=group_id, title=title, side="CUSTOMER")
        return str(made["task"]["id"])

    own = [await task(f"For customer {n}") for n in range(CUSTOMERS)]
    common = await task("For all")
    clients = [await stage.signed_in(user) for user in (*customers, *engineers)]

    results = await asyncio.gather(
        *(_customer(client, poc_id, own[n], common, n) for n, client in enumerate(clients[:CUSTOMERS])),
        *(_engineer(client, poc_id, group_id, n) for n, client in enumerate(clients[CUSTOMERS:])),
    )

    seen = (await sam.ask(EVERYTHING, id=poc_id))["poc"]
    comments = {node["body"]: node["authorName"] for node in seen["comments"]["nodes"]}
    expected = {f"Comment {round_} of customer {n}": f"Person{n} Busy" for round_ in range(ROUNDS) for n in range(CUSTOMERS)}
    expected |= {f"Comment {round_} of engineer {n}": f"Person{CUSTOMERS + n} Busy" for round_ in range(ROUNDS) for n in range(ENGINEERS)}
    assert seen["comments"]["totalCount"] == len(expected) == (CUSTOMERS + ENGINEERS) * ROUNDS
    assert comments == expected
    (group,) = seen["taskGroups"]
    tasks = {node["title"]: node for node in group["tasks"]["nodes"]}
    added = [title for titles in results if titles for title in titles]
    assert len(added) == ENGINEERS * ROUNDS
    assert tasks.keys() == {*added, *(f"For customer {n}" for n in range(CUSTOMERS)), "For all"}
    for n, user in enumerate(customers):
        done = tasks[f"For customer {n}"]
        assert (done["status"], done["completedBy"]["id"], done["version"]) == ("DONE", ids.to_text("user", user.id), 2)
    assert (tasks["For all"]["status"], tasks["For all"]["version"]) == ("DONE", 2), "of those who completed it, one did"
    assert [node["position"] for node in group["tasks"]["nodes"]] == list(range(len(tasks)))
    assert seen["taskCounts"] == {"todo": len(added), "inProgress": 0, "blocked": 0, "done": CUSTOMERS + 1}
    activity = await sam.ask("query($id: ID!) { poc(id: $id) { activity(first: 100) { nodes { kind } } } }", id=poc_id)
    kinds = [node["kind"] for node in activity["poc"]["activity"]["nodes"]]
    assert kinds.count("TASK_COMPLETED") == CUSTOMERS + 1
    assert await Poc.exists(id=world.active.id, updated_at=stage.runtime.clock.now())
