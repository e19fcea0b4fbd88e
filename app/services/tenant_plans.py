"""Plans of tenants: changing one, which the operator does, or a billing system in their place."""

from __future__ import annotations

from uuid import UUID

from app.auth.actor import OPERATOR
from app.core import db
from app.models import Plan, Tenant
from app.services import events, tenants


async def change(tenant_id: UUID, plan: Plan) -> Plan:
    """Put a tenant on a plan, from the next request on; the plan that it had. The same again: nothing is written.

    A smaller plan takes nothing from anybody: members, portal access and what was made stay. It blocks what would be new.
    """
    async with db.transaction():
        await tenants.hold(tenant_id)
        before = (await Tenant.get(id=tenant_id)).plan
        if before is not plan:
            await Tenant.filter(id=tenant_id).update(plan=plan)
            changes = {"plan": [before.value, plan.value]}
            await events.record(OPERATOR, "tenant.changed", "tenant", tenant_id, tenant_id=tenant_id, changes=changes)
        return before
