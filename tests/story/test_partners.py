"""A partner's days: New Customer, an integration for it and a new user; and customers of each kind, who come through a link."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

import pytest

from app.models import Plan, Tenant
from tests.serving import Client
from tests.story.conftest import Stage, part_of
from tests.world import World

PERSON = {"firstName": "Nora", "lastName": "Nyberg", "password": "a password of nine words, or so it seems"}
CUSTOMER = """customer { id stage firstContact organization { id name plan } accessPolicy { allowedRoles }
  partnership { id kind origin status capabilities firstContact billedTo { name } } }"""
CAPABILITIES = {
    "MSP": ["MANAGE_ON_BEHALF", "MULTI_TENANCY", "WHITE_LABEL", "INSTALLATION_OVERVIEW", "FIRST_CONTACT", "BILLING_VIA_PARTNER"],
    "RESELLER_WITH_SUPPORT": ["FIRST_CONTACT", "BILLING_VIA_PARTNER"],
    "RESELLER_WITHOUT_SUPPORT": ["BILLING_VIA_PARTNER"],
}
SECRET = "canary-in-the-coal-mine-4711"


async def accepted(stage: Stage, address: str, **person: Any) -> Client:
    """Somebody new who accepts the invitation in the newest mail to them."""
    client = stage.client()
    token = await stage.link_to(address)
    await client.do("acceptInvitation", "credentials { accessToken } viewer { roles }", token=token, registration=PERSON | person)
    return client


async def test_given_an_msp_admin_when_they_make_a_customer_then_share_then_invite_then_its_people_use_what_is_shared(
    stage: Stage, world: World
) -> None:
    mia = await stage.signed_in(world.mia)
    await Tenant.filter(id=world.northwind.id).update(brand_name="Northwind IT", brand_support_email="help@northwind.example")

    # New Customer, with its first admin
    made = await mia.do(
        "createCustomer", f"{CUSTOMER} invitation {{ id status roles email }}", name="Tyrell Labs", domain="tyrell.example",
        access={"allowedRoles": ["MEMBER", "SALES_ENGINEER"]},
        firstAdmin={"email": "rachael@tyrell.example", "firstName": "Rachael", "personalMessage": "You are the first."},
    )  # fmt: skip
    customer = made["customer"]
    assert customer["stage"] == "CONNECTED"
    assert customer["organization"] == {"id": customer["organization"]["id"], "name": "Tyrell Labs", "plan": None}, "its plan is its own"
    assert customer["partnership"] | {"id": ""} == {
        "id": "", "kind": "MSP", "origin": "CREATED", "status": "ACTIVE", "firstContact": "PARTNER",
        "billedTo": {"name": "Northwind Cloud"}, "capabilities": CAPABILITIES["MSP"],
    }  # fmt: skip
    assert customer["accessPolicy"] == {"allowedRoles": ["MEMBER", "SALES_ENGINEER"]}
    assert made["invitation"]["roles"] == ["TENANT_ADMIN"]
    (mail,) = await stage.mails_to("rachael@tyrell.example")
    assert mail["Subject"] == "You've been invited to join Tyrell Labs"
    assert mail["From"].startswith("Northwind IT <"), "under the partner's brand"
    assert "You are the first." in part_of(mail, "plain")
    rachael = await accepted(stage, "rachael@tyrell.example", firstName="Rachael")
    assert (await rachael.ask("{ viewer { roles tenant { name plan } } }"))["viewer"] == {
        "roles": ["TENANT_ADMIN"], "tenant": {"name": "Tyrell Labs", "plan": "FREE"},
    }  # fmt: skip

    # Share -> choose customer -> attached
    integration = (
        await mia.do(
            "createIntegration", "integration { id hasCredential settings }", kind="http_api", name="Monitoring",
            settings={"url": "https://monitoring.example/api"}, credential={"token": SECRET},
        )
    )["integration"]  # fmt: skip
    assert integration["hasCredential"] is True
    share = (
        await mia.do(
            "shareIntegration", "share { id status customer { id } }", integrationId=integration["id"], customerId=customer["id"],
            permission="USE",
        )
    )["share"]  # fmt: skip
    assert (share["status"], share["customer"]) == ("ACTIVE", {"id": customer["id"]})
    shared = """{ sharedIntegrations { nodes { id integrationName permission status customer { id } sharedBy { id }
      integration { id name settings hasCredential owner { name } shares { totalCount } } } } }"""
    (row,) = (await rachael.ask(shared))["sharedIntegrations"]["nodes"]
    assert row["integration"] == {
        "id": integration["id"], "name": "Monitoring", "settings": None, "hasCredential": None, "owner": {"name": "Northwind Cloud"},
        "shares": None,
    }  # fmt: skip
    assert (row["customer"], row["sharedBy"]) == (None, None)

    # A new user, by the partner
    invited = await mia.do(
        "inviteUser", "invitation { id }", email="deckard@tyrell.example", roles=["SALES_ENGINEER"], customerId=customer["id"]
    )
    refused = await mia.attempt(
        "inviteUser", "invitation { id }", email="roy@tyrell.example", roles=["TENANT_ADMIN"], customerId=customer["id"]
    )
    assert [(error["code"], error["path"]) for error in refused["userErrors"]] == [("ROLE_NOT_ALLOWED", ["roles"])]
    assert await stage.mails_to("roy@tyrell.example") == []
    deckard = await accepted(stage, "deckard@tyrell.example", firstName="Rick", lastName="Deckard")
    assert (await deckard.ask(shared))["sharedIntegrations"]["nodes"] == [row]
    listed = "query($id: ID!) { customer(id: $id) { users { nodes { user { displayName email } roles } } installation { activeUsers } } }"
    seen = (await mia.ask(listed, id=customer["id"]))["customer"]
    assert seen["installation"] == {"activeUsers": 2}
    assert {row["user"]["email"]: row["roles"] for row in seen["users"]["nodes"]} == {
        "rachael@tyrell.example": ["TENANT_ADMIN"], "deckard@tyrell.example": ["SALES_ENGINEER"],
    }  # fmt: skip
    ada = await stage.signed_in(world.ada)
    assert (await ada.ask(listed, id=customer["id"]))["customer"] == {"users": None, "installation": None}, "a tenant admin is no MSP admin"

    # Both logs tell who did it; nobody ever reads the secret
    log = "{ auditLog { nodes { action actorName onBehalfFrom { name } changes } } }"
    of_customer, of_partner = [(await client.ask(log))["auditLog"]["nodes"] for client in (rachael, mia)]
    for told in (of_customer, of_partner):
        assert {"invitation.created", "share.created", "partnership.created"} <= {row["action"] for row in told}
    assert {"Northwind Cloud"} == {row["onBehalfFrom"]["name"] for row in of_customer if row["action"] == "share.created"}
    assert SECRET not in json.dumps([of_customer, of_partner, seen, row, integration])
    assert invited["invitation"]["id"]

    # Ended by the customer: what was shared is gone with the next request
    partnership = (await rachael.ask("{ viewer { tenant { partnership { id customerRecord { id } contractReference } } } }"))["viewer"]
    partnership_id = partnership["tenant"]["partnership"]["id"]
    assert partnership["tenant"]["partnership"]["customerRecord"] is None
    await rachael.do("endPartnership", "partnership { status endedBy }", partnershipId=partnership_id, reason="We do it ourselves now.")
    (gone,) = (await deckard.ask(shared))["sharedIntegrations"]["nodes"]
    assert (gone["status"], gone["integration"]) == ("REVOKED", None)
    after = "query($id: ID!) { customer(id: $id) { stage users { totalCount } firstContact partnership { status endReason } } }"
    assert (await mia.ask(after, id=customer["id"]))["customer"] == {
        "stage": "FORMER", "users": None, "firstContact": None, "partnership": {"status": "ENDED", "endReason": "We do it ourselves now."},
    }  # fmt: skip
    assert [mail["Subject"] for mail in await stage.mails_to(world.mia.email)] != []


@pytest.mark.parametrize("kind", CAPABILITIES)
async def test_given_a_link_of_each_kind_when_a_customer_registers_through_it_then_they_are_connected_as_it_says(
    stage: Stage, world: World, kind: str
) -> None:
    mia = await stage.signed_in(world.mia)
    generated = await mia.do("generatePartnerLink", "url link { id status hint uses }", kind=kind, emailDomain="newco.example")
    token = generated["url"].rpartition("/join/")[2]
    assert token.startswith(generated["link"]["hint"])

    # Whoever has the link sees who it is, and what they will be able to do
    anyone = stage.client()
    preview = "query($t: String!) { partnerLinkPreview(token: $t) { status partnerName kind capabilities firstContact } }"
    contact = "VENDOR" if kind == "RESELLER_WITHOUT_SUPPORT" else "PARTNER"
    assert (await anyone.ask(preview, t=token))["partnerLinkPreview"] == {
        "status": "ACTIVE", "partnerName": "Northwind Cloud", "kind": kind, "capabilities": CAPABILITIES[kind], "firstContact": contact,
    }  # fmt: skip

    # A wrong domain gets the same answer, and no mail; the right one a link that proves the address
    await anyone.do("requestRegistration", email="nora@elsewhere.example", partnerLinkToken=token)
    await anyone.do("requestRegistration", email="nora@newco.example", partnerLinkToken=token)
    assert await stage.mails_to("nora@elsewhere.example") == []
    registered = await anyone.do(
        "completeRegistration",
        "tenant { name } partnership { id kind status capabilities partner { name } customerRecord { id } } credentials { accessToken }",
        token=await stage.link_to("nora@newco.example"), organizationName="Newco", **PERSON,
    )  # fmt: skip
    partnership = registered["partnership"]
    assert partnership | {"id": ""} == {
        "id": "", "kind": kind, "status": "ACTIVE", "capabilities": CAPABILITIES[kind], "partner": {"name": "Northwind Cloud"},
        "customerRecord": None,
    }  # fmt: skip
    assert (await anyone.ask(preview, t=token))["partnerLinkPreview"]["status"] == "EXHAUSTED"

    # The partner has a record of it, and the capabilities open what they say
    find = """{ customers(filter: {search: "newco"}) { nodes { id stage firstContact organization { name } partnership { id }
      users { totalCount } integrationShares { totalCount } installation { activeUsers } } } }"""
    (record,) = (await mia.ask(find))["customers"]["nodes"]
    managed = kind == "MSP"
    assert (record["stage"], record["firstContact"], record["organization"]) == ("CONNECTED", contact, {"name": "Newco"})
    assert record["users"] == ({"totalCount": 1} if managed else None)
    assert record["integrationShares"] == ({"totalCount": 0} if managed else None)
    assert record["installation"] == ({"activeUsers": 1} if managed else None)
    codes = [] if managed else ["CAPABILITY_REQUIRED"]
    invited = await mia.attempt("inviteUser", "invitation { id }", email="nils@newco.example", roles=["MEMBER"], customerId=record["id"])
    assert [error["code"] for error in invited["userErrors"]] == codes
    acting = await mia.attempt("startActingSession", "session { id }", customerId=record["id"], reason="To have a look.")
    assert [error["code"] for error in acting["userErrors"]] == codes
    assert len(await stage.mails_to("nils@newco.example")) == (1 if managed else 0)

    # What is billed, and a change of kind by consent
    month = stage.runtime.clock.now().strftime("%Y-%m-01")
    statement = "query($m: Date!) { partnerStatement(month: $m) { lines { nodes { customerName kind activeDays activeUsers } } } }"
    (line,) = (await mia.ask(statement, m=month))["partnerStatement"]["lines"]["nodes"]
    assert line == {"customerName": "Newco", "kind": kind, "activeDays": 1, "activeUsers": 1}
    proposed = await mia.attempt(
        "proposePartnershipChange", "change { id status gained lost } partnership { kind }", partnershipId=partnership["id"],
        kind="RESELLER_WITHOUT_SUPPORT" if managed else "MSP",
    )  # fmt: skip
    assert proposed["change"]["status"] == ("ACCEPTED" if managed else "PROPOSED")
    if not managed:
        assert "MANAGE_ON_BEHALF" in proposed["change"]["gained"]
        answered = await anyone.do("answerPartnershipChange", "partnership { kind }", changeId=proposed["change"]["id"], accept=True)
        assert answered["partnership"] == {"kind": "MSP"}
        assert (await mia.ask(find))["customers"]["nodes"][0]["users"] == {"totalCount": 1}


async def test_given_an_acting_session_when_the_customers_admin_ends_it_then_its_next_request_is_refused(
    stage: Stage, world: World
) -> None:
    mia = await stage.signed_in(world.mia)
    await Tenant.filter(id=world.northwind.id).update(plan=Plan.PRO)
    made = await mia.do("createCustomer", "customer { id }", name="Tyrell Labs", access={}, firstAdmin={"email": "rachael@tyrell.example"})
    rachael = await accepted(stage, "rachael@tyrell.example", firstName="Rachael")
    acting = stage.client()
    started = await mia.attempt(
        "startActingSession", "session { id } given: credentials { accessToken refreshToken refreshTokenExpiresAt }",
        customerId=made["customer"]["id"], reason="Rachael asked us to.", minutes=60,
    )  # fmt: skip
    acting.token = started["given"]["accessToken"]
    assert (started["given"]["refreshToken"], started["given"]["refreshTokenExpiresAt"]) == (None, None)
    viewer = "{ viewer { user { displayName } tenant { name } roles memberships { id } acting { reason partner { name } } } }"
    assert (await acting.ask(viewer))["viewer"] == {
        "user": {"displayName": "Mia Miller"}, "tenant": {"name": "Tyrell Labs"}, "roles": [], "memberships": [],
        "acting": {"reason": "Rachael asked us to.", "partner": {"name": "Northwind Cloud"}},
    }  # fmt: skip
    await acting.do("updateTenant", "tenant { timeZone }", timeZone="Europe/Berlin")
    for mutation, input_ in (
        ("updateTenant", {"shareConsent": True}),
        ("switchTenant", {"tenantId": "x"}),
        ("updateProfile", {"title": "x"}),
    ):
        type_ = mutation[0].upper() + mutation[1:] + "Input"
        assert (
            await acting.refusal(f"mutation($input: {type_}!) {{ {mutation}(input: $input) {{ userErrors {{ code }} }} }}", input=input_)
            == "FORBIDDEN"
        )

    stage.runtime.clock.advance(timedelta(minutes=5))
    log = "{ auditLog(filter: {onBehalfOnly: true}) { nodes { action actorName reason onBehalfFrom { name } ip } } }"
    (changed, *_) = [row for row in (await rachael.ask(log))["auditLog"]["nodes"] if row["action"] == "tenant.changed"]
    assert changed == {
        "action": "tenant.changed", "actorName": "Mia Miller", "reason": "Rachael asked us to.", "ip": None,
        "onBehalfFrom": {"name": "Northwind Cloud"},
    }  # fmt: skip
    (begun,) = [row for row in (await rachael.ask(log))["auditLog"]["nodes"] if row["action"] == "acting.started"]
    assert begun["reason"] == "Rachael asked us to."
    assert "tenant.changed" in {row["action"] for row in (await mia.ask(log))["auditLog"]["nodes"]}
    (open_,) = (await rachael.ask("{ actingSessions(activeOnly: true) { nodes { id actor { displayName } } } }"))["actingSessions"]["nodes"]
    assert open_["actor"] == {"displayName": "Mia Miller"}
    ended = await rachael.do("endActingSession", "session { endedBy }", sessionId=open_["id"])
    assert ended["session"] == {"endedBy": "CUSTOMER"}
    assert await acting.refusal(viewer) == "UNAUTHENTICATED"
    assert (await mia.ask("{ viewer { acting { id } roles } }"))["viewer"] == {"acting": None, "roles": ["MSP_ADMIN"]}
