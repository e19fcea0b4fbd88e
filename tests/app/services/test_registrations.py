import asyncio
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from structlog.testing import capture_logs

from app.auth import bearer, passwords
from app.auth.actor import Actor
from app.core import db
from app.core.errors import UserErrors
from app.core.rates import REGISTER
from app.core.runtime import Runtime, now
from app.models import AccountLink, Event, Membership, Plan, Role, Tenant, User
from app.services import accounts, registrations, sessions
from app.services.registrations import Registered
from tests.outcomes import DONE, outcome
from tests.world import ORIGIN, World, mails, rows, snapshot

ANON = Actor(origin=ORIGIN)
PASSWORD = "quite another long phrase"
FACTS: dict[str, Any] = {
    "organization_name": "Tailspin", "first_name": "Tina", "last_name": "Turner", "title": "Owner", "password": PASSWORD,
}  # fmt: skip
opened = pytest.mark.settings(open_registration=True)


async def ask(email: str = "tina@tailspin.example") -> None:
    await registrations.request(ANON, email=email)


async def link_of(email: str = "tina@tailspin.example") -> str:
    await ask(email)
    return (await mails(email))[-1].token


async def complete(token: str, **facts: Any) -> Registered:
    return await registrations.complete(ANON, token=token, **FACTS | facts)


# Asking


@opened
async def test_given_a_new_address_when_asking_then_a_link_is_mailed_and_nothing_else_is_made(runtime: Runtime, world: World) -> None:
    before = await snapshot(without=["mail", "account_link", "mail_budget"])
    await ask(" Tina@Tailspin.example")
    [mail] = await mails()
    assert (mail.name, mail.recipient, mail.tenant_id) == ("registration", "Tina@Tailspin.example", None)
    assert f"{runtime.settings.link_url}/register/{mail.token}" in mail.text
    [link] = await AccountLink.all()
    assert (link.email_key, link.user_id, link.expires_at) == ("tina@tailspin.example", None, now() + timedelta(hours=24))
    assert await snapshot(without=["mail", "account_link", "mail_budget"]) == before
    assert mail.token not in repr(await snapshot())


@opened
async def test_given_a_known_address_when_asking_then_the_mail_says_so_and_leads_to_sign_in(runtime: Runtime, world: World) -> None:
    assert await outcome(registrations.request(ANON, email="SAM@northwind.example")) == DONE
    [mail] = await mails()
    assert (mail.name, mail.recipient) == ("already_registered", "sam@northwind.example")
    assert f"{runtime.settings.link_url}/sign-in" in mail.text
    assert "/register/" not in mail.text


@opened
async def test_given_a_known_and_an_unknown_address_when_asking_then_the_same_rows_are_written(world: World) -> None:
    async def written(email: str) -> list[int]:
        tables = ["account_link", "mail", "mail_budget", "event", "user", "session"]
        before = [await rows(table) for table in tables]
        await ask(email)
        return [await rows(table) - was for table, was in zip(tables, before, strict=True)]

    assert await written("sam@northwind.example") == await written("nobody@northwind.example") == [1, 1, 1, 0, 0, 0]


@pytest.mark.parametrize("email", ["tina@tailspin.example", "sam@northwind.example"])
async def test_given_registration_that_is_not_open_when_asking_then_it_answers_as_always_and_mails_nothing(
    world: World, email: str
) -> None:
    before = await snapshot()
    assert await outcome(registrations.request(ANON, email=email)) == DONE
    assert await outcome(registrations.request(ANON, email="tina")) == "INVALID email"
    assert await snapshot() == before


async def test_given_registration_that_was_closed_meanwhile_when_completing_then_link_invalid(world: World) -> None:
    async with db.transaction():
        await AccountLink.create(
            purpose="REGISTRATION", email="tina@tailspin.example", email_key="tina@tailspin.example", token_hash="x" * 64,
            created_at=now(), expires_at=now() + timedelta(hours=1),
        )  # fmt: skip
    before = await snapshot()
    assert await outcome(complete("x")) == "LINK_INVALID token"
    assert await snapshot() == before


@opened
async def test_given_more_than_five_in_an_hour_when_asking_then_the_answer_is_the_same_without_a_mail(
    runtime: Runtime, world: World
) -> None:
    for _ in range(7):
        assert await outcome(registrations.request(ANON, email="tina@tailspin.example")) == DONE
    assert len(await mails()) == 5
    runtime.clock.advance(timedelta(hours=1))
    await ask()
    assert len(await mails()) == 6


@opened
async def test_given_many_from_one_place_when_it_is_too_much_then_it_is_limited(world: World) -> None:
    for n in range(REGISTER.most):
        await ask(f"nobody{n}@tailspin.example")
    assert await outcome(registrations.request(ANON, email="tina@tailspin.example")) == "RATE_LIMITED"
    assert await outcome(complete("x")) == "RATE_LIMITED"


# Completing


@opened
async def test_given_a_link_when_completed_then_there_are_a_tenant_its_admin_and_a_session(world: World) -> None:
    token = await link_of()
    registered = await complete(token, organization_name="  Tailspin Toys ")
    tenant = await Tenant.get(id=registered.tenant_id)
    assert (tenant.name, tenant.sort_name, tenant.plan) == ("Tailspin Toys", "tailspin toys", Plan.FREE)
    user = await User.get(email_key="tina@tailspin.example")
    assert (user.first_name, user.last_name, user.title, user.sort_name) == ("Tina", "Turner", "Owner", "tina turner")
    assert await passwords.verify(PASSWORD, user.password_hash)
    membership = await Membership.get(user_id=user.id)
    assert (membership.tenant_id, membership.roles) == (tenant.id, frozenset({"TENANT_ADMIN"}))
    actor = await bearer.actor_of(registered.credentials.access_token, ORIGIN)
    assert (actor.user_id, actor.tenant_id, actor.roles) == (user.id, tenant.id, frozenset({Role.TENANT_ADMIN}))
    recorded = [(event.action, event.tenant_id, event.actor_id) for event in await Event.all().order_by("id")]
    assert recorded == [(action, tenant.id, user.id) for action in ("tenant.created", "member.joined", "session.started")]
    assert await outcome(sessions.sign_in(ANON, email="tina@tailspin.example", password=PASSWORD)) == DONE


@opened
async def test_given_a_link_that_was_used_when_completed_again_then_link_invalid_and_nothing_is_made(world: World) -> None:
    token = await link_of()
    await complete(token)
    async with db.transaction():  # the address is free again
        await User.filter(email_key="tina@tailspin.example").update(email="tt@tailspin.example", email_key="tt@tailspin.example")
    before = await snapshot()
    assert await outcome(complete(token, organization_name="Another")) == "LINK_INVALID token"
    assert await snapshot() == before


@opened
async def test_given_twenty_four_hours_when_they_are_over_then_link_expired(runtime: Runtime, world: World) -> None:
    early, late = await link_of("early@tailspin.example"), await link_of("late@tailspin.example")
    runtime.clock.advance(timedelta(hours=24) - timedelta(milliseconds=1))
    assert await outcome(complete(early)) == DONE
    runtime.clock.advance(timedelta(milliseconds=1))
    before = await snapshot()
    assert await outcome(complete(late)) == "LINK_EXPIRED token"
    assert await snapshot() == before


@opened
@pytest.mark.parametrize(
    ("facts", "answer"),
    [
        ({"organization_name": " "}, "REQUIRED organizationName"),
        ({"organization_name": "x" * 201, "first_name": ""}, "TOO_LONG organizationName; REQUIRED firstName"),
        ({"last_name": "a\x00b", "password": "short"}, "INVALID lastName; WEAK_PASSWORD password"),
        ({"title": "\u202e"}, "INVALID title"),
        ({"password": "tina@tailspin.example"}, "WEAK_PASSWORD password"),
        ({"password": "Tina Turner 1"}, "WEAK_PASSWORD password"),
    ],
)
async def test_given_facts_that_will_not_do_when_completed_then_all_are_told_and_nothing_is_used_up(
    world: World, facts: dict[str, str], answer: str
) -> None:
    token = await link_of()
    before = await snapshot()
    assert await outcome(complete(token, **facts)) == answer
    assert await snapshot() == before
    assert await outcome(complete(token)) == DONE


@opened
async def test_given_an_address_that_got_an_account_meanwhile_when_completed_then_link_invalid(world: World) -> None:
    token = await link_of()
    async with db.transaction():
        await accounts.create(
            email="tina@tailspin.example", email_key="tina@tailspin.example", first_name="T", last_name="T", title=None, password_hash=None
        )
    before = await snapshot()
    assert await outcome(complete(token)) == await outcome(complete(token, password="short")) == "LINK_INVALID token"
    assert await snapshot() == before


@opened
async def test_given_a_link_of_a_reset_when_completed_then_link_invalid_and_the_other_way_round(world: World) -> None:
    register = await link_of()
    await accounts.request_password_reset(ANON, email="sam@northwind.example")
    reset = (await mails("sam@northwind.example"))[-1].token
    before = await snapshot()
    assert await outcome(complete(reset)) == "LINK_INVALID token"
    assert await outcome(accounts.reset_password(ANON, token=register, password=PASSWORD)) == "LINK_INVALID token"
    assert await snapshot() == before


@opened
@pytest.mark.parametrize("links", [1, 3])
async def test_given_links_of_one_address_when_completed_ten_times_at_once_then_one_wins(
    runtime: Runtime, world: World, links: int
) -> None:
    tokens = [await link_of() for _ in range(links)]
    before = {table: await rows(table) for table in ("tenant", "user", "membership", "session")}
    calls = (complete(tokens[n % links], organization_name=f"Tailspin {n}") for n in range(REGISTER.most - links))
    ended = await asyncio.gather(*(outcome(call) for call in calls))
    assert sorted(ended) == sorted([DONE] + (len(ended) - 1) * ["LINK_INVALID token"])
    assert {table: await rows(table) - was for table, was in before.items()} == dict.fromkeys(before, 1)


@opened
async def test_given_all_that_happens_when_logs_events_and_errors_are_read_then_no_secret_is_in_them(world: World) -> None:
    with capture_logs() as logs:
        token = await link_of()
        with pytest.raises(UserErrors) as refused:
            await complete(token, password="tina@tailspin.example")
        registered = await complete(token)
    everything = repr([logs, refused.value, await Event.all().values(), registered])
    for word in (token, PASSWORD, "tina@", registered.credentials.refresh_token, registered.credentials.access_token):
        assert word not in everything
    assert isinstance(registered.tenant_id, UUID)
