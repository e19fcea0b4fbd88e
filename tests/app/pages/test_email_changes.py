"""Confirming a change of address, and undoing it, by a mailed link."""

from __future__ import annotations

from datetime import timedelta

import pytest

from app.core.runtime import Runtime
from app.models import User
from tests.app.pages.browsing import Browser
from tests.app.services.readdressing import NEW, address_of, asked, changed, token_to
from tests.world import PASSWORD, World, snapshot

SAM = "sam@northwind.example"


async def _sign_in(browser: Browser, email: str) -> None:
    await browser.open("/sign-in")
    await browser.press("sign-in", email=email, password=PASSWORD)


async def test_given_a_link_when_it_is_looked_at_and_pressed_then_looking_does_nothing_and_the_address_changes(
    world: World, browser: Browser
) -> None:
    link = f"/confirm-email/{await asked(world)}"
    before = await snapshot()
    page = await browser.open(link)
    assert await snapshot() == before
    assert page.heading == "Confirm your new address"
    assert "s***@new.example" in page.text
    assert NEW not in browser.answer.text
    assert page.buttons == {"confirm"}

    page = await browser.press("confirm")
    assert (browser.path, browser.status, page.heading) == ("/done/address-changed", 200, "The address is changed")
    assert 'href="/sign-in"' in browser.answer.text
    assert await address_of(world.sam) == NEW
    await _sign_in(browser, NEW)
    assert browser.page.heading == "Welcome, Sam Sales"
    assert (await browser.open(link)).heading == "This link does not work"


async def test_given_who_is_signed_in_when_their_address_changes_then_they_are_signed_out_and_others_are_not(
    world: World, browser: Browser
) -> None:
    await _sign_in(browser, "kim@northwind.example")
    await browser.open(f"/confirm-email/{await asked(world)}")
    await browser.press("confirm")
    assert (await browser.open("/welcome")).heading == "Welcome, Kim Kowalski"
    await browser.open(f"/confirm-email/{await asked(world, 'kim@new.example', user=world.kim)}")
    await browser.press("confirm")
    assert not [cookie.value for cookie in browser.client.cookies.jar if cookie.name == "usher-session"]
    await browser.open("/welcome")
    assert browser.path.startswith("/sign-in")


async def test_given_the_link_of_the_old_address_when_pressed_then_it_is_back_and_a_password_can_be_set(
    world: World, browser: Browser
) -> None:
    link = f"/undo-email/{await changed(world)}"
    before = await snapshot()
    page = await browser.open(link)
    assert await snapshot() == before
    assert page.heading == "Take your address back"
    assert "s***@northwind.example" in page.text
    page = await browser.press("undo")
    assert (browser.path, page.heading) == ("/done/change-undone", "The account has its old address again")
    assert await address_of(world.sam) == SAM
    assert (await User.get(id=world.sam.id)).password_hash is None
    await browser.open(f"/reset/{await token_to(SAM)}")
    assert (await browser.press("reset", password="another quiet river in winter")).heading == "Welcome, Sam Sales"
    assert (await browser.open(link)).heading == "This link does not work"


async def test_given_links_that_do_not_work_any_more_when_opened_or_pressed_then_the_page_says_why(
    runtime: Runtime, world: World, browser: Browser
) -> None:
    older = f"/confirm-email/{await asked(world)}"
    await browser.open(older)
    form = browser.answer
    newer = f"/confirm-email/{await asked(world, 'newer@new.example')}"
    undo = f"/undo-email/{await changed(world, 'kim@new.example', user=world.kim)}"
    before = await snapshot()
    assert (await browser.open(older)).heading == "This address is not wanted any more"
    assert browser.status == 410
    browser.answer = form
    assert (await browser.press("confirm")).heading == "This address is not wanted any more"
    runtime.clock.advance(timedelta(days=1))
    assert (await browser.open(newer)).heading == "This link is too old"
    assert (await browser.open(undo)).heading == "Take your address back"
    runtime.clock.advance(timedelta(days=2))
    assert (await browser.open(undo)).heading == "This link is too old"
    assert browser.status == 410
    assert await snapshot() == before


@pytest.mark.parametrize(("kind", "button"), [("confirm-email", "confirm"), ("undo-email", "undo")])
async def test_given_a_form_of_another_site_when_sent_then_nothing_is_done(world: World, browser: Browser, kind: str, button: str) -> None:
    token = await asked(world) if button == "confirm" else await changed(world)
    await browser.open(f"/{kind}/{token}")
    before = await snapshot()
    for fields, headers in (
        ({"do": button}, {}),
        ({"do": button, "mark": "x"}, {}),
        (browser.page.form(button).fields, {"origin": "https://evil.example"}),
    ):
        answer = await browser.client.post(browser.path, data=fields, headers=headers)
        assert answer.status_code == 403
    assert await snapshot() == before
    await browser.press(button)
    assert browser.path.startswith("/done/")


@pytest.mark.parametrize("kind", ["confirm-email", "undo-email"])
async def test_given_a_link_that_never_was_or_of_another_kind_when_opened_then_it_does_not_work(
    world: World, browser: Browser, kind: str
) -> None:
    assert (await browser.open(f"/{kind}/{'t' * 43}")).heading == "This link does not work"
    assert browser.status == 404
    assert browser.page.buttons == set()
    other = await changed(world) if kind == "confirm-email" else await asked(world)
    assert (await browser.open(f"/{kind}/{other}")).heading == "This link does not work"
