"""Contacts as they are read: by the staff, by the person, in lists, and what stands against inviting them."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from app.auth.actor import Actor
from app.core import ids
from app.core.errors import Refused
from app.core.ids import new_id
from app.core.runtime import Runtime, now
from app.core.text import email_key
from app.models import Contact, Customer, Invitation, MailRefusal, Membership, Participant, Plan, Role, Tenant, User
from app.services import invitations, members, participants, portal_invites
from tests.app.services.contacting import contact_at, sent, with_access
from tests.app.services.inviting import token_of
from tests.outcomes import DONE, outcome
from tests.partners import act, connect
from tests.schema.calling import run
from tests.schema.types.asking import asked
from tests.world import World

FIELDS = (
    "firstName lastName displayName title email phone portal createdAt customer { name } invitation { status email }"
    " canSendInvite sendInviteBlockedBy sendInviteAvailableAt"
)


async def read(actor: Actor, contact: Contact, fields: str = FIELDS) -> Any:
    """A contact by its id."""
    found = await asked(actor, f'{{ node(id: "{ids.to_text("contact", contact.id)}") {{ ... on Contact {{ {fields} }} }} }}')
    return found["node"]


async def names(actor: Actor, arguments: str = "", at: str = "") -> Any:
    """The contacts of a list, or how it was refused."""
    text = f"contacts{f'({arguments})' if arguments else ''} {{ nodes {{ lastName }} totalCount }}"
    result = await run(actor, f'{{ customer(id: "{at}") {{ {text} }} }}' if at else f"{{ {text} }}", {})
    if result.errors:
        [error] = result.errors
        assert isinstance(error.original_error, Refused)
        return error.original_error.code.value
    data: Any = result.data
    found = (data["customer"] if at else data)["contacts"]
    assert found["totalCount"] == len(found["nodes"])
    return [node["lastName"] for node in found["nodes"]]


# One


async def test_given_a_contact_with_access_when_read_then_the_person_sees_themselves_and_nothing_of_the_customer(world: World) -> None:
    contact = await contact_at(world.acme, "cara@acme.example", first_name="Cara", last_name="Customer", title="CTO", phone="123")
    _, token = await sent(world, contact)
    cara, sam = world.actor(world.cara), world.actor(world.sam)
    assert await read(cara, contact) is None, "an invited one exists for the staff alone"
    await invitations.accept(cara, token=token)
    seen = {
        "firstName": "Cara", "lastName": "Customer", "displayName": "Cara Customer", "title": "CTO", "email": "cara@acme.example",
        "phone": "123", "portal": "ACTIVE", "createdAt": "2026-03-02T09:00:00.000Z", "canSendInvite": False,
        "sendInviteBlockedBy": "HAS_ACCOUNT", "sendInviteAvailableAt": None,
    }  # fmt: skip
    assert await read(sam, contact) == seen | {
        "customer": {"name": "Acme"}, "invitation": {"status": "ACCEPTED", "email": "cara@acme.example"}
    }  # fmt: skip
    assert await read(cara, contact) == seen | {"customer": None, "invitation": None}
    for user in (world.max, world.carl, world.otto, world.olga):
        assert await read(world.actor(user), contact) is None
    await portal_invites.revoke(sam, contact.id)
    assert await read(cara, contact) is None
    assert (await read(sam, contact))["portal"] == "REVOKED"


async def test_given_an_acting_session_when_read_then_the_contacts_of_that_tenant(world: World) -> None:
    connected = await connect(world)
    record = await Customer.create(tenant=connected.tenant, name="Theirs", sort_name="theirs", created_at=now())
    there, here = await contact_at(record), await contact_at(world.acme)
    acting = await act(world, connected)
    assert (await read(acting, there))["customer"] == {"name": "Theirs"}
    assert await read(acting, here) is None
    assert await names(acting) == ["New"]
    assert (await read(acting, there))["sendInviteBlockedBy"] == "PLAN_REQUIRED"


async def test_given_invitations_when_read_then_the_open_one_or_the_last(runtime: Runtime, world: World) -> None:
    contact, sam = await contact_at(world.acme), world.actor(world.sam)
    assert ((await read(sam, contact))["portal"], (await read(sam, contact))["invitation"]) == ("NONE", None)
    await sent(world, contact)
    runtime.clock.advance(timedelta(days=7))
    found = await read(sam, contact)
    assert (found["portal"], found["invitation"]["status"]) == ("INVITED", "EXPIRED")
    second, _ = await sent(world, contact)
    assert (await read(sam, contact, "invitation { id }"))["invitation"]["id"] == ids.to_text("invitation", second)
    await invitations.cancel(sam, second)
    found = await read(sam, contact, "portal invitation { id status }")
    assert found == {"portal": "NONE", "invitation": {"id": ids.to_text("invitation", second), "status": "CANCELLED"}}


STATES = ("nothing", "has access", "no address", "archived", "refuses", "blocked", "not allowed", "colleague", "on free", "just sent")


@pytest.mark.parametrize("state", STATES)
async def test_given_what_stands_against_inviting_when_read_then_as_the_mutation_answers(world: World, state: str) -> None:
    contact = await contact_at(world.acme, "cara@acme.example")
    match state:
        case "has access":
            await Contact.filter(id=contact.id).update(portal_at=now(), user_id=world.cara.id)
        case "no address":
            await Contact.filter(id=contact.id).update(email=None, email_key=None)
        case "archived":
            await Customer.filter(id=world.acme.id).update(archived_at=now())
        case "refuses":
            await MailRefusal.create(id=new_id(), tenant_id=contact.tenant_id, email_key="cara@acme.example", created_at=now())
        case "blocked":
            await Tenant.filter(id=contact.tenant_id).update(blocked_domains=["acme.example"])
        case "not allowed":
            await Tenant.filter(id=contact.tenant_id).update(allowed_domains=["other.example"])
        case "colleague":
            await Membership.create(user=world.cara, tenant=world.northwind, roles={Role.MEMBER}, created_at=now())
        case "on free":
            await Tenant.filter(id=contact.tenant_id).update(plan=Plan.FREE)
        case "just sent":
            await sent(world, contact)
    expected = {"nothing": None, "has access": "HAS_ACCOUNT", "no address": "NO_EMAIL", "on free": "PLAN_REQUIRED", "just sent": "COOLDOWN"}
    block = expected.get(state, "NOT_ALLOWED")
    sam = world.actor(world.sam)
    found = await read(sam, contact, "canSendInvite sendInviteBlockedBy sendInviteAvailableAt")
    assert found == {
        "canSendInvite": block in (None, "COOLDOWN"), "sendInviteBlockedBy": block,
        "sendInviteAvailableAt": "2026-03-02T09:01:00.000Z" if block == "COOLDOWN" else None,
    }  # fmt: skip
    answer = await outcome(portal_invites.send(sam, contact.id))
    named = {"NOT_OPEN", "RECIPIENT_REFUSES", "DOMAIN_NOT_ALLOWED", "ALREADY_MEMBER"}
    assert answer == DONE if block is None else answer.split()[0] in (named if block == "NOT_ALLOWED" else {block})


# Lists


async def several(world: World) -> dict[str, Contact]:
    """One in each state at Acme, and one at Globex and at Contoso's customer each."""
    made = {
        "Active": await with_access(world.acme, world.cara),
        "Invited": await contact_at(world.acme, "i@acme.example", last_name="Invited"),
        "None": await contact_at(world.acme, None, last_name="None"),
        "Revoked": await contact_at(world.acme, "r@acme.example", last_name="Révoked", portal_at=now(), revoked_at=now()),
        "Globex": await contact_at(world.globex, "g@globex.example", last_name="Globex"),
    }
    await contact_at(world.contoso_customer, "f@fabrikam.example", last_name="Fabrikam")
    await sent(world, made["Invited"])
    return made


async def test_given_contacts_in_each_state_when_narrowed_then_by_access_customer_and_search(world: World) -> None:
    await several(world)
    sam, acme = world.actor(world.sam), ids.to_text("customer", world.acme.id)
    assert await names(sam) == ["Customer", "Globex", "Invited", "None", "Révoked"]
    for state, expected in (("ACTIVE", "Customer"), ("INVITED", "Invited"), ("REVOKED", "Révoked")):
        assert await names(sam, f"filter: {{ portal: [{state}] }}") == [expected]
    assert await names(sam, "filter: { portal: [NONE] }") == ["Globex", "None"]
    assert await names(sam, "filter: { portal: [NONE, ACTIVE] }") == ["Customer", "Globex", "None"]
    assert await names(sam, "filter: { portal: [] }") == []
    assert await names(sam, f'filter: {{ customerId: "{acme}", portal: [NONE] }}') == ["None"]
    assert await names(sam, 'filter: { customerId: "customer_x" }') == []
    assert await names(sam, 'filter: { search: "revok" }') == ["Révoked"]
    assert await names(sam, 'filter: { search: "i@ACME" }') == ["Invited"]
    assert await names(sam, 'filter: { search: "%" }') == []
    assert await names(sam, at=acme) == ["Customer", "Invited", "None", "Révoked"]
    assert await names(sam, 'filter: { search: "nina" }, orderBy: { field: NAME, direction: DESC }', at=acme) == [
        "Révoked",
        "None",
        "Invited",
    ]
    assert await names(sam, "orderBy: { field: CREATED_AT }") == ["Customer", "Invited", "None", "Révoked", "Globex"]


@pytest.mark.parametrize("search", ["jörg", "jörg@", "Rg@Bücher", "bücher", "jörg@bücher.example", "xn--bcher"])
async def test_given_an_address_beyond_ascii_when_searched_for_as_it_is_shown_then_found_in_every_list(world: World, search: str) -> None:
    address, key = "Jörg@Bücher.example", email_key("Jörg@Bücher.example")
    await contact_at(world.acme, address)
    await contact_at(world.acme, "jurg@buecher.example")
    await User.filter(id=world.kim.id).update(email=address, email_key=key)
    await members.invite(world.actor(world.ada), email="x" + address, roles=[Role.MEMBER])
    query = f"""{{
        contacts(filter: {{ search: "{search}" }}) {{ nodes {{ email }} }}
        directory(filter: {{ search: "{search}" }}) {{ nodes {{ email }} }}
        members(filter: {{ search: "{search}" }}) {{ nodes {{ user {{ email }} }} }}
        invitations(filter: {{ search: "{search}" }}) {{ nodes {{ email }} }}
    }}"""
    found = await asked(world.actor(world.ada), query)
    assert [node["email"] for node in found["contacts"]["nodes"]] == [address]
    assert [node["user"]["email"] for node in found["members"]["nodes"]] == [address]
    assert sorted(node["email"] for node in found["directory"]["nodes"]) == [address, address, "x" + address]
    assert [node["email"] for node in found["invitations"]["nodes"]] == ["x" + address]


async def test_given_pages_when_gone_through_then_each_contact_comes_once(world: World) -> None:
    await several(world)
    sam = world.actor(world.sam)
    for order in ("NAME", "CREATED_AT"):
        found: list[str] = []
        cursor = "null"
        while True:
            text = f"{{ contacts(first: 2, after: {cursor}, orderBy: {{ field: {order} }}) {{ edges {{ cursor node {{ lastName }} }} }} }}"
            edges = (await asked(sam, text))["contacts"]["edges"]
            if not edges:
                break
            found += [edge["node"]["lastName"] for edge in edges]
            cursor = f'"{edges[-1]["cursor"]}"'
        assert found == await names(sam, f"orderBy: {{ field: {order} }}")


async def test_given_each_person_when_listed_then_only_with_the_permission_and_only_of_the_tenant(world: World) -> None:
    await several(world)
    for user in (world.ada, world.mia, world.kim):
        assert len(await names(world.actor(user))) == 5
    assert await names(world.actor(world.olga)) == ["Fabrikam"]
    for user in (world.max, world.cara):
        assert await names(world.actor(user)) == "FORBIDDEN"
    assert await names(world.nobody) == "UNAUTHENTICATED"


# From elsewhere


async def test_given_a_participant_when_read_then_the_contact_is_for_the_staff_and_for_nobody_else(world: World) -> None:
    id_ = await participants.invite(world.actor(world.sam), world.active.id, email="olga@contoso.example")
    await invitations.accept(world.actor(world.olga), token=await token_of(id_))
    row = await Participant.get(user_id=world.olga.id)
    node = ids.to_text("participant", row.id)
    text = f'{{ node(id: "{node}") {{ ... on Participant {{ displayName contact {{ email portal }} }} }} }}'
    contact = {"email": "olga@contoso.example", "portal": "NONE"}
    assert (await asked(world.actor(world.sam), text))["node"] == {"displayName": "Olga Olsen", "contact": contact}
    for user in (world.cara, world.olga):
        assert (await asked(world.actor(user), text))["node"] == {"displayName": "Olga Olsen", "contact": None}


async def test_given_an_invitation_to_the_portal_when_read_then_the_contact_is_its_subject(world: World) -> None:
    contact = await contact_at(world.acme, "cara@acme.example")
    id_, token = await sent(world, contact)
    node = ids.to_text("invitation", id_)
    fields = "kind status subjectName email subject { __typename ... on Contact { id } } viewerCan { resend cancel edit }"
    text = f'{{ node(id: "{node}") {{ ... on Invitation {{ {fields} }} }} }}'
    subject = {"__typename": "Contact", "id": ids.to_text("contact", contact.id)}
    seen = {"kind": "PORTAL", "status": "PENDING", "subjectName": "Northwind Cloud", "email": "cara@acme.example", "subject": subject}
    can = {"resend": True, "cancel": True, "edit": True}
    sam, cara = world.actor(world.sam), world.actor(world.cara)
    assert (await asked(sam, text))["node"] == seen | {"viewerCan": can}
    for user in (world.max, world.cara, world.olga):
        assert (await asked(world.actor(user), text))["node"] is None
    listed = (await asked(sam, "{ invitations(filter: { kind: [PORTAL] }) { nodes { id } totalCount } }"))["invitations"]
    assert listed == {"nodes": [{"id": node}], "totalCount": 1}
    await invitations.accept(cara, token=token)
    can = dict.fromkeys(can, False)
    for actor in (sam, cara):
        assert (await asked(actor, text))["node"] == seen | {"status": "ACCEPTED", "viewerCan": can}


async def test_given_a_providers_partner_when_the_audit_log_is_read_then_nothing_of_its_portal(world: World) -> None:
    connected = await connect(world)
    await Tenant.filter(id=connected.tenant.id).update(plan=Plan.PRO)
    record = await Customer.create(tenant=connected.tenant, name="Theirs", sort_name="theirs", created_at=now())
    uma, mia = world.actor(connected.admin), world.actor(world.mia)
    invited = await portal_invites.send(uma, (await contact_at(record)).id)
    await invitations.cancel(uma, invited.invitation_id)
    own = await asked(uma, "{ auditLog { nodes { action targetKind } } }")
    assert own["auditLog"]["nodes"] == [
        {"action": action, "targetKind": "portal_invitation"} for action in ("invitation.cancelled", "invitation.created")
    ]
    customer = ids.to_text("customer", connected.record.id)
    theirs = await asked(mia, f'{{ customer(id: "{customer}") {{ auditLog {{ nodes {{ action }} }} }} }}')
    assert theirs["customer"]["auditLog"]["nodes"] == []
    assert await Invitation.all().count() == 1
