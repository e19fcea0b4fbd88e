"""Nouns: columns, enums, constraints and indexes. No behaviour."""

from app.models.customers import Customer, CustomerStage
from app.models.events import Event
from app.models.invitations import CancelReason, Invitation, InvitationKind, InvitationLink, InvitationStatus
from app.models.links import AccountLink, LinkPurpose
from app.models.mails import Mail, MailBudget, MailRefusal, MailStatus
from app.models.memberships import Membership, MembershipStatus, Role
from app.models.participants import Collaborator, Participant, ParticipantStatus
from app.models.pocs import Poc, PocRole, PocStatus
from app.models.sessions import RefreshToken, Session
from app.models.tenants import Plan, Tenant
from app.models.users import User

__all__ = [
    "AccountLink",
    "CancelReason",
    "Collaborator",
    "Customer",
    "CustomerStage",
    "Event",
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
    "Plan",
    "Poc",
    "PocRole",
    "PocStatus",
    "RefreshToken",
    "Role",
    "Session",
    "Tenant",
    "User",
]
