"""Who may do what at a customer: what may be granted there, and who of the colleagues may open it."""

from __future__ import annotations

import asyncio
from typing import Any
from uuid import UUID, uuid4

import pytest

from app.core import db
from app.core.runtime import Runtime, now
from app.models import Customer, Event, Membership, MembershipStatus, Partnership, PartnershipOrigin, PartnershipSide, Role, Tenant
from app.services import customer_access, partnerships, tenants
from app.services.customer_access import Place
from tests.app.services.placing import MANAGE, VIEW, at, places, promote, put
from tests.app.services.test_poc_waiting import meanwhile, on_postgres
from tests.outcomes import DONE, outcome
from tests.partners import Connected, act, connect
from tests.world import World, mails, snapshot

ADMIN, MSP, SALES, MEMBER, CUSTOMER = Role.TENANT_ADMIN, Role.MSP_ADMIN, Role.SALES_ENGINEER, Role.MEMBER, Role.CUSTOMER
CREATED, LINKED = PartnershipOrigin.CREATED, PartnershipOrigin.LINKED


async def roles_of(connected: Connected) -> frozenset[str]:
    return (await Partnership.get(id=connected.partnership.id)).allowed_roles


async def changes_of(**facts: Any) -> list[Any]:
    return [event.changes for event in await Event.filter(action="access.changed", **facts).order_by("at", "id")]


async def update(world: World, connected: Connected, **facts: Any) -> str:
    """How it ends when mia changes it."""
    return await outcome(customer_access.update(world.actor(world.mia), connected.record.id, **facts))


# Roles


@pytest.mark.parametrize(
    ("origin", "administered", "wanted", "said"),
    [
        (CREATED, False, [ADMIN, SALES, MEMBER], DONE),
        (CREATED, False, [], DONE),
        (CREATED, False, [MSP], "ROLE_NOT_ALLOWED access.allowedRoles"),
        (CREATED, False, [MEMBER, CUSTOMER], "ROLE_NOT_ALLOWED access.allowedRoles"),
        (CREATED, True, [MEMBER, ADMIN], "CONSENT_REQUIRED access.allowedRoles"),
        (CREATED, True, [SALES], "CONSENT_REQUIRED access.allowedRoles"),
        (CREATED, True, [], DONE),
        (LINKED, True, [ADMIN], "ROLE_NOT_ALLOWED access.allowedRoles"),
        (LINKED, True, [MEMBER, SALES], "CONSENT_REQUIRED access.allowedRoles"),
        (LINKED, True, [], DONE),
        (LINKED, False, [MEMBER, SALES], DONE),
        (LINKED, False, [ADMIN], "ROLE_NOT_ALLOWED access.allowedRoles"),
    ],
)
async def test_given_each_origin_when_roles_are_allowed_then_only_what_a_partner_may_and_only_the_customer_widens(
    world: World, origin: PartnershipOrigin, *, administered: bool, wanted: list[Role], said: str
) -> None:
    connected = await connect(world, origin=origin, administered=administered)
    before = await snapshot()
    assert await update(world, connected, allowed_roles=wanted) == said
    if said == DONE:
        assert await roles_of(connected) == set(wanted)
    else:
        assert await snapshot() == before


async def test_given_wide_roles_when_an_admin_is_there_then_the_partner_narrows_and_never_back(world: World) -> None:
    connected = await connect(world, origin=CREATED, allowed_roles=[ADMIN, SALES, MEMBER])
    for wanted in ([ADMIN, SALES, MEMBER], [ADMIN, MEMBER], [MEMBER]):
        assert await update(world, connected, allowed_roles=wanted) == DONE
    assert await update(world, connected, allowed_roles=[MEMBER, ADMIN]) == "CONSENT_REQUIRED access.allowedRoles"
    assert await roles_of(connected) == {MEMBER}


async def test_given_narrowed_roles_when_recorded_then_in_the_logs_of_both_with_before_and_after(world: World) -> None:
    connected = await connect(world, allowed_roles=[SALES, MEMBER])
    await update(world, connected, allowed_roles=[MEMBER])
    told = {"allowedRoles": [["MEMBER", "SALES_ENGINEER"], ["MEMBER"]]}
    for tenant in (connected.tenant, world.northwind):
        assert await changes_of(tenant_id=tenant.id, partner_id=world.northwind.id, target_id=connected.partnership.id) == [told]


@pytest.mark.parametrize("stage", ["prospect", "former"])
async def test_given_no_partnership_when_roles_are_allowed_then_not_open_while_staff_can_be_set(world: World, stage: str) -> None:
    record = world.acme
    if stage == "former":
        connected = await connect(world)
        record = connected.record
        async with db.transaction():
            await partnerships.finish(world.actor(world.mia), connected.partnership, PartnershipSide.PARTNER, reason=None)
    mia, before = world.actor(world.mia), await snapshot()
    for wanted in ([MEMBER], [], None):
        said = await outcome(customer_access.update(mia, record.id, allowed_roles=wanted, staff=[at(world.mia)]))
        assert said == "NOT_OPEN access.allowedRoles"
    assert await snapshot() == before
    assert await outcome(customer_access.update(mia, record.id, staff=[at(world.mia)])) == DONE
    assert await places(record.id) == {world.mia.id: MANAGE}


@on_postgres
async def test_given_an_organization_that_gets_its_first_admin_when_widened_meanwhile_then_consent_is_required(
    runtime: Runtime, world: World
) -> None:
    connected = await connect(world, origin=CREATED, administered=False)
    joining = tenants.join(world.actor(world.otto), connected.tenant.id, world.otto.id, [ADMIN])
    widening = customer_access.update(world.actor(world.mia), connected.record.id, allowed_roles=[MEMBER, SALES])
    async with meanwhile(joining, widening) as trying:
        assert await trying == {"CONSENT_REQUIRED access.allowedRoles": 1}


@on_postgres
async def test_given_a_partnership_that_ends_when_roles_are_narrowed_meanwhile_then_not_open(runtime: Runtime, world: World) -> None:
    connected, mia = await connect(world), world.actor(world.mia)
    ending = partnerships.finish(mia, connected.partnership, PartnershipSide.PARTNER, reason=None)
    async with meanwhile(ending, customer_access.update(mia, connected.record.id, allowed_roles=[])) as trying:
        assert await trying == {"NOT_OPEN access.allowedRoles": 1}


# Staff


async def test_given_colleagues_when_put_on_the_list_then_the_whole_list_is_replaced_and_told_by_id_and_level(world: World) -> None:
    connected = await connect(world)
    await promote(world, world.kim, MSP)
    assert await update(world, connected, staff=[at(world.mia), at(world.sam, VIEW), at(world.kim, VIEW)]) == DONE
    assert await places(connected.record.id) == {world.mia.id: MANAGE, world.sam.id: VIEW, world.kim.id: VIEW}
    assert await update(world, connected, staff=[at(world.kim), at(world.mia)]) == DONE
    assert await places(connected.record.id) == {world.mia.id: MANAGE, world.kim.id: MANAGE}
    before = await snapshot()
    assert await update(world, connected, staff=[at(world.mia), at(world.kim)]) == DONE
    assert await update(world, connected) == DONE
    assert await snapshot() == before, "nothing different, nothing is written"
    assert await update(world, connected, staff=None) == DONE
    assert await places(connected.record.id) == {}
    told = await changes_of(tenant_id=world.northwind.id, target_id=connected.record.id)
    ids = {str(user.id): user for user in (world.mia, world.sam, world.kim)}
    assert [[{ids[one["userId"]].first_name: one["level"] for one in side} for side in change["staff"]] for change in told] == [
        [{}, {"Mia": "MANAGE", "Sam": "VIEW", "Kim": "VIEW"}],
        [{"Mia": "MANAGE", "Sam": "VIEW", "Kim": "VIEW"}, {"Mia": "MANAGE", "Kim": "MANAGE"}],
        [{"Mia": "MANAGE", "Kim": "MANAGE"}, {}],
    ]
    assert await changes_of(tenant_id=connected.tenant.id) == [], "who of the partner's people it is, is the partner's business"


async def test_given_much_is_wrong_when_staff_is_set_then_all_of_it_is_said_at_once(world: World) -> None:
    connected = await connect(world)
    await Membership.filter(user_id=world.kim.id).update(status=MembershipStatus.DEACTIVATED)
    before = await snapshot()
    staff = [
        at(world.mia), Place(None, VIEW), Place(uuid4(), VIEW), at(world.kim, VIEW), at(world.otto, VIEW), at(world.max, VIEW),
        at(world.sam), at(world.ada), at(world.mia, VIEW), at(world.sam, VIEW),
    ]  # fmt: skip
    assert await update(world, connected, allowed_roles=[MSP], staff=staff) == "; ".join([
        "ROLE_NOT_ALLOWED access.allowedRoles", *[f"NOT_FOUND access.staff.{n}.userId" for n in (1, 2, 3, 4)],
        "ROLE_NOT_ALLOWED access.staff.5.userId", "ROLE_NOT_ALLOWED access.staff.6.level", "ROLE_NOT_ALLOWED access.staff.7.level",
        "INVALID access.staff.8.userId",
    ])  # fmt: skip
    assert await snapshot() == before
    assert await mails() == []


async def test_given_a_list_without_who_manages_when_set_then_invalid_because_it_would_count_as_empty(world: World) -> None:
    connected = await connect(world)
    before = await snapshot()
    for staff in ([at(world.sam, VIEW)], [at(world.mia, VIEW), at(world.ada, VIEW)]):
        assert await update(world, connected, staff=staff) == "INVALID access.staff"
    assert await snapshot() == before


async def test_given_oneself_not_on_the_list_when_set_then_one_is_out(world: World) -> None:
    connected = await connect(world)
    await promote(world, world.kim, MSP)
    assert await update(world, connected, staff=[at(world.kim)]) == DONE
    before = await snapshot()
    tries: list[dict[str, Any]] = [{"staff": []}, {"allowed_roles": []}, {}]
    for facts in tries:
        assert await update(world, connected, **facts) == "FORBIDDEN"
    assert await snapshot() == before
    kim = world.actor(world.kim)
    assert await outcome(customer_access.update(kim, connected.record.id, staff=[at(world.kim), at(world.mia, VIEW)])) == DONE
    assert await update(world, connected, staff=[]) == "FORBIDDEN", "a place to view is not one to manage"
    assert await outcome(customer_access.update(kim, connected.record.id, staff=[at(world.kim), at(world.mia)])) == DONE
    assert await update(world, connected, staff=[]) == DONE


async def test_given_a_list_whose_keeper_has_gone_when_changed_then_it_counts_as_empty(world: World) -> None:
    connected = await connect(world)
    await promote(world, world.kim, MSP)
    await put(connected.record, (world.kim, MANAGE), (world.mia, VIEW))
    assert await update(world, connected, staff=[]) == "FORBIDDEN"
    await promote(world, world.kim, SALES)
    assert await update(world, connected, allowed_roles=[]) == DONE, "who keeps it is no MSP admin any more"
    await promote(world, world.kim, MSP)
    await Membership.filter(user_id=world.kim.id).update(status=MembershipStatus.DEACTIVATED)
    assert await update(world, connected, staff=[at(world.mia)]) == DONE
    assert await places(connected.record.id) == {world.mia.id: MANAGE}


async def test_given_each_caller_when_access_is_changed_then_only_who_manages_the_customer_may(world: World) -> None:
    connected = await connect(world)
    other = await connect(world, "Stark", people=("tony", "pepper"))
    before, wanted = await snapshot(), [at(world.mia)]

    async def said(actor: Any, id_: UUID | None = connected.record.id) -> str:
        return await outcome(customer_access.update(actor, id_, staff=wanted))

    for name in ("ada", "sam", "kim"):
        assert (name, await said(world.actor(world.people[name]))) == (name, "FORBIDDEN")
    for user in (world.max, world.otto, world.cara, connected.admin, connected.member, other.admin):
        assert (user.email, await said(world.actor(user))) == (user.email, "NOT_FOUND customerId")
    assert await said(await act(world, connected)) == "NOT_FOUND customerId"
    assert await said(world.nobody) == "NOT_FOUND customerId"
    for id_ in (None, uuid4(), world.contoso_customer.id):
        assert await said(world.actor(world.mia), id_) == "NOT_FOUND customerId"
    assert await snapshot(without=["acting_session"]) == {table: rows for table, rows in before.items() if table != "acting_session"}
    assert await said(world.actor(world.mia)) == DONE


async def test_given_two_lists_at_once_when_set_then_one_of_them_stands_whole(world: World) -> None:
    connected = await connect(world)
    await promote(world, world.kim, MSP)
    both = ([at(world.mia), at(world.sam, VIEW)], [at(world.mia), at(world.kim), at(world.ada, VIEW)])
    assert await asyncio.gather(*(update(world, connected, staff=both[n % 2]) for n in range(10))) == [DONE] * 10
    assert await places(connected.record.id) in [{place.user_id: place.level for place in staff} for staff in both]


@on_postgres
async def test_given_one_who_is_put_out_when_they_change_the_list_meanwhile_then_forbidden(runtime: Runtime, world: World) -> None:
    connected = await connect(world)
    await promote(world, world.kim, MSP)
    putting_out = customer_access.update(world.actor(world.mia), connected.record.id, staff=[at(world.mia)])
    emptying = customer_access.update(world.actor(world.kim), connected.record.id, staff=[])
    async with meanwhile(putting_out, emptying) as trying:
        assert await trying == {"FORBIDDEN": 1}


async def test_given_a_suspended_partnership_when_narrowed_then_it_is(world: World) -> None:
    connected = await connect(world)
    await Partnership.filter(id=connected.partnership.id).update(suspended_by_customer_at=now())
    assert await update(world, connected, allowed_roles=[]) == DONE
    assert await roles_of(connected) == frozenset()
    assert (await Tenant.get(id=connected.tenant.id)).administered_at is not None
    assert (await Customer.get(id=connected.record.id)).partnership_id == connected.partnership.id
