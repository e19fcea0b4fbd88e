"""The oracle's relations: whole tables read by their models, put together in Python, and handed to the database as rows."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable
from datetime import UTC, datetime
from typing import Any

import orjson

from app.auth.actor import Actor
from app.auth.permissions import Permission
from app.auth.relations import Relation
from app.core import db
from app.core.runtime import now
from app.models import Contact, Invitation, InvitationKind, Membership, MembershipStatus, User
from app.models.fields import words_text

Entry = dict[str, object]
PARAMETER = "rows_of_relation"


def source(relation: Relation) -> str:
    """What stands behind FROM: the rows under their names, of the types that the relation says."""
    if db.dialect() == "postgres":
        compared = {"text": 'text collate "C"'}
        typed = ", ".join(f"{name} {compared.get(type_, type_)}" for name, type_ in relation.columns.items())
        return f"(select given.* from jsonb_to_recordset(cast(:{PARAMETER} as jsonb)) as given({typed}))"
    named = ", ".join(f"json_extract(given.value, '$.{name}') as {name}" for name in relation.columns)
    return f"(select {named} from json_each(:{PARAMETER}) given)"


async def rows(relation: Relation, actor: Actor) -> dict[str, object]:
    """All rows that an actor has, as a parameter."""
    entries = await ROWS[relation.name](actor) if actor.tenant_id else []
    return {PARAMETER: orjson.dumps([{name: _plain(entry.get(name)) for name in relation.columns} for entry in entries]).decode()}


def _plain(value: object) -> object:
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat(" ")
    return value if value is None or isinstance(value, int) else str(value)


async def _directory(actor: Actor) -> list[Entry]:
    found: list[Entry] = []
    people = {user.id: user for user in await User.all()}
    invitations = await Invitation.filter(tenant_id=actor.tenant_id).order_by("-created_at", "-id")
    if actor.has(Permission.MEMBERS_READ):
        found += [_member(one, people[one.user_id]) for one in await Membership.filter(tenant_id=actor.tenant_id)]
    if actor.has(Permission.MEMBERS_MANAGE):
        found += [_invited(one) for one in invitations if one.kind is InvitationKind.MEMBER and _is_open(one)]
    if actor.has(Permission.CUSTOMERS_READ):
        portals = [one for one in invitations if one.kind is InvitationKind.PORTAL]
        for contact in await Contact.filter(tenant_id=actor.tenant_id):
            found.append(_contact(contact, [one for one in portals if one.contact_id == contact.id]))
    return found


def _member(one: Membership, user: User) -> Entry:
    return {
        "id": one.id, "tenant_id": one.tenant_id, "kind": "MEMBER", "sort_name": one.sort_name, "first_name": user.first_name,
        "last_name": user.last_name, "email": user.email, "email_key": user.email_key, "roles": words_text(one.roles), "has_account": 1,
        "status": "ACTIVE" if one.status is MembershipStatus.ACTIVE else "DEACTIVATED", "membership_id": one.id,
    }  # fmt: skip


def _invited(one: Invitation) -> Entry:
    return {
        "id": one.id, "tenant_id": one.tenant_id, "kind": "INVITED", "sort_name": one.sort_name, "first_name": one.first_name,
        "last_name": one.last_name, "email": one.email, "email_key": one.email_key, "roles": words_text(one.roles), "has_account": 0,
        "status": _waiting(one), "invitation_id": one.id, "last_sent_at": one.last_sent_at,
    }  # fmt: skip


def _contact(one: Contact, newest_first: list[Invitation]) -> Entry:
    active = one.portal_at is not None and one.revoked_at is None
    waiting = _first(invitation for invitation in newest_first if _is_open(invitation))
    last = waiting or _first(newest_first)
    return {
        "id": one.id, "tenant_id": one.tenant_id, "kind": "CONTACT", "sort_name": one.sort_name, "first_name": one.first_name,
        "last_name": one.last_name, "email": one.email, "email_key": one.email_key, "roles": " CUSTOMER " if active else " ",
        "has_account": int(active), "status": "ACTIVE" if active else _waiting(waiting) if waiting else "NO_ACCOUNT",
        "contact_id": one.id, "customer_id": one.customer_id, "invitation_id": last and last.id,
        "last_sent_at": waiting and waiting.last_sent_at,
    }  # fmt: skip


def _first(found: Iterable[Any]) -> Any:
    return next(iter(found), None)


def _is_open(one: Invitation) -> bool:
    return one.accepted_at is None and one.cancelled_at is None


def _waiting(one: Invitation) -> str:
    return "INVITE_EXPIRED" if one.expires_at is not None and one.expires_at <= now() else "INVITED"


ROWS: dict[str, Callable[[Actor], Awaitable[list[Entry]]]] = {"directory": _directory}
