"""Who sees which value of what is not for everybody, among the callers of the cast."""

from __future__ import annotations

STAFF = "ada mia sam lea"
NORTHWIND = "ada mia sam lea kim"
CONTOSO = "olga otto pia"

OF_POC = {
    "active": STAFF, "draft": "ada mia sam", "on_hold": "ada mia sam", "won": "ada mia sam", "lost": "ada mia sam",
    "archived": "ada mia sam", "kims": "ada mia kim", "olgas": CONTOSO,
}  # fmt: skip
UMBRELLA = "uma acting"
OF_TENANT = {"northwind": f"{NORTHWIND} max", "contoso": CONTOSO, "umbrella tenant": UMBRELLA}
OF_USER = {
    **dict.fromkeys(("ada", "sam", "lea", "kim", "moe"), NORTHWIND), "mia": f"{NORTHWIND} acting", "max": f"{NORTHWIND} max",
    "olga": CONTOSO, "otto": CONTOSO, "pia": CONTOSO, "cara": "cara", "dora": "dora", "carl": "", "eve": "",
}  # fmt: skip
OF_UMBRELLAS_PEOPLE = {"uma": UMBRELLA, "ugo": UMBRELLA}
OF_SENT_INVITATION = {
    **dict.fromkeys(("pending", "expired", "cancelled", "accepted", "of pia", "for dora"), STAFF),
    "on hold": "ada mia sam", "kims for cara": "ada mia kim", "for pat": CONTOSO,
    "colleague": "ada", "joined": "ada", "contoso colleague": "otto pia",
    **dict.fromkeys(("umbrella colleague", "umbrella admin"), f"mia {UMBRELLA}"),
}  # fmt: skip
OF_PARTICIPANT = {
    "cara on active": f"{STAFF} cara", "pia on active": f"{STAFF} pia", "carl on active": STAFF, "dora on active": STAFF,
    "eve on active": STAFF,
}  # fmt: skip
OF_TASK = {
    **dict.fromkeys(
        ("task of cara", "task of sam", "waiting task", "open task", "done by cara", "done by sam", "internal task", "internal open task"),
        STAFF,
    ),
    "kims task": "ada mia kim", "olgas task": CONTOSO, "task on hold": "ada mia sam",
}  # fmt: skip
OF_RESOURCE = {
    **dict.fromkeys(("guide", "snippet", "handbook", "internal prices"), STAFF), "kims link": "ada mia kim", "olgas link": CONTOSO,
}  # fmt: skip
OF_CUSTOMER = {**dict.fromkeys(("acme", "globex", "umbrella", "wonka", "oldco"), "mia"), "hooli": "sam", "fabrikam": "pia"}
"""Hooli has a list of staff, on which mia is not, and sam to view."""
OF_MANAGED_CUSTOMER = {"umbrella": "mia", "hooli": "sam"}
OF_INTEGRATION = {
    **dict.fromkeys(("monitoring", "ticketing", "unshared"), f"{NORTHWIND} max"), "contoso hook": CONTOSO, "umbrella hook": UMBRELLA,
}  # fmt: skip
OF_SHARE = {"share": "mia", "waiting share": "mia", "share with hooli": "sam"}
OF_EVENT = {
    "event at northwind": "ada mia", "event at contoso": "otto pia", "event at umbrella": UMBRELLA, "joining at umbrella": UMBRELLA,
    "from the partner": "mia",
}  # fmt: skip

VISIBLE: dict[str, dict[str, str]] = {
    "Poc.engagement": {**OF_POC, "untouched": "ada mia sam"},
    "Poc.health": {**OF_POC, "untouched": "ada mia sam"},
    "Participant.engagement": OF_PARTICIPANT,
    "Task.version": OF_TASK,
    "Resource.version": OF_RESOURCE,
    "Resource.openedBy": OF_RESOURCE,
    "Poc.customer": {**OF_POC, "untouched": "ada mia sam"},
    "Poc.version": {**OF_POC, "untouched": "ada mia sam"},
    "Poc.internalNotes": OF_POC,
    "Poc.dealValue": OF_POC,
    "Poc.invitations": {**OF_POC, "untouched": "ada mia sam"},
    "Participant.email": OF_PARTICIPANT,
    "Participant.accessEndsOn": OF_PARTICIPANT,
    "Participant.removedAt": {"dora on active": STAFF},
    "User.email": {
        **OF_USER, "sam": f"{NORTHWIND} cara pia", "cara": f"{STAFF} cara", "carl": STAFF, "dora": f"{STAFF} dora", "eve": STAFF,
        "pia": f"{STAFF} {CONTOSO}", **dict.fromkeys(OF_UMBRELLAS_PEOPLE, f"mia {UMBRELLA}"), "hal": "sam", "hana": "sam",
    },
    "User.locale": OF_USER | OF_UMBRELLAS_PEOPLE,
    "User.timeZone": OF_USER | OF_UMBRELLAS_PEOPLE,
    "User.createdAt": OF_USER | OF_UMBRELLAS_PEOPLE,
    "User.lastSignedInAt": OF_USER,
    "User.notifications": {name: name for name in OF_USER | OF_UMBRELLAS_PEOPLE},
    "Tenant.plan": OF_TENANT,
    "Tenant.features": OF_TENANT,
    "Tenant.shareConsent": OF_TENANT,
    "Tenant.invitePolicy": OF_TENANT,
    "Tenant.createdAt": OF_TENANT,
    "Invitation.email": {
        **OF_SENT_INVITATION, "held": "ada mia sam", "accepted": f"{STAFF} cara", "of pia": f"{STAFF} pia", "joined": "ada max",
    },
    "Invitation.cancelReason": {"cancelled": STAFF},
    "Invitation.lastSentAt": OF_SENT_INVITATION,
    "Invitation.delivery": {**OF_SENT_INVITATION, "held": "ada mia sam"},
    "Invitation.timeToAccept": {"accepted": STAFF, "of pia": STAFF, "joined": "ada"},
    "Customer.organization": {"umbrella": "mia", "wonka": "mia", "oldco": "mia", "hooli": "sam"},
    "Customer.firstContact": {"umbrella": "mia", "wonka": "mia", "hooli": "sam"},
    "Customer.accessPolicy": OF_CUSTOMER,
    "Customer.installation": OF_MANAGED_CUSTOMER,
    "Customer.users": OF_MANAGED_CUSTOMER,
    "Customer.invitations": OF_MANAGED_CUSTOMER,
    "Customer.integrations": OF_MANAGED_CUSTOMER,
    "Customer.actingSessions": OF_MANAGED_CUSTOMER,
    "Customer.integrationShares": OF_MANAGED_CUSTOMER,
    "Customer.auditLog": OF_MANAGED_CUSTOMER,
    "Partnership.contractReference": {
        "partnership of umbrella": "mia uma", "partnership of wonka": "mia", "partnership of oldco": "mia",
    },
    "Partnership.endReason": {"partnership of oldco": "mia"},
    "Integration.settings": {
        **dict.fromkeys(("ticketing", "unshared"), "ada mia"), "monitoring": f"ada mia {UMBRELLA}", "contoso hook": "otto pia",
        "umbrella hook": UMBRELLA,
    },
    "Integration.hasCredential": OF_INTEGRATION,
    "Integration.credentialUpdatedAt": OF_INTEGRATION,
    "Integration.lastCheckedAt": OF_INTEGRATION,
    "Integration.lastError": OF_INTEGRATION,
    "Integration.shares": {**dict.fromkeys(("monitoring", "ticketing", "unshared"), "mia"), "contoso hook": "pia"},
    "IntegrationKind.integrations": {"webhook kind": f"{NORTHWIND} max {CONTOSO} {UMBRELLA}"},
    "IntegrationShare.customer": OF_SHARE,
    "IntegrationShare.sharedBy": OF_SHARE,
    "AuditEvent.reason": {"done at umbrella": f"mia {UMBRELLA}", "copy of it": "mia"},
    "AuditEvent.targetName": {
        "event at northwind": "ada mia", "event at contoso": "otto pia", "event at umbrella": UMBRELLA, "copy of it": "mia",
        **dict.fromkeys(("joining at umbrella", "from the partner", "done at umbrella"), f"mia {UMBRELLA}"),
    },
    "AuditEvent.ip": OF_EVENT,
    "AuditEvent.userAgent": OF_EVENT,
}  # fmt: skip
"""Field -> object -> who sees its value; everybody else sees null wherever they meet the object. Other objects have no value to see."""
WITHOUT_ID = {"PartnerStatementLine.contractReference"}
"""Fields of what has no id and so is not met by it: whoever gets a statement's lines at all has them (its lock is CUSTOMERS_MANAGE)."""
