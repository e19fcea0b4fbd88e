"""Integrations through the API: what each sees of them, what may be done, and that no credential ever comes back."""

from __future__ import annotations

import json
from typing import Any
from uuid import UUID

import pytest

from app.auth.actor import Actor
from app.core import ids
from app.core.runtime import Runtime, now
from app.models import Integration, SharePermission, User
from app.services import integrations, shares
from app.services.integration_kinds import KINDS
from tests.app.core.test_outgoing import web
from tests.app.services.integrating import CANARY, CREDENTIALS, SETTINGS, made
from tests.partners import Connected, act, connect
from tests.schema.calling import run
from tests.schema.types.asking import asked
from tests.schema.types.sending import refusal, send, sending
from tests.world import World, snapshot

OWN = "hasCredential credentialUpdatedAt lastCheckedAt lastError"
ALL = f"id name status settings {OWN} createdAt owner {{ name }} kind {{ key }} viewerCan {{ edit rotate share delete check }}"
READ = f"query($id: ID!) {{ integration(id: $id) {{ {ALL} }} node(id: $id) {{ ... on Integration {{ {ALL} }} }} }}"
LIST = "query($filter: IntegrationFilter) { integrations(filter: $filter) { totalCount nodes { name } } }"
AT_CUSTOMER = (
    f"query($id: ID!, $filter: IntegrationFilter) {{ customer(id: $id) {{ integrations(filter: $filter) {{ nodes {{ {ALL} }} }} }} }}"
)
CREATE = sending("createIntegration", f"integration {{ {ALL} }}")
UPDATE = sending("updateIntegration", "integration { name status settings }")
ROTATE = sending("rotateIntegrationCredential", "integration { hasCredential credentialUpdatedAt }")
CHECK = sending("checkIntegration", "integration { status lastCheckedAt lastError }")
DELETE = sending("deleteIntegration", "deletedId")


def text_id(id_: UUID) -> str:
    """As the API has it."""
    return ids.to_text("integration", id_)


async def read(actor: Actor, id_: UUID) -> Any:
    """An integration, by both of its root fields, which say the same. Who has no INTEGRATIONS_READ asks `node` only."""
    if not actor.permissions:
        return (await asked(actor, READ.replace(f"integration(id: $id) {{ {ALL} }} ", ""), id=text_id(id_)))["node"]
    data = await asked(actor, READ, id=text_id(id_))
    assert data["integration"] == data["node"]
    return data["integration"]


@pytest.fixture
async def umbrella(world: World) -> Connected:
    """A customer of Northwind."""
    return await connect(world)


# Kinds

KIND = "id key name description category settingsSchema credentialSchema canCheck"


async def test_given_the_registry_when_asked_for_then_every_kind_is_there_by_name_with_its_schemas(world: World) -> None:
    for somebody in (world.mia, world.max, world.sam):
        found = (await asked(world.actor(somebody), f"{{ integrationKinds {{ {KIND} }} }}"))["integrationKinds"]
        assert [kind["name"] for kind in found] == sorted((kind.name for kind in KINDS.values()), key=str.lower)
        for shown in found:
            kind = KINDS[shown["key"]]
            assert shown["id"] == ids.to_text("integration_kind", kind.id)
            assert (shown["settingsSchema"], shown["credentialSchema"]) == (json.loads(json.dumps(kind.settings)), kind.credential)
            assert (shown["canCheck"], shown["category"]) == (kind.check is not None, kind.category)
    for actor in (world.actor(world.cara), world.nobody):
        result: Any = await run(actor, "{ integrationKinds { key } }")
        assert result.data == {"integrationKinds": None}
        assert result.errors
    kind_id = ids.to_text("integration_kind", KINDS["slack"].id)
    text = "query($id: ID!) { node(id: $id) { ... on IntegrationKind { key integrations { nodes { name } } } } }"
    assert (await asked(world.actor(world.max), text, id=kind_id))["node"]["key"] == "slack"
    assert await asked(world.actor(world.cara), text, id=kind_id) == {"node": None}


async def test_given_a_kind_when_its_integrations_are_asked_for_then_only_the_tenants_own_are_there(
    world: World, umbrella: Connected
) -> None:
    id_ = await made(world)
    await made(world, "Chat", kind="slack")
    await integrations.create(world.actor(world.otto), kind="http_api", name="Contoso's", settings=SETTINGS["http_api"])
    await shares.share(world.actor(world.mia), id_, umbrella.record.id)
    text = "{ integrationKinds { key integrations { totalCount nodes { name } } } }"
    for somebody, expected in ((world.mia, ["Inventory"]), (world.max, ["Inventory"]), (world.otto, ["Contoso's"]), (umbrella.admin, [])):
        kinds = {kind["key"]: kind["integrations"] for kind in (await asked(world.actor(somebody), text))["integrationKinds"]}
        assert kinds["http_api"] == {"totalCount": len(expected), "nodes": [{"name": name} for name in expected]}


# Who sees what


async def test_given_an_integration_when_read_then_each_sees_what_is_theirs(runtime: Runtime, world: World, umbrella: Connected) -> None:
    id_ = await made(world)
    await Integration.filter(id=id_).update(last_checked_at=now(), last_error="It answered 401.")
    nothing = dict.fromkeys(("edit", "rotate", "share", "delete", "check"), False)
    manages = dict.fromkeys(nothing, True)
    at = "2026-03-02T09:00:00.000Z"
    plain = {
        "id": text_id(id_), "name": "Inventory", "status": "FAILING", "settings": None, "createdAt": at,
        "owner": {"name": "Northwind Cloud"}, "kind": {"key": "http_api"}, "viewerCan": nothing,
    }  # fmt: skip
    owns = plain | {"hasCredential": True, "credentialUpdatedAt": at, "lastCheckedAt": at, "lastError": "It answered 401."}
    hidden = plain | dict.fromkeys(OWN.split())
    seen = {
        world.mia: owns | {"settings": SETTINGS["http_api"], "viewerCan": manages},
        world.ada: owns | {"settings": SETTINGS["http_api"], "viewerCan": manages | {"share": False}},
        world.sam: owns, world.max: owns, world.otto: None, world.cara: None, umbrella.admin: None, umbrella.member: None,
    }  # fmt: skip
    for somebody, expected in seen.items():
        assert await read(world.actor(somebody), id_) == expected, somebody.email
    acting = await act(world, umbrella)
    assert await read(acting, id_) is None
    share = await shares.share(world.actor(world.mia), id_, umbrella.record.id)
    for actor in (world.actor(umbrella.admin), world.actor(umbrella.member), acting):
        assert await read(actor, id_) == hidden
    await shares.revoke(world.actor(world.mia), share)
    assert await read(world.actor(umbrella.admin), id_) is None
    await shares.share(world.actor(world.mia), id_, umbrella.record.id, permission=SharePermission.USE_AND_VIEW_SETTINGS)
    assert await read(world.actor(umbrella.admin), id_) == hidden | {"settings": SETTINGS["http_api"]}
    assert await read(world.actor(world.otto), id_) is None


async def test_given_a_customers_integration_when_its_partner_reads_it_then_by_the_managed_fields_alone(
    world: World, umbrella: Connected
) -> None:
    id_ = await integrations.create(
        world.actor(umbrella.admin), kind="http_api", name="Theirs", settings=SETTINGS["http_api"], credential=CREDENTIALS["http_api"]
    )
    record = ids.to_text("customer", umbrella.record.id)
    for somebody, there in ((world.mia, True), (world.ada, False), (world.sam, False)):
        found = (await asked(world.actor(somebody), AT_CUSTOMER, id=record))["customer"]["integrations"]
        assert (found is not None) is there
        shown = await read(world.actor(somebody), id_)
        assert (shown is not None) is there
        if there:
            assert found["nodes"] == [shown]
            assert (shown["settings"], [shown[name] for name in OWN.split()]) == (None, [None] * 4)
            assert not any(shown["viewerCan"].values())
    mia = world.actor(world.mia)
    assert (await asked(mia, AT_CUSTOMER, id=record, filter={"kind": ["slack"]}))["customer"]["integrations"] == {"nodes": []}
    prospect = ids.to_text("customer", world.acme.id)
    assert (await asked(mia, AT_CUSTOMER, id=prospect))["customer"] == {"integrations": None}
    assert (await asked(mia, LIST))["integrations"]["totalCount"] == 0  # the list has one's own
    assert (await asked(await act(world, umbrella), LIST))["integrations"]["nodes"] == [{"name": "Theirs"}]


async def test_given_integrations_when_listed_then_by_name_and_narrowed(world: World) -> None:
    first = await made(world, "émile")
    second = await made(world, "Frieda", kind="slack")
    await made(world, "Anna", kind="slack", credential=None)
    await integrations.update(world.actor(world.mia), second, enabled=False)
    await Integration.filter(id=first).update(last_error="It answered 500.")
    for filter_, names in (
        (None, ["Anna", "émile", "Frieda"]), ({"kind": ["slack"]}, ["Anna", "Frieda"]),
        ({"kind": ["slack", "http_api"]}, ["Anna", "émile", "Frieda"]),
        ({"kind": []}, []), ({"kind": ["mainframe"]}, []), ({"status": ["FAILING", "DISABLED"]}, ["émile", "Frieda"]),
        ({"status": ["ACTIVE"]}, ["Anna"]), ({"search": "EMI"}, ["émile"]), ({"search": "a", "status": ["DISABLED"]}, ["Frieda"]),
    ):  # fmt: skip
        expected = {"totalCount": len(names), "nodes": [{"name": name} for name in names]}
        for somebody in (world.mia, world.max):
            assert await asked(world.actor(somebody), LIST, filter=filter_) == {"integrations": expected}
    assert (await asked(world.actor(world.otto), LIST))["integrations"]["totalCount"] == 0
    refused: Any = await run(world.actor(world.cara), LIST)
    assert refused.data == {"integrations": None}


@pytest.mark.parametrize("kind", KINDS)
async def test_given_kinds_when_viewer_can_is_asked_then_only_some_can_be_checked(world: World, kind: str) -> None:
    id_ = await made(world, kind=kind)
    assert (await read(world.actor(world.mia), id_))["viewerCan"]["check"] is (KINDS[kind].check is not None)


# What is done


@pytest.mark.settings(allow_private_addresses=True)
async def test_given_an_integration_when_made_changed_rotated_checked_and_deleted_then_each_payload_shows_it(world: World) -> None:
    async with web() as server:
        given = {"kind": "http_api", "name": "API", "settings": {"url": server.url}, "credential": {"token": CANARY}}
        created = (await send(world, world.mia, CREATE, **given))["integration"]
        assert (created["name"], created["status"], created["settings"], created["hasCredential"]) == (
            "API",
            "ACTIVE",
            {"url": server.url},
            True,
        )
        id_ = {"integrationId": created["id"]}
        assert await send(world, world.ada, UPDATE, **id_, name="Renamed", enabled=False) == {
            "integration": {"name": "Renamed", "status": "DISABLED", "settings": {"url": server.url}}, "userErrors": [],
        }  # fmt: skip
        rotated = await send(world, world.mia, ROTATE, **id_, credential={"username": "u", "password": CANARY})
        assert rotated["integration"] == {"hasCredential": True, "credentialUpdatedAt": "2026-03-02T09:00:00.000Z"}
        server.answer = b"HTTP/1.1 403 No\r\nContent-Length: 0\r\n\r\n"
        checked = await send(world, world.mia, CHECK, **id_)
        assert checked["integration"] == {
            "status": "DISABLED", "lastCheckedAt": "2026-03-02T09:00:00.000Z", "lastError": "It answered 403.",
        }  # fmt: skip
        again = await send(world, world.mia, CHECK, **id_)
        assert again == {"integration": None, "userErrors": [{"code": "COOLDOWN", "path": ["integrationId"]}]}
        assert (await send(world, world.mia, UPDATE, **id_, enabled=True))["integration"]["status"] == "FAILING"
        assert await send(world, world.mia, DELETE, **id_) == {"deletedId": created["id"], "userErrors": []}
    for text in (UPDATE, CHECK, DELETE):
        assert (await send(world, world.mia, text, **id_))["userErrors"] == [{"code": "NOT_FOUND", "path": ["integrationId"]}]


async def test_given_mistakes_when_sent_then_they_are_at_their_places_in_the_input(world: World) -> None:
    given = {"kind": "postgres", "name": "", "settings": {"host": "", "port": 0, "password": CANARY}, "credential": {"word": CANARY}}
    payload = await send(world, world.mia, CREATE, **given)
    assert payload["integration"] is None
    assert [(error["code"], error["path"]) for error in payload["userErrors"]] == [
        ("REQUIRED", ["name"]),
        ("INVALID", ["settings", "password"]), ("REQUIRED", ["settings", "database"]), ("REQUIRED", ["settings", "username"]),
        ("REQUIRED", ["settings", "host"]), ("INVALID", ["settings", "port"]),
        ("INVALID", ["credential"]), ("REQUIRED", ["credential", "password"]),
    ]  # fmt: skip


async def test_given_what_a_role_may_not_when_sent_then_it_is_forbidden_and_viewer_can_says_so(world: World, umbrella: Connected) -> None:
    id_ = text_id(await made(world))
    inputs: dict[str, dict[str, Any]] = {UPDATE: {"name": "Renamed"}, ROTATE: {"credential": {"token": "x"}}, CHECK: {}, DELETE: {}}
    for text, given in inputs.items():
        for somebody in (world.sam, world.max, umbrella.member):
            assert await refusal(world, somebody, text, integrationId=id_, **given) == "FORBIDDEN"
    assert await refusal(world, world.sam, CREATE, kind="slack", name="Chat") == "FORBIDDEN"


# Secrets

TOKEN = "a token that is not one, with spaces " + CANARY


async def everything(world: World, somebody: User) -> str:
    """All that somebody can read of integrations and their kinds, as it is sent."""
    text = f"{{ integrations {{ nodes {{ {ALL} kind {{ {KIND} }} }} }} integrationKinds {{ {KIND} }} }}"
    return json.dumps(await asked(world.actor(somebody), text))


async def test_given_credentials_when_all_is_read_and_all_goes_wrong_then_they_are_in_no_answer(world: World) -> None:
    answers: list[str] = []
    for kind in KINDS:
        payload = await send(world, world.mia, CREATE, kind=kind, name=kind, settings=SETTINGS[kind], credential=CREDENTIALS[kind])
        id_ = payload["integration"]["id"]
        answers += [repr(payload), repr(await send(world, world.mia, ROTATE, integrationId=id_, credential=CREDENTIALS[kind]))]
        wrongs: list[Any] = [CANARY, [CANARY], {CANARY: CANARY}, {"token": {"a": CANARY}}, {"password": TOKEN * 50}, {"apiKey": TOKEN}]
        for wrong in wrongs:
            before = await snapshot()
            result: Any = await run(world.actor(world.mia), ROTATE, {"input": {"integrationId": id_, "credential": wrong}})
            answers.append(repr((result.data, result.errors)))
            if kind not in ("http_api", "postgres", "datadog"):
                assert await snapshot() == before
            result = await run(
                world.actor(world.mia), CREATE, {"input": {"kind": kind, "name": "", "credential": wrong, "settings": wrong}}
            )
            answers.append(repr((result.data, result.errors)))
    answers += [await everything(world, somebody) for somebody in (world.mia, world.ada, world.max)]
    assert all(CANARY not in answer for answer in answers)


def test_given_an_input_with_a_credential_when_shown_for_a_log_then_it_is_left_out() -> None:
    from schema.mutations.integrations import CreateIntegrationInput, RotateIntegrationCredentialInput  # noqa: PLC0415

    create = CreateIntegrationInput(kind="http_api", name="API", credential={"token": CANARY})  # type: ignore[arg-type]
    rotate = RotateIntegrationCredentialInput(integration_id="x", credential={"token": CANARY})  # type: ignore[arg-type]
    assert CANARY not in repr((create, rotate))
    assert "API" in repr(create)
