"""Fields that one function answers for many rows at once: asked once a list, whoever shows them, null for rows without a value."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated, Any
from uuid import UUID

import pytest
import strawberry

from app import models
from app.auth import policies
from app.auth.actor import Actor
from app.core.errors import bad_input, forbidden
from app.core.runtime import Runtime
from schema.core.permissions import locked
from schema.reading.connections import Connection
from schema.reading.declare import batch, column, given, nested, pages, reads, roots
from schema.reading.declare_roots import by_id
from schema.reading.expressions import Path
from schema.reading.sources import Order
from schema.types.nodes import Node
from tests.schema.reading.made import Made, types_of_its_own
from tests.world import World

Asked = list[tuple[Actor, list[UUID], dict[str, Any]]]


@strawberry.enum(description="How it is written.")
class Style(StrEnum):
    """Plain or loud."""

    PLAIN = "plain"
    LOUD = "loud"


@strawberry.type(description="A part of a report.")
class Part:
    """Of a plain type."""

    style: Style = strawberry.field(description="How it is written.")
    text_of_it: str = strawberry.field(description="What it says.")


@dataclass
class Report:
    """What the function answers with: no type of the schema, but with its attributes."""

    file_name: str
    parts: list[Part]
    last: Part | None


@pytest.fixture
def asked() -> Asked:
    return []


@pytest.fixture
def made(asked: Asked) -> Iterator[Made]:
    """POCs with fields that are answered for many rows."""

    async def lengths_of(actor: Actor, ids: Sequence[UUID]) -> Mapping[UUID, list[int]]:
        asked.append((actor, list(ids), {}))
        names = {poc.id: poc.name for poc in await models.Poc.filter(id__in=ids)}
        return {id_: [len(name), 0] for id_, name in names.items() if name != "Draft POC"}

    async def reports_of(actor: Actor, ids: Sequence[UUID], *, style: Style, most_parts: int, title: str | None) -> Mapping[UUID, Report]:
        asked.append((actor, list(ids), {"style": style, "most_parts": most_parts, "title": title}))
        if most_parts > 9:
            raise bad_input("At most 9.", ["mostParts"])
        if style is Style.LOUD and actor.tenant_id is None:
            raise forbidden("You may not be loud.", ["style"])
        if title == "none":
            raise RuntimeError("none")
        names = {poc.id: poc.name for poc in await models.Poc.filter(id__in=ids)}
        parts = {
            id_: [Part(style=style, text_of_it=f"{title or name}{n}") for n in range(most_parts)]
            for id_, name in names.items()
            if name != "Draft POC"
        }
        return {id_: Report(f"{names[id_]}.txt", of_it, of_it[-1] if of_it else None) for id_, of_it in parts.items()}

    def argument(type_: Any) -> Any:
        return Annotated[type_, strawberry.argument(description="An argument.")]

    arguments = {"style": argument(Style), "most_parts": argument(int), "title": argument(str | None)}
    with types_of_its_own():

        @reads(None, description="A part.")
        class Piece:
            style: Style = given("How it is written.")
            text_of_it: str = given("What it says.")

        @reads(None, description="A report.")
        class Told:
            file_name: str = given("Its name.")
            parts: list[Part] = nested("All.")
            last: Piece | None = nested("The last one.")

        @reads(models.Poc, description="A project.", prefix="poc", scope=policies.pocs)
        class Project(Node):
            name: str = column("The name.")
            lengths: list[int] | None = batch("Of the name.", lengths_of)
            report: Told | None = batch("A report.", reports_of, arguments=arguments, defaults={"most_parts": 1, "title": None})
            for_staff: Told | None = batch(
                "A report.",
                reports_of,
                arguments=arguments,
                defaults={"most_parts": 1, "title": None},
                visible=policies.pocs_as_staff,
            )

        @roots(description="All.")
        class Query:
            projects: Connection[Project] | None = pages(
                "Projects.", key=None, scope=policies.pocs, order=Order(Path("sort_name")), extensions=[locked()]
            )
            project: Project | None = by_id("One.", lock=locked())

        yield Made(Query)


async def test_given_a_field_for_many_rows_when_asked_for_then_one_call_for_each_place_and_null_where_there_is_none(
    runtime: Runtime, world: World, made: Made, asked: Asked
) -> None:
    text = "{ projects { nodes { name lengths } edges { node { again: lengths } } } empty: projects(first: 1, after: null) { totalCount } }"
    sam = world.actor(world.sam)
    outcome = await made.alone(sam, text, {})
    assert outcome.errors == []
    data: Any = outcome.data
    shown = data["projects"]["nodes"]
    assert {one["name"]: one["lengths"] for one in shown} == {
        one["name"]: None if one["name"] == "Draft POC" else [len(one["name"]), 0] for one in shown
    }
    assert [one["node"]["again"] for one in data["projects"]["edges"]] == [one["lengths"] for one in shown]
    assert any(one["lengths"] is None for one in shown)
    assert any(one["lengths"] for one in shown)
    assert [(actor.user_id, len(ids), {type(id_).__name__ for id_ in ids} <= {"UUID"}) for actor, ids, _ in asked] == [
        (world.sam.id, len(shown), True)
    ] * 2
    await made.both(sam, text)


REPORT = "{ fileName parts { style textOfIt } last { style textOfIt __typename } __typename }"


async def test_given_arguments_when_asked_for_many_rows_then_one_call_has_them_and_objects_are_shown_by_their_attributes(
    runtime: Runtime, world: World, made: Made, asked: Asked
) -> None:
    text = f"query($style: Style!, $most: Int! = 2) {{ projects {{ nodes {{ name report(style: $style, mostParts: $most) {REPORT} }} }} }}"
    for style, given_, most in ((Style.LOUD, {}, 2), (Style.PLAIN, {"most": 0}, 0)):
        asked.clear()
        outcome: Any = await made.alone(world.actor(world.sam), text, {"style": style.name, **given_})
        shown = outcome.data["projects"]["nodes"]
        assert [(len(ids), arguments) for _, ids, arguments in asked] == [(len(shown), {"style": style, "most_parts": most, "title": None})]
        for one in shown:
            name = one["name"]
            parts = [{"style": style.name, "textOfIt": f"{name}{n}"} for n in range(most)]
            last = {**parts[-1], "__typename": "Piece"} if parts else None
            expected = {"fileName": f"{name}.txt", "parts": parts, "last": last, "__typename": "Told"}
            assert one["report"] == (None if name == "Draft POC" else expected)
        assert len(shown) > 4
        assert "Draft POC" in [one["name"] for one in shown]
        await made.both(world.actor(world.sam), text, style=style.name, **given_)


async def test_given_places_with_other_arguments_when_asked_then_a_call_for_each(
    runtime: Runtime, world: World, made: Made, asked: Asked
) -> None:
    text = """{ projects(first: 2) { nodes { a: report(style: LOUD) { fileName } b: report(style: PLAIN, title: "x") { last { textOfIt } }
      a: report(style: LOUD) { parts { style } } } } }"""
    answer = await made.both(world.actor(world.sam), text)
    assert [one["b"]["last"]["textOfIt"] for one in answer.data["projects"]["nodes"] if one["b"]] == ["x0", "x0"]
    by_product = [(arguments["style"], arguments["title"], len(ids)) for _, ids, arguments in asked][:2]
    assert by_product == [(Style.LOUD, None, 2), (Style.PLAIN, "x", 2)]


# What is refused


async def test_given_a_function_that_refuses_when_asked_for_many_rows_then_null_and_an_error_at_each_place(
    runtime: Runtime, world: World, made: Made
) -> None:
    text = "query($n: Int) { projects { nodes { name wrong: report(style: LOUD, mostParts: $n) { fileName } right: lengths } } }"
    allowed = await made.both(world.actor(world.sam), text, n=9)
    assert allowed.failures == set()
    refused = await made.both(world.actor(world.sam), text, n=10)
    nodes = refused.data["projects"]["nodes"]
    assert refused.failures == {
        ("At most 9.", "BAD_USER_INPUT", ("mostParts",), ("projects", "nodes", n, "wrong")) for n in range(len(nodes))
    }
    assert [one["wrong"] for one in nodes] == [None] * len(nodes)
    assert [one["right"] for one in nodes] == [one["right"] for one in allowed.data["projects"]["nodes"]]
    hers = await made.both(world.actor(world.cara), text, n=1)
    assert hers.failures == {("You may not be loud.", "FORBIDDEN", ("style",), ("projects", "nodes", 0, "wrong"))}
    assert hers.data["projects"]["nodes"][0]["right"] == [len("Active POC"), 0]


async def test_given_an_argument_that_turns_out_to_be_wrong_when_asked_then_an_error_at_each_place_and_no_call(
    runtime: Runtime, world: World, made: Made, asked: Asked
) -> None:
    text = "query($style: Style = LOUD) { projects(first: 3) { nodes { name report(style: $style) { fileName } } } }"
    outcome: Any = await made.alone(world.actor(world.sam), text, {"style": None})
    assert asked == []
    assert [error.path for error in outcome.errors] == [["projects", "nodes", n, "report"] for n in range(3)]
    assert [one["report"] for one in outcome.data["projects"]["nodes"]] == [None] * 3
    await made.both(world.actor(world.sam), text, style=None)
    await made.both(world.actor(world.sam), text)


async def test_given_rows_for_which_it_is_hidden_when_asked_then_the_function_is_asked_for_the_others_alone(
    runtime: Runtime, world: World, made: Made, asked: Asked
) -> None:
    text = "query($n: Int, $style: Style = LOUD) { projects { nodes { name forStaff(style: $style, mostParts: $n) { fileName } } } }"
    await models.Participant.create(poc=world.olgas, user=world.sam, joined_at=runtime.clock.now())
    sam, cara = world.actor(world.sam), world.actor(world.cara)
    outcome: Any = await made.alone(sam, text, {"n": 1})
    files = {one["name"]: one["forStaff"] for one in outcome.data["projects"]["nodes"]}
    assert files["Olgas POC"] is None
    assert files["Active POC"] == {"fileName": "Active POC.txt"}
    [(_, ids, _)] = asked
    assert len(ids) == len(files) - 1
    assert world.olgas.id not in ids
    for wrong in ({"n": 10}, {"n": 1, "style": None}):
        asked.clear()
        refused = await made.both(sam, text, **wrong)
        nodes = refused.data["projects"]["nodes"]
        open_ = [n for n, one in enumerate(nodes) if one["name"] != "Olgas POC"]
        assert {place for *_, place in refused.failures} == {("projects", "nodes", n, "forStaff") for n in open_}
        assert (await made.both(cara, text, **wrong)).failures == set(), "their arguments don't matter"


async def test_given_a_function_that_fails_when_asked_then_the_root_field_fails_and_takes_nothing_else(
    runtime: Runtime, world: World, made: Made
) -> None:
    text = 'query($id: ID!) { projects { nodes { report(style: PLAIN, title: "none") { fileName } } } project(id: $id) { name } }'
    id_ = (await made.both(world.actor(world.sam), "{ projects(last: 1) { nodes { id } } }")).data["projects"]["nodes"][0]["id"]
    outcome: Any = await made.alone(world.actor(world.sam), text, {"id": id_})
    assert outcome.data == {"projects": None, "project": {"name": "Won POC"}}
    assert [(error.path, repr(error.original_error)) for error in outcome.errors] == [(["projects"], "RuntimeError('none')")]
