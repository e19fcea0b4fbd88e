"""The client of the guide to single-page apps runs in a browser, on a page of another origin of the same site."""

from __future__ import annotations

from datetime import timedelta
from urllib.parse import urlsplit

import pytest
from playwright.async_api import Page, Route, async_playwright

from app.core.clock import Clock
from tests.docs.blocks import ROOT, blocks
from tests.docs.conftest import Staging

GUIDE = ROOT / "docs" / "single-page-apps.md"
APP = "http://localhost:5173"
FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync",
    "--disable-features=LocalNetworkAccessChecks",  # the page is made by the test, so it comes from no machine that the browser knows
]  # fmt: skip


@pytest.mark.parametrize("template", ["sqlite"], indirect=True)
async def test_given_the_client_of_the_guide_when_run_in_a_browser_then_it_signs_in_and_goes_on_when_its_token_has_ended(
    staging: Staging, chromium: str
) -> None:
    library, example = (block.text for block in blocks(GUIDE, "js"))
    shown = example.rpartition("// ")[2].strip()

    async with staging(GUIDE) as (base, runtime), async_playwright() as playwright:
        files = {
            "/": ("text/html", "<!doctype html><title>App</title>"),
            "/usher.js": ("text/javascript", library.replace("localhost:8000", f"localhost:{urlsplit(base).port}")),
            "/example.js": ("text/javascript", example),
        }

        async def served(route: Route) -> None:
            kind, body = files[urlsplit(route.request.url).path]
            await route.fulfill(content_type=kind, body=body)

        async def opened() -> Page:
            page = await context.new_page()
            await page.goto(APP)
            return page

        browser = await playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        context = await browser.new_context()
        await context.route(f"{APP}/**", served)
        Clock.stand(runtime.clock, None)  # as late as in the browser
        page = await opened()
        said: list[str] = []
        refreshes: list[object] = []
        page.on("console", lambda message: said.append(message.text))
        page.on("request", lambda request: refreshes.append(request) if "refreshSession" in (request.post_data or "") else None)
        await page.evaluate("import('/example.js')")
        assert said == [shown]
        names = "import('/usher.js').then(({ ask }) => ask('{ viewer { user { displayName } } pocs { totalCount } }'))"
        answer = {"viewer": {"user": {"displayName": "Sam Rivera"}}, "pocs": {"totalCount": 7}}
        assert (await page.evaluate(names), len(refreshes)) == (answer, 0)
        runtime.clock.advance(timedelta(minutes=11))  # the token has ended, and the page does not know
        assert (await page.evaluate(names), len(refreshes)) == (answer, 1)
        await page.clock.set_fixed_time(runtime.clock.now() + timedelta(minutes=9, seconds=45))  # it is about to end, and the page knows
        assert (await page.evaluate(names), len(refreshes)) == (answer, 2)

        # Many at once, in two tabs: a token that was used twice would have ended the session.
        other = await opened()
        fresh = "import('/usher.js').then(({ refresh }) => Promise.all([refresh(), refresh(), refresh()]))"
        assert await other.evaluate(fresh) == [True, True, True]
        assert await page.evaluate(fresh) == [True, True, True]
        assert await other.evaluate(names) == answer

        await context.clear_cookies()
        stranger = await opened()
        assert await stranger.evaluate(fresh) == [False, False, False]
        await browser.close()
