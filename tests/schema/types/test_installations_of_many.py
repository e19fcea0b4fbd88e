"""The overview of many customers: as many statements for three hundred of them as for ten."""

from __future__ import annotations

import pytest

from app.core import db
from app.core.ids import new_id
from app.core.runtime import Runtime, now
from app.models import (
    Customer,
    CustomerStage,
    Event,
    Membership,
    Partnership,
    PartnershipKind,
    PartnershipOrigin,
    Poc,
    PocStatus,
    Role,
    Tenant,
)
from tests.schema.types.test_installations import LINE, asked
from tests.statements import counted
from tests.world import World


async def grow(world: World, begin: int, end: int) -> None:
    """More connected customers, each with a member, an invitation, a POC and something that happened."""
    at, numbers = now(), range(begin, end)
    tenants = [Tenant(name=f"C{n}", sort_name=f"c{n}", created_at=at) for n in numbers]
    await Tenant.bulk_create(tenants)
    records = [
        Customer(
            tenant=world.northwind, name=tenant.name, sort_name=tenant.sort_name, created_at=at, stage=CustomerStage.CONNECTED,
            organization_id=tenant.id, partnership_id=new_id(),
        )
        for tenant in tenants
    ]  # fmt: skip
    await Customer.bulk_create(records)
    await Partnership.bulk_create(
        [
            Partnership(
                id=record.partnership_id,
                partner=world.northwind,
                customer_id=record.organization_id,
                record_id=record.id,
                kind=PartnershipKind.MSP,
                origin=PartnershipOrigin.LINKED,
                since=at,
                allowed_roles={Role.MEMBER},
            )
            for record in records
        ]
    )
    await Membership.bulk_create(
        [Membership(user=world.cara, tenant_id=tenant.id, roles={Role.TENANT_ADMIN}, created_at=at) for tenant in tenants]
    )
    await Event.bulk_create(
        [Event(at=at, action="task.created", tenant_id=tenant.id, target_kind="task", target_id=new_id()) for tenant in tenants]
    )
    await Poc.bulk_create(
        [
            Poc(
                tenant=world.northwind,
                customer_id=record.id,
                owner=world.sam,
                name="P",
                sort_name="p",
                status=PocStatus.ACTIVE,
                created_at=at,
                updated_at=at,
                shared_updated_at=at,
            )
            for record in records
        ]
    )


async def test_given_thirty_times_the_customers_when_the_overview_is_read_then_as_many_statements(
    runtime: Runtime, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = f"customers(first: 100) {{ totalCount nodes {{ name installation {{ {LINE} }} }} }}"
    text = f"{{ installationOverview {{ totals {{ {LINE} }} {rows} }} }}"
    mia = world.actor(world.mia)
    found = {}
    for begin, end in ((0, 10), (10, 1000)):
        async with db.transaction():
            await grow(world, begin, end)
        await asked(mia, text)  # what is done once is done
        with counted(monkeypatch) as statements:
            overview = (await asked(mia, text))["installationOverview"]
        assert (overview["totals"]["activeUsers"], overview["totals"]["openPocs"]) == (end, end)
        assert overview["customers"]["totalCount"] == end
        assert {node["installation"]["openPocs"] for node in overview["customers"]["nodes"]} == {1}
        found[end] = len(statements)
    assert found[10] == found[1000] > 0
