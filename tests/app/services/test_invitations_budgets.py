import asyncio
from collections import Counter
from datetime import timedelta

import pytest

from app.core.errors import UserErrors
from app.core.runtime import Runtime, now
from app.core.settings import Switch
from app.models import MailBudget, PocStatus, Role
from app.services import budgets, invitations, members, participants, poc_status
from app.services.participants import CustomerToInvite
from tests.app.services.inviting import NEW, refused
from tests.outcomes import DONE, outcome
from tests.world import World, rows, snapshot


async def test_given_a_budget_when_spent_then_until_it_is_used_up_and_anew_after_its_time(runtime: Runtime) -> None:
    hour = timedelta(hours=1)
    assert [await budgets.spend("x", 5, now() + hour, by) for by in (2, 2, 2, 1, 1)] == [True, True, False, True, False]
    assert await budgets.spend("y", 5, now() + hour, 6) is False
    assert (await MailBudget.get(key="x")).used == 5
    assert await MailBudget.filter(key="y").count() == 0
    runtime.clock.advance(hour - timedelta(milliseconds=1))
    assert await budgets.spend("x", 5, now() + hour) is False
    runtime.clock.advance(timedelta(milliseconds=1))
    assert await budgets.spend("x", 5, now() + hour) is True
    assert ((await MailBudget.get(key="x")).used, (await MailBudget.get(key="x")).ends_at) == (1, now() + hour)


async def test_given_many_at_once_when_they_spend_then_not_one_more_than_there_is(runtime: Runtime) -> None:
    spent = await asyncio.gather(*(budgets.spend("x", 5, now() + timedelta(hours=1)) for _ in range(40)))
    assert sum(spent) == 5


async def test_given_five_mails_to_an_address_in_an_hour_when_a_sixth_then_rate_limited_for_this_tenant(
    runtime: Runtime, world: World
) -> None:
    sam, ada = world.actor(world.sam), world.actor(world.ada)
    poc = await participants.invite(sam, world.active.id, email=NEW)
    await participants.invite(world.actor(world.kim), world.kims.id, email="NINA@acme.example")
    await members.invite(ada, email=NEW, roles={Role.MEMBER})
    for _ in range(2):
        runtime.clock.advance(timedelta(minutes=10))
        await invitations.resend(sam, poc)
    runtime.clock.advance(timedelta(minutes=10))
    with pytest.raises(UserErrors) as problem:
        await invitations.resend(sam, poc)
    assert [(error.code.value, error.retry_after) for error in problem.value.errors] == [("RATE_LIMITED", 30 * 60)]
    assert await refused(participants.invite(sam, world.draft.id, email=NEW)) == "RATE_LIMITED"
    assert await outcome(participants.invite(sam, world.active.id, email="noah@acme.example")) == DONE, "another address"
    assert await outcome(participants.invite(world.actor(world.olga), world.olgas.id, email=NEW)) == DONE, "another tenant"
    runtime.clock.advance(timedelta(minutes=30))
    assert await outcome(invitations.resend(sam, poc)) == DONE


@pytest.mark.settings(mail_budget_inviter_day=3, mail_budget_tenant_day=5)
async def test_given_budgets_of_a_day_when_used_up_then_rate_limited_first_the_person_then_all(runtime: Runtime, world: World) -> None:
    sam, ada = world.actor(world.sam), world.actor(world.ada)
    customers = [CustomerToInvite(email=f"n{n}@acme.example") for n in range(4)]
    dry = await participants.invite_many(sam, world.active.id, customers=customers, dry_run=True)
    assert await rows("mail_budget") == 0
    wet = await participants.invite_many(sam, world.active.id, customers=customers)
    for outcomes in (dry, wet):
        assert [[(error.code.value, error.path) for error in result.errors] for result in outcomes] == [
            [], [], [], [("RATE_LIMITED", ("customers", "3"))],
        ]  # fmt: skip
    assert (await rows("invitation"), await rows("mail"), await rows("event")) == (3, 3, 3), "who was refused left nothing"
    for n in (4, 5):
        assert await outcome(participants.invite(ada, world.active.id, email=f"n{n}@acme.example")) == DONE
    assert await refused(members.invite(ada, email=NEW, roles={Role.MEMBER})) == "RATE_LIMITED"
    assert await outcome(members.invite(world.actor(world.otto), email=NEW, roles={Role.MEMBER})) == DONE, "another tenant"
    runtime.clock.advance(timedelta(days=1))
    assert await outcome(members.invite(ada, email=NEW, roles={Role.MEMBER})) == DONE


@pytest.mark.settings(mail_budget_inviter_day=4, mail_budget_tenant_day=5)
async def test_given_many_invitations_at_once_when_the_budgets_end_then_not_one_more_and_the_refused_cost_nothing(world: World) -> None:
    pocs = {world.sam: world.active, world.kim: world.kims}
    calls = [participants.invite(world.actor(user), poc.id, email=f"n{n}@acme.example") for user, poc in pocs.items() for n in range(8)]
    answers = Counter(await asyncio.gather(*(outcome(call) for call in calls)))
    assert answers == {DONE: 5, "RATE_LIMITED": 11}
    used = {row.key: row.used for row in await MailBudget.all()}
    assert used.pop(f"tenant:{world.northwind.id}") == 5
    assert sum(count for key, count in used.items() if key.startswith("inviter:")) == 5
    assert sum(count for key, count in used.items() if key.startswith("recipient:")) == 5
    assert max(count for key, count in used.items() if key.startswith("inviter:")) <= 4


@pytest.mark.settings(mail_budget_recipient_hour=1)
async def test_given_a_refused_invitation_then_it_costs_nothing(world: World) -> None:
    sam = world.actor(world.sam)
    assert await refused(participants.invite(sam, world.active.id, email=NEW, title="x" * 201)) == "TOO_LONG title"
    assert await outcome(participants.invite(sam, world.active.id, email=NEW)) == DONE
    assert await refused(participants.invite(sam, world.active.id, email=NEW)) == "ALREADY_EXISTS email"
    assert {row.used for row in await MailBudget.all()} == {1}


@pytest.mark.settings(mail_budget_recipient_hour=1)
async def test_given_a_held_invitation_then_it_counts_when_written_and_not_again_when_mailed(world: World) -> None:
    sam = world.actor(world.sam)
    assert await outcome(participants.invite(sam, world.draft.id, email=NEW)) == DONE
    assert await refused(participants.invite(sam, world.active.id, email=NEW)) == "RATE_LIMITED"
    await poc_status.change(sam, world.draft.id, status=PocStatus.ACTIVE)
    assert await rows("mail") == 1


@pytest.mark.settings(mail_budget_recipient_hour=1, mail_budget_inviter_day=1, mail_budget_tenant_day=1, rate_limits=Switch.OFF)
async def test_given_rate_limits_off_then_there_are_no_budgets(world: World) -> None:
    for poc in (world.active, world.draft):
        assert await outcome(participants.invite(world.actor(world.sam), poc.id, email=NEW)) == DONE
    assert await rows("mail_budget") == 0


async def test_given_the_budgets_then_no_address_stands_in_them(world: World) -> None:
    await participants.invite(world.actor(world.sam), world.active.id, email=f"{'n' * 64}@{'a' * 63}.{'b' * 63}.{'c' * 53}.example")
    assert "example" not in repr((await snapshot())["mail_budget"])
    assert await rows("mail_budget") == 3
