"""Connecting an organization that is there, by its tenant admin: what begins, what ends, what stays as it was, and what is refused."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest

from app.auth.actor import Actor
from app.core import db
from app.core.runtime import Runtime, now
from app.models import (
    Customer,
    CustomerStage,
    Event,
    PartnerLink,
    Partnership,
    PartnershipKind,
    PartnershipOrigin,
    PartnershipPeriod,
    PartnershipSide,
    Role,
    Tenant,
)
from app.services import connecting, customers, partner_links, partnerships
from tests.app.services.linking import link_of, token_of
from tests.outcomes import DONE, outcome
from tests.partners import act, connect
from tests.world import World, mails, snapshot


@pytest.fixture
def otto(world: World) -> Actor:
    """The tenant admin of Contoso, which has no partner."""
    return world.actor(world.otto)


async def connected(actor: Actor, token: str, **given: Any) -> Partnership:
    """The partnership that a link made."""
    return await Partnership.get(id=await connecting.connect(actor, token=token, **given))


async def recorded() -> list[tuple[str, Any, Any, Any]]:
    """What was recorded in the order of writing, but for the link's making: action, log, actor, target."""
    events = await Event.all().order_by("id")
    return [(event.action, event.tenant_id, event.actor_id, event.target_id) for event in events if event.action != "link.created"]


async def refused(actor: Actor, token: str, **given: Any) -> str:
    """How connecting is refused, which wrote nothing."""
    before = await snapshot()
    ended = await outcome(connecting.connect(actor, token=token, **given))
    assert await snapshot() == before
    return ended


# What connecting makes


async def test_given_a_link_when_a_tenant_admin_connects_then_partnership_and_record_are_there(world: World, otto: Actor) -> None:
    link, token = await link_of(world, kind=PartnershipKind.RESELLER_WITH_SUPPORT, contract_reference="C-1")
    partnership = await connected(otto, token)
    assert (partnership.partner_id, partnership.customer_id) == (world.northwind.id, world.contoso.id)
    assert (partnership.kind, partnership.origin) == (PartnershipKind.RESELLER_WITH_SUPPORT, PartnershipOrigin.LINKED)
    assert (partnership.contract_reference, partnership.allowed_roles, partnership.since) == ("C-1", frozenset({"MEMBER"}), now())
    record = await Customer.get(id=partnership.record_id)
    assert (record.tenant_id, record.name, record.sort_name, record.domain) == (world.northwind.id, "Contoso", "contoso", None)
    assert (record.stage, record.organization_id, record.partnership_id) == (CustomerStage.CONNECTED, world.contoso.id, partnership.id)
    assert await PartnershipPeriod.filter(partnership_id=partnership.id, ended_at=None).count() == 1
    assert (await PartnerLink.get(id=link.id)).uses == 1
    assert await recorded() == [
        ("customer.created", world.northwind.id, world.otto.id, record.id),
        ("partnership.created", world.contoso.id, world.otto.id, partnership.id),
        ("partnership.created", world.northwind.id, world.otto.id, partnership.id),
        ("link.used", world.northwind.id, world.otto.id, link.id),
    ]
    assert token not in repr(await snapshot())


async def test_given_a_tenant_when_it_connects_and_leaves_then_nothing_of_its_own_has_changed(world: World, otto: Actor) -> None:
    partners = {"partner_link", "partnership", "partnership_period", "event", "mail"}
    first, second = await token_of(world), await token_of(world, kind=PartnershipKind.RESELLER_WITHOUT_SUPPORT)
    before = await snapshot(without=partners | {"customer"})
    records = await Customer.all().order_by("id").values()
    await connected(otto, first)
    assert await snapshot(without=partners | {"customer"}) == before
    await connected(otto, second, replace_current=True)
    assert await snapshot(without=partners | {"customer"}) == before
    assert await Customer.filter(id__in=[record["id"] for record in records]).order_by("id").values() == records


async def test_given_companies_of_the_same_name_and_domain_when_one_connects_then_none_of_them_is_taken_for_it(
    world: World, otto: Actor
) -> None:
    await customers.add_prospect(world.actor(world.mia), name="Contoso", domain="contoso.example")
    before = await Customer.all().order_by("id").values()
    partnership = await connected(otto, await token_of(world))
    assert partnership.record_id not in {record["id"] for record in before}
    assert await Customer.filter(id__not=partnership.record_id).order_by("id").values() == before


async def test_given_a_link_for_a_prospect_when_used_then_that_record_is_connected_and_keeps_its_name(world: World, otto: Actor) -> None:
    token = await token_of(world, for_customer=True, customer_id=world.acme.id)
    partnership = await connected(otto, token)
    record = await Customer.get(id=world.acme.id)
    assert (partnership.record_id, record.stage, record.organization_id) == (world.acme.id, CustomerStage.CONNECTED, world.contoso.id)
    assert (record.name, record.domain, record.created_at) == ("Acme", "acme.example", world.acme.created_at)
    assert ("customer.connected", world.northwind.id, world.otto.id, record.id) in await recorded()
    assert await Customer.filter(tenant_id=world.northwind.id).count() == 2


async def test_given_a_former_customer_when_it_comes_back_then_its_record_is_connected_again_and_on_the_lists(
    runtime: Runtime, world: World, otto: Actor
) -> None:
    first = await connected(otto, await token_of(world))
    async with db.transaction():
        await partnerships.finish(otto, first, PartnershipSide.CUSTOMER, reason=None)
    await Customer.filter(id=first.record_id).update(name="Contoso, once", archived_at=now())
    second = await connected(otto, await token_of(world))
    assert (second.record_id, second.id != first.id) == (first.record_id, True)
    record = await Customer.get(id=first.record_id)
    assert (record.stage, record.partnership_id, record.archived_at, record.name) == (
        CustomerStage.CONNECTED, second.id, None, "Contoso, once",
    )  # fmt: skip
    assert ("customer.restored", world.northwind.id, world.otto.id, record.id) in await recorded()

    async with db.transaction():
        await partnerships.finish(otto, second, PartnershipSide.CUSTOMER, reason=None)
    third = await connected(otto, await token_of(world, for_customer=True, customer_id=first.record_id))
    assert third.record_id == first.record_id
    assert await Customer.filter(tenant_id=world.northwind.id).count() == 3


# Having a partner


async def test_given_a_partner_when_connecting_then_it_is_left_only_if_told_so(world: World) -> None:
    there = await connect(world)
    uma = world.actor(there.admin)
    contoso = world.actor(world.olga, roles={Role.MSP_ADMIN})
    link, token = await link_of(world, contoso)
    assert await refused(uma, token) == "ALREADY_CONNECTED token"
    partnership = await connected(uma, token, replace_current=True)
    assert (partnership.partner_id, partnership.customer_id) == (world.contoso.id, there.tenant.id)
    old = await Partnership.get(id=there.partnership.id)
    assert (old.ended_at, old.ended_by, old.end_reason) == (now(), PartnershipSide.CUSTOMER, None)
    assert (await Customer.get(id=there.record.id)).stage is CustomerStage.FORMER
    assert await Partnership.filter(customer_id=there.tenant.id, ended_at=None).count() == 1
    assert (await PartnerLink.get(id=link.id)).uses == 1
    assert [action for action, log, *_ in await recorded() if log == world.northwind.id] == ["partnership.ended"]
    assert [(mail.name, mail.recipient) for mail in await mails()] == [
        ("partnership_ended", world.mia.email), ("partnership_ended", there.admin.email),
    ]  # fmt: skip


async def test_given_the_same_partner_when_replaced_then_the_record_stays_and_the_partnership_is_another(world: World) -> None:
    there = await connect(world)
    uma = world.actor(there.admin)
    token = await token_of(world, kind=PartnershipKind.RESELLER_WITH_SUPPORT)
    assert await refused(uma, token) == "ALREADY_CONNECTED token"
    partnership = await connected(uma, token, replace_current=True)
    assert (partnership.record_id, partnership.kind) == (there.record.id, PartnershipKind.RESELLER_WITH_SUPPORT)
    assert (await Customer.get(id=there.record.id)).stage is CustomerStage.CONNECTED


async def test_given_a_link_that_is_refused_when_replacing_then_the_partner_stays(world: World) -> None:
    there = await connect(world)
    link, token = await link_of(world)
    await partner_links.revoke(world.actor(world.mia), link.id)
    assert await refused(world.actor(there.admin), token, replace_current=True) == "LINK_CANCELLED token"


# What is refused


async def test_given_a_link_that_works_no_more_when_connecting_then_it_is_told_why(runtime: Runtime, world: World, otto: Actor) -> None:
    there = await connect(world)
    tokens = {name: await token_of(world, label=name) for name in ("once", "late", "revoked", "both")}
    await connected(world.actor(there.admin), tokens["once"], replace_current=True)
    for name in ("revoked", "both"):
        await partner_links.revoke(world.actor(world.mia), (await PartnerLink.get(label=name)).id)
    await PartnerLink.filter(label="both").update(uses=1)
    for token, answer in (
        (tokens["once"], "LINK_EXHAUSTED token"),
        (tokens["revoked"], "LINK_CANCELLED token"),
        (tokens["both"], "LINK_CANCELLED token"),
        ("t" * 43, "LINK_INVALID token"),
        ("", "LINK_INVALID token"),
        (f" {tokens['late']}", "LINK_INVALID token"),
    ):
        assert await refused(otto, token) == answer
    runtime.clock.advance(timedelta(days=30) - timedelta(milliseconds=1))
    runtime.clock.advance(timedelta(milliseconds=1))
    assert await refused(otto, tokens["late"]) == "LINK_EXPIRED token"
    runtime.clock.advance(timedelta(milliseconds=-1))
    assert await outcome(connecting.connect(otto, token=tokens["late"])) == DONE


async def test_given_a_domain_when_somebody_with_another_address_connects_then_refused(world: World, otto: Actor) -> None:
    for domain in ("acme.example", "sub.contoso.example", "example.example"):
        assert await refused(otto, await token_of(world, email_domain=domain)) == "DOMAIN_NOT_ALLOWED token"
    assert await outcome(connecting.connect(otto, token=await token_of(world, email_domain="CONTOSO.example"))) == DONE


async def test_given_a_link_for_a_record_when_it_became_something_else_then_refused(world: World, otto: Actor) -> None:
    token = await token_of(world, for_customer=True, customer_id=world.acme.id)
    there = await connect(world)
    for facts, answer in (
        ({"stage": CustomerStage.CONNECTED}, "LINK_CANCELLED token"),
        ({"archived_at": now()}, "LINK_CANCELLED token"),
        ({"stage": CustomerStage.FORMER, "organization_id": uuid4()}, "CONFLICT token"),
    ):
        if "organization_id" in facts:
            other = await Tenant.create(name="Other", sort_name="other", plan="FREE", created_at=now())
            facts["organization_id"] = other.id
        await Customer.filter(id=world.acme.id).update(**facts)
        assert await refused(otto, token) == answer
        await Customer.filter(id=world.acme.id).update(stage=CustomerStage.PROSPECT, archived_at=None, organization_id=None)
    # a partner has one record of an organization: this one is the customer by another
    assert await refused(world.actor(there.admin), token, replace_current=True) == "CONFLICT token"
    assert await outcome(connecting.connect(otto, token=token)) == DONE


async def test_given_ones_own_link_or_a_circle_when_connecting_then_self_reference(world: World, otto: Actor) -> None:
    own = await token_of(world)
    assert await refused(world.actor(world.ada), own) == "SELF_REFERENCE token"
    there = await connect(world)
    umbrella = world.actor(there.admin, roles={Role.TENANT_ADMIN, Role.MSP_ADMIN})
    contosos = await token_of(world, actor=umbrella)
    assert await refused(world.actor(world.ada), contosos) == "SELF_REFERENCE token"
    assert await outcome(connecting.connect(otto, token=contosos)) == DONE  # a customer's customer
    last = await token_of(world, actor=world.actor(world.olga, roles={Role.MSP_ADMIN}))
    assert await refused(world.actor(world.ada), last) == "SELF_REFERENCE token"


async def test_given_somebody_who_does_not_consent_for_the_tenant_when_connecting_then_refused(world: World) -> None:
    there = await connect(world)
    token = await token_of(world, actor=world.actor(world.olga, roles={Role.MSP_ADMIN}))
    acting = await act(world, there)
    for actor in (world.actor(there.member), world.actor(world.mia), world.actor(world.cara), acting):
        assert await refused(actor, token, replace_current=True) == "FORBIDDEN"
    assert await refused(world.nobody, token) == "UNAUTHENTICATED"
    assert await outcome(connecting.connect(world.actor(there.admin), token=token, replace_current=True)) == DONE
