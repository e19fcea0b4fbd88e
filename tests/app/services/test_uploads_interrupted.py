"""Uploads that are interrupted, whenever that is: either there is a file with all its bytes, or nothing is left behind."""

from __future__ import annotations

import asyncio
import os
from collections.abc import AsyncIterator
from pathlib import Path
from random import Random

from app.core.runtime import Runtime, current
from app.models import StoredFile
from app.services import uploads
from tests.app.services.uploading import BYTES, flow, kept, promised
from tests.world import World

ROUNDS = int(os.environ.get("USHER_TEST_ROUNDS", "20"))


def names() -> set[str]:
    """What lies in the storage, complete; unfinished ones have a `#` in their names."""
    folder = Path(current().settings.storage_url.removeprefix("file://"))
    return {file.name for file in folder.iterdir() if "#" not in file.name} if folder.exists() else set()


async def test_given_an_upload_when_interrupted_in_its_middle_then_nothing_is_left(runtime: Runtime, world: World) -> None:
    content, begun = b"x" * 3_000_000, asyncio.Event()
    upload = await promised(world, content)

    async def chunks() -> AsyncIterator[bytes]:
        yield content[:1_000_000]
        begun.set()
        await asyncio.Event().wait()

    receiving = asyncio.create_task(uploads.receive(world.actor(world.sam), upload, chunks()))
    await begun.wait()
    receiving.cancel()
    await asyncio.wait({receiving})
    assert kept() == {}
    await uploads.receive(world.actor(world.sam), upload, flow(content))
    assert [len(data) for data in kept().values()] == [len(content)], "it can be sent again"


async def test_given_uploads_when_interrupted_at_their_end_then_each_has_its_bytes_or_none_are_left(runtime: Runtime, world: World) -> None:
    random, before = Random(1), set[str]()
    for _ in range(ROUNDS):
        upload = await promised(world)
        receiving = asyncio.create_task(uploads.receive(world.actor(world.sam), upload, flow(BYTES)))
        while not receiving.done() and names() == before:
            await asyncio.sleep(0)
        if random.random() < 0.5:  # at once, or somewhere between the bytes and the answer
            await asyncio.sleep(random.random() * 0.012)
        receiving.cancel()
        await asyncio.wait({receiving})
        before = names()
    named = {file.place for file in await StoredFile.exclude(place=None)}
    assert names() == named
