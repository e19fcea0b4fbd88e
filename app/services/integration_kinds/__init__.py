"""The registry: which kinds of integrations there are. It is code; the table `integration_kind` is its copy, for reading."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final
from uuid import UUID

import orjson

from app.core import db
from app.core.settings import Settings
from app.core.text import sort_key
from app.services.integration_kinds.clouds import AWS, AZURE
from app.services.integration_kinds.kind import Kind
from app.services.integration_kinds.servers import POSTGRES, SMTP
from app.services.integration_kinds.tools import DATADOG, GITHUB, JIRA, SLACK
from app.services.integration_kinds.web import HTTP_API, WEBHOOK

KINDS: Final[Mapping[str, Kind]] = {
    kind.key: kind for kind in (HTTP_API, WEBHOOK, POSTGRES, SMTP, AWS, AZURE, GITHUB, SLACK, JIRA, DATADOG)
}
"""By their keys."""
_BY_ID: Final = {kind.id: kind for kind in KINDS.values()}

_COPIED: Final = ("name", "sort_name", "description", "category", "settings_schema", "credential_schema", "can_check")
_UPSERT: Final = (
    f"insert into integration_kind (id, key, {', '.join(_COPIED)}) values (:id, :key, {', '.join(f':{name}' for name in _COPIED)})"
    f" on conflict (id) do update set {', '.join(f'{name} = excluded.{name}' for name in _COPIED)}"
)


def kind_of(kind_id: UUID) -> Kind:
    """The kind behind a row of the copy."""
    return _BY_ID[kind_id]


async def write(settings: Settings) -> None:
    """Write the registry into a migrated database. Writing it again, or by several processes at once, makes no difference."""
    async with db.opened(settings.database_url):
        for kind in sorted(KINDS.values(), key=lambda kind: kind.key):  # in one order, so that nobody waits in a circle
            await db.execute(_UPSERT, _row(kind))


def _row(kind: Kind) -> dict[str, object]:
    return {
        "id": kind.id, "key": kind.key, "name": kind.name, "sort_name": sort_key(kind.name), "description": kind.description,
        "category": kind.category, "settings_schema": orjson.dumps(kind.settings).decode(),
        "credential_schema": orjson.dumps(kind.credential).decode(), "can_check": kind.check is not None,
    }  # fmt: skip
