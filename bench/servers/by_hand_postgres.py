"""The hand-written operations on PostgreSQL: a few connections that keep their prepared statements, rows turned into answers."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any, Final

import asyncpg
import orjson

from app.auth.permissions import Permission
from app.core.settings import Settings
from bench.servers import by_hand_reads as sql
from bench.servers import by_hand_start as start_sql
from bench.servers.bearing import Caller, UnauthenticatedError
from bench.servers.by_hand_invite import Inviting
from bench.servers.shapes import cursor, place, type_id

CONNECTIONS: Final = 8
TUNED: Final = {"jit": "off", "random_page_cost": "1.1", "plan_cache_mode": "force_generic_plan"}
"""The same statements come again and again, and all is in memory."""


def staff_of(caller: Caller) -> str:
    """Which POCs of the tenant are the caller's."""
    if Permission.POCS_READ_ALL in caller.permissions:
        return "all"
    return "own" if Permission.POCS_READ in caller.permissions else "none"


class Operations:
    """All operations, over a pool of connections without ceremony."""

    def __init__(self, settings: Settings) -> None:
        self._url = settings.database_url
        self._inviting = Inviting(settings)
        self._free: asyncio.LifoQueue[tuple[Any, dict[str, Any]]] = asyncio.LifoQueue()
        self._texts: dict[Any, str] = {}

    async def open(self) -> None:
        """Connect."""
        for _ in range(CONNECTIONS):
            self._free.put_nowait((await asyncpg.connect(self._url, server_settings=TUNED), {}))

    async def close(self) -> None:
        """Disconnect."""
        while not self._free.empty():
            await self._free.get_nowait()[0].close()

    async def _fetch(self, text: str, *values: object) -> list[Any]:
        connection, statements = held = await self._free.get()
        try:
            statement = statements.get(text)
            if statement is None:
                statement = statements[text] = await connection.prepare(text)
            rows: list[Any] = await statement.fetch(*values)
            return rows
        finally:
            self._free.put_nowait(held)

    async def _rows(self, caller: Caller, make: Callable[..., str], *values: object, **kinds: bool) -> list[Any]:
        """Rows of a statement that has `ME` in it; a row without id says that the caller is who they are, and has nothing."""
        rows = await self._fetch(
            self._text(make, caller, kinds), caller.session_id, caller.user_id, caller.tenant_id, caller.roles, *values
        )
        if not rows:  # the roles are others by now, or not known yet
            await self._know(caller)
            rows = await self._fetch(
                self._text(make, caller, kinds), caller.session_id, caller.user_id, caller.tenant_id, caller.roles, *values
            )
            if not rows:
                raise UnauthenticatedError
        return rows if len(rows) > 1 or rows[0]["id"] else []

    async def _know(self, caller: Caller) -> None:
        found = await self._fetch(sql.ROLES, caller.session_id, caller.user_id, caller.tenant_id)
        if not found:
            raise UnauthenticatedError
        caller.take(found[0][0])

    def _text(self, make: Callable[..., str], caller: Caller, kinds: dict[str, bool]) -> str:
        key = (make, staff_of(caller), *kinds.values())
        if key not in self._texts:
            self._texts[key] = make(key[1], **kinds)
        return self._texts[key]

    async def viewer_(self, caller: Caller, _variables: dict[str, Any]) -> dict[str, Any]:
        """Who asks."""
        rows = await self._fetch(sql.VIEWER, caller.session_id, caller.user_id, caller.tenant_id)
        if not rows:
            raise UnauthenticatedError
        return {"viewer": _viewer(caller, rows[0])}

    async def list_(self, caller: Caller, _variables: dict[str, Any]) -> dict[str, Any]:
        """50 POCs."""
        return {
            "pocs": {
                "nodes": [
                    {
                        "id": type_id("poc_", id_), "name": name, "status": status, "summary": summary, "customerName": customer_name,
                        "createdAt": created_at, "updatedAt": updated_at, "startsOn": starts_on, "endsOn": ends_on, "version": version,
                        "viewerRole": role, "owner": {"id": type_id("user_", owner_id), "displayName": owner_name.strip()},
                    }
                    for _, id_, name, status, summary, customer_name, created_at, updated_at, starts_on, ends_on, version, role, owner_id,
                    owner_name in await self._rows(caller, sql.list_)
                ]
            }
        }  # fmt: skip

    async def nested_(self, caller: Caller, _variables: dict[str, Any]) -> dict[str, Any]:
        """20 POCs with people."""
        part = orjson.Fragment
        return {
            "pocs": {
                "nodes": [
                    {
                        "id": type_id("poc_", id_), "name": name, "participants": {"totalCount": total, "nodes": part(people or "[]")},
                        "collaborators": part(colleagues or "[]"),
                    }
                    for _, id_, name, total, people, colleagues in await self._rows(caller, sql.nested)
                ]
            }
        }  # fmt: skip

    async def page_(self, caller: Caller, variables: dict[str, Any]) -> dict[str, Any]:
        """100 invitations."""
        if not caller.roles:
            await self._know(caller)
        after = variables["after"]
        members = Permission.MEMBERS_MANAGE in caller.permissions
        rows = await self._rows(caller, sql.page, *(place(after) if after else ()), members=members, after=after is not None)
        edges = [
            {
                "cursor": cursor(sorted_.isoformat(), id_),
                "node": {
                    "id": type_id("invitation_", id_), "email": email, "status": status, "createdAt": created_at, "expiresAt": expires_at,
                    "subjectName": subject, "invitedBy": {"displayName": inviter and inviter.strip()}, "delivery": {"status": delivery},
                },
            }
            for id_, sorted_, email, status, created_at, expires_at, subject, inviter, delivery in rows[:100]
        ]  # fmt: skip
        place_ = {"hasNextPage": len(rows) > len(edges), "endCursor": edges[-1]["cursor"] if edges else None}
        return {"invitations": {"edges": edges, "pageInfo": place_}}

    async def invite_(self, caller: Caller, variables: dict[str, Any]) -> dict[str, Any]:
        """A fresh invitation."""
        if not caller.roles:
            await self._know(caller)
        held = await self._free.get()
        try:
            return await self._inviting.invite(*held, caller, staff_of(caller), variables["input"])
        finally:
            self._free.put_nowait(held)

    async def start_(self, caller: Caller, _variables: dict[str, Any]) -> dict[str, Any]:
        """The start page."""
        if not caller.roles:
            await self._know(caller)
        values = (caller.session_id, caller.user_id, caller.tenant_id, caller.roles)
        found = await self._fetch(self._text(start_sql.viewer, caller, {}), *values)
        if not found:  # roles have changed meanwhile
            await self._know(caller)
            values = (caller.session_id, caller.user_id, caller.tenant_id, caller.roles)
            found = await self._fetch(self._text(start_sql.viewer, caller, {}), *values)
        pocs = await self._rows(caller, start_sql.first_pocs)
        members = await self._fetch(start_sql.MEMBERS, *values) if Permission.MEMBERS_READ in caller.permissions else []
        viewer, row = _viewer(caller, found[0]), found[0]
        viewer["tenant"]["branding"] = {"name": row["brand_name"], "accentColor": row["brand_accent_color"]}
        viewer["memberships"] = [
            {"id": type_id("member_", id_), "roles": roles.split(), "tenant": {"id": type_id("tenant_", home), "name": name}}
            for id_, roles, home, name in row["memberships"]
        ]
        shown = pocs[:10]
        end = cursor(shown[-1]["created_at"].isoformat(), shown[-1]["id"]) if shown else None
        return {
            "viewer": viewer,
            "pocs": {
                "totalCount": row["total"], "pageInfo": {"hasNextPage": len(pocs) > len(shown), "endCursor": end},
                "nodes": [_start_poc(caller, poc) for poc in shown],
            },
            "members": {
                "nodes": [
                    {
                        "id": type_id("member_", id_), "roles": roles.split(), "status": status,
                        "user": {"id": type_id("user_", user_id), "displayName": name.strip(), "email": email},
                    }
                    for id_, roles, status, user_id, name, email, _ in members
                ]
            },
        }  # fmt: skip


def _viewer(caller: Caller, row: Any) -> dict[str, Any]:
    if row["roles"] != caller.roles:
        caller.take(row["roles"])
    return {
        "user": {"id": type_id("user_", row["user_id"]), "displayName": row["user_name"].strip(), "email": row["email"]},
        "tenant": {"id": type_id("tenant_", row["tenant_id"]), "name": row["tenant_name"], "plan": row["plan"]},
        "roles": sorted([*caller.roles.split(), "CUSTOMER"] if row["takes_part"] else caller.roles.split()),
        "permissions": list(caller.permissions),
    }


def _start_poc(caller: Caller, row: Any) -> dict[str, Any]:
    (
        _, id_, name, status, customer_name, updated_at, ends_on, role, guest, _, owner_id, owner_name, owner_email, customer_id, stage,
        people_total, people, invitations_total, invitations,
    ) = row  # fmt: skip
    permissions = caller.permissions
    invites = not guest and Permission.PARTICIPANTS_INVITE in permissions and status in ("DRAFT", "ACTIVE")
    edits = not guest and Permission.POCS_MANAGE in permissions
    return {
        "id": type_id("poc_", id_), "name": name, "status": status, "customerName": customer_name, "updatedAt": updated_at,
        "endsOn": ends_on, "viewerRole": role,
        "viewerCan": {"edit": edits, "invite": invites, "comment": not guest or status == "ACTIVE"},
        "owner": {"id": type_id("user_", owner_id), "displayName": owner_name.strip(), "email": owner_email},
        "customer": None if guest or Permission.CUSTOMERS_READ not in permissions
        else {"id": type_id("customer_", customer_id), "name": customer_name, "stage": stage},
        "participants": {
            "totalCount": people_total,
            "nodes": [
                {"id": type_id("participant_", one), "displayName": who.strip(), "email": email, "status": stands, "joinedAt": joined_at}
                for one, who, email, stands, joined_at in people
            ],
        },
        "invitations": None if guest else {
            "totalCount": invitations_total,
            "nodes": [
                {
                    "id": type_id("invitation_", one), "email": email, "status": stands, "createdAt": created_at, "expiresAt": expires_at,
                    "delivery": {"status": delivery, "attempts": attempts},
                    "viewerCan": {"resend": resend, "cancel": stands == "PENDING"},
                }
                for one, email, stands, created_at, expires_at, delivery, attempts, resend in invitations
            ],
        },
    }  # fmt: skip
