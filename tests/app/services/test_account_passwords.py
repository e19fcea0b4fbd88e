import asyncio
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from structlog.testing import capture_logs

from app.auth import bearer, passwords
from app.core import db
from app.core.errors import UserErrors
from app.core.rates import RESET, SIGN_IN_BY_ACCOUNT
from app.core.runtime import Runtime, now
from app.mail import outbox
from app.models import AccountLink, Event, EventOrigin, Membership, Role, Session, User
from app.services import account_links, accounts, sessions
from tests.outcomes import DONE, outcome
from tests.signing_in import ANON, events
from tests.world import ORIGIN, PASSWORD, World, mails, snapshot

NEW = "quite another long phrase"


async def ask(email: str = "sam@northwind.example") -> None:
    await accounts.request_password_reset(ANON, email=email)


async def link_of(email: str = "sam@northwind.example") -> str:
    await ask(email)
    return (await mails(email))[-1].token


async def can_sign_in(user: User, password: str) -> bool:
    return await passwords.verify(password, (await User.get(id=user.id)).password_hash)


async def open_sessions(user: User) -> set[UUID]:
    return {session.id for session in await Session.filter(user=user, revoked_at=None)}


# Asking for a link


@pytest.mark.parametrize("email", ["sam@northwind.example", " SAM@Northwind.example"])
async def test_given_an_account_when_a_link_is_asked_for_then_one_mail_goes_to_the_address_as_it_is_kept(
    runtime: Runtime, world: World, email: str
) -> None:
    await ask(email)
    [mail] = await mails()
    assert (mail.name, mail.recipient, mail.tenant_id) == ("password_reset", "sam@northwind.example", None)
    assert f"{runtime.settings.link_url}/reset/{mail.token}" in mail.text
    [link] = await AccountLink.all()
    assert (link.user_id, link.expires_at, link.used_at) == (world.sam.id, now() + timedelta(hours=1), None)
    assert mail.token not in repr(await snapshot())


async def test_given_no_account_when_a_link_is_asked_for_then_the_answer_is_the_same_and_nothing_is_mailed(world: World) -> None:
    await ask()
    before = await snapshot(without=["mail_budget"])
    assert await outcome(accounts.request_password_reset(ANON, email="nobody@northwind.example")) == DONE
    assert await outcome(accounts.request_password_reset(ANON, email="no address")) == "INVALID email"
    assert await snapshot(without=["mail_budget"]) == before


async def test_given_a_known_and_an_unknown_address_when_links_are_asked_for_then_both_do_the_same_work(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    work: list[str] = []

    def watch(owner: Any, name: str) -> None:
        real = getattr(owner, name)

        async def watched(*args: Any, **kwargs: Any) -> Any:
            work.append(name)
            return await real(*args, **kwargs)

        monkeypatch.setattr(owner, name, watched)

    watch(account_links, "may_mail")
    watch(account_links, "create")
    watch(outbox, "enqueue")
    await ask()
    known, work[:] = list(work), []
    await ask("nobody@northwind.example")
    assert known == work == ["may_mail", "create", "enqueue"]


async def test_given_a_request_when_recorded_then_the_persons_tenants_know_without_address_and_browser(world: World) -> None:
    async with db.transaction():
        await Membership.create(user=world.sam, tenant=world.contoso, roles={Role.MEMBER}, created_at=now())
    await ask()
    found = await events("password.reset_requested")
    assert {event.tenant_id for event in found} == {world.northwind.id, world.contoso.id}
    assert {(event.actor_id, event.target_id) for event in found} == {(None, world.sam.id)}
    assert await EventOrigin.filter(event_id__in=[event.id for event in found]).count() == 0


async def test_given_more_than_five_in_an_hour_when_a_link_is_asked_for_then_the_answer_is_the_same_without_a_mail(
    runtime: Runtime, world: World
) -> None:
    for _ in range(7):
        runtime.clock.advance(timedelta(minutes=1))
        assert await outcome(accounts.request_password_reset(ANON, email="sam@northwind.example")) == DONE
    assert len(await mails("sam@northwind.example")) == 5
    await ask("kim@northwind.example")
    assert len(await mails("kim@northwind.example")) == 1
    runtime.clock.advance(timedelta(hours=1))
    await ask()
    assert len(await mails("sam@northwind.example")) == 6


@pytest.mark.settings(rate_limits="off")
async def test_given_limits_that_are_off_when_links_are_asked_for_then_each_is_mailed(world: World) -> None:
    for _ in range(12):
        await ask()
    assert len(await mails("sam@northwind.example")) == 12


async def test_given_many_requests_from_one_place_when_it_is_too_much_then_it_is_limited_alike(runtime: Runtime, world: World) -> None:
    for n in range(RESET.most):
        assert await outcome(accounts.request_password_reset(ANON, email=f"nobody{n}@northwind.example")) == DONE
    assert await outcome(accounts.request_password_reset(ANON, email="sam@northwind.example")) == "RATE_LIMITED"
    assert await outcome(accounts.reset_password(ANON, token="x", password=NEW)) == "RATE_LIMITED"
    assert await mails() == []


# Setting a password by a link


async def test_given_a_link_when_a_password_is_set_then_it_holds_the_person_is_in_and_everything_else_ends(world: World) -> None:
    other = await link_of()
    token = await link_of()
    before = await open_sessions(world.sam)
    assert len(before) == 1
    credentials = await accounts.reset_password(ANON, token=token, password=NEW)
    assert (await bearer.actor_of(credentials.access_token, ORIGIN)).user_id == world.sam.id
    assert credentials.actor.tenant_id == world.northwind.id
    assert await can_sign_in(world.sam, NEW)
    assert not await can_sign_in(world.sam, PASSWORD)
    assert await open_sessions(world.sam) == {credentials.actor.session_id}
    assert await open_sessions(world.kim)
    for used in (token, other):
        for password in ("yet another long phrase", "short"):
            assert await outcome(accounts.reset_password(ANON, token=used, password=password)) == "LINK_INVALID token"
    assert await can_sign_in(world.sam, NEW)
    told = (await mails("sam@northwind.example"))[-1]
    assert (told.name, told.tenant_id) == ("password_changed", None)
    [event] = await events("password.reset")
    assert (event.actor_id, event.target_id, event.tenant_id) == (world.sam.id, world.sam.id, world.northwind.id)
    assert not await EventOrigin.exists(event_id=event.id)


async def test_given_a_customer_without_membership_when_a_password_is_set_then_the_person_is_in_no_tenant(world: World) -> None:
    token = await link_of("cara@acme.example")
    with capture_logs() as logs:
        credentials = await accounts.reset_password(ANON, token=token, password=NEW)
    assert credentials.actor.tenant_id is None
    assert await events("password.reset") == []
    assert "password.reset" in {line["event"] for line in logs}


async def test_given_an_hour_when_it_is_over_then_the_link_is_expired(runtime: Runtime, world: World) -> None:
    token = await link_of()
    runtime.clock.advance(timedelta(hours=1) - timedelta(milliseconds=1))
    assert await outcome(accounts.reset_password(ANON, token=token, password="short")) == "WEAK_PASSWORD password"
    runtime.clock.advance(timedelta(milliseconds=1))
    before = await snapshot()
    assert await outcome(accounts.reset_password(ANON, token=token, password=NEW)) == "LINK_EXPIRED token"
    assert await snapshot() == before


@pytest.mark.parametrize("password", ["short", "password1234", "sam@northwind.example", "Sam Sales 1984", "x" * 1001])
async def test_given_a_password_that_will_not_do_when_set_by_a_link_then_nothing_is_used_up(world: World, password: str) -> None:
    token = await link_of()
    before = await snapshot()
    answer = await outcome(accounts.reset_password(ANON, token=token, password=password))
    assert answer in ("WEAK_PASSWORD password", "TOO_LONG password")
    assert await snapshot() == before
    assert await outcome(accounts.reset_password(ANON, token=token, password=NEW)) == DONE


async def test_given_a_token_that_is_none_when_set_then_link_invalid(world: World) -> None:
    token = await link_of()
    before = await snapshot()
    for wrong in ("", "x", token[:-1], "A" * 43, token.swapcase()):
        assert await outcome(accounts.reset_password(ANON, token=wrong, password=NEW)) == "LINK_INVALID token"
    assert await snapshot() == before


async def test_given_one_link_when_used_twenty_times_at_once_then_one_wins(
    runtime: Runtime, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    token = await link_of()
    monkeypatch.setattr(runtime.rates, "_on", False)
    words = [f"{NEW} number {n}" for n in range(20)]
    ended = await asyncio.gather(*(outcome(accounts.reset_password(ANON, token=token, password=word)) for word in words))
    assert sorted(ended) == sorted([DONE] + 19 * ["LINK_INVALID token"])
    winner = words[ended.index(DONE)]
    assert await can_sign_in(world.sam, winner)
    assert len(await open_sessions(world.sam)) == 1
    assert [mail.name for mail in await mails("sam@northwind.example")].count("password_changed") == 1


async def test_given_five_links_of_one_person_when_used_at_once_then_one_wins_and_nobody_waits_for_ever(world: World) -> None:
    tokens = [await link_of() for _ in range(5)]
    ended = await asyncio.gather(*(outcome(accounts.reset_password(ANON, token=token, password=f"{NEW} {token[:4]}")) for token in tokens))
    assert sorted(ended) == sorted([DONE] + 4 * ["LINK_INVALID token"])
    assert len(await open_sessions(world.sam)) == 1


async def test_given_a_reset_and_sign_ins_with_the_old_password_at_once_when_they_race_then_only_the_reset_is_in(world: World) -> None:
    token = await link_of()
    ended = await asyncio.gather(
        *(outcome(sessions.sign_in(ANON, email=world.sam.email, password=PASSWORD)) for _ in range(4)),
        outcome(accounts.reset_password(ANON, token=token, password=NEW)),
        *(outcome(sessions.sign_in(ANON, email=world.sam.email, password=PASSWORD)) for _ in range(4)),
    )
    assert ended[4] == DONE
    assert set(ended) <= {DONE, "INVALID_CREDENTIALS"}
    assert len(await open_sessions(world.sam)) == 1


# Changing it


async def test_given_the_current_password_when_changed_then_this_session_stays_and_all_else_ends(world: World) -> None:
    token = await link_of()
    one = await sessions.sign_in(ANON, email=world.sam.email, password=PASSWORD)
    two = await sessions.sign_in(ANON, email=world.sam.email, password=PASSWORD)
    await accounts.change_password(one.actor, current_password=PASSWORD, new_password=NEW)
    assert await can_sign_in(world.sam, NEW)
    assert await open_sessions(world.sam) == {one.actor.session_id}
    assert await outcome(bearer.actor_of(one.access_token, ORIGIN)) == DONE
    assert await outcome(bearer.actor_of(two.access_token, ORIGIN)) == "UNAUTHENTICATED"
    assert await outcome(sessions.refresh(ANON, refresh_token=one.refresh_token)) == DONE
    assert await outcome(accounts.reset_password(ANON, token=token, password=NEW)) == "LINK_INVALID token"
    assert [mail.name for mail in await mails("sam@northwind.example")] == ["password_reset", "password_changed"]
    [event] = await events("password.changed")
    assert (event.actor_id, event.tenant_id) == (world.sam.id, world.northwind.id)
    assert (await EventOrigin.get(event_id=event.id)).ip == ORIGIN.ip


@pytest.mark.parametrize(
    ("current", "new", "answer"),
    [
        ("wrong", NEW, "INVALID_CREDENTIALS currentPassword"),
        ("", NEW, "INVALID_CREDENTIALS currentPassword"),
        (PASSWORD, "short", "WEAK_PASSWORD newPassword"),
        (PASSWORD, "sam@northwind.example", "WEAK_PASSWORD newPassword"),
        ("wrong", "short", "INVALID_CREDENTIALS currentPassword"),
    ],
)
async def test_given_anything_wrong_when_changed_then_it_says_where_and_nothing_changes(
    world: World, current: str, new: str, answer: str
) -> None:
    before = await snapshot()
    actor = world.actor(world.sam)
    assert await outcome(accounts.change_password(actor, current_password=current, new_password=new)) == answer
    assert await snapshot() == before
    assert await mails() == []
    assert await outcome(accounts.change_password(actor, current_password=PASSWORD, new_password=NEW)) == DONE


async def test_given_many_guesses_when_changing_then_they_count_with_the_sign_ins(world: World) -> None:
    actor = world.actor(world.sam)
    for _ in range(SIGN_IN_BY_ACCOUNT.most):
        await outcome(accounts.change_password(actor, current_password="wrong", new_password=NEW))
    assert await outcome(accounts.change_password(actor, current_password=PASSWORD, new_password=NEW)) == "RATE_LIMITED"
    assert await outcome(sessions.sign_in(ANON, email=world.sam.email, password=PASSWORD)) == "RATE_LIMITED"


async def test_given_two_changes_at_once_when_they_race_then_one_wins(world: World) -> None:
    actor = world.actor(world.sam)
    ended = await asyncio.gather(
        *(outcome(accounts.change_password(actor, current_password=PASSWORD, new_password=f"{NEW} {n}")) for n in range(5))
    )
    assert sorted(ended) == sorted([DONE] + 4 * ["INVALID_CREDENTIALS currentPassword"])


async def test_given_nobody_when_changing_then_unauthenticated(world: World) -> None:
    assert await outcome(accounts.change_password(ANON, current_password=PASSWORD, new_password=NEW)) == "UNAUTHENTICATED"
    assert await outcome(accounts.update_profile(ANON, title="Boss")) == "UNAUTHENTICATED"


async def test_given_all_that_happens_to_a_password_when_logs_events_and_errors_are_read_then_no_secret_is_in_them(world: World) -> None:
    told: list[str] = []
    with capture_logs() as logs:
        token = await link_of("cara@acme.example")
        await ask("nobody@acme.example")
        for call in (
            accounts.reset_password(ANON, token=token, password="cara@acme.example"),
            accounts.reset_password(ANON, token=token + "x", password=NEW),
            accounts.change_password(world.actor(world.cara), current_password="a wrong phrase", new_password=NEW),
        ):
            with pytest.raises(UserErrors) as refused:
                await call
            told.append(repr(refused.value))
        credentials = await accounts.reset_password(ANON, token=token, password=NEW)
        await accounts.change_password(credentials.actor, current_password=NEW, new_password=PASSWORD)
    everything = repr([logs, told, await Event.all().values()])
    for word in (token, NEW, PASSWORD, "a wrong phrase", "@acme", credentials.refresh_token):
        assert word not in everything
