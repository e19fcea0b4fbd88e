"""What can be granted: roles in a tenant, a last day of access, and whatever else can't be cleared."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Final, TypeVar
from uuid import UUID
from zoneinfo import ZoneInfo

from app.auth.permissions import GRANTABLE
from app.core import db
from app.core.clock import end_of_day
from app.core.errors import Code, refuse
from app.core.runtime import now
from app.models import Role

V = TypeVar("V")

FURTHEST: Final = timedelta(days=36_525)
"""A hundred years: nobody means a later day, and calendars end at the year 9999."""


def roles(value: Iterable[Role] | None, *path: str) -> frozenset[Role]:
    """A set of roles, at least one (REQUIRED), each of which can be held tenant-wide (ROLE_NOT_ALLOWED)."""
    wanted = frozenset(value or ())
    if not wanted:
        raise refuse(Code.REQUIRED, "At least one role is required.", *path)
    if not wanted.issubset(GRANTABLE):
        raise refuse(Code.ROLE_NOT_ALLOWED, "A customer is invited to a POC instead.", *path)
    return wanted


def decided(value: V | None, *path: str) -> V:
    """What can't be cleared, such as a yes or no; None is neither (REQUIRED)."""
    if value is None:
        raise refuse(Code.REQUIRED, "This is required.", *path)
    return value


async def last_day(value: date | None, tenant_id: UUID, *path: str) -> date | None:
    """A last day of access: today, where the provider is, or later. INVALID at `path`."""
    if value is None:
        return None
    today = now().astimezone(ZoneInfo(await time_zone(tenant_id))).date()
    if not today <= value <= today + FURTHEST:
        raise refuse(Code.INVALID, "The last day is in the past." if value < today else "The last day is too far away.", *path)
    return value


async def is_over(day: date | None, tenant_id: UUID) -> bool:
    """Whether a last day of access has passed, where the provider is."""
    return day is not None and end_of_day(day, await time_zone(tenant_id)) <= now()


async def time_zone(tenant_id: UUID) -> str:
    """Where a tenant's days begin and end (IANA name)."""
    row = await db.fetch_one("select time_zone from tenant where id = :id", {"id": tenant_id})
    return str(row["time_zone"]) if row else "UTC"
