"""Whether somebody can be invited to the portal now, and why not: one answer for the contacts, the directory, and whoever invites."""

from __future__ import annotations

from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from app.auth.plans import FeatureKey, has_feature
from app.core import db
from app.core.runtime import current, now
from app.models import Plan


class InviteBlock(StrEnum):
    """Why Send Invite would be refused. COOLDOWN is only a matter of time."""

    NO_EMAIL = "NO_EMAIL"
    HAS_ACCOUNT = "HAS_ACCOUNT"
    PLAN_REQUIRED = "PLAN_REQUIRED"
    COOLDOWN = "COOLDOWN"
    NOT_ALLOWED = "NOT_ALLOWED"


def block_of(
    open_: object, email_key: str | None, may: object, plan: str, allowed: Any, blocked: Any, last_sent_at: Any
) -> InviteBlock | None:  # fmt: skip
    """The first that applies.

    `open_`: whether the contact has access; `may`: whether `actions.invite_to_portal` has the row; `allowed` and `blocked`: the
    domains of the tenant's policy; `last_sent_at`: of the invitation that is still open, if there is one.
    """
    if open_:
        return InviteBlock.HAS_ACCOUNT
    if email_key is None:
        return InviteBlock.NO_EMAIL
    if not may or not domain_allowed(email_key, db.json(allowed), db.json(blocked)):
        return InviteBlock.NOT_ALLOWED
    if not has_feature(Plan(plan), FeatureKey.PORTAL):
        return InviteBlock.PLAN_REQUIRED
    return InviteBlock.COOLDOWN if available_at(last_sent_at) else None


def block_of_colleague(may: object, last_sent_at: Any) -> InviteBlock | None:
    """The same for a colleague who is invited already, and so only mailed again.

    `may`: whether `actions.resend_invitation` has the invitation.
    """
    if not may:
        return InviteBlock.NOT_ALLOWED
    return InviteBlock.COOLDOWN if available_at(last_sent_at) else None


def can_send(block: InviteBlock | None) -> bool:
    """Whether Send Invite is offered: also during the cooldown."""
    return block in (None, InviteBlock.COOLDOWN)


def available_at(last_sent_at: Any) -> datetime | None:
    """When the cooldown ends; None if there is none."""
    sent = db.instant(last_sent_at)
    ends = sent and sent + current().settings.resend_cooldown
    return ends if ends and ends - now() > timedelta(0) else None


def domain_allowed(email_key: str, allowed: list[str], blocked: list[str]) -> bool:
    """Whether a tenant's policy lets its people invite an address; a domain below another is another one."""
    host = email_key.rpartition("@")[2]
    return host not in blocked and (not allowed or host in allowed)
