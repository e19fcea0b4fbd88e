import asyncio
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from structlog.testing import capture_logs

from app.auth.actor import Actor, Origin
from app.core import db
from app.core.errors import Code, Refusal, Refused, UserErrors
from app.core.rates import REFRESH
from app.core.runtime import Runtime, now
from app.models import Event, Membership, MembershipStatus, RefreshToken, Role, Session, User
from app.services import sessions
from tests.outcomes import DONE, outcome
from tests.signing_in import ANON, NO, events, join, leave, open_sessions, signed_in, still_in
from tests.world import PASSWORD, World, rows, snapshot

# Refreshing


async def test_given_a_refresh_token_when_used_then_it_is_replaced_and_the_session_lives_on(runtime: Runtime, world: World) -> None:
    first = await signed_in(world.sam)
    runtime.clock.advance(timedelta(days=29))
    second = await sessions.refresh(Actor(origin=Origin(ip="203.0.113.5", user_agent="other")), refresh_token=first.refresh_token)
    assert second.actor.session_id == first.actor.session_id
    assert second.refresh_token != first.refresh_token
    assert second.refresh_token_expires_at == now() + timedelta(days=30)
    session = await Session.get(id=first.actor.session_id)
    assert (session.last_used_at, session.expires_at, session.ip, session.user_agent) == (
        now(), now() + timedelta(days=30), "203.0.113.5", "other",
    )  # fmt: skip
    runtime.clock.advance(timedelta(days=29))
    third = await sessions.refresh(ANON, refresh_token=second.refresh_token)
    assert await still_in(third)


async def test_given_thirty_days_unused_when_refreshed_then_the_session_has_ended(runtime: Runtime, world: World) -> None:
    early, late = await signed_in(world.sam), await signed_in(world.sam)
    runtime.clock.advance(timedelta(days=30) - timedelta(milliseconds=1))
    assert await outcome(sessions.refresh(ANON, refresh_token=early.refresh_token)) == DONE
    runtime.clock.advance(timedelta(milliseconds=1))
    assert await outcome(sessions.refresh(ANON, refresh_token=late.refresh_token)) == NO


async def test_given_a_used_token_when_it_comes_again_then_the_whole_family_ends(world: World) -> None:
    first = await signed_in(world.sam)
    other = await signed_in(world.sam)
    second = await sessions.refresh(ANON, refresh_token=first.refresh_token)
    third = await sessions.refresh(ANON, refresh_token=second.refresh_token)
    assert await still_in(third)
    assert await outcome(sessions.refresh(ANON, refresh_token=first.refresh_token)) == NO
    assert not await still_in(third)
    assert await outcome(sessions.refresh(ANON, refresh_token=third.refresh_token)) == NO
    assert await still_in(other)
    [event] = await events("session.revoked")
    assert (event.target_id, event.tenant_id, event.actor_id) == (first.actor.session_id, world.northwind.id, None)
    await outcome(sessions.refresh(ANON, refresh_token=first.refresh_token))
    assert len(await events("session.revoked")) == 1


async def test_given_a_token_that_never_was_when_refreshed_then_no_and_nothing_is_written(world: World) -> None:
    credentials = await signed_in(world.sam)
    before = await snapshot()
    for token in ("", "x", "A" * 43, credentials.access_token, credentials.refresh_token[:-1]):
        with pytest.raises(UserErrors) as refused:
            await sessions.refresh(ANON, refresh_token=token)
        assert [error.code for error in refused.value.errors] == [Code.INVALID_CREDENTIALS]
    assert await snapshot() == before
    assert await outcome(sessions.refresh(ANON, refresh_token=credentials.refresh_token)) == DONE


async def test_given_a_member_who_was_deactivated_when_refreshing_then_no_until_they_are_back(world: World) -> None:
    credentials = await signed_in(world.sam)
    await leave(world.sam, world.northwind)
    before = await snapshot()
    assert await outcome(sessions.refresh(ANON, refresh_token=credentials.refresh_token)) == NO
    assert await snapshot() == before
    async with db.transaction():
        await Membership.filter(user=world.sam).update(status=MembershipStatus.ACTIVE, deactivated_at=None)
    assert await outcome(sessions.refresh(ANON, refresh_token=credentials.refresh_token)) == DONE


async def test_given_twenty_refreshes_of_one_token_at_once_when_they_race_then_one_wins_at_most_and_the_family_ends(world: World) -> None:
    credentials = await signed_in(world.sam)
    before = await rows("refresh_token")
    ended = await asyncio.gather(*(outcome(sessions.refresh(ANON, refresh_token=credentials.refresh_token)) for _ in range(20)))
    assert sorted(ended) == sorted([DONE] + 19 * [NO])
    assert await rows("refresh_token") == before + 1
    assert not await still_in(credentials)
    assert len(await events("session.revoked")) == 1


async def test_given_refresh_and_sign_out_everywhere_at_once_when_they_race_then_nothing_stays_open(world: World) -> None:
    credentials = [await signed_in(world.sam) for _ in range(5)]
    actor = credentials[0].actor
    ended = await asyncio.gather(
        *(outcome(sessions.refresh(ANON, refresh_token=each.refresh_token)) for each in credentials),
        outcome(sessions.sign_out(actor, everywhere=True)),
    )
    assert set(ended) <= {DONE, NO}
    assert await open_sessions(world.sam) == []


async def test_given_many_refreshes_from_one_place_when_it_is_too_much_then_it_is_limited(world: World) -> None:
    for _ in range(REFRESH.most):
        assert await outcome(sessions.refresh(ANON, refresh_token="x")) == NO
    assert await outcome(sessions.refresh(ANON, refresh_token="x")) == "RATE_LIMITED"


# Ending


async def test_given_a_session_when_signing_out_then_it_ends_and_the_others_go_on(world: World) -> None:
    one, two = await signed_in(world.sam), await signed_in(world.sam)
    await sessions.sign_out(one.actor, everywhere=False)
    assert [await still_in(one), await still_in(two)] == [False, True]
    [event] = await events("session.revoked")
    assert (event.actor_id, event.target_id, event.tenant_id) == (world.sam.id, one.actor.session_id, world.northwind.id)
    assert await outcome(sessions.refresh(ANON, refresh_token=one.refresh_token)) == NO
    assert await still_in(two)
    await sessions.sign_out(one.actor, everywhere=False)
    assert len(await events("session.revoked")) == 1


async def test_given_several_sessions_when_signing_out_everywhere_then_all_of_this_person_end(world: World) -> None:
    one, two, other = await signed_in(world.sam), await signed_in(world.sam), await signed_in(world.kim)
    await sessions.sign_out(one.actor, everywhere=True)
    assert [await still_in(each) for each in (one, two, other)] == [False, False, True]
    assert await open_sessions(world.sam) == []
    assert len(await events("session.revoked")) == 3  # with the one that the world began with


async def test_given_nobody_when_signing_out_then_unauthenticated(world: World) -> None:
    assert await outcome(sessions.sign_out(world.nobody, everywhere=True)) == Refusal.UNAUTHENTICATED


async def test_given_own_and_others_sessions_when_revoking_then_only_own_open_ones_exist(world: World) -> None:
    one, two, kims = await signed_in(world.sam), await signed_in(world.sam), await signed_in(world.kim)
    assert await sessions.revoke(one.actor, two.actor.session_id) == two.actor.session_id
    assert [await still_in(one), await still_in(two)] == [True, False]
    before = await snapshot()
    for id_ in (two.actor.session_id, kims.actor.session_id, uuid4(), None):
        assert await outcome(sessions.revoke(one.actor, id_)) == "NOT_FOUND sessionId"
    assert await outcome(sessions.revoke(world.actor(world.ada), kims.actor.session_id)) == "NOT_FOUND sessionId"
    assert await outcome(sessions.revoke(world.nobody, kims.actor.session_id)) == "UNAUTHENTICATED"
    assert await snapshot() == before


# At most 200


async def test_given_two_hundred_sessions_when_another_begins_then_the_one_unused_for_longest_ends(runtime: Runtime, world: World) -> None:
    async with db.transaction():
        for n in range(199):
            at = now() - timedelta(days=1, seconds=n)
            await Session.create(user=world.sam, tenant=world.northwind, created_at=at, last_used_at=at, expires_at=at + timedelta(days=30))
    unused = (await Session.filter(user=world.sam).order_by("last_used_at"))[0]
    assert len(await open_sessions(world.sam)) == 200
    await signed_in(world.sam)
    left = await open_sessions(world.sam)
    assert len(left) == 200
    assert unused.id not in {session.id for session in left}
    assert [event.target_id for event in await events("session.revoked")] == [unused.id]
    assert len(await open_sessions(world.kim)) == 1


async def test_given_almost_two_hundred_sessions_when_ten_begin_at_once_then_there_are_two_hundred(world: World) -> None:
    async with db.transaction():
        for n in range(197):
            at = now() - timedelta(days=1, seconds=n)
            await Session.create(user=world.sam, tenant=world.northwind, created_at=at, last_used_at=at, expires_at=at + timedelta(days=30))
    assert len(await open_sessions(world.sam)) == 198
    assert await asyncio.gather(*(outcome(signed_in(world.sam)) for _ in range(10))) == 10 * [DONE]
    assert len(await open_sessions(world.sam)) == 200
    assert len(await events("session.revoked")) == 8


# Another tenant


async def test_given_a_member_of_two_when_switching_then_the_session_goes_there_and_older_tokens_are_dead(world: World) -> None:
    await join(world.sam, world.contoso, Role.TENANT_ADMIN)
    before = await signed_in(world.sam)
    after = await sessions.switch_tenant(before.actor, world.contoso.id)
    assert (after.actor.session_id, after.actor.tenant_id, after.actor.roles) == (
        before.actor.session_id, world.contoso.id, frozenset({Role.TENANT_ADMIN}),
    )  # fmt: skip
    assert [await still_in(before), await still_in(after)] == [False, True]
    assert (await User.get(id=world.sam.id)).last_tenant_id == world.contoso.id
    assert [event.tenant_id for event in await events("session.started")] == [world.northwind.id, world.contoso.id]
    again = await sessions.refresh(ANON, refresh_token=after.refresh_token)
    assert again.actor.tenant_id == world.contoso.id
    assert await outcome(sessions.refresh(ANON, refresh_token=before.refresh_token)) == NO
    assert not await still_in(again)


async def test_given_a_tenant_that_one_is_not_in_when_switching_then_it_is_not_found_and_nothing_changes(world: World) -> None:
    await join(world.kim, world.contoso)
    await leave(world.kim, world.contoso)
    sam, kim = await signed_in(world.sam), await signed_in(world.kim)
    before = await snapshot()
    for credentials, tenant_id in ((sam, world.contoso.id), (kim, world.contoso.id), (sam, uuid4()), (sam, None)):
        assert await outcome(sessions.switch_tenant(credentials.actor, tenant_id)) == "NOT_FOUND tenantId"
    assert await outcome(sessions.switch_tenant(world.nobody, world.northwind.id)) == Refusal.UNAUTHENTICATED
    assert await snapshot() == before
    assert await still_in(sam)
    assert await outcome(sessions.switch_tenant(sam.actor, world.northwind.id)) == DONE


async def test_given_a_session_that_ended_when_switching_then_unauthenticated(world: World) -> None:
    await join(world.sam, world.contoso)
    credentials = await signed_in(world.sam)
    await sessions.sign_out(credentials.actor, everywhere=False)
    before = await snapshot()
    with pytest.raises(Refused) as refused:
        await sessions.switch_tenant(credentials.actor, world.contoso.id)
    assert refused.value.code is Refusal.UNAUTHENTICATED
    assert await snapshot() == before


async def test_given_refresh_against_switch_when_they_race_then_no_deadlock_and_no_error(world: World) -> None:
    await join(world.sam, world.contoso)
    for _ in range(5):
        credentials = await signed_in(world.sam)
        ended = await asyncio.gather(
            outcome(sessions.refresh(ANON, refresh_token=credentials.refresh_token)),
            outcome(sessions.switch_tenant(credentials.actor, world.contoso.id)),
            outcome(sessions.sign_out(credentials.actor, everywhere=True)),
        )
        assert set(ended) <= {DONE, NO, "UNAUTHENTICATED"}


# What is kept and shown


async def test_given_tokens_when_kept_then_only_their_hashes_are(world: World) -> None:
    credentials = await signed_in(world.sam)
    refreshed = await sessions.refresh(ANON, refresh_token=credentials.refresh_token)
    held = repr(await snapshot())
    for token in (credentials.refresh_token, refreshed.refresh_token, credentials.access_token, PASSWORD):
        assert token not in held
        assert token not in repr(credentials) + repr(refreshed)
    assert len({row.token_hash for row in await RefreshToken.all()}) == 2


async def test_given_all_that_happens_when_logs_events_and_errors_are_read_then_no_secret_is_in_them(
    world: World, capsys: pytest.CaptureFixture[str]
) -> None:
    secret = "a very secret phrase of somebody"
    told: list[Any] = []
    with capture_logs() as logs:
        credentials = await signed_in(world.sam)
        for call in (
            sessions.sign_in(ANON, email=world.sam.email, password=secret),
            sessions.sign_in(ANON, email="somebody@nowhere.example", password=secret),
            sessions.sign_in(ANON, email=world.cara.email, password=secret),
            sessions.refresh(ANON, refresh_token=credentials.refresh_token + "x"),
        ):
            with pytest.raises(UserErrors) as refused:
                await call
            told.append((str(refused.value), refused.value.errors))
        await sessions.refresh(ANON, refresh_token=credentials.refresh_token)
        await outcome(sessions.refresh(ANON, refresh_token=credentials.refresh_token))
    everything = repr([logs, told, await Event.all().values(), capsys.readouterr()])
    for word in (secret, PASSWORD, credentials.refresh_token, credentials.access_token, "@northwind", "@nowhere", "@acme"):
        assert word not in everything
