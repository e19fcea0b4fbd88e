"""The partner's world of the cast: customers of Northwind with tenants of their own, and what connects them.

Umbrella is managed (MSP): uma is its tenant admin, ugo a member; mia is in an acting session there, and has proposed to do
less. Hooli is managed, too, but only moe, another MSP admin, has a place on its list of staff, and sam one to view: for mia
there is nothing behind the record. Wonka is a reseller's customer. Oldco was connected once.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from app.core.crypto import token_hash
from app.core.runtime import now as clock
from app.models import (
    AccessLevel,
    Customer,
    CustomerStaff,
    CustomerStage,
    Event,
    EventOrigin,
    Integration,
    IntegrationKind,
    IntegrationShare,
    Membership,
    PartnerLink,
    Partnership,
    PartnershipChange,
    PartnershipKind,
    PartnershipOrigin,
    PartnershipPeriod,
    PartnershipSide,
    SharePermission,
    User,
)
from tests.partners import Connected, act, connect
from tests.schema.contents import Rows
from tests.world import World

REASON = "They asked us to have a look."
CONTRACT = "Contract 4711"


async def connect_all(world: World, people: dict[str, User], token: Any) -> Rows:
    """Write all of it; the rows by label. `people` gets the customers' people."""
    at, rows = clock(), _Rows()
    umbrella = await connect(world, "Umbrella", origin=PartnershipOrigin.CREATED)
    hooli = await connect(world, "Hooli", people=("hal", "hana"))
    wonka = await connect(world, "Wonka", kind=PartnershipKind.RESELLER_WITH_SUPPORT, people=("willy", "wes"))
    oldco = await connect(world, "Oldco", people=("olaf", "odin"))
    await _end(oldco, at)
    for name, connected in (("umbrella", umbrella), ("hooli", hooli), ("wonka", wonka), ("oldco", oldco)):
        rows.keep("tenant", f"{name} tenant", connected.tenant)
        rows.keep("customer", name, connected.record)
        rows.keep("partnership", f"partnership of {name}", connected.partnership)
        for person in (connected.admin, connected.member):
            people[person.email.partition("@")[0]] = person
    for name, level in (("moe", AccessLevel.MANAGE), ("sam", AccessLevel.VIEW)):
        await CustomerStaff.create(customer_id=hooli.record.id, user_id=people[name].id, level=level, created_at=at)
    await Partnership.all().update(contract_reference=CONTRACT)
    await _sessions(world, rows, people, umbrella, hooli)
    await _links(world, rows, people, at, token)
    change = await PartnershipChange.create(
        partnership_id=umbrella.partnership.id, from_kind=umbrella.partnership.kind, kind=PartnershipKind.RESELLER_WITH_SUPPORT,
        message="Let us do less.",
        proposed_by_id=world.northwind.id, created_at=at, expires_at=at + timedelta(days=7),
    )  # fmt: skip
    rows.keep("change", "proposal", change)
    await _integrations(world, rows, people, at, umbrella, hooli)
    await _events(world, rows, people, at, umbrella)
    return rows.rows


class _Rows:
    def __init__(self) -> None:
        self.rows: Rows = {}

    def keep(self, kind: str, label: str, row: Any) -> Any:
        """Keep a row by its label."""
        self.rows[label] = (kind, UUID(str(row.id)))
        return row


async def _end(connected: Connected, at: datetime) -> None:
    await Partnership.filter(id=connected.partnership.id).update(ended_at=at, ended_by=PartnershipSide.CUSTOMER, end_reason="Another one.")
    await PartnershipPeriod.filter(partnership_id=connected.partnership.id).update(ended_at=at)
    await Customer.filter(id=connected.record.id).update(stage=CustomerStage.FORMER)


async def _sessions(world: World, rows: _Rows, people: dict[str, User], umbrella: Connected, hooli: Connected) -> None:
    acting = await act(world, umbrella)
    world.acting[people["mia"].id] = acting
    rows.rows["acting of mia"] = ("acting", acting.session_id or UUID(int=0))
    elsewhere = await act(world, hooli, user=people["moe"])
    rows.rows["acting of moe"] = ("acting", elsewhere.session_id or UUID(int=0))


async def _links(world: World, rows: _Rows, people: dict[str, User], at: datetime, token: Any) -> None:
    for label, tenant, user, customer in (
        ("link", world.northwind, "mia", None),
        ("link for globex", world.northwind, "mia", world.globex),
        ("contoso link", world.contoso, "pia", None),
    ):
        link = await PartnerLink.create(
            tenant=tenant, kind=PartnershipKind.MSP, label="For the fair", token_hash=token_hash(token(label)), hint=token(label)[:6],
            created_by=people[user], created_at=at, expires_at=at + timedelta(days=30), max_uses=1, contract_reference=CONTRACT,
            customer=customer,
        )  # fmt: skip
        rows.keep("link", label, link)


async def _integrations(
    world: World, rows: _Rows, people: dict[str, User], at: datetime, umbrella: Connected, hooli: Connected
) -> None:  # fmt: skip
    kind = rows.keep("integration_kind", "webhook kind", await IntegrationKind.get(key="webhook"))
    made: dict[str, Integration] = {}
    for label, tenant in (
        ("monitoring", world.northwind),
        ("ticketing", world.northwind),
        ("unshared", world.northwind),
        ("contoso hook", world.contoso),
        ("umbrella hook", umbrella.tenant),
        ("hooli hook", hooli.tenant),
    ):
        made[label] = await Integration.create(
            tenant=tenant, kind=kind, name=label.capitalize(), sort_name=label, settings={"url": f"https://{label.split()[0]}.example/hook"},
            credential="sealed", credential_updated_at=at, last_checked_at=at, last_error="It answered 401.", created_at=at,
        )  # fmt: skip
        rows.keep("integration", label, made[label])
    for label, integration, to, waits in (
        ("share", made["monitoring"], umbrella, False),
        ("waiting share", made["ticketing"], umbrella, True),
        ("share with hooli", made["monitoring"], hooli, False),
    ):
        share = await IntegrationShare.create(
            tenant=world.northwind, integration=integration, integration_name=integration.name, kind=kind, partnership=to.partnership,
            record=to.record, organization=to.tenant, permission=SharePermission.USE_AND_VIEW_SETTINGS, shared_by=people["mia"],
            created_at=at, active_since=None if waits else at, answer_by=at + timedelta(days=7) if waits else None,
        )  # fmt: skip
        rows.keep("share", label, share)


async def _events(world: World, rows: _Rows, people: dict[str, User], at: datetime, umbrella: Connected) -> None:
    members = {row.user_id: row for row in await Membership.all()}
    for label, tenant, actor, action, kind, target, partner in (
        ("event at northwind", world.northwind, "ada", "tenant.changed", "tenant", world.northwind.id, None),
        ("event at contoso", world.contoso, "otto", "tenant.changed", "tenant", world.contoso.id, None),
        ("event at umbrella", umbrella.tenant, "uma", "tenant.changed", "tenant", umbrella.tenant.id, None),
        ("joining at umbrella", umbrella.tenant, "ugo", "member.joined", "membership", members[people["ugo"].id].id, None),
        ("from the partner", umbrella.tenant, "mia", "share.created", "share", rows.rows["share"][1], world.northwind),
    ):
        event = await Event.create(
            at=at, action=action, tenant=tenant, actor=people[actor], target_kind=kind, target_id=target, partner=partner,
            changes={"words": [None, f"of {label}"]},
        )  # fmt: skip
        await EventOrigin.create(event=event, ip=f"192.0.2.{len(rows.rows)}", user_agent=f"browser of {label}")
        rows.keep("event", label, event)
