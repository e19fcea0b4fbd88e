"""Uploads: a file is promised by staff of a POC, its bytes come once, and what nothing refers to goes again."""

from __future__ import annotations

import re
import secrets
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

import structlog

from app.auth.actor import Actor
from app.auth.finding import find_any_poc
from app.auth.permissions import Permission
from app.auth.tickets import Purpose, issue
from app.core import db, text
from app.core.errors import Code, UserError, UserErrors, refuse
from app.core.file_types import UNKNOWN, Look
from app.core.runtime import current, now
from app.core.storage import storage
from app.models import StoredFile
from app.services import events, tenants

UNUSED: Final = timedelta(hours=1)
"""How long an upload is waited for, and then how long its file for something that refers to it."""
MOST: Final = 200
"""So many files of one person, promised or received, that nothing uses: as many as a POC has resources."""
_AT_ONCE: Final = 100
_TYPE: Final = re.compile(r"[a-z0-9][a-z0-9!#$&^_.+-]*/[a-z0-9][a-z0-9!#$&^_.+-]*")
_TYPE_LENGTH: Final = 100
_OUT_OF_USE: Final = (
    "not exists (select 1 from resource used where used.file_id = stored_file.id)"
    " and not exists (select 1 from poc_template_file kept where kept.file_id = stored_file.id)"
)
# Files of which nothing is left but the row: they have been out of use for a while, or were never received.
_FORGOTTEN: Final = f"expires_at <= :now and {_OUT_OF_USE}"
_log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Upload:
    """Where bytes are expected, of which type, and until when."""

    id: UUID
    url: str
    content_type: str
    max_size: int
    expires_at: datetime


async def create(actor: Actor, poc_id: UUID | None, *, filename: str, content_type: str, size: int) -> Upload:
    """Promise a file for a POC; at the upload's address its bytes are taken, from this person only.

    Of a path the last part is the name. TOO_LONG at `size` for more than the setting allows. LIMIT_REACHED where too many of theirs
    are not used yet.
    """
    async with db.transaction():
        on = await find_any_poc(actor, poc_id, "pocId")
        on.require(actor, Permission.POCS_MANAGE)
        errors: list[UserError] = []
        with text.collecting(errors):
            name = _name(filename)
        with text.collecting(errors):
            type_ = _type(content_type)
        with text.collecting(errors):
            _check_size(size)
        if errors:
            raise UserErrors(errors)
        await _require_room(actor.user)
        file = await StoredFile.create(
            tenant_id=on.poc.tenant_id, poc_id=on.poc.id, uploaded_by_id=actor.user, name=name, content_type=type_, size=size,
            created_at=now(), expires_at=now() + UNUSED,
        )  # fmt: skip
        ticket, ends = issue(Purpose.UPLOAD, file.id, actor, UNUSED)
        return Upload(file.id, f"{current().settings.public_url}/files/uploads/{ticket}", type_, size, ends)


async def receive(actor: Actor, upload_id: UUID, chunks: AsyncIterator[bytes], *, length: int | None = None) -> None:
    """Take the bytes of an upload, as many as were declared (else TOO_LONG, INVALID), once (else CONFLICT).

    `length` is how many the sender says will come, if it says so. NOT_FOUND or FORBIDDEN for whoever is no more staff of the
    POC. Whatever goes wrong, no bytes are left.
    """
    async with db.transaction():
        awaited = await _awaited(actor, upload_id)
    if length is not None:
        _compare(length, awaited.size)
    look = Look()
    # Each attempt has a place of its own, and the row names one: two at once can't mix, and what was received never changes.
    place = f"{upload_id}-{secrets.token_hex(8)}"
    try:
        await storage().write(place, _counted(chunks, awaited.size, look))
        await _keep(actor, upload_id, place, look.verdict())
    except BaseException:  # also when the request is cancelled
        await _take_back(upload_id, place)
        raise


async def sweep() -> None:
    """Let go of files that nothing refers to and whose time has passed. Any number of workers may do it at once."""
    while True:
        found = await db.fetch(
            f"select id, place from stored_file where {_FORGOTTEN} order by expires_at, id limit {_AT_ONCE}", {"now": now()}
        )
        for row in found:
            await _forget(row["id"], row["place"])
        if len(found) < _AT_ONCE:
            return


async def _require_room(user_id: UUID) -> None:
    """That a person has not too many files that nothing uses; until the transaction ends, nobody else counts them."""
    await tenants.hold_person(user_id)
    sql = f"select count(*) from stored_file where uploaded_by_id = :user and expires_at > :now and {_OUT_OF_USE}"
    count = await db.fetch_one(sql, {"user": user_id, "now": now()})
    if count is None or count[0] >= MOST:
        raise refuse(Code.LIMIT_REACHED, f"You have {MOST} files that nothing uses. Use them, or wait for an hour.")


async def _awaited(actor: Actor, upload_id: UUID) -> StoredFile:
    """The upload, as long as it is waited for from this person."""
    file = await StoredFile.filter(id=upload_id, uploaded_by_id=actor.user, expires_at__gt=now()).first()
    if file is None:
        raise refuse(Code.NOT_FOUND, "There is no such upload.")
    on = await find_any_poc(actor, file.poc_id)
    on.require(actor, Permission.POCS_MANAGE)
    if file.received_at is not None:
        raise _received()
    return file


async def _keep(actor: Actor, upload_id: UUID, place: str, content_type: str) -> None:
    async with db.transaction():
        file = await _awaited(actor, upload_id)  # it took a while: everything is asked again
        at = now()
        kept = await db.execute(
            "update stored_file set received_at = :now, expires_at = :until, content_type = :type, place = :place"
            " where id = :id and received_at is null and expires_at > :now",
            {"now": at, "until": at + UNUSED, "type": content_type, "place": place, "id": upload_id},
        )
        if not kept:
            raise _received()
        await events.record(actor, "resource.uploaded", "file", upload_id, tenant_id=file.tenant_id, poc_id=file.poc_id)


async def _take_back(upload_id: UUID, place: str) -> None:
    """Remove the bytes of an attempt that failed, unless they are named after all.

    Who is interrupted while it is committed can't know whether it was. The statement finds the row whatever it says, and so
    waits until that is decided.
    """
    try:
        async with db.transaction():
            row = await db.fetch_one("update stored_file set place = place where id = :id returning place", {"id": upload_id})
    except Exception:  # noqa: BLE001  # the database is away: better bytes without a name than a name without bytes
        _log.exception("bytes left behind", place=place)
        return
    if row is None or row["place"] != place:
        await _discard(place)


async def _forget(id_: UUID | str, place: str | None) -> None:
    """First the row, by a DELETE whose count decides, then the bytes.

    The other way round a file could lose its bytes to a resource that is added at the same moment, for the row would stay.
    If the bytes can't be removed, they are left behind: that costs space, and the log has their place.
    """
    try:
        async with db.transaction():
            gone = await db.execute(f"delete from stored_file where id = :id and {_FORGOTTEN}", {"id": id_, "now": now()})
    except db.Violation:  # something came to refer to it just now
        return
    if gone and place is not None:
        await _discard(place)


async def _discard(place: str) -> None:
    try:
        await storage().remove(place)
    except Exception:  # noqa: BLE001  # whatever the storage says; it is not what the caller was asked for
        _log.exception("bytes left behind", place=place)


async def _counted(chunks: AsyncIterator[bytes], size: int, look: Look) -> AsyncIterator[bytes]:
    """The same bytes, looked at, and not more or fewer than declared."""
    so_far = 0
    async for chunk in chunks:
        so_far += len(chunk)
        if so_far > size:
            _compare(so_far, size)
        look.at(chunk)
        if chunk:
            yield chunk
    _compare(so_far, size)


def _compare(length: int, size: int) -> None:
    if length > size:
        raise refuse(Code.TOO_LONG, f"More bytes than the {size} that were declared.")
    if length < size:
        raise refuse(Code.INVALID, f"Fewer bytes than the {size} that were declared.")


def _received() -> UserErrors:
    return refuse(Code.CONFLICT, "This upload has been received already.")


def _name(filename: str) -> str:
    """The last part of a path as any system writes it, which can't be one of those that mean a folder."""
    name = text.name(re.split(r"[/\\]", filename)[-1], "filename")
    if name in (".", ".."):
        raise refuse(Code.INVALID, "This is no name of a file.", "filename")
    return name


def _type(declared: str) -> str:
    """Media type without parameters (RFC 6838, section 4.2); browsers leave it empty where they know none. Nobody trusts it."""
    type_ = declared.partition(";")[0].strip().lower() or UNKNOWN
    if len(type_) > _TYPE_LENGTH or not _TYPE.fullmatch(type_):
        raise refuse(Code.INVALID, "This is not a media type, such as application/pdf.", "contentType")
    return type_


def _check_size(size: int) -> None:
    most = current().settings.upload_limit
    if size < 1:
        raise refuse(Code.INVALID, "A file has at least one byte.", "size")
    if size > most:
        raise refuse(Code.TOO_LONG, f"A file has at most {most} bytes.", "size")
