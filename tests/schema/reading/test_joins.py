"""Statements join so many tables at most: what an operation asks for beyond that is read below, and answered as if it were joined."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

import orjson
import pytest

from app import models
from app.auth import policies
from app.auth.actor import Holder, Rights
from app.auth.scopes import EVERYTHING, Scope
from app.core.db import Dialect
from app.core.runtime import Runtime
from schema.core.permissions import locked
from schema.reading import selects
from schema.reading.connections import Connection
from schema.reading.declare import column, one, pages, reads, roots
from schema.reading.execution import Execution
from schema.reading.expressions import Path
from schema.reading.running import Run
from schema.reading.selects import MOST_JOINS, Row, Select
from schema.reading.sources import Order
from schema.schema import schema
from schema.types.nodes import Node
from tests.schema.cast import CALLERS, Cast, build_cast
from tests.schema.reading.executing import prepared
from tests.schema.reading.made import Made, types_of_its_own
from tests.schema.reading.named_cases import NAMED_CASES
from tests.schema.reading.oracle.oracle import Oracle
from tests.schema.reading.test_plans import answer
from tests.schema.reading.test_plans_hold_nothing import fetched

pytestmark = pytest.mark.settings(rate_limits="off")

JOIN = re.compile(r'left join "\w+" t\d+ on')
SQLITE = 64
"""Tables that it joins."""
WIDE = NAMED_CASES["more objects beside a row than a database joins"].text


@pytest.fixture
async def cast(runtime: Runtime) -> Cast:
    return await build_cast(runtime)


def joins(statements: list[str]) -> list[int]:
    """How many to-one relations each statement joins."""
    return [len(JOIN.findall(sql)) for sql in statements]


async def test_given_more_objects_than_a_database_joins_when_read_then_as_by_the_oracle_and_no_statement_joins_too_many(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    operation = prepared(WIDE.replace("<active>", cast.id("active")))
    for caller in CALLERS[1:]:
        with fetched(monkeypatch) as statements:
            data, errors = await answer(Execution(schema), operation, cast.actor(caller))
        expected: Any = await Oracle(schema).run(operation.document, operation.name, {}, cast.actor(caller))
        assert (data, errors) == (orjson.dumps(expected.data), [])
        assert max(joins(statements)) <= MOST_JOINS
    monkeypatch.setattr(selects, "MOST_JOINS", 1_000)
    with fetched(monkeypatch) as statements:
        await answer(Execution(schema), operation, cast.actor("ada"))
    assert max(joins(statements)) > SQLITE, "or this shows nothing"


async def test_given_the_same_operation_when_planned_again_then_the_same_statements(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    operation, found = prepared(WIDE.replace("<active>", cast.id("active"))), []
    for _ in range(2):
        with fetched(monkeypatch) as statements:
            await answer(Execution(schema), operation, cast.actor("ada"))
        found.append(statements)
    assert found[0] == found[1]
    assert len(found[0]) > 3


@pytest.mark.parametrize(("most", "statements_of_one"), [(0, 8), (1, 5), (2, 4)])
async def test_given_many_rows_when_what_they_refer_to_is_read_below_then_as_many_statements_as_for_one(
    cast: Cast, monkeypatch: pytest.MonkeyPatch, most: int, statements_of_one: int
) -> None:
    monkeypatch.setattr(selects, "MOST_JOINS", most)
    operation = prepared(
        """query($n: Int!) { pocs(first: $n, orderBy: {field: NAME, direction: ASC}) { nodes {
        owner { email } customer { name } provider { name plan } participants { nodes { user { email } poc { owner { id } } } } } } }"""
    )
    counts = []
    for number in (1, 100):
        with fetched(monkeypatch) as statements:
            data, errors = await answer(Execution(schema), operation, cast.actor("ada"), n=number)
        assert errors == []
        assert max(joins(statements)) == most
        counts.append((len(orjson.loads(data)["pocs"]["nodes"]), len(statements)))
    [(rows_of_one, of_one), (rows_of_many, of_many)] = counts
    assert rows_of_one == 1 < rows_of_many
    assert of_one == of_many == statements_of_one


async def test_given_a_mutation_when_its_payload_is_read_below_then_as_when_joined(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    text = """mutation($poc: ID!) { updatePoc(input: {pocId: $poc, summary: "New"}) {
      poc { summary owner { email } customer { name } participants(first: 0) { totalCount } } userErrors { code } } }"""
    found = []
    for most in (MOST_JOINS, 0):
        monkeypatch.setattr(selects, "MOST_JOINS", most)
        with fetched(monkeypatch) as statements:
            found.append(await answer(Execution(schema), prepared(text), cast.actor("sam"), poc=cast.id("active")))
        assert any(joins(statements)) is (most > 0)
    assert found[0] == found[1]
    [error] = found[0][1]
    assert "['updatePoc', 'poc', 'participants']" in error


# What is hidden, and what is not there


BY_NAME, BY_TITLE = Order(Path("sort_name")), Order(Path("title"))


def active(_: Holder) -> Scope:
    """One project."""
    return Scope("active", "{a}.name = 'Active POC'")


def acme(_: Holder) -> Scope:
    """One customer."""
    return Scope("acme", "{a}.name = 'Acme'")


@pytest.fixture(params=[0, MOST_JOINS], ids=["below", "joined"])
def made(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[Made]:
    """Projects, with room to join what they refer to, or with none."""
    monkeypatch.setattr(selects, "MOST_JOINS", request.param)
    with types_of_its_own():

        @reads(models.User, description="A person.", prefix="user")
        class Person(Node):
            name: str = column("The first name.", "first_name")

        @reads(models.Customer, description="A customer.", prefix="cust")
        class Client(Node):
            name: str = column("The name.")

        @reads(models.Poc, description="A project.", prefix="poc", scope=policies.pocs)
        class Project(Node):
            name: str = column("The name.")
            owner: Person = one("Whose it is.", "owner_id")
            owner_name: str = column("Of whose it is.", "owner.first_name")
            client: Client | None = one("For whom.", "customer_id", scope=acme)
            owner_of_active: Person | None = one("Whose it is.", "owner_id", visible=active)

        @reads(models.Task, description="Work.")
        class Job:
            project: Project = one("Where.", "poc_id")
            finished_by: Person | None = one("Who did it.", "completed_by_id")
            surely_finished_by: Person = one("Who did it.", "completed_by_id")

        @roots(description="All.")
        class Query:
            projects: Connection[Project] | None = pages("All.", key=None, scope=policies.pocs, order=BY_NAME, extensions=[locked()])
            jobs: Connection[Job] | None = pages("All.", key=None, scope=policies.contents, order=BY_TITLE, extensions=[locked()])

        yield Made(Query)


async def test_given_objects_out_of_scope_when_read_then_null_and_the_others_are_there(cast: Cast, made: Made) -> None:
    text = "{ projects { nodes { name owner { name } ownerName client { name } client2: client { __typename } } } }"
    shown = (await made.both(cast.actor("sam"), text)).data["projects"]["nodes"]
    assert {bool(node["client"]) for node in shown} == {True, False}
    for node in shown:
        assert node["owner"]["name"] == node["ownerName"]
        assert node["client"] in (None, {"name": "Acme"})
        assert (node["client2"] is None) == (node["client"] is None)


async def test_given_what_is_open_in_one_row_when_read_then_nothing_is_read_for_the_others(
    cast: Cast, made: Made, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[Any] = []
    fetch = Run.fetch

    async def spy(self: Run, sql: str, values: Mapping[str, object]) -> Any:
        asked.append(values.get("ids"))
        return await fetch(self, sql, values)

    monkeypatch.setattr(Run, "fetch", spy)
    text = "{ projects { nodes { name ownerOfActive { name } } } }"
    shown = (await made.both(cast.actor("ada"), text)).data["projects"]["nodes"]
    assert [node["name"] for node in shown if node["ownerOfActive"]] == ["Active POC"]
    assert len(shown) > 5
    below = [[str(id_) for id_ in ids] for ids in asked if ids]
    assert below == ([[str(cast.rows["sam"][1])]] if selects.MOST_JOINS == 0 else [])


async def test_given_no_object_where_one_must_be_when_read_then_an_error_and_null_where_it_may_be(cast: Cast, made: Made) -> None:
    ada = cast.actor("ada")
    shown = (await made.both(ada, "{ jobs { nodes { project { name owner { name } } finishedBy { name } } } }")).data["jobs"]["nodes"]
    assert {bool(node["finishedBy"]) for node in shown} == {True, False}
    outcome = await made.alone(ada, "{ jobs { nodes { surelyFinishedBy { name } } } projects { totalCount } }", {})
    assert outcome.data is not None
    assert outcome.data["jobs"] is None
    assert outcome.data["projects"]["totalCount"] > 5
    assert [(error.path, str(error.original_error)) for error in outcome.errors] == [(["jobs"], "Job.surelyFinishedBy refers to nothing")]


async def test_given_an_object_with_nothing_left_to_show_when_read_then_it_is_there(cast: Cast, made: Made) -> None:
    text = "query($no: Boolean!) { projects(first: 1) { nodes { owner { id @include(if: $no) } } } }"
    assert (await made.both(cast.actor("ada"), text, no=False)).data == {"projects": {"nodes": [{"owner": {}}]}}


# What a statement has room for


def project(dialect: Dialect = "sqlite") -> Row:
    return Row(Select(dialect), Rights(signed_in=True, permissions=frozenset()), models.Poc)


def test_given_what_is_joined_already_when_joined_again_then_it_takes_no_room(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(selects, "MOST_JOINS", 2)
    row = project()
    owner, customer = row.join(Path("owner_id"), models.User, EVERYTHING), row.join(Path("customer_id"), models.Customer, EVERYTHING)
    assert owner is not None
    assert customer is not None
    assert row.join(Path("tenant_id"), models.Tenant, EVERYTHING) is None
    assert row.join(Path("owner_id"), models.User, EVERYTHING) == owner
    assert row.join(Path("owner_id"), models.User, acme(row.rights)) is None, "in another scope it is another row"
    assert customer.join(Path("tenant_id"), models.Tenant, EVERYTHING) is None, "whatever it hangs on"
    assert joins([row.select.joins]) == [2]


def test_given_no_room_when_a_value_of_another_row_is_asked_for_then_it_is_looked_up(monkeypatch: pytest.MonkeyPatch) -> None:
    for most in (1, 0):
        monkeypatch.setattr(selects, "MOST_JOINS", most)
        row = project()
        row.value(Path("owner.first_name"))
        [sql] = row.select.columns
        assert joins([row.select.joins]) == [most]
        assert sql.startswith("(select") is (most == 0)
