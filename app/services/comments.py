"""Comments on a POC and its tasks: writing, editing and deleting them. `digests` mails them."""

from __future__ import annotations

from uuid import UUID

from app.auth import policies
from app.auth.actor import Actor
from app.auth.finding import OnPoc, find, find_any_poc, find_on_poc
from app.auth.permissions import Permission
from app.core import db, text
from app.core.errors import Code, UserError, UserErrors, forbidden, refuse
from app.core.ids import new_id
from app.core.runtime import now
from app.models import Comment, Task, Visibility
from app.services import digests, poc_changes


async def add(
    actor: Actor, poc_id: UUID | None, *, body: str, task_id: UUID | None = None, visibility: Visibility = Visibility.SHARED
) -> UUID:
    """Write a comment on a POC, or on one of its tasks; its id. On an INTERNAL task it is INTERNAL, whatever was asked.

    `task_id` is None if left out; for a malformed one pass an id that nothing has. FORBIDDEN for customers who ask for INTERNAL;
    READ_ONLY for customers unless the POC is active.
    """
    async with db.transaction():
        on_poc = await find_any_poc(actor, poc_id, "pocId")
        if visibility is Visibility.INTERNAL:
            on_poc.require(actor, Permission.COMMENTS_INTERNAL)
        on_poc.require_writable("pocId")
        errors: list[UserError] = []
        with text.collecting(errors):
            words = _words(body)
        with text.collecting(errors):
            task = None if task_id is None else await _task(actor, on_poc, task_id)
        if errors:
            raise UserErrors(errors)
        if task is not None and task.visibility is Visibility.INTERNAL:
            on_poc.require(actor, Permission.COMMENTS_INTERNAL)
            visibility = Visibility.INTERNAL
        comment_id, at = new_id(), now()
        columns = {"poc_id": on_poc.poc.id, "task_id": task and task.id, "author_id": actor.user, "visibility": visibility.value}
        await db.insert(("comment", {"id": comment_id, **columns, "body": words, "created_at": at}))
        await digests.plan(on_poc.poc.id, visibility, at)
        changes = {"visibility": [None, visibility.value]} | ({"taskId": [None, str(task.id)]} if task else {})
        shared = visibility is Visibility.SHARED
        await poc_changes.record(actor, on_poc.poc, "comment.added", "comment", comment_id, shared=shared, changes=changes)
        return comment_id


async def edit(actor: Actor, comment_id: UUID | None, *, body: str) -> UUID:
    """Change the text of one's own comment (else FORBIDDEN); the POC's id. READ_ONLY as for writing.

    The same text: success, and nothing is written.
    """
    async with db.transaction():
        on_poc, comment = await find_on_poc(Comment, actor, comment_id, "commentId")
        if comment.author_id != actor.user:
            raise forbidden()
        on_poc.require_writable("commentId")
        words = _words(body)
        if words != comment.body:
            changed = {"id": comment.id, "body": words, "now": now()}
            await db.execute("update comment set body = :body, edited_at = :now where id = :id", changed)
            await _record(actor, on_poc, "comment.edited", comment, {"body": ["[changed]", "[changed]"]})
        return comment.poc_id


async def delete(actor: Actor, comment_id: UUID | None) -> UUID:
    """Delete one's own comment, or as staff with POCS_MANAGE anybody's (else FORBIDDEN); the POC's id. READ_ONLY as for writing."""
    async with db.transaction():
        on_poc, comment = await find_on_poc(Comment, actor, comment_id, "commentId")
        if comment.author_id != actor.user:
            on_poc.require(actor, Permission.POCS_MANAGE)
        on_poc.require_writable("commentId")
        await db.execute("delete from comment where id = :id", {"id": comment.id})
        await _record(actor, on_poc, "comment.deleted", comment, {"authorId": [str(comment.author_id), None]})
        return comment.poc_id


def _words(body: str) -> str:
    words = text.body(body, "body")
    if words is None:
        raise refuse(Code.REQUIRED, "A comment says something.", "body")
    return words


async def _task(actor: Actor, on_poc: OnPoc, task_id: UUID) -> Task:
    """A task that the actor sees, of this POC and no other; the POC's lock keeps it as it is."""
    task = await find(Task, actor, task_id, policies.contents(actor), "taskId", lock=False)
    if task.poc_id != on_poc.poc.id:
        raise refuse(Code.NOT_FOUND, "There is no such task.", "taskId")
    return task


async def _record(actor: Actor, on_poc: OnPoc, action: str, comment: Comment, changes: dict[str, object]) -> None:
    shared = comment.visibility is Visibility.SHARED
    await poc_changes.record(actor, on_poc.poc, action, "comment", comment.id, shared=shared, changes=changes)
