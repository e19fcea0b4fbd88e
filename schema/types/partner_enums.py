"""The enums of the partner's world for the API: each value with what it means."""

from __future__ import annotations

from app.auth.capabilities import PartnerCapability, Party
from app.models import (
    AccessLevel,
    IntegrationStatus,
    PartnerLinkStatus,
    PartnershipChangeStatus,
    PartnershipKind,
    PartnershipOrigin,
    PartnershipSide,
    PartnershipStatus,
    SharePermission,
    ShareStatus,
)
from app.services.audit_exports import ExportFormat
from app.services.installations import AttentionReason
from schema.core.enums import described

__all__ = [
    "AccessLevel", "AttentionReason", "ExportFormat", "IntegrationStatus", "PartnerCapability", "PartnerLinkStatus",
    "PartnershipChangeStatus", "PartnershipKind", "PartnershipOrigin", "PartnershipSide", "PartnershipStatus", "Party",
    "SharePermission", "ShareStatus",
]  # fmt: skip

described(
    AccessLevel,
    "What a colleague may do at a customer whose access is limited.",
    VIEW="Read what stands behind the customer's record.",
    MANAGE="Read and change it.",
)
described(
    PartnershipKind,
    "What a connection between a partner and a customer means.",
    MSP="The partner manages the customer's users and integrations, under its own brand, and is asked first.",
    RESELLER_WITH_SUPPORT="The partner sells and is asked first.",
    RESELLER_WITHOUT_SUPPORT="The partner sells; the vendor is asked first.",
)
described(
    PartnerCapability,
    "What a partner may do for a customer.",
    MANAGE_ON_BEHALF="Manage the customer's users, and work inside its tenant in acting sessions.",
    MULTI_TENANCY="Share integrations into the customer's tenant.",
    WHITE_LABEL="Show the partner's brand on the customer's pages and mails.",
    INSTALLATION_OVERVIEW="See how the customer's installation stands.",
    FIRST_CONTACT="Be asked first by the customer, before the vendor.",
    BILLING_VIA_PARTNER="Be billed for the customer.",
)
described(Party, "Who is asked first by the customer.", PARTNER="The partner.", VENDOR="The vendor.")
described(
    PartnershipSide,
    "Who did something to a partnership, or to what hangs on it.",
    PARTNER="The partner.",
    CUSTOMER="The customer.",
    SYSTEM="Neither: it followed from something else.",
)
described(
    PartnershipStatus,
    "Whether a partnership holds.",
    ACTIVE="It holds.",
    SUSPENDED="It gives no capability until whoever suspended it resumes it.",
    ENDED="It is over.",
)
described(
    PartnershipOrigin,
    "How a partnership began.",
    CREATED="The partner made the customer's tenant.",
    LINKED="The customer came through a partner link.",
)
described(
    PartnershipChangeStatus,
    "What became of a proposal.",
    PROPOSED="It waits for an answer.",
    ACCEPTED="It holds.",
    DECLINED="The other side declined it.",
    WITHDRAWN="Whoever proposed it took it back, or the partnership ended.",
    EXPIRED="Nobody answered in time.",
)
described(
    PartnerLinkStatus,
    "Whether a partner link works.",
    ACTIVE="It works.",
    EXPIRED="Its time is over.",
    EXHAUSTED="It was used as often as it may be.",
    REVOKED="It was revoked.",
)
described(
    IntegrationStatus,
    "How an integration stands.",
    ACTIVE="It is on.",
    FAILING="It is on, and failed when it was checked last.",
    DISABLED="It is switched off.",
)
described(
    SharePermission,
    "What a customer may do with a shared integration.",
    USE="Use it.",
    USE_AND_VIEW_SETTINGS="Use it, and see its settings; never its credential.",
)
described(
    ShareStatus,
    "How a share stands.",
    PENDING="It waits for the customer's answer.",
    ACTIVE="The customer uses it.",
    DECLINED="The customer declined it.",
    REVOKED="The partner took it back, or the partnership ended.",
    LEFT="The customer gave it back.",
    EXPIRED="Its time is over, or nobody answered in time.",
)
described(
    AttentionReason,
    "Why somebody should look at a customer.",
    NO_ADMIN="Its organization has no active tenant admin.",
    INVITATION_EXPIRED="An invitation of a user has expired.",
    INTEGRATION_FAILING="An integration failed when it was checked last.",
    INACTIVE="Nothing has happened there for 30 days.",
)
described(ExportFormat, "How an export is written.", NDJSON="A line of JSON for each event.", CSV="A table, in which nothing is a formula.")
