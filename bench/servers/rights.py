"""The product's rules, as the servers with an ORM or with resolvers state them: which POCs, which values, for whom."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from app.auth.permissions import Permission
from bench.servers.bearing import Caller

__all__ = ["Permission", "Viewer", "invitation_status", "participant_status"]


@dataclass(frozen=True)
class Viewer:
    """Who asks, after the session was looked up."""

    user_id: UUID
    tenant_id: UUID
    session_id: UUID
    roles: tuple[str, ...]
    permissions: frozenset[Permission]

    @classmethod
    def of(cls, caller: Caller, roles: str) -> Viewer:
        """By the roles of this moment."""
        caller.take(roles)
        return cls(caller.user_id, caller.tenant_id, caller.session_id, tuple(roles.split()), caller.permissions)

    def may(self, permission: Permission) -> bool:
        """Whether the roles allow it."""
        return permission in self.permissions


def participant_status(row: Any, poc_status: str, now: datetime) -> str:
    """Whether the access of a participant holds."""
    if row["removed_at"]:
        return "REMOVED"
    over = row["access_ends_at"] is not None and row["access_ends_at"] <= now
    return "ENDED" if row["ended_at"] or over or poc_status == "ARCHIVED" else "ACTIVE"


def invitation_status(row: Any, now: datetime) -> str:
    """Where an invitation stands."""
    if row["accepted_at"]:
        return "ACCEPTED"
    if row["cancelled_at"]:
        return "CANCELLED"
    return "EXPIRED" if row["expires_at"] and row["expires_at"] <= now else "PENDING"
