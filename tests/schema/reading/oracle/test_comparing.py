"""What counts as the same errors: proven on operations whose errors an executor may choose among, and on some that it may not."""

from __future__ import annotations

import orjson
import pytest
from graphql import parse

from app.core.runtime import Runtime
from schema.schema import schema
from tests.schema.cast import build_cast
from tests.schema.reading.oracle.comparing import Failure, difference, failures
from tests.schema.reading.oracle.oracle import Oracle

SIBLINGS = """{ poc(id: "%s") { a: participants(first: 0) { totalCount } b: participants(after: "x") { totalCount } }
invitations(first: 0) { totalCount } }"""


@pytest.fixture
async def answered(runtime: Runtime) -> tuple[bytes, set[Failure], set[Failure]]:
    """The answer to two siblings that fail below the same place and one that fails by itself; its errors, and all that there are."""
    cast, oracle = await build_cast(runtime), Oracle(schema)
    document, ada = parse(SIBLINGS % cast.id("active")), cast.actor("ada")
    strict = await oracle.run(document, None, {}, ada)
    lenient = await oracle.run(document, None, {}, ada, lenient=True)
    assert strict.data == {"poc": None, "invitations": None}
    return orjson.dumps(strict.data), failures(strict.errors or ()), failures(lenient.errors or ())


def at(place: tuple[str, ...], among: set[Failure]) -> Failure:
    return next(failure for failure in among if failure[3] == place)


Answered = tuple[bytes, set[Failure], set[Failure]]


async def test_given_siblings_that_fail_when_either_is_reported_then_the_same(answered: Answered) -> None:
    data, strict, possible = answered
    first, second, alone = at(("poc", "a"), possible), at(("poc", "b"), possible), at(("invitations",), possible)
    assert possible == {first, second, alone}
    for found in ({first, alone}, {second, alone}, possible):
        assert difference(data, found, strict, possible) is None


async def test_given_other_errors_when_compared_then_told_apart(answered: Answered) -> None:
    data, strict, possible = answered
    first, alone = at(("poc", "a"), possible), at(("invitations",), possible)
    message, code, argument, path = first
    for found in (
        set[Failure](),
        {first},
        {alone},
        {alone, ("another message", code, argument, path)},
        {alone, (message, "INTERNAL", argument, path)},
        {alone, (message, code, ("last",), path)},
        {alone, (message, code, argument, ("poc", "c"))},
        {alone, (message, code, argument, ("poc",))},
        {first, (alone[0], alone[1], ("last",), alone[3])},
    ):
        assert difference(data, found, strict, possible) is not None, found
