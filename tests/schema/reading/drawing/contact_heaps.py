"""Heaps of contacts on the stage, with their invitations to the portal in each state, and of keys and words of mails; with ties."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from app.core.text import sort_key
from app.models import (
    ApiKey,
    CancelReason,
    Contact,
    Customer,
    EmailTemplate,
    InvitationKind,
    MailRefusal,
    Participant,
    Role,
    Tenant,
    TenantEmailTemplate,
)
from tests.schema.cast import Cast, invite

Rows = dict[str, tuple[str, Any]]
DAY = timedelta(days=1)
NAMES = ("Échelon", "echelon", "Zulu_100%", "alpha")
MANY = 24
BLOCKED = "blocked.example"
AT = ("acme", "globex", "umbrella", "hooli", "crowd customer 1", "fabrikam", "heaped customer 0")
"""Customers of either provider: with a tenant and without, archived, suspended."""
PORTALS = ("conny", "cara", "pia", "sam", "guest1")
"""Who has access to portals: nothing else, a participation, another tenant, the provider itself."""


async def heap_up_contacts(cast: Cast, now: datetime) -> Rows:
    """More of everything that a provider has about people at its customers; what has an id by its label."""
    heap = _Heap(cast, now)
    await heap.contacts()
    await heap.invitations()
    await heap.keys()
    await heap.words()
    return heap.rows


class _Heap:
    def __init__(self, cast: Cast, now: datetime) -> None:
        self.cast, self.now, self.rows = cast, now, Rows()
        self.made: list[Contact] = []

    def id(self, label: str) -> UUID:
        return self.cast.rows[label][1]

    def keep(self, kind: str, made: Sequence[Any]) -> None:
        self.rows |= {f"heaped {kind.replace('invitation', 'portal invitation')} {n}": (kind, row.id) for n, row in enumerate(made)}

    async def contacts(self) -> None:
        """Some without an address, with a blocked one, with that of a colleague, of a participant, and of who wants no mail."""
        customers = [await Customer.get(id=self.id(label)) for label in AT]
        odd = (None, f"b@{BLOCKED}", "kim@northwind.example", "carl@acme.example", "no@acme.example")
        for n in range(MANY):
            customer = customers[n % len(customers)]
            person = PORTALS[n // 3 % len(PORTALS)] if n % 3 == 0 else None
            email = odd[n % 10] if n % 10 < len(odd) else f"heap{n}@acme.example"
            self.made.append(
                Contact(
                    tenant_id=customer.tenant_id, customer_id=customer.id, first_name=NAMES[n % 4], last_name="Ünïq" if n % 2 else "",
                    sort_name=sort_key(NAMES[n % 4]), email=email and email.upper(), email_key=email and f"{n}{email}" if n > 9 else email,
                    title="Buyer" if n % 4 == 1 else None, phone="+49 30 1" if n % 5 == 1 else None, created_at=self.now - n // 4 * DAY,
                    user_id=person and self.id(person), portal_at=self.now if person else None,
                    revoked_at=self.now if n % 9 == 6 else None,
                )
            )  # fmt: skip
        await Contact.bulk_create(self.made)
        self.keep("contact", self.made)
        self.rows |= {f"entry of {label}": ("entry", id_) for label, (kind, id_) in [*self.rows.items()] if kind == "contact"}
        self.rows |= {f"heaped portal {n}": ("portal", made.id) for n, made in enumerate(self.made) if made.portal_at}
        await Participant.filter(id=self.id("pia on active")).update(contact_id=self.made[0].id)
        await MailRefusal.create(tenant_id=self.id("northwind"), email_key="no@acme.example", created_at=self.now)
        await Tenant.filter(id=self.id("northwind")).update(blocked_domains=[BLOCKED])

    async def invitations(self) -> None:
        """Of each second contact with an address one that is over, in each way, and of each third an open one, in each state."""
        over: tuple[dict[str, Any], ...] = (
            {"cancelled_at": self.now, "cancel_reason": CancelReason.REPLACED},
            {"cancelled_at": self.now, "cancel_reason": CancelReason.DECLINED},
            {"accepted_at": self.now, "accepted_by_id": self.id("conny")},
        )  # fmt: skip
        tenants = {tenant.id: tenant for tenant in await Tenant.all()}
        sender = {self.id("northwind"): "sam", self.id("contoso"): "olga"}
        made = []
        for n, contact in enumerate(self.made):
            states = [over[n // 2 % 3]] * (n % 2) + [{}] * (n % 3 == 2)
            for state in states if contact.email_key else ():
                at = self.now - (n % 4) * 3 * DAY  # the last of them has expired
                by = self.cast.world.people[sender[contact.tenant_id]]
                facts = {"customer_id": contact.customer_id, "contact_id": contact.id, **state}
                made.append(
                    await invite(at, by, contact.email_key or "", tenant=tenants[contact.tenant_id], kind=InvitationKind.PORTAL, **facts)
                )
        self.keep("invitation", made)

    async def keys(self) -> None:
        states: tuple[dict[str, Any], ...] = (
            {}, {"revoked_at": self.now}, {"expires_at": self.now}, {"last_used_at": self.now, "expires_at": self.now + DAY},
        )  # fmt: skip
        made = [
            ApiKey(
                tenant_id=self.id(("northwind", "northwind", "contoso", "umbrella tenant")[n % 4]), name=NAMES[n % 3], prefix=f"usk_{n:08}",
                key_hash=f"{n:064}", roles={(Role.MEMBER, Role.SALES_ENGINEER)[n % 2]}, created_at=self.now - n // 6 * DAY,
                created_by_id=self.id(("kay", "ada", "otto", "uma")[n % 4]), **states[n // 2 % 4],
            )
            for n in range(12)
        ]  # fmt: skip
        await ApiKey.bulk_create(made)
        self.keep("key", made)

    async def words(self) -> None:
        """Some of the tenants' own, some that were reset, some of nobody."""
        said = await EmailTemplate.all().order_by("key", "locale")
        self.keep("email_template", said)
        taken = {(row.tenant_id, row.template_id) for row in await TenantEmailTemplate.all()}
        own = [
            TenantEmailTemplate(
                tenant_id=tenant, template_id=template.id, subject=None if n % 3 == 1 else f"{n} {{{{organization}}}}",
                body=None if n % 3 == 1 else "So:\n\n{{link}}", version=n, updated_at=self.now, updated_by_id=self.id("ada"),
            )
            for n, template in enumerate(said)
            for tenant in (self.id("northwind"), self.id("umbrella tenant"))
            if n % 2 and (tenant, template.id) not in taken
        ]  # fmt: skip
        await TenantEmailTemplate.bulk_create(own)
