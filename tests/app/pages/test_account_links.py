"""Registering an organization, and setting a new password, by a mailed link."""

from __future__ import annotations

from datetime import timedelta

import pytest

from app.core.runtime import Runtime
from app.models import Membership, Role, Session, Tenant, User
from app.services import accounts, registrations
from tests.app.pages.browsing import Browser
from tests.app.services.readdressing import changed
from tests.world import PASSWORD, World, mails, rows, snapshot

NEW = "another quiet river in winter"
FOUNDER = {"organizationName": "Fresh & Söhne", "firstName": "Fay", "lastName": "Founder", "password": NEW}


async def _reset_link(world: World) -> str:
    await accounts.request_password_reset(world.nobody, email=world.cara.email)
    return f"/reset/{(await mails(world.cara.email))[-1].token}"


async def _register_link(world: World) -> str:
    await registrations.request(world.nobody, email="founder@fresh.example")
    return f"/register/{(await mails('founder@fresh.example'))[-1].token}"


async def test_given_a_reset_link_when_a_password_is_set_then_they_are_signed_in_and_it_works_from_now_on(
    world: World, browser: Browser
) -> None:
    link = await _reset_link(world)
    before = await snapshot()
    page = await browser.open(link)
    assert await snapshot() == before
    assert page.attributes["password"]["autocomplete"] == "new-password"
    assert "c***@acme.example" in page.text
    assert world.cara.email not in browser.answer.text

    page = await browser.press("reset", password="password1234")
    assert (browser.status, page.autofocus) == (422, "password")
    assert "password1234" not in browser.answer.text
    page = await browser.press("reset", password=NEW)

    assert (browser.path, page.heading) == ("/welcome", "Welcome, Cara Customer")
    assert await Session.filter(user_id=world.cara.id, revoked_at=None).count() == 1
    await browser.press("")
    await browser.open("/sign-in")
    assert "is wrong" in (await browser.press("sign-in", email=world.cara.email, password=PASSWORD)).text
    assert (await browser.press("sign-in", email=world.cara.email, password=NEW)).heading == "Welcome, Cara Customer"


async def test_given_a_reset_link_when_it_is_used_or_old_then_the_page_leads_to_another(
    runtime: Runtime, world: World, browser: Browser
) -> None:
    link = await _reset_link(world)
    await browser.open(link)
    form = browser.answer
    await browser.press("reset", password=NEW)
    assert (await browser.open(link)).heading == "This link does not work"
    assert browser.status == 404
    assert 'href="/forgot-password"' in browser.answer.text
    browser.answer = form
    assert (await browser.press("reset", password=PASSWORD)).heading == "This link does not work"

    late = await _reset_link(world)
    await browser.open(late)
    form = browser.answer
    runtime.clock.advance(timedelta(hours=1))
    assert (await browser.open(late)).heading == "This link is too old"
    assert browser.status == 410
    before = await snapshot()
    browser.answer = form
    assert (await browser.press("reset", password=PASSWORD)).heading == "This link is too old"
    assert await snapshot() == before


@pytest.mark.settings(open_registration=True)
async def test_given_a_registration_link_when_filled_in_then_organization_and_administrator_are_there(
    world: World, browser: Browser
) -> None:
    page = await browser.open(await _register_link(world))
    assert "f***@fresh.example" in page.text
    assert page.attributes["organizationName"]["autocomplete"] == "organization"

    page = await browser.press("register", **FOUNDER | {"organizationName": "", "lastName": ""}, title="CEO")
    assert (browser.status, page.autofocus) == (422, "organizationName")
    assert page.attributes["lastName"]["aria-invalid"] == "true"
    assert page.form("register").fields | {"mark": ""} == {
        "mark": "", "organizationName": "", "firstName": "Fay", "lastName": "", "title": "CEO", "password": "",
    }  # fmt: skip
    assert await rows("tenant") == 2

    page = await browser.press("register", **FOUNDER)

    assert (browser.path, page.heading) == ("/welcome", "Welcome, Fay Founder")
    assert "Fresh & Söhne" in page.texts["bdi"]
    tenant = await Tenant.get(name="Fresh & Söhne")
    user = await User.get(email="founder@fresh.example")
    assert (await Membership.get(user_id=user.id, tenant_id=tenant.id)).roles == frozenset({Role.TENANT_ADMIN})


@pytest.mark.settings(open_registration=True)
async def test_given_a_registration_link_when_used_or_old_then_the_page_says_so(runtime: Runtime, world: World, browser: Browser) -> None:
    link = await _register_link(world)
    await browser.open(link)
    await browser.press("register", **FOUNDER)
    assert (await browser.open(link)).heading == "This link does not work"

    await registrations.request(world.nobody, email="late@fresh.example")
    late = f"/register/{(await mails('late@fresh.example'))[-1].token}"
    assert (await browser.open(late)).heading == "Register your organization"
    runtime.clock.advance(timedelta(days=1))
    assert (await browser.open(late)).heading == "This link is too old"


@pytest.mark.parametrize("kind", ["reset", "register"])
async def test_given_a_link_that_never_was_when_opened_then_it_does_not_work(world: World, browser: Browser, kind: str) -> None:
    assert (await browser.open(f"/{kind}/{'t' * 43}")).heading == "This link does not work"
    assert browser.page.buttons == set()


async def test_given_a_link_of_another_kind_when_opened_then_it_does_not_work(world: World, browser: Browser) -> None:
    link = await _reset_link(world)
    assert (await browser.open(link)).heading == "Set a new password"
    assert (await browser.open(link.replace("/reset/", "/register/"))).heading == "This link does not work"
    assert (await browser.open(link.replace("/reset/", "/invite/"))).heading == "This link leads to no invitation"


@pytest.mark.settings(open_registration=True)
async def test_given_an_address_that_is_kept_when_its_registration_is_opened_then_the_page_says_that_it_waits(
    runtime: Runtime, world: World, browser: Browser
) -> None:
    await changed(world, user=world.sam)
    runtime.clock.advance(timedelta(hours=71))
    await registrations.request(world.nobody, email=world.sam.email)
    link = f"/register/{(await mails(world.sam.email))[-1].token}"
    before = await snapshot()
    page = await browser.open(link)
    assert (browser.status, page.heading) == (409, "This address can't get an account at the moment")
    assert "the link is not used up" in page.text
    assert await snapshot() == before
    runtime.clock.advance(timedelta(hours=1))
    page = await browser.open(link)
    assert page.heading == "Register your organization"
    assert (await browser.press("register", **FOUNDER)).heading == "Welcome, Fay Founder"
