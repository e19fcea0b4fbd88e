"""For stories in a browser: a server on a socket that the links in mails lead to, and Chromium."""

from __future__ import annotations

import socket
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from playwright.async_api import Browser, async_playwright

from app.core.runtime import Runtime
from app.core.settings import Settings
from tests.conftest import test_settings
from tests.serving import serving

ARGUMENTS = (
    "--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking --disable-component-update --disable-sync"
)
PATIENCE = 20_000


@pytest.fixture
def port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture
def settings(database_url: str, port: int, tmp_path: Path) -> Settings:
    """Development without a mail server: mails go to the mailbox at /dev/mail."""
    return test_settings(database_url, public_url=f"http://127.0.0.1:{port}", storage_url=f"file://{tmp_path}/files")


@pytest.fixture
async def base(runtime: Runtime, port: int) -> AsyncIterator[str]:
    runtime.clock.stand(None)  # the browser has a clock of its own
    async with serving(runtime, port) as address:
        yield address


@pytest.fixture
async def browser(chromium: str) -> AsyncIterator[Browser]:
    async with async_playwright() as playwright:
        opened = await playwright.chromium.launch(executable_path=chromium, args=ARGUMENTS.split())
        yield opened
        await opened.close()
