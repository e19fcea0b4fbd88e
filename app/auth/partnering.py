"""Policies of what connects tenants: partnerships, partner links, acting sessions, integrations and their shares, audit logs.

At the partner all of it exists only for who has the managed fields of that customer (`managing`); at the customer by permission.
"""

from __future__ import annotations

from app.auth.actor import Holder
from app.auth.capabilities import PartnerCapability, allows
from app.auth.managing import customers_on_behalf, customers_to_manage, customers_to_read, of_organizations
from app.auth.permissions import Permission
from app.auth.policies import OF_TENANT
from app.auth.scopes import NOTHING, Scope, through
from app.models.integrations import SHARE_HOLDS

OF_CUSTOMER = Scope("of_customer", "{a}.customer_id = :tenant", by="customer_id")
OF_PARTNER = Scope("of_partner", "{a}.partner_id = :tenant", by="partner_id")
OF_ORGANIZATION = Scope("of_organization", "{a}.organization_id = :tenant", by="organization_id")


def partnerships(actor: Holder) -> Scope:
    """As the customer, or as the partner."""
    return _both_sides(actor)


def partnerships_of_tenant(actor: Holder) -> Scope:
    """For the list, which has those of the session's tenant, on whichever side it stands."""
    return _both_sides(actor) if actor.has(Permission.PARTNERSHIPS_READ) else NOTHING


def partnerships_to_manage(actor: Holder) -> Scope:
    """Those that one may change: at the partner who manages that customer, at the customer who consents for it."""
    at_partner = OF_PARTNER & through("customer", "record_id", customers_to_manage(actor))
    by_partner = at_partner if actor.has(Permission.PARTNERSHIPS_MANAGE) else NOTHING
    return by_partner | (OF_CUSTOMER if actor.has(Permission.PARTNER_CONSENT) else NOTHING)


def partnership_changes(actor: Holder) -> Scope:
    """Proposals about partnerships that one sees."""
    return through("partnership", "partnership_id", partnerships(actor))


def partnership_secrets(actor: Holder) -> Scope:
    """What stands in the contract and why it was suspended or ended: who manages customers, the customer's tenant admin."""
    partner = OF_PARTNER if actor.has(Permission.CUSTOMERS_MANAGE) else NOTHING
    return partner | (OF_CUSTOMER if actor.has(Permission.PARTNER_CONSENT) else NOTHING)


def partner_links(actor: Holder) -> Scope:
    """The links of the session's tenant."""
    return OF_TENANT if actor.has(Permission.PARTNERSHIPS_MANAGE) else NOTHING


def acting_sessions(actor: Holder) -> Scope:
    """Of this tenant's people at customers, and of a partner's people here."""
    return _both_sides(actor)


def acting_sessions_of_tenant(actor: Holder) -> Scope:
    """For the list."""
    return _both_sides(actor) if actor.has(Permission.PARTNERSHIPS_READ) else NOTHING


def own_integrations(actor: Holder) -> Scope:
    """Those of the session's tenant."""
    return OF_TENANT if actor.has(Permission.INTEGRATIONS_READ) else NOTHING


def integrations(actor: Holder) -> Scope:
    """One's own, those that are shared with the session's tenant, and those of customers that one manages."""
    shared = _shared_with_tenant() if actor.has(Permission.INTEGRATIONS_READ) else NOTHING
    return own_integrations(actor) | shared | of_organizations("tenant_id", customers_on_behalf(actor))


def integration_settings(actor: Holder) -> Scope:
    """Settings: who manages the owner's integrations, and who was given them to see."""
    own = OF_TENANT if actor.has(Permission.INTEGRATIONS_MANAGE) else NOTHING
    viewed = _shared_with_tenant(" and given.permission = 'USE_AND_VIEW_SETTINGS'") if actor.has(Permission.INTEGRATIONS_READ) else NOTHING
    return own | viewed


def integrations_to_share(actor: Holder) -> Scope:
    """One's own, for who shares them."""
    return OF_TENANT if actor.has(Permission.INTEGRATIONS_SHARE) else NOTHING


def integrations_to_manage(actor: Holder) -> Scope:
    """One's own, for who manages them."""
    return OF_TENANT if actor.has(Permission.INTEGRATIONS_MANAGE) else NOTHING


def shares(actor: Holder) -> Scope:
    """As the partner, or as the customer; there none of a partnership that is suspended."""
    at_partner = OF_TENANT & through("customer", "record_id", customers_to_read(actor))
    return at_partner | shares_with_tenant(actor)


def shares_with_tenant(actor: Holder) -> Scope:
    """What partners share, or shared, with the session's tenant; nothing while the partnership is suspended."""
    if not actor.has(Permission.INTEGRATIONS_READ):
        return NOTHING
    return OF_ORGANIZATION & Scope(
        "not_suspended",
        "exists (select 1 from partnership lent where lent.id = {a}.partnership_id"
        " and lent.suspended_by_partner_at is null and lent.suspended_by_customer_at is null)",
    )


def shares_as_partner(actor: Holder) -> Scope:
    """Whom an integration is shared with, and who did it, is the partner's business."""
    return shares(actor) & OF_TENANT


def own_events(actor: Holder) -> Scope:
    """The audit log of the session's tenant."""
    return OF_TENANT if actor.has(Permission.AUDIT_READ) else NOTHING


def events(actor: Holder) -> Scope:
    """One's own log; and of a customer's that one manages what came from this partner, and the administration of its users."""
    of_partner = Scope(
        "from_partner_or_about_users",
        "({a}.partner_id = :tenant or {a}.action like 'member.%' or {a}.action like 'invitation.%' and exists"
        " (select 1 from invitation about where about.id = {a}.target_id and about.kind = 'MEMBER'))",
    )
    return own_events(actor) | of_organizations("tenant_id", customers_on_behalf(actor)) & of_partner


def event_origins(actor: Holder) -> Scope:
    """Whence it was done: of one's own people."""
    if not actor.signed_in:
        return NOTHING
    return Scope(
        "of_own_people",
        "(case when {a}.partner_id is not null then {a}.partner_id = :tenant else exists (select 1 from membership colleague"
        " where colleague.tenant_id = :tenant and colleague.user_id = {a}.actor_id) end)",
    )


def _both_sides(actor: Holder) -> Scope:
    """Rows with a partner, a customer and the partner's record of it."""
    at_partner = OF_PARTNER & through("customer", "record_id", customers_to_read(actor))
    return at_partner | (OF_CUSTOMER if actor.has(Permission.PARTNERSHIPS_READ) else NOTHING)


def _shared_with_tenant(and_: str = "") -> Scope:
    held = allows(PartnerCapability.MULTI_TENANCY).replace("{a}", "lender")
    return Scope(
        f"shared_with_tenant{'_to_view' if and_ else ''}",
        "exists (select 1 from integration_share given join partnership lender on lender.id = given.partnership_id"
        f" where given.integration_id = {{a}}.id and given.organization_id = :tenant and {SHARE_HOLDS.replace('{a}', 'given')}"
        f" and {held}{and_})",
    )
