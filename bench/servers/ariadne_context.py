"""What the resolvers of the Ariadne server know: the viewer, the pool, a data loader for each thing that many rows ask for."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from aiodataloader import DataLoader
from ariadne import MutationType, ObjectType, QueryType, ScalarType

from app.auth.permissions import Permission
from app.core.ids import to_text
from bench.servers.by_hand_invite import Inviting
from bench.servers.by_hand_postgres import staff_of
from bench.servers.rights import Viewer
from bench.servers.serving import Settings
from bench.servers.shapes import cursor, instant

query, mutation = QueryType(), MutationType()
TYPES = {
    name: ObjectType(name)
    for name in (
        "Viewer", "User", "Tenant", "Membership", "Customer", "PocConnection", "Poc", "PocCollaborator", "ParticipantConnection",
        "Participant", "InvitationConnection", "Invitation",
    )
}  # fmt: skip
PREFIXES = {
    "User": "user", "Tenant": "tenant", "Membership": "member", "Customer": "customer", "Poc": "poc", "Participant": "participant",
    "Invitation": "invitation",
}  # fmt: skip
SCALARS = (ScalarType("DateTime", serializer=instant), ScalarType("Date", serializer=date.isoformat))


class Context:
    """What resolvers know: the viewer, the pool, a loader for each thing that many rows ask for."""

    def __init__(self, pool: Any, settings: Settings, viewer: Viewer | None, caller: Any) -> None:
        self.pool, self.viewer, self.caller = pool, viewer, caller
        self.inviting: Inviting = _inviting(settings)
        self._loaders: dict[Any, DataLoader[Any, Any]] = {}

    async def fetch(self, text: str, *values: Any) -> list[dict[str, Any]]:
        """Rows as the default resolver knows them."""
        return [dict(row) for row in await self.pool.fetch(text, *values)]

    def one(self, text: str, key: Any, *values: Any) -> Any:
        """The row with an id."""
        return self._load(text, key, values, {}, lambda row: row["id"], None)

    def many(self, text: str, key: Any, *values: Any) -> Any:
        """The rows of a parent."""
        return self._load(text, key, values, [], lambda row: row["parent"], list)

    def _load(self, text: str, key: Any, values: tuple[Any, ...], missing: Any, of: Callable[[Any], Any], kind: Any) -> Any:
        if (loader := self._loaders.get((text, values))) is None:

            async def read(keys: list[Any]) -> list[Any]:
                found: dict[Any, Any] = {}
                for row in await self.fetch(text, keys, *values):
                    if kind:
                        found.setdefault(of(row), []).append(row)
                    else:
                        found[of(row)] = row
                return [found.get(key, missing) for key in keys]

            loader = self._loaders[text, values] = DataLoader(read)
        return loader.load(key)

    def require(self, *any_of: Permission) -> Viewer:
        """The viewer, with one of these permissions."""
        if self.viewer is None or (any_of and not any(self.viewer.may(permission) for permission in any_of)):
            raise PermissionError("You may not.")
        return self.viewer


_made: dict[str, Inviting] = {}


def _inviting(settings: Settings) -> Inviting:
    if "it" not in _made:
        _made["it"] = Inviting(settings)
    return _made["it"]


def staff(viewer: Viewer) -> str:
    """Which POCs of the tenant are the viewer's."""
    return staff_of(viewer)  # type: ignore[arg-type]  # it asks for the permissions alone


def is_staff(info: Any, poc: Any) -> bool:
    return bool(poc["tenant_id"] == info.context.viewer.tenant_id)


for _name, _prefix in PREFIXES.items():
    TYPES[_name].set_field("id", lambda row, _info, prefix=_prefix: to_text(prefix, row["id"]))


def page_of(rows: Any, size: int) -> dict[str, Any]:
    shown = rows[:size]
    edges = [{"cursor": cursor(row["created_at"].isoformat(), row["id"]), "node": row} for row in shown]
    info = {"has_next_page": len(rows) > size, "end_cursor": edges[-1]["cursor"] if edges else None}
    return {"nodes": shown, "edges": edges, "page_info": info}
