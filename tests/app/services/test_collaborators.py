import asyncio
from collections import Counter
from datetime import timedelta
from uuid import UUID, uuid4

import pytest

from app.core import db
from app.core.runtime import Runtime, now
from app.core.text import sort_key
from app.models import Collaborator, Event, Invitation, Membership, MembershipStatus, Poc, Role, User
from app.services import collaborators, erasing, invitations, member_roles, member_status, participants, pocs
from tests.app.services.inviting import NEW, token_of
from tests.app.services.membering import id_of
from tests.outcomes import DONE, outcome
from tests.world import World, snapshot

FULL = "LIMIT_REACHED userId"


async def colleagues(world: World, number: int) -> list[UUID]:
    """So many more sales engineers."""
    async with db.transaction():
        made = []
        for n in range(number):
            address = f"engineer{n}@northwind.example"
            user = await User.create(
                email=address, email_key=address, first_name="E", last_name=str(n), sort_name=sort_key(f"e {n}"), created_at=now()
            )
            await Membership.create(user=user, tenant=world.northwind, roles={Role.SALES_ENGINEER}, created_at=now())
            made.append(user.id)
        return made


async def staff_of(poc: Poc) -> set[UUID]:
    return {row.user_id for row in await Collaborator.filter(poc_id=poc.id)}


async def test_given_a_colleague_when_added_then_they_work_on_it_with_one_event_and_customers_see_the_time_move(
    runtime: Runtime, world: World
) -> None:
    runtime.clock.advance(timedelta(hours=1))
    await collaborators.add(world.actor(world.sam), world.active.id, world.kim.id)
    assert await staff_of(world.active) == {world.sam.id, world.kim.id}
    [event] = await Event.filter(poc_id=world.active.id)
    assert (event.action, event.changes) == ("poc.collaborator_added", {"collaborator": [None, str(world.kim.id)]})
    poc = await Poc.get(id=world.active.id)
    assert poc.updated_at == poc.shared_updated_at == now()
    assert poc.version == 1


async def test_given_a_collaborator_or_the_owner_when_added_again_then_success_and_nothing_changes(runtime: Runtime, world: World) -> None:
    sam = world.actor(world.sam)
    await collaborators.add(sam, world.active.id, world.kim.id)
    runtime.clock.advance(timedelta(hours=1))
    before = await snapshot()
    assert await outcome(collaborators.add(sam, world.active.id, world.kim.id)) == DONE
    assert await outcome(collaborators.add(sam, world.active.id, world.sam.id)) == DONE
    assert await snapshot() == before


async def test_given_people_who_can_not_collaborate_when_added_then_refused_and_nothing_is_written(world: World) -> None:
    async with db.transaction():
        await Membership.filter(user_id=world.kim.id).update(status=MembershipStatus.DEACTIVATED)
    before = await snapshot()
    for user_id, expected in (
        (world.max.id, "ROLE_NOT_ALLOWED userId"),
        (world.olga.id, "NOT_FOUND userId"),
        (world.cara.id, "NOT_FOUND userId"),
        (world.kim.id, "NOT_FOUND userId"),
        (uuid4(), "NOT_FOUND userId"),
        (None, "NOT_FOUND userId"),
    ):
        assert await outcome(collaborators.add(world.actor(world.sam), world.active.id, user_id)) == expected
    assert await snapshot() == before
    assert await outcome(collaborators.add(world.actor(world.sam), world.active.id, world.mia.id)) == DONE


async def test_given_fifty_when_one_more_is_added_then_limit_reached_also_as_owner_but_not_on_another_poc(world: World) -> None:
    sam = world.actor(world.sam)
    *some, last = await colleagues(world, collaborators.MOST)
    for user_id in some:
        await collaborators.add(sam, world.active.id, user_id)
    before = await snapshot()
    assert await outcome(collaborators.add(sam, world.active.id, last)) == FULL
    assert await outcome(pocs.update(sam, world.active.id, owner_id=last)) == "LIMIT_REACHED ownerId"
    assert await outcome(collaborators.add(sam, world.active.id, some[0])) == DONE  # is on it already
    assert await snapshot() == before
    assert await outcome(collaborators.add(sam, world.won.id, last)) == DONE


async def test_given_sixty_at_once_when_added_then_fifty_work_on_it(world: World) -> None:
    sam = world.actor(world.sam)
    many = await colleagues(world, 60)
    outcomes = await asyncio.gather(*(outcome(collaborators.add(sam, world.active.id, user_id)) for user_id in many))
    assert Counter(outcomes) == {DONE: collaborators.MOST - 1, FULL: 11}  # sam is one of the fifty
    assert len(await staff_of(world.active)) == collaborators.MOST
    assert await Event.filter(poc_id=world.active.id).count() == collaborators.MOST - 1


async def test_given_one_colleague_twenty_times_at_once_when_added_then_they_are_on_it_once(world: World) -> None:
    sam = world.actor(world.sam)
    outcomes = await asyncio.gather(*(outcome(collaborators.add(sam, world.active.id, world.kim.id)) for _ in range(20)))
    assert outcomes == [DONE] * 20
    assert await Collaborator.filter(poc_id=world.active.id, user_id=world.kim.id).count() == 1
    assert await Event.filter(poc_id=world.active.id).count() == 1


async def test_given_a_collaborator_when_removed_then_gone_with_one_event_and_their_invitations_pass_to_the_owner(world: World) -> None:
    sam = world.actor(world.sam)
    await collaborators.add(sam, world.active.id, world.kim.id)
    id_ = await participants.invite(world.actor(world.kim), world.active.id, email="new@acme.example")
    assert (await Invitation.get(id=id_)).set_by_id == world.kim.id
    await collaborators.remove(sam, world.active.id, world.kim.id)
    assert await staff_of(world.active) == {world.sam.id}
    assert (await Invitation.get(id=id_)).set_by_id == world.sam.id
    event = await Event.get(poc_id=world.active.id, action="poc.collaborator_removed")
    assert event.changes == {"collaborator": [str(world.kim.id), None]}

    before = await snapshot()
    assert await outcome(collaborators.remove(sam, world.active.id, world.kim.id)) == "NOT_FOUND userId"
    assert await outcome(collaborators.remove(sam, world.active.id, None)) == "NOT_FOUND userId"
    assert await snapshot() == before


async def test_given_the_owner_when_removed_then_conflict_until_another_one_owns_it(world: World) -> None:
    sam = world.actor(world.sam)
    before = await snapshot()
    assert await outcome(collaborators.remove(sam, world.active.id, world.sam.id)) == "CONFLICT userId"
    assert await outcome(collaborators.remove(world.actor(world.ada), world.active.id, world.sam.id)) == "CONFLICT userId"
    assert await snapshot() == before
    await pocs.update(sam, world.active.id, owner_id=world.kim.id)
    assert await outcome(collaborators.remove(sam, world.active.id, world.sam.id)) == DONE
    assert await staff_of(world.active) == {world.kim.id}


async def test_given_a_new_owner_at_the_same_time_when_they_are_removed_then_the_owner_is_always_one_of_them(world: World) -> None:
    mia = world.actor(world.mia)
    await collaborators.add(mia, world.active.id, world.kim.id)
    owned, removed = await asyncio.gather(
        outcome(pocs.update(mia, world.active.id, owner_id=world.kim.id)),
        outcome(collaborators.remove(mia, world.active.id, world.kim.id)),
    )
    assert owned == DONE
    assert removed in (DONE, "CONFLICT userId")
    assert world.kim.id in await staff_of(world.active)


@pytest.mark.parametrize("leaving", ["deactivated", "another role", "erased"])
async def test_given_open_invitations_of_an_owner_who_is_gone_when_the_poc_gets_another_owner_then_they_answer_for_them(
    world: World, leaving: str
) -> None:
    ada, sam = world.actor(world.ada), await id_of(world.sam, world.northwind)
    await collaborators.add(world.actor(world.sam), world.active.id, world.kim.id)
    own = await participants.invite(world.actor(world.sam), world.active.id, email=NEW)
    passed = await participants.invite(world.actor(world.kim), world.active.id, email=f"another.{NEW}")
    await collaborators.remove(world.actor(world.sam), world.active.id, world.kim.id)
    elsewhere = await participants.invite(world.actor(world.kim), world.kims.id, email=NEW)
    match leaving:
        case "deactivated":
            await member_status.deactivate(ada, sam)
        case "another role":
            await member_roles.change(ada, sam, roles=[Role.MEMBER])
        case _:
            await erasing.erase(world.sam.email)
    assert (await invitations.preview(world.nobody, await token_of(own))).problem == "LINK_CANCELLED"
    await pocs.update(ada, world.active.id, owner_id=world.mia.id)
    for id_ in (own, passed):
        assert (await invitations.preview(world.nobody, await token_of(id_))).problem is None
        assert (await Invitation.get(id=id_)).set_by_id == world.mia.id
    assert (await Invitation.get(id=elsewhere)).set_by_id == world.kim.id


async def test_given_an_owner_who_stays_when_the_poc_gets_another_owner_then_their_invitations_stay_theirs(world: World) -> None:
    own = await participants.invite(world.actor(world.sam), world.active.id, email=NEW)
    await pocs.update(world.actor(world.ada), world.active.id, owner_id=world.mia.id)
    assert (await Invitation.get(id=own)).set_by_id == world.sam.id
