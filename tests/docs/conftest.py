"""For pages: a server with a fresh demo, set up as the page says, whose clock stands at the same instant in every year."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest

from app.core.clock import Clock
from app.core.rates import Rates
from app.core.runtime import Runtime, open_runtime
from app.demo import show_demo
from tests.conftest import START, test_settings
from tests.databases import PostgresTemplate, SqliteTemplate
from tests.docs.blocks import settings_of
from tests.serving import serving

Staging = Callable[[Path], AbstractAsyncContextManager[tuple[str, Runtime]]]


class Standing(Clock):
    """A clock that never runs."""

    def stand(self, at: datetime | None) -> None:
        """Stop at an instant; None is START."""
        super().stand(at or START)


@pytest.fixture
def staging(template: SqliteTemplate | PostgresTemplate) -> Staging:
    """Serve the demo with a page's settings; on both kinds of database."""

    @asynccontextmanager
    async def stage(page: Path) -> AsyncIterator[tuple[str, Runtime]]:
        async with template.copy() as url:
            settings = test_settings(url, **settings_of(page))
            clock = Standing()
            clock.stand(None)
            opened = await open_runtime(settings)
            runtime = replace(opened, clock=clock, rates=Rates(clock, settings.rate_limits))
            try:
                with runtime.bound():
                    await show_demo()
                async with serving(runtime) as base:
                    yield base, runtime
            finally:
                await runtime.database.close()

    return stage
