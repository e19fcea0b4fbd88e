"""Organizations of people who have an account: where they are made, through which link, and what is made with them."""

from __future__ import annotations

import asyncio
from collections import Counter
from datetime import timedelta
from typing import Any

import pytest

from app.auth import bearer
from app.auth.actor import Actor
from app.core.rates import REGISTER
from app.core.runtime import Runtime
from app.models import (
    Customer,
    CustomerStage,
    Event,
    Membership,
    PartnerLink,
    Partnership,
    PartnershipKind,
    PartnershipOrigin,
    Plan,
    Role,
    Session,
    Tenant,
    User,
)
from app.services import erasing, organizations, partner_links
from app.services.organizations import Founded
from tests.app.services.linking import link_of, token_of
from tests.app.services.test_poc_waiting import meanwhile, on_postgres
from tests.outcomes import DONE, outcome
from tests.partners import act, connect
from tests.world import ORIGIN, World, mails, rows, snapshot

opened = pytest.mark.settings(open_registration=True)


async def create(actor: Actor, name: str = "Tailspin", token: str | None = None) -> Founded:
    return await organizations.create(actor, organization_name=name, partner_link_token=token)


async def refused(actor: Actor, *given: Any) -> str:
    """How it is refused, which wrote nothing and mailed nothing."""
    before = await snapshot()
    ended = await outcome(create(actor, *given))
    assert await snapshot() == before
    return ended


@pytest.mark.parametrize("name", ["cara", "max", "ada"])
async def test_given_a_link_when_a_person_makes_an_organization_then_all_of_it_is_there_and_the_session_stays(
    world: World, name: str
) -> None:
    user: User = world.people[name]
    link, token = await link_of(world, kind=PartnershipKind.RESELLER_WITH_SUPPORT, contract_reference="C-1")
    founded = await create(world.actor(user), "  Tailspin Toys ", token)
    tenant = await Tenant.get(id=founded.tenant_id)
    assert (tenant.name, tenant.sort_name, tenant.plan) == ("Tailspin Toys", "tailspin toys", Plan.FREE)
    assert (await Membership.get(tenant_id=tenant.id)).user_id == user.id
    assert (await Membership.get(tenant_id=tenant.id)).roles == frozenset({Role.TENANT_ADMIN})
    partnership = await Partnership.get(id=founded.partnership_id)
    assert (partnership.partner_id, partnership.customer_id, partnership.kind) == (
        world.northwind.id, tenant.id, PartnershipKind.RESELLER_WITH_SUPPORT,
    )  # fmt: skip
    assert (partnership.origin, partnership.contract_reference) == (PartnershipOrigin.LINKED, "C-1")
    record = await Customer.get(id=partnership.record_id)
    assert (record.tenant_id, record.name, record.stage) == (world.northwind.id, "Tailspin Toys", CustomerStage.CONNECTED)
    assert (await PartnerLink.get(id=link.id)).uses == 1
    recorded = [(event.action, event.tenant_id, event.partner_id) for event in await Event.exclude(action="link.created").order_by("id")]
    assert recorded == [
        ("tenant.created", tenant.id, None),
        ("member.joined", tenant.id, None),
        ("customer.created", world.northwind.id, None),
        ("partnership.created", tenant.id, None),
        ("partnership.created", world.northwind.id, None),
        ("link.used", world.northwind.id, None),
    ]
    assert {event.actor_id for event in await Event.exclude(action="link.created")} == {user.id}
    session_id = world.sessions[user.id]
    assert (await Session.get(id=session_id)).tenant_id == world.tenants.get(user.id)
    assert await bearer.actor_in(session_id, ORIGIN) == world.actor(user)
    assert await mails() == []


async def test_given_registration_that_is_not_open_when_made_without_a_link_then_required(world: World) -> None:
    cara = world.actor(world.cara)
    assert await refused(cara) == "REQUIRED partnerLinkToken"
    assert await refused(cara, " ") == "REQUIRED organizationName; REQUIRED partnerLinkToken"
    assert await refused(cara, "x" * 201, "t" * 43) == "TOO_LONG organizationName"
    assert await refused(cara, "Tailspin", "") == "LINK_INVALID partnerLinkToken"


@opened
async def test_given_open_registration_when_made_without_a_link_then_it_has_no_partner(world: World) -> None:
    founded = await create(world.actor(world.cara))
    assert founded.partnership_id is None
    assert (await Membership.get(tenant_id=founded.tenant_id)).roles == frozenset({Role.TENANT_ADMIN})
    assert await rows("partnership") == 0
    assert await refused(world.actor(world.cara), "Tailspin", "t" * 43) == "LINK_INVALID partnerLinkToken"


async def test_given_a_link_that_will_not_do_when_made_then_nothing_is_made(runtime: Runtime, world: World) -> None:
    cara = world.actor(world.cara)
    revoked, token = await link_of(world)
    await partner_links.revoke(world.actor(world.mia), revoked.id)
    assert await refused(cara, "Tailspin", token) == "LINK_CANCELLED partnerLinkToken"
    foreign = await token_of(world, email_domain="tailspin.example")
    assert await refused(cara, "Tailspin", foreign) == "DOMAIN_NOT_ALLOWED partnerLinkToken"
    late = await token_of(world, expires_in_days=1)
    once = await token_of(world, email_domain="acme.example")
    assert await outcome(create(cara, "Tailspin", once)) == DONE
    assert await refused(cara, "Tailspin", once) == "LINK_EXHAUSTED partnerLinkToken"
    runtime.clock.advance(timedelta(days=1))
    assert await refused(cara, "Tailspin", late) == "LINK_EXPIRED partnerLinkToken"


async def test_given_somebody_who_is_not_there_as_themselves_when_made_then_refused(world: World) -> None:
    there = await connect(world)
    token = await token_of(world)
    assert await refused(await act(world, there), "Tailspin", token) == "FORBIDDEN"
    assert await refused(world.nobody, "Tailspin", token) == "UNAUTHENTICATED"
    assert await outcome(create(world.actor(world.mia), "Tailspin", token)) == DONE


async def test_given_one_person_when_they_make_too_many_then_it_is_limited(world: World) -> None:
    token = await token_of(world, max_uses=None)
    for n in range(REGISTER.most):
        assert await outcome(create(world.actor(world.cara), f"Tailspin {n}", token)) == DONE
    assert await refused(world.actor(world.cara), "Tailspin", token) == "RATE_LIMITED"
    assert await outcome(create(world.actor(world.carl), "Tailspin", token)) == DONE


async def test_given_a_link_for_one_when_used_ten_times_at_once_then_one_organization_is_made(runtime: Runtime, world: World) -> None:
    link, token = await link_of(world)
    people = [world.actor(user) for user in world.people.values()]
    before = {table: await rows(table) for table in ("tenant", "membership", "customer", "partnership")}
    ended = Counter(await asyncio.gather(*(outcome(create(actor, f"Club {n}", token)) for n, actor in enumerate(people))))
    assert ended == {DONE: 1, "LINK_EXHAUSTED partnerLinkToken": len(people) - 1}
    assert {table: await rows(table) - was for table, was in before.items()} == dict.fromkeys(before, 1)
    assert (await PartnerLink.get(id=link.id)).uses == 1


@opened
@on_postgres
async def test_given_a_person_who_is_erased_when_they_make_an_organization_meanwhile_then_there_is_none(
    runtime: Runtime, world: World
) -> None:
    async with meanwhile(erasing.erase(world.cara.email), create(world.actor(world.cara))) as trying:
        assert await trying == {"UNAUTHENTICATED": 1}
    assert not await Tenant.filter(name="Tailspin").exists()
