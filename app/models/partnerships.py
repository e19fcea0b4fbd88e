"""Partnerships: the connection between a partner tenant and a customer tenant, what was proposed about it, and when it held."""

from __future__ import annotations

from enum import StrEnum
from uuid import UUID

from tortoise import fields
from tortoise.models import Model

from app.models.fields import Instant, Unique, Words, key, listed, to


class PartnershipKind(StrEnum):
    """What a connection means; `app.auth.capabilities` says what each allows."""

    MSP = "MSP"
    RESELLER_WITH_SUPPORT = "RESELLER_WITH_SUPPORT"
    RESELLER_WITHOUT_SUPPORT = "RESELLER_WITHOUT_SUPPORT"


class PartnershipOrigin(StrEnum):
    """CREATED by the partner's New Customer, LINKED through a partner link."""

    CREATED = "CREATED"
    LINKED = "LINKED"


class PartnershipSide(StrEnum):
    """Who did something to a partnership, or to what hangs on it."""

    PARTNER = "PARTNER"
    CUSTOMER = "CUSTOMER"
    SYSTEM = "SYSTEM"


class PartnershipStatus(StrEnum):
    """Computed from the times, never stored."""

    ACTIVE = "ACTIVE"
    SUSPENDED = "SUSPENDED"
    ENDED = "ENDED"


class PartnershipChangeStatus(StrEnum):
    """What became of a proposal; PROPOSED and EXPIRED are computed from its time."""

    PROPOSED = "PROPOSED"
    ACCEPTED = "ACCEPTED"
    DECLINED = "DECLINED"
    WITHDRAWN = "WITHDRAWN"
    EXPIRED = "EXPIRED"


HOLDS = "({a}.ended_at is null and {a}.suspended_by_partner_at is null and {a}.suspended_by_customer_at is null)"
"""Whether the partnership in the row `{a}` is ACTIVE, as SQL."""
STATUS = f"(case when {{a}}.ended_at is not null then 'ENDED' when {HOLDS} then 'ACTIVE' else 'SUSPENDED' end)"
"""The status as SQL over the row `{a}`."""
CHANGE_STATUS = "(case when {a}.outcome is not null then {a}.outcome when {a}.expires_at <= :now then 'EXPIRED' else 'PROPOSED' end)"
"""The status of a proposal as SQL over the row `{a}` at `:now`."""


class Partnership(Model):
    """One connection, from its beginning to its end; the same two tenants may have another one later.

    `record` is the partner's record of the customer; `allowed_roles` are what the partner may grant to the customer's users.
    """

    id = key()
    partner = to("Tenant")
    partner_id: UUID
    customer = to("Tenant")
    customer_id: UUID
    record = to("Customer")
    record_id: UUID
    kind = fields.CharEnumField(PartnershipKind, max_length=30)
    origin = fields.CharEnumField(PartnershipOrigin, max_length=20)
    contract_reference = fields.CharField(200, null=True)
    allowed_roles = Words()
    since = Instant()
    suspended_by_partner_at = Instant(null=True)
    partner_suspension_reason = fields.TextField(null=True)
    suspended_by_customer_at = Instant(null=True)
    customer_suspension_reason = fields.TextField(null=True)
    ended_at = Instant(null=True)
    ended_by = fields.CharEnumField(PartnershipSide, null=True, max_length=20)
    end_reason = fields.TextField(null=True)

    class Meta:
        table = "partnership"
        indexes = (
            Unique("customer_id", name="uq_partnership_customer", where="ended_at IS NULL"),
            Unique("record_id", name="uq_partnership_record", where="ended_at IS NULL"),
            listed("partner_id", "since", "id", name="ix_partnership_partner"),
            listed("customer_id", "since", "id", name="ix_partnership_customer"),
        )


class PartnershipChange(Model):
    """A proposal of another kind, by one side to the other; or a change that held at once, ACCEPTED from the beginning."""

    id = key()
    partnership = to("Partnership")
    partnership_id: UUID
    from_kind = fields.CharEnumField(PartnershipKind, max_length=30)
    kind = fields.CharEnumField(PartnershipKind, max_length=30)
    message = fields.TextField(null=True)
    proposed_by = to("Tenant")
    proposed_by_id: UUID
    created_at = Instant()
    expires_at = Instant()
    outcome = fields.CharEnumField(PartnershipChangeStatus, null=True, max_length=20)
    decided_at = Instant(null=True)

    class Meta:
        table = "partnership_change"
        indexes = (
            Unique("partnership_id", name="uq_partnership_change_open", where="outcome IS NULL"),
            listed("partnership_id", "created_at", "id", name="ix_partnership_change_partnership"),
        )


class PartnershipPeriod(Model):
    """A stretch of time in which a partnership was ACTIVE with one kind: what is billed. Open (`ended_at` null) while it lasts."""

    id = key()
    partnership = to("Partnership")
    partnership_id: UUID
    kind = fields.CharEnumField(PartnershipKind, max_length=30)
    began_at = Instant()
    ended_at = Instant(null=True)

    class Meta:
        table = "partnership_period"
        indexes = (
            Unique("partnership_id", name="uq_partnership_period_open", where="ended_at IS NULL"),
            listed("partnership_id", "began_at", "id", name="ix_partnership_period_partnership"),
        )
