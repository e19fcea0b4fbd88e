"""Signing criteria: by whom, in which version, all or none, and what holds of it when others write at the same moment."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.core.runtime import Runtime, now
from app.models import CriterionOutcome, CriterionSignature, Event, Participant, Poc, PocActivityKind, PocStatus, SuccessCriterion, User
from app.services import criteria, participants, poc_status
from tests.app.services.inviting import refused
from tests.outcomes import DONE, outcome
from tests.schema.calling import undone
from tests.world import World, rows, snapshot


@pytest.fixture
async def signers(world: World) -> World:
    """The world, where cara and carl may sign on the active POC."""
    await Participant.filter(poc_id=world.active.id).update(can_sign=True)
    return world


async def added(world: World, title: str = "Fast", poc: Poc | None = None) -> UUID:
    """A criterion of sam's."""
    return await criteria.add(world.actor(world.sam), (poc or world.active).id, title=title, target="100")


async def sign(world: World, somebody: User, *versions: tuple[UUID | None, int], poc: Poc | None = None) -> None:
    """Sign on the active POC."""
    await criteria.sign(world.actor(somebody), (poc or world.active).id, versions=versions)


async def holding(criterion_id: UUID) -> set[UUID]:
    """Who has signed the criterion as it is now."""
    version = (await SuccessCriterion.get(id=criterion_id)).version
    return {row.signed_by_id for row in await CriterionSignature.filter(criterion_id=criterion_id, version=version)}


# One at a time


async def test_given_criteria_as_they_were_read_when_signed_then_each_has_a_signature_and_all_one_event(
    runtime: Runtime, signers: World
) -> None:
    a, b, c = [await added(signers, title) for title in "abc"]
    await criteria.update(signers.actor(signers.sam), b, title="B")
    runtime.clock.advance(timedelta(minutes=1))
    await sign(signers, signers.cara, (b, 2), (a, 1))
    found = {(row.criterion_id, row.version, row.signed_by_id, row.signed_at) for row in await CriterionSignature.all()}
    assert found == {(a, 1, signers.cara.id, now()), (b, 2, signers.cara.id, now())}
    assert [await holding(id_) for id_ in (a, b, c)] == [{signers.cara.id}, {signers.cara.id}, set()]
    [event] = await Event.filter(action="criterion.signed")
    assert (event.target_kind, event.target_id, event.poc_id) == ("poc", signers.active.id, signers.active.id)
    assert (event.activity, event.shared) == (PocActivityKind.CRITERIA_SIGNED, True)
    assert (event.tenant_id, event.actor_id) == (signers.northwind.id, signers.cara.id), "the log of the provider"
    assert event.changes == {"criteria": [{"id": str(b), "version": 2}, {"id": str(a), "version": 1}]}
    poc = await Poc.get(id=signers.active.id)
    assert (poc.updated_at, poc.shared_updated_at) == (now(), now())


async def test_given_what_is_signed_already_when_signed_again_then_success_and_only_the_new_is_written(
    runtime: Runtime, signers: World
) -> None:
    a, b = [await added(signers, title) for title in "ab"]
    await sign(signers, signers.cara, (a, 1))
    runtime.clock.advance(timedelta(minutes=1))
    before = await snapshot()
    await sign(signers, signers.cara, (a, 1))
    assert await snapshot() == before
    await sign(signers, signers.cara, (a, 1), (b, 1))
    assert await rows("criterion_signature") == 2
    [event] = [event for event in await Event.filter(action="criterion.signed") if event.at == now()]
    assert event.changes == {"criteria": [{"id": str(b), "version": 1}]}
    await sign(signers, signers.carl, (a, 1))
    assert await holding(a) == {signers.cara.id, signers.carl.id}


async def test_given_versions_that_can_not_be_signed_when_signed_then_refused_at_their_path_and_none_is_signed(signers: World) -> None:
    a, b = [await added(signers, title) for title in "ab"]
    foreign = await criteria.add(signers.actor(signers.kim), signers.kims.id, title="Kim's", target="1")
    gone = await added(signers, "Gone")
    await criteria.delete(signers.actor(signers.sam), gone)
    await criteria.update(signers.actor(signers.sam), b, title="B")
    for versions, expected in (
        ([], "REQUIRED criteria"),
        ([(a, 1), (a, 1)], "INVALID criteria.1.criterionId"),
        ([(a, 1), (b, 2), (a, 2)], "INVALID criteria.2.criterionId"),
        ([(a, 1), (foreign, 1)], "NOT_FOUND criteria.1.criterionId"),
        ([(gone, 1), (a, 1)], "NOT_FOUND criteria.0.criterionId"),
        ([(a, 1), (None, 1)], "NOT_FOUND criteria.1.criterionId"),
        ([(uuid4(), 1)], "NOT_FOUND criteria.0.criterionId"),
        ([(a, 1), (b, 1)], "STALE criteria.1.version"),
        ([(a, 2), (b, 3)], "STALE criteria.0.version; STALE criteria.1.version"),
        ([(a, 0), (None, 1)], "STALE criteria.0.version; NOT_FOUND criteria.1.criterionId"),
    ):
        assert await refused(sign(signers, signers.cara, *versions)) == expected
    assert await outcome(sign(signers, signers.cara, (a, 1), (b, 2))) == DONE


async def test_given_everybody_when_they_sign_then_only_participants_with_the_right(world: World) -> None:
    a = await added(world)
    await Participant.filter(user_id__in=[world.cara.id, world.dora.id]).update(can_sign=True)
    assert await outcome(sign(world, world.cara, (a, 1))) == DONE
    for name, expected in (
        ("carl", "FORBIDDEN"),
        ("sam", "FORBIDDEN"),
        ("mia", "FORBIDDEN"),
        ("ada", "FORBIDDEN"),
        ("dora", "NOT_FOUND pocId"),
        ("kim", "NOT_FOUND pocId"),
        ("max", "NOT_FOUND pocId"),
        ("olga", "NOT_FOUND pocId"),
    ):
        assert await refused(sign(world, world.people[name], (a, 1))) == expected
        assert await refused(sign(world, world.people[name])) == expected, "before anything is said of the criteria"
    for poc_id in (None, uuid4()):
        assert await refused(criteria.sign(world.actor(world.cara), poc_id, versions=[(a, 1)])) == "NOT_FOUND pocId"
    assert await refused(criteria.sign(world.nobody, world.active.id, versions=[(a, 1)])) == "NOT_FOUND pocId"


async def test_given_each_status_of_the_poc_when_signed_then_only_while_it_is_active(signers: World) -> None:
    a = await added(signers)
    sam = signers.actor(signers.sam)
    for status, expected in (
        (PocStatus.ON_HOLD, "READ_ONLY pocId"),
        (PocStatus.WON, "READ_ONLY pocId"),
        (PocStatus.ARCHIVED, "NOT_FOUND pocId"),
        (PocStatus.WON, "READ_ONLY pocId"),
    ):
        await poc_status.change(sam, signers.active.id, status=status)
        assert await refused(sign(signers, signers.cara, (a, 1))) == expected
    await poc_status.change(sam, signers.active.id, status=PocStatus.ACTIVE)
    assert await outcome(sign(signers, signers.cara, (a, 1))) == DONE


async def test_given_a_last_day_that_is_over_when_signed_then_not_found(runtime: Runtime, signers: World) -> None:
    a = await added(signers)
    await participants.update(signers.actor(signers.sam), signers.cara_on_active.id, access_ends_on=now().date())
    assert await outcome(sign(signers, signers.cara, (a, 1))) == DONE
    runtime.clock.advance(timedelta(days=1))
    assert await refused(sign(signers, signers.cara, (a, 1))) == "NOT_FOUND pocId"


async def test_given_a_signer_when_removed_then_the_signature_stays_and_holds(signers: World) -> None:
    a = await added(signers)
    await sign(signers, signers.cara, (a, 1))
    await participants.remove(signers.actor(signers.sam), signers.cara_on_active.id)
    assert await holding(a) == {signers.cara.id}
    await criteria.update(signers.actor(signers.sam), a, title="Else")
    assert await holding(a) == set()
    assert await rows("criterion_signature") == 1


# At once


async def test_given_a_signature_against_a_change_at_once_then_it_is_for_what_was_read_or_stale(signers: World) -> None:
    for n in range(12):
        a = await added(signers, f"Read {n}")
        calls = [
            sign(signers, signers.cara, (a, 1)),
            criteria.update(signers.actor(signers.sam), a, title=f"Unread {n}"),
            sign(signers, signers.carl, (a, 1)),
        ]
        first, changed, second = await asyncio.gather(*(outcome(call) for call in (calls if n % 2 else reversed(calls))))
        assert changed == DONE
        assert {first, second} <= {DONE, "STALE criteria.0.version"}
        assert await CriterionSignature.filter(criterion_id=a, version=1).count() == [first, second].count(DONE)
        assert await CriterionSignature.filter(criterion_id=a).exclude(version=1).count() == 0
        assert await holding(a) == set(), "nobody has read what it says now"


async def test_given_many_at_once_when_signed_then_one_signature_each_and_one_event_each(signers: World) -> None:
    a, b = [await added(signers, title) for title in "ab"]
    calls = [sign(signers, somebody, (a, 1), (b, 1)) for _ in range(10) for somebody in (signers.cara, signers.carl)]
    assert await asyncio.gather(*(outcome(call) for call in calls)) == [DONE] * 20
    assert await rows("criterion_signature") == 4
    assert await holding(a) == await holding(b) == {signers.cara.id, signers.carl.id}
    assert await Event.filter(action="criterion.signed").count() == 2


async def test_given_a_signature_against_the_loss_of_the_right_at_once_then_it_came_before_or_is_refused(signers: World) -> None:
    sam = signers.actor(signers.sam)
    for n in range(8):
        a = await added(signers, f"Right {n}")
        calls: list[Any] = [
            sign(signers, signers.cara, (a, 1)),
            participants.update(sam, signers.cara_on_active.id, can_sign=False),
        ]
        answers = await asyncio.gather(*(outcome(call) for call in (calls if n % 2 else reversed(calls))))
        answer = answers[0 if n % 2 else 1]
        assert answer in (DONE, "FORBIDDEN")
        assert await rows_of(a) == (1 if answer == DONE else 0)
        await participants.update(sam, signers.cara_on_active.id, can_sign=True)


async def rows_of(criterion_id: UUID) -> int:
    """How many signatures a criterion has."""
    return await CriterionSignature.filter(criterion_id=criterion_id).count()


async def test_given_the_last_places_when_many_are_added_at_once_then_a_hundred_in_a_row(world: World) -> None:
    await SuccessCriterion.bulk_create(
        [SuccessCriterion(poc_id=world.active.id, title=f"Old {n}", target="1", position=n, created_at=now()) for n in range(97)]
    )
    answers = await asyncio.gather(*(outcome(added(world, f"New {n}")) for n in range(8)))
    assert sorted(answers) == ["LIMIT_REACHED pocId"] * 5 + [DONE] * 3
    assert sorted(row.position for row in await SuccessCriterion.filter(poc_id=world.active.id)) == list(range(100))


# Whatever happens, in whichever order

EDITS: dict[str, dict[str, Any]] = {
    "title": {"title": "Fast"}, "other title": {"title": "Faster"}, "weight": {"weight": 5}, "no unit": {"unit": None},
    "unit": {"unit": "ms"}, "first": {"position": 0}, "last": {"position": 1}, "nothing": {},
}  # fmt: skip
"""Some of them change nothing, which depends on what was before."""
STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("edit"), st.integers(0, 1), st.sampled_from(sorted(EDITS))),
        st.tuples(st.just("outcome"), st.integers(0, 1), st.sampled_from(sorted(CriterionOutcome))),
        st.tuples(st.just("sign"), st.integers(0, 1), st.sampled_from(["cara", "carl"])),
        st.tuples(st.just("sign late"), st.integers(0, 1), st.sampled_from(["cara", "carl"])),
    ),
    max_size=14,
)
CONTENT = ("title", "description", "target", "unit", "must_have", "weight", "achieved", "outcome")


async def content(criterion_id: UUID) -> tuple[object, ...]:
    """What one agrees to."""
    row = await SuccessCriterion.get(id=criterion_id)
    return tuple(getattr(row, name) for name in CONTENT)


class Agreement:
    """What should hold: who has signed each criterion since it last changed."""

    def __init__(self, world: World, ids: Sequence[UUID]) -> None:
        self.world = world
        self.ids = ids
        self.signed: dict[UUID, set[UUID]] = {id_: set() for id_ in ids}
        self.changed = dict.fromkeys(ids, 0)

    async def take(self, step: tuple[str, int, str]) -> None:
        """One step, in the database and here."""
        what, which, how = step
        id_ = self.ids[which]
        before = await content(id_)
        if what == "edit":
            await criteria.update(self.world.actor(self.world.sam), id_, **EDITS[how])
        elif what == "outcome":
            await criteria.record_outcome(self.world.actor(self.world.sam), id_, outcome=CriterionOutcome(how))
        else:
            await self._sign(id_, self.world.people[how], late=what == "sign late")
        if await content(id_) != before:
            self.signed[id_] = set()
            self.changed[id_] += 1

    async def _sign(self, id_: UUID, somebody: User, *, late: bool) -> None:
        """Late: as it was a change ago, which was never signed or is not any more."""
        version = (await SuccessCriterion.get(id=id_)).version
        if late:
            assert await outcome(sign(self.world, somebody, (id_, version - 1))) == "STALE criteria.0.version"
        else:
            await sign(self.world, somebody, (id_, version))
            self.signed[id_].add(somebody.id)


@asynccontextmanager
async def two_criteria(world: World) -> AsyncIterator[Agreement]:
    """Two criteria, for as long as they are needed."""
    async with undone():
        yield Agreement(world, [await added(world, title) for title in ("First", "Second")])


@given(steps=STEPS)
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
async def test_given_any_edits_and_signatures_then_exactly_those_since_the_last_change_hold(
    signers: World, steps: list[tuple[str, int, str]]
) -> None:
    async with two_criteria(signers) as agreement:
        for step in steps:
            await agreement.take(step)
            for id_ in agreement.ids:
                assert await holding(id_) == agreement.signed[id_]
                assert (await SuccessCriterion.get(id=id_)).version == 1 + agreement.changed[id_]
