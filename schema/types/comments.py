"""Comments on a POC or one of its tasks, and how lists of them are narrowed and ordered."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Annotated

import strawberry

from app import models
from app.auth import actions, people, policies
from schema.reading.declare import allowed, column, computed, inside, narrows, one, reads
from schema.reading.expressions import Path
from schema.reading.sources import Order
from schema.types.enums import Visibility
from schema.types.nodes import Node, id_of
from schema.types.users import User, full_name

if TYPE_CHECKING:
    from schema.types.pocs import Poc
    from schema.types.tasks import Task

LazyPoc = Annotated["Poc", strawberry.lazy("schema.types.pocs")]
LazyTask = Annotated["Task", strawberry.lazy("schema.types.tasks")]


@reads(models.Comment, description="What the viewer may do now with a comment.")
class CommentActions:
    """By who wrote it, and by state."""

    edit: bool = allowed("Change its text.", actions.edit_comment)
    delete: bool = allowed("Delete it.", actions.delete_comment)


@reads(models.Comment, prefix="comment", scope=policies.contents, description="What somebody wrote on a POC or one of its tasks.")
class Comment(Node):
    """Somebody's words."""

    poc: LazyPoc = one("Where it was written.")
    body: str = column("The text in Markdown, as it was typed; whoever shows it makes it safe.")
    author_name: str = computed(
        "First and last name of who wrote it, also of somebody who is gone.", full_name, "author.first_name", "author.last_name"
    )
    author: User | None = one("Who wrote it; null where the viewer can't find the person.", scope=people.users)
    visibility: Visibility = column("Whom it is for.")
    task: LazyTask | None = one("The task that it is about; null if it is about the POC.", scope=policies.contents)
    created_at: datetime = column("When it was written.")
    edited_at: datetime | None = column("When its text was last changed; null if never.")
    viewer_can: CommentActions = inside("What the viewer may do now.")


@strawberry.input(description="Narrows a list of comments; everything given must hold.")
class CommentFilter:
    """By whom they are for, and what they are about."""

    visibility: Visibility | None = narrows(
        "Only those that are for these; INTERNAL: for staff.",
        "{a}.visibility = {value}",
        visible={Visibility.INTERNAL: policies.as_staff},
    )
    task_id: strawberry.ID | None = narrows("Only those on this task.", "{a}.task_id = {value}", value=id_of("task"))
    on_poc_only: bool | None = narrows("True: only those on the POC itself, on none of its tasks.", "not {value} or {a}.task_id is null")


BY_WRITING = Order(Path("created_at"), "instant")
"""The oldest first, as one reads a conversation."""
