"""That `HOLDS` and `actor_of` agree, whatever has become of the session or the membership since the actor was seen."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest

from app.auth import bearer, tokens
from app.auth.actor import Actor, Origin
from app.auth.scopes import parameters
from app.core import db
from app.core.errors import Refused
from app.core.runtime import Runtime, now
from app.models import Membership, MembershipStatus, Role, Session, User
from tests.outcomes import DONE, outcome
from tests.world import ORIGIN, World

Change = Callable[[Runtime, World, User], Awaitable[Any]]


def token_of(world: World, user: User) -> str:
    actor = world.actor(user)
    return tokens.issue(tokens.Claims(actor.user, world.sessions[user.id], actor.tenant_id))[0]


async def holds(actor: Actor) -> bool:
    """As it stands in somebody else's statement, beside conditions on other rows and aliases."""
    sql = f'select u.id from "user" u where u.id = :user and ({bearer.HOLDS})'
    rows = await db.fetch(sql, parameters(actor))
    assert len(rows) == len(await db.fetch(f"select 1 where {bearer.HOLDS}", parameters(actor)))
    return bool(rows)


async def now_is(token: str) -> Actor | None:
    try:
        return await bearer.actor_of(token, ORIGIN)
    except Refused:
        return None


def of_session(**values: Any) -> Change:
    async def change(runtime: Runtime, world: World, user: User) -> None:
        await Session.filter(id=world.sessions[user.id]).update(**values)

    return change


def of_membership(**values: Any) -> Change:
    async def change(runtime: Runtime, world: World, user: User) -> None:
        await Membership.filter(user_id=user.id).update(**values)

    return change


async def nothing(runtime: Runtime, world: World, user: User) -> None:
    """So it is when all is as it was."""


async def revoked(runtime: Runtime, world: World, user: User) -> None:
    await Session.filter(id=world.sessions[user.id]).update(revoked_at=now())


async def session_deleted(runtime: Runtime, world: World, user: User) -> None:
    await Session.filter(id=world.sessions[user.id]).delete()


async def somebody_elses_session(runtime: Runtime, world: World, user: User) -> None:
    await Session.filter(id=world.sessions[user.id]).update(user_id=world.olga.id)


async def ends_now(runtime: Runtime, world: World, user: User) -> None:
    await Session.filter(id=world.sessions[user.id]).update(expires_at=now())


async def ends_in_a_moment(runtime: Runtime, world: World, user: User) -> None:
    await Session.filter(id=world.sessions[user.id]).update(expires_at=now() + timedelta(milliseconds=1))


async def switched_to_a_tenant_of_theirs(runtime: Runtime, world: World, user: User) -> None:
    roles = world.roles.get(user.id, {Role.MEMBER})
    await Membership.create(user=user, tenant=world.contoso, roles=roles, created_at=now())
    await Session.filter(id=world.sessions[user.id]).update(tenant_id=world.contoso.id)


async def deactivated(runtime: Runtime, world: World, user: User) -> None:
    await Membership.filter(user_id=user.id).update(status=MembershipStatus.DEACTIVATED, deactivated_at=now())


async def membership_deleted(runtime: Runtime, world: World, user: User) -> None:
    await Membership.filter(user_id=user.id).delete()


async def membership_elsewhere(runtime: Runtime, world: World, user: User) -> None:
    await Membership.create(user=user, tenant=world.contoso, roles={Role.TENANT_ADMIN}, created_at=now())


async def used(runtime: Runtime, world: World, user: User) -> None:
    await Session.filter(id=world.sessions[user.id]).update(last_used_at=now())


async def others_revoked(runtime: Runtime, world: World, user: User) -> None:
    await Session.exclude(id=world.sessions[user.id]).update(revoked_at=now())
    await Membership.exclude(user_id=user.id).update(roles=set())


CHANGES: dict[str, tuple[Change, bool, bool]] = {
    # what happened: whether a member still holds, whether a person without a tenant does
    "nothing": (nothing, True, True),
    "the session was used": (used, True, True),
    "others changed": (others_revoked, True, True),
    "a membership elsewhere": (membership_elsewhere, True, True),
    "ends in a moment": (ends_in_a_moment, True, True),
    "ends now": (ends_now, False, False),
    "revoked": (revoked, False, False),
    "session deleted": (session_deleted, False, False),
    "somebody else's session": (somebody_elses_session, False, False),
    "switched to another tenant": (switched_to_a_tenant_of_theirs, False, False),
    "switched to no tenant": (of_session(tenant_id=None), False, True),
    "more roles": (of_membership(roles={Role.SALES_ENGINEER, Role.MEMBER}), False, True),
    "other roles": (of_membership(roles={Role.MEMBER}), False, True),
    "no roles": (of_membership(roles=set()), False, True),
    "deactivated": (deactivated, False, True),
    "membership deleted": (membership_deleted, False, True),
}


@pytest.mark.parametrize("name", ["sam", "cara"])
@pytest.mark.parametrize("change", CHANGES)
async def test_given_a_known_actor_when_something_changed_then_it_holds_just_if_the_token_still_means_the_same_actor(
    runtime: Runtime, world: World, change: str, name: str
) -> None:
    user = world.people[name]
    token = token_of(world, user)
    seen = await bearer.actor_of(token, ORIGIN)
    assert await holds(seen)
    happen, member, person = CHANGES[change]
    await happen(runtime, world, user)
    guess = bearer.known(token, ORIGIN)
    assert guess == seen
    still = await holds(guess)
    assert still == (await now_is(token) == guess)
    assert still == (member if user.id in world.tenants else person)


async def test_given_a_time_when_the_session_ends_then_the_actor_no_longer_holds(runtime: Runtime, world: World) -> None:
    seen = await bearer.actor_of(token_of(world, world.sam), ORIGIN)
    await Session.filter(id=seen.session_id).update(expires_at=now() + timedelta(minutes=5))
    runtime.clock.advance(timedelta(minutes=5) - timedelta(milliseconds=1))
    assert await holds(seen)
    runtime.clock.advance(timedelta(milliseconds=1))
    assert not await holds(seen)


async def test_given_a_member_without_a_role_when_asked_then_they_hold_until_they_are_in_no_tenant(runtime: Runtime, world: World) -> None:
    await Membership.filter(user_id=world.max.id).update(roles=set())
    seen = await bearer.actor_of(token_of(world, world.max), ORIGIN)
    assert (seen.tenant_id, seen.roles) == (world.northwind.id, frozenset())
    assert await holds(seen)
    await Membership.filter(user_id=world.max.id).delete()
    assert not await holds(seen)
    await Session.filter(id=seen.session_id).update(tenant_id=None)
    assert not await holds(seen)


@pytest.mark.parametrize("name", ["ada", "mia", "sam", "max", "otto", "olga", "cara"])
async def test_given_anybody_who_is_signed_in_when_one_thing_of_them_is_claimed_otherwise_then_it_does_not_hold(
    world: World, name: str
) -> None:
    actor = await bearer.actor_of(token_of(world, world.people[name]), ORIGIN)
    assert await holds(actor)
    elsewhere = world.contoso if actor.tenant_id == world.northwind.id else world.northwind
    for other in (
        replace(actor, user_id=world.kim.id),
        replace(actor, tenant_id=elsewhere.id),
        replace(actor, tenant_id=elsewhere.id, roles=frozenset()),
        replace(actor, session_id=uuid4()),
        replace(actor, session_id=world.sessions[world.kim.id]),
        replace(actor, tenant_id=actor.tenant_id or world.northwind.id, roles=actor.roles ^ {Role.MEMBER}),
    ):
        assert not await holds(other)
    if actor.tenant_id:
        assert not await holds(replace(actor, tenant_id=None))
        assert not await holds(replace(actor, tenant_id=None, roles=frozenset()))


async def test_given_nobody_when_asked_then_it_does_not_hold(world: World) -> None:
    assert not await holds(world.nobody)


async def test_given_a_known_token_when_it_comes_again_then_the_actor_has_the_new_origin(world: World) -> None:
    token = token_of(world, world.sam)
    assert bearer.known(token, ORIGIN) is None
    actor = await bearer.actor_of(token, ORIGIN)
    elsewhere = Origin("198.51.100.1", "another", "another request")
    assert bearer.known(token, elsewhere) == replace(actor, origin=elsewhere)


async def test_given_a_known_token_when_it_has_ended_or_is_no_token_then_it_is_refused_as_ever(runtime: Runtime, world: World) -> None:
    token = token_of(world, world.sam)
    await bearer.actor_of(token, ORIGIN)
    runtime.clock.advance(tokens.LIFETIME)

    async def known(text: str) -> Actor | None:
        return bearer.known(text, ORIGIN)

    assert await outcome(known(token)) == "UNAUTHENTICATED"
    assert await outcome(known("no token")) == "UNAUTHENTICATED"
    assert await outcome(known(token_of(world, world.sam))) == DONE


async def test_given_a_refused_token_when_it_comes_again_then_it_is_not_known_any_more(world: World) -> None:
    token = token_of(world, world.sam)
    await bearer.actor_of(token, ORIGIN)
    await Session.filter(id=world.sessions[world.sam.id]).update(revoked_at=now())
    assert await now_is(token) is None
    assert bearer.known(token, ORIGIN) is None


async def test_given_a_session_that_went_to_another_tenant_when_tokens_of_both_come_then_each_is_known_as_what_it_says(
    runtime: Runtime, world: World
) -> None:
    older = token_of(world, world.sam)
    await bearer.actor_of(older, ORIGIN)
    await switched_to_a_tenant_of_theirs(runtime, world, world.sam)
    newer, _ = tokens.issue(tokens.Claims(world.sam.id, world.sessions[world.sam.id], world.contoso.id))
    assert bearer.known(newer, ORIGIN) is None
    await bearer.actor_of(newer, ORIGIN)
    actor = bearer.known(newer, ORIGIN)
    assert actor
    assert actor.tenant_id == world.contoso.id
    assert bearer.known(older, ORIGIN) is None


async def test_given_any_caller_when_the_database_plans_the_condition_then_it_is_one_answer_for_the_statement(world: World) -> None:
    actor = await bearer.actor_of(token_of(world, world.sam), ORIGIN)
    sql = f'select u.id from "user" u where {bearer.HOLDS}'
    if db.dialect() == "postgres":
        plan = "\n".join(row[0] for row in await db.fetch(f"explain {sql}", parameters(actor)))
        assert "InitPlan" in plan
        assert "One-Time Filter" in plan
    else:
        plan = "\n".join(row[3] for row in await db.fetch(f"explain query plan {sql}", parameters(actor)))
        assert "CORRELATED" not in plan
        assert "SEARCH held USING INDEX" in plan
        assert "SEARCH held_by USING INDEX uq_membership_tenant_user (tenant_id=? AND user_id=?)" in plan
