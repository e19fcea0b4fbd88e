"""The facts of a task, checked: what it is called, whose it is, and by when it shall be done."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from app.auth import policies
from app.auth.actor import Actor
from app.auth.permissions import Permission
from app.core import db, text
from app.core.changes import UNSET, Unset
from app.core.clock import end_of_day
from app.core.errors import Code, UserError, UserErrors, refuse
from app.core.runtime import now
from app.models import Collaborator, Poc, Task, TaskSide
from app.services import collaborators, grants


async def checked(
    errors: list[UserError],
    actor: Actor,
    poc: Poc,
    task: Task | None = None,
    *,
    title: str | Unset | None = UNSET,
    description: str | Unset | None = UNSET,
    side: TaskSide | Unset | None = UNSET,
    assigned_participant_id: UUID | Unset | None = UNSET,
    assigned_user_id: UUID | Unset | None = UNSET,
    due_on: date | Unset | None = UNSET,
) -> dict[str, Any]:
    """The columns of what is given, and is not as the task has it already; what is wrong is added to `errors`."""
    columns: dict[str, Any] = {}
    if title is not UNSET:
        with text.collecting(errors):
            columns["title"] = text.name(title, "title")
    if description is not UNSET:
        with text.collecting(errors):
            columns["description"] = text.body(description, "description")
    if side is not UNSET:
        with text.collecting(errors):
            columns["side"] = grants.decided(side, "side")
    if assigned_participant_id is not UNSET and assigned_participant_id != (task and task.assigned_participant_id):
        with text.collecting(errors):
            columns["assigned_participant_id"] = await _participant(poc, assigned_participant_id)
    if assigned_user_id is not UNSET and assigned_user_id != (task and task.assigned_user_id):
        with text.collecting(errors):
            columns["assigned_user_id"] = await _colleague(actor, poc, assigned_user_id)
    if due_on is not UNSET and due_on != (task and task.due_on):
        with text.collecting(errors):
            columns |= await _due(poc, due_on)
    assigned = [columns.get(column, getattr(task, column, None)) for column in ("assigned_participant_id", "assigned_user_id")]
    if None not in assigned:
        errors.append(UserError(Code.INVALID, "A task is assigned to one person; clear the other one.", ("assignedUserId",)))
    return columns


async def _participant(poc: Poc, participant_id: UUID | None) -> UUID | None:
    """Somebody who takes part in the POC now."""
    sql = f"select 1 from participant p where p.id = :id and p.poc_id = :poc and {policies.ACTIVE_PARTICIPANT.on('p')}"
    found = participant_id is None or await db.fetch_one(sql, {"id": participant_id, "poc": poc.id, "now": now()})
    if not found:
        raise refuse(Code.NOT_FOUND, "There is no such participant.", "assignedParticipantId")
    return participant_id


async def _colleague(actor: Actor, poc: Poc, user_id: UUID | None) -> UUID | None:
    """Somebody who works on the POC, or might: whose role reads POCs."""
    if user_id is None or await Collaborator.exists(poc_id=poc.id, user_id=user_id):
        return user_id
    try:
        return await collaborators.colleague(actor, user_id, Permission.POCS_READ, "assignedUserId")
    except UserErrors:  # one whose role does not allow it can't be chosen either
        raise refuse(Code.NOT_FOUND, "There is no such colleague.", "assignedUserId") from None


async def _due(poc: Poc, day: date | None) -> dict[str, Any]:
    """A day, also one that is over, and the midnight that ends it where the provider is. INVALID a hundred years away."""
    if day is None:
        return {"due_on": None, "due_at": None}
    zone = await grants.time_zone(poc.tenant_id)
    if abs(day - now().astimezone(ZoneInfo(zone)).date()) > grants.FURTHEST:
        raise refuse(Code.INVALID, "This day is too far away.", "dueOn")
    return {"due_on": day, "due_at": end_of_day(day, zone)}
