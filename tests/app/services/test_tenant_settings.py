"""That a tenant's settings are changed field by field, checked, recorded, and by those who manage the tenant."""

from __future__ import annotations

from typing import Any

import pytest

from app.models import Event, Role, Tenant
from app.services import tenant_settings
from app.services.tenant_settings import Branding, InvitePolicy
from tests.outcomes import DONE, outcome
from tests.partners import act, connect
from tests.world import World, mails, snapshot


async def test_given_everything_when_changed_then_it_is_so_and_recorded_without_the_support_address(world: World) -> None:
    before = await Tenant.get(id=world.contoso.id)
    await tenant_settings.update(
        world.actor(world.ada), name=" Northwind Traders ", default_locale="de-at", time_zone="Europe/Vienna", share_consent=True,
        branding=Branding(
            name="Northwind", logo_url="https://northwind.example/logo.svg", accent_color="#AA0000", support_email="Help@northwind.example"
        ),
        invite_policy=InvitePolicy(allowed_domains=["Acme.Example", "bücher.example", "acme.example"], blocked_domains=["spam.example"]),
    )  # fmt: skip

    tenant = await Tenant.get(id=world.northwind.id)
    assert (tenant.name, tenant.sort_name) == ("Northwind Traders", "northwind traders")
    assert (tenant.default_locale, tenant.time_zone, tenant.share_consent) == ("de-AT", "Europe/Vienna", True)
    assert (tenant.brand_name, tenant.brand_logo_url) == ("Northwind", "https://northwind.example/logo.svg")
    assert (tenant.brand_accent_color, tenant.brand_support_email) == ("#aa0000", "Help@northwind.example")
    assert (tenant.allowed_domains, tenant.blocked_domains) == (["acme.example", "xn--bcher-kva.example"], ["spam.example"])
    [event] = await Event.filter(action="tenant.changed")
    assert (event.tenant_id, event.target_kind, event.target_id) == (world.northwind.id, "tenant", world.northwind.id)
    assert event.changes["shareConsent"] == [False, True]
    assert event.changes["branding.accentColor"] == [None, "#aa0000"]
    assert "help@" not in str(event.changes).lower()
    assert (await Tenant.get(id=world.contoso.id)).name == before.name == "Contoso"
    assert await mails() == []


async def test_given_one_field_when_changed_then_the_rest_stays_and_the_same_again_writes_nothing(world: World) -> None:
    ada = world.actor(world.ada)
    await tenant_settings.update(ada, branding=Branding(name="Northwind", accent_color="#aa0000"))
    await tenant_settings.update(ada, branding=Branding(accent_color=None))
    tenant = await Tenant.get(id=world.northwind.id)
    assert (tenant.name, tenant.brand_name, tenant.brand_accent_color) == ("Northwind Cloud", "Northwind", None)

    before = await snapshot()
    await tenant_settings.update(ada, branding=Branding(name="Northwind"), name="Northwind Cloud", share_consent=False)
    assert await snapshot() == before

    await tenant_settings.update(ada, branding=None, invite_policy=None)
    assert (await Tenant.get(id=world.northwind.id)).brand_name is None


@pytest.mark.parametrize("nothing", [None, "", " \t"])
async def test_given_a_brand_when_changed_to_nothing_or_spaces_then_it_is_cleared(world: World, nothing: str | None) -> None:
    ada = world.actor(world.ada)
    brand = Branding(
        name="Northwind", logo_url="https://northwind.example:8443/logo.svg", accent_color="#aa0000", support_email="help@northwind.example"
    )
    await tenant_settings.update(ada, branding=brand)
    cleared = Branding(name=nothing, logo_url=nothing, accent_color=nothing, support_email=nothing)
    assert await outcome(tenant_settings.update(ada, branding=cleared)) == DONE
    tenant = await Tenant.get(id=world.northwind.id)
    assert [tenant.brand_name, tenant.brand_logo_url, tenant.brand_accent_color, tenant.brand_support_email] == [None] * 4


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({"name": None}, "REQUIRED name"),
        ({"name": "x" * 201}, "TOO_LONG name"),
        ({"default_locale": "klingon language"}, "INVALID defaultLocale"),
        ({"default_locale": None}, "REQUIRED defaultLocale"),
        ({"time_zone": "Mars/Olympus"}, "INVALID timeZone"),
        ({"share_consent": None}, "REQUIRED shareConsent"),
        ({"branding": Branding(logo_url="http://northwind.example/logo.png")}, "INVALID branding.logoUrl"),
        ({"branding": Branding(logo_url="https://user:secret@northwind.example/")}, "INVALID branding.logoUrl"),
        ({"branding": Branding(logo_url="javascript:alert(1)")}, "INVALID branding.logoUrl"),
        ({"branding": Branding(logo_url="https://[")}, "INVALID branding.logoUrl"),
        ({"branding": Branding(logo_url="https://@northwind.example/")}, "INVALID branding.logoUrl"),
        ({"branding": Branding(logo_url="https://northwind.example:port/")}, "INVALID branding.logoUrl"),
        ({"branding": Branding(logo_url="https://northwind.example:99999/")}, "INVALID branding.logoUrl"),
        ({"branding": Branding(logo_url="https://northwind.example/a\u00a0b.svg")}, "INVALID branding.logoUrl"),
        ({"branding": Branding(logo_url="https://evil.example\\.northwind.example/")}, "INVALID branding.logoUrl"),
        ({"branding": Branding(accent_color="red")}, "INVALID branding.accentColor"),
        ({"branding": Branding(accent_color="#ffee00")}, "INVALID branding.accentColor"),
        ({"branding": Branding(support_email="nobody")}, "INVALID branding.supportEmail"),
        ({"invite_policy": InvitePolicy(allowed_domains=["acme.example", "nodots"])}, "INVALID invitePolicy.allowedDomains.1"),
        ({"invite_policy": InvitePolicy(allowed_domains=[" "])}, "REQUIRED invitePolicy.allowedDomains.0"),
        ({"invite_policy": InvitePolicy(blocked_domains=["a.example", ""])}, "REQUIRED invitePolicy.blockedDomains.1"),
        ({"invite_policy": InvitePolicy(blocked_domains=["a.example"] * 201)}, "LIMIT_REACHED invitePolicy.blockedDomains"),
        (
            {"name": "", "time_zone": "x", "branding": Branding(accent_color="x")},
            "REQUIRED name; INVALID timeZone; INVALID branding.accentColor",
        ),
    ],
)  # fmt: skip
async def test_given_bad_input_when_changed_then_all_that_is_wrong_is_named_and_nothing_is_written(
    world: World, given: dict[str, Any], expected: str
) -> None:
    before = await snapshot()
    assert await outcome(tenant_settings.update(world.actor(world.ada), **given)) == expected
    assert await snapshot() == before


async def test_given_each_role_when_changed_then_only_who_manages_the_tenant_may(world: World) -> None:
    assert await outcome(tenant_settings.update(world.actor(world.ada), name="Northwind")) == DONE
    before = await snapshot()
    for user in (world.mia, world.sam, world.max):
        assert await outcome(tenant_settings.update(world.actor(user), name="Another")) == "FORBIDDEN"
    assert await outcome(tenant_settings.update(world.actor(world.cara), name="Another")) == "FORBIDDEN"
    assert await outcome(tenant_settings.update(world.nobody, name="Another")) == "UNAUTHENTICATED"
    assert await snapshot() == before
    assert world.roles[world.mia.id] == {Role.MSP_ADMIN}


async def test_given_an_acting_session_when_changed_then_at_the_customer_but_never_whether_shares_need_consent(world: World) -> None:
    umbrella = await connect(world)
    acting = await act(world, umbrella)
    assert await outcome(tenant_settings.update(acting, time_zone="Europe/Berlin")) == DONE
    assert (await Tenant.get(id=umbrella.tenant.id)).time_zone == "Europe/Berlin"
    assert await Event.filter(action="tenant.changed").count() == 2, "in the logs of both"

    before = await snapshot()
    for consent in (True, False):
        assert await outcome(tenant_settings.update(acting, share_consent=consent)) == "FORBIDDEN"
    assert await snapshot() == before
    assert await outcome(tenant_settings.update(world.actor(umbrella.admin), share_consent=True)) == DONE
