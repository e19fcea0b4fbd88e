"""A person who is erased while they or others do something with what is theirs: nobody waits in a circle, and the person is gone."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from datetime import timedelta

import pytest

from app.core import db
from app.core.runtime import Runtime
from app.core.settings import Switch
from app.models import Contact, Customer, Invitation, Mail, MailStatus, Membership, Role, User
from app.services import accounts, contacts, customer_merging, customers, erasing, invitations, members, participants, tenants
from app.services.erasing import FIRST_NAME
from tests.app.services.contacting import contact_at, sent
from tests.app.services.inviting import token_of
from tests.app.services.test_poc_waiting import behind, meanwhile, on_postgres
from tests.outcomes import DONE
from tests.partners import connect
from tests.world import World

pytestmark = [pytest.mark.settings(rate_limits=Switch.OFF), on_postgres]

EMAIL = "nina@acme.example"


async def test_given_who_is_erased_and_changes_their_profile_when_both_wait_for_the_person_then_none_for_the_other(
    runtime: Runtime, world: World
) -> None:
    renaming = accounts.update_profile(world.actor(world.max), first_name="Maximilian")
    async with meanwhile(tenants.hold_person(world.max.id), erasing.erase(world.max.email), behind(renaming)) as trying:
        assert (await trying)[DONE] >= 1
    person, membership = await User.get(id=world.max.id), await Membership.get(user_id=world.max.id)
    assert person.first_name == FIRST_NAME
    assert membership.sort_name == person.sort_name


async def test_given_two_contacts_of_one_person_when_merged_and_erased_at_once_then_none_waits_for_the_other(
    runtime: Runtime, world: World
) -> None:
    mia, record = world.actor(world.mia), (await connect(world)).record
    prospect = await customers.add_prospect(mia, name="Prospect")
    first, last = await contact_at(record, EMAIL), await contact_at(await Customer.get(id=prospect), EMAIL)
    await contacts.update(world.actor(world.sam), first.id, title="Who was changed last lies behind")
    merging = customer_merging.merge(mia, from_id=prospect, into_id=record.id)
    async with meanwhile(_hold(last), erasing.erase(EMAIL), behind(merging)) as trying:
        assert await trying == {DONE: 2}
    assert not await Contact.filter(email_key=EMAIL).exists()


async def test_given_who_becomes_a_member_meanwhile_when_erased_while_they_accept_more_then_none_waits_for_the_other(
    runtime: Runtime, world: World
) -> None:
    contact = await contact_at(world.acme, world.carl.email)
    _, to_portal = await sent(world, contact)
    member = await members.invite(world.actor(world.ada), email=world.carl.email, roles={Role.MEMBER})
    joining = invitations.accept(world.actor(world.carl), token=await token_of(member))
    opening = invitations.accept(world.actor(world.carl), token=to_portal)
    async with meanwhile(joining, erasing.erase(world.carl.email), behind(opening)) as trying:
        assert (await trying)[DONE] >= 1
    assert (await User.get(id=world.carl.id)).first_name == FIRST_NAME
    assert not await Membership.filter(user_id=world.carl.id, status="ACTIVE").exists()
    assert not await Contact.filter(user_id=world.carl.id, revoked_at=None).exists()


async def test_given_who_is_invited_while_they_are_erased_when_over_then_that_is_as_if_it_came_afterwards(
    runtime: Runtime, world: World
) -> None:
    sam = world.actor(world.sam)
    expired = await participants.invite(sam, world.active.id, email=EMAIL)
    runtime.clock.advance(timedelta(days=8))
    held, go = asyncio.Event(), asyncio.Event()

    async def hold() -> None:
        async with db.transaction():
            await Invitation.select_for_update(no_key=True).get(id=expired)
            held.set()
            await go.wait()

    holding = asyncio.create_task(hold())
    await held.wait()
    erasing_them = asyncio.create_task(erasing.erase(EMAIL))
    new = contacts.create(sam, world.acme.id, first_name="Nina", last_name="New", email=EMAIL, send_invite=True)
    await asyncio.wait_for(behind(new), 20)
    go.set()
    await asyncio.gather(holding, erasing_them)
    [invitation] = await Invitation.filter(accepted_at=None, cancelled_at=None)
    mail = await Mail.get(id=invitation.mail_id)
    assert (invitation.email_key, mail.recipient_key, mail.status) == (EMAIL, EMAIL, MailStatus.QUEUED)
    assert (await Invitation.get(id=expired)).email_key != EMAIL


async def _hold(contact: Contact) -> None:
    values: Mapping[str, object] = {"id": contact.id}
    await db.fetch("select 1 from contact where id = :id for no key update", values)
