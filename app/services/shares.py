"""Sharing integrations into customers, and taking back what was shared.

Shares of a partnership are made and decided behind its lock only. So of any number that share one integration with one customer
at once, one makes the share, with no unique index: there could be none, since what has run out is over without being written.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID
from zoneinfo import ZoneInfo

from app.auth import partnering
from app.auth.actor import Actor
from app.auth.capabilities import PartnerCapability
from app.auth.finding import find, find_on_behalf, find_share
from app.core import db, text
from app.core.clock import cut
from app.core.errors import Code, UserError, UserErrors, forbidden, refuse
from app.core.runtime import current, now
from app.mail import messages, outbox
from app.mail.language import language_of
from app.models import Integration, IntegrationKind, IntegrationShare, Partnership, Role, SharePermission, ShareStatus, Tenant
from app.models.integrations import SHARE_OPEN, SHARE_STATUS
from app.services import partnerships

ANSWER_WITHIN: Final = timedelta(days=7)
"""So long a customer that wants to be asked may think about it."""

_ADMINS: Final = f"""
    select u.email, u.locale from membership m join "user" u on u.id = m.user_id
    where m.tenant_id = :tenant and m.status = 'ACTIVE' and m.roles like '% {Role.TENANT_ADMIN} %' order by u.id"""


async def share(
    actor: Actor,
    integration_id: UUID | None,
    customer_id: UUID | None,
    *,
    permission: SharePermission = SharePermission.USE,
    expires_at: datetime | None = None,
) -> UUID:
    """Let a customer that the actor manages use an integration of the actor's tenant; the share's id.

    It is ACTIVE at once; where the customer wants to be asked it is PENDING for seven days, and its tenant admins are mailed.
    At `integrationId`: NOT_FOUND, NOT_OPEN (switched off), ALREADY_EXISTS (shared with this customer, or waiting); FORBIDDEN for one
    that the actor only uses, too. At `customerId`: NOT_FOUND, CAPABILITY_REQUIRED. At `expiresAt`: INVALID unless it is to come.
    """
    async with db.transaction():
        errors: list[UserError] = []
        with text.collecting(errors):
            record, partnership = await find_on_behalf(actor, customer_id, PartnerCapability.MULTI_TENANCY, "customerId")
        with text.collecting(errors):
            integration = await _own(actor, integration_id)
        if expires_at is not None and cut(expires_at) <= now():
            errors.append(UserError(Code.INVALID, "This time is over already.", ("expiresAt",)))
        if errors:
            raise UserErrors(errors)
        await _require_not_shared(integration, partnership)
        customer = await Tenant.get(id=partnership.customer_id)
        made = await IntegrationShare.create(
            tenant_id=integration.tenant_id, integration_id=integration.id, integration_name=integration.name,
            kind_id=integration.kind_id, partnership_id=partnership.id, record_id=record.id, organization_id=customer.id,
            permission=permission, shared_by_id=actor.user, created_at=now(), expires_at=expires_at,
            active_since=None if customer.share_consent else now(),
            answer_by=now() + ANSWER_WITHIN if customer.share_consent else None,
        )  # fmt: skip
        changes = {"integrationId": [None, str(integration.id)], "permission": [None, permission.value]}
        await partnerships.record_of(actor, "share.created", "share", made.id, partnership, changes)
        if customer.share_consent:
            await _ask(made, customer)
        return UUID(str(made.id))


async def revoke(actor: Actor, share_id: UUID | None) -> UUID:
    """Take a share back, with effect on the customer's next request; its id. Needs no capability: also while suspended.

    One that is over already: success, and nothing is written. NOT_FOUND at `shareId`; FORBIDDEN for who sees it and may not.
    """
    async with db.transaction():
        found, partnership = await find_share(actor, share_id, partnering.shares_to_revoke, "shareId")
        if await end(found, ShareStatus.REVOKED):
            await partnerships.record_of(actor, "share.revoked", "share", found.id, partnership)
        revoked: UUID = found.id
        return revoked


async def end(share_: IntegrationShare, outcome: ShareStatus, *, of: Collection[ShareStatus] = ()) -> bool:
    """Decide a share that is in one of these states, or (unless told) not over; False if it is in none of them any more."""
    statuses = [status.value for status in of or (ShareStatus.PENDING, ShareStatus.ACTIVE)]
    sql = f"update integration_share set outcome = :outcome, ended_at = :now where id = :id and {_status()} in :statuses[text]"
    return await db.execute(sql, {"id": share_.id, "now": now(), "outcome": outcome.value, "statuses": statuses}) == 1


async def accept(share_: IntegrationShare) -> bool:
    """Let a share that waits hold from now on; False if it waits no more."""
    sql = f"update integration_share set active_since = :now, answer_by = null where id = :id and {_status()} = 'PENDING'"
    return await db.execute(sql, {"id": share_.id, "now": now()}) == 1


async def let_go_of(actor: Actor, integration: Integration) -> None:
    """Revoke all shares of an integration that is about to be deleted; in the caller's transaction, which has the integration's lock."""
    sql = (
        "update integration_share set outcome = 'REVOKED', ended_at = :now"
        f" where integration_id = :id and {SHARE_OPEN.replace('{a}', 'integration_share')} returning id, partnership_id"
    )
    for row in await db.fetch(sql, {"id": integration.id, "now": now()}):
        partnership = await Partnership.get(id=db.uuid(row["partnership_id"]))
        await partnerships.record_of(actor, "share.revoked", "share", row["id"], partnership)


async def _own(actor: Actor, integration_id: UUID | None) -> Integration:
    """One that may be shared, locked: it is neither deleted nor switched off until the transaction ends."""
    seen = await find(Integration, actor, integration_id, partnering.integrations(actor), "integrationId", lock=False)
    if seen.tenant_id != actor.tenant:
        raise forbidden()  # nobody shares on what was shared with them
    found = await find(Integration, actor, integration_id, partnering.integrations_to_share(actor), "integrationId")
    if not found.enabled:
        raise refuse(Code.NOT_OPEN, "This integration is switched off.", "integrationId")
    return found


async def _require_not_shared(integration: Integration, partnership: Partnership) -> None:
    """Asked behind the partnership's lock, behind which all of its shares are made."""
    sql = f"select 1 from integration_share s where s.integration_id = :id and s.organization_id = :to and {SHARE_OPEN.replace('{a}', 's')}"
    if await db.fetch_one(sql, {"id": integration.id, "to": partnership.customer_id, "now": now()}):
        raise refuse(Code.ALREADY_EXISTS, "This integration is shared with this customer already.", "integrationId")


async def _ask(made: IntegrationShare, customer: Tenant) -> None:
    """Mail those who may answer. It comes from the partner, whose mails a person may refuse."""
    if made.answer_by is None:
        return
    partner = await Tenant.get(id=made.tenant_id)
    kind = await IntegrationKind.get(id=made.kind_id)
    for admin in await db.fetch(_ADMINS, {"tenant": customer.id}):
        message = messages.share_waiting(
            recipient=admin["email"], locale=language_of(admin["locale"], customer.default_locale).code, partner=partner.name,
            organization=customer.name, integration=made.integration_name, kind=kind.name, permission=made.permission,
            answer_by=made.answer_by.astimezone(ZoneInfo(customer.time_zone)), link=f"{current().settings.link_url}/sign-in",
        )  # fmt: skip
        await outbox.enqueue(message, tenant_id=partner.id)


def _status() -> str:
    return SHARE_STATUS.replace("{a}", "integration_share")
