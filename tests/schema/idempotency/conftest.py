"""A server on a socket, and its clients."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from app.core.runtime import Runtime
from tests.schema.idempotency.sending import Client, Desk
from tests.serving import serving
from tests.world import World


@pytest.fixture
async def desk(runtime: Runtime) -> AsyncIterator[Desk]:
    async with serving(runtime) as base:
        made = Desk(base)
        yield made
        await made.close()


@pytest.fixture
async def sam(desk: Desk, world: World) -> Client:
    return await desk.signed_in(world.sam)
