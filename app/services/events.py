"""Events: recording what happened, in the transaction of the change."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, TypedDict
from uuid import UUID

import orjson

from app.auth.actor import Actor, Origin
from app.core import db
from app.core.ids import new_id
from app.core.runtime import now
from app.models import PocActivityKind

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
    "invitation.reminded": "Who was invited was reminded.",
    "invitation.fresh_asked": "The holder of an old link asked for a fresh one.",
    "member.joined": "A person became a member.",
    "member.roles_changed": "The roles of a member were changed.",
    "member.deactivated": "A member was deactivated.",
    "member.reactivated": "A deactivated member was activated again.",
    "member.erased": "The data of a person were erased by the operator.",
    "member.profile_changed": "A person changed their profile.",
    "participant.joined": "A person of the customer joined a POC.",
    "participant.changed": "A participant's title, right to sign or last day was changed.",
    "participant.reminded": "A participant was reminded of tasks that are due.",
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
    "poc.visited": "A customer looked at a POC; written at most once in five minutes.",
    "poc.template_created": "A POC was saved as a template.",
    "poc.template_deleted": "A template was deleted.",
    "task.created": "A task was added.",
    "task.changed": "A task was changed.",
    "task.completed": "A task was completed.",
    "task.reopened": "A task was opened again.",
    "task.deleted": "A task was deleted.",
    "task.group_created": "A group of tasks was made.",
    "task.group_changed": "A group of tasks was changed.",
    "task.group_deleted": "A group of tasks was deleted.",
    "comment.added": "A comment was written.",
    "comment.edited": "A comment was edited by its author.",
    "comment.deleted": "A comment was deleted.",
    "resource.uploaded": "A file was uploaded.",
    "resource.added": "A resource was added.",
    "resource.changed": "A resource was changed.",
    "resource.deleted": "A resource was deleted.",
    "resource.opened": "A customer opened a resource.",
    "criterion.added": "A success criterion was added.",
    "criterion.changed": "A success criterion was changed.",
    "criterion.deleted": "A success criterion was deleted.",
    "criterion.outcome_recorded": "What became of a success criterion was recorded.",
    "criterion.signed": "A customer signed success criteria.",
    "customer.created": "A customer record was made.",
    "customer.changed": "A customer record was changed.",
    "customer.archived": "A customer was archived.",
    "customer.restored": "An archived customer was restored.",
    "customer.connected": "A customer was connected with its organization.",
    "customer.merged": "A prospect was merged into a connected record.",
    "access.changed": "Who may do what at a customer was changed.",
    "partnership.created": "A partnership began.",
    "partnership.change_proposed": "Another kind of partnership was proposed.",
    "partnership.change_withdrawn": "A proposal was withdrawn.",
    "partnership.change_declined": "A proposal was declined.",
    "partnership.kind_changed": "A partnership became one of another kind.",
    "partnership.limited": "The customer said which roles the partner may grant.",
    "partnership.suspended": "A partnership was suspended by one side.",
    "partnership.resumed": "A side that had suspended a partnership resumed it.",
    "partnership.ended": "A partnership ended.",
    "link.created": "A partner link was generated.",
    "link.used": "Somebody connected through a partner link.",
    "link.revoked": "A partner link was revoked.",
    "acting.started": "A partner's person began to work inside a customer's tenant.",
    "acting.ended": "An acting session was ended.",
    "integration.created": "An integration was made.",
    "integration.changed": "An integration was changed.",
    "integration.credential_rotated": "The credential of an integration was replaced.",
    "integration.checked": "An integration was checked.",
    "integration.deleted": "An integration was deleted.",
    "share.created": "An integration was shared with a customer.",
    "share.accepted": "A customer accepted a share.",
    "share.declined": "A customer declined a share.",
    "share.revoked": "A share was taken back.",
    "share.left": "A customer gave a share back.",
    "share.settings_viewed": "A customer looked at the settings of a shared integration; written at most once in five minutes.",
    "audit.exported": "An audit log was exported.",
    "contact.created": "A contact of a customer was written down.",
    "contact.changed": "A contact was changed.",
    "contact.deleted": "A contact was deleted.",
    "contact.portal_opened": "A contact accepted an invitation, and has access to the portal.",
    "contact.portal_revoked": "A contact's access to the portal was taken.",
    "email.change_requested": "Another address was asked for, for an account.",
    "email.changed": "An account got another address, which confirmed it.",
    "email.change_undone": "A change of address was undone from the former one.",
    "key.created": "An API key was made.",
    "key.revoked": "An API key was revoked, or ended with its maker's membership or address.",
    "template.changed": "A tenant's words of an e-mail were changed.",
    "template.reset": "An e-mail got the product's words again.",
    "tenant.mail_allowed": "The operator let a tenant write to an address again that had refused its mail.",
    "tenant.created": "An organization was made.",
    "tenant.changed": "The settings of an organization were changed.",
    "permission.refused": "Somebody tried what they may not.",
}
"""The closed list of what is recorded, each with what it means."""

ACTIVITIES: Final = {
    "poc.created": PocActivityKind.POC_CREATED,
    "poc.status_changed": PocActivityKind.STATUS_CHANGED,
    "invitation.created": PocActivityKind.CUSTOMER_INVITED,
    "participant.joined": PocActivityKind.CUSTOMER_JOINED,
    "participant.removed": PocActivityKind.PARTICIPANT_REMOVED,
    "participant.left": PocActivityKind.PARTICIPANT_REMOVED,
    "task.created": PocActivityKind.TASK_CREATED,
    "task.completed": PocActivityKind.TASK_COMPLETED,
    "task.reopened": PocActivityKind.TASK_REOPENED,
    "comment.added": PocActivityKind.COMMENT_ADDED,
    "resource.added": PocActivityKind.RESOURCE_ADDED,
    "resource.opened": PocActivityKind.RESOURCE_OPENED,
    "criterion.added": PocActivityKind.CRITERION_CHANGED,
    "criterion.changed": PocActivityKind.CRITERION_CHANGED,
    "criterion.deleted": PocActivityKind.CRITERION_CHANGED,
    "criterion.outcome_recorded": PocActivityKind.CRITERION_CHANGED,
    "criterion.signed": PocActivityKind.CRITERIA_SIGNED,
}
"""What of it a POC shows, and as what."""


async def record(
    actor: Actor,
    action: str,
    target_kind: str,
    target_id: UUID,
    *,
    tenant_id: UUID | None = None,
    at_customer: UUID | None = None,
    about_customer: UUID | None = None,
    poc_id: UUID | None = None,
    changes: Mapping[str, object] | None = None,
    shared: bool = False,
) -> None:
    """Write one event. `tenant_id` is whose log it stands in: the session's tenant unless told.

    `at_customer` is the tenant of a customer for whom its partner does it: it stands in the logs of both then, as does all
    that is done in an acting session. `about_customer`, in the log of a partner: of the organization of which customer it
    tells, if that did it itself. `shared`: the customers of the POC may see it among its activity, as long as they may
    see what it was done to.
    """
    told = rows(
        actor, action, target_kind, target_id, tenant_id=tenant_id, at_customer=at_customer, about_customer=about_customer, poc_id=poc_id,
        changes=changes, shared=shared,
    )  # fmt: skip
    await db.insert(*told)


class Logs(TypedDict, total=False):
    """In whose logs an event stands, as `record` is told."""

    tenant_id: UUID
    at_customer: UUID


def logs_of(actor: Actor, tenant_id: UUID) -> Logs:
    """Where it stands what an actor does in a tenant: at a customer's also in the log of the partner, whose person it is."""
    return {"tenant_id": tenant_id} if actor.tenant_id in (None, tenant_id) else {"at_customer": tenant_id}


def redacted(value: object) -> object:
    """What a change shows of personal data: that there is something. Events outlive people, and what these are called is not in them."""
    return value and "[redacted]"


def elsewhere(actor: Actor, tenant_id: UUID) -> Actor:
    """The actor, as the log of a tenant names them where they don't work: whence and in which session is none of its business."""
    if actor.tenant_id == tenant_id:
        return actor
    return Actor(user_id=actor.user_id, tenant_id=tenant_id, origin=Origin(request_id=actor.origin.request_id))


def rows(
    actor: Actor,
    action: str,
    target_kind: str,
    target_id: UUID,
    *,
    tenant_id: UUID | None = None,
    at_customer: UUID | None = None,
    about_customer: UUID | None = None,
    poc_id: UUID | None = None,
    changes: Mapping[str, object] | None = None,
    shared: bool = False,
) -> list[db.NewRow]:
    """The rows of an event, for whoever writes it together with others."""
    if action not in ACTIONS:
        raise ValueError(f"{action} is not of the closed list")
    partner_id = actor.partner_id or (actor.tenant_id if at_customer else None)
    event: dict[str, object] = {
        "id": new_id(), "at": now(), "action": action, "tenant_id": at_customer or tenant_id or actor.tenant_id,
        "actor_id": actor.user_id, "session_id": None if actor.acting else actor.session_id, "api_key_id": actor.key_id,
        "organization_id": about_customer, "partner_id": partner_id, "acting_id": actor.session_id if actor.acting else None,
        "target_kind": target_kind, "target_id": target_id, "poc_id": poc_id,
        "activity": ACTIVITIES.get(action) if poc_id else None, "shared": shared,
        "changes": orjson.dumps(changes).decode() if changes else None, "request_id": actor.origin.request_id,
    }  # fmt: skip
    told = _with_origin(actor.origin, event)
    if partner_id and partner_id != event["tenant_id"]:
        copy = {**event, "id": new_id(), "tenant_id": partner_id, "organization_id": event["tenant_id"]}
        told += _with_origin(actor.origin, copy | {"poc_id": None, "activity": None, "shared": False})
    return told


def _with_origin(origin: Origin, event: dict[str, object]) -> list[db.NewRow]:
    """Whence it came stands apart: that is about a person."""
    known = origin.ip or origin.user_agent
    return [
        ("event", event),
        *([("event_origin", {"event_id": event["id"], "ip": origin.ip, "user_agent": origin.user_agent})] if known else []),
    ]
