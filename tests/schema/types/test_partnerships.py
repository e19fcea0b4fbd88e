"""Partnerships as they are read: by either side, by who may not, and what of them only some may know."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from app.auth.actor import Actor
from app.core import ids
from app.core.runtime import Runtime
from app.models import AccessLevel, Membership, Partnership, PartnershipKind, Role
from app.services import partnership_changes, partnership_states
from tests.app.services.partnering import place
from tests.outcomes import outcome
from tests.partners import Connected, act, connect
from tests.schema.calling import call, run
from tests.schema.types.asking import asked
from tests.world import World

FIELDS = """
kind status capabilities firstContact origin contractReference allowedRoles endedBy endReason endedAt
partner { name } customer { name } billedTo { name } suspensions { by at reason } customerRecord { name }
pendingChange { kind status gained lost message expiresAt proposedBy { name } partnership { kind } }
"""
NODE = f"query ($id: ID!) {{ node(id: $id) {{ ... on Partnership {{ {FIELDS} }} }} }}"
CHANGE = "query ($id: ID!) { node(id: $id) { ... on PartnershipChange { kind status gained lost message proposedBy { name } } } }"
LIST = """query ($status: [PartnershipStatus!], $kind: [PartnershipKind!]) {
  partnerships(status: $status, kind: $kind) { totalCount nodes { customer { name } partner { name } } }
}"""
TENANT = "query ($id: ID!) { node(id: $id) { ... on Tenant { name partnership { partner { name } } } } }"
ALL = ["MANAGE_ON_BEHALF", "MULTI_TENANCY", "WHITE_LABEL", "INSTALLATION_OVERVIEW", "FIRST_CONTACT", "BILLING_VIA_PARTNER"]


@pytest.fixture
async def umbrella(world: World) -> Connected:
    """A customer that Northwind manages, by a contract."""
    connected = await connect(world)
    await Partnership.filter(id=connected.partnership.id).update(contract_reference="Contract 4711")
    return connected


async def read(actor: Actor, connected: Connected) -> Any:
    """The partnership as somebody reads it."""
    return (await asked(actor, NODE, id=ids.to_text("partnership", connected.partnership.id)))["node"]


async def listed(actor: Actor, **narrowed: Any) -> list[str]:
    """The customers of the partnerships that somebody's list has."""
    found = (await asked(actor, LIST, **narrowed))["partnerships"]
    assert found["totalCount"] == len(found["nodes"])
    return [node["customer"]["name"] for node in found["nodes"]]


async def test_given_a_partnership_when_read_by_either_side_then_all_of_it_but_the_record_is_for_both(
    world: World, umbrella: Connected
) -> None:
    theirs = await read(world.actor(umbrella.admin), umbrella)
    assert theirs == {
        "kind": "MSP", "status": "ACTIVE", "capabilities": ALL, "firstContact": "PARTNER", "origin": "LINKED",
        "contractReference": "Contract 4711", "allowedRoles": ["MEMBER"], "endedBy": None, "endReason": None, "endedAt": None,
        "partner": {"name": "Northwind Cloud"}, "customer": {"name": "Umbrella"}, "billedTo": {"name": "Northwind Cloud"},
        "suspensions": [], "customerRecord": None, "pendingChange": None,
    }  # fmt: skip
    assert await read(world.actor(world.mia), umbrella) == {**theirs, "customerRecord": {"name": "Umbrella"}}


@pytest.mark.parametrize(
    ("kind", "capabilities", "first_contact"),
    [
        (PartnershipKind.MSP, ALL, "PARTNER"),
        (PartnershipKind.RESELLER_WITH_SUPPORT, ["FIRST_CONTACT", "BILLING_VIA_PARTNER"], "PARTNER"),
        (PartnershipKind.RESELLER_WITHOUT_SUPPORT, ["BILLING_VIA_PARTNER"], "VENDOR"),
    ],
)
async def test_given_a_kind_when_active_suspended_and_ended_then_it_allows_what_the_table_says_or_nothing(
    world: World, kind: PartnershipKind, capabilities: list[str], first_contact: str
) -> None:
    connected = await connect(world, kind=kind)
    mia, shown = world.actor(world.mia), ("status", "capabilities", "firstContact")
    nothing: tuple[list[str], str] = ([], "VENDOR")
    for status, found, who in (("ACTIVE", (capabilities, first_contact), "Northwind Cloud"), ("SUSPENDED", nothing, "Umbrella"),
                               ("ENDED", nothing, "Umbrella")):  # fmt: skip
        row = await read(mia, connected)
        assert tuple(row[name] for name in shown) == (status, *found)
        assert row["billedTo"] == {"name": who}
        do = partnership_states.suspend if status == "ACTIVE" else partnership_states.end
        await outcome(do(mia, connected.partnership.id, reason="x"))


async def test_given_suspensions_of_both_sides_when_read_then_in_their_order_with_reasons_for_those_who_may_know(
    runtime: Runtime, world: World, umbrella: Connected
) -> None:
    mia, uma = world.actor(world.mia), world.actor(umbrella.admin)
    await partnership_states.suspend(uma, umbrella.partnership.id, reason="Theirs")
    runtime.clock.advance(timedelta(minutes=1))
    await partnership_states.suspend(mia, umbrella.partnership.id, reason="Ours")
    first, second = "2026-03-02T09:00:00.000Z", "2026-03-02T09:01:00.000Z"
    for who in (mia, uma):
        assert (await read(who, umbrella))["suspensions"] == [
            {"by": "CUSTOMER", "at": first, "reason": "Theirs"}, {"by": "PARTNER", "at": second, "reason": "Ours"},
        ]  # fmt: skip
    msp_admin_there = world.actor(umbrella.member, roles=[Role.MSP_ADMIN])
    await place(umbrella.record, world.mia, AccessLevel.MANAGE)
    await place(umbrella.record, world.sam, AccessLevel.VIEW)
    for who in (msp_admin_there, world.actor(world.sam)):
        row = await read(who, umbrella)
        assert [(one["by"], one["reason"]) for one in row["suspensions"]] == [("CUSTOMER", None), ("PARTNER", None)]
        assert row["contractReference"] is None
    await partnership_states.end(uma, umbrella.partnership.id, reason="Over")
    for who, reason in ((mia, "Over"), (uma, "Over"), (msp_admin_there, None), (world.actor(world.sam), None)):
        row = await read(who, umbrella)
        assert (row["status"], row["suspensions"], row["endedBy"], row["endReason"]) == ("ENDED", [], "CUSTOMER", reason)
        assert row["endedAt"] == second


async def test_given_a_proposal_when_read_then_both_sides_see_it_until_it_is_over(runtime: Runtime, world: World) -> None:
    connected = await connect(world, kind=PartnershipKind.RESELLER_WITH_SUPPORT)
    mia, uma = world.actor(world.mia), world.actor(connected.admin)
    change = await partnership_changes.propose(uma, connected.partnership.id, kind=PartnershipKind.MSP, message="Please")
    for who in (mia, uma):
        assert (await read(who, connected))["pendingChange"] == {
            "kind": "MSP", "status": "PROPOSED", "gained": ALL[:4], "lost": [], "message": "Please",
            "expiresAt": "2026-03-09T09:00:00.000Z", "proposedBy": {"name": "Umbrella"}, "partnership": {"kind": "RESELLER_WITH_SUPPORT"},
        }  # fmt: skip
    assert (await read(world.actor(world.ada), connected)) is None
    runtime.clock.advance(timedelta(days=7))
    assert (await read(mia, connected))["pendingChange"] is None
    expired = (await asked(mia, CHANGE, id=ids.to_text("change", change)))["node"]
    assert (expired["status"], expired["gained"]) == ("EXPIRED", ALL[:4])
    for who in (world.actor(world.ada), world.actor(world.otto), world.actor(connected.member)):
        assert (await asked(who, CHANGE, id=ids.to_text("change", change)))["node"] is None


async def test_given_what_was_taken_away_when_read_then_the_change_says_what_was_lost(world: World, umbrella: Connected) -> None:
    mia = world.actor(world.mia)
    change = await partnership_changes.propose(mia, umbrella.partnership.id, kind=PartnershipKind.RESELLER_WITHOUT_SUPPORT)
    shown = (await asked(mia, CHANGE, id=ids.to_text("change", change)))["node"]
    assert (shown["status"], shown["gained"], shown["lost"]) == ("ACCEPTED", [], ALL[:5])


async def test_given_everybody_when_they_read_it_on_any_road_then_they_see_it_or_it_never_was(world: World, umbrella: Connected) -> None:
    other = await connect(world, "Other", people=("tom", "tim"))
    tenant = ids.to_text("tenant", umbrella.tenant.id)
    seeing = {
        "mia": (world.actor(world.mia), True),
        "uma": (world.actor(umbrella.admin), True),
        "an MSP admin of the customer": (world.actor(umbrella.member, roles=[Role.MSP_ADMIN]), True),
        "mia, who acts there": (await act(world, umbrella), True),
        "ada": (world.actor(world.ada), False),
        "sam": (world.actor(world.sam), False),
        "max": (world.actor(world.max), False),
        "otto": (world.actor(world.otto), False),
        "ugo": (world.actor(umbrella.member), False),
        "tom": (world.actor(other.admin), False),
        "cara": (world.actor(world.cara), False),
    }
    for who, (actor, sees) in seeing.items():
        assert (await read(actor, umbrella) is not None) is sees, who
        found = (await asked(actor, TENANT, id=tenant))["node"]
        assert (found is not None and found["partnership"] is not None) is sees, who
        listing = await call(actor, "Query.partnerships", {})
        found = [] if listing.data is None else [node["id"] for node in listing.data["nodes"]]
        assert (ids.to_text("partnership", umbrella.partnership.id) in found) is sees, who
    assert (await call(world.actor(world.sam), "Query.partnerships", {})).outcome == "FORBIDDEN"
    assert (await call(world.nobody, "Query.partnerships", {})).outcome == "UNAUTHENTICATED"


async def test_given_partnerships_of_all_sorts_when_listed_then_by_state_and_kind_and_only_those_one_reads(
    runtime: Runtime, world: World, umbrella: Connected
) -> None:
    mia = world.actor(world.mia)
    runtime.clock.advance(timedelta(hours=1))
    sold = await connect(world, "Sold", kind=PartnershipKind.RESELLER_WITHOUT_SUPPORT, people=("sue", "stan"))
    runtime.clock.advance(timedelta(hours=1))
    former = await connect(world, "Former", people=("fay", "fred"))
    runtime.clock.advance(timedelta(hours=1))
    hidden = await connect(world, "Hidden", people=("hal", "hana"))
    await partnership_states.end(mia, former.partnership.id, reason="Over")
    await partnership_states.suspend(mia, umbrella.partnership.id, reason="Holidays")
    await place(hidden.record, world.kim, AccessLevel.MANAGE)
    assert await listed(mia) == ["Hidden", "Former", "Sold", "Umbrella"]  # kim is no MSP admin, so that list counts as empty
    moe = world.actor(world.kim, roles=[Role.MSP_ADMIN])
    await Membership.filter(user_id=world.kim.id).update(roles={Role.MSP_ADMIN})
    assert await listed(mia) == ["Former", "Sold", "Umbrella"]
    assert await listed(moe) == ["Hidden", "Former", "Sold", "Umbrella"]
    assert await listed(mia, status=["ENDED", "SUSPENDED"]) == ["Former", "Umbrella"]
    assert await listed(mia, status=["ACTIVE"], kind=["MSP"]) == []
    assert await listed(mia, kind=["RESELLER_WITHOUT_SUPPORT", "RESELLER_WITH_SUPPORT"]) == ["Sold"]
    assert await listed(mia, status=[], kind=None) == []
    assert await listed(world.actor(sold.admin)) == ["Sold"]
    assert await listed(world.actor(former.admin), status=["ENDED"]) == ["Former"]


async def test_given_a_tenant_when_its_partnership_has_ended_then_it_has_none(world: World, umbrella: Connected) -> None:
    uma, tenant = world.actor(umbrella.admin), ids.to_text("tenant", umbrella.tenant.id)
    assert (await asked(uma, TENANT, id=tenant))["node"] == {"name": "Umbrella", "partnership": {"partner": {"name": "Northwind Cloud"}}}
    partner = ids.to_text("tenant", world.northwind.id)
    assert (await asked(uma, TENANT, id=partner))["node"] == {"name": "Northwind Cloud", "partnership": None}
    await partnership_states.end(uma, umbrella.partnership.id, reason="Over")
    assert (await asked(uma, TENANT, id=tenant))["node"] == {"name": "Umbrella", "partnership": None}


async def test_given_anybody_when_the_kinds_are_read_then_the_same_table(world: World) -> None:
    text = "{ partnershipKinds { kind name description capabilities firstContact } }"
    for who in (world.nobody, world.actor(world.mia), world.actor(world.cara)):
        table = (await asked(who, text))["partnershipKinds"]
        assert [(line["kind"], line["name"], line["capabilities"], line["firstContact"]) for line in table] == [
            ("MSP", "Managed service provider", ALL, "PARTNER"),
            ("RESELLER_WITH_SUPPORT", "Reseller with support", ALL[4:], "PARTNER"),
            ("RESELLER_WITHOUT_SUPPORT", "Reseller without support", ALL[5:], "VENDOR"),
        ]
        assert all(line["description"] for line in table)
    result = await run(world.nobody, "{ kinds: partnershipKinds { __typename } }")
    assert result.data == {"kinds": [{"__typename": "PartnershipKindInfo"}] * 3}
