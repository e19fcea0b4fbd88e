"""Clearing away: what is too young stays, what has a meaning stays for ever, the rest goes, on both databases."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Awaitable, Callable
from contextvars import copy_context
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from app.core import db
from app.core.runtime import Runtime, now
from app.models import AccountLink, EmailChange, Event, Mail, MailBudget, MailStatus, RefreshToken, Reminder, Session
from app.services import accounts, clearing, erasing, invitations, participants, sessions
from app.services.clearing import KEPT, MAILS_KEPT, sweep
from app.services.sessions import LIFETIME
from tests.app.services.inviting import registration, token_of
from tests.app.services.readdressing import asked, changed
from tests.app.services.reminding import berlin, nothing_written, reminded, task
from tests.app.services.test_poc_waiting import on_postgres
from tests.efforts import effort, noted
from tests.mails import queued
from tests.outcomes import outcome
from tests.signing_in import ANON, NO, signed_in, still_in
from tests.world import World, mails, rows, snapshot, tables

A_MOMENT = timedelta(milliseconds=1)
YEARS = timedelta(days=5 * 365)
DECISIONS = Path(__file__).parents[3] / "docs" / "adr" / "0025-what-is-cleared-away.md"


async def session(world: World, expires_at: datetime, *, revoked: bool = False, tokens: int = 1) -> Session:
    """A session of sam's with refresh tokens, of which the last was not used."""
    made = await Session.create(
        user=world.sam, created_at=now(), last_used_at=now(), expires_at=expires_at, revoked_at=now() if revoked else None
    )
    for number in range(tokens):
        await RefreshToken.create(
            session=made, token_hash=f"{made.id} {number}", created_at=now(), used_at=now() if number < tokens - 1 else None
        )
    return made


# What goes, and when


async def budget_that_ends(world: World) -> timedelta:
    await MailBudget.create(key="tenant:1", used=3, ends_at=now() + timedelta(hours=1))
    return timedelta(hours=1)


async def reminder(world: World) -> timedelta:
    await Reminder.create(key="task/1", at=now())
    return KEPT + timedelta(days=7)


async def session_that_expires(world: World) -> timedelta:
    await session(world, now() + LIFETIME, tokens=3)
    return LIFETIME + KEPT


async def session_that_was_ended(world: World) -> timedelta:
    await session(world, now() + LIFETIME, revoked=True)
    return LIFETIME + KEPT


async def link_to_a_password(world: World) -> timedelta:
    await accounts.request_password_reset(ANON, email=world.sam.email)
    await Mail.all().delete()
    return timedelta(hours=1) + KEPT


async def change_of_address_that_nobody_confirmed(world: World) -> timedelta:
    await asked(world)
    await Mail.all().delete()
    return timedelta(hours=24) + KEPT


async def mail_that_was_sent(world: World) -> timedelta:
    mail = await queued()
    await Mail.filter(id=mail.id).update(status=MailStatus.SENT, next_attempt_at=None)
    return MAILS_KEPT


GOES = [
    (budget_that_ends, ["mail_budget"]),
    (reminder, ["reminder"]),
    (session_that_expires, ["refresh_token", "session"]),
    (session_that_was_ended, ["refresh_token", "session"]),
    (link_to_a_password, ["account_link"]),
    (change_of_address_that_nobody_confirmed, ["account_link", "email_change"]),
    (mail_that_was_sent, ["mail"]),
]


@pytest.mark.settings(rate_limits="off")
@pytest.mark.parametrize(("made", "where"), GOES, ids=lambda value: getattr(value, "__name__", ""))
async def test_given_what_was_when_its_time_has_passed_then_it_goes_and_not_a_moment_before(
    runtime: Runtime, world: World, made: Callable[[World], Awaitable[timedelta]], where: list[str]
) -> None:
    await Session.all().update(expires_at=now() + YEARS)
    counted = {table: await rows(table) for table in where}
    lasts = await made(world)
    written = {table: await rows(table) for table in where}
    assert all(written[table] > counted[table] for table in where)
    runtime.clock.advance(lasts - A_MOMENT)
    before = await snapshot()
    await sweep()
    assert await snapshot() == before
    runtime.clock.advance(A_MOMENT)
    await sweep()
    assert {table: await rows(table) for table in where} == counted
    after = await snapshot()
    assert {table: after[table] for table in after if table not in where} == {
        table: before[table] for table in before if table not in where
    }


# What stays


async def test_given_a_session_that_is_used_when_an_old_token_comes_a_second_time_years_later_then_it_still_ends_the_session(
    runtime: Runtime, world: World
) -> None:
    first = latest = await signed_in(world.sam)
    for _ in range(30):
        runtime.clock.advance(LIFETIME - A_MOMENT)
        await sweep()
        latest = await sessions.refresh(ANON, refresh_token=latest.refresh_token)
    assert await still_in(latest)
    assert await outcome(sessions.refresh(ANON, refresh_token=first.refresh_token)) == NO
    assert not await still_in(latest)
    runtime.clock.advance(LIFETIME + KEPT)
    await sweep()
    assert not await Session.filter(user=world.sam).exists()
    assert await outcome(sessions.refresh(ANON, refresh_token=latest.refresh_token)) == NO
    assert await Event.filter(action="session.revoked").count() == 1


async def test_given_links_of_an_invitation_when_years_pass_then_a_replaced_one_is_told_from_one_that_never_was(
    runtime: Runtime, world: World
) -> None:
    sam = world.actor(world.sam)
    id_ = await participants.invite(sam, world.active.id, email="nina@acme.example")
    replaced = await token_of(id_)
    runtime.clock.advance(timedelta(minutes=2))
    await invitations.resend(sam, id_)
    await Mail.all().update(status=MailStatus.SENT, next_attempt_at=None)
    before = await snapshot()
    runtime.clock.advance(YEARS)
    await sweep()
    after = await snapshot()
    assert {name for name in before if before[name] != after[name]} <= {"session", "mail_budget"}
    assert await outcome(invitations.accept(world.nobody, token=replaced, registration=registration())) == "LINK_REPLACED token"
    assert await outcome(invitations.accept(world.nobody, token="x" * 43, registration=registration())) == "LINK_INVALID token"


async def test_given_a_link_to_an_account_when_it_is_too_old_then_that_is_said_for_a_while(runtime: Runtime, world: World) -> None:
    await accounts.request_password_reset(ANON, email=world.sam.email)
    token = (await mails(world.sam.email))[-1].token
    for wait, answer in (
        (timedelta(hours=1), "LINK_EXPIRED token"),
        (KEPT - A_MOMENT, "LINK_EXPIRED token"),
        (A_MOMENT, "LINK_INVALID token"),
    ):
        runtime.clock.advance(wait)
        await sweep()
        assert await outcome(accounts.reset_password(ANON, token=token, password="quite another long phrase")) == answer


async def test_given_a_change_of_address_when_years_pass_then_whoever_is_erased_goes_with_all_their_addresses(
    runtime: Runtime, world: World
) -> None:
    await changed(world)
    runtime.clock.advance(YEARS)
    await sweep()
    assert (await AccountLink.all().count(), await EmailChange.all().count()) == (0, 1)
    await participants.invite(world.actor(world.kim), world.kims.id, email="sam@northwind-guest.example")
    erased = await erasing.erase("sam@new.example")
    assert erased.user_id == world.sam.id
    assert "sam@northwind.example" not in str(await snapshot())


async def test_given_mails_that_wait_or_belong_to_an_invitation_when_years_pass_then_they_stay(runtime: Runtime, world: World) -> None:
    waiting = await queued()
    id_ = await participants.invite(world.actor(world.sam), world.active.id, email="nina@acme.example")
    await Mail.filter(invitation_id=id_).update(status=MailStatus.BOUNCED, next_attempt_at=None)
    runtime.clock.advance(YEARS)
    await sweep()
    assert {mail.id for mail in await Mail.all()} == {waiting.id, (await Mail.get(invitation_id=id_)).id}


async def test_given_reminders_that_were_sent_when_cleared_away_then_nobody_is_reminded_again(runtime: Runtime, world: World) -> None:
    await participants.invite(world.actor(world.sam), world.active.id, email="nina@acme.example")
    await task(world, assigned_participant=world.cara_on_active)
    for day in (4, 5, 6, 9):
        await reminded(runtime, berlin(day, 9 if day == 9 else 12))
    assert await rows("reminder") == 4
    # Then on working days until long after.
    for day in range(10, 60):
        at = berlin(1, 12) + timedelta(days=day - 1)
        runtime.clock.stand(at)
        await sweep()
        assert await nothing_written(runtime, at), at
    assert await rows("reminder") == 0


# How


@pytest.mark.parametrize("number", [1, 3, 6, 7])
async def test_given_more_than_go_at_once_when_swept_by_several_then_all_go(
    runtime: Runtime, world: World, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    monkeypatch.setattr(clearing, "_AT_ONCE", 3)
    kept = await rows("session")
    for _ in range(number):
        await session(world, now(), tokens=number)
        await MailBudget.create(key=f"over {_}", used=1, ends_at=now())
    runtime.clock.advance(KEPT)
    await MailBudget.create(key="running", used=1, ends_at=now() + A_MOMENT)

    async def sweep_all() -> None:
        while await sweep():
            pass

    async with asyncio.timeout(60):
        await asyncio.gather(*(sweep_all() for _ in range(4)))
    assert [budget.key for budget in await MailBudget.all()] == ["running"]
    assert (await rows("session"), await rows("refresh_token")) == (kept, 0)


@on_postgres
async def test_given_rows_that_somebody_has_locked_when_swept_then_it_waits_for_nobody_and_they_go_the_next_time(
    runtime: Runtime, world: World
) -> None:
    for key in ("mine", "over"):
        await MailBudget.create(key=key, used=1, ends_at=now())
    elsewhere = copy_context()
    async with db.transaction(), asyncio.timeout(20):
        await db.execute("update mail_budget set used = 2 where key = 'mine'")
        await asyncio.create_task(sweep(), context=elsewhere)
    assert [budget.key for budget in await MailBudget.all()] == ["mine"]
    await sweep()
    assert not await MailBudget.exists()


SERIES = {
    "postgres": "generate_series(1, 20000) n",
    "sqlite": "(with recursive upto(n) as (select 1 union all select n + 1 from upto where n < 20000) select n from upto) n",
}
NUMBERED = {
    "postgres": "cast(lpad(to_hex(n.n), 8, '0') || '-0001-7000-8000-000000000000' as uuid)",
    "sqlite": "printf('%08x-0001-7000-8000-000000000000', n.n)",
}


async def fill(world: World) -> None:
    """20,000 rows of each table that are not over, or stay."""
    dialect = db.dialect()
    id_, many, at = NUMBERED[dialect], SERIES[dialect], "cast(:at as timestamptz)" if dialect == "postgres" else ":at"
    text = f"cast({id_} as varchar)"
    columns = {
        "mail_budget": ("key, used, ends_at", f"{text}, 1, {at}"),
        "reminder": ("key, at", f"{text}, {at}"),
        "session": ("id, user_id, created_at, last_used_at, expires_at", f"{id_}, :user, {at}, {at}, {at}"),
        "refresh_token": ("id, session_id, token_hash, created_at", f"{id_}, {id_}, {text}, {at}"),
        "account_link": (
            "id, purpose, email, email_key, token_hash, created_at, expires_at", f"{id_}, 'RESET', 'a', 'a', {text}, {at}, {at}"
        ),
        "email_change": (
            "id, user_id, asked_by_id, former_email, former_key, email, email_key, created_at, confirmed_at",
            f"{id_}, :user, :user, 'a', 'a', 'b', 'b', {at}, {at}",
        ),
        "mail": (
            "id, name, recipient, recipient_key, message_id, security, status, attempts, created_at, updated_at",
            f"{id_}, 'a', 'a', 'a', {text}, false, 'SENT', 1, {at}, {at}",
        ),
    }  # fmt: skip
    async with db.transaction():
        for table, (names, values) in columns.items():
            given = {"at": now() + KEPT} | ({"user": world.sam.id} if ":user" in values else {})
            await db.execute(f"insert into {table} ({names}) select {values} from {many}", given)
    await db.execute("analyze")


@pytest.mark.plans
async def test_given_many_rows_that_stay_when_swept_then_they_are_not_looked_at(
    runtime: Runtime, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    await fill(world)
    with noted(monkeypatch) as done:
        await sweep()
    for over in clearing.CLEARED:
        asked_ = [(sql.partition(" for update")[0], values) for sql, values in done if f"from {over.table} a" in sql]
        assert len(asked_) == 1
        assert await effort(asked_, over.table) < 5_000, over.table  # on SQLite a walk takes 60,000 steps


async def test_given_all_tables_when_compared_then_of_each_it_is_decided_what_goes(runtime: Runtime) -> None:
    decided = re.findall(r"^\| ((?:`\w+`(?:, )?)+) \|", DECISIONS.read_text(), re.MULTILINE)
    names = sorted(name for cell in decided for name in re.findall(r"`(\w+)`", cell))
    assert names == sorted([*await tables(), "event_origin"])
