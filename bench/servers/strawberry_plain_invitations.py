"""The types of invitations of the Strawberry server, and of a page of them."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import strawberry
from strawberry.types import Info

from app import models
from app.core.ids import to_text
from app.models import InvitationStatus, MailStatus
from bench.servers.rights import invitation_status
from bench.servers.shapes import cursor
from bench.servers.strawberry_plain_people import (
    User,
)


@strawberry.type
class MailDelivery:
    """How the last mail fares."""

    status: MailStatus
    attempts: int


@strawberry.type
class InvitationActions:
    """What the viewer may do with an invitation."""

    resend: bool
    cancel: bool


@strawberry.type
class Invitation:
    """A promise."""

    row: strawberry.Private[Any]

    @strawberry.field
    def id(self) -> strawberry.ID:
        return strawberry.ID(to_text("invitation", self.row.id))

    @strawberry.field
    def email(self) -> str:
        return str(self.row.email)

    @strawberry.field
    def status(self) -> InvitationStatus:
        return models.InvitationStatus(invitation_status(vars(self.row), datetime.now(UTC)))

    @strawberry.field
    def created_at(self) -> datetime:
        return self.row.created_at  # type: ignore[no-any-return]

    @strawberry.field
    def expires_at(self) -> datetime | None:
        return self.row.expires_at  # type: ignore[no-any-return]

    @strawberry.field
    async def subject_name(self, info: Info) -> str:
        if self.row.poc_id:
            return str((await info.context.pocs.load(self.row.poc_id)).name)
        return str((await info.context.tenants.load(self.row.tenant_id)).name)

    @strawberry.field
    async def invited_by(self, info: Info) -> User:
        return User(row=await info.context.users.load(self.row.invited_by_id))

    @strawberry.field
    async def delivery(self, info: Info) -> MailDelivery:
        mail = await info.context.mails.load(self.row.mail_id) if self.row.mail_id else None
        return MailDelivery(status=mail.status if mail else models.MailStatus.QUEUED, attempts=mail.attempts if mail else 0)

    @strawberry.field
    async def viewer_can(self, info: Info) -> InvitationActions:
        row = self.row
        undecided = row.accepted_at is None and row.cancelled_at is None
        resend = undecided
        if undecided and row.poc_id:
            resend = (await info.context.pocs.load(row.poc_id)).status == models.PocStatus.ACTIVE
        if resend:
            resend = not await models.MailRefusal.exists(tenant_id=row.tenant_id, email_key=row.email_key)
        return InvitationActions(resend=resend, cancel=undecided and (row.expires_at is None or row.expires_at > datetime.now(UTC)))


@strawberry.type
class InvitationEdge:
    """An invitation and its place."""

    cursor: str
    node: Invitation


@strawberry.type
class PageInfo:
    """Where a page lies."""

    has_next_page: bool
    end_cursor: str | None


@strawberry.type
class InvitationConnection:
    """A page of invitations."""

    rows: strawberry.Private[list[Any]]
    size: strawberry.Private[int]
    query: strawberry.Private[Any]

    @strawberry.field
    def edges(self) -> list[InvitationEdge]:
        return [InvitationEdge(cursor=place_of(row), node=Invitation(row=row)) for row in self.rows[: self.size]]

    @strawberry.field
    def nodes(self) -> list[Invitation]:
        return [Invitation(row=row) for row in self.rows[: self.size]]

    @strawberry.field
    def page_info(self) -> PageInfo:
        return page_info(self.rows, self.size)

    @strawberry.field
    async def total_count(self) -> int:
        return int(await self.query.count())


def page_info(rows: list[Any], size: int) -> PageInfo:
    """Whether there is more, and where."""
    shown = rows[:size]
    return PageInfo(has_next_page=len(rows) > size, end_cursor=place_of(shown[-1]) if shown else None)


def place_of(row: Any) -> str:
    return cursor(row.created_at.isoformat(), row.id)
