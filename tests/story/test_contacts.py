"""Contacts: written down, invited to the portal in each of the three ways, again until there is an account, and what they see then."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from app.core import ids
from app.core.runtime import Runtime
from app.models import MailStatus, Plan, Tenant
from tests.serving import Client
from tests.story.conftest import Stage, part_of, token_in
from tests.world import PASSWORD, World

PERSON = {"firstName": "Nora", "lastName": "Nyberg", "password": "a password of nine words, or so it seems"}
STANDING = "portal canSendInvite sendInviteBlockedBy sendInviteAvailableAt invitation { id status sendCount delivery { status } }"
SENT = f"contact {{ id {STANDING} }} invitation {{ id status sendCount }} customer {{ id name }}"
CONTACTS = f"query($filter: ContactFilter) {{ contacts(filter: $filter) {{ totalCount nodes {{ id displayName email {STANDING} }} }} }}"
DIRECTORY = """query($filter: DirectoryFilter) { directory(filter: $filter) { totalCount nodes {
  id kind displayName email status roles contact { id } canSendInvite sendInviteBlockedBy invitation { id status } } } }"""
OFFERED = {"canSendInvite": True, "sendInviteBlockedBy": None, "sendInviteAvailableAt": None}


async def write_down(sam: Client, world: World, first_name: str, **facts: Any) -> Any:
    """A contact at Acme; the payload."""
    known = {"email": f"{first_name.lower()}@acme.example"} | facts
    customer_id = ids.to_text("customer", world.acme.id)
    return await sam.do("createContact", SENT, customerId=customer_id, firstName=first_name, lastName="Nyberg", **known)


async def row_of(sam: Client, contact_id: str, search: str) -> tuple[Any, Any]:
    """The contact in the contact list and in the directory, which must say the same."""
    (listed,) = (await sam.ask(CONTACTS, filter={"search": search}))["contacts"]["nodes"]
    (entry,) = (await sam.ask(DIRECTORY, filter={"search": search}))["directory"]["nodes"]
    assert listed["id"] == entry["contact"]["id"] == contact_id
    for field in ("canSendInvite", "sendInviteBlockedBy"):
        assert listed[field] == entry[field], "the two lists offer the same"
    return listed, entry


async def accept(stage: Stage, address: str) -> Client:
    """Somebody new who opens the newest link."""
    client = stage.client()
    token = await stage.link_to(address)
    await client.do("acceptInvitation", "credentials { accessToken } viewer { roles }", token=token, registration=PERSON)
    return client


async def portals(client: Client) -> Any:
    """What the person has."""
    asked = "{ viewer { tenant { id } roles portals { id customerName firstContact provider { name } contact { displayName portal"
    return (await client.ask(f"{asked} canSendInvite customer {{ id }} invitation {{ id }} }} pocs {{ nodes {{ name }} }} }} }} }}"))[
        "viewer"
    ]


@pytest.mark.parametrize("way", ["when written down", "from the contact list", "from the directory"])
async def test_given_a_contact_when_invited_in_each_way_then_a_link_comes_again_until_there_is_an_account(
    stage: Stage, world: World, way: str
) -> None:
    sam = await stage.signed_in(world.sam)
    made = await write_down(sam, world, "Nora", sendInvite=way == "when written down", personalMessage=None)
    contact_id = made["contact"]["id"]
    if way == "when written down":
        assert made["invitation"]["status"] == "PENDING"
    else:
        assert made["contact"] == {"id": contact_id, "portal": "NONE", "invitation": None} | OFFERED
        assert await stage.mails_to("nora@acme.example") == [], "nobody is written to who was not invited"
        listed, entry = await row_of(sam, contact_id, "nora")
        assert entry["status"] == "NO_ACCOUNT"
        sent = await sam.do("sendPortalInvite", SENT, contactId=entry["contact"]["id"] if "directory" in way else listed["id"])
        assert sent["contact"]["portal"] == "INVITED"
    (mail,) = await stage.mails_to("nora@acme.example")
    assert "Northwind Cloud" in str(mail["Subject"])
    assert "Sam Sales" in part_of(mail, "plain")
    tokens = [token_in(mail)]

    # A moment later the button waits; then it sends a fresh link each time, and only the last one works
    listed, entry = await row_of(sam, contact_id, "nora")
    assert (listed["canSendInvite"], listed["sendInviteBlockedBy"], entry["status"]) == (True, "COOLDOWN", "INVITED")
    refused = await sam.attempt("sendPortalInvite", SENT, contactId=contact_id)
    assert [(error["code"], error["path"]) for error in refused["userErrors"]] == [("COOLDOWN", ["contactId"])]
    assert 0 < refused["userErrors"][0]["retryAfter"] <= 60
    for count in (2, 3):
        stage.runtime.clock.advance(timedelta(minutes=2))
        sent = await sam.do("sendPortalInvite", SENT, contactId=contact_id, personalMessage=f"Time {count}")
        assert (sent["contact"]["portal"], sent["invitation"]["sendCount"]) == ("INVITED", count)
        newest = (await stage.mails_to("nora@acme.example"))[-1]
        assert f"Time {count}" in part_of(newest, "plain")
        tokens.append(token_in(newest))
    assert len(set(tokens)) == 3
    for old in tokens[:-1]:
        late = await stage.client().attempt("acceptInvitation", "viewer { roles }", token=old, registration=PERSON)
        assert [error["code"] for error in late["userErrors"]] == ["LINK_REPLACED"]

    # Eight days later the link is too old; the button makes a new invitation
    stage.runtime.clock.advance(timedelta(days=8))
    await sam.sign_in(world.sam.email, PASSWORD)
    listed, entry = await row_of(sam, contact_id, "nora")
    assert (listed["portal"], entry["status"], listed["canSendInvite"]) == ("INVITED", "INVITE_EXPIRED", True)
    sent = await sam.do("sendPortalInvite", SENT, contactId=contact_id)
    assert (sent["invitation"]["status"], sent["invitation"]["sendCount"]) == ("PENDING", 1)

    # She has an account now, and nobody is offered to invite her again
    nora = await accept(stage, "nora@acme.example")
    viewer = await portals(nora)
    (portal,) = viewer.pop("portals")
    assert viewer == {"tenant": None, "roles": ["CUSTOMER"]}
    assert portal | {"id": ""} == {
        "id": "", "customerName": "Acme", "firstContact": "VENDOR", "provider": {"name": "Northwind Cloud"}, "pocs": {"nodes": []},
        "contact": {"displayName": "Nora Nyberg", "portal": "ACTIVE", "canSendInvite": False, "customer": None, "invitation": None},
    }  # fmt: skip
    listed, entry = await row_of(sam, contact_id, "nora")
    assert (listed["portal"], listed["canSendInvite"], listed["sendInviteBlockedBy"]) == ("ACTIVE", False, "HAS_ACCOUNT")
    assert (entry["status"], entry["roles"]) == ("ACTIVE", ["CUSTOMER"])
    again = await sam.attempt("sendPortalInvite", SENT, contactId=contact_id)
    assert [error["code"] for error in again["userErrors"]] == ["HAS_ACCOUNT"]

    # Taken with the next request, and given again by the same button
    await sam.do("revokePortalAccess", SENT.replace("invitation { id status sendCount }", ""), contactId=contact_id)
    assert (await portals(nora))["portals"] == []
    listed, entry = await row_of(sam, contact_id, "nora")
    assert (listed["portal"], entry["status"], listed["canSendInvite"]) == ("REVOKED", "NO_ACCOUNT", True)


async def test_given_a_plan_below_pro_when_inviting_then_it_says_which_plan_it_takes_and_those_with_access_keep_it(
    stage: Stage, world: World
) -> None:
    sam = await stage.signed_in(world.sam)
    kept = await write_down(sam, world, "Nora", sendInvite=True)
    nora = await accept(stage, "nora@acme.example")
    await Tenant.filter(id=world.northwind.id).update(plan=Plan.FREE)
    customer_id = ids.to_text("customer", world.acme.id)
    asked = {"customerId": customer_id, "firstName": "Otis", "lastName": "Late", "email": "otis@acme.example"}
    mutation = "mutation($input: CreateContactInput!) { createContact(input: $input) { contact { id } userErrors { code requiredPlan } } }"
    refused = (await sam.ask(mutation, input=asked | {"sendInvite": True}))["createContact"]
    assert refused == {"contact": None, "userErrors": [{"code": "PLAN_REQUIRED", "requiredPlan": "PRO"}]}
    assert (await sam.ask(CONTACTS, filter={"search": "otis"}))["contacts"]["totalCount"] == 0, "both or neither"
    made = (await sam.ask(mutation, input=asked))["createContact"]["contact"]
    listed, _ = await row_of(sam, made["id"], "otis")
    assert (listed["canSendInvite"], listed["sendInviteBlockedBy"]) == (False, "PLAN_REQUIRED")
    refused = await sam.attempt("sendPortalInvite", SENT, contactId=made["id"])
    assert [error["code"] for error in refused["userErrors"]] == ["PLAN_REQUIRED"]
    assert await stage.mails_to("otis@acme.example") == []
    assert len((await portals(nora))["portals"]) == 1, "who has access keeps it"
    listed, _ = await row_of(sam, kept["contact"]["id"], "nora")
    assert listed["portal"] == "ACTIVE"


async def test_given_a_mail_that_fails_when_the_contact_is_looked_at_then_it_says_so_and_sending_again_helps(
    stage: Stage, world: World, runtime: Runtime
) -> None:
    sam = await stage.signed_in(world.sam)
    made = await write_down(sam, world, "Nora", sendInvite=True)
    stage.post_office.rcpt_reply = "550 no such mailbox"
    assert await stage.mails_to("nora@acme.example") == []
    listed, _ = await row_of(sam, made["contact"]["id"], "nora")
    assert listed["invitation"]["delivery"]["status"] == MailStatus.FAILED
    stage.post_office.rcpt_reply = None
    runtime.clock.advance(timedelta(minutes=2))
    await sam.do("sendPortalInvite", SENT, contactId=made["contact"]["id"])
    nora = await accept(stage, "nora@acme.example")
    assert len((await portals(nora))["portals"]) == 1


async def test_given_a_person_on_a_poc_when_they_accept_then_they_are_a_contact_and_may_be_given_the_portal(
    stage: Stage, world: World
) -> None:
    sam = await stage.signed_in(world.sam)
    poc_id = ids.to_text("poc", world.active.id)
    await sam.do("inviteCustomer", "invitation { id }", pocId=poc_id, email="Nora@Acme.example", firstName="Nora")
    assert (await sam.ask(CONTACTS, filter={"search": "nora"}))["contacts"]["totalCount"] == 0
    nora = await accept(stage, "nora@acme.example")
    (listed,) = (await sam.ask(CONTACTS, filter={"search": "nora"}))["contacts"]["nodes"]
    assert listed | {"id": ""} == {
        "id": "", "displayName": "Nora Nyberg", "email": "Nora@Acme.example", "portal": "NONE", "invitation": None,
    } | OFFERED  # fmt: skip
    participants = 'query($id: ID!) { poc(id: $id) { participants(filter: {search: "nora"}) { nodes { displayName contact { id } } } } }'
    (participant,) = (await sam.ask(participants, id=poc_id))["poc"]["participants"]["nodes"]
    assert participant["contact"] == {"id": listed["id"]}
    await sam.do("sendPortalInvite", SENT, contactId=listed["id"])
    token = await stage.link_to("Nora@Acme.example")
    stranger = await stage.client().attempt("acceptInvitation", "viewer { roles }", token=token, registration=PERSON)
    assert [error["code"] for error in stranger["userErrors"]] == ["SIGN_IN_REQUIRED"], "a link signs no account in"
    await nora.do("acceptInvitation", "viewer { roles }", token=token)
    (portal,) = (await portals(nora))["portals"]
    assert portal["pocs"]["nodes"] == [{"name": world.active.name}]
