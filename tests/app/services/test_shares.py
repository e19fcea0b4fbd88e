"""Sharing an integration with a customer: who may, with whom, what is written, who is asked; taking back."""

from __future__ import annotations

from datetime import timedelta

import pytest

from app.core import db
from app.core.ids import new_id
from app.core.runtime import Runtime, now
from app.models import (
    AccessLevel,
    CustomerStaff,
    Event,
    Integration,
    Membership,
    MembershipStatus,
    Partnership,
    PartnershipKind,
    PartnershipSide,
    Role,
    SharePermission,
    Tenant,
)
from app.services import partnerships, shares
from tests.app.services.sharing import VIEW, ask_first, integration, one, refused, shared, status, told
from tests.conftest import START
from tests.outcomes import DONE
from tests.partners import Connected, connect
from tests.world import World, mails

WEEK = timedelta(days=7)
LITTLE = timedelta(milliseconds=1)


@pytest.fixture
async def umbrella(world: World) -> Connected:
    """A customer of Northwind."""
    return await connect(world)


@pytest.fixture
async def inventory(world: World) -> Integration:
    """An integration of Northwind."""
    return await integration(world)


# Sharing


async def test_given_an_integration_when_shared_then_it_holds_at_once_and_stands_in_both_logs(
    runtime: Runtime, world: World, umbrella: Connected, inventory: Integration
) -> None:
    share_id = await shared(world, inventory, umbrella)
    share = await one(share_id)
    assert (share.tenant_id, share.integration_id, share.organization_id) == (world.northwind.id, inventory.id, umbrella.tenant.id)
    assert (share.partnership_id, share.record_id, share.shared_by_id) == (umbrella.partnership.id, umbrella.record.id, world.mia.id)
    assert (share.integration_name, share.kind_id, share.permission) == ("Inventory", inventory.kind_id, SharePermission.USE)
    assert (share.created_at, share.active_since, share.answer_by, share.expires_at, share.outcome) == (START, START, None, None, None)
    assert await status(share_id) == "ACTIVE"
    assert await told(share_id) == [
        ("share.created", umbrella.tenant.id, world.northwind.id),
        ("share.created", world.northwind.id, world.northwind.id),
    ]
    for event in await Event.filter(target_id=share_id):
        assert event.changes == {"integrationId": [None, str(inventory.id)], "permission": [None, "USE"]}
        assert (event.target_kind, event.actor_id) == ("share", world.mia.id)
    assert await mails() == []


async def test_given_a_customer_that_wants_to_be_asked_when_shared_then_it_waits_a_week_and_its_admins_are_mailed(
    runtime: Runtime, world: World, umbrella: Connected, inventory: Integration
) -> None:
    await ask_first(umbrella)
    await Membership.filter(user_id=umbrella.member.id).update(roles={Role.MSP_ADMIN})
    share_id = await shared(world, inventory, umbrella, permission=VIEW)
    assert await status(share_id) == "PENDING"
    share = await one(share_id)
    assert (share.active_since, share.answer_by) == (None, START + WEEK)
    [mail] = await mails()
    assert (mail.name, mail.recipient, mail.tenant_id) == ("share_waiting", umbrella.admin.email, world.northwind.id)
    assert mail.subject == "Northwind Cloud wants to share Inventory with Umbrella"
    for said in ("Inventory", "use it and see its settings", "Monday, 9 March 2026, 09:00 (UTC)", "/sign-in"):
        assert said in mail.text
    assert [action for action, *_ in await told(share_id)] == ["share.created"] * 2

    runtime.clock.advance(WEEK - LITTLE)
    assert await status(share_id) == "PENDING"
    runtime.clock.advance(LITTLE)
    assert await status(share_id) == "EXPIRED"


async def test_given_several_admins_when_asked_then_the_active_ones_are_mailed_in_the_customers_time_zone(
    world: World, umbrella: Connected, inventory: Integration
) -> None:
    await ask_first(umbrella)
    await Tenant.filter(id=umbrella.tenant.id).update(time_zone="Asia/Tokyo")
    await Membership.filter(user_id=umbrella.member.id).update(roles={Role.TENANT_ADMIN, Role.MEMBER})
    await shared(world, inventory, umbrella)
    assert [mail.recipient for mail in await mails()] == [umbrella.admin.email, umbrella.member.email]
    assert "18:00 (Asia/Tokyo)" in (await mails())[0].text
    assert "You could: use it\n" in (await mails())[0].text
    await Membership.filter(user_id=umbrella.admin.id).update(status=MembershipStatus.DEACTIVATED)
    await shared(world, await integration(world, "Tickets"), umbrella)
    assert [mail.recipient for mail in await mails()][2:] == [umbrella.member.email]


async def test_given_an_end_when_it_has_come_then_the_share_is_over_and_gives_way_to_a_new_one(
    runtime: Runtime, world: World, umbrella: Connected, inventory: Integration
) -> None:
    first = await shared(world, inventory, umbrella, expires_at=START + WEEK)
    assert (await one(first)).expires_at == START + WEEK
    runtime.clock.advance(WEEK - LITTLE)
    assert await refused(shared(world, inventory, umbrella)) == "ALREADY_EXISTS integrationId"
    runtime.clock.advance(LITTLE)
    assert await status(first) == "EXPIRED"
    second = await shared(world, inventory, umbrella)
    assert [await status(first), await status(second)] == ["EXPIRED", "ACTIVE"]
    assert (await one(first)).outcome is None, "what ran out stays as it is"


async def test_given_an_open_share_when_shared_again_then_it_exists_already_but_others_can_be_made(
    world: World, umbrella: Connected, inventory: Integration
) -> None:
    await ask_first(umbrella)
    waiting = await shared(world, inventory, umbrella)
    assert await refused(shared(world, inventory, umbrella)) == "ALREADY_EXISTS integrationId"
    await shared(world, await integration(world, "Tickets"), umbrella)
    await shared(world, inventory, await connect(world, "Initech", people=("ida", "ivo")))
    await shares.revoke(world.actor(world.mia), waiting)
    again = await shared(world, inventory, umbrella)
    assert [await status(waiting), await status(again)] == ["REVOKED", "PENDING"]


# What is refused


async def test_given_mistakes_when_shared_then_all_are_told_and_nothing_is_written(
    runtime: Runtime, world: World, umbrella: Connected, inventory: Integration
) -> None:
    mia = world.actor(world.mia)
    assert await refused(shares.share(mia, None, None, expires_at=START)) == (
        "NOT_FOUND customerId; NOT_FOUND integrationId; INVALID expiresAt"
    )
    assert await refused(shares.share(mia, new_id(), new_id())) == "NOT_FOUND customerId; NOT_FOUND integrationId"
    for at in (START, START - LITTLE, START + LITTLE / 2):
        assert await refused(shared(world, inventory, umbrella, expires_at=at)) == "INVALID expiresAt"
    await shared(world, inventory, umbrella, expires_at=START + LITTLE)


async def test_given_an_integration_that_is_switched_off_when_shared_then_not_open(
    world: World, umbrella: Connected, inventory: Integration
) -> None:
    await Integration.filter(id=inventory.id).update(enabled=False)
    assert await refused(shared(world, inventory, umbrella)) == "NOT_OPEN integrationId"
    await Integration.filter(id=inventory.id).update(enabled=True, last_error="It does not answer.")
    assert await refused(shared(world, inventory, umbrella)) == DONE, "one that fails may work again"


async def test_given_integrations_of_others_when_shared_then_not_found_or_forbidden(
    world: World, umbrella: Connected, inventory: Integration
) -> None:
    theirs, hidden = await integration(world, "Theirs", of=umbrella.tenant), await integration(world, "Hidden", of=world.contoso)
    assert await refused(shared(world, hidden, umbrella)) == "NOT_FOUND integrationId"
    assert await refused(shared(world, theirs, umbrella)) == "FORBIDDEN", "a customer's can be seen"
    # Umbrella is a partner itself, and shares with its customer.
    own_customer = await connect(world, "Initech", people=("ida", "ivo"))
    await Partnership.filter(id=own_customer.partnership.id).update(partner_id=umbrella.tenant.id)
    record = own_customer.record
    record.tenant_id = umbrella.tenant.id
    await record.save()
    uma = world.actor(umbrella.admin, roles=[Role.MSP_ADMIN])
    assert await refused(shares.share(uma, inventory.id, record.id)) == "NOT_FOUND integrationId"
    await shared(world, inventory, umbrella)
    assert await refused(shares.share(uma, inventory.id, record.id)) == "FORBIDDEN", "nobody shares on"
    assert await refused(shares.share(uma, theirs.id, record.id)) == DONE


KINDS = {
    PartnershipKind.MSP: DONE,
    PartnershipKind.RESELLER_WITH_SUPPORT: "CAPABILITY_REQUIRED customerId",
    PartnershipKind.RESELLER_WITHOUT_SUPPORT: "CAPABILITY_REQUIRED customerId",
}


@pytest.mark.parametrize("kind", PartnershipKind)
async def test_given_each_kind_of_partnership_when_shared_then_only_where_it_has_multi_tenancy(
    world: World, inventory: Integration, kind: PartnershipKind
) -> None:
    connected = await connect(world, kind=kind)
    assert await refused(shared(world, inventory, connected)) == KINDS[kind]


@pytest.mark.parametrize("by", ["partner", "customer"])
async def test_given_a_partnership_that_is_suspended_when_shared_then_refused_but_taking_back_goes(
    world: World, umbrella: Connected, inventory: Integration, by: str
) -> None:
    before = await shared(world, inventory, umbrella)
    await Partnership.filter(id=umbrella.partnership.id).update(**{f"suspended_by_{by}_at": now()})
    assert await refused(shared(world, await integration(world, "Tickets"), umbrella)) == "CAPABILITY_REQUIRED customerId"
    assert await status(before) == "ACTIVE", "it keeps its status"
    await shares.revoke(world.actor(world.mia), before)
    assert await status(before) == "REVOKED"


async def test_given_prospects_and_former_customers_when_shared_then_refused(
    world: World, umbrella: Connected, inventory: Integration
) -> None:
    mia = world.actor(world.mia)
    assert await refused(shares.share(mia, inventory.id, world.acme.id)) == "CAPABILITY_REQUIRED customerId"
    assert await refused(shares.share(mia, inventory.id, world.contoso_customer.id)) == "NOT_FOUND customerId"
    async with db.transaction():
        await partnerships.finish(mia, umbrella.partnership, PartnershipSide.PARTNER, reason=None)
    assert await refused(shared(world, inventory, umbrella)) == "CAPABILITY_REQUIRED customerId"


async def test_given_a_list_of_staff_when_shared_then_only_by_who_manages_the_customer(
    world: World, umbrella: Connected, inventory: Integration
) -> None:
    max_ = world.actor(world.max, roles=[Role.MSP_ADMIN])
    await Membership.filter(user_id=world.max.id).update(roles={Role.MSP_ADMIN})
    await CustomerStaff.create(customer_id=umbrella.record.id, user_id=world.mia.id, level=AccessLevel.MANAGE, created_at=now())
    assert await refused(shares.share(max_, inventory.id, umbrella.record.id)) == "FORBIDDEN"
    place = await CustomerStaff.create(customer_id=umbrella.record.id, user_id=world.max.id, level=AccessLevel.VIEW, created_at=now())
    assert await refused(shares.share(max_, inventory.id, umbrella.record.id)) == "FORBIDDEN"
    share_id = await shared(world, inventory, umbrella)
    assert await refused(shares.revoke(max_, share_id)) == "FORBIDDEN", "who views sees it"
    await place.delete()
    assert await refused(shares.revoke(max_, share_id)) == "NOT_FOUND shareId"
    await CustomerStaff.create(customer_id=umbrella.record.id, user_id=world.max.id, level=AccessLevel.MANAGE, created_at=now())
    assert await refused(shares.revoke(max_, share_id)) == DONE
    assert await refused(shares.share(max_, inventory.id, umbrella.record.id)) == DONE
