"""A partner's person at work inside a customer's tenant, through the real server: what opens, what stays shut, and how it ends."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

import jwt

from app.core import ids
from app.models import ActingSession, Event
from tests.partners import Connected, connect
from tests.serving import Client
from tests.story.conftest import Stage
from tests.world import PASSWORD, World

WHY = "They asked us to set up their first POC."
WHO = "{ viewer { user { email } tenant { name } acting { id reason } } }"
UNAUTHENTICATED = "UNAUTHENTICATED"


async def started(stage: Stage, who: Client, connected: Connected, **facts: Any) -> tuple[Client, str]:
    """A client that works inside a customer's tenant, and the id of its acting session."""
    payload = await _start(who, connected, **facts)
    inside = stage.client()
    inside.token = payload["credentials"]["accessToken"]
    return inside, payload["session"]["id"]


async def _start(who: Client, connected: Connected, **facts: Any) -> Any:
    """The payload, without the client's tokens being replaced."""
    kept = who.token, who.refresh_token
    shows = "session { id expiresAt } credentials { accessToken accessTokenExpiresAt refreshToken refreshTokenExpiresAt }"
    try:
        return await who.do(
            "startActingSession", shows, **({"customerId": ids.to_text("customer", connected.record.id), "reason": WHY} | facts)
        )  # fmt: skip
    finally:
        who.token, who.refresh_token = kept


def _here(address: str) -> str:
    return urlsplit(address).path


async def test_given_a_partners_admin_when_acting_then_works_as_the_customers_admin_until_that_one_ends_it(
    stage: Stage, world: World
) -> None:
    connected = await connect(world)
    mia, uma = await stage.signed_in(world.mia), await stage.signed_in(connected.admin)
    payload = await _start(mia, connected, minutes=20)
    assert payload["credentials"]["accessTokenExpiresAt"] == payload["session"]["expiresAt"]
    assert (payload["credentials"]["refreshToken"], payload["credentials"]["refreshTokenExpiresAt"]) == (None, None)
    inside, session = await started(stage, mia, connected)
    assert (await inside.ask(WHO))["viewer"] == {
        "user": {"email": "mia@northwind.example"}, "tenant": {"name": "Umbrella"}, "acting": {"id": session, "reason": WHY},
    }  # fmt: skip

    hive = (await inside.do("addProspect", "customer { id }", name="Hive"))["customer"]["id"]
    facts = {"name": "First steps", "customerId": hive}
    refused = await inside.attempt("createPoc", "poc { id }", **facts)
    assert [(error["code"], error["path"]) for error in refused["userErrors"]] == [("REQUIRED", ["ownerId"])]
    owner = ids.to_text("user", connected.admin.id)
    shows = "poc { id owner { displayName } collaborators { user { displayName } } }"
    poc = (await inside.do("createPoc", shows, ownerId=owner, **facts))["poc"]
    assert poc == {"id": poc["id"], "owner": {"displayName": "Uma Umber"}, "collaborators": [{"user": {"displayName": "Uma Umber"}}]}
    assert (await mia.ask("query($id: ID!) { poc(id: $id) { id } }", id=poc["id"]))["poc"] is None, "not at home"

    listed = "{ actingSessions(activeOnly: true) { nodes { id reason actor { displayName } partner { name } } } }"
    assert session in [node["id"] for node in (await uma.ask(listed))["actingSessions"]["nodes"]]
    ended = await uma.do("endActingSession", "session { id endedBy }", sessionId=session)
    assert ended["session"] == {"id": session, "endedBy": "CUSTOMER"}
    response = await inside.post(WHO)
    assert (response.status_code, response.json()["errors"][0]["extensions"]["code"]) == (401, UNAUTHENTICATED)
    assert await inside.refusal('mutation { addProspect(input: {name: "Late"}) { userErrors { code } } }') == UNAUTHENTICATED
    assert (await mia.ask(WHO))["viewer"]["tenant"] == {"name": "Northwind Cloud"}, "their own session goes on"
    assert session not in [node["id"] for node in (await uma.ask(listed))["actingSessions"]["nodes"]]


async def test_given_an_acting_session_when_all_is_done_then_every_event_stands_in_both_logs_with_it(stage: Stage, world: World) -> None:
    connected = await connect(world)
    inside, session = await started(stage, await stage.signed_in(world.mia), connected)
    await inside.do("addProspect", "customer { id }", name="Hive")
    for _ in range(2):  # the second within the same minute is not recorded
        assert await inside.refusal('mutation { updateProfile(input: {title: "Chief"}) { userErrors { code } } }') == "FORBIDDEN"
    await inside.do("signOut")
    assert await inside.refusal(WHO) == UNAUTHENTICATED
    acting_id = ids.parse(session, "acting")
    logs = {
        tenant.name: [
            (event.action, event.actor_id, event.partner_id, event.session_id)
            for event in await Event.filter(tenant_id=tenant.id, acting_id=acting_id).order_by("id")
        ]
        for tenant in (connected.tenant, world.northwind)
    }
    done = [(action, world.mia.id, world.northwind.id, None) for action in ("customer.created", "permission.refused", "acting.ended")]
    assert logs == {"Umbrella": done, "Northwind Cloud": done}
    refusals = await Event.filter(action="permission.refused")
    assert {event.tenant_id for event in refusals} == {connected.tenant.id, world.northwind.id}
    assert all(event.changes == {"operation": [None, "updateProfile"]} for event in refusals)
    assert not any(WHY in str(event.changes) for event in await Event.all())


async def test_given_files_when_moved_in_an_acting_session_then_their_addresses_die_with_it(stage: Stage, world: World) -> None:
    connected, content = await connect(world), b"how to begin\n"
    uma = await stage.signed_in(connected.admin)
    hive = (await uma.do("addProspect", "customer { id }", name="Hive"))["customer"]["id"]
    poc = (await uma.do("createPoc", "poc { id }", name="First steps", customerId=hive))["poc"]["id"]
    inside, session = await started(stage, await stage.signed_in(world.mia), connected)
    facts = {"pocId": poc, "filename": "start.txt", "contentType": "text/plain", "size": len(content)}
    upload, late = [(await inside.do("createUpload", "upload { uploadId url headers }", **facts))["upload"] for _ in range(2)]
    assert (await inside.http.put(_here(upload["url"]), content=content, headers=upload["headers"])).status_code == 204
    shows = "resource { id file { url } }"
    added = await inside.do("addResource", shows, pocId=poc, kind="FILE", title="Start", uploadId=upload["uploadId"])
    url, id_ = _here(added["resource"]["file"]["url"]), added["resource"]["id"]
    assert (await inside.http.get(url)).content == content
    read = "query($id: ID!) { node(id: $id) { ... on Resource { file { url } } } }"
    umas = _here((await uma.ask(read, id=id_))["node"]["file"]["url"])
    await uma.do("endActingSession", sessionId=session)
    assert (await inside.http.get(url)).status_code == 404
    assert (await inside.http.put(_here(late["url"]), content=content, headers=late["headers"])).status_code == 404
    assert (await uma.http.get(umas)).content == content


async def test_given_a_partnership_when_suspended_and_resumed_then_the_acting_session_is_over_for_good(stage: Stage, world: World) -> None:
    connected = await connect(world)
    uma = await stage.signed_in(connected.admin)
    inside, session = await started(stage, await stage.signed_in(world.mia), connected)
    assert (await inside.ask(WHO))["viewer"]["acting"]
    partnership = ids.to_text("partnership", connected.partnership.id)
    await uma.do("suspendPartnership", partnershipId=partnership, reason="We look into something.")
    assert await inside.refusal(WHO) == UNAUTHENTICATED
    await uma.do("resumePartnership", partnershipId=partnership)
    assert await inside.refusal(WHO) == UNAUTHENTICATED
    assert (await ActingSession.get(id=ids.parse(session, "acting"))).ended_by == "SYSTEM"


async def test_given_an_acting_session_when_its_minutes_are_over_then_the_next_request_is_refused(stage: Stage, world: World) -> None:
    connected = await connect(world)
    inside, _ = await started(stage, await stage.signed_in(world.mia), connected, minutes=60)
    stage.runtime.clock.advance(timedelta(minutes=59, seconds=59))
    assert (await inside.ask(WHO))["viewer"]["acting"]
    stage.runtime.clock.advance(timedelta(seconds=1))
    assert await inside.refusal(WHO) == UNAUTHENTICATED


async def test_given_a_browser_with_the_persons_own_cookie_when_an_acting_session_signs_out_then_the_cookie_stays(
    stage: Stage, world: World
) -> None:
    connected = await connect(world)
    mia = stage.client()
    await mia.do("signIn", "credentials { accessToken refreshToken }", email=world.mia.email, password=PASSWORD, delivery="COOKIE")
    payload = await _start(mia, connected)
    own, mia.token = mia.token, payload["credentials"]["accessToken"]
    assert mia.http.cookies.get("usher-refresh")
    response = await mia.post("mutation { signOut(input: {}) { userErrors { code } } }")
    assert response.json()["data"]["signOut"] == {"userErrors": []}
    assert "set-cookie" not in response.headers
    mia.token = own
    assert (await mia.ask(WHO))["viewer"]
    response = await mia.post("mutation { signOut(input: {}) { userErrors { code } } }")
    assert "usher-refresh=;" in response.headers["set-cookie"]


async def test_given_a_page_when_opened_with_the_token_of_an_acting_session_as_its_cookie_then_nobody_is_signed_in(
    stage: Stage, world: World
) -> None:
    connected = await connect(world)
    mia = await stage.signed_in(world.mia)
    inside, _ = await started(stage, mia, connected)
    pages = stage.client().http
    for token, status in ((mia.token, 200), (inside.token, 303)):
        answer = await pages.get("/welcome", headers={"cookie": f"usher-session={token}"})
        assert answer.status_code == status
        kept = [value.split(";")[0].removeprefix("usher-session=") for value in answer.headers.get_list("set-cookie") if "session" in value]
        if token == inside.token:
            assert answer.headers["location"].startswith("/sign-in")
            assert kept == []
        assert not any("act" in jwt.decode(one, options={"verify_signature": False}) for one in kept)


async def test_given_two_acting_sessions_and_own_ones_when_all_ask_at_once_then_none_is_answered_as_another(
    stage: Stage, world: World
) -> None:
    umbrella, wayne = await connect(world), await connect(world, "Wayne", people=("will", "wes"))
    mia, uma = await stage.signed_in(world.mia), await stage.signed_in(umbrella.admin)
    clients = {
        "Umbrella acting": (await started(stage, mia, umbrella))[0], "Wayne acting": (await started(stage, mia, wayne))[0],
        "Northwind Cloud": mia, "Umbrella": uma,
    }  # fmt: skip
    text = "{ viewer { tenant { name } acting { customer { name } } sessions { id } } members { nodes { tenant { name } } } }"

    async def asks(name: str, client: Client) -> None:
        answer = await client.ask(text)
        tenant, acting = name.removesuffix(" acting"), name.endswith(" acting")
        assert answer["viewer"]["tenant"] == {"name": tenant}
        assert answer["viewer"]["acting"] == ({"customer": {"name": tenant}} if acting else None)
        assert bool(answer["viewer"]["sessions"]) is not acting
        assert {node["tenant"]["name"] for node in answer["members"]["nodes"]} == {tenant}

    for _ in range(3):
        await asyncio.gather(*(asks(name, client) for name, client in [*clients.items(), *reversed(clients.items())]))


async def test_given_the_persons_password_when_reset_then_the_acting_session_ends_with_the_next_request(stage: Stage, world: World) -> None:
    connected = await connect(world)
    inside, session = await started(stage, await stage.signed_in(world.mia), connected)
    stranger = stage.client()
    await stranger.do("requestPasswordReset", email=world.mia.email)
    token = await stage.link_to(world.mia.email)
    assert (await inside.ask(WHO))["viewer"]["acting"]
    stranger.token = inside.token  # a bearer that comes along counts for nothing where the link proves who it is
    await stranger.do("resetPassword", "credentials { accessToken refreshToken }", token=token, password="a quiet river in autumn")
    assert await inside.refusal(WHO) == UNAUTHENTICATED
    assert (await stranger.ask(WHO))["viewer"]["acting"] is None
    acting_id: UUID | None = ids.parse(session, "acting")
    assert not await Event.filter(acting_id=acting_id).exists(), "nothing of it was done inside"
