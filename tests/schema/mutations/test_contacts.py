"""Contacts through the API: what the mutations answer, and where an accepted invitation leads."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from app.auth.actor import Actor
from app.core import ids
from app.core.runtime import Runtime
from app.models import Contact, Customer, Plan, Tenant
from tests.app.services.contacting import NEW, contact_at, sent, with_access
from tests.app.services.inviting import mails
from tests.partners import act, connect
from tests.schema.calling import call
from tests.schema.mutations.test_tasks import mutate
from tests.world import World, snapshot

CONTACT = "contact { firstName lastName email title phone portal sendInviteBlockedBy } customer { name }"
INVITED = f"{CONTACT} invitation {{ status personalMessage locale sendCount invitedBy {{ firstName }} }}"


async def refusals(actor: Actor, name: str, **given: Any) -> list[Any]:
    """The user errors of a mutation that writes nothing: code, path, plan and seconds."""
    before = await snapshot()
    payload = await mutate(actor, name, "userErrors { requiredPlan retryAfter }", **given)
    assert await snapshot() == before
    return [tuple(error.get(field) for field in ("code", "path", "requiredPlan", "retryAfter")) for error in payload["userErrors"]]


async def test_given_a_contact_when_written_changed_invited_revoked_and_deleted_then_the_payloads_show_it(
    runtime: Runtime, world: World
) -> None:
    sam, acme = world.actor(world.sam), ids.to_text("customer", world.acme.id)
    made = await mutate(sam, "createContact", f"contact {{ id }} {INVITED}", customerId=acme, firstName="Nina", lastName="New", email=NEW,
                        title="CTO", phone="123")  # fmt: skip
    shown: dict[str, str | None] = {"firstName": "Nina", "lastName": "New", "email": NEW, "title": "CTO", "phone": "123"}
    id_ = made["contact"].pop("id")
    acme_shown = {"customer": {"name": "Acme"}, "userErrors": []}
    assert made == {"contact": shown | {"portal": "NONE", "sendInviteBlockedBy": None}, "invitation": None, **acme_shown}
    changed = await mutate(sam, "updateContact", CONTACT, contactId=id_, title=None, lastName="Newer")
    shown |= {"title": None, "lastName": "Newer"}
    assert changed == {"contact": shown | {"portal": "NONE", "sendInviteBlockedBy": None}, **acme_shown}
    told = await mutate(sam, "sendPortalInvite", INVITED, contactId=id_, personalMessage="One.", locale="de")
    invitation = {"status": "PENDING", "personalMessage": "One.", "locale": "de", "sendCount": 1, "invitedBy": {"firstName": "Sam"}}
    assert told == {
        "contact": shown | {"portal": "INVITED", "sendInviteBlockedBy": "COOLDOWN"}, "invitation": invitation, **acme_shown
    }  # fmt: skip
    assert await refusals(sam, "sendPortalInvite", contactId=id_) == [("COOLDOWN", ["contactId"], None, 60)]
    runtime.clock.advance(timedelta(minutes=1))
    again = await mutate(sam, "sendPortalInvite", INVITED, contactId=id_)
    assert again["invitation"] == invitation | {"sendCount": 2}, "what is left out stays"
    runtime.clock.advance(timedelta(minutes=1))
    cleared = await mutate(sam, "sendPortalInvite", INVITED, contactId=id_, personalMessage=None, locale=None)
    assert cleared["invitation"] == invitation | {"sendCount": 3, "personalMessage": None, "locale": "en"}
    revoked = await mutate(sam, "revokePortalAccess", CONTACT, contactId=id_)
    assert revoked == {"contact": shown | {"portal": "NONE", "sendInviteBlockedBy": None}, **acme_shown}
    assert await mutate(sam, "deleteContact", "deletedId customer { name }", contactId=id_) == {"deletedId": id_, **acme_shown}
    assert await Contact.all().count() == 0


async def test_given_send_invite_when_written_then_the_invitation_is_in_the_payload_or_nothing_is_there(world: World) -> None:
    sam, acme = world.actor(world.sam), ids.to_text("customer", world.acme.id)
    nina = {"customerId": acme, "firstName": "Nina", "lastName": "New", "sendInvite": True}
    assert await refusals(sam, "createContact", **nina) == [("NO_EMAIL", ["email"], None, None)]
    await Tenant.filter(id=world.northwind.id).update(plan=Plan.FREE)
    assert await refusals(sam, "createContact", **nina, email=NEW) == [("PLAN_REQUIRED", ["sendInvite"], "PRO", None)]
    await Tenant.filter(id=world.northwind.id).update(plan=Plan.ENTERPRISE)
    made = await mutate(sam, "createContact", INVITED, **nina, email=NEW, personalMessage="Welcome!")
    assert (made["contact"]["portal"], made["invitation"]["status"], made["invitation"]["personalMessage"]) == (
        "INVITED", "PENDING", "Welcome!"
    )  # fmt: skip
    assert len(await mails()) == 1
    assert await refusals(sam, "createContact", **nina, email=NEW) == [("ALREADY_EXISTS", ["email"], None, None)]


async def test_given_ids_that_can_not_be_when_sent_then_not_found_at_their_paths(world: World) -> None:
    sam = world.actor(world.sam)
    theirs = await contact_at(world.contoso_customer)
    for wrong in ("nonsense", ids.to_text("customer", world.acme.id), ids.to_text("contact", theirs.id)):
        for name in ("updateContact", "deleteContact", "sendPortalInvite", "revokePortalAccess"):
            assert await refusals(sam, name, contactId=wrong) == [("NOT_FOUND", ["contactId"], None, None)]
    for wrong in ("nonsense", ids.to_text("customer", world.contoso_customer.id)):
        given = {"customerId": wrong, "firstName": "Nina", "lastName": "New"}
        assert await refusals(sam, "createContact", **given) == [("NOT_FOUND", ["customerId"], None, None)]


@pytest.mark.parametrize("name", ["createContact", "updateContact", "deleteContact", "sendPortalInvite", "revokePortalAccess"])
async def test_given_each_caller_when_a_contact_is_touched_then_by_permission(world: World, name: str) -> None:
    contact = await with_access(world.acme, world.cara)
    given: dict[str, Any] = {"contactId": ids.to_text("contact", contact.id)}
    if name == "createContact":
        given = {"customerId": ids.to_text("customer", world.acme.id), "firstName": "Nina", "lastName": "New"}
    before = await snapshot()
    for actor, expected in ((world.nobody, "UNAUTHENTICATED"), (world.actor(world.max), "FORBIDDEN"),
                            (world.actor(world.cara), "FORBIDDEN"), (world.actor(world.olga), "NOT_FOUND")):  # fmt: skip
        assert (await call(actor, f"Mutation.{name}", {"input": given})).outcome == expected
    assert await snapshot() == before
    expected = "HAS_ACCOUNT" if name == "sendPortalInvite" else "ok"
    assert (await call(world.actor(world.kim), f"Mutation.{name}", {"input": given})).outcome == expected


async def test_given_an_acting_session_when_contacts_are_touched_then_in_that_tenant(world: World) -> None:
    connected = await connect(world)
    record = await Customer.create(tenant=connected.tenant, name="Theirs", sort_name="theirs", created_at=world.acme.created_at)
    acting = await act(world, connected)
    given = {"customerId": ids.to_text("customer", record.id), "firstName": "Nina", "lastName": "New", "email": NEW}
    made = await mutate(acting, "createContact", CONTACT, **given)
    assert (made["contact"]["sendInviteBlockedBy"], made["customer"]) == ("PLAN_REQUIRED", {"name": "Theirs"})
    await Tenant.filter(id=connected.tenant.id).update(plan=Plan.PRO)
    contact = await Contact.get(email_key=NEW)
    told = await mutate(acting, "sendPortalInvite", INVITED, contactId=ids.to_text("contact", contact.id))
    assert (told["invitation"]["status"], told["userErrors"]) == ("PENDING", [])


async def test_given_a_link_to_the_portal_when_accepted_then_the_contact_is_where_to_go(world: World) -> None:
    contact = await contact_at(world.acme, "cara@acme.example")
    _, token = await sent(world, contact)
    fields = "invitation { kind status subjectName } subject { __typename ... on Contact { displayName portal customer { name } } }"
    accepted = await mutate(world.actor(world.cara), "acceptInvitation", fields, token=token)
    assert accepted["invitation"] == {"kind": "PORTAL", "status": "ACCEPTED", "subjectName": "Northwind Cloud"}
    assert accepted["subject"] == {"__typename": "Contact", "displayName": "Nina New", "portal": "ACTIVE", "customer": None}
    person = {"firstName": "Nina", "lastName": "New", "password": "a quiet river in autumn"}
    _, token = await sent(world, await contact_at(world.acme))
    made = await mutate(world.nobody, "acceptInvitation", f"{fields} credentials {{ accessToken }}", token=token, registration=person)
    assert made["subject"]["__typename"] == "Contact"
    assert made["credentials"]["accessToken"]
