"""The page of a partner link for people with an account: signing in and coming back, connecting, and an organization of their own."""

from __future__ import annotations

from app.core.runtime import Runtime, now
from app.models import Customer, CustomerStage, Membership, Partnership, Role, Session, Tenant
from tests.app.pages.browsing import Browser
from tests.app.pages.test_join import OFFER, sign_in
from tests.app.services.linking import token_of
from tests.partners import connect
from tests.world import PASSWORD, World, rows, snapshot


async def test_given_an_account_when_signed_in_by_the_page_then_it_comes_back_and_connects(world: World, browser: Browser) -> None:
    await browser.open(f"/join/{await token_of(world)}")
    here = browser.path
    assert f'href="/sign-in?to={here}"' in browser.answer.text
    await browser.open(f"/sign-in?to={here}")
    page = await browser.press("sign-in", email=world.otto.email, password=PASSWORD)
    assert (browser.path, page.heading) == (here, OFFER)
    assert "Otto Other" in page.text
    assert "Connect Contoso" in " ".join(page.words)

    page = await browser.press("connect")
    assert page.heading == "You are connected"
    assert "Contoso is connected with Northwind Cloud now." in page.text
    assert (await Partnership.get(customer_id=world.contoso.id)).partner_id == world.northwind.id
    assert (await browser.open(browser.path)).heading == "You are connected"
    assert await rows("partnership") == 1


async def test_given_somebody_signed_out_when_a_button_for_others_is_pressed_then_they_sign_in_first_and_come_back(
    runtime: Runtime, world: World, browser: Browser
) -> None:
    await sign_in(browser, world.otto)
    await browser.open(f"/join/{await token_of(world)}")
    here = browser.path
    await Session.filter(user_id=world.otto.id).update(revoked_at=now())
    before = await snapshot()
    await browser.press("connect")
    assert browser.path == f"/sign-in?to={here}"
    assert await snapshot() == before


async def test_given_a_partner_when_connecting_then_it_takes_a_tick_to_leave_it(world: World, browser: Browser) -> None:
    there = await connect(world)
    await sign_in(browser, there.admin)
    token = await token_of(world, actor=world.actor(world.olga, roles={Role.MSP_ADMIN}))
    page = await browser.open(f"/join/{token}")
    assert "Umbrella has a partner: Northwind Cloud" in " ".join(page.words)
    before = await snapshot()
    page = await browser.press("connect")
    assert (browser.status, "This organization has a partner already" in page.text) == (422, True)
    assert await snapshot() == before
    page = await browser.press("connect", replace="yes")
    assert page.heading == "You are connected"
    assert "Umbrella is connected with Contoso now." in page.text
    assert (await Partnership.get(id=there.partnership.id)).ended_at is not None


async def test_given_no_administrator_when_opened_then_the_page_says_so_and_tells_no_partner(world: World, browser: Browser) -> None:
    there = await connect(world)
    await sign_in(browser, there.member)
    page = await browser.open(f"/join/{await token_of(world, actor=world.actor(world.olga, roles={Role.MSP_ADMIN}))}")
    assert page.heading == "Connect with Contoso"
    assert "Only its administrators can connect it" in page.text
    assert "Northwind" not in page.text
    assert "connect" not in page.buttons
    before = await snapshot()
    mark = page.form("organize").fields["mark"]
    assert (await browser.client.post(browser.path, data={"do": "connect", "mark": mark})).status_code == 403
    assert await snapshot() == before


async def test_given_ones_own_link_when_opened_then_the_page_says_so(world: World, browser: Browser) -> None:
    await sign_in(browser, world.ada)
    page = await browser.open(f"/join/{await token_of(world)}")
    assert "This is the link of Northwind Cloud" in " ".join(page.words)
    assert page.buttons == {"organize", "sign-out"}


async def test_given_a_person_without_an_organization_when_they_make_one_then_it_is_connected_and_they_work_there(
    world: World, browser: Browser
) -> None:
    await sign_in(browser, world.cara)
    page = await browser.open(f"/join/{await token_of(world)}")
    assert page.buttons == {"organize", "sign-out"}
    page = await browser.press("organize", organizationName=" ")
    assert (browser.status, page.autofocus) == (422, "organizationName")
    page = await browser.press("organize", organizationName="Cara's")
    assert page.heading == "You are connected"
    assert "Cara's is connected with Northwind Cloud now." in page.text
    tenant = await Tenant.get(name="Cara's")
    assert (await Membership.get(user_id=world.cara.id, tenant_id=tenant.id)).roles == frozenset({Role.TENANT_ADMIN})
    assert (await Partnership.get(customer_id=tenant.id)).partner_id == world.northwind.id
    page = await browser.open("/welcome")
    assert "Cara's" in page.text
    assert "Active POC" in page.text


async def test_given_a_link_for_a_prospect_when_somebody_else_was_faster_then_the_page_says_so(world: World, browser: Browser) -> None:
    token = await token_of(world, for_customer=True, customer_id=world.acme.id)
    await sign_in(browser, world.otto)
    await browser.open(f"/join/{token}")
    await Customer.filter(id=world.acme.id).update(stage=CustomerStage.CONNECTED)
    before = await snapshot()
    page = await browser.press("connect")
    assert (browser.status, "This link was withdrawn" in page.text) == (422, True)
    assert await snapshot() == before


async def test_given_the_wrong_account_when_left_then_the_same_page_is_there_for_another(world: World, browser: Browser) -> None:
    await sign_in(browser, world.max)
    await browser.open(f"/join/{await token_of(world)}")
    here = browser.path
    page = await browser.press("sign-out")
    assert (browser.path, page.heading, page.buttons) == (here, OFFER, {"ask"})
