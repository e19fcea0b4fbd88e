"""Erasing a person: what contacts tell of them goes, and what hangs on the rows stays."""

from __future__ import annotations

from typing import Any

from app.core import db, ids
from app.core.runtime import now
from app.models import Contact, Event, Invitation, Participant
from app.services import contacts, erasing, invitations
from app.services.audit_facts import OPERATOR, actor_name
from tests.app.services.contacting import NEW, contact_at, portal_of, sent
from tests.app.services.inviting import registration
from tests.outcomes import outcome
from tests.world import World, snapshot

CARA = "cara@acme.example"
WORDS = ("Zacharias", "Quintus", "+49 30 998877", "Hofrat")


async def known() -> list[str]:
    """Which of the words stand anywhere in the database."""
    held = repr(await snapshot(without=["mail"]))
    return [word for word in WORDS if word.lower() in held.lower()]


async def test_given_a_contact_with_access_when_erased_then_nothing_tells_who_it_was(world: World) -> None:
    facts: dict[str, Any] = {"first_name": WORDS[0], "last_name": WORDS[1], "phone": WORDS[2], "title": WORDS[3]}
    contact = await contact_at(world.acme, CARA, **facts)
    other = await contact_at(world.globex, "carl@acme.example", first_name="Carl")
    elsewhere = await contact_at(world.contoso_customer, CARA)
    _, token = await sent(world, contact)
    await invitations.accept(world.actor(world.cara), token=token)
    await Participant.filter(id=world.cara_on_active.id).update(contact_id=contact.id)
    assert await known() == list(WORDS)
    await erasing.erase(CARA)
    assert await known() == []
    row = await Contact.get(id=contact.id)
    assert (row.first_name, row.last_name, row.sort_name, row.email, row.email_key) == ("Erased", "person", "erased person", None, None)
    assert await portal_of(contact) == (world.cara.id, False)
    assert (await Contact.get(id=elsewhere.id)).email_key is None
    assert (await Contact.get(id=other.id)).first_name == "Carl"
    assert (await Participant.get(id=world.cara_on_active.id)).contact_id == contact.id
    told = await Event.filter(target_kind="contact", actor_id=None).values_list("action", "target_id", "tenant_id")
    assert set(told) == {
        ("contact.portal_revoked", contact.id, world.northwind.id), ("contact.changed", contact.id, world.northwind.id),
        ("contact.changed", elsewhere.id, world.contoso.id),
    }  # fmt: skip
    assert actor_name("contact.changed", None, None) == OPERATOR
    before = await snapshot()
    await erasing.erase(ids.to_text("user", world.cara.id))
    assert await snapshot() == before


async def test_given_a_contact_that_is_somebody_else_by_now_when_who_had_access_is_erased_then_it_stays_as_it_is(world: World) -> None:
    sam = world.actor(world.sam)
    for email in (CARA, None):
        contact = await contact_at(world.acme, CARA, user=world.cara, portal_at=now(), revoked_at=now())
        await contacts.update(sam, contact.id, email=email)
        assert await portal_of(contact) == (world.cara.id, False), "it tells of her still"
        await contacts.update(sam, contact.id, first_name=WORDS[0], last_name=WORDS[1], email=f"z{contact.id}@acme.example")
    await erasing.erase(CARA)
    assert await known() == list(WORDS[:2])
    assert await Contact.filter(first_name=WORDS[0], email__isnull=False, user_id=None).count() == 2


async def test_given_access_of_which_no_contact_is_left_when_erased_then_the_provider_is_told_all_the_same(world: World) -> None:
    contact = await contact_at(world.acme)
    _, token = await sent(world, contact)
    await invitations.accept(world.nobody, token=token, registration=registration())
    await contacts.delete(world.actor(world.sam), contact.id)
    erased = await erasing.erase(NEW)
    assert await Event.filter(action="member.erased", target_id=erased.user_id).values_list("tenant_id", flat=True) == [world.northwind.id]


async def test_given_an_address_without_an_account_when_erased_then_its_contact_and_invitation_say_nothing(world: World) -> None:
    contact = await contact_at(world.acme, first_name=WORDS[0])
    id_, token = await sent(world, contact)
    assert await known() == [WORDS[0]]
    await erasing.erase(NEW)
    assert await known() == []
    row = await Invitation.get(id=id_)
    assert (row.cancel_reason, row.contact_id, row.first_name) == ("WITHDRAWN", contact.id, None)
    assert await outcome(invitations.accept(world.nobody, token=token)) == "LINK_CANCELLED token"
    [event] = await Event.filter(action="invitation.cancelled")
    assert event.target_kind == "portal_invitation"
    found = await db.fetch("select 1 from contact where email_key = :key", {"key": NEW})
    assert not found
