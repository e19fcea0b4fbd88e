"""Putting a tenant on another plan."""

from __future__ import annotations

import pytest

from app.auth.actor import OPERATOR
from app.models import Event, Plan, Tenant
from app.services import tenant_plans
from tests.app.services.test_poc_waiting import at_once
from tests.outcomes import DONE
from tests.world import World, mails, snapshot


@pytest.mark.parametrize("plan", [Plan.FREE, Plan.ENTERPRISE])
async def test_given_a_tenant_when_its_plan_is_changed_then_it_has_it_and_the_log_says_so(world: World, plan: Plan) -> None:
    assert await tenant_plans.change(world.northwind.id, plan) is Plan.PRO
    assert (await Tenant.get(id=world.northwind.id)).plan is plan
    assert (await Tenant.get(id=world.contoso.id)).plan is Plan.PRO
    [event] = await Event.all()
    assert (event.action, event.tenant_id, event.target_id, event.actor_id) == (
        "tenant.changed", world.northwind.id, world.northwind.id, OPERATOR.user_id,
    )  # fmt: skip
    assert event.changes == {"plan": ["PRO", plan.value]}
    assert await mails() == []


async def test_given_a_plan_when_it_is_set_once_more_then_nothing_is_written(world: World) -> None:
    before = await snapshot()
    assert await tenant_plans.change(world.northwind.id, Plan.PRO) is Plan.PRO
    assert await snapshot() == before


async def test_given_a_plan_when_set_several_times_at_once_then_it_is_written_once(world: World) -> None:
    assert await at_once(*(tenant_plans.change(world.northwind.id, Plan.FREE) for _ in range(5))) == {DONE: 5}
    assert await Event.all().count() == 1
