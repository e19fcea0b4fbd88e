"""Filters of customers, partnerships, integrations and audit logs: who asks, in which list, by what, and which rows there are."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from app.core.runtime import now
from app.models import ActingSession, Event, Integration, PartnerLink
from tests.schema.cast import Cast

ALL = "hooli, oldco, umbrella, wonka"
OWN = "monitoring, ticketing, unshared"
AT_UMBRELLA = "done while acting, event at umbrella, from the partner, joining at umbrella"
BEGAN = "2026-03-02T09:00:00.000Z"

CASES: list[tuple[str, str, dict[str, Any], str]] = [
    ("mia", "Query.customers", {"kind": ["MSP"]}, "umbrella"),
    ("mia", "Query.customers", {"kind": ["MSP", "RESELLER_WITH_SUPPORT"]}, "umbrella, wonka"),
    ("sam", "Query.customers", {"kind": ["MSP", "RESELLER_WITH_SUPPORT"]}, "hooli"),
    ("mia", "Query.customers", {"kind": []}, ""),
    ("ada", "Query.customers", {"kind": ["MSP", "RESELLER_WITH_SUPPORT"]}, ""),
    ("ada", "Query.customers", {"attention": ["INTEGRATION_FAILING"]}, ""),
    ("mia", "Query.customers", {"attention": ["INTEGRATION_FAILING"]}, "umbrella"),
    ("mia", "Query.customers", {"attention": ["NO_ADMIN", "INVITATION_EXPIRED", "INACTIVE"]}, ""),
    ("sam", "Query.customers", {"attention": ["NO_ADMIN", "INTEGRATION_FAILING"]}, "hooli"),
    ("mia", "Query.customers", {"stage": ["CONNECTED"], "kind": None, "attention": None, "search": "o"}, "hooli, wonka"),
    ("mia", "InstallationOverview.customers", {}, "umbrella"),
    ("mia", "InstallationOverview.customers", {"kind": ["RESELLER_WITH_SUPPORT"]}, ""),
    ("mia", "InstallationOverview.customers", {"attention": ["INTEGRATION_FAILING", "INACTIVE"], "search": "UMB"}, "umbrella"),
    ("mia", "Customer.users", {"role": ["TENANT_ADMIN"]}, "uma at umbrella"),
    ("mia", "Customer.users", {"status": ["ACTIVE"], "search": "ugo@umbrella"}, "ugo at umbrella"),
    ("mia", "Customer.users", {"search": "northwind"}, ""),
    ("mia", "Customer.invitations", {"status": ["PENDING"], "kind": ["MEMBER"]}, "umbrella admin, umbrella colleague"),
    ("mia", "Customer.invitations", {"search": "ulf"}, "umbrella colleague"),
    ("mia", "Customer.integrations", {"kind": ["webhook", "aws"]}, "umbrella hook"),
    ("mia", "Customer.integrations", {"kind": ["aws"]}, ""),
    ("ada", "Query.integrations", {"kind": ["webhook"]}, OWN),
    ("ada", "Query.integrations", {"kind": ["postgres", "WEBHOOK"]}, ""),
    ("ada", "Query.integrations", {"status": ["FAILING"]}, "monitoring"),
    ("max", "Query.integrations", {"status": ["ACTIVE", "DISABLED"]}, "ticketing, unshared"),
    ("ada", "Query.integrations", {"search": "MÓNI"}, "monitoring"),
    ("ada", "Query.integrations", {"search": "hook"}, ""),
    ("acting", "Query.integrations", {"search": "hook"}, "umbrella hook"),
    ("mia", "Integration.shares", {"status": ["ACTIVE"]}, "share"),
    ("mia", "Integration.shares", {"kind": ["aws"]}, ""),
    ("mia", "Customer.integrationShares", {"status": ["PENDING", "EXPIRED"]}, "waiting share"),
    ("mia", "Customer.integrationShares", {"kind": ["webhook"]}, "share, waiting share"),
    ("uma", "Query.sharedIntegrations", {"status": ["ACTIVE"]}, "share"),
    ("acting", "Query.sharedIntegrations", {"status": ["REVOKED", "PENDING"], "kind": ["webhook"]}, "waiting share"),
    ("ada", "Query.auditLog", {"action": ["tenant.changed", "member.joined"]}, "event at northwind"),
    ("uma", "Query.auditLog", {"action": ["tenant.changed", "member.joined"]}, "done while acting, event at umbrella, joining at umbrella"),
    ("uma", "Query.auditLog", {"action": []}, ""),
    ("uma", "Query.auditLog", {"actorId": "#ugo"}, "joining at umbrella"),
    ("uma", "Query.auditLog", {"actorId": "#ugo at umbrella"}, ""),
    ("uma", "Query.auditLog", {"targetId": "#share"}, "from the partner"),
    ("uma", "Query.auditLog", {"targetId": "share_malformed"}, ""),
    ("uma", "Query.auditLog", {"targetKind": ["tenant", "share"]}, "done while acting, event at umbrella, from the partner"),
    ("uma", "Query.auditLog", {"actingSessionId": "#acting of mia"}, "done while acting"),
    ("uma", "Query.auditLog", {"actingSessionId": "#acting of moe"}, ""),
    ("uma", "Query.auditLog", {"since": BEGAN, "until": "2026-03-02T09:00:00.001Z"}, AT_UMBRELLA),
    ("uma", "Query.auditLog", {"until": BEGAN}, ""),
    ("uma", "Query.auditLog", {"onBehalfOnly": True}, "done while acting, from the partner"),
    ("uma", "Query.auditLog", {"onBehalfOnly": False, "targetKind": None}, AT_UMBRELLA),
    ("mia", "Customer.auditLog", {}, "done while acting, from the partner, joining at umbrella"),
    ("mia", "Customer.auditLog", {"onBehalfOnly": True, "actingSessionId": "#acting of mia", "actorId": "#mia"}, "done while acting"),
    ("mia", "Customer.auditLog", {"action": ["tenant.changed"]}, "done while acting"),
    ("mia", "Query.partnerships", {"status": ["ENDED"]}, "partnership of oldco"),
    ("mia", "Query.partnerships", {"kind": ["MSP"], "status": ["ACTIVE"]}, "partnership of umbrella"),
    ("uma", "Query.partnerships", {"kind": ["RESELLER_WITH_SUPPORT"]}, ""),
    ("mia", "Query.partnerLinks", {"status": ["REVOKED", "EXHAUSTED"]}, "link"),
    ("mia", "Query.partnerLinks", {"kind": ["MSP"], "status": ["ACTIVE"]}, "link for globex"),
    ("mia", "Query.actingSessions", {"activeOnly": True}, "acting of mia"),
    ("mia", "Query.actingSessions", {"activeOnly": False}, "acting of mia, ended acting"),
    ("uma", "Query.actingSessions", {"activeOnly": None}, "acting of mia, ended acting"),
    ("mia", "Customer.actingSessions", {"activeOnly": True}, "acting of mia"),
    ("mia", "Customer.actingSessions", {}, "acting of mia, ended acting"),
]


async def prepare(cast: Cast) -> None:
    """What the cases need besides the cast: other states of what is there, and what was done in an acting session."""
    await Integration.filter(id=cast.rows["unshared"][1]).update(enabled=False)
    await Integration.filter(id=cast.rows["ticketing"][1]).update(last_error=None)
    await PartnerLink.filter(id=cast.rows["link"][1]).update(revoked_at=now())
    session = await ActingSession.get(id=cast.rows["acting of mia"][1])
    ended = await ActingSession.create(
        partnership_id=session.partnership_id, partner_id=session.partner_id, customer_id=session.customer_id, record_id=session.record_id,
        actor_id=session.actor_id, reason="Before.", started_at=now() - timedelta(hours=1), expires_at=now(),
    )  # fmt: skip
    event = await Event.create(
        at=now(), action="tenant.changed", tenant_id=session.customer_id, actor_id=session.actor_id, target_kind="tenant",
        target_id=session.customer_id, partner_id=session.partner_id, acting_id=session.id,
    )  # fmt: skip
    cast.rows |= {"ended acting": ("acting", ended.id), "done while acting": ("event", event.id)}
