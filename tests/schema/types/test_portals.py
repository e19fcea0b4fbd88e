"""The portal: for its own person alone, as long as it is open; what it shows of a provider, and no more."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from app.auth.actor import Actor
from app.core import ids
from app.core.runtime import now
from app.models import Contact, Membership, Participant, Partnership, PartnershipKind, Poc, PocStatus, Role, Tenant, User
from tests.partners import act, connect
from tests.portals import open_portal, portal_id
from tests.schema.types.asking import asked
from tests.world import World

PORTAL = """
    id customerName firstContact
    provider { id name branding { name logoUrl accentColor supportEmail } }
    contact { id }
    pocs { totalCount nodes { name } }
"""


async def portals(actor: Actor) -> Any:
    """What `viewer.portals` answers."""
    return (await asked(actor, f"{{ viewer {{ portals {{ {PORTAL} }} }} }}"))["viewer"]["portals"]


async def node(actor: Actor, contact: Contact) -> Any:
    """The portal by its id."""
    return (await asked(actor, f"query ($id: ID!) {{ node(id: $id) {{ ... on Portal {{ {PORTAL} }} }} }}", id=portal_id(contact)))["node"]


async def roles(actor: Actor) -> Any:
    """What the viewer is."""
    return (await asked(actor, "{ viewer { roles } }"))["viewer"]["roles"]


async def pocs(actor: Actor, contact: Contact) -> list[str]:
    """The names of the POCs in a portal."""
    found = (await node(actor, contact))["pocs"]
    assert found["totalCount"] == len(found["nodes"])
    return [poc["name"] for poc in found["nodes"]]


# For whom it is


async def test_given_a_person_without_a_tenant_when_read_then_the_portal_is_there_and_shows_the_provider(world: World) -> None:
    await Tenant.filter(id=world.northwind.id).update(brand_name="Northwind", brand_support_email="help@nw.example")
    contact = await open_portal(world.acme, world.cara)
    expected = {
        "id": portal_id(contact), "customerName": "Acme", "firstContact": "VENDOR",
        "provider": {
            "id": ids.to_text("tenant", world.northwind.id), "name": "Northwind Cloud",
            "branding": {"name": "Northwind", "logoUrl": None, "accentColor": None, "supportEmail": "help@nw.example"},
        },
        "contact": {"id": ids.to_text("contact", contact.id)},
        "pocs": {"totalCount": 1, "nodes": [{"name": "Active POC"}]},
    }  # fmt: skip
    assert await portals(world.actor(world.cara)) == [expected]
    assert await node(world.actor(world.cara), contact) == expected


async def test_given_a_person_of_another_tenant_when_read_then_the_portal_is_there_too_and_its_roles_say_customer(world: World) -> None:
    otto = world.actor(world.otto)
    assert (await portals(otto), await roles(otto)) == ([], ["TENANT_ADMIN"])
    contact = await open_portal(world.acme, world.otto)
    [found] = await portals(otto)
    assert (found["id"], found["pocs"]["nodes"]) == (portal_id(contact), [])
    assert await node(otto, contact) == found
    assert await roles(otto) == ["CUSTOMER", "TENANT_ADMIN"]


async def test_given_only_a_portal_when_roles_are_read_then_customer_until_it_is_revoked(world: World) -> None:
    dora = world.actor(world.dora)
    assert await roles(dora) == []
    contact = await open_portal(world.acme, world.dora)
    assert await roles(dora) == ["CUSTOMER"]
    await Contact.filter(id=contact.id).update(revoked_at=now())
    assert await roles(dora) == []


async def test_given_anybody_else_when_read_then_there_is_no_such_portal(world: World) -> None:
    contact = await open_portal(world.acme, world.cara)
    await open_portal(world.globex, world.carl)
    assert await node(world.actor(world.cara), contact) is not None
    for user in (world.carl, world.dora, world.sam, world.ada, world.mia, world.max, world.otto):
        assert await node(world.actor(user), contact) is None
        assert portal_id(contact) not in [portal["id"] for portal in await portals(world.actor(user))]
    assert (await asked(world.nobody, "{ viewer { portals { id } } }"))["viewer"] is None


async def test_given_a_member_of_the_provider_when_in_its_session_then_there_is_no_portal_and_they_are_no_customer(world: World) -> None:
    contact = await open_portal(world.acme, world.max)
    await Membership.create(user=world.max, tenant=world.contoso, roles={Role.MEMBER}, created_at=now())
    for user, tenant, seen in ((world.max, world.contoso, True), (world.max, world.northwind, False)):
        actor = world.actor(user, tenant=tenant, roles=[Role.MEMBER])
        assert [bool(await portals(actor)), await node(actor, contact) is not None, "CUSTOMER" in await roles(actor)] == [seen] * 3


async def test_given_an_acting_session_or_a_key_when_read_then_there_are_no_portals(world: World) -> None:
    connected = await connect(world)
    contact = await open_portal(world.contoso_customer, world.mia)
    mia = world.actor(world.mia)
    assert await node(mia, contact) is not None
    by_key = replace(mia, session_id=None, key_id=ids.new_id())
    for actor in (await act(world, connected), by_key):
        assert (await portals(actor), await node(actor, contact)) == ([], None)
        assert "CUSTOMER" not in await roles(actor)


async def test_given_access_that_is_revoked_or_not_yet_open_when_read_then_there_is_nothing(world: World) -> None:
    contact = await open_portal(world.acme, world.cara)
    cara = world.actor(world.cara)
    assert await node(cara, contact) is not None
    await Contact.filter(id=contact.id).update(revoked_at=now())
    assert (await portals(cara), await node(cara, contact)) == ([], None)
    await Contact.filter(id=contact.id).update(revoked_at=None, portal_at=None)
    assert (await portals(cara), await node(cara, contact)) == ([], None)


async def test_given_a_portal_when_its_provider_is_looked_for_then_node_finds_the_tenant_and_nobody_of_it(world: World) -> None:
    dora, text = world.actor(world.dora), "query ($ids: [ID!]!) { nodes(ids: $ids) { __typename } }"
    wanted = [ids.to_text("tenant", world.northwind.id), *(ids.to_text("user", user.id) for user in (world.sam, world.ada, world.cara))]
    assert (await asked(dora, text, ids=wanted))["nodes"] == [None] * 4
    contact = await open_portal(world.acme, world.dora)
    assert (await asked(dora, text, ids=wanted))["nodes"] == [{"__typename": "Tenant"}, None, None, None]
    others = [ids.to_text("customer", world.acme.id), ids.to_text("poc", world.active.id), ids.to_text("tenant", world.contoso.id)]
    assert (await asked(dora, text, ids=others))["nodes"] == [None] * 3
    await Contact.filter(id=contact.id).update(revoked_at=now())
    assert (await asked(dora, text, ids=wanted))["nodes"] == [None] * 4


# What is in it


async def test_given_two_portals_when_read_then_by_the_providers_names_and_each_with_its_own_pocs(world: World) -> None:
    await Participant.create(poc=world.olgas, user=world.cara, title="Engineer", joined_at=now())
    here, there = await open_portal(world.acme, world.cara), await open_portal(world.contoso_customer, world.cara)
    assert [(one["provider"]["name"], one["customerName"], one["pocs"]["nodes"]) for one in await portals(world.actor(world.cara))] == [
        ("Contoso", "Fabrikam", [{"name": "Olgas POC"}]), ("Northwind Cloud", "Acme", [{"name": "Active POC"}]),
    ]  # fmt: skip
    assert await pocs(world.actor(world.cara), here) == ["Active POC"]
    assert await pocs(world.actor(world.cara), there) == ["Olgas POC"]


@pytest.mark.parametrize("status", list(PocStatus))
async def test_given_a_status_when_the_pocs_are_read_then_those_that_are_for_customers(world: World, status: PocStatus) -> None:
    contact, cara = await open_portal(world.acme, world.cara), world.actor(world.cara)
    assert await pocs(cara, contact) == ["Active POC"]
    await Poc.filter(id=world.active.id).update(status=status)
    assert await pocs(cara, contact) == ([] if status in (PocStatus.DRAFT, PocStatus.ARCHIVED) else ["Active POC"])


async def test_given_several_pocs_when_read_then_the_newest_first_page_by_page_and_not_those_that_were_left(world: World) -> None:
    contact, cara = await open_portal(world.acme, world.cara), world.actor(world.cara)
    for poc in (world.on_hold, world.won, world.kims):
        await Participant.create(poc=poc, user=world.cara, title="Engineer", joined_at=now())
    await Participant.filter(poc_id=world.won.id).update(removed_at=now())
    assert await pocs(cara, contact) == ["Kims POC", "On hold POC", "Active POC"]
    page = "pocs(first: 2, after: $after) { nodes { name } pageInfo { hasNextPage endCursor } }"
    text = f"query ($id: ID!, $after: String) {{ node(id: $id) {{ ... on Portal {{ {page} }} }} }}"
    first = (await asked(cara, text, id=portal_id(contact)))["node"]["pocs"]
    assert ([poc["name"] for poc in first["nodes"]], first["pageInfo"]["hasNextPage"]) == (["Kims POC", "On hold POC"], True)
    second = (await asked(cara, text, id=portal_id(contact), after=first["pageInfo"]["endCursor"]))["node"]["pocs"]
    assert ([poc["name"] for poc in second["nodes"]], second["pageInfo"]["hasNextPage"]) == (["Active POC"], False)


async def test_given_the_contact_of_a_portal_when_read_then_as_its_own_person_sees_it(world: World) -> None:
    contact, cara = await open_portal(world.acme, world.cara, phone="+49 30 1", title="Buyer"), world.actor(world.cara)
    fields = "id displayName title email phone portal customer { id } invitation { id } canSendInvite"
    text = f"query ($id: ID!) {{ node(id: $id) {{ ... on Portal {{ contact {{ {fields} }} }} }} }}"
    assert (await asked(cara, text, id=portal_id(contact)))["node"]["contact"] == {
        "id": ids.to_text("contact", contact.id), "displayName": "Cara Customer", "title": "Buyer", "email": world.cara.email,
        "phone": "+49 30 1", "portal": "ACTIVE", "customer": None, "invitation": None, "canSendInvite": False,
    }  # fmt: skip


async def test_given_a_poc_in_a_portal_when_read_then_as_a_customer_sees_it(world: World) -> None:
    contact, cara = await open_portal(world.acme, world.cara), world.actor(world.cara)
    text = "query ($id: ID!) { node(id: $id) { ... on Portal { pocs { nodes { internalNotes customer { id } customerName } } } } }"
    found = (await asked(cara, text, id=portal_id(contact)))["node"]["pocs"]["nodes"]
    assert found == [{"internalNotes": None, "customer": None, "customerName": "Acme"}]


@pytest.mark.parametrize(
    ("kind", "first"),
    [
        (PartnershipKind.MSP, "PARTNER"), (PartnershipKind.RESELLER_WITH_SUPPORT, "PARTNER"),
        (PartnershipKind.RESELLER_WITHOUT_SUPPORT, "VENDOR"),
    ],
)  # fmt: skip
async def test_given_each_kind_of_partnership_when_read_then_the_first_contact_as_long_as_it_is_active(
    world: World, kind: PartnershipKind, first: str
) -> None:
    connected = await connect(world, kind=kind)
    contacts = [await open_portal(connected.record, user) for user in (connected.member, world.cara)]
    for contact, user in zip(contacts, (connected.member, world.cara), strict=True):
        assert await _first(world, user, contact) == first
    partnership = Partnership.filter(id=connected.partnership.id)
    for column in ("suspended_by_partner_at", "suspended_by_customer_at", "ended_at"):
        await partnership.update(**{column: now()})
        assert await _first(world, world.cara, contacts[1]) == "VENDOR"
        await partnership.update(**{column: None})
        assert await _first(world, world.cara, contacts[1]) == first


async def _first(world: World, user: User, contact: Contact) -> Any:
    return (await node(world.actor(user), contact))["firstContact"]
