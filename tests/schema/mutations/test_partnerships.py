"""Changing partnerships through the API: what the payloads show, refusals at their paths, and locks."""

from __future__ import annotations

from typing import Any

import pytest

from app.auth.actor import Actor
from app.core import ids
from app.models import PartnershipKind
from tests.partners import Connected, act, connect
from tests.schema.calling import call
from tests.schema.mutations.test_tasks import mutate
from tests.world import World, mails, snapshot

SHOWN = "partnership { kind status capabilities suspensions { by reason } pendingChange { kind } allowedRoles endReason }"


@pytest.fixture
async def umbrella(world: World) -> Connected:
    """A customer for which Northwind only sells."""
    return await connect(world, kind=PartnershipKind.RESELLER_WITHOUT_SUPPORT)


@pytest.fixture
def mia(world: World) -> Actor:
    return world.actor(world.mia)


@pytest.fixture
def uma(world: World, umbrella: Connected) -> Actor:
    return world.actor(umbrella.admin)


def id_of(connected: Connected) -> str:
    """The partnership."""
    return ids.to_text("partnership", connected.partnership.id)


async def test_given_a_partnership_when_it_is_lived_then_each_payload_shows_how_it_stands(
    world: World, umbrella: Connected, mia: Actor, uma: Actor
) -> None:
    usual = {
        "kind": "RESELLER_WITHOUT_SUPPORT", "status": "ACTIVE", "capabilities": ["BILLING_VIA_PARTNER"], "suspensions": [],
        "pendingChange": None, "allowedRoles": ["MEMBER"], "endReason": None,
    }  # fmt: skip
    shows, id_ = f"{SHOWN} change {{ id status message gained }}", id_of(umbrella)
    first = await mutate(mia, "proposePartnershipChange", shows, partnershipId=id_, kind="RESELLER_WITH_SUPPORT", message="Please")
    change = first["change"].pop("id")
    assert first == {
        "partnership": {**usual, "pendingChange": {"kind": "RESELLER_WITH_SUPPORT"}},
        "change": {"status": "PROPOSED", "message": "Please", "gained": ["FIRST_CONTACT"]}, "userErrors": [],
    }  # fmt: skip
    assert await mutate(mia, "withdrawPartnershipChange", SHOWN, changeId=change) == {"partnership": usual, "userErrors": []}
    second = await mutate(uma, "proposePartnershipChange", "change { id }", partnershipId=id_, kind="MSP")
    answered = await mutate(mia, "answerPartnershipChange", SHOWN, changeId=second["change"]["id"], accept=True)
    assert (answered["partnership"]["kind"], len(answered["partnership"]["capabilities"])) == ("MSP", 6)
    less = await mutate(uma, "proposePartnershipChange", shows, partnershipId=id_, kind="RESELLER_WITHOUT_SUPPORT")
    assert (less["partnership"], less["change"]["status"]) == (usual, "ACCEPTED")

    limited = await mutate(uma, "limitPartner", SHOWN, partnershipId=id_, allowedRoles=["SALES_ENGINEER", "MEMBER"])
    usual["allowedRoles"] = ["MEMBER", "SALES_ENGINEER"]
    assert limited == {"partnership": usual, "userErrors": []}
    suspended = await mutate(uma, "suspendPartnership", SHOWN, partnershipId=id_, reason="Holidays")
    assert suspended["partnership"] == {
        **usual, "status": "SUSPENDED", "capabilities": [], "suspensions": [{"by": "CUSTOMER", "reason": "Holidays"}],
    }  # fmt: skip
    refused = await mutate(mia, "resumePartnership", SHOWN, partnershipId=id_)
    assert refused == {"partnership": None, "userErrors": [{"code": "CONSENT_REQUIRED", "path": ["partnershipId"]}]}
    assert await mutate(uma, "resumePartnership", SHOWN, partnershipId=id_) == {"partnership": usual, "userErrors": []}
    ended = await mutate(mia, "endPartnership", SHOWN, partnershipId=id_, reason="Over")
    assert ended["partnership"] == {**usual, "status": "ENDED", "capabilities": [], "endReason": "Over"}


@pytest.mark.parametrize(
    ("name", "facts", "path"),
    [
        ("proposePartnershipChange", {"kind": "MSP"}, "partnershipId"),
        ("withdrawPartnershipChange", {}, "changeId"),
        ("answerPartnershipChange", {"accept": True}, "changeId"),
        ("suspendPartnership", {"reason": "x"}, "partnershipId"),
        ("resumePartnership", {}, "partnershipId"),
        ("endPartnership", {"reason": "x"}, "partnershipId"),
        ("limitPartner", {"allowedRoles": []}, "partnershipId"),
    ],
)
async def test_given_an_id_of_nothing_when_sent_then_not_found_and_locks_hold_for_whom_it_is_not(
    world: World, umbrella: Connected, uma: Actor, name: str, facts: dict[str, Any], path: str
) -> None:
    for id_ in ("nonsense", ids.to_text("poc", world.active.id), ids.to_text("partnership", world.active.id)):
        answered = await mutate(uma, name, "partnership { id }", **{path: id_}, **facts)
        assert answered == {"partnership": None, "userErrors": [{"code": "NOT_FOUND", "path": [path]}]}
    variables = {"input": {path: id_of(umbrella), **facts}}
    acting = await act(world, umbrella)
    before = await snapshot()
    for who in (world.sam, world.max, world.cara, umbrella.member):
        assert (await call(world.actor(who), f"Mutation.{name}", variables)).outcome == "FORBIDDEN"
    assert (await call(acting, f"Mutation.{name}", variables)).outcome == "FORBIDDEN"
    assert (await call(world.nobody, f"Mutation.{name}", variables)).outcome == "UNAUTHENTICATED"
    mia = await call(world.actor(world.mia), "Mutation.limitPartner", {"input": {"partnershipId": id_of(umbrella), "allowedRoles": []}})
    assert mia.outcome == "FORBIDDEN"
    assert (await snapshot(), await mails()) == (before, [])


async def test_given_several_mistakes_when_sent_then_all_of_them_at_their_paths(umbrella: Connected, mia: Actor) -> None:
    answered = await mutate(
        mia, "proposePartnershipChange", "change { id }", partnershipId=id_of(umbrella), kind="RESELLER_WITHOUT_SUPPORT",
        message="x" * 2001,
    )  # fmt: skip
    assert answered["userErrors"] == [{"code": "TOO_LONG", "path": ["message"]}, {"code": "INVALID", "path": ["kind"]}]
