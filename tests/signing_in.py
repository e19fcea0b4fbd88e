"""Signing people of the small world in, and looking at their sessions."""

from __future__ import annotations

from uuid import UUID

from app.auth import bearer
from app.auth.actor import Actor
from app.core import db
from app.core.runtime import now
from app.models import Event, Membership, MembershipStatus, Role, Session, Tenant, User
from app.services import sessions
from app.services.sessions import Credentials
from tests.outcomes import DONE, outcome
from tests.world import ORIGIN, PASSWORD

NO = "INVALID_CREDENTIALS"
ANON = Actor(origin=ORIGIN)


async def signed_in(user: User, tenant_id: UUID | None = None) -> Credentials:
    return await sessions.sign_in(ANON, email=user.email, password=PASSWORD, tenant_id=tenant_id)


async def join(user: User, tenant: Tenant, *roles: Role) -> None:
    async with db.transaction():
        await Membership.create(user=user, tenant=tenant, sort_name=user.sort_name, roles=set(roles) or {Role.MEMBER}, created_at=now())


async def leave(user: User, tenant: Tenant) -> None:
    async with db.transaction():
        await Membership.filter(user=user, tenant=tenant).update(status=MembershipStatus.DEACTIVATED, deactivated_at=now())


async def still_in(credentials: Credentials) -> bool:
    return await outcome(bearer.actor_of(credentials.access_token, ORIGIN)) == DONE


async def events(action: str) -> list[Event]:
    return await Event.filter(action=action).order_by("id")


async def open_sessions(user: User) -> list[Session]:
    return await Session.filter(user=user, revoked_at=None, expires_at__gt=now()).order_by("id")
