"""What the resolvers of the Strawberry server know: the viewer, data loaders by id, permission classes, and which POCs are whose."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import strawberry
from strawberry.dataloader import DataLoader
from strawberry.permission import BasePermission
from strawberry.types import Info
from tortoise.expressions import Q, Subquery

from app import models
from app.auth.permissions import Permission
from app.core.settings import Settings
from app.models import CustomerStage, InvitationStatus, MailStatus, MembershipStatus, ParticipantStatus, Plan, PocRole, PocStatus, Role
from bench.servers.rights import Viewer

for _enum in (PocStatus, PocRole, ParticipantStatus, InvitationStatus, MailStatus, MembershipStatus, CustomerStage, Role, Plan, Permission):
    strawberry.enum(_enum)


def by_id(model: Any) -> Callable[[], DataLoader[UUID, Any]]:
    """A data loader of rows by their ids."""

    async def load(ids: list[UUID]) -> list[Any]:
        found = await model.in_bulk(ids, "id")
        return [found.get(id_) for id_ in ids]

    return lambda: DataLoader(load)


@dataclass
class Context:
    """What resolvers know."""

    settings: Settings
    viewer: Viewer | None
    users: DataLoader[UUID, Any] = field(default_factory=by_id(models.User))
    tenants: DataLoader[UUID, Any] = field(default_factory=by_id(models.Tenant))
    customers: DataLoader[UUID, Any] = field(default_factory=by_id(models.Customer))
    pocs: DataLoader[UUID, Any] = field(default_factory=by_id(models.Poc))
    mails: DataLoader[UUID, Any] = field(default_factory=by_id(models.Mail))

    @property
    def me(self) -> Viewer:
        """Who asks, behind a permission class."""
        if self.viewer is None:
            raise PermissionError("Sign in.")
        return self.viewer


class SignedIn(BasePermission):
    """Whoever has an open session."""

    message = "Sign in."

    def has_permission(self, source: Any, info: Info, **kwargs: Any) -> bool:  # noqa: ARG002  # Strawberry calls it so
        """By the context."""
        return info.context.viewer is not None


def may(*any_of: Permission) -> type[BasePermission]:
    """Whoever has one of these permissions."""

    class May(BasePermission):
        message = "You may not."

        def has_permission(self, source: Any, info: Info, **kwargs: Any) -> bool:  # noqa: ARG002  # Strawberry calls it so
            viewer = info.context.viewer
            return viewer is not None and any(viewer.may(permission) for permission in any_of)

    return May


def active(now: datetime) -> Q:
    """Participants whose access holds."""
    return Q(removed_at=None, ended_at=None) & (Q(access_ends_at=None) | Q(access_ends_at__gt=now))


def pocs_as_staff(viewer: Viewer) -> Q:
    """POCs whose staff the viewer is."""
    if viewer.may(Permission.POCS_READ_ALL):
        return Q(tenant_id=viewer.tenant_id)
    if viewer.may(Permission.POCS_READ):
        mine = models.Collaborator.filter(user_id=viewer.user_id).values("poc_id")
        return Q(tenant_id=viewer.tenant_id, id__in=Subquery(mine))
    return Q(id__in=[])


def pocs_as_guest(viewer: Viewer) -> Q:
    """POCs of others in which the viewer takes part."""
    mine = models.Participant.filter(active(datetime.now(UTC)), user_id=viewer.user_id).values("poc_id")
    return ~Q(tenant_id=viewer.tenant_id) & ~Q(status__in=["DRAFT", "ARCHIVED"]) & Q(id__in=Subquery(mine))


def name_of(row: Any) -> str:
    """First and last name."""
    return f"{row.first_name} {row.last_name}".strip()
