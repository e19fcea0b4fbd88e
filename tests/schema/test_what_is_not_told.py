"""What customers and people who are out do not learn by the way: by a time, by a mail that waited, by a report, by a name."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from app.core import ids
from app.core.runtime import Runtime
from app.mail.delivery import deliver_due
from app.models import Audience, Mail, TaskSide, Visibility
from app.services import comments, digests, participants, pocs, reminders, tasks
from app.services.report_documents import ReportFormat
from app.services.reports import reports_of
from tests.schema.calling import run
from tests.schema.cast import build_cast

pytestmark = pytest.mark.settings(rate_limits="off")


async def asked(actor: Any, text: str, **variables: Any) -> Any:
    answer = await run(actor, text, variables)
    assert not answer.errors, answer.errors
    return answer.data


async def test_given_another_person_s_last_day_when_it_is_changed_then_customers_see_no_later_change(runtime: Runtime) -> None:
    """It is for staff and the person; the POC's time is also an order, a filter and a day in reports."""
    cast = await build_cast(runtime)
    see = "query($id: ID!) { poc(id: $id) { updatedAt participants { totalCount nodes { displayName accessEndsOn canSign title } } } }"
    before = await asked(cast.actor("cara"), see, id=cast.id("active"))
    runtime.clock.advance(timedelta(hours=1))
    await participants.update(cast.actor("sam"), cast.rows["carl on active"][1], access_ends_on=date(2026, 7, 15))
    assert await asked(cast.actor("cara"), see, id=cast.id("active")) == before


async def test_given_somebody_whose_access_is_over_when_removed_or_changed_then_customers_see_no_later_change(runtime: Runtime) -> None:
    """Eve's day is over: customers know nothing of her."""
    cast = await build_cast(runtime)
    see = "query($id: ID!) { poc(id: $id) { updatedAt participants { totalCount nodes { displayName } } } }"
    before = await asked(cast.actor("cara"), see, id=cast.id("active"))
    runtime.clock.advance(timedelta(hours=1))
    await participants.remove(cast.actor("sam"), cast.rows["eve on active"][1])
    assert await asked(cast.actor("cara"), see, id=cast.id("active")) == before


async def test_given_a_digest_that_waits_in_the_outbox_when_a_participant_is_removed_then_it_is_not_sent(runtime: Runtime) -> None:
    """A mail server may be away for two days."""
    cast = await build_cast(runtime)
    await comments.add(cast.actor("sam"), cast.rows["active"][1], body="The password of the lab is swordfish.")
    runtime.clock.advance(timedelta(minutes=11))
    await digests.send_due()
    await participants.remove(cast.actor("sam"), cast.rows["cara on active"][1])
    got: list[str] = []

    async def send(recipient: str, content: bytes) -> None:
        got.append(recipient)

    runtime.clock.advance(timedelta(hours=20))
    await deliver_due(send, limit=100)
    assert "carl@acme.example" in got
    assert "cara@acme.example" not in got


async def test_given_a_comment_in_a_queued_digest_when_it_turns_internal_then_customers_are_not_mailed_it(runtime: Runtime) -> None:
    cast = await build_cast(runtime)
    sam, poc = cast.actor("sam"), cast.rows["active"][1]
    task = await tasks.create(sam, poc, title="Prices")
    await comments.add(sam, poc, task_id=task, body="Our margin is 40 %.")
    runtime.clock.advance(timedelta(minutes=11))
    await digests.send_due()
    await tasks.update(sam, task, visibility=Visibility.INTERNAL)  # noticed: that was not meant for them
    got: list[str] = []

    async def send(recipient: str, content: bytes) -> None:
        got.append(recipient)

    runtime.clock.advance(timedelta(hours=20))
    await deliver_due(send, limit=100)
    assert got != []
    assert [who for who in got if who.endswith("@acme.example")] == []


async def test_given_a_colleague_whom_customers_can_not_find_when_they_completed_a_task_then_no_report_names_them(runtime: Runtime) -> None:
    """Mia is no collaborator, and did it while nobody of the customer could know."""
    cast = await build_cast(runtime)
    poc = cast.rows["active"][1]
    task = await tasks.create(cast.actor("sam"), poc, title="Calculate", visibility=Visibility.INTERNAL)
    await tasks.complete(cast.actor("mia"), task)
    await tasks.update(cast.actor("sam"), task, visibility=Visibility.SHARED)
    cara = cast.actor("cara")
    shown = await asked(
        cara, "query($id: ID!) { node(id: $id) { ... on Task { completedAt completedBy { displayName } } } }", id=ids.to_text("task", task)
    )
    assert shown["node"]["completedAt"] is not None
    assert shown["node"]["completedBy"] is None
    said = await asked(
        cara, "query($id: ID!) { poc(id: $id) { activity(first: 100) { nodes { actorName message } } } }", id=cast.id("active")
    )
    assert "Mia" not in str(said)
    for format_ in ReportFormat:
        made = await reports_of(cara, [poc], audience=Audience.CUSTOMER, format=format_)
        assert "Mia" not in made[poc].content


async def test_given_who_was_removed_when_the_poc_is_renamed_then_their_old_invitation_does_not_say_its_new_name(runtime: Runtime) -> None:
    """One keeps one's own accepted invitation."""
    cast = await build_cast(runtime)
    await participants.remove(cast.actor("sam"), cast.rows["cara on active"][1])
    await pocs.update(cast.actor("sam"), cast.rows["active"][1], name="Plan B: replace Acme's vendor")
    see = "query($id: ID!) { node(id: $id) { ... on Invitation { subject { __typename } subjectName } } }"
    shown = await asked(cast.actor("cara"), see, id=cast.id("accepted"))
    assert "Plan B" not in str(shown)


async def test_given_a_reminder_that_waits_when_its_task_turns_internal_then_it_is_not_sent(runtime: Runtime) -> None:
    cast = await build_cast(runtime)
    sam, poc = cast.actor("sam"), cast.rows["active"][1]
    task = await tasks.create(sam, poc, title="Sign the price list", side=TaskSide.CUSTOMER, due_on=runtime.clock.now().date())
    await reminders.send(sam, poc)
    mailed = {mail.recipient for mail in await Mail.filter(name="task_reminder")}
    assert mailed == {"cara@acme.example", "carl@acme.example", "pia@contoso.example"}
    await tasks.update(sam, task, visibility=Visibility.INTERNAL)
    got: list[str] = []

    async def send(recipient: str, content: bytes) -> None:
        got.append(recipient)

    await deliver_due(send, limit=100)
    assert mailed.isdisjoint(got)
