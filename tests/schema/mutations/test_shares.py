"""The mutations of shares: who may send them, what their payloads show, and how they refuse."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from app.core import ids
from app.core.runtime import Runtime
from app.models import Integration, IntegrationShare, Role, Tenant
from tests.app.services.sharing import ask_first, integration, shared, status
from tests.conftest import START
from tests.partners import Connected, act, connect
from tests.schema.calling import run
from tests.schema.types.sending import refusal, send, sending
from tests.schema.types.sharing import asked, share_id
from tests.world import World, mails, snapshot

SHOWN = "share { status permission expiresAt endedAt integration { name } customer { name } sharedBy { firstName } }"
SHARE = sending("shareIntegration", SHOWN)
REVOKE = sending("revokeIntegrationShare", SHOWN)
ANSWER = sending("answerIntegrationShare", SHOWN)
LEAVE = sending("leaveIntegrationShare", SHOWN)
AT_PARTNER = {"integration": {"name": "Inventory"}, "customer": {"name": "Umbrella"}, "sharedBy": {"firstName": "Mia"}}
AT_CUSTOMER = {"integration": {"name": "Inventory"}, "customer": None, "sharedBy": None}
OVER = {"integration": None, "endedAt": "2026-03-02T09:00:00.000Z"}


@pytest.fixture
async def umbrella(world: World) -> Connected:
    """A customer of Northwind."""
    return await connect(world)


@pytest.fixture
async def inventory(world: World) -> Integration:
    """An integration of Northwind."""
    return await integration(world)


def of(inventory: Integration, umbrella: Connected, **more: Any) -> dict[str, Any]:
    """The input of shareIntegration."""
    return {"integrationId": ids.to_text("integration", inventory.id), "customerId": ids.to_text("customer", umbrella.record.id)} | more


async def test_given_a_share_from_its_beginning_to_its_end_then_each_payload_shows_it_as_the_viewer_has_it(
    world: World, umbrella: Connected, inventory: Integration
) -> None:
    share = {"status": "ACTIVE", "permission": "USE", "expiresAt": None, "endedAt": None}
    assert await send(world, world.mia, SHARE, **of(inventory, umbrella)) == {"share": share | AT_PARTNER, "userErrors": []}
    [made] = await IntegrationShare.all()
    revoked = {"share": share | AT_PARTNER | OVER | {"status": "REVOKED"}, "userErrors": []}
    assert await send(world, world.mia, REVOKE, shareId=share_id(made.id)) == revoked
    assert await send(world, world.mia, REVOKE, shareId=share_id(made.id)) == revoked, "again: success"

    await ask_first(umbrella)
    until = {"permission": "USE_AND_VIEW_SETTINGS", "expiresAt": "2026-03-05T09:00:00.000Z"}
    payload = await send(world, world.mia, SHARE, **of(inventory, umbrella, **until))
    assert payload == {"share": share | AT_PARTNER | until | {"status": "PENDING"}, "userErrors": []}
    [made] = await IntegrationShare.filter(outcome=None)
    accepted = await send(world, umbrella.admin, ANSWER, shareId=share_id(made.id), accept=True)
    assert accepted == {"share": share | AT_CUSTOMER | until, "userErrors": []}
    left = await send(world, umbrella.admin, LEAVE, shareId=share_id(made.id))
    assert left == {"share": share | AT_CUSTOMER | until | OVER | {"status": "LEFT"}, "userErrors": []}


async def test_given_no_when_asked_then_the_share_is_declined(world: World, umbrella: Connected, inventory: Integration) -> None:
    await ask_first(umbrella)
    made = await shared(world, inventory, umbrella)
    payload = await send(world, umbrella.admin, ANSWER, shareId=share_id(made), accept=False)
    assert (payload["share"]["status"], payload["share"]["integration"]) == ("DECLINED", None)


async def test_given_mistakes_when_sent_then_each_has_its_path_and_nothing_is_written_or_mailed(
    runtime: Runtime, world: World, umbrella: Connected, inventory: Integration
) -> None:
    await ask_first(umbrella)
    given = of(inventory, umbrella)
    await send(world, world.mia, SHARE, **given)
    before, sent = await snapshot(), await mails()
    past = (START - timedelta(seconds=1)).isoformat()
    for mistaken, expected in (
        ({}, [("ALREADY_EXISTS", ["integrationId"])]),
        ({"expiresAt": past, "customerId": "customer_x"}, [("NOT_FOUND", ["customerId"]), ("INVALID", ["expiresAt"])]),
        ({"integrationId": given["customerId"]}, [("NOT_FOUND", ["integrationId"])]),
        ({"customerId": ids.to_text("customer", world.acme.id)}, [("CAPABILITY_REQUIRED", ["customerId"])]),
    ):
        payload = await send(world, world.mia, SHARE, **(given | mistaken))
        assert payload == {"share": None, "userErrors": [{"code": code, "path": path} for code, path in expected]}
    for who, text, more in ((world.mia, REVOKE, {}), (umbrella.admin, ANSWER, {"accept": True}), (umbrella.admin, LEAVE, {})):
        payload = await send(world, who, text, shareId="share_nonsense", **more)
        assert payload == {"share": None, "userErrors": [{"code": "NOT_FOUND", "path": ["shareId"]}]}
    assert (await snapshot(), await mails()) == (before, sent)


LOCKED = {
    "share": ("mia", "uma as MSP admin"),
    "revoke": ("mia", "uma as MSP admin"),
    "answer": ("mia", "ada", "uma", "uma as MSP admin"),
    "leave": ("mia", "ada", "uma", "uma as MSP admin", "mia who acts"),
}
"""Whom each lock lets pass; what becomes of it is another matter."""


@pytest.mark.parametrize("deed", LOCKED)
async def test_given_everybody_when_they_send_then_only_who_has_the_permission_passes_the_lock(
    world: World, umbrella: Connected, inventory: Integration, deed: str
) -> None:
    await ask_first(umbrella)
    made = share_id(await shared(world, inventory, umbrella))
    text, given = {
        "share": (SHARE, of(inventory, umbrella)),
        "revoke": (REVOKE, {"shareId": made}),
        "answer": (ANSWER, {"shareId": made, "accept": True}),
        "leave": (LEAVE, {"shareId": made}),
    }[deed]
    stranger = await connect(world, "Initech", people=("ida", "ivo"))
    callers = {
        "mia": world.actor(world.mia),
        "ada": world.actor(world.ada),
        "sam": world.actor(world.sam),
        "max": world.actor(world.max),
        "uma": world.actor(umbrella.admin),
        "uma as MSP admin": world.actor(umbrella.admin, roles=[Role.MSP_ADMIN]),
        "ugo": world.actor(umbrella.member),
        "ivo": world.actor(stranger.member),
        "cara": world.actor(world.cara),
        "nobody": world.nobody,
        "mia who acts": await act(world, umbrella),
    }
    refused_by_service = {"mia", "ada"} if deed in ("answer", "leave") else {"uma as MSP admin"}
    for name, who in callers.items():
        before = await snapshot()
        result: Any = await run(who, text, {"input": given})
        codes = [error.original_error.code for error in result.errors]
        if name not in LOCKED[deed]:
            assert codes == ["UNAUTHENTICATED" if name == "nobody" else "FORBIDDEN"], name
        if name not in LOCKED[deed] or name in refused_by_service:
            assert await snapshot() == before, name
        else:
            assert codes == [], name
            await IntegrationShare.filter(id=ids.parse(made, "share")).update(outcome=None, active_since=None, ended_at=None)
    assert await Tenant.filter(share_consent=True).count() == 1


async def test_given_an_acting_session_when_it_answers_then_forbidden_and_the_person_themselves_may(
    world: World, umbrella: Connected, inventory: Integration
) -> None:
    await ask_first(umbrella)
    made = await shared(world, inventory, umbrella)
    result: Any = await run(await act(world, umbrella), ANSWER, {"input": {"shareId": share_id(made), "accept": True}})
    assert [error.original_error.code for error in result.errors] == ["FORBIDDEN"]
    assert await refusal(world, umbrella.member, ANSWER, shareId=share_id(made), accept=True) == "FORBIDDEN"
    assert await status(made) == "PENDING"
    await send(world, umbrella.admin, ANSWER, shareId=share_id(made), accept=True)
    assert await status(made) == "ACTIVE"


CAN = "query($id: ID!) { integration(id: $id) { viewerCan { share } } }"


@pytest.mark.parametrize("state", ["switched on", "switched off"])
async def test_given_an_integration_when_asked_whether_it_can_be_shared_then_as_sharing_it_says(
    world: World, umbrella: Connected, inventory: Integration, state: str
) -> None:
    enabled = state == "switched on"
    await Integration.filter(id=inventory.id).update(enabled=enabled)
    for person in (world.mia, world.ada):
        integration_of = await asked(world.actor(person), CAN, id=ids.to_text("integration", inventory.id))
        assert integration_of["viewerCan"] == {"share": enabled and person is world.mia}
    payload = await send(world, world.mia, SHARE, **of(inventory, umbrella))
    assert [error["code"] for error in payload["userErrors"]] == ([] if enabled else ["NOT_OPEN"])
