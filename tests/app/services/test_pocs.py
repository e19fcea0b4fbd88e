import asyncio
from collections import Counter
from collections.abc import Awaitable, Callable
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest

from app.core import db
from app.core.errors import UserErrors
from app.core.runtime import Runtime, now
from app.models import Collaborator, Customer, Event, Invitation, InvitationKind, Membership, MembershipStatus, Poc, PocStatus, Role, User
from app.services import collaborators, poc_status, pocs
from app.services.pocs import Money
from tests.conftest import START
from tests.outcomes import DONE, outcome
from tests.partners import act, connect
from tests.world import World, snapshot

Action = Callable[[World, User, UUID], Awaitable[object]]

ACTIONS: dict[str, Action] = {
    "update": lambda world, user, id_: pocs.update(world.actor(user), id_, name="Renamed"),
    "delete": lambda world, user, id_: pocs.delete(world.actor(user), id_),
    "change status": lambda world, user, id_: poc_status.change(world.actor(user), id_, status=PocStatus.LOST),
    "add collaborator": lambda world, user, id_: collaborators.add(world.actor(user), id_, world.mia.id),
    "remove collaborator": lambda world, user, id_: collaborators.remove(world.actor(user), id_, world.ada.id),
}
UNSEEN = "NOT_FOUND pocId"


async def invited(world: World, poc: Poc, *, cancelled_at: datetime | None = None) -> Invitation:
    async with db.transaction():
        return await Invitation.create(
            tenant=world.northwind, kind=InvitationKind.POC, poc=poc, email="new@acme.example", email_key="new@acme.example",
            invited_by=world.sam, set_by=world.sam, created_at=now(), cancelled_at=cancelled_at,
        )  # fmt: skip


async def deactivate(user: User) -> None:
    async with db.transaction():
        await Membership.filter(user_id=user.id).update(status=MembershipStatus.DEACTIVATED, deactivated_at=now())


async def staff_of(poc_id: UUID) -> set[UUID]:
    return {row.user_id for row in await Collaborator.filter(poc_id=poc_id)}


async def events_of(poc_id: UUID) -> list[Event]:
    return await Event.filter(poc_id=poc_id).order_by("at")


# Who may


@pytest.mark.parametrize("action", ACTIONS)
async def test_given_each_relation_to_a_poc_when_it_is_managed_then_only_its_staff_may_and_refusals_write_nothing(
    world: World, action: str
) -> None:
    act = ACTIONS[action]
    poc = world.draft if action == "delete" else world.active
    async with db.transaction():
        await Collaborator.create(poc=world.active, user=world.ada, since=now())
    seen = "FORBIDDEN" if poc is world.active else UNSEEN  # to customers a draft does not exist
    refusals = {"kim": UNSEEN, "max": UNSEEN, "otto": UNSEEN, "olga": UNSEEN, "cara": seen, "carl": seen, "dora": UNSEEN}
    before = await snapshot()

    for name, expected in refusals.items():
        assert (name, await outcome(act(world, world.people[name], poc.id))) == (name, expected)
    assert await snapshot() == before

    assert await outcome(act(world, world.sam, poc.id)) == DONE
    assert await snapshot() != before


@pytest.mark.parametrize("name", ["ada", "mia"])
async def test_given_an_admin_who_is_on_no_poc_when_they_manage_one_of_the_tenant_then_they_may(world: World, name: str) -> None:
    admin = world.people[name]
    assert await outcome(ACTIONS["update"](world, admin, world.kims.id)) == DONE
    assert await outcome(ACTIONS["change status"](world, admin, world.kims.id)) == DONE
    assert await outcome(ACTIONS["delete"](world, admin, world.draft.id)) == DONE
    assert await outcome(ACTIONS["update"](world, admin, world.olgas.id)) == UNSEEN


async def test_given_a_collaborator_when_they_manage_the_poc_then_they_may_and_after_they_left_not_any_more(world: World) -> None:
    await collaborators.add(world.actor(world.sam), world.active.id, world.kim.id)
    assert await outcome(ACTIONS["update"](world, world.kim, world.active.id)) == DONE
    await collaborators.remove(world.actor(world.kim), world.active.id, world.kim.id)
    assert await outcome(ACTIONS["update"](world, world.kim, world.active.id)) == UNSEEN


async def test_given_nobody_or_an_unknown_or_malformed_id_when_a_poc_is_managed_then_it_does_not_exist(world: World) -> None:
    sam = world.actor(world.sam)
    before = await snapshot()
    assert await outcome(pocs.update(world.nobody, world.active.id, name="X")) == UNSEEN
    for id_ in (uuid4(), None):
        assert await outcome(pocs.update(sam, id_, name="X")) == UNSEEN
        assert await outcome(pocs.delete(sam, id_)) == UNSEEN
        assert await outcome(poc_status.change(sam, id_, status=PocStatus.WON)) == UNSEEN
        assert await outcome(collaborators.add(sam, id_, world.kim.id)) == UNSEEN
        assert await outcome(collaborators.remove(sam, id_, world.kim.id)) == UNSEEN
    assert await snapshot() == before


# create


async def test_given_all_facts_when_created_then_it_is_a_draft_of_the_creator_with_one_event(world: World) -> None:
    poc_id = await pocs.create(
        world.actor(world.sam), name="  Éclair  pilot ", customer_id=world.acme.id, summary=" About\r\nit ", starts_on=date(2026, 4, 1),
        ends_on=date(2026, 4, 1), internal_notes="Budget: 5k", deal_value=Money(" 12500.50 ", "EUR"),
    )  # fmt: skip
    poc = await Poc.get(id=poc_id)
    assert (poc.tenant_id, poc.customer_id, poc.owner_id) == (world.northwind.id, world.acme.id, world.sam.id)
    assert (poc.name, poc.sort_name, poc.summary, poc.internal_notes) == ("Éclair  pilot", "eclair pilot", "About\nit", "Budget: 5k")
    assert (poc.starts_on, poc.ends_on, poc.deal_amount, poc.deal_currency) == (date(2026, 4, 1), date(2026, 4, 1), "12500.50", "EUR")
    assert (poc.status, poc.version) == (PocStatus.DRAFT, 1)
    assert not poc.status_before
    assert poc.created_at == poc.updated_at == poc.shared_updated_at == START
    assert await staff_of(poc_id) == {world.sam.id}
    [event] = await events_of(poc_id)
    assert (event.action, event.tenant_id, event.actor_id) == ("poc.created", world.northwind.id, world.sam.id)
    assert event.changes == {"ownerId": [None, str(world.sam.id)], "customerId": [None, str(world.acme.id)]}


async def test_given_each_role_when_a_poc_is_created_then_only_with_the_permission(world: World) -> None:
    before = await snapshot()
    for name in ("max", "cara", "dora"):
        assert await outcome(pocs.create(world.actor(world.people[name]), name="X", customer_id=world.acme.id)) == "FORBIDDEN"
    assert await outcome(pocs.create(world.nobody, name="X", customer_id=world.acme.id)) == "UNAUTHENTICATED"
    for name in ("otto", "olga"):  # another tenant's customer
        assert await outcome(pocs.create(world.actor(world.people[name]), name="X", customer_id=world.acme.id)) == "NOT_FOUND customerId"
    assert await snapshot() == before
    for name in ("ada", "mia", "sam", "kim"):
        assert await outcome(pocs.create(world.actor(world.people[name]), name="X", customer_id=world.acme.id)) == DONE


async def test_given_an_owner_is_named_when_created_then_they_own_it_and_the_creator_collaborates(world: World) -> None:
    poc_id = await pocs.create(world.actor(world.sam), name="For Kim", customer_id=world.acme.id, owner_id=world.kim.id)
    assert (await Poc.get(id=poc_id)).owner_id == world.kim.id
    assert await staff_of(poc_id) == {world.sam.id, world.kim.id}


async def test_given_owners_that_can_not_be_when_created_then_refused_and_nothing_is_written(world: World) -> None:
    sam = world.actor(world.sam)
    await deactivate(world.kim)
    before = await snapshot()
    for owner_id, expected in (
        (world.max.id, "ROLE_NOT_ALLOWED ownerId"),
        (world.olga.id, "NOT_FOUND ownerId"),
        (world.cara.id, "NOT_FOUND ownerId"),
        (world.kim.id, "NOT_FOUND ownerId"),
        (uuid4(), "NOT_FOUND ownerId"),
    ):
        assert await outcome(pocs.create(sam, name="X", customer_id=world.acme.id, owner_id=owner_id)) == expected
    assert await snapshot() == before


async def test_given_an_archived_customer_when_a_poc_is_created_there_then_not_open(world: World) -> None:
    sam = world.actor(world.sam)
    assert await outcome(pocs.create(sam, name="X", customer_id=world.acme.id)) == DONE
    async with db.transaction():
        await Customer.filter(id=world.acme.id).update(archived_at=now())
    before = await snapshot()
    assert await outcome(pocs.create(sam, name="X", customer_id=world.acme.id)) == "NOT_OPEN customerId"
    assert await snapshot() == before


async def test_given_much_is_wrong_when_created_then_all_of_it_is_said_at_once(world: World) -> None:
    before = await snapshot()
    said = await outcome(
        pocs.create(
            world.actor(world.sam), name=" ", customer_id=uuid4(), owner_id=world.max.id, summary="x" * 10_001, starts_on=date(2026, 4, 2),
            ends_on=date(2026, 4, 1), internal_notes="\x00", deal_value=Money("-1", "eur"),
        )
    )  # fmt: skip
    assert said.split("; ") == [
        "REQUIRED name", "TOO_LONG summary", "INVALID internalNotes", "INVALID dealValue.amount", "INVALID dealValue.currency",
        "INVALID endsOn", "NOT_FOUND customerId", "ROLE_NOT_ALLOWED ownerId",
    ]  # fmt: skip
    assert await snapshot() == before


@pytest.mark.parametrize("amount", ["0", "0.5", "12500", "12500.5000", "9" * 18 + ".9999"])
async def test_given_a_decimal_amount_when_set_then_kept_as_written(world: World, amount: str) -> None:
    await pocs.update(world.actor(world.sam), world.active.id, deal_value=Money(amount, "CHF"))
    poc = await Poc.get(id=world.active.id)
    assert (poc.deal_amount, poc.deal_currency) == (amount, "CHF")


@pytest.mark.parametrize(
    ("amount", "currency", "expected"),
    [
        *((amount, "EUR", "INVALID dealValue.amount") for amount in ("", "-1", "+1", "1,5", "1e3", "007", ".5", "1.", "1.00000", "9" * 19)),
        ("٣", "EUR", "INVALID dealValue.amount"),
        *(("1", currency, "INVALID dealValue.currency") for currency in ("", "eur", "EURO", "E1R", "ÄÖÜ")),
    ],
)
async def test_given_no_decimal_amount_or_currency_when_set_then_invalid(world: World, amount: str, currency: str, expected: str) -> None:
    assert await outcome(pocs.update(world.actor(world.sam), world.active.id, deal_value=Money(amount, currency))) == expected


# update


async def test_given_what_is_given_when_updated_then_only_that_changes_with_before_and_after(runtime: Runtime, world: World) -> None:
    runtime.clock.advance(timedelta(hours=1))
    await pocs.update(
        world.actor(world.sam), world.active.id, name="Zoom", summary="New", starts_on=date(2026, 5, 1), internal_notes="Now 9k",
        deal_value=Money("2", "USD"),
    )  # fmt: skip
    poc = await Poc.get(id=world.active.id)
    assert (poc.name, poc.sort_name, poc.summary, poc.starts_on, poc.ends_on) == ("Zoom", "zoom", "New", date(2026, 5, 1), None)
    assert (poc.internal_notes, poc.deal_amount, poc.deal_currency, poc.version) == ("Now 9k", "2", "USD", 2)
    assert poc.updated_at == poc.shared_updated_at == START + timedelta(hours=1)
    [event] = await events_of(poc.id)
    assert event.action == "poc.changed"
    assert event.changes == {
        "name": ["Active POC", "Zoom"], "startsOn": [None, "2026-05-01"], "dealValue": ["1000.00 EUR", "2 USD"],
        "summary": ["[changed]", "[changed]"], "internalNotes": ["[changed]", "[changed]"],
    }  # fmt: skip


async def test_given_null_when_updated_then_cleared_but_a_name_is_required(runtime: Runtime, world: World) -> None:
    sam = world.actor(world.sam)
    await pocs.update(sam, world.active.id, starts_on=date(2026, 5, 1), ends_on=date(2026, 6, 1))
    runtime.clock.advance(timedelta(minutes=1))
    await pocs.update(sam, world.active.id, summary=None, starts_on=None, ends_on=None, internal_notes=" ", deal_value=None)
    poc = await Poc.get(id=world.active.id)
    assert [poc.summary, poc.starts_on, poc.ends_on, poc.internal_notes, poc.deal_amount, poc.deal_currency] == [None] * 6
    assert (await events_of(poc.id))[-1].changes == {
        "startsOn": ["2026-05-01", None], "endsOn": ["2026-06-01", None], "dealValue": ["1000.00 EUR", None],
        "summary": ["[changed]", None], "internalNotes": ["[changed]", None],
    }  # fmt: skip
    before = await snapshot()
    assert await outcome(pocs.update(sam, world.active.id, name=None, summary="kept?")) == "REQUIRED name"
    assert await snapshot() == before


async def test_given_one_day_when_updated_then_it_is_compared_with_the_day_that_stays(world: World) -> None:
    sam = world.actor(world.sam)
    await pocs.update(sam, world.active.id, starts_on=date(2026, 5, 1), ends_on=date(2026, 5, 3))
    assert await outcome(pocs.update(sam, world.active.id, ends_on=date(2026, 4, 30))) == "INVALID endsOn"
    assert await outcome(pocs.update(sam, world.active.id, starts_on=date(2026, 5, 4))) == "INVALID endsOn"
    assert await outcome(pocs.update(sam, world.active.id, starts_on=date(2026, 5, 3))) == DONE


@pytest.mark.parametrize(
    ("facts", "seen"),
    [
        ({"name": "New"}, "by all"),
        ({"summary": "New"}, "by all"),
        ({"starts_on": date(2026, 5, 1)}, "by all"),
        ({"ends_on": date(2026, 5, 1)}, "by all"),
        ({"internal_notes": "New"}, "by staff"),
        ({"deal_value": Money("7", "EUR")}, "by staff"),
        ({"deal_value": None}, "by staff"),
    ],
)
async def test_given_a_field_when_updated_then_the_time_that_customers_see_moves_only_with_what_they_see(
    runtime: Runtime, world: World, facts: dict[str, Any], seen: str
) -> None:
    runtime.clock.advance(timedelta(hours=1))
    await pocs.update(world.actor(world.sam), world.active.id, **facts)
    poc = await Poc.get(id=world.active.id)
    assert poc.updated_at == now()
    assert poc.shared_updated_at == (now() if seen == "by all" else world.active.shared_updated_at)


async def test_given_nothing_different_when_updated_then_success_without_version_or_event(runtime: Runtime, world: World) -> None:
    poc = world.active
    runtime.clock.advance(timedelta(hours=1))
    before = await snapshot()
    await pocs.update(world.actor(world.sam), poc.id)
    await pocs.update(
        world.actor(world.sam), poc.id, expected_version=1, name=f" {poc.name}", summary=poc.summary, owner_id=world.sam.id,
        internal_notes=poc.internal_notes, deal_value=Money("1000.00", "EUR"), starts_on=None,
    )  # fmt: skip
    assert await snapshot() == before


async def test_given_a_stale_version_when_updated_then_stale_even_with_nothing_different(world: World) -> None:
    sam = world.actor(world.sam)
    await pocs.update(sam, world.active.id, expected_version=1, name="Second")
    before = await snapshot()
    assert await outcome(pocs.update(sam, world.active.id, expected_version=1, name="Third")) == "STALE expectedVersion"
    assert await outcome(pocs.update(sam, world.active.id, expected_version=1, name="Second")) == "STALE expectedVersion"
    assert await snapshot() == before
    assert await outcome(pocs.update(sam, world.active.id, expected_version=2, name="Third")) == DONE


async def test_given_a_new_owner_when_updated_then_both_work_on_it_and_the_change_has_its_own_event(world: World) -> None:
    await pocs.update(world.actor(world.sam), world.active.id, owner_id=world.kim.id, name="Kim's")
    poc = await Poc.get(id=world.active.id)
    assert (poc.owner_id, poc.version) == (world.kim.id, 2)
    assert await staff_of(poc.id) == {world.sam.id, world.kim.id}
    assert {event.action: event.changes for event in await events_of(poc.id)} == {
        "poc.owner_changed": {"ownerId": [str(world.sam.id), str(world.kim.id)]},
        "poc.changed": {"name": ["Active POC", "Kim's"]},
    }
    assert poc.shared_updated_at == now()


async def test_given_owners_that_can_not_be_when_updated_then_refused_and_nothing_is_written(world: World) -> None:
    sam = world.actor(world.sam)
    before = await snapshot()
    for owner_id, expected in (
        (world.max.id, "ROLE_NOT_ALLOWED ownerId"),
        (world.olga.id, "NOT_FOUND ownerId"),
        (uuid4(), "NOT_FOUND ownerId"),
        (None, "REQUIRED ownerId"),
    ):
        assert await outcome(pocs.update(sam, world.active.id, name="X", owner_id=owner_id)) == expected
    said = await outcome(pocs.update(sam, world.active.id, name="", owner_id=world.max.id))
    assert said == "REQUIRED name; ROLE_NOT_ALLOWED ownerId"
    assert await outcome(pocs.update(sam, world.active.id, name="", owner_id=world.kim.id)) == "REQUIRED name"  # kim did not stay on it
    assert await snapshot() == before


async def test_given_ten_updates_at_once_with_one_expected_version_when_run_then_one_wins_and_nine_are_stale(world: World) -> None:
    sam = world.actor(world.sam)
    outcomes = await asyncio.gather(*(outcome(pocs.update(sam, world.active.id, expected_version=1, name=f"Name {n}")) for n in range(10)))
    assert Counter(outcomes) == {DONE: 1, "STALE expectedVersion": 9}
    poc = await Poc.get(id=world.active.id)
    assert poc.version == 2
    assert poc.name == f"Name {outcomes.index(DONE)}"
    assert len(await events_of(poc.id)) == 1


async def test_given_ten_updates_at_once_without_a_version_when_run_then_all_count(world: World) -> None:
    sam = world.actor(world.sam)
    outcomes = await asyncio.gather(*(outcome(pocs.update(sam, world.active.id, name=f"Name {n}")) for n in range(10)))
    assert outcomes == [DONE] * 10
    assert (await Poc.get(id=world.active.id)).version == 11
    changes = [event.changes["name"] for event in await events_of(world.active.id)]
    last = (await Poc.get(id=world.active.id)).name
    assert {before for before, _ in changes} == {"Active POC"} | {after for _, after in changes} - {last}  # each knew the one before


# delete


async def test_given_a_draft_when_deleted_then_it_is_gone_with_its_collaborators_and_leaves_an_event(world: World) -> None:
    assert await pocs.delete(world.actor(world.sam), world.draft.id) == world.draft.id
    assert not await Poc.exists(id=world.draft.id)
    assert await staff_of(world.draft.id) == set()
    [event] = await events_of(world.draft.id)
    assert (event.action, event.target_id, event.changes) == ("poc.deleted", world.draft.id, {"name": ["Draft POC", None]})
    assert await outcome(pocs.delete(world.actor(world.sam), world.draft.id)) == UNSEEN


async def test_given_any_other_status_when_deleted_then_not_open(world: World) -> None:
    before = await snapshot()
    for name in ("active", "on_hold", "won", "lost", "archived"):
        assert await outcome(pocs.delete(world.actor(world.sam), world.pocs[name].id)) == "NOT_OPEN pocId"
    assert await snapshot() == before


async def test_given_a_draft_to_which_somebody_was_ever_invited_when_deleted_then_in_use(world: World) -> None:
    await invited(world, world.draft, cancelled_at=START)
    before = await snapshot()
    assert await outcome(pocs.delete(world.actor(world.sam), world.draft.id)) == "IN_USE pocId"
    assert await snapshot() == before


async def test_given_an_invitation_at_the_same_time_when_a_draft_is_deleted_then_one_of_them_wins(world: World) -> None:
    async def invite() -> object:
        return await invited(world, world.draft)

    deleting, inviting = await asyncio.gather(
        outcome(pocs.delete(world.actor(world.sam), world.draft.id)), invite(), return_exceptions=True
    )
    there = await Poc.exists(id=world.draft.id)
    assert deleting == ("IN_USE pocId" if there else DONE)
    assert isinstance(inviting, Invitation if there else db.Violation)


async def test_given_a_refusal_inside_a_larger_transaction_when_caught_then_the_rest_can_still_be_written(world: World) -> None:
    await invited(world, world.draft)
    async with db.transaction():
        with pytest.raises(UserErrors):
            await pocs.delete(world.actor(world.sam), world.draft.id)
        await Poc.filter(id=world.draft.id).update(name="Still here")
    assert (await Poc.get(id=world.draft.id)).name == "Still here"


async def test_given_roles_of_another_tenant_when_they_claim_admin_rights_then_still_only_of_their_session(world: World) -> None:
    otto = world.actor(world.otto, roles=[Role.TENANT_ADMIN, Role.MSP_ADMIN])
    assert await outcome(pocs.update(otto, world.active.id, name="X")) == UNSEEN
    assert await outcome(pocs.update(otto, world.olgas.id, name="X")) == DONE


# In an acting session


async def test_given_an_acting_session_when_a_poc_is_created_then_it_names_an_owner_and_the_creator_stays_off_it(world: World) -> None:
    connected = await connect(world)
    hive = await Customer.create(tenant=connected.tenant, name="Hive", sort_name="hive", created_at=now())
    mia, before = await act(world, connected), await snapshot()
    assert await outcome(pocs.create(mia, name="First", customer_id=hive.id)) == "REQUIRED ownerId"
    for stranger in (world.mia, world.sam):
        assert await outcome(pocs.create(mia, name="First", customer_id=hive.id, owner_id=stranger.id)) == "NOT_FOUND ownerId"
    assert await snapshot() == before
    id_ = await pocs.create(mia, name="First", customer_id=hive.id, owner_id=connected.admin.id)
    poc = await Poc.get(id=id_)
    assert (poc.tenant_id, poc.owner_id, await staff_of(id_)) == (connected.tenant.id, connected.admin.id, {connected.admin.id})
    [event] = await events_of(id_)
    assert (event.actor_id, event.partner_id, event.acting_id) == (world.mia.id, world.northwind.id, mia.session_id)
    own = await pocs.create(world.actor(connected.admin), name="Second", customer_id=hive.id)
    assert (await Poc.get(id=own)).owner_id == connected.admin.id, "as oneself it is the creator's"
