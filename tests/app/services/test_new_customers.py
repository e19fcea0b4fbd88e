"""New customers: organization, partnership, record, access and the first admin's invitation, all of them or nothing."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Awaitable, Callable
from typing import Any
from uuid import UUID, uuid4

import pytest

from app.auth.actor import Actor
from app.core.runtime import Runtime
from app.models import (
    Customer,
    CustomerStage,
    Event,
    Invitation,
    InvitationKind,
    MailRefusal,
    Membership,
    Participant,
    Partnership,
    PartnershipKind,
    PartnershipOrigin,
    PartnershipPeriod,
    Plan,
    Poc,
    Role,
    Tenant,
)
from app.services import customers, invitations, new_customers, participants
from app.services.new_customers import Created, FirstAdmin
from tests.app.services.inviting import registration
from tests.app.services.placing import MANAGE, VIEW, at, places, promote, put
from tests.app.services.test_poc_waiting import meanwhile, on_postgres
from tests.conftest import START
from tests.outcomes import DONE, outcome
from tests.partners import act, connect
from tests.world import World, mails, rows, snapshot

FIRST = FirstAdmin(email="uma@umbrella.example", first_name="Uma", last_name="Umber", personal_message="Welcome!")
EVERYTHING: dict[str, Any] = {"name": "Umbrella", "domain": "umbrella.example", "reference": "U-1", "first_admin": FIRST}


async def create(world: World, **facts: Any) -> Created:
    """Mia makes a customer."""
    return await new_customers.create(world.actor(world.mia), **{"name": "Umbrella", **facts})


async def made(created: Created) -> tuple[Customer, Tenant, Partnership]:
    """The record, the organization and the partnership."""
    record = await Customer.get(id=created.customer_id)
    assert record.organization_id
    assert record.partnership_id
    return record, await Tenant.get(id=record.organization_id), await Partnership.get(id=record.partnership_id)


async def test_given_all_facts_when_created_then_organization_record_and_partnership_are_there(runtime: Runtime, world: World) -> None:
    created = await create(world, **EVERYTHING, allowed_roles=[Role.MEMBER, Role.TENANT_ADMIN], staff=[at(world.mia), at(world.sam, VIEW)])
    record, organization, partnership = await made(created)
    assert (record.name, record.sort_name, record.domain, record.reference) == ("Umbrella", "umbrella", "umbrella.example", "U-1")
    assert (record.tenant_id, record.stage, record.created_at) == (world.northwind.id, CustomerStage.CONNECTED, START)
    assert (organization.name, organization.plan, organization.administered_at) == ("Umbrella", Plan.FREE, None)
    assert (partnership.partner_id, partnership.customer_id, partnership.record_id) == (world.northwind.id, organization.id, record.id)
    assert (partnership.kind, partnership.origin, partnership.since) == (PartnershipKind.MSP, PartnershipOrigin.CREATED, START)
    assert partnership.allowed_roles == {Role.MEMBER, Role.TENANT_ADMIN}
    assert await PartnershipPeriod.filter(partnership_id=partnership.id, kind=PartnershipKind.MSP, ended_at=None).count() == 1
    assert await places(record.id) == {world.mia.id: MANAGE, world.sam.id: VIEW}
    assert not await Membership.filter(tenant_id=organization.id).exists(), "nobody is in it yet"
    invitation = await Invitation.get(id=created.invitation_id)
    assert (invitation.kind, invitation.tenant_id, invitation.roles) == (InvitationKind.MEMBER, organization.id, {Role.TENANT_ADMIN})
    assert (invitation.invited_by_id, invitation.set_by_id, invitation.partner_id) == (world.mia.id, world.mia.id, world.northwind.id)
    [mail] = await mails()
    assert (mail.name, mail.recipient, mail.tenant_id) == ("member_invitation", FIRST.email, organization.id)
    for said in ("Umbrella", "Mia Miller", "Uma", "Welcome!"):
        assert said in mail.text
    assert "Northwind" not in mail.subject


async def test_given_only_a_name_when_created_then_members_may_be_granted_and_every_msp_admin_may_open_it(world: World) -> None:
    created = await create(world)
    record, _, partnership = await made(created)
    assert (record.domain, record.reference, created.invitation_id) == (None, None, None)
    assert partnership.allowed_roles == {Role.MEMBER}
    assert await places(record.id) == {}
    assert await mails() == []
    again = await made(await create(world))
    assert again[0].id != record.id, "records are never matched by name"


async def test_given_nulls_when_created_then_nothing_may_be_granted_and_nobody_is_on_the_list(world: World) -> None:
    _, _, partnership = await made(await create(world, allowed_roles=None, staff=None, domain=None))
    assert partnership.allowed_roles == frozenset()


async def test_given_a_new_customer_when_recorded_then_both_logs_have_what_is_theirs_and_no_address(world: World) -> None:
    record, organization, partnership = await made(await create(world, **EVERYTHING, staff=[at(world.mia)]))
    own = await Event.filter(tenant_id=organization.id).order_by("at", "id")
    assert [event.action for event in own] == ["tenant.created", "partnership.created", "invitation.created"]
    assert {(event.actor_id, event.partner_id) for event in own} == {(world.mia.id, world.northwind.id)}
    partners = await Event.filter(tenant_id=world.northwind.id).order_by("at", "id")
    assert Counter(event.action for event in partners) == Counter(
        ["tenant.created", "customer.created", "partnership.created", "access.changed", "invitation.created"]
    )
    assert {event.target_id for event in partners} >= {record.id, partnership.id, organization.id}
    assert "umbrella.example" not in str([event.changes for event in [*own, *partners] if event.action != "customer.created"])
    assert FIRST.email not in str([event.changes for event in [*own, *partners]])


async def test_given_the_mail_when_accepted_then_the_organization_has_its_first_admin(world: World) -> None:
    created = await create(world, first_admin=FIRST)
    [mail] = await mails()
    await invitations.accept(world.nobody, token=mail.token, registration=registration())
    _, organization, _ = await made(created)
    [member] = await Membership.filter(tenant_id=organization.id)
    assert member.roles == {Role.TENANT_ADMIN}
    assert (await Tenant.get(id=organization.id)).administered_at == START


async def test_given_a_prospect_when_it_becomes_a_customer_then_it_keeps_what_it_has(world: World) -> None:
    sam = world.actor(world.sam)
    before = await snapshot(without=["event", "tenant", "partnership", "partnership_period", "customer", "customer_staff"])
    await customers.update(sam, world.acme.id, reference="kept")
    await put(world.acme, (world.mia, MANAGE), (world.sam, VIEW))
    created = await create(world, name="Acme Corp", domain=None, prospect_id=world.acme.id)
    record, organization, _ = await made(created)
    assert created.customer_id == world.acme.id
    assert (record.name, record.sort_name, record.domain, record.reference) == ("Acme Corp", "acme corp", None, "kept")
    assert (record.stage, record.created_at, organization.name) == (CustomerStage.CONNECTED, world.acme.created_at, "Acme Corp")
    assert await places(record.id) == {world.mia.id: MANAGE, world.sam.id: VIEW}, "left out, it stays"
    assert await Poc.filter(customer_id=record.id).count() == 4
    assert await Participant.filter(poc_id=world.active.id).count() == 3
    assert before == await snapshot(without=["event", "tenant", "partnership", "partnership_period", "customer", "customer_staff"])
    [told] = await Event.filter(action="customer.connected")
    assert (told.target_id, told.changes) == (world.acme.id, {"name": ["Acme", "Acme Corp"], "domain": ["acme.example", None]})
    assert not await Event.filter(action="customer.created").exists()


async def test_given_a_prospects_list_when_staff_is_given_then_it_is_replaced(world: World) -> None:
    await put(world.acme, (world.mia, MANAGE), (world.sam, VIEW))
    await create(world, prospect_id=world.acme.id, staff=[])
    assert await places(world.acme.id) == {}


async def test_given_what_is_no_open_prospect_when_a_customer_is_made_of_it_then_refused(world: World) -> None:
    connected = await connect(world)
    mia = world.actor(world.mia)
    await customers.archive(mia, world.globex.id)
    before = await snapshot()
    said = {
        connected.record.id: "CONFLICT prospectId", world.globex.id: "NOT_OPEN prospectId",
        world.contoso_customer.id: "NOT_FOUND prospectId", uuid4(): "NOT_FOUND prospectId",
    }  # fmt: skip
    for id_, refusal in said.items():
        assert await outcome(create(world, prospect_id=id_, first_admin=FIRST)) == refusal
    await Customer.filter(id=connected.record.id).update(stage=CustomerStage.FORMER)
    assert await outcome(create(world, prospect_id=connected.record.id)) == "CONFLICT prospectId"
    await Customer.filter(id=connected.record.id).update(stage=CustomerStage.CONNECTED)
    assert await snapshot() == before
    assert await mails() == []


async def test_given_a_prospect_that_one_may_not_open_when_a_customer_is_made_of_it_then_forbidden(world: World) -> None:
    await promote(world, world.kim, Role.MSP_ADMIN)
    await put(world.acme, (world.kim, MANAGE), (world.mia, VIEW))
    before = await snapshot()
    assert await outcome(create(world, prospect_id=world.acme.id)) == "FORBIDDEN"
    assert await snapshot() == before
    assert await outcome(new_customers.create(world.actor(world.kim), name="Acme", prospect_id=world.acme.id)) == DONE


async def test_given_much_is_wrong_when_created_then_all_of_it_is_said_at_once_and_nothing_is_done(world: World) -> None:
    before = await snapshot()
    said = await outcome(
        create(
            world,
            name=" ",
            domain="no domain",
            reference="x" * 201,
            prospect_id=uuid4(),
            allowed_roles=[Role.MSP_ADMIN],
            staff=[at(world.mia), at(world.max, VIEW)],
            first_admin=FirstAdmin(email="nobody", first_name="x" * 201, personal_message="y" * 2001),
        )
    )
    assert said == (
        "REQUIRED name; INVALID domain; TOO_LONG reference; NOT_FOUND prospectId; ROLE_NOT_ALLOWED access.allowedRoles;"
        " ROLE_NOT_ALLOWED access.staff.1.userId; INVALID firstAdmin.email; TOO_LONG firstAdmin.firstName;"
        " TOO_LONG firstAdmin.personalMessage"
    )
    assert await snapshot() == before
    assert await mails() == []


async def test_given_roles_when_created_then_tenant_admin_may_be_granted_and_msp_admin_and_customer_never(world: World) -> None:
    assert await outcome(create(world, allowed_roles=[Role.TENANT_ADMIN, Role.SALES_ENGINEER, Role.MEMBER])) == DONE
    before = await snapshot()
    for role in (Role.MSP_ADMIN, Role.CUSTOMER):
        assert await outcome(create(world, allowed_roles=[Role.MEMBER, role])) == "ROLE_NOT_ALLOWED access.allowedRoles"
    assert await snapshot() == before


async def test_given_a_person_who_wants_no_mail_when_invited_as_first_admin_then_nothing_is_done(world: World) -> None:
    refusing = await MailRefusal.create(tenant=world.northwind, email_key=FIRST.email, created_at=START)
    before = await snapshot()
    assert await outcome(create(world, first_admin=FIRST)) == "RECIPIENT_REFUSES firstAdmin.email"
    assert await snapshot() == before
    await refusing.delete()
    assert await outcome(create(world, first_admin=FIRST)) == DONE


@pytest.mark.settings(mail_budget_inviter_day=2)
async def test_given_a_spent_budget_when_another_first_admin_is_invited_then_rate_limited_and_nothing_is_done(world: World) -> None:
    for n in range(2):
        await create(world, first_admin=FirstAdmin(email=f"u{n}@umbrella.example"))
    before = await snapshot()
    assert (await outcome(create(world, first_admin=FIRST))).startswith("RATE_LIMITED")
    assert await snapshot() == before
    assert await outcome(create(world)) == DONE, "without a mail it can be made"


async def test_given_each_caller_when_created_then_only_who_manages_customers_may(world: World) -> None:
    connected = await connect(world)
    acting = await act(world, connected)
    before = await snapshot()
    for name in ("ada", "sam", "kim", "max", "otto", "cara"):
        assert (name, await outcome(new_customers.create(world.actor(world.people[name]), **EVERYTHING))) == (name, "FORBIDDEN")
    for actor in (world.actor(connected.admin), acting, Actor(user_id=world.mia.id)):
        assert await outcome(new_customers.create(actor, **EVERYTHING)) == "FORBIDDEN"
    assert await outcome(new_customers.create(world.nobody, **EVERYTHING)) == "UNAUTHENTICATED"
    assert await snapshot() == before
    assert await mails() == []
    assert await outcome(create(world, **EVERYTHING)) == DONE


# At once


async def test_given_one_prospect_when_made_a_customer_by_many_at_once_then_one_wins(world: World) -> None:
    before = await rows("tenant")
    tries = [outcome(create(world, prospect_id=world.acme.id, first_admin=FirstAdmin(email=f"u{n}@umbrella.example"))) for n in range(8)]
    assert Counter(await asyncio.gather(*tries)) == {DONE: 1, "CONFLICT prospectId": 7}
    assert await rows("tenant") == before + 1
    assert await Partnership.filter(record_id=world.acme.id).count() == 1
    assert len(await mails()) == 1


async def test_given_many_new_customers_at_once_when_created_then_all_of_them_are_there(world: World) -> None:
    assert await asyncio.gather(*(outcome(create(world, name=f"C{n}")) for n in range(10))) == [DONE] * 10
    assert await Partnership.filter(partner_id=world.northwind.id).count() == 10


CHANGES: dict[str, tuple[Callable[[World, Actor, UUID], Awaitable[object]], str]] = {
    "archived": (lambda _, mia, id_: customers.archive(mia, id_), "NOT_OPEN prospectId"),
    "made a customer": (lambda _, mia, id_: new_customers.create(mia, name="Acme", prospect_id=id_), "CONFLICT prospectId"),
}


@on_postgres
@pytest.mark.parametrize("change", CHANGES)
async def test_given_a_prospect_that_is_changed_meanwhile_when_made_a_customer_then_refused(
    runtime: Runtime, world: World, change: str
) -> None:
    do, said = CHANGES[change]
    mia, before = world.actor(world.mia), await rows("tenant")
    async with meanwhile(do(world, mia, world.acme.id), create(world, prospect_id=world.acme.id)) as trying:  # type: ignore[arg-type]
        assert await trying == {said: 1}
    assert await rows("tenant") == before + (change == "made a customer")


@on_postgres
async def test_given_a_prospects_poc_when_somebody_is_invited_meanwhile_then_nobody_waits_in_a_circle(
    runtime: Runtime, world: World
) -> None:
    inviting = participants.invite(world.actor(world.sam), world.active.id, email="new@acme.example")
    async with meanwhile(create(world, prospect_id=world.acme.id), inviting) as trying:
        assert await trying == {DONE: 1}
