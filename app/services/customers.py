"""Customers: a provider's records of the companies it serves; so far prospects, which have no tenant of their own."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import idna

from app.auth.actor import Actor
from app.auth.finding import find_customer
from app.auth.permissions import Permission
from app.core import db, text
from app.core.changes import UNSET, Unset
from app.core.errors import Code, UserError, UserErrors, refuse
from app.core.runtime import now
from app.models import Customer, CustomerStage
from app.services import events

DOMAIN_LENGTH = 253
"""Of a host name in characters (RFC 1035, section 2.3.4, without the root's dot)."""


async def add_prospect(actor: Actor, *, name: str, domain: str | None = None, reference: str | None = None) -> UUID:
    """Write down a company that is no customer yet. Records are never matched: the same name or domain may stand twice."""
    actor.require(Permission.PROSPECTS_MANAGE)
    facts = _checked(name=name, domain=domain, reference=reference)
    async with db.transaction():
        customer = await Customer.create(**facts, tenant_id=actor.tenant, created_at=now())
        customer_id: UUID = customer.id
        await events.record(actor, "customer.created", "customer", customer_id)
        return customer_id


async def update(
    actor: Actor,
    customer_id: UUID | None,
    *,
    name: str | Unset | None = UNSET,
    domain: str | Unset | None = UNSET,
    reference: str | Unset | None = UNSET,
) -> None:
    """Change what is given; nothing different: success, and nothing is written."""
    async with db.transaction():
        customer = await _managed(actor, customer_id)
        facts = _checked(name=name, domain=domain, reference=reference)
        changed = {column: value for column, value in facts.items() if value != getattr(customer, column)}
        if changed:
            await Customer.filter(id=customer.id).update(**changed)
            changes = {column: [getattr(customer, column), value] for column, value in changed.items() if column != "sort_name"}
            await events.record(actor, "customer.changed", "customer", customer.id, changes=changes)


async def archive(actor: Actor, customer_id: UUID | None) -> None:
    """Take a customer off the lists. Nobody's access changes; it gets no new POCs. An archived one: success, nothing changes."""
    async with db.transaction():
        customer = await _managed(actor, customer_id)
        values = {"id": customer.id, "now": now()}
        if await db.execute("update customer set archived_at = :now where id = :id and archived_at is null", values) == 1:
            await events.record(actor, "customer.archived", "customer", customer.id)


async def restore(actor: Actor, customer_id: UUID | None) -> None:
    """Put an archived customer back on the lists. One that is there: success, nothing changes."""
    async with db.transaction():
        customer = await _managed(actor, customer_id)
        if await db.execute("update customer set archived_at = null where id = :id and archived_at is not null", {"id": customer.id}) == 1:
            await events.record(actor, "customer.restored", "customer", customer.id)


async def _managed(actor: Actor, customer_id: UUID | None) -> Customer:
    customer = await find_customer(actor, customer_id, "customerId")
    actor.require(Permission.PROSPECTS_MANAGE if customer.stage == CustomerStage.PROSPECT else Permission.CUSTOMERS_MANAGE)
    return customer


def _checked(*, name: str | Unset | None, domain: str | Unset | None, reference: str | Unset | None) -> dict[str, Any]:
    """The columns of what is given. Raises UserErrors with all that is wrong."""
    errors: list[UserError] = []
    columns: dict[str, Any] = {}
    if name is not UNSET:
        with text.collecting(errors):
            columns["name"] = line = text.name(name, "name")
            columns["sort_name"] = text.sort_key(line)
    if domain is not UNSET:
        with text.collecting(errors):
            columns["domain"] = _domain(domain)
    if reference is not UNSET:
        with text.collecting(errors):
            columns["reference"] = text.optional_name(reference, "reference")
    if errors:
        raise UserErrors(errors)
    return columns


def _domain(value: str | None) -> str | None:
    """A host name as people read it, in lower case: what IDNA (RFC 5891, UTS #46) makes of it and back. Nothing is None."""
    typed = text.optional_name(value, "domain", most=DOMAIN_LENGTH)
    if typed is None:
        return None
    try:
        host = idna.encode(typed, uts46=True).decode().removesuffix(".")
        readable = idna.decode(host)
    except UnicodeError:
        host = readable = ""
    # A name of one label, or one that ends in a number (an address of the network), is no company's domain.
    if "." not in host or host.rpartition(".")[2].isdecimal():
        raise refuse(Code.INVALID, "This is not a domain, like acme.example.", "domain")
    return readable
