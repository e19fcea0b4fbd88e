"""Notices: who is mailed about a partnership. On either side those who may do something about it, and so see all of it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final
from zoneinfo import ZoneInfo

from app.auth.managing import MANAGES
from app.core import db
from app.mail import outbox
from app.mail.language import language_of
from app.mail.messages import Message
from app.mail.partnership_messages import Between, Reader
from app.models import Partnership, PartnershipSide, Tenant

MOST: Final = 20
"""People of each side."""

_OF_PARTNER: Final = (
    "m.roles like '% MSP_ADMIN %' and exists (select 1 from customer record where record.id = :record and "
    + MANAGES.replace("{a}", "record").replace("{user}", "u.id")
    + ")"
)
_OF_CUSTOMER: Final = "m.roles like '% TENANT_ADMIN %'"
_READERS: Final = (
    'select u.email, u.locale from membership m join "user" u on u.id = m.user_id'
    " where m.tenant_id = :tenant and m.status = 'ACTIVE' and {which} order by m.created_at, m.id limit {most}"
)


async def tell(partnership: Partnership, by: PartnershipSide, say: Callable[[Reader, Between], Message]) -> None:
    """Mail both sides what one of them did, in the caller's transaction.

    At the partner the MSP admins who manage the customer, at the customer the tenant admins; the first of them, if there are many.
    """
    partner, customer = await Tenant.get(id=partnership.partner_id), await Tenant.get(id=partnership.customer_id)
    sides = {PartnershipSide.PARTNER: (partner.name, customer.name), PartnershipSide.CUSTOMER: (customer.name, partner.name)}
    between = Between(partner.name, customer.name, *sides[by])
    for tenant, which in ((partner, _OF_PARTNER), (customer, _OF_CUSTOMER)):
        sql = _READERS.replace("{which}", which).replace("{most}", str(MOST))
        for row in await db.fetch(sql, {"tenant": tenant.id, "record": partnership.record_id}):
            reader = Reader(row["email"], language_of(row["locale"], tenant.default_locale).code, tenant.name, tenant.time_zone)
            await outbox.enqueue(say(reader, between), tenant_id=tenant.id)


def zone(reader: Reader) -> ZoneInfo:
    """In which times are told."""
    return ZoneInfo(reader.time_zone)
