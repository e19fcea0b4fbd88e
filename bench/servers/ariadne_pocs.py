"""The resolvers of POCs and participants of the Ariadne server."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from app.auth.permissions import Permission
from bench.servers import ariadne_sql as sql
from bench.servers.ariadne_context import TYPES, is_staff, page_of, query, staff
from bench.servers.ariadne_people import display_name
from bench.servers.rights import Viewer, participant_status


@query.field("pocs")
async def pocs(_: Any, info: Any, first: int) -> dict[str, Any]:
    viewer = info.context.require()
    return page_of(await info.context.fetch(sql.pocs(staff(viewer)), viewer.user_id, viewer.tenant_id, first + 1), first)


@TYPES["PocConnection"].field("totalCount")
def count_pocs(_: Any, info: Any) -> Any:
    viewer: Viewer = info.context.viewer
    return info.context.pool.fetchval(sql.count_pocs(staff(viewer)), viewer.user_id, viewer.tenant_id)


@TYPES["Poc"].field("customerName")
async def customer_name(row: Any, info: Any) -> str:
    return str((await info.context.one(sql.CUSTOMERS, row["customer_id"]))["name"])


@TYPES["Poc"].field("customer")
async def customer(row: Any, info: Any) -> Any:
    if not is_staff(info, row) or not info.context.viewer.may(Permission.CUSTOMERS_READ):
        return None
    return await info.context.one(sql.CUSTOMERS, row["customer_id"])


@TYPES["Poc"].field("owner")
def owner(row: Any, info: Any) -> Any:
    return info.context.one(sql.USERS, row["owner_id"])


@TYPES["Poc"].field("updatedAt")
def updated_at(row: Any, info: Any) -> datetime:
    return row["updated_at"] if is_staff(info, row) else row["shared_updated_at"]  # type: ignore[no-any-return]


@TYPES["Poc"].field("version")
def version(row: Any, info: Any) -> int | None:
    return row["version"] if is_staff(info, row) else None


@TYPES["Poc"].field("viewerRole")
async def viewer_role(row: Any, info: Any) -> str:
    if not is_staff(info, row):
        return "CUSTOMER"
    if row["owner_id"] == info.context.viewer.user_id:
        return "OWNER"
    return "COLLABORATOR" if await info.context.one(sql.WORKED_ON, row["id"], info.context.viewer.user_id) else "ADMIN"


@TYPES["Poc"].field("viewerCan")
def viewer_can(row: Any, info: Any) -> dict[str, bool]:
    may, of_staff = info.context.viewer.may, is_staff(info, row)
    return {
        "edit": of_staff and may(Permission.POCS_MANAGE),
        "invite": of_staff and may(Permission.PARTICIPANTS_INVITE) and row["status"] in ("DRAFT", "ACTIVE"),
        "comment": of_staff or row["status"] == "ACTIVE",
    }


@TYPES["Poc"].field("collaborators")
async def collaborators(row: Any, info: Any) -> Any:
    return [dict(one, owner_id=row["owner_id"]) for one in await info.context.many(sql.COLLABORATORS, row["id"])]


@TYPES["PocCollaborator"].field("role")
def collaborator_role(row: Any, _info: Any) -> str:
    return "OWNER" if row["user_id"] == row["owner_id"] else "COLLABORATOR"


@TYPES["Poc"].field("participants")
async def participants(row: Any, info: Any, first: int) -> dict[str, Any]:
    staff_ = is_staff(info, row)
    rows = await info.context.many(sql.participants(everybody=staff_), row["id"], first)
    return {"poc": row, "nodes": [dict(one, poc=row) for one in rows]}


@TYPES["ParticipantConnection"].field("totalCount")
async def count_participants(found: Any, info: Any) -> int:
    poc = found["poc"]
    rows = await info.context.many(sql.count_participants(everybody=is_staff(info, poc)), poc["id"])
    return int(rows[0]["count"]) if rows else 0


@TYPES["Participant"].field("displayName")
def participant_name(row: Any, info: Any) -> str:
    return str(display_name(row, info))


@TYPES["Participant"].field("email")
def participant_email(row: Any, info: Any) -> str | None:
    if not is_staff(info, row["poc"]) and row["user_id"] != info.context.viewer.user_id:
        return None
    return str(row["email"])


@TYPES["Participant"].field("status")
def status_of_participant(row: Any, _info: Any) -> str:
    return participant_status(row, row["poc"]["status"], datetime.now(UTC))
