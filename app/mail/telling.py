"""What a mail tells of a POC, and whether that still holds for whom it is: it may have waited for two days before it can be sent."""

from __future__ import annotations

from app.auth.permissions import Permission, permissions_of
from app.auth.policies import ACTIVE_PARTICIPANT, SHARED
from app.core import db
from app.core.runtime import now
from app.models import Mail
from app.models.fields import words


async def still_holds(mail: Mail) -> bool:
    """Whether the person is on the POC, may read all that it quotes and names, and has to do any of the tasks that it reminds of."""
    if mail.reader_id is None:
        return True
    told = mail.told or {}
    values = {
        "poc": mail.poc_id, "reader": mail.reader_id, "now": now(),
        "comments": told.get("comments", []), "tasks": told.get("tasks", []),
    }  # fmt: skip
    as_staff = await _works_there(values)
    if not as_staff and not await _takes_part(values):
        return False
    seen = "1 = 1" if as_staff else SHARED.on("c")
    comments = await db.fetch(f"select c.id from comment c where c.id in :comments[uuid] and {seen}", values)
    tasks = await db.fetch(
        "select t.completed_at from task t join poc p on p.id = t.poc_id and p.status = 'ACTIVE'"
        f" where t.id in :tasks[uuid] and {SHARED.on('t')}",
        values,
    )
    if len(comments) < len(told.get("comments", [])) or len(tasks) < len(told.get("tasks", [])):
        return False
    return not tasks or any(task["completed_at"] is None for task in tasks)


async def _works_there(values: dict[str, object]) -> bool:
    row = await db.fetch_one(
        "select m.roles from collaborator c join poc p on p.id = c.poc_id"
        " join membership m on m.user_id = c.user_id and m.tenant_id = p.tenant_id and m.status = 'ACTIVE'"
        " where c.poc_id = :poc and c.user_id = :reader",
        values,
    )
    return row is not None and Permission.POCS_READ in permissions_of(words(row["roles"]))


async def _takes_part(values: dict[str, object]) -> bool:
    sql = (
        "select 1 from participant a join poc p on p.id = a.poc_id and p.status not in ('DRAFT', 'ARCHIVED')"
        f" where a.poc_id = :poc and a.user_id = :reader and {ACTIVE_PARTICIPANT.on('a')}"
    )
    return await db.fetch_one(sql, values) is not None
