"""The settings of one's own tenant."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

import strawberry

from app.auth import people
from app.auth.permissions import Permission
from app.core.changes import UNSET
from app.services import tenant_settings
from schema.core.context import Context
from schema.core.permissions import locked
from schema.mutations.payloads import Facts, changed, fact, mutation, payload
from schema.reading.declare import one
from schema.types.tenants import Tenant

T = TypeVar("T")


@strawberry.input(description="Changes of how pages and mails look: what is left out stays as it is, null clears.")
class BrandingInput:
    """A brand."""

    name: str | None = fact("The name to show instead of the organization's.", strawberry.UNSET)
    logo_url: str | None = fact("The logo's address (https).", strawberry.UNSET)
    accent_color: str | None = fact("The colour of buttons, as #rrggbb; it must be seen on white.", strawberry.UNSET)
    support_email: str | None = fact("Where customers ask.", strawberry.UNSET)


@strawberry.input(description="Changes of whom the tenant's people may invite: what is left out stays as it is; lists are whole.")
class InvitePolicyInput:
    """Domains."""

    allowed_domains: list[str] | None = fact("Only these; an empty list allows every domain.", strawberry.UNSET)
    blocked_domains: list[str] | None = fact("Never these.", strawberry.UNSET)


@strawberry.input(description="Changes of a tenant's settings: what is left out stays as it is.")
class UpdateTenantInput:
    """Changes."""

    name: str | None = fact("The name; it can't be cleared.", strawberry.UNSET)
    default_locale: str | None = fact("The language of its mails unless told otherwise (BCP 47).", strawberry.UNSET)
    time_zone: str | None = fact("Where its days end at midnight (IANA).", strawberry.UNSET)
    share_consent: bool | None = fact("Whether shares from a managing partner wait for an answer.", strawberry.UNSET)
    branding: BrandingInput | None = fact("How its pages and mails look; null clears all of it.", strawberry.UNSET)
    invite_policy: InvitePolicyInput | None = fact("Whom its people may invite; null allows everybody.", strawberry.UNSET)


@payload
class UpdateTenantPayload:
    """The tenant."""

    tenant: Tenant | None = one("The tenant after the change.", scope=people.tenants)


@strawberry.type
class TenantMutations:
    """Root fields about the session's tenant."""

    @mutation(locked(Permission.TENANT_MANAGE), "Change the settings of one's own tenant.")
    async def update_tenant(self, context: Context, input: UpdateTenantInput) -> Facts[UpdateTenantPayload]:  # noqa: A002
        """Change."""
        await tenant_settings.update(
            context.actor,
            name=changed(input.name),
            default_locale=changed(input.default_locale),
            time_zone=changed(input.time_zone),
            share_consent=changed(input.share_consent),
            branding=_parts(tenant_settings.Branding, input.branding),
            invite_policy=_parts(tenant_settings.InvitePolicy, input.invite_policy),
        )
        return Facts(tenant=context.actor.tenant)


def _parts(type_: Callable[..., T], given: Any) -> Any | T:
    """A nested input field by field, by the same names."""
    given = changed(given)
    return given if given is None or given is UNSET else type_(**{name: changed(value) for name, value in vars(given).items()})
