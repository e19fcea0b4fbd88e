"""Writing, editing and deleting comments."""

from __future__ import annotations

import strawberry

from app.auth import policies
from app.core import ids
from app.services import comments
from schema.core.context import Context
from schema.core.permissions import locked
from schema.mutations.payloads import UNKNOWN, Facts, fact, mutation, payload, uuid_of
from schema.reading.declare import given, one
from schema.types.comments import Comment
from schema.types.enums import Visibility
from schema.types.pocs import Poc

BODY = "The text in Markdown: 1 to 10,000 characters."


@strawberry.input(description="A comment on a POC or one of its tasks.")
class AddCommentInput:
    """Where, and what."""

    poc_id: strawberry.ID = fact("On which POC.")
    task_id: strawberry.ID | None = fact("On which of its tasks; on the POC itself unless told.", None)
    body: str = fact(BODY)
    visibility: Visibility = fact("Whom it is for. On an INTERNAL task it is INTERNAL, whatever is asked.", Visibility.SHARED)


@payload
class AddCommentPayload:
    """The comment."""

    comment: Comment | None = one("The new comment.", scope=policies.contents)
    poc: Poc | None = one("The POC.", scope=policies.pocs)


@strawberry.input(description="Another text for a comment of one's own.")
class EditCommentInput:
    """Which, and what."""

    comment_id: strawberry.ID = fact("Which comment.")
    body: str = fact(BODY)


@payload
class EditCommentPayload:
    """The comment."""

    comment: Comment | None = one("The comment after the change.", scope=policies.contents)
    poc: Poc | None = one("The POC.", scope=policies.pocs)


@strawberry.input(description="A comment to delete.")
class DeleteCommentInput:
    """Which."""

    comment_id: strawberry.ID = fact("Which comment.")


@payload
class DeleteCommentPayload:
    """What is gone."""

    deleted_id: strawberry.ID | None = given("The id that was deleted.")
    poc: Poc | None = one("The POC.", scope=policies.pocs)


@strawberry.type
class CommentMutations:
    """Root fields about comments."""

    @mutation(
        locked(of="POC as its staff or a participant"),
        "Write a comment on a POC or one of its tasks. Customers: while the POC is active, and SHARED only.",
    )
    async def add_comment(self, context: Context, input: AddCommentInput) -> Facts[AddCommentPayload]:  # noqa: A002
        """Write."""
        poc_id = uuid_of("poc", input.poc_id)
        comment_id = await comments.add(
            context.actor,
            poc_id,
            body=input.body,
            task_id=None if input.task_id is None else uuid_of("task", input.task_id) or UNKNOWN,
            visibility=input.visibility,
        )
        return Facts(comment=comment_id, poc=poc_id)

    @mutation(locked(of="comment as its author"), "Change the text of a comment of one's own.")
    async def edit_comment(self, context: Context, input: EditCommentInput) -> Facts[EditCommentPayload]:  # noqa: A002
        """Change."""
        comment_id = uuid_of("comment", input.comment_id)
        return Facts(comment=comment_id, poc=await comments.edit(context.actor, comment_id, body=input.body))

    @mutation(
        locked(of="comment as its author, or with POCS_MANAGE on the POC"),
        "Delete a comment of one's own, or anybody's as staff with POCS_MANAGE.",
    )
    async def delete_comment(self, context: Context, input: DeleteCommentInput) -> Facts[DeleteCommentPayload]:  # noqa: A002
        """Delete."""
        comment_id = uuid_of("comment", input.comment_id)
        poc_id = await comments.delete(context.actor, comment_id)
        return Facts(deleted_id=None if comment_id is None else ids.to_text("comment", comment_id), poc=poc_id)
