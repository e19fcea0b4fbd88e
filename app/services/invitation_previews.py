"""Previews: what the holder of an invitation link may see before accepting. Looking never uses a link up."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from app.auth.actor import Actor
from app.core import db
from app.core.errors import Code
from app.core.rates import PREVIEW
from app.core.runtime import current
from app.core.text import mask_email
from app.models import InvitationKind, InvitationStatus
from app.services import brands
from app.services.invitation_links import Opened, follow, problem_of_grant, problem_of_link, problem_of_person
from app.services.standing import status_of


class InvitationStep(StrEnum):
    """What the holder of a link can do next."""

    REGISTER = "REGISTER"
    SIGN_IN = "SIGN_IN"
    ACCEPT = "ACCEPT"
    WRONG_ACCOUNT = "WRONG_ACCOUNT"
    ASK_FOR_NEW_LINK = "ASK_FOR_NEW_LINK"
    NONE = "NONE"


@dataclass(frozen=True, slots=True, kw_only=True)
class Preview:
    """What the holder of a link may know before accepting. `status` is None for a link that never existed."""

    next_step: InvitationStep
    problem: Code | None = None
    status: InvitationStatus | None = None
    kind: InvitationKind | None = None
    organization_name: str | None = None
    tenant_id: UUID | None = None
    brand_id: UUID | None = None
    """Whose branding the page has: the tenant's own, or its partner's."""
    subject_name: str | None = None
    inviter_name: str | None = None
    personal_message: str | None = None
    masked_email: str | None = None
    first_name: str | None = None
    last_name: str | None = None
    expires_at: datetime | None = None
    is_kept: bool = False
    """Whether it has to wait because the address is kept for who had it."""


async def preview(actor: Actor, token: str) -> Preview:
    """What a link leads to, and what accepting would answer now. Any number of looks uses nothing up."""
    current().rates.take(PREVIEW, actor.origin.ip or "")
    opened = await follow(token)
    if opened is None:
        return Preview(next_step=InvitationStep.NONE)
    problem = None if opened.accepted_by(actor) else await _problem(opened, actor)
    return await _shown(opened, problem, _next_step(opened, problem, actor))


async def _problem(opened: Opened, actor: Actor) -> Code | None:
    return problem_of_link(opened) or await problem_of_grant(opened) or await problem_of_person(opened, actor)


def _next_step(opened: Opened, problem: Code | None, actor: Actor) -> InvitationStep:
    if problem in (Code.LINK_EXPIRED, Code.LINK_REPLACED):
        return InvitationStep.ASK_FOR_NEW_LINK
    if problem is Code.WRONG_ACCOUNT:
        return InvitationStep.WRONG_ACCOUNT
    if problem:
        return InvitationStep.NONE
    if actor.signed_in:
        return InvitationStep.ACCEPT
    return InvitationStep.SIGN_IN if opened.account_id else InvitationStep.REGISTER


async def _shown(opened: Opened, problem: Code | None, next_step: InvitationStep) -> Preview:
    rows = await db.fetch(
        "select i.*, t.name as organization_name, coalesce(p.name, t.name) as subject_name,"
        " nullif(trim(coalesce(u.first_name, '') || ' ' || coalesce(u.last_name, '')), '') as inviter_name"
        ' from invitation i join tenant t on t.id = i.tenant_id left join "user" u on u.id = i.invited_by_id'
        " left join poc p on p.id = i.poc_id where i.id = :id",
        {"id": opened.id},
    )
    row = rows[0]
    if not opened.is_current:  # whoever holds an old mail learns where it came from, and not whether somebody has accepted since
        expires_at = db.instant(row["expires_at"])
        status = status_of(None, db.instant(row["cancelled_at"]), expires_at)
        return Preview(
            next_step=next_step, problem=problem, status=status, kind=opened.kind, organization_name=row["organization_name"],
            tenant_id=opened.tenant_id, brand_id=await brands.shown_by(opened.tenant_id),
        )  # fmt: skip
    return Preview(
        next_step=next_step, problem=problem, status=opened.status, kind=opened.kind, organization_name=row["organization_name"],
        tenant_id=opened.tenant_id, brand_id=await brands.shown_by(opened.tenant_id),
        subject_name=row["subject_name"], personal_message=row["personal_message"],
        inviter_name=row["inviter_name"], masked_email=mask_email(row["email"]),
        first_name=row["first_name"], last_name=row["last_name"], expires_at=db.instant(row["expires_at"]), is_kept=opened.is_kept,
    )  # fmt: skip
