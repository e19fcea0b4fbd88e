from datetime import timedelta
from uuid import UUID

import pytest
from argon2 import PasswordHasher
from structlog.testing import capture_logs

from app.auth import bearer, passwords
from app.auth.actor import Actor, Origin
from app.core import db
from app.core.errors import Code, UserErrors
from app.core.rates import SIGN_IN_BY_ACCOUNT, SIGN_IN_BY_IP
from app.core.runtime import Runtime, now
from app.models import EventOrigin, Role, Session, User
from app.services import sessions
from tests.outcomes import DONE, outcome
from tests.signing_in import ANON, NO, events, join, leave, signed_in, still_in
from tests.world import ORIGIN, PASSWORD, World, mails, rows, snapshot

# Signing in


@pytest.mark.parametrize("email", ["sam@northwind.example", "  SAM@NORTHWIND.example "])
async def test_given_the_right_password_when_signing_in_then_a_session_begins(world: World, email: str) -> None:
    credentials = await sessions.sign_in(ANON, email=email, password=PASSWORD)
    assert credentials.actor == await bearer.actor_of(credentials.access_token, ORIGIN)
    assert credentials.actor.user_id == world.sam.id
    assert credentials.actor.tenant_id == world.northwind.id
    assert credentials.actor.roles == {Role.SALES_ENGINEER}
    assert credentials.access_token_expires_at == now() + timedelta(minutes=10)
    assert credentials.refresh_token_expires_at == now() + timedelta(days=30)
    session = await Session.get(id=credentials.actor.session_id)
    assert (session.ip, session.user_agent, session.created_at, session.last_used_at) == (ORIGIN.ip, ORIGIN.user_agent, now(), now())
    user = await User.get(id=world.sam.id)
    assert (user.last_signed_in_at, user.last_tenant_id) == (now(), world.northwind.id)
    [event] = await events("session.started")
    assert (event.actor_id, event.tenant_id, event.target_id) == (world.sam.id, world.northwind.id, session.id)
    assert (await EventOrigin.get(event_id=event.id)).ip == ORIGIN.ip


async def test_given_anything_wrong_when_signing_in_then_one_answer_and_no_session(world: World) -> None:
    async with db.transaction():
        await User.filter(id=world.kim.id).update(password_hash=None)
    assert await outcome(signed_in(world.sam)) == DONE
    before = await snapshot(without=["event"])
    answers = []
    for email, password, tenant_id in (
        ("nobody@northwind.example", PASSWORD, None),
        ("sam@northwind.example", "wrong horse battery staple", None),
        ("sam@northwind.example", "", None),
        ("sam@northwind.example", PASSWORD.upper(), None),
        ("sam@northwind.example", "x" * 5000, None),
        ("kim@northwind.example", PASSWORD, None),
        ("sam@northwind.example", PASSWORD, world.contoso.id),
        ("sam@northwind.example", PASSWORD, UUID(int=0)),
    ):
        with pytest.raises(UserErrors) as refused:
            await sessions.sign_in(ANON, email=email, password=password, tenant_id=tenant_id)
        answers.append(refused.value.errors)
    assert len(set(answers)) == 1
    assert [(error.code, error.path) for error in answers[0]] == [(Code.INVALID_CREDENTIALS, None)]
    assert await snapshot(without=["event"]) == before
    assert await mails() == []


async def test_given_an_address_that_is_none_when_signing_in_then_it_says_where(world: World) -> None:
    assert await outcome(sessions.sign_in(ANON, email="sam at northwind", password=PASSWORD)) == "INVALID email"
    assert await outcome(sessions.sign_in(ANON, email="", password=PASSWORD)) == "REQUIRED email"


async def test_given_a_failure_when_signing_in_then_the_persons_tenants_learn_of_it_without_address_and_browser(world: World) -> None:
    await join(world.sam, world.contoso)
    with capture_logs() as logs:
        await outcome(sessions.sign_in(ANON, email=world.sam.email, password="wrong"))
    found = await events("session.failed")
    assert {event.tenant_id for event in found} == {world.northwind.id, world.contoso.id}
    assert {(e.target_kind, e.target_id, e.actor_id) for e in found} == {("user", world.sam.id, None)}
    assert await EventOrigin.all().count() == 0
    assert logs == []
    await leave(world.sam, world.contoso)
    await outcome(sessions.sign_in(ANON, email=world.sam.email, password="wrong"))
    assert len(await events("session.failed")) == 3


@pytest.mark.parametrize("email", ["nobody@northwind.example", "cara@acme.example"])
async def test_given_a_failure_of_a_stranger_or_of_nobodys_member_when_signing_in_then_only_the_operator_learns_of_it(
    world: World, email: str
) -> None:
    with capture_logs() as logs:
        await outcome(sessions.sign_in(ANON, email=email, password="wrong"))
    assert await events("session.failed") == []
    assert [(line["event"], line["ip"]) for line in logs] == [("session.failed", ORIGIN.ip)]
    assert "@" not in str(logs)
    assert "wrong" not in str(logs)


async def test_given_a_stranger_who_tries_twice_when_the_operator_looks_then_it_is_recognized_as_the_same(world: World) -> None:
    with capture_logs() as logs:
        for email in ("nobody@northwind.example", "NOBODY@northwind.example", "other@northwind.example"):
            await outcome(sessions.sign_in(ANON, email=email, password="wrong"))
    one, same, other = (line["address"] for line in logs)
    assert one == same != other


async def test_given_old_parameters_when_signing_in_then_the_hash_is_made_anew_and_fits_still(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(passwords, "hasher", PasswordHasher(time_cost=2, memory_cost=16, parallelism=1))
    before = (await User.get(id=world.sam.id)).password_hash
    assert await outcome(sessions.sign_in(ANON, email=world.sam.email, password="wrong")) == NO
    assert (await User.get(id=world.sam.id)).password_hash == before
    await signed_in(world.sam)
    after = (await User.get(id=world.sam.id)).password_hash
    assert before != after
    assert "t=2" in str(after)
    await signed_in(world.sam)
    assert (await User.get(id=world.sam.id)).password_hash == after


async def test_given_a_password_that_was_reset_meanwhile_when_signing_in_with_the_old_one_then_no_session(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = passwords.verify

    async def verify(password: str, hashed: str | None) -> bool:
        right = await real(password, hashed)
        async with db.transaction():
            await User.filter(id=world.sam.id).update(password_hash=await passwords.hash_of("quite another password"))
        return right

    monkeypatch.setattr(passwords, "verify", verify)
    before = await rows("session")
    assert await outcome(signed_in(world.sam)) == NO
    assert await rows("session") == before


# In which tenant


async def test_given_several_memberships_when_signing_in_then_the_last_one_worked_in_else_the_oldest(
    runtime: Runtime, world: World
) -> None:
    await join(world.sam, world.contoso)
    assert (await signed_in(world.sam)).actor.tenant_id == world.northwind.id
    assert (await signed_in(world.sam, world.contoso.id)).actor.tenant_id == world.contoso.id
    assert (await signed_in(world.sam)).actor.tenant_id == world.contoso.id
    await leave(world.sam, world.contoso)
    assert (await signed_in(world.sam)).actor.tenant_id == world.northwind.id
    assert await outcome(signed_in(world.sam, world.contoso.id)) == NO
    await leave(world.sam, world.northwind)
    assert (await signed_in(world.sam)).actor.tenant_id is None


async def test_given_a_customer_without_membership_when_signing_in_then_there_is_no_tenant_and_no_right(world: World) -> None:
    credentials = await signed_in(world.cara)
    assert (credentials.actor.tenant_id, credentials.actor.roles, credentials.actor.permissions) == (None, frozenset(), frozenset())
    assert await still_in(credentials)


async def test_given_a_person_without_a_tenant_in_the_session_when_it_begins_then_their_tenants_learn_of_it_discreetly(
    world: World,
) -> None:
    async with db.transaction():
        await sessions.start(world.sam.id, None, ORIGIN)
    [event] = await events("session.started")
    assert (event.tenant_id, event.actor_id, await EventOrigin.all().count()) == (world.northwind.id, world.sam.id, 0)
    assert (await User.get(id=world.sam.id)).last_tenant_id is None


# How often


async def test_given_many_attempts_when_signing_in_then_each_counts_by_account_however_it_is_spelled(
    runtime: Runtime, world: World
) -> None:
    spellings = [world.sam.email, world.sam.email.upper()]
    for n in range(SIGN_IN_BY_ACCOUNT.most):
        assert await outcome(sessions.sign_in(ANON, email=spellings[n % 2], password="wrong")) == NO
    assert await outcome(signed_in(world.sam)) == "RATE_LIMITED"
    assert await outcome(signed_in(world.kim)) == DONE
    runtime.clock.advance(SIGN_IN_BY_ACCOUNT.within)
    assert await outcome(signed_in(world.sam)) == DONE


async def test_given_many_addresses_from_one_place_when_signing_in_then_they_count_together(world: World) -> None:
    for n in range(SIGN_IN_BY_IP.most):
        assert await outcome(sessions.sign_in(ANON, email=f"nobody{n}@northwind.example", password="wrong")) == NO
    assert await outcome(signed_in(world.sam)) == "RATE_LIMITED"
    elsewhere = Actor(origin=Origin(ip="198.51.100.9"))
    assert await outcome(sessions.sign_in(elsewhere, email=world.sam.email, password=PASSWORD)) == DONE


async def test_given_an_unknown_address_when_tried_often_then_it_is_limited_like_a_known_one(world: World) -> None:
    async def tries(email: str) -> list[str]:
        return [await outcome(sessions.sign_in(ANON, email=email, password="wrong")) for _ in range(SIGN_IN_BY_ACCOUNT.most + 2)]

    assert await tries("nobody@northwind.example") == await tries("sam@northwind.example")
