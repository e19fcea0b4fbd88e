"""POCs, for their staff and for the customers who take part."""

from __future__ import annotations

from datetime import date, datetime

from app import models
from app.auth import actions, policies
from app.services import visits
from app.services.engagement import engagement_of, health_of
from app.services.reports import reports_of
from schema.reading.connections import Connection
from schema.reading.declare import allowed, batch, column, computed, inside, many, one, pages, reads
from schema.reading.expressions import Path, Sql
from schema.reading.sources import Order
from schema.types.activity import BY_HAPPENING, PocActivity
from schema.types.comments import BY_WRITING, Comment, CommentFilter
from schema.types.criteria import BY_POSITION, SuccessCriterion
from schema.types.customers import Customer
from schema.types.engagement import PocEngagement, PocHealth
from schema.types.enums import PocRole, PocStatus
from schema.types.invitation_lists import BY_INVITING, InvitationFilter
from schema.types.invitations import Invitation
from schema.types.nodes import Node
from schema.types.participants import BY_JOINING, Participant, ParticipantFilter, PocCollaborator
from schema.types.poc_lists import CHANGED, VIEWER_ROLE
from schema.types.reports import REPORT, UNLESS_TOLD, PocReport
from schema.types.resources import IN_PLACE, Resource
from schema.types.tasks import (
    ALL_TASKS,
    BY_GROUP_AND_POSITION,
    BY_GROUP_POSITION,
    DONE_TASKS,
    Task,
    TaskCounts,
    TaskFilter,
    TaskGroup,
    share_done,
)
from schema.types.tenants import Tenant
from schema.types.users import User


@reads(models.Poc, description="An amount of money.")
class Money:
    """Amount and currency."""

    amount: str = column("A decimal number, e.g. 12500.00.", "deal_amount")
    currency: str = column("ISO 4217, e.g. EUR.", "deal_currency")


@reads(models.Poc, description="What the viewer may do now on a POC.")
class PocActions:
    """By role and state."""

    edit: bool = allowed("Change it.", actions.edit_poc)
    invite: bool = allowed("Invite customers.", actions.invite_to_poc)
    comment: bool = allowed("Write comments that everybody sees.", actions.comment_on_poc)
    comment_internally: bool = allowed("Write comments that only staff sees.", actions.comment_internally)
    complete_tasks: bool = allowed("Complete tasks.", actions.comment_on_poc)
    sign_off: bool = allowed("Sign the success criteria.", actions.sign_off)
    read_engagement: bool = allowed("See how customers take part.", actions.read_engagement)


A_WHOLE_POC = 2_000
"""A report tells all of a POC, which may be a thousand tasks: some twenty of them are all that one operation may ask for."""


@reads(
    models.Poc,
    prefix="poc",
    scope=policies.pocs,
    noted=visits.note,
    description="A proof of concept: a provider's project with a customer.",
)
class Poc(Node):
    """A project."""

    name: str = column("The name.")
    summary: str | None = column("What it is about.")
    status: PocStatus = column("Where it stands.")
    provider: Tenant = one("Whose project it is.", "tenant")
    customer: Customer | None = one(
        "The provider's record of the customer; for staff.", scope=policies.customers, visible=policies.pocs_as_staff
    )
    customer_name: str = column("The customer's name, which participants may see too.", "customer.name")
    owner: User = one("Who leads it.")
    starts_on: date | None = column("The first day.")
    ends_on: date | None = column("The last day.")
    created_at: datetime = column("Since when it exists.")
    updated_at: datetime = column("The last change, of what the viewer sees.", CHANGED)
    version: int | None = column("Raised with every change; for staff.", visible=policies.pocs_as_staff)
    internal_notes: str | None = column("Notes that no customer sees.", visible=policies.pocs_as_staff)
    deal_value: Money | None = inside(
        "What it may bring; for staff.", absent=Sql("({a}.deal_amount is null)"), visible=policies.pocs_as_staff
    )
    viewer_role: PocRole = column("What the viewer is on it.", VIEWER_ROLE)
    viewer_can: PocActions = inside("What the viewer may do now.")
    task_counts: TaskCounts = inside("How many tasks there are, of those the viewer sees.")
    progress: float = computed("Share of tasks done, 0 to 1, of those the viewer sees.", share_done, DONE_TASKS, ALL_TASKS)
    engagement: PocEngagement | None = batch("How the customers take part; for staff.", engagement_of, visible=actions.read_engagement)
    health: PocHealth | None = batch("How it fares; for staff.", health_of, visible=actions.read_engagement)
    collaborators: list[PocCollaborator] = many(
        "The colleagues who work on it, the owner among them.",
        key="poc",
        scope=policies.collaborators,
        order=Order(Path("since"), "instant"),
    )
    participants: Connection[Participant] = pages(
        "The customer's people on it; those who are out only for staff.",
        key="poc",
        scope=policies.participants,
        order=BY_JOINING,
        filter_type=ParticipantFilter,
    )
    invitations: Connection[Invitation] | None = pages(
        "Who was invited; for staff.",
        key="poc",
        scope=policies.poc_invitations,
        order=BY_INVITING,
        filter_type=InvitationFilter,
        visible=policies.pocs_as_staff,
    )
    task_groups: list[TaskGroup] = many("Its groups of tasks.", key="poc", scope=policies.contents, order=BY_GROUP_POSITION)
    tasks: Connection[Task] = pages(
        "Its tasks, group by group; those without a group first.",
        key="poc",
        scope=policies.contents,
        order=BY_GROUP_AND_POSITION,
        filter_type=TaskFilter,
    )
    resources: Connection[Resource] = pages(
        "What there is to look at, as far as the viewer may; as the staff put it.", key="poc", scope=policies.contents, order=IN_PLACE
    )
    criteria: list[SuccessCriterion] = many("What it shall reach.", key="poc", scope=policies.criteria, order=BY_POSITION)
    activity: Connection[PocActivity] = pages(
        "What happened on it, as far as the viewer may know; the latest first.", key="poc_id", scope=policies.activity, order=BY_HAPPENING
    )
    comments: Connection[Comment] = pages(
        "What was written on it and its tasks, as far as the viewer may know; the oldest first.",
        key="poc",
        scope=policies.contents,
        order=BY_WRITING,
        filter_type=CommentFilter,
    )
    report: PocReport | None = batch(
        "It as a document for an audience.", reports_of, arguments=REPORT, defaults=UNLESS_TOLD, weight=A_WHOLE_POC
    )
