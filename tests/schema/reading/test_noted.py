"""Types that want to know what was looked at: told of each object that a root field found by its id, and of nothing else."""

from collections.abc import Iterator
from typing import Any
from uuid import UUID

import pytest

from app import models
from app.auth import people, policies
from app.auth.actor import Actor
from app.core import ids
from app.core.ids import new_id
from app.core.runtime import Runtime
from schema.core.context import Context
from schema.core.execution import Unproven
from schema.core.permissions import locked, public
from schema.reading.connections import Connection
from schema.reading.declare import column, one, pages, reads, roots
from schema.reading.declare_roots import by_id, node_by_id, nodes_by_id, root
from schema.reading.expressions import Path
from schema.reading.sources import Order
from schema.types.nodes import Node
from tests.schema.reading.made import Made, types_of_its_own
from tests.world import World

Noted = list[tuple[UUID | None, UUID]]


@pytest.fixture
def noted() -> Noted:
    return []


@pytest.fixture
def made(noted: Noted) -> Iterator[Made]:
    """POCs that take note and people that don't, found by id, in a list, below another, and in what a mutation would answer."""

    def note(actor: Actor, id_: UUID) -> None:
        noted.append((actor.user_id, id_))

    async def facts(context: Context) -> dict[str, Any]:
        poc = await models.Poc.filter(owner_id=context.actor.user_id).first()
        return {"poc": poc and poc.id}

    with types_of_its_own():

        @reads(models.Poc, description="A project.", prefix="poc", scope=policies.pocs, noted=note)
        class Project(Node):
            name: str = column("The name.")

        @reads(models.User, description="A person.", prefix="user", scope=people.users)
        class Person(Node):
            projects: Connection[Project] = pages("Theirs.", key="owner", scope=policies.pocs, order=Order(Path("sort_name")))

        @reads(models.Participant, description="A guest.", prefix="part", scope=policies.participants)
        class Guest(Node):
            project: Project = one("Where.", "poc")

        @reads(None, description="What was done.")
        class Payload:
            project: Project | None = one("What.", "poc")

        @roots(description="All.")
        class Query:
            node: Node | None = node_by_id("One.", lock=locked())
            nodes: list[Node | None] | None = nodes_by_id("Several.", lock=locked())
            project: Project | None = by_id("One.", lock=locked())
            person: Person | None = by_id("One.", lock=locked())
            guest: Guest | None = by_id("One.", lock=locked())
            projects: Connection[Project] | None = pages(
                "All.", key=None, scope=policies.pocs, order=Order(Path("sort_name")), extensions=[locked()]
            )
            done: Payload | None = root(facts, "As a mutation answers.", lock=public())

        yield Made(Query)


async def product(made: Made, actor: Actor, text: str, **variables: Any) -> Any:
    """The data, without errors."""
    outcome = await made.alone(actor, text, variables)
    assert outcome.errors == []
    return outcome.data


async def test_given_objects_by_id_when_found_then_each_is_noted_once_in_each_root_field(
    runtime: Runtime, world: World, made: Made, noted: Noted
) -> None:
    sam = world.actor(world.sam)
    of, active, draft = world.sam.id, world.active.id, world.draft.id
    texts = {name: ids.to_text("poc", id_) for name, id_ in (("active", active), ("draft", draft), ("olgas", world.olgas.id))}
    one_text = "query($id: ID!) { project(id: $id) { name } }"
    assert await product(made, sam, one_text, id=texts["active"]) == {"project": {"name": "Active POC"}}
    assert noted == [(of, active)]
    noted.clear()
    await product(made, sam, "query($id: ID!) { node(id: $id) { __typename } }", id=texts["draft"])
    assert noted == [(of, draft)]
    noted.clear()
    several = [texts["active"], texts["draft"], texts["olgas"], texts["active"], ids.to_text("user", of), "poc_x"]
    found = await product(made, sam, "query($ids: [ID!]!) { nodes(ids: $ids) { id } }", ids=several)
    assert [one_ and one_["id"] for one_ in found["nodes"]] == [*several[:2], None, *several[3:5], None]
    assert sorted(noted) == sorted([(of, active), (of, draft)])
    noted.clear()
    await product(made, sam, "query($id: ID!) { a: project(id: $id) { name } b: node(id: $id) { id } }", id=texts["active"])
    assert noted == [(of, active)] * 2


async def test_given_objects_that_are_not_there_when_asked_for_then_nothing_is_noted(
    runtime: Runtime, world: World, made: Made, noted: Noted
) -> None:
    text = "query($id: ID!) { project(id: $id) { name } node(id: $id) { id } nodes(ids: [$id]) { id } }"
    nothing = {"project": None, "node": None, "nodes": [None]}
    for id_ in (ids.to_text("poc", world.olgas.id), ids.to_text("poc", new_id()), ids.to_text("user", world.active.id), "poc_x"):
        assert await product(made, world.actor(world.sam), text, id=id_) == nothing
    outcome = await made.alone(world.nobody, text, {"id": ids.to_text("poc", world.active.id)})
    assert (len(outcome.errors), noted) == (3, [])
    assert (await product(made, world.actor(world.sam), text, id=ids.to_text("poc", world.active.id)))["project"]
    assert len(noted) == 3


async def test_given_objects_in_lists_below_others_and_in_payloads_when_shown_then_nothing_is_noted(
    runtime: Runtime, world: World, made: Made, noted: Noted
) -> None:
    text = """query($sam: ID!, $cara: ID!) {
      projects { nodes { name } } person(id: $sam) { projects { nodes { name } } }
      node(id: $sam) { ... on Person { projects { totalCount } } } guest(id: $cara) { project { name } } done { project { name } }
    }"""
    sam, cara = ids.to_text("user", world.sam.id), ids.to_text("part", world.cara_on_active.id)
    found = await product(made, world.actor(world.sam), text, sam=sam, cara=cara)
    assert len(found["projects"]["nodes"]) == len(found["person"]["projects"]["nodes"]) == found["node"]["projects"]["totalCount"] > 4
    assert found["guest"]["project"] == {"name": "Active POC"}
    assert found["done"]["project"]
    assert noted == []


async def test_given_a_session_that_has_ended_when_an_object_is_asked_for_then_nothing_is_noted(
    runtime: Runtime, world: World, made: Made, noted: Noted
) -> None:
    sam, text = world.actor(world.sam), "query($id: ID!) { project(id: $id) { name } }"
    given = {"id": ids.to_text("poc", world.active.id)}
    await made.alone(sam, text, given, proven=False)
    assert noted == [(sam.user_id, world.active.id)]
    await models.Session.filter(id=sam.session_id).update(revoked_at=runtime.clock.now())
    with pytest.raises(Unproven):
        await made.alone(sam, text, given, proven=False)
    assert len(noted) == 1
