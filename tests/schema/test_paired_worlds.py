"""Two worlds that differ only by what is INTERNAL are one and the same to a customer, whatever they ask, to the last byte."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

import orjson
import pytest

from app.core.runtime import Runtime
from tests.schema.calling import run
from tests.schema.cast import Cast, build_cast
from tests.schema.walking import DEPTH, text_of, walk

pytestmark = pytest.mark.settings(rate_limits="off")

CUSTOMERS = ("cara", "pia", "conny")
STAFF = ("sam", "lea", "ada")
ON_POC = """{ id updatedAt progress taskCounts { todo inProgress blocked done }
  tasks(first: 100) { totalCount edges { cursor node { id position dependsOn { id } viewerCan { edit complete reopen } } } }
  open: tasks(first: 1, filter: {status: [TODO]}) { totalCount pageInfo { hasNextPage hasPreviousPage endCursor } nodes { id } }
  last: tasks(last: 1) { pageInfo { hasNextPage hasPreviousPage startCursor } nodes { id } }
  late: tasks(filter: {overdue: true}) { totalCount }  mine: tasks(filter: {assignedToViewer: true}) { totalCount }
  taskGroups { id position tasks(first: 1) { totalCount pageInfo { hasNextPage endCursor } } }
  comments(first: 1) { totalCount pageInfo { hasNextPage endCursor } }
  lastComment: comments(last: 1) { pageInfo { hasPreviousPage } nodes { id } }
  sharedComments: comments(filter: {visibility: SHARED}) { totalCount }  onPoc: comments(filter: {onPocOnly: true}) { totalCount }
  resources(last: 1) { totalCount pageInfo { hasPreviousPage startCursor } nodes { id position openedByViewer } }
  activity(first: 1) { pageInfo { hasNextPage endCursor } }  all: activity(first: 100) { edges { cursor node { id at message } } }
  report(audience: CUSTOMER) { content }  page: report(audience: CUSTOMER, format: HTML) { filename contentType content } }"""


async def view(cast: Cast, caller: str) -> str:
    """All that somebody sees: the whole graph, and on each POC what has arguments; with what is inside the cursors."""
    answers = await walk(cast, cast.actor(caller), 1 if caller in STAFF else DEPTH)  # staff is only to see that something changed
    ids = [cast.id(label) for label, (kind, _) in cast.rows.items() if kind == "poc"]
    for road, text in {
        "pocs": f"{{ pocs(orderBy: {{field: UPDATED_AT}}) {{ edges {{ cursor node {ON_POC} }} }} }}",
        "nodes": f"query($ids: [ID!]!) {{ nodes(ids: $ids) {{ ... on Poc {ON_POC} }} }}",
    }.items():
        result = await run(cast.actor(caller), text, {"ids": ids})
        assert not result.errors, result.errors
        answers[road] = result.data
    return orjson.dumps(answers).decode() + text_of(answers)


async def do(cast: Cast, caller: str, mutation: str, selection: str = "", **facts: Any) -> Mapping[str, Any]:
    """One mutation that must succeed; its payload."""
    type_ = f"{mutation[0].upper()}{mutation[1:]}Input"
    text = f"mutation($input: {type_}!) {{ {mutation}(input: $input) {{ userErrors {{ code message path }} {selection} }} }}"
    result = await run(cast.actor(caller), text, {"input": facts})
    assert not result.errors, result.errors
    payload: Any = result.data[mutation]  # type: ignore[index]  # it was asked for
    assert payload["userErrors"] == [], (mutation, payload["userErrors"])
    return payload  # type: ignore[no-any-return]


async def work_behind_the_scenes(cast: Cast) -> None:
    """Everything that staff can do on a POC that customers must not notice."""
    poc, internal = cast.id("active"), {"visibility": "INTERNAL"}
    group = (await do(cast, "sam", "createTaskGroup", "group { id }", pocId=poc, title="Our plan", position=0, **internal))["group"]["id"]
    await do(cast, "sam", "updateTaskGroup", groupId=group, title="Our better plan")
    first = await do(cast, "sam", "createTask", "task { id visibility }", pocId=poc, title="Ask the boss", groupId=group, position=0)
    assert first["task"]["visibility"] == "INTERNAL", "in an internal group everything is"
    task = first["task"]["id"]
    other = await do(
        cast, "lea", "createTask", "task { id }", pocId=poc, title="Calculate", dependsOn=[cast.id("task of cara")], dueOn="2026-01-01",
        assignedParticipantId=cast.id("cara on active"), side="CUSTOMER", position=0, **internal,
    )  # fmt: skip
    await do(cast, "lea", "updateTask", taskId=other["task"]["id"], description="With a margin", position=1, dependsOn=[task])
    await do(cast, "sam", "updateTask", taskId=task, status="IN_PROGRESS", groupId=None)
    await do(cast, "sam", "completeTask", taskId=task)
    await do(cast, "lea", "reopenTask", taskId=task)
    await do(cast, "sam", "updateTask", taskId=cast.id("internal open task"), position=1)
    await do(cast, "sam", "deleteTask", taskId=cast.id("internal task"))
    await do(cast, "sam", "deleteTaskGroup", groupId=cast.id("internal group"))
    for place in ({}, {"taskId": cast.id("task of cara")}, {"taskId": task, "visibility": "SHARED"}):
        comment = await do(
            cast, "lea", "addComment", "comment { id visibility }", **{"pocId": poc, "body": "Not for them.", **internal, **place}
        )
        assert comment["comment"]["visibility"] == "INTERNAL", "on an internal task everything is"
        await do(cast, "lea", "editComment", commentId=comment["comment"]["id"], body="Really not for them.")
    await do(cast, "sam", "deleteComment", commentId=cast.id("internal comment"))
    prices = await do(
        cast,
        "sam",
        "addResource",
        "resource { id }",
        pocId=poc,
        kind="LINK",
        title="Prices",
        url="https://in.example",
        position=0,
        **internal,
    )
    await do(cast, "sam", "updateResource", resourceId=prices["resource"]["id"], title="New prices")
    await do(cast, "sam", "openResource", resourceId=prices["resource"]["id"])
    await do(cast, "sam", "deleteResource", resourceId=cast.id("internal prices"))
    await do(cast, "sam", "updatePoc", pocId=poc, internalNotes="They would pay more.", dealValue={"amount": "2000", "currency": "EUR"})
    await do(cast, "sam", "savePocAsTemplate", pocId=poc, name="For the next one")
    await do(cast, "lea", "updateContact", contactId=cast.id("contact cara"), title="Not the boss", phone="+49 30 1", lastName="Difficult")
    await do(cast, "sam", "createContact", customerId=cast.id("acme"), firstName="Carl", lastName="C", email="carl@acme.example")
    await do(cast, "sam", "sendPortalInvite", contactId=cast.id("contact ann"))


@pytest.mark.parametrize("caller", CUSTOMERS)
async def test_given_a_customer_when_staff_works_behind_the_scenes_then_not_a_byte_of_their_view_changes(
    runtime: Runtime, caller: str
) -> None:
    cast = await build_cast(runtime)
    seen, staffs = await view(cast, caller), {name: await view(cast, name) for name in STAFF}
    hidden = [cast.id(label) for label in cast.rows if "internal" in label] + ["Internal backstage", "Internal: 20 %", "internal note"]
    assert [word for word in hidden if word in seen] == []
    assert [word for word in hidden if word not in staffs["sam"]] == [], "the cast has internal things of every kind"
    assert seen == await view(cast, caller), "looking changes nothing"

    runtime.clock.advance(timedelta(hours=1))
    await work_behind_the_scenes(cast)
    runtime.clock.advance(timedelta(hours=-1))

    assert await view(cast, caller) == seen
    for name, before in staffs.items():
        assert await view(cast, name) != before, "for staff it is another world"
