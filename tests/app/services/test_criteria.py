"""Success criteria: what can be said of them, by whom, and what a change makes of their signatures."""

from __future__ import annotations

from collections.abc import Awaitable
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest

from app.core.runtime import Runtime, now
from app.models import CriterionOutcome, CriterionSignature, Event, Participant, Poc, PocActivityKind, SuccessCriterion
from app.services import criteria
from tests.app.services.inviting import refused
from tests.outcomes import DONE, outcome
from tests.world import World, snapshot


async def added(world: World, title: str = "Fast", **given: Any) -> UUID:
    """A criterion on sam's active POC."""
    return await criteria.add(world.actor(world.sam), world.active.id, **({"title": title, "target": "100", "unit": "ms"} | given))


async def titles(world: World) -> list[str]:
    """The active POC's, in their order; their positions have no gaps."""
    rows = await SuccessCriterion.filter(poc_id=world.active.id).order_by("position")
    assert [row.position for row in rows] == list(range(len(rows)))
    return [row.title for row in rows]


async def signed(world: World, *criterion_ids: UUID) -> None:
    """Cara signs them as they are."""
    await Participant.filter(id=world.cara_on_active.id).update(can_sign=True)
    versions = [(id_, (await SuccessCriterion.get(id=id_)).version) for id_ in criterion_ids]
    await criteria.sign(world.actor(world.cara), world.active.id, versions=versions)


async def current(criterion_id: UUID) -> bool:
    """Whether its latest signature holds."""
    signature = await CriterionSignature.filter(criterion_id=criterion_id).order_by("-version").first()
    assert signature
    return bool(signature.version == (await SuccessCriterion.get(id=criterion_id)).version)


async def event_of(call: Awaitable[object]) -> Event:
    """The one event that a call writes."""
    known = {event.id for event in await Event.all()}
    await call
    [event] = [event for event in await Event.all() if event.id not in known]
    return event


# Adding


async def test_given_all_that_can_be_said_when_added_then_it_is_written_with_its_event_and_the_pocs_times(
    runtime: Runtime, world: World
) -> None:
    facts: dict[str, Any] = {"description": "At noon,\nwith *everybody*.", "target": " 100 ", "must_have": False, "weight": 100}
    runtime.clock.advance(timedelta(minutes=1))
    event = await event_of(added(world, " Fast ", unit="ms", position=0, **facts))
    [row] = await SuccessCriterion.all()
    assert (row.poc_id, row.title, row.description, row.target) == (world.active.id, "Fast", "At noon,\nwith *everybody*.", "100")
    assert (row.unit, row.must_have, row.weight, row.position, row.version) == ("ms", False, 100, 0, 1)
    assert (row.achieved, row.outcome, row.created_at) == (None, CriterionOutcome.OPEN, now())
    assert (event.action, event.activity, event.shared) == ("criterion.added", PocActivityKind.CRITERION_CHANGED, True)
    assert (event.target_kind, event.target_id, event.poc_id) == ("criterion", row.id, world.active.id)
    assert (event.tenant_id, event.actor_id) == (world.northwind.id, world.sam.id)
    assert event.changes == {
        "title": [None, "Fast"], "description": [None, "[changed]"], "target": [None, "100"], "unit": [None, "ms"],
        "mustHave": [None, False], "weight": [None, 100],
    }  # fmt: skip
    poc = await Poc.get(id=world.active.id)
    assert (poc.updated_at, poc.shared_updated_at) == (now(), now())


async def test_given_the_least_when_added_then_the_rest_is_as_the_api_says(world: World) -> None:
    row = await SuccessCriterion.get(id=await criteria.add(world.actor(world.sam), world.active.id, title="Fast", target="100"))
    assert (row.description, row.unit, row.must_have, row.weight, row.position) == (None, None, True, 1, 0)


WRONG = [
    ({"title": " "}, "REQUIRED title"),
    ({"title": "x" * 201}, "TOO_LONG title"),
    ({"title": "a\nb"}, "INVALID title"),
    ({"description": "x" * 10_001}, "TOO_LONG description"),
    ({"description": "\x00"}, "INVALID description"),
    ({"target": ""}, "REQUIRED target"),
    ({"target": "x" * 201}, "TOO_LONG target"),
    ({"unit": "x" * 201}, "TOO_LONG unit"),
    ({"weight": 0}, "INVALID weight"),
    ({"weight": 101}, "INVALID weight"),
    ({"position": -1}, "INVALID position"),
    ({"title": "", "weight": 0, "position": -1}, "REQUIRED title; INVALID weight; INVALID position"),
]


@pytest.mark.parametrize(("given", "expected"), WRONG)
async def test_given_what_can_not_be_when_added_or_changed_then_refused_at_its_path(
    world: World, given: dict[str, Any], expected: str
) -> None:
    id_ = await added(world)
    assert await refused(added(world, **given)) == expected
    assert await refused(criteria.update(world.actor(world.sam), id_, **given)) == expected


async def test_given_the_longest_that_can_be_when_added_then_done(world: World) -> None:
    assert await outcome(added(world, "x" * 200, target="x" * 200, unit="x" * 200, description="x" * 10_000)) == DONE


async def test_given_positions_when_added_then_the_others_make_room(world: World) -> None:
    for title, position in (("a", None), ("b", 0), ("c", 1), ("d", 99)):
        await added(world, title, position=position)
    assert await titles(world) == ["b", "c", "a", "d"]


async def test_given_a_hundred_when_one_more_is_added_then_limit_reached_until_one_goes(world: World) -> None:
    at = now()
    await SuccessCriterion.bulk_create(
        [SuccessCriterion(poc_id=world.active.id, title=f"Old {n}", target="1", position=n, created_at=at) for n in range(99)]
    )
    last = await added(world)
    assert await refused(added(world)) == "LIMIT_REACHED pocId"
    assert await refused(added(world, title="")) == "REQUIRED title; LIMIT_REACHED pocId"
    await criteria.delete(world.actor(world.sam), last)
    assert await outcome(added(world)) == DONE


# Changing


async def test_given_each_fact_when_changed_then_the_version_is_raised_and_signatures_are_old(world: World) -> None:
    id_ = await added(world)
    each: tuple[tuple[str, str, Any, Any], ...] = (
        ("title", "title", "Faster", "Fast"),
        ("description", "description", "Really.", None),
        ("target", "target", "50", "100"),
        ("unit", "unit", None, "ms"),
        ("must_have", "mustHave", False, True),
        ("weight", "weight", 7, 1),
    )
    for field, name, value, before in each:
        await signed(world, id_)
        version = (await SuccessCriterion.get(id=id_)).version
        assert await current(id_)
        event = await event_of(criteria.update(world.actor(world.sam), id_, **{field: value}))
        row = await SuccessCriterion.get(id=id_)
        assert (getattr(row, field), row.version) == (value, version + 1)
        assert not await current(id_)
        assert (event.action, event.activity, event.shared) == ("criterion.changed", PocActivityKind.CRITERION_CHANGED, True)
        assert event.changes == {name: [None, "[changed]"] if field == "description" else [before, value]}


async def test_given_several_at_once_when_changed_then_one_version_and_one_event(world: World) -> None:
    id_ = await added(world)
    event = await event_of(criteria.update(world.actor(world.sam), id_, title="Faster", weight=9, description=None))
    assert (await SuccessCriterion.get(id=id_)).version == 2
    assert event.changes == {"title": ["Fast", "Faster"], "weight": [1, 9]}


async def test_given_nothing_different_when_changed_then_success_and_nothing_is_written(runtime: Runtime, world: World) -> None:
    await added(world, "First")
    id_ = await added(world, description="So.")
    before = await snapshot()
    sam = world.actor(world.sam)
    runtime.clock.advance(timedelta(minutes=1))
    assert await criteria.update(sam, id_) == world.active.id
    same: dict[str, Any] = {"title": " Fast ", "target": "100", "unit": "ms", "description": "So.", "must_have": True, "weight": 1}
    for position in (1, 99):
        assert await criteria.update(sam, id_, **same, position=position) == world.active.id
    assert await criteria.record_outcome(sam, id_, outcome=CriterionOutcome.OPEN, achieved=None) == world.active.id
    assert await snapshot() == before


async def test_given_what_can_not_be_empty_when_cleared_then_required(world: World) -> None:
    id_ = await added(world)
    nothing: dict[str, Any] = {"title": None, "target": None, "must_have": None, "weight": None, "position": None}
    assert await refused(criteria.update(world.actor(world.sam), id_, **nothing)) == (
        "REQUIRED title; REQUIRED target; REQUIRED mustHave; REQUIRED weight; REQUIRED position"
    )
    assert await outcome(criteria.update(world.actor(world.sam), id_, description=None, unit=None)) == DONE
    assert (await SuccessCriterion.get(id=id_)).unit is None


async def test_given_a_move_when_nothing_else_changes_then_signatures_hold(runtime: Runtime, world: World) -> None:
    a, b, c = [await added(world, title) for title in "abc"]
    await signed(world, a, b, c)
    runtime.clock.advance(timedelta(minutes=1))
    for id_, position, expected in ((a, 2, "bca"), (c, 0, "cba"), (b, 1, "cba"), (c, 2, "bac"), (a, 0, "abc")):
        await criteria.update(world.actor(world.sam), id_, position=position)
        assert "".join(await titles(world)) == expected
    event = await event_of(criteria.update(world.actor(world.sam), a, position=50))
    assert "".join(await titles(world)) == "bca"
    assert [await current(id_) for id_ in (a, b, c)] == [True] * 3
    assert (event.action, event.target_id, event.changes) == ("criterion.changed", a, {"position": [0, 2]})
    assert (await Poc.get(id=world.active.id)).shared_updated_at == now()
    await criteria.update(world.actor(world.sam), a, position=0, title="A")
    assert (await SuccessCriterion.get(id=a)).version == 2


# Outcome


async def test_given_an_outcome_when_recorded_then_it_is_a_change_with_an_event_of_its_own(world: World) -> None:
    id_ = await added(world)
    sam = world.actor(world.sam)
    await signed(world, id_)
    event = await event_of(criteria.record_outcome(sam, id_, outcome=CriterionOutcome.MET, achieved=" 98 ms "))
    row = await SuccessCriterion.get(id=id_)
    assert (row.outcome, row.achieved, row.version) == (CriterionOutcome.MET, "98 ms", 2)
    assert not await current(id_)
    assert (event.action, event.activity, event.target_id) == ("criterion.outcome_recorded", PocActivityKind.CRITERION_CHANGED, id_)
    assert event.changes == {"outcome": ["OPEN", "MET"], "achieved": [None, "98 ms"]}
    await criteria.record_outcome(sam, id_, outcome=CriterionOutcome.NOT_MET)
    assert (await SuccessCriterion.get(id=id_)).achieved == "98 ms", "left out"
    await criteria.record_outcome(sam, id_, outcome=CriterionOutcome.NOT_MET, achieved="")
    row = await SuccessCriterion.get(id=id_)
    assert (row.outcome, row.achieved, row.version) == (CriterionOutcome.NOT_MET, None, 4)
    assert await refused(criteria.record_outcome(sam, id_, outcome=CriterionOutcome.MET, achieved="x" * 201)) == "TOO_LONG achieved"


# Deleting


async def test_given_a_signed_criterion_when_deleted_then_it_is_gone_with_its_signatures_and_the_gap_is_closed(world: World) -> None:
    a, b, _ = [await added(world, title) for title in "abc"]
    await signed(world, a, b)
    event = await event_of(criteria.delete(world.actor(world.sam), a))
    assert await titles(world) == ["b", "c"]
    assert [row.criterion_id for row in await CriterionSignature.all()] == [b]
    assert (event.action, event.target_id, event.changes, event.shared) == ("criterion.deleted", a, {"title": ["a", None]}, True)
    assert await refused(criteria.delete(world.actor(world.sam), a)) == "NOT_FOUND criterionId"


# Who may


async def test_given_everybody_when_they_manage_criteria_then_only_staff_who_may_do(world: World) -> None:
    id_ = await added(world)

    def calls(somebody: Any, poc_id: UUID | None, criterion_id: UUID | None) -> list[Any]:
        return [
            criteria.add(somebody, poc_id, title="Fast", target="1"),
            criteria.update(somebody, criterion_id, title=f"By {somebody.user_id}"),
            criteria.record_outcome(somebody, criterion_id, outcome=CriterionOutcome.MET, achieved=str(somebody.user_id)),
        ]

    for name in ("sam", "mia", "ada"):
        assert [await outcome(call) for call in calls(world.actor(world.people[name]), world.active.id, id_)] == [DONE] * 3
    for name in ("kim", "max", "olga", "otto", "dora"):
        somebody = world.actor(world.people[name])
        missing = ["NOT_FOUND pocId", "NOT_FOUND criterionId", "NOT_FOUND criterionId"]
        assert [await refused(call) for call in calls(somebody, world.active.id, id_)] == missing
        assert await refused(criteria.delete(somebody, id_)) == "NOT_FOUND criterionId"
    cara = world.actor(world.cara)
    assert [await refused(call) for call in calls(cara, world.active.id, id_)] == ["FORBIDDEN"] * 3
    assert await refused(criteria.delete(cara, id_)) == "FORBIDDEN"
    for nothing in (None, uuid4()):
        assert [await refused(call) for call in calls(world.actor(world.sam), nothing, nothing)] == [
            "NOT_FOUND pocId", "NOT_FOUND criterionId", "NOT_FOUND criterionId",
        ]  # fmt: skip


async def test_given_a_poc_that_is_closed_for_customers_when_staff_manages_its_criteria_then_done(world: World) -> None:
    sam = world.actor(world.sam)
    for poc in (world.draft, world.on_hold, world.won, world.lost):
        id_ = await criteria.add(sam, poc.id, title="Fast", target="1")
        assert await criteria.update(sam, id_, title="Faster") == poc.id
        assert await criteria.record_outcome(sam, id_, outcome=CriterionOutcome.MET) == poc.id
        assert await criteria.delete(sam, id_) == poc.id
