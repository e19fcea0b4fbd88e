"""Cursors: opaque places in one list in one order; whatever else is sent as one is refused, with the argument's name."""

from __future__ import annotations

import asyncio
import sys
from base64 import urlsafe_b64decode, urlsafe_b64encode
from datetime import UTC, date, datetime
from itertools import product
from pathlib import Path
from typing import Any
from uuid import UUID

import orjson
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.core import ids
from app.core.errors import Refusal, Refused
from app.core.runtime import Runtime
from app.models import Participant, Poc
from schema.reading import cursors
from tests.schema.calling import run
from tests.schema.cast import Cast, build_cast
from tests.world import World

ID = UUID("01890a5d-ac96-774b-bcce-b302099a8057")
AT = datetime(2026, 3, 2, 9, 0, 0, 123000, tzinfo=UTC)


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        ("text", "acme"),
        ("text", "zoë 'quoted' %_"),
        ("instant", AT),
        ("day", date(2026, 3, 2)),
        ("day", None),
        ("number", 3),
        ("text", None),
    ],
)
def test_given_a_place_when_encoded_then_the_cursor_means_it_again(kind: str, value: Any) -> None:
    cursor = cursors.encode("Query.pocs.name", value, ID)
    assert cursors.decode("Query.pocs.name", cursor, kind, "after", nullable=value is None) == (value, ID)
    assert cursor.isascii()
    assert not set("+/= ") & set(cursor)


def test_given_a_cursor_of_another_list_when_decoded_then_refused_at_the_argument() -> None:
    cursor = cursors.encode("Query.pocs.name", "acme", ID)
    with pytest.raises(Refused) as refused:
        cursors.decode("Query.customers.name", cursor, "text", "before", nullable=True)
    assert refused.value.code is Refusal.BAD_USER_INPUT
    assert refused.value.argument_path == ("before",)


# Through the lists of the API

REFUSED = (Refusal.BAD_USER_INPUT, ("after",))
FIELDS = ("CREATED_AT", "UPDATED_AT", "NAME", "ENDS_ON")

FORWARD = """query($first: Int, $after: String, $order: PocOrder) {
  pocs(first: $first, after: $after, orderBy: $order) { edges { cursor } nodes { id } }
}"""
BACKWARD = "query($last: Int, $before: String) { pocs(last: $last, before: $before) { edges { cursor } } }"
OTHERS = {
    "customers": "query($after: String) { customers(after: $after) { nodes { id } } }",
    "members": "query($after: String) { members(after: $after) { nodes { id } } }",
    "invitations": "query($after: String) { invitations(after: $after) { nodes { id } } }",
}


async def refusal(world: World, query: str, **variables: Any) -> tuple[Refusal, tuple[str, ...] | None] | None:
    result = await run(world.actor(world.ada), query, variables)
    if not result.errors:
        return None
    [error] = result.errors
    assert isinstance(error.original_error, Refused), error
    return error.original_error.code, error.original_error.argument_path


async def cursor_of(world: World, order: dict[str, str] | None = None) -> str:
    result: Any = await run(world.actor(world.ada), FORWARD, {"first": 2, "order": order})
    return str(result.data["pocs"]["edges"][0]["cursor"])


async def test_given_a_cursor_when_used_in_its_list_and_order_then_it_works_in_both_directions(world: World) -> None:
    cursor = await cursor_of(world)
    assert await refusal(world, FORWARD, after=cursor) is None
    assert await refusal(world, BACKWARD, last=2, before=cursor) is None


async def test_given_a_cursor_when_used_in_another_list_then_refused(world: World) -> None:
    for name, query in OTHERS.items():
        assert await refusal(world, query, after=await cursor_of(world)) == REFUSED, name
        assert await refusal(world, query) is None, name


PARTICIPANTS = "query($id: ID!, $after: String) { poc(id: $id) { participants(first: 1, after: $after) { edges { cursor } } } }"


async def test_given_a_cursor_when_used_in_the_same_list_of_another_object_then_refused(world: World) -> None:
    await Participant.create(poc=world.kims, user=world.cara, joined_at=AT)
    active, kims = (ids.to_text("poc", poc.id) for poc in (world.active, world.kims))
    result: Any = await run(world.actor(world.ada), PARTICIPANTS, {"id": active})
    cursor = result.data["poc"]["participants"]["edges"][0]["cursor"]
    assert await refusal(world, PARTICIPANTS, id=active, after=cursor) is None
    assert await refusal(world, PARTICIPANTS, id=kims) is None
    assert await refusal(world, PARTICIPANTS, id=kims, after=cursor) == REFUSED


async def test_given_a_cursor_when_used_in_another_order_then_refused(world: World) -> None:
    orders = [{"field": field, "direction": direction} for field in FIELDS for direction in ("ASC", "DESC")]
    for own, other in product(orders, orders):
        expected = None if own == other else REFUSED
        assert await refusal(world, FORWARD, after=await cursor_of(world, own), order=other) == expected, (own, other)


def forged(mark: str, value: Any, id_: Any) -> str:
    return urlsafe_b64encode(orjson.dumps([mark, value, id_])).rstrip(b"=").decode()


async def mark_of(world: World, field: str) -> str:
    cursor = await cursor_of(world, {"field": field, "direction": "ASC"})
    return str(orjson.loads(urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))[0])


WRONG: dict[str, list[Any]] = {
    "CREATED_AT": [
        "yesterday",
        "2026-03-02T09:00:00",
        "0001-01-01T00:00:00+14:00",
        "9999-12-31T23:59:59-14:00",
        5,
        None,
        True,
        [],
        {},
        1.5,
        "",
    ],
    "NAME": ["a\0b", None, [], True],
    "ENDS_ON": ["2026-02-30", "2026-03-02T09:00:00", 20260302, ""],
    "UPDATED_AT": ["now()", None],
}


async def test_given_a_forged_value_when_used_then_refused_before_the_database_sees_it(world: World) -> None:
    for field, values in WRONG.items():
        mark, order = await mark_of(world, field), {"field": field, "direction": "ASC"}
        for value in values:
            assert await refusal(world, FORWARD, after=forged(mark, value, str(ID)), order=order) == REFUSED, (field, value)


async def test_given_a_forged_id_when_used_then_refused(world: World) -> None:
    mark, order = await mark_of(world, "NAME"), {"field": "NAME", "direction": "ASC"}
    assert await refusal(world, FORWARD, after=forged(mark, "acme", str(ID)), order=order) is None
    for id_ in ("", "poc_malformed", None, 5, [str(ID)], f"{ID}0"):
        assert await refusal(world, FORWARD, after=forged(mark, "acme", id_), order=order) == REFUSED, id_


async def test_given_garbage_when_used_as_a_cursor_then_refused(world: World) -> None:
    for cursor in ("", " ", "x", "bnVsbA", "WzEsMiwzXQ", "ä", "😀", "=" * 10, "a" * 4_000, "W" * 99, "\0"):
        assert await refusal(world, FORWARD, after=cursor) == REFUSED, cursor
        assert await refusal(world, BACKWARD, last=1, before=cursor) == (Refusal.BAD_USER_INPUT, ("before",)), cursor


WORDS = st.text(st.characters(exclude_categories=["Cs"]))
JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**62), 2**62) | WORDS, lambda inner: st.lists(inner, max_size=4), max_leaves=6
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(field=st.sampled_from(["CREATED_AT", "NAME", "ENDS_ON", "UPDATED_AT"]), value=JSON, id_=st.uuids().map(str) | JSON)
async def test_given_any_value_with_the_right_mark_when_used_then_answered_or_refused(
    world: World, field: str, value: Any, id_: Any
) -> None:
    order = {"field": field, "direction": "ASC"}
    cursor = forged(await mark_of(world, field), value, id_)
    assert await refusal(world, FORWARD, after=cursor, order=order) in (None, REFUSED)


PRINT = """
from schema.reading.sources import READS
from schema.queries import Query
from schema.types.customers import CUSTOMER_ORDERS
from schema.types.invitation_lists import INVITATION_ORDERS
from schema.types.poc_lists import POC_ORDERS
print([order.name for orders in (POC_ORDERS, CUSTOMER_ORDERS, INVITATION_ORDERS) for order in orders.values()])
"""


async def test_given_two_processes_when_they_name_orders_then_alike() -> None:
    """A cursor outlives the process that made it."""
    root = Path(__file__).parents[3]

    async def printed(seed: str) -> bytes:
        process = await asyncio.create_subprocess_exec(
            sys.executable, "-c", PRINT, cwd=root, env={"PYTHONHASHSEED": seed, "PYTHONPATH": str(root)}, stdout=asyncio.subprocess.PIPE
        )
        out, _ = await process.communicate()
        return out

    first, second = await asyncio.gather(printed("1"), printed("2"))
    assert first == second
    assert b" at 0x" not in first
    assert b"updated_at" in first


async def test_given_a_place_whose_row_is_gone_when_used_then_the_rows_behind_it_follow(runtime: Runtime) -> None:
    cast: Cast = await build_cast(runtime)
    world = cast.world
    order = {"field": "NAME", "direction": "ASC"}
    result: Any = await run(world.actor(world.ada), FORWARD, {"first": 2, "order": order})
    second = result.data["pocs"]["edges"][1]["cursor"]
    before: Any = await run(world.actor(world.ada), FORWARD, {"first": 2, "after": second, "order": order})
    gone = cast.label(result.data["pocs"]["nodes"][1]["id"])
    await Poc.filter(id=cast.rows[str(gone)][1]).update(tenant_id=world.contoso.id)
    after: Any = await run(world.actor(world.ada), FORWARD, {"first": 2, "after": second, "order": order})
    assert after.data == before.data
