"""Forms are believed only if they are ours, and meant."""

from __future__ import annotations

from urllib.parse import urlencode

import httpx
import pytest

from app.core.runtime import Runtime
from tests.app.pages.browsing import Browser, browsing
from tests.world import PASSWORD, World, snapshot

TYPE = {"Content-Type": "application/x-www-form-urlencoded"}


async def _form(browser: Browser, world: World) -> dict[str, str]:
    await browser.open("/sign-in")
    return browser.page.form("sign-in").fields | {"email": world.cara.email, "password": PASSWORD, "do": "sign-in"}


async def _send(browser: Browser, data: dict[str, str] | bytes | str, **headers: str) -> httpx.Response:
    content = urlencode(data) if isinstance(data, dict) else data
    return await browser.client.post(
        "/sign-in", content=content, headers=TYPE | {k.replace("_", "-"): v for k, v in headers.items()}, follow_redirects=False
    )


async def test_given_a_form_of_ours_when_sent_from_our_page_then_it_is_believed(world: World, browser: Browser) -> None:
    form = await _form(browser, world)
    for headers in (
        {},
        {"Origin": "null"},  # what browsers send from a page without referrer
        {"Origin": "http://127.0.0.1:8000"},
        {"Origin": "null", "Sec_Fetch_Site": "same-origin"},
        {"Sec_Fetch_Site": "none"},
    ):
        answer = await _send(browser, form, **headers)
        assert (answer.status_code, answer.headers["location"]) == (303, "/welcome"), headers


async def test_given_a_form_of_ours_when_sent_from_another_site_then_nothing_is_done(world: World, browser: Browser) -> None:
    form = await _form(browser, world)
    before = await snapshot()
    for headers in (
        {"Origin": "https://evil.example"},
        {"Origin": "http://127.0.0.1:8001"},
        {"Origin": "http://127.0.0.1:8000.evil.example"},
        {"Origin": "https://127.0.0.1:8000"},
        {"Origin": "https://evil.example", "Host": "evil.example"},  # what the request says of its host says nothing
        {"Origin": "null", "Sec_Fetch_Site": "cross-site"},
        {"Sec_Fetch_Site": "same-site"},
    ):
        answer = await _send(browser, form, **headers)
        assert answer.status_code == 403, headers
        assert "set-cookie" not in answer.headers
        assert "This form can&#39;t be sent" in answer.text
    assert await snapshot() == before


async def test_given_no_mark_or_another_browsers_when_sent_then_nothing_is_done(runtime: Runtime, world: World, browser: Browser) -> None:
    form = await _form(browser, world)
    async with browsing(runtime) as other:
        foreign = (await _form(other, world))["mark"]
        without_cookie = await _send(other, form)
    before = await snapshot()
    assert without_cookie.status_code == 403
    for mark in ("", foreign, form["mark"][:-1], form["mark"].upper(), "é"):
        assert (await _send(browser, form | {"mark": mark})).status_code == 403
    assert (await _send(browser, {name: value for name, value in form.items() if name != "mark"})).status_code == 403
    browser.client.cookies.set("usher-form", "not a value of ours", domain="127.0.0.1", path="/")
    assert (await _send(browser, form)).status_code == 403
    assert await snapshot() == before


@pytest.mark.settings(
    secret_key=("a new key of the tests, with more than 32 characters", "a key of the tests, with more than 32 characters")
)
async def test_given_keys_were_rotated_when_a_form_with_an_older_mark_is_sent_then_it_is_believed(
    runtime: Runtime, world: World, browser: Browser
) -> None:
    form = await _form(browser, world)
    older = type(runtime.keys)((runtime.settings.secret_key[1],))
    key = browser.client.cookies["usher-form"]

    assert (await _send(browser, form | {"mark": older.mark("form", key)})).status_code == 303


async def test_given_what_is_no_form_of_ours_when_sent_then_it_is_refused(world: World, browser: Browser) -> None:
    form = await _form(browser, world)
    for body, status in (
        (b"email=%FF%FE", 400),
        (b"email=\xff", 400),
        (b"&".join(b"a%d=1" % n for n in range(41)), 400),
        (b"mark=1&mark=2", 400),
        (b"email=" + b"a" * 64 * 1024, 413),
    ):
        assert (await _send(browser, body)).status_code == status, body[:20]
    for kind in ("text/plain", "multipart/form-data; boundary=x", "application/json", ""):
        assert (await _send(browser, form, Content_Type=kind)).status_code == 400, kind


async def test_given_a_body_without_end_when_sent_then_it_is_read_no_further_than_the_limit(browser: Browser) -> None:
    await browser.open("/sign-in")
    read = 0

    async def endless() -> object:
        nonlocal read
        while True:
            read += 8192
            yield b"a" * 8192

    answer = await browser.client.post("/sign-in", content=endless(), headers=TYPE)  # type: ignore[arg-type]  # an async generator of bytes

    assert answer.status_code == 413
    assert read <= 10 * 8192
