"""Connecting: the one place where a partner link turns into a partnership, for a new organization or for one that is there."""

from __future__ import annotations

from typing import Final
from uuid import UUID

from app.auth.actor import Actor
from app.auth.finding import find_partnership
from app.auth.permissions import Permission
from app.core import db
from app.core.errors import Code, UserErrors, refuse
from app.core.runtime import now
from app.models import (
    Customer,
    CustomerStage,
    PartnerLink,
    PartnerLinkStatus,
    Partnership,
    PartnershipOrigin,
    PartnershipSide,
    Role,
    Tenant,
)
from app.models.partner_links import STATUS
from app.services import events, partner_links, partnerships

_CODES: Final = {
    PartnerLinkStatus.REVOKED: Code.LINK_CANCELLED,
    PartnerLinkStatus.EXHAUSTED: Code.LINK_EXHAUSTED,
    PartnerLinkStatus.EXPIRED: Code.LINK_EXPIRED,
}
MESSAGES: Final = {
    Code.LINK_INVALID: "This link leads nowhere; perhaps it was not copied whole.",
    Code.LINK_CANCELLED: "This link was withdrawn. Ask the partner for another one.",
    Code.LINK_EXHAUSTED: "This link has been used as often as it may be. Ask the partner for another one.",
    Code.LINK_EXPIRED: "This link is too old. Ask the partner for another one.",
    Code.DOMAIN_NOT_ALLOWED: "This link is not for your e-mail address. Ask the partner for another one.",
    Code.CONFLICT: "The partner has this link for another organization. Ask the partner for another one.",
}


async def connect(actor: Actor, *, token: str, replace_current: bool = False) -> UUID:
    """Connect the session's tenant through a partner link. With `replace_current` the partner that it has is left for it.

    All settings stay as they are. At `token`: LINK_INVALID, LINK_CANCELLED, LINK_EXHAUSTED, LINK_EXPIRED, DOMAIN_NOT_ALLOWED,
    CONFLICT, SELF_REFERENCE, ALREADY_CONNECTED.
    """
    actor.require(Permission.PARTNER_CONSENT)
    actor.require_oneself()
    link_id = await partner_links.of_token(token)
    async with db.transaction():
        await partnerships.take_turn()
        if replace_current:
            await _leave(actor)
        partnership = await through(actor, "token", link_id=link_id, tenant_id=actor.tenant, user_id=actor.user)
        return UUID(str(partnership.id))


async def through(actor: Actor, *path: str, link_id: UUID | None, tenant_id: UUID, user_id: UUID) -> Partnership:
    """Use a partner link for a tenant and one of its people, in the caller's transaction: of any number at once, as many as it allows.

    The partner's record is the one that the link is for, else its former record of this very tenant, else a new one. At
    `path`: as `connect`. The caller has taken its turn (`partnerships.take_turn`), and the record is locked before the link, as
    whoever changes a record does that has links.
    """
    link = None if link_id is None else await PartnerLink.get_or_none(id=link_id)
    if link is None:
        raise refusal(Code.LINK_INVALID, *path)
    tenant = await Tenant.get(id=tenant_id)
    record = await _record(link, tenant)
    uses = await _use(link, *path)
    if not partner_links.fits(link.email_domain, await _address(user_id)):
        raise refusal(Code.DOMAIN_NOT_ALLOWED, *path)
    there = events.elsewhere(actor, link.tenant_id)
    record_id = await _settled(there, link, record, tenant, *path)
    try:
        async with db.transaction():
            partnership = await partnerships.begin(
                actor, *path, partner_id=link.tenant_id, customer_id=tenant_id, record_id=record_id, kind=link.kind,
                origin=PartnershipOrigin.LINKED, allowed_roles=[Role.MEMBER], contract_reference=link.contract_reference,
            )  # fmt: skip
    except db.Violation:  # the partner has another record of this organization already
        raise refusal(Code.CONFLICT, *path) from None
    await events.record(there, "link.used", "link", link.id, changes={"uses": [uses - 1, uses]})
    return partnership


def refusal(problem: Code, *path: str) -> UserErrors:
    """How a problem with a partner link is answered."""
    return refuse(problem, MESSAGES[problem], *path)


async def problem_of(link_id: UUID) -> Code | None:
    """What is wrong with a link itself, now."""
    status = STATUS.replace("{a}", "l")
    row = await db.fetch_one(f"select {status} as status from partner_link l where l.id = :id", {"id": link_id, "now": now()})
    return Code.LINK_INVALID if row is None else _CODES.get(row["status"])


async def _leave(actor: Actor) -> None:
    """End the partnership that holds now; whoever ends it at the same time is waited for, and so is whoever begins another."""
    current = "select p.id from partnership p where p.customer_id = :tenant and p.ended_at is null"
    while row := await db.fetch_one(current, {"tenant": actor.tenant}):
        partnership, _ = await find_partnership(actor, db.uuid(row["id"]), "token")
        if partnership.ended_at is None:
            await partnerships.finish(actor, partnership, PartnershipSide.CUSTOMER, reason=None)
            return


async def _record(link: PartnerLink, tenant: Tenant) -> Customer | None:
    """The partner's record that becomes connected, locked; None where there is none yet."""
    which = {"id": link.customer_id} if link.customer_id else {"tenant_id": link.tenant_id, "organization_id": tenant.id}
    return await Customer.filter(**which).select_for_update(no_key=True).first()


async def _use(link: PartnerLink, *path: str) -> int:
    """The statement that decides. How often the link is used now."""
    used = await db.fetch(
        "update partner_link set uses = uses + 1 where id = :id and revoked_at is null and (expires_at is null or expires_at > :now)"
        " and (max_uses is null or uses < max_uses) returning uses",
        {"id": link.id, "now": now()},
    )
    if not used:
        raise refusal(await problem_of(link.id) or Code.LINK_INVALID, *path)
    return int(used[0]["uses"])


async def _settled(there: Actor, link: PartnerLink, record: Customer | None, tenant: Tenant, *path: str) -> UUID:
    """The id of the record that becomes connected: a new one where there is none. `there` is who did it, as the partner's log has it."""
    if record is None and link.customer_id is None:
        made = await Customer.create(tenant_id=link.tenant_id, name=tenant.name, sort_name=tenant.sort_name, created_at=now())
        await events.record(there, "customer.created", "customer", made.id)
        return UUID(str(made.id))
    if record is None or (link.customer_id and (record.archived_at or record.stage is CustomerStage.CONNECTED)):
        raise refusal(Code.LINK_CANCELLED, *path)
    if record.organization_id not in (None, tenant.id):
        raise refusal(Code.CONFLICT, *path)
    if record.archived_at:  # who comes back is on the lists again
        await db.execute("update customer set archived_at = null where id = :id", {"id": record.id})
        await events.record(there, "customer.restored", "customer", record.id)
    await events.record(there, "customer.connected", "customer", record.id)
    return UUID(str(record.id))


async def _address(user_id: UUID) -> str:
    """The key of a person's address, which is verified."""
    row = await db.fetch_one('select u.email_key from "user" u where u.id = :user', {"user": user_id})
    return str(row["email_key"]) if row else ""
