"""The comments on a POC as its page shows them: the newest leaf, and from there leaf by leaf to the oldest."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Final
from uuid import UUID

from markupsafe import Markup

from app.auth import policies
from app.auth.actor import Actor
from app.auth.scopes import parameters
from app.core import db, ids, markdown
from app.mail import plain
from app.pages.people import full_name

LEAF: Final = 100
"""So many comments at once."""
_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_BEFORE: Final = re.compile(r"([0-9]{1,15})\.(comment_[0-9a-z]{26})")


@dataclass(frozen=True, slots=True)
class CommentSeen:
    """What somebody wrote. `task` is the id and the title of what it is about, if that is a task."""

    id: str
    author: str | None
    is_viewers: bool
    internal: bool
    at: datetime
    edited: bool
    body: Markup
    task: tuple[str, str] | None


@dataclass(frozen=True, slots=True)
class Comments:
    """One leaf, the oldest first. `older` is what names the leaf before, if there is one."""

    all: list[CommentSeen]
    older: str | None
    newest: bool


async def on_poc(actor: Actor, poc_id: UUID, before: str | None) -> Comments:
    """The newest comments, or those before the one that an address names. What names none is as if it were not there."""
    place = _place(before or "")
    contents = policies.contents(actor)
    sql = (
        "select c.id, c.body, c.visibility, c.created_at, c.edited_at, u.first_name, u.last_name, t.id as task_id, t.title as task_title,"
        " case when c.author_id = :user then 1 else 0 end as is_viewers"
        f' from comment c join "user" u on u.id = c.author_id left join task t on t.id = c.task_id and {contents.on("t")}'
        f" where c.poc_id = :poc and {contents.on('c')}{' and (c.created_at, c.id) < (:at, :id)' if place else ''}"
        f" order by c.created_at desc, c.id desc limit {LEAF + 1}"
    )
    rows = await db.fetch(sql, {**parameters(actor), "poc": poc_id, **(place or {})})
    shown = [_comment(row) for row in rows[:LEAF]][::-1]
    return Comments(shown, _named(shown[0]) if len(rows) > LEAF else None, newest=place is None)


def _place(before: str) -> dict[str, object] | None:
    """Where a leaf ends: by time and id, so that it is there even when the comment is not any more."""
    named = _BEFORE.fullmatch(before)
    id_ = ids.parse(named[2], "comment") if named else None
    try:
        return {"at": _EPOCH + timedelta(milliseconds=int(named[1])), "id": id_} if named and id_ else None
    except OverflowError:  # no such year
        return None


def _named(comment: CommentSeen) -> str:
    return f"{(comment.at - _EPOCH) // timedelta(milliseconds=1)}.{comment.id}"


def _comment(row: db.Row) -> CommentSeen:
    task = (ids.to_text("task", UUID(str(row["task_id"]))), row["task_title"]) if row["task_id"] else None
    at = db.instant(row["created_at"])
    if at is None:
        raise LookupError("a comment without a time")
    return CommentSeen(
        ids.to_text("comment", UUID(str(row["id"]))), full_name(row["first_name"], row["last_name"]), bool(row["is_viewers"]),
        row["visibility"] == "INTERNAL", at, row["edited_at"] is not None, words(row["body"]), task,
    )  # fmt: skip


def words(text: str) -> Markup:
    """What people wrote in Markdown, as HTML; characters that turn the reading direction are gone."""
    return Markup(markdown.to_html(plain.lines(text)))  # noqa: S704  # that is what to_html is for
