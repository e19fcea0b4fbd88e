import asyncio
from datetime import timedelta
from itertools import permutations
from uuid import UUID

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.auth.actor import Actor
from app.core import db
from app.core.runtime import Runtime, now
from app.models import CancelReason, Event, Invitation, Mail, MailStatus, Poc, PocStatus
from app.services import invitations, participants, poc_status
from tests.outcomes import DONE, outcome
from tests.world import World, snapshot

# As DOMAIN has it; ARCHIVED goes back to the status before.
TABLE = {
    "DRAFT": {"ACTIVE", "LOST", "ARCHIVED"},
    "ACTIVE": {"ON_HOLD", "WON", "LOST", "ARCHIVED"},
    "ON_HOLD": {"ACTIVE", "WON", "LOST", "ARCHIVED"},
    "WON": {"ACTIVE", "ARCHIVED"},
    "LOST": {"ACTIVE", "ARCHIVED"},
}
REFUSED = "NOT_OPEN status"

Calls = list[tuple[str, UUID]]


@pytest.fixture
def calls(monkeypatch: pytest.MonkeyPatch) -> Calls:
    """What is asked of the invitations, instead of doing it."""
    asked: Calls = []

    async def send_held(actor: Actor, poc_id: UUID) -> None:
        asked.append(("send_held", poc_id))

    async def withdraw_all(actor: Actor, poc_id: UUID) -> None:
        asked.append(("withdraw_all", poc_id))

    monkeypatch.setattr(invitations, "send_held", send_held)
    monkeypatch.setattr(invitations, "withdraw_all", withdraw_all)
    return asked


async def new_draft(world: World) -> Poc:
    async with db.transaction():
        return await Poc.create(
            tenant=world.northwind, customer=world.acme, owner=world.sam, name="D", sort_name="d",
            created_at=now(), updated_at=now(), shared_updated_at=now(),
        )  # fmt: skip


@given(wishes=st.lists(st.sampled_from(list(PocStatus)), min_size=1, max_size=9))
@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
async def test_given_any_wishes_one_after_the_other_when_changed_then_the_table_decides(
    runtime: Runtime, world: World, calls: Calls, wishes: list[PocStatus]
) -> None:
    poc = await new_draft(world)
    mia = world.actor(world.mia)
    status, before, version, shared = "DRAFT", None, 1, poc.shared_updated_at
    moved: list[list[str]] = []
    asked: Calls = []
    for wish in wishes:
        runtime.clock.advance(timedelta(minutes=1))
        calls.clear()
        allowed = {before} if status == "ARCHIVED" else TABLE[status]
        result = await outcome(poc_status.change(mia, poc.id, status=wish))
        if wish in allowed:
            assert result == DONE
            moved.append([status, wish.value])
            version += 1
            shared = shared if "ARCHIVED" in (status, wish) else now()
            before = status if wish == "ARCHIVED" else None
            status = wish.value
            asked = {"ACTIVE": [("send_held", poc.id)], "ARCHIVED": [("withdraw_all", poc.id)]}.get(status, [])
            assert calls == asked
        else:
            assert result == (DONE if wish == status else REFUSED)
            assert calls == []
        row = await Poc.get(id=poc.id)
        assert (row.status, row.status_before, row.version, row.shared_updated_at) == (status, before, version, shared)
    written = await Event.filter(poc_id=poc.id).order_by("at")
    assert [event.changes for event in written] == [{"status": move} for move in moved]
    assert {event.action for event in written} <= {"poc.status_changed"}


async def test_given_every_pair_when_the_move_is_not_in_the_table_then_not_open_and_nothing_is_written(world: World, calls: Calls) -> None:
    sam = world.actor(world.sam)
    rows = {poc.status: poc for poc in world.pocs.values() if poc.owner_id == world.sam.id}
    before = await snapshot()
    tried = 0
    for start, goal in permutations(PocStatus, 2):
        if goal not in (TABLE[start] if start != "ARCHIVED" else {"ACTIVE"}):
            assert (start, goal, await outcome(poc_status.change(sam, rows[start].id, status=goal))) == (start, goal, REFUSED)
            tried += 1
    assert tried == 14
    assert await snapshot() == before
    assert calls == []


async def test_given_the_status_it_has_when_changed_then_success_and_nothing_changes(world: World, calls: Calls) -> None:
    before = await snapshot()
    for poc in world.pocs.values():
        admin = world.actor(world.mia if poc.tenant_id == world.northwind.id else world.otto)
        assert await outcome(poc_status.change(admin, poc.id, status=poc.status, note="x")) == DONE
    assert await snapshot() == before
    assert calls == []


async def test_given_a_note_when_changed_then_it_stands_in_the_event_and_too_long_a_one_is_refused(world: World, calls: Calls) -> None:
    sam = world.actor(world.sam)
    before = await snapshot()
    assert await outcome(poc_status.change(sam, world.active.id, status=PocStatus.WON, note="x" * 10_001)) == "TOO_LONG note"
    assert await snapshot() == before
    await poc_status.change(sam, world.active.id, status=PocStatus.WON, note=" They signed. ")
    [event] = await Event.filter(poc_id=world.active.id)
    assert (event.action, event.actor_id, event.tenant_id) == ("poc.status_changed", world.sam.id, world.northwind.id)
    assert event.changes == {"status": ["ACTIVE", "WON"], "note": "They signed."}


async def test_given_a_draft_that_was_lost_when_it_is_reopened_then_held_invitations_are_sent(world: World, calls: Calls) -> None:
    sam = world.actor(world.sam)
    await poc_status.change(sam, world.draft.id, status=PocStatus.LOST)
    assert calls == []
    await poc_status.change(sam, world.draft.id, status=PocStatus.ACTIVE)
    assert calls == [("send_held", world.draft.id)]


async def test_given_an_invitation_into_a_draft_when_it_becomes_active_and_is_archived_then_it_is_mailed_and_then_withdrawn(
    world: World,
) -> None:
    sam = world.actor(world.sam)
    id_ = await participants.invite(sam, world.draft.id, email="new@acme.example")
    assert await Mail.filter(status=MailStatus.QUEUED, next_attempt_at__not_isnull=True).count() == 0
    await poc_status.change(sam, world.draft.id, status=PocStatus.ACTIVE)
    held = await Invitation.get(id=id_)
    assert held.expires_at == now() + timedelta(days=7)
    assert [mail.recipient for mail in await Mail.filter(invitation_id=id_)] == ["new@acme.example"]
    await poc_status.change(sam, world.draft.id, status=PocStatus.ON_HOLD)
    await poc_status.change(sam, world.draft.id, status=PocStatus.ACTIVE)
    assert await Mail.filter(invitation_id=id_).count() == 1  # what was mailed once is not mailed again
    await poc_status.change(sam, world.draft.id, status=PocStatus.ARCHIVED)
    withdrawn = await Invitation.get(id=id_)
    assert (withdrawn.cancelled_at, withdrawn.cancel_reason) == (now(), CancelReason.WITHDRAWN)


async def test_given_two_moves_at_once_that_exclude_each_other_when_run_then_one_wins(world: World, calls: Calls) -> None:
    sam = world.actor(world.sam)
    wishes = [PocStatus.WON, PocStatus.LOST]
    outcomes = await asyncio.gather(*(outcome(poc_status.change(sam, world.active.id, status=wish)) for wish in wishes))
    assert sorted(outcomes) == [REFUSED, DONE]
    row = await Poc.get(id=world.active.id)
    assert row.status == wishes[outcomes.index(DONE)]
    assert row.version == 2
    assert await Event.filter(poc_id=row.id).count() == 1


async def test_given_twenty_of_the_same_move_at_once_when_run_then_all_succeed_and_it_happened_once(world: World, calls: Calls) -> None:
    sam = world.actor(world.sam)
    outcomes = await asyncio.gather(*(outcome(poc_status.change(sam, world.active.id, status=PocStatus.ARCHIVED)) for _ in range(20)))
    assert outcomes == [DONE] * 20
    row = await Poc.get(id=world.active.id)
    assert (row.status, row.status_before, row.version) == (PocStatus.ARCHIVED, PocStatus.ACTIVE, 2)
    assert await Event.filter(poc_id=row.id).count() == 1
    assert calls == [("withdraw_all", row.id)]
