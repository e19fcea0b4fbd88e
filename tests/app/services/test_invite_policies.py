"""Whom the people of a tenant may invite, by the domain of the address."""

from __future__ import annotations

import pytest

from app.models import Invitation, Role, Tenant
from app.services import members, participants
from tests.outcomes import DONE, outcome
from tests.partners import connect
from tests.world import World, mails, snapshot

EMAIL = "DOMAIN_NOT_ALLOWED email"


@pytest.mark.parametrize(
    ("allowed", "blocked", "expected"),
    [
        ([], [], DONE),
        (["acme.example"], [], DONE),
        (["acme.example", "bücher.example"], [], DONE),
        (["globex.example"], [], EMAIL),
        (["example"], [], EMAIL),
        ([], ["acme.example"], EMAIL),
        ([], ["mail.acme.example"], DONE),
        (["acme.example"], ["acme.example"], EMAIL),
    ],
)
async def test_given_a_policy_when_somebody_is_invited_then_only_of_domains_that_it_allows(
    world: World, allowed: list[str], blocked: list[str], expected: str
) -> None:
    await Tenant.filter(id=world.northwind.id).update(allowed_domains=allowed, blocked_domains=blocked)
    before = await snapshot()
    assert await outcome(participants.invite(world.actor(world.sam), world.active.id, email="New.One@ACME.example")) == expected
    assert await outcome(members.invite(world.actor(world.ada), email="new.one@acme.example", roles=[Role.MEMBER])) == expected
    if expected != DONE:
        assert await snapshot() == before
        assert await mails() == []
    else:
        assert await Invitation.all().count() == len(await mails()) == 2


async def test_given_a_customers_policy_when_its_partner_invites_there_then_it_is_the_customers_that_counts(world: World) -> None:
    umbrella = await connect(world)
    mia, record = world.actor(world.mia), umbrella.record.id
    await Tenant.filter(id=world.northwind.id).update(blocked_domains=["umbrella.example"])
    assert await outcome(members.invite(mia, email="one@umbrella.example", roles=[Role.MEMBER], customer_id=record)) == DONE
    await Tenant.filter(id=umbrella.tenant.id).update(blocked_domains=["umbrella.example"])
    before = await snapshot()
    assert await outcome(members.invite(mia, email="two@umbrella.example", roles=[Role.MEMBER], customer_id=record)) == EMAIL
    assert await snapshot() == before
