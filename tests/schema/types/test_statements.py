"""The partner's statement: which customers it has in a month, what it counts of each, for whom, page by page."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest

from app.auth.actor import Actor
from app.core.runtime import Runtime
from app.models import (
    AccessLevel,
    Customer,
    IntegrationShare,
    Membership,
    MembershipStatus,
    Partnership,
    PartnershipKind,
    PartnershipPeriod,
    Role,
    SharePermission,
)
from app.services import partnership_changes, partnership_states
from tests.app.services.partnering import admin, place
from tests.app.services.sharing import integration
from tests.partners import Connected, connect
from tests.schema.calling import call, run
from tests.schema.types.asking import asked
from tests.statements import counted
from tests.world import World

LINES = """query ($month: Date!, $first: Int, $after: String, $last: Int, $before: String) { partnerStatement(month: $month) {
  month
  lines(first: $first, after: $after, last: $last, before: $before) {
    totalCount edges { cursor } pageInfo { hasNextPage hasPreviousPage endCursor startCursor }
    nodes { customerName kind activeDays activeUsers sharedIntegrations contractReference customer { name } }
  }
} }"""
MSP, WITH, WITHOUT = PartnershipKind.MSP, PartnershipKind.RESELLER_WITH_SUPPORT, PartnershipKind.RESELLER_WITHOUT_SUPPORT
MARCH, FEBRUARY, APRIL = "2026-03-11", "2026-02-01", "2026-04-30"


@pytest.fixture
def mia(world: World) -> Actor:
    return world.actor(world.mia)


async def lines(actor: Actor, month: str = MARCH, **page: Any) -> Any:
    """The lines of a statement."""
    return (await asked(actor, LINES, month=month, **page))["partnerStatement"]["lines"]


async def active(actor: Actor, month: str = MARCH) -> dict[str, tuple[str, int]]:
    """Kind and days of each customer in a statement."""
    return {line["customerName"]: (line["kind"], line["activeDays"]) for line in (await lines(actor, month))["nodes"]}


async def billed(connected: Connected, *stretches: str) -> None:
    """Let a partnership have been active so: `kind begin end`, the end perhaps missing."""
    await PartnershipPeriod.filter(partnership_id=connected.partnership.id).delete()
    for stretch in stretches:
        kind, begin, *end = stretch.split()
        await PartnershipPeriod.create(
            partnership_id=connected.partnership.id, kind=kind, began_at=_at(begin), ended_at=_at(end[0]) if end else None
        )


def _at(text: str) -> datetime:
    return datetime.fromisoformat(f"{text}+00:00")


async def test_given_a_customer_when_the_month_is_billed_then_the_line_says_all_of_it(runtime: Runtime, world: World, mia: Actor) -> None:
    umbrella = await connect(world)
    await Partnership.filter(id=umbrella.partnership.id).update(contract_reference="Contract 4711")
    statement = (await asked(mia, LINES, month=MARCH))["partnerStatement"]
    assert statement["month"] == "2026-03-01"
    assert statement["lines"]["nodes"] == [
        {
            "customerName": "Umbrella", "kind": "MSP", "activeDays": 1, "activeUsers": 2, "sharedIntegrations": 0,
            "contractReference": "Contract 4711", "customer": {"name": "Umbrella"},
        }
    ]  # fmt: skip
    assert statement["lines"]["totalCount"] == 1
    for month in (FEBRUARY, APRIL, "0001-01-01", "9999-12-31"):
        empty = await lines(mia, month)
        assert (empty["nodes"], empty["totalCount"]) == ([], 0), month


async def test_given_periods_when_days_are_counted_then_each_once_by_the_partner_s_midnight_and_none_ahead(
    runtime: Runtime, world: World, mia: Actor
) -> None:
    """Northwind is in Berlin, an hour ahead of UTC until 29 March, and two from then on."""
    runtime.clock.stand(_at("2026-04-10T12:00"))
    cases = {
        "all of it": (["MSP 2026-01-01T00:00"], 31),
        "one moment": (["MSP 2026-03-05T10:00 2026-03-05T10:00"], 1),
        "twice a day": (["MSP 2026-03-05T08:00 2026-03-05T09:00", "MSP 2026-03-05T10:00 2026-03-05T11:00"], 1),
        "over midnight": (["MSP 2026-03-05T22:30 2026-03-05T23:30"], 2),
        "until midnight": (["MSP 2026-03-05T22:30 2026-03-05T23:00"], 1),
        "from midnight": (["MSP 2026-03-05T23:00 2026-03-06T22:59"], 1),
        "the first moment": (["MSP 2026-01-01T00:00 2026-02-28T23:01"], 1),
        "the last moment": (["MSP 2026-03-31T21:59"], 1),
        "several kinds": (
            ["MSP 2026-02-01T00:00 2026-03-03T10:00", "RESELLER_WITH_SUPPORT 2026-03-03T10:00 2026-03-06T10:00",
             "RESELLER_WITHOUT_SUPPORT 2026-04-01T10:00"], 6),
    }  # fmt: skip
    for n, (name, (stretches, _)) in enumerate(cases.items()):
        connected = await connect(world, name.replace(" ", "-"), people=(f"a{n}", f"b{n}"))
        await billed(connected, *stretches)
    for n, stretch in enumerate(("MSP 2026-01-01T00:00 2026-02-28T23:00", "MSP 2026-03-31T22:00")):  # neither is March there
        await billed(await connect(world, f"no-{n}", people=(f"no-{n}-a", f"no-{n}-b")), stretch)
    shown = await active(mia)
    assert {name: shown[name.replace(" ", "-")][1] for name in cases} == {name: days for name, (_, days) in cases.items()}
    assert shown["several-kinds"][0] == "RESELLER_WITH_SUPPORT"
    assert len(shown) == len(cases)
    april = await active(mia, APRIL)
    assert april["all-of-it"] == ("MSP", 10)
    assert april["the-last-moment"] == ("MSP", 10)
    assert april["several-kinds"] == ("RESELLER_WITHOUT_SUPPORT", 10)
    assert set(april) == {"all-of-it", "the-last-moment", "several-kinds", "no-1"}


async def test_given_a_life_when_lived_then_days_of_suspension_are_not_billed_and_the_last_kind_is(
    runtime: Runtime, world: World, mia: Actor
) -> None:
    umbrella = await connect(world)
    uma = world.actor(umbrella.admin)
    runtime.clock.advance(timedelta(days=3))  # the 5th
    await partnership_states.suspend(uma, umbrella.partnership.id, reason="Holidays")
    runtime.clock.advance(timedelta(days=10))
    assert await active(mia) == {"Umbrella": ("MSP", 4)}
    await partnership_states.resume(uma, umbrella.partnership.id)
    await partnership_changes.propose(uma, umbrella.partnership.id, kind=WITHOUT)
    runtime.clock.advance(timedelta(days=1))
    assert await active(mia) == {"Umbrella": ("RESELLER_WITHOUT_SUPPORT", 6)}
    await partnership_states.end(uma, umbrella.partnership.id, reason="Over")
    runtime.clock.advance(timedelta(days=60))
    assert await active(mia) == {"Umbrella": ("RESELLER_WITHOUT_SUPPORT", 6)}
    assert await active(mia, APRIL) == {}


async def test_given_people_who_come_and_go_when_users_are_counted_then_those_at_the_end_of_the_month(
    runtime: Runtime, world: World, mia: Actor
) -> None:
    umbrella = await connect(world)
    await admin(world, umbrella, "off", Role.MEMBER, at_customer=True, active=False)
    ended = await admin(world, umbrella, "end", Role.MEMBER, at_customer=True)
    runtime.clock.stand(_at("2026-04-10T12:00"))
    await admin(world, umbrella, "new", Role.MEMBER, at_customer=True)
    await Membership.filter(user_id=ended.id).update(status=MembershipStatus.DEACTIVATED, deactivated_at=_at("2026-04-02T00:00"))
    march, april = (await lines(mia))["nodes"], (await lines(mia, APRIL))["nodes"]
    assert (march[0]["activeUsers"], april[0]["activeUsers"]) == (3, 3)  # with `ended`, who was still there; with `new`, who came
    await Membership.filter(user_id=ended.id).update(deactivated_at=_at("2026-03-31T21:59"))
    assert (await lines(mia))["nodes"][0]["activeUsers"] == 2


@pytest.mark.parametrize("over", [partnership_states.suspend, partnership_states.end])
async def test_given_a_partnership_that_is_over_when_users_are_counted_then_as_they_were_then_and_not_who_came_since(
    runtime: Runtime, world: World, mia: Actor, over: Any
) -> None:
    umbrella = await connect(world)
    leaving = await admin(world, umbrella, "leaving", Role.MEMBER, at_customer=True)
    runtime.clock.advance(timedelta(hours=1))
    await over(world.actor(umbrella.admin), umbrella.partnership.id, reason="We part")
    assert (await lines(mia))["nodes"][0]["activeUsers"] == 3
    runtime.clock.advance(timedelta(hours=1))
    for name in ("one", "two"):
        await admin(world, umbrella, name, Role.MEMBER, at_customer=True)
    await Membership.filter(user_id=leaving.id).update(status=MembershipStatus.DEACTIVATED, deactivated_at=runtime.clock.now())
    assert (await lines(mia))["nodes"][0]["activeUsers"] == 3


async def test_given_shares_when_integrations_are_counted_then_each_that_was_active_in_the_month(
    runtime: Runtime, world: World, mia: Actor
) -> None:
    umbrella = await connect(world)
    await billed(umbrella, "MSP 2026-01-01T00:00")
    other = await connect(world, "Other", people=("tom", "tim"))
    await billed(other, "MSP 2026-01-01T00:00")
    runtime.clock.stand(_at("2026-04-10T12:00"))
    cases: dict[str, dict[str, Any]] = {
        "all the time": {"active_since": _at("2026-01-05T00:00")},
        "never active": {"active_since": None, "outcome": "DECLINED", "ended_at": _at("2026-03-04T00:00")},
        "a moment": {"active_since": _at("2026-03-05T00:00"), "outcome": "REVOKED", "ended_at": _at("2026-03-05T00:00")},
        "over before": {"active_since": _at("2026-01-05T00:00"), "outcome": "LEFT", "ended_at": _at("2026-02-28T22:59")},
        "expired before": {"active_since": _at("2026-01-05T00:00"), "expires_at": _at("2026-02-28T22:59")},
        "begun behind": {"active_since": _at("2026-03-31T22:00")},
        "expired in it": {"active_since": _at("2026-01-05T00:00"), "expires_at": _at("2026-03-01T00:00")},
    }
    for name, facts in cases.items():
        await _share(world, umbrella, name, facts)
    [march, beside] = [line["sharedIntegrations"] for line in reversed((await lines(mia))["nodes"])]
    assert (march, beside) == (3, 0)
    again = await IntegrationShare.filter(integration_name="a moment").first()
    assert again
    await _share(world, umbrella, "again", {"active_since": _at("2026-03-07T00:00")}, of=again)
    assert (await lines(mia))["nodes"][1]["sharedIntegrations"] == 3  # the same integration once more


async def _share(world: World, to: Connected, name: str, facts: dict[str, Any], *, of: IntegrationShare | None = None) -> None:
    made = await integration(world, name) if of is None else None
    await IntegrationShare.create(
        tenant=world.northwind, integration_id=of.integration_id if of else made and made.id, integration_name=name,
        kind_id=of.kind_id if of else made and made.kind_id, partnership=to.partnership, record=to.record, organization=to.tenant,
        permission=SharePermission.USE, shared_by=world.mia, created_at=_at("2026-01-01T00:00"), **facts,
    )  # fmt: skip


async def test_given_many_customers_when_paged_then_by_name_from_both_ends_and_cursors_are_of_this_month_only(
    runtime: Runtime, world: World, mia: Actor
) -> None:
    runtime.clock.advance(timedelta(days=40))
    for n, name in enumerate(("beta", "Alpha", "Émile", "delta", "alpha")):
        connected = await connect(world, f"c{n}", people=(f"a{n}", f"b{n}"))
        await Customer.filter(id=connected.record.id).update(name=name, sort_name=name.lower().replace("é", "e"))
        await billed(connected, "MSP 2026-02-01T00:00")
    every = await lines(mia)
    names = [line["customerName"] for line in every["nodes"]]
    assert names == ["Alpha", "alpha", "beta", "delta", "Émile"]
    assert every["totalCount"] == 5
    seen, cursor = [], None
    for size in (2, 2, 2):
        page = await lines(mia, first=size, after=cursor)
        assert page["totalCount"] == 5
        assert page["pageInfo"]["hasPreviousPage"] is (cursor is not None)
        seen += [line["customerName"] for line in page["nodes"]]
        cursor = page["pageInfo"]["endCursor"]
        assert page["pageInfo"]["hasNextPage"] is (len(seen) < 5)
    assert seen == names
    last = await lines(mia, last=2)
    assert [line["customerName"] for line in last["nodes"]] == names[3:]
    before = await lines(mia, last=2, before=last["pageInfo"]["startCursor"])
    assert [line["customerName"] for line in before["nodes"]] == names[1:3]
    same = await lines(mia, month="2026-03-31", first=2, after=every["edges"][0]["cursor"])
    assert [line["customerName"] for line in same["nodes"]] == names[1:3]
    result = await run(mia, LINES, {"month": APRIL, "after": every["edges"][0]["cursor"]})
    assert [getattr(error.original_error, "code", None) for error in result.errors] == ["BAD_USER_INPUT"]


async def test_given_several_months_in_one_query_when_asked_then_each_has_its_own(runtime: Runtime, world: World, mia: Actor) -> None:
    connected = await connect(world)
    runtime.clock.advance(timedelta(days=45))
    await billed(connected, "MSP 2026-02-27T12:00 2026-03-02T12:00", "RESELLER_WITH_SUPPORT 2026-04-02T12:00")
    nodes = "{ month lines { nodes { kind activeDays } } }"
    months = {"february": FEBRUARY, "march": MARCH, "april": APRIL, "may": "2026-05-05"}
    text = " ".join(f'{name}: partnerStatement(month: "{month}") {nodes}' for name, month in months.items())
    found = await asked(mia, f"{{ {text} }}")
    assert {name: [(line["kind"], line["activeDays"]) for line in statement["lines"]["nodes"]] for name, statement in found.items()} == {
        "february": [("MSP", 2)], "march": [("MSP", 2)], "april": [("RESELLER_WITH_SUPPORT", 15)], "may": [],
    }  # fmt: skip


async def test_given_a_list_of_staff_when_asked_then_only_customers_that_the_viewer_reads(world: World, mia: Actor) -> None:
    umbrella, _ = await connect(world), await connect(world, "Other", people=("tom", "tim"))
    ann = await admin(world, umbrella, "ann", Role.MSP_ADMIN)
    await place(umbrella.record, ann, AccessLevel.MANAGE)
    found = await lines(mia)
    assert ([line["customerName"] for line in found["nodes"]], found["totalCount"]) == (["Other"], 1)
    await place(umbrella.record, world.mia, AccessLevel.VIEW)
    assert list(await active(mia)) == ["Other", "Umbrella"]


async def test_given_everybody_else_when_asked_then_forbidden_and_another_partner_has_its_own(world: World) -> None:
    umbrella = await connect(world)
    variables = {"month": MARCH}
    for who in (world.ada, world.sam, world.max, world.otto, world.cara, umbrella.admin, umbrella.member):
        assert (await call(world.actor(who), "Query.partnerStatement", variables)).outcome == "FORBIDDEN"
    assert (await call(world.nobody, "Query.partnerStatement", variables)).outcome == "UNAUTHENTICATED"
    assert await active(world.actor(world.otto, roles=[Role.MSP_ADMIN])) == {}
    assert await active(world.actor(umbrella.admin, roles=[Role.MSP_ADMIN])) == {}
    assert await active(world.actor(world.mia)) == {"Umbrella": ("MSP", 1)}


async def test_given_one_customer_or_many_when_asked_then_as_many_statements(
    world: World, mia: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    await connect(world)
    with counted(monkeypatch) as one:
        await run(mia, LINES, {"month": MARCH})
    for n in range(5):
        await connect(world, f"c{n}", people=(f"a{n}", f"b{n}"))
    with counted(monkeypatch) as many:
        result: Any = await run(mia, LINES, {"month": MARCH})
    assert result.data["partnerStatement"]["lines"]["totalCount"] == 6
    assert len(many) == len(one) <= 3
