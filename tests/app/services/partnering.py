"""What tests of partnerships have in common: how one stands, who was told, and what was recorded."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from app.core import db
from app.core.runtime import now
from app.models import Customer, CustomerStaff, Event, Membership, Partnership, PartnershipChange, PartnershipPeriod, Role, User
from app.models.partnerships import CHANGE_STATUS, STATUS
from tests.partners import Connected
from tests.world import World, mails

KINDS = ("MSP", "RESELLER_WITH_SUPPORT", "RESELLER_WITHOUT_SUPPORT")
BOTH = {"mia@northwind.example", "uma@umbrella.example"}
"""Who is mailed about the partnership with Umbrella."""


async def status(partnership_id: UUID) -> str:
    """Its kind and how it stands."""
    row = await db.fetch_one(f"select kind, {STATUS.replace('{a}', 'p')} from partnership p where id = :id", {"id": partnership_id})
    assert row
    return f"{row[0]} {row[1]}"


async def change_status(change_id: UUID) -> str:
    """How a proposal stands."""
    sql = f"select {CHANGE_STATUS.replace('{a}', 'c')} from partnership_change c where id = :id"
    row = await db.fetch_one(sql, {"id": change_id, "now": now()})
    assert row
    return str(row[0])


async def periods(partnership_id: UUID) -> str:
    """The kinds for which it was active one after the other, the one that lasts with an asterisk."""
    found = await PartnershipPeriod.filter(partnership_id=partnership_id).order_by("began_at", "id")
    return " ".join(f"{period.kind.value}{'' if period.ended_at else '*'}" for period in found)


async def told() -> dict[str, set[str]]:
    """Who got which mail."""
    found: dict[str, set[str]] = {}
    for mail in await mails():
        found.setdefault(mail.name, set()).add(mail.recipient)
    return found


async def recorded(connected: Connected) -> list[tuple[str, int]]:
    """What stands in the logs about the partnership, and in how many; in the order of happening."""
    found: dict[str, int] = {}
    for event in await Event.filter(target_id=connected.partnership.id).order_by("id"):
        found[event.action] = found.get(event.action, 0) + 1
    return list(found.items())


async def admin(world: World, connected: Connected, name: str, *roles: Role, at_customer: bool = False, active: bool = True) -> User:
    """One more person, at the partner unless told."""
    tenant = connected.tenant if at_customer else world.northwind
    user = await User.create(
        email=f"{name}@more.example", email_key=f"{name}@more.example", first_name=name.capitalize(), last_name="More", sort_name=name,
        created_at=now(),
    )  # fmt: skip
    await Membership.create(
        user=user, tenant=tenant, sort_name=user.sort_name, roles=set(roles), created_at=now(),
        status="ACTIVE" if active else "DEACTIVATED", deactivated_at=None if active else now(),
    )  # fmt: skip
    return user


async def place(record: Customer, user: User, level: str) -> None:
    """A place on the list of a customer's staff."""
    await CustomerStaff.create(customer_id=record.id, user_id=user.id, level=level, created_at=now())


async def anew(connected: Connected) -> None:
    """The partnership as it began, for the next example of a property."""
    id_ = connected.partnership.id
    async with db.transaction():
        await PartnershipChange.filter(partnership_id=id_).delete()
        await PartnershipPeriod.filter(partnership_id=id_).delete()
        for table in ("acting_session", "integration_share", "mail"):
            await db.execute(f"delete from {table}")
        await Partnership.filter(id=id_).update(
            kind="MSP", since=now(), ended_at=None, ended_by=None, end_reason=None, suspended_by_partner_at=None,
            partner_suspension_reason=None, suspended_by_customer_at=None, customer_suspension_reason=None,
        )  # fmt: skip
        await Customer.filter(id=connected.record.id).update(stage="CONNECTED")
        await PartnershipPeriod.create(partnership_id=id_, kind="MSP", began_at=now() - timedelta(hours=1))
