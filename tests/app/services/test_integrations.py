"""Integrations: who makes, changes and deletes them, what their events tell, and what becomes of their shares."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest

from app.auth.actor import Actor
from app.core import db
from app.core.runtime import Runtime, current, now
from app.models import Event, Integration, IntegrationShare, ShareStatus
from app.services import integrations, shares
from app.services.integration_credentials import unseal
from app.services.integration_kinds import KINDS
from tests.app.services.integrating import CANARY, CREDENTIALS, SETTINGS, made
from tests.app.services.test_criteria import event_of
from tests.outcomes import DONE, outcome
from tests.partners import Connected, act, connect
from tests.world import World, mails, snapshot

OTHER = {"url": "https://other.example/"}


async def only(world: World) -> Integration:
    """Northwind's one integration."""
    return await Integration.get(tenant_id=world.northwind.id)


# Making


@pytest.mark.parametrize("kind", KINDS)
async def test_given_good_facts_when_made_then_it_is_written_with_its_credential_sealed(world: World, kind: str) -> None:
    event = await event_of(made(world, " Our  Söurce ", kind=kind))
    row = await only(world)
    assert (row.kind_id, row.name, row.sort_name, row.settings) == (KINDS[kind].id, "Our  Söurce", "our source", SETTINGS[kind])
    assert (row.enabled, row.created_at, row.credential_updated_at) == (True, now(), now())
    assert (row.last_checked_at, row.last_error) == (None, None)
    assert row.credential
    assert CANARY not in row.credential
    assert unseal(row.id, row.credential) == CREDENTIALS[kind]
    assert (event.action, event.target_kind, event.target_id) == ("integration.created", "integration", row.id)
    assert (event.tenant_id, event.actor_id) == (world.northwind.id, world.mia.id)
    assert event.changes == {"kind": [None, kind], "name": [None, "Our  Söurce"]}


async def test_given_the_least_when_made_then_there_are_no_settings_and_no_credential(world: World) -> None:
    await integrations.create(world.actor(world.ada), kind="slack", name="Chat")
    row = await only(world)
    assert (row.settings, row.credential, row.credential_updated_at) == ({}, None, None)


WRONG: list[tuple[dict[str, Any], str]] = [
    ({"kind": "mainframe"}, "NOT_FOUND kind"),
    ({"kind": ""}, "NOT_FOUND kind"),
    ({"kind": "mainframe", "name": " "}, "NOT_FOUND kind; REQUIRED name"),
    ({"name": "x" * 201}, "TOO_LONG name"),
    ({"settings": None}, "REQUIRED settings.url"),
    ({"settings": {"url": "ftp://x"}, "credential": {"token": ""}, "name": ""},
     "REQUIRED name; INVALID settings.url; REQUIRED credential.token"),
    ({"settings": OTHER | {"token": CANARY}}, "INVALID settings.token"),
]  # fmt: skip


@pytest.mark.parametrize(("given", "expected"), WRONG, ids=range(len(WRONG)))
async def test_given_wrong_facts_when_made_then_all_mistakes_are_told_and_nothing_is_written(
    world: World, given: dict[str, Any], expected: str
) -> None:
    facts: dict[str, Any] = {"kind": "http_api", "name": "API", "settings": OTHER, "credential": {"token": CANARY}}
    assert await outcome(integrations.create(world.actor(world.mia), **facts)) == DONE
    before = await snapshot()
    assert await outcome(integrations.create(world.actor(world.mia), **facts | given)) == expected
    assert (await snapshot(), await mails()) == (before, [])


# Who may

Verb = Callable[[Actor, UUID | None], Awaitable[object]]
VERBS: dict[str, Verb] = {
    "update": lambda who, id_: integrations.update(who, id_, name="Renamed", settings=OTHER, enabled=False),
    "rotate": lambda who, id_: integrations.rotate(who, id_, credential={"token": "another"}),
    "delete": integrations.delete,
}


@pytest.fixture
async def umbrella(world: World) -> Connected:
    """A customer of Northwind."""
    return await connect(world)


@pytest.mark.parametrize("verb", VERBS)
async def test_given_people_of_all_kinds_when_they_try_then_only_those_who_manage_the_tenants_integrations_can(
    world: World, umbrella: Connected, verb: str
) -> None:
    id_, do = await made(world), VERBS[verb]
    before = await snapshot()
    for somebody, expected in (
        (world.sam, "FORBIDDEN"), (world.max, "FORBIDDEN"), (world.otto, "NOT_FOUND integrationId"),
        (world.cara, "NOT_FOUND integrationId"), (umbrella.admin, "NOT_FOUND integrationId"),
    ):  # fmt: skip
        assert await outcome(do(world.actor(somebody), id_)) == expected, somebody.email
    assert await outcome(do(world.nobody, id_)) == "NOT_FOUND integrationId"
    assert await outcome(do(world.actor(world.ada), uuid4())) == "NOT_FOUND integrationId"
    assert await outcome(do(world.actor(world.ada), None)) == "NOT_FOUND integrationId"
    assert await snapshot() == before
    assert await outcome(do(world.actor(world.ada), id_)) == DONE


async def test_given_people_without_the_permission_when_they_make_one_then_it_is_forbidden(world: World) -> None:
    for somebody in (world.sam, world.max, world.cara):
        call = integrations.create(world.actor(somebody), kind="slack", name="Chat")
        assert await outcome(call) == "FORBIDDEN"
    assert await outcome(integrations.create(world.nobody, kind="slack", name="Chat")) == "UNAUTHENTICATED"
    assert await Integration.all().count() == 0


@pytest.mark.parametrize("verb", VERBS)
async def test_given_a_customer_when_it_uses_a_shared_one_or_its_partner_sees_its_own_then_neither_changes_it(
    world: World, umbrella: Connected, verb: str
) -> None:
    id_ = await made(world)
    await shares.share(world.actor(world.mia), id_, umbrella.record.id)
    theirs = await integrations.create(world.actor(umbrella.admin), kind="slack", name="Chat")
    before = await snapshot()
    assert await outcome(VERBS[verb](world.actor(umbrella.admin), id_)) == "FORBIDDEN"
    assert await outcome(VERBS[verb](world.actor(world.mia), theirs)) == "FORBIDDEN"
    assert await snapshot() == before


async def test_given_an_acting_session_when_one_is_made_then_it_is_the_customers_and_both_logs_tell(
    world: World, umbrella: Connected
) -> None:
    acting = await act(world, umbrella)
    id_ = await integrations.create(acting, kind="http_api", name="Theirs", settings=OTHER)
    assert (await Integration.get(id=id_)).tenant_id == umbrella.tenant.id
    told = {(event.tenant_id, event.partner_id) for event in await Event.filter(action="integration.created")}
    assert told == {(umbrella.tenant.id, world.northwind.id), (world.northwind.id, world.northwind.id)}
    assert await outcome(integrations.rotate(acting, id_, credential={"token": "x"})) == DONE
    assert await outcome(integrations.update(acting, await made(world), name="Ours")) == "NOT_FOUND integrationId"


# Changing


async def test_given_changes_when_made_then_the_event_tells_which_settings_and_not_what_they_are(world: World) -> None:
    id_ = await made(world, kind="postgres")
    new = {"host": "other.example", "database": "inventory", "username": "writer", "port": 5433}
    event = await event_of(integrations.update(world.actor(world.mia), id_, name="Renamed", settings=new, enabled=False))
    row = await Integration.get(id=id_)
    assert (row.name, row.sort_name, row.settings, row.enabled) == ("Renamed", "renamed", new, False)
    assert event.changes == {
        "name": ["Inventory", "Renamed"], "enabled": [True, False],
        "settings.host": ["[redacted]", "[redacted]"], "settings.username": ["[redacted]", "[redacted]"],
        "settings.tls": ["[redacted]", None],
    }  # fmt: skip


async def test_given_nothing_different_when_changed_then_nothing_is_written(world: World) -> None:
    id_ = await made(world)
    before = await snapshot()
    await integrations.update(world.actor(world.mia), id_, name=" Inventory", settings=SETTINGS["http_api"], enabled=True)
    await integrations.update(world.actor(world.mia), id_)
    assert await snapshot() == before


WRONG_CHANGES: list[tuple[dict[str, Any], str]] = [
    ({"name": None, "enabled": None}, "REQUIRED name; REQUIRED enabled"),
    ({"name": "a\nb", "settings": {"url": 1}}, "INVALID name; INVALID settings.url"),
    ({"settings": None}, "REQUIRED settings.url"),
]


@pytest.mark.parametrize(("given", "expected"), WRONG_CHANGES, ids=range(len(WRONG_CHANGES)))
async def test_given_wrong_changes_when_made_then_all_mistakes_are_told_and_nothing_is_written(
    world: World, given: dict[str, Any], expected: str
) -> None:
    id_ = await made(world)
    before = await snapshot()
    assert await outcome(integrations.update(world.actor(world.mia), id_, **given)) == expected
    assert await snapshot() == before


async def test_given_settings_that_may_be_empty_when_cleared_then_they_are(world: World) -> None:
    id_ = await made(world, kind="slack")
    await integrations.update(world.actor(world.mia), id_, settings=None)
    assert (await Integration.get(id=id_)).settings == {}


# Rotating


async def test_given_a_new_credential_when_rotated_then_it_takes_the_place_of_the_old_one(runtime: Runtime, world: World) -> None:
    id_ = await made(world, credential=None)
    first = await event_of(integrations.rotate(world.actor(world.mia), id_, credential={"token": CANARY}))
    runtime.clock.advance(timedelta(minutes=5))
    second = await event_of(integrations.rotate(world.actor(world.ada), id_, credential={"username": "u", "password": CANARY}))
    row = await Integration.get(id=id_)
    assert unseal(row.id, row.credential) == {"username": "u", "password": CANARY}
    assert row.credential_updated_at == now()
    assert (first.action, first.changes) == ("integration.credential_rotated", {"credential": [None, "[redacted]"]})
    assert second.changes == {"credential": ["[redacted]", "[redacted]"]}


@pytest.mark.parametrize(
    ("given", "expected"),
    [(None, "REQUIRED credential"), ({}, "REQUIRED credential"), ({"token": ""}, "REQUIRED credential.token"), ("x", "INVALID credential")],
)
async def test_given_no_credential_when_rotated_then_the_old_one_stays(world: World, given: Any, expected: str) -> None:
    id_ = await made(world)
    before = await snapshot()
    assert await outcome(integrations.rotate(world.actor(world.mia), id_, credential=given)) == expected
    assert await snapshot() == before


# Shares


async def test_given_shares_when_renamed_then_the_open_ones_are_called_so_and_those_that_are_over_stay(world: World) -> None:
    one, two = await connect(world), await connect(world, "Stark", people=("tony", "pepper"))
    id_ = await made(world)
    open_ = await shares.share(world.actor(world.mia), id_, one.record.id)
    over = await shares.share(world.actor(world.mia), id_, two.record.id)
    await shares.revoke(world.actor(world.mia), over)
    await integrations.update(world.actor(world.mia), id_, name="Renamed")
    names = {share.id: share.integration_name for share in await IntegrationShare.all()}
    assert names == {open_: "Renamed", over: "Inventory"}


async def test_given_shares_when_deleted_then_they_are_revoked_in_both_logs_and_keep_the_name(world: World, umbrella: Connected) -> None:
    id_, other = await made(world), await made(world, "Other")
    share = await shares.share(world.actor(world.mia), id_, umbrella.record.id)
    kept = await shares.share(world.actor(world.mia), other, umbrella.record.id)
    known = {event.id for event in await Event.all()}
    assert await integrations.delete(world.actor(world.mia), id_) == id_
    row = await IntegrationShare.get(id=share)
    assert (row.outcome, row.ended_at, row.integration_id) == (ShareStatus.REVOKED, now(), None)
    assert (row.integration_name, row.kind_id) == ("Inventory", KINDS["http_api"].id)
    assert (await IntegrationShare.get(id=kept)).outcome is None
    assert not await Integration.filter(id=id_).exists()
    told = Counter((event.action, event.tenant_id, event.target_id) for event in await Event.all() if event.id not in known)
    assert told == {
        ("share.revoked", umbrella.tenant.id, share): 1,
        ("share.revoked", world.northwind.id, share): 1,
        ("integration.deleted", world.northwind.id, id_): 1,
    }
    assert await outcome(integrations.delete(world.actor(world.mia), id_)) == "NOT_FOUND integrationId"


async def test_given_sharing_and_deleting_at_once_when_both_end_then_no_share_is_open_without_its_integration(
    runtime: Runtime, world: World, umbrella: Connected
) -> None:
    for _ in range(5):
        id_ = await made(world)
        mia = world.actor(world.mia)
        ended = await asyncio.gather(
            outcome(shares.share(mia, id_, umbrella.record.id)),
            outcome(integrations.delete(mia, id_)),
            outcome(integrations.delete(mia, id_)),
        )
        assert ended[0] in (DONE, "NOT_FOUND integrationId")
        assert sorted(ended[1:]) == ["NOT_FOUND integrationId", DONE]
        assert not await IntegrationShare.filter(outcome=None).exists()


async def test_given_sharing_and_renaming_at_once_when_both_end_then_the_share_is_called_as_the_integration(
    world: World, umbrella: Connected
) -> None:
    for n in range(5):
        id_ = await made(world)
        mia = world.actor(world.mia)
        await asyncio.gather(shares.share(mia, id_, umbrella.record.id), integrations.update(mia, id_, name=f"Renamed {n}"))
        assert (await IntegrationShare.get(integration_id=id_)).integration_name == f"Renamed {n}"


# Secrets


async def test_given_credentials_when_the_database_is_read_then_they_stand_nowhere_in_clear(world: World, umbrella: Connected) -> None:
    for kind in KINDS:
        id_ = await made(world, kind=kind)
        await integrations.rotate(world.actor(world.mia), id_, credential=CREDENTIALS[kind])
    await integrations.update(world.actor(world.mia), id_, name="Renamed")
    await integrations.delete(world.actor(world.mia), id_)
    held = repr(await snapshot())
    assert "https://api.example/status" in held  # of what is no secret all is there
    assert CANARY not in held
    for row in await Integration.all():
        assert row.credential not in repr(row)
    assert await db.fetch("select 1 from integration where credential is not null")
    assert CANARY not in repr(current())
