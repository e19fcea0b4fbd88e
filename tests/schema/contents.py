"""What is on the POCs of the cast: groups, tasks, comments, resources, criteria and what happened, SHARED and INTERNAL, and templates.

Sam's active POC has all of it; kim's and olga's have one of each. What is INTERNAL has `internal` in its label and its words.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from app.core.clock import end_of_day
from app.core.runtime import Runtime
from app.models import (
    Comment,
    CriterionOutcome,
    CriterionSignature,
    Event,
    Participant,
    Poc,
    PocActivityKind,
    PocTemplate,
    Resource,
    ResourceKind,
    ResourceOpening,
    StoredFile,
    SuccessCriterion,
    Task,
    TaskDependency,
    TaskGroup,
    TaskSide,
    TaskStatus,
    User,
    Visibility,
)
from tests.world import World

INTERNAL = Visibility.INTERNAL
SHARED = Visibility.SHARED
Rows = dict[str, tuple[str, UUID]]


class Filling:
    """Writes things into POCs, each a second after the one before, and keeps them by their labels."""

    def __init__(self, at: datetime) -> None:
        self.rows: Rows = {}
        self._at = at

    def __call__(self) -> datetime:
        """The next instant."""
        self._at += timedelta(seconds=1)
        return self._at

    def keep(self, kind: str, label: str, row: Any) -> Any:
        """Keep a row by its label."""
        self.rows[label] = (kind, UUID(str(row.id)))
        return row

    async def task(self, poc: Poc, label: str, **facts: Any) -> Task:
        """A task; what was done with it is in the activity."""
        made = await Task.create(poc=poc, title=label.capitalize(), description=f"About {label}", created_at=self(), **facts)
        await self.event(poc, "task.created", "task", made.id, shared=made.visibility is SHARED, actor=poc.owner_id)
        return self.keep("task", label, made)  # type: ignore[no-any-return]

    async def comment(self, poc: Poc, label: str, author: User, **facts: Any) -> Comment:
        """A comment."""
        made = await Comment.create(poc=poc, author=author, body=f"This is *{label}*.", created_at=self(), **facts)
        await self.event(poc, "comment.added", "comment", made.id, shared=made.visibility is SHARED, actor=author.id)
        return self.keep("comment", label, made)  # type: ignore[no-any-return]

    async def resource(self, poc: Poc, label: str, kind: ResourceKind, **facts: Any) -> Resource:
        """A resource."""
        made = await Resource.create(poc=poc, kind=kind, title=label.capitalize(), created_at=self(), **facts)
        await self.event(poc, "resource.added", "resource", made.id, shared=made.visibility is SHARED, actor=poc.owner_id)
        return self.keep("resource", label, made)  # type: ignore[no-any-return]

    async def criterion(self, poc: Poc, label: str, **facts: Any) -> SuccessCriterion:
        """A criterion."""
        made = await SuccessCriterion.create(poc=poc, title=label.capitalize(), target="100", unit="ms", created_at=self(), **facts)
        await self.event(poc, "criterion.added", "criterion", made.id, shared=True, actor=poc.owner_id)
        return self.keep("criterion", label, made)  # type: ignore[no-any-return]

    async def event(
        self, poc: Poc, action: str, kind: str, target: UUID, *, shared: bool, actor: UUID, label: str = "", **facts: Any
    ) -> None:
        """Something that happened, kept as `task.created 3` and the like; a visit is nothing that is shown."""
        made = await Event.create(
            at=self(), action=action, tenant_id=poc.tenant_id, actor_id=actor, target_kind=kind, target_id=target, poc_id=poc.id,
            activity=ACTIVITIES[action], shared=shared, **facts,
        )  # fmt: skip
        if made.activity is not None:
            self.keep("activity", label or f"{action} {len(self.rows)}", made)


ACTIVITIES = {
    "poc.created": PocActivityKind.POC_CREATED,
    "poc.status_changed": PocActivityKind.STATUS_CHANGED,
    "participant.joined": PocActivityKind.CUSTOMER_JOINED,
    "participant.removed": PocActivityKind.PARTICIPANT_REMOVED,
    "task.created": PocActivityKind.TASK_CREATED,
    "task.completed": PocActivityKind.TASK_COMPLETED,
    "comment.added": PocActivityKind.COMMENT_ADDED,
    "resource.added": PocActivityKind.RESOURCE_ADDED,
    "resource.opened": PocActivityKind.RESOURCE_OPENED,
    "criterion.added": PocActivityKind.CRITERION_CHANGED,
    "criterion.signed": PocActivityKind.CRITERIA_SIGNED,
    "poc.visited": None,
}


async def fill(runtime: Runtime, world: World, people: dict[str, User], guests: dict[str, Any]) -> Rows:
    """Fill the POCs; the rows by label."""
    filling = Filling(runtime.clock.now() - timedelta(hours=2))
    await _fill_active(filling, world, people, guests)
    for label, poc, author in (("kims", world.kims, people["kim"]), ("olgas", world.olgas, people["olga"])):
        group = await TaskGroup.create(poc=poc, title="Setting up", created_at=filling())
        filling.keep("group", f"{label} group", group)
        await filling.task(poc, f"{label} task", group=group)
        await filling.comment(poc, f"{label} comment", author)
        await filling.resource(poc, f"{label} link", ResourceKind.LINK, url="https://docs.example/start")
        await filling.criterion(poc, f"{label} criterion")
    await filling.task(world.on_hold, "task on hold", side=TaskSide.CUSTOMER)
    for label, tenant in (("starter", world.northwind), ("contoso starter", world.contoso)):
        template = await PocTemplate.create(
            tenant=tenant, name=label.capitalize(), description="To begin with", content=EMPTY, task_count=0, resource_count=0,
            criteria_count=0, created_at=filling(),
        )  # fmt: skip
        filling.keep("template", label, template)
    return filling.rows


async def _fill_active(filling: Filling, world: World, people: dict[str, User], guests: dict[str, Any]) -> None:
    poc, sam, cara, pia = world.active, people["sam"], people["cara"], people["pia"]
    cara_here: Participant = guests["cara on active"]
    due = date(2026, 3, 6)
    kickoff = filling.keep("group", "kickoff", await TaskGroup.create(poc=poc, title="Kick-off", created_at=filling()))
    backstage = await TaskGroup.create(poc=poc, title="Internal backstage", visibility=INTERNAL, created_at=filling())
    filling.keep("group", "internal group", backstage)
    await filling.event(poc, "poc.created", "poc", poc.id, shared=False, actor=sam.id)
    note = {"status": ["DRAFT", "ACTIVE"], "note": "An internal note"}
    await filling.event(poc, "poc.status_changed", "poc", poc.id, shared=False, actor=sam.id, changes=note)
    back = {"status": ["ON_HOLD", "ACTIVE"], "note": "Another internal note"}
    await filling.event(poc, "poc.status_changed", "poc", poc.id, shared=True, actor=sam.id, label="second status", changes=back)
    await filling.event(poc, "participant.joined", "participant", cara_here.id, shared=True, actor=cara.id)
    await filling.event(poc, "participant.removed", "participant", guests["dora on active"].id, shared=False, actor=sam.id)
    theirs = await filling.task(
        poc, "task of cara", group=kickoff, side=TaskSide.CUSTOMER, assigned_participant=cara_here, due_on=due,
        due_at=end_of_day(due, "Europe/Berlin"), position=0,
    )  # fmt: skip
    await filling.task(poc, "task of sam", group=kickoff, side=TaskSide.PROVIDER, assigned_user=sam, position=1)
    waiting = await filling.task(poc, "waiting task", group=kickoff, position=2, status=TaskStatus.BLOCKED)
    await TaskDependency.create(task=waiting, depends_on=theirs)
    await filling.task(poc, "open task", position=0)
    for position, (label, user) in enumerate((("done by cara", cara), ("done by sam", sam)), 1):
        done = await filling.task(
            poc, label, position=position, status=TaskStatus.DONE, completed_at=filling(), completed_by=user,
            completed_by_customer=user is cara, version=2,
        )  # fmt: skip
        await filling.event(poc, "task.completed", "task", done.id, shared=True, actor=user.id)
    secret = await filling.task(poc, "internal task", group=backstage, visibility=INTERNAL, position=0)
    other = await filling.task(poc, "internal open task", visibility=INTERNAL, position=0)
    await TaskDependency.create(task=other, depends_on=theirs)
    await TaskDependency.create(task=secret, depends_on=other)
    await filling.comment(poc, "comment of sam", sam)
    await filling.comment(poc, "comment of cara", cara, edited_at=filling())
    await filling.comment(poc, "comment on task", pia, task=theirs)
    await filling.comment(poc, "internal comment", sam, visibility=INTERNAL)
    await filling.comment(poc, "internal comment on task", people["lea"], visibility=INTERNAL, task=theirs)
    guide = await filling.resource(poc, "guide", ResourceKind.LINK, url="https://docs.example/guide", description="Read it.", position=0)
    await filling.resource(poc, "snippet", ResourceKind.CODE, body="print('hello')", language="python", position=1)
    file = await StoredFile.create(
        tenant=world.northwind, poc_id=poc.id, uploaded_by=sam, name="handbook.pdf", content_type="application/pdf", size=1234,
        created_at=filling(), expires_at=filling(), received_at=filling(),
    )  # fmt: skip
    await filling.resource(poc, "handbook", ResourceKind.FILE, file=file, position=2)
    prices = await filling.resource(poc, "internal prices", ResourceKind.TEXT, body="Internal: 20 % off", visibility=INTERNAL, position=0)
    for user, by_customer in ((cara, True), (pia, True), (sam, False)):
        await ResourceOpening.create(resource=guide, user=user, by_customer=by_customer, at=filling())
    await ResourceOpening.create(resource=prices, user=sam, by_customer=False, at=filling())
    for user in (cara, pia):
        await filling.event(poc, "resource.opened", "resource", guide.id, shared=True, actor=user.id)
        await filling.event(poc, "poc.visited", "poc", poc.id, shared=False, actor=user.id)
    latency = await filling.criterion(poc, "latency", version=2, position=0, weight=3)
    uptime = await filling.criterion(poc, "uptime", outcome=CriterionOutcome.MET, achieved="99", must_have=False, position=1)
    for criterion, user, version in ((latency, cara, 1), (latency, pia, 2), (uptime, cara, 1)):
        await CriterionSignature.create(criterion=criterion, signed_by=user, signed_at=filling(), version=version)
    await filling.event(poc, "criterion.signed", "poc", poc.id, shared=True, actor=cara.id)


EMPTY: dict[str, Any] = {"format": 1, "groups": [], "tasks": [], "resources": [], "criteria": []}
