"""The resources of a POC as its page shows them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final
from urllib.parse import urlsplit
from uuid import UUID

from app.auth import policies
from app.auth.actor import Actor
from app.auth.scopes import parameters
from app.core import db, ids

_STEP: Final = 1000
_UNITS: Final = ("bytes", "kB", "MB", "GB")


@dataclass(frozen=True, slots=True)
class ResourceSeen:
    """Something to look at. A link and a file are opened; a text or code stands there itself."""

    id: str
    kind: str
    title: str
    description: str | None
    internal: bool
    opened: bool
    url: str | None
    body: str | None
    language: str | None
    file_name: str | None
    file_size: int | None

    @property
    def address(self) -> str | None:
        """Where a link leads, if a browser may go there at all."""
        return self.url if self.url and self.host else None

    @property
    def host(self) -> str | None:
        """Whose site a link leads to."""
        try:
            parts = urlsplit(self.url or "")
        except ValueError:
            return None
        return parts.hostname if parts.scheme in ("http", "https") else None

    @property
    def size(self) -> str:
        """Of a file, for people: 1.2 MB."""
        size, unit = float(self.file_size or 0), 0
        while size >= _STEP and unit < len(_UNITS) - 1:
            size, unit = size / _STEP, unit + 1
        return f"{size:.1f}".rstrip("0").rstrip(".") + f" {_UNITS[unit]}"


async def on_poc(actor: Actor, poc_id: UUID) -> list[ResourceSeen]:
    """As the staff put them."""
    return [_resource(row) for row in await _rows(actor, "r.poc_id = :id", poc_id)]


async def one(actor: Actor, resource_id: UUID | None) -> ResourceSeen | None:
    """One that exists for the person at this moment."""
    rows = await _rows(actor, "r.id = :id", resource_id)
    return _resource(rows[0]) if rows else None


async def _rows(actor: Actor, which: str, id_: UUID | None) -> list[db.Row]:
    sql = (
        "select r.id, r.kind, r.title, r.description, r.visibility, r.url, r.body, r.language, f.name as file_name, f.size as file_size,"
        " case when exists (select 1 from resource_opening o where o.resource_id = r.id and o.user_id = :user) then 1 else 0 end as opened"
        f" from resource r left join stored_file f on f.id = r.file_id where {which} and {policies.contents(actor).on('r')}"
        " order by r.position, r.id"
    )
    return list(await db.fetch(sql, {**parameters(actor), "id": id_}))


def _resource(row: db.Row) -> ResourceSeen:
    return ResourceSeen(
        ids.to_text("resource", UUID(str(row["id"]))), row["kind"], row["title"], row["description"], row["visibility"] == "INTERNAL",
        bool(row["opened"]), row["url"], row["body"], row["language"], row["file_name"], row["file_size"],
    )  # fmt: skip
