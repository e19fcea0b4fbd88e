import asyncio
from collections.abc import Iterable
from datetime import timedelta
from email import message_from_bytes
from email.policy import default
from typing import Any, cast
from uuid import UUID

import pytest

from app.core import db
from app.core.runtime import Runtime, now
from app.mail import outbox
from app.mail.delivery import deliver_due
from app.mail.sender import NotSent
from app.models import (
    Audience,
    Collaborator,
    CommentDigest,
    Event,
    Mail,
    MailRefusal,
    MailStatus,
    Membership,
    MembershipStatus,
    Participant,
    Poc,
    PocStatus,
    Role,
    User,
    Visibility,
)
from app.pages.arrivals import address_of
from app.services import comments, digests, participants, pocs, tasks
from tests.conftest import PRODUCTION
from tests.world import Sent, World, mails

INTERNAL, SHARED = Visibility.INTERNAL, Visibility.SHARED
DIGEST = timedelta(minutes=10)
SAM, CARA, CARL = "sam@northwind.example", "cara@acme.example", "carl@acme.example"


async def write(world: World, author: User, body: str, poc: Poc | None = None, **facts: object) -> UUID:
    return await comments.add(world.actor(author), (poc or world.active).id, body=body, **facts)  # type: ignore[arg-type]


async def sent_after(runtime: Runtime, wait: timedelta = DIGEST) -> dict[str, Sent]:
    """The new mails by recipient, after a while."""
    before = len(await mails())
    runtime.clock.advance(wait)
    await digests.send_due()
    new = (await mails())[before:]
    found = {mail.recipient: mail for mail in new}
    assert len(found) == len(new), "one mail each"
    return found


async def due(world: World) -> dict[Audience, tuple[object, object]]:
    return {row.audience: (row.since, row.due_at) for row in await CommentDigest.filter(poc_id=world.active.id)}


def said(mail: Sent) -> list[str]:
    """What is quoted in a mail."""
    return [line[2:] for line in mail.text.splitlines() if line.startswith("> ")]


# When


async def test_given_comments_when_written_then_each_audience_has_one_digest_that_is_due_ten_minutes_after_its_first(
    runtime: Runtime, world: World
) -> None:
    first = now()
    await write(world, world.cara, "One")
    runtime.clock.advance(timedelta(minutes=4))
    await write(world, world.sam, "Two")
    assert await due(world) == {Audience.INTERNAL: (first, first + DIGEST), Audience.CUSTOMER: (first, first + DIGEST)}
    assert await sent_after(runtime, timedelta(minutes=5)) == {}
    assert set(await sent_after(runtime, timedelta(minutes=1))) == {SAM, CARA, CARL}
    assert await due(world) == {}
    assert await sent_after(runtime, timedelta(days=1)) == {}


async def test_given_internal_comments_when_written_before_and_after_then_customers_get_theirs_as_if_there_were_none(
    runtime: Runtime, world: World
) -> None:
    begun = now()
    await write(world, world.sam, "Between us", visibility=INTERNAL)
    assert set(await due(world)) == {Audience.INTERNAL}
    runtime.clock.advance(timedelta(minutes=3))
    await write(world, world.sam, "Hello")
    await write(world, world.ada, "And again", visibility=INTERNAL)
    shared = begun + timedelta(minutes=3)
    assert await due(world) == {Audience.INTERNAL: (begun, begun + DIGEST), Audience.CUSTOMER: (shared, shared + DIGEST)}
    assert set(await sent_after(runtime, timedelta(minutes=7))) == {SAM}
    assert set(await due(world)) == {Audience.CUSTOMER}
    customers = await sent_after(runtime, timedelta(minutes=3))
    assert {recipient: said(mail) for recipient, mail in customers.items()} == {CARA: ["Hello"], CARL: ["Hello"]}


async def test_given_only_internal_comments_when_due_then_customers_get_nothing(runtime: Runtime, world: World) -> None:
    await write(world, world.ada, "Between us", visibility=INTERNAL)
    sent = await sent_after(runtime)
    assert set(sent) == {SAM}
    assert "Ada Admin wrote, for staff only:" in sent[SAM].text
    assert await sent_after(runtime, timedelta(days=1)) == {}


async def test_given_a_digest_that_was_sent_when_more_is_written_then_the_next_has_only_that(runtime: Runtime, world: World) -> None:
    await write(world, world.cara, "One")
    assert said((await sent_after(runtime))[SAM]) == ["One"]
    await write(world, world.cara, "Two")
    runtime.clock.advance(timedelta(minutes=1))
    await write(world, world.cara, "Three")
    assert said((await sent_after(runtime))[SAM]) == ["Two", "Three"]


@pytest.mark.settings(comment_digest="PT1H")
async def test_given_another_time_in_the_settings_when_written_then_it_is_due_then(runtime: Runtime, world: World) -> None:
    await write(world, world.cara, "One")
    assert await sent_after(runtime, timedelta(minutes=59)) == {}
    assert set(await sent_after(runtime, timedelta(minutes=1))) == {SAM, CARL}


async def test_given_a_server_whose_clock_is_slow_when_it_writes_behind_another_then_its_comment_is_in_the_digest(
    runtime: Runtime, world: World
) -> None:
    begun = now()
    await write(world, world.cara, "One")
    runtime.clock.advance(timedelta(seconds=-1))
    await write(world, world.cara, "Two")
    assert (await due(world))[Audience.CUSTOMER] == (begun - timedelta(seconds=1), begun + DIGEST)
    assert said((await sent_after(runtime, DIGEST + timedelta(seconds=1)))[CARL]) == ["Two", "One"]


async def test_given_comments_of_the_very_instant_of_sending_when_mailed_then_they_are_in_the_next_one(
    runtime: Runtime, world: World
) -> None:
    await write(world, world.cara, "One")
    runtime.clock.advance(DIGEST)
    await write(world, world.cara, "Two")
    await write(world, world.sam, "Between us", visibility=INTERNAL)
    assert said((await sent_after(runtime, timedelta(0)))[CARL]) == ["One"]
    assert await due(world) == dict.fromkeys(Audience, (now(), now() + DIGEST))
    await write(world, world.cara, "Three")
    sent = await sent_after(runtime)
    assert sorted(said(sent[CARL])) == ["Three", "Two"]
    assert sorted(said(sent[SAM])) == ["Three", "Two"]


# What


@pytest.mark.settings(**PRODUCTION)
async def test_given_a_digest_when_mailed_then_it_names_poc_and_authors_and_leads_to_the_page(runtime: Runtime, world: World) -> None:
    await write(world, world.cara, "It *works*\n<script>alert(1)</script>")
    mail = (await sent_after(runtime))[SAM]
    assert (mail.name, mail.subject, mail.tenant_id) == ("comment_digest", "New comments on Active POC", world.northwind.id)
    assert "Cara Customer wrote:\n> It *works*\n> <script>alert(1)</script>\n" in mail.text
    assert "<p>It <em>works</em><br>\n&lt;script&gt;alert(1)&lt;/script&gt;</p>" in mail.html
    link = f"https://app.example{address_of(world.active.id)}"
    assert f"\n{link}\n" in mail.text
    assert f'href="{link}"' in mail.html
    for people in (await mails(CARL), await mails(SAM)):
        assert "@" not in people[0].text + people[0].html.partition("</head>")[2], "no address of anybody"
    found = await Mail.get(recipient=SAM)
    assert outbox.open_mail(found).from_name == "Northwind Cloud"
    assert await Event.filter(action__not="comment.added").count() == 0


async def test_given_people_who_wrote_when_mailed_then_nobody_gets_their_own_words_and_nobody_an_empty_mail(
    runtime: Runtime, world: World
) -> None:
    await write(world, world.cara, "From Cara")
    await write(world, world.sam, "From Sam", visibility=INTERNAL)
    sent = await sent_after(runtime)
    assert {recipient: said(mail) for recipient, mail in sent.items()} == {SAM: ["From Cara"], CARL: ["From Cara"]}
    await write(world, world.carl, "From Carl")
    await write(world, world.sam, "From Sam")
    sent = await sent_after(runtime)
    assert {recipient: said(mail) for recipient, mail in sent.items()} == {
        SAM: ["From Carl"], CARA: ["From Carl", "From Sam"], CARL: ["From Sam"],
    }  # fmt: skip


async def test_given_comments_that_were_edited_or_deleted_when_mailed_then_as_they_are_now(runtime: Runtime, world: World) -> None:
    cara = world.actor(world.cara)
    gone, kept = await write(world, world.cara, "Gone"), await write(world, world.cara, "Helo")
    await comments.delete(cara, gone)
    await comments.edit(cara, kept, body="Hello")
    sent = await sent_after(runtime)
    assert [said(sent[recipient]) for recipient in (SAM, CARL)] == [["Hello"], ["Hello"]]
    last = await write(world, world.cara, "Gone")
    await comments.delete(cara, last)
    assert await sent_after(runtime) == {}, "nothing is left to tell"
    assert await due(world) == {}


async def test_given_a_task_that_turned_internal_when_mailed_then_its_comments_are_for_staff_only(runtime: Runtime, world: World) -> None:
    sam = world.actor(world.sam)
    task_id = await tasks.create(sam, world.active.id, title="Install")
    await write(world, world.ada, "On the task", task_id=task_id)
    await write(world, world.ada, "On the POC")
    await tasks.update(sam, task_id, visibility=INTERNAL)
    sent = await sent_after(runtime)
    assert {recipient: said(mail) for recipient, mail in sent.items()} == {
        SAM: ["On the task", "On the POC"], CARA: ["On the POC"], CARL: ["On the POC"],
    }  # fmt: skip
    assert "for staff only" not in sent[CARA].text


async def test_given_too_much_for_one_mail_when_mailed_then_the_first_and_how_many_more(runtime: Runtime, world: World) -> None:
    for n in range(digests.MOST + 3):
        await write(world, world.cara, f"Number {n}")
        runtime.clock.advance(timedelta(milliseconds=1))
    sent = await sent_after(runtime)
    assert said(sent[SAM]) == [f"Number {n}" for n in range(digests.MOST)]
    assert "\nAnd 3 more.\n" in sent[SAM].text
    for _ in range(7):
        await write(world, world.cara, "x" * 10_000)
    sent = await sent_after(runtime)
    assert len(said(sent[SAM])) == digests.MOST_CHARACTERS // 10_000
    assert "\nAnd 2 more.\n" in sent[SAM].text


# To whom


async def test_given_staff_when_mailed_then_collaborators_who_are_active_members_and_can_read_pocs(runtime: Runtime, world: World) -> None:
    async with db.transaction():
        for user in (world.kim, world.mia, world.ada, world.max):
            await Collaborator.create(poc=world.active, user=user, since=now())
        await Membership.filter(user_id=world.kim.id).update(roles={Role.MEMBER})
        await Membership.filter(user_id=world.mia.id).update(status=MembershipStatus.DEACTIVATED)
    await write(world, world.cara, "Hello")
    assert set(await sent_after(runtime)) == {SAM, "ada@northwind.example", CARL}


async def test_given_customers_when_mailed_then_only_who_takes_part_now(runtime: Runtime, world: World) -> None:
    await write(world, world.sam, "Before")
    assert set(await sent_after(runtime)) == {CARA, CARL}, "not dora, who was removed"
    await write(world, world.sam, "Hello")
    await participants.remove(world.actor(world.sam), world.cara_on_active.id)
    assert set(await sent_after(runtime)) == {CARL}
    await write(world, world.sam, "Again")
    async with db.transaction():
        await Participant.filter(id=world.carl_on_active.id).update(access_ends_at=now() + timedelta(minutes=5))
    assert await sent_after(runtime) == {}


@pytest.mark.parametrize("status", PocStatus)
async def test_given_a_poc_in_a_status_when_mailed_then_customers_get_it_unless_the_poc_does_not_exist_for_them(
    runtime: Runtime, world: World, status: PocStatus
) -> None:
    await write(world, world.ada, "Hello")
    async with db.transaction():
        await Poc.filter(id=world.active.id).update(status=status)
    customers = set() if status in (PocStatus.DRAFT, PocStatus.ARCHIVED) else {CARA, CARL}
    assert set(await sent_after(runtime)) == {SAM} | customers


async def test_given_people_who_want_no_such_mail_when_mailed_then_they_get_none(runtime: Runtime, world: World) -> None:
    async with db.transaction():
        await User.filter(id__in=[world.sam.id, world.carl.id]).update(wants_comments=False)
    await write(world, world.ada, "Hello")
    assert set(await sent_after(runtime)) == {CARA}


async def test_given_somebody_who_refuses_the_organizations_mail_when_mailed_then_they_get_none(runtime: Runtime, world: World) -> None:
    async with db.transaction():
        await MailRefusal.create(tenant=world.northwind, email_key=CARL, created_at=now())
        await MailRefusal.create(tenant=world.contoso, email_key=CARA, created_at=now())
        await MailRefusal.create(tenant=world.northwind, email_key=SAM, created_at=now())
    await write(world, world.ada, "Hello")
    assert set(await sent_after(runtime)) == {CARA}


# Once


async def test_given_several_workers_at_once_when_due_then_one_mail_each(runtime: Runtime, world: World) -> None:
    await write(world, world.ada, "Hello")
    await write(world, world.kim, "Hello", world.kims)
    runtime.clock.advance(DIGEST)
    await asyncio.gather(*(digests.send_due() for _ in range(8)))
    assert sorted(mail.recipient for mail in await mails()) == [CARA, CARL, SAM]
    assert await CommentDigest.all().count() == 0


async def test_given_comments_written_while_digests_are_sent_when_all_is_done_then_each_was_mailed_once(
    runtime: Runtime, world: World
) -> None:
    for round_ in range(6):
        await write(world, world.cara, f"First of {round_}")
        runtime.clock.advance(DIGEST)
        await asyncio.gather(
            *(write(world, world.cara, f"Number {n} of {round_}") for n in range(4)), *(digests.send_due() for _ in range(2))
        )
        await sent_after(runtime)
    told = [line for mail in await mails(CARL) for line in said(mail)]
    assert sorted(told) == sorted([f"First of {n}" for n in range(6)] + [f"Number {n} of {m}" for n in range(4) for m in range(6)])


async def test_given_a_comment_that_is_not_committed_yet_when_its_digest_is_claimed_then_it_is_waited_for(
    runtime: Runtime, world: World
) -> None:
    await write(world, world.cara, "One")
    runtime.clock.advance(DIGEST)
    written, sent, committed = asyncio.Event(), asyncio.Event(), asyncio.Event()

    async def writing() -> None:
        async with db.transaction():
            await write(world, world.cara, "Two")
            written.set()
            await committed.wait()

    async def sending() -> None:
        await written.wait()
        runtime.clock.advance(timedelta(milliseconds=1))
        await digests.send_due()
        sent.set()

    async def patience() -> bool:
        await written.wait()
        for _ in range(200):  # long enough for a digest that waits for nobody
            await db.fetch("select 1")
        waits = not sent.is_set()
        committed.set()
        return waits

    *_, waited = await asyncio.gather(writing(), sending(), patience())
    assert waited
    runtime.clock.advance(2 * DIGEST)
    await digests.send_due()
    assert [said(mail) for mail in await mails(CARL)] == [["One", "Two"]]


async def test_given_an_error_half_way_when_due_then_nothing_was_sent_and_the_next_time_all_of_it_is(
    runtime: Runtime, world: World
) -> None:
    await write(world, world.ada, "Hello")
    await write(world, world.mia, "Hello", world.kims)
    async with db.transaction():
        await User.filter(id=world.carl.id).update(email="no address")
    assert set(await sent_after(runtime)) == {SAM, "kim@northwind.example"}, "others don't wait for the one that can't be made"
    assert set(await due(world)) == {Audience.CUSTOMER}, "and of that nothing was sent: cara's mail was taken back"
    async with db.transaction():
        await User.filter(id=world.carl.id).update(email=CARL)
    assert await sent_after(runtime, timedelta(0)) == {}, "it waits a little, behind those that are due meanwhile"
    assert set(await sent_after(runtime, digests.AGAIN)) == {CARA, CARL}
    assert await CommentDigest.all().count() == 0


async def test_given_a_draft_that_is_deleted_when_its_digest_was_planned_then_it_goes_with_it(runtime: Runtime, world: World) -> None:
    async with db.transaction():
        await Collaborator.create(poc=world.draft, user=world.kim, since=now())
    await write(world, world.sam, "Hello", world.draft)
    await pocs.delete(world.actor(world.sam), world.draft.id)
    assert await sent_after(runtime) == {}
    assert await CommentDigest.all().count() == 0


# While the mail waits


async def sent_by(worker_passes: int = 3, *, problem: Exception | None = None) -> dict[str, list[str]]:
    """What is quoted in the mails that a mail server gets, by recipient, however often the worker looks."""
    got: dict[str, list[str]] = {}

    async def send(recipient: str, content: bytes) -> None:
        if problem:
            raise problem
        parsed = message_from_bytes(content, policy=default).get_body(("plain",))
        assert parsed is not None
        got.setdefault(recipient, []).extend(line[2:] for line in parsed.get_content().splitlines() if line.startswith("> "))

    for _ in range(worker_passes):
        await digests.send_due()
        await deliver_due(send, limit=100)
    return got


async def waiting(runtime: Runtime, world: World, *bodies: str) -> list[UUID]:
    """Comments of cara's whose digest lies in the outbox."""
    written = []
    for body in bodies:
        written.append(await write(world, world.cara, body))
        runtime.clock.advance(timedelta(seconds=1))
    await sent_after(runtime)
    return written


async def test_given_a_comment_that_is_deleted_while_the_mail_waits_when_sent_then_the_others_are_mailed_and_it_is_not(
    runtime: Runtime, world: World
) -> None:
    one, two, three = await waiting(runtime, world, "One", "Two", "Three")
    runtime.clock.advance(timedelta(days=1))
    await comments.edit(world.actor(world.cara), three, body="Third")
    await comments.delete(world.actor(world.cara), two)
    assert await sent_by() == {SAM: ["One", "Third"], CARL: ["One", "Third"]}
    assert len(await mails()) == 4, "two that were not sent, and what is left of them"
    assert await Mail.filter(told__isnull=False, status="FAILED").count() == 0
    await comments.delete(world.actor(world.cara), one)
    assert await sent_by() == {}, "each once"


async def test_given_comments_that_go_one_after_the_other_when_sent_then_what_is_left_and_nothing_of_nothing(
    runtime: Runtime, world: World
) -> None:
    written = await waiting(runtime, world, "One", "Two", "Three")
    await comments.delete(world.actor(world.cara), written[0])
    assert await sent_by(1) == {}
    await digests.send_due()
    await comments.delete(world.actor(world.cara), written[1])
    assert await sent_by() == {SAM: ["Three"], CARL: ["Three"]}
    await comments.delete(world.actor(world.cara), (await waiting(runtime, world, "Four"))[0])
    before = len(await mails())
    assert await sent_by() == {}
    assert len(await mails()) == before


async def test_given_a_task_that_turns_internal_while_the_mail_waits_when_sent_then_each_audience_gets_what_it_may_read(
    runtime: Runtime, world: World
) -> None:
    sam = world.actor(world.sam)
    task_id = await tasks.create(sam, world.active.id, title="Prices")
    await write(world, world.ada, "Our margin", task_id=task_id)
    await waiting(runtime, world, "Hello")
    await tasks.update(sam, task_id, visibility=INTERNAL)
    assert await sent_by() == {SAM: ["Our margin", "Hello"], CARL: ["Hello"]}, "cara wrote what is left"


async def test_given_who_may_or_wants_it_no_more_when_a_comment_goes_then_they_get_nothing(runtime: Runtime, world: World) -> None:
    [_, two] = await waiting(runtime, world, "One", "Two")
    await participants.remove(world.actor(world.sam), world.carl_on_active.id)
    await comments.delete(world.actor(world.cara), two)
    async with db.transaction():
        await User.filter(id=world.sam.id).update(wants_comments=False)
    assert await sent_by() == {}
    assert len(await mails()) == 2


async def test_given_a_digest_that_the_mail_server_refuses_when_looked_at_then_it_is_not_written_again(
    runtime: Runtime, world: World
) -> None:
    [_, two] = await waiting(runtime, world, "One", "Two")
    await sent_by(problem=NotSent("No.", final=True))
    await comments.delete(world.actor(world.cara), two)
    assert await sent_by() == {}
    assert {mail.status for mail in await Mail.all()} == {MailStatus.FAILED}
    assert len(await mails()) == 2


async def test_given_several_workers_at_once_when_a_digest_was_not_sent_then_its_rest_is_mailed_once(
    runtime: Runtime, world: World
) -> None:
    [_, two] = await waiting(runtime, world, "One", "Two")
    await comments.delete(world.actor(world.cara), two)
    await sent_by(1)
    await asyncio.gather(*(digests.send_due() for _ in range(8)))
    assert len(await mails()) == 4
    assert await sent_by() == {SAM: ["One"], CARL: ["One"]}


async def test_given_an_error_when_the_rest_is_written_then_the_next_time_it_is(
    runtime: Runtime, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    [_, two] = await waiting(runtime, world, "One", "Two")
    await comments.delete(world.actor(world.cara), two)

    async def broken(*_: object, **__: object) -> UUID:
        raise RuntimeError

    with monkeypatch.context() as patched:
        patched.setattr(outbox, "enqueue", broken)
        assert await sent_by() == {}
    runtime.clock.advance(digests.UNSENT - timedelta(milliseconds=1))
    assert await sent_by() == {SAM: ["One"], CARL: ["One"]}


@pytest.mark.plans
async def test_given_the_statement_that_finds_unsent_digests_when_planned_then_by_an_index(
    runtime: Runtime, monkeypatch: pytest.MonkeyPatch
) -> None:
    plans: list[str] = []
    fetch = db.fetch

    async def explained(sql: str, values: Any = None) -> Any:
        if "from mail" in sql:
            postgres = db.dialect() == "postgres"
            async with db.transaction():
                if postgres:
                    await db.execute("set local enable_seqscan = off")
                found = await fetch(f"explain {'' if postgres else 'query plan '}{sql}", values)
            plans.append("\n".join(str(tuple(cast(Iterable[object], row))) for row in found))
        return await fetch(sql, values)

    monkeypatch.setattr(db, "fetch", explained)
    await digests.send_due()
    assert ["ix_mail_over" in plan for plan in plans] == [True], plans
