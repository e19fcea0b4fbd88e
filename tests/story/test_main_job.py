"""The main job, end to end: a sales engineer invites a customer to a POC, the customer accepts from the mail, and is in it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from app.core import ids
from tests.serving import Client
from tests.story.conftest import Stage, part_of
from tests.world import PASSWORD, World

INVITATION = "invitation { id status email sendCount expiresAt delivery { status attempts } timeToAccept viewerCan { resend cancel edit } }"
PERSON = {"firstName": "Ines", "lastName": "Ibarra", "password": "a password of nine words, or so it seems"}
POC = """query($id: ID!) {
  poc(id: $id) { name summary status participants { nodes { displayName email status isViewer } } invitations { totalCount } }
}"""


async def invited(sam: Client, poc_id: str, email: str, **more: Any) -> str:
    payload = await sam.do("inviteCustomer", INVITATION, pocId=poc_id, email=email, **more)
    return str(payload["invitation"]["id"])


async def test_given_a_sales_engineer_when_inviting_a_customer_then_they_are_in_the_poc(stage: Stage, world: World) -> None:
    sam = await stage.signed_in(world.sam)
    viewer = (await sam.ask("{ viewer { user { displayName } roles tenant { name } } }"))["viewer"]
    assert viewer == {"user": {"displayName": "Sam Sales"}, "roles": ["SALES_ENGINEER"], "tenant": {"name": "Northwind Cloud"}}

    # A prospect, a POC, an invitation with everything that can be said
    prospect = await sam.do("addProspect", "customer { id stage }", name="Initech", domain="initech.example", reference="CRM-7")
    poc = await sam.do(
        "createPoc", "poc { id status viewerCan { invite } }", name="Printers in the cloud", customerId=prospect["customer"]["id"],
        summary="Does it print?", startsOn="2026-03-02", endsOn="2026-04-30",
    )  # fmt: skip
    poc_id = poc["poc"]["id"]
    assert poc["poc"] == {"id": poc_id, "status": "DRAFT", "viewerCan": {"invite": True}}
    assert (await sam.do("changePocStatus", "poc { status }", pocId=poc_id, status="ACTIVE"))["poc"]["status"] == "ACTIVE"
    invitation = (
        await sam.do(
            "inviteCustomer", INVITATION, pocId=poc_id, email="Ines@Initech.example", firstName="Ines", lastName="Ibarra", title="CTO",
            personalMessage="Looking forward to it!\nhttps://evil.example", canSign=True, accessEndsOn="2026-04-30", locale="en",
        )
    )["invitation"]  # fmt: skip
    assert invitation["status"] == "PENDING"
    assert invitation["delivery"] == {"status": "QUEUED", "attempts": 0}
    assert invitation["viewerCan"] == {"resend": True, "cancel": True, "edit": True}

    # The mail, through SMTP
    (mail,) = await stage.mails_to("Ines@Initech.example")
    assert mail["Subject"] == "You've been invited to participate in Printers in the cloud"
    text = part_of(mail, "plain")
    for line in (
        "Hello Ines", "You've been invited to participate in a Proof of Concept engagement.", "POC: Printers in the cloud",
        "Invited by: Sam Sales", "Organization: Northwind Cloud", "Looking forward to it!", "To get started, click the link below:",
        "If you don't have an account, you'll be prompted to create one.", "Best regards,", "The Northwind Cloud Team",
    ):  # fmt: skip
        assert line in text
    assert 'href="https://evil.example' not in part_of(mail, "html")
    token = await stage.link_to("Ines@Initech.example")

    # Looking, then accepting with a new account
    ines = stage.client()
    preview = """query($token: String!) {
      invitationPreview(token: $token) { status nextStep subjectName inviterName maskedEmail problem branding { name } }
    }"""
    looked = [(await ines.ask(preview, token=token))["invitationPreview"] for _ in range(3)][-1]
    assert looked == {
        "status": "PENDING", "nextStep": "REGISTER", "subjectName": "Printers in the cloud", "inviterName": "Sam Sales",
        "maskedEmail": "I***@initech.example", "problem": None, "branding": {"name": "Northwind Cloud"},
    }  # fmt: skip
    stage.runtime.clock.advance(timedelta(hours=2, minutes=3))
    selection = """subject { __typename ... on Poc { id name } } credentials { accessToken }
      viewer { user { email } roles participations { nodes { poc { id } } } }"""
    accepted = await ines.do("acceptInvitation", selection, token=token, registration=PERSON)
    assert accepted["subject"] == {"__typename": "Poc", "id": poc_id, "name": "Printers in the cloud"}
    assert accepted["viewer"]["roles"] == ["CUSTOMER"]
    assert accepted["viewer"]["participations"] == {"nodes": [{"poc": {"id": poc_id}}]}
    seen = (await ines.ask(POC, id=poc_id))["poc"]
    assert seen["participants"]["nodes"] == [
        {"displayName": "Ines Ibarra", "email": "Ines@Initech.example", "status": "ACTIVE", "isViewer": True}
    ]
    assert seen["invitations"] is None

    # What the sales engineer sees, two hours later
    await sam.refresh()
    node = "query($id: ID!) { node(id: $id) { ... on Invitation { status timeToAccept delivery { status } viewerCan { resend } } } }"
    found = (await sam.ask(node, id=invitation["id"]))["node"]
    assert found == {"status": "ACCEPTED", "timeToAccept": 7380, "delivery": {"status": "SENT"}, "viewerCan": {"resend": False}}
    assert [mail["Subject"] for mail in await stage.mails_to(world.sam.email)] != []

    # Removed: out with the next request, though the token is still valid
    participants = "query($id: ID!) { poc(id: $id) { participants { nodes { id } } } }"
    (participant,) = (await sam.ask(participants, id=poc_id))["poc"]["participants"]["nodes"]
    removed = await sam.do("removeParticipant", "participant { status }", participantId=participant["id"])
    assert removed["participant"]["status"] == "REMOVED"
    assert (await ines.ask(POC, id=poc_id))["poc"] is None
    assert (await ines.ask("{ viewer { roles } pocs { totalCount } }")) == {"viewer": {"roles": []}, "pocs": {"totalCount": 0}}


async def test_given_an_invitation_when_resent_edited_and_cancelled_then_only_the_newest_link_lives(stage: Stage, world: World) -> None:
    sam, poc_id = await stage.signed_in(world.sam), ids.to_text("poc", world.active.id)
    invitation_id = await invited(sam, poc_id, "eve@acme.example")
    old = await stage.link_to("eve@acme.example")
    again = await sam.attempt("resendInvitation", INVITATION, invitationId=invitation_id)
    assert again["userErrors"] == [{"code": "COOLDOWN", "path": ["invitationId"], "retryAfter": 60}]
    stage.runtime.clock.advance(timedelta(seconds=61))
    resent = (await sam.do("resendInvitation", INVITATION, invitationId=invitation_id))["invitation"]
    assert (resent["sendCount"], resent["status"]) == (2, "PENDING")
    fresh = await stage.link_to("eve@acme.example")
    anyone = stage.client()
    dead = await anyone.attempt("acceptInvitation", token=old, registration=PERSON)
    assert [error["code"] for error in dead["userErrors"]] == ["LINK_REPLACED"]
    edited = "invitation { firstName canSign }"
    changed = await sam.do("updateInvitation", edited, invitationId=invitation_id, firstName="Zoë", lastName="Ångström", canSign=True)
    assert changed["invitation"] == {"firstName": "Zoë", "canSign": True}
    search = "query($of: String!) { invitations(filter: {search: $of}) { nodes { id } } }"
    for of in ("ZOE ANGSTROM", "zoë å", "eve@acme"):
        assert (await sam.ask(search, of=of))["invitations"]["nodes"] == [{"id": invitation_id}]
    assert (await sam.ask(search, of="zoe%angstrom"))["invitations"]["nodes"] == []
    assert (await sam.do("cancelInvitation", INVITATION, invitationId=invitation_id))["invitation"]["status"] == "CANCELLED"
    gone = await anyone.attempt("acceptInvitation", token=fresh, registration=PERSON)
    assert [error["code"] for error in gone["userErrors"]] == ["LINK_CANCELLED"]


async def test_given_two_hundred_customers_when_invited_at_once_then_each_has_a_result(stage: Stage, world: World) -> None:
    sam, poc_id = await stage.signed_in(world.sam), ids.to_text("poc", world.active.id)
    people = [{"email": f"person{n}@acme.example"} for n in range(197)]
    people += [{"email": "no address"}, {"email": "PERSON0@acme.example"}, {"email": world.cara.email}]
    selection = "invitedCount results { invitation { id } userErrors { code path } }"
    for dry_run in (True, False):
        payload = await sam.do("inviteCustomers", selection, pocId=poc_id, customers=people, dryRun=dry_run)
        assert payload["invitedCount"] == 197
        refused = [result["userErrors"][0] for result in payload["results"] if result["userErrors"]]
        assert [(error["code"], error["path"]) for error in refused] == [
            ("INVALID", ["customers", "197", "email"]),
            ("ALREADY_EXISTS", ["customers", "198", "email"]),
            ("ALREADY_PARTICIPANT", ["customers", "199", "email"]),
        ]
        count = (await sam.ask("query($id: ID!) { poc(id: $id) { invitations { totalCount } } }", id=poc_id))["poc"]["invitations"][
            "totalCount"
        ]
        assert count == (0 if dry_run else 197)
    assert len(await stage.mails_to("person196@acme.example")) == 1
    assert len(stage.post_office.received) == 197


async def test_given_a_colleague_when_invited_then_they_have_their_roles(stage: Stage, world: World) -> None:
    ada = await stage.signed_in(world.ada)
    await ada.do("inviteUser", "invitation { roles }", email="nils@northwind.example", firstName="Nils", roles=["SALES_ENGINEER", "MEMBER"])
    (mail,) = await stage.mails_to("nils@northwind.example")
    assert part_of(mail, "plain").startswith("Hello Nils,")
    assert "Hello Nils," in part_of(mail, "html")
    token = await stage.link_to("nils@northwind.example")
    nils = stage.client()
    selection = "subject { ... on Tenant { name } } viewer { roles tenant { name } permissions } credentials { accessToken }"
    accepted = await nils.do("acceptInvitation", selection, token=token, registration=PERSON)
    assert accepted["subject"] == {"name": "Northwind Cloud"}
    assert accepted["viewer"]["roles"] == ["MEMBER", "SALES_ENGINEER"]
    assert "PARTICIPANTS_INVITE" in accepted["viewer"]["permissions"]
    members = (await ada.ask('{ members(filter: {search: "ines"}) { nodes { user { email } roles } } }'))["members"]["nodes"]
    assert members == [{"user": {"email": "nils@northwind.example"}, "roles": ["MEMBER", "SALES_ENGINEER"]}]


async def test_given_a_lost_password_when_reset_by_mail_then_every_session_ends_and_a_new_one_begins(stage: Stage, world: World) -> None:
    before = await stage.signed_in(world.sam)
    anyone = stage.client()
    for address in (world.sam.email, "nobody@northwind.example"):
        assert (await anyone.do("requestPasswordReset", email=address)) == {"userErrors": []}
    assert await stage.mails_to("nobody@northwind.example") == []
    token = await stage.link_to(world.sam.email)
    weak = await anyone.attempt("resetPassword", token=token, password="password1234")
    assert [error["code"] for error in weak["userErrors"]] == ["WEAK_PASSWORD"]
    await anyone.do("resetPassword", "credentials { accessToken }", token=token, password="seven lamps and a kettle")
    assert await before.refusal("{ viewer { roles } }") == "UNAUTHENTICATED"
    used = await stage.client().attempt("resetPassword", token=token, password="seven lamps and a kettle")
    assert [error["code"] for error in used["userErrors"]] == ["LINK_INVALID"]
    assert (await anyone.ask("{ viewer { user { email } } }"))["viewer"]["user"]["email"] == world.sam.email


async def test_given_several_sessions_when_one_is_revoked_then_it_is_out_with_the_next_request(stage: Stage, world: World) -> None:
    here, there = await stage.signed_in(world.sam), await stage.signed_in(world.sam)
    sessions = (await here.ask("{ viewer { sessions { id current } } }"))["viewer"]["sessions"]
    current = [
        session["id"] for session in (await there.ask("{ viewer { sessions { id current } } }"))["viewer"]["sessions"] if session["current"]
    ]
    assert len(sessions) == 3  # with the one of the world
    await here.do("revokeSession", "session { id }", sessionId=current[0])
    assert await there.refusal("{ viewer { roles } }") == "UNAUTHENTICATED"
    profile = await here.do("updateProfile", "user { displayName timeZone notifications { comments tasks } }", firstName="Samuel",
                            timeZone="Europe/Paris", notifications={"comments": False})  # fmt: skip
    assert profile["user"] == {
        "displayName": "Samuel Sales",
        "timeZone": "Europe/Paris",
        "notifications": {"comments": False, "tasks": True},
    }
    wrong = await here.attempt("changePassword", currentPassword="wrong", newPassword="seven lamps and a kettle")
    assert wrong["userErrors"][0]["code"] == "INVALID_CREDENTIALS"
    await here.do("changePassword", currentPassword=PASSWORD, newPassword="seven lamps and a kettle")
    await stage.client().sign_in(world.sam.email, "seven lamps and a kettle")
    refreshed = await here.do("refreshSession", "credentials { accessToken refreshToken }", refreshToken=here.refresh_token)
    assert refreshed["credentials"]["refreshToken"]
