"""What is kept of an answer: ids and refusals, and no secret; it is read anew, as the viewer may see it now."""

from __future__ import annotations

from typing import Any

import pytest

from app.core import db, ids
from app.core.runtime import now
from app.models import Collaborator, Customer, Invitation, Membership, Plan, Poc, Role, Tenant
from tests.partners import connect
from tests.schema.idempotency.sending import (
    DONE,
    INVITE,
    NAMED,
    NEW_PASSWORD,
    PASSWORDS,
    PROSPECT,
    Client,
    Desk,
    invited,
    outcome,
    payload,
)
from tests.world import World, mails, rows, snapshot

CHANGED = "mutation($input: UpdatePocInput!) { updatePoc(input: $input) { poc { name } userErrors { code } } }"


HELD = (
    ("idempotent_request", "caller"),
    ("idempotent_request", "key"),
    ("idempotent_request", "body_mark"),
    ("idempotent_effect", "facts"),
)


async def kept() -> str:
    """All that is remembered of requests."""
    return repr([row[column] for table, column in HELD for row in await db.fetch(f"select {column} from {table}")])


async def test_given_user_errors_when_the_same_comes_again_then_the_same_errors_though_it_could_be_done_now(
    sam: Client, world: World
) -> None:
    refused = await sam.send(INVITE, input=invited(world, "nowhere"))
    assert [error["code"] for error in payload(refused)["userErrors"]] == ["INVALID"]
    assert (await sam.send(INVITE, input=invited(world, "nowhere"))).content == refused.content
    await sam.do("inviteCustomer", "invitation { id }", **invited(world))
    taken = await sam.send(INVITE, "order-4712", input=invited(world))
    assert payload(taken)["userErrors"][0]["code"] == "ALREADY_EXISTS"
    assert payload(taken)["invitation"]["email"] == "nora@acme.example"
    await Invitation.filter(email_key="nora@acme.example").update(cancelled_at=now(), cancel_reason="WITHDRAWN")
    assert (await sam.send(INVITE, "order-4712", input=invited(world))).content == taken.content
    assert await Invitation.filter(email_key="nora@acme.example").count() == 1


async def test_given_a_refusal_of_the_field_when_the_right_is_given_then_the_same_request_does_it(desk: Desk, world: World) -> None:
    client = await desk.signed_in(world.max)
    assert outcome(await client.send(PROSPECT, **NAMED)) == (200, ["FORBIDDEN"])
    assert await rows("idempotent_effect") == 0
    await Membership.filter(user=world.max).update(roles=frozenset({Role.SALES_ENGINEER}))
    done = await client.send(PROSPECT, **NAMED)
    assert outcome(done) == DONE
    assert (await client.send(PROSPECT, **NAMED)).content == done.content
    assert await Customer.filter(name="Initech").count() == 1


async def test_given_what_was_done_when_the_right_is_taken_then_the_answer_is_not_repeated(sam: Client, world: World) -> None:
    assert outcome(await sam.send(PROSPECT, **NAMED)) == DONE
    await Membership.filter(user=world.sam).update(roles=frozenset({Role.MEMBER}))
    again = await sam.send(PROSPECT, **NAMED)
    assert outcome(again) == (200, ["FORBIDDEN"])
    assert again.json()["data"] == {"addProspect": None}


async def test_given_what_was_changed_when_it_is_hidden_now_then_the_answer_does_not_show_it(sam: Client, world: World) -> None:
    given = {"pocId": ids.to_text("poc", world.active.id), "summary": "Another summary"}
    assert payload(await sam.send(CHANGED, input=given)) == {"poc": {"name": world.active.name}, "userErrors": []}
    await Poc.filter(id=world.active.id).update(owner_id=world.kim.id)
    await Collaborator.filter(poc=world.active, user=world.sam).delete()
    assert payload(await sam.send(CHANGED, input=given)) == {"poc": None, "userErrors": []}


SECRETS: dict[str, tuple[str, dict[str, Any], str]] = {
    "generatePartnerLink": ("mia", {"kind": "MSP"}, "link { status } url"),
    "createApiKey": ("ada", {"name": "CRM", "roles": ["MEMBER"]}, "apiKey { name } secret"),
    "createUpload": ("sam", {"pocId": "@poc", "filename": "plan.pdf", "contentType": "application/pdf", "size": 9}, "upload { url }"),
    "startActingSession": ("mia", {"customerId": "@customer", "reason": "They asked."}, "session { reason } credentials { accessToken }"),
    "createAuditExport": ("ada", {}, "expiresAt url"),
    "switchTenant": ("ada", {"tenantId": "@tenant"}, "viewer { user { email } } credentials { accessToken }"),
}
"""Who gets which secret; it comes last."""


@pytest.mark.parametrize("name", SECRETS)
async def test_given_a_secret_in_the_answer_when_the_same_comes_again_then_all_but_the_secret(desk: Desk, world: World, name: str) -> None:
    connected = await connect(world)
    await Tenant.filter(id=world.northwind.id).update(plan=Plan.PRO)
    filled = {
        "@poc": ids.to_text("poc", world.active.id), "@customer": ids.to_text("customer", connected.record.id),
        "@tenant": ids.to_text("tenant", world.northwind.id),
    }  # fmt: skip
    person, given, selection = SECRETS[name]
    client = await desk.signed_in(getattr(world, person))
    query = f"mutation($input: {name[0].upper()}{name[1:]}Input!) {{ {name}(input: $input) {{ {selection} userErrors {{ code }} }} }}"
    input_ = {field: filled.get(str(value), value) for field, value in given.items()}
    first = payload(await client.send(query, input=input_))
    before = await snapshot()
    second = payload(await client.send(query, input=input_))
    *_, place, _ = first
    assert first["userErrors"] == []
    assert second == first | {place: None}
    assert await snapshot() == before
    secret = first[place]
    assert (secret if isinstance(secret, str) else next(iter(secret.values()))) not in await kept()


async def test_given_a_password_that_was_changed_when_the_same_comes_again_then_it_was_changed(sam: Client, world: World) -> None:
    first = await sam.send(PASSWORDS, input=NEW_PASSWORD)
    assert payload(first) == {"viewer": {"user": {"email": world.sam.email}}, "userErrors": []}
    assert (await sam.send(PASSWORDS, input=NEW_PASSWORD)).content == first.content
    assert len(await mails(world.sam.email)) == 1
    assert not [password for password in NEW_PASSWORD.values() if password in await kept()]


async def test_given_many_outcomes_when_the_same_comes_again_then_each_again(sam: Client, world: World) -> None:
    many = """mutation($input: InviteCustomersInput!) { inviteCustomers(input: $input) {
      results { invitation { email } poc { name } userErrors { code path retryAfter requiredPlan } } invitedCount
      poc { name } userErrors { code } } }"""
    given = {
        "pocId": invited(world)["pocId"],
        "customers": [{"email": email} for email in ("nora@acme.example", "nowhere", "ned@acme.example")],
    }
    first = await sam.send(many, input=given)
    assert payload(first)["invitedCount"] == 2
    assert [len(result["userErrors"]) for result in payload(first)["results"]] == [0, 1, 0]
    assert (await sam.send(many, input=given)).content == first.content
    assert len(await mails()) == 2
