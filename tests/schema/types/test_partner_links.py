"""Partner links through the API: what the partner sees of them, the list and its arguments, the preview, and what mutations show."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from app.auth.actor import Actor
from app.core import ids
from app.core.runtime import Runtime, now
from app.models import PartnerLink, PartnershipKind, Role, Tenant
from app.services import partner_links
from tests.app.services.linking import link_of, token_of
from tests.partners import act, connect
from tests.schema.calling import run
from tests.schema.types.sending import sending
from tests.world import World, mails, snapshot

LINK = "id kind label status hint createdBy { firstName } createdAt expiresAt maxUses uses emailDomain customer { id name } revokedAt"
GENERATE = sending("generatePartnerLink", f"link {{ {LINK} }} url")
REVOKE = sending("revokePartnerLink", f"link {{ {LINK} }}")
PARTNERSHIP = "kind status origin partner { name } customer { name } capabilities allowedRoles contractReference customerRecord { name }"
CONNECT = sending("connectToPartner", f"partnership {{ id {PARTNERSHIP} }}")
VIEWER = "viewer { tenant { name } memberships { tenant { name } roles } }"
CREATE = sending("createOrganization", f"tenant {{ id name plan }} partnership {{ {PARTNERSHIP} }} {VIEWER}")
PREVIEW = (
    "query($token: String!) { partnerLinkPreview(token: $token)"
    " { status partnerName kind capabilities firstContact branding { name accentColor } } }"
)


async def send(actor: Actor, text: str, **given: Any) -> Any:
    """The payload of a mutation."""
    result: Any = await run(actor, text, {"input": given})
    assert not result.errors, result.errors
    return next(iter(result.data.values()))


def link_id(link: PartnerLink) -> str:
    """As the API has it."""
    return ids.to_text("link", link.id)


async def listed(actor: Actor, arguments: str = "") -> list[str]:
    """The labels of the links in a list."""
    result: Any = await run(actor, f"{{ partnerLinks{arguments} {{ totalCount nodes {{ label }} }} }}")
    assert not result.errors, result.errors
    found = [node["label"] for node in result.data["partnerLinks"]["nodes"]]
    assert result.data["partnerLinks"]["totalCount"] == len(found)
    return found


async def test_given_a_link_when_generated_then_it_is_shown_with_its_address_once(runtime: Runtime, world: World) -> None:
    mia = world.actor(world.mia)
    acme = ids.to_text("customer", world.acme.id)
    payload = await send(mia, GENERATE, kind="MSP", label="Fair", emailDomain="Bücher.example", customerId=acme, contractReference="C-1")
    link = payload["link"]
    assert link | {"id": "", "hint": ""} == {
        "id": "", "kind": "MSP", "label": "Fair", "status": "ACTIVE", "hint": "", "createdBy": {"firstName": "Mia"},
        "createdAt": "2026-03-02T09:00:00.000Z", "expiresAt": "2026-04-01T09:00:00.000Z", "maxUses": 1, "uses": 0,
        "emailDomain": "bücher.example", "customer": {"id": acme, "name": "Acme"}, "revokedAt": None,
    }  # fmt: skip
    address, _, token = payload["url"].rpartition("/")
    assert (address, len(token), token[:6]) == (f"{runtime.settings.link_url}/join", 43, link["hint"])
    assert link["id"].startswith("link_")

    payload = await send(mia, GENERATE, kind="RESELLER_WITH_SUPPORT", maxUses=None, expiresInDays=None)
    assert [payload["link"][name] for name in ("maxUses", "expiresAt", "label", "customer")] == [None] * 4

    revoked = await send(mia, REVOKE, linkId=link["id"])
    assert revoked["link"] == link | {"status": "REVOKED", "revokedAt": "2026-03-02T09:00:00.000Z"}
    assert revoked == await send(mia, REVOKE, linkId=link["id"])


async def test_given_wrong_input_when_sent_then_each_mistake_has_its_path_and_nothing_is_shown(world: World) -> None:
    mia = world.actor(world.mia)
    payload = await send(mia, GENERATE, kind="MSP", maxUses=0, expiresInDays=366, emailDomain="x", label="x" * 201)
    assert (payload["link"], payload["url"]) == (None, None)
    assert [(error["code"], error["path"]) for error in payload["userErrors"]] == [
        ("TOO_LONG", ["label"]), ("INVALID", ["maxUses"]), ("INVALID", ["expiresInDays"]), ("INVALID", ["emailDomain"]),
    ]  # fmt: skip
    for customer in ("customer_malformed", "", ids.to_text("customer", world.contoso_customer.id)):
        payload = await send(mia, GENERATE, kind="MSP", customerId=customer)
        assert [(error["code"], error["path"]) for error in payload["userErrors"]] == [("NOT_FOUND", ["customerId"])]
    payload = await send(mia, GENERATE, kind="MSP", maxUses=None, customerId=ids.to_text("customer", world.acme.id))
    assert [(error["code"], error["path"]) for error in payload["userErrors"]] == [("INVALID", ["maxUses"])]
    payload = await send(mia, REVOKE, linkId="link_malformed")
    assert [(error["code"], error["path"]) for error in payload["userErrors"]] == [("NOT_FOUND", ["linkId"])]


async def test_given_links_in_each_state_when_listed_then_newest_first_and_narrowed_by_the_arguments(
    runtime: Runtime, world: World
) -> None:
    mia = world.actor(world.mia)
    made = {}
    for label, kind in (("active", "MSP"), ("used", "MSP"), ("late", "RESELLER_WITH_SUPPORT"), ("revoked", "RESELLER_WITHOUT_SUPPORT")):
        made[label], _ = await link_of(world, label=label, kind=PartnershipKind(kind), expires_in_days=None)
        runtime.clock.advance(timedelta(minutes=1))
    await link_of(world, world.actor(world.olga, roles={Role.MSP_ADMIN}), label="Contoso's")
    await PartnerLink.filter(id=made["used"].id).update(uses=1)
    await PartnerLink.filter(id=made["late"].id).update(expires_at=now())
    await partner_links.revoke(mia, made["revoked"].id)
    for arguments, labels in {
        "": ["revoked", "late", "used", "active"],
        "(status: [ACTIVE])": ["active"],
        "(status: EXHAUSTED)": ["used"],
        "(status: [EXPIRED, REVOKED])": ["revoked", "late"],
        "(status: [])": [],
        "(kind: [MSP])": ["used", "active"],
        "(kind: [MSP, RESELLER_WITH_SUPPORT], status: [EXPIRED, ACTIVE])": ["late", "active"],
        "(status: null, kind: null)": ["revoked", "late", "used", "active"],
    }.items():
        assert await listed(mia, arguments) == labels, arguments
    assert await listed(world.actor(world.olga, roles={Role.MSP_ADMIN})) == ["Contoso's"]


async def test_given_a_link_when_others_ask_for_it_then_it_is_not_there(world: World) -> None:
    link, _ = await link_of(world)
    there = await connect(world)
    query = "query($id: ID!) { node(id: $id) { ... on PartnerLink { hint } } }"
    found: Any = await run(world.actor(world.mia), query, {"id": link_id(link)})
    assert found.data == {"node": {"hint": link.hint}}
    pia = world.actor(world.olga, roles={Role.MSP_ADMIN})
    users = (world.ada, world.sam, world.max, world.otto, world.cara, there.admin)
    for actor in (*(world.actor(user) for user in users), pia, await act(world, there)):
        hidden: Any = await run(actor, query, {"id": link_id(link)})
        assert (hidden.data, hidden.errors) == ({"node": None}, [])
    for actor in (*(world.actor(user) for user in users), await act(world, there)):
        refused: Any = await run(actor, "{ partnerLinks { totalCount } }")
        assert [error.original_error.code for error in refused.errors] == ["FORBIDDEN"]


@pytest.mark.parametrize("signed_in", [False, True])
async def test_given_a_link_when_previewed_then_the_partner_is_named_only_while_it_works(world: World, *, signed_in: bool) -> None:
    await Tenant.filter(id=world.northwind.id).update(brand_name="Northwind", brand_accent_color="#0b6e4f")
    actor = world.actor(world.cara) if signed_in else world.nobody
    link, token = await link_of(world, kind=PartnershipKind.RESELLER_WITH_SUPPORT)
    shown: Any = await run(actor, PREVIEW, {"token": token})
    assert shown.data["partnerLinkPreview"] == {
        "status": "ACTIVE", "partnerName": "Northwind Cloud", "kind": "RESELLER_WITH_SUPPORT",
        "capabilities": ["FIRST_CONTACT", "BILLING_VIA_PARTNER"], "firstContact": "PARTNER",
        "branding": {"name": "Northwind", "accentColor": "#0b6e4f"},
    }  # fmt: skip
    await partner_links.revoke(world.actor(world.mia), link.id)
    nothing = dict.fromkeys(shown.data["partnerLinkPreview"])
    shown = await run(actor, PREVIEW, {"token": token})
    assert shown.data["partnerLinkPreview"] == nothing | {"status": "REVOKED"}
    shown = await run(actor, PREVIEW, {"token": "t" * 43})
    assert shown.data["partnerLinkPreview"] == nothing


async def test_given_a_link_when_a_tenant_connects_then_both_sides_see_the_partnership(world: World) -> None:
    token = await token_of(world, contract_reference="C-1")
    payload = await send(world.actor(world.otto), CONNECT, token=token)
    partnership = payload["partnership"]
    assert partnership | {"id": "", "capabilities": len(partnership["capabilities"])} == {
        "id": "", "kind": "MSP", "status": "ACTIVE", "origin": "LINKED", "partner": {"name": "Northwind Cloud"},
        "customer": {"name": "Contoso"}, "capabilities": 6, "allowedRoles": ["MEMBER"], "contractReference": "C-1", "customerRecord": None,
    }  # fmt: skip
    query = "query($id: ID!) { node(id: $id) { ... on Partnership { customerRecord { name } } } }"
    seen: Any = await run(world.actor(world.mia), query, {"id": partnership["id"]})
    assert seen.data == {"node": {"customerRecord": {"name": "Contoso"}}}

    before = await snapshot()
    payload = await send(world.actor(world.otto), CONNECT, token=await token_of(world))
    assert (payload["partnership"], payload["userErrors"][0]["code"], payload["userErrors"][0]["path"]) == (
        None,
        "ALREADY_CONNECTED",
        ["token"],
    )
    assert await snapshot(without=["partner_link", "event"]) == {
        table: rows for table, rows in before.items() if table not in ("partner_link", "event")
    }
    payload = await send(world.actor(world.otto), CONNECT, token=await token_of(world), replaceCurrent=True)
    assert payload["userErrors"] == []
    assert payload["partnership"]["id"] != partnership["id"]


async def test_given_a_person_when_they_make_an_organization_then_it_is_shown_and_the_session_stays(world: World) -> None:
    for user, home, others in ((world.cara, None, []), (world.max, {"name": "Northwind Cloud"}, ["Northwind Cloud"])):
        payload = await send(world.actor(user), CREATE, organizationName="Tailspin", partnerLinkToken=await token_of(world))
        assert payload["userErrors"] == []
        assert payload["tenant"] | {"id": ""} == {"id": "", "name": "Tailspin", "plan": "FREE"}
        assert payload["partnership"]["partner"] == {"name": "Northwind Cloud"}
        assert payload["partnership"]["customer"] == {"name": "Tailspin"}
        assert payload["viewer"]["tenant"] == home
        assert sorted(one["tenant"]["name"] for one in payload["viewer"]["memberships"]) == sorted([*others, "Tailspin"])
        assert {"tenant": {"name": "Tailspin"}, "roles": ["TENANT_ADMIN"]} in payload["viewer"]["memberships"]
    payload = await send(world.actor(world.cara), CREATE, organizationName="Tailspin")
    assert (payload["tenant"], payload["partnership"], payload["viewer"]) == (None, None, None)
    assert [(error["code"], error["path"]) for error in payload["userErrors"]] == [("REQUIRED", ["partnerLinkToken"])]


async def test_given_a_link_when_somebody_new_registers_through_it_then_the_payload_shows_the_partnership(world: World) -> None:
    token = await token_of(world)
    request = sending("requestRegistration", "__typename")
    assert (await send(world.nobody, request, email="tina@tailspin.example", partnerLinkToken=token))["userErrors"] == []
    [mail] = await mails()
    complete = sending("completeRegistration", f"tenant {{ name }} partnership {{ {PARTNERSHIP} }} viewer {{ tenant {{ name }} }}")
    payload = await send(
        world.nobody, complete, token=mail.token, organizationName="Tailspin", firstName="Tina", lastName="Turner",
        password="quite another long phrase",
    )  # fmt: skip
    assert payload["tenant"] == payload["viewer"]["tenant"] == payload["partnership"]["customer"] == {"name": "Tailspin"}
    assert payload["partnership"]["partner"] == {"name": "Northwind Cloud"}
