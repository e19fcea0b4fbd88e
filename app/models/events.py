"""Events: what happened, written in the transaction of the change, and never changed."""

from __future__ import annotations

from enum import StrEnum
from typing import Any
from uuid import UUID

from tortoise import fields
from tortoise.models import Model

from app.models.fields import AppendOnly, Distinct, Instant, Partial, key, listed, to


class PocActivityKind(StrEnum):
    """What of all that happens is shown on a POC."""

    POC_CREATED = "POC_CREATED"
    STATUS_CHANGED = "STATUS_CHANGED"
    CUSTOMER_INVITED = "CUSTOMER_INVITED"
    CUSTOMER_JOINED = "CUSTOMER_JOINED"
    PARTICIPANT_REMOVED = "PARTICIPANT_REMOVED"
    TASK_CREATED = "TASK_CREATED"
    TASK_COMPLETED = "TASK_COMPLETED"
    TASK_REOPENED = "TASK_REOPENED"
    COMMENT_ADDED = "COMMENT_ADDED"
    RESOURCE_ADDED = "RESOURCE_ADDED"
    RESOURCE_OPENED = "RESOURCE_OPENED"
    CRITERION_CHANGED = "CRITERION_CHANGED"
    CRITERIA_SIGNED = "CRITERIA_SIGNED"


FOR_PARTNER = (
    "({a}partner_id IS NOT NULL OR substr({a}action, 1, 7) = 'member.' OR substr({a}action, 1, 11) = 'invitation.' AND {a}poc_id IS NULL"
    " AND {a}target_kind = 'invitation')"
)
"""What a partner may find in a customer's log at all, with `{a}` before each column: an index has these alone, in the very same words."""


class Event(Model):
    """One change. People stand in it by id only, so that a person can be erased."""

    id = key()
    at = Instant()
    action = fields.CharField(60, description="noun.past, of a closed list")
    tenant = to("Tenant", null=True)
    tenant_id: UUID | None
    actor = to("User", null=True)
    actor_id: UUID | None
    session_id: UUID | None = fields.UUIDField(null=True)
    # Whose program it was, if it came by a key; the actor is who made that.
    api_key = to("ApiKey", null=True)
    api_key_id: UUID | None
    # In the log of a customer what its partner's people did there, and in the partner's the same once more.
    partner = to("Tenant", null=True)
    partner_id: UUID | None
    acting = to("ActingSession", null=True)
    acting_id: UUID | None
    organization_id: UUID | None = fields.UUIDField(
        null=True, description="in the log of a partner: of which customer it tells, and so is for who has its managed fields"
    )
    target_kind = fields.CharField(40)
    target_id: UUID = fields.UUIDField()
    poc_id: UUID | None = fields.UUIDField(null=True)
    activity = fields.CharEnumField(PocActivityKind, null=True, max_length=30, description="as what the POC shows it, if it does")
    shared = fields.BooleanField(default=False, description="whether customers may see it, as long as they may see its target")
    changes: Any = fields.JSONField(null=True)
    request_id = fields.CharField(40, null=True)

    class Meta:
        table = "event"
        indexes = (
            AppendOnly(name="event_append_only"),
            Distinct("action", 100, name="event_actions"),
            Distinct("target_kind", 25, name="event_kinds"),
            Distinct("actor_id", 1000, name="event_actors"),
            listed("tenant_id", "at", "id", name="ix_event_tenant_at"),
            listed("tenant_id", "action", "at", "id", name="ix_event_tenant_action"),
            listed("tenant_id", "actor_id", "at", "id", name="ix_event_tenant_actor"),
            listed("tenant_id", "target_id", "at", "id", name="ix_event_tenant_target"),
            listed("tenant_id", "target_kind", "at", "id", name="ix_event_tenant_kind"),
            Partial("acting_id", "at", "id", name="ix_event_acting", where="acting_id IS NOT NULL"),
            Partial("tenant_id", "at", "id", name="ix_event_on_behalf", where="partner_id IS NOT NULL"),
            Partial("tenant_id", "at", "id", name="ix_event_for_partner", where=FOR_PARTNER.replace("{a}", "")),
            Partial("poc_id", "at", "id", name="ix_event_activity", where="activity IS NOT NULL"),
            Partial("poc_id", "actor_id", "action", "at", name="ix_event_poc_actor", where="poc_id IS NOT NULL"),
        )
