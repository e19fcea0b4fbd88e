"""Requests that come again with the same key: done once, for each caller, for a day."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import timedelta

import pytest

from app.auth.tokens import Claims, issue
from app.core import ids
from app.core.crypto import Keys
from app.core.runtime import Runtime, now
from app.models import Customer, IdempotentRequest, Invitation, Membership, Role
from tests.partners import act, connect
from tests.schema.idempotency.sending import DONE, INVITE, NAMED, PROSPECT, Client, Desk, invited, outcome, payload
from tests.serving import serving
from tests.world import World, mails, rows, snapshot

TWO = """mutation A($input: AddProspectInput!) { addProspect(input: $input) { customer { id } } }
mutation B { signOut(input: {}) { __typename } }"""


async def test_given_a_key_when_the_same_comes_again_then_it_is_done_once_and_answered_alike(sam: Client, world: World) -> None:
    first = await sam.send(INVITE, input=invited(world))
    before = await snapshot()
    second = await sam.send(INVITE, input=invited(world))
    assert payload(first)["userErrors"] == []
    assert (second.status_code, second.content) == (200, first.content)
    assert await snapshot() == before
    assert await Invitation.filter(email_key="nora@acme.example").count() == 1
    assert len(await mails("nora@acme.example")) == 1


async def test_given_no_key_when_the_same_comes_again_then_it_is_done_again_and_nothing_is_remembered(sam: Client) -> None:
    made = [await sam.do("addProspect", "customer { id }", name="Initech") for _ in range(2)]
    assert made[0]["customer"]["id"] != made[1]["customer"]["id"]
    assert await rows("idempotent_request") == 0


async def test_given_another_key_when_the_same_comes_again_then_it_is_done_again(sam: Client) -> None:
    for key in ("order-4711", "order-4712"):
        assert outcome(await sam.send(PROSPECT, key, **NAMED)) == DONE
    assert await Customer.filter(name="Initech").count() == 2


async def test_given_several_at_once_when_they_end_then_it_is_done_once_and_each_has_that_answer_or_is_told_to_wait(
    sam: Client, world: World
) -> None:
    answers = await asyncio.gather(*(sam.send(INVITE, input=invited(world)) for _ in range(5)))
    done = [answer for answer in answers if answer.status_code == 200]
    assert payload(done[0])["userErrors"] == []
    assert {answer.content for answer in done} == {done[0].content}
    for waiting in (answer for answer in answers if answer not in done):
        assert outcome(waiting) == (409, ["IDEMPOTENCY_RUNNING"])
        assert waiting.headers["retry-after"] == "1"
    assert len(await mails("nora@acme.example")) == 1
    assert (await sam.send(INVITE, input=invited(world))).content == done[0].content


@pytest.mark.parametrize("accept", ["application/graphql-response+json", "application/json"])
async def test_given_a_key_that_came_with_another_body_when_used_then_mismatch_in_either_form_of_answer(sam: Client, accept: str) -> None:
    await sam.send(TWO, operation="A", **NAMED)
    before = await snapshot()
    for answer in (
        await sam.send(TWO, accept=accept, operation="A", input={"name": "Initrode"}),
        await sam.send(TWO, accept=accept, operation="A", input={"name": "Initech", "reference": None}),
        await sam.send(TWO.replace("{ id }", "{ id name }"), accept=accept, operation="A", **NAMED),
        await sam.send(TWO, accept=accept, operation="B", **NAMED),
    ):
        assert outcome(answer) == (422, ["IDEMPOTENCY_MISMATCH"])
        assert "data" not in answer.json()
    assert await snapshot() == before


async def test_given_the_same_facts_in_another_order_when_sent_then_it_is_the_same_body(sam: Client) -> None:
    first = await sam.send(PROSPECT, input={"name": "Initech", "reference": "4711"})
    second = await sam.send(PROSPECT, input={"reference": "4711", "name": "Initech"})
    assert second.content == first.content
    assert await Customer.filter(name="Initech").count() == 1


async def test_given_the_name_of_the_only_operation_when_it_is_left_out_then_it_is_the_same_body(sam: Client) -> None:
    only = PROSPECT.replace("mutation(", "mutation Only(")
    first = await sam.send(only, operation="Only", **NAMED)
    assert (await sam.send(only, **NAMED)).content == first.content


async def test_given_other_people_when_they_use_the_key_then_each_has_their_own_in_whatever_session(desk: Desk, world: World) -> None:
    for user in (world.sam, world.mia, world.kim, world.olga, world.sam):
        assert outcome(await (await desk.signed_in(user)).send(PROSPECT, **NAMED)) == DONE
    assert await Customer.filter(name="Initech").count() == 4
    assert len({request.caller for request in await IdempotentRequest.all()}) == 4


async def test_given_a_person_who_works_at_a_tenant_in_two_ways_when_each_uses_the_key_then_it_is_done_twice(
    desk: Desk, world: World
) -> None:
    connected = await connect(world)
    acting = await act(world, connected)
    assert acting.session_id is not None
    await Membership.create(user=world.mia, tenant=connected.tenant, sort_name="mia", roles={Role.TENANT_ADMIN}, created_at=now())
    token, _ = issue(Claims(acting.user, acting.session_id, connected.tenant.id, world.northwind.id))
    deputy, mia = desk.client(token), await desk.signed_in(world.mia)
    await mia.do("switchTenant", "credentials { accessToken }", tenantId=ids.to_text("tenant", connected.tenant.id))
    invite = "mutation($input: InviteUserInput!) { inviteUser(input: $input) { invitation { id } userErrors { code } } }"
    given = {"email": "ned@umbrella.example", "roles": ["MEMBER"]}
    assert payload(await deputy.send(invite, input=given))["userErrors"] == []
    assert payload(await mia.send(invite, input=given))["userErrors"] == [{"code": "ALREADY_EXISTS"}]


async def test_given_api_keys_when_they_and_their_maker_use_a_key_then_each_has_their_own(desk: Desk, world: World) -> None:
    await Membership.filter(user=world.ada).update(roles=frozenset({Role.TENANT_ADMIN, Role.SALES_ENGINEER}))
    ada = await desk.signed_in(world.ada)
    crm, erp = [
        desk.client((await ada.do("createApiKey", "secret", name=name, roles=["SALES_ENGINEER"]))["secret"]) for name in ("CRM", "ERP")
    ]
    for client in (crm, erp, ada, crm, erp):
        assert outcome(await client.send(PROSPECT, **NAMED)) == DONE
    assert await Customer.filter(name="Initech").count() == 3


async def test_given_a_day_when_it_is_over_then_the_key_is_free_and_not_a_moment_before(
    runtime: Runtime, desk: Desk, sam: Client, world: World
) -> None:
    first = await sam.send(PROSPECT, **NAMED)
    runtime.clock.advance(timedelta(hours=24, milliseconds=-1))
    sam = await desk.signed_in(world.sam)
    assert (await sam.send(PROSPECT, **NAMED)).content == first.content
    runtime.clock.advance(timedelta(milliseconds=1))
    assert outcome(await sam.send(PROSPECT, input={"name": "Initrode"})) == DONE
    assert outcome(await sam.send(PROSPECT, **NAMED)) == (422, ["IDEMPOTENCY_MISMATCH"])
    assert await IdempotentRequest.all().count() == 1


async def test_given_new_secret_keys_when_the_same_comes_again_then_it_is_known(runtime: Runtime, sam: Client, world: World) -> None:
    first = await sam.send(PROSPECT, **NAMED)
    rotated = replace(runtime, keys=Keys(("a newer key of the tests with more than 32 characters", *runtime.settings.secret_key)))
    async with serving(rotated) as base:
        desk = Desk(base)
        again = await desk.signed_in(world.sam)
        assert (await again.send(PROSPECT, **NAMED)).content == first.content
        assert outcome(await again.send(PROSPECT, input={"name": "Initrode"})) == (422, ["IDEMPOTENCY_MISMATCH"])
        await desk.close()
