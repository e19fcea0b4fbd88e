"""Who sees which value of what is not for everybody, among the callers of the cast."""

from __future__ import annotations

from typing import Any

from tests.schema.cast import Cast
from tests.schema.walking import by_object

STAFF = "ada mia sam lea key"
ALL = "ada mia sam key"
"""Of a POC of sam's on which lea does not work: he, and who is staff of all of them. The key is that of somebody who has all roles."""
MIAS = "mia key"
ADAS = "ada key"
NORTHWIND = "ada mia sam lea kim key"
CONTOSO = "olga otto pia"

OF_POC = {
    "active": STAFF, **dict.fromkeys(("draft", "on_hold", "won", "lost", "archived"), ALL), "kims": "ada mia kim key", "olgas": CONTOSO,
}  # fmt: skip
UMBRELLA = "uma acting"
OF_TENANT = {"northwind": f"{NORTHWIND} max", "contoso": CONTOSO, "umbrella tenant": UMBRELLA}
OF_USER = {
    **dict.fromkeys(("ada", "sam", "lea", "kim", "moe", "kay"), NORTHWIND), "mia": f"{NORTHWIND} acting", "max": f"{NORTHWIND} max",
    "olga": CONTOSO, "otto": CONTOSO, "pia": CONTOSO, "cara": "cara", "dora": "dora", "conny": "conny", "carl": "", "eve": "",
}  # fmt: skip
OF_UMBRELLAS_PEOPLE = {"uma": UMBRELLA, "ugo": UMBRELLA}
OF_SENT_INVITATION = {
    **dict.fromkeys(("pending", "expired", "cancelled", "accepted", "of pia", "for dora"), STAFF),
    "on hold": ALL, "kims for cara": "ada mia kim key", "for pat": CONTOSO,
    "colleague": ADAS, "joined": ADAS, "contoso colleague": "otto pia",
    **dict.fromkeys(("umbrella colleague", "umbrella admin"), f"{MIAS} {UMBRELLA}"),
    **dict.fromkeys(("portal pending", "portal expired", "portal accepted"), NORTHWIND),
}  # fmt: skip
OF_PARTICIPANT = {
    "cara on active": f"{STAFF} cara", "pia on active": f"{STAFF} pia", "carl on active": STAFF, "dora on active": STAFF,
    "eve on active": STAFF,
}  # fmt: skip
OF_CONTACT = {
    **{f"contact {name}": NORTHWIND for name in ("ann", "bo", "ina", "ivo", "conny", "rex", "cara", "ursula", "hugo")},
    "contact finn": CONTOSO,
}  # fmt: skip
OF_TASK = {
    **dict.fromkeys(
        ("task of cara", "task of sam", "waiting task", "open task", "done by cara", "done by sam", "internal task", "internal open task"),
        STAFF,
    ),
    "kims task": "ada mia kim key", "olgas task": CONTOSO, "task on hold": ALL,
}  # fmt: skip
OF_RESOURCE = {
    **dict.fromkeys(("guide", "snippet", "handbook", "internal prices"), STAFF), "kims link": "ada mia kim key", "olgas link": CONTOSO,
}  # fmt: skip
OF_CUSTOMER = {**dict.fromkeys(("acme", "globex", "umbrella", "wonka", "oldco"), MIAS), "hooli": "sam", "fabrikam": "pia"}
"""Hooli has a list of staff, on which mia is not, and sam to view."""
OF_MANAGED_CUSTOMER = {"umbrella": MIAS, "hooli": "sam"}
OF_INTEGRATION = {
    **dict.fromkeys(("monitoring", "ticketing", "unshared"), f"{NORTHWIND} max"), "contoso hook": CONTOSO, "umbrella hook": UMBRELLA,
}  # fmt: skip
OF_SHARE = {"share": MIAS, "waiting share": MIAS, "share with hooli": "sam"}
OF_EVENT = {
    "event at northwind": f"{ADAS} mia", "event at contoso": "otto pia", "event at umbrella": UMBRELLA, "joining at umbrella": UMBRELLA,
    "from the partner": MIAS,
}  # fmt: skip

VISIBLE: dict[str, dict[str, str]] = {
    "Poc.engagement": {**OF_POC, "untouched": ALL},
    "Poc.health": {**OF_POC, "untouched": ALL},
    "Participant.engagement": OF_PARTICIPANT,
    "Task.version": OF_TASK,
    "Resource.version": OF_RESOURCE,
    "Resource.openedBy": OF_RESOURCE,
    "Poc.customer": {**OF_POC, "untouched": ALL},
    "Poc.version": {**OF_POC, "untouched": ALL},
    "Poc.internalNotes": OF_POC,
    "Poc.dealValue": OF_POC,
    "Poc.invitations": {**OF_POC, "untouched": ALL},
    "Participant.email": OF_PARTICIPANT,
    "Participant.accessEndsOn": OF_PARTICIPANT,
    "Participant.contact": {"cara on active": STAFF},
    "Participant.removedAt": {"dora on active": STAFF},
    "User.email": {
        **OF_USER, "sam": f"{NORTHWIND} cara pia", "cara": f"{STAFF} cara", "carl": STAFF, "dora": f"{STAFF} dora", "eve": STAFF,
        "pia": f"{STAFF} {CONTOSO}", **dict.fromkeys(OF_UMBRELLAS_PEOPLE, f"{MIAS} {UMBRELLA}"), "hal": "sam", "hana": "sam",
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
        **OF_SENT_INVITATION, "held": ALL, "accepted": f"{STAFF} cara", "of pia": f"{STAFF} pia", "joined": f"{ADAS} max",
        "portal accepted": f"{NORTHWIND} conny",
    },
    "Invitation.cancelReason": {"cancelled": STAFF},
    "Invitation.lastSentAt": OF_SENT_INVITATION,
    "Invitation.delivery": {**OF_SENT_INVITATION, "held": ALL},
    "Invitation.timeToAccept": {"accepted": STAFF, "of pia": STAFF, "joined": ADAS, "portal accepted": NORTHWIND},
    "Contact.customer": OF_CONTACT,
    "Contact.invitation": {f"contact {name}": NORTHWIND for name in ("ina", "ivo", "conny")},
    "EmailTemplate.updatedAt": {"poc invitation": "ada"},
    "EmailTemplate.updatedBy": {"poc invitation": "ada"},
    "Customer.organization": {"umbrella": MIAS, "wonka": MIAS, "oldco": MIAS, "hooli": "sam"},
    "Customer.firstContact": {"umbrella": MIAS, "wonka": MIAS, "hooli": "sam"},
    "Customer.accessPolicy": OF_CUSTOMER,
    "Customer.installation": OF_MANAGED_CUSTOMER,
    "Customer.users": OF_MANAGED_CUSTOMER,
    "Customer.invitations": OF_MANAGED_CUSTOMER,
    "Customer.integrations": OF_MANAGED_CUSTOMER,
    "Customer.actingSessions": OF_MANAGED_CUSTOMER,
    "Customer.integrationShares": OF_MANAGED_CUSTOMER,
    "Customer.auditLog": OF_MANAGED_CUSTOMER,
    "Partnership.contractReference": {
        "partnership of umbrella": f"{MIAS} uma", "partnership of wonka": MIAS, "partnership of oldco": MIAS,
    },
    "Partnership.endReason": {"partnership of oldco": MIAS},
    "Integration.settings": {
        **dict.fromkeys(("ticketing", "unshared"), f"{ADAS} mia"), "monitoring": f"{ADAS} mia {UMBRELLA}", "contoso hook": "otto pia",
        "umbrella hook": UMBRELLA,
    },
    "Integration.hasCredential": OF_INTEGRATION,
    "Integration.credentialUpdatedAt": OF_INTEGRATION,
    "Integration.lastCheckedAt": OF_INTEGRATION,
    "Integration.lastError": OF_INTEGRATION,
    "Integration.shares": {**dict.fromkeys(("monitoring", "ticketing", "unshared"), MIAS), "contoso hook": "pia"},
    "IntegrationKind.integrations": {"webhook kind": f"{NORTHWIND} max {CONTOSO} {UMBRELLA}"},
    "IntegrationShare.customer": OF_SHARE,
    "IntegrationShare.sharedBy": OF_SHARE,
    "AuditEvent.reason": {"done at umbrella": f"{MIAS} {UMBRELLA}", "copy of it": MIAS},
    "AuditEvent.targetName": {
        "event at northwind": f"{ADAS} mia", "event at contoso": "otto pia", "event at umbrella": UMBRELLA, "copy of it": MIAS,
        **dict.fromkeys(("joining at umbrella", "from the partner", "done at umbrella"), f"{MIAS} {UMBRELLA}"),
    },
    "AuditEvent.ip": OF_EVENT,
    "AuditEvent.userAgent": OF_EVENT,
}  # fmt: skip
"""Field -> object -> who sees its value; everybody else sees null wherever they meet the object. Other objects have no value to see."""
BY_THEIR_ROWS = {"Contact.customer", "EmailTemplate.updatedAt", "EmailTemplate.updatedBy"}
"""Fields that no declaration hides; but the row is not for everybody who sees the object, or another tenant's."""
WITHOUT_ID = {"PartnerStatementLine.contractReference"}
"""Fields of what has no id and so is not met by it: whoever gets a statement's lines at all has them (its lock is CUSTOMERS_MANAGE)."""


def wrongly(cast: Cast, caller: str, answers: dict[str, Any]) -> list[str]:
    """Where a caller sees what is not for them, or not what is, or not the same on every road."""
    wrong = []
    for (type_name, label), places in by_object(cast, answers).items():
        for field in {name for seen in places for name in seen.fields}:
            values = {repr(seen.fields[field]): seen.place for seen in places if field in seen.fields}
            if len(values) > 1:
                wrong.append(f"{caller}: {type_name}.{field} of {label} differs: {values}")
            allowed = VISIBLE.get(f"{type_name}.{field}", {}).get(label)
            if f"{type_name}.{field}" not in VISIBLE:
                continue
            sees = any(value != "None" for value in values)
            if sees != (caller in (allowed or "").split()):
                wrong.append(f"{caller}: {type_name}.{field} of {label} is {values}")
    return wrong
