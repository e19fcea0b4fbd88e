"""Engagement and health as they are read: what is counted, from when to when, and for whom."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest

from app.auth.actor import Actor
from app.core import ids
from app.core.ids import new_id
from app.core.runtime import Runtime
from app.models import CancelReason, CriterionOutcome, Event, Invitation, Participant, Poc, PocStatus, SuccessCriterion, User
from app.services import invitations, participants, visits
from tests.app.services.inviting import NEW, registration, token_of
from tests.conftest import START
from tests.schema.calling import run
from tests.schema.cast import invite
from tests.statements import counted
from tests.world import World

DAY = timedelta(days=1)
LITTLE = timedelta(milliseconds=1)
OF_PARTICIPANT = "engagement { lastSeenAt visits comments tasksCompleted resourcesOpened timeToAccept inactive }"
OF_POC = "engagement { invited accepted activeLast7Days comments tasksCompletedByCustomer medianTimeToAccept low }"
HEALTH = "health { score reasons { code message weight } }"
NOBODY_YET = {
    "invited": 0, "accepted": 0, "activeLast7Days": 0, "comments": 0, "tasksCompletedByCustomer": 0, "medianTimeToAccept": None,
    "low": False,
}  # fmt: skip


async def did(user: User, poc: Poc, action: str, *targets: UUID | None, at: datetime = START) -> None:
    """Somebody did something on a POC, to each of these (None: to something)."""
    for target in targets or (None,):
        await Event.create(
            at=at, action=action, tenant_id=poc.tenant_id, actor_id=user.id, target_kind=action.partition(".")[0],
            target_id=target or new_id(), poc_id=poc.id,
        )  # fmt: skip


async def asked(actor: Actor, text: str, **variables: Any) -> Any:
    """The data of a query, without errors."""
    result = await run(actor, text, variables)
    assert not result.errors
    return result.data


async def participant(actor: Actor, row: Participant) -> Any:
    """The engagement of a participant, as somebody sees it."""
    text = f"query($id: ID!) {{ node(id: $id) {{ ... on Participant {{ {OF_PARTICIPANT} }} }} }}"
    found = (await asked(actor, text, id=ids.to_text("participant", row.id)))["node"]
    return found and found["engagement"]


async def poc(actor: Actor, row: Poc, fields: str = OF_POC) -> Any:
    """The engagement of a POC, as somebody sees it."""
    found = (await asked(actor, f"query($id: ID!) {{ poc(id: $id) {{ {fields} }} }}", id=ids.to_text("poc", row.id)))["poc"]
    return found and next(iter(found.values()))


async def joined(row: Participant, at: datetime, **facts: Any) -> None:
    """Say when somebody joined."""
    await Participant.filter(id=row.id).update(joined_at=at, **facts)


async def mailed(world: World, name: str, at: datetime, **facts: Any) -> Invitation:
    """Somebody was invited to sam's active POC, by a mail at that time."""
    return await invite(at + timedelta(hours=1), world.sam, f"{name}@acme.example", poc=world.active, **facts)


# One participant


async def test_given_what_a_participant_did_when_read_then_each_thing_counts_once_since_joining(world: World) -> None:
    cara, active = world.cara, world.active
    await joined(world.cara_on_active, START - 3 * DAY)
    invitation = await mailed(world, "cara", START - 4 * DAY, accepted_at=START - 3 * DAY + LITTLE, accepted_by=cara)
    await Participant.filter(id=world.cara_on_active.id).update(invitation_id=invitation.id)
    task, file = new_id(), new_id()
    await did(cara, active, "poc.visited", active.id, active.id, active.id, at=START - 2 * DAY)
    await did(cara, active, "comment.added", None, None)
    await did(cara, active, "comment.edited", None)
    await did(cara, active, "task.completed", task, task, None)
    await did(cara, active, "task.reopened", task)
    await did(cara, active, "resource.opened", file, at=START - 3 * DAY)
    await did(cara, active, "criterion.signed", at=START + timedelta(minutes=1))
    for action in ("poc.visited", "comment.added", "task.completed", "resource.opened"):
        await did(cara, active, action, at=START - 3 * DAY - LITTLE)
        await did(cara, world.kims, action, at=START + DAY)
        await did(world.carl, active, action, at=START + DAY)
    assert await participant(world.actor(world.sam), world.cara_on_active) == {
        "lastSeenAt": "2026-03-02T09:01:00.000Z", "visits": 3, "comments": 2, "tasksCompleted": 2, "resourcesOpened": 1,
        "timeToAccept": 86400, "inactive": False,
    }  # fmt: skip


async def test_given_somebody_who_only_joined_when_read_then_joining_is_the_only_sign_of_life(runtime: Runtime, world: World) -> None:
    await joined(world.cara_on_active, START)
    assert await participant(world.actor(world.sam), world.cara_on_active) == {
        "lastSeenAt": "2026-03-02T09:00:00.000Z", "visits": 0, "comments": 0, "tasksCompleted": 0, "resourcesOpened": 0,
        "timeToAccept": None, "inactive": False,
    }  # fmt: skip
    for later, inactive in ((5 * DAY - LITTLE, False), (5 * DAY, True)):
        runtime.clock.stand(START + later)
        assert (await participant(world.actor(world.cara), world.cara_on_active))["inactive"] is inactive
    await did(world.cara, world.active, "task.reopened", at=START + LITTLE)
    assert (await participant(world.actor(world.cara), world.cara_on_active))["inactive"] is False


@pytest.mark.settings(inactive_after=timedelta(days=2))
async def test_given_a_setting_when_read_then_it_says_after_what_time_somebody_is_inactive(runtime: Runtime, world: World) -> None:
    await joined(world.cara_on_active, START)
    runtime.clock.stand(START + 2 * DAY)
    assert (await participant(world.actor(world.cara), world.cara_on_active))["inactive"] is True


@pytest.mark.parametrize("ended", ["removed_at", "ended_at"])
async def test_given_somebody_who_came_back_when_read_then_each_time_has_what_was_done_in_it(world: World, ended: str) -> None:
    dora, active, sam = world.dora, world.active, world.actor(world.sam)
    await joined(world.dora_on_active, START - 9 * DAY, **{"removed_at": None, ended: START - 8 * DAY})
    again = await Participant.create(poc=active, user=dora, joined_at=START - 2 * DAY)
    for at, times in ((START - 9 * DAY, 1), (START - 8 * DAY, 1), (START - 5 * DAY, 4), (START - DAY, 3)):
        await did(dora, active, "comment.added", *[None] * times, at=at)
    before, after = await participant(sam, world.dora_on_active), await participant(sam, again)
    assert (before["comments"], before["lastSeenAt"], before["inactive"]) == (2, "2026-02-22T09:00:00.000Z", True)
    assert (after["comments"], after["lastSeenAt"], after["inactive"]) == (3, "2026-03-01T09:00:00.000Z", False)
    assert (await poc(sam, active))["comments"] == 5, "what was done between the two is nobody's"


async def test_given_two_customers_when_they_read_then_each_has_only_their_own_figures(world: World) -> None:
    await did(world.cara, world.active, "comment.added", None, None)
    await did(world.carl, world.active, "comment.added", None)
    text = f"query($id: ID!) {{ poc(id: $id) {{ {OF_POC} {HEALTH} participants {{ nodes {{ displayName {OF_PARTICIPANT} }} }} }} }}"
    seen: dict[str, Any] = {}
    for name in ("cara", "carl", "sam", "ada"):
        found = (await asked(world.actor(world.people[name]), text, id=ids.to_text("poc", world.active.id)))["poc"]
        comments = {node["displayName"]: node["engagement"] and node["engagement"]["comments"] for node in found["participants"]["nodes"]}
        seen[name] = (comments, found["engagement"] is not None, found["health"] is not None)
    assert seen["cara"] == ({"Cara Customer": 2, "Carl Colleague": None}, False, False)
    assert seen["carl"] == ({"Cara Customer": None, "Carl Colleague": 1}, False, False)
    assert seen["sam"] == seen["ada"] == ({"Cara Customer": 2, "Carl Colleague": 1, "Dora Departed": 0}, True, True)
    assert await participant(world.actor(world.kim), world.cara_on_active) is None
    assert await poc(world.actor(world.kim), world.active) is None


async def test_given_a_person_who_accepts_and_looks_when_read_then_all_of_it_is_there(runtime: Runtime, world: World) -> None:
    sam = world.actor(world.sam)
    invitation_id = await participants.invite(sam, world.active.id, email=NEW)
    runtime.clock.advance(timedelta(seconds=90, milliseconds=600))
    await invitations.accept(world.nobody, token=await token_of(invitation_id), registration=registration())
    nina = Actor(user_id=(await User.get(email_key=NEW)).id)
    runtime.clock.advance(timedelta(minutes=1))
    assert await poc(nina, world.active) is None
    await visits.write_down(runtime)
    found = await participant(sam, await Participant.get(user_id=nina.user_id))
    assert (found["visits"], found["timeToAccept"], found["lastSeenAt"]) == (1, 90, "2026-03-02T09:02:30.600Z")
    whole = await poc(sam, world.active)
    assert (whole["invited"], whole["accepted"], whole["activeLast7Days"], whole["medianTimeToAccept"]) == (1, 4, 3, 90)
    assert (await Poc.get(id=world.active.id)).updated_at < runtime.clock.now() - timedelta(seconds=30), "looking changes nothing"


# What counts as a look


async def test_given_root_fields_that_find_a_poc_when_read_then_noted_and_lists_are_not(runtime: Runtime, world: World) -> None:
    id_ = ids.to_text("poc", world.active.id)
    cara = world.actor(world.cara)
    for text in (
        "{ pocs { nodes { id name } } }",
        "{ viewer { participations { nodes { poc { id } } } } }",
        f'{{ node(id: "{ids.to_text("participant", world.cara_on_active.id)}") {{ ... on Participant {{ poc {{ id }} }} }} }}',
        f'{{ poc(id: "{ids.to_text("poc", world.kims.id)}") {{ id }} }}',
    ):
        await asked(cara, text)
        assert len(runtime.visits_to_write) == 0, text
    for text in (f'{{ poc(id: "{id_}") {{ id }} }}', f'{{ node(id: "{id_}") {{ id }} }}', f'{{ nodes(ids: ["{id_}"]) {{ id }} }}'):
        await asked(cara, text)
        assert [(visit.actor.user_id, visit.poc_id) for visit in runtime.visits_to_write] == [(world.cara.id, world.active.id)], text
        runtime.visits_to_write.clear()
        runtime.clock.advance(visits.APART)


# A POC


async def test_given_a_poc_without_people_when_read_then_nothing_is_counted(world: World) -> None:
    assert await poc(world.actor(world.kim), world.kims) == NOBODY_YET
    assert await poc(world.actor(world.kim), world.kims, HEALTH) == {"score": 100, "reasons": []}


async def test_given_invitations_in_every_state_when_read_then_people_count_once_and_cancelled_ones_not(world: World) -> None:
    at = START - 10 * DAY
    replaced = {"cancelled_at": START, "cancel_reason": CancelReason.REPLACED}
    await mailed(world, "one", at)
    await mailed(world, "two", at, **replaced)
    await mailed(world, "two", at)
    await mailed(world, "gone", at, **replaced)
    await mailed(world, "in", at, accepted_at=at, accepted_by=world.cara)
    await mailed(world, "in", START)
    await mailed(world, "held", at, held=True)
    await invite(START, world.kim, "other@acme.example", poc=world.kims)
    assert (await poc(world.actor(world.sam), world.active))["invited"] == 3


async def test_given_what_customers_did_when_read_then_of_participants_only_and_the_active_ones_of_a_week(
    runtime: Runtime, world: World
) -> None:
    cara, carl, dora, active = world.cara, world.carl, world.dora, world.active
    long_ago = START - 20 * DAY
    await Participant.filter(poc_id=active.id).update(joined_at=long_ago)
    task = new_id()
    await did(cara, active, "comment.added", None, None, at=long_ago)
    await did(dora, active, "comment.added", None, at=long_ago)
    await did(cara, active, "task.completed", task, at=long_ago)
    await did(carl, active, "task.completed", task, None, at=long_ago)
    for action in ("comment.added", "task.completed"):
        await did(world.sam, active, action)
        await did(cara, world.kims, action)
    await did(dora, active, "poc.visited")
    sam = world.actor(world.sam)
    expected = {**NOBODY_YET, "accepted": 3, "comments": 3, "tasksCompletedByCustomer": 2}
    assert await poc(sam, active) == expected
    await did(cara, active, "poc.visited", active.id, active.id, at=START)
    await did(carl, active, "poc.visited", active.id, at=START + LITTLE)
    for later, number in ((7 * DAY - LITTLE, 2), (7 * DAY, 1), (7 * DAY + LITTLE, 0)):
        runtime.clock.stand(START + later)
        assert await poc(sam, active) == {**expected, "activeLast7Days": number}
    runtime.clock.stand(START + LITTLE)
    await Participant.filter(id=world.cara_on_active.id).update(access_ends_at=START)
    assert (await poc(sam, active))["activeLast7Days"] == 1
    await Poc.filter(id=active.id).update(status=PocStatus.ARCHIVED)
    assert (await poc(sam, active))["activeLast7Days"] == 0


@pytest.mark.parametrize(("seconds", "median"), [((), None), ((7,), 7), ((10, 21), 15), ((900, 1, 30), 30), ((1, 2, 4, 1000), 3)])
async def test_given_times_to_accept_when_read_then_the_one_in_the_middle_rounded_down(
    world: World, seconds: Sequence[int], median: int | None
) -> None:
    await mailed(world, "pending", START - DAY)
    await invite(START, world.kim, "other@acme.example", poc=world.kims, accepted_at=START, accepted_by=world.cara)
    for number, taken in enumerate(seconds):
        await mailed(world, f"n{number}", START, accepted_at=START + timedelta(seconds=taken, milliseconds=999), accepted_by=world.cara)
    assert (await poc(world.actor(world.sam), world.active))["medianTimeToAccept"] == median


async def test_given_people_invited_when_fewer_than_half_take_part_then_low_after_some_days_while_active(
    runtime: Runtime, world: World
) -> None:
    sam = world.actor(world.sam)

    async def low() -> bool:
        found = await poc(sam, world.active)
        codes = [reason["code"] for reason in (await poc(sam, world.active, HEALTH))["reasons"]]
        assert found["low"] == ("LOW_ENGAGEMENT" in codes), "the same in both"
        return bool(found["low"])

    for number in range(4):
        await mailed(world, f"n{number}", START)
    runtime.clock.stand(START + 5 * DAY)
    for row in (world.cara_on_active, world.carl_on_active):
        await joined(row, START + 4 * DAY)
    assert not await low(), "half of them are enough"
    await mailed(world, "another", START + 4 * DAY)
    runtime.clock.stand(START + 5 * DAY - LITTLE)
    assert not await low(), "it is early"
    runtime.clock.stand(START + 5 * DAY)
    assert await low()
    await Poc.filter(id=world.active.id).update(status=PocStatus.ON_HOLD)
    assert not await low()


async def test_given_a_poc_that_goes_badly_when_its_health_is_read_then_each_reason_by_the_providers_days(
    runtime: Runtime, world: World
) -> None:
    sam = world.actor(world.sam)
    await Poc.filter(id=world.active.id).update(ends_on=date(2026, 3, 9))
    for title, must_have, outcome in (
        ("a", True, CriterionOutcome.OPEN),
        ("b", True, CriterionOutcome.NOT_MET),
        ("c", True, CriterionOutcome.MET),
        ("d", False, CriterionOutcome.OPEN),
    ):
        await SuccessCriterion.create(
            poc=world.active, title=title, target="t", must_have=must_have, outcome=outcome, created_at=START
        )  # fmt: skip
    await SuccessCriterion.create(poc=world.kims, title="x", target="t", created_at=START)
    await mailed(world, "one", START)
    await Participant.filter(poc_id=world.active.id).update(joined_at=START)

    async def health() -> tuple[int, list[str]]:
        found = await poc(sam, world.active, HEALTH)
        return found["score"], [f"{one['code']} {one['weight']}: {one['message']}" for one in found["reasons"]]

    runtime.clock.stand(START - timedelta(hours=10, milliseconds=1))  # a moment before the 2nd of March in Berlin
    assert await health() == (100, [])
    runtime.clock.stand(START - timedelta(hours=10))
    assert await health() == (90, ["END_NEAR 10: The last day is in 7 days, and 2 criteria are still open."])
    runtime.clock.stand(START + timedelta(days=7, hours=13, minutes=59))  # the last minute of the 9th there
    silent = "NO_SIGN_IN 30: No participant has looked in for 7 days."
    low = "LOW_ENGAGEMENT 20: Fewer than half of the people invited were active in the last 7 days."
    assert await health() == (40, [silent, low, "END_NEAR 10: The last day is today, and 2 criteria are still open."])
    runtime.clock.advance(timedelta(minutes=1))
    overdue = "OVERDUE_MUST_HAVES 40: The last day is over, and 2 must-have criteria are not met."
    assert await health() == await health() == (10, [silent, overdue, low])
    await did(world.cara, world.active, "poc.visited", at=runtime.clock.now())
    assert await health() == (60, [overdue])
    await Poc.filter(id=world.active.id).update(status=PocStatus.WON)
    assert await health() == (100, [])


@pytest.mark.parametrize("day", [date.min, date.max])
async def test_given_a_last_day_at_the_end_of_time_when_its_health_is_read_then_it_answers(world: World, day: date) -> None:
    await Poc.filter(id=world.active.id).update(ends_on=day)
    assert (await poc(world.actor(world.sam), world.active, HEALTH))["score"] == 100


async def test_given_one_poc_or_many_when_engagement_and_health_are_read_then_as_many_statements(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = (
        f"query($first: Int) {{ pocs(first: $first) {{ nodes {{ {OF_POC} {HEALTH} participants {{ nodes {{ {OF_PARTICIPANT} }} }} }} }} }}"
    )
    numbers = []
    for first in (1, 1, 7):
        with counted(monkeypatch) as statements:
            data = await asked(world.actor(world.ada), text, first=first)
        assert len(data["pocs"]["nodes"]) == first
        numbers.append(len(statements))
    assert numbers[1] == numbers[2]
