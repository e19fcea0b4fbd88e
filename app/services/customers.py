"""Customers: a provider's records of the companies it serves: what stands in them, and whether they are on the lists."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from app.auth.actor import Actor
from app.auth.finding import find_customer, find_managed_customer
from app.auth.permissions import Permission
from app.core import db, hosts, text
from app.core.changes import UNSET, Unset
from app.core.errors import UserError, UserErrors
from app.core.runtime import now
from app.models import Customer, CustomerStage
from app.services import events


async def add_prospect(actor: Actor, *, name: str, domain: str | None = None, reference: str | None = None) -> UUID:
    """Write down a company that is no customer yet. Records are never matched: the same name or domain may stand twice."""
    actor.require(Permission.PROSPECTS_MANAGE)
    facts = checked(name=name, domain=domain, reference=reference)
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
        facts = checked(name=name, domain=domain, reference=reference)
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
    """A prospect with PROSPECTS_MANAGE; others as who manages the customer."""
    customer = await find_customer(actor, customer_id, "customerId")
    if customer.stage is not CustomerStage.PROSPECT:
        return await find_managed_customer(actor, customer_id, "customerId")
    actor.require(Permission.PROSPECTS_MANAGE)
    return customer


def checked(*, name: str | Unset | None, domain: str | Unset | None, reference: str | Unset | None) -> dict[str, Any]:
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
    """A host name as people read it, in lower case. Nothing is None."""
    host = hosts.domain(value, "domain")
    return None if host is None else hosts.readable(host)
