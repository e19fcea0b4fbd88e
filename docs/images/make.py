# ruff: noqa: INP001, T201  # a command: it is in no package, and prints
"""Makes the pictures of the README anew: `.venv/bin/python docs/images/make.py`. Needs Chromium, and starts a server of its own.

What is on them is the demo, so they change with the product and with the day; look at them before committing.
"""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
LARGEST = 200_000
"""Bytes of a picture."""
DESKTOP = (1280, 800)
TELEPHONE = (390, 1688)
"""Two screens of it."""
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync"]


def main() -> None:
    """Make all of them, and say how large they are."""
    with _demo() as base, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=_chromium(), args=FLAGS)
        _picture(browser, "explorer.png", lambda page: _explorer(page, base))
        _picture(browser, "invitation.png", lambda page: _invitation(page, base))
        _picture(browser, "portal.png", lambda page: _portal(page, base))
        _picture(browser, "poc-page.png", lambda page: _poc_page(page, base), TELEPHONE)
        browser.close()


def _explorer(page: Page, base: str) -> None:
    """Signed in, with an answer."""
    page.goto(f"{base}/graphql")
    page.get_by_label("E-mail").fill("sam@northwind.example")
    page.get_by_label("Password").fill("demo-demo-demo")
    page.get_by_role("button", name="Sign in").click()
    page.get_by_text("Signed in as").wait_for()
    page.get_by_role("tab", name="Invitations").click()
    page.wait_for_timeout(500)  # GraphiQL learns a moment later what the operation of the tab is called
    page.get_by_role("button", name="Execute query").click()
    page.locator(".result-window").get_by_text("delivery").first.wait_for()


def _invitation(page: Page, base: str) -> None:
    """The page behind the link of a mail, for somebody who has no account yet."""
    page.goto(f"{base}/dev/mail")
    page.get_by_role("link").filter(has_text="to dina@").first.click()
    page.goto(page.locator("a[href*='/invite/']").first.get_attribute("href") or base)
    page.get_by_role("heading").first.wait_for()


def _portal(page: Page, base: str) -> None:
    """What a customer's contact sees."""
    _sign_in(page, base, "iris@globex.example")
    page.get_by_role("link", name="Northwind Cloud").click()
    page.get_by_role("heading", name="Northwind Cloud").wait_for()


def _poc_page(page: Page, base: str) -> None:
    """What a customer sees of the POC that they take part in."""
    _sign_in(page, base, "cara@acme.example")
    page.get_by_role("link", name="Acme cloud migration").click()
    page.get_by_role("heading", name="Tasks").wait_for()


def _sign_in(page: Page, base: str, email: str) -> None:
    page.goto(f"{base}/sign-in")
    page.get_by_label("E-mail").fill(email)
    page.get_by_label("Password").fill("demo-demo-demo")
    page.get_by_role("button", name="Sign in").click()


def _picture(browser: Browser, name: str, shown: Callable[[Page], None], size: tuple[int, int] = DESKTOP) -> None:
    width, height = size
    page = browser.new_context(viewport={"width": width, "height": height}, color_scheme="light", locale="en-GB").new_page()
    shown(page)
    page.mouse.move(0, 0)
    page.screenshot(path=HERE / name, animations="disabled", caret="hide")
    weight = (HERE / name).stat().st_size
    print(f"{name}  {weight}")
    if weight > LARGEST:
        sys.exit(f"{name} has more than {LARGEST} bytes")


@contextmanager
def _demo() -> Iterator[str]:
    """A server with a fresh demo; its address."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with tempfile.TemporaryDirectory() as folder:
        kept = {name: value for name, value in os.environ.items() if not name.startswith("USHER_")}
        environment = kept | {"USHER_DATABASE_URL": f"sqlite:///{folder}/usher.db", "USHER_PORT": str(port)}
        run = [sys.executable, "-m", "app"]
        subprocess.run([*run, "demo"], cwd=ROOT, env=environment, check=True, stdout=subprocess.DEVNULL)  # noqa: S603  # our own
        with subprocess.Popen([*run, "serve"], cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True) as server:  # noqa: S603  # too
            try:
                next(iter(server.stdout or ()))  # it says so when it serves
                yield f"http://127.0.0.1:{port}"
            finally:
                server.terminate()


def _chromium() -> str:
    for name in ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable"):
        if found := shutil.which(name):
            return found
    sys.exit("There is no Chromium on this machine (Debian, Ubuntu: apt-get install chromium).")


if __name__ == "__main__":
    main()
