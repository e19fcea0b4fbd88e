"""Files in tests: their bytes as they come, resources that have them, and what lies in the folder of the test."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any
from uuid import UUID

from app.core.runtime import current
from app.models import Poc, ResourceKind
from app.services import resources, uploads
from tests.world import World

BYTES = b"Dear customer,\nthis is the handbook.\n"


def kept() -> dict[str, bytes]:
    """What lies in the folder, also what is half written."""
    folder = Path(current().settings.storage_url.removeprefix("file://"))
    return {str(file.relative_to(folder)): file.read_bytes() for file in folder.rglob("*") if file.is_file()}


async def flow(*chunks: bytes) -> AsyncIterator[bytes]:
    """Bytes as they come."""
    for chunk in chunks:
        yield chunk


async def promised(world: World, content: bytes = BYTES, *, poc: Poc | None = None, name: str = "handbook.txt") -> UUID:
    """An upload of sam's."""
    poc_id = (poc or world.active).id
    made = await uploads.create(world.actor(world.sam), poc_id, filename=name, content_type="text/html", size=len(content))
    return made.id


async def uploaded(world: World, content: bytes = BYTES, *, poc: Poc | None = None, name: str = "handbook.txt") -> UUID:
    """An upload of sam's whose bytes are there."""
    upload_id = await promised(world, content, poc=poc, name=name)
    await uploads.receive(world.actor(world.sam), upload_id, flow(content))
    return upload_id


async def file_resource(world: World, content: bytes = BYTES, *, poc: Poc | None = None, name: str = "handbook.txt", **facts: Any) -> UUID:
    """A resource of the kind FILE."""
    upload_id = await uploaded(world, content, poc=poc, name=name)
    poc_id = (poc or world.active).id
    return await resources.add(world.actor(world.sam), poc_id, kind=ResourceKind.FILE, title="Handbook", upload_id=upload_id, **facts)
