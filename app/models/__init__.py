"""Nouns: columns, enums, constraints and indexes. No behaviour."""

from app.models.acting_sessions import ActingSession
from app.models.api_keys import ApiKey
from app.models.audit import AuditExport, EventOrigin, EventSeal
from app.models.comments import Audience, Comment, CommentDigest
from app.models.contacts import Contact, PortalAccess
from app.models.criteria import CriterionOutcome, CriterionSignature, SuccessCriterion
from app.models.customers import AccessLevel, Customer, CustomerStaff, CustomerStage
from app.models.email_changes import EmailChange
from app.models.email_templates import EmailTemplate, EmailTemplateKey, TenantEmailTemplate
from app.models.events import Event, PocActivityKind
from app.models.idempotency import IdempotentEffect, IdempotentRequest
from app.models.integrations import (
    Integration,
    IntegrationKind,
    IntegrationShare,
    IntegrationStatus,
    SharePermission,
    ShareStatus,
)
from app.models.invitations import CancelReason, Invitation, InvitationKind, InvitationLink, InvitationStatus
from app.models.links import AccountLink, LinkPurpose
from app.models.mails import Mail, MailBudget, MailRefusal, MailStatus
from app.models.memberships import Membership, MembershipStatus, Role
from app.models.participants import Collaborator, Participant, ParticipantStatus
from app.models.partner_links import PartnerLink, PartnerLinkStatus
from app.models.partnerships import (
    Partnership,
    PartnershipChange,
    PartnershipChangeStatus,
    PartnershipKind,
    PartnershipOrigin,
    PartnershipPeriod,
    PartnershipSide,
    PartnershipStatus,
)
from app.models.poc_templates import PocTemplate, PocTemplateFile
from app.models.pocs import Poc, PocRole, PocStatus, Visibility
from app.models.reminders import Reminder
from app.models.resources import Resource, ResourceKind, ResourceOpening, StoredFile
from app.models.sessions import RefreshToken, Session
from app.models.tasks import Task, TaskDependency, TaskGroup, TaskSide, TaskStatus
from app.models.tenants import Plan, Tenant
from app.models.users import User

__all__ = [
    "AccessLevel",
    "AccountLink",
    "ActingSession",
    "ApiKey",
    "Audience",
    "AuditExport",
    "CancelReason",
    "Collaborator",
    "Comment",
    "CommentDigest",
    "Contact",
    "CriterionOutcome",
    "CriterionSignature",
    "Customer",
    "CustomerStaff",
    "CustomerStage",
    "EmailChange",
    "EmailTemplate",
    "EmailTemplateKey",
    "Event",
    "EventOrigin",
    "EventSeal",
    "IdempotentEffect",
    "IdempotentRequest",
    "Integration",
    "IntegrationKind",
    "IntegrationShare",
    "IntegrationStatus",
    "Invitation",
    "InvitationKind",
    "InvitationLink",
    "InvitationStatus",
    "LinkPurpose",
    "Mail",
    "MailBudget",
    "MailRefusal",
    "MailStatus",
    "Membership",
    "MembershipStatus",
    "Participant",
    "ParticipantStatus",
    "PartnerLink",
    "PartnerLinkStatus",
    "Partnership",
    "PartnershipChange",
    "PartnershipChangeStatus",
    "PartnershipKind",
    "PartnershipOrigin",
    "PartnershipPeriod",
    "PartnershipSide",
    "PartnershipStatus",
    "Plan",
    "Poc",
    "PocActivityKind",
    "PocRole",
    "PocStatus",
    "PocTemplate",
    "PocTemplateFile",
    "PortalAccess",
    "RefreshToken",
    "Reminder",
    "Resource",
    "ResourceKind",
    "ResourceOpening",
    "Role",
    "Session",
    "SharePermission",
    "ShareStatus",
    "StoredFile",
    "SuccessCriterion",
    "Task",
    "TaskDependency",
    "TaskGroup",
    "TaskSide",
    "TaskStatus",
    "Tenant",
    "TenantEmailTemplate",
    "User",
    "Visibility",
]
