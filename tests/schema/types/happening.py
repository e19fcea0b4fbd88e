"""What happens on a POC, each thing by the one who does it, and the sentences in which it is told."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any
from uuid import UUID

from app.core.runtime import Runtime
from app.models import CriterionOutcome, PocStatus, ResourceKind, Visibility
from app.services import comments, criteria, invitations, participants, poc_status, resources, tasks
from tests.app.services.inviting import registration, token_of
from tests.world import World

INTERNAL, SHARED = Visibility.INTERNAL, Visibility.SHARED
SECOND = timedelta(seconds=1)


@dataclass
class Stage:
    """The world, what was made in it, and who does things."""

    world: World
    runtime: Runtime
    made: dict[str, UUID] = field(default_factory=dict)

    @property
    def poc(self) -> UUID:
        """The POC of the play."""
        poc_id: UUID = self.world.active.id
        return poc_id

    @property
    def sam(self) -> Any:
        """Its owner."""
        return self.world.actor(self.world.sam)

    @property
    def cara(self) -> Any:
        """A customer who may sign."""
        return self.world.actor(self.world.cara)

    async def invite(self) -> None:
        """Nina is invited."""
        self.made["invitation"] = await participants.invite(
            self.sam, self.poc, email="nina@acme.example", first_name="Nina", last_name="New"
        )  # fmt: skip

    async def invite_nameless(self) -> None:
        """Somebody is invited of whom only the address is known."""
        await participants.invite(self.sam, self.poc, email="nameless@acme.example")

    async def join(self) -> None:
        """She accepts."""
        await invitations.accept(self.world.nobody, token=await token_of(self.made["invitation"]), registration=registration())

    async def task(self, visibility: Visibility = SHARED) -> None:
        """A task is added."""
        self.made["task"] = await tasks.create(self.sam, self.poc, title="Install the agent", visibility=visibility)

    async def resource(self, visibility: Visibility = SHARED) -> None:
        """A resource is added."""
        self.made["resource"] = await resources.add(
            self.sam, self.poc, kind=ResourceKind.LINK, title="The guide", url="https://docs.example/", visibility=visibility
        )  # fmt: skip

    async def comment(self, visibility: Visibility = SHARED) -> None:
        """A comment on the POC is written."""
        self.made["comment"] = await comments.add(self.sam, self.poc, body="Ask ivy@acme.example", visibility=visibility)

    async def criterion(self) -> None:
        """A criterion is added."""
        self.made["criterion"] = await criteria.add(self.sam, self.poc, title="Fast", target="100")

    async def sign(self) -> None:
        """Cara signs it as it is."""
        await criteria.sign(self.cara, self.poc, versions=[(self.made["criterion"], 1)])

    async def status(self, *through: PocStatus) -> None:
        """The POC moves."""
        for status in through:
            self.runtime.clock.advance(SECOND)
            await poc_status.change(self.sam, self.poc, status=status, note="They have a budget.")


@dataclass(frozen=True)
class Act:
    """Something that happens, and how its staff and its customers read it. What customers don't read they can't learn of at all."""

    kind: str
    staff: str
    customers: str | None
    subject: str | None
    does: Callable[[Stage], Awaitable[Any]]
    before: Callable[[Stage], Awaitable[Any]] | None = None


NOTE = "They have a budget."
MANY: dict[str, Act] = {
    "invited": Act("CUSTOMER_INVITED", "Nina New was invited.", None, "Invitation", Stage.invite),
    "invited without a name": Act(
        "CUSTOMER_INVITED", "A person of the customer was invited.", None, "Invitation", Stage.invite_nameless
    ),
    "joined": Act("CUSTOMER_JOINED", "Nina New joined.", "Nina New joined.", "Participant", Stage.join, Stage.invite),
    "removed": Act(
        "PARTICIPANT_REMOVED", "Carl Colleague was removed.", None, "Participant",
        lambda s: participants.remove(s.sam, s.world.carl_on_active.id, reason="Ask ivy@acme.example"),
    ),
    "left": Act(
        "PARTICIPANT_REMOVED", "Carl Colleague left.", None, "Participant",
        lambda s: participants.leave(s.world.actor(s.world.carl), s.poc),
    ),
    "on hold": Act(
        "STATUS_CHANGED", f"The status changed from active to on hold. {NOTE}", "The status changed from active to on hold.", "Poc",
        lambda s: s.status(PocStatus.ON_HOLD),
    ),
    "won": Act(
        "STATUS_CHANGED", f"The status changed from active to won. {NOTE}", "The status changed from active to won.", "Poc",
        lambda s: s.status(PocStatus.WON),
    ),
    "away and back": Act(
        "STATUS_CHANGED", f"The status changed from archived to active. {NOTE}", None, "Poc",
        lambda s: s.status(PocStatus.ARCHIVED, PocStatus.ACTIVE),
    ),
    "task": Act(
        "TASK_CREATED", "The task “Install the agent” was added.", "The task “Install the agent” was added.", "Task", Stage.task,
    ),
    "internal task": Act(
        "TASK_CREATED", "The task “Install the agent” was added.", None, "Task", lambda s: s.task(INTERNAL),
    ),
    "completed": Act(
        "TASK_COMPLETED", "The task “Install the agent” was completed.", "The task “Install the agent” was completed.", "Task",
        lambda s: tasks.complete(s.cara, s.made["task"]), Stage.task,
    ),
    "internal completed": Act(
        "TASK_COMPLETED", "The task “Install the agent” was completed.", None, "Task",
        lambda s: tasks.complete(s.sam, s.made["task"]), lambda s: s.task(INTERNAL),
    ),
    "reopened": Act(
        "TASK_REOPENED", "The task “Install the agent” was opened again.", "The task “Install the agent” was opened again.", "Task",
        lambda s: tasks.reopen(s.sam, s.made["task"]), lambda s: _done(s, SHARED),
    ),
    "internal reopened": Act(
        "TASK_REOPENED", "The task “Install the agent” was opened again.", None, "Task",
        lambda s: tasks.reopen(s.sam, s.made["task"]), lambda s: _done(s, INTERNAL),
    ),
    "comment": Act("COMMENT_ADDED", "A comment was written.", "A comment was written.", "Comment", Stage.comment),
    "internal comment": Act("COMMENT_ADDED", "A comment was written.", None, "Comment", lambda s: s.comment(INTERNAL)),
    "comment on a task": Act(
        "COMMENT_ADDED", "A comment was written on the task “Install the agent”.",
        "A comment was written on the task “Install the agent”.", "Comment",
        lambda s: comments.add(s.cara, s.poc, body="Done?", task_id=s.made["task"]), Stage.task,
    ),
    "internal comment on a task": Act(
        "COMMENT_ADDED", "A comment was written on the task “Install the agent”.", None, "Comment",
        lambda s: comments.add(s.sam, s.poc, body="Done?", task_id=s.made["task"], visibility=INTERNAL), Stage.task,
    ),
    "comment on an internal task": Act(
        "COMMENT_ADDED", "A comment was written on the task “Install the agent”.", None, "Comment",
        lambda s: comments.add(s.sam, s.poc, body="Done?", task_id=s.made["task"]), lambda s: s.task(INTERNAL),
    ),
    "resource": Act(
        "RESOURCE_ADDED", "The resource “The guide” was added.", "The resource “The guide” was added.", "Resource", Stage.resource,
    ),
    "internal resource": Act(
        "RESOURCE_ADDED", "The resource “The guide” was added.", None, "Resource", lambda s: s.resource(INTERNAL),
    ),
    "opened": Act(
        "RESOURCE_OPENED", "The resource “The guide” was opened.", "The resource “The guide” was opened.", "Resource",
        lambda s: resources.open_resource(s.cara, s.made["resource"]), Stage.resource,
    ),
    "opened by a colleague": Act(
        "RESOURCE_OPENED", "The resource “The guide” was opened.", None, "Resource",
        lambda s: resources.open_resource(s.world.actor(s.world.carl), s.made["resource"]), Stage.resource,
    ),
    "criterion": Act(
        "CRITERION_CHANGED", "The criterion “Fast” was added.", "The criterion “Fast” was added.", "SuccessCriterion", Stage.criterion,
    ),
    "criterion changed": Act(
        "CRITERION_CHANGED", "The criterion “Faster” was changed.", "The criterion “Faster” was changed.", "SuccessCriterion",
        lambda s: criteria.update(s.sam, s.made["criterion"], title="Faster"), Stage.criterion,
    ),
    "criterion met": Act(
        "CRITERION_CHANGED", "The criterion “Fast” was recorded as not met.", "The criterion “Fast” was recorded as not met.",
        "SuccessCriterion",
        lambda s: criteria.record_outcome(s.sam, s.made["criterion"], outcome=CriterionOutcome.NOT_MET), Stage.criterion,
    ),
    "criterion measured": Act(
        "CRITERION_CHANGED", "The criterion “Fast” was changed.", "The criterion “Fast” was changed.", "SuccessCriterion",
        lambda s: criteria.record_outcome(s.sam, s.made["criterion"], outcome=CriterionOutcome.OPEN, achieved="98"), Stage.criterion,
    ),
    "criterion deleted": Act(
        "CRITERION_CHANGED", "The criterion “Fast” was deleted.", "The criterion “Fast” was deleted.", None,
        lambda s: criteria.delete(s.sam, s.made["criterion"]), Stage.criterion,
    ),
    "signed": Act("CRITERIA_SIGNED", "A criterion was signed.", "A criterion was signed.", "Poc", Stage.sign, Stage.criterion),
}  # fmt: skip


async def _done(stage: Stage, visibility: Visibility) -> None:
    await stage.task(visibility)
    await tasks.complete(stage.sam, stage.made["task"])
