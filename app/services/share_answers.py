"""What a customer says to what its partner shares: yes or no to what waits for an answer, and giving back what it has."""

from __future__ import annotations

from uuid import UUID

from app.auth import partnering
from app.auth.actor import Actor
from app.auth.capabilities import PartnerCapability, capabilities
from app.auth.finding import find_share
from app.core import db
from app.core.errors import Code, refuse
from app.models import ShareStatus
from app.services import partnerships, shares


async def answer(actor: Actor, share_id: UUID | None, *, accept: bool) -> UUID:
    """Accept or decline a share that waits; its id. Nobody answers on behalf of others: FORBIDDEN in an acting session.

    At `shareId`: NOT_FOUND (also while the partnership is suspended), NOT_PENDING (answered, taken back, or too late),
    CAPABILITY_REQUIRED to accept what the partnership does not allow. FORBIDDEN for the partner.
    """
    actor.require_oneself()
    async with db.transaction():
        share, partnership = await find_share(actor, share_id, partnering.shares_to_decide, "shareId")
        # Suspended or ended it can't be found, or was revoked: so it is the kind alone that may not allow it.
        if accept and PartnerCapability.MULTI_TENANCY not in capabilities(partnership.kind):
            raise refuse(Code.CAPABILITY_REQUIRED, "The connection with the partner does not allow this.", "shareId")
        decided = shares.accept(share) if accept else shares.end(share, ShareStatus.DECLINED, of=(ShareStatus.PENDING,))
        if not await decided:
            raise refuse(Code.NOT_PENDING, "This share does not wait for an answer any more.", "shareId")
        action = "share.accepted" if accept else "share.declined"
        await partnerships.record_of(actor, action, "share", share.id, partnership)
        answered: UUID = share.id
        return answered


async def leave(actor: Actor, share_id: UUID | None) -> UUID:
    """Give back a share that holds or waits; its id. Whoever acts for the customer may, too: it only takes from the partner.

    At `shareId`: NOT_FOUND (also while the partnership is suspended), NOT_OPEN (it is over). FORBIDDEN for the partner.
    """
    async with db.transaction():
        share, partnership = await find_share(actor, share_id, partnering.shares_to_decide, "shareId")
        if not await shares.end(share, ShareStatus.LEFT):
            raise refuse(Code.NOT_OPEN, "This share is over already.", "shareId")
        await partnerships.record_of(actor, "share.left", "share", share.id, partnership)
        left: UUID = share.id
        return left
