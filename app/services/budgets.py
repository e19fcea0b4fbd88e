"""Budgets: how many mails may go to one address, from one person and from one tenant; counted in the database, by recipients."""

from __future__ import annotations

import hashlib
from datetime import datetime, timedelta
from math import ceil
from uuid import UUID

from app.core import db
from app.core.errors import Code, refuse
from app.core.runtime import current, now
from app.core.settings import Switch

HOUR = timedelta(hours=1)
DAY = timedelta(days=1)
MOST_TRIALS = 20
"""An hour, by one person."""

_UNLESS_USED_UP = """
on conflict (key) do update set
    used = case when mail_budget.ends_at <= :now then excluded.used else mail_budget.used + excluded.used end,
    ends_at = case when mail_budget.ends_at <= :now then excluded.ends_at else mail_budget.ends_at end
where mail_budget.ends_at <= :now or mail_budget.used + excluded.used <= """
_SPEND = f"insert into mail_budget (key, used, ends_at) values (:key, :by, :ends_at) {_UNLESS_USED_UP} :most"
_SPEND_ON_MAIL = f"""
insert into mail_budget (key, used, ends_at) values (:tenant, 1, :tomorrow), (:inviter, 1, :tomorrow), (:recipient, 1, :in_an_hour)
{_UNLESS_USED_UP} case excluded.key when :tenant then cast(:tenant_most as integer) when :inviter then cast(:inviter_most as integer)
    else cast(:recipient_most as integer) end
returning key"""


async def spend(key: str, most: int, ends_at: datetime, by: int = 1) -> bool:
    """Use up `by` of a budget of `most`; False, and nothing used, if there is not that much left.

    A budget begins with its first use and lasts until `ends_at` of that use; the first use after that begins it anew.
    One statement, so that it holds however many spend at once.
    """
    if by > most:
        return False
    values = {"key": key, "by": by, "most": most, "ends_at": ends_at, "now": now()}
    return await db.execute(_SPEND, values) == 1


async def spend_on_mail(tenant_id: UUID, inviter_id: UUID | None, email_key: str) -> None:
    """Count one mail against the budgets of the tenant, the inviter and the recipient. RATE_LIMITED with `retry_after`.

    Refused in the caller's transaction, it counts nowhere; what the operator sends (no inviter) never counts. The order is
    always the same, tenant first, so that those who spend at once wait for each other and never in a circle.
    """
    settings = current().settings
    if settings.rate_limits is Switch.OFF or inviter_id is None:
        return
    tenant, inviter = f"tenant:{tenant_id}", f"inviter:{tenant_id}:{inviter_id}"
    # A hash is short enough for a key, and no address lies about.
    recipient = f"recipient:{tenant_id}:{hashlib.sha256(email_key.encode()).hexdigest()}"
    at = now()
    values = {
        "tenant": tenant, "tenant_most": settings.mail_budget_tenant_day, "inviter": inviter,
        "inviter_most": settings.mail_budget_inviter_day, "recipient": recipient, "recipient_most": settings.mail_budget_recipient_hour,
        "now": at, "tomorrow": at + DAY, "in_an_hour": at + HOUR,
    }  # fmt: skip
    spent = {row["key"] for row in await db.fetch(_SPEND_ON_MAIL, values)}
    for key, message in (
        (tenant, "Your organization has sent its invitations of today."),
        (inviter, "You have sent your invitations of today."),
        (recipient, "This address got enough mails for now."),
    ):
        if key not in spent:
            raise refuse(Code.RATE_LIMITED, message, retry_after=await _wait(key))


async def spend_on_trial(user_id: UUID) -> None:
    """Count a mail that a person sends to themselves, to see how it looks. RATE_LIMITED with `retry_after`."""
    key, at = f"trial:{user_id}", now()
    if current().settings.rate_limits is Switch.ON and not await spend(key, MOST_TRIALS, at + HOUR):
        raise refuse(Code.RATE_LIMITED, "You have sent yourself enough mails for now.", retry_after=await _wait(key))


async def _wait(key: str) -> int:
    row = await db.fetch_one("select ends_at from mail_budget where key = :key", {"key": key})
    ends_at = db.instant(row["ends_at"]) if row else None
    return max(1, ceil((ends_at - now()).total_seconds())) if ends_at else 1
