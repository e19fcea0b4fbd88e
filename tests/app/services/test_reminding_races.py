"""Reminders by the worker, at once with whatever else happens to an invitation, and after a crash; on both databases."""

import asyncio
from contextlib import suppress
from typing import Any

import pytest

from app.core import db
from app.core.runtime import Runtime, now
from app.models import Contact, Customer, Event, Invitation, InvitationKind, PocStatus
from app.services import contacts, customer_merging, customers, invitations, poc_status
from app.services.reminding import remind_due, remind_of_invitation, remind_of_tasks
from tests.app.services.contacting import contact_at, sent
from tests.app.services.inviting import NEW, mails, registration, token_of
from tests.app.services.reminding import KINDS, berlin, every_kind, invited, inviter, reminded, task
from tests.app.services.test_poc_waiting import meanwhile, on_postgres
from tests.outcomes import DONE, outcome
from tests.partners import connect
from tests.world import World, snapshot


async def test_given_workers_at_once_when_due_then_one_mail_each(runtime: Runtime, world: World) -> None:
    for n, kind in enumerate([*KINDS, InvitationKind.POC]):
        await invited(world, f"n{n}@acme.example", kind=kind)
    await task(world)
    await task(world, title="Send the certificates")
    runtime.clock.stand(berlin(5, 10))
    assert sum(await asyncio.gather(*(remind_due(limit=1000) for _ in range(4)))) == 6
    assert len(await mails("invitation_reminder")) == 4
    assert sorted(mail.recipient for mail in await mails("task_reminder")) == ["cara@acme.example", "carl@acme.example"]
    assert await Event.filter(action__in=["invitation.reminded", "participant.reminded"]).count() == 6


@every_kind
async def test_given_an_accept_against_a_worker_when_at_once_then_no_mail_after_the_accept(
    runtime: Runtime, world: World, kind: InvitationKind
) -> None:
    for n in range(6):
        runtime.clock.stand(berlin(2, 10))
        email = f"n{n}@acme.example"
        id_ = await invited(world, email, kind=kind)
        token = await token_of(id_)
        runtime.clock.stand(berlin(5, 10))
        accept = invitations.accept(world.nobody, token=token, registration=registration())
        calls: list[Any] = [outcome(accept), remind_due(limit=10)]
        answers = await asyncio.gather(*(calls if n % 2 else reversed(calls)))
        answer, written = answers if n % 2 else reversed(answers)
        assert (answer, written) in ((DONE, 0), ("LINK_REPLACED token", 1))
        assert bool((await Invitation.get(id=id_)).accepted_at) is (answer == DONE)


@every_kind
async def test_given_a_crash_before_the_commit_when_a_worker_comes_again_then_one_mail(
    runtime: Runtime, world: World, kind: InvitationKind
) -> None:
    id_ = await invited(world, kind=kind)
    await task(world, assigned_participant=world.cara_on_active)
    runtime.clock.stand(berlin(5, 10))
    before = await snapshot()
    with suppress(ZeroDivisionError):
        async with db.transaction():
            assert await remind_of_invitation(id_)
            assert await remind_of_tasks(world.active.id, world.cara_on_active.id)
            raise ZeroDivisionError
    assert await snapshot() == before
    assert await reminded(runtime, berlin(5, 10)) == ["cara@acme.example", NEW]


@on_postgres
@pytest.mark.parametrize("first", ["accept", "cancel", "resend"])
@every_kind
async def test_given_what_is_not_committed_when_reminded_meanwhile_then_it_waits_and_writes_nothing(
    runtime: Runtime, world: World, kind: InvitationKind, first: str
) -> None:
    id_ = await invited(world, kind=kind)
    calls: dict[str, Any] = {
        "accept": invitations.accept(world.nobody, token=await token_of(id_), registration=registration()),
        "cancel": invitations.cancel(inviter(world, kind), id_),
        "resend": invitations.resend(inviter(world, kind), id_),
    }
    runtime.clock.stand(berlin(5, 10))
    call = calls.pop(first)
    for other in calls.values():
        other.close()
    async with meanwhile(call, remind_of_invitation(id_)) as trying:
        assert await trying == {DONE: 1}
    assert not await mails("invitation_reminder")


@on_postgres
@every_kind
async def test_given_a_reminder_that_is_not_committed_when_decided_meanwhile_then_by_how_it_stands_after_it(
    runtime: Runtime, world: World, kind: InvitationKind
) -> None:
    id_ = await invited(world, kind=kind)
    runtime.clock.stand(berlin(5, 10))
    accepting = invitations.accept(world.nobody, token=await token_of(id_), registration=registration())
    others = [accepting, remind_of_invitation(id_), invitations.cancel(inviter(world, kind), id_)]
    async with meanwhile(remind_of_invitation(id_), *others) as trying:
        assert await trying == {DONE: 2, "LINK_REPLACED token": 1}
    assert len(await mails("invitation_reminder")) == 1


async def test_given_another_address_against_a_worker_when_at_once_then_none_is_pending_at_the_former(
    runtime: Runtime, world: World
) -> None:
    for n in range(6):
        runtime.clock.stand(berlin(2, 10))
        id_ = await invited(world, f"n{n}@acme.example", kind=InvitationKind.PORTAL)
        contact_id = (await Invitation.get(id=id_)).contact_id
        runtime.clock.stand(berlin(5, 10))
        calls: list[Any] = [contacts.update(world.actor(world.sam), contact_id, email=f"other{n}@acme.example"), remind_due(limit=10)]
        async with asyncio.timeout(60):
            await asyncio.gather(*(calls if n % 2 else reversed(calls)))
        after = await Invitation.get(id=id_)
        assert after.cancelled_at == now()
        assert await remind_due(limit=10) == 0
        assert len([mail for mail in await mails("invitation_reminder") if mail.recipient == f"n{n}@acme.example"]) == int(
            after.reminded_at is not None
        )


@on_postgres
async def test_given_another_address_that_is_not_committed_when_reminded_meanwhile_then_it_waits_for_it(
    runtime: Runtime, world: World
) -> None:
    """Of the contact alone: in between its invitation is not withdrawn yet, and nobody has its lock."""
    id_ = await invited(world, kind=InvitationKind.PORTAL)
    contact_id = (await Invitation.get(id=id_)).contact_id
    runtime.clock.stand(berlin(5, 10))

    async def move() -> None:
        await Contact.filter(id=contact_id).update(email="other@acme.example", email_key="other@acme.example")

    async with meanwhile(move(), remind_of_invitation(id_)) as trying:
        assert await trying == {DONE: 1}
    assert not await mails("invitation_reminder")


@on_postgres
async def test_given_a_poc_on_hold_that_is_not_committed_when_reminded_meanwhile_then_it_waits_for_it(
    runtime: Runtime, world: World
) -> None:
    id_ = await invited(world)
    runtime.clock.stand(berlin(5, 10))
    holding = poc_status.change(world.actor(world.sam), world.active.id, status=PocStatus.ON_HOLD)
    async with meanwhile(holding, remind_of_invitation(id_)) as trying:
        assert await trying == {DONE: 1}
    assert not await mails("invitation_reminder")


@on_postgres
async def test_given_a_contact_that_is_merged_meanwhile_when_reminded_then_nobody_is_stuck(runtime: Runtime, world: World) -> None:
    mia, record = world.actor(world.mia), (await connect(world)).record
    prospect = await customers.add_prospect(mia, name="Prospect")
    stays = await contact_at(record)
    goes = await contact_at(await Customer.get(id=prospect))
    id_, _ = await sent(world, goes)
    runtime.clock.stand(berlin(5, 10))
    async with meanwhile(customer_merging.merge(mia, from_id=prospect, into_id=record.id), remind_of_invitation(id_)) as trying:
        assert await trying == {DONE: 1}
    assert (await Invitation.get(id=id_)).contact_id == stays.id
    assert len(await mails("invitation_reminder")) == 1
