"""Who joins a POC is a contact of its customer: the one with that address, or from now on."""

from __future__ import annotations

from app.models import Contact, Event, Participant, User
from app.services import invitations, participants
from tests.app.services.contacting import NEW, contact_at, portal_of
from tests.app.services.inviting import refused, registration, token_of
from tests.world import World


async def test_given_nobody_with_the_address_when_joined_then_a_contact_by_the_names_of_the_person(world: World) -> None:
    id_ = await participants.invite(
        world.actor(world.sam), world.active.id, email="Nina@Acme.example", first_name="N.", last_name="?", title="CTO"
    )
    await invitations.accept(world.nobody, token=await token_of(id_), registration=registration())
    user = await User.get(email_key=NEW)
    [contact] = await Contact.all()
    assert (contact.first_name, contact.last_name, contact.sort_name, contact.title) == ("Nina", "New", "nina new", "CTO")
    assert (contact.email, contact.email_key, contact.phone) == ("Nina@Acme.example", NEW, None)
    assert (contact.tenant_id, contact.customer_id) == (world.northwind.id, world.acme.id)
    assert await portal_of(contact) == (None, False), "a POC opens no portal"
    assert (await Participant.get(user_id=user.id)).contact_id == contact.id
    [event] = await Event.filter(action="contact.created")
    assert (event.actor_id, event.tenant_id, event.target_id, event.poc_id, event.activity) == (
        user.id, world.northwind.id, contact.id, None, None
    )  # fmt: skip
    assert NEW not in str(event.changes)


async def test_given_a_contact_with_the_address_when_joined_then_it_is_that_one_and_stays_as_it_was(world: World) -> None:
    contact = await contact_at(world.acme, first_name="Ninotschka", phone="123")
    elsewhere = await contact_at(world.globex)
    id_ = await participants.invite(world.actor(world.sam), world.active.id, email="NINA@acme.example")
    await invitations.accept(world.nobody, token=await token_of(id_), registration=registration())
    joined = await Participant.get(user__email_key=NEW)
    assert joined.contact_id == contact.id
    row = await Contact.get(id=contact.id)
    assert (row.first_name, row.phone, row.user_id) == ("Ninotschka", "123", None)
    assert await Contact.all().count() == 2
    assert elsewhere.id != joined.contact_id
    assert not await Event.filter(action__startswith="contact.").exists()


async def test_given_a_refused_accept_when_joined_then_no_contact_is_written(world: World) -> None:
    id_ = await participants.invite(world.actor(world.sam), world.active.id, email="olga@contoso.example")
    token = await token_of(id_)
    assert await refused(invitations.accept(world.actor(world.cara), token=token)) == "WRONG_ACCOUNT token"
    assert await refused(invitations.accept(world.nobody, token=token, registration=registration())) == "SIGN_IN_REQUIRED token"
    assert await Contact.all().count() == 0
