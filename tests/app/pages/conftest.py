"""What tests of pages share."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from app.core.runtime import Runtime
from tests.app.pages.browsing import Browser, browsing


@pytest.fixture
async def browser(runtime: Runtime) -> AsyncIterator[Browser]:
    """A fresh browser."""
    async with browsing(runtime) as made:
        yield made
