"""Partner links: who generates them and how, and that a revoked one stays so."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest

from app.core.crypto import token_hash
from app.core.runtime import Runtime, now
from app.models import AccessLevel, Customer, CustomerStaff, CustomerStage, Event, PartnerLink, PartnershipKind, Role
from app.services import partner_links
from tests.app.services.linking import link_of
from tests.outcomes import DONE, outcome
from tests.partners import act, connect
from tests.world import World, mails, rows, snapshot

MSP = PartnershipKind.MSP


async def test_given_the_least_when_generated_then_it_works_once_for_thirty_days_and_its_secret_is_nowhere(
    runtime: Runtime, world: World
) -> None:
    generated = await partner_links.generate(world.actor(world.mia), kind=MSP)
    [link] = await PartnerLink.all()
    address, _, token = generated.url.rpartition("/")
    assert (generated.link_id, address) == (link.id, f"{runtime.settings.link_url}/join")
    assert (link.tenant_id, link.kind, link.created_by_id, link.created_at) == (world.northwind.id, MSP, world.mia.id, now())
    assert (link.max_uses, link.uses, link.expires_at, link.revoked_at) == (1, 0, now() + timedelta(days=30), None)
    assert (link.label, link.email_domain, link.contract_reference, link.customer_id) == (None, None, None, None)
    assert (link.token_hash, link.hint) == (token_hash(token), token[:6])
    [event] = await Event.all()
    assert (event.action, event.target_kind, event.target_id) == ("link.created", "link", link.id)
    assert (event.tenant_id, event.actor_id) == (world.northwind.id, world.mia.id)
    assert event.changes == {"kind": [None, "MSP"], "maxUses": [None, 1]}
    assert await mails() == []
    assert token not in repr(await snapshot()) + repr(generated)


async def test_given_all_that_can_be_said_when_generated_then_it_is_written(world: World) -> None:
    given: dict[str, Any] = {
        "label": " Fair in Berlin ", "max_uses": None, "expires_in_days": None, "email_domain": "Bücher.example",
        "contract_reference": " C-1 ",
    }  # fmt: skip
    link, _ = await link_of(world, kind=PartnershipKind.RESELLER_WITHOUT_SUPPORT, **given)
    assert (link.kind, link.label, link.max_uses) == (PartnershipKind.RESELLER_WITHOUT_SUPPORT, "Fair in Berlin", None)
    assert (link.expires_at, link.email_domain, link.contract_reference) == (None, "xn--bcher-kva.example", "C-1")
    link, _ = await link_of(world, max_uses=1_000_000, expires_in_days=365)
    assert (link.max_uses, link.expires_at) == (1_000_000, now() + timedelta(days=365))


@pytest.mark.parametrize(
    ("given", "answer"),
    [
        ({"max_uses": 0}, "INVALID maxUses"),
        ({"max_uses": -1}, "INVALID maxUses"),
        ({"max_uses": 1_000_001}, "INVALID maxUses"),
        ({"expires_in_days": 0}, "INVALID expiresInDays"),
        ({"expires_in_days": 366}, "INVALID expiresInDays"),
        ({"email_domain": "example"}, "INVALID emailDomain"),
        ({"label": "x" * 201, "contract_reference": "a\x00"}, "TOO_LONG label; INVALID contractReference"),
        (
            {"label": "\u202e", "max_uses": 0, "expires_in_days": -3, "email_domain": "a b.example", "contract_reference": "x" * 201},
            "INVALID label; INVALID maxUses; INVALID expiresInDays; INVALID emailDomain; TOO_LONG contractReference",
        ),
    ],
)
async def test_given_facts_that_will_not_do_when_generated_then_all_are_told_and_nothing_is_made(
    world: World, given: dict[str, Any], answer: str
) -> None:
    await link_of(world)
    before = await snapshot()
    assert await outcome(partner_links.generate(world.actor(world.mia), kind=MSP, **given)) == answer
    assert await snapshot() == before


async def test_given_a_customer_when_generated_for_then_it_works_once_and_for_that_record(world: World) -> None:
    actor = world.actor(world.mia)
    former = await connect(world)
    await Customer.filter(id=former.record.id).update(stage=CustomerStage.FORMER)
    for record in (world.acme, former.record):
        link, _ = await link_of(world, for_customer=True, customer_id=record.id)
        assert (link.customer_id, link.max_uses) == (record.id, 1)
    before = await snapshot()
    for uses in (None, 2, 0):
        generating = partner_links.generate(actor, kind=MSP, for_customer=True, customer_id=world.acme.id, max_uses=uses)
        assert await outcome(generating) == "INVALID maxUses"
    assert await snapshot() == before


async def test_given_a_customer_that_can_not_be_connected_when_generated_for_then_refused(world: World) -> None:
    connected = await connect(world)
    await Customer.filter(id=world.globex.id).update(archived_at=now())
    before = await snapshot()
    for customer_id, answer in (
        (connected.record.id, "ALREADY_CONNECTED customerId"),
        (world.globex.id, "NOT_OPEN customerId"),
        (world.contoso_customer.id, "NOT_FOUND customerId"),
        (uuid4(), "NOT_FOUND customerId"),
        (None, "NOT_FOUND customerId"),
    ):
        generating = partner_links.generate(world.actor(world.mia), kind=MSP, for_customer=True, customer_id=customer_id)
        assert await outcome(generating) == answer
    assert await snapshot() == before


async def test_given_a_list_of_staff_when_somebody_else_generates_for_the_customer_then_forbidden(world: World) -> None:
    actor = world.actor(world.mia)
    assert await outcome(partner_links.generate(actor, kind=MSP, for_customer=True, customer_id=world.acme.id)) == DONE
    await CustomerStaff.create(customer=world.acme, user=world.mia, level=AccessLevel.MANAGE, created_at=now())
    assert await outcome(partner_links.generate(actor, kind=MSP, for_customer=True, customer_id=world.acme.id)) == DONE
    other = world.actor(world.kim, roles={Role.MSP_ADMIN})
    before = await snapshot()
    assert await outcome(partner_links.generate(other, kind=MSP, for_customer=True, customer_id=world.acme.id)) == "FORBIDDEN"
    assert await snapshot() == before
    assert await outcome(partner_links.generate(other, kind=MSP)) == DONE


async def test_given_somebody_who_manages_no_partnerships_when_generating_or_revoking_then_forbidden(world: World) -> None:
    link, _ = await link_of(world)
    connected = await connect(world)
    before = await snapshot(without=["acting_session"])
    for actor in (
        *(world.actor(user) for user in (world.ada, world.sam, world.max, world.otto, world.cara, connected.admin)),
        await act(world, connected),
    ):
        assert await outcome(partner_links.generate(actor, kind=MSP)) == "FORBIDDEN"
        assert await outcome(partner_links.revoke(actor, link.id)) == "FORBIDDEN"
    assert await outcome(partner_links.generate(world.nobody, kind=MSP)) == "UNAUTHENTICATED"
    assert await outcome(partner_links.revoke(world.nobody, link.id)) == "UNAUTHENTICATED"
    assert await snapshot(without=["acting_session"]) == before
    assert await outcome(partner_links.revoke(world.actor(world.mia), link.id)) == DONE


async def test_given_a_link_when_revoked_then_it_is_written_once(runtime: Runtime, world: World) -> None:
    link, _ = await link_of(world)
    await partner_links.revoke(world.actor(world.mia), link.id)
    revoked_at = now()
    assert (await PartnerLink.get(id=link.id)).revoked_at == revoked_at
    [event] = await Event.filter(action="link.revoked")
    assert (event.target_kind, event.target_id, event.tenant_id, event.actor_id) == ("link", link.id, world.northwind.id, world.mia.id)
    runtime.clock.advance(timedelta(minutes=1))
    before = await snapshot()
    assert await outcome(partner_links.revoke(world.actor(world.mia), link.id)) == DONE
    assert await snapshot() == before


async def test_given_a_link_of_another_tenant_when_revoked_then_not_found(world: World) -> None:
    link, _ = await link_of(world)
    pia = world.actor(world.olga, roles={Role.MSP_ADMIN})
    own, _ = await link_of(world, pia)
    before = await snapshot()
    assert await outcome(partner_links.revoke(pia, link.id)) == "NOT_FOUND linkId"
    assert await outcome(partner_links.revoke(pia, None)) == "NOT_FOUND linkId"
    assert await snapshot() == before
    assert await outcome(partner_links.revoke(pia, own.id)) == DONE
    assert await rows("partner_link") == 2
