"""The bearer of an acting session's token: a partner's person with a tenant admin's permissions there, as long as all of it holds."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

import pytest

from app.auth import bearer, tokens
from app.auth.actor import Actor
from app.auth.permissions import ACTING, PERMISSIONS, Permission
from app.core.errors import Refusal, Refused
from app.core.runtime import Runtime, current, now
from app.models import (
    AccessLevel,
    ActingSession,
    CustomerStaff,
    Membership,
    MembershipStatus,
    Partnership,
    PartnershipKind,
    Role,
    User,
)
from tests.partners import Connected, act, connect
from tests.world import ORIGIN, World, snapshot


def token_of(actor: Actor, *, lasts: timedelta = timedelta(minutes=30)) -> str:
    """A token as `acting.start` makes it."""
    assert actor.session_id
    return tokens.issue(tokens.Claims(actor.user, actor.session_id, actor.tenant_id, actor.partner_id), lasts=lasts)[0]


async def refused(token: str) -> bool:
    try:
        await bearer.actor_of(token, ORIGIN)
    except Refused as refusal:
        return refusal.code is Refusal.UNAUTHENTICATED
    return False


async def on_the_list(world: World, connected: Connected, user: User, level: AccessLevel) -> None:
    await CustomerStaff.create(customer_id=connected.record.id, user_id=user.id, level=level, created_at=now())


async def test_given_an_open_acting_session_when_its_token_comes_then_it_is_that_person_in_the_customers_tenant(world: World) -> None:
    connected = await connect(world)
    acting = await act(world, connected)
    before = await snapshot()
    actor = await bearer.actor_of(token_of(acting), ORIGIN)
    assert actor == acting
    assert (actor.user_id, actor.tenant_id, actor.partner_id) == (world.mia.id, connected.tenant.id, world.northwind.id)
    assert (actor.roles, actor.permissions) == (frozenset(), ACTING)
    assert actor.acting
    assert not actor.oneself
    assert await snapshot() == before, "looking writes nothing"


def test_given_the_permissions_of_an_acting_session_when_compared_then_a_tenant_admins_without_what_nobody_does_for_others() -> None:
    withheld = {
        Permission.PARTNER_CONSENT, Permission.API_KEYS_MANAGE, Permission.WEBHOOKS_MANAGE, Permission.EMAIL_TEMPLATES_MANAGE,
    }  # fmt: skip
    assert PERMISSIONS[Role.TENANT_ADMIN] - ACTING == withheld
    assert PERMISSIONS[Role.TENANT_ADMIN] >= ACTING


async def test_given_an_acting_session_when_its_token_comes_then_nobody_is_remembered_for_it(world: World) -> None:
    acting = await act(world, await connect(world))
    token = token_of(acting)
    await bearer.actor_of(token, ORIGIN)
    assert len(current().actors) == 0
    assert bearer.known(token, ORIGIN) is None
    assert acting.session_id
    current().actors.put(acting.session_id, acting)
    assert bearer.known(token, ORIGIN) is None, "whoever put it there"


async def ended(_: World, connected: Connected) -> None:
    await ActingSession.filter(customer_id=connected.tenant.id).update(ended_at=now())


async def suspended_by_partner(_: World, connected: Connected) -> None:
    await Partnership.filter(id=connected.partnership.id).update(suspended_by_partner_at=now())


async def suspended_by_customer(_: World, connected: Connected) -> None:
    await Partnership.filter(id=connected.partnership.id).update(suspended_by_customer_at=now())


async def partnership_ended(_: World, connected: Connected) -> None:
    await Partnership.filter(id=connected.partnership.id).update(ended_at=now())


async def kind_changed(_: World, connected: Connected) -> None:
    await Partnership.filter(id=connected.partnership.id).update(kind=PartnershipKind.RESELLER_WITH_SUPPORT)


async def deactivated(world: World, _: Connected) -> None:
    await Membership.filter(user_id=world.mia.id).update(status=MembershipStatus.DEACTIVATED, deactivated_at=now())


async def gone(world: World, _: Connected) -> None:
    await Membership.filter(user_id=world.mia.id).delete()


async def demoted(world: World, _: Connected) -> None:
    await Membership.filter(user_id=world.mia.id).update(roles={Role.TENANT_ADMIN, Role.SALES_ENGINEER})


async def place_lost(world: World, connected: Connected) -> None:
    await Membership.filter(user_id=world.ada.id).update(roles={Role.MSP_ADMIN})
    await on_the_list(world, connected, world.ada, AccessLevel.MANAGE)


async def place_to_view(world: World, connected: Connected) -> None:
    await place_lost(world, connected)
    await on_the_list(world, connected, world.mia, AccessLevel.VIEW)


ENDINGS: dict[str, Callable[[World, Connected], Awaitable[None]]] = {
    one.__name__: one
    for one in (
        ended, suspended_by_partner, suspended_by_customer, partnership_ended, kind_changed, deactivated, gone, demoted, place_lost,
        place_to_view,
    )
}  # fmt: skip


@pytest.mark.parametrize("ending", ENDINGS)
async def test_given_an_acting_session_when_what_it_stands_on_is_gone_then_its_token_is_refused_with_the_next_request(
    world: World, ending: str
) -> None:
    connected = await connect(world)
    token = token_of(await act(world, connected))
    assert not await refused(token)
    await ENDINGS[ending](world, connected)
    assert await refused(token)


async def test_given_a_list_of_staff_when_the_person_has_a_place_to_manage_then_the_acting_session_holds(world: World) -> None:
    connected = await connect(world)
    token = token_of(await act(world, connected))
    await on_the_list(world, connected, world.mia, AccessLevel.MANAGE)
    assert not await refused(token)


async def test_given_an_acting_session_when_its_time_is_over_then_its_token_is_refused(runtime: Runtime, world: World) -> None:
    acting = await act(world, await connect(world), minutes=30)
    longer = token_of(acting, lasts=timedelta(hours=2))
    runtime.clock.advance(timedelta(minutes=30) - timedelta(milliseconds=1))
    assert not await refused(longer)
    runtime.clock.advance(timedelta(milliseconds=1))
    assert await refused(longer), "the session ends, whatever the token says"


async def test_given_a_token_that_says_otherwise_than_the_acting_session_when_it_comes_then_it_is_refused(world: World) -> None:
    connected, other = await connect(world), await connect(world, "Wayne", people=("will", "wes"))
    acting = await act(world, connected)
    await Membership.filter(user_id=world.ada.id).update(roles={Role.MSP_ADMIN})
    assert not await refused(token_of(acting))
    for wrong in (
        replace(acting, user_id=world.ada.id), replace(acting, tenant_id=other.tenant.id), replace(acting, partner_id=world.contoso.id),
        replace(acting, session_id=uuid4()), replace(acting, session_id=world.sessions[world.mia.id]),
    ):  # fmt: skip
        assert await refused(token_of(wrong)), wrong


async def test_given_an_acting_session_when_a_token_of_an_own_session_names_it_then_it_is_refused(world: World) -> None:
    acting = await act(world, await connect(world))
    assert not await refused(token_of(acting))
    assert acting.session_id
    for tenant_id in (acting.tenant_id, world.northwind.id, None):
        token, _ = tokens.issue(tokens.Claims(world.mia.id, acting.session_id, tenant_id))
        assert await refused(token)
