import asyncio
from datetime import timedelta
from uuid import UUID, uuid4

import pytest

from app.auth.actor import Actor
from app.auth.permissions import Permission
from app.core import db
from app.core.runtime import Runtime, now
from app.core.text import TEXT_LENGTH
from app.models import Comment, Event, Participant, Poc, PocActivityKind, PocStatus, Task, Visibility
from app.services import comments, participants
from tests.app.services.inviting import refused
from tests.outcomes import DONE, outcome
from tests.world import World, mails, snapshot

INTERNAL, SHARED = Visibility.INTERNAL, Visibility.SHARED


async def new_task(poc: Poc, visibility: Visibility = SHARED) -> Task:
    async with db.transaction():
        return await Task.create(poc=poc, title="Install", visibility=visibility, created_at=now())


async def cara_on(world: World, poc: Poc) -> None:
    """Let cara take part in one more POC."""
    async with db.transaction():
        await Participant.create(poc=poc, user=world.cara, joined_at=now())


def without(actor: Actor, permission: Permission) -> Actor:
    """An actor who lacks one permission."""
    return Actor(actor.user_id, actor.tenant_id, actor.session_id, actor.roles, actor.permissions - {permission}, actor.origin)


async def times(poc: Poc) -> tuple[object, object]:
    found = await Poc.get(id=poc.id)
    return found.updated_at, found.shared_updated_at


# Writing


async def test_given_a_customer_when_commenting_then_it_is_there_as_typed_with_one_event_and_the_times_move(
    runtime: Runtime, world: World
) -> None:
    runtime.clock.advance(timedelta(hours=1))
    id_ = await comments.add(world.actor(world.cara), world.active.id, body="  It *works*\r\n\n<b>here</b>  ")
    comment = await Comment.get(id=id_)
    assert (comment.poc_id, comment.task_id, comment.author_id) == (world.active.id, None, world.cara.id)
    assert (comment.body, comment.visibility) == ("It *works*\n\n<b>here</b>", SHARED)
    assert (comment.created_at, comment.edited_at) == (now(), None)
    [event] = await Event.filter(poc_id=world.active.id)
    assert (event.action, event.target_kind, event.target_id, event.actor_id) == ("comment.added", "comment", id_, world.cara.id)
    assert (event.tenant_id, event.activity, event.shared) == (world.northwind.id, PocActivityKind.COMMENT_ADDED, True)
    assert event.changes == {"visibility": [None, "SHARED"]}, "what people write stands in no event"
    assert await times(world.active) == (now(), now())
    assert await mails() == [], "it is mailed with the digest"


async def test_given_staff_when_commenting_internally_then_customers_get_no_trace_of_it(runtime: Runtime, world: World) -> None:
    _, shared_before = await times(world.active)
    runtime.clock.advance(timedelta(hours=1))
    id_ = await comments.add(world.actor(world.sam), world.active.id, body="Between us", visibility=INTERNAL)
    assert (await Comment.get(id=id_)).visibility is INTERNAL
    [event] = await Event.filter(poc_id=world.active.id)
    assert event.shared is False
    assert await times(world.active) == (now(), shared_before)


async def test_given_tasks_when_commented_then_on_an_internal_one_it_is_internal_whatever_was_asked(world: World) -> None:
    sam, cara = world.actor(world.sam), world.actor(world.cara)
    shared, internal = await new_task(world.active), await new_task(world.active, INTERNAL)
    for actor, task, asked, stored in (
        (cara, shared, SHARED, SHARED),
        (sam, shared, SHARED, SHARED),
        (sam, shared, INTERNAL, INTERNAL),
        (sam, internal, SHARED, INTERNAL),
        (sam, internal, INTERNAL, INTERNAL),
    ):
        id_ = await comments.add(actor, world.active.id, body="Hello", task_id=task.id, visibility=asked)
        comment = await Comment.get(id=id_)
        assert (comment.task_id, comment.visibility) == (task.id, stored)
        event = await Event.get(target_id=id_)
        assert (event.shared, event.changes) == (stored is SHARED, {"visibility": [None, stored.value], "taskId": [None, str(task.id)]})


async def test_given_a_task_that_is_not_there_when_commented_then_not_found_and_nothing_is_written(world: World) -> None:
    own, hidden, elsewhere = await new_task(world.active), await new_task(world.active, INTERNAL), await new_task(world.won)
    sam, cara = world.actor(world.sam), world.actor(world.cara)
    assert await outcome(comments.add(cara, world.active.id, body="Hello", task_id=own.id)) == DONE
    assert await outcome(comments.add(sam, world.won.id, body="Hello", task_id=elsewhere.id)) == DONE
    for actor, task_id in ((cara, hidden.id), (cara, elsewhere.id), (sam, elsewhere.id), (sam, uuid4())):
        assert await refused(comments.add(actor, world.active.id, body="Hello", task_id=task_id)) == "NOT_FOUND taskId"


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("", "REQUIRED body"), (" \n\t ", "REQUIRED body"), ("x" * (TEXT_LENGTH + 1), "TOO_LONG body"), ("a\x00b", "INVALID body"),
        ("x", DONE), ("x" * TEXT_LENGTH, DONE),
    ],
)  # fmt: skip
async def test_given_a_text_when_commented_then_it_has_one_to_ten_thousand_characters(world: World, body: str, expected: str) -> None:
    cara = world.actor(world.cara)
    assert await outcome(comments.add(cara, world.active.id, body="Hello")) == DONE
    if expected == DONE:
        assert (await Comment.get(id=await comments.add(cara, world.active.id, body=body))).body == body
    else:
        assert await refused(comments.add(cara, world.active.id, body=body)) == expected


async def test_given_several_mistakes_when_commented_then_all_of_them_are_told(world: World) -> None:
    call = comments.add(world.actor(world.cara), world.active.id, body="", task_id=uuid4())
    assert await refused(call) == "REQUIRED body; NOT_FOUND taskId"


async def test_given_whoever_may_not_when_internal_is_asked_then_forbidden(world: World) -> None:
    sam = world.actor(world.sam)
    hidden = await new_task(world.active, INTERNAL)
    assert await outcome(comments.add(sam, world.active.id, body="Hello", visibility=INTERNAL)) == DONE
    limited = without(sam, Permission.COMMENTS_INTERNAL)
    assert await outcome(comments.add(limited, world.active.id, body="Hello")) == DONE
    assert await refused(comments.add(limited, world.active.id, body="Hello", visibility=INTERNAL)) == "FORBIDDEN"
    assert await refused(comments.add(limited, world.active.id, body="Hello", task_id=hidden.id)) == "FORBIDDEN"
    assert await refused(comments.add(world.actor(world.cara), world.active.id, body="Hello", visibility=INTERNAL)) == "FORBIDDEN"


async def test_given_a_poc_that_is_none_of_theirs_when_commented_then_not_found(world: World) -> None:
    for user in (world.dora, world.olga, world.max, world.kim):
        assert await refused(comments.add(world.actor(user), world.active.id, body="Hello")) == "NOT_FOUND pocId"
    assert await refused(comments.add(world.actor(world.cara), None, body="Hello")) == "NOT_FOUND pocId"
    assert await refused(comments.add(world.actor(world.cara), world.kims.id, body="Hello")) == "NOT_FOUND pocId"
    for user in (world.sam, world.ada, world.mia, world.cara):
        assert await outcome(comments.add(world.actor(user), world.active.id, body="Hello")) == DONE


async def test_given_a_poc_that_is_not_active_when_customers_comment_then_read_only_and_staff_still_may(world: World) -> None:
    sam, cara = world.actor(world.sam), world.actor(world.cara)
    for poc, expected in (
        (world.on_hold, "READ_ONLY pocId"), (world.won, "READ_ONLY pocId"), (world.lost, "READ_ONLY pocId"),
        (world.draft, "NOT_FOUND pocId"), (world.archived, "NOT_FOUND pocId"),
    ):  # fmt: skip
        await cara_on(world, poc)
        assert await outcome(comments.add(sam, poc.id, body="Hello")) == DONE
        assert await refused(comments.add(cara, poc.id, body="Hello")) == expected


# Editing


async def test_given_ones_own_comment_when_edited_then_the_text_changes_with_one_event(runtime: Runtime, world: World) -> None:
    cara = world.actor(world.cara)
    id_ = await comments.add(cara, world.active.id, body="Helo")
    written = now()
    runtime.clock.advance(timedelta(minutes=5))
    assert await comments.edit(cara, id_, body=" Hello ") == world.active.id
    comment = await Comment.get(id=id_)
    assert (comment.body, comment.created_at, comment.edited_at) == ("Hello", written, now())
    event = await Event.get(action="comment.edited")
    assert (event.target_id, event.shared, event.activity) == (id_, True, None)
    assert event.changes == {"body": ["[changed]", "[changed]"]}
    assert await times(world.active) == (now(), now())


async def test_given_the_same_text_when_edited_then_success_and_nothing_is_written(runtime: Runtime, world: World) -> None:
    cara = world.actor(world.cara)
    id_ = await comments.add(cara, world.active.id, body="Hello")
    runtime.clock.advance(timedelta(minutes=5))
    before = await snapshot()
    assert await outcome(comments.edit(cara, id_, body="Hello\n")) == DONE
    assert await snapshot() == before


async def test_given_somebody_elses_comment_when_edited_then_forbidden_or_not_found(world: World) -> None:
    sam, cara = world.actor(world.sam), world.actor(world.cara)
    of_cara = await comments.add(cara, world.active.id, body="Hello")
    internal = await comments.add(sam, world.active.id, body="Hello", visibility=INTERNAL)
    for user in (world.carl, world.sam, world.ada):
        assert await refused(comments.edit(world.actor(user), of_cara, body="Changed")) == "FORBIDDEN"
    for user, id_ in ((world.cara, internal), (world.olga, of_cara), (world.dora, of_cara), (world.cara, None), (world.cara, uuid4())):
        assert await refused(comments.edit(world.actor(user), id_, body="Changed")) == "NOT_FOUND commentId"
    assert await refused(comments.edit(cara, of_cara, body=" ")) == "REQUIRED body"
    assert await outcome(comments.edit(cara, of_cara, body="Changed")) == DONE
    assert await outcome(comments.edit(sam, internal, body="Changed")) == DONE


# Deleting


async def test_given_a_comment_when_its_author_or_staff_deletes_it_then_it_is_gone_with_one_event(runtime: Runtime, world: World) -> None:
    sam, cara = world.actor(world.sam), world.actor(world.cara)
    for actor in (cara, sam, world.actor(world.ada)):
        id_ = await comments.add(cara, world.active.id, body="Hello")
        runtime.clock.advance(timedelta(minutes=5))
        assert await comments.delete(actor, id_) == world.active.id
        assert not await Comment.exists(id=id_)
        event = await Event.get(action="comment.deleted", target_id=id_)
        assert (event.actor_id, event.shared, event.changes) == (actor.user_id, True, {"authorId": [str(world.cara.id), None]})
        assert await times(world.active) == (now(), now())
        assert await refused(comments.delete(actor, id_)) == "NOT_FOUND commentId"


async def test_given_an_internal_comment_when_edited_and_deleted_then_customers_get_no_trace_of_it(runtime: Runtime, world: World) -> None:
    sam = world.actor(world.sam)
    id_ = await comments.add(sam, world.active.id, body="Between us", visibility=INTERNAL)
    _, shared_before = await times(world.active)
    runtime.clock.advance(timedelta(minutes=5))
    await comments.edit(sam, id_, body="Between the two of us")
    await comments.delete(sam, id_)
    assert await Event.filter(poc_id=world.active.id, shared=True).count() == 0
    assert await times(world.active) == (now(), shared_before)


async def test_given_somebody_elses_comment_when_deleted_without_the_permission_then_forbidden_or_not_found(world: World) -> None:
    sam, cara = world.actor(world.sam), world.actor(world.cara)
    of_cara, of_sam = [await comments.add(actor, world.active.id, body="Hello") for actor in (cara, sam)]
    internal = await comments.add(sam, world.active.id, body="Hello", visibility=INTERNAL)
    for actor, id_ in ((world.actor(world.carl), of_cara), (cara, of_sam), (without(sam, Permission.POCS_MANAGE), of_cara)):
        assert await refused(comments.delete(actor, id_)) == "FORBIDDEN"
    for user, unseen in ((world.cara, internal), (world.olga, of_cara), (world.dora, of_cara), (world.cara, None)):
        assert await refused(comments.delete(world.actor(user), unseen)) == "NOT_FOUND commentId"
    assert await outcome(comments.delete(without(sam, Permission.POCS_MANAGE), of_sam)) == DONE
    assert await outcome(comments.delete(sam, of_cara)) == DONE


async def test_given_a_poc_that_is_not_active_when_customers_edit_or_delete_then_read_only(world: World) -> None:
    sam, cara = world.actor(world.sam), world.actor(world.cara)
    of_cara, of_sam = [await comments.add(actor, world.active.id, body="Hello") for actor in (cara, sam)]
    async with db.transaction():
        await Poc.filter(id=world.active.id).update(status=PocStatus.WON)
    assert await refused(comments.edit(cara, of_cara, body="Changed")) == "READ_ONLY commentId"
    assert await refused(comments.delete(cara, of_cara)) == "READ_ONLY commentId"
    assert await outcome(comments.edit(sam, of_sam, body="Changed")) == DONE
    assert await outcome(comments.delete(sam, of_cara)) == DONE


async def test_given_a_removed_participant_when_they_write_edit_or_delete_then_not_found(world: World) -> None:
    cara = world.actor(world.cara)
    id_ = await comments.add(cara, world.active.id, body="Hello")
    await participants.remove(world.actor(world.sam), world.cara_on_active.id)
    assert await refused(comments.add(cara, world.active.id, body="Hello")) == "NOT_FOUND pocId"
    assert await refused(comments.edit(cara, id_, body="Changed")) == "NOT_FOUND commentId"
    assert await refused(comments.delete(cara, id_)) == "NOT_FOUND commentId"


# At once


async def test_given_twenty_at_once_when_commented_then_all_are_there(world: World) -> None:
    people = [world.actor(user) for user in (world.cara, world.carl, world.sam, world.ada)]
    calls = [comments.add(people[n % 4], world.active.id, body=f"Number {n}") for n in range(20)]
    made: list[UUID] = await asyncio.gather(*calls)
    kept = await Comment.filter(poc_id=world.active.id)
    assert {comment.id for comment in kept} == set(made)
    assert sorted(comment.body for comment in kept) == sorted(f"Number {n}" for n in range(20))
    assert await Event.filter(poc_id=world.active.id, action="comment.added").count() == 20


async def test_given_one_comment_when_edited_and_deleted_at_once_then_it_is_gone_and_each_was_told_the_truth(world: World) -> None:
    cara = world.actor(world.cara)
    id_ = await comments.add(cara, world.active.id, body="Hello")
    edited, *deleted = await asyncio.gather(
        outcome(comments.edit(cara, id_, body="Changed")), *(outcome(comments.delete(cara, id_)) for _ in range(5))
    )
    assert sorted(deleted) == sorted([DONE] + ["NOT_FOUND commentId"] * 4)
    assert edited in (DONE, "NOT_FOUND commentId")
    assert not await Comment.exists(id=id_)
    assert await Event.filter(action="comment.deleted").count() == 1
    assert await Event.filter(action="comment.edited").count() == (edited == DONE)
