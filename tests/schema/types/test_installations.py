"""Installations and their overview: what is counted of an organization, in a line and in the totals, for whom, by how many statements."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from app.auth.actor import Actor
from app.core import ids
from app.core.ids import new_id
from app.core.runtime import Runtime, now
from app.models import (
    Collaborator,
    Customer,
    Event,
    Integration,
    IntegrationKind,
    Invitation,
    InvitationKind,
    Membership,
    MembershipStatus,
    Partnership,
    PartnershipKind,
    PartnershipOrigin,
    Poc,
    PocStatus,
    Role,
    Tenant,
)
from tests.app.services.placing import MANAGE, VIEW, promote, put
from tests.conftest import START
from tests.partners import Connected, act, connect
from tests.schema.calling import run
from tests.world import World

DAY = timedelta(days=1)
LITTLE = timedelta(milliseconds=1)
LINE = "activeUsers pendingInvitations integrations { active failing disabled } openPocs lastActivityAt attention"
NONE = {"active": 0, "failing": 0, "disabled": 0}
EMPTY = {
    "activeUsers": 0, "pendingInvitations": 0, "integrations": NONE, "openPocs": 0, "lastActivityAt": None, "attention": [],
}  # fmt: skip


async def asked(actor: Actor, text: str, **variables: Any) -> Any:
    """The data of a query, without errors."""
    result = await run(actor, text, variables)
    assert not result.errors
    return result.data


async def line(actor: Actor, record: Customer) -> Any:
    """The installation of a customer as somebody sees it."""
    text = f"query($id: ID!) {{ customer(id: $id) {{ installation {{ {LINE} }} }} }}"
    return (await asked(actor, text, id=ids.to_text("customer", record.id)))["customer"]["installation"]


async def totals(actor: Actor) -> Any:
    """All of them together."""
    return (await asked(actor, f"{{ installationOverview {{ totals {{ {LINE} }} }} }}"))["installationOverview"]["totals"]


async def listed(actor: Actor, arguments: str = "") -> list[str]:
    """The names of the customers in the overview."""
    text = f"{{ installationOverview {{ customers{arguments} {{ totalCount nodes {{ name installation {{ {LINE} }} }} }} }} }}"
    found = (await asked(actor, text))["installationOverview"]["customers"]
    assert found["totalCount"] == len(found["nodes"])
    assert all(node["installation"] for node in found["nodes"])
    return [node["name"] for node in found["nodes"]]


async def invited(tenant: Tenant, name: str, ends: datetime, kind: InvitationKind = InvitationKind.MEMBER, **facts: Any) -> None:
    """An invitation that ends then."""
    email = f"{name}@umbrella.example"
    await Invitation.create(
        tenant=tenant, kind=kind, email=email, email_key=email, created_at=START - 9 * DAY, expires_at=ends, send_count=1, **facts
    )


async def integrated(tenant: Tenant, *, enabled: bool = True, last_error: str | None = None) -> None:
    """An integration of a tenant's own."""
    kind = await IntegrationKind.all().first()
    await Integration.create(
        tenant=tenant, kind=kind, name="I", sort_name="i", settings={}, enabled=enabled, last_error=last_error, created_at=now()
    )


async def project(world: World, record: Customer, status: PocStatus, owner: Any = None) -> None:
    """A POC of Northwind with a customer."""
    at = now()
    await Poc.create(
        tenant=world.northwind, customer=record, owner=owner or world.sam, name="P", sort_name="p", status=status,
        created_at=at, updated_at=at, shared_updated_at=at,
    )  # fmt: skip


async def happened(tenant: Tenant, at: datetime) -> None:
    """Something happened in a tenant."""
    await Event.create(at=at, action="task.created", tenant_id=tenant.id, target_kind="task", target_id=new_id())


async def full(world: World) -> Connected:
    """A customer with some of everything, and as much elsewhere that doesn't count."""
    connected = await connect(world)
    for tenant in (connected.tenant, world.contoso):
        await Membership.create(user=world.cara, tenant=tenant, roles={Role.MEMBER}, status=MembershipStatus.DEACTIVATED, created_at=now())
        await invited(tenant, "pending", START + LITTLE)
        await invited(tenant, "held", START + DAY)
        await invited(tenant, "cancelled", START + DAY, cancelled_at=START)
        await invited(tenant, "accepted", START + DAY, accepted_at=START)
        await invited(tenant, "other", START + DAY, kind=InvitationKind.PORTAL)
        for _ in range(2):
            await integrated(tenant)
        for _ in range(3):
            await integrated(tenant, last_error="refused")
        await integrated(tenant, enabled=False, last_error="refused")
        await happened(tenant, START - 2 * DAY)
        await happened(tenant, START - DAY)
    for status in PocStatus:
        await project(world, connected.record, status)
    return connected


async def test_given_an_organization_with_everything_when_read_then_each_thing_counts_once(world: World) -> None:
    connected, mia = await full(world), world.actor(world.mia)
    expected = {
        "activeUsers": 2, "pendingInvitations": 2, "integrations": {"active": 2, "failing": 3, "disabled": 1}, "openPocs": 2,
        "lastActivityAt": "2026-03-01T09:00:00.000Z", "attention": ["INTEGRATION_FAILING"],
    }  # fmt: skip
    assert await line(mia, connected.record) == expected
    assert await totals(mia) == expected


async def test_given_each_reason_when_read_then_it_is_shown_from_its_moment_on(runtime: Runtime, world: World) -> None:
    connected, mia = await connect(world, origin=PartnershipOrigin.CREATED), world.actor(world.mia)
    tenant, since = connected.tenant, connected.partnership.since

    async def attention() -> list[str]:
        (alone, together) = ((await line(mia, connected.record))["attention"], (await totals(mia))["attention"])
        assert alone == together
        return alone  # type: ignore[no-any-return]  # of JSON

    assert await attention() == []
    runtime.clock.stand(since + 30 * DAY - LITTLE)
    assert await attention() == []
    runtime.clock.stand(since + 30 * DAY)
    assert await attention() == ["INACTIVE"], "nothing ever happened: since the partnership began"
    await happened(tenant, since + DAY)
    assert await attention() == []
    runtime.clock.stand(since + 31 * DAY)
    assert await attention() == ["INACTIVE"]
    await invited(tenant, "late", now() + LITTLE)
    assert await attention() == ["INACTIVE"]
    runtime.clock.advance(LITTLE)
    assert await attention() == ["INVITATION_EXPIRED", "INACTIVE"]
    await Membership.filter(tenant_id=tenant.id, user_id=connected.admin.id).update(status=MembershipStatus.DEACTIVATED)
    await integrated(tenant, last_error="refused")
    assert await attention() == ["NO_ADMIN", "INVITATION_EXPIRED", "INTEGRATION_FAILING", "INACTIVE"]
    await Membership.filter(tenant_id=tenant.id, user_id=connected.member.id).update(roles={Role.MSP_ADMIN, Role.TENANT_ADMIN})
    await Invitation.filter(tenant_id=tenant.id).update(cancelled_at=now())
    await Integration.filter(tenant_id=tenant.id).update(last_error=None)
    await happened(tenant, now())
    assert await attention() == []


async def test_given_pocs_that_one_does_not_see_when_read_then_they_dont_count(world: World) -> None:
    connected = await connect(world)
    await project(world, connected.record, PocStatus.ACTIVE, world.sam)
    await project(world, connected.record, PocStatus.ON_HOLD, world.kim)
    await put(connected.record, (world.mia, MANAGE), (world.sam, VIEW))
    assert (await line(world.actor(world.mia), connected.record))["openPocs"] == 2
    assert (await line(world.actor(world.sam), connected.record))["openPocs"] == 0
    sams = await Poc.get(customer_id=connected.record.id, owner_id=world.sam.id)
    await Collaborator.create(poc=sams, user=world.sam, since=now())
    assert (await line(world.actor(world.sam), connected.record))["openPocs"] == 1


async def test_given_several_customers_when_totalled_then_sums_the_newest_and_every_reason(world: World) -> None:
    one = await full(world)
    two = await connect(world, "Stark", origin=PartnershipOrigin.CREATED, administered=False, people=("tony", "pepper"))
    await happened(two.tenant, START)
    await invited(two.tenant, "new", START + DAY)
    await project(world, two.record, PocStatus.ON_HOLD)
    for kind, name in ((PartnershipKind.RESELLER_WITH_SUPPORT, "Wayne"), (PartnershipKind.RESELLER_WITHOUT_SUPPORT, "Oscorp")):
        await connect(world, name, kind=kind, people=(f"{name}1", f"{name}2"))
    suspended = await connect(world, "Suspended", people=("s1", "s2"))
    await Partnership.filter(id=suspended.partnership.id).update(suspended_by_customer_at=now())
    archived = await connect(world, "Archived", people=("r1", "r2"))
    await Customer.filter(id=archived.record.id).update(archived_at=now())
    mia = world.actor(world.mia)
    assert await totals(mia) == {
        "activeUsers": 4, "pendingInvitations": 3, "integrations": {"active": 2, "failing": 3, "disabled": 1}, "openPocs": 3,
        "lastActivityAt": "2026-03-02T09:00:00.000Z", "attention": ["NO_ADMIN", "INTEGRATION_FAILING"],
    }  # fmt: skip
    assert await listed(mia) == ["Stark", "Umbrella"]
    assert await listed(mia, "(filter: { includeArchived: true })") == ["Archived", "Stark", "Umbrella"]
    assert await listed(mia, '(filter: { search: "umb" })') == ["Umbrella"]
    assert await listed(mia, "(filter: { attention: [NO_ADMIN] })") == ["Stark"]
    assert await listed(mia, "(filter: { kind: [RESELLER_WITH_SUPPORT] })") == []
    assert await listed(mia, "(orderBy: { field: LAST_ACTIVITY, direction: DESC })") == ["Stark", "Umbrella"]
    assert await listed(mia, "(orderBy: { field: LAST_ACTIVITY })") == ["Umbrella", "Stark"]
    await put(two.record, (world.kim, MANAGE))
    assert await listed(mia) == ["Stark", "Umbrella"], "a list that nobody keeps"
    await promote(world, world.kim, Role.MSP_ADMIN)
    assert await listed(mia) == ["Umbrella"]
    assert (await totals(mia))["activeUsers"] == 2
    assert (await totals(world.actor(world.kim)))["activeUsers"] == 4
    assert one.record.id != two.record.id


async def test_given_no_customers_when_totalled_then_nothing(world: World) -> None:
    assert await totals(world.actor(world.mia)) == EMPTY
    assert await listed(world.actor(world.mia)) == []


async def test_given_each_caller_when_the_overview_is_read_then_only_who_manages_customers_has_it(world: World) -> None:
    connected = await connect(world)

    async def refusal(actor: Actor) -> str:
        result = await run(actor, f"{{ installationOverview {{ totals {{ {LINE} }} customers {{ nodes {{ name }} }} }} }}")
        [error] = result.errors
        problem: Any = error.original_error
        assert result.data == {"installationOverview": None}
        return str(problem.code.value)

    for user in (world.ada, world.sam, world.max, world.otto, world.cara, connected.admin):
        assert await refusal(world.actor(user)) == "FORBIDDEN"
    assert await refusal(await act(world, connected)) == "FORBIDDEN"
    assert await refusal(world.nobody) == "UNAUTHENTICATED"
    assert await listed(world.actor(world.mia)) == ["Umbrella"]
    contosos = world.actor(world.otto, roles=[Role.MSP_ADMIN])
    assert await totals(contosos) == EMPTY, "the customers of another provider"
