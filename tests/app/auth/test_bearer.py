from datetime import timedelta
from uuid import uuid4

import pytest

from app.auth import bearer, tokens
from app.auth.permissions import Permission
from app.core import db
from app.core.errors import Refusal, Refused
from app.core.runtime import Runtime, now
from app.models import Membership, MembershipStatus, Role, Session, User
from tests.world import ORIGIN, World, snapshot


def token_of(world: World, user: User) -> str:
    actor = world.actor(user)
    token, _ = tokens.issue(tokens.Claims(actor.user, world.sessions[user.id], actor.tenant_id))
    return token


async def refused(token: str) -> bool:
    try:
        await bearer.actor_of(token, ORIGIN)
    except Refused as refusal:
        return refusal.code is Refusal.UNAUTHENTICATED
    return False


@pytest.mark.parametrize("name", ["ada", "mia", "sam", "max", "otto", "cara"])
async def test_given_an_open_session_when_its_token_comes_then_it_is_that_person_with_their_rights(world: World, name: str) -> None:
    user = world.people[name]
    actor = await bearer.actor_of(token_of(world, user), ORIGIN)
    assert actor == world.actor(user)
    assert (Permission.POCS_MANAGE in actor.permissions) == (name in ("ada", "mia", "sam", "otto"))


async def test_given_a_token_when_it_comes_then_nothing_is_written(world: World) -> None:
    before = await snapshot()
    await bearer.actor_of(token_of(world, world.sam), ORIGIN)
    assert await snapshot() == before


async def test_given_a_revoked_session_when_its_token_comes_then_it_is_refused_with_the_next_request(world: World) -> None:
    token = token_of(world, world.sam)
    assert not await refused(token)
    async with db.transaction():
        await Session.filter(id=world.sessions[world.sam.id]).update(revoked_at=now())
    assert await refused(token)
    assert not await refused(token_of(world, world.kim))


async def test_given_an_ended_session_when_its_token_comes_then_it_is_refused(runtime: Runtime, world: World) -> None:
    token = token_of(world, world.sam)
    async with db.transaction():
        await Session.filter(id=world.sessions[world.sam.id]).update(expires_at=now() + timedelta(minutes=5))
    assert not await refused(token)
    runtime.clock.advance(timedelta(minutes=5))
    assert await refused(token)


async def test_given_a_session_that_never_was_when_its_token_comes_then_it_is_refused(world: World) -> None:
    token, _ = tokens.issue(tokens.Claims(world.sam.id, uuid4(), world.northwind.id))
    assert await refused(token)


async def test_given_a_token_of_somebody_elses_session_when_it_comes_then_it_is_refused(world: World) -> None:
    token, _ = tokens.issue(tokens.Claims(world.sam.id, world.sessions[world.ada.id], world.northwind.id))
    assert await refused(token)


async def test_given_a_deactivated_member_when_their_token_comes_then_it_is_refused(world: World) -> None:
    token = token_of(world, world.sam)
    async with db.transaction():
        await Membership.filter(user_id=world.sam.id).update(status=MembershipStatus.DEACTIVATED, deactivated_at=now())
    assert await refused(token)


async def test_given_a_membership_that_is_gone_when_the_token_comes_then_it_is_refused(world: World) -> None:
    token = token_of(world, world.sam)
    async with db.transaction():
        await Membership.filter(user_id=world.sam.id).delete()
    assert await refused(token)


async def test_given_changed_roles_when_the_same_token_comes_then_the_new_ones_count(world: World) -> None:
    token = token_of(world, world.max)
    assert Permission.POCS_READ not in (await bearer.actor_of(token, ORIGIN)).permissions
    async with db.transaction():
        await Membership.filter(user_id=world.max.id).update(roles={Role.SALES_ENGINEER})
    assert Permission.POCS_READ in (await bearer.actor_of(token, ORIGIN)).permissions


async def test_given_a_session_that_went_to_another_tenant_when_an_older_token_comes_then_it_is_refused(world: World) -> None:
    token = token_of(world, world.sam)
    async with db.transaction():
        await Membership.create(user=world.sam, tenant=world.contoso, roles={Role.MEMBER}, created_at=now())
        await Session.filter(id=world.sessions[world.sam.id]).update(tenant_id=world.contoso.id)
    assert await refused(token)
    newer, _ = tokens.issue(tokens.Claims(world.sam.id, world.sessions[world.sam.id], world.contoso.id))
    assert (await bearer.actor_of(newer, ORIGIN)).tenant_id == world.contoso.id
