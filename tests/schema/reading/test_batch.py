"""Fields that one function answers for many rows at once: asked once a list, whoever shows them, null for rows without a value."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any
from uuid import UUID

import pytest
import strawberry

from app import models
from app.auth import policies
from app.auth.actor import Actor
from app.core.runtime import Runtime
from schema.core.context import Context
from schema.core.documents import Documents
from schema.core.permissions import locked
from schema.reading.connections import Connection
from schema.reading.declare import batch, column, pages, reads, roots
from schema.reading.execution import Execution
from schema.reading.expressions import Path
from schema.reading.sources import TABLES, Order
from tests.world import World


@pytest.fixture
def asked() -> list[tuple[Actor, list[UUID]]]:
    return []


@pytest.fixture
def execution(asked: list[tuple[Actor, list[UUID]]]) -> Iterator[Execution]:
    """A schema whose only type has a field that is answered for many rows."""

    async def lengths_of(actor: Actor, ids: Sequence[UUID]) -> Mapping[UUID, list[int]]:
        asked.append((actor, list(ids)))
        names = {poc.id: poc.name for poc in await models.Poc.filter(id__in=ids)}
        return {id_: [len(name), 0] for id_, name in names.items() if name != "Draft POC"}

    known = dict(TABLES)

    @reads(models.Poc, description="A project.")
    class Project:
        name: str = column("The name.")
        lengths: list[int] | None = batch("Of the name.", lengths_of)

    @roots(description="All.")
    class Query:
        projects: Connection[Project] | None = pages(
            "Projects.", key=None, scope=policies.pocs, order=Order(Path("sort_name")), extensions=[locked()]
        )

    yield Execution(strawberry.Schema(query=Query))
    for made in TABLES.keys() - known.keys():
        del TABLES[made]


async def test_given_a_field_for_many_rows_when_asked_for_then_one_call_for_each_place_and_null_where_there_is_none(
    runtime: Runtime, world: World, execution: Execution, asked: list[tuple[Actor, list[UUID]]]
) -> None:
    text = "{ projects { nodes { name lengths } edges { node { again: lengths } } } empty: projects(first: 1, after: null) { totalCount } }"
    operation = Documents(execution.schema).read(text, hide_suggestions=False).operation(None)
    sam = world.actor(world.sam)
    outcome = await execution.run(operation, {}, Context(sam), hide_suggestions=False)
    assert outcome.errors == []
    data: Any = outcome.data
    shown = data["projects"]["nodes"]
    assert {one["name"]: one["lengths"] for one in shown} == {
        one["name"]: None if one["name"] == "Draft POC" else [len(one["name"]), 0] for one in shown
    }
    assert [one["node"]["again"] for one in data["projects"]["edges"]] == [one["lengths"] for one in shown]
    assert any(one["lengths"] is None for one in shown)
    assert any(one["lengths"] for one in shown)
    assert [(actor.user_id, len(ids), {type(id_).__name__ for id_ in ids} <= {"UUID"}) for actor, ids in asked] == [
        (world.sam.id, len(shown), True)
    ] * 2
