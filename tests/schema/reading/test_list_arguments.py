"""A filter whose fields are arguments of the list itself: the same rows, the same refusals, their own defaults."""

from collections.abc import Iterator

import pytest
import strawberry
from graphql import parse, print_ast

from app import models
from app.auth import policies
from app.core.runtime import Runtime
from schema.core.permissions import locked
from schema.reading.connections import Connection
from schema.reading.declare import column, narrows, pages, reads, roots
from schema.reading.expressions import Path
from schema.reading.sources import Order
from schema.types.enums import PocStatus
from schema.types.nodes import Node, id_of
from tests.schema.reading.made import Made, types_of_its_own
from tests.world import World

BY_NAME = Order(Path("sort_name"))
OPEN = "not {value} or {a}.status in ('ACTIVE', 'ON_HOLD')"


@strawberry.input(description="Which.")
class JobFilter:
    """By state, or by customer, for staff."""

    status: list[PocStatus] | None = narrows("In one of these states.", "{a}.status in {value}[text]")
    open_only: bool | None = narrows("Only those that are open.", OPEN, default=False)
    customer_id: strawberry.ID | None = narrows(
        "With this customer.", "{a}.customer_id = {value}", value=id_of("customer"), visible=policies.pocs_as_staff
    )


@pytest.fixture
def made() -> Iterator[Made]:
    """A list that is narrowed by arguments, and pages of it."""
    with types_of_its_own():

        @reads(models.Poc, description="A job.", prefix="poc", scope=policies.pocs)
        class Job(Node):
            name: str = column("The name.")

        @roots(description="All.")
        class Query:
            jobs: Connection[Job] | None = pages(
                "All.", key=None, scope=policies.pocs, order=BY_NAME, filter_type=JobFilter, spread=True, extensions=[locked()]
            )

        yield Made(Query)


def test_given_a_spread_filter_when_served_then_its_fields_are_arguments_and_it_is_no_type(made: Made) -> None:
    printed = print_ast(parse(made._schema.as_str()))
    assert "JobFilter" not in printed
    assert printed.index("status: [PocStatus!] = null") < printed.index("openOnly: Boolean = false") < printed.index("first: Int = null")
    assert "In one of these states." in printed


async def test_given_a_spread_filter_when_asked_then_the_rows_match_in_both_executors(runtime: Runtime, world: World, made: Made) -> None:
    cases = {
        "": 6,
        "(status: [WON, LOST])": 2,
        "(status: [])": 0,
        "(status: null)": 6,
        "(openOnly: false)": 6,
        "(openOnly: null)": 6,
        "(openOnly: true)": 2,
        "(openOnly: true, status: [ON_HOLD, WON])": 1,
        "(status: ACTIVE, first: 1)": 1,
    }
    for arguments, count in cases.items():
        found = await made.both(world.actor(world.sam), f"{{ jobs{arguments} {{ totalCount nodes {{ name }} }} }}")
        assert found.data["jobs"]["totalCount"] == count, arguments
    text = "query($open: Boolean, $status: [PocStatus!]) { jobs(openOnly: $open, status: $status) { totalCount nodes { name } } }"
    for variables, count in (({}, 6), ({"open": True}, 2), ({"open": True, "status": ["WON"]}, 0)):
        found = await made.both(world.actor(world.sam), text, **variables)
        assert found.data["jobs"]["totalCount"] == count, variables


async def test_given_a_spread_filter_by_what_is_hidden_when_asked_then_forbidden_at_the_argument(
    runtime: Runtime, world: World, made: Made
) -> None:
    text = 'query { jobs(customerId: "customer_01890a5dacp77bbcsb2c0me01q") { totalCount } }'
    assert (await made.both(world.actor(world.sam), text)).data == {"jobs": {"totalCount": 0}}
    refused = await made.both(world.actor(world.cara), text)
    assert [(code, path) for _, code, path, _ in refused.failures] == [("FORBIDDEN", ("customerId",))]
