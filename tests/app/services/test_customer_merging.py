"""Merging a prospect into a connected record: what goes over, what is deleted, and what happens at once."""

from __future__ import annotations

import asyncio
from collections import Counter
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest

from app.core.crypto import token_hash
from app.core.runtime import Runtime, now
from app.models import (
    Customer,
    CustomerStaff,
    CustomerStage,
    Event,
    Invitation,
    Participant,
    PartnerLink,
    PartnershipKind,
    Poc,
    Role,
)
from app.services import connecting, customer_merging, customers, new_customers, participants, pocs
from tests.app.services.placing import MANAGE, VIEW, promote, put
from tests.app.services.test_poc_waiting import meanwhile, on_postgres
from tests.outcomes import DONE, outcome
from tests.partners import Connected, act, connect
from tests.world import World, snapshot

DAY = timedelta(days=1)
MERGING = {"customer", "customer_staff", "poc", "invitation", "partner_link", "event"}


async def link_to(world: World, customer: Customer, name: str, *, expires_at: datetime | None = None, **facts: Any) -> PartnerLink:
    """A partner link that connects a record."""
    return await PartnerLink.create(
        tenant=world.northwind, kind=PartnershipKind.MSP, label=name, token_hash=uuid4().hex, hint="abcd", created_by=world.mia,
        created_at=now(), expires_at=expires_at or now() + DAY, max_uses=1, customer=customer, **facts,
    )  # fmt: skip


async def said(world: World, from_id: UUID | None, into_id: UUID | None) -> str:
    """How it ends when mia merges."""
    return await outcome(customer_merging.merge(world.actor(world.mia), from_id=from_id, into_id=into_id))


async def test_given_a_prospect_with_everything_when_merged_then_it_goes_over_and_the_prospect_is_no_more(
    runtime: Runtime, world: World
) -> None:
    connected = await connect(world)
    invitation = await participants.invite(world.actor(world.sam), world.active.id, email="new@acme.example")
    await put(world.acme, (world.mia, MANAGE), (world.sam, VIEW))
    runtime.clock.advance(DAY)
    before = await snapshot()
    names = {poc.name for poc in await Poc.filter(customer_id=world.acme.id)}
    assert await said(world, world.acme.id, connected.record.id) == DONE
    after = await snapshot()
    assert {table for table in before if before[table] != after[table]} == {"customer", "customer_staff", "poc", "invitation", "event"}
    assert not await Customer.filter(id=world.acme.id).exists()
    assert not await CustomerStaff.all().exists()
    moved = await Poc.filter(customer_id=connected.record.id)
    assert {poc.name for poc in moved} == names
    assert {(poc.version, poc.updated_at) for poc in moved} == {
        (1, poc.updated_at) for poc in (world.draft, world.active, world.on_hold, world.kims)
    }
    assert (await Invitation.get(id=invitation)).customer_id == connected.record.id
    assert await Participant.filter(poc_id=world.active.id).count() == 3
    assert await Customer.filter(id=connected.record.id).values("name", "stage", "domain") == [
        {"name": "Umbrella", "stage": CustomerStage.CONNECTED, "domain": None}
    ]
    [told] = await Event.filter(action="customer.merged")
    assert (told.target_kind, told.target_id, told.tenant_id) == ("customer", connected.record.id, world.northwind.id)
    assert told.changes == {"fromId": str(world.acme.id), "intoId": str(connected.record.id)}


async def test_given_links_for_a_prospect_when_merged_then_those_that_work_are_revoked(world: World) -> None:
    connected = await connect(world)
    works = await link_to(world, world.acme, "works")
    expired = await link_to(world, world.acme, "expired", expires_at=now() - DAY)
    used = await link_to(world, world.acme, "used", uses=1)
    revoked = await link_to(world, world.acme, "revoked", revoked_at=now() - DAY)
    other = await link_to(world, world.globex, "other")
    assert await said(world, world.acme.id, connected.record.id) == DONE
    links = {link.label: link for link in await PartnerLink.all()}
    assert {label: link.revoked_at for label, link in links.items()} == {
        "works": now(), "expired": None, "used": None, "revoked": now() - DAY, "other": None,
    }  # fmt: skip
    assert {link.customer_id for link in links.values() if link.id != other.id} == {connected.record.id}
    assert links["other"].customer_id == world.globex.id
    assert [event.target_id for event in await Event.filter(action="link.revoked", target_kind="link")] == [works.id]
    assert {expired.id, used.id, revoked.id} < {link.id for link in links.values()}


async def test_given_wrong_records_when_merged_then_each_is_refused_at_its_path(world: World) -> None:
    one, two = await connect(world), await connect(world, "Stark", people=("tony", "pepper"))
    before = await snapshot()
    acme, into = world.acme.id, one.record.id
    for from_id, into_id, refusal in (
        (acme, acme, "SELF_REFERENCE intoId"),
        (into, into, "SELF_REFERENCE intoId"),
        (two.record.id, into, "CONFLICT fromId"),
        (acme, world.globex.id, "CONFLICT intoId"),
        (two.record.id, acme, "CONFLICT fromId; CONFLICT intoId"),
        (world.contoso_customer.id, into, "NOT_FOUND fromId"),
        (acme, uuid4(), "NOT_FOUND intoId"),
        (None, into, "NOT_FOUND fromId"),
    ):
        assert await said(world, from_id, into_id) == refusal
    nobodys = await said(world, None, None)
    assert sorted(nobodys.split("; ")) == ["NOT_FOUND fromId", "NOT_FOUND intoId"]
    await Customer.filter(id=two.record.id).update(stage=CustomerStage.FORMER)
    assert await said(world, two.record.id, into) == "CONFLICT fromId"
    assert await said(world, acme, two.record.id) == "CONFLICT intoId"
    await Customer.filter(id=two.record.id).update(stage=CustomerStage.CONNECTED)
    assert await snapshot() == before
    assert await said(world, acme, into) == DONE


async def test_given_each_caller_when_merged_then_only_who_manages_both_may(world: World) -> None:
    connected = await connect(world)
    acme, into = world.acme.id, connected.record.id
    await promote(world, world.kim, Role.MSP_ADMIN)
    before = await snapshot()
    for name in ("ada", "sam", "max", "otto", "cara"):
        actor = world.actor(world.people[name])
        assert (name, await outcome(customer_merging.merge(actor, from_id=acme, into_id=into))) == (name, "FORBIDDEN")
    assert await outcome(customer_merging.merge(world.nobody, from_id=acme, into_id=into)) == "UNAUTHENTICATED"
    assert await snapshot() == before
    acting = await act(world, connected)
    assert await outcome(customer_merging.merge(acting, from_id=acme, into_id=into)) == "FORBIDDEN"
    for record in (world.acme, connected.record):
        await CustomerStaff.all().delete()
        await put(record, (world.kim, MANAGE), (world.mia, VIEW))
        before = await snapshot()
        assert await said(world, acme, into) == "FORBIDDEN"
        assert await snapshot() == before
    assert await outcome(customer_merging.merge(world.actor(world.kim), from_id=acme, into_id=into)) == DONE


# At once


async def others(world: World, count: int) -> list[Connected]:
    return [await connect(world, f"C{n}", people=(f"a{n}", f"b{n}")) for n in range(count)]


async def test_given_one_prospect_when_merged_into_several_at_once_then_once(world: World) -> None:
    connected = await others(world, 5)
    ended = Counter(await asyncio.gather(*(said(world, world.acme.id, one.record.id) for one in connected)))
    assert ended == {DONE: 1, "NOT_FOUND fromId": 4}
    [told] = await Event.filter(action="customer.merged")
    assert await Poc.filter(customer_id=told.target_id).count() == 4


async def test_given_many_prospects_when_merged_across_at_once_then_nobody_waits_in_a_circle(world: World) -> None:
    one, two = await others(world, 2)
    mia = world.actor(world.mia)
    prospects = [await customers.add_prospect(mia, name=f"P{n}") for n in range(10)]
    tries = [said(world, id_, [one, two][n % 2].record.id) for n, id_ in enumerate([*prospects, *reversed(prospects)])]
    assert Counter(await asyncio.gather(*tries)) == {DONE: 10, "NOT_FOUND fromId": 10}


@on_postgres
async def test_given_a_prospect_that_is_merged_when_used_meanwhile_then_it_is_not_there_any_more(runtime: Runtime, world: World) -> None:
    into, mia, sam = (await connect(world)).record.id, world.actor(world.mia), world.actor(world.sam)
    merging = customer_merging.merge(mia, from_id=world.acme.id, into_id=into)
    using = [
        pocs.create(sam, name="X", customer_id=world.acme.id),
        new_customers.create(mia, name="Acme", prospect_id=world.acme.id),
        customers.archive(sam, world.acme.id),
    ]
    async with meanwhile(merging, *using) as trying:
        assert await trying == {"NOT_FOUND customerId": 2, "NOT_FOUND prospectId": 1}


@on_postgres
@pytest.mark.parametrize("first", ["merge", "invite"])
async def test_given_somebody_who_is_invited_when_merged_meanwhile_then_the_invitation_is_of_the_connected_record(
    runtime: Runtime, world: World, first: str
) -> None:
    into, mia, sam = (await connect(world)).record.id, world.actor(world.mia), world.actor(world.sam)
    merging = customer_merging.merge(mia, from_id=world.acme.id, into_id=into)
    inviting = participants.invite(sam, world.active.id, email="new@acme.example")
    held, waiting = (merging, inviting) if first == "merge" else (inviting, merging)
    async with meanwhile(held, waiting) as trying:
        assert await trying == {DONE: 1}
    assert (await Invitation.get(email_key="new@acme.example")).customer_id == into


@on_postgres
@pytest.mark.parametrize("first", ["merge", "connect"])
async def test_given_a_link_that_is_used_when_its_prospect_is_merged_meanwhile_then_one_of_both_is_refused(
    runtime: Runtime, world: World, first: str
) -> None:
    into, mia, otto = (await connect(world)).record.id, world.actor(world.mia), world.actor(world.otto)
    link, token = await link_to(world, world.acme, "for Acme"), "x" * 43
    await PartnerLink.filter(id=link.id).update(token_hash=token_hash(token))
    merging = customer_merging.merge(mia, from_id=world.acme.id, into_id=into)
    using = connecting.connect(otto, token=token)
    held, waiting = (merging, using) if first == "merge" else (using, merging)
    async with meanwhile(held, waiting) as trying:
        assert await trying == {"LINK_CANCELLED token" if first == "merge" else "CONFLICT fromId": 1}
