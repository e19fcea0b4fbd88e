"""Shares through the API: what each side sees, who sees nothing, and what is narrowed by what."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest

from app.core import ids
from app.core.runtime import Runtime, now
from app.models import AccessLevel, CustomerStaff, Event, Integration, Membership, PartnershipKind, Role
from app.services import share_answers, shares, visits
from tests.app.services.sharing import SETTINGS, VIEW, ask_first, integration, shared
from tests.conftest import START
from tests.partners import Connected, act, connect
from tests.schema.calling import run
from tests.schema.types import sharing
from tests.schema.types.sharing import at_customer, node, of_integration, to_me
from tests.world import World

DAY = timedelta(days=1)


@pytest.fixture
async def umbrella(world: World) -> Connected:
    """A customer of Northwind."""
    return await connect(world)


@pytest.fixture
async def initech(world: World) -> Connected:
    """Another one."""
    return await connect(world, "Initech", people=("ida", "ivo"))


@pytest.fixture
async def inventory(world: World) -> Integration:
    """An integration of Northwind."""
    return await integration(world)


def instant(days: float) -> str:
    """So many days after the beginning, as the API has it."""
    return (START + days * DAY).isoformat(timespec="milliseconds").replace("+00:00", "Z")


# What there is to see


async def test_given_a_share_when_read_by_the_partner_then_all_of_it(world: World, umbrella: Connected, inventory: Integration) -> None:
    share_id = await shared(world, inventory, umbrella, permission=VIEW, expires_at=START + 9 * DAY)
    seen = {
        "id": sharing.share_id(share_id),
        "integration": {"id": ids.to_text("integration", inventory.id), "name": "Inventory", "settings": SETTINGS, "status": "ACTIVE"},
        "integrationName": "Inventory",
        "integrationKind": {"key": "http_api"},
        "customer": {"id": ids.to_text("customer", umbrella.record.id), "name": "Umbrella"},
        "permission": "USE_AND_VIEW_SETTINGS",
        "status": "ACTIVE",
        "sharedBy": {"firstName": "Mia"},
        "createdAt": instant(0),
        "activeSince": instant(0),
        "endedAt": None,
        "answerBy": None,
        "expiresAt": instant(9),
    }
    mia = world.actor(world.mia)
    assert await node(mia, share_id) == seen
    assert await at_customer(mia, umbrella.record) == [seen]
    assert await of_integration(mia, inventory) == [seen]
    assert await to_me(mia) == [], "nobody shares with Northwind"

    theirs = seen | {"customer": None, "sharedBy": None}
    for person in (umbrella.admin, umbrella.member):
        assert await node(world.actor(person), share_id) == theirs
        assert await to_me(world.actor(person)) == [theirs]
        assert await of_integration(world.actor(person), inventory) is None


async def test_given_shares_of_both_permissions_when_the_customer_reads_then_settings_of_one(
    world: World, umbrella: Connected, inventory: Integration
) -> None:
    tickets = await integration(world, "Tickets")
    await shared(world, inventory, umbrella)
    await shared(world, tickets, umbrella, permission=VIEW)
    uma = world.actor(umbrella.admin)
    assert {share["integration"]["name"]: share["integration"]["settings"] for share in await to_me(uma)} == {
        "Inventory": None, "Tickets": SETTINGS,
    }  # fmt: skip
    assert await sharing.settings(uma, inventory) == {"name": "Inventory", "settings": None, "shares": None}
    assert await sharing.settings(uma, tickets) == {"name": "Tickets", "settings": SETTINGS, "shares": None}


async def test_given_a_share_that_waits_when_read_then_its_times_are_told_and_it_opens_nothing(
    runtime: Runtime, world: World, umbrella: Connected, inventory: Integration
) -> None:
    await ask_first(umbrella)
    share_id = await shared(world, inventory, umbrella, permission=VIEW)
    uma, mia = world.actor(umbrella.admin), world.actor(world.mia)
    theirs, ours = await node(uma, share_id), await node(mia, share_id)
    times = {"status": "PENDING", "activeSince": None, "endedAt": None, "answerBy": instant(7)}
    assert [{name: share[name] for name in times} for share in (theirs, ours)] == [times, times]
    assert (theirs["integration"], ours["integration"]["name"]) == (None, "Inventory")
    assert (theirs["integrationName"], theirs["integrationKind"]) == ("Inventory", {"key": "http_api"})
    assert await sharing.settings(uma, inventory) is None
    runtime.clock.advance(7 * DAY)
    for who in (uma, mia):
        share = await node(who, share_id)
        assert share | times | {"status": "EXPIRED", "endedAt": instant(7), "answerBy": None} == share
        assert share["integration"] is None


@pytest.mark.parametrize(("asks", "lasts", "over"), [("at once", 3, 3), ("asked", 3, 3), ("asked", 7, 7), ("asked", 9, 7)])
async def test_given_an_end_when_it_ran_out_then_the_instant_is_told(
    runtime: Runtime, world: World, umbrella: Connected, inventory: Integration, asks: str, lasts: int, over: int
) -> None:
    await ask_first(umbrella, ask=asks == "asked")
    share_id = await shared(world, inventory, umbrella, expires_at=START + lasts * DAY)
    runtime.clock.advance(10 * DAY)
    share = await node(world.actor(world.mia), share_id)
    assert (share["status"], share["endedAt"], share["answerBy"]) == ("EXPIRED", instant(over), None)


# Who


async def test_given_two_customers_of_one_partner_when_they_read_then_never_each_others(
    world: World, umbrella: Connected, initech: Connected, inventory: Integration
) -> None:
    to_umbrella, to_initech = await shared(world, inventory, umbrella), await shared(world, inventory, initech)
    for who, own, other in ((umbrella.admin, to_umbrella, to_initech), (initech.admin, to_initech, to_umbrella)):
        actor = world.actor(who)
        assert [share["id"] for share in await to_me(actor)] == [sharing.share_id(own)]
        assert await node(actor, other) is None
        assert (await node(actor, own))["integration"]["name"] == "Inventory"
    mia = world.actor(world.mia)
    assert len(await of_integration(mia, inventory) or []) == 2
    assert [share["id"] for share in await at_customer(mia, initech.record) or []] == [sharing.share_id(to_initech)]


async def test_given_others_at_the_partner_when_they_read_then_nothing_without_a_place(
    world: World, umbrella: Connected, initech: Connected, inventory: Integration
) -> None:
    hidden, open_ = await shared(world, inventory, umbrella), await shared(world, inventory, initech)
    await CustomerStaff.create(customer_id=umbrella.record.id, user_id=world.mia.id, level=AccessLevel.MANAGE, created_at=now())
    await Membership.filter(user_id=world.max.id).update(roles={Role.MSP_ADMIN})
    second = world.actor(world.max, roles=[Role.MSP_ADMIN])
    for who, shares_of_it in ((second, [sharing.share_id(open_)]), (world.actor(world.sam), None), (world.actor(world.ada), None)):
        assert await node(who, hidden) is None
        assert await at_customer(who, umbrella.record) is None
        listed = await of_integration(who, inventory)
        assert (listed and [share["id"] for share in listed]) == shares_of_it
    assert await node(world.actor(world.otto), hidden) is None
    assert len(await of_integration(world.actor(world.mia), inventory) or []) == 2

    for user in (world.max, world.sam):  # a place to view opens it, also for who sells
        await CustomerStaff.create(customer_id=umbrella.record.id, user_id=user.id, level=AccessLevel.VIEW, created_at=now())
        who = second if user is world.max else world.actor(user)
        assert (await node(who, hidden))["customer"] == {"id": ids.to_text("customer", umbrella.record.id), "name": "Umbrella"}
        assert [share["id"] for share in await at_customer(who, umbrella.record) or []] == [sharing.share_id(hidden)]


async def test_given_an_acting_session_when_it_reads_then_as_the_customer(
    runtime: Runtime, world: World, umbrella: Connected, initech: Connected, inventory: Integration
) -> None:
    own, other = await shared(world, inventory, umbrella, permission=VIEW), await shared(world, inventory, initech)
    mia = await act(world, umbrella)
    [share] = await to_me(mia)
    assert (share["id"], share["customer"], share["sharedBy"]) == (sharing.share_id(own), None, None)
    assert share["integration"]["settings"] == SETTINGS
    assert await node(mia, other) is None
    await visits.write_down(runtime)
    assert not await Event.filter(action="share.settings_viewed").exists()


async def test_given_who_may_not_read_integrations_when_asked_then_refused(world: World, umbrella: Connected) -> None:
    for who, code in ((world.actor(world.cara), "FORBIDDEN"), (world.nobody, "UNAUTHENTICATED")):
        result: Any = await run(who, sharing.TO_ME)
        assert [error.original_error.code for error in result.errors] == [code]
    assert await to_me(world.actor(umbrella.member)) == []


@pytest.mark.parametrize("kind", PartnershipKind)
async def test_given_each_kind_when_the_customers_shares_are_read_then_only_with_multi_tenancy(world: World, kind: PartnershipKind) -> None:
    connected = await connect(world, kind=kind)
    assert await at_customer(world.actor(world.mia), connected.record) == ([] if kind is PartnershipKind.MSP else None)


# Lists


async def test_given_shares_when_listed_then_the_newest_first_narrowed_by_state_and_kind(
    runtime: Runtime, world: World, umbrella: Connected
) -> None:
    made: dict[str, UUID] = {}
    uma, mia = world.actor(umbrella.admin), world.actor(world.mia)
    for name, kind in (("first", "http_api"), ("left", "smtp"), ("revoked", "http_api"), ("asked", "smtp"), ("declined", "slack")):
        await ask_first(umbrella, ask=name in ("asked", "declined"))
        runtime.clock.advance(timedelta(minutes=1))
        made[name] = await shared(world, await integration(world, name, kind_key=kind), umbrella)
    await share_answers.leave(uma, made["left"])
    await shares.revoke(mia, made["revoked"])
    await share_answers.answer(uma, made["declined"], accept=False)

    async def names(**narrowed: Any) -> list[str]:
        return [share["integrationName"] for share in await to_me(uma, **narrowed)]

    assert await names() == ["declined", "asked", "revoked", "left", "first"]
    for status, expected in (
        ("PENDING", ["asked"]), ("ACTIVE", ["first"]), ("DECLINED", ["declined"]), ("REVOKED", ["revoked"]), ("LEFT", ["left"]),
        ("EXPIRED", []),
    ):  # fmt: skip
        assert await names(status=[status]) == expected
    assert await names(status=["ACTIVE", "LEFT"]) == ["left", "first"]
    assert await names(kind=["smtp"]) == ["asked", "left"]
    assert await names(kind=["smtp", "slack"], status=["DECLINED", "LEFT"]) == ["declined", "left"]
    assert await names(kind=["no such kind"]) == await names(kind=[]) == await names(status=[]) == []
    runtime.clock.advance(7 * DAY)
    assert await names(status=["EXPIRED"]) == ["asked"]

    narrowed = "{ nodes { integrationName } }"
    by_partner = (
        f'query($c: ID!, $i: ID!) {{ customer(id: $c) {{ integrationShares(filter: {{kind: ["smtp"]}}) {narrowed} }}'
        f" integration(id: $i) {{ shares(filter: {{status: [ACTIVE]}}) {narrowed} }} }}"
    )
    first = await Integration.get(name="first")
    variables = {"c": ids.to_text("customer", umbrella.record.id), "i": ids.to_text("integration", first.id)}
    result: Any = await run(mia, by_partner, variables)
    assert [share["integrationName"] for share in result.data["customer"]["integrationShares"]["nodes"]] == ["asked", "left"]
    assert [share["integrationName"] for share in result.data["integration"]["shares"]["nodes"]] == ["first"]


async def test_given_more_than_a_page_when_paged_then_all_of_them_once(world: World, umbrella: Connected) -> None:
    made = [sharing.share_id(await shared(world, await integration(world, f"Number {n}"), umbrella)) for n in range(5)]
    text = "query($after: String) { sharedIntegrations(first: 2, after: $after) { nodes { id } pageInfo { endCursor hasNextPage } } }"
    seen, after, more = [], None, True
    while more:
        page = await sharing.asked(world.actor(umbrella.admin), text, after=after)
        seen += [share["id"] for share in page["nodes"]]
        after, more = page["pageInfo"]["endCursor"], page["pageInfo"]["hasNextPage"]
    assert seen == made[::-1], "of the same instant the one that was made last comes first"
