"""The main job in a browser: invited in the explorer, read in the mailbox, accepted on the hosted page by keyboard and without scripts."""

from __future__ import annotations

import asyncio
import json
import re

from playwright.async_api import Browser, Page, expect

from app.core import ids
from app.core.runtime import Runtime
from app.worker import send_due
from tests.story.browser.conftest import PATIENCE
from tests.world import PASSWORD, World


async def write(page: Page, section: str, text: str) -> None:
    """Replace what stands in an editor of the explorer."""
    editor = page.get_by_role("region", name=section).locator(".CodeMirror").first
    await editor.evaluate("(element, text) => element.CodeMirror.setValue(text)", text)


async def test_given_a_browser_when_the_job_is_done_in_it_then_the_customer_is_in(
    browser: Browser, base: str, runtime: Runtime, world: World
) -> None:
    # The explorer, which asks nobody but Usher
    page = await browser.new_page(viewport={"width": 1280, "height": 800})
    page.set_default_timeout(PATIENCE)
    asked: list[str] = []
    complaints: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    await page.goto(f"{base}/graphql")
    await page.get_by_label("E-mail").fill(world.sam.email)
    await page.get_by_label("Password").fill(PASSWORD)
    await page.keyboard.press("Enter")
    await expect(page.get_by_role("status").filter(has_text="Signed in as Sam Sales")).to_be_visible(timeout=PATIENCE)
    await page.get_by_role("tab", name="InviteCustomer").click()
    customer = {
        "pocId": ids.to_text("poc", world.active.id),
        "email": "eve@acme.example",
        "firstName": "Eve",
        "personalMessage": "Welcome!",
    }
    await page.wait_for_timeout(300)  # the explorer waits a moment itself before it runs what a tab just switched to
    await write(page, "Variables", json.dumps({"input": customer}))
    await page.get_by_role("button", name=re.compile("Execute query")).click()
    result = page.get_by_role("region", name="Result Window")
    await expect(result).to_contain_text('"status": "PENDING"', timeout=PATIENCE)
    assert complaints == []
    assert {url for url in asked if not url.startswith(base)} == set()

    # The mailbox
    await send_due(runtime, stop=asyncio.Event())
    await page.goto(f"{base}/dev/mail")
    await page.get_by_role("link", name=re.compile("You've been invited to participate in Active POC")).click()
    link = await page.locator("a[href*='/invite/']").first.get_attribute("href")
    assert link is not None
    token = link.rpartition("/")[2]

    # The hosted page, by keyboard alone, in a browser that runs no scripts
    context = await browser.new_context(java_script_enabled=False)
    guest = await context.new_page()
    guest.set_default_timeout(PATIENCE)
    await guest.goto(link)
    assert token not in guest.url
    await expect(guest.get_by_text("Welcome!")).to_be_visible(timeout=PATIENCE)
    await guest.get_by_label("First name").focus()
    await guest.keyboard.press("Control+a")
    for line in ("Eve", "Engel", "Engineer", "a password of nine words, or so it seems"):
        await guest.keyboard.type(line)
        await guest.keyboard.press("Tab")
    await guest.get_by_label("Password").press("Enter")
    await guest.wait_for_url(re.compile("/welcome/poc/"))
    await expect(guest.get_by_role("heading", name="Active POC")).to_be_visible(timeout=PATIENCE)
    text = await guest.inner_text("body")
    for name in ("Eve Engel", "Cara Customer", "Sam Sales", "Northwind Cloud"):
        assert name in text
    assert world.cara.email not in text
    assert token not in await guest.content()

    # A second time the link says what happened
    again = await (await browser.new_context(java_script_enabled=False)).new_page()
    await again.goto(link)
    await expect(again.get_by_text(re.compile("accepted"))).to_be_visible(timeout=PATIENCE)
