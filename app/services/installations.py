"""Installations: how customers' organizations stand, each in figures and all of a partner's together, as SQL over their records."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any, Final
from uuid import UUID

from app.auth import managing, policies
from app.auth.actor import Actor
from app.auth.scopes import parameters
from app.core import db
from app.core.runtime import now
from app.models.integrations import INTEGRATION_STATUS

QUIET: Final = timedelta(days=30)
"""After so long without anything that happened an installation is INACTIVE."""


class AttentionReason(StrEnum):
    """Why somebody should look at a customer."""

    NO_ADMIN = "NO_ADMIN"
    INVITATION_EXPIRED = "INVITATION_EXPIRED"
    INTEGRATION_FAILING = "INTEGRATION_FAILING"
    INACTIVE = "INACTIVE"


def _invited(ends: str) -> str:
    """The open invitations into the organization, spelled as their index has them."""
    return (
        "from invitation inv where inv.tenant_id = {a}.organization_id and inv.kind = 'MEMBER' and inv.accepted_at is null"
        f" and inv.cancelled_at is null and inv.expires_at {ends} :now"
    )


def _integrated(status: str) -> str:
    return (
        f"from integration used where used.tenant_id = {{a}}.organization_id and {INTEGRATION_STATUS.replace('{a}', 'used')} = '{status}'"
    )


ACTIVE_USERS: Final = "(select count(*) from membership member where member.tenant_id = {a}.organization_id and member.status = 'ACTIVE')"
PENDING_INVITATIONS: Final = f"(select count(*) {_invited('>')})"
ACTIVE_INTEGRATIONS: Final = f"(select count(*) {_integrated('ACTIVE')})"
FAILING_INTEGRATIONS: Final = f"(select count(*) {_integrated('FAILING')})"
DISABLED_INTEGRATIONS: Final = f"(select count(*) {_integrated('DISABLED')})"
LAST_ACTIVITY: Final = "(select max(happened.at) from event happened where happened.tenant_id = {a}.organization_id)"
"""The newest event in the organization's log."""
LAST_SIGN: Final = f"coalesce({LAST_ACTIVITY}, (select begun.since from partnership begun where begun.id = {{a}}.partnership_id))"
"""The last sign of life; that the partnership began is one."""
NO_ADMIN: Final = f"(not {managing.ADMINISTERED.sql})"
INVITATION_EXPIRED: Final = f"(exists (select 1 {_invited('<=')}))"
INTEGRATION_FAILING: Final = f"(exists (select 1 {_integrated('FAILING')}))"
INACTIVE: Final = f"({LAST_SIGN} <= {{quiet_since}})"
"""With the instant `{quiet_since}`: `quiet_since()`."""

ATTENTION: Final = {
    AttentionReason.NO_ADMIN: NO_ADMIN,
    AttentionReason.INVITATION_EXPIRED: INVITATION_EXPIRED,
    AttentionReason.INTEGRATION_FAILING: INTEGRATION_FAILING,
    AttentionReason.INACTIVE: INACTIVE,
}
"""What makes each reason, as SQL over the record `{a}`."""

_OPEN_POCS: Final = "opened.status in ('ACTIVE', 'ON_HOLD')"


@dataclass(frozen=True, slots=True)
class Integrations:
    """How many integrations there are, by how they stand."""

    active: int
    failing: int
    disabled: int


@dataclass(frozen=True, slots=True)
class Installation:
    """How installations stand, together."""

    active_users: int
    pending_invitations: int
    integrations: Integrations
    open_pocs: int
    last_activity_at: datetime | None
    attention: list[AttentionReason]


def quiet_since() -> datetime:
    """Where there was no sign of life after this instant, the installation is INACTIVE."""
    return now() - QUIET


async def open_pocs_of(actor: Actor, ids: Sequence[UUID]) -> Mapping[UUID, int]:
    """How many POCs with each customer are ACTIVE or ON_HOLD, of those that the actor sees."""
    sql = (
        f"select opened.customer_id, count(*) as pocs from poc opened where opened.customer_id in :ids[uuid] and {_OPEN_POCS}"
        f" and {policies.pocs(actor).on('opened')} group by opened.customer_id"
    )
    rows = await db.fetch(sql, {**parameters(actor), "ids": list(ids)})
    return dict.fromkeys(ids, 0) | {UUID(str(row["customer_id"])): row["pocs"] for row in rows}


async def totals_of(actor: Actor, ids: Sequence[UUID]) -> Mapping[UUID, Installation]:
    """All installations together that the actor sees, without archived customers: for each of these tenants, by one statement.

    Only the session's tenant has any. Reasons for attention are those that there are, `last_activity_at` is the newest.
    """
    sums = {
        "active_users": ACTIVE_USERS, "pending_invitations": PENDING_INVITATIONS, "active": ACTIVE_INTEGRATIONS,
        "failing": FAILING_INTEGRATIONS, "disabled": DISABLED_INTEGRATIONS,
        "open_pocs": f"(select count(*) from poc opened where opened.customer_id = {{a}}.id and {_OPEN_POCS}"
        f" and {policies.pocs(actor).on('opened')})",
        **{reason.lower(): f"(case when {sql} then 1 else 0 end)" for reason, sql in ATTENTION.items()},
    }  # fmt: skip
    figures = ", ".join(f"{sql} as {name}" for name, sql in sums.items())
    of_each = (
        f"select {figures}, {LAST_ACTIVITY} as last_activity_at from customer {{a}}"
        f" where {{a}}.archived_at is null and {managing.installations(actor).sql}"
    )
    together = ", ".join(f"coalesce(sum(one.{name}), 0) as {name}" for name in sums)
    sql = f"select {together}, max(one.last_activity_at) as last_activity_at from ({of_each}) one"
    sql = sql.replace("{quiet_since}", ":quiet_since").replace("{a}", "served")
    [row] = await db.fetch(sql, {**parameters(actor), "quiet_since": quiet_since()})
    nothing = Installation(0, 0, Integrations(0, 0, 0), 0, None, [])
    return {id_: _totals(row) if id_ == actor.tenant_id else nothing for id_ in ids}


def _totals(row: Any) -> Installation:
    return Installation(
        active_users=int(row["active_users"]),
        pending_invitations=int(row["pending_invitations"]),
        integrations=Integrations(int(row["active"]), int(row["failing"]), int(row["disabled"])),
        open_pocs=int(row["open_pocs"]),
        last_activity_at=db.instant(row["last_activity_at"]),
        attention=[reason for reason in AttentionReason if row[reason.lower()]],
    )
