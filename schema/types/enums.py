"""The product's enums for the API: each value with what it means. Those of the partner's world are in `partner_enums`."""

from __future__ import annotations

from app.auth.permissions import Permission
from app.auth.plans import FeatureKey
from app.core.errors import Code
from app.models import (
    Audience,
    CancelReason,
    CriterionOutcome,
    CustomerStage,
    EmailTemplateKey,
    InvitationKind,
    InvitationStatus,
    MailStatus,
    MembershipStatus,
    ParticipantStatus,
    Plan,
    PocActivityKind,
    PocRole,
    PocStatus,
    ResourceKind,
    Role,
    TaskSide,
    TaskStatus,
    Visibility,
)
from app.services.invitation_previews import InvitationStep
from app.services.report_documents import ReportFormat
from schema.core.enums import described

__all__ = [
    "Audience", "CancelReason", "Code", "CriterionOutcome", "CustomerStage", "EmailTemplateKey", "FeatureKey", "InvitationKind",
    "InvitationStatus", "InvitationStep", "MailStatus", "MembershipStatus", "ParticipantStatus", "Permission", "Plan", "PocActivityKind",
    "PocRole", "PocStatus", "ReportFormat", "ResourceKind", "Role", "TaskSide", "TaskStatus", "Visibility",
]  # fmt: skip

described(
    Role,
    "What a person is in a tenant.",
    TENANT_ADMIN="Manages the tenant, its members and its settings.",
    MSP_ADMIN="Manages customers and partnerships.",
    SALES_ENGINEER="Works with prospects and customers on POCs.",
    MEMBER="A user of a tenant with no administrative role.",
    CUSTOMER="Never granted tenant-wide: held through a POC participation or a portal contact.",
)
described(MembershipStatus, "Whether a membership holds.", ACTIVE="It holds.", DEACTIVATED="It does not hold any more.")
described(
    Plan,
    "What a tenant pays for.",
    FREE="What every organization has.",
    PRO="Portal, white label, webhooks, audit export.",
    ENTERPRISE="Everything.",
)
described(
    FeatureKey,
    "A feature that not every plan has.",
    PORTAL="The customer portal.",
    WHITE_LABEL="One's own branding at managed customers.",
    WEBHOOKS="Calls to one's own programs.",
    AUDIT_EXPORT="The audit log as a file.",
)
described(
    CustomerStage,
    "How far a customer has come.",
    PROSPECT="A company that one sells to: no organization of its own here yet.",
    CONNECTED="Connected through a partnership.",
    FORMER="The partnership has ended.",
)
described(
    PocStatus,
    "Where a POC stands; for customers DRAFT and ARCHIVED do not exist.",
    DRAFT="In preparation; mails are held.",
    ACTIVE="Under way.",
    ON_HOLD="Paused; read-only for customers.",
    WON="Ended well; read-only for customers.",
    LOST="Ended badly; read-only for customers.",
    ARCHIVED="Put away; gone for customers.",
)
described(
    PocRole,
    "What somebody is on a POC.",
    ADMIN="Staff of every POC of the tenant.",
    OWNER="Who leads it.",
    COLLABORATOR="A colleague who works on it.",
    CUSTOMER="A participant of the customer.",
)
described(
    Visibility,
    "Whom a thing on a POC is for.",
    SHARED="For everybody on the POC.",
    INTERNAL="For its staff. For a customer it does not exist.",
)
described(
    TaskStatus,
    "How a task stands.",
    TODO="To be done.",
    IN_PROGRESS="Somebody is at it.",
    BLOCKED="Something is in the way.",
    DONE="Done; reached by completing alone.",
)
described(
    TaskSide,
    "Whose task it is.",
    PROVIDER="The provider's.",
    CUSTOMER="The customer's.",
    ANYONE="Of whoever does it.",
)
described(
    ResourceKind,
    "What a resource is.",
    LINK="An address of the web.",
    TEXT="A text.",
    CODE="A piece of code, in a language.",
    FILE="A file that was uploaded.",
)
described(
    CriterionOutcome,
    "What became of a criterion.",
    OPEN="Not known yet.",
    MET="It was met.",
    NOT_MET="It was not met.",
)
described(
    PocActivityKind,
    "What happened on a POC.",
    POC_CREATED="It was created.",
    STATUS_CHANGED="It changed its status.",
    CUSTOMER_INVITED="A person of the customer was invited.",
    CUSTOMER_JOINED="A person of the customer joined.",
    PARTICIPANT_REMOVED="A participant was removed, or left.",
    TASK_CREATED="A task was added.",
    TASK_COMPLETED="A task was completed.",
    TASK_REOPENED="A task was opened again.",
    COMMENT_ADDED="A comment was written.",
    RESOURCE_ADDED="A resource was added.",
    RESOURCE_OPENED="A customer opened a resource.",
    CRITERION_CHANGED="A success criterion was added, changed, decided or deleted.",
    CRITERIA_SIGNED="Somebody signed success criteria.",
)
described(
    Audience,
    "For whom a report is made.",
    name="ReportAudience",
    INTERNAL="For the POC's staff: with all that is internal.",
    CUSTOMER="For the customer: what every participant sees.",
)
described(ReportFormat, "How a report is written.", MARKDOWN="As text with marks (CommonMark).", HTML="As one page, also for paper.")
described(
    ParticipantStatus,
    "Whether a participant's access holds.",
    ACTIVE="It holds.",
    REMOVED="Removed, or left.",
    ENDED="The last day is over, the POC archived, or the person became a member of the provider.",
)
described(
    InvitationKind,
    "What is promised.",
    POC="A place on a POC.",
    MEMBER="A membership of a tenant.",
    PORTAL="Access to a provider's customer portal.",
)
described(
    InvitationStatus,
    "Where an invitation stands.",
    PENDING="Sent, not yet accepted: can be resent or cancelled.",
    ACCEPTED="Access has been granted.",
    EXPIRED="The link's time ran out: can be resent.",
    CANCELLED="Withdrawn: the link is dead; a new invitation can be created.",
)
described(
    CancelReason,
    "Why an invitation is CANCELLED.",
    WITHDRAWN="The inviter's side took it back.",
    DECLINED="The person said no.",
    REPORTED="The person said no and wants no further mail.",
    REPLACED="A new invitation took its place.",
)
described(
    InvitationStep,
    "What the holder of a link can do next.",
    REGISTER="Make an account and accept in one step.",
    SIGN_IN="Sign in with the address that was invited.",
    ACCEPT="Accept.",
    WRONG_ACCOUNT="Sign out, and in again with the address that was invited.",
    ASK_FOR_NEW_LINK="Ask the inviter for a fresh link.",
    NONE="Nothing.",
)
described(
    MailStatus,
    "How the delivery of a mail stands.",
    QUEUED="Not tried yet.",
    DEFERRED="Tried, and to be tried again.",
    SENT="Accepted by the mail server.",
    FAILED="Given up.",
    BOUNCED="Returned by a later mail server.",
    SUPPRESSED="Not tried: the recipient refuses mail from this tenant.",
)
described(
    Permission,
    "What a person may do with objects of the session's tenant.",
    CUSTOMERS_READ="See customers, their contacts and POCs.",
    CUSTOMERS_MANAGE="Manage customers: access, users, overview.",
    PROSPECTS_MANAGE="Add and change prospects.",
    CONTACTS_MANAGE="Add and change contacts.",
    PORTAL_INVITE="Give contacts access to the customer portal.",
    PARTNERSHIPS_READ="See partnerships.",
    PARTNERSHIPS_MANAGE="Manage partnerships as the partner.",
    PARTNER_CONSENT="Connect, consent, limit, suspend and end as the customer.",
    ACT_ON_BEHALF="Work inside a customer's tenant.",
    INTEGRATIONS_READ="See integrations.",
    INTEGRATIONS_MANAGE="Manage integrations.",
    INTEGRATIONS_SHARE="Share integrations with customers.",
    POCS_READ="See the POCs that one owns or works on.",
    POCS_READ_ALL="Be staff of every POC of the tenant.",
    POCS_MANAGE="Create and change POCs whose staff one is.",
    PARTICIPANTS_INVITE="Invite customers to POCs whose staff one is.",
    COMMENTS_INTERNAL="Read and write internal comments.",
    ENGAGEMENT_READ="See how customers take part.",
    MEMBERS_READ="See the tenant's members.",
    MEMBERS_MANAGE="Invite and manage the tenant's members.",
    TENANT_MANAGE="Change the tenant's settings.",
    EMAIL_TEMPLATES_MANAGE="Change the texts of mails.",
    AUDIT_READ="Read the audit log.",
    API_KEYS_MANAGE="Manage keys for programs.",
    WEBHOOKS_MANAGE="Manage webhooks.",
)
described(
    Code,
    "What is wrong, for programs.",
    name="UserErrorCode",
    INVALID="Not of the form that is asked for.",
    TOO_LONG="Longer than allowed.",
    REQUIRED="Missing, or cleared where that can't be.",
    NOT_FOUND="There is no such thing, or not for the viewer.",
    CONFLICT="It does not go with how things stand.",
    ALREADY_EXISTS="It is there already; an invitation is in the payload.",
    ALREADY_MEMBER="The person is a member of the organization.",
    ALREADY_PARTICIPANT="The person is on the POC.",
    ALREADY_ACCEPTED="The invitation has been accepted.",
    ALREADY_CONNECTED="The organization has a partner.",
    INVALID_CREDENTIALS="Address, password or token is wrong.",
    WEAK_PASSWORD="Too short, too common, or made of the person's own name.",  # noqa: S106  # words about a password
    REGISTRATION_REQUIRED="The address has no account yet: send `registration`.",
    SIGN_IN_REQUIRED="The address has an account: sign in with it first.",
    WRONG_ACCOUNT="Signed in with another address than the one that was invited.",
    LINK_INVALID="There never was such a link, or it has been used.",
    LINK_EXPIRED="The link's time has run out.",
    LINK_CANCELLED="The link was withdrawn.",
    LINK_REPLACED="A fresher link was mailed.",
    LINK_EXHAUSTED="The link has been used as often as it may be.",
    NO_EMAIL="The contact has no address.",
    HAS_ACCOUNT="The contact has access already.",
    PLAN_REQUIRED="The plan does not have it; see requiredPlan.",
    SEAT_LIMIT="The plan has no seat left.",
    COOLDOWN="Too soon after the last time; see retryAfter.",
    RATE_LIMITED="Too often; see retryAfter.",
    NOT_PENDING="The invitation is not pending any more.",
    NOT_OPEN="It is not open for this.",
    READ_ONLY="It can only be read now.",
    LAST_ADMIN="The last tenant admin has to stay.",
    ROLE_NOT_ALLOWED="This role can't be granted here.",
    CAPABILITY_REQUIRED="The partnership does not have it.",
    CONSENT_REQUIRED="The other side has to consent.",
    SELF_REFERENCE="It would refer to itself.",
    TEMPLATE_INVALID="The template has a mistake.",
    STALE="It has been changed since it was read.",
    DOMAIN_NOT_ALLOWED="The tenant's policy does not allow this domain.",
    RECIPIENT_REFUSES="The recipient wants no mail from this tenant.",
    IN_USE="Something else needs it.",
    LIMIT_REACHED="There are as many as there may be.",
)
described(
    EmailTemplateKey,
    "A mail whose words a tenant can change.",
    POC_INVITATION="Invites a person of a customer to a POC.",
    MEMBER_INVITATION="Invites a colleague to the organization.",
    PORTAL_INVITATION="Invites a contact to the portal.",
    INVITATION_REMINDER="Reminds of an invitation to a POC that was not answered.",
    INVITATION_ACCEPTED="Tells the inviter that somebody accepted.",
    TASK_REMINDER="Reminds a participant of tasks that are due.",
    COMMENT_DIGEST="Tells of new comments on a POC.",
)
