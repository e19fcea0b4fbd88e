"""What a list of members is ordered by is always the person's name, however they became members and whatever they are called now."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable
from contextvars import copy_context
from typing import Any
from uuid import UUID

import pytest

from app import founding
from app.auth.actor import Actor
from app.core import db
from app.core.runtime import Runtime
from app.models import Membership, Plan, Role, User
from app.services import accounts, erasing, invitations, member_status, members, organizations, registrations, tenants
from tests.app.services.inviting import registration, token_of
from tests.app.services.linking import link_of
from tests.app.services.test_poc_waiting import behind, meanwhile, on_postgres
from tests.outcomes import DONE, outcome
from tests.signing_in import join, leave
from tests.world import ORIGIN, World, mails

NEW = "nina@new.example"
PHRASE = "a quiet river in autumn"


async def names() -> dict[str, set[str]]:
    """By address, what the person's memberships are listed by; each is as the person's own."""
    found: dict[str, set[str]] = {}
    for one in await Membership.all().prefetch_related("user"):
        found.setdefault(one.user.email, set()).add(one.sort_name)
        assert one.sort_name == one.user.sort_name
    return found


async def test_given_everybody_who_becomes_a_member_when_looked_at_then_listed_by_their_name(runtime: Runtime, world: World) -> None:
    ada = world.actor(world.ada)
    await founding.create_tenant(
        name="Tailspin", plan=Plan.FREE, email="otto@tailspin.example", person="Ötto Öhm", roles=["MEMBER"], password=PHRASE
    )
    invited = await members.invite(ada, email=NEW, roles=[Role.MEMBER])
    await invitations.accept(Actor(origin=ORIGIN), token=await token_of(invited), registration=registration())
    await organizations.create(world.actor(world.cara), organization_name="Caras", partner_link_token=await link(world))
    await registrations.request(Actor(origin=ORIGIN), email="reg@new.example", partner_link_token=await link(world))
    token = (await mails("reg@new.example"))[0].token
    facts = {"organization_name": "Regs", "first_name": "Régine", "last_name": "Gil", "password": PHRASE}
    await registrations.complete(Actor(origin=ORIGIN), token=token, **facts)
    found = await names()
    assert found["otto@tailspin.example"] == {"otto ohm"}
    assert found[NEW] == {"nina new"}
    assert found["cara@acme.example"] == {"cara customer"}
    assert found["reg@new.example"] == {"regine gil"}


async def test_given_a_member_of_two_tenants_when_renamed_and_erased_then_listed_by_the_new_name_in_both(
    runtime: Runtime, world: World
) -> None:
    await join(world.sam, world.contoso, Role.MEMBER)
    await leave(world.sam, world.contoso)
    sam, others = world.actor(world.sam), {**await names()}
    cases: tuple[tuple[dict[str, Any], str], ...] = (
        ({"first_name": "Zoë"}, "zoe sales"),
        ({"last_name": "Ångström"}, "zoe angstrom"),
        ({"title": "Chief"}, "zoe angstrom"),
    )
    for given, name in cases:
        await accounts.update_profile(sam, **given)
        assert await names() == others | {"sam@northwind.example": {name}}
    await erasing.erase("sam@northwind.example")
    assert (await names())[(await User.get(id=world.sam.id)).email] == {"erased person"}


@on_postgres
async def test_given_a_person_who_is_renamed_when_they_become_a_member_meanwhile_then_listed_by_the_new_name(
    runtime: Runtime, world: World
) -> None:
    cara = world.cara
    joining = in_transaction(tenants.join(world.actor(world.ada), world.northwind.id, cara.id, [Role.MEMBER]))
    async with meanwhile(accounts.update_profile(world.actor(cara), first_name="Carolina"), joining) as trying:
        assert await trying == {DONE: 1}
    assert (await names())["cara@acme.example"] == {"carolina customer"}
    renaming = accounts.update_profile(world.actor(world.carl), first_name="Carlos")
    async with meanwhile(tenants.join(world.actor(world.ada), world.northwind.id, world.carl.id, [Role.MEMBER]), renaming) as trying:
        assert await trying == {DONE: 1}
    assert (await names())["carl@acme.example"] == {"carlos colleague"}


@on_postgres
async def test_given_a_member_who_is_let_back_when_they_rename_themselves_meanwhile_then_nobody_waits_in_a_circle(
    runtime: Runtime, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    await join(world.sam, world.contoso, Role.MEMBER)
    await leave(world.sam, world.contoso)
    membership = await Membership.get(user=world.sam, tenant=world.contoso)
    hold, outside, renaming = tenants.hold_person, copy_context(), list[asyncio.Task[str]]()

    async def hold_person(user_id: UUID) -> None:
        """Let the other one begin when this one has the membership, and go on when it waits."""
        call = outcome(accounts.update_profile(world.actor(world.sam), first_name="Samuel"))
        renaming.append(asyncio.create_task(call, context=outside))
        await behind(hold(user_id))

    monkeypatch.setattr(tenants, "hold_person", hold_person)
    assert await outcome(member_status.reactivate(world.actor(world.otto), membership.id)) == DONE
    assert await asyncio.gather(*renaming) == [DONE]
    assert (await names())["sam@northwind.example"] == {"samuel sales"}


async def in_transaction(call: Awaitable[object]) -> object:
    async with db.transaction():
        return await call


async def link(world: World) -> str:
    return (await link_of(world))[1]
