"""The demo's POC to look at: what its people planned, did, wrote and measured in two weeks."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from app.auth.actor import Actor
from app.core.runtime import current, now
from app.models import CriterionOutcome, Resource, ResourceKind, SuccessCriterion, TaskSide, TaskStatus, Visibility
from app.services import comments, criteria, poc_templates, resources, task_groups, tasks, visits

INTERNAL = Visibility.INTERNAL
Tasks = dict[str, UUID]
"""By a word for each."""


async def plan(sam: Actor, poc: UUID) -> Tasks:
    """What is to be done, by whom and until when; what to read; what shall be reached. Kept as a template for the next one."""
    made: Tasks = {}
    today = now().date()
    preparing = await task_groups.create(sam, poc, title="Preparing")
    moving = await task_groups.create(sam, poc, title="Moving the first services")
    backstage = await task_groups.create(sam, poc, title="Between us", visibility=INTERNAL)

    async def task(word: str, group: UUID | None, title: str, side: TaskSide, days: int | None = None, **facts: object) -> None:
        due = None if days is None else today + timedelta(days=days)
        made[word] = await tasks.create(sam, poc, title=title, group_id=group, side=side, due_on=due, **facts)  # type: ignore[arg-type]  # facts of a task

    await task(
        "list", preparing, "List the services that shall move", TaskSide.CUSTOMER, 3, description="Name, owner and database of each."
    )
    await task("network", preparing, "Open the network to the test region", TaskSide.CUSTOMER, 5)
    await task("accounts", preparing, "Create the accounts", TaskSide.PROVIDER, 4)
    await task("first", moving, "Move the billing service", TaskSide.PROVIDER, 12, depends_on=[made["network"], made["accounts"]])
    await task("check", moving, "Compare a week of invoices", TaskSide.CUSTOMER, 20, depends_on=[made["first"]])
    await task("second", moving, "Move the archive", TaskSide.ANYONE, 26)
    await task("call", None, "Weekly call", TaskSide.ANYONE, 16)
    await task("price", backstage, "Agree on the discount", TaskSide.PROVIDER, 10, visibility=INTERNAL)
    await resources.add(
        sam, poc, kind=ResourceKind.LINK, title="Migration guide", url="https://docs.northwind.example/migration",
        description="What happens in which week.",
    )  # fmt: skip
    await resources.add(
        sam,
        poc,
        kind=ResourceKind.CODE,
        title="Check the connection",
        language="sh",
        body="curl --fail https://test.northwind.example/health",
    )
    await resources.add(
        sam, poc, kind=ResourceKind.TEXT, title="Prices", body="List price less 15 % from 50 services on.", visibility=INTERNAL
    )
    for title, target, unit, weight in (
        ("Services moved", "10", "services", 3),
        ("Longest interruption", "5", "minutes", 5),
        ("Restore of a backup", "30", "minutes", 2),
    ):
        await criteria.add(sam, poc, title=title, target=target, unit=unit, weight=weight, must_have=title != "Restore of a backup")
    await poc_templates.save(sam, poc, name="Cloud migration", description="Six weeks, in two steps.")
    return made


async def first_week(sam: Actor, cara: Actor, carl: Actor, poc: UUID, made: Tasks) -> None:
    """The customer's people come in, read, sign, ask, and do what is theirs."""
    await comments.add(sam, poc, body="Welcome, both of you! *Preparing* is what we need first; the guide is among the resources.")
    advance(hours=3)
    await _look(cara, poc)
    await criteria.sign(cara, poc, versions=[(one.id, one.version) for one in await SuccessCriterion.filter(poc_id=poc)])
    await _look(carl, poc)
    for resource in await Resource.filter(poc_id=poc, visibility=Visibility.SHARED):
        await resources.open_resource(carl, resource.id)
    await tasks.complete(carl, made["list"])
    await comments.add(carl, poc, task_id=made["network"], body="Which ports do you need besides `443`?")
    advance(hours=2)
    await comments.add(sam, poc, task_id=made["network"], body="Only these two:\n\n- `443` for everything\n- `5432` while we copy")
    await tasks.complete(sam, made["accounts"])
    await comments.add(sam, poc, body="Carl decides more than his title says.", visibility=INTERNAL)
    advance(days=1)
    await tasks.complete(carl, made["network"])


async def second_week(sam: Actor, cara: Actor, carl: Actor, poc: UUID, made: Tasks) -> None:
    """The first service has moved, and what was measured makes one signature old."""
    await tasks.complete(sam, made["first"])
    moved = await SuccessCriterion.get(poc_id=poc, position=1)
    await criteria.record_outcome(sam, moved.id, achieved="3", outcome=CriterionOutcome.MET)
    await comments.add(sam, poc, body="Billing has moved; the interruption was **3 minutes**. Please compare the invoices.")
    advance(hours=20)
    await _look(cara, poc)
    await comments.add(cara, poc, task_id=made["check"], body="We look into it this week.")
    await tasks.update(sam, made["second"], status=TaskStatus.IN_PROGRESS)
    await _look(carl, poc)


async def _look(actor: Actor, poc: UUID) -> None:
    visits.note(actor, poc)
    await visits.write_down(current())


def advance(*, days: int = 0, hours: int = 0, minutes: int = 0) -> None:
    """Let time pass in the demo."""
    current().clock.advance(timedelta(days=days, hours=hours, minutes=minutes))
