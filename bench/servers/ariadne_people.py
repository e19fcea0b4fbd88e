"""The resolvers of people and organizations of the Ariadne server."""

from __future__ import annotations

from typing import Any

from app.auth.permissions import Permission
from bench.servers import ariadne_sql as sql
from bench.servers.ariadne_context import TYPES, query, staff
from bench.servers.rights import Viewer


@query.field("viewer")
def viewer_(_: Any, info: Any) -> Any:
    return info.context.viewer


@TYPES["Viewer"].field("user")
def viewer_user(viewer: Viewer, info: Any) -> Any:
    return info.context.one(sql.USERS, viewer.user_id)


@TYPES["Viewer"].field("tenant")
def viewer_tenant(viewer: Viewer, info: Any) -> Any:
    return info.context.one(sql.TENANTS, viewer.tenant_id)


@TYPES["Viewer"].field("roles")
async def viewer_roles(viewer: Viewer, info: Any) -> list[str]:
    takes_part = await info.context.pool.fetchval(sql.TAKES_PART, viewer.user_id, viewer.tenant_id)
    return sorted([*viewer.roles, *(["CUSTOMER"] if takes_part else [])])


@TYPES["Viewer"].field("memberships")
def viewer_memberships(viewer: Viewer, info: Any) -> Any:
    return info.context.fetch(sql.MEMBERSHIPS, viewer.user_id)


@TYPES["User"].field("displayName")
def display_name(row: Any, _info: Any) -> str:
    return f"{row['first_name']} {row['last_name']}".strip()


@TYPES["User"].field("email")
async def user_email(row: Any, info: Any) -> str | None:
    viewer: Viewer = info.context.viewer
    if row["id"] == viewer.user_id:
        return str(row["email"])
    known = await info.context.one(
        sql.known_users(staff(viewer), members=viewer.may(Permission.MEMBERS_READ)), row["id"], viewer.user_id, viewer.tenant_id
    )
    return row["email"] if known else None


@TYPES["Tenant"].field("plan")
async def tenant_plan(row: Any, info: Any) -> str | None:
    member = await info.context.one(sql.TENANTS_OF_MEMBER, row["id"], info.context.viewer.user_id)
    return row["plan"] if member else None


@TYPES["Tenant"].field("branding")
def branding(row: Any, _info: Any) -> dict[str, Any]:
    return {"name": row["brand_name"] or row["name"], "accent_color": row["brand_accent_color"]}


@TYPES["Membership"].field("roles")
def membership_roles(row: Any, _info: Any) -> list[str]:
    return str(row["roles"]).split()


@TYPES["Membership"].field("user")
@TYPES["PocCollaborator"].field("user")
def user_of(row: Any, info: Any) -> Any:
    return info.context.one(sql.USERS, row["user_id"])


@TYPES["Membership"].field("tenant")
def tenant_of(row: Any, info: Any) -> Any:
    return info.context.one(sql.TENANTS, row["tenant_id"])


@query.field("members")
async def members(_: Any, info: Any, first: int) -> dict[str, Any]:
    viewer = info.context.require(Permission.MEMBERS_READ)
    return {"nodes": await info.context.fetch(sql.MEMBERS, viewer.tenant_id, first)}
