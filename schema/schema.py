"""The schema: queries and mutations under one roof, with the scalars and names of the API."""

from __future__ import annotations

import strawberry
from strawberry.schema.config import StrawberryConfig

from schema.core.scalars import SCALARS
from schema.mutations.accounts import AccountMutations
from schema.mutations.acting import ActingMutations
from schema.mutations.api_keys import ApiKeyMutations
from schema.mutations.audit import AuditMutations
from schema.mutations.comments import CommentMutations
from schema.mutations.contacts import ContactMutations
from schema.mutations.criteria import CriterionMutations
from schema.mutations.customers import CustomerMutations
from schema.mutations.email_changes import EmailChangeMutations
from schema.mutations.email_templates import EmailTemplateMutations
from schema.mutations.integrations import IntegrationMutations
from schema.mutations.invitations import InvitationMutations
from schema.mutations.managed_customers import ManagedCustomerMutations
from schema.mutations.members import MemberMutations
from schema.mutations.organizations import OrganizationMutations
from schema.mutations.participants import ParticipantMutations
from schema.mutations.partner_links import PartnerLinkMutations
from schema.mutations.partnerships import PartnershipMutations
from schema.mutations.poc_templates import PocTemplateMutations
from schema.mutations.pocs import PocMutations
from schema.mutations.reminders import ReminderMutations
from schema.mutations.resources import ResourceMutations
from schema.mutations.sessions import SessionMutations
from schema.mutations.shares import ShareMutations
from schema.mutations.task_groups import TaskGroupMutations
from schema.mutations.tasks import TaskMutations
from schema.mutations.tenants import TenantMutations
from schema.queries import Query


@strawberry.type(description="What can be done. Every payload has `userErrors`; where there are any, nothing has been done.")
class Mutation(
    SessionMutations,
    AccountMutations,
    EmailChangeMutations,
    OrganizationMutations,
    PartnerLinkMutations,
    PartnershipMutations,
    InvitationMutations,
    MemberMutations,
    ParticipantMutations,
    ReminderMutations,
    PocMutations,
    PocTemplateMutations,
    CustomerMutations,
    ContactMutations,
    ManagedCustomerMutations,
    TaskGroupMutations,
    TaskMutations,
    CriterionMutations,
    CommentMutations,
    ResourceMutations,
    TenantMutations,
    EmailTemplateMutations,
    ActingMutations,
    ApiKeyMutations,
    AuditMutations,
    IntegrationMutations,
    ShareMutations,
):
    """Writing."""


schema = strawberry.Schema(query=Query, mutation=Mutation, config=StrawberryConfig(scalar_map=SCALARS))
