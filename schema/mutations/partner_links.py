"""Partner links, and connecting through them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import strawberry

from app.auth import partnering
from app.auth.permissions import Permission
from app.services import connecting, partner_links
from schema.core.context import Context
from schema.core.permissions import locked
from schema.mutations.payloads import Facts, fact, mutation, payload, uuid_of
from schema.reading.declare import given, one
from schema.types.partner_enums import PartnershipKind
from schema.types.partner_links import PartnerLink

if TYPE_CHECKING:
    from schema.types.partnerships import Partnership


@strawberry.input(description="The link works once unless told; with customerId exactly once, and connects that prospect.")
class GeneratePartnerLinkInput:
    """What the link is for."""

    kind: PartnershipKind = fact("What kind of partnership begins by it.")
    label: str | None = fact("What the partner calls it.", None)
    max_uses: int | None = fact("How often it works; null: as often as one likes.", 1)
    expires_in_days: int | None = fact("For how many days it works, 1 to 365; null: for ever.", 30)
    email_domain: str | None = fact("Only for people with an address of this domain.", None)
    contract_reference: str | None = fact("The contract that says the prices of what begins by it.", None)
    customer_id: strawberry.ID | None = fact("The prospect or former customer that it connects.", None)


@payload
class GeneratePartnerLinkPayload:
    """The link, and its address, once."""

    link: PartnerLink | None = one("The new link.", scope=partnering.partner_links)
    url: str | None = given("Its address, shown here and never again; a lost one is revoked and made anew.")


@strawberry.input(description="A partner link that shall work no more.")
class RevokePartnerLinkInput:
    """A link."""

    link_id: strawberry.ID = fact("Which link.")


@payload
class RevokePartnerLinkPayload:
    """The link."""

    link: PartnerLink | None = one("The link after it was revoked.", scope=partnering.partner_links)


@strawberry.input(description="A partner for the session's organization.")
class ConnectToPartnerInput:
    """A link."""

    token: str = fact("The secret at the end of the partner link.")
    replace_current: bool = fact("Leave the partner that there is; without it, having one is ALREADY_CONNECTED.", default=False)


@payload
class ConnectToPartnerPayload:
    """The partnership."""

    partnership: Annotated[Partnership, strawberry.lazy("schema.types.partnerships")] | None = one(
        "The new partnership.", scope=partnering.partnerships
    )


@strawberry.type
class PartnerLinkMutations:
    """Root fields about partner links."""

    @mutation(locked(Permission.PARTNERSHIPS_MANAGE), "Make a link by which customers connect with this tenant.")
    async def generate_partner_link(self, context: Context, input: GeneratePartnerLinkInput) -> Facts[GeneratePartnerLinkPayload]:  # noqa: A002
        """Generate."""
        generated = await partner_links.generate(
            context.actor,
            kind=input.kind,
            label=input.label,
            max_uses=input.max_uses,
            expires_in_days=input.expires_in_days,
            email_domain=input.email_domain,
            contract_reference=input.contract_reference,
            for_customer=input.customer_id is not None,
            customer_id=uuid_of("customer", input.customer_id),
        )
        return Facts(link=generated.link_id, url=generated.url)

    @mutation(locked(Permission.PARTNERSHIPS_MANAGE), "Let a partner link work no more. Who has connected through it stays connected.")
    async def revoke_partner_link(self, context: Context, input: RevokePartnerLinkInput) -> Facts[RevokePartnerLinkPayload]:  # noqa: A002
        """Revoke."""
        link_id = uuid_of("link", input.link_id)
        await partner_links.revoke(context.actor, link_id)
        return Facts(link=link_id)

    @mutation(locked(Permission.PARTNER_CONSENT), "Connect this organization with a partner by its link; all settings stay as they are.")
    async def connect_to_partner(self, context: Context, input: ConnectToPartnerInput) -> Facts[ConnectToPartnerPayload]:  # noqa: A002
        """Connect."""
        return Facts(partnership=await connecting.connect(context.actor, token=input.token, replace_current=input.replace_current))
