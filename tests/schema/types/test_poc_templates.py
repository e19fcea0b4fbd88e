"""Templates through the API: saving, listing, beginning with one, deleting."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from app.core import ids
from app.core.runtime import Runtime, now
from app.models import PocTemplate, Task
from tests.schema.calling import run
from tests.world import World, rows

SAVE = """mutation($input: SavePocAsTemplateInput!) { savePocAsTemplate(input: $input) {
  template { id name description taskCount resourceCount criteriaCount createdAt } userErrors { code path } } }"""
CREATE = """mutation($input: CreatePocInput!) { createPoc(input: $input) {
  poc { name activity { nodes { kind } } tasks { nodes { title status dueOn } } } userErrors { code path } } }"""
DELETE = "mutation($input: DeletePocTemplateInput!) { deletePocTemplate(input: $input) { deletedId userErrors { code path } } }"
LIST = "{ pocTemplates { totalCount nodes { id name } } }"


async def asked(world: World, who: str, text: str, /, **given: Any) -> Any:
    outcome = await run(world.actor(world.people[who]), text, {"input": given} if given else {})
    return [str(error.original_error) for error in outcome.errors] or next(iter(outcome.data.values()))  # type: ignore[union-attr]


async def test_given_a_poc_when_saved_listed_begun_with_and_deleted_then_as_the_contract_says(runtime: Runtime, world: World) -> None:
    await Task.create(poc=world.active, title="Install", due_on=now().date() + timedelta(days=2), status="DONE", created_at=now())
    poc_id = ids.to_text("poc", world.active.id)
    saved = await asked(world, "sam", SAVE, pocId=poc_id, name="Starter", description="For all")
    template_id = saved["template"]["id"]
    assert template_id.startswith("template_")
    assert saved == {
        "template": {
            "id": template_id, "name": "Starter", "description": "For all", "taskCount": 1, "resourceCount": 0, "criteriaCount": 0,
            "createdAt": "2026-03-02T09:00:00.000Z",
        },
        "userErrors": [],
    }  # fmt: skip
    runtime.clock.advance(timedelta(minutes=1))
    await asked(world, "kim", SAVE, pocId=ids.to_text("poc", world.kims.id), name="Later")
    listed = await asked(world, "kim", LIST)
    assert (listed["totalCount"], [one["name"] for one in listed["nodes"]]) == (2, ["Later", "Starter"])

    facts = {"name": "Second", "customerId": ids.to_text("customer", world.acme.id), "startsOn": "2026-06-01"}
    begun = await asked(world, "kim", CREATE, **facts, templateId=template_id)
    assert begun == {
        "poc": {
            "name": "Second", "activity": {"nodes": [{"kind": "POC_CREATED"}]},
            "tasks": {"nodes": [{"title": "Install", "status": "TODO", "dueOn": "2026-06-03"}]},
        },
        "userErrors": [],
    }  # fmt: skip

    assert await asked(world, "kim", DELETE, templateId=template_id) == {"deletedId": template_id, "userErrors": []}
    missing = {"code": "NOT_FOUND", "path": ["templateId"]}
    assert await asked(world, "kim", DELETE, templateId=template_id) == {"deletedId": None, "userErrors": [missing]}
    before = await rows("poc")
    for id_ in (template_id, "template_1", poc_id):
        assert await asked(world, "kim", CREATE, **facts, templateId=id_) == {"poc": None, "userErrors": [missing]}
    assert await rows("poc") == before


async def test_given_each_kind_of_person_when_templates_are_asked_for_then_staff_see_their_tenants_and_others_are_refused(
    runtime: Runtime, world: World
) -> None:
    for poc, name in ((world.active, "sam"), (world.olgas, "olga")):
        await asked(world, name, SAVE, pocId=ids.to_text("poc", poc.id), name=name)
    for name in ("sam", "ada", "mia", "kim"):
        assert [one["name"] for one in (await asked(world, name, LIST))["nodes"]] == ["sam"]
    for name in ("max", "cara"):
        assert await asked(world, name, LIST) == ["You may not do this."]
        assert await asked(world, name, DELETE, templateId=ids.to_text("template", (await PocTemplate.get(name="sam")).id)) == [
            "You may not do this."
        ]
    assert await asked(world, "cara", SAVE, pocId=ids.to_text("poc", world.active.id), name="Mine") == ["You may not do this."]
    theirs = await PocTemplate.get(name="olga")
    node = "query { node(id: %s) { id } }"
    for name, expected in (("olga", True), ("sam", False)):
        outcome = await run(world.actor(world.people[name]), node % f'"{ids.to_text("template", theirs.id)}"')
        data: Any = outcome.data
        assert bool(data["node"]) is expected
