"""What POCs have more and more of: one of everything on each of some POCs, and one more of everything on one that has many."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from datetime import datetime

from app.models import (
    Comment,
    CriterionSignature,
    Event,
    Poc,
    PocActivityKind,
    PocTemplate,
    Resource,
    ResourceKind,
    SuccessCriterion,
    Task,
    TaskDependency,
    TaskGroup,
    User,
)
from tests.schema.contents import EMPTY
from tests.world import World


async def grow_contents(world: World, beside: Sequence[tuple[Poc, User]], at: datetime) -> None:
    """On each of the POCs, for each person beside it."""
    groups = [TaskGroup(poc_id=poc.id, title="Group", position=n, created_at=at) for n, (poc, _) in enumerate(beside)]
    await TaskGroup.bulk_create(groups)
    newest = [n for n, (poc, _) in enumerate(beside) if poc is not world.active][-1]
    group = groups[newest]  # of the POC that every list of POCs begins with
    tasks = [Task(poc_id=group.poc_id, group_id=group.id, title="Task", position=group.position, created_at=at) for group in groups]
    more = [Task(poc_id=group.poc_id, group_id=group.id, title="Task", position=n, created_at=at) for n in range(len(beside))]
    await Task.bulk_create([*tasks, *more])
    links = [*itertools.pairwise(tasks), *((more[0], task) for task in more[1:])]
    await TaskDependency.bulk_create([TaskDependency(task_id=task.id, depends_on_id=needed.id) for task, needed in links])
    comments = [
        Comment(poc_id=task.poc_id, task_id=task.id, author_id=person.id, body="Comment", created_at=at)
        for task, (_, person) in zip(tasks, beside, strict=True)
    ]
    comments += [
        Comment(poc_id=more[0].poc_id, task_id=more[0].id, author_id=person.id, body="More", created_at=at) for _, person in beside
    ]
    await Comment.bulk_create(comments)
    await Resource.bulk_create(
        [
            Resource(poc_id=poc.id, kind=ResourceKind.LINK, title="Guide", url="https://docs.example", position=n, created_at=at)
            for n, (poc, _) in enumerate(beside)
        ]
    )
    criteria = [SuccessCriterion(poc_id=poc.id, title="Fast", target="1", position=n, created_at=at) for n, (poc, _) in enumerate(beside)]
    await SuccessCriterion.bulk_create(criteria)
    signing = [(criterion, person) for criterion, (_, person) in zip(criteria, beside, strict=True)]
    signing += [(criteria[newest], person) for _, person in beside]
    pairs = {(criterion.id, person.id) for criterion, person in signing}
    await CriterionSignature.bulk_create(
        [CriterionSignature(criterion_id=criterion, signed_by_id=person, signed_at=at, version=1) for criterion, person in pairs]
    )
    await Event.bulk_create(
        [
            Event(
                at=at, action="comment.added", tenant_id=world.northwind.id, actor_id=comment.author_id, target_kind="comment",
                target_id=comment.id, poc_id=comment.poc_id, activity=PocActivityKind.COMMENT_ADDED, shared=True,
            )
            for comment in comments
        ]
    )  # fmt: skip
    await PocTemplate.bulk_create(
        [
            PocTemplate(
                tenant=world.northwind, name=f"Template {n}", content=EMPTY, task_count=0, resource_count=0, criteria_count=0, created_at=at
            )
            for n in range(len(beside))
        ]
    )
