"""API keys as they are read, what a program sees of itself and of its maker, and what it may."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from app.auth.actor import Actor
from app.auth.permissions import GRANTABLE, Permission
from app.core import ids
from app.core.runtime import Runtime, now
from app.models import ApiKey, Collaborator, Comment, Event, Participant, PartnershipOrigin, Poc, Role
from app.services import api_keys, comments, member_status, members, pocs
from tests.app.services.keying import holder, made, maker, program
from tests.app.services.membering import id_of
from tests.conftest import START
from tests.partners import act, connect
from tests.schema.calling import call
from tests.schema.types.asking import asked
from tests.world import World, rows

LIST = "{ apiKeys { id name prefix roles createdBy { id displayName } createdAt lastUsedAt expiresAt revokedAt } }"
VIEWER = """{ viewer { user { id displayName } tenant { name } apiKey { id name roles } roles permissions acting { id }
  memberships { id } sessions { id } portals { id } participations { totalCount nodes { poc { id } } } } }"""
NODE = "query ($id: ID!) { node(id: $id) { ... on ApiKey { id name createdBy { displayName } } } }"


async def test_given_keys_when_listed_then_those_of_the_tenant_the_newest_first_and_never_a_secret(runtime: Runtime, world: World) -> None:
    kay = await maker(world)
    first = await made(world, kay, roles=[Role.MEMBER], name="Nightly")
    runtime.clock.advance(timedelta(hours=1))
    second = await made(world, world.ada, roles=[Role.SALES_ENGINEER, Role.MEMBER], expires_at=START + timedelta(days=1))
    await api_keys.create(world.actor(world.otto), name="Contoso's", roles=[Role.MEMBER])
    await api_keys.revoke(world.actor(world.ada), first.key_id)
    listed = (await asked(world.actor(world.ada), LIST))["apiKeys"]
    assert [key["name"] for key in listed] == ["CRM", "Nightly"]
    assert listed[0] == {
        "id": ids.to_text("key", second.key_id), "name": "CRM", "prefix": second.secret[:12], "roles": ["MEMBER", "SALES_ENGINEER"],
        "createdBy": {"id": ids.to_text("user", world.ada.id), "displayName": "Ada Admin"}, "createdAt": "2026-03-02T10:00:00.000Z",
        "lastUsedAt": None, "expiresAt": "2026-03-03T09:00:00.000Z", "revokedAt": None,
    }  # fmt: skip
    assert (listed[1]["createdBy"]["displayName"], listed[1]["revokedAt"]) == ("Kay More", "2026-03-02T10:00:00.000Z")


@pytest.mark.parametrize("caller", ["mia", "sam", "max", "otto", "cara", "acting", "program", "another program", "its own program"])
async def test_given_who_manages_no_keys_when_reading_them_then_none_but_a_programs_own(world: World, caller: str) -> None:
    kay = await maker(world)
    created = await made(world, kay)
    id_ = ids.to_text("key", created.key_id)
    for user in (kay, world.ada):
        assert (await asked(world.actor(user), NODE, id=id_))["node"]["name"] == "CRM"
    callers: dict[str, Actor] = {
        "acting": await act(world, await connect(world)), "program": await holder(await made(world, world.ada, roles=[Role.MEMBER])),
        "another program": await holder(await made(world, kay)), "its own program": await holder(created),
    }  # fmt: skip
    actor = callers.get(caller) or world.actor(world.people[caller])
    own = {"id": id_, "name": "CRM", "createdBy": {"displayName": "Kay More"}}
    assert (await asked(actor, NODE, id=id_))["node"] == (own if caller == "its own program" else None)
    if caller != "otto":
        assert (await call(actor, "Query.apiKeys", {})).outcome == "FORBIDDEN"


async def test_given_a_program_when_asking_who_it_is_then_its_maker_its_rights_and_nothing_of_the_makers_own(world: World) -> None:
    kay = await maker(world)
    await Participant.create(poc=world.olgas, user=kay, title="Engineer", joined_at=START)
    created = await made(world, kay, roles=[Role.SALES_ENGINEER])
    viewer = (await asked(await holder(created), VIEWER))["viewer"]
    assert viewer["user"] == {"id": ids.to_text("user", kay.id), "displayName": "Kay More"}
    assert viewer["tenant"] == {"name": "Northwind Cloud"}
    assert viewer["apiKey"] == {"id": ids.to_text("key", created.key_id), "name": "CRM", "roles": ["SALES_ENGINEER"]}
    assert viewer["roles"] == ["SALES_ENGINEER"]
    assert "MEMBERS_MANAGE" not in viewer["permissions"]
    assert "POCS_MANAGE" in viewer["permissions"]
    assert (viewer["memberships"], viewer["sessions"], viewer["portals"], viewer["acting"]) == ([], [], [], None)
    assert viewer["participations"] == {"totalCount": 0, "nodes": []}
    themselves = (await asked(world.actor(kay), VIEWER))["viewer"]
    assert themselves["apiKey"] is None
    assert [len(themselves[name]) for name in ("memberships", "sessions")] == [1, 1]
    assert themselves["participations"]["totalCount"] == 1
    assert "CUSTOMER" in themselves["roles"]


async def test_given_a_program_with_all_roles_when_asking_for_its_permissions_then_none_that_no_program_has(world: World) -> None:
    viewer = (await asked(await program(world), VIEWER))["viewer"]
    assert viewer["roles"] == sorted(GRANTABLE)
    kept_back = {"PARTNER_CONSENT", "API_KEYS_MANAGE", "WEBHOOKS_MANAGE", "EMAIL_TEMPLATES_MANAGE", "ACT_ON_BEHALF"}
    assert set(viewer["permissions"]) == set(Permission) - kept_back


async def test_given_what_its_maker_has_elsewhere_when_a_program_looks_then_it_is_not_there(world: World) -> None:
    kay = await maker(world)
    await Participant.create(poc=world.olgas, user=kay, title="Engineer", joined_at=START)
    text = "query ($poc: ID!, $session: ID!) { poc(id: $poc) { id } node(id: $session) { id } pocs(first: 50) { nodes { id } } }"
    variables = {"poc": ids.to_text("poc", world.olgas.id), "session": ids.to_text("session", world.sessions[kay.id])}
    themselves = await asked(world.actor(kay), text, **variables)
    assert themselves["poc"]
    assert themselves["node"]
    seen = await asked(await holder(await made(world, kay)), text, **variables)
    assert (seen["poc"], seen["node"]) == (None, None)
    assert {poc["id"] for poc in themselves["pocs"]["nodes"]} - {poc["id"] for poc in seen["pocs"]["nodes"]} == {variables["poc"]}


# What it does


async def test_given_a_program_when_it_makes_things_then_they_are_its_makers_and_the_events_name_the_key(world: World) -> None:
    kay = await maker(world)
    actor = await holder(await made(world, kay))
    poc_id = await pocs.create(actor, name="From the CRM", customer_id=world.acme.id)
    comment_id = await comments.add(actor, poc_id, body="Synced.")
    assert (await Poc.get(id=poc_id)).owner_id == kay.id
    assert [one.user_id for one in await Collaborator.filter(poc_id=poc_id)] == [kay.id]
    assert (await Comment.get(id=comment_id)).author_id == kay.id
    told = await Event.filter(action__in=["poc.created", "comment.added"])
    assert {(event.actor_id, event.api_key_id, event.session_id) for event in told} == {(kay.id, actor.key_id, None)}
    assert len(told) == 2


LOG = "query ($log: AuditFilter) { auditLog(first: 50, filter: $log) { nodes { action actorName apiKeyName } } }"
CUSTOMERS = "query ($id: ID!) { customer(id: $id) { auditLog(first: 50) { nodes { action actorName apiKeyName } } } }"


async def test_given_what_a_program_did_when_the_log_is_read_then_it_names_the_key_in_its_own_tenants_only(world: World) -> None:
    connected = await connect(world)
    kay = await maker(world)
    actor = await holder(await made(world, kay))
    await members.invite(actor, email="new@umbrella.example", roles=[Role.MEMBER], customer_id=connected.record.id)
    await members.invite(world.actor(kay), email="newer@umbrella.example", roles=[Role.MEMBER], customer_id=connected.record.id)
    only = {"action": ["invitation.created"]}
    by_key, by_hand = [{"action": "invitation.created", "actorName": "Kay More", "apiKeyName": name} for name in ("CRM", None)]

    def shown(answer: Any) -> list[Any]:
        return sorted((row for row in answer["auditLog"]["nodes"] if row["action"] == "invitation.created"), key=str)

    assert shown(await asked(world.actor(world.mia), LOG, log=only)) == sorted([by_key, by_hand], key=str)
    assert shown(await asked(world.actor(connected.admin), LOG, log=only)) == [by_hand, by_hand]
    at_customer = await asked(world.actor(world.mia), CUSTOMERS, id=ids.to_text("customer", connected.record.id))
    assert shown(at_customer["customer"]) == [by_hand, by_hand]


async def test_given_a_customers_programs_when_the_log_is_read_then_the_customer_knows_their_names_and_its_partner_none(
    world: World,
) -> None:
    connected = await connect(world)
    uma, mia = world.actor(connected.admin), world.actor(world.mia)
    payroll = await api_keys.create(uma, name="Payroll", roles=[Role.TENANT_ADMIN])
    await members.invite(await holder(payroll), email="new@umbrella.example", roles=[Role.MEMBER])
    await ApiKey.create(
        tenant=connected.tenant, name="Door lock", prefix="usk_12345678", key_hash="x", roles=frozenset({Role.MEMBER}),
        created_by=connected.member, created_at=now(),
    )  # fmt: skip
    await member_status.deactivate(mia, await id_of(connected.member, connected.tenant))
    log = "auditLog(first: 50) { nodes { action apiKeyName targetName } }"
    assert {"Payroll", "Door lock"} <= names_in(await asked(uma, f"{{ {log} }}"))
    partners = [
        (await asked(mia, f"{{ {log} }}"))["auditLog"],
        (await asked(mia, f"query($id: ID!) {{ customer(id: $id) {{ {log} }} }}", id=ids.to_text("customer", connected.record.id)))[
            "customer"
        ],
    ]
    for answer in partners:
        assert "member.deactivated" in str(answer)
        assert "key.revoked" in str(answer)
        assert names_in(answer).isdisjoint({"Payroll", "Door lock"})


def names_in(answer: Any) -> set[str]:
    """All texts in an answer."""
    if isinstance(answer, str):
        return {answer}
    inner = answer.values() if isinstance(answer, dict) else answer or ()
    return set().union(*(names_in(one) for one in inner))


async def test_given_a_key_that_ended_when_the_log_is_read_then_it_still_names_it(world: World) -> None:
    kay = await maker(world)
    created = await made(world, kay)
    await members.invite(await holder(created), email="new@northwind.example", roles=[Role.MEMBER])
    await api_keys.revoke(world.actor(kay), created.key_id)
    text = "{ auditLog(first: 50) { nodes { action apiKeyName targetKind targetId targetName changes } } }"
    nodes = (await asked(world.actor(world.ada), text))["auditLog"]["nodes"]
    told = {row["action"]: row for row in nodes}
    assert told["invitation.created"]["apiKeyName"] == "CRM"
    for action in ("key.created", "key.revoked"):
        row = told[action]
        assert (row["targetKind"], row["targetId"], row["targetName"]) == ("api_key", ids.to_text("key", created.key_id), "CRM")
        assert row["apiKeyName"] is None, "a person did it"
    assert told["key.created"]["changes"] == {"roles": [None, sorted(GRANTABLE)], "expiresAt": [None, None]}


# What it may

MEMBERS = "{ members(first: 50) { nodes { user { firstName } viewerCan { changeRoles deactivate reactivate } } } }"
CUSTOMER = """query ($id: ID!) { customer(id: $id) { viewerCan {
  edit manageAccess inviteUser shareIntegration act createPoc endPartnership } } }"""


async def test_given_members_when_a_program_looks_then_it_can_touch_those_who_are_no_admins(world: World) -> None:
    kay = await maker(world)
    answer = await asked(await holder(await made(world, kay)), MEMBERS)
    can = {row["user"]["firstName"]: row["viewerCan"] for row in answer["members"]["nodes"]}
    nothing = {"changeRoles": False, "deactivate": False, "reactivate": False}
    assert can == dict.fromkeys(("Ada", "Mia", "Kay"), nothing) | {
        name: nothing | {"changeRoles": True, "deactivate": True} for name in ("Sam", "Kim", "Max")
    }
    themselves = (await asked(world.actor(kay), MEMBERS))["members"]["nodes"]
    assert all(row["viewerCan"]["deactivate"] for row in themselves)


@pytest.mark.parametrize("origin", PartnershipOrigin)
async def test_given_a_customer_when_a_program_looks_then_it_can_all_but_act_and_end_the_partnership(
    world: World, origin: PartnershipOrigin
) -> None:
    connected = await connect(world, origin=origin)
    kay = await maker(world)
    id_ = ids.to_text("customer", connected.record.id)
    themselves = (await asked(world.actor(kay), CUSTOMER, id=id_))["customer"]["viewerCan"]
    assert themselves == dict.fromkeys(themselves, True)
    seen = (await asked(await holder(await made(world, kay)), CUSTOMER, id=id_))["customer"]["viewerCan"]
    assert seen == themselves | {"act": False, "endPartnership": False}


async def test_given_a_new_key_through_the_api_when_made_and_revoked_then_shown_as_it_is(world: World) -> None:
    ada = world.actor(world.ada)
    created = await call(ada, "Mutation.createApiKey", {"input": {"name": "CRM", "roles": ["MEMBER"], "expiresAt": "2026-04-01T00:00:00Z"}})
    key = created.data["apiKey"]
    assert created.data["secret"].startswith(key["prefix"])
    assert (key["name"], key["roles"], key["expiresAt"], key["revokedAt"]) == ("CRM", ["MEMBER"], "2026-04-01T00:00:00.000Z", None)
    revoked = await call(ada, "Mutation.revokeApiKey", {"input": {"apiKeyId": key["id"]}})
    assert revoked.data["apiKey"]["revokedAt"] == "2026-03-02T09:00:00.000Z"
    assert (await call(ada, "Mutation.revokeApiKey", {"input": {"apiKeyId": key["id"]}})).outcome == "ok"
    assert (await call(ada, "Mutation.revokeApiKey", {"input": {"apiKeyId": "x"}})).outcome == "NOT_FOUND"
    refused = await call(ada, "Mutation.createApiKey", {"input": {"name": "", "roles": ["MSP_ADMIN"], "expiresAt": "2026-03-02T09:00:00Z"}})
    assert (refused.data["apiKey"], refused.data["secret"]) == (None, None)
    assert [(error["code"], error["path"]) for error in refused.data["userErrors"]] == [
        ("REQUIRED", ["name"]), ("ROLE_NOT_ALLOWED", ["roles"]), ("INVALID", ["expiresAt"]),
    ]  # fmt: skip
    assert await rows("api_key") == 1
    assert (await ApiKey.get()).created_by_id == world.ada.id
