"""The state of a partnership: suspending, resuming and ending it by either side, and limiting what the partner may grant."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from typing import Final
from uuid import UUID

from app.auth.actor import Actor
from app.auth.finding import find_partnership
from app.auth.managing import ADMINISTERED
from app.auth.permissions import GRANTABLE
from app.core import db, text
from app.core.errors import Code, UserError, UserErrors, forbidden, refuse
from app.core.runtime import now
from app.mail import partnership_messages
from app.models import Partnership, PartnershipOrigin, PartnershipSide, Role
from app.models.fields import words_text
from app.services import partnership_notices, partnerships

_NAMES: Final = {PartnershipSide.PARTNER: "partner", PartnershipSide.CUSTOMER: "customer"}
"""The sides as the columns of a suspension have them."""


async def suspend(actor: Actor, partnership_id: UUID | None, *, reason: str) -> None:
    """Do without a partnership for a while: it allows nothing until whoever suspended it resumes it, and acting sessions end.

    Suspended by this side already: success, nothing changes, the reason stays. NOT_OPEN at `partnershipId` for one that has
    ended; at `reason`: REQUIRED, TOO_LONG, INVALID.
    """
    async with db.transaction():
        partnership, side = await find_partnership(actor, partnership_id, "partnershipId")
        reason = _reason(partnership, reason)
        name = _NAMES[side]
        sql = (
            f"update partnership set suspended_by_{name}_at = :now, {name}_suspension_reason = :reason"
            f" where id = :id and suspended_by_{name}_at is null and ended_at is null"
        )
        if await db.execute(sql, {"id": partnership.id, "now": now(), "reason": reason}) != 1:
            return
        await partnerships.close_period(partnership)
        await partnerships.end_acting(actor, partnership)
        await partnerships.record(actor, "partnership.suspended", partnership)
        await partnership_notices.tell(partnership, side, partial(partnership_messages.partnership_suspended, reason=reason))


async def resume(actor: Actor, partnership_id: UUID | None) -> None:
    """Take this side's suspension back; it is ACTIVE again unless the other side has suspended it, too.

    Not suspended at all: success, nothing changes. At `partnershipId`: CONSENT_REQUIRED if only the other side has suspended
    it, NOT_OPEN if it has ended.
    """
    async with db.transaction():
        partnership, side = await find_partnership(actor, partnership_id, "partnershipId")
        _require_not_ended(partnership)
        suspended = {
            PartnershipSide.PARTNER: partnership.suspended_by_partner_at, PartnershipSide.CUSTOMER: partnership.suspended_by_customer_at,
        }  # fmt: skip
        own = suspended.pop(side)
        waits = any(suspended.values())
        if own is None:
            if waits:
                raise refuse(Code.CONSENT_REQUIRED, "Whoever suspended this partnership resumes it.", "partnershipId")
            return
        name = _NAMES[side]
        sql = (
            f"update partnership set suspended_by_{name}_at = null, {name}_suspension_reason = null"
            f" where id = :id and suspended_by_{name}_at is not null and ended_at is null"
        )
        if await db.execute(sql, {"id": partnership.id}) != 1:
            return
        if not waits:
            await partnerships.open_period(partnership)
        await partnerships.record(actor, "partnership.resumed", partnership)
        say = partial(partnership_messages.partnership_resumed, waits=waits)
        await partnership_notices.tell(partnership, side, say)


async def end(actor: Actor, partnership_id: UUID | None, *, reason: str) -> None:
    """End a partnership, and all that hangs on it (`partnerships.finish`).

    At `partnershipId`: CONFLICT for the partner while the customer, whose organization it made, has no active tenant admin;
    NOT_OPEN if it has ended; at `reason`: REQUIRED, TOO_LONG, INVALID.
    """
    async with db.transaction():
        partnership, side = await find_partnership(actor, partnership_id, "partnershipId")
        reason = _reason(partnership, reason)
        if side is PartnershipSide.PARTNER and partnership.origin is PartnershipOrigin.CREATED and not await _administered(partnership):
            raise refuse(Code.CONFLICT, "Nobody administers this organization yet; invite its tenant admin first.", "partnershipId")
        await partnerships.finish(actor, partnership, side, reason=reason)


async def limit(actor: Actor, partnership_id: UUID | None, *, allowed_roles: Iterable[Role]) -> None:
    """Say which roles the partner may grant to the customer's users, as the customer's tenant admin (else FORBIDDEN); perhaps none.

    ROLE_NOT_ALLOWED at `allowedRoles` for CUSTOMER and MSP_ADMIN, and for TENANT_ADMIN unless the partner made the
    organization. NOT_OPEN at `partnershipId` for one that has ended. The same roles again: success, nothing is written.
    """
    async with db.transaction():
        partnership, side = await find_partnership(actor, partnership_id, "partnershipId")
        if side is not PartnershipSide.CUSTOMER:
            raise forbidden()
        _require_not_ended(partnership)
        wanted = frozenset(allowed_roles)
        grantable = frozenset(GRANTABLE) - {Role.MSP_ADMIN}
        if partnership.origin is not PartnershipOrigin.CREATED:
            grantable -= {Role.TENANT_ADMIN}
        if not wanted <= grantable:
            raise refuse(Code.ROLE_NOT_ALLOWED, "A partner never grants this role.", "allowedRoles")
        if wanted == partnership.allowed_roles:
            return
        values = {"id": partnership.id, "roles": words_text(wanted)}
        await db.execute("update partnership set allowed_roles = :roles where id = :id and ended_at is null", values)
        changes = {"allowedRoles": [sorted(partnership.allowed_roles), sorted(wanted)]}
        await partnerships.record(actor, "partnership.limited", partnership, changes)


def _reason(partnership: Partnership, reason: str) -> str:
    """Several lines, 2,000 characters at most, about a partnership that has not ended."""
    errors: list[UserError] = []
    with text.collecting(errors):
        _require_not_ended(partnership)
    with text.collecting(errors):
        if said := text.body(reason, "reason", most=text.MESSAGE_LENGTH):
            if not errors:
                return said
        else:
            raise refuse(Code.REQUIRED, "Say why.", "reason")
    raise UserErrors(errors)


def _require_not_ended(partnership: Partnership) -> None:
    if partnership.ended_at is not None:
        raise refuse(Code.NOT_OPEN, "This partnership has ended.", "partnershipId")


async def _administered(partnership: Partnership) -> bool:
    sql = f"select 1 from customer c where c.id = :record and {ADMINISTERED.on('c')}"
    return await db.fetch_one(sql, {"record": partnership.record_id}) is not None
