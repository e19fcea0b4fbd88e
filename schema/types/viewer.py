"""The viewer: who is asking."""

from __future__ import annotations

from typing import Any

from app import models
from app.auth import partnering, policies
from app.auth.actor import Actor
from schema.reading.connections import Connection
from schema.reading.declare import column, computed, many, one, pages, reads
from schema.reading.expressions import Path, Some
from schema.reading.sources import Order
from schema.types.acting_sessions import ActingSession
from schema.types.api_keys import ApiKey
from schema.types.enums import Permission, Role
from schema.types.memberships import BY_JOINING as BY_MEMBERSHIP
from schema.types.memberships import Membership
from schema.types.participants import BY_JOINING, Participation
from schema.types.portals import BY_PROVIDER, Portal
from schema.types.sessions import Session
from schema.types.tenants import Tenant
from schema.types.users import User


def roles(held: frozenset[Role], takes_part: int, has_portal: int) -> list[Role]:
    """The roles in the session's tenant, and CUSTOMER for whoever takes part in a POC or has a portal."""
    return sorted(held | {Role.CUSTOMER} if takes_part or has_portal else held)


def facts(actor: Actor) -> dict[str, Any] | None:
    """What the viewer is made of; None when signed out."""
    if not actor.signed_in:
        return None
    return {
        "id": actor.user_id, "user": actor.user_id, "tenant": actor.tenant_id, "roles": actor.roles, "permissions": actor.permissions,
        "acting": actor.session_id if actor.acting else None, "api_key": actor.key_id,
    }  # fmt: skip


@reads(None, description="Who is asking.")
class Viewer:
    """The actor, as they may see themselves."""

    user: User | None = one("The person; of an API key who made it.")
    tenant: Tenant | None = one("The tenant that the session works in; null for a customer who belongs to none.")
    roles: list[Role] = computed(
        "The roles in that tenant, and CUSTOMER for whoever takes part in a POC or has a portal.",
        roles,
        "roles",
        Some(models.Participant, policies.own_participations),
        Some(models.Contact, policies.portals),
    )
    permissions: list[Permission] = column("What the roles allow, for objects of that tenant.")
    memberships: list[Membership] = many(
        "The tenants that the person belongs to.", key="user", scope=policies.own_memberships, order=BY_MEMBERSHIP
    )
    participations: Connection[Participation] = pages(
        "POCs in which the viewer takes part as a customer, in whichever tenant; the active ones.",
        key="user",
        scope=policies.own_participations,
        order=BY_JOINING,
    )
    portals: list[Portal] = many(
        "The portals of providers that are open to the viewer, by the providers' names.",
        key="user",
        scope=policies.portals,
        order=BY_PROVIDER,
    )
    sessions: list[Session] = many(
        "Where the person is signed in.", key="user", scope=policies.sessions, order=Order(Path("created_at"), "instant", descending=True)
    )
    acting: ActingSession | None = one(
        "The acting session that asks; then what is the person's own is empty.", scope=partnering.acting_sessions
    )
    api_key: ApiKey | None = one("The API key that asks; then what is the person's own is empty.", scope=policies.own_key)
