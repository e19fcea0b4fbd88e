"""Statements: what a partner is billed for, customer by customer, in a month."""

from __future__ import annotations

from datetime import date
from itertools import pairwise
from typing import TYPE_CHECKING, Annotated

import strawberry

from app import models
from app.auth import partnering, policies
from app.auth.actor import Holder
from app.auth.scopes import Scope
from app.services import statements
from app.services.statements import DAYS
from schema.core.context import Context
from schema.reading.connections import Connection
from schema.reading.declare import column, given, one, pages, reads, sql
from schema.reading.expressions import Path
from schema.reading.sources import Order
from schema.types.partner_enums import PartnershipKind

if TYPE_CHECKING:
    from schema.types.customers import Customer


def _lasted(alias: str, begins: str, ends: str) -> str:
    """Whether a period was open at any moment between two instants, as SQL. What lies ahead has not been yet."""
    return f"{alias}.began_at < :{ends} and coalesce({alias}.ended_at, :now) > :{begins}"


_BILLED = Scope(
    "billed_in_month",
    f"exists (select 1 from partnership_period billed where billed.partnership_id = {{a}}.id and {_lasted('billed', 'begins', 'ends')})",
)
_LAST_KIND = (
    "(select latest.kind from partnership_period latest where latest.partnership_id = {a}.id"
    f" and {_lasted('latest', 'begins', 'ends')} order by latest.began_at desc, latest.id desc limit 1)"
)
_DAY_BY_DAY = " + ".join(f"max(case when {_lasted('open', *day)} then 1 else 0 end)" for day in pairwise(DAYS))
_ACTIVE_DAYS = f"(select {_DAY_BY_DAY} from partnership_period open where open.partnership_id = {{a}}.id)"
_UNTIL = (
    "(select case when final.ended_at < :ends then final.ended_at else :ends end from partnership_period final"
    f" where final.partnership_id = {{a}}.id and {_lasted('final', 'begins', 'ends')} order by final.began_at desc, final.id desc limit 1)"
)
"""When the partnership ceased to be active in the month; its end where it did not. What came after is not the partner's to know."""
_ACTIVE_USERS = (
    f"(select count(*) from membership employed where employed.tenant_id = {{a}}.customer_id and employed.created_at < {_UNTIL}"
    f" and (employed.status = 'ACTIVE' or employed.deactivated_at >= {_UNTIL}))"
)
_SHARED_INTEGRATIONS = (
    "(select count(distinct coalesce(lent.integration_id, lent.id)) from integration_share lent"
    " where lent.record_id = {a}.record_id and lent.partnership_id = {a}.id and lent.active_since < :ends"
    " and coalesce(lent.ended_at, :now) > :begins and (lent.expires_at is null or lent.expires_at > :begins))"
)


def lines(actor: Holder) -> Scope:
    """Partnerships that held at some moment between `:begins` and `:ends`, of this partner with customers whose records one reads."""
    return partnering.partnerships(actor) & partnering.OF_PARTNER & _BILLED


@reads(models.Partnership, description="What a partner is billed for one customer in one month.")
class PartnerStatementLine:
    """One customer's."""

    customer: Annotated[Customer, strawberry.lazy("schema.types.customers")] | None = one(
        "The record of the customer.", "record", scope=policies.customers
    )
    customer_name: str = column("The name of the customer, as the partner's record has it.", "record.name")
    kind: PartnershipKind = sql("The kind of the partnership; where it changed, the last one of the month.", _LAST_KIND)
    active_days: int = sql(
        "On how many days of the month the partnership was active, be it for a moment; in the partner's time zone.", _ACTIVE_DAYS
    )
    active_users: int = sql(
        "How many people were active members of the customer's organization at the end of the month, or are now if it lasts; if the"
        " partnership was suspended or ended before, when it was.",
        _ACTIVE_USERS,
    )
    shared_integrations: int = sql("How many integrations were shared with the customer at any time in the month.", _SHARED_INTEGRATIONS)
    contract_reference: str | None = column("The contract that says the prices.", visible=partnering.partnership_secrets)


@reads(None, description="What the partner is billed for, per connected customer and month.")
class PartnerStatement:
    """A month."""

    month: date = given("The first day of the month.")
    lines: Connection[PartnerStatementLine] = pages(
        "The customers with whom the partnership was active in that month, by name.",
        key="partner",
        parent="tenant",
        facts=("begins", "ends", *DAYS),
        scope=lines,
        order=Order(Path("record.sort_name")),
    )


async def statement_facts(context: Context, month: date) -> dict[str, object]:
    """The statement of the month that has this day."""
    return await statements.month(context.actor, month)
