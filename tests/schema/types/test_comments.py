"""Comments through the API: who reads which of them and knows what of their authors, lists and filters, and what the mutations answer."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest

from app.core import db, ids
from app.core.errors import Refused
from app.core.runtime import Runtime, now
from app.models import Participant, User, Visibility
from app.services import comments, participants, tasks
from tests.schema.calling import run
from tests.world import World, snapshot

INTERNAL = Visibility.INTERNAL
ERRORS = "userErrors { code path }"
ALL = """id body authorName author { displayName email } visibility task { id title } poc { name } createdAt editedAt
  viewerCan { edit delete }"""
READ = f"query($id: ID!) {{ poc(id: $id) {{ comments {{ nodes {{ {ALL} }} }} }} }}"
LIST = """query($id: ID!, $filter: CommentFilter) {
  poc(id: $id) { comments(filter: $filter, first: 50) { totalCount nodes { body } } }
}"""
ADD = f"mutation($input: AddCommentInput!) {{ addComment(input: $input) {{ comment {{ {ALL} }} poc {{ name }} {ERRORS} }} }}"
EDIT = f"mutation($input: EditCommentInput!) {{ editComment(input: $input) {{ comment {{ body editedAt }} poc {{ name }} {ERRORS} }} }}"
DELETE = f"mutation($input: DeleteCommentInput!) {{ deleteComment(input: $input) {{ deletedId poc {{ name }} {ERRORS} }} }}"


async def answered(world: World, somebody: User, text: str, **variables: Any) -> Any:
    """What one root field answered."""
    result: Any = await run(world.actor(somebody), text, variables)
    assert not result.errors, result.errors
    return next(iter(result.data.values()))


async def refusal(world: World, somebody: User | None, text: str, **variables: Any) -> str:
    """How a root field was refused as a whole; nothing was written."""
    before = await snapshot()
    result: Any = await run(world.actor(somebody) if somebody else world.nobody, text, variables)
    assert await snapshot() == before
    [error] = result.errors
    return str(error.original_error.code)


async def read(world: World, somebody: User) -> dict[str, Any]:
    """The comments of the active POC as somebody sees them, by their texts."""
    poc = await answered(world, somebody, READ, id=of("poc", world.active.id))
    return {node["body"]: node for node in poc["comments"]["nodes"]}


def of(prefix: str, id_: UUID) -> str:
    """As the API has it."""
    return ids.to_text(prefix, id_)


@pytest.fixture
async def written(runtime: Runtime, world: World) -> dict[str, UUID]:
    """Comments on the active POC and two of its tasks, a minute apart, by their texts; and the tasks by their titles."""
    sam, cara = world.actor(world.sam), world.actor(world.cara)
    found = {
        "shared task": await tasks.create(sam, world.active.id, title="shared task"),
        "internal task": await tasks.create(sam, world.active.id, title="internal task", visibility=INTERNAL),
    }
    for actor, body, facts in (
        (cara, "one", {}),
        (sam, "two", {}),
        (sam, "between us", {"visibility": INTERNAL}),
        (cara, "on the task", {"task_id": found["shared task"]}),
        (sam, "between us, on the task", {"task_id": found["shared task"], "visibility": INTERNAL}),
        (sam, "on the hidden task", {"task_id": found["internal task"]}),
    ):
        runtime.clock.advance(timedelta(minutes=1))
        found[body] = await comments.add(actor, world.active.id, body=body, **facts)
    return found


EVERYTHING = ["one", "two", "between us", "on the task", "between us, on the task", "on the hidden task"]
FOR_CUSTOMERS = ["one", "two", "on the task"]


async def test_given_comments_when_read_then_the_oldest_first_and_each_fact_is_there(
    runtime: Runtime, world: World, written: dict[str, UUID]
) -> None:
    runtime.clock.advance(timedelta(minutes=1))
    await comments.edit(world.actor(world.cara), written["on the task"], body="on the  task")
    seen = await read(world, world.sam)
    assert list(seen) == [body.replace("on the task", "on the  task") if body == "on the task" else body for body in EVERYTHING]
    assert seen["on the  task"] == {
        "id": of("comment", written["on the task"]), "body": "on the  task", "authorName": "Cara Customer",
        "author": {"displayName": "Cara Customer", "email": "cara@acme.example"}, "visibility": "SHARED",
        "task": {"id": of("task", written["shared task"]), "title": "shared task"}, "poc": {"name": "Active POC"},
        "createdAt": "2026-03-02T09:04:00.000Z", "editedAt": "2026-03-02T09:07:00.000Z", "viewerCan": {"edit": False, "delete": True},
    }  # fmt: skip
    assert (seen["between us"]["visibility"], seen["between us"]["task"], seen["between us"]["editedAt"]) == ("INTERNAL", None, None)


async def test_given_comments_when_customers_read_then_only_those_that_are_shared(world: World, written: dict[str, UUID]) -> None:
    assert list(await read(world, world.sam)) == EVERYTHING
    for user in (world.cara, world.carl):
        assert list(await read(world, user)) == FOR_CUSTOMERS
    for user in (world.dora, world.olga, world.kim, world.max):
        assert await answered(world, user, READ, id=of("poc", world.active.id)) is None
    node = "query($id: ID!) { node(id: $id) { id } }"
    assert await answered(world, world.sam, node, id=of("comment", written["between us"])) is not None
    assert await answered(world, world.cara, node, id=of("comment", written["between us"])) is None


async def test_given_authors_when_read_then_their_names_always_and_the_persons_as_far_as_each_may_know_them(
    world: World, written: dict[str, UUID]
) -> None:
    seen = await read(world, world.carl)
    assert seen["one"]["author"] == {"displayName": "Cara Customer", "email": None}
    await participants.remove(world.actor(world.sam), world.cara_on_active.id)
    seen = await read(world, world.carl)
    assert (seen["one"]["authorName"], seen["one"]["author"]) == ("Cara Customer", None)
    seen = await read(world, world.sam)
    assert seen["one"]["author"] == {"displayName": "Cara Customer", "email": "cara@acme.example"}


async def test_given_comments_when_somebody_looks_then_they_see_what_they_may_do_with_each(world: World, written: dict[str, UUID]) -> None:
    def can(seen: dict[str, Any], body: str) -> tuple[bool, bool]:
        return seen[body]["viewerCan"]["edit"], seen[body]["viewerCan"]["delete"]

    of_cara, of_carl, of_sam = [await read(world, user) for user in (world.cara, world.carl, world.sam)]
    assert (can(of_cara, "one"), can(of_cara, "two")) == ((True, True), (False, False))
    assert (can(of_carl, "one"), can(of_carl, "two")) == ((False, False), (False, False))
    assert (can(of_sam, "one"), can(of_sam, "two"), can(of_sam, "between us")) == ((False, True), (True, True), (True, True))


@pytest.mark.parametrize(
    ("filter_", "staff", "customers"),
    [
        ({}, EVERYTHING, FOR_CUSTOMERS),
        ({"visibility": "SHARED"}, FOR_CUSTOMERS, FOR_CUSTOMERS),
        ({"visibility": "INTERNAL"}, ["between us", "between us, on the task", "on the hidden task"], None),
        ({"onPocOnly": True}, ["one", "two", "between us"], ["one", "two"]),
        ({"onPocOnly": False}, EVERYTHING, FOR_CUSTOMERS),
        ({"taskId": "shared task"}, ["on the task", "between us, on the task"], ["on the task"]),
        ({"taskId": "internal task"}, ["on the hidden task"], []),
        ({"taskId": "malformed"}, [], []),
        ({"taskId": "shared task", "visibility": "SHARED"}, ["on the task"], ["on the task"]),
        ({"taskId": "shared task", "onPocOnly": True}, [], []),
        ({"visibility": None, "taskId": None, "onPocOnly": None}, EVERYTHING, FOR_CUSTOMERS),
    ],
)
async def test_given_a_filter_when_listed_then_what_matches_of_what_one_sees(
    world: World, written: dict[str, UUID], filter_: dict[str, Any], staff: list[str], customers: list[str] | None
) -> None:
    if filter_.get("taskId") in written:
        filter_ = filter_ | {"taskId": of("task", written[filter_["taskId"]])}
    for user, expected in ((world.sam, staff), (world.cara, customers)):
        if expected is not None:
            poc = await answered(world, user, LIST, id=of("poc", world.active.id), filter=filter_)
            assert [node["body"] for node in poc["comments"]["nodes"]] == expected
            assert poc["comments"]["totalCount"] == len(expected)


async def test_given_a_customer_when_asking_for_internal_ones_then_forbidden_with_the_path(world: World, written: dict[str, UUID]) -> None:
    asked = {"id": of("poc", world.active.id), "filter": {"visibility": "INTERNAL"}}
    assert await refusal(world, world.cara, LIST, **asked) == "FORBIDDEN"
    [error] = (await run(world.actor(world.cara), LIST, asked)).errors
    assert isinstance(error.original_error, Refused)
    assert error.original_error.argument_path == ("filter", "visibility")


async def test_given_a_customer_who_is_staff_elsewhere_when_asking_for_internal_ones_then_none_is_there(
    world: World, written: dict[str, UUID]
) -> None:
    async with db.transaction():
        await Participant.create(poc=world.active, user=world.olga, joined_at=now())
    await comments.add(world.actor(world.olga), world.olgas.id, body="ours", visibility=INTERNAL)
    for poc, expected in ((world.active, []), (world.olgas, ["ours"])):
        found = await answered(world, world.olga, LIST, id=of("poc", poc.id), filter={"visibility": "INTERNAL"})
        assert [node["body"] for node in found["comments"]["nodes"]] == expected


async def test_given_pages_when_walked_then_each_comment_stands_on_one(world: World, written: dict[str, UUID]) -> None:
    text = """query($id: ID!, $after: String) {
      poc(id: $id) { comments(first: 2, after: $after) { nodes { body } pageInfo { hasNextPage endCursor } } }
    }"""
    walked: list[str] = []
    after = None
    while True:
        page = (await answered(world, world.sam, text, id=of("poc", world.active.id), after=after))["comments"]
        walked += [node["body"] for node in page["nodes"]]
        if not page["pageInfo"]["hasNextPage"]:
            break
        after = page["pageInfo"]["endCursor"]
    assert walked == EVERYTHING


async def test_given_a_customer_when_commenting_then_the_payload_shows_it(world: World, written: dict[str, UUID]) -> None:
    task = of("task", written["shared task"])
    payload = await answered(world, world.cara, ADD, input={"pocId": of("poc", world.active.id), "taskId": task, "body": " New "})
    comment = payload["comment"]
    assert (payload["poc"], payload["userErrors"]) == ({"name": "Active POC"}, [])
    assert (comment["body"], comment["visibility"], comment["task"]["id"]) == ("New", "SHARED", task)
    assert comment["viewerCan"] == {"edit": True, "delete": True}
    assert list(await read(world, world.carl)) == [*FOR_CUSTOMERS, "New"]


async def test_given_an_internal_task_when_staff_comments_as_shared_then_the_payload_shows_that_it_is_internal(
    world: World, written: dict[str, UUID]
) -> None:
    given = {"pocId": of("poc", world.active.id), "taskId": of("task", written["internal task"]), "body": "New", "visibility": "SHARED"}
    payload = await answered(world, world.sam, ADD, input=given)
    assert payload["comment"]["visibility"] == "INTERNAL"
    assert list(await read(world, world.carl)) == FOR_CUSTOMERS


async def test_given_what_can_not_be_done_when_sent_then_refused_and_nothing_is_written(world: World, written: dict[str, UUID]) -> None:
    poc, task, hidden = of("poc", world.active.id), of("task", written["shared task"]), of("task", written["internal task"])
    one = of("comment", written["one"])
    assert (await answered(world, world.cara, ADD, input={"pocId": poc, "taskId": task, "body": "New"}))["userErrors"] == []
    assert await refusal(world, world.cara, ADD, input={"pocId": poc, "body": "New", "visibility": "INTERNAL"}) == "FORBIDDEN"
    assert await refusal(world, world.carl, EDIT, input={"commentId": one, "body": "New"}) == "FORBIDDEN"
    assert await refusal(world, world.carl, DELETE, input={"commentId": one}) == "FORBIDDEN"
    assert await refusal(world, None, ADD, input={"pocId": poc, "body": "New"}) == "UNAUTHENTICATED"
    before = await snapshot()
    for user, text, given, code, path in (
        (world.cara, ADD, {"pocId": poc, "body": ""}, "REQUIRED", ["body"]),
        (world.cara, ADD, {"pocId": poc, "taskId": hidden, "body": "New"}, "NOT_FOUND", ["taskId"]),
        (world.cara, ADD, {"pocId": poc, "taskId": "task_malformed", "body": "New"}, "NOT_FOUND", ["taskId"]),
        (world.cara, ADD, {"pocId": poc, "taskId": poc, "body": "New"}, "NOT_FOUND", ["taskId"]),
        (world.dora, ADD, {"pocId": poc, "body": "New"}, "NOT_FOUND", ["pocId"]),
        (world.cara, ADD, {"pocId": "malformed", "body": "New"}, "NOT_FOUND", ["pocId"]),
        (world.cara, EDIT, {"commentId": one, "body": " "}, "REQUIRED", ["body"]),
        (world.cara, EDIT, {"commentId": of("comment", written["between us"]), "body": "New"}, "NOT_FOUND", ["commentId"]),
        (world.cara, DELETE, {"commentId": "comment_malformed"}, "NOT_FOUND", ["commentId"]),
    ):
        payload = await answered(world, user, text, input=given)
        assert payload["userErrors"] == [{"code": code, "path": path}]
        assert [value for name, value in payload.items() if name != "userErrors"] == [None, None]
    assert await snapshot() == before


async def test_given_ones_own_comment_when_edited_and_deleted_then_the_payloads_say_so(
    runtime: Runtime, world: World, written: dict[str, UUID]
) -> None:
    one = of("comment", written["one"])
    runtime.clock.advance(timedelta(minutes=1))
    payload = await answered(world, world.cara, EDIT, input={"commentId": one, "body": "one!"})
    assert payload == {"comment": {"body": "one!", "editedAt": "2026-03-02T09:07:00.000Z"}, "poc": {"name": "Active POC"}, "userErrors": []}
    payload = await answered(world, world.cara, DELETE, input={"commentId": one})
    assert payload == {"deletedId": one, "poc": {"name": "Active POC"}, "userErrors": []}
    assert list(await read(world, world.carl)) == FOR_CUSTOMERS[1:]
