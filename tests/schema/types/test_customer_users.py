"""The users of a customer and the invitations into its organization, as the partner's people read them, on every road."""

from __future__ import annotations

from typing import Any

import pytest

from app.auth.actor import Actor
from app.core import ids
from app.core.runtime import now
from app.models import AccessLevel, CustomerStaff, Role
from app.services import members, participants
from tests.app.services.membering import employ, id_of
from tests.app.services.test_members_at_customers import NOT_NOW, take_away
from tests.partners import Connected, act, connect
from tests.schema.calling import run
from tests.world import World

ADMIN, MSP, SALES, MEMBER = Role.TENANT_ADMIN, Role.MSP_ADMIN, Role.SALES_ENGINEER, Role.MEMBER
USERS = "users { totalCount nodes { user { email firstName } roles status tenant { name } } }"
INVITATIONS = "invitations { totalCount nodes { email roles invitedBy { displayName } subjectName } }"


async def ask(actor: Actor, text: str, **variables: Any) -> Any:
    result = await run(actor, text, variables)
    assert not result.errors, result.errors
    return result.data


async def customer(actor: Actor, connected: Connected, fields: str) -> Any:
    text = f"query($id: ID!) {{ customer(id: $id) {{ name {fields} }} }}"
    return (await ask(actor, text, id=ids.to_text("customer", connected.record.id)))["customer"]


async def both(world: World, connected: Connected) -> None:
    """An invitation of the partner, and one of the customer's."""
    await members.invite(world.actor(world.mia), email="mias@x.example", roles=[MEMBER], customer_id=connected.record.id)
    await members.invite(world.actor(connected.admin), email="umas@x.example", roles=[ADMIN])


async def test_given_a_managed_customer_when_its_users_are_read_then_with_addresses_and_nobody_elses(world: World) -> None:
    connected = await connect(world)
    await connect(world, "Hooli", people=("hanna", "hugo"))
    await employ(world, connected.tenant, "gone", SALES, active=False)
    await both(world, connected)
    found = await customer(world.actor(world.mia), connected, f"{USERS} {INVITATIONS}")
    assert found["users"]["totalCount"] == 3
    assert [(node["user"]["email"], node["roles"], node["status"]) for node in found["users"]["nodes"]] == [
        ("uma@umbrella.example", ["TENANT_ADMIN"], "ACTIVE"), ("ugo@umbrella.example", ["MEMBER"], "ACTIVE"),
        ("gone@umbrella.example", ["SALES_ENGINEER"], "DEACTIVATED"),
    ]  # fmt: skip
    assert {node["tenant"]["name"] for node in found["users"]["nodes"]} == {"Umbrella"}
    assert sorted(found["invitations"]["nodes"], key=lambda node: node["email"]) == [
        {"email": "mias@x.example", "roles": ["MEMBER"], "invitedBy": {"displayName": "Mia Miller"}, "subjectName": "Umbrella"},
        {"email": "umas@x.example", "roles": ["TENANT_ADMIN"], "invitedBy": {"displayName": "Uma Umber"}, "subjectName": "Umbrella"},
    ]


async def test_given_filters_when_users_and_invitations_are_read_then_they_narrow(world: World) -> None:
    connected, mia = await connect(world), world.actor(world.mia)
    await both(world, connected)
    fields = (
        'users(filter: {role: [MEMBER], status: [ACTIVE], search: "ugo"}, first: 1) { totalCount nodes { user { firstName } } }'
        ' invitations(filter: {status: [PENDING], kind: [MEMBER], search: "umas"}, last: 1) { totalCount nodes { email } }'
    )
    found = await customer(mia, connected, fields)
    assert found["users"] == {"totalCount": 1, "nodes": [{"user": {"firstName": "Ugo"}}]}
    assert found["invitations"] == {"totalCount": 1, "nodes": [{"email": "umas@x.example"}]}
    none = await customer(mia, connected, "invitations(filter: {kind: [POC]}) { totalCount }")
    assert none["invitations"] == {"totalCount": 0}


async def test_given_people_without_a_place_when_reading_then_null_on_every_road(world: World) -> None:
    connected = await connect(world)
    await both(world, connected)
    row = ids.to_text("member", await id_of(connected.member, connected.tenant))
    node = "query($id: ID!) { node(id: $id) { ... on Membership { user { email } roles } ... on User { email } } }"
    people = {"ada": False, "sam": False, "kim": True, "mia": True}
    await CustomerStaff.create(customer=connected.record, user=world.mia, level=AccessLevel.MANAGE, created_at=now())
    await CustomerStaff.create(customer=connected.record, user=world.kim, level=AccessLevel.VIEW, created_at=now())
    for name, reads in people.items():
        actor = world.actor(world.people[name])
        found = await customer(actor, connected, "users { totalCount } invitations { totalCount }")
        assert (found["users"], found["invitations"]) == (({"totalCount": 2},) * 2 if reads else (None, None)), name
        assert ((await ask(actor, node, id=row))["node"] is not None) is reads, name
        ugo = (await ask(actor, node, id=ids.to_text("user", connected.member.id)))["node"]
        assert (ugo == {"email": "ugo@umbrella.example"}) is reads, name
    away = await customer(world.actor(world.otto), connected, USERS)
    assert away is None


@pytest.mark.parametrize("state", NOT_NOW)
async def test_given_a_partnership_without_the_capability_when_read_then_null(world: World, state: str) -> None:
    connected = await connect(world)
    await both(world, connected)
    await take_away(connected, state)
    found = await customer(world.actor(world.mia), connected, f"{USERS} {INVITATIONS}")
    assert found == {"name": "Umbrella", "users": None, "invitations": None}
    row = ids.to_text("member", await id_of(connected.member, connected.tenant))
    text = "query($id: ID!) { node(id: $id) { id } }"
    assert (await ask(world.actor(world.mia), text, id=row))["node"] is None
    assert (await ask(world.actor(connected.admin), text, id=row))["node"]


async def test_given_the_lists_of_ones_own_when_read_then_customers_people_are_not_in_them_and_in_an_acting_session_they_are(
    world: World,
) -> None:
    connected = await connect(world)
    await both(world, connected)
    await participants.invite(world.actor(world.mia), world.active.id, email="poc@x.example")
    lists = "{ members { nodes { user { firstName } } } invitations { nodes { email } } }"
    own = await ask(world.actor(world.mia), lists)
    assert {node["user"]["firstName"] for node in own["members"]["nodes"]} == {"Ada", "Mia", "Sam", "Kim", "Max"}
    assert [node["email"] for node in own["invitations"]["nodes"]] == ["poc@x.example"]
    there = await ask(await act(world, connected), lists)
    assert {node["user"]["firstName"] for node in there["members"]["nodes"]} == {"Uma", "Ugo"}
    assert {node["email"] for node in there["invitations"]["nodes"]} == {"mias@x.example", "umas@x.example"}


async def test_given_a_prospect_when_read_then_nothing_is_there(world: World) -> None:
    text = f"query($id: ID!) {{ customer(id: $id) {{ {USERS} {INVITATIONS} }} }}"
    found = await ask(world.actor(world.mia), text, id=ids.to_text("customer", world.acme.id))
    assert found["customer"] == {"users": None, "invitations": None}
