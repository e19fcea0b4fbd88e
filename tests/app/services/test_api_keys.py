"""API keys: made within one's own rights, shown once, and ended with effect on the next request, for good."""

from __future__ import annotations

import asyncio
import hashlib
from collections import Counter
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest

from app.auth import bearer
from app.auth.permissions import BY_KEY, GRANTABLE, Permission, permissions_of
from app.core import db
from app.core.ids import new_id
from app.core.runtime import Runtime
from app.models import ApiKey, Event, Membership, Role
from app.models.events import Event as EventRow
from app.services import accounts, api_keys, erasing, member_roles, member_status, sessions
from tests.app.services.keying import ended, holder, made, maker, program, told
from tests.app.services.membering import employ, id_of
from tests.conftest import START
from tests.outcomes import DONE, outcome
from tests.partners import act, connect
from tests.world import ORIGIN, PASSWORD, World, mails, snapshot, writes

GONE = "UNAUTHENTICATED"
NEW_PASSWORD = "a quiet river in autumn"


# Making one


async def test_given_a_tenant_admin_when_making_a_key_then_its_hash_and_beginning_are_kept_and_it_is_told(world: World) -> None:
    kay, ends = await maker(world), START + timedelta(days=30)
    before = await snapshot(without=["api_key", "event"])
    created = await made(world, kay, roles=[Role.SALES_ENGINEER, Role.MEMBER], name="  The CRM ", expires_at=ends)
    key = await ApiKey.get(id=created.key_id)
    assert (created.secret[:4], len(created.secret)) == ("usk_", 47)
    assert (key.key_hash, key.prefix) == (hashlib.sha256(created.secret.encode()).hexdigest(), created.secret[:12])
    assert (key.name, key.roles, key.tenant_id, key.created_by_id) == ("The CRM", {"MEMBER", "SALES_ENGINEER"}, world.northwind.id, kay.id)
    assert (key.created_at, key.expires_at, key.last_used_at, key.revoked_at) == (START, ends, None, None)
    [event] = await Event.filter(action="key.created")
    assert (event.tenant_id, event.actor_id, event.target_kind, event.target_id) == (world.northwind.id, kay.id, "api_key", key.id)
    assert event.changes == {"roles": [None, ["MEMBER", "SALES_ENGINEER"]], "expiresAt": [None, ends.isoformat()]}
    assert await snapshot(without=["api_key", "event"]) == before
    assert created.secret not in repr(created)


async def test_given_two_keys_when_made_then_they_have_nothing_in_common(world: World) -> None:
    kay = await maker(world)
    one, two = await made(world, kay), await made(world, kay)
    assert one.secret[4:] != two.secret[4:]
    assert (await holder(one)).key_id != (await holder(two)).key_id


WRONG: dict[str, tuple[dict[str, Any], str]] = {
    "no name": ({"name": " "}, "REQUIRED name"),
    "a long name": ({"name": "x" * 201}, "TOO_LONG name"),
    "a name of two lines": ({"name": "a\nb"}, "INVALID name"),
    "no role": ({"roles": []}, "REQUIRED roles"),
    "a role that nobody is granted": ({"roles": [Role.CUSTOMER]}, "ROLE_NOT_ALLOWED roles"),
    "a role with more than one's own rights": ({"roles": [Role.MEMBER, Role.MSP_ADMIN]}, "ROLE_NOT_ALLOWED roles"),
    "already over": ({"expires_at": START}, "INVALID expiresAt"),
    "over at the end of days": ({"expires_at": datetime(9999, 12, 31, 23, tzinfo=timezone(-timedelta(hours=12)))}, "INVALID expiresAt"),
    "over before all days": ({"expires_at": datetime(1, 1, 1, tzinfo=timezone(timedelta(hours=12)))}, "INVALID expiresAt"),
    "all at once": ({"name": "", "roles": [], "expires_at": START}, "REQUIRED name; REQUIRED roles; INVALID expiresAt"),
}


@pytest.mark.parametrize("wrong", WRONG)
async def test_given_what_no_key_has_when_made_then_refused_and_nothing_is_written(world: World, wrong: str) -> None:
    given, refusal = WRONG[wrong]
    before = await snapshot()
    right: dict[str, Any] = {"name": "CRM", "roles": [Role.MEMBER]}
    assert await outcome(api_keys.create(world.actor(world.ada), **{**right, **given})) == refusal
    assert await snapshot() == before
    assert await outcome(api_keys.create(world.actor(world.ada), **right)) == DONE


async def test_given_a_tenant_admin_when_making_a_key_of_another_role_within_their_rights_then_it_is_made(world: World) -> None:
    created = await made(world, world.ada, roles=[Role.SALES_ENGINEER, Role.TENANT_ADMIN])
    assert (await holder(created)).roles == {Role.SALES_ENGINEER, Role.TENANT_ADMIN}


@pytest.mark.parametrize("caller", ["nobody", "mia", "sam", "max", "cara", "acting", "program"])
async def test_given_who_manages_no_keys_when_making_or_revoking_one_then_refused_and_nothing_is_written(world: World, caller: str) -> None:
    kay = await maker(world)
    created = await made(world, kay)
    connected = await connect(world)
    callers = {"nobody": world.nobody, "acting": await act(world, connected), "program": await holder(created)}
    actor = callers[caller] if caller in callers else world.actor(world.people[caller])
    before = await snapshot()
    refusal = GONE if caller == "nobody" else "FORBIDDEN"
    assert await outcome(api_keys.create(actor, name="CRM", roles=[Role.MEMBER])) == refusal
    assert await outcome(api_keys.revoke(actor, created.key_id)) == refusal
    assert await snapshot() == before


# At most fifty


async def fill(world: World, number: int, **facts: Any) -> None:
    for _ in range(number):
        id_ = new_id()
        await ApiKey.create(
            id=id_, tenant=world.northwind, name="CRM", prefix="usk_ABCDEFGH", key_hash=id_.hex, roles={"MEMBER"}, created_by=world.ada,
            created_at=START, **facts,
        )  # fmt: skip


async def test_given_fifty_open_keys_when_one_more_is_made_then_limit_reached_until_one_ends(runtime: Runtime, world: World) -> None:
    await fill(world, 20, revoked_at=START)
    await fill(world, 49)
    await made(world, world.ada, roles=[Role.MEMBER], expires_at=START + timedelta(hours=1))
    before = await snapshot()
    assert await outcome(made(world, world.ada, roles=[Role.MEMBER])) == "LIMIT_REACHED"
    assert await snapshot() == before
    assert await outcome(api_keys.create(world.actor(world.otto), name="CRM", roles=[Role.MEMBER])) == DONE, "another tenant's count apart"
    runtime.clock.advance(timedelta(hours=1))
    assert await outcome(made(world, world.ada, roles=[Role.MEMBER])) == DONE, "one has expired"
    assert await outcome(made(world, world.ada, roles=[Role.MEMBER])) == "LIMIT_REACHED"
    await api_keys.revoke(world.actor(world.ada), (await ApiKey.filter(revoked_at=None).order_by("created_at").first()).id)  # type: ignore[union-attr]  # there are
    assert await outcome(made(world, world.ada, roles=[Role.MEMBER])) == DONE


async def test_given_two_admins_when_both_make_the_fiftieth_at_once_then_one_does(world: World) -> None:
    kay = await maker(world)
    await fill(world, 49)
    tries = [outcome(made(world, by, roles=[Role.MEMBER])) for by in (kay, world.ada, kay, world.ada)]
    assert Counter(await asyncio.gather(*tries)) == {DONE: 1, "LIMIT_REACHED": 3}
    assert await ApiKey.filter(revoked_at=None).count() == 50


# What it opens


async def test_given_a_key_when_used_then_it_is_its_maker_in_its_tenant_without_a_session(world: World) -> None:
    kay = await maker(world)
    created = await made(world, kay)
    actor = await holder(created)
    assert (actor.user_id, actor.tenant_id, actor.session_id, actor.key_id) == (kay.id, world.northwind.id, None, created.key_id)
    assert actor.roles == set(GRANTABLE)
    assert actor.permissions == permissions_of(GRANTABLE) & BY_KEY
    assert not actor.has(
        Permission.API_KEYS_MANAGE, Permission.WEBHOOKS_MANAGE, Permission.EMAIL_TEMPLATES_MANAGE, Permission.PARTNER_CONSENT,
        Permission.ACT_ON_BEHALF,
    )  # fmt: skip
    assert actor.origin == ORIGIN
    assert (actor.oneself, actor.at_home, actor.acting) == (False, True, False)


NEARLY = ("usk_", "usk_" + "x" * 43, "usk_ä", "usk_" + "x" * 10_000, "usk_ \0")


@pytest.mark.parametrize("secret", NEARLY)
async def test_given_what_is_no_key_when_sent_then_unauthenticated(world: World, secret: str) -> None:
    await made(world, world.ada, roles=[Role.MEMBER])
    assert await outcome(bearer.actor_of(secret, ORIGIN)) == GONE


async def test_given_what_is_kept_of_a_key_when_sent_then_it_opens_nothing(world: World) -> None:
    created = await made(world, world.ada, roles=[Role.MEMBER])
    key = await ApiKey.get(id=created.key_id)
    for secret in (key.prefix, f"usk_{key.key_hash}", key.key_hash, created.secret[4:], created.secret + "x", created.secret.upper()):
        assert await outcome(bearer.actor_of(secret, ORIGIN)) == GONE
    assert await outcome(bearer.actor_of(created.secret, ORIGIN)) == DONE


async def test_given_a_key_that_expires_when_used_then_until_that_instant(runtime: Runtime, world: World) -> None:
    created = await made(world, world.ada, roles=[Role.MEMBER], expires_at=START + timedelta(hours=1))
    runtime.clock.stand(START + timedelta(hours=1) - timedelta(milliseconds=1))
    assert await outcome(holder(created)) == DONE
    runtime.clock.stand(START + timedelta(hours=1))
    assert await outcome(holder(created)) == GONE
    runtime.clock.stand(datetime(2099, 1, 1, tzinfo=UTC))
    assert await outcome(holder(created)) == GONE


async def test_given_a_maker_who_loses_roles_when_the_key_is_used_then_it_has_what_both_have_now(world: World) -> None:
    kay = await maker(world)
    created = await made(world, kay)
    admin = await made(world, kay, roles=[Role.TENANT_ADMIN])

    async def rights(*roles: Role) -> tuple[Iterable[Role], bool, bool]:
        await member_roles.change(world.actor(world.ada), await id_of(kay, world.northwind), roles=roles)
        actor = await holder(created)
        assert actor.permissions <= permissions_of(roles)
        return sorted(actor.roles), actor.has(Permission.MEMBERS_MANAGE), actor.has(Permission.CUSTOMERS_MANAGE)

    both = [Role.MEMBER, Role.SALES_ENGINEER]
    assert await rights(Role.TENANT_ADMIN) == ([*both, Role.TENANT_ADMIN], True, False)
    assert await rights(Role.MSP_ADMIN) == ([Role.MEMBER, Role.MSP_ADMIN, Role.SALES_ENGINEER], False, True)
    assert await rights(Role.SALES_ENGINEER) == (both, False, False)
    assert await rights(Role.MEMBER) == ([Role.MEMBER], False, False)
    less = await holder(admin)
    assert (less.roles, less.permissions) == (frozenset(), {Permission.INTEGRATIONS_READ}), "what is left of another role's rights"
    assert await rights(Role.TENANT_ADMIN, Role.MSP_ADMIN) == (sorted(GRANTABLE), True, True)


# Its end


async def test_given_a_key_when_revoked_then_it_opens_nothing_any_more_and_that_is_told_once(world: World) -> None:
    kay = await maker(world)
    created, other = await made(world, kay), await made(world, kay)
    await api_keys.revoke(world.actor(world.ada), created.key_id)
    assert (await outcome(holder(created)), await outcome(holder(other))) == (GONE, DONE)
    assert (await ApiKey.get(id=created.key_id)).revoked_at == START
    assert await told("key.revoked") == [(world.northwind.id, world.ada.id, None, created.key_id)]
    before = await snapshot()
    await api_keys.revoke(world.actor(kay), created.key_id)
    assert await snapshot() == before


async def test_given_a_key_when_several_revoke_it_at_once_then_one_event(world: World) -> None:
    kay = await maker(world)
    created = await made(world, kay)
    await asyncio.gather(*(api_keys.revoke(world.actor(by), created.key_id) for by in (kay, world.ada, kay, world.ada)))
    assert len(await told("key.revoked")) == 1


async def test_given_a_key_of_another_tenant_when_revoked_then_not_found(world: World) -> None:
    created = await made(world, world.ada, roles=[Role.MEMBER])
    async with db.transaction():
        before = await writes()
        for id_ in (created.key_id, new_id(), None):
            assert await outcome(api_keys.revoke(world.actor(world.otto), id_)) == "NOT_FOUND apiKeyId"
        assert await writes() == before
    assert await outcome(holder(created)) == DONE


async def test_given_a_maker_who_is_deactivated_when_back_again_then_their_keys_are_not(world: World) -> None:
    kay = await maker(world)
    created, theirs = await made(world, kay), await made(world, world.ada, roles=[Role.MEMBER])
    membership_id = await id_of(kay, world.northwind)
    await member_status.deactivate(world.actor(world.ada), membership_id)
    assert await outcome(holder(created)) == GONE
    assert (await ended(created.key_id), await ended(theirs.key_id)) == (True, False)
    assert await told("key.revoked") == [(world.northwind.id, world.ada.id, None, created.key_id)]
    await member_status.reactivate(world.actor(world.ada), membership_id)
    assert await outcome(holder(created)) == GONE
    assert await outcome(holder(theirs)) == DONE


async def test_given_a_maker_in_two_tenants_when_deactivated_in_one_then_the_keys_of_the_other_stay(world: World) -> None:
    kay = await maker(world)
    await Membership.create(user=kay, tenant=world.contoso, roles={Role.TENANT_ADMIN}, created_at=START)
    here = await made(world, kay)
    await sessions.switch_tenant(world.actor(kay), world.contoso.id)
    there = await api_keys.create(world.actor(kay, tenant=world.contoso, roles=[Role.TENANT_ADMIN]), name="CRM", roles=[Role.MEMBER])
    await member_status.deactivate(world.actor(world.ada), await id_of(kay, world.northwind))
    assert (await ended(here.key_id), await ended(there.key_id)) == (True, False)


async def test_given_a_customers_admin_who_is_deactivated_by_the_partner_when_told_then_in_the_logs_of_both(world: World) -> None:
    connected = await connect(world)
    pam = await employ(world, connected.tenant, "pam", Role.TENANT_ADMIN)
    created = await api_keys.create(world.actor(pam), name="ERP", roles=[Role.MEMBER])
    await Membership.filter(user_id=pam.id).update(roles=frozenset({Role.MEMBER}))
    await member_status.deactivate(world.actor(world.mia), await id_of(pam, connected.tenant))
    assert {(tenant, by) for tenant, by, _, _ in await told("key.revoked")} == {
        (connected.tenant.id, world.mia.id),
        (world.northwind.id, world.mia.id),
    }
    assert await ended(created.key_id)


async def test_given_a_maker_who_is_erased_when_their_keys_are_used_then_they_have_ended(world: World) -> None:
    kay = await maker(world)
    await Membership.create(user=kay, tenant=world.contoso, roles={Role.MEMBER}, created_at=START)
    created = await made(world, kay)
    await erasing.erase(kay.email)
    assert await outcome(holder(created)) == GONE
    assert await told("key.revoked") == [(world.northwind.id, None, None, created.key_id)]


async def test_given_all_keys_of_a_person_when_ended_then_in_each_tenants_log_and_without_whence_elsewhere(world: World) -> None:
    kay = await maker(world)
    await Membership.create(user=kay, tenant=world.contoso, roles={Role.TENANT_ADMIN}, created_at=START)
    here, over = await made(world, kay), await made(world, kay)
    await api_keys.revoke(world.actor(kay), over.key_id)
    await sessions.switch_tenant(world.actor(kay), world.contoso.id)
    there = await api_keys.create(world.actor(kay, tenant=world.contoso, roles=[Role.TENANT_ADMIN]), name="CRM", roles=[Role.MEMBER])
    others = await made(world, world.ada, roles=[Role.MEMBER])
    async with db.transaction():
        await api_keys.end_all(world.actor(kay, tenant=world.northwind), kay.id)
    rows = {event.target_id: event for event in await EventRow.filter(action="key.revoked").exclude(target_id=over.key_id)}
    assert {key: event.tenant_id for key, event in rows.items()} == {here.key_id: world.northwind.id, there.key_id: world.contoso.id}
    assert (rows[here.key_id].session_id, rows[there.key_id].session_id) == (world.sessions[kay.id], None)
    assert [await ended(key.key_id) for key in (here, there, others)] == [True, True, False]
    async with db.transaction():
        before = await writes()
        await api_keys.end_all(world.actor(kay, tenant=world.northwind), kay.id)
        assert await writes() == before


async def test_given_a_new_password_when_set_then_keys_stay(world: World) -> None:
    kay = await maker(world)
    created = await made(world, kay)
    await accounts.change_password(world.actor(kay), current_password=PASSWORD, new_password=NEW_PASSWORD)
    await accounts.request_password_reset(world.nobody, email=kay.email)
    await accounts.reset_password(world.nobody, token=(await mails(kay.email))[-1].token, password="another quiet river")
    assert await outcome(holder(created)) == DONE


async def test_given_a_program_when_it_works_then_its_events_name_the_key_and_its_maker(world: World) -> None:
    actor = await program(world)
    kay_id = actor.user
    await member_status.deactivate(actor, await id_of(world.max, world.northwind))
    assert [(event.actor_id, event.api_key_id, event.session_id) for event in await Event.filter(action="member.deactivated")] == [
        (kay_id, actor.key_id, None)
    ]
