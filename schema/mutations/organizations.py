"""Organizations of people who have an account."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import strawberry

from app.auth import partnering, people
from app.services import organizations
from schema.core.context import Context
from schema.core.permissions import oneself
from schema.mutations.payloads import Facts, fact, mutation, payload
from schema.reading.declare import nested, one
from schema.types.tenants import Tenant
from schema.types.viewer import Viewer, facts

if TYPE_CHECKING:
    from schema.types.partnerships import Partnership


@strawberry.input(description="An organization of one's own.")
class CreateOrganizationInput:
    """Its name."""

    organization_name: str = fact("The organization's name.")
    partner_link_token: str | None = fact(
        "The secret at the end of a partner link, by which it is connected; needed where registration is not open to all.", None
    )


@payload
class CreateOrganizationPayload:
    """The organization."""

    tenant: Tenant | None = one("The new organization. The session stays where it is; switchTenant goes there.", scope=people.tenants)
    partnership: Annotated[Partnership, strawberry.lazy("schema.types.partnerships")] | None = one(
        "What it is connected by, with a partner link.", scope=partnering.partnerships_of_founded
    )
    viewer: Viewer | None = nested("The viewer, now a member of it.")


@strawberry.type
class OrganizationMutations:
    """Root fields about organizations."""

    @mutation(oneself(), "Make an organization, as its tenant admin, with the account that one has.")
    async def create_organization(self, context: Context, input: CreateOrganizationInput) -> Facts[CreateOrganizationPayload]:  # noqa: A002
        """Create."""
        founded = await organizations.create(
            context.actor, organization_name=input.organization_name, partner_link_token=input.partner_link_token
        )
        return Facts(tenant=founded.tenant_id, partnership=founded.partnership_id, viewer=facts(context.actor))
