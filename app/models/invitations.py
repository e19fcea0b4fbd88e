"""Invitations, and the links that were mailed for them (hashes only)."""

from __future__ import annotations

from enum import StrEnum
from uuid import UUID

from tortoise import fields
from tortoise.models import Model

from app.models.fields import Instant, Partial, SortKey, Unique, Words, key, listed, to

OPEN = "accepted_at IS NULL AND cancelled_at IS NULL"
STATUS = (
    "(case when {a}.accepted_at is not null then 'ACCEPTED' when {a}.cancelled_at is not null then 'CANCELLED'"
    " when {a}.expires_at <= :now then 'EXPIRED' else 'PENDING' end)"
)
"""The status as SQL over the row `{a}` at `:now`."""


class InvitationKind(StrEnum):
    """What is promised."""

    POC = "POC"
    MEMBER = "MEMBER"
    PORTAL = "PORTAL"


class InvitationStatus(StrEnum):
    """Computed from the times, never stored: expiring needs no job."""

    PENDING = "PENDING"
    ACCEPTED = "ACCEPTED"
    EXPIRED = "EXPIRED"
    CANCELLED = "CANCELLED"


class CancelReason(StrEnum):
    """Why an invitation is CANCELLED."""

    WITHDRAWN = "WITHDRAWN"
    DECLINED = "DECLINED"
    REPORTED = "REPORTED"
    REPLACED = "REPLACED"


class Invitation(Model):
    """The promise of a grant of `tenant`. Without `expires_at` it is held, because the POC is a draft."""

    id = key()
    tenant = to("Tenant")
    tenant_id: UUID
    kind = fields.CharEnumField(InvitationKind, max_length=20)
    poc = to("Poc", null=True)
    poc_id: UUID | None
    customer = to("Customer", null=True)
    customer_id: UUID | None
    contact = to("Contact", null=True, on_delete=fields.SET_NULL)
    contact_id: UUID | None
    email = fields.CharField(254)
    email_key = fields.CharField(320)
    first_name = fields.CharField(200, null=True)
    last_name = fields.CharField(200, null=True)
    sort_name = SortKey(default="")
    title = fields.CharField(200, null=True)
    personal_message = fields.TextField(null=True)
    roles = Words(default=frozenset)
    locale = fields.CharField(20, default="en")
    can_sign = fields.BooleanField(default=False)
    access_ends_on = fields.DateField(null=True)
    # Without anybody the operator invited, to found a tenant; whoever accepts that stands in the place of the inviter then.
    invited_by = to("User", null=True)
    invited_by_id: UUID | None
    set_by = to("User", null=True)
    set_by_id: UUID | None
    # Of an invitation to a customer's tenant that its partner set last: the partner, and in which acting session, if it was in one.
    partner = to("Tenant", null=True)
    partner_id: UUID | None
    set_in = to("ActingSession", null=True)
    set_in_id: UUID | None
    created_at = Instant()
    first_sent_at = Instant(null=True)
    last_sent_at = Instant(null=True)
    send_count = fields.IntField(default=0)
    expires_at = Instant(null=True)
    accepted_at = Instant(null=True)
    accepted_by = to("User", null=True)
    accepted_by_id: UUID | None
    cancelled_at = Instant(null=True)
    cancel_reason = fields.CharEnumField(CancelReason, null=True, max_length=20)
    fresh_asked_at = Instant(null=True)
    reminded_at = Instant(null=True, description="the last reminder, by hand or not")
    # Of the last sending. Without constraints, because links and mails refer back to the invitation.
    link_id: UUID | None = fields.UUIDField(null=True)
    mail_id: UUID | None = fields.UUIDField(null=True)

    class Meta:
        table = "invitation"
        indexes = (
            Unique("poc_id", "email_key", name="uq_invitation_open_poc", where=f"kind = 'POC' AND {OPEN}"),
            Unique("tenant_id", "email_key", name="uq_invitation_open_member", where=f"kind = 'MEMBER' AND {OPEN}"),
            Unique("contact_id", name="uq_invitation_open_portal", where=f"kind = 'PORTAL' AND {OPEN}"),
            listed("contact_id", name="ix_invitation_contact"),
            listed("tenant_id", "created_at", "id", name="ix_invitation_tenant_created"),
            Partial("tenant_id", "expires_at", "id", name="ix_invitation_tenant_expires", where="expires_at IS NOT NULL"),
            Partial("tenant_id", "id", name="ix_invitation_tenant_held", where="expires_at IS NULL"),
            listed("poc_id", "created_at", "id", name="ix_invitation_poc_created"),
            listed("accepted_by_id", "created_at", "id", name="ix_invitation_accepted_by"),
            Partial("tenant_id", "sort_name", "id", name="ix_invitation_open_member", where=f"kind = 'MEMBER' AND {OPEN}"),
            Partial("last_sent_at", "id", name="ix_invitation_reminding", where=OPEN),
        )


class InvitationLink(Model):
    """One mailed link. All are kept, so that a replaced one is told from one that never was."""

    id = key()
    invitation = to("Invitation", on_delete=fields.CASCADE)
    invitation_id: UUID
    token_hash = fields.CharField(64)
    created_at = Instant()

    class Meta:
        table = "invitation_link"
        indexes = (
            Unique("token_hash", name="uq_invitation_link_hash"),
            listed("invitation_id", name="ix_invitation_link_invitation"),
        )
