"""Partner links: what a partner hands out so that customers connect. Generating one, revoking it, and finding it by its token."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any, Final
from uuid import UUID

from app.auth import partnering
from app.auth.actor import Actor
from app.auth.finding import find, find_managed_customer
from app.auth.permissions import Permission
from app.core import db, hosts, text
from app.core.crypto import new_token, token_hash
from app.core.errors import Code, UserError, UserErrors, refuse
from app.core.runtime import current, now
from app.models import CustomerStage, PartnerLink, PartnershipKind
from app.services import events
from app.services.invitation_links import TOKEN

LASTS_AT_MOST: Final = 365
"""Days; a link may also last for ever."""
MOST_USES: Final = 1_000_000
"""A link for more is one without a number of uses."""
_HINT: Final = 6
"""So many characters of a token tell links apart and open nothing: 37 are left to guess."""


@dataclass(frozen=True, slots=True)
class Generated:
    """The new link, and its address, which is shown once and kept nowhere."""

    link_id: UUID
    url: str = field(repr=False)


async def generate(
    actor: Actor,
    *,
    kind: PartnershipKind,
    label: str | None = None,
    max_uses: int | None = 1,
    expires_in_days: int | None = 30,
    email_domain: str | None = None,
    contract_reference: str | None = None,
    for_customer: bool = False,
    customer_id: UUID | None = None,
) -> Generated:
    """Make a link by which customers connect with the actor's tenant; `for_customer`: one that connects the record `customer_id`.

    `max_uses` None: as often as one likes; `expires_in_days` None: for ever. INVALID (for a record it works exactly once),
    TOO_LONG; at `customerId` NOT_FOUND, NOT_OPEN (archived), ALREADY_CONNECTED.
    """
    actor.require(Permission.PARTNERSHIPS_MANAGE)
    facts = _checked(
        label=label, max_uses=max_uses, expires_in_days=expires_in_days, email_domain=email_domain, contract_reference=contract_reference,
        once=for_customer,
    )  # fmt: skip
    token = new_token()
    async with db.transaction():
        if for_customer:
            facts["customer_id"] = await _to_be_connected(actor, customer_id)
        link = await PartnerLink.create(
            tenant_id=actor.tenant, kind=kind, token_hash=token_hash(token), hint=token[:_HINT], created_by_id=actor.user, created_at=now(),
            **facts,
        )  # fmt: skip
        changes = {"kind": [None, kind.value], "maxUses": [None, max_uses]}
        await events.record(actor, "link.created", "link", link.id, changes=changes)
        return Generated(link.id, address(token))


async def revoke(actor: Actor, link_id: UUID | None) -> None:
    """Nobody connects through the link any more; who has, stays connected. A revoked one: success, nothing changes."""
    actor.require(Permission.PARTNERSHIPS_MANAGE)
    async with db.transaction():
        link = await find(PartnerLink, actor, link_id, partnering.partner_links(actor), "linkId")
        values = {"id": link.id, "now": now()}
        if await db.execute("update partner_link set revoked_at = :now where id = :id and revoked_at is null", values) == 1:
            await events.record(actor, "link.revoked", "link", link.id)


async def of_token(token: str) -> UUID | None:
    """The id of the link with this token, whatever became of it; None for one that never was."""
    if not TOKEN.fullmatch(token):
        return None
    row = await db.fetch_one("select l.id from partner_link l where l.token_hash = :hash", {"hash": token_hash(token)})
    return None if row is None else db.uuid(row["id"])


def address(token: str) -> str:
    """Where the page of a link is."""
    return f"{current().settings.link_url}/join/{token}"


def fits(email_domain: str | None, email_key: str) -> bool:
    """Whether a link lets an address connect. Both are in IDNA form; a domain below the link's is another one."""
    return email_domain in (None, email_key.rpartition("@")[2])


async def _to_be_connected(actor: Actor, customer_id: UUID | None) -> UUID:
    """A prospect or former customer that the actor manages; locked."""
    customer = await find_managed_customer(actor, customer_id, "customerId")
    if customer.archived_at is not None:
        raise refuse(Code.NOT_OPEN, "This customer is archived.", "customerId")
    if customer.stage is CustomerStage.CONNECTED:
        raise refuse(Code.ALREADY_CONNECTED, "This customer is connected.", "customerId")
    return UUID(str(customer.id))


def _checked(
    *, label: str | None, max_uses: int | None, expires_in_days: int | None, email_domain: str | None, contract_reference: str | None,
    once: bool,
) -> dict[str, Any]:  # fmt: skip
    """The columns of what is given. Raises UserErrors with all that is wrong."""
    errors: list[UserError] = []
    columns: dict[str, Any] = {"max_uses": max_uses}
    with text.collecting(errors):
        columns["label"] = text.optional_name(label, "label")
    with text.collecting(errors):
        if once and max_uses != 1:
            raise refuse(Code.INVALID, "A link for one customer works exactly once.", "maxUses")
        if max_uses is not None and not 1 <= max_uses <= MOST_USES:
            raise refuse(Code.INVALID, f"A link works from once to {MOST_USES} times; without a number as often as one likes.", "maxUses")
    with text.collecting(errors):
        if expires_in_days is not None and not 1 <= expires_in_days <= LASTS_AT_MOST:
            raise refuse(Code.INVALID, f"A link lasts for 1 to {LASTS_AT_MOST} days; without a number for ever.", "expiresInDays")
        columns["expires_at"] = None if expires_in_days is None else now() + timedelta(days=expires_in_days)
    with text.collecting(errors):
        columns["email_domain"] = hosts.domain(email_domain, "emailDomain")
    with text.collecting(errors):
        columns["contract_reference"] = text.optional_name(contract_reference, "contractReference")
    if errors:
        raise UserErrors(errors)
    return columns
