"""The type of POCs of the Strawberry server, and the root fields that read."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import strawberry
from strawberry.types import Info
from tortoise.expressions import Q, Subquery

from app import models
from app.auth.permissions import Permission
from app.core.ids import to_text
from app.models import PocRole, PocStatus
from bench.servers.rights import Viewer
from bench.servers.shapes import place
from bench.servers.strawberry_plain_context import SignedIn, active, may, pocs_as_guest, pocs_as_staff
from bench.servers.strawberry_plain_invitations import (
    InvitationConnection,
    PageInfo,
    page_info,
)
from bench.servers.strawberry_plain_people import (
    Collaborator,
    Customer,
    Membership,
    MembershipConnection,
    Participant,
    ParticipantConnection,
    User,
    ViewerType,
)


@strawberry.type
class PocActions:
    """What the viewer may do on a POC."""

    edit: bool
    invite: bool
    comment: bool


@strawberry.type
class Poc:
    """A project."""

    row: strawberry.Private[Any]
    staff: strawberry.Private[bool]

    @strawberry.field
    def id(self) -> strawberry.ID:
        return strawberry.ID(to_text("poc", self.row.id))

    @strawberry.field
    def name(self) -> str:
        return str(self.row.name)

    @strawberry.field
    def status(self) -> PocStatus:
        return self.row.status  # type: ignore[no-any-return]

    @strawberry.field
    def summary(self) -> str | None:
        return self.row.summary  # type: ignore[no-any-return]

    @strawberry.field
    async def customer_name(self, info: Info) -> str:
        return str((await info.context.customers.load(self.row.customer_id)).name)

    @strawberry.field
    async def customer(self, info: Info) -> Customer | None:
        if not self.staff or not info.context.me.may(Permission.CUSTOMERS_READ):
            return None
        return Customer(row=await info.context.customers.load(self.row.customer_id))

    @strawberry.field
    async def owner(self, info: Info) -> User:
        return User(row=await info.context.users.load(self.row.owner_id))

    @strawberry.field
    def created_at(self) -> datetime:
        return self.row.created_at  # type: ignore[no-any-return]

    @strawberry.field
    def updated_at(self) -> datetime:
        return self.row.updated_at if self.staff else self.row.shared_updated_at  # type: ignore[no-any-return]

    @strawberry.field
    def starts_on(self) -> date | None:
        return self.row.starts_on  # type: ignore[no-any-return]

    @strawberry.field
    def ends_on(self) -> date | None:
        return self.row.ends_on  # type: ignore[no-any-return]

    @strawberry.field
    def version(self) -> int | None:
        return self.row.version if self.staff else None

    @strawberry.field
    async def viewer_role(self, info: Info) -> PocRole:
        me: Viewer = info.context.me
        if not self.staff:
            return models.PocRole.CUSTOMER
        if self.row.owner_id == me.user_id:
            return models.PocRole.OWNER
        works = await models.Collaborator.exists(poc_id=self.row.id, user_id=me.user_id)
        return models.PocRole.COLLABORATOR if works else models.PocRole.ADMIN

    @strawberry.field
    def viewer_can(self, info: Info) -> PocActions:
        me: Viewer = info.context.me
        open_ = self.row.status in (models.PocStatus.DRAFT, models.PocStatus.ACTIVE)
        return PocActions(
            edit=self.staff and me.may(Permission.POCS_MANAGE),
            invite=self.staff and open_ and me.may(Permission.PARTICIPANTS_INVITE),
            comment=self.staff or self.row.status is models.PocStatus.ACTIVE,
        )

    @strawberry.field
    async def collaborators(self) -> list[Collaborator]:
        rows = await models.Collaborator.filter(poc_id=self.row.id).order_by("since", "id")
        return [Collaborator(row=row, poc=self.row) for row in rows]

    @strawberry.field
    async def participants(self, first: int = 20) -> ParticipantConnection:
        query = models.Participant.filter(Q() if self.staff else active(datetime.now(UTC)), poc_id=self.row.id)
        rows = await query.order_by("joined_at", "id").limit(first).prefetch_related("user")
        return ParticipantConnection(nodes=[Participant(row=row, poc=self.row, staff=self.staff) for row in rows], query=query)

    @strawberry.field
    async def invitations(self, first: int = 20) -> InvitationConnection | None:
        if not self.staff:
            return None
        query = models.Invitation.filter(kind="POC", poc_id=self.row.id)
        return InvitationConnection(rows=await query.order_by("-created_at", "-id").limit(first + 1), size=first, query=query)


@strawberry.type
class PocConnection:
    """A page of POCs."""

    rows: strawberry.Private[list[Any]]
    size: strawberry.Private[int]
    query: strawberry.Private[Any]

    @strawberry.field
    def nodes(self, info: Info) -> list[Poc]:
        return [Poc(row=row, staff=row.tenant_id == info.context.me.tenant_id) for row in self.rows[: self.size]]

    @strawberry.field
    def page_info(self) -> PageInfo:
        return page_info(self.rows, self.size)

    @strawberry.field
    async def total_count(self) -> int:
        return int(await self.query.count())


@strawberry.type
class Query:
    """What can be read."""

    @strawberry.field
    def viewer(self, info: Info) -> ViewerType | None:
        return ViewerType() if info.context.viewer else None

    @strawberry.field(permission_classes=[SignedIn])  # type: ignore[untyped-decorator]  # Strawberry's
    async def pocs(self, info: Info, first: int = 20) -> PocConnection:
        me: Viewer = info.context.me
        query = models.Poc.filter(pocs_as_staff(me) | pocs_as_guest(me))
        return PocConnection(rows=await query.order_by("-created_at", "-id").limit(first + 1), size=first, query=query)

    @strawberry.field(permission_classes=[may(Permission.PARTICIPANTS_INVITE, Permission.MEMBERS_MANAGE, Permission.PORTAL_INVITE)])  # type: ignore[untyped-decorator]  # Strawberry's
    async def invitations(self, info: Info, first: int = 20, after: str | None = None) -> InvitationConnection:
        me: Viewer = info.context.me
        mine = Q(kind="POC", poc_id__in=Subquery(models.Poc.filter(pocs_as_staff(me)).values("id")))
        if me.may(Permission.MEMBERS_MANAGE):
            mine |= Q(kind="MEMBER", tenant_id=me.tenant_id)
        query = models.Invitation.filter(mine)
        page = query
        if after:
            created_at, id_ = place(after)
            page = query.filter(Q(created_at__lt=created_at) | Q(created_at=created_at, id__lt=id_))
        return InvitationConnection(rows=await page.order_by("-created_at", "-id").limit(first + 1), size=first, query=query)

    @strawberry.field(permission_classes=[may(Permission.MEMBERS_READ)])  # type: ignore[untyped-decorator]  # Strawberry's
    async def members(self, info: Info, first: int = 20) -> MembershipConnection:
        rows = await models.Membership.filter(tenant_id=info.context.me.tenant_id).order_by("created_at", "id").limit(first)
        return MembershipConnection(nodes=[Membership(row=row) for row in rows])
