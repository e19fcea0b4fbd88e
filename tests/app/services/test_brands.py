"""That a tenant is shown under its own brand, or under its partner's where the partnership and the partner's plan allow it."""

from __future__ import annotations

import pytest

from app.core.brands import USHER, contrast
from app.core.runtime import now
from app.models import Partnership, PartnershipKind, Plan, Tenant
from app.services.brands import brand_of, shown_by
from tests.partners import connect
from tests.world import World


@pytest.fixture(autouse=True)
async def branded(world: World) -> None:
    """Northwind, the partner, has a brand."""
    changes = {"brand_name": "Northwind IT", "brand_accent_color": "#aa0000", "brand_support_email": "help@northwind.example"}
    await Tenant.filter(id=world.northwind.id).update(**changes)


async def test_given_a_managed_customer_when_shown_then_under_the_partners_brand(world: World) -> None:
    umbrella = await connect(world)
    await Tenant.filter(id=umbrella.tenant.id).update(brand_name="Umbrella Inc", brand_accent_color="#123456")
    brand = await brand_of(umbrella.tenant.id)
    assert (brand.name, brand.accent, brand.support_email) == ("Northwind IT", "#aa0000", "help@northwind.example")
    assert await shown_by(umbrella.tenant.id) == world.northwind.id
    assert (await brand_of(world.northwind.id)).name == "Northwind IT"
    assert (await brand_of(None)) == USHER


@pytest.mark.parametrize("kind", [PartnershipKind.RESELLER_WITH_SUPPORT, PartnershipKind.RESELLER_WITHOUT_SUPPORT])
async def test_given_a_reseller_when_its_customer_is_shown_then_under_its_own_brand(world: World, kind: PartnershipKind) -> None:
    umbrella = await connect(world, kind=kind)
    assert (await brand_of(umbrella.tenant.id)).name == "Umbrella"
    assert await shown_by(umbrella.tenant.id) == umbrella.tenant.id


async def test_given_no_white_label_any_more_when_shown_then_under_its_own_brand_at_once(world: World) -> None:
    umbrella = await connect(world)
    partnership = Partnership.filter(id=umbrella.partnership.id)

    async def shown() -> str:
        return (await brand_of(umbrella.tenant.id)).name

    assert await shown() == "Northwind IT"
    await Tenant.filter(id=world.northwind.id).update(plan=Plan.FREE)
    assert await shown() == "Umbrella"
    await Tenant.filter(id=world.northwind.id).update(plan=Plan.ENTERPRISE)
    assert await shown() == "Northwind IT"
    for column in ("suspended_by_partner_at", "suspended_by_customer_at", "ended_at"):
        await partnership.update(**{column: now()})
        assert await shown() == "Umbrella", column
        await partnership.update(**{column: None})
        assert await shown() == "Northwind IT"


def test_given_colours_when_compared_then_as_wcag_says() -> None:
    assert contrast("#000000", "#ffffff") == contrast("#fff", "#000") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)
    assert contrast("#1d4fd7", "#1d4fd7") == pytest.approx(1)
