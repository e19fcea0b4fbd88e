"""The page of a partner link: what it offers, the next step for each who looks at it, and what is said of one that does not work."""

from __future__ import annotations

from datetime import timedelta

import pytest

from app.auth.capabilities import PartnerCapability
from app.core.runtime import Runtime, now
from app.models import PartnerLink, Partnership, PartnershipKind, Role, Tenant, User
from app.pages.offers import KINDS, WORDS
from app.services import partner_links
from tests.app.pages.browsing import Browser, browsing
from tests.app.pages.test_safety import _is_safe
from tests.app.services.linking import link_of, token_of
from tests.partners import connect
from tests.world import PASSWORD, World, mails, snapshot

NEW = "another quiet river in winter"
FOUNDER = {"organizationName": "Fresh & Söhne", "firstName": "Fay", "lastName": "Founder", "password": NEW}
OFFER = "Connect with Northwind Cloud"


async def sign_in(browser: Browser, user: User) -> None:
    """By the page, as people do."""
    await browser.open("/sign-in")
    await browser.press("sign-in", email=user.email, password=PASSWORD)
    assert browser.path == "/welcome"


def test_given_the_table_when_read_then_each_kind_and_capability_has_its_words() -> None:
    assert WORDS.keys() == set(PartnerCapability)
    assert KINDS.keys() == set(PartnershipKind)


# What is seen


async def test_given_a_link_when_opened_then_partner_and_capabilities_are_named_and_nothing_is_used_up(
    world: World, browser: Browser
) -> None:
    await Tenant.filter(id=world.northwind.id).update(
        brand_name="Northwind", brand_accent_color="#0b6e4f", brand_support_email="a@b.example"
    )
    _, token = await link_of(world, label="Secret label", email_domain="fresh.example", contract_reference="Secret contract")
    before = await snapshot()
    page = await browser.open(f"/join/{token}")
    assert (browser.status, page.heading) == (200, OFFER)
    assert browser.path.startswith("/join/k/")
    _is_safe(browser)
    assert "managed service provider" in page.text
    assert all(sentence in page.text for sentence in WORDS.values())
    assert "vendor" not in page.text
    assert "#0b6e4f" in browser.answer.text
    for word in (token, "Secret", "fresh.example", world.mia.first_name):
        assert word not in page.text
    assert token not in browser.answer.text
    assert page.buttons == {"ask"}
    assert await snapshot() == before


async def test_given_a_link_of_a_lesser_kind_when_opened_then_only_what_it_allows_is_named(world: World, browser: Browser) -> None:
    page = await browser.open(f"/join/{await token_of(world, kind=PartnershipKind.RESELLER_WITHOUT_SUPPORT)}")
    named = {capability for capability, sentence in WORDS.items() if sentence in page.text}
    assert named == {PartnerCapability.BILLING_VIA_PARTNER}
    assert "For help you ask the vendor" in page.text


async def test_given_a_partner_that_has_a_partner_itself_when_its_link_is_opened_then_the_page_names_it_alone(
    world: World, browser: Browser
) -> None:
    there = await connect(world)
    umbrella = world.actor(there.admin, roles={Role.MSP_ADMIN})
    page = await browser.open(f"/join/{await token_of(world, actor=umbrella)}")
    assert page.heading == "Connect with Umbrella"
    assert "Northwind" not in browser.answer.text
    await sign_in(browser, world.cara)
    await browser.open(f"/join/{await token_of(world, actor=umbrella)}")
    assert "Northwind" not in browser.answer.text


async def test_given_names_with_marks_when_shown_then_they_stay_words(world: World, browser: Browser) -> None:
    await Tenant.filter(id=world.northwind.id).update(name="<b>North</b>", brand_name="<i>Wind</i>")
    await Tenant.filter(id=world.contoso.id).update(name="<u>Con</u>")
    await sign_in(browser, world.otto)
    page = await browser.open(f"/join/{await token_of(world)}")
    assert page.heading == "Connect with <b>North</b>"
    assert {"b", "i", "u"}.isdisjoint(page.elements)
    page = await browser.press("connect")
    assert "<u>Con</u> is connected with <b>North</b> now." in page.text


async def test_given_a_link_that_does_not_work_when_opened_then_the_page_says_so_and_names_nobody(
    runtime: Runtime, world: World, browser: Browser
) -> None:
    tokens = {name: await token_of(world, label=name) for name in ("revoked", "used", "late")}
    await partner_links.revoke(world.actor(world.mia), (await PartnerLink.get(label="revoked")).id)
    await PartnerLink.filter(label="used").update(uses=1)
    await PartnerLink.filter(label="late").update(expires_at=now())
    for token, heading, status in (
        (tokens["revoked"], "This link was withdrawn", 410),
        (tokens["used"], "This link has been used", 410),
        (tokens["late"], "This link is too old", 410),
        ("t" * 43, "This link leads nowhere", 404),
        ("short", "This link leads nowhere", 404),
    ):
        page = await browser.open(f"/join/{token}")
        assert (page.heading, browser.status, page.buttons) == (heading, status, set())
        assert "Northwind" not in browser.answer.text
        _is_safe(browser)


async def test_given_a_page_whose_cookie_is_gone_when_opened_or_sent_then_it_asks_to_open_the_link_again(
    world: World, browser: Browser
) -> None:
    await browser.open(f"/join/{await token_of(world)}")
    browser.client.cookies.delete("usher-link")
    assert (await browser.press("ask", email="fay@fresh.example")).heading == "Please open the link once more"
    assert (await browser.open("/join/k/x")).heading == "Please open the link once more"
    assert await mails() == []


async def test_given_a_form_of_another_site_when_sent_then_nothing_is_done(world: World, browser: Browser) -> None:
    await sign_in(browser, world.otto)
    await browser.open(f"/join/{await token_of(world)}")
    path = browser.path
    before = await snapshot()
    for fields in ({"do": "connect"}, {"do": "connect", "mark": "0" * 64}, {"do": "organize", "organizationName": "X", "mark": ""}):
        assert (await browser.client.post(path, data=fields)).status_code == 403
    assert await snapshot() == before
    assert (await browser.client.post(path, data={"mark": browser.page.form("connect").fields["mark"], "do": "else"})).status_code == 400
    assert await snapshot() == before


# New here


async def test_given_somebody_new_when_they_ask_then_the_mail_leads_to_an_organization_that_is_connected(
    world: World, browser: Browser
) -> None:
    link, token = await link_of(world)
    page = await browser.open(f"/join/{token}")
    page = await browser.press("ask", email="fay")
    assert (browser.status, page.autofocus, page.heading) == (422, "email", OFFER)
    page = await browser.press("ask", email="fay@fresh.example")
    assert (browser.path, page.heading) == ("/done/joining-asked", "Look into your mail")

    [mail] = await mails("fay@fresh.example")
    page = await browser.open(f"/register/{mail.token}")
    assert page.heading == "Register your organization"
    assert "Northwind Cloud" in page.text
    assert all(sentence in page.text for sentence in WORDS.values())
    _is_safe(browser)
    page = await browser.press("register", **FOUNDER | {"password": "short"})
    assert (browser.status, "Northwind Cloud" in page.text) == (422, True)
    page = await browser.press("register", **FOUNDER)
    assert page.heading == "Welcome, Fay Founder"
    tenant = await Tenant.get(name="Fresh & Söhne")
    partnership = await Partnership.get(customer_id=tenant.id)
    assert (partnership.partner_id, (await PartnerLink.get(id=link.id)).uses) == (world.northwind.id, 1)


@pytest.mark.parametrize(
    ("facts", "heading", "status"),
    [
        ({"revoked_at": True}, "The partner has withdrawn its link", 410),
        ({"uses": 1}, "The link of the partner has been used", 410),
        ({"expires_at": True}, "This link is too old", 410),
        ({"email_domain": "acme.example"}, "The link of the partner is for others", 403),
    ],
)
async def test_given_a_partner_link_that_stopped_working_meanwhile_when_registering_then_the_page_says_so_and_nothing_is_made(
    world: World, browser: Browser, facts: dict[str, object], heading: str, status: int
) -> None:
    link, token = await link_of(world)
    await browser.open(f"/join/{token}")
    await browser.press("ask", email="fay@fresh.example")
    [mail] = await mails()
    await browser.open(f"/register/{mail.token}")
    form = browser.answer
    await PartnerLink.filter(id=link.id).update(**{name: now() if value is True else value for name, value in facts.items()})
    before = await snapshot()
    page = await browser.press("register", **FOUNDER)
    assert (page.heading, browser.status) == (heading, status)
    if "email_domain" not in facts:
        assert (await browser.open(f"/register/{mail.token}")).heading == heading
    assert await snapshot() == before
    await PartnerLink.filter(id=link.id).update(revoked_at=None, uses=0, expires_at=None, email_domain=None)
    browser.answer = form
    assert (await browser.press("register", **FOUNDER)).heading == "Welcome, Fay Founder"


async def test_given_an_address_that_does_not_fit_when_asking_then_the_page_is_the_same_and_nothing_is_mailed(
    world: World, browser: Browser
) -> None:
    token = await token_of(world, email_domain="fresh.example")
    for email in ("fay@fresh.example", "fay@other.example"):
        await browser.open(f"/join/{token}")
        await browser.press("ask", email=email)
        assert browser.path == "/done/joining-asked"
    assert [mail.recipient for mail in await mails()] == ["fay@fresh.example"]


async def test_given_half_an_hour_when_it_is_over_then_the_link_is_opened_once_more(runtime: Runtime, world: World) -> None:
    token = await token_of(world)
    async with browsing(runtime) as browser:
        answer = await browser.client.get(f"/join/{token}", follow_redirects=False)
        (cookie,) = answer.headers.get_list("set-cookie")
        path = answer.headers["location"]
        assert answer.status_code == 303
        assert set(cookie.split("; ")[1:]) == {"HttpOnly", "Max-Age=1800", f"Path={path}", "SameSite=lax"}
        assert token not in path


async def test_given_many_looks_from_one_place_when_it_is_too_much_then_it_is_limited(world: World, browser: Browser) -> None:
    token = await token_of(world)
    await browser.open(f"/join/{token}")
    for _ in range(59):
        await browser.client.get(browser.path)
    assert (await browser.open(browser.path)).heading == "That was a little fast"
    assert browser.status == 429


async def test_given_a_known_address_when_asked_for_then_its_mail_leads_back_to_the_link(
    runtime: Runtime, world: World, browser: Browser
) -> None:
    token = await token_of(world)
    await browser.open(f"/join/{token}")
    await browser.press("ask", email="otto@contoso.example")
    [mail] = await mails("otto@contoso.example")
    assert (mail.name, f"{runtime.settings.link_url}/join/{token}" in mail.text) == ("already_registered", True)
    assert "/register/" not in mail.text
    runtime.clock.advance(timedelta(minutes=1))
    assert (await browser.open(f"/join/{token}")).heading == OFFER
