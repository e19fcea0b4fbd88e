"""The types of people and organizations of the Strawberry server: each wraps a row of the ORM, and its resolvers fetch what hangs on it."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import strawberry
from strawberry.types import Info
from tortoise.expressions import Subquery

from app import models
from app.auth.permissions import Permission
from app.core.ids import to_text
from app.models import CustomerStage, MembershipStatus, ParticipantStatus, Plan, PocRole, Role
from bench.servers.rights import Viewer, participant_status
from bench.servers.strawberry_plain_context import name_of, pocs_as_guest, pocs_as_staff


@strawberry.type
class User:
    """A person."""

    row: strawberry.Private[Any]

    @strawberry.field
    def id(self) -> strawberry.ID:
        return strawberry.ID(to_text("user", self.row.id))

    @strawberry.field
    def display_name(self) -> str:
        return name_of(self.row)

    @strawberry.field
    async def email(self, info: Info) -> str | None:
        me: Viewer = info.context.me
        if self.row.id == me.user_id:
            return str(self.row.email)
        if me.may(Permission.MEMBERS_READ) and await models.Membership.exists(user_id=self.row.id, tenant_id=me.tenant_id):
            return str(self.row.email)
        if await models.Poc.filter(pocs_as_guest(me), owner_id=self.row.id).exists():
            return str(self.row.email)
        theirs = Subquery(models.Participant.filter(user_id=self.row.id).values("poc_id"))
        return str(self.row.email) if await models.Poc.filter(pocs_as_staff(me), id__in=theirs).exists() else None


@strawberry.type
class Branding:
    """How a tenant looks."""

    name: str
    accent_color: str | None


@strawberry.type
class Tenant:
    """An organization."""

    row: strawberry.Private[Any]

    @strawberry.field
    def id(self) -> strawberry.ID:
        return strawberry.ID(to_text("tenant", self.row.id))

    @strawberry.field
    def name(self) -> str:
        return str(self.row.name)

    @strawberry.field
    async def plan(self, info: Info) -> Plan | None:
        member = await models.Membership.exists(tenant_id=self.row.id, user_id=info.context.me.user_id, status="ACTIVE")
        return self.row.plan if member else None

    @strawberry.field
    def branding(self) -> Branding:
        return Branding(name=self.row.brand_name or self.row.name, accent_color=self.row.brand_accent_color)


@strawberry.type
class Customer:
    """A company."""

    row: strawberry.Private[Any]

    @strawberry.field
    def id(self) -> strawberry.ID:
        return strawberry.ID(to_text("customer", self.row.id))

    @strawberry.field
    def name(self) -> str:
        return str(self.row.name)

    @strawberry.field
    def stage(self) -> CustomerStage:
        return self.row.stage  # type: ignore[no-any-return]


@strawberry.type
class Membership:
    """One person in one tenant."""

    row: strawberry.Private[Any]

    @strawberry.field
    def id(self) -> strawberry.ID:
        return strawberry.ID(to_text("member", self.row.id))

    @strawberry.field
    def roles(self) -> list[Role]:
        return sorted(models.Role(role) for role in self.row.roles)

    @strawberry.field
    def status(self) -> MembershipStatus:
        return self.row.status  # type: ignore[no-any-return]

    @strawberry.field
    async def user(self, info: Info) -> User:
        return User(row=await info.context.users.load(self.row.user_id))

    @strawberry.field
    async def tenant(self, info: Info) -> Tenant:
        return Tenant(row=await info.context.tenants.load(self.row.tenant_id))


@strawberry.type
class MembershipConnection:
    """A page of members."""

    nodes: list[Membership]


@strawberry.type
class ViewerType:
    """Who asks."""

    @strawberry.field
    async def user(self, info: Info) -> User:
        return User(row=await info.context.users.load(info.context.me.user_id))

    @strawberry.field
    async def tenant(self, info: Info) -> Tenant:
        return Tenant(row=await info.context.tenants.load(info.context.me.tenant_id))

    @strawberry.field
    async def roles(self, info: Info) -> list[Role]:
        me: Viewer = info.context.me
        takes_part = await models.Poc.filter(pocs_as_guest(me)).exists()
        return sorted({*map(models.Role, me.roles), *([models.Role.CUSTOMER] if takes_part else [])})

    @strawberry.field
    def permissions(self, info: Info) -> list[Permission]:
        return list(info.context.me.permissions)

    @strawberry.field
    async def memberships(self, info: Info) -> list[Membership]:
        rows = await models.Membership.filter(user_id=info.context.me.user_id, status="ACTIVE").order_by("created_at", "id")
        return [Membership(row=row) for row in rows]


@strawberry.type
class Participant:
    """A customer's person on a POC."""

    row: strawberry.Private[Any]
    poc: strawberry.Private[Any]
    staff: strawberry.Private[bool]

    @strawberry.field
    def id(self) -> strawberry.ID:
        return strawberry.ID(to_text("participant", self.row.id))

    @strawberry.field
    def display_name(self) -> str:
        return name_of(self.row.user)

    @strawberry.field
    def email(self, info: Info) -> str | None:
        return self.row.user.email if self.staff or self.row.user_id == info.context.me.user_id else None

    @strawberry.field
    def status(self) -> ParticipantStatus:
        return models.ParticipantStatus(participant_status(vars(self.row), self.poc.status, datetime.now(UTC)))

    @strawberry.field
    def joined_at(self) -> datetime:
        return self.row.joined_at  # type: ignore[no-any-return]


@strawberry.type
class ParticipantConnection:
    """Some participants, and how many there are."""

    nodes: list[Participant]
    query: strawberry.Private[Any]

    @strawberry.field
    async def total_count(self) -> int:
        return int(await self.query.count())


@strawberry.type
class Collaborator:
    """A colleague on a POC."""

    row: strawberry.Private[Any]
    poc: strawberry.Private[Any]

    @strawberry.field
    async def user(self, info: Info) -> User:
        return User(row=await info.context.users.load(self.row.user_id))

    @strawberry.field
    def role(self) -> PocRole:
        return models.PocRole.OWNER if self.poc.owner_id == self.row.user_id else models.PocRole.COLLABORATOR

    @strawberry.field
    def since(self) -> datetime:
        return self.row.since  # type: ignore[no-any-return]
