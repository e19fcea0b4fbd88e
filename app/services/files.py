"""Files of resources: the short-lived address of each, made for one viewer, and the bytes for whoever comes with it."""

from __future__ import annotations

from datetime import timedelta
from typing import Final
from uuid import UUID

import structlog

from app.auth import policies
from app.auth.actor import Actor
from app.auth.scopes import parameters
from app.auth.tickets import Purpose, issue
from app.core import db
from app.core.errors import Code, refuse
from app.core.runtime import current
from app.core.storage import MissingError, Stored, storage
from app.models import StoredFile

LIFETIME: Final = timedelta(minutes=5)
_FILE: Final = "select f.* from resource r join stored_file f on f.id = r.file_id where r.id = :id and f.place is not null and {}"
_log = structlog.get_logger(__name__)


def address(resource_id: UUID, viewer: Actor) -> str:
    """Where this viewer may fetch the file of a resource that they see now, for five minutes."""
    ticket, _ = issue(Purpose.DOWNLOAD, resource_id, viewer, LIFETIME)
    return f"{current().settings.public_url}/files/{ticket}"


async def fetch(actor: Actor, resource_id: UUID) -> tuple[StoredFile, Stored]:
    """The file of a resource that the actor may see at this moment, and its bytes. NOT_FOUND."""
    row = await db.fetch_one(_FILE.format(policies.contents(actor).on("r")), {**parameters(actor), "id": resource_id})
    if row is None:
        raise refuse(Code.NOT_FOUND, "There is no such file.")
    file = StoredFile._init_from_db(**row)  # type: ignore[arg-type]  # noqa: SLF001  # as Tortoise does with its rows
    try:
        return file, await storage().read(file.place or "")
    except MissingError:
        _log.warning("bytes are missing", place=file.place)
        raise refuse(Code.NOT_FOUND, "There is no such file.") from None
