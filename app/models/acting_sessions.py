"""Acting sessions: a partner's person working inside a customer's tenant, for a reason and a while."""

from __future__ import annotations

from uuid import UUID

from tortoise import fields
from tortoise.models import Model

from app.models.fields import Instant, Partial, key, listed, to
from app.models.partnerships import PartnershipSide


class ActingSession(Model):
    """One such session; open while `ended_at` is null and `expires_at` has not come."""

    id = key()
    partnership = to("Partnership")
    partnership_id: UUID
    partner = to("Tenant")
    partner_id: UUID
    customer = to("Tenant")
    customer_id: UUID
    record = to("Customer")
    record_id: UUID
    actor = to("User")
    actor_id: UUID
    reason = fields.TextField()
    started_at = Instant()
    expires_at = Instant()
    ended_at = Instant(null=True)
    ended_by = fields.CharEnumField(PartnershipSide, null=True, max_length=20)

    class Meta:
        table = "acting_session"
        indexes = (
            listed("partner_id", "started_at", "id", name="ix_acting_session_partner"),
            listed("customer_id", "started_at", "id", name="ix_acting_session_customer"),
            listed("record_id", "started_at", "id", name="ix_acting_session_record"),
            Partial("actor_id", name="ix_acting_session_actor_open", where="ended_at IS NULL"),
            Partial("partnership_id", name="ix_acting_session_partnership_open", where="ended_at IS NULL"),
        )
