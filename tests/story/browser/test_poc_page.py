"""The page of a POC in a browser that runs no scripts: everything by keyboard, on a small telephone, and nothing asked of others."""

from __future__ import annotations

import re

import pytest
from playwright.async_api import Browser, Page, expect

from app.models import Comment, CriterionSignature, ResourceOpening, Task, TaskStatus
from tests.app.pages.furnishing import ADDRESS, address, furnish
from tests.story.browser.conftest import PATIENCE
from tests.world import PASSWORD, World


async def _press(page: Page, name: str) -> None:
    """A button, by keyboard."""
    button = page.get_by_role("button", name=name, exact=True)
    await button.focus()
    await page.keyboard.press("Enter")


async def test_given_a_telephone_without_scripts_when_a_customer_works_on_a_poc_then_all_of_it_can_be_done(
    browser: Browser, base: str, world: World
) -> None:
    things = await furnish(world)
    context = await browser.new_context(java_script_enabled=False, viewport={"width": 320, "height": 640})
    page = await context.new_page()
    page.set_default_timeout(PATIENCE)
    asked: list[str] = []
    complaints: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: complaints.append(message.text) if message.type in ("error", "warning") else None)
    await context.route("https://docs.example/**", lambda route: route.fulfill(content_type="text/html", body="<h1>The guide</h1>"))
    await page.goto(f"{base}{address(world.active)}")
    await page.get_by_label("E-mail").fill(world.cara.email)
    await page.get_by_label("Password").fill(PASSWORD)
    await page.keyboard.press("Enter")
    await expect(page.get_by_role("heading", name="Active POC")).to_be_visible(timeout=PATIENCE)

    # It fits on a narrow screen, and the way to each part of it leads there
    assert await page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") == 0
    await page.get_by_role("navigation").get_by_role("link", name="Comments").focus()
    await page.keyboard.press("Enter")
    await expect(page.get_by_role("heading", name="Comments")).to_be_in_viewport(timeout=PATIENCE)

    # A task is done, and again to do
    await _press(page, "Mark as done: Open the network")
    await expect(page.get_by_text("1 of 4 tasks done")).to_be_visible(timeout=PATIENCE)
    await expect(page.get_by_role("progressbar")).to_have_attribute("value", "1")
    assert (await Task.get(id=things.theirs)).status is TaskStatus.DONE
    await _press(page, "Open again: Open the network")
    await expect(page.get_by_text("0 of 4 tasks done")).to_be_visible(timeout=PATIENCE)

    # A comment: first without words, then with some
    await _press(page, "Send")
    await expect(page.get_by_label("Add a comment")).to_be_focused(timeout=PATIENCE)
    await page.keyboard.type("**Which** ports?")
    await page.get_by_label("About").select_option(label="Open the network")
    await _press(page, "Send")
    written = page.locator("li").filter(has_text="Which ports?")
    await expect(written).to_be_in_viewport(timeout=PATIENCE)
    await expect(written.get_by_role("link", name="Open the network")).to_be_visible(timeout=PATIENCE)
    assert (await Comment.get(author=world.cara)).task_id == things.theirs

    # Signing what is shown
    await _press(page, "Sign all 2")
    await expect(page.get_by_text(re.compile("Signed by Cara Customer"))).to_have_count(2, timeout=PATIENCE)
    assert await CriterionSignature.filter(signed_by=world.cara).count() == 2
    assert {url for url in asked if not url.startswith(base)} == set()

    # A text stands there, a link leads away, and the way back leads here again
    await page.locator("summary").filter(has_text="Notes").click()
    await expect(page.get_by_text("Nothing *special*")).to_be_visible(timeout=PATIENCE)
    await _press(page, "Open: Guide")
    await expect(page.get_by_role("heading", name="The guide")).to_be_visible(timeout=PATIENCE)
    assert page.url == ADDRESS
    assert await ResourceOpening.filter(user=world.cara).count() == 1
    await page.go_back()
    await expect(page.get_by_role("heading", name="Active POC")).to_be_visible(timeout=PATIENCE)
    assert [text for text in complaints if "422" not in text] == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
async def test_given_either_color_scheme_when_the_page_is_shown_then_all_words_can_be_read(
    browser: Browser, base: str, world: World, scheme: str
) -> None:
    await furnish(world)
    page = await (await browser.new_context(color_scheme=scheme)).new_page()  # type: ignore[arg-type]  # one of the two
    page.set_default_timeout(PATIENCE)
    await page.goto(f"{base}{address(world.active)}")
    await page.get_by_label("E-mail").fill(world.cara.email)
    await page.get_by_label("Password").fill(PASSWORD)
    await page.keyboard.press("Enter")
    await expect(page.get_by_role("heading", name="Active POC")).to_be_visible(timeout=PATIENCE)
    contrasts = await page.evaluate(CONTRASTS)
    assert len(contrasts) > 40
    assert {text: ratio for text, ratio in contrasts if ratio < 4.5} == {}


CONTRASTS = """() => {
  const parse = color => (color.match(/[0-9.]+/g) || []).map(Number)
  const light = ([r, g, b]) => [r, g, b].map(c => c / 255).map(c => c <= .04045 ? c / 12.92 : ((c + .055) / 1.055) ** 2.4)
    .reduce((sum, c, at) => sum + c * [.2126, .7152, .0722][at], 0)
  const behind = element => {
    for (; element; element = element.parentElement) {
      const color = parse(getComputedStyle(element).backgroundColor)
      if (color.length === 3 || color[3] === 1) return color
    }
    return [255, 255, 255]
  }
  return [...document.querySelectorAll('main *')].filter(element => [...element.childNodes].some(n => n.nodeType === 3 && n.data.trim()))
    .map(element => {
      const [one, two] = [light(parse(getComputedStyle(element).color)), light(behind(element))]
      return [element.textContent.trim(), (Math.max(one, two) + .05) / (Math.min(one, two) + .05)]
    })
}"""
"""Each element with words of its own, and the contrast of its color to what is behind it (WCAG 2.2, 1.4.3)."""
