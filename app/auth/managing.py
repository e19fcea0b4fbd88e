"""Which customers a person sees into and manages: the part of the policies that turns on a partnership and its list of staff.

All staff see a customer's record. What stands behind it (its organization, users, integrations, the partnership itself) has
who holds CUSTOMERS_MANAGE and, where the record's list of staff is not empty, a place on it; and who holds CUSTOMERS_READ and
has a place to view. A list on which no active MSP admin with MANAGE is left counts as empty.
"""

from __future__ import annotations

from app.auth.actor import Holder
from app.auth.capabilities import PartnerCapability, allows
from app.auth.permissions import Permission
from app.auth.scopes import NOTHING, OF_TENANT, Scope

_KEPT = (
    "exists (select 1 from customer_staff keeper join membership kept on kept.user_id = keeper.user_id"
    " and kept.tenant_id = {a}.tenant_id and kept.status = 'ACTIVE' and kept.roles like '% MSP_ADMIN %'"
    " where keeper.customer_id = {a}.id and keeper.level = 'MANAGE')"
)
_LISTED = Scope("listed", _KEPT)
_FOR_ALL = Scope("for_all_admins", f"not {_KEPT}")
_PLACE = Scope("place", "exists (select 1 from customer_staff placed where placed.customer_id = {a}.id and placed.user_id = :user)")
_MANAGING_PLACE = Scope(
    "managing_place",
    "exists (select 1 from customer_staff placed where placed.customer_id = {a}.id and placed.user_id = :user and placed.level = 'MANAGE')",
)

MANAGES = f"({_FOR_ALL.sql} or {_MANAGING_PLACE.sql.replace(':user', '{user}')})"
"""Whether the user with the id `{user}`, who is an MSP admin of its tenant, manages the customer record in the row `{a}`, as SQL."""


def customers_to_read(actor: Holder) -> Scope:
    """Customer records whose managed fields the actor reads."""
    if not (actor.at_home and actor.has(Permission.CUSTOMERS_READ)):
        return NOTHING
    return OF_TENANT & ((_FOR_ALL | _PLACE) if actor.has(Permission.CUSTOMERS_MANAGE) else _LISTED & _PLACE)


def customers_to_manage(actor: Holder) -> Scope:
    """Customer records that the actor manages."""
    if not (actor.at_home and actor.has(Permission.CUSTOMERS_MANAGE)):
        return NOTHING
    return OF_TENANT & (_FOR_ALL | _MANAGING_PLACE)


def with_capability(capability: PartnerCapability) -> Scope:
    """Customer records whose partnership allows something now."""
    held = allows(capability).replace("{a}", "con")
    return Scope(f"with_{capability.lower()}", f"exists (select 1 from partnership con where con.id = {{a}}.partnership_id and {held})")


ADMINISTERED = Scope(
    "administered",
    "exists (select 1 from membership chief where chief.tenant_id = {a}.organization_id and chief.status = 'ACTIVE'"
    " and chief.roles like '% TENANT_ADMIN %')",
)
"""Customer records whose organization has an active tenant admin."""


def of_organizations(column: str, records: Scope) -> Scope:
    """Rows whose `column` is the organization of one of these customer records."""
    if records == NOTHING:
        return NOTHING
    found = f"exists (select 1 from customer managed where managed.organization_id = {{a}}.{column} and {records.on('managed')})"
    return Scope(f"{column}>organization>{records.name}", f"({found}) is true")


def customers_on_behalf(actor: Holder) -> Scope:
    """Customer records whose users, invitations and integrations the actor reads."""
    return customers_to_read(actor) & with_capability(PartnerCapability.MANAGE_ON_BEHALF)


def customers_to_manage_on_behalf(actor: Holder) -> Scope:
    """Customer records whose users the actor manages, and where they may act."""
    return customers_to_manage(actor) & with_capability(PartnerCapability.MANAGE_ON_BEHALF)


def installations(actor: Holder) -> Scope:
    """Customer records of whose installation the actor sees how it stands."""
    return customers_to_read(actor) & with_capability(PartnerCapability.INSTALLATION_OVERVIEW)
