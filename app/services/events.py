"""Events: recording what happened, in the transaction of the change."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final
from uuid import UUID

import orjson

from app.auth.actor import Actor
from app.core import db
from app.core.ids import new_id
from app.core.runtime import now

ACTIONS: Final = {
    "session.started": "A person signed in.",
    "session.failed": "A sign-in failed.",
    "session.revoked": "A session was ended.",
    "password.changed": "A person changed their password.",
    "password.reset_requested": "A link to set a new password was asked for.",
    "password.reset": "A password was set by a mailed link.",
    "invitation.created": "Somebody was invited.",
    "invitation.sent": "An invitation that was held was mailed, because its POC became active.",
    "invitation.resent": "An invitation was mailed again with a fresh link.",
    "invitation.changed": "What an invitation grants was changed.",
    "invitation.cancelled": "An invitation was withdrawn.",
    "invitation.accepted": "An invitation was accepted.",
    "invitation.declined": "An invitation was declined by its holder.",
    "invitation.reported": "An invitation was reported by its holder, who wants no more.",
    "invitation.replaced": "An expired invitation gave way to a new one.",
    "invitation.fresh_asked": "The holder of an old link asked for a fresh one.",
    "member.joined": "A person became a member.",
    "member.profile_changed": "A person changed their profile.",
    "participant.joined": "A person of the customer joined a POC.",
    "participant.changed": "A participant's title, right to sign or last day was changed.",
    "participant.removed": "A participant was removed.",
    "participant.left": "A participant left.",
    "participant.ended": "A participation ended because the person became a member.",
    "poc.created": "A POC was created.",
    "poc.changed": "A POC was changed.",
    "poc.status_changed": "A POC changed its status.",
    "poc.deleted": "A draft was deleted.",
    "poc.owner_changed": "A POC got another owner.",
    "poc.collaborator_added": "A colleague was added to a POC.",
    "poc.collaborator_removed": "A colleague was removed from a POC.",
    "customer.created": "A customer record was made.",
    "customer.changed": "A customer record was changed.",
    "customer.archived": "A customer was archived.",
    "customer.restored": "An archived customer was restored.",
    "tenant.created": "An organization was made.",
    "permission.refused": "Somebody tried what they may not.",
}
"""The closed list of what is recorded, each with what it means."""


async def record(
    actor: Actor,
    action: str,
    target_kind: str,
    target_id: UUID,
    *,
    tenant_id: UUID | None = None,
    poc_id: UUID | None = None,
    changes: Mapping[str, object] | None = None,
) -> None:
    """Write one event. `tenant_id` is whose log it stands in: the session's tenant unless told."""
    await db.insert(event(actor, action, target_kind, target_id, tenant_id=tenant_id, poc_id=poc_id, changes=changes))


def event(
    actor: Actor,
    action: str,
    target_kind: str,
    target_id: UUID,
    *,
    tenant_id: UUID | None = None,
    poc_id: UUID | None = None,
    changes: Mapping[str, object] | None = None,
) -> db.NewRow:
    """The row of an event, for whoever writes it together with others."""
    if action not in ACTIONS:
        raise ValueError(f"{action} is not of the closed list")
    return "event", {
        "id": new_id(), "at": now(), "action": action, "tenant_id": tenant_id or actor.tenant_id, "actor_id": actor.user_id,
        "session_id": actor.session_id, "target_kind": target_kind, "target_id": target_id, "poc_id": poc_id,
        "changes": orjson.dumps(changes).decode() if changes else None,
        "ip": actor.origin.ip, "user_agent": actor.origin.user_agent, "request_id": actor.origin.request_id,
    }  # fmt: skip
