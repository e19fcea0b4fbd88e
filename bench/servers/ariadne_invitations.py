"""The resolvers of invitations of the Ariadne server."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from app.auth.permissions import Permission
from bench.servers import ariadne_sql as sql
from bench.servers.ariadne_context import TYPES, is_staff, mutation, page_of, query, staff
from bench.servers.rights import invitation_status
from bench.servers.shapes import place


@TYPES["Poc"].field("invitations")
async def poc_invitations(row: Any, info: Any, first: int) -> Any:
    if not is_staff(info, row):
        return None
    return page_of(await info.context.many(sql.INVITATIONS_OF_POCS, row["id"], first + 1), first) | {"poc_id": row["id"]}


@query.field("invitations")
async def invitations(_: Any, info: Any, first: int, after: str | None = None) -> dict[str, Any]:
    viewer = info.context.require(Permission.PARTICIPANTS_INVITE, Permission.MEMBERS_MANAGE, Permission.PORTAL_INVITE)
    text = sql.invitations(staff(viewer), members=viewer.may(Permission.MEMBERS_MANAGE), after=after is not None)
    rows = await info.context.fetch(text, viewer.user_id, viewer.tenant_id, first + 1, *(place(after) if after else ()))
    return page_of(rows, first)


@TYPES["InvitationConnection"].field("totalCount")
async def count_invitations(found: Any, info: Any) -> int:
    rows = await info.context.many(sql.COUNT_INVITATIONS_OF_POCS, found["poc_id"])
    return int(rows[0]["count"]) if rows else 0


@TYPES["Invitation"].field("status")
def status_of_invitation(row: Any, _info: Any) -> str:
    return invitation_status(row, datetime.now(UTC))


@TYPES["Invitation"].field("subjectName")
async def subject_name(row: Any, info: Any) -> str:
    if row["poc_id"]:
        return str((await info.context.one(sql.POCS, row["poc_id"]))["name"])
    return str((await info.context.one(sql.TENANTS, row["tenant_id"]))["name"])


@TYPES["Invitation"].field("invitedBy")
def invited_by(row: Any, info: Any) -> Any:
    return info.context.one(sql.USERS, row["invited_by_id"])


@TYPES["Invitation"].field("delivery")
async def delivery(row: Any, info: Any) -> Any:
    found = await info.context.one(sql.MAILS, row["mail_id"]) if row["mail_id"] else None
    return found or {"status": "QUEUED", "attempts": 0}


@TYPES["Invitation"].field("viewerCan")
async def invitation_actions(row: Any, info: Any) -> dict[str, bool]:
    undecided = row["accepted_at"] is None and row["cancelled_at"] is None
    resend = undecided and (not row["poc_id"] or (await info.context.one(sql.POCS, row["poc_id"]))["status"] == "ACTIVE")
    if resend:
        resend = not await info.context.one(sql.REFUSED, row["email_key"], row["tenant_id"])
    return {"resend": resend, "cancel": undecided and invitation_status(row, datetime.now(UTC)) == "PENDING"}


@mutation.field("inviteCustomer")
async def invite_customer(_: Any, info: Any, input: dict[str, Any]) -> Any:  # noqa: A002  # the argument's name
    viewer = info.context.require(Permission.PARTICIPANTS_INVITE)
    async with info.context.pool.acquire() as connection:
        given = {
            "pocId": input["poc_id"],
            "email": input["email"],
            "firstName": input.get("first_name"),
            "lastName": input.get("last_name"),
        }
        given["title"] = input.get("title")
        answer = await info.context.inviting.invite(connection, {}, info.context.caller, staff(viewer), given)
    payload = answer["inviteCustomer"]
    if payload["invitation"]:
        (made,) = await info.context.fetch(sql.INVITATION_BY_ADDRESS, viewer.tenant_id, payload["invitation"]["email"])
        return {"invitation": made, "user_errors": []}
    return {"invitation": None, "user_errors": payload["userErrors"]}
