"""A participation ends by removal, by its last day, or by archiving; with the next request nothing of the POC is left to the person."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import timedelta

import pytest

from app.core import ids
from app.core.runtime import Runtime, now
from app.models import Participant, Poc, PocStatus
from app.services import participants, poc_status
from tests.schema.calling import call
from tests.schema.cast import Cast, build_cast
from tests.schema.operations import INPUTS, variables
from tests.schema.walking import text_of, walk
from tests.world import snapshot

pytestmark = pytest.mark.settings(rate_limits="off")

OF_POC = {
    "Mutation.completeTask": "open task", "Mutation.reopenTask": "done by cara", "Mutation.addComment": "active",
    "Mutation.editComment": "comment of cara", "Mutation.deleteComment": "comment of cara", "Mutation.openResource": "guide",
    "Mutation.signCriteria": "active", "Mutation.leavePoc": "active",
}  # fmt: skip
"""What a customer does on a POC, and on what."""


async def _removed(cast: Cast) -> None:
    await participants.remove(cast.actor("sam"), cast.rows["cara on active"][1])


async def _over(cast: Cast) -> None:
    yesterday = now() - timedelta(milliseconds=1)
    await Participant.filter(id=cast.rows["cara on active"][1]).update(access_ends_at=yesterday)


async def _archived(cast: Cast) -> None:
    await poc_status.change(cast.actor("sam"), cast.rows["active"][1], status=PocStatus.ARCHIVED)


@pytest.mark.parametrize("end", [_removed, _over, _archived])
async def test_given_a_participant_when_it_ends_then_nothing_of_the_poc_is_left_to_them(
    runtime: Runtime, end: Callable[[Cast], Awaitable[None]]
) -> None:
    cast = await build_cast(runtime)
    cara = cast.actor("cara")
    await Participant.filter(id=cast.rows["cara on active"][1]).update(can_sign=True)
    on_poc = {"poc", "task", "group", "comment", "resource", "criterion", "activity", "participant"}
    theirs = {label: cast.id(label) for label, (kind, _) in cast.rows.items() if kind in on_poc}
    seen = text_of(await walk(cast, cara))
    assert {label for label, id_ in theirs.items() if id_ in seen} >= {
        "active",
        "task of cara",
        "kickoff",
        "comment of sam",
        "guide",
        "latency",
    }

    await end(cast)

    left = text_of(await walk(cast, cara))
    assert {label for label, id_ in theirs.items() if id_ in left} == set()
    before = await snapshot()
    for name, label in OF_POC.items():
        assert (await call(cara, name, variables(cast, name, label))).outcome == "NOT_FOUND", name
    assert await snapshot() == before
    assert OF_POC.keys() <= INPUTS.keys()


async def test_given_an_archived_poc_when_it_comes_back_then_so_does_what_the_customer_had(runtime: Runtime) -> None:
    cast = await build_cast(runtime)
    seen = text_of(await walk(cast, cast.actor("cara")))
    await _archived(cast)
    assert ids.to_text("poc", cast.world.active.id) not in text_of(await walk(cast, cast.actor("cara")))
    await poc_status.change(cast.actor("sam"), cast.world.active.id, status=PocStatus.ACTIVE)
    assert await Poc.exists(id=cast.world.active.id, status=PocStatus.ACTIVE)
    assert text_of(await walk(cast, cast.actor("cara"))) == seen
