"""Lifting a refusal of mail."""

from __future__ import annotations

import pytest

from app.core.runtime import now
from app.models import Event, MailRefusal, Role
from app.services import mail_refusals, members
from tests.app.services.inviting import NEW, refused
from tests.outcomes import DONE, outcome
from tests.world import World, snapshot


async def test_given_an_address_that_refuses_when_allowed_then_it_is_written_to_again(world: World) -> None:
    for tenant in (world.northwind, world.contoso):
        await MailRefusal.create(tenant=tenant, email_key=NEW, created_at=now())
    ada = world.actor(world.ada)
    assert await refused(members.invite(ada, email=NEW, roles=[Role.MEMBER])) == "RECIPIENT_REFUSES email"
    assert await mail_refusals.allow(world.northwind.id, address=" NINA@Acme.Example")
    [event] = await Event.all()
    assert (event.action, event.tenant_id, event.target_kind, event.target_id, event.actor_id, event.changes) == (
        "tenant.mail_allowed", world.northwind.id, "tenant", world.northwind.id, None, None,
    )  # fmt: skip
    assert await outcome(members.invite(ada, email=NEW, roles=[Role.MEMBER])) == DONE
    assert [refusal.tenant_id for refusal in await MailRefusal.all()] == [world.contoso.id]


@pytest.mark.parametrize("address", [NEW, "somebody@acme.example"])
async def test_given_an_address_that_refuses_nothing_when_allowed_then_nothing_is_written(world: World, address: str) -> None:
    await MailRefusal.create(tenant=world.contoso, email_key=NEW, created_at=now())
    before = await snapshot()
    assert not await mail_refusals.allow(world.northwind.id, address=address)
    assert await snapshot() == before


async def test_given_what_is_no_address_when_allowed_then_refused(world: World) -> None:
    assert await refused(mail_refusals.allow(world.northwind.id, address="x")) == "INVALID address"
    assert await refused(mail_refusals.allow(world.northwind.id, address="")) == "REQUIRED address"
