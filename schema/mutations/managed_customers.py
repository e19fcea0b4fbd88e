"""The Customers page: making managed customers, saying who may do what at them, and merging prospects into them."""

from __future__ import annotations

from typing import Any

import strawberry

from app.auth import policies
from app.auth.permissions import Permission
from app.core import ids
from app.core.changes import UNSET
from app.services import customer_access, customer_merging, new_customers
from app.services.customer_access import Place
from schema.core.context import Context
from schema.core.permissions import locked
from schema.mutations.payloads import UNKNOWN, Facts, changed, fact, mutation, payload, uuid_of
from schema.reading.declare import given, one
from schema.types.customers import Customer
from schema.types.enums import Role
from schema.types.invitations import Invitation
from schema.types.partner_enums import AccessLevel


@strawberry.input(description="A colleague's place on the list of those who may open a customer.")
class StaffAccessInput:
    """One place."""

    user_id: strawberry.ID = fact("Who; an active member of the viewer's tenant.")
    level: AccessLevel = fact("What they may do there; MANAGE is for MSP admins.")


@strawberry.input(description="Who may do what at a managed customer: what is left out stays as it is, lists whole.")
class CustomerAccessInput:
    """Two lists."""

    allowed_roles: list[Role] | None = fact(
        "Roles that may be granted to the customer's own users. Left out for a new customer: MEMBER.", strawberry.UNSET
    )
    staff: list[StaffAccessInput] | None = fact(
        "Provider staff who may open the customer, an MSP admin who manages it among them; empty means every MSP admin.", strawberry.UNSET
    )


@strawberry.input(description="The first tenant admin of a new customer, who is invited by mail.")
class FirstAdminInput:
    """Who."""

    email: str = fact("The address that the invitation is mailed to.")
    first_name: str | None = fact("The first name.", None)
    last_name: str | None = fact("The last name.", None)
    personal_message: str | None = fact("A few words in the mail, as plain text; at most 2,000 characters.", None)


@strawberry.input(description="A new managed customer: its organization is made, and connected as MSP.")
class CreateCustomerInput:
    """Facts of a customer."""

    name: str = fact("The name, of the record and of the organization.")
    domain: str | None = fact("The company's domain.", strawberry.UNSET)
    reference: str | None = fact("One's own reference, e.g. a number in another system.", strawberry.UNSET)
    prospect_id: strawberry.ID | None = fact("The prospect that becomes the customer and keeps its contacts and POCs.", None)
    access: CustomerAccessInput = fact("Who may do what at it.")
    first_admin: FirstAdminInput | None = fact("Whom to invite as its first tenant admin.", None)


@payload
class CreateCustomerPayload:
    """The record."""

    customer: Customer | None = one("The record of the new customer.", scope=policies.customers)
    invitation: Invitation | None = one("The invitation of the first tenant admin.", scope=policies.invitations)


@strawberry.input(description="Who may do what at a customer from now on.")
class UpdateCustomerAccessInput:
    """Changes."""

    customer_id: strawberry.ID = fact("Which customer.")
    access: CustomerAccessInput = fact("Who may do what at it.")


@payload
class UpdateCustomerAccessPayload:
    """The record."""

    customer: Customer | None = one("The record after the change.", scope=policies.customers)


@strawberry.input(description="A prospect that turned out to be a company that is connected already.")
class MergeCustomersInput:
    """Two records."""

    from_id: strawberry.ID = fact("The prospect, which is deleted.")
    into_id: strawberry.ID = fact("The connected customer, which gets what the prospect had.")


@payload
class MergeCustomersPayload:
    """The record that is left."""

    customer: Customer | None = one("The connected customer.", scope=policies.customers)
    merged_id: strawberry.ID | None = given("The id of the prospect that is no more.")


@strawberry.type
class ManagedCustomerMutations:
    """Root fields of the Customers page."""

    @mutation(locked(Permission.CUSTOMERS_MANAGE), "Make a customer's organization and manage it from its first day on.")
    async def create_customer(self, context: Context, input: CreateCustomerInput) -> Facts[CreateCustomerPayload]:  # noqa: A002
        """Create."""
        admin = None
        if (person := input.first_admin) is not None:
            names = ("email", "first_name", "last_name", "personal_message")
            admin = new_customers.FirstAdmin(**{name: getattr(person, name) for name in names})
        created = await new_customers.create(
            context.actor,
            name=input.name,
            domain=changed(input.domain),
            reference=changed(input.reference),
            prospect_id=None if input.prospect_id is None else uuid_of("customer", input.prospect_id) or UNKNOWN,
            first_admin=admin,
            **_access(input.access),
        )
        return Facts(customer=created.customer_id, invitation=created.invitation_id)

    @mutation(locked(Permission.CUSTOMERS_MANAGE), "Say which roles may be granted at a customer, and which colleagues may open it.")
    async def update_customer_access(
        self,
        context: Context,
        input: UpdateCustomerAccessInput,  # noqa: A002
    ) -> Facts[UpdateCustomerAccessPayload]:
        """Change."""
        customer_id = uuid_of("customer", input.customer_id)
        await customer_access.update(context.actor, customer_id, **_access(input.access))
        return Facts(customer=customer_id)

    @mutation(locked(Permission.CUSTOMERS_MANAGE), "A prospect into the connected record of the same company.")
    async def merge_customers(self, context: Context, input: MergeCustomersInput) -> Facts[MergeCustomersPayload]:  # noqa: A002
        """Merge."""
        from_id, into_id = uuid_of("customer", input.from_id), uuid_of("customer", input.into_id)
        await customer_merging.merge(context.actor, from_id=from_id, into_id=into_id)
        return Facts(customer=into_id, merged_id=from_id and ids.to_text("customer", from_id))


def _access(given_: CustomerAccessInput) -> dict[str, Any]:
    """What the input says, as the services are told."""
    staff = changed(given_.staff)
    if staff is not UNSET and staff is not None:
        staff = [Place(uuid_of("user", place.user_id), place.level) for place in staff]
    return {"allowed_roles": changed(given_.allowed_roles), "staff": staff}
