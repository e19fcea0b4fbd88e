"""What each type shows of a row: every value, exactly, and the same on both databases, which keep times, days and truth differently."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from graphql import get_named_type

from app.core.runtime import Runtime, now
from app.models import (
    ActingSession,
    Customer,
    Integration,
    IntegrationShare,
    Invitation,
    Mail,
    MailStatus,
    Membership,
    MembershipStatus,
    Participant,
    PartnerLink,
    Partnership,
    PartnershipSide,
    Poc,
    Role,
    Session,
    Tenant,
    User,
)
from app.services import integration_kinds
from schema.reading.sources import TABLES
from tests.schema.calling import SERVED, run, selection
from tests.schema.cast import Cast, build_cast
from tests.schema.contact_rows import PHONE
from tests.schema.walking import plain

WEBHOOK = integration_kinds.KINDS["webhook"]
EVERY_FEATURE = [{"key": key, "enabled": True, "requiredPlan": "PRO"} for key in ("PORTAL", "WHITE_LABEL", "WEBHOOKS", "AUDIT_EXPORT")]
VARIABLES = [
    {"name": name, "description": description, "required": required, "example": example}
    for name, description, required, example in (
        ("customer_name", "The invited person's name, or the customer's where it is not known.", False, "Jane Doe"),
        ("poc_name", "The name of the POC.", False, "Backup Modernization"),
        ("inviter_name", "Who invites: first and last name.", False, "Sam Sales"),
        ("organization", "The name of your organization.", False, "Northwind Cloud"),
        ("personal_message", "What the inviter wrote; empty where nothing was.", False, "See you there."),
        ("link", "The address to open: alone on a line it becomes a button.", True, "https://usher.example/invite/example"),
    )
]
NO_FEATURE = [{**feature, "enabled": False} for feature in EVERY_FEATURE]

EXPECTED: dict[str, tuple[str, str, dict[str, Any]]] = {
    # the type: who asks, for what, and all that is there but other objects and their lists
    "Poc": ("ada", "active", {
        "name": "Active POC", "summary": "Summary of Active POC", "status": "ACTIVE", "customerName": "Acme",
        "startsOn": "2026-03-01", "endsOn": "2026-12-31", "createdAt": "2026-03-02T05:17:00.000Z", "updatedAt": "2026-03-02T09:00:00.123Z",
        "version": 7, "internalNotes": "Between us: they have a budget.", "dealValue": {"amount": "1000.00", "currency": "EUR"},
        "viewerRole": "ADMIN",
        "viewerCan": {
            "edit": True, "invite": True, "comment": True, "commentInternally": True, "completeTasks": True, "signOff": False,
            "readEngagement": True,
        },
        "taskCounts": {"todo": 5, "inProgress": 0, "blocked": 1, "done": 2}, "progress": 0.25,
        "engagement": {
            "invited": 5, "accepted": 5, "activeLast7Days": 2, "comments": 2, "tasksCompletedByCustomer": 1, "medianTimeToAccept": 3600,
            "low": True,
        },
        "health": {"score": 80},
        "collaborators": [
            {"role": "OWNER", "since": "2026-03-02T05:17:00.000Z"}, {"role": "COLLABORATOR", "since": "2026-03-02T09:00:00.000Z"},
        ],
    }),
    "Participant": ("ada", "cara on active", {
        "displayName": "Cara Customer", "title": "Engineer", "email": "cara@acme.example", "status": "REMOVED", "canSign": True,
        "joinedAt": "2026-03-02T05:24:00.000Z", "removedAt": "2026-03-02T09:00:00.001Z", "accessEndsOn": "2026-06-30", "isViewer": False,
        "engagement": {
            "lastSeenAt": "2026-03-02T07:01:05.000Z", "visits": 1, "comments": 1, "tasksCompleted": 1, "resourcesOpened": 1,
            "timeToAccept": 3600, "inactive": False,
        },
    }),
    "TaskGroup": ("ada", "internal group", {"title": "Internal backstage", "visibility": "INTERNAL", "position": 0}),
    "Task": ("ada", "task of cara", {
        "title": "Task of cara", "description": "About task of cara", "status": "TODO", "side": "CUSTOMER", "assignedUser": None,
        "dueOn": "2026-03-06", "visibility": "SHARED", "position": 0, "version": 1, "dependsOn": [], "completedAt": None,
        "completedBy": None, "viewerCan": {"edit": True, "complete": True, "reopen": False},
    }),
    "Comment": ("pia", "comment of cara", {
        "body": "This is *comment of cara*.", "authorName": "Cara Customer", "visibility": "SHARED", "task": None, "author": None,
        "createdAt": "2026-03-02T07:00:31.000Z", "editedAt": "2026-03-02T07:00:30.000Z", "viewerCan": {"edit": False, "delete": False},
    }),
    "Resource": ("ada", "guide", {
        "version": 1, "kind": "LINK", "title": "Guide", "description": "Read it.", "url": "https://docs.example/guide", "body": None,
        "language": None, "visibility": "SHARED", "position": 0, "createdAt": "2026-03-02T07:00:39.000Z", "file": None, "openedBy": 2,
        "openedByViewer": False,
    }),
    "SuccessCriterion": ("ada", "latency", {
        "title": "Latency", "description": None, "target": "100", "unit": "ms", "mustHave": True, "weight": 3, "achieved": None,
        "outcome": "OPEN", "position": 0, "version": 2,
        "signatures": [
            {"signedBy": "Cara Customer", "signedAt": "2026-03-02T07:01:02.000Z", "version": 1, "current": False},
            {"signedBy": "Pia Example", "signedAt": "2026-03-02T07:01:03.000Z", "version": 2, "current": True},
        ],
    }),
    "PocActivity": ("ada", "second status", {
        "kind": "STATUS_CHANGED", "at": "2026-03-02T07:00:05.000Z", "actorName": "Sam Sales",
        "message": "The status changed from on hold to active. Another internal note",
    }),
    "PocTemplate": ("ada", "starter", {
        "name": "Starter", "description": "To begin with", "taskCount": 0, "resourceCount": 0, "criteriaCount": 0,
        "createdAt": "2026-03-02T07:01:26.000Z",
    }),
    "Contact": ("ada", "contact ina", {
        "firstName": "Ina", "lastName": "Contact", "displayName": "Ina Contact", "title": "Buyer", "email": "ina@acme.example",
        "phone": PHONE, "portal": "INVITED", "canSendInvite": False, "sendInviteBlockedBy": "PLAN_REQUIRED", "sendInviteAvailableAt": None,
        "createdAt": "2026-03-02T09:00:00.000Z",
    }),
    "Portal": ("conny", "portal of conny", {"customerName": "Acme", "firstContact": "VENDOR"}),
    "DirectoryEntry": ("ada", "entry of contact ina", {
        "kind": "CONTACT", "displayName": "Ina Contact", "email": "ina@acme.example", "status": "INVITED", "roles": [],
        "canSendInvite": False, "sendInviteBlockedBy": "PLAN_REQUIRED", "sendInviteAvailableAt": None, "membership": None,
    }),
    "ApiKey": ("ada", "key of kay", {
        "name": "CRM", "prefix": "usk_ABCDEFGH", "roles": ["MEMBER", "MSP_ADMIN", "SALES_ENGINEER", "TENANT_ADMIN"],
        "createdAt": "2026-03-02T09:00:00.000Z", "lastUsedAt": None, "expiresAt": None, "revokedAt": None,
    }),
    "EmailTemplate": ("ada", "poc invitation", {
        "key": "POC_INVITATION", "locale": "en", "subject": "Come and see {{poc_name}}", "body": "Northwind asks you in: {{link}}",
        "customized": True, "version": 3, "updatedAt": "2026-03-02T09:00:00.000Z", "variables": VARIABLES,
        "preview": {
            "subject": "Come and see Backup Modernization",
            "text": "Northwind asks you in: http://127.0.0.1:8000/invite/example\n\nQuestions? help@n.example\n",
        },
    }),
    "Customer": ("mia", "umbrella", {
        "name": "Umbrella", "domain": "umbrella.example", "reference": "4711", "stage": "CONNECTED",
        "archivedAt": "2026-03-02T09:00:00.123Z", "createdAt": "2026-03-02T06:00:00.000Z", "firstContact": "PARTNER",
        "accessPolicy": {"allowedRoles": ["MEMBER"]},
        "installation": {
            "activeUsers": 2, "pendingInvitations": 2, "openPocs": 0, "lastActivityAt": "2026-03-02T09:00:00.000Z",
            "attention": ["INTEGRATION_FAILING"],
        },
        "viewerCan": {
            "edit": True, "manageAccess": True, "inviteUser": True, "shareIntegration": True, "act": True, "createContact": False,
            "createPoc": False, "endPartnership": True,
        },
    }),
    "Tenant": ("ada", "northwind", {
        "name": "Northwind Cloud", "plan": "FREE", "features": NO_FEATURE, "defaultLocale": "en", "timeZone": "Europe/Berlin",
        "branding": {"name": "Northwind", "logoUrl": "https://n.example/l.svg", "accentColor": "#336699", "supportEmail": "help@n.example"},
        "shareConsent": True, "createdAt": "2026-03-02T05:01:00.000Z", "partnership": None,
        "invitePolicy": {"allowedDomains": ["acme.example", "zürich.example"], "blockedDomains": ["evil.example"]},
    }),
    "User": ("cara", "cara", {
        "firstName": "Cara", "lastName": "Customer", "displayName": "Cara Customer", "title": "Engineer", "email": "cara@acme.example",
        "locale": "de", "timeZone": "Europe/Berlin", "notifications": {"acceptance": True, "comments": False, "tasks": True},
        "createdAt": "2026-03-02T05:10:00.000Z", "lastSignedInAt": "2026-03-02T09:00:00.000Z",
    }),
    "Invitation": ("ada", "colleague", {
        "kind": "MEMBER", "status": "CANCELLED", "email": "new@northwind.example", "firstName": "New", "lastName": "Newcomer",
        "title": "Engineer", "personalMessage": "For your eyes, new@northwind.example", "roles": ["MEMBER", "SALES_ENGINEER"],
        "subjectName": "Northwind Cloud", "locale": "pt-BR", "accessEndsOn": None, "createdAt": "2026-03-02T08:00:00.000Z",
        "expiresAt": "2026-03-09T08:00:00.000Z", "acceptedAt": None, "cancelledAt": "2026-03-02T09:00:00.000Z", "cancelReason": "DECLINED",
        "lastSentAt": "2026-03-02T08:00:00.000Z", "sendCount": 3, "timeToAccept": None, "canSign": None,
        "delivery": {
            "status": "DEFERRED", "attempts": 2, "lastError": "450 later", "nextAttemptAt": "2026-03-02T09:05:00.000Z",
            "updatedAt": "2026-03-02T08:00:00.000Z",
        },
        "viewerCan": {"resend": False, "cancel": False, "edit": False},
    }),
    "Membership": ("ada", "max at northwind", {
        "roles": ["MEMBER", "MSP_ADMIN"], "status": "DEACTIVATED", "createdAt": "2026-03-02T05:32:00.000Z",
        "deactivatedAt": "2026-03-02T09:00:00.000Z",
        "viewerCan": {"changeRoles": False, "deactivate": False, "reactivate": True, "changeEmail": False},
    }),
    "Partnership": ("mia", "partnership of wonka", {
        "kind": "RESELLER_WITH_SUPPORT", "status": "SUSPENDED", "capabilities": [], "firstContact": "VENDOR", "origin": "LINKED",
        "contractReference": "Contract 4711", "since": "2026-03-02T06:00:00.000Z", "endedAt": None, "endedBy": None, "endReason": None,
        "suspensions": [{"by": "CUSTOMER", "at": "2026-03-02T09:00:00.001Z", "reason": "We have to talk."}],
        "allowedRoles": ["MEMBER", "SALES_ENGINEER"], "pendingChange": None,
    }),
    "PartnershipChange": ("uma", "proposal", {
        "message": "Let us do less.", "kind": "RESELLER_WITH_SUPPORT", "status": "PROPOSED", "gained": [],
        "lost": ["MANAGE_ON_BEHALF", "MULTI_TENANCY", "WHITE_LABEL", "INSTALLATION_OVERVIEW"], "expiresAt": "2026-03-09T09:00:00.000Z",
    }),
    "PartnerLink": ("mia", "link", {
        "kind": "MSP", "label": "For the fair", "status": "REVOKED", "hint": "token-", "createdAt": "2026-03-02T09:00:00.000Z",
        "expiresAt": "2026-04-01T09:00:00.000Z", "maxUses": 1, "uses": 0, "emailDomain": "zürich.example", "customer": None,
        "revokedAt": "2026-03-02T09:00:00.123Z",
    }),
    "ActingSession": ("moe", "acting of moe", {
        "reason": "They asked us to have a look.", "startedAt": "2026-03-02T09:00:00.000Z", "expiresAt": "2026-03-02T09:30:00.000Z",
        "endedAt": "2026-03-02T09:00:00.123Z", "endedBy": "CUSTOMER",
    }),
    "Integration": ("ada", "monitoring", {
        "name": "Monitoring", "status": "DISABLED", "settings": {"url": "https://monitoring.example/hook"}, "hasCredential": True,
        "credentialUpdatedAt": "2026-03-02T09:00:00.000Z", "lastCheckedAt": "2026-03-02T09:00:00.123Z", "lastError": "It answered 401.",
        "shares": None, "createdAt": "2026-03-02T09:00:00.000Z",
        "viewerCan": {"edit": True, "rotate": True, "share": False, "delete": True, "check": True},
    }),
    "IntegrationKind": ("max", "webhook kind", {
        "key": "webhook", "name": "Webhook", "description": WEBHOOK.description, "category": "Web", "settingsSchema": WEBHOOK.settings,
        "credentialSchema": WEBHOOK.credential, "canCheck": True,
    }),
    "IntegrationShare": ("uma", "waiting share", {
        "integrationName": "Ticketing", "integration": None, "customer": None, "sharedBy": None, "permission": "USE_AND_VIEW_SETTINGS",
        "status": "PENDING", "createdAt": "2026-03-02T09:00:00.000Z", "activeSince": None, "endedAt": None,
        "answerBy": "2026-03-09T09:00:00.000Z", "expiresAt": "2026-03-05T09:00:00.123Z",
    }),
    "AuditEvent": ("mia", "from the partner", {
        "at": "2026-03-02T09:00:00.000Z", "action": "share.created", "actorName": "Mia Miller", "apiKeyName": None, "reason": None,
        "targetKind": "share", "targetId": "#share", "targetName": "Monitoring", "changes": {"words": [None, "of from the partner"]},
        "actingSession": None, "ip": "192.0.2.32", "userAgent": "browser of from the partner",
    }),
    "Session": ("ada", "session of ada", {
        "createdAt": "2026-03-02T05:35:00.000Z", "lastUsedAt": "2026-03-02T05:35:00.000Z", "expiresAt": "2026-04-01T05:35:00.000Z",
        "userAgent": "Browser 1.0", "ip": "2001:db8::1", "current": True,
    }),
}  # fmt: skip


@pytest.fixture
async def cast(runtime: Runtime) -> Cast:
    """The cast, with a value in every column."""
    made = await build_cast(runtime)
    at = now()

    def of(model: Any, label: str) -> Any:
        return model.filter(id=made.rows[label][1])

    changed = at + timedelta(milliseconds=123, microseconds=456)
    await of(Poc, "active").update(starts_on=date(2026, 3, 1), ends_on=date(2026, 12, 31), updated_at=changed, version=7)
    await of(Participant, "cara on active").update(can_sign=True, removed_at=at + timedelta(microseconds=1999))
    await of(Customer, "umbrella").update(domain="umbrella.example", reference="4711", archived_at=changed)
    await of(Tenant, "northwind").update(
        plan="FREE", brand_name="Northwind", brand_logo_url="https://n.example/l.svg", brand_accent_color="#336699",
        brand_support_email="help@n.example", share_consent=True, allowed_domains=["acme.example", "zürich.example"],
        blocked_domains=["evil.example"],
    )  # fmt: skip
    await of(User, "cara").update(wants_comments=False)
    await of(Invitation, "colleague").update(
        roles={Role.SALES_ENGINEER, Role.MEMBER}, locale="pt-BR", cancelled_at=at, cancel_reason="DECLINED", send_count=3
    )
    await of(Partnership, "partnership of wonka").update(
        allowed_roles={Role.SALES_ENGINEER, Role.MEMBER}, suspended_by_customer_at=at + timedelta(microseconds=1999),
        customer_suspension_reason="We have to talk.",
    )  # fmt: skip
    await of(PartnerLink, "link").update(email_domain="xn--zrich-kva.example", revoked_at=changed)
    await of(ActingSession, "acting of moe").update(ended_at=changed, ended_by=PartnershipSide.CUSTOMER)
    await of(Integration, "monitoring").update(enabled=False, last_checked_at=changed)
    await of(IntegrationShare, "waiting share").update(expires_at=changed + timedelta(days=3))
    await Mail.filter(invitation_id=made.rows["colleague"][1]).update(
        status=MailStatus.DEFERRED, attempts=2, last_error="450 later", next_attempt_at=at + timedelta(minutes=5)
    )
    await of(Membership, "max at northwind").update(
        roles={Role.MSP_ADMIN, Role.MEMBER}, status=MembershipStatus.DEACTIVATED, deactivated_at=at
    )
    await of(Session, "session of ada").update(ip="2001:db8::1", user_agent="Browser 1.0")
    return made


def without_type(value: Any) -> Any:
    """A value without its `__typename`."""
    if isinstance(value, list):
        return [without_type(one) for one in value]
    return {name: without_type(one) for name, one in value.items() if name != "__typename"} if isinstance(value, dict) else value


def test_given_the_types_when_compared_then_each_that_has_an_id_is_shown() -> None:
    assert EXPECTED.keys() == {type_.__name__ for type_, table in TABLES.items() if table.prefix}


@pytest.mark.parametrize("type_name", EXPECTED)
async def test_given_a_row_when_shown_then_each_value_is_exactly_this(cast: Cast, type_name: str) -> None:
    caller, label, expected = EXPECTED[type_name]
    text = f"query($id: ID!) {{ node(id: $id) {{ ... on {type_name} {selection(SERVED.type_map[type_name], 1)} }} }}"
    result: Any = await run(cast.actor(caller), text, {"id": cast.id(label)})
    assert not result.errors
    node = result.data["node"]
    assert (node.pop("id"), node.pop("__typename")) == (cast.id(label), type_name)
    fields = SERVED.type_map[type_name].fields  # type: ignore[attr-defined]  # an object type
    json = {name: node.pop(name) for name, field in fields.items() if get_named_type(field.type).name == "JSON"}
    own = {name: without_type(plain(value)) for name, value in node.items() if not _of_others(value)}
    wanted = {name: cast.id(value[1:]) if isinstance(value, str) and value.startswith("#") else value for name, value in expected.items()}
    if "preview" in own:
        assert ">http://127.0.0.1:8000/invite/example</a>" in own["preview"].pop("html")
    assert own | json == wanted


def _of_others(value: Any) -> bool:
    """Whether it is another object, or a list or page of such."""
    if isinstance(value, list):
        return any(_of_others(one) for one in value)
    return isinstance(value, dict) and ("id" in value or "edges" in value or any(_of_others(inner) for inner in value.values()))


async def test_given_the_viewer_when_shown_then_who_it_is_and_what_they_may(cast: Cast) -> None:
    text = """{ viewer { user { displayName } tenant { name } roles permissions memberships { tenant { name } roles }
      participations { nodes { poc { name } participant { isViewer displayName } } } sessions { current } } }"""
    result: Any = await run(cast.actor("pia"), text)
    viewer = result.data["viewer"]
    assert viewer.pop("permissions") == sorted(cast.actor("pia").permissions)
    assert viewer == {
        "user": {"displayName": "Pia Example"}, "tenant": {"name": "Contoso"},
        "roles": ["CUSTOMER", "MSP_ADMIN", "SALES_ENGINEER", "TENANT_ADMIN"],
        "memberships": [{"tenant": {"name": "Contoso"}, "roles": ["MSP_ADMIN", "SALES_ENGINEER", "TENANT_ADMIN"]}],
        "participations": {"nodes": [{"poc": {"name": "Active POC"}, "participant": {"isViewer": True, "displayName": "Pia Example"}}]},
        "sessions": [{"current": True}],
    }  # fmt: skip
    result = await run(cast.actor("dora"), text)
    assert result.data["viewer"] == {
        "user": {"displayName": "Dora Departed"}, "tenant": None, "roles": [], "permissions": [], "memberships": [],
        "participations": {"nodes": []}, "sessions": [{"current": True}],
    }  # fmt: skip
