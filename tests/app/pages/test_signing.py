"""Signing in and out on a page, and asking for mails with links."""

from __future__ import annotations

from datetime import timedelta

import pytest

from app.core.runtime import Runtime
from app.models import Session
from tests.app.pages.browsing import Browser
from tests.world import PASSWORD, World, mails, snapshot


async def test_given_a_person_when_they_sign_in_then_only_a_short_cookie_out_of_reach_of_scripts_says_so(
    world: World, browser: Browser
) -> None:
    form = (await browser.open("/sign-in")).form("sign-in").fields
    answer = await browser.client.post("/sign-in", data=form | {"email": world.cara.email, "password": PASSWORD}, follow_redirects=False)

    (cookie,) = answer.headers.get_list("set-cookie")
    assert cookie.startswith("usher-session=eyJ")
    assert set(cookie.split("; ")[1:]) == {"HttpOnly", "Max-Age=600", "Path=/", "SameSite=lax"}


async def test_given_an_address_outside_when_signing_in_then_it_leads_nowhere_but_home(world: World, browser: Browser) -> None:
    for to in (
        "https://evil.example",
        "//evil.example",
        "/\\evil.example",
        "/welcome/../dev",
        "/graphql",
        "/welcome/poc/x\r\nSet-Cookie: a=b",
    ):
        browser.client.cookies.clear()
        browser.answer = await browser.client.get("/sign-in", params={"to": to})
        assert browser.page.form("sign-in").fields["to"] == ""

        await browser.press("sign-in", email=world.cara.email, password=PASSWORD, to=to)

        assert browser.path == "/welcome"


async def test_given_something_wrong_when_signing_in_then_the_answer_is_the_same(world: World, browser: Browser) -> None:
    known, unknown = world.cara.email, "nobody@acme.example"
    for email, password in ((known, "wrong"), (unknown, PASSWORD), (known, ""), (known, "\0")):
        await browser.open("/sign-in")
        page = await browser.press("sign-in", email=email, password=password)
        assert browser.status == 422
        assert "The address or the password is wrong." in page.text
        assert page.form("sign-in").fields["email"] == email
        assert page.form("sign-in").fields["password"] == ""


async def test_given_no_address_when_signing_in_then_it_is_said_at_its_field(browser: Browser) -> None:
    await browser.open("/sign-in")
    page = await browser.press("sign-in", email="cara", password="x")
    assert (browser.status, page.autofocus) == (422, "email")


async def test_given_who_is_signed_in_when_they_sign_out_then_the_session_has_ended_and_the_cookies_are_gone(
    world: World, browser: Browser
) -> None:
    await browser.open("/sign-in")
    await browser.press("sign-in", email=world.cara.email, password=PASSWORD)
    assert await Session.filter(user_id=world.cara.id, revoked_at=None).count() == 2

    page = await browser.press("")

    assert page.heading == "You are signed out"
    assert "usher-session" not in browser.client.cookies
    assert await Session.filter(user_id=world.cara.id, revoked_at=None).count() == 1
    assert (await browser.open("/welcome")).heading == "Sign in"


async def test_given_a_link_to_sign_out_when_opened_then_it_does_nothing(browser: Browser) -> None:
    assert (await browser.client.get("/sign-out")).status_code == 405


async def test_given_an_address_when_the_password_is_forgotten_then_the_answer_is_the_same_and_only_its_owner_is_mailed(
    world: World, browser: Browser
) -> None:
    shown = []
    for email in (world.cara.email, "nobody@acme.example"):
        await browser.open("/forgot-password")
        shown.append((await browser.press("ask", email=email)).text)

    assert shown[0] == shown[1]
    assert [mail.name for mail in await mails()] == ["password_reset"]

    await browser.open("/forgot-password")
    page = await browser.press("ask", email="no address")
    assert (browser.status, page.autofocus, page.form("ask").fields["email"]) == (422, "email", "no address")


@pytest.mark.settings(open_registration=True)
async def test_given_open_registration_when_asked_then_the_answer_is_the_same_for_whoever_has_an_account(
    world: World, browser: Browser
) -> None:
    assert 'href="/register"' in (await browser.client.get("/sign-in")).text
    shown = []
    for email in (world.cara.email, "founder@fresh.example"):
        await browser.open("/register")
        shown.append((await browser.press("ask", email=email)).text)

    assert shown[0] == shown[1]
    assert [mail.name for mail in await mails()] == ["already_registered", "registration"]


async def test_given_closed_registration_when_asked_then_there_is_no_such_page(world: World, browser: Browser) -> None:
    await browser.open("/register")
    assert browser.status == 404
    assert 'href="/register"' not in (await browser.client.get("/sign-in")).text
    mark = (await browser.open("/sign-in")).form("sign-in").fields["mark"]
    before = await snapshot()
    await browser.client.post("/register", data={"mark": mark, "email": "founder@fresh.example"})
    assert await snapshot() == before


async def test_given_who_is_signed_in_when_they_come_back_within_an_hour_each_time_then_they_stay_signed_in(
    runtime: Runtime, world: World, browser: Browser
) -> None:
    await browser.open("/sign-in")
    await browser.press("sign-in", email=world.cara.email, password=PASSWORD)
    for minutes in (5, 59, 59):
        runtime.clock.advance(timedelta(minutes=minutes))
        assert "Signed in as Cara Customer" in (await browser.open("/welcome")).text
    await Session.filter(user_id=world.cara.id).update(revoked_at=runtime.clock.now())
    await browser.open("/welcome")
    assert browser.path == "/sign-in?to=/welcome", "a session that was ended does not go on"


async def test_given_who_is_signed_in_when_they_come_back_after_an_hour_then_they_sign_in_again(
    runtime: Runtime, world: World, browser: Browser
) -> None:
    await browser.open("/sign-in")
    await browser.press("sign-in", email=world.cara.email, password=PASSWORD)
    runtime.clock.advance(timedelta(minutes=60))
    await browser.open("/welcome")
    assert browser.path == "/sign-in?to=/welcome"
