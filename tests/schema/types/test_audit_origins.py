"""Whence something was done: told of one's own people and their work for oneself, not of what they do elsewhere."""

from __future__ import annotations

from typing import Any

import pytest

from app.auth.actor import Actor
from app.core import ids
from app.core.runtime import now
from app.models import Event, Membership, MembershipStatus, PartnershipKind, Role
from app.models.audit import EventOrigin
from app.services import connecting, members, partner_links, partnership_states
from tests.partners import Connected, connect
from tests.schema.types.asking import asked
from tests.world import World

WHENCE = "action actor { id } ip userAgent"
LOGS = f"""query ($id: ID!) {{
  auditLog(first: 50) {{ nodes {{ {WHENCE} }} }}
  customer(id: $id) {{ auditLog(first: 50) {{ nodes {{ {WHENCE} }} }} }} }}"""


async def whence(actor: Actor, connected: Connected) -> dict[str, set[Any]]:
    """The addresses of each action, in one's own log and in the customer's."""
    data = await asked(actor, LOGS, id=ids.to_text("customer", connected.record.id))
    rows = data["auditLog"]["nodes"] + ((data["customer"] or {}).get("auditLog") or {"nodes": []})["nodes"]
    return {action: {row["ip"] for row in rows if row["action"] == action} for action in {row["action"] for row in rows}}


@pytest.mark.parametrize("status", MembershipStatus)
async def test_given_the_customers_admin_who_works_or_worked_for_the_partner_too_when_the_partner_reads_then_not_whence(
    world: World, status: MembershipStatus
) -> None:
    connected = await connect(world)
    uma, mia = world.actor(connected.admin), world.actor(world.mia)
    await Membership.create(
        user=connected.admin, tenant=world.northwind, roles={Role.MEMBER}, created_at=now(), status=status,
        deactivated_at=now() if status is MembershipStatus.DEACTIVATED else None,
    )  # fmt: skip
    await members.invite(uma, email="new@umbrella.example", roles=[Role.MEMBER])
    await partnership_states.limit(uma, connected.partnership.id, allowed_roles=[])
    assert await whence(mia, connected) == {"invitation.created": {None}, "partnership.limited": {None}}
    of_customer = (await asked(uma, f"{{ auditLog(first: 50) {{ nodes {{ {WHENCE} }} }} }}"))["auditLog"]["nodes"]
    assert {row["action"]: row["ip"] for row in of_customer} == {"invitation.created": "192.0.2.7", "partnership.limited": "192.0.2.7"}


async def test_given_the_partners_person_when_the_partner_reads_then_whence_and_the_customer_does_not(world: World) -> None:
    connected = await connect(world)
    mia = world.actor(world.mia)
    await members.invite(mia, email="new@umbrella.example", roles=[Role.MEMBER], customer_id=connected.record.id)
    assert await whence(mia, connected) == {"invitation.created": {"192.0.2.7"}}
    [row] = (await asked(world.actor(connected.admin), f"{{ auditLog(first: 50) {{ nodes {{ {WHENCE} }} }} }}"))["auditLog"]["nodes"]
    assert (row["action"], row["ip"], row["userAgent"]) == ("invitation.created", None, None)


async def test_given_a_customer_that_connects_and_decides_when_recorded_then_the_partners_log_keeps_nothing_of_whence(world: World) -> None:
    mia, otto = world.actor(world.mia), world.actor(world.otto)
    url = (await partner_links.generate(mia, kind=PartnershipKind.MSP)).url
    partnership_id = await connecting.connect(otto, token=url.rpartition("/")[2])
    await partnership_states.suspend(otto, partnership_id, reason="Wait")
    kept = {origin.event_id for origin in await EventOrigin.all()}
    told = await Event.filter(actor_id=world.otto.id).order_by("id")
    assert {(event.action, event.id in kept, event.session_id is not None) for event in told if event.tenant_id == world.contoso.id} == {
        ("partnership.created", True, True), ("partnership.suspended", True, True),
    }  # fmt: skip
    assert {(event.action, event.id in kept, event.session_id is not None) for event in told if event.tenant_id == world.northwind.id} == {
        ("customer.created", False, False), ("link.used", False, False),
        ("partnership.created", False, False), ("partnership.suspended", False, False),
    }  # fmt: skip
