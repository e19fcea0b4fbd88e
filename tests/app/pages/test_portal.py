"""The page of a portal: whose it is, who is asked first, what its contact takes part in; for its own person, as long as it is open."""

from __future__ import annotations

import pytest

from app.core import db, ids
from app.core.runtime import now
from app.models import Contact, Customer, Membership, Participant, Partnership, PartnershipKind, Plan, Poc, PocStatus, Role, Tenant, User
from tests.app.pages.browsing import Browser
from tests.app.pages.furnishing import address as address_of_poc
from tests.partners import Connected, connect
from tests.portals import open_portal, portal_id
from tests.statements import counted
from tests.world import PASSWORD, World, writes


async def _as(browser: Browser, user: User) -> Browser:
    await browser.open("/sign-in")
    await browser.press("sign-in", email=user.email, password=PASSWORD)
    assert browser.path == "/welcome"
    return browser


def _address(contact: Contact) -> str:
    return f"/welcome/portal/{portal_id(contact)}"


def _line(browser: Browser) -> str:
    return " ".join(browser.page.words)


# What is shown


async def test_given_a_contact_when_the_portal_is_opened_then_it_shows_the_provider_whom_to_ask_and_the_own_pocs(
    world: World, browser: Browser
) -> None:
    await Tenant.filter(id=world.northwind.id).update(
        brand_name="Northwind", brand_accent_color="#ffee00", brand_support_email="help@nw.example"
    )
    contact = await open_portal(world.acme, world.cara)
    await _as(browser, world.cara)

    page = await browser.open(_address(contact))

    assert (browser.status, page.heading) == (200, "Your portal at Northwind")
    assert "Your company Acme" in _line(browser)
    assert "Whom to ask first Northwind . Whatever you need help with, ask there first: help@nw.example ." in _line(browser)
    assert "Questions? help@nw.example" in _line(browser)
    assert "What you take part in Active POC" in _line(browser)
    assert f'href="{address_of_poc(world.active)}"' in browser.answer.text
    assert 'fill="#ffee00"' in browser.answer.text
    assert page.texts["title"].endswith(" Northwind")
    assert page.buttons == {""}, "signing out"
    hidden = ("Kims", "On hold", "Draft", "Archived", "Carl", "Sam", "Summary", "budget", "PRO", world.cara.email)
    assert not [word for word in hidden if word in browser.answer.text]


async def test_given_a_portal_when_opened_then_the_pocs_in_it_lead_to_their_pages(world: World, browser: Browser) -> None:
    contact = await open_portal(world.acme, world.cara)
    await _as(browser, world.cara)
    await browser.open(_address(contact))
    assert (await browser.open(address_of_poc(world.active))).heading == "Active POC"


async def test_given_no_participation_when_the_portal_is_opened_then_it_lists_and_opens_none(world: World, browser: Browser) -> None:
    contact = await open_portal(world.acme, world.dora)
    await _as(browser, world.dora)

    page = await browser.open(_address(contact))

    assert "you take part in no proof of concept here" in page.text
    assert "/welcome/poc/" not in browser.answer.text
    await browser.open(address_of_poc(world.active))
    assert browser.status == 404


@pytest.mark.parametrize(
    ("status", "listed"), [(PocStatus.ON_HOLD, True), (PocStatus.LOST, True), (PocStatus.DRAFT, False), (PocStatus.ARCHIVED, False)]
)
async def test_given_a_status_when_the_portal_is_opened_then_the_poc_is_there_only_if_it_is_for_customers(
    world: World, browser: Browser, status: PocStatus, *, listed: bool
) -> None:
    contact = await open_portal(world.acme, world.cara)
    await _as(browser, world.cara)
    await browser.open(_address(contact))
    assert "Active POC" in browser.answer.text
    await Poc.filter(id=world.active.id).update(status=status)
    await browser.open(_address(contact))
    assert ("Active POC" in browser.answer.text) is listed


async def test_given_a_poc_of_another_provider_when_a_portal_is_opened_then_it_is_in_the_other_one_alone(
    world: World, browser: Browser
) -> None:
    await Participant.create(poc=world.olgas, user=world.cara, title="Engineer", joined_at=now())
    here, there = await open_portal(world.acme, world.cara), await open_portal(world.contoso_customer, world.cara)
    await _as(browser, world.cara)

    await browser.open(_address(here))
    assert ("Active POC" in _line(browser), "Olgas POC" in _line(browser)) == (True, False)
    await browser.open(_address(there))
    assert ("Active POC" in _line(browser), "Olgas POC" in _line(browser)) == (False, True)
    assert "Contoso" in browser.page.heading
    assert "Fabrikam" in _line(browser)


# Who is asked first


ASKS_PARTNER = "Northwind Cloud is your partner. Whatever you need help with, ask there first."


@pytest.mark.parametrize(
    ("kind", "partner"),
    [(PartnershipKind.MSP, True), (PartnershipKind.RESELLER_WITH_SUPPORT, True), (PartnershipKind.RESELLER_WITHOUT_SUPPORT, False)],
)
async def test_given_each_kind_of_partnership_when_the_portal_is_opened_then_it_says_whom_to_ask_as_long_as_it_holds(
    world: World, browser: Browser, kind: PartnershipKind, *, partner: bool
) -> None:
    connected = await connect(world, kind=kind)
    contact = await open_portal(connected.record, world.cara)
    await _as(browser, world.cara)

    async def said() -> bool:
        await browser.open(_address(contact))
        assert (ASKS_PARTNER in _line(browser)) is not ("The vendor." in _line(browser))
        return ASKS_PARTNER in _line(browser)

    assert await said() is partner
    await Partnership.filter(id=connected.partnership.id).update(suspended_by_customer_at=now())
    assert await said() is False
    await Partnership.filter(id=connected.partnership.id).update(suspended_by_customer_at=None)
    assert await said() is partner
    await Partnership.filter(id=connected.partnership.id).update(ended_at=now())
    assert await said() is False


async def test_given_a_partner_with_an_address_when_the_portal_is_opened_then_it_says_where_to_ask(world: World, browser: Browser) -> None:
    await Tenant.filter(id=world.northwind.id).update(brand_support_email="help@nw.example")
    contact = await open_portal((await connect(world)).record, world.cara)
    await _as(browser, world.cara)
    await browser.open(_address(contact))
    assert "Whatever you need help with, ask there first: help@nw.example ." in _line(browser)
    assert 'href="mailto:help%40nw.example"' in browser.answer.text


async def test_given_a_provider_under_its_partners_brand_when_the_portal_is_opened_then_that_brand_and_the_providers_name(
    world: World, browser: Browser
) -> None:
    connected = await _branded(world)
    own = await Customer.create(tenant=connected.tenant, name="Buyer", sort_name="buyer", created_at=now())
    contact = await open_portal(own, world.cara)
    await _as(browser, world.cara)

    page = await browser.open(_address(contact))

    assert page.heading == "Your portal at Umbrella"
    assert page.texts["title"].endswith(" Northwind")
    assert 'fill="#ffee00"' in browser.answer.text


async def _branded(world: World) -> Connected:
    """A customer of Northwind, whose white label it shows."""
    await Tenant.filter(id=world.northwind.id).update(plan=Plan.PRO, brand_name="Northwind", brand_accent_color="#ffee00")
    return await connect(world)


# For whom it is there


async def test_given_anybody_else_when_a_portal_is_opened_then_it_is_as_if_there_were_none(world: World, browser: Browser) -> None:
    contact = await open_portal(world.acme, world.cara)
    await open_portal(world.acme, world.carl)
    for user in (world.carl, world.dora, world.sam, world.ada, world.otto):
        browser.client.cookies.clear()
        await _as(browser, user)
        unknown = (await browser.open(f"/welcome/portal/{ids.to_text('portal', ids.new_id())}")).text
        assert browser.status == 404
        for path in (_address(contact), _address(contact).replace("portal_", "contact_"), "/welcome/portal/portal_x"):
            assert (await browser.open(path)).text == unknown
            assert browser.status == 404
    browser.client.cookies.clear()
    await _as(browser, world.cara)
    assert (await browser.open(_address(contact))).heading == "Your portal at Northwind Cloud"


async def test_given_access_that_is_revoked_when_the_portal_is_opened_then_the_next_request_finds_nothing(
    world: World, browser: Browser
) -> None:
    contact = await open_portal(world.acme, world.cara)
    await _as(browser, world.cara)
    assert (await browser.open(_address(contact))).heading == "Your portal at Northwind Cloud"

    await Contact.filter(id=contact.id).update(revoked_at=now())

    assert (await browser.open(_address(contact))).heading == "There is nothing here"
    assert browser.status == 404
    assert "Your portals" not in (await browser.open("/welcome")).text


async def test_given_who_works_for_the_provider_when_they_open_a_portal_of_theirs_then_there_is_none_in_that_session(
    world: World, browser: Browser
) -> None:
    contact = await open_portal(world.acme, world.dora)
    await _as(browser, world.dora)
    assert (await browser.open(_address(contact))).heading == "Your portal at Northwind Cloud"
    await Membership.create(user=world.dora, tenant=world.northwind, roles={Role.MEMBER}, created_at=now())
    browser.client.cookies.clear()
    await _as(browser, world.dora)
    await browser.open(_address(contact))
    assert browser.status == 404
    assert "Your portals" not in (await browser.open("/welcome")).text


async def test_given_nobody_signed_in_when_a_portal_is_opened_then_they_sign_in_and_come_back(world: World, browser: Browser) -> None:
    contact = await open_portal(world.acme, world.cara)
    page = await browser.open(_address(contact))
    assert browser.path == f"/sign-in?to={_address(contact)}"
    assert page.heading == "Sign in"

    page = await browser.press("sign-in", email=world.cara.email, password=PASSWORD)

    assert page.heading == "Your portal at Northwind Cloud"


# The person's own page


async def test_given_two_portals_when_welcomed_then_both_are_listed_by_their_providers_names_with_the_customers(
    world: World, browser: Browser
) -> None:
    here, there = await open_portal(world.acme, world.cara), await open_portal(world.contoso_customer, world.cara)
    await open_portal(world.globex, world.carl)
    await _as(browser, world.cara)

    await browser.open("/welcome")

    assert "Your portals Contoso Fabrikam Northwind Cloud Acme" in _line(browser)
    assert browser.answer.text.index(_address(there)) < browser.answer.text.index(_address(here))
    assert "Globex" not in _line(browser)


async def test_given_only_a_portal_when_welcomed_then_it_is_not_said_that_there_is_nothing(world: World, browser: Browser) -> None:
    await open_portal(world.acme, world.dora)
    await _as(browser, world.dora)
    await browser.open("/welcome")
    assert "Your portals Northwind Cloud Acme" in _line(browser)
    assert "you take part in nothing here" not in _line(browser)


# How it is read


async def test_given_names_that_look_like_markup_when_a_portal_is_opened_then_they_are_shown_as_they_are(
    world: World, browser: Browser
) -> None:
    nasty = "</h1><script>alert('x')</script>&amp;"
    await Tenant.filter(id=world.northwind.id).update(name=nasty)
    await Customer.filter(id=world.acme.id).update(name=nasty)
    await Poc.filter(id=world.active.id).update(name=nasty)
    contact = await open_portal(world.acme, world.cara)
    await _as(browser, world.cara)

    page = await browser.open(_address(contact))

    assert page.heading == f"Your portal at {nasty}"
    assert page.text.count(nasty) >= 4, "its name, the customer's, the POC's, the brand's"
    assert "script" not in page.elements


async def test_given_many_pocs_when_the_portal_is_opened_then_it_writes_nothing_and_asks_as_often_as_for_one(
    world: World, browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    contact = await open_portal(world.acme, world.cara)
    await _as(browser, world.cara)
    numbers = []
    for pocs in ([], [world.kims, world.on_hold, world.won, world.lost]):
        for poc in pocs:
            await Participant.create(poc=poc, user=world.cara, title="Engineer", joined_at=now())
        await browser.open(_address(contact))
        async with db.transaction():
            before = await writes()
            with counted(monkeypatch) as statements:
                page = await browser.open(_address(contact))
            assert await writes() == before
        numbers.append(len(statements))
        assert page.elements.count("a") == 1 + len(pocs)
    assert numbers[0] == numbers[1]
    assert numbers[0] < 10
