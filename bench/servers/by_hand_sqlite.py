"""The hand-written operations on SQLite: a few reading connections and one that writes."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any, Final

import aiosqlite
import orjson

from app.auth.permissions import Permission
from app.core.settings import Settings
from bench.servers import by_hand_sqlite_sql as sql
from bench.servers.bearing import Caller, UnauthenticatedError
from bench.servers.by_hand_invite import Prepared, prepare
from bench.servers.by_hand_postgres import staff_of
from bench.servers.shapes import cursor as cursor_of
from bench.servers.shapes import instant, instant_of_text, type_id, type_id_of_text
from bench.servers.shapes import place as place_of

READERS: Final = 4
_id, _at, _part = type_id_of_text, instant_of_text, orjson.Fragment


def _now() -> str:
    return datetime.now(UTC).isoformat(" ")


class Operations:
    """All operations, over connections that are kept."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._free: asyncio.LifoQueue[aiosqlite.Connection] = asyncio.LifoQueue()
        self._writing = asyncio.Lock()
        self._texts: dict[Any, str] = {}

    async def open(self) -> None:
        """Connect."""
        for _ in range(READERS):
            connection = await self._connected()
            await connection.execute("pragma query_only = on")
            self._free.put_nowait(connection)
        self._writer = await self._connected()

    async def _connected(self) -> aiosqlite.Connection:
        connection = await aiosqlite.connect(str(self._settings.sqlite_path), isolation_level=None, cached_statements=500)
        for pragma in (
            "busy_timeout = 10000",
            "synchronous = normal",
            "foreign_keys = on",
            "mmap_size = 1000000000",
            "cache_size = -65536",
        ):
            await connection.execute(f"pragma {pragma}")
        return connection

    async def close(self) -> None:
        """Disconnect."""
        while not self._free.empty():
            await self._free.get_nowait().close()
        await self._writer.close()

    async def _fetch(self, text: str, *values: object) -> list[Any]:
        connection = await self._free.get()
        try:
            return list(await connection.execute_fetchall(text, values))
        finally:
            self._free.put_nowait(connection)

    async def _rows(self, caller: Caller, make: Callable[..., str], *values: object, **kinds: bool) -> list[Any]:
        for known in (bool(caller.roles), False):  # a second time if the roles were others by now
            if not known:
                await self._know(caller)
            key = (make, staff_of(caller), *kinds.values())
            text = self._texts.get(key) or self._texts.setdefault(key, make(key[1], **kinds))
            rows = await self._fetch(text, *_me(caller), caller.roles, *values)
            if rows:
                return rows if len(rows) > 1 or rows[0][0] else []
        raise UnauthenticatedError

    async def _know(self, caller: Caller) -> None:
        found = await self._fetch(sql.ROLES, *_me(caller))
        if not found:
            raise UnauthenticatedError
        caller.take(found[0][0])

    async def viewer_(self, caller: Caller, _variables: dict[str, Any]) -> dict[str, Any]:
        """Who asks."""
        rows = await self._fetch(sql.VIEWER, *_me(caller))
        if not rows:
            raise UnauthenticatedError
        return {"viewer": _viewer(caller, rows[0])}

    async def list_(self, caller: Caller, _variables: dict[str, Any]) -> dict[str, Any]:
        """50 POCs."""
        return {
            "pocs": {
                "nodes": [
                    {
                        "id": _id("poc_", id_), "name": name, "status": status, "summary": summary, "customerName": customer_name,
                        "createdAt": _at(created_at), "updatedAt": _at(updated_at), "startsOn": starts_on, "endsOn": ends_on,
                        "version": version, "viewerRole": role,
                        "owner": {"id": _id("user_", owner_id), "displayName": owner_name.strip()},
                    }
                    for id_, name, status, summary, customer_name, created_at, updated_at, starts_on, ends_on, version, role, owner_id,
                    owner_name in await self._rows(caller, sql.list_)
                ]
            }
        }  # fmt: skip

    async def nested_(self, caller: Caller, _variables: dict[str, Any]) -> dict[str, Any]:
        """20 POCs with people."""
        return {
            "pocs": {
                "nodes": [
                    {
                        "id": _id("poc_", id_), "name": name, "participants": {"totalCount": total, "nodes": _part(people)},
                        "collaborators": _part(colleagues),
                    }
                    for id_, name, total, people, colleagues in await self._rows(caller, sql.nested)
                ]
            }
        }  # fmt: skip

    async def page_(self, caller: Caller, variables: dict[str, Any]) -> dict[str, Any]:
        """100 invitations."""
        if not caller.roles:
            await self._know(caller)
        after = place_of(variables["after"]) if variables["after"] else None
        values = (after[0].isoformat(" "), str(after[1])) if after else ()
        members = Permission.MEMBERS_MANAGE in caller.permissions
        rows = await self._rows(caller, sql.page, *values, members=members, after=after is not None)
        edges = [
            {
                "cursor": cursor_of(created_at, id_),
                "node": {
                    "id": _id("invitation_", id_), "email": email, "status": status, "createdAt": _at(created_at),
                    "expiresAt": _at(expires_at), "subjectName": subject, "invitedBy": {"displayName": inviter and inviter.strip()},
                    "delivery": {"status": delivery},
                },
            }
            for id_, email, status, created_at, expires_at, subject, inviter, delivery in rows[:100]
        ]  # fmt: skip
        place = {"hasNextPage": len(rows) > len(edges), "endCursor": edges[-1]["cursor"] if edges else None}
        return {"invitations": {"edges": edges, "pageInfo": place}}

    async def start_(self, caller: Caller, _variables: dict[str, Any]) -> dict[str, Any]:
        """The start page."""
        (row, *_) = await self._rows(caller, sql.start_viewer)
        pocs = await self._rows(caller, sql.start_pocs)
        members = await self._fetch(sql.MEMBERS, *_me(caller)) if Permission.MEMBERS_READ in caller.permissions else []
        viewer = _viewer(caller, row)
        viewer["tenant"]["branding"] = {"name": row[8], "accentColor": row[9]}
        viewer["memberships"] = [
            {"id": _id("member_", id_), "roles": roles.split(), "tenant": {"id": _id("tenant_", home), "name": name}}
            for id_, roles, home, name in orjson.loads(row[10])
        ]
        shown = pocs[:10]
        end = cursor_of(shown[-1][1], shown[-1][0]) if shown else None
        return {
            "viewer": viewer,
            "pocs": {
                "totalCount": row[11], "pageInfo": {"hasNextPage": len(pocs) > len(shown), "endCursor": end},
                "nodes": [_start_poc(caller, poc) for poc in shown],
            },
            "members": {
                "nodes": [
                    {
                        "id": _id("member_", id_), "roles": roles.split(), "status": status,
                        "user": {"id": _id("user_", user_id), "displayName": name.strip(), "email": email},
                    }
                    for id_, roles, status, user_id, name, email in members
                ]
            },
        }  # fmt: skip

    async def invite_(self, caller: Caller, variables: dict[str, Any]) -> dict[str, Any]:
        """A fresh invitation."""
        if not caller.roles:
            await self._know(caller)
        async with self._writing:
            await self._writer.execute("begin immediate")
            try:
                answer = await self._invite(caller, variables["input"])
            except BaseException:
                await self._writer.execute("rollback")
                raise
            await self._writer.execute("commit")
        return {"inviteCustomer": answer}

    async def _invite(self, caller: Caller, given: dict[str, Any]) -> dict[str, Any]:
        at, write = datetime.now(UTC), self._writer.execute
        asked = prepare(caller, given)
        values = (*_me(caller), caller.roles, str(asked.poc_id), asked.key)
        looked = list(await self._writer.execute_fetchall(sql.looking(staff_of(caller)), values))
        found = dict(zip(sql.LOOKED, looked[0], strict=True)) if looked else None
        if refused := asked.refused(found):
            return {"invitation": None, "userErrors": [refused]}
        made: Prepared = asked.made(found, self._settings, at)
        if found and found["former_id"]:
            await write(sql.REPLACE, (made.now.isoformat(" "), found["former_id"]))
        for text, row in sql.writes(made, caller):
            done = await write(text, row)
            if done.rowcount != 1:
                raise UnauthenticatedError  # a budget is used up, which the benchmark does not let happen
        return {
            "invitation": {
                "id": type_id("invitation_", made.id), "email": asked.email, "status": "PENDING", "createdAt": instant(made.now),
                "expiresAt": None if made.held else instant(made.ends), "subjectName": made.poc["name"],
                "invitedBy": {"displayName": made.poc["inviter"]}, "delivery": {"status": "QUEUED"},
            },
            "userErrors": [],
        }  # fmt: skip


def _me(caller: Caller) -> tuple[str, str, str, str]:
    return str(caller.session_id), str(caller.user_id), str(caller.tenant_id), _now()


def _viewer(caller: Caller, row: Any) -> dict[str, Any]:
    roles, user_id, name, email, tenant_id, tenant, plan, takes_part = row[:8]
    if roles != caller.roles:
        caller.take(roles)
    return {
        "user": {"id": _id("user_", user_id), "displayName": name.strip(), "email": email},
        "tenant": {"id": _id("tenant_", tenant_id), "name": tenant, "plan": plan},
        "roles": sorted([*roles.split(), "CUSTOMER"] if takes_part else roles.split()),
        "permissions": list(caller.permissions),
    }


def _start_poc(caller: Caller, row: Any) -> dict[str, Any]:
    (
        id_, _, name, status, customer_name, updated_at, ends_on, role, guest, owner_id, owner_name, owner_email, customer_id, stage,
        people_total, people, invitations_total, invitations,
    ) = row  # fmt: skip
    permissions = caller.permissions
    return {
        "id": _id("poc_", id_), "name": name, "status": status, "customerName": customer_name, "updatedAt": _at(updated_at),
        "endsOn": ends_on, "viewerRole": role,
        "viewerCan": {
            "edit": not guest and Permission.POCS_MANAGE in permissions,
            "invite": not guest and Permission.PARTICIPANTS_INVITE in permissions and status in ("DRAFT", "ACTIVE"),
            "comment": not guest or status == "ACTIVE",
        },
        "owner": {"id": _id("user_", owner_id), "displayName": owner_name.strip(), "email": owner_email},
        "customer": None if guest or Permission.CUSTOMERS_READ not in permissions
        else {"id": _id("customer_", customer_id), "name": customer_name, "stage": stage},
        "participants": {
            "totalCount": people_total,
            "nodes": [
                {"id": _id("participant_", one), "displayName": who.strip(), "email": email, "status": stands, "joinedAt": _at(joined_at)}
                for one, who, email, stands, joined_at in orjson.loads(people)
            ],
        },
        "invitations": None if guest else {
            "totalCount": invitations_total,
            "nodes": [
                {
                    "id": _id("invitation_", one), "email": email, "status": stands, "createdAt": _at(created_at),
                    "expiresAt": _at(expires_at), "delivery": {"status": delivery, "attempts": attempts},
                    "viewerCan": {"resend": bool(resend), "cancel": stands == "PENDING"},
                }
                for one, email, stands, created_at, expires_at, delivery, attempts, resend in orjson.loads(invitations)
            ],
        },
    }  # fmt: skip
