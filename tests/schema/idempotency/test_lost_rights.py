"""Requests that come again after their caller has lost rights: what was done is shown as far as they may see it now."""

from __future__ import annotations

from app.core.runtime import now
from app.models import Membership, MembershipStatus, PartnershipKind, User
from tests.app.services.linking import link_of
from tests.schema.idempotency.sending import Desk, payload
from tests.world import World

CREATE = (
    "mutation($input: CreateOrganizationInput!) { createOrganization(input: $input)"
    " { tenant { name } partnership { kind status partner { name } } userErrors { code path } } }"
)


async def test_given_a_founder_who_is_no_member_any_more_when_founding_comes_again_then_the_partnership_is_not_shown(
    desk: Desk, world: World
) -> None:
    _, token = await link_of(world, kind=PartnershipKind.MSP)
    dora = await desk.signed_in(world.dora)
    given = {"organizationName": "Dora's", "partnerLinkToken": token}
    shown = {"kind": "MSP", "status": "ACTIVE", "partner": {"name": "Northwind Cloud"}}
    for _ in range(2):
        assert payload(await dora.send(CREATE, input=given)) == {"tenant": {"name": "Dora's"}, "partnership": shown, "userErrors": []}
    founder = await User.get(id=world.dora.id)
    await Membership.filter(user_id=founder.id).update(status=MembershipStatus.DEACTIVATED, deactivated_at=now())
    assert payload(await dora.send(CREATE, input=given)) == {"tenant": None, "partnership": None, "userErrors": []}
