"""What happens to a contact at once: one mail, one contact, one winner, and everybody else gets a clear answer."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Awaitable, Callable, Coroutine
from typing import Any

import pytest

from app.core import db
from app.core.runtime import now
from app.core.settings import Switch
from app.models import Contact, Customer, Event, Invitation, Participant, Role, User
from app.services import contacts, customer_merging, customers, erasing, invitations, members, participants, portal_invites, tenant_settings
from tests.app.services.contacting import contact_at, open_invitations, portal_of, sent
from tests.app.services.inviting import mails, registration, token_of
from tests.app.services.test_poc_waiting import behind, meanwhile, on_postgres
from tests.outcomes import DONE, outcome
from tests.partners import connect
from tests.world import World

CARA = "cara@acme.example"
pytestmark = pytest.mark.settings(rate_limits=Switch.OFF)


async def at_once(*calls: Awaitable[object]) -> Counter[str]:
    return Counter(await asyncio.wait_for(asyncio.gather(*(outcome(call) for call in calls)), 60))


async def test_given_many_sends_at_once_then_one_mail_and_the_others_wait(world: World) -> None:
    contact = await contact_at(world.acme)
    actors = [world.actor(user) for user in (world.sam, world.kim, world.ada)]
    answers = await at_once(*(portal_invites.send(actors[n % 3], contact.id) for n in range(12)))
    assert answers == {DONE: 1, "COOLDOWN contactId": 11}
    assert (len(await mails()), await open_invitations(contact)) == (1, 1)


@on_postgres
async def test_given_a_send_that_is_not_committed_when_sent_and_resent_meanwhile_then_they_wait_for_it(world: World) -> None:
    contact, sam = await contact_at(world.acme), world.actor(world.sam)
    async with meanwhile(portal_invites.send(sam, contact.id), portal_invites.send(world.actor(world.kim), contact.id)) as trying:
        assert await trying == {"COOLDOWN contactId": 1}
    assert len(await mails()) == 1


async def test_given_one_address_written_down_at_once_then_one_contact(world: World) -> None:
    sam = world.actor(world.sam)
    calls = (
        contacts.create(sam, world.acme.id, first_name="Nina", last_name=str(n), email="Nina@Acme.example", send_invite=bool(n % 2))
        for n in range(10)
    )
    assert await at_once(*calls) == {DONE: 1, "ALREADY_EXISTS email": 9}
    assert await Contact.all().count() == 1
    others = [await contact_at(world.acme, f"n{n}@acme.example") for n in range(6)]
    answers = await at_once(*(contacts.update(sam, other.id, email="same@acme.example") for other in others))
    assert answers == {DONE: 1, "ALREADY_EXISTS email": 5}


async def test_given_accepts_against_a_revocation_at_once_then_never_open_behind_it(world: World) -> None:
    for n in range(8):
        contact = await contact_at(world.acme, f"n{n}@acme.example")
        _, token = await sent(world, contact)
        accepts = [invitations.accept(world.nobody, token=token, registration=registration()) for _ in range(2)]
        calls = [*accepts, portal_invites.revoke(world.actor(world.sam), contact.id)]
        answers = await at_once(*(calls if n % 2 else reversed(calls)))
        user_id, is_open = await portal_of(contact)
        assert not is_open, "whoever revokes has the last word"
        accepted = {DONE: 2, "ALREADY_ACCEPTED token": 1}
        assert answers == (accepted if user_id else {DONE: 1, "LINK_CANCELLED token": 2})


async def test_given_an_accept_against_a_change_of_address_at_once_then_one_winner(world: World) -> None:
    for n in range(8):
        contact = await contact_at(world.acme, f"n{n}@acme.example")
        _, token = await sent(world, contact)
        calls = [
            invitations.accept(world.nobody, token=token, registration=registration()),
            contacts.update(world.actor(world.sam), contact.id, email=f"other{n}@acme.example"),
        ]
        answers = await at_once(*(calls if n % 2 else reversed(calls)))
        _, is_open = await portal_of(contact)
        assert answers == {DONE: 1, ("HAS_ACCOUNT email" if is_open else "LINK_CANCELLED token"): 1}
        assert (await Contact.get(id=contact.id)).email == (f"n{n}@acme.example" if is_open else f"other{n}@acme.example")
        assert await User.filter(email_key=f"n{n}@acme.example").count() == int(is_open)


@on_postgres
@pytest.mark.parametrize("first", ["change", "delete", "erase", "revoke"])
async def test_given_an_accept_that_waits_for_a_change_when_it_goes_on_then_the_link_is_dead(world: World, first: str) -> None:
    contact, sam = await contact_at(world.acme, CARA), world.actor(world.sam)
    _, token = await sent(world, contact)
    changes: dict[str, Callable[[], Coroutine[Any, Any, object]]] = {
        "change": lambda: contacts.update(sam, contact.id, email="other@acme.example"),
        "delete": lambda: contacts.delete(sam, contact.id),
        "erase": lambda: erasing.erase(CARA),
        "revoke": lambda: portal_invites.revoke(sam, contact.id),
    }
    async with meanwhile(changes[first](), invitations.accept(world.actor(world.cara), token=token)) as trying:
        assert await trying == {"LINK_CANCELLED token": 1}
    assert not [row for row in await Contact.all() if portal_invites.is_open(row)]


@on_postgres
async def test_given_changes_that_wait_for_an_accept_when_they_go_on_then_as_with_any_contact_with_access(world: World) -> None:
    contact, sam = await contact_at(world.acme, CARA), world.actor(world.sam)
    _, token = await sent(world, contact)
    accepting = invitations.accept(world.actor(world.cara), token=token)
    waiting = [contacts.update(sam, contact.id, email="other@acme.example"), portal_invites.send(world.actor(world.kim), contact.id)]
    async with meanwhile(accepting, *waiting) as trying:
        assert await trying == {"HAS_ACCOUNT email": 1, "HAS_ACCOUNT contactId": 1}
    assert await portal_of(contact) == (world.cara.id, True)


async def test_given_an_accept_against_sends_at_once_then_the_link_or_a_fresh_one(world: World) -> None:
    for n in range(6):
        contact = await contact_at(world.acme, f"n{n}@acme.example")
        id_, token = await sent(world, contact)
        await Invitation.filter(id=id_).update(last_sent_at=None)
        calls = [
            invitations.accept(world.nobody, token=token, registration=registration()),
            portal_invites.send(world.actor(world.sam), contact.id),
        ]
        answers = await at_once(*(calls if n % 2 else reversed(calls)))
        _, is_open = await portal_of(contact)
        assert answers == {DONE: 1, ("HAS_ACCOUNT contactId" if is_open else "LINK_REPLACED token"): 1}
        if not is_open:
            assert await outcome(invitations.accept(world.nobody, token=await token_of(id_), registration=registration())) == DONE


async def test_given_an_accept_against_a_membership_and_the_settings_at_once_then_never_stuck(world: World) -> None:
    ada = world.actor(world.ada)
    for n in range(4):
        email = f"n{n}@acme.example"
        user = await User.create(email=email, email_key=email, first_name="N", last_name=str(n), sort_name=f"n {n}", created_at=now())
        contact = await contact_at(world.acme, email)
        _, token = await sent(world, contact)
        member = await members.invite(ada, email=email, roles={Role.MEMBER})
        person = type(ada)(user_id=user.id)
        answers = await at_once(
            invitations.accept(person, token=token),
            invitations.accept(person, token=await token_of(member)),
            tenant_settings.update(ada, name=f"Northwind {n}"),
        )
        assert answers.keys() <= {DONE, "ALREADY_MEMBER token"}


async def test_given_one_person_who_joins_several_pocs_at_once_then_one_contact(world: World) -> None:
    sam, kim = world.actor(world.sam), world.actor(world.kim)
    olga = world.actor(world.olga)
    ids = [
        await participants.invite(sam, world.active.id, email="olga@contoso.example"),
        await participants.invite(kim, world.kims.id, email="olga@contoso.example"),
    ]
    tokens = [await token_of(id_) for id_ in ids]
    answers = await at_once(
        *(invitations.accept(olga, token=token) for token in tokens),
        contacts.create(sam, world.acme.id, first_name="Olga", last_name="Olsen", email="olga@contoso.example", send_invite=True),
        erasing.erase("nobody@acme.example"),
    )
    assert answers.keys() <= {DONE, "ALREADY_EXISTS email"}
    [contact] = await Contact.filter(customer_id=world.acme.id)
    joined = await Participant.filter(user_id=world.olga.id).values_list("contact_id", flat=True)
    assert list(joined) == [contact.id, contact.id]
    assert await Event.filter(action="contact.created").count() == 1


@on_postgres
async def test_given_a_contact_that_is_deleted_when_somebody_joins_meanwhile_then_a_new_one(world: World) -> None:
    sam = world.actor(world.sam)
    contact = await contact_at(world.acme, "olga@contoso.example")
    id_ = await participants.invite(sam, world.active.id, email="olga@contoso.example")
    joining = invitations.accept(world.actor(world.olga), token=await token_of(id_))
    async with meanwhile(contacts.delete(sam, contact.id), joining) as trying:
        assert await trying == {DONE: 1}
    joined = await Participant.get(user_id=world.olga.id)
    assert joined.contact_id not in (None, contact.id)


@on_postgres
async def test_given_somebody_who_joins_when_their_contact_is_deleted_meanwhile_then_in_use(world: World) -> None:
    sam = world.actor(world.sam)
    contact = await contact_at(world.acme, "olga@contoso.example")
    id_ = await participants.invite(sam, world.active.id, email="olga@contoso.example")
    joining = invitations.accept(world.actor(world.olga), token=await token_of(id_))
    async with meanwhile(joining, contacts.delete(sam, contact.id)) as trying:
        assert await trying == {"IN_USE contactId": 1}


@on_postgres
async def test_given_a_contact_that_is_merged_meanwhile_when_accepted_and_revoked_then_none_waits_for_the_other(world: World) -> None:
    mia, sam, record = world.actor(world.mia), world.actor(world.sam), (await connect(world)).record
    for n in range(6):
        prospect = await customers.add_prospect(mia, name=f"Prospect {n}")
        stays, goes = (
            await contact_at(record, f"n{n}@acme.example"),
            await contact_at(await Customer.get(id=prospect), f"n{n}@acme.example"),
        )
        _, token = await sent(world, goes)
        accepting = invitations.accept(world.nobody, token=token, registration=registration())
        merging = customer_merging.merge(mia, from_id=prospect, into_id=record.id)
        async with meanwhile(merging, accepting, portal_invites.revoke(sam, stays.id)) as trying:
            answers = await trying
        user_id, is_open = await portal_of(stays)
        assert answers == ({DONE: 2} if user_id else {DONE: 1, "LINK_CANCELLED token": 1})
        assert not is_open, "whoever revokes has the last word"


@on_postgres
async def test_given_contacts_that_get_other_addresses_at_once_when_changed_then_one_after_the_other(world: World) -> None:
    sam, one, two = (
        world.actor(world.sam),
        await contact_at(world.acme, "one@acme.example"),
        await contact_at(world.acme, "two@acme.example"),
    )
    held, go = asyncio.Event(), asyncio.Event()

    async def hold() -> None:
        async with db.transaction():
            await db.fetch("select 1 from customer where id = :id for no key update", {"id": world.acme.id})
            held.set()
            await go.wait()

    holding = asyncio.create_task(hold())
    await held.wait()
    await contacts.update(sam, two.id, title="Waits for nobody")
    moving = asyncio.create_task(contacts.update(sam, one.id, email="three@acme.example"))
    try:
        async with asyncio.timeout(10):
            await behind(asyncio.sleep(0))
    finally:
        go.set()
        await asyncio.gather(holding, moving)
    given = [(one, "two@acme.example"), (two, "three@acme.example")] * 4
    answers = await at_once(*(contacts.update(sam, contact.id, email=email) for contact, email in given))
    assert answers.keys() <= {DONE, "ALREADY_EXISTS email"}
