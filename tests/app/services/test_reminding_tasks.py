"""Reminders by the worker, of tasks: on which days, and to whom; on both databases."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from app.core import ids
from app.core.runtime import Runtime, now
from app.core.text import sort_key
from app.models import (
    Event,
    MailRefusal,
    Participant,
    Poc,
    PocStatus,
    Task,
    TaskSide,
    User,
    Visibility,
)
from app.services import participants, poc_status, reminders
from app.services.reminding import PAGE, remind_due, remind_of_tasks
from tests.app.services.inviting import mails
from tests.app.services.reminding import THURSDAY, nothing_written, reminded, task, utc
from tests.world import World, rows, snapshot


async def person(world: World, name: str, **facts: Any) -> User:
    """Somebody more on the active POC."""
    email = f"{name}@acme.example"
    names = {"first_name": name, "last_name": "More", "sort_name": sort_key(name)}
    usual: dict[str, Any] = {"email": email, "email_key": email, "created_at": now()} | names
    made = await User.create(**usual | facts)
    await Participant.create(poc=world.active, user=made, joined_at=now())
    return made


async def test_given_a_task_of_the_customer_when_it_is_due_on_thursday_then_on_wednesday_and_on_friday(
    runtime: Runtime, world: World
) -> None:
    await task(world)
    assert await nothing_written(runtime, utc(4, 8, 59))
    assert await reminded(runtime, utc(4)) == ["cara@acme.example", "carl@acme.example"]
    assert await nothing_written(runtime, utc(5, 16))
    assert await nothing_written(runtime, utc(6, 8, 59))
    assert await reminded(runtime, utc(6)) == ["cara@acme.example", "carl@acme.example"]
    for day in (9, 10, 13, 16):
        assert await nothing_written(runtime, utc(day, 12))


@pytest.mark.parametrize(("due", "before", "after"), [(7, 6, 9), (8, 6, 9), (9, 6, 10), (10, 9, 11), (6, 5, 9)])
async def test_given_a_day_around_a_weekend_when_due_then_on_the_last_working_day_before_and_the_first_after(
    runtime: Runtime, world: World, due: int, before: int, after: int
) -> None:
    await task(world, date(2026, 3, due), assigned_participant=world.cara_on_active)
    told = [day for day in range(5, 13) if await reminded(runtime, utc(day, 10))]
    assert told == [before, after]


async def test_given_a_worker_that_was_away_when_back_then_on_the_day_itself_and_up_to_a_week_after(runtime: Runtime, world: World) -> None:
    await task(world, assigned_participant=world.cara_on_active)
    await task(world, THURSDAY + timedelta(days=5), assigned_participant=world.carl_on_active)
    assert await nothing_written(runtime, utc(5, 17)), "after work"
    assert await reminded(runtime, utc(5, 16)) == ["cara@acme.example"]
    assert await nothing_written(runtime, datetime(2026, 3, 19, 9, tzinfo=UTC))
    assert await reminded(runtime, utc(13, 16)) == ["cara@acme.example", "carl@acme.example"]
    assert [mail.text.count("was due on") for mail in await mails("task_reminder")] == [0, 1, 1]


@pytest.mark.settings(link_url="https://app.example")
async def test_given_tasks_when_due_then_only_shared_open_ones_of_the_customer_and_to_whom_they_are(runtime: Runtime, world: World) -> None:
    cara, carl = world.cara_on_active, world.carl_on_active
    tasks: dict[str, dict[str, Any]] = {
        "for all": {},
        "caras": {"assigned_participant": cara},
        "anyones of cara": {"assigned_participant": cara, "side": TaskSide.ANYONE},
        "carls": {"assigned_participant": carl},
        "internal": {"visibility": Visibility.INTERNAL},
        "internal of cara": {"visibility": Visibility.INTERNAL, "assigned_participant": cara},
        "done": {"completed_at": now(), "status": "DONE"},
        "anyones": {"side": TaskSide.ANYONE},
        "ours": {"side": TaskSide.PROVIDER},
        "customers with a colleague": {"assigned_user": world.sam},
        "doras": {"assigned_participant": world.dora_on_active},
        "no day": {"due_on": None},
        "later": {"due_on": THURSDAY + timedelta(days=1)},
        "on hold": {"poc": world.on_hold},
    }
    for number, (title, facts) in enumerate(tasks.items()):
        usual: dict[str, Any] = {"title": title, "position": number}
        await task(world, **usual | facts)
    assert await reminded(runtime, utc(4)) == ["cara@acme.example", "carl@acme.example"]
    caras, carls = sorted(await mails("task_reminder"), key=lambda mail: mail.recipient)
    day = "(due on Thursday, 5 March 2026)"
    assert caras.subject == "Reminder: your tasks in Active POC"
    assert [line for line in caras.text.splitlines() if line.startswith("- ")] == [
        f"- for all {day}", f"- caras {day}", f"- anyones of cara {day}"
    ]  # fmt: skip
    assert [line for line in carls.text.splitlines() if line.startswith("- ")] == [f"- for all {day}", f"- carls {day}"]
    assert f"https://app.example/welcome/poc/{ids.to_text('poc', world.active.id)}" in caras.text


async def test_given_tasks_before_and_after_their_day_when_due_at_one_time_then_one_mail(runtime: Runtime, world: World) -> None:
    await task(world, date(2026, 3, 4), title="late", assigned_participant=world.cara_on_active)
    await task(world, date(2026, 3, 6), title="soon", assigned_participant=world.cara_on_active)
    poc = await Poc.get(id=world.active.id)
    assert await reminded(runtime, utc(5)) == ["cara@acme.example"]
    [mail] = await mails("task_reminder")
    assert "- late (was due on Wednesday, 4 March 2026)\n- soon (due on Friday, 6 March 2026)\n" in mail.text
    assert await rows("reminder") == 2
    assert (await Participant.get(id=world.cara_on_active.id)).reminded_at == now()
    event = await Event.get(action="participant.reminded")
    assert (event.tenant_id, event.poc_id, event.target_id) == (world.northwind.id, world.active.id, world.cara_on_active.id)
    assert (event.actor_id, event.shared, event.activity) == (None, False, None)
    assert (await Poc.get(id=poc.id)).updated_at == poc.updated_at


async def test_given_many_tasks_when_due_then_twenty_are_named_and_the_others_counted(runtime: Runtime, world: World) -> None:
    for n in range(23):
        await task(world, title=f"Task {n}", position=n, assigned_participant=world.cara_on_active)
    assert await reminded(runtime, utc(4)) == ["cara@acme.example"]
    [mail] = await mails("task_reminder")
    assert mail.text.count("\n- Task ") == 20
    assert "\nAnd 3 more.\n" in mail.text
    assert await rows("reminder") == 23


async def test_given_a_person_elsewhere_when_due_then_in_their_working_hours_and_their_days(runtime: Runtime, world: World) -> None:
    await User.filter(id=world.cara.id).update(time_zone="Pacific/Auckland")
    await task(world, assigned_participant=world.cara_on_active)
    assert await nothing_written(runtime, utc(3, 19, 59)), "a minute to nine on Wednesday"
    assert await reminded(runtime, utc(3, 20)) == ["cara@acme.example"]
    assert await nothing_written(runtime, utc(5, 19, 59))
    assert await reminded(runtime, utc(5, 20)) == ["cara@acme.example"]


@pytest.mark.parametrize("what", ["done", "gone", "internal", "removed", "left", "last day", "no mails", "refused", "on hold"])
async def test_given_what_ends_the_need_when_a_task_is_due_then_no_mail(runtime: Runtime, world: World, what: str) -> None:
    caras, sam = await task(world, assigned_participant=world.cara_on_active), world.actor(world.sam)
    await Participant.create(poc=world.kims, user=world.carl, joined_at=now())
    await task(world, poc=world.kims)
    match what:
        case "done":
            await Task.filter(id=caras.id).update(status="DONE", completed_at=now())
        case "gone":
            await Task.filter(id=caras.id).delete()
        case "internal":
            await Task.filter(id=caras.id).update(visibility=Visibility.INTERNAL)
        case "removed":
            await participants.remove(sam, world.cara_on_active.id)
        case "left":
            await participants.leave(world.actor(world.cara), world.active.id)
        case "last day":
            await Participant.filter(id=world.cara_on_active.id).update(access_ends_at=utc(4))
        case "no mails":
            await User.filter(id=world.cara.id).update(wants_tasks=False)
        case "refused":
            await MailRefusal.create(tenant=world.northwind, email_key=world.cara.email_key, created_at=now())
        case "on hold":
            await poc_status.change(sam, world.active.id, status=PocStatus.ON_HOLD)
    runtime.clock.stand(utc(4))
    before = await snapshot()
    assert not await remind_of_tasks(world.active.id, world.cara_on_active.id), "also if it came after she was found"
    assert await snapshot() == before
    assert await reminded(runtime, utc(4)) == ["carl@acme.example"]


async def test_given_a_due_day_that_moves_when_it_comes_near_then_reminded_anew(runtime: Runtime, world: World) -> None:
    caras = await task(world, assigned_participant=world.cara_on_active)
    assert await reminded(runtime, utc(4)) == ["cara@acme.example"]
    await Task.filter(id=caras.id).update(due_on=THURSDAY + timedelta(days=6))
    assert await nothing_written(runtime, utc(6))
    assert await reminded(runtime, utc(10)) == ["cara@acme.example"]


async def test_given_a_reminder_by_hand_when_a_task_is_due_within_a_day_then_it_counts_as_done(runtime: Runtime, world: World) -> None:
    await task(world, assigned_participant=world.cara_on_active)
    runtime.clock.stand(utc(4, 8))
    [done] = await reminders.send(world.actor(world.sam), world.active.id, participant_ids=[world.cara_on_active.id])
    assert done.queued
    assert await reminded(runtime, utc(4)) == []
    assert await reminded(runtime, utc(5, 9)) == []
    assert await reminded(runtime, utc(6)) == ["cara@acme.example"]


async def test_given_automatic_reminders_day_by_day_when_due_then_each_comes(runtime: Runtime, world: World) -> None:
    for day in (4, 5, 6):
        await task(world, date(2026, 3, day), assigned_participant=world.cara_on_active)
    told = [day for day in (3, 4, 5, 6, 9) if await reminded(runtime, utc(day))]
    assert told == [3, 4, 5, 6, 9]


async def test_given_more_than_a_page_and_more_than_the_limit_when_reminding_then_all_in_turn(runtime: Runtime, world: World) -> None:
    people = [await person(world, f"p{n}") for n in range(PAGE + 3)]
    await task(world)
    runtime.clock.stand(utc(4))
    assert [await remind_due(limit=60), await remind_due(limit=60), await remind_due(limit=60)] == [60, 45, 0]
    assert {mail.recipient for mail in await mails("task_reminder")} == {f"{name}@acme.example" for name in ("cara", "carl")} | {
        person.email for person in people
    }
