"""How an event reads in an audit log: who did it, to what, and what of it may be shown. For the API and for exports alike."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

import orjson

from app.core.ids import to_text

REDACTED: Final = "[redacted]"
OPERATOR: Final = "Usher operator"
SYSTEM: Final = "System"
NOT_SIGNED_IN: Final = "Not signed in"
EVENT: Final = "event"
"""The prefix of an event's id in an audit log."""
_PERSON: Final = "trim({0}.first_name || ' ' || {0}.last_name)"


@dataclass(frozen=True, slots=True)
class Target:
    """A kind of thing that something is done to: the prefix of its ids in the API, and its name now, as SQL over the event `{a}`."""

    prefix: str
    name: str | None = None
    """Null where it is gone. Never an address. None: things of this kind have no name."""


def _named(table: str, name: str = "x.name") -> str:
    return f'(select {name} from "{table}" x where x.id = {{a}}.target_id)'


def _person(table: str) -> str:
    return f'(select {_PERSON.format("who")} from "{table}" x join "user" who on who.id = x.user_id where x.id = {{a}}.target_id)'


def _other_side(of: str) -> str:
    """The organization on the other side of a connection, as the log's tenant sees it."""
    return (
        f"(select other.name from {of} join tenant other"
        " on other.id = case when p.partner_id = {a}.tenant_id then p.customer_id else p.partner_id end"
        " where x.id = {a}.target_id)"
    )


_INVITED: Final = "nullif(trim(coalesce(x.first_name, '') || ' ' || coalesce(x.last_name, '')), '')"

TARGETS: Final[Mapping[str, Target]] = {
    "api_key": Target("key", "(select x.name from api_key x where x.id = {a}.target_id and x.tenant_id = :tenant)"),
    "contact": Target("contact", _named("contact", "trim(x.first_name || ' ' || x.last_name)")),
    "email_template": Target("email_template"),
    "portal_invitation": Target("invitation", _named("invitation", _INVITED)),
    "acting_session": Target("acting", _other_side("acting_session x join partnership p on p.id = x.partnership_id")),
    "audit_export": Target(
        "export", "(select log.name from audit_export x join tenant log on log.id = x.log_id where x.id = {a}.target_id)"
    ),
    "comment": Target("comment"),
    "criterion": Target("criterion", _named("criterion", "x.title")),
    "customer": Target("customer", _named("customer")),
    "file": Target("upload", _named("stored_file")),
    "integration": Target("integration", _named("integration")),
    "invitation": Target("invitation", _named("invitation", _INVITED)),
    "link": Target("link"),
    "membership": Target("member", _person("membership")),
    "operation": Target("operation"),
    "participant": Target("participant", _person("participant")),
    "partnership": Target("partnership", _other_side("partnership x join partnership p on p.id = x.id")),
    "partnership_change": Target("change", _other_side("partnership_change x join partnership p on p.id = x.partnership_id")),
    "poc": Target("poc", _named("poc")),
    "poc_template": Target("template", _named("poc_template")),
    "resource": Target("resource", _named("resource", "x.title")),
    "session": Target("session"),
    "share": Target("share", _named("integration_share", "x.integration_name")),
    "task": Target("task", _named("task", "x.title")),
    "task_group": Target("group", _named("task_group", "x.title")),
    "tenant": Target("tenant", _named("tenant")),
    "user": Target("user", _named("user", _PERSON.format("x"))),
}
"""Everything that events are about."""

TARGET_NAME: Final = (
    "(case {a}.target_kind " + " ".join(f"when '{kind}' then {target.name}" for kind, target in TARGETS.items() if target.name) + " end)"
)
"""What it was done to is called now, as SQL over the event `{a}`."""
ACTING_SESSION: Final = "coalesce({a}.acting_id, (case when {a}.target_kind = 'acting_session' then {a}.target_id end))"
"""The acting session in which it was done, or that it began or ended, as SQL over the event `{a}`."""
API_KEY_NAME: Final = (
    "(select program.name from api_key program where program.id = {a}.api_key_id and program.tenant_id = {a}.tenant_id"
    " and program.tenant_id = :tenant)"
)
"""By which API key it was done, as SQL over the event `{a}`. A key is known in its own tenant's log only, and to who reads it there."""
CHANGES: Final = "cast({a}.changes as text)"

_BY_OPERATOR: Final = frozenset(
    {
        "tenant.created",
        "tenant.changed",
        "tenant.mail_allowed",
        "member.joined",
        "member.erased",
        "invitation.created",
        "contact.changed",
        "contact.portal_revoked",
    }
)
"""What nobody of the product does, unless the operator does on the command line."""
_BY_STRANGERS: Final = frozenset(
    {
        "session.failed",
        "password.reset_requested",
        "invitation.declined",
        "invitation.reported",
        "invitation.fresh_asked",
        "email.change_undone",
    }
)
"""What people do who are not signed in."""
_SECRET: Final = re.compile("password|secret|token|credential", re.IGNORECASE)


def actor_name(action: str, first_name: str | None, last_name: str | None) -> str:
    """Who did it: the person; without one the operator, somebody who was not signed in, or the system itself."""
    if first_name is not None and last_name is not None:
        return f"{first_name} {last_name}".strip()
    return OPERATOR if action in _BY_OPERATOR else NOT_SIGNED_IN if action in _BY_STRANGERS else SYSTEM


def target_id(kind: str, id_: UUID | str) -> str:
    """The API's id of what it was done to."""
    known = TARGETS.get(kind)
    return to_text(known.prefix if known else kind, UUID(str(id_)))


FIELDS: Final[Mapping[str, str]] = {
    "contactId": "contact",
    "assignedParticipantId": "participant", "assignedUserId": "user", "collaborator": "user", "criteria": "criterion",
    "customerId": "customer", "dependsOn": "task", "fromId": "customer", "groupId": "group", "integrationId": "integration",
    "intoId": "customer", "ownerId": "user", "staff": "user", "taskId": "task",
}  # fmt: skip
"""Fields of changes that hold ids, and the prefix of these in the API."""
_UUID: Final = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")


def shown_changes(written: str | None) -> Any:
    """What was changed, field by field, with ids as the API has them.

    What is called like a secret reads `[redacted]`, whatever was written there.
    """
    found: Any = orjson.loads(written) if written else None
    if not isinstance(found, dict):
        return found
    return {
        field: _redacted(value) if _SECRET.search(field) else _with_ids(value, FIELDS[field]) if field in FIELDS else value
        for field, value in found.items()
    }


def _with_ids(value: Any, prefix: str) -> Any:
    """The same, where an id is written as the API has it."""
    match value:
        case str() if _UUID.fullmatch(value):
            return to_text(prefix, UUID(value))
        case list():
            return [_with_ids(one, prefix) for one in value]
        case dict():
            return {_with_ids(name, prefix): _with_ids(one, prefix) for name, one in value.items()}
    return value


def _redacted(value: object) -> object:
    """That there was something, and is: not what."""
    if isinstance(value, list):
        return [_redacted(one) for one in value]
    return value if value is None or isinstance(value, bool) else REDACTED
