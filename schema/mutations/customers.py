"""Prospects and customer records."""

from __future__ import annotations

import strawberry

from app.auth import policies
from app.auth.permissions import Permission
from app.services import customers
from schema.core.context import Context
from schema.core.permissions import locked
from schema.mutations.payloads import Facts, changed, fact, mutation, payload, uuid_of
from schema.reading.declare import one
from schema.types.customers import Customer


@strawberry.input(description="A company that one sells to.")
class AddProspectInput:
    """Facts of a company."""

    name: str = fact("The name.")
    domain: str | None = fact("The company's domain.", None)
    reference: str | None = fact("One's own reference, e.g. a number in another system.", None)


@payload
class AddProspectPayload:
    """The record."""

    customer: Customer | None = one("The new record.", scope=policies.customers)


@strawberry.input(description="Changes to a customer record: what is left out stays as it is, null clears.")
class UpdateCustomerInput:
    """Changes."""

    customer_id: strawberry.ID = fact("Which customer.")
    name: str | None = fact("The name; it can't be cleared.", strawberry.UNSET)
    domain: str | None = fact("The company's domain.", strawberry.UNSET)
    reference: str | None = fact("One's own reference.", strawberry.UNSET)


@payload
class UpdateCustomerPayload:
    """The record."""

    customer: Customer | None = one("The record after the change.", scope=policies.customers)


@strawberry.input(description="A customer to take off the lists.")
class ArchiveCustomerInput:
    """A customer."""

    customer_id: strawberry.ID = fact("Which customer.")


@payload
class ArchiveCustomerPayload:
    """The record."""

    customer: Customer | None = one("The archived record.", scope=policies.customers)


@strawberry.input(description="An archived customer to bring back.")
class RestoreCustomerInput:
    """A customer."""

    customer_id: strawberry.ID = fact("Which customer.")


@payload
class RestoreCustomerPayload:
    """The record."""

    customer: Customer | None = one("The record, back on the lists.", scope=policies.customers)


MANAGING = (Permission.PROSPECTS_MANAGE, Permission.CUSTOMERS_MANAGE)
"""A prospect: the first; else the second; the service knows which it is."""


@strawberry.type
class CustomerMutations:
    """Root fields about customers."""

    @mutation(locked(Permission.PROSPECTS_MANAGE), "Add a company that one sells to.")
    async def add_prospect(self, context: Context, input: AddProspectInput) -> Facts[AddProspectPayload]:  # noqa: A002
        """Add."""
        customer_id = await customers.add_prospect(context.actor, name=input.name, domain=input.domain, reference=input.reference)
        return Facts(customer=customer_id)

    @mutation(locked(*MANAGING, of="customer"), "Change a customer record.")
    async def update_customer(self, context: Context, input: UpdateCustomerInput) -> Facts[UpdateCustomerPayload]:  # noqa: A002
        """Change."""
        customer_id = uuid_of("customer", input.customer_id)
        facts = {"name": changed(input.name), "domain": changed(input.domain), "reference": changed(input.reference)}
        await customers.update(context.actor, customer_id, **facts)
        return Facts(customer=customer_id)

    @mutation(locked(*MANAGING, of="customer"), "Take a customer off the lists; no access changes.")
    async def archive_customer(self, context: Context, input: ArchiveCustomerInput) -> Facts[ArchiveCustomerPayload]:  # noqa: A002
        """Archive."""
        customer_id = uuid_of("customer", input.customer_id)
        await customers.archive(context.actor, customer_id)
        return Facts(customer=customer_id)

    @mutation(locked(*MANAGING, of="customer"), "Bring an archived customer back onto the lists.")
    async def restore_customer(self, context: Context, input: RestoreCustomerInput) -> Facts[RestoreCustomerPayload]:  # noqa: A002
        """Restore."""
        customer_id = uuid_of("customer", input.customer_id)
        await customers.restore(context.actor, customer_id)
        return Facts(customer=customer_id)
