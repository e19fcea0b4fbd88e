"""Previews of partner links: what their holder may know, and that nothing more is told once they work no more."""

from __future__ import annotations

from dataclasses import asdict
from datetime import timedelta

import pytest

from app.auth.capabilities import PartnerCapability, Party
from app.core.rates import PREVIEW
from app.core.runtime import Runtime
from app.models import PartnerLink, PartnerLinkStatus, PartnershipKind
from app.services import partner_link_previews, partner_links
from app.services.partner_link_previews import NOTHING, Preview
from tests.app.services.linking import link_of, token_of
from tests.outcomes import DONE, outcome
from tests.world import World, snapshot

C = PartnerCapability


async def preview(world: World, token: str) -> Preview:
    """As somebody who is not signed in."""
    return await partner_link_previews.preview(world.nobody, token)


@pytest.mark.parametrize(
    ("kind", "capabilities", "first_contact"),
    [
        (PartnershipKind.MSP, tuple(C), Party.PARTNER),
        (PartnershipKind.RESELLER_WITH_SUPPORT, (C.FIRST_CONTACT, C.BILLING_VIA_PARTNER), Party.PARTNER),
        (PartnershipKind.RESELLER_WITHOUT_SUPPORT, (C.BILLING_VIA_PARTNER,), Party.VENDOR),
    ],
)
async def test_given_a_link_when_looked_at_then_partner_and_capabilities_are_told_and_nothing_is_used_up(
    world: World, kind: PartnershipKind, capabilities: tuple[C, ...], first_contact: Party
) -> None:
    token = await token_of(world, kind=kind)
    before = await snapshot()
    for _ in range(3):
        assert await preview(world, token) == Preview(
            status=PartnerLinkStatus.ACTIVE, tenant_id=world.northwind.id, partner_name="Northwind Cloud",
            kind=kind, capabilities=capabilities, first_contact=first_contact,
        )  # fmt: skip
    assert await snapshot() == before


async def test_given_a_link_that_works_no_more_when_looked_at_then_its_status_is_all_there_is(runtime: Runtime, world: World) -> None:
    revoked, token_of_revoked = await link_of(world)
    used, token_of_used = await link_of(world)
    token_of_old, token_of_lasting = await token_of(world), await token_of(world, expires_in_days=None, max_uses=None)
    await partner_links.revoke(world.actor(world.mia), revoked.id)
    await PartnerLink.filter(id=used.id).update(uses=1)
    assert (await preview(world, token_of_old)).status is PartnerLinkStatus.ACTIVE
    runtime.clock.advance(timedelta(days=30))
    for token, status in (
        (token_of_revoked, PartnerLinkStatus.REVOKED),
        (token_of_used, PartnerLinkStatus.EXHAUSTED),
        (token_of_old, PartnerLinkStatus.EXPIRED),
    ):
        assert await preview(world, token) == Preview(status=status)
    assert (await preview(world, token_of_lasting)).status is PartnerLinkStatus.ACTIVE


async def test_given_a_link_that_never_was_when_looked_at_then_nothing_is_there(world: World) -> None:
    for token in ("t" * 43, "", "x", "é" * 43):
        assert await preview(world, token) == NOTHING
    assert set(asdict(NOTHING).values()) == {None}


async def test_given_many_looks_from_one_place_when_it_is_too_much_then_it_is_limited(world: World) -> None:
    token = await token_of(world)
    for _ in range(PREVIEW.most):
        assert await outcome(preview(world, token)) == DONE
    assert await outcome(preview(world, token)) == "RATE_LIMITED"
