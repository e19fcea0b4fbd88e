"""What each kind of resource is made of, and how it must look: a link has an address, a text and code have a body, a file an upload."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final
from urllib.parse import urlsplit
from uuid import UUID

from app.core import text
from app.core.changes import UNSET, Unset
from app.core.errors import Code, UserError, refuse
from app.core.runtime import now
from app.models import Poc, Resource, ResourceKind, StoredFile

URL_LENGTH: Final = 2_000
LANGUAGE_LENGTH: Final = 40
OF_KIND: Final[Mapping[ResourceKind, frozenset[str]]] = {
    ResourceKind.LINK: frozenset({"url"}),
    ResourceKind.TEXT: frozenset({"body"}),
    ResourceKind.CODE: frozenset({"body", "language"}),
    ResourceKind.FILE: frozenset({"uploadId"}),
}
"""What belongs to a kind, by the API's names. All have a title, and perhaps a description."""


def checked(
    errors: list[UserError],
    kind: ResourceKind,
    *,
    title: str | Unset | None = UNSET,
    description: str | Unset | None = UNSET,
    url: str | Unset | None = UNSET,
    body: str | Unset | None = UNSET,
    language: str | Unset | None = UNSET,
) -> dict[str, Any]:
    """The columns of what is given, checked; what is wrong, or does not belong to the kind, is added to `errors`."""
    columns: dict[str, Any] = {}
    if title is not UNSET:
        with text.collecting(errors):
            columns["title"] = text.name(title, "title")
    if description is not UNSET:
        with text.collecting(errors):
            columns["description"] = text.body(description, "description")
    if url is not UNSET and _belongs(errors, kind, "url", url):
        with text.collecting(errors):
            columns["url"] = _url(url)
    if body is not UNSET and _belongs(errors, kind, "body", body):
        with text.collecting(errors):
            columns["body"] = _body(body)
    if language is not UNSET and _belongs(errors, kind, "language", language):
        with text.collecting(errors):
            columns["language"] = text.optional_name(language, "language", most=LANGUAGE_LENGTH)
    return columns


async def file_of(errors: list[UserError], kind: ResourceKind, poc: Poc, upload_id: UUID | None) -> dict[str, Any]:
    """The column of an upload for this POC whose bytes have been received, and that no resource has yet; errors at `uploadId`."""
    columns: dict[str, Any] = {}
    if not _belongs(errors, kind, "uploadId", upload_id):
        return columns
    with text.collecting(errors):
        if upload_id is None:
            raise refuse(Code.REQUIRED, "Upload the file first.", "uploadId")
        file = await StoredFile.filter(id=upload_id, poc_id=poc.id, expires_at__gt=now()).select_for_update().first()
        if file is None:
            raise refuse(Code.NOT_FOUND, "There is no such upload.", "uploadId")
        if file.received_at is None:
            raise refuse(Code.CONFLICT, "The bytes of this upload have not been received.", "uploadId")
        if await Resource.exists(file_id=file.id):
            raise refuse(Code.CONFLICT, "This upload is a resource already.", "uploadId")
        columns["file_id"] = file.id
    return columns


def _belongs(errors: list[UserError], kind: ResourceKind, field: str, value: object) -> bool:
    """Whether a field belongs to the kind. If not, it may only be empty."""
    if field in OF_KIND[kind]:
        return True
    if value is not None:
        with text.collecting(errors):
            raise refuse(Code.INVALID, f"A resource of the kind {kind} does not have this.", field)
    return False


def _body(value: str | None) -> str:
    body = text.body(value, "body")
    if body is None:
        raise refuse(Code.REQUIRED, "This is required.", "body")
    return body


def _url(value: str | None) -> str:
    """An address on the web as browsers understand it: no other scheme, nobody's password, nothing that one of them reads differently."""
    url = text.name(value, "url", most=URL_LENGTH)
    try:
        parts = urlsplit(url)
        fine = parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
    except ValueError:  # no port, or no address in brackets
        fine = False
    if not fine or "@" in parts.netloc or "\\" in url or any(sign.isspace() for sign in url):
        raise refuse(Code.INVALID, "This is not an address that begins with http:// or https://, without a login.", "url")
    return url
