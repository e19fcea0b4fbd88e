"""API keys over HTTP: a bearer like any other, until it ends; its secret stands in one answer and nowhere else."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit

import httpx
import pytest

from app.core import db, ids
from app.core.runtime import Runtime
from app.models import ApiKey, Event, Role, User
from app.services import api_keys, member_roles, member_status, visits
from tests.app.services.keying import made, maker
from tests.app.services.membering import id_of
from tests.app.services.uploading import BYTES, kept
from tests.conftest import START
from tests.serving import ANSWER, Client, serving
from tests.world import PASSWORD, World, snapshot, tables

GONE = "UNAUTHENTICATED"
WHO = "{ viewer { apiKey { name lastUsedAt } roles } }"
MADE = "secret apiKey { id prefix }"


@asynccontextmanager
async def program(base: str, secret: str) -> AsyncIterator[Client]:
    """A program that has a key."""
    client = Client(base)
    client.token = secret
    async with client.http:
        yield client


@asynccontextmanager
async def signed_in(base: str, user: User) -> AsyncIterator[Client]:
    """Somebody at their browser."""
    client = Client(base)
    async with client.http:
        yield await client.sign_in(user.email, PASSWORD)


async def test_given_a_key_when_sent_as_a_bearer_then_queries_by_either_method_and_mutations_are_answered(
    runtime: Runtime, world: World
) -> None:
    kay = await maker(world)
    async with serving(runtime) as base, signed_in(base, kay) as person:
        secret = (await person.do("createApiKey", MADE, name="CRM", roles=["SALES_ENGINEER"]))["secret"]
        async with program(base, secret) as crm:
            for scheme in ("Bearer", "bearer"):
                headers = {"accept": ANSWER, "authorization": f"{scheme} {secret}"}
                got = await crm.http.get("/graphql", params={"query": WHO}, headers=headers)
                assert (got.status_code, got.json()["data"]["viewer"]["apiKey"]["name"]) == (200, "CRM")
            assert (await crm.ask(WHO))["viewer"]["roles"] == ["SALES_ENGINEER"]
            customer = ids.to_text("customer", world.acme.id)
            poc = (await crm.do("createPoc", "poc { id owner { displayName } }", name="From the CRM", customerId=customer))["poc"]
            assert poc["owner"] == {"displayName": "Kay More"}
            await crm.do("addComment", "comment { id }", pocId=poc["id"], body="Synced.")
            assert await crm.refusal("{ apiKeys { id } }") == "FORBIDDEN"
            by_get = await crm.http.get(
                "/graphql", params={"query": "mutation { signOut(input: {}) { userErrors { code } } }"}, headers=headers
            )
            assert by_get.status_code == 405
            assert await crm.refusal("mutation { signOut(input: {}) { userErrors { code } } }") == "FORBIDDEN"
            assert (await crm.ask(WHO))["viewer"]["apiKey"]["name"] == "CRM", "nothing has ended"
    [event] = await refused("signOut")
    assert (event.actor_id, event.tenant_id) == (kay.id, world.northwind.id)
    assert event.api_key_id == event.target_id == (await ApiKey.get()).id


async def refused(operation: str) -> list[Event]:
    """The records of refusals of an operation."""
    found = await Event.filter(action="permission.refused")
    return [event for event in found if event.changes == {"operation": [None, operation]}]


NOT_VALID = ("usk_", "usk_" + "x" * 43, "usk_x", "usk_a.b.c")


async def test_given_a_key_that_is_not_valid_when_sent_then_unauthenticated_but_for_what_is_public(runtime: Runtime, world: World) -> None:
    kay = await maker(world)
    over = await made(world, kay, expires_at=START + timedelta(minutes=1))
    revoked, good = await made(world, kay), await made(world, kay)
    await api_keys.revoke(world.actor(kay), revoked.key_id)
    runtime.clock.advance(timedelta(minutes=1))
    before = await snapshot()
    async with serving(runtime) as base:
        for secret in (*NOT_VALID, over.secret, revoked.secret):
            async with program(base, secret) as client:
                for document in (WHO, "{ pocs { nodes { id } } }", "mutation { signOut(input: {}) { userErrors { code } } }"):
                    answer = await client.post(document)
                    assert (answer.status_code, answer.json()["errors"][0]["extensions"]["code"]) == (401, GONE)
                    assert answer.headers["www-authenticate"] == 'Bearer error="invalid_token"'
                assert (await client.ask('{ invitationPreview(token: "x") { status } }'))["invitationPreview"] is not None
                assert (await client.ask("{ partnershipKinds { kind } }"))["partnershipKinds"]
        assert await snapshot() == before
        async with program(base, good.secret) as client:
            assert (await client.ask(WHO))["viewer"]["apiKey"]["name"] == "CRM"
            for mutation in ("acceptInvitation", "declineInvitation"):
                answered = await client.refusal(f'mutation {{ {mutation}(input: {{token: "x"}}) {{ userErrors {{ code }} }} }}')
                assert answered == "FORBIDDEN", "a public mutation knows a key that is valid"


async def test_given_a_program_at_work_when_its_key_or_its_maker_changes_then_with_the_next_request(runtime: Runtime, world: World) -> None:
    kay, kim = await maker(world), await maker(world, "kit")
    one, two = await made(world, kay), await made(world, kim)
    async with serving(runtime) as base, program(base, one.secret) as first, program(base, two.secret) as second:
        for client in (first, second):
            assert "TENANT_ADMIN" in (await client.ask(WHO))["viewer"]["roles"]
        await member_roles.change(world.actor(world.ada), await id_of(kim, world.northwind), roles=[Role.MEMBER])
        assert (await second.ask(WHO))["viewer"]["roles"] == ["MEMBER"]
        assert await second.refusal("{ members { nodes { id } } }") == "FORBIDDEN"
        await api_keys.revoke(world.actor(kay), one.key_id)
        assert await first.refusal(WHO) == GONE
        await member_status.deactivate(world.actor(world.ada), await id_of(kim, world.northwind))
        assert await second.refusal(WHO) == GONE
        await member_status.reactivate(world.actor(world.ada), await id_of(kim, world.northwind))
        assert await second.refusal(WHO) == GONE, "for good"


async def test_given_a_key_that_expires_when_sent_then_until_that_instant(runtime: Runtime, world: World) -> None:
    created = await made(world, await maker(world), expires_at=START + timedelta(hours=1))
    async with serving(runtime) as base, program(base, created.secret) as client:
        runtime.clock.stand(START + timedelta(minutes=59, seconds=59))
        assert (await client.ask(WHO))["viewer"]["apiKey"]
        runtime.clock.stand(START + timedelta(hours=1))
        assert await client.refusal(WHO) == GONE


async def test_given_a_program_that_asks_often_when_its_use_is_written_then_once_a_minute(runtime: Runtime, world: World) -> None:
    created = await made(world, await maker(world))
    async with serving(runtime) as base, program(base, created.secret) as client:
        for _ in range(5):
            assert (await client.ask(WHO))["viewer"]["apiKey"]["lastUsedAt"] is None
        assert len(runtime.visits_to_write) == 1
        await visits.write_down(runtime)
        assert (await client.ask(WHO))["viewer"]["apiKey"]["lastUsedAt"] == "2026-03-02T09:00:00.000Z"
        assert len(runtime.visits_to_write) == 0
        runtime.clock.advance(timedelta(minutes=1))
        await client.refusal("{ apiKeys { id } }")
        assert len(runtime.visits_to_write) == 1, "also what is refused is a use"
        await visits.write_down(runtime)
    assert (await ApiKey.get()).last_used_at == START + timedelta(minutes=1)


@pytest.mark.parametrize("ending", ["revoked", "demoted", "deactivated"])
async def test_given_an_address_that_a_program_got_for_a_file_when_its_key_ends_then_the_address_does(
    runtime: Runtime, world: World, ending: str
) -> None:
    kay = await maker(world)
    created = await made(world, kay)
    async with serving(runtime) as base, program(base, created.secret) as client:
        poc_id = ids.to_text("poc", world.active.id)
        upload = {"pocId": poc_id, "filename": "plan.bin", "contentType": "text/plain", "size": len(BYTES)}
        first, second = [(await client.do("createUpload", "upload { uploadId url }", **upload))["upload"] for _ in range(2)]
        assert (await client.http.put(urlsplit(first["url"]).path, content=BYTES)).status_code == 204
        resource = await client.do(
            "addResource", "resource { file { url } }", pocId=poc_id, kind="FILE", title="Plan", uploadId=first["uploadId"]
        )
        address = urlsplit(resource["resource"]["file"]["url"]).path
        assert (await client.http.get(address)).content == BYTES
        membership_id = await id_of(kay, world.northwind)
        if ending == "revoked":
            await api_keys.revoke(world.actor(kay), created.key_id)
        elif ending == "demoted":
            await member_roles.change(world.actor(world.ada), membership_id, roles=[Role.MEMBER])
        else:
            await member_status.deactivate(world.actor(world.ada), membership_id)
        assert (await client.http.put(urlsplit(second["url"]).path, content=BYTES)).status_code in (403, 404, 410)
        assert (await client.http.get(address)).status_code in (403, 404, 410)


async def test_given_a_secret_when_it_was_told_then_it_is_in_no_row_event_file_or_later_answer(runtime: Runtime, world: World) -> None:
    kay = await maker(world)
    async with serving(runtime) as base, signed_in(base, kay) as person:
        secret = (await person.do("createApiKey", MADE, name="CRM", roles=["MEMBER"]))["secret"]
        async with program(base, secret) as client:
            answers = [await client.post(text) for text in (WHO, "{ apiKeys { id } }", f'{{ node(id: "{secret}") {{ id }} }}')]
        listed = await person.ask("{ apiKeys { id prefix name } auditLog(first: 50) { nodes { action changes targetName apiKeyName } } }")
    assert secret not in repr(listed)
    assert [answer.status_code for answer in answers] == [200, 200, 200]
    for table in [*await tables(), "event_origin"]:
        rows: Any = await db.fetch(f'select * from "{table}"')
        assert secret not in repr([tuple(row) for row in rows]), table
    assert not any(secret.encode() in content for content in kept().values())


@pytest.mark.settings(cors_origins=("https://crm.example",))
async def test_given_a_page_of_another_origin_when_it_sends_a_key_then_the_browser_may(runtime: Runtime, world: World) -> None:
    created = await made(world, await maker(world))
    async with serving(runtime) as base, httpx.AsyncClient(base_url=base) as browser:
        asks = {"origin": "https://crm.example", "access-control-request-method": "POST", "access-control-request-headers": "authorization"}
        assert (await browser.options("/graphql", headers=asks)).status_code == 200
        headers = {"origin": "https://crm.example", "authorization": f"Bearer {created.secret}", "accept": ANSWER}
        answer = await browser.post("/graphql", json={"query": WHO}, headers=headers)
        assert answer.headers["access-control-allow-origin"] == "https://crm.example"
        assert answer.json()["data"]["viewer"]["apiKey"]["name"] == "CRM"
