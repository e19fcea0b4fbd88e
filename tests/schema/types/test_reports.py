"""Reports through the API: arguments, what is null and what is refused."""

from __future__ import annotations

from typing import Any

import pytest

from app.core import ids
from app.core.errors import Refused
from app.core.runtime import Runtime, now
from app.models import Participant
from tests.schema.calling import run
from tests.world import World

ONE = "query($id: ID!) { poc(id: $id) { name report(audience: CUSTOMER) { __typename filename contentType content } } }"
BOTH = (
    "query($format: ReportFormat!) { pocs { nodes { name customer: report(audience: CUSTOMER, format: $format) { content filename }"
    " internal: report(audience: INTERNAL, format: $format) { content } } } }"
)


async def test_given_no_format_when_a_report_is_asked_for_then_markdown(runtime: Runtime, world: World) -> None:
    for name in ("sam", "cara"):
        outcome = await run(world.actor(world.people[name]), ONE, {"id": ids.to_text("poc", world.active.id)})
        assert outcome.errors == []
        data: Any = outcome.data
        shown = data["poc"]["report"]
        assert shown.pop("content").startswith("# Active POC\n")
        assert shown == {
            "__typename": "PocReport", "filename": "active-poc-report.md", "contentType": "text/markdown; charset=utf-8",
        }  # fmt: skip


@pytest.mark.parametrize("format_", ["MARKDOWN", "HTML"])
async def test_given_a_list_when_both_reports_are_asked_for_then_each_poc_has_those_that_the_viewer_may_have(
    runtime: Runtime, world: World, format_: str
) -> None:
    await Participant.create(poc=world.active, user=world.olga, joined_at=now())
    outcome = await run(world.actor(world.olga), BOTH, {"format": format_})
    assert outcome.errors == []
    data: Any = outcome.data
    assert {one["name"]: (bool(one["customer"]), bool(one["internal"])) for one in data["pocs"]["nodes"]} == {
        "Active POC": (True, False), "Olgas POC": (True, True),
    }  # fmt: skip
    ours: Any = (await run(world.actor(world.sam), BOTH, {"format": format_})).data
    theirs: Any = (await run(world.actor(world.cara), BOTH, {"format": format_})).data
    [told] = [one["customer"] for one in theirs["pocs"]["nodes"]]
    assert [one["customer"] for one in ours["pocs"]["nodes"] if one["name"] == "Active POC"] == [told]


async def test_given_a_customer_when_an_internal_report_is_asked_for_then_forbidden_at_the_argument_and_the_rest_is_there(
    runtime: Runtime, world: World
) -> None:
    outcome = await run(world.actor(world.cara), BOTH, {"format": "HTML"})
    data: Any = outcome.data
    assert data["pocs"]["nodes"][0]["customer"]["filename"] == "active-poc-report.html"
    assert data["pocs"]["nodes"][0]["internal"] is None
    [error] = outcome.errors
    assert error.path == ["pocs", "nodes", 0, "internal"]
    assert isinstance(error.original_error, Refused)
    assert (error.original_error.code.value, error.original_error.argument_path) == ("FORBIDDEN", ("audience",))
