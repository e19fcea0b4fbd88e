"""A partner's program: it works by an API key, repeats what got no answer, and is stopped."""

from __future__ import annotations

import asyncio
from typing import Any

from app.core import ids
from app.models import Contact, Membership, Role
from tests.serving import ANSWER, Client
from tests.story.conftest import Stage
from tests.world import World

CREATED = "mutation($input: CreateContactInput!) { createContact(input: $input) { contact { id email } userErrors { code path } } }"
VIEWER = """{ viewer { user { displayName } apiKey { name prefix lastUsedAt } tenant { name } roles permissions memberships { id }
  sessions { id } portals { id } participations { totalCount } } }"""


async def send(client: Client, query: str, variables: Any, key: str) -> tuple[int, Any]:
    """One request with an Idempotency-Key: its status and its body."""
    headers = {"accept": ANSWER, "authorization": f"Bearer {client.token}", "idempotency-key": key}
    response = await client.http.post("/graphql", json={"query": query, "variables": variables}, headers=headers)
    return response.status_code, response.json()


async def test_given_a_program_with_a_key_when_it_works_then_it_has_what_its_maker_has_and_no_more_and_ends_when_told(
    stage: Stage, world: World
) -> None:
    await Membership.filter(user=world.ada).update(roles=frozenset({Role.TENANT_ADMIN, Role.SALES_ENGINEER}))
    ada = await stage.signed_in(world.ada)
    made = await ada.do(
        "createApiKey", "secret apiKey { id name prefix roles createdBy { displayName } }", name="CRM", roles=["SALES_ENGINEER"]
    )
    secret, key = made["secret"], made["apiKey"]
    assert secret.startswith(key["prefix"])
    assert len(secret) == 47
    listed = "{ apiKeys { id name prefix lastUsedAt revokedAt } }"
    assert secret not in (await ada.post(listed)).text, "shown once"
    crm = stage.client()
    crm.token = secret
    viewer = (await crm.ask(VIEWER))["viewer"]
    assert viewer["user"] == {"displayName": "Ada Admin"}
    assert viewer["apiKey"]["name"] == "CRM"
    assert viewer["tenant"] == {"name": "Northwind Cloud"}
    assert viewer["roles"] == ["SALES_ENGINEER"]
    assert (viewer["memberships"], viewer["sessions"], viewer["portals"]) == ([], [], [])

    # It invites, as its maker
    customer_id = ids.to_text("customer", world.acme.id)
    poc = (await crm.do("createPoc", "poc { id owner { displayName } }", name="From the CRM", customerId=customer_id))["poc"]
    assert poc["owner"] == {"displayName": "Ada Admin"}
    await crm.do("changePocStatus", "poc { id }", pocId=poc["id"], status="ACTIVE")
    await crm.do("inviteCustomer", "invitation { id }", pocId=poc["id"], email="nora@acme.example")
    assert len(await stage.mails_to("nora@acme.example")) == 1
    assert await crm.refusal("{ members { nodes { id } } apiKeys { id } }") == "FORBIDDEN"
    assert (
        await crm.refusal('mutation { inviteUser(input: {email: "x@y.example", roles: [MEMBER]}) { userErrors { code } } }') == "FORBIDDEN"
    )

    # A demoted maker demotes it, a revoked key ends with the next request
    await Membership.filter(user=world.ada).update(roles=frozenset({Role.TENANT_ADMIN}))
    assert (await crm.ask("{ viewer { roles } }"))["viewer"]["roles"] == ["SALES_ENGINEER"], "all of which a tenant admin may, too"
    mia = await stage.signed_in(world.mia)
    log = '{ auditLog(filter: {action: ["poc.created"]}) { nodes { actorName apiKeyName } } }'
    assert {"actorName": "Ada Admin", "apiKeyName": "CRM"} in (await mia.ask(log))["auditLog"]["nodes"]
    await ada.do("revokeApiKey", "apiKey { revokedAt }", apiKeyId=key["id"])
    assert await crm.refusal("{ viewer { roles } }") == "UNAUTHENTICATED"


async def test_given_a_program_that_gets_no_answer_when_it_sends_the_same_again_then_it_is_done_once(stage: Stage, world: World) -> None:
    sam = await stage.signed_in(world.sam)
    customer_id = ids.to_text("customer", world.acme.id)
    variables = {
        "input": {"customerId": customer_id, "firstName": "Nora", "lastName": "Nyberg", "email": "nora@acme.example", "sendInvite": True}
    }
    first, second = await asyncio.gather(*(send(sam, CREATED, variables, "order-4711") for _ in range(2)))
    assert sorted({first[0], second[0]}) in ([200], [200, 409])
    status, body = await send(sam, CREATED, variables, "order-4711")
    assert status == 200
    assert body["data"]["createContact"]["userErrors"] == []
    assert next(answer for code, answer in (first, second) if code == 200) == body, "the same answer"
    assert await Contact.filter(email_key="nora@acme.example").count() == 1
    assert len(await stage.mails_to("nora@acme.example")) == 1
    variables["input"]["firstName"] = "Norah"
    status, body = await send(sam, CREATED, variables, "order-4711")
    assert (status, body["errors"][0]["extensions"]["code"]) == (422, "IDEMPOTENCY_MISMATCH")
    kim = await stage.signed_in(world.kim)
    status, body = await send(kim, CREATED, variables, "order-4711")
    assert [error["code"] for error in body["data"]["createContact"]["userErrors"]] == ["ALREADY_EXISTS"], (
        "another caller's keys are others"
    )
