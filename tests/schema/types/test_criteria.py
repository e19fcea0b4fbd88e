"""Criteria through the API: what everybody on a POC sees of them, what the mutations answer, and what a signature is worth."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest

from app.core import ids
from app.core.runtime import Runtime
from app.models import Participant, SuccessCriterion, User
from app.services import criteria, participants
from tests.schema.calling import run
from tests.schema.types.sending import poc_id, refusal, send, sending
from tests.world import World, snapshot

ALL = "id title description target unit mustHave weight achieved outcome position version signatures { signedBy signedAt version current }"
ADD = sending("addCriterion", f"criterion {{ {ALL} poc {{ id }} }} poc {{ id }}")
UPDATE = sending("updateCriterion", f"criterion {{ {ALL} }} poc {{ id }}")
DELETE = sending("deleteCriterion", "deletedId poc { criteria { id } }")
OUTCOME = sending("recordOutcome", f"criterion {{ {ALL} }} poc {{ id }}")
SIGN = sending("signCriteria", "criteria { title version signatures { signedBy current } } poc { id }")
READ = f"query($id: ID!) {{ poc(id: $id) {{ criteria {{ {ALL} }} }} }}"


@pytest.fixture
async def signers(world: World) -> World:
    """The world, where cara and carl may sign on the active POC."""
    await Participant.filter(poc_id=world.active.id).update(can_sign=True)
    return world


async def read(world: World, somebody: User) -> Any:
    """The criteria of the active POC."""
    result: Any = await run(world.actor(somebody), READ, {"id": poc_id(world)})
    assert not result.errors, result.errors
    return result.data["poc"] and result.data["poc"]["criteria"]


def text_id(id_: UUID) -> str:
    """As the API has it."""
    return ids.to_text("criterion", id_)


async def added(world: World, title: str) -> UUID:
    """A criterion of sam's."""
    return await criteria.add(world.actor(world.sam), world.active.id, title=title, target="100")


FACTS = {
    "title": "Fast", "description": "At noon.", "target": "100", "unit": "ms", "mustHave": False, "weight": 3, "position": 0,
}  # fmt: skip
NEW: dict[str, Any] = {"achieved": None, "outcome": "OPEN", "version": 1, "signatures": []}


async def test_given_facts_when_added_then_everybody_on_the_poc_reads_them(world: World) -> None:
    payload = await send(world, world.sam, ADD, pocId=poc_id(world), **FACTS)
    made = payload["criterion"]
    assert payload == {
        "criterion": {**FACTS, **NEW, "id": made["id"], "poc": payload["poc"]},
        "poc": {"id": poc_id(world)},
        "userErrors": [],
    }
    least = await send(world, world.sam, ADD, pocId=poc_id(world), title="Right", target="all")
    del least["criterion"]["poc"], made["poc"]
    assert {name: least["criterion"][name] for name in ("unit", "description", "mustHave", "weight", "position")} == {
        "unit": None, "description": None, "mustHave": True, "weight": 1, "position": 1,
    }  # fmt: skip
    for name in ("sam", "mia", "cara", "carl"):
        assert await read(world, world.people[name]) == [made, least["criterion"]]
    for name in ("kim", "dora", "olga"):
        assert await read(world, world.people[name]) is None
    node = "query($id: ID!) { node(id: $id) { ... on SuccessCriterion { title poc { name } } } }"
    for name, expected in (("cara", {"title": "Fast", "poc": {"name": "Active POC"}}), ("kim", None), ("dora", None)):
        result: Any = await run(world.actor(world.people[name]), node, {"id": made["id"]})
        assert result.data["node"] == expected


async def test_given_changes_when_sent_then_what_is_left_out_stays_and_null_clears(world: World) -> None:
    made = (await send(world, world.sam, ADD, pocId=poc_id(world), **FACTS))["criterion"]
    del made["poc"]
    payload = await send(world, world.sam, UPDATE, criterionId=made["id"], unit=None, title="Faster", mustHave=True)
    expected = {**made, "unit": None, "title": "Faster", "mustHave": True, "version": 2}
    assert payload == {"criterion": expected, "poc": {"id": poc_id(world)}, "userErrors": []}
    payload = await send(world, world.sam, OUTCOME, criterionId=made["id"], outcome="NOT_MET", achieved="120")
    expected |= {"outcome": "NOT_MET", "achieved": "120", "version": 3}
    assert payload == {"criterion": expected, "poc": {"id": poc_id(world)}, "userErrors": []}
    payload = await send(world, world.sam, OUTCOME, criterionId=made["id"], outcome="MET")
    assert payload["criterion"] == {**expected, "outcome": "MET", "version": 4}
    payload = await send(world, world.sam, OUTCOME, criterionId=made["id"], outcome="MET", achieved=None)
    assert payload["criterion"] == {**expected, "outcome": "MET", "achieved": None, "version": 5}
    payload = await send(world, world.sam, DELETE, criterionId=made["id"])
    assert payload == {"deletedId": made["id"], "poc": {"criteria": []}, "userErrors": []}


async def test_given_what_is_wrong_when_sent_then_user_errors_and_nothing_else(world: World) -> None:
    id_ = text_id(await added(world, "Fast"))
    nothing = {"criterion": None, "poc": None}
    for text, given, errors in (
        (ADD, {"pocId": poc_id(world), "title": "", "target": "1", "weight": 0}, [("REQUIRED", "title"), ("INVALID", "weight")]),
        (ADD, {"pocId": "poc_x", "title": "a", "target": "1"}, [("NOT_FOUND", "pocId")]),
        (UPDATE, {"criterionId": id_, "title": None, "mustHave": None}, [("REQUIRED", "title"), ("REQUIRED", "mustHave")]),
        (UPDATE, {"criterionId": poc_id(world), "title": "a"}, [("NOT_FOUND", "criterionId")]),
        (OUTCOME, {"criterionId": "?", "outcome": "MET"}, [("NOT_FOUND", "criterionId")]),
    ):
        assert await send(world, world.sam, text, **given) == {
            **nothing, "userErrors": [{"code": code, "path": [path]} for code, path in errors],
        }, given  # fmt: skip
    assert await send(world, world.sam, DELETE, criterionId="?") == {
        "deletedId": None, "poc": None, "userErrors": [{"code": "NOT_FOUND", "path": ["criterionId"]}],
    }  # fmt: skip


async def test_given_customers_when_they_manage_then_forbidden(world: World) -> None:
    id_ = text_id(await added(world, "Fast"))
    for somebody in (world.cara, world.max):
        assert await refusal(world, somebody, ADD, pocId=poc_id(world), title="a", target="1") == "FORBIDDEN"
        assert await refusal(world, somebody, UPDATE, criterionId=id_, title="a") == "FORBIDDEN"
        assert await refusal(world, somebody, OUTCOME, criterionId=id_, outcome="MET") == "FORBIDDEN"
        assert await refusal(world, somebody, DELETE, criterionId=id_) == "FORBIDDEN"
    for somebody in (world.cara, world.sam):
        assert await refusal(world, somebody, SIGN, pocId=poc_id(world), criteria=[]) == "FORBIDDEN"


# Signing


async def test_given_criteria_when_signed_then_everybody_sees_by_whom_and_whether_it_holds(runtime: Runtime, signers: World) -> None:
    a, b = [await added(signers, title) for title in "abc"][:2]
    versions = [{"criterionId": text_id(id_), "version": 1} for id_ in (b, a)]
    payload = await send(signers, signers.cara, SIGN, pocId=poc_id(signers), criteria=versions)
    by_cara = [{"signedBy": "Cara Customer", "current": True}]
    assert payload == {
        "criteria": [{"title": "a", "version": 1, "signatures": by_cara}, {"title": "b", "version": 1, "signatures": by_cara}],
        "poc": {"id": poc_id(signers)}, "userErrors": [],
    }  # fmt: skip
    runtime.clock.advance(timedelta(hours=1))
    await criteria.update(signers.actor(signers.sam), a, title="A")
    payload = await send(signers, signers.carl, SIGN, pocId=poc_id(signers), criteria=[{"criterionId": text_id(a), "version": 2}])
    assert [(row["title"], row["version"]) for row in payload["criteria"]] == [("A", 2)], "not what others signed"
    cara = {"signedBy": "Cara Customer", "signedAt": "2026-03-02T09:00:00.000Z", "version": 1}
    carl = {"signedBy": "Carl Colleague", "signedAt": "2026-03-02T10:00:00.000Z", "version": 2}
    expected = {"A": [{**cara, "current": False}, {**carl, "current": True}], "b": [{**cara, "current": True}], "c": []}
    for name in ("sam", "mia", "cara", "carl"):
        assert {row["title"]: row["signatures"] for row in await read(signers, signers.people[name])} == expected
    await participants.remove(signers.actor(signers.sam), signers.cara_on_active.id)
    for name in ("sam", "carl"):
        assert {row["title"]: row["signatures"] for row in await read(signers, signers.people[name])} == expected
    await criteria.delete(signers.actor(signers.sam), a)
    assert [row["title"] for row in await read(signers, signers.carl)] == ["b", "c"]


async def test_given_what_can_not_be_signed_when_sent_then_errors_at_the_places_of_the_list_and_no_criteria(signers: World) -> None:
    a = await added(signers, "a")
    for versions, errors in (
        ([], [("REQUIRED", ["criteria"])]),
        ([(text_id(a), 2)], [("STALE", ["criteria", "0", "version"])]),
        ([(text_id(a), 1), ("?", 1)], [("NOT_FOUND", ["criteria", "1", "criterionId"])]),
        ([(text_id(a), 1), (text_id(a), 1)], [("INVALID", ["criteria", "1", "criterionId"])]),
    ):
        before = await snapshot()
        given = [{"criterionId": id_, "version": version} for id_, version in versions]
        payload = await send(signers, signers.cara, SIGN, pocId=poc_id(signers), criteria=given)
        assert payload == {
            "criteria": None, "poc": None, "userErrors": [{"code": code, "path": path} for code, path in errors],
        }  # fmt: skip
        assert await snapshot() == before


async def test_given_who_may_sign_when_the_poc_is_read_then_viewer_can_says_what_signing_then_does(world: World) -> None:
    a = await added(world, "a")
    await Participant.filter(id=world.cara_on_active.id).update(can_sign=True)
    can = "query($id: ID!) { poc(id: $id) { viewerCan { signOff } } }"
    for name in ("cara", "carl", "sam"):
        result: Any = await run(world.actor(world.people[name]), can, {"id": poc_id(world)})
        given = {"pocId": poc_id(world), "criteria": [{"criterionId": text_id(a), "version": 1}]}
        answer: Any = await run(world.actor(world.people[name]), SIGN, {"input": given})
        assert result.data["poc"]["viewerCan"]["signOff"] is (not answer.errors) is (name == "cara")
    assert (await SuccessCriterion.get(id=a)).version == 1
