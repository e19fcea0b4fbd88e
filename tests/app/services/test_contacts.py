"""Contacts of a customer: writing them down, changing and deleting them."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import pytest

from app.core.runtime import now
from app.models import Contact, Customer, Event, Invitation, Participant, Plan, PocStatus, Role, Tenant
from app.services import contacts, poc_status
from tests.app.services.contacting import NEW, contact_at, open_invitations, portal_of, sent, with_access
from tests.app.services.inviting import mails, refused
from tests.outcomes import DONE, outcome
from tests.partners import act, connect
from tests.world import World, snapshot

NINA: dict[str, Any] = {"first_name": "Nina", "last_name": "New"}


async def said(world: World, **facts: Any) -> str:
    """How it ends when sam writes down Nina at Acme, perhaps otherwise."""
    return await outcome(contacts.create(world.actor(world.sam), world.acme.id, **(NINA | facts)))


async def test_given_a_customer_when_a_contact_is_written_down_then_as_given_and_the_event_tells_no_personal_data(world: World) -> None:
    made = await contacts.create(
        world.actor(world.sam), world.acme.id, first_name=" Zoë ", last_name="Ångström", email=" Zoe@ACME.example ", title="CTO",
        phone=" +49 30 1234 ",
    )  # fmt: skip
    contact = await Contact.get(id=made.contact_id)
    assert (contact.first_name, contact.last_name, contact.sort_name) == ("Zoë", "Ångström", "zoe angstrom")
    assert (contact.email, contact.email_key) == ("Zoe@ACME.example", "Zoe@acme.example".lower())
    assert (contact.title, contact.phone, contact.user_id, contact.portal_at) == ("CTO", "+49 30 1234", None, None)
    assert (contact.tenant_id, contact.customer_id, contact.created_at) == (world.northwind.id, world.acme.id, now())
    [event] = await Event.all()
    assert (event.action, event.target_kind, event.target_id, event.tenant_id) == (
        "contact.created", "contact", contact.id, world.northwind.id
    )  # fmt: skip
    assert event.changes == {
        field: [None, "[redacted]"] for field in ("firstName", "lastName", "email", "title", "phone")
    }  # fmt: skip
    assert made.invitation_id is None
    assert await mails() == []


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ({}, DONE),
        ({"first_name": " ", "last_name": ""}, "REQUIRED firstName; REQUIRED lastName"),
        ({"email": "  "}, DONE),
        ({"email": "nina"}, "INVALID email"),
        ({"phone": "1" * 40}, DONE),
        ({"phone": "1" * 41}, "TOO_LONG phone"),
        ({"phone": "1\n2", "title": "x" * 201}, "TOO_LONG title; INVALID phone"),
        ({"personal_message": "x" * 2001}, DONE),
        ({"email": NEW, "send_invite": True, "personal_message": "x" * 2001, "locale": "?"}, "TOO_LONG personalMessage; INVALID locale"),
        ({"send_invite": True}, "NO_EMAIL email"),
    ],
)
async def test_given_facts_when_written_down_then_they_are_checked_and_a_refusal_writes_nothing(
    world: World, facts: dict[str, Any], expected: str
) -> None:
    before = await snapshot()
    assert await said(world, **facts) == expected
    if expected != DONE:
        assert await snapshot() == before


async def test_given_an_address_when_a_second_contact_gets_it_then_only_at_another_customer(world: World) -> None:
    assert await said(world, email=NEW) == DONE
    before = await snapshot()
    assert await said(world, email="NINA@acme.EXAMPLE") == "ALREADY_EXISTS email"
    assert await snapshot() == before
    assert await said(world) == DONE, "without an address there may be several"
    assert await said(world) == DONE
    assert await outcome(contacts.create(world.actor(world.sam), world.globex.id, **NINA, email=NEW)) == DONE


async def test_given_customers_that_one_has_not_when_written_down_then_refused(world: World) -> None:
    await Customer.filter(id=world.globex.id).update(archived_at=now())
    sam = world.actor(world.sam)
    for customer_id, expected in (
        (world.globex.id, "NOT_OPEN customerId"), (world.contoso_customer.id, "NOT_FOUND customerId"), (uuid4(), "NOT_FOUND customerId"),
        (None, "NOT_FOUND customerId"),
    ):  # fmt: skip
        assert await refused(contacts.create(sam, customer_id, **NINA)) == expected


async def test_given_each_person_when_contacts_are_written_then_only_who_manages_them_may(world: World) -> None:
    contact = await contact_at(world.acme)
    for name, expected in (("max", "FORBIDDEN"), ("cara", "FORBIDDEN"), ("otto", "NOT_FOUND contactId"), ("kim", DONE)):
        actor = world.actor(world.people[name])
        for call in (contacts.update(actor, contact.id, title=name), contacts.delete(actor, contact.id)):
            assert (name, await (outcome(call) if expected == DONE else refused(call))) == (name, expected)
    assert await refused(contacts.create(world.nobody, world.acme.id, **NINA)) == "UNAUTHENTICATED"
    assert await refused(contacts.create(world.actor(world.max), world.acme.id, **NINA)) == "FORBIDDEN"
    theirs = await with_access(world.acme, world.cara)
    assert await refused(contacts.update(world.actor(world.cara), theirs.id, title="Boss")) == "FORBIDDEN", (
        "they see it, and don't manage it"
    )


# With an invitation


async def test_given_send_invite_when_written_down_then_invited_in_the_same_moment(world: World) -> None:
    made = await contacts.create(
        world.actor(world.sam), world.acme.id, **NINA, title="CTO", email="Nina@acme.example", send_invite=True,
        personal_message="Welcome!", locale="de",
    )  # fmt: skip
    invitation = await Invitation.get(id=made.invitation_id)
    assert (invitation.contact_id, invitation.customer_id, invitation.kind) == (made.contact_id, world.acme.id, "PORTAL")
    assert (invitation.email, invitation.first_name, invitation.title, invitation.locale) == ("Nina@acme.example", "Nina", "CTO", "de")
    [mail] = await mails()
    assert (mail.name, mail.recipient, "Welcome!" in mail.text) == ("portal_invitation", "Nina@acme.example", True)
    assert ": Acme\n" in mail.text, "the company"
    assert [event.action for event in await Event.all().order_by("id")] == ["contact.created", "invitation.created"]


async def test_given_what_stands_against_inviting_when_written_down_then_neither_is_done(world: World) -> None:
    await Tenant.filter(id=world.northwind.id).update(plan=Plan.FREE, blocked_domains=["blocked.example"])
    sam = world.actor(world.sam)
    for email, expected in ((NEW, "PLAN_REQUIRED sendInvite"), ("a@blocked.example", "DOMAIN_NOT_ALLOWED email"),
                            ("ada@northwind.example", "ALREADY_MEMBER email")):  # fmt: skip
        assert await refused(contacts.create(sam, world.acme.id, **NINA, email=email, send_invite=True)) == expected
        assert await Contact.all().count() == 0
    assert await said(world, email=NEW) == DONE


# Changing


async def test_given_a_contact_when_changed_then_field_by_field_and_nothing_different_writes_nothing(world: World) -> None:
    sam, contact = world.actor(world.sam), await contact_at(world.acme, title="CTO", phone="1")
    before = await snapshot()
    assert await contacts.update(sam, contact.id, first_name="Nina", title=" CTO ", email=NEW) == world.acme.id
    assert await snapshot() == before
    await contacts.update(sam, contact.id, last_name="Newer", title=None, email="other@acme.example")
    row = await Contact.get(id=contact.id)
    assert (row.first_name, row.last_name, row.sort_name, row.title, row.phone) == ("Nina", "Newer", "nina newer", None, "1")
    assert (row.email, row.email_key) == ("other@acme.example", "other@acme.example")
    [event] = await Event.filter(action="contact.changed")
    hidden = ["[redacted]", "[redacted]"]
    assert event.changes == {"lastName": hidden, "title": ["[redacted]", None], "email": hidden}
    await contacts.update(sam, contact.id, email=None)
    assert (await Contact.get(id=contact.id)).email_key is None
    other = await contact_at(world.acme, "taken@acme.example")
    for facts, expected in (
        ({"first_name": None}, "REQUIRED firstName"), ({"last_name": " "}, "REQUIRED lastName"), ({"email": "x"}, "INVALID email"),
        ({"email": "Taken@acme.example"}, "ALREADY_EXISTS email"),
    ):  # fmt: skip
        assert await refused(contacts.update(sam, contact.id, **facts)) == expected
    await Customer.filter(id=world.acme.id).update(archived_at=now())
    assert await outcome(contacts.update(sam, other.id, title="CEO")) == DONE, "archiving changes nothing for those who are there"


@pytest.mark.parametrize("email", ["other@acme.example", None])
async def test_given_an_invited_contact_when_the_address_changes_then_the_invitation_is_withdrawn(world: World, email: str | None) -> None:
    contact = await contact_at(world.acme)
    invitation_id, _ = await sent(world, contact)
    sam = world.actor(world.sam)
    await contacts.update(sam, contact.id, title="CTO", email="Nina@ACME.example")
    assert await open_invitations(contact) == 1, "the same address, spelled otherwise"
    await contacts.update(sam, contact.id, email=email)
    invitation = await Invitation.get(id=invitation_id)
    assert (invitation.cancelled_at, invitation.cancel_reason) == (now(), "WITHDRAWN")
    [event] = await Event.filter(action="invitation.cancelled")
    assert (event.target_kind, event.target_id) == ("portal_invitation", invitation_id)


async def test_given_a_contact_with_access_when_the_address_changes_then_it_has_to_be_revoked_first(world: World) -> None:
    contact, sam = await with_access(world.acme, world.cara), world.actor(world.sam)
    for email in ("other@acme.example", None):
        assert await refused(contacts.update(sam, contact.id, email=email)) == "HAS_ACCOUNT email"
    assert await outcome(contacts.update(sam, contact.id, email="CARA@acme.example", title="CTO")) == DONE
    await Contact.filter(id=contact.id).update(revoked_at=now())
    assert await outcome(contacts.update(sam, contact.id, email="other@acme.example")) == DONE


# Deleting


async def test_given_a_contact_when_deleted_then_with_access_and_invitation(world: World) -> None:
    sam = world.actor(world.sam)
    invited, theirs = await contact_at(world.acme), await with_access(world.acme, world.cara)
    invitation_id, _ = await sent(world, invited)
    for contact in (invited, theirs):
        assert await contacts.delete(sam, contact.id) == world.acme.id
    assert await Contact.all().count() == 0
    invitation = await Invitation.get(id=invitation_id)
    assert (invitation.cancel_reason, invitation.contact_id) == ("WITHDRAWN", None)
    told = [(event.action, event.target_id) for event in await Event.exclude(action="invitation.created").order_by("id")]
    assert told == [
        ("invitation.cancelled", invitation_id), ("contact.deleted", invited.id), ("contact.portal_revoked", theirs.id),
        ("contact.deleted", theirs.id),
    ]  # fmt: skip
    assert await refused(contacts.delete(sam, invited.id)) == "NOT_FOUND contactId"


async def test_given_a_contact_who_takes_part_when_deleted_then_in_use_as_long_as_it_lasts(world: World) -> None:
    contact, sam = await with_access(world.acme, world.cara), world.actor(world.sam)
    await Participant.filter(id=world.cara_on_active.id).update(contact_id=contact.id)
    assert await refused(contacts.delete(sam, contact.id)) == "IN_USE contactId"
    assert (await portal_of(contact))[1]
    await poc_status.change(sam, world.active.id, status=PocStatus.ARCHIVED)
    assert await outcome(contacts.delete(sam, contact.id)) == DONE
    assert (await Participant.get(id=world.cara_on_active.id)).contact_id is None


async def test_given_an_acting_session_when_contacts_are_written_there_then_both_logs_tell(world: World) -> None:
    connected = await connect(world)
    await Tenant.filter(id=connected.tenant.id).update(plan=Plan.PRO)
    acting = await act(world, connected)
    theirs = await Customer.create(tenant=connected.tenant, name="Theirs", sort_name="theirs", created_at=now())
    made = await contacts.create(acting, theirs.id, **NINA, email=NEW, send_invite=True)
    assert (await Contact.get(id=made.contact_id)).tenant_id == connected.tenant.id
    invitation = await Invitation.get(id=made.invitation_id)
    assert (invitation.tenant_id, invitation.partner_id, invitation.set_in_id) == (
        connected.tenant.id, world.northwind.id, acting.session_id
    )  # fmt: skip
    logs = {(event.action, event.tenant_id) for event in await Event.all()}
    assert logs == {
        (action, tenant.id) for action in ("contact.created", "invitation.created") for tenant in (connected.tenant, world.northwind)
    }
    assert await refused(contacts.create(acting, world.acme.id, **NINA)) == "NOT_FOUND customerId"
    assert await outcome(contacts.update(acting, made.contact_id, title="CTO")) == DONE
    assert await outcome(contacts.delete(acting, made.contact_id)) == DONE
    assert Role.TENANT_ADMIN not in acting.roles
