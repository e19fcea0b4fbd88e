"""The token of a mailed link: it leaves the address bar, and looking uses nothing up."""

from __future__ import annotations

from itertools import product

import pytest

from app.core.runtime import Runtime
from app.services import participants
from tests.app.pages.browsing import Browser, browsing
from tests.app.services.inviting import PASSWORD, token_of
from tests.world import World, mails, snapshot

PRODUCTION = {"env": "production", "public_url": "https://usher.example", "smtp_url": "smtp://localhost"}


async def _link(world: World, email: str = "jane@globex.example", **given: str) -> str:
    invited = await participants.invite(world.actor(world.sam), world.active.id, email=email, **given)  # type: ignore[arg-type]  # texts only
    return f"/invite/{await token_of(invited)}"


async def test_given_a_mailed_link_when_opened_then_its_token_goes_into_a_cookie_of_its_page(browser: Browser) -> None:
    token = "t" * 43
    for kind, method in product(("invite", "register", "reset", "join", "confirm-email", "undo-email"), ("GET", "HEAD")):
        answer = await browser.client.request(method, f"/{kind}/{token}", follow_redirects=False)

        assert answer.status_code == 303
        path = answer.headers["location"]
        assert path.startswith(f"/{kind}/k/")
        assert token not in path
        assert answer.headers["cache-control"] == "no-store"
        assert answer.headers["referrer-policy"] == "no-referrer"
        (cookie,) = answer.headers.get_list("set-cookie")
        assert cookie.split("; ")[0] == f"usher-link={token}"
        assert set(cookie.split("; ")[1:]) == {"HttpOnly", "Max-Age=1800", f"Path={path}", "SameSite=lax"}


@pytest.mark.settings(**PRODUCTION)
async def test_given_production_when_a_link_is_opened_then_its_cookies_are_for_https_and_this_host(browser: Browser) -> None:
    answer = await browser.client.get(f"/invite/{'t' * 43}", follow_redirects=False)
    (link,) = answer.headers.get_list("set-cookie")
    form = (await browser.client.get("/sign-in")).headers["set-cookie"]

    assert link.startswith("__Secure-usher-link=")
    assert form.startswith("__Host-usher-form=")
    assert "Path=/;" in form
    assert "Secure" in link.split("; ")
    assert "Secure" in form.split("; ")


async def test_given_a_link_when_scanners_look_at_it_many_times_then_nothing_is_written_and_it_still_works(
    runtime: Runtime, world: World, browser: Browser
) -> None:
    link = await _link(world)
    before = await snapshot()
    for method in ("GET", "HEAD"):
        for _ in range(5):
            async with browsing(runtime, **{"Sec-Purpose": "prefetch"}) as scanner:
                assert (await scanner.client.request(method, link)).status_code == 200
    assert await snapshot() == before

    await browser.open(link)
    page = await browser.press("register", firstName="Jane", lastName="Doe", password=PASSWORD)

    assert page.heading == world.active.name


async def test_given_two_links_open_at_once_when_used_then_each_page_has_its_own(world: World, browser: Browser) -> None:
    first, second = await _link(world, "first@globex.example"), await _link(world, "second@globex.example")
    one = await browser.open(first)
    at_first = browser.answer
    two = await browser.open(second)
    assert "f***@globex.example" in one.text
    assert "s***@globex.example" in two.text

    browser.answer = at_first
    await browser.press("decline")

    assert [mail.recipient for mail in await mails() if mail.name == "poc_invitation"] == ["first@globex.example", "second@globex.example"]
    assert (await browser.open(first)).heading == "This invitation was withdrawn"
    assert (await browser.open(second)).heading == f"You're invited to {world.active.name}"


async def test_given_a_broken_link_when_opened_then_it_leaves_the_address_too_and_the_page_says_so(browser: Browser) -> None:
    for token in ("short", "t" * 44, "t" * 42 + "%0d", "t%3Bx=y", "%F0%9F%98%80", "k"):
        page = await browser.open(f"/invite/{token}")

        assert browser.status == 404
        assert browser.path.startswith("/invite/k/")
        assert page.heading == "This link leads to no invitation"
        assert page.buttons == set()


async def test_given_a_page_without_its_cookie_when_opened_or_sent_then_it_says_to_open_the_link_again(browser: Browser) -> None:
    mark = (await browser.open("/sign-in")).form("sign-in").fields["mark"]
    for kind in ("invite", "register", "reset", "join", "confirm-email", "undo-email"):
        path = f"/{kind}/k/abcdefghijkl"
        page = await browser.open(path)
        assert (browser.status, page.heading) == (404, "Please open the link once more")

        browser.answer = await browser.client.post(path, data={"mark": mark, "do": "accept"})
        assert (browser.status, browser.page.heading) == (404, "Please open the link once more")
