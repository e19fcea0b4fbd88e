"""What a partner has in heaps on the stage: customers, links, integrations, shares, acting sessions, logs; with ties and in each state."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from tortoise.models import Model

from app.core.text import sort_key
from app.models import (
    AccessLevel,
    ActingSession,
    CustomerStaff,
    Event,
    EventOrigin,
    Integration,
    IntegrationKind,
    IntegrationShare,
    Membership,
    MembershipStatus,
    PartnerLink,
    Partnership,
    PartnershipChange,
    PartnershipKind,
    PartnershipSide,
    Role,
    SharePermission,
    ShareStatus,
)
from tests.partners import Connected, connect
from tests.schema.cast import Cast, invite

Rows = dict[str, tuple[str, Any]]
DAY = timedelta(days=1)
NAMES = ("Échelon", "echelon", "Zulu_100%", "alpha")
MANY = 10


async def heap_up_partners(cast: Cast, now: datetime, guests: Sequence[UUID]) -> Rows:
    """More of everything that connects tenants; what has an id by its label. The guests become users of Umbrella."""
    heap = _Heap(cast, now)
    await heap.customers()
    await heap.users(guests)
    await heap.links()
    await heap.integrations()
    await heap.acting()
    await heap.log()
    return heap.rows


class _Heap:
    def __init__(self, cast: Cast, now: datetime) -> None:
        self.cast, self.now, self.rows = cast, now, Rows()
        self.northwind, self.contoso, self.umbrella = (self.id(name) for name in ("northwind", "contoso", "umbrella tenant"))
        self.bonds: list[tuple[Any, Any, Any]] = [
            (self.id("partnership of umbrella"), self.id("umbrella"), self.umbrella),
            (self.id("partnership of hooli"), self.id("hooli"), self.id("hooli tenant")),
        ]

    def id(self, label: str) -> UUID:
        return self.cast.rows[label][1]

    async def keep(self, kind: str, made: Sequence[Any]) -> None:
        await _write(made)
        first = sum(1 for prefix, _ in self.rows.values() if prefix == kind)
        self.rows |= {f"heaped {kind} {first + n}": (kind, row.id) for n, row in enumerate(made)}

    async def customers(self) -> None:
        """In each state; at the last one sam has a place, and mia one to manage."""
        kinds = (*PartnershipKind, PartnershipKind.MSP, PartnershipKind.MSP)
        states: tuple[dict[str, Any], ...] = (
            {"suspended_by_customer_at": self.now, "customer_suspension_reason": "We wait."}, {},
            {"suspended_by_partner_at": self.now}, {"ended_at": self.now, "ended_by": PartnershipSide.CUSTOMER, "end_reason": "Over."}, {},
        )  # fmt: skip
        last: Connected | None = None
        for n, (kind, state) in enumerate(zip(kinds, states, strict=True)):
            people = (f"chief{n}", f"clerk{n}")
            last = made = await connect(self.cast.world, f"Heap{n // 2}-{n % 2}", kind=kind, people=people, administered=n != 1)
            if state:
                await Partnership.filter(id=made.partnership.id).update(**state)
            self.rows |= {
                f"heaped customer {n}": ("customer", made.record.id), f"heaped bond {n}": ("partnership", made.partnership.id),
                f"heaped tenant {n}": ("tenant", made.tenant.id), people[0]: ("user", made.admin.id), people[1]: ("user", made.member.id),
            }  # fmt: skip
            self.bonds.append((made.partnership.id, made.record.id, made.tenant.id))
            change = PartnershipChange(
                partnership_id=made.partnership.id, from_kind=kind, kind=PartnershipKind.MSP, proposed_by_id=made.tenant.id,
                message="More, please." if n % 2 else None, created_at=self.now, expires_at=self.now + (n - 2) * DAY,
            )  # fmt: skip
            await self.keep("change", [change])
        assert last is not None
        for name, level in (("mia", AccessLevel.MANAGE), ("sam", AccessLevel.VIEW)):
            await CustomerStaff.create(customer_id=last.record.id, user_id=self.id(name), level=level, created_at=self.now)

    async def users(self, guests: Sequence[UUID]) -> None:
        states = (MembershipStatus.ACTIVE, MembershipStatus.DEACTIVATED)
        members = [
            Membership(
                user_id=guest, tenant_id=self.umbrella, roles={(Role.MEMBER, Role.SALES_ENGINEER)[n % 2]}, created_at=self.now,
                status=states[n % 2], deactivated_at=self.now if n % 2 else None,
            )
            for n, guest in enumerate(guests)
        ]  # fmt: skip
        await self.keep("member", members)
        world = self.cast.world
        tenant = await type(world.northwind).get(id=self.umbrella)
        for n in range(6):
            facts: dict[str, Any] = {"cancelled_at": self.now} if n % 3 == 1 else {}
            made = await invite(
                self.now - n // 2 * 4 * DAY, world.mia, f"heap{n}@umbrella.example", tenant=tenant, roles={Role.MEMBER},
                partner=world.northwind, **facts,
            )  # fmt: skip
            self.rows[f"heaped invitation {n}"] = ("invitation", made.id)

    async def links(self) -> None:
        states: tuple[dict[str, Any], ...] = ({}, {"uses": 3, "max_uses": 3}, {"revoked_at": self.now}, {"expires_at": self.now})
        kinds = tuple(PartnershipKind)
        links = [
            PartnerLink(
                tenant_id=self.contoso if n % 5 == 4 else self.northwind, kind=kinds[n % 3], label=NAMES[n % 4] if n % 3 else None,
                token_hash=f"{n:064}", hint="heap", created_by_id=self.id("mia"), created_at=self.now - n // 3 * DAY, **states[n % 4],
            )
            for n in range(MANY)
        ]  # fmt: skip
        await self.keep("link", links)

    async def integrations(self) -> None:
        kinds = [await IntegrationKind.get(key=key) for key in ("webhook", "http_api", "postgres")]
        owners = (self.northwind, self.northwind, self.umbrella, self.contoso)
        made = [
            Integration(
                tenant_id=owners[n % 4], kind_id=kinds[n % 3].id, name=NAMES[n % 4], sort_name=sort_key(NAMES[n % 4]), settings={"n": n},
                enabled=n % 5 != 4, last_error="It failed." if n % 3 == 0 else None, created_at=self.now,
            )
            for n in range(3 * MANY)
        ]  # fmt: skip
        await self.keep("integration", made)
        states: tuple[dict[str, Any], ...] = (
            {"active_since": self.now}, {"active_since": self.now, "permission": SharePermission.USE_AND_VIEW_SETTINGS},
            {"answer_by": self.now + DAY}, {"answer_by": self.now}, {"active_since": self.now, "expires_at": self.now},
            {"active_since": self.now, "outcome": ShareStatus.REVOKED, "ended_at": self.now},
        )  # fmt: skip
        own = [integration for integration in made if integration.tenant_id == self.northwind]
        shares = []
        for n, integration in enumerate(own):
            bond, record, tenant = self.bonds[n % len(self.bonds)] if n % 2 else self.bonds[0]
            shares.append(
                IntegrationShare(
                    tenant_id=self.northwind,
                    integration_id=integration.id,
                    integration_name=integration.name,
                    kind_id=integration.kind_id,
                    partnership_id=bond,
                    record_id=record,
                    organization_id=tenant,
                    shared_by_id=self.id("mia"),
                    created_at=self.now - n // 4 * DAY,
                    **{"permission": SharePermission.USE, **states[n % 6]},
                )
            )
        await self.keep("share", shares)

    async def acting(self) -> None:
        sessions = []
        for n in range(MANY):
            bond, record, tenant = self.bonds[n % len(self.bonds)] if n % 2 else self.bonds[0]
            ended: dict[str, Any] = {"ended_at": self.now, "ended_by": (*PartnershipSide, None)[n % 2]} if n % 3 else {}
            begun = self.now - n // 4 * DAY
            sessions.append(
                ActingSession(
                    partnership_id=bond,
                    partner_id=self.northwind,
                    customer_id=tenant,
                    record_id=record,
                    reason=f"Reason {n % 2}",
                    actor_id=self.id(("mia", "moe")[n % 2]),
                    started_at=begun,
                    expires_at=begun + timedelta(minutes=60),
                    **ended,
                )
            )
        await self.keep("acting", sessions)

    async def log(self) -> None:
        """In the logs of Umbrella, Hooli and Northwind: by the partner and not, in acting sessions and not, by a person and by nobody."""
        happened = (
            ("member.joined", "membership"),
            ("tenant.changed", "tenant"),
            ("share.created", "share"),
            ("session.started", "session"),
        )
        ids = {"membership": self.id("ugo at umbrella"), "tenant": self.umbrella, "share": self.id("share")}
        events = []
        for n in range(3 * MANY):
            action, kind = happened[n % 4]
            partner: dict[str, Any] = {"partner_id": self.northwind} if n % 3 == 1 else {}
            acting = {"acting_id": self.rows[f"heaped acting {n % MANY}"][1]} if n % 6 == 1 else {}
            events.append(
                Event(
                    at=self.now - n // 4 * DAY,
                    action=action,
                    tenant_id=(self.umbrella, self.northwind, self.id("hooli tenant"))[n // 2 % 3],
                    actor_id=None if n % 7 == 6 else self.id(("ugo", "mia", "uma")[n % 3]),
                    target_kind=kind,
                    target_id=ids.get(kind, self.id("session of mia")),
                    changes={"n": [n, None]} if n % 2 else {},
                    **partner,
                    **acting,
                )
            )
        await self.keep("event", events)
        await _write([EventOrigin(event_id=event.id, ip="192.0.2.99", user_agent="heap") for event in events[::2]])


async def _write(rows: Sequence[Model]) -> None:
    if rows:
        await type(rows[0]).bulk_create(rows)
