"""The contacts of a prospect that is merged: all go over, and of two with one address one stays with what hangs on both."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

import pytest

from app.core.runtime import Runtime, now
from app.models import Contact, Customer, Event, Invitation, Participant
from app.services import customer_merging, invitations, participants, portal_invites
from tests.app.services.contacting import NEW, contact_at, open_invitations, portal_of, sent, with_access
from tests.app.services.inviting import registration, token_of
from tests.app.services.test_poc_waiting import meanwhile, on_postgres
from tests.outcomes import DONE, outcome
from tests.partners import connect
from tests.world import World

CARA = "cara@acme.example"


async def merged(world: World, into: Customer) -> list[Contact]:
    """Mia merges Acme: the contacts of the customer afterwards."""
    await customer_merging.merge(world.actor(world.mia), from_id=world.acme.id, into_id=into.id)
    return list(await Contact.filter(customer_id=into.id).order_by("sort_name"))


async def test_given_different_people_when_merged_then_all_are_there_with_access_and_invitations(world: World) -> None:
    into = (await connect(world)).record
    theirs, invited, there = (
        await with_access(world.acme, world.cara),
        await contact_at(world.acme),
        await contact_at(into, "x@umbrella.example"),
    )
    silent = await contact_at(world.acme, None), await contact_at(into, None)
    id_, token = await sent(world, invited)
    found = await merged(world, into)
    assert {contact.id for contact in found} == {theirs.id, invited.id, there.id, *(one.id for one in silent)}
    assert await portal_of(theirs) == (world.cara.id, True)
    assert (await Invitation.get(id=id_)).customer_id == into.id
    assert await outcome(invitations.accept(world.nobody, token=token, registration=registration())) == DONE
    assert not await Event.filter(action="contact.deleted").exists()


@pytest.mark.parametrize("with_portal", ["neither", "prospect's", "customer's", "both"])
async def test_given_one_address_at_both_when_merged_then_who_has_access_stays(world: World, with_portal: str) -> None:
    into = (await connect(world)).record
    facts = {"user": world.cara, "portal_at": now()}
    former = await contact_at(world.acme, CARA, phone="123", title="CTO", **(facts if with_portal in ("prospect's", "both") else {}))
    there = await contact_at(into, CARA, title="CEO", **(facts if with_portal in ("customer's", "both") else {}))
    await Participant.filter(id=world.cara_on_active.id).update(contact_id=former.id)
    await Participant.filter(id=world.carl_on_active.id).update(contact_id=there.id)
    stays, goes = (former, there) if with_portal == "prospect's" else (there, former)
    [contact] = await merged(world, into)
    assert (contact.id, contact.phone, contact.title) == (stays.id, "123", stays.title)
    assert await portal_of(contact) == ((world.cara.id, True) if with_portal != "neither" else (None, False))
    on_pocs = await Participant.filter(id__in=[world.cara_on_active.id, world.carl_on_active.id]).values_list("contact_id", flat=True)
    assert list(on_pocs) == [stays.id, stays.id]
    [event] = await Event.filter(action="contact.deleted")
    assert (event.target_id, event.changes) == (goes.id, {"contactId": str(stays.id)})
    assert not await Event.filter(action="contact.portal_revoked").exists(), "nobody's access ended"


async def test_given_one_address_that_two_people_opened_the_portal_with_when_merged_then_it_says_whose_access_ended(
    runtime: Runtime, world: World
) -> None:
    into = (await connect(world)).record
    former, there = await with_access(world.acme, world.cara), await contact_at(into, CARA, user=world.carl, portal_at=now())
    mia = world.actor(world.mia)
    taken = await with_access(world.acme, world.olga)
    await portal_invites.revoke(mia, taken.id)
    [as_revoked] = await Event.filter(action="contact.portal_revoked")

    found = await merged(world, into)
    assert {contact.id for contact in found} == {there.id, taken.id}
    assert await portal_of(there) == (world.carl.id, True)
    revoked, deleted = await Event.filter(target_id=former.id).order_by("id")
    assert (revoked.action, deleted.action) == ("contact.portal_revoked", "contact.deleted")
    for column in ("target_kind", "tenant_id", "actor_id", "poc_id", "changes"):
        assert getattr(revoked, column) == getattr(as_revoked, column), column


@pytest.mark.parametrize("invited", ["prospect's", "customer's", "both"])
async def test_given_one_address_at_both_and_invitations_when_merged_then_one_is_open_and_works(
    runtime: Runtime, world: World, invited: str
) -> None:
    into = (await connect(world)).record
    former, there = await contact_at(world.acme), await contact_at(into)
    made: dict[UUID, str] = {}
    for contact, whose in ((former, "prospect's"), (there, "customer's")):
        if invited in (whose, "both"):
            id_, token = await sent(world, contact)
            made[id_] = token
    [contact] = await merged(world, into)
    assert (contact.id, await open_invitations(contact)) == (there.id, 1)
    assert await Invitation.filter(contact_id=there.id).count() == len(made), "also what was withdrawn is known of"
    open_ = await Invitation.get(contact_id=there.id, cancelled_at=None)
    assert await outcome(invitations.accept(world.nobody, token=made[open_.id], registration=registration())) == DONE
    assert (await portal_of(there))[1]
    withdrawn = await Event.filter(action="invitation.cancelled").values_list("target_kind", flat=True)
    assert list(withdrawn) == (["portal_invitation"] if invited == "both" else [])


async def test_given_access_at_one_and_an_invitation_at_the_other_when_merged_then_it_is_withdrawn(world: World) -> None:
    into = (await connect(world)).record
    there = await with_access(into, world.cara)
    id_, _ = await sent(world, await contact_at(world.acme, CARA))
    assert [contact.id for contact in await merged(world, into)] == [there.id]
    assert (await Invitation.get(id=id_)).cancel_reason == "WITHDRAWN"


async def test_given_access_that_was_revoked_when_merged_then_it_is_still_known(runtime: Runtime, world: World) -> None:
    into = (await connect(world)).record
    former, there = await with_access(world.acme, world.cara), await contact_at(into, CARA)
    await portal_invites.revoke(world.actor(world.sam), former.id)
    runtime.clock.advance(timedelta(minutes=1))
    await merged(world, into)
    row = await Contact.get(id=there.id)
    assert (row.user_id, row.revoked_at is not None, portal_invites.is_open(row)) == (world.cara.id, True, False)


@on_postgres
async def test_given_an_accept_when_merged_meanwhile_then_the_contact_that_stays_has_the_access(world: World) -> None:
    into = (await connect(world)).record
    former, there = await contact_at(world.acme, CARA), await contact_at(into, CARA)
    _, token = await sent(world, former)
    merging = customer_merging.merge(world.actor(world.mia), from_id=world.acme.id, into_id=into.id)
    async with meanwhile(merging, invitations.accept(world.actor(world.cara), token=token)) as trying:
        assert await trying == {DONE: 1}
    assert await portal_of(there) == (world.cara.id, True)


@on_postgres
async def test_given_somebody_who_joins_when_merged_meanwhile_then_one_contact(world: World) -> None:
    into, sam = (await connect(world)).record, world.actor(world.sam)
    await contact_at(world.acme, "olga@contoso.example")
    await type(world.won).filter(id=world.won.id).update(customer_id=into.id, status="ACTIVE")
    id_ = await participants.invite(sam, world.won.id, email="olga@contoso.example")
    joining = invitations.accept(world.actor(world.olga), token=await token_of(id_))
    merging = customer_merging.merge(world.actor(world.mia), from_id=world.acme.id, into_id=into.id)
    async with meanwhile(joining, merging) as trying:
        assert await trying == {DONE: 1}
    [contact] = await Contact.filter(email_key="olga@contoso.example")
    assert (contact.customer_id, (await Participant.get(user_id=world.olga.id)).contact_id) == (into.id, contact.id)
    assert contact.email_key != NEW
