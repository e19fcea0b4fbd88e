"""Policies of what connects tenants: partnerships, partner links, acting sessions, integrations and their shares, audit logs.

At the partner all of it exists only for who has the managed fields of that customer (`managing`); at the customer by permission.
"""

from __future__ import annotations

from app.auth.actor import Holder
from app.auth.capabilities import PartnerCapability, allows
from app.auth.managing import customers_on_behalf, customers_to_manage, customers_to_read, of_organizations, with_capability
from app.auth.permissions import Permission
from app.auth.scopes import EVERYTHING, NOTHING, OF_TENANT, Scope, through
from app.models import Role
from app.models.events import FOR_PARTNER
from app.models.integrations import SHARE_HOLDS

OF_CUSTOMER = Scope("of_customer", "{a}.customer_id = :tenant", by="customer_id")
OF_PARTNER = Scope("of_partner", "{a}.partner_id = :tenant", by="partner_id")
OF_ORGANIZATION = Scope("of_organization", "{a}.organization_id = :tenant", by="organization_id")


def partnerships(actor: Holder) -> Scope:
    """As the customer, or as the partner."""
    return _both_sides(actor)


def partnerships_of_founded(actor: Holder) -> Scope:
    """Also those of an organization whose tenant admin one is, before the session works there: whoever has founded it sees them."""
    if not actor.oneself:
        return partnerships(actor)
    administered = Scope(
        "of_administered",
        "exists (select 1 from membership mine where mine.tenant_id = {a}.customer_id and mine.user_id = :user"
        f" and mine.status = 'ACTIVE' and mine.roles like '% {Role.TENANT_ADMIN} %')",
    )
    return partnerships(actor) | administered


def partnerships_to_manage(actor: Holder) -> Scope:
    """Those that one may change, as oneself: at the partner who manages that customer, at the customer who consents for it."""
    if not actor.oneself:
        return NOTHING
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


def integrations_to_share_now(actor: Holder) -> Scope:
    """Of those to share the ones that are switched on."""
    return integrations_to_share(actor) & Scope("switched_on", "{a}.enabled = true")


def integrations_to_check(actor: Holder) -> Scope:
    """Those to manage whose kind can be checked."""
    checked = "exists (select 1 from integration_kind checked where checked.id = {a}.kind_id and checked.can_check = true)"
    return integrations_to_manage(actor) & Scope("of_checked_kind", checked)


def integration_kinds(actor: Holder) -> Scope:
    """The registry, for who sees integrations."""
    return EVERYTHING if actor.has(Permission.INTEGRATIONS_READ) else NOTHING


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


def shares_to_revoke(actor: Holder) -> Scope:
    """What the session's tenant shares with customers that one manages; taking back needs no capability."""
    given = OF_TENANT & through("customer", "record_id", customers_to_manage(actor))
    return given if actor.has(Permission.INTEGRATIONS_SHARE) else NOTHING


def shares_to_decide(actor: Holder) -> Scope:
    """What partners share with the session's tenant, for who answers and leaves."""
    return shares_with_tenant(actor) if actor.has(Permission.INTEGRATIONS_MANAGE) else NOTHING


def customers_with_shares(actor: Holder) -> Scope:
    """Customer records at which one sees what is shared with them, while sharing is possible."""
    return customers_to_read(actor) & with_capability(PartnerCapability.MULTI_TENANCY)


def own_events(actor: Holder) -> Scope:
    """The audit log of the session's tenant; what tells of a customer, or of its list of staff, only for who reads its managed fields."""
    if not actor.has(Permission.AUDIT_READ):
        return NOTHING
    records = customers_to_read(actor)
    of_nobody = Scope(
        "of_no_customer", "({a}.organization_id is null and not ({a}.action = 'access.changed' and {a}.target_kind = 'customer'))"
    )
    of_record = through("customer", "target_id", records) & Scope(
        "of_staff", "({a}.action = 'access.changed' and {a}.target_kind = 'customer')"
    )
    return OF_TENANT & (of_nobody | of_organizations("organization_id", records) | of_record)


def events(actor: Holder) -> Scope:
    """One's own log, and what one reads of customers'."""
    return own_events(actor) | events_of_customers(actor)


def events_of_customers(actor: Holder) -> Scope:
    """Of the log of a customer that one manages: what came from this partner, and the administration of its users."""
    of_partner = Scope(
        "from_partner_or_about_users",
        f"{FOR_PARTNER.replace('{a}', '{a}.')} and ({{a}}.partner_id = :tenant or {{a}}.action like 'member.%'"
        " or {a}.action like 'invitation.%' and exists"
        " (select 1 from invitation about where about.id = {a}.target_id and about.kind = 'MEMBER'))",
    )
    return of_organizations("tenant_id", customers_on_behalf(actor)) & of_partner


def events_of_acting_sessions(actor: Holder) -> Scope:
    """What was done in an acting session that one sees."""
    return through("acting_session", "acting_id", acting_sessions(actor))


def event_reasons(actor: Holder) -> Scope:
    """Why the acting session was begun: for both sides of it, and not for another partner that the customer has now."""
    return Scope("of_either_side", "({a}.tenant_id = :tenant or {a}.partner_id = :tenant)") if actor.signed_in else NOTHING


def event_targets(actor: Holder) -> Scope:
    """What the target is called now: of what stands in a customer's tenant only while one looks in there."""
    own = "'partnership', 'partnership_change', 'acting_session', 'customer', 'link'"
    here = Scope("named_here", f"({{a}}.organization_id is null or {{a}}.target_kind in ({own}))")
    return here | of_organizations("organization_id", customers_on_behalf(actor)) if actor.signed_in else NOTHING


def event_origins(actor: Holder) -> Scope:
    """Whence it was done: of one's own people. In another's log those are the partner's alone: who works there, too, does so for them."""
    if not actor.signed_in:
        return NOTHING
    return Scope(
        "of_own_people",
        "(case when {a}.partner_id is not null then {a}.partner_id = :tenant else {a}.tenant_id = :tenant and exists"
        " (select 1 from membership colleague where colleague.tenant_id = :tenant and colleague.user_id = {a}.actor_id) end)",
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
